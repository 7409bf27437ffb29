"""Manners of a conversation: small talk, questions in the middle, what waits, what is thrown away."""

import pytest

from bot.sandbox.phones import Seen
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


async def begun(town: Town) -> None:
    """Begin the founding interview up to the group's name."""
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Koperasi kelompok kami sendiri")


async def goes_on(town: Town, shown: Seen) -> None:
    """See that the group's name is still asked for, and taken."""
    assert "Apa nama kelompok Anda?" in shown.text
    assert "orang yang bisa dihubungi" in (await town.says(town.ani, "Pokdarwis Kayutangan")).text


@pytest.mark.parametrize(
    ("words", "answer"),
    [("halo", "ada yang bisa saya bantu"), ("matur nuwun nggih", "Sama-sama"), ("👍", "dengan kata-kata")],
)
async def test_small_talk_is_met_in_kind(town: Town, words: str, answer: str) -> None:
    shown = await town.says(town.ani, words)
    assert answer in shown.text
    assert not shown.buttons


async def test_a_question_not_known_is_not_taken_for_an_answer(town: Town) -> None:
    await begun(town)
    shown = await town.says(town.ani, "ini nanti bayar berapa ya?")
    assert "belum ada di catatan saya" in shown.text
    await goes_on(town, shown)


async def test_a_question_known_is_answered_and_the_interview_goes_on(town: Town) -> None:
    await begun(town)
    shown = await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    assert "9 orang" in shown.text
    assert "Dasar:" in shown.text
    await goes_on(town, shown)


async def test_two_questions_in_an_interview_are_both_answered_and_it_goes_on(town: Town) -> None:
    await begun(town)
    words = "Berapa orang minimal untuk mendirikan koperasi? kuorum rapat berapa"
    shown = await town.says(town.ani, words)
    assert shown.text.index("9 orang") < shown.text.lower().index("kuorum")
    assert "👍 Membantu" not in shown.buttons
    await goes_on(town, shown)


async def test_a_term_asked_in_an_interview_is_explained_and_it_goes_on(town: Town) -> None:
    await begun(town)
    shown = await town.says(town.ani, "SHU itu apa ya?")
    assert "isa hasil usaha" in shown.text
    await goes_on(town, shown)


async def test_a_question_at_buttons_gets_the_help_of_the_question(town: Town) -> None:
    await town.says(town.ani, "/dirikan")
    shown = await town.says(town.ani, "emang datanya buat apa sih")
    assert "Kalau tidak setuju" in shown.text
    assert "Setuju" in shown.buttons


async def test_a_name_in_the_middle_is_not_searched_for(town: Town) -> None:
    await begun(town)
    for words in ("Pokdarwis", "Ani", "Para pemandu ingin menerima tamu bersama-sama"):
        await town.says(town.ani, words)
    shown = await town.says(town.ani, "kampung wisata ceria")
    assert "belum menangkap pilihannya" in shown.text


async def test_what_typed_words_were_taken_for_is_said(town: Town) -> None:
    await begun(town)
    for words in ("Pokdarwis", "Ani", "Para pemandu ingin menerima tamu bersama-sama", "kota malang"):
        await town.says(town.ani, words)
    assert (await town.says(town.ani, "gak ada")).text.startswith("✅ Tidak")


async def test_an_interview_left_for_another_counter_is_offered_again(town: Town) -> None:
    await begun(town)
    await town.says(town.ani, "Pokdarwis Kayutangan")
    await town.says(town.ani, "/petugas")
    await town.says(town.ani, "Berapa biaya notaris di Malang?")
    await town.presses(town.ani, "Ya")
    assert "masih menunggu" in town.ani.last.text
    await town.presses(town.ani, "Lanjutkan")
    assert "orang yang bisa dihubungi" in town.ani.last.text


async def test_the_first_screen_offers_what_was_set_aside(town: Town) -> None:
    await begun(town)
    await town.says(town.ani, "Pokdarwis Kayutangan")
    shown = await town.says(town.ani, "/start")
    assert shown.buttons[0] == "Lanjutkan isian tadi"
    await town.presses(town.ani, "Lanjutkan isian tadi")
    assert "orang yang bisa dihubungi" in town.ani.last.text


async def test_an_interview_is_thrown_away_only_after_a_second_word(town: Town) -> None:
    await begun(town)
    await town.says(town.ani, "Pokdarwis Kayutangan")
    await town.says(town.ani, "/batal")
    await town.presses(town.ani, "Hapus isian ini")
    await town.presses(town.ani, "Tidak, simpan")
    assert "Jawaban Anda tersimpan" in town.ani.last.text
    await town.presses(town.ani, "Hapus isian ini")
    await town.presses(town.ani, "Ya, hapus")
    assert "sudah saya hapus" in town.ani.last.text
    assert "tidak ada isian" in (await town.says(town.ani, "/lanjut")).text


async def test_a_stranger_to_the_staff_commands_is_shown_what_there_is(town: Town) -> None:
    shown = await town.says(town.ani, "/pengaturan")
    assert "tidak saya kenal" in shown.text
    assert "Dirikan koperasi" in shown.buttons


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("saya mau bicara dengan petugas", "petugas yang membaca"),
        ("bot goblok", "Maaf"),
        ("Ani NIK 3573015507900001", "tidak saya simpan"),
    ],
)
async def test_what_is_no_answer_never_becomes_the_groups_name(town: Town, words: str, said: str) -> None:
    await begun(town)
    await town.says(town.ani, words)
    assert said in town.ani.find(said).text
    assert "Apa nama kelompok Anda?" in town.ani.last.text


async def test_batal_in_plain_words_sets_the_interview_aside(town: Town) -> None:
    await begun(town)
    assert "Lanjutkan" in (await town.says(town.ani, "batal")).buttons
