"""Petugas: a question goes to the staff group, a reply reaches the resident, the resident's answer goes back."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.phones import Phone, Seen
from bot.sandbox.seed import ANI, BUDI, HADI, SARI
from storage import questions, staff
from storage.database import Transaction, table
from storage.tables import Conversation, MessageLink
from tests.bot.town import Town

pytestmark = pytest.mark.anyio
QUESTION = "SK koperasi lama hilang, gimana ngurusnya? NIK saya 3573011203900001, HP 081234567890"


async def ask(town: Town, words: str = QUESTION) -> Seen:
    """Let Bu Ani take a question to a person; gives the card in the staff group."""
    await town.says(town.ani, "/petugas")
    if "Setuju" in town.ani.last.buttons:
        await town.presses(town.ani, "Setuju")
    await town.says(town.ani, words)
    await town.presses(town.ani, "Ya")
    return town.staff.find("❓")


async def test_a_question_reaches_the_group_with_personal_numbers_masked(town: Town) -> None:
    card = await ask(town)
    assert "Bu Ani" in card.text
    assert "SK koperasi lama hilang" in card.text
    assert "3573011203900001" not in card.text
    assert "081234567890" not in card.text
    assert "sudah sampai ke petugas" in town.ani.last.text
    assert "Senin–Kamis" in town.ani.last.text


async def test_a_reply_in_the_group_reaches_the_resident_and_the_answer_goes_back(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Bawa fotokopi AD dan surat kehilangan ke kantor.", card)
    assert "Bawa fotokopi AD" in town.ani.last.text
    assert "Mbak Sari" in town.ani.last.text
    assert town.staff.last.text == "Terkirim ke Bu Ani (nomor 1)."
    await town.says(town.ani, "Surat kehilangan dari mana?", town.ani.last)
    back = town.staff.find("Surat kehilangan dari mana?")
    assert back.reply_to is not None
    assert back.reply_to.id == card.id
    await town.says(town.staff, "Dari Polsek.", back)
    assert "Dari Polsek." in town.ani.last.text


async def test_a_card_whose_number_was_lost_in_a_crash_can_still_be_answered(town: Town) -> None:
    card = await ask(town)
    links = table(MessageLink)
    town.database.call(lambda tx: tx.run(links.delete().where(links.c.message_id == card.id)))
    await town.says(town.staff, "Minta salinannya ke notaris.", card)
    assert "Minta salinannya" in town.ani.last.text
    await town.says(town.ani, "Notarisnya sudah pindah.", town.ani.last)
    back = town.staff.find("Notarisnya sudah pindah.")
    town.database.call(lambda tx: tx.run(links.delete().where(links.c.message_id == back.id)))
    await town.says(town.staff, "Tanyakan ke pengganti protokolnya.", back)
    assert "pengganti protokolnya" in town.ani.last.text


async def test_the_button_to_write_back_takes_the_next_words(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Boleh tahu nama koperasinya?", card)
    await town.presses(town.ani, "Balas")
    await town.says(town.ani, "Koperasi Jasa Maju Bersama Kauman")
    assert "Maju Bersama" in town.staff.find("membalas").text


async def test_a_note_stays_among_the_staff(town: Town) -> None:
    card = await ask(town)
    shown = len(town.ani.messages)
    await town.says(town.staff, "# sudah pernah datang bulan lalu", card)
    assert len(town.ani.messages) == shown
    assert "Catatan disimpan" in town.staff.last.text


async def test_an_answer_can_be_taken_back(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Jawaban keliru.", card)
    await town.presses(town.staff, "Tarik")
    assert not any("Jawaban keliru" in message.text for message in town.ani.messages)
    assert "menarik jawaban" in town.ani.last.text


async def test_a_long_answer_is_taken_back_whole(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, ("Jawaban panjang. " * 241)[:4096], card)
    head, body = town.ani.messages[-2:]
    assert "menjawab" in head.text
    assert "Jawaban panjang" in body.text
    await town.says(town.ani, "Yang mana, Mbak?", head)
    assert "Yang mana, Mbak?" in town.staff.find("membalas").text
    await town.presses(town.staff, "Tarik")
    assert not any("Jawaban panjang" in message.text or "menjawab" in message.text for message in town.ani.messages)


async def test_only_registered_staff_may_answer(town: Town) -> None:
    card = await ask(town)
    shown = len(town.ani.messages)
    intruder = town.world.people[BUDI]
    town.world.role_changed(town.staff.chat, intruder.id, town.staff.chat.roles[SARI], HADI)
    phone = town.phone(BUDI, town.staff.chat.id)
    await town.says(phone, "Saya jawab saja ya", card)
    await town.presses(phone, "Ambil", card)
    assert len(town.ani.messages) == shown
    assert "petugas terdaftar" in town.staff.last.text


async def test_the_first_who_takes_a_question_has_it(town: Town) -> None:
    card = await ask(town)
    await town.presses(town.staff, "Ambil", card)
    assert "sedang dibaca Mbak Sari" in town.ani.last.text
    await town.presses(town.phone(HADI, town.staff.chat.id), "Ambil", card)
    assert "sudah diambil Mbak Sari" in town.staff.last.text


async def test_a_question_that_is_not_ours_is_closed_kindly(town: Town) -> None:
    card = await ask(town)
    await town.presses(town.staff, "Bukan urusan kita", card)
    assert "di luar urusan" in town.ani.last.text


async def test_what_the_bot_did_not_know_goes_to_a_person_without_typing_it_twice(town: Town) -> None:
    await town.says(town.ani, "/petugas")
    await town.presses(town.ani, "Setuju")
    await town.says(town.ani, "/batal")
    unknown = "gimana cara merawat sepeda onthel warisan mbah kung"
    await town.says(town.ani, unknown)
    await town.presses(town.ani, "Teruskan ke petugas")
    assert unknown in town.ani.last.text
    await town.presses(town.ani, "Ya")
    assert unknown in town.staff.find("❓").text


async def test_the_open_questions_can_be_listed(town: Town) -> None:
    await ask(town)
    await town.later(minutes=12)
    await town.says(town.staff, "/pertanyaan")
    assert "menunggu 12 menit" in town.staff.last.text
    await town.says(town.staff, "Sudah saya cek.", town.staff.last)
    assert "Sudah saya cek." in town.ani.last.text


async def test_a_listed_question_is_answered_to_the_one_who_asked_it(town: Town) -> None:
    await ask(town)
    await town.says(town.budi, "/petugas")
    await town.presses(town.budi, "Setuju")
    await town.says(town.budi, "Kapan pelatihan berikutnya?")
    await town.presses(town.budi, "Ya")
    await town.later(hours=3)
    await town.says(town.staff, "/pertanyaan")
    first, second = town.staff.messages[-2:]
    assert "Bu Ani" in first.text
    assert "menunggu 3 jam" in first.text
    assert "Pak Budi" in second.text
    await town.says(town.staff, "Untuk Bu Ani saja.", first)
    assert "Untuk Bu Ani saja." in town.ani.last.text
    assert not any("Untuk Bu Ani saja." in message.text for message in town.budi.messages)


async def test_a_question_whose_answer_was_taken_back_waits_again(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Jawaban keliru.", card)
    await town.presses(town.staff, "Tarik")
    assert "SK koperasi lama hilang" in (await town.says(town.staff, "/pertanyaan")).text


async def test_what_telegram_no_longer_deletes_cannot_be_taken_back(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Jawaban lama.", card)
    await town.later(hours=49)
    await town.presses(town.staff, "Tarik")
    assert "tidak bisa ditarik" in town.staff.last.text
    assert any("Jawaban lama." in message.text for message in town.ani.messages)


async def test_the_word_that_it_was_sent_leads_to_the_same_resident(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Bawa akta.", card)
    await town.says(town.staff, "Dan KTP.", town.staff.last)
    assert "Dan KTP." in town.ani.last.text
    await town.says(town.staff, "Ada yang lain?", await town.says(town.staff, "/hariini"))
    assert "tidak terkirim ke siapa pun" in town.staff.last.text


async def test_what_cannot_be_passed_on_is_said_to_the_adviser(town: Town) -> None:
    card = await ask(town)
    shown = len(town.ani.messages)
    photo = town.world.files.add("surat.jpg", b"jpg", kind="photos").photo()
    town.world.said(town.staff.chat, town.staff.person.user(), {"photo": photo, "reply_to_message": card.raw})
    await town.settle()
    assert "hanya bisa meneruskan tulisan" in town.staff.last.text
    assert len(town.ani.messages) == shown


async def test_a_changed_reply_is_said_not_to_reach_the_resident(town: Town) -> None:
    card = await ask(town)
    reply = town.staff.write("Bawa aktanya", card)
    await town.settle()
    town.staff.edit(reply, "Bawa akta asli")
    await town.settle()
    assert "tidak sampai ke warga" in town.staff.last.text
    assert "Bawa akta asli" not in town.ani.last.text


ONTHEL = "gimana cara merawat sepeda onthel warisan mbah kung"


def kept_words(tx: Transaction) -> list[Any]:
    """Give what is kept of any conversation's beginning and of anything asked."""
    contexts = [tx.seal.open(row.context) for row in tx.run(select(table(Conversation).c.context)) if row.context]
    return [one for one in contexts if one] + [words for words in questions.asked_by(tx, ANI) if words]


async def test_a_question_asked_before_consent_need_not_be_written_again(town: Town) -> None:
    shown = await town.says(town.ani, f"{ONTHEL}, telp 081234567890")
    assert shown.reply_to is not None
    assert town.database.call(kept_words) == [], "nothing is kept while nobody asked for a person"
    await town.presses(town.ani, "Teruskan ke petugas")
    await town.presses(town.ani, "Setuju")
    assert ONTHEL in town.ani.last.text
    await town.presses(town.ani, "Ya")
    card = town.staff.find("❓")
    assert ONTHEL in card.text
    assert "081234567890" not in card.text


async def test_a_question_after_an_answer_that_did_not_help_comes_along_too(town: Town) -> None:
    await town.says(town.ani, "/tanya berapa orang minimal untuk mendirikan koperasi?")
    await town.presses(town.ani, "👎 Belum")
    await town.presses(town.ani, "Teruskan ke petugas")
    await town.presses(town.ani, "Setuju")
    assert "«berapa orang minimal untuk mendirikan koperasi?»" in town.ani.last.text


async def test_a_question_typed_while_consent_is_asked_waits_for_the_answer(town: Town) -> None:
    await town.says(town.ani, "/petugas")
    await town.says(town.ani, f"{ONTHEL}?")
    assert "tidak perlu ditulis lagi" in town.ani.last.text
    await town.presses(town.ani, "Setuju")
    assert f"«{ONTHEL}?»" in town.ani.last.text
    await town.presses(town.ani, "Ya")
    assert ONTHEL in town.staff.find("❓").text


async def test_a_question_that_came_with_the_command_is_the_question(town: Town) -> None:
    await town.says(town.ani, f"/petugas {ONTHEL}")
    await town.presses(town.ani, "Setuju")
    assert f"«{ONTHEL}»" in town.ani.last.text


async def test_who_does_not_agree_leaves_no_question_behind(town: Town) -> None:
    await town.says(town.ani, f"/petugas {ONTHEL}")
    await town.says(town.ani, "bagaimana cara merawat rantainya?")
    await town.presses(town.ani, "Tidak")
    assert town.database.call(kept_words) == []


async def test_a_question_nobody_agreed_to_keep_is_gone_after_two_days(town: Town) -> None:
    await town.says(town.ani, f"/petugas {ONTHEL}")
    assert len(town.database.call(kept_words)) == 1
    await town.later(days=2, hours=1)
    assert town.database.call(kept_words) == []


async def test_a_question_too_old_for_its_button_is_asked_for_again_with_the_reason(town: Town) -> None:
    await town.says(town.ani, ONTHEL)
    question, answer = town.ani.messages[-2:]
    town.ani.chat.messages[answer.id].pop("reply_to_message")  # as Telegram has it where the question is deleted
    assert question.text == ONTHEL
    await town.presses(town.ani, "Teruskan ke petugas")
    await town.presses(town.ani, "Setuju")
    assert "belum ada persetujuan" in town.ani.last.text


async def test_the_card_tells_what_the_bot_answered_before(town: Town) -> None:
    await town.says(town.ani, "/petugas")
    await town.presses(town.ani, "Setuju")
    await town.says(town.ani, "/batal")
    await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    await town.presses(town.ani, "👎 Belum")
    await town.presses(town.ani, "Teruskan ke petugas")
    await town.presses(town.ani, "Ya")
    card = town.staff.find("❓")
    assert "Bot sudah menjawab dengan" in card.text
    assert "Pakai jawaban ini" not in card.buttons


async def test_without_a_staff_group_nobody_is_left_waiting(town: Town) -> None:
    await town.database.run(lambda tx: staff.set_to(tx, "staff_chat", None))
    object.__setattr__(town.clinic.desk.house, "staff_chat", None)
    shown = await town.says(town.ani, "/petugas")
    assert "belum ada petugas" in shown.text


async def test_a_blocked_resident_is_told_to_the_staff(town: Town) -> None:
    card = await ask(town)
    town.ani.block()
    await town.settle()
    await town.says(town.staff, "Halo", card)
    assert "tidak bisa dihubungi" in town.staff.last.text


async def test_a_head_binds_the_staff_group_and_it_follows_a_migration(town: Town) -> None:
    group = town.world.add_group(-1005, "Petugas baru", {HADI: town.staff.chat.roles[HADI]})
    phone: Phone = town.phone(HADI, group.id)
    phone.add_bot(admin=True)
    await town.says(phone, "/ikat")
    assert "sekarang grup petugas" in phone.last.text
    new = town.world.migrate(group.id)
    await town.settle()
    await town.says(town.ani, "/petugas")
    await town.presses(town.ani, "Setuju")
    await town.says(town.ani, "Apakah petugas ada hari Jumat?")
    await town.presses(town.ani, "Ya")
    assert "❓" in town.phone(HADI, new).last.text


async def test_the_resident_may_say_that_it_is_clear(town: Town) -> None:
    card = await ask(town)
    await town.says(town.staff, "Cukup bawa KTP.", card)
    await town.presses(town.ani, "Sudah jelas")
    kept = await town.database.run(lambda tx: questions.get(tx, 1))
    assert kept is not None
    assert kept.status == "closed"
    shown = len(town.staff.messages)
    await town.presses(town.ani, "Sudah jelas")
    assert len(town.staff.messages) == shown
