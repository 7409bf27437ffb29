"""The founders' circle through the residents' door: nine people on their phones, nobody sees what is another's."""

from pathlib import Path

import pytest

from bot.acts import of_circle
from bot.counters import dossier
from bot.sandbox.phones import Phone
from flows.founder import CONSENT_VERSION
from storage import cases, circle, history, links
from storage.database import Transaction
from tests.bot.circles import (
    NINE,
    STREET,
    agrees,
    case_link,
    filled,
    fills,
    founded,
    joins,
    neighbour,
    nik,
    opens,
    owner_takes_a_place,
    phone_number,
    start_of,
    states,
    street,
)
from tests.bot.test_founding_case import pdf_text, prepared
from tests.bot.town import Town, open_town

pytestmark = pytest.mark.anyio


async def circle_of(town: Town, *numbers: int) -> tuple[int, list[Phone]]:
    """Open the case with some places filled and complete."""
    id = await founded(town)
    phones = []
    for number in numbers:
        phone = town.ani if number == 1 else neighbour(town, number)
        if number != 1:
            await opens(town, phone, "")
        town.database.call(lambda tx, n=number, p=phone: filled(tx, id, n, p.person.id))  # type: ignore[misc]
        phones.append(phone)
    return id, phones


async def test_nine_people_join_fill_in_and_agree_and_nobody_sees_what_is_anothers(town: Town, tmp_path: Path) -> None:
    id = await founded(town)
    start = await case_link(town, id)
    picture = next(seen for seen in reversed(town.ani.messages) if seen.document)
    assert picture.document
    assert picture.document.content.startswith(b"\x89PNG")
    await owner_takes_a_place(town)
    phones = {1: town.ani}
    for number in range(2, 10):
        phones[number] = await joins(town, number, start)
        await fills(town, phones[number], number)
        await agrees(town, phones[number])
        assert "Lengkap" in phones[number].last.text
    assert states(town, id) == ["complete"] * 9
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert kept.stage == "rapat"
    await town.says(town.ani, "apa lagi yang kurang?")
    assert "Rapat pendirian" in town.ani.last.text
    assert "9 dari 9 pendiri lengkap" in town.ani.find("Sekarang 9 dari 9").text
    told = town.database.call(lambda tx: [one.what for one in history.of(tx, id)])
    assert told.count("consented") == told.count("confirmed") == 9
    nothing_personal_leaves(town, tmp_path, phones)


def nothing_personal_leaves(town: Town, folder: Path, phones: dict[int, Phone]) -> None:
    """Check every message to another, the groups, and the database as a thief would read it."""
    for owner in phones:
        personal = (nik(owner), phone_number(owner)[1:], street(owner)[:24])
        for reader, phone in phones.items():
            words = "\n".join(seen.text for seen in phone.answers)
            if reader != owner:
                assert not any(secret in words for secret in personal), f"{reader} reads of {owner}"
            assert nik(owner) not in words, "a NIK is never written back in full"
        for group in (town.staff, town.group):
            assert not any(secret in seen.text for seen in group.messages for secret in personal)
    nothing_open_is_kept(folder, [nik(one) for one in phones] + [phone_number(one)[1:] for one in phones] + [STREET])


def nothing_open_is_kept(folder: Path, secrets: list[str]) -> None:
    """Read all files as a thief would: no column, page or log holds any of it, and no file name does."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    for path in files:
        raw = path.read_bytes()
        assert not any(secret.encode() in raw or secret in path.name for secret in secrets), path.name


async def test_the_interview_leads_into_the_circle(town: Town) -> None:
    await prepared(town)
    began = town.ani.find("Kode berkas Anda KOP-")
    assert "12 tempat pendiri" in began.text
    await town.presses(town.ani, "Apa lagi yang kurang?", began)
    assert "Anda sendiri belum mengambil tempat" in town.ani.last.text
    await town.presses(town.ani, "Tempat saya sendiri")
    assert "Anda tercatat sebagai pendiri" in town.ani.last.text


# -- links ---------------------------------------------------------------------------------------------------------


async def test_an_expired_link_says_what_to_do(town: Town) -> None:
    start = await case_link(town, await founded(town))
    await town.later(days=31)
    assert "lewat masanya" in await opens(town, neighbour(town, 2), start)


async def test_a_revoked_link_opens_nothing_and_a_new_one_ends_the_old(town: Town) -> None:
    start = await case_link(town, await founded(town))
    await town.presses(town.ani, "Matikan tautan")
    assert "dimatikan" in await opens(town, neighbour(town, 2), start)
    await town.presses(town.ani, "Buat tautan baru")
    newer = start_of(town.ani)
    assert newer != start
    assert "Anda diundang" in await opens(town, neighbour(town, 2), newer)


async def test_a_link_can_be_printed(town: Town) -> None:
    await case_link(town, await founded(town))
    await town.presses(town.ani, "Lembar untuk dicetak")
    assert town.ani.last.document
    assert town.ani.last.document.content.startswith(b"%PDF")


async def test_a_personal_link_is_valid_once(town: Town) -> None:
    id = await founded(town)
    await case_link(town, id)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, f"◻ {NINE[1]}")
    await town.presses(town.ani, "Kirim tautan pribadi")
    start = start_of(town.ani)
    budi = neighbour(town, 2)
    assert f"tempat untuk {NINE[1]}" in await opens(town, budi, start)
    await town.presses(budi, "Ya, ini saya")
    assert states(town, id)[1] == "accepted"
    assert "0 dari 9 pendiri lengkap" in await opens(town, budi, start)
    assert "hanya berlaku sekali" in await opens(town, neighbour(town, 3), start)
    assert f"{NINE[1]} sudah bergabung" in town.ani.last.text


async def test_who_opens_a_link_sees_only_what_is_founded_and_by_whom(town: Town) -> None:
    id, _ = await circle_of(town, 1, 3)
    seen = await opens(town, neighbour(town, 2), await case_link(town, id))
    assert "Kampung Wisata Ceria" in seen
    assert NINE[0] in seen
    assert NINE[2] not in seen


async def test_the_owner_who_opens_the_own_link_is_shown_the_circle(town: Town) -> None:
    start = await case_link(town, await founded(town))
    assert "tautan berkas Anda sendiri" in await opens(town, town.ani, start)
    assert "0 dari 9 pendiri lengkap" in town.ani.last.text


async def test_a_person_already_in_is_told_so_and_one_who_asked_waits(town: Town) -> None:
    id, (budi,) = await circle_of(town, 2)
    start = await case_link(town, id)
    assert "Anda sudah ada" in await opens(town, budi, start)
    citra = neighbour(town, 3)
    await opens(town, citra, start)
    await town.presses(citra, "Minta ikut")
    assert "sudah meminta ikut" in await opens(town, citra, start)
    assert town.database.call(lambda tx: len(circle.asking(tx, id))) == 1


async def test_who_is_turned_away_hears_it_and_nothing_of_them_stays(town: Town) -> None:
    id = await founded(town)
    stranger = neighbour(town, 20)
    await opens(town, stranger, await case_link(town, id))
    await town.presses(stranger, "Minta ikut")
    await town.presses(town.ani, "Tolak", town.ani.find("meminta ikut"))
    assert "belum diterima" in stranger.last.text
    assert town.database.call(lambda tx: circle.of(tx, stranger.person.id)) == []


async def test_one_who_is_not_on_the_list_becomes_an_extra_founder(town: Town) -> None:
    id = await founded(town)
    stranger = neighbour(town, 20)
    await opens(town, stranger, await case_link(town, id))
    await town.presses(stranger, "Minta ikut")
    await town.presses(town.ani, "Pendiri tambahan", town.ani.find("meminta ikut"))
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert kept.content["preparation"]["founders"][-1] == "Tetangga 20"
    assert "Anda tercatat sebagai pendiri" in stranger.last.text


# -- data ----------------------------------------------------------------------------------------------------------


async def test_refusing_consent_keeps_nothing(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await town.presses(budi, "Isi data saya")
    assert "surat kuasa" in budi.last.text
    await town.presses(budi, "Tidak")
    assert "tidak ada data baru yang saya simpan" in budi.last.text
    seat = town.database.call(lambda tx: circle.of(tx, budi.person.id))[0]
    assert (seat.data, seat.consent_version) == (None, "")


async def test_refusing_newer_words_says_that_what_was_given_stays(town: Town) -> None:
    _, (budi,) = await circle_of(town, 2)
    seat = town.database.call(lambda tx: circle.of(tx, budi.person.id))[0]
    town.database.call(lambda tx: circle.consent(tx, seat.id, "2026-01"))
    await town.says(budi, "/dirikan")
    await town.presses(budi, "Data saya")
    await town.presses(budi, "Tidak")
    assert "tidak ada data baru yang saya simpan" in budi.last.text
    assert "tetap ada sampai Anda memilih «Mundur» atau menulis /hapusdata" in budi.last.text
    again = town.database.call(lambda tx: circle.get(tx, seat.id))
    assert again
    assert again.data == seat.data


async def test_consent_to_newer_words_asks_for_nothing_that_was_given(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2)
    seat = town.database.call(lambda tx: circle.of(tx, budi.person.id))[0]
    town.database.call(lambda tx: circle.consent(tx, seat.id, "2026-01"))
    await town.says(budi, "/dirikan")
    await town.presses(budi, "Data saya")
    await town.presses(budi, "Setuju")
    assert "Sudah benar" in budi.last.buttons
    assert f"Alamat: {street(2)}" in budi.last.text
    again = town.database.call(lambda tx: circle.get(tx, seat.id))
    assert again
    assert again.consent_version == CONSENT_VERSION


async def test_the_tenth_founder_who_is_the_first_under_another_account_is_found_by_the_nik(town: Town) -> None:
    id, _ = await circle_of(town, 1, 2)
    citra = await joins(town, 3, await case_link(town, id))
    await fills(town, citra, 3, nik(2))
    words = "\n".join(seen.text for seen in citra.answers)
    assert "sudah tercatat di berkas ini" in words
    assert NINE[1] not in words.split("sudah tercatat")[1]
    assert nik(2) not in words
    assert states(town, id)[2] == "accepted"


async def test_the_name_of_the_card_goes_into_posts_and_answers(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2, name="Budi Santoso Wijaya")
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert kept.content["preparation"]["founders"][1] == "Budi Santoso Wijaya"
    assert kept.content["preparation"]["board"][1]["name"] == "Budi Santoso Wijaya"
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Ubah isian persiapan")
    assert "Budi Santoso Wijaya" in town.ani.last.text


async def test_a_founder_corrects_one_answer_and_the_version_rises(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2)
    await agrees(town, budi)
    before = town.database.call(lambda tx: cases.get(tx, id))
    await town.says(budi, "/dirikan")
    await town.presses(budi, "Data saya")
    await town.presses(budi, "Ubah")
    await town.presses(budi, "Pekerjaan")
    await town.says(budi, "Guru")
    await town.presses(budi, "Sudah benar")
    after = town.database.call(lambda tx: cases.get(tx, id))
    seat = town.database.call(lambda tx: circle.of(tx, budi.person.id))[0]
    assert seat.data
    assert seat.data.occupation == "Guru"
    assert before
    assert after
    assert after.version > before.version
    assert seat.complete


async def test_a_restart_in_the_middle_of_the_interview_loses_nothing(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await town.presses(budi, "Isi data saya")
    await town.presses(budi, "Setuju")
    for words in (NINE[1], nik(2), "Malang"):
        await town.says(budi, words)
    await town.clinic.stop()
    town = await open_town(tmp_path, town.world, town.clock)
    budi = neighbour(town, 2)
    await town.says(budi, "15-01-1990")
    await town.presses(budi, "Laki-laki")
    assert "alamat Anda" in budi.last.text
    await town.clinic.stop()


# -- the shared text -----------------------------------------------------------------------------------------------


async def test_a_changed_text_lapses_only_the_confirmations_and_asks_again(town: Town) -> None:
    id, (_, budi, citra) = await circle_of(town, 1, 2, 3)
    old = town.database.call(lambda tx: circle.of(tx, budi.person.id))[0]
    await changes_the_principal(town)
    assert states(town, id)[:3] == ["accepted"] * 3
    for phone in (budi, citra):
        assert "Rp150.000" in phone.last.text
        assert "berubah" in phone.last.text
    await agrees(town, budi)
    seat = town.database.call(lambda tx: circle.of(tx, budi.person.id))[0]
    assert seat.data == old.data
    assert states(town, id)[:3] == ["accepted", "complete", "accepted"]
    assert "Simpanan pokok Anda kurang" not in budi.last.text or seat.complete


async def changes_the_principal(town: Town) -> None:
    """Let the owner correct the principal savings in the interview's review."""
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Ubah isian persiapan")
    await town.presses(town.ani, "Ubah")
    await town.presses(town.ani, "Simpanan pokok")
    await town.says(town.ani, "150 ribu")
    await town.presses(town.ani, "Sudah benar")


async def test_a_change_that_is_not_in_the_text_asks_nobody(town: Town) -> None:
    id, (_, budi) = await circle_of(town, 1, 2)
    heard = len(budi.messages)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Ubah isian persiapan")
    await town.presses(town.ani, "Ubah")
    await town.presses(town.ani, "Tempat rapat")
    await town.says(town.ani, "Balai RW 10")
    await town.presses(town.ani, "Sudah benar")
    assert len(budi.messages) == heard
    assert states(town, id)[:2] == ["complete"] * 2


async def test_an_old_button_of_a_changed_text_shows_the_new_one(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2)
    old = budi.find("Yang disepakati bersama")
    await changes_the_principal(town)
    await town.presses(budi, "Ya, sesuai", old)
    assert "berubah sejak tombol itu" in budi.last.text
    assert "Rp150.000" in budi.last.text
    assert states(town, id)[1] == "accepted"


async def says_otherwise(town: Town, phone: Phone, field: str, value: str) -> None:
    """Let a founder say that a field was agreed otherwise."""
    await town.says(phone, "/dirikan")
    await town.presses(phone, "Kesepakatan")
    await town.presses(phone, "Ada yang berbeda")
    await town.presses(phone, field)
    await town.says(phone, value)


async def test_what_two_founders_say_differently_is_settled_by_the_owner_and_told_to_both(town: Town) -> None:
    id, (_, budi, citra) = await circle_of(town, 1, 2, 3)
    await says_otherwise(town, budi, "Simpanan pokok", "150 ribu")
    await says_otherwise(town, citra, "Simpanan pokok", "200 ribu")
    card = town.ani.last
    for words in ("Tertulis: Rp100.000", f"Menurut {NINE[1]}: Rp150.000", f"Menurut {NINE[2]}: Rp200.000"):
        assert words in card.text
    assert "Rp150.000" in citra.last.text
    await town.presses(town.ani, f"Pakai versi {NINE[1]}", card)
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert kept.content["preparation"]["principal_savings"] == 150_000
    for phone in (budi, citra):
        assert "Rp150.000" in phone.last.text
        assert "Yang disepakati bersama" in phone.last.text
    assert states(town, id)[:3] == ["accepted"] * 3
    await town.presses(town.ani, f"Pakai versi {NINE[2]}", card)
    assert "sudah diselesaikan" in town.ani.last.text


async def test_the_owner_may_keep_what_is_written(town: Town) -> None:
    id, (_, budi, _) = await circle_of(town, 1, 2, 3)
    await says_otherwise(town, budi, "Nama koperasi", "Warga Guyub Rukun Sentosa")
    await town.presses(town.ani, "Pakai yang tertulis")
    assert "Kampung Wisata Ceria" in budi.last.text
    assert states(town, id)[:3] == ["complete", "accepted", "complete"]
    await agrees(town, budi)
    assert states(town, id)[1] == "complete"


async def test_a_version_the_law_does_not_allow_is_sent_to_the_interview(town: Town) -> None:
    id, (_, budi) = await circle_of(town, 1, 2)
    await says_otherwise(town, budi, "Nama koperasi", "Ceria")
    await town.presses(town.ani, f"Pakai versi {NINE[1]}")
    assert "perlu diperiksa dulu" in town.ani.last.text
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert "Kampung Wisata Ceria" in kept.content["preparation"]["names"][0]


async def test_the_owners_papers_leave_out_what_others_gave_and_the_advisers_hold_it(town: Town) -> None:
    id, _ = await circle_of(town, 1, 2)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Kirim berkas lagi")
    bundle = next(seen.document for seen in reversed(town.ani.messages) if seen.document)
    assert bundle.name == "berkas-pendirian.pdf"
    words = pdf_text(bundle.content)
    assert nik(1) in words
    assert nik(2) not in words
    assert street(2)[:24] not in words
    house = town.clinic.desk.house
    full = town.database.call(lambda tx: dossier.gathered(tx, id, house.bot_name, full=True))
    made = dossier.papers(house, full, "before", town.clock.now().date())
    assert nik(2) in pdf_text(dossier.bound(full, made, "before", town.clock.now().date()))


# -- coming and going ----------------------------------------------------------------------------------------------


async def test_a_founder_drops_out_and_another_takes_the_place(town: Town) -> None:
    id, (_, budi) = await circle_of(town, 1, 2)
    await town.says(budi, "/dirikan")
    await town.presses(budi, "Mundur")
    await town.presses(budi, "Ya, mundur")
    assert "sudah dihapus" in budi.last.text
    assert f"Tempat {NINE[1]} kini kosong" in town.ani.last.text
    await town.presses(town.ani, "Ganti orangnya")
    await town.says(town.ani, "Maya Puspita")
    words = "\n".join(seen.text for seen in town.ani.answers[-3:])
    assert "Sekretaris" in words
    await town.presses(town.ani, "Kirim tautan pribadi")
    maya = neighbour(town, 20)
    await opens(town, maya, start_of(town.ani))
    await town.presses(maya, "Ya, ini saya")
    await fills(town, maya, 2, name="Maya Puspita")
    await agrees(town, maya)
    assert states(town, id)[1] == "complete"
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert kept.content["preparation"]["founders"][1] == "Maya Puspita"


async def test_the_owner_takes_somebody_out_who_is_told(town: Town) -> None:
    id, (_, budi) = await circle_of(town, 1, 2)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, f"✅ {NINE[1]}")
    assert nik(2) not in town.ani.last.text
    await town.presses(town.ani, "Keluarkan")
    await town.presses(town.ani, "Ya, keluarkan")
    assert "tidak lagi tercatat" in budi.last.text
    assert states(town, id)[1] == "withdrawn"


async def test_the_case_is_handed_over_only_to_who_takes_it(town: Town) -> None:
    id, (_, budi, _) = await circle_of(town, 1, 2, 3)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, "Serahkan berkas")
    await town.presses(town.ani, NINE[1])
    await town.presses(budi, "Terima")
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert kept.owner_id == budi.person.id
    assert "menerima berkas" in town.ani.last.text
    await town.says(budi, "/dirikan")
    await town.presses(budi, "Ubah isian persiapan")
    assert "Kampung Wisata Ceria" in budi.last.text
    await town.says(town.ani, "/dirikan")
    assert "Tautan dan QR" not in town.ani.last.buttons


# -- what is kept, shown and erased --------------------------------------------------------------------------------


async def test_own_data_shows_the_place_the_consent_and_the_answers(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2)
    await town.says(budi, "/dataku")
    words = "\n".join(seen.text for seen in budi.answers[-2:])
    assert "Persetujuan data pendiri" in words
    assert "Alamat: Jl. Rahasia" in words
    assert nik(2) not in words


async def test_an_erased_founder_leaves_a_gap_the_owner_hears_of_without_why(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2)
    await town.says(budi, "/hapusdata")
    await town.presses(budi, "Ya")
    assert "sudah dihapus" in budi.last.text
    assert f"Tempat {NINE[1]} kini kosong" in town.ani.last.text
    assert "hapus" not in town.ani.last.text
    assert states(town, id)[1] == "withdrawn"
    assert town.database.call(lambda tx: circle.of(tx, budi.person.id)) == []


async def test_an_owner_who_erases_is_warned_and_the_others_are_told(town: Town) -> None:
    id, (_, budi) = await circle_of(town, 1, 2)
    await town.says(town.ani, "/hapusdata")
    assert "Serahkan dulu" in "\n".join(seen.text for seen in town.ani.answers[-2:])
    await town.presses(town.ani, "Ya")
    assert "tidak lagi tercatat" in budi.last.text
    assert town.database.call(lambda tx: cases.get(tx, id)) is None


async def test_what_is_missing_is_answered_in_the_middle_of_an_interview(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await town.presses(budi, "Isi data saya")
    await town.presses(budi, "Setuju")
    await town.says(budi, "apa lagi yang kurang?")
    words = "\n".join(seen.text for seen in budi.answers[-2:])
    assert "Data Anda sendiri belum lengkap" in words
    assert "nama lengkap Anda" in words


@pytest.mark.parametrize("words", ["apa yang belum?", "sudah lengkap belum?", "status berkas saya", "kurang opo?"])
async def test_what_is_missing_is_asked_in_many_words(town: Town, words: str) -> None:
    await founded(town)
    assert "Yang masih kurang" in (await town.says(town.ani, words)).text


async def test_who_is_complete_hears_which_files_are_still_to_come(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    await fills(town, budi, 2)
    await agrees(town, budi)
    assert "Tidak ada lagi yang kurang" not in budi.last.text
    assert "Belum dikirim: foto KTP" in budi.last.text


async def test_a_papers_code_says_only_whether_it_is_current(town: Town) -> None:
    id = await founded(town)
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    stranger = neighbour(town, 20)
    assert await opens(town, stranger, f"c_{kept.code}_{kept.version}_minutes") == "Berkas ini berlaku."
    town.database.call(lambda tx: cases.touch(tx, id))
    assert await opens(town, stranger, f"c_{kept.code}_{kept.version}_minutes") == "Berkas ini sudah diganti."
    assert await opens(town, stranger, "c_KOP-00000_1_x") == "Berkas ini tidak dikenali."


async def test_a_strangers_forged_buttons_change_nothing(town: Town) -> None:
    id, _ = await circle_of(town, 1, 2)

    def shape(tx: Transaction) -> list[object]:
        return [
            circle.places(tx, id),
            cases.get(tx, id),
            [one.what for one in history.of(tx, id)],
            links.current(tx, id),
        ]

    before = town.database.call(shape)
    stranger = neighbour(town, 20)
    await opens(town, stranger, "")
    shown = [len(phone.messages) for phone in (town.ani, neighbour(town, 2))]
    for what in of_circle(town.clinic.desk.talking):
        for about in ("1", "2", "1.1", "1.0", "1.2", "me.3", "1.theirs", "x", ""):
            town.world.ask(stranger.person, stranger.chat, stranger.messages[0].id, f"d:{what}:{about}")
    await town.settle()
    assert town.database.call(shape) == before
    assert [len(phone.messages) for phone in (town.ani, neighbour(town, 2))] == shown
    assert not any(NINE[1] in seen.text for seen in stranger.messages)


# -- the words of the list -----------------------------------------------------------------------------------------


async def test_of_nine_empty_places_the_owner_reads_a_number(town: Town) -> None:
    await founded(town)
    shown = await town.says(town.ani, "apa lagi yang kurang?")
    assert "Belum ada pendiri yang bergabung, perlu paling sedikit 9." in shown.text
    assert "9 tempat masih kosong" in shown.text
    assert not any(label.startswith("Undang") for label in shown.buttons)


async def test_after_the_deed_nobody_is_asked_for_founders(town: Town) -> None:
    id, _ = await circle_of(town, 1, 2)
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    assert "kurang 7 dari paling sedikit 9" in (await town.says(town.ani, "/kurang")).text
    town.database.call(lambda tx: cases.change(tx, id, "pengesahan", kept.content))
    shown = await town.says(town.ani, "/kurang")
    assert "paling sedikit 9" not in shown.text
    assert "tempat masih kosong" not in shown.text


async def test_after_leaving_the_question_what_is_missing_is_not_searched(town: Town) -> None:
    _, (budi,) = await circle_of(town, 2)
    await town.says(budi, "/dirikan")
    await town.presses(budi, "Mundur")
    await town.presses(budi, "Ya, mundur")
    for words in ("apa lagi yang kurang?", "kurang opo maneh"):
        assert "Belum ada pendirian yang Anda siapkan" in (await town.says(budi, words)).text
    shown = await town.says(budi, "apa akibatnya kalau pendirinya kurang?")
    assert "Belum ada pendirian yang Anda siapkan" not in shown.text


# -- when the meeting is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["kapan rapatnya?", "rapatnya dimana", "jam berapa rapatnya", "rapate kapan", "rapate nang ndi"]
)
async def test_the_owner_and_a_founder_are_told_when_and_where_the_meeting_is(town: Town, words: str) -> None:
    id, (_, budi) = await circle_of(town, 1, 2)
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    planned = kept.content["preparation"]
    for phone in (town.ani, budi):
        shown = await town.says(phone, words)
        assert shown.text.startswith("Rapat pendirian ")
        assert planned["meeting_place"] in shown.text
        assert f"pukul {planned['meeting_at'].replace(':', '.')}" in shown.text


@pytest.mark.parametrize("words", ["kapan rapat anggota?", "kapan rapat tahunan", "rapat lagi kapan", "kapan rat"])
async def test_another_meeting_is_not_taken_for_the_founding_meeting(town: Town, words: str) -> None:
    await founded(town)
    assert not (await town.says(town.ani, words)).text.startswith("Rapat pendirian **")
    assert not town.ani.last.text.startswith("Rapat pendirian Koperasi")


async def test_a_meeting_held_is_told_as_held_and_a_passed_one_as_not_recorded(town: Town) -> None:
    id = await founded(town)
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    await town.later(days=90)
    assert "Hasilnya belum dicatat" in (await town.says(town.ani, "kapan rapatnya?")).text
    decided = {"name": NINE[0], "principal_savings": 100_000, "mandatory_savings": 25_000, "held_on": "2026-12-05"}
    held = {**kept.content, "meeting": decided}
    town.database.call(lambda tx: cases.change(tx, id, "modal", held))
    assert "sudah berlangsung pada 5 Desember 2026" in (await town.says(town.ani, "kapan rapatnya?")).text


# -- before it is handed over, and before one is let in ------------------------------------------------------------


async def test_an_owner_without_a_place_hears_what_handing_over_means(town: Town) -> None:
    warned = "Anda belum mengambil tempat sebagai pendiri; setelah diserahkan"
    id, _ = await circle_of(town, 2)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, "Serahkan berkas")
    assert town.ani.last.text.startswith(warned)
    town.database.call(lambda tx: filled(tx, id, 1, town.ani.person.id))
    await town.presses(town.ani, "Serahkan berkas", town.ani.find("pendiri lengkap"))
    assert town.ani.last.text.startswith("Kepada siapa")


@pytest.mark.parametrize("caption", ["", "KTP saya"])
async def test_who_waits_to_be_let_in_is_told_that_the_ktp_comes_later(town: Town, caption: str) -> None:
    budi = neighbour(town, 2)
    await opens(town, budi, await case_link(town, await founded(town)))
    await town.presses(budi, "Minta ikut")
    budi.send_photo(b"\xff\xd8\xff", caption)
    await town.settle()
    assert "Foto KTP baru saya minta setelah Anda diterima." in budi.last.text
    assert "Jangan kirim" not in budi.last.text
