"""Somebody's number in a group: it goes where it may be deleted, is kept nowhere, and the sender is told kindly."""

import io
import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import logs
from bot.receive.doors import Read
from bot.receive.inbox import Me, blanked, spills, unquoted
from bot.sandbox.phones import Phone
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, HADI, STAFF_GROUP, TOKEN
from flows.privacy import holds_number, names_a_card
from storage import circle
from storage.database import Transaction, table
from storage.tables import Inbox
from tests.bot.test_status_card import bound
from tests.bot.town import Town

pytestmark = pytest.mark.anyio
NIK, PHONE = "3573015507900001", "081234567890"
ME = Me(99, "klinik_koperasi_bot")
DELETING = frozenset({"can_manage_chat", "can_delete_messages"})
NO_RIGHTS = frozenset({"can_manage_chat"})


async def heard(town: Town, rights: frozenset[str] = DELETING) -> Phone:
    """Bind the group, with the bot an admin of these rights; gives Pak Budi's phone there."""
    await bound(town)
    town.group.add_bot(admin=True, rights=rights)
    await town.settle()
    return town.phone(BUDI, FOUNDING_GROUP)


def told(phone: Phone) -> str:
    return "\n".join(seen.text for seen in phone.answers)


def there(phone: Phone, id: int) -> bool:
    return any(seen.id == id for seen in phone.messages)


# -- what is recognised --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        f"NIK saya {NIK}", "3573 0155 0790 0001", "3573.0155.0790.0001", f"KK: {NIK[:-1]}9", f"wa {PHONE}",
        "+62 812-3456-7890", "0812 3456 7890 ya", "https://wa.me/6281234567890",
    ],
)  # fmt: skip
def test_numbers_of_people_are_recognised(words: str) -> None:
    assert holds_number(words)


@pytest.mark.parametrize(
    "words",
    [
        "rapat jam 19.00 tanggal 14-03-2027", "simpanan pokok Rp100.000 dan wajib Rp25.000", "UU 25/1992 Pasal 6",
        "https://zoom.us/j/81234567890?pwd=1234567890", "lihat https://maps.app.goo.gl/1234567890123",
        "kirim ke klinik1234567890@contoh.go.id", "/start@klinik_koperasi_bot k_KOP-7F3K2", "",
    ],
)  # fmt: skip
def test_money_dates_and_addresses_of_the_web_are_left_alone(words: str) -> None:
    assert not holds_number(words)


@pytest.mark.parametrize(
    "caption", ["KTP saya", "ini e-KTP saya ya bu", "foto KK", "kartu keluarga pak Budi", "KTP & KK, sudah jelas?"]
)
def test_a_caption_tells_of_a_card(caption: str) -> None:
    assert names_a_card(caption)


@pytest.mark.parametrize(
    "caption",
    [
        "", "rapat kemarin", "jangan kirim KTP di sini", "syarat: fotokopi KTP", "contoh ktp",
        "besok semua pendiri membawa KTP asli ke balai RW ya bapak ibu",
    ],
)  # fmt: skip
def test_a_caption_about_cards_is_left_alone(caption: str) -> None:
    assert not names_a_card(caption)


@given(before=st.text(max_size=40), after=st.text(max_size=40), gap=st.sampled_from(("", " ", ".", "-")))
def test_what_is_kept_of_a_message_holds_none_of_its_words(before: str, after: str, gap: str) -> None:
    nik = gap.join((NIK[:4], NIK[4:8], NIK[8:12], NIK[12:]))
    chat = {"id": -1, "type": "group", "title": "Grup"}
    said = {"message_id": 5, "date": 1, "chat": chat, "from": {"id": 7, "is_bot": False, "first_name": "A"}}
    quoted = {**said, "text": nik}
    update = {"update_id": 1, "message": {**said, "text": f"{before}\n{nik}\n{after}", "reply_to_message": quoted}}
    assert spills(update, ME)
    kept = blanked(update)
    assert kept == {"update_id": 1, "message": said, "spilled": True}


def test_what_is_written_in_private_spills_nothing() -> None:
    private = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": NIK}
    assert not spills({"update_id": 1, "message": private}, ME)


def test_an_answer_of_ours_that_somebody_shares_spills_nothing() -> None:
    shared = {"message_id": 5, "date": 1, "chat": {"id": -1, "type": "group"}, "text": "Telepon: (0341) 716546"}
    assert spills({"update_id": 1, "message": shared}, ME)
    assert not spills({"update_id": 1, "message": {**shared, "via_bot": {"id": ME.id, "is_bot": True}}}, ME)
    assert spills({"update_id": 1, "message": {**shared, "via_bot": {"id": ME.id + 1, "is_bot": True}}}, ME)


def test_of_an_answer_to_somebody_else_only_the_answer_is_kept() -> None:
    chat = {"id": -1, "type": "group"}
    quoted = {"message_id": 4, "chat": chat, "from": {"id": 7}, "text": f"NIK saya {NIK}"}
    said = {"message_id": 5, "chat": chat, "from": {"id": 8}, "text": "@klinik_koperasi_bot boleh begitu?"}
    update = {"update_id": 1, "message": {**said, "reply_to_message": quoted, "quote": {"text": NIK}}}
    assert unquoted(update, ME) == {"update_id": 1, "message": said}
    to_us = {"update_id": 1, "message": {**said, "reply_to_message": {**quoted, "from": {"id": ME.id}}}}
    assert unquoted(to_us, ME) == to_us
    private = {"update_id": 1, "message": {**update["message"], "chat": {"id": 8, "type": "private"}}}  # type: ignore[dict-item]
    assert unquoted(private, ME) == private


# -- where the bot may delete --------------------------------------------------------------------------------------


async def test_the_message_is_deleted_and_the_sender_told_in_private(town: Town) -> None:
    budi = await heard(town)
    await town.says(town.budi, "/start")
    before = len(budi.messages)
    said = budi.write(f"NIK saya {NIK} ya bu")
    await town.settle()
    assert not there(budi, said.id)
    assert len(budi.messages) == before
    assert "Pokdarwis Kauman" in town.budi.last.text
    assert "saya hapus" in town.budi.last.text
    assert NIK not in told(town.budi)


async def test_a_founder_is_led_to_where_his_data_belong(town: Town) -> None:
    budi = await heard(town)
    await town.says(town.budi, "/start")
    town.database.call(lambda tx: circle.admit(tx, circle.places(tx, 1)[1].id, BUDI))
    budi.write(NIK)
    await town.settle()
    await town.presses(town.budi, "Data saya")
    assert "Setuju" in town.budi.last.buttons


async def test_who_never_pressed_start_is_told_in_the_group_without_the_number(town: Town) -> None:
    budi = await heard(town)
    said = budi.write(f"NIK saya {NIK}, WA {PHONE}")
    await town.settle()
    assert not there(budi, said.id)
    assert budi.last.text.startswith("Pak Budi, pesan Anda saya hapus")
    assert budi.last.buttons == ["Lengkapi data saya"]
    assert NIK not in told(budi)
    assert PHONE not in told(budi)
    assert town.budi.messages == []


async def test_who_blocked_the_bot_is_told_in_the_group(town: Town) -> None:
    budi = await heard(town)
    await town.says(town.budi, "/start")
    town.budi.block()
    await town.settle()
    budi.write(NIK)
    await town.settle()
    assert "pesan Anda saya hapus" in budi.last.text


@pytest.mark.parametrize("way", ["photo", "contact", "edited", "command", "called", "forwarded"])
async def test_a_number_goes_however_it_comes(town: Town, way: str) -> None:
    budi = await heard(town)
    if way == "photo":
        said = budi.send_photo(b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0", f"KTP saya {NIK}")
    elif way == "contact":
        said = budi.send_contact()
    elif way == "edited":
        said = budi.write("NIK saya nanti")
        await town.settle()
        budi.edit(said, f"NIK saya {NIK}")
    elif way == "forwarded":
        said = budi.forward(town.ani.write("NIK saya 3573 0155 0790 0001"))
    else:
        said = budi.write(f"/tanya {NIK} ini apa?" if way == "command" else f"@klinik_koperasi_bot {NIK}")
    await town.settle()
    assert not there(budi, said.id)
    assert "saya hapus" in budi.last.text


@pytest.mark.parametrize("way", ["photo", "document", "edited"])
async def test_a_picture_of_a_card_goes_like_a_number_and_its_sender_is_told_in_private(town: Town, way: str) -> None:
    budi = await heard(town)
    await town.says(town.budi, "/start")
    picture = b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0"
    kept = await rows(town)
    if way == "document":
        said = budi.send_document("scan.png", picture, "image/png", "KTP saya")
    else:
        said = budi.send_photo(picture, "KTP saya" if way == "photo" else "ini ya")
    await town.settle()
    if way == "edited":
        assert there(budi, said.id)
        budi.edit(said, "kartu keluarga saya")
        await town.settle()
    assert not there(budi, said.id)
    assert "foto KTP atau KK" in town.budi.last.text
    assert "di sini, di obrolan pribadi" in town.budi.last.text
    assert "KTP saya" not in str((await rows(town))[len(kept) :])


async def test_where_it_may_not_delete_it_asks_the_sender_to(town: Town) -> None:
    budi = await heard(town, NO_RIGHTS)
    said = budi.send_photo(b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0", "KTP saya")
    await town.settle()
    assert there(budi, said.id)
    assert "foto KTP atau KK. Mohon Anda hapus sendiri" in budi.last.text


async def test_a_picture_of_anything_else_stays(town: Town) -> None:
    budi = await heard(town)
    said = budi.send_photo(b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0", "rapat kemarin")
    await town.settle()
    assert there(budi, said.id)


async def test_what_is_written_in_the_groups_name_is_explained_in_the_group(town: Town) -> None:
    await heard(town)
    chat = town.group.chat.face
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    said = town.world.said(town.group.chat, anonymous, {"text": NIK, "sender_chat": chat})
    await town.settle()
    assert not there(town.group, said["message_id"])
    assert town.group.last.text.startswith("Pokdarwis Kauman, pesan Anda saya hapus")


async def test_a_message_that_is_gone_already_counts_as_deleted(town: Town) -> None:
    budi = await heard(town)
    town.world.fail_next("deleteMessage", 400, "Bad Request: message to delete not found")
    budi.write(NIK)
    await town.settle()
    assert "saya hapus" in budi.last.text


async def test_when_telegram_cannot_be_reached_the_message_goes_later(town: Town) -> None:
    budi = await heard(town)
    town.world.fail_next("deleteMessage", 502, "Bad Gateway")
    said = budi.write(NIK)
    await town.settle()
    assert not there(budi, said.id)


# -- where it may not ----------------------------------------------------------------------------------------------


async def test_without_the_right_the_sender_is_asked_to_delete_it(town: Town) -> None:
    budi = await heard(town, NO_RIGHTS)
    said = budi.write(f"Punya saya {NIK}")
    await town.settle()
    assert there(budi, said.id)
    assert "Mohon Anda hapus sendiri" in budi.last.text
    assert budi.last.reply_to is not None
    assert budi.last.reply_to.id == said.id
    assert NIK not in told(budi)


async def test_a_group_of_no_case_where_the_bot_may_delete_is_looked_after_too(town: Town) -> None:
    town.group.add_bot(admin=True)
    await town.settle()
    budi = town.phone(BUDI, FOUNDING_GROUP)
    said = budi.write(NIK)
    await town.settle()
    assert not there(budi, said.id)
    assert budi.last.buttons == ["Buka percakapan pribadi"]


async def test_a_group_of_no_case_where_it_may_not_is_left_in_peace(town: Town) -> None:
    town.world.bot.can_read_all_group_messages = True
    budi = town.phone(BUDI, FOUNDING_GROUP)
    assert (await town.says(budi, NIK)).mine
    town.group.add_bot(admin=True)
    await town.settle()
    town.world.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
    assert (await town.says(budi, NIK)).mine
    assert [call.method for call in town.world.calls if call.method == "deleteMessage"] == ["deleteMessage"]
    assert (await town.says(budi, NIK)).mine  # the right is gone: it does not ask again
    assert [call.method for call in town.world.calls if call.method == "deleteMessage"] == ["deleteMessage"]


async def test_the_staff_group_speaks_freely(town: Town) -> None:
    phone = town.phone(HADI, STAFF_GROUP)
    phone.add_bot(admin=True)
    await town.settle()
    assert (await town.says(phone, f"Telepon Bu Ani {PHONE}")).mine


async def test_harmless_talk_is_neither_met_nor_kept(town: Town) -> None:
    budi = await heard(town)
    kept = await rows(town)
    for words in ("Rapat Sabtu 28-11-2026 jam 19.00 ya", "Iuran Rp100.000", "https://zoom.us/j/81234567890"):
        assert (await town.says(budi, words)).mine
    assert len(await rows(town)) == len(kept)


# -- nothing stays -------------------------------------------------------------------------------------------------


async def rows(town: Town) -> list[Any]:
    """Give the inbox's rows as they are kept, with what is sealed in them."""

    def found(tx: Transaction) -> list[Any]:
        kept = tx.run(select(table(Inbox)).order_by(table(Inbox).c.id))
        return [(row.status, tx.seal.open(row.payload) if row.payload else None) for row in kept]

    return await town.database.run(found)


async def test_the_number_never_reaches_the_inbox_even_sealed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    budi = await heard(town)
    sealed: list[Any] = []
    close = town.database.seal.close

    def noted(value: Any) -> bytes:
        sealed.append(value)
        return close(value)

    monkeypatch.setattr(town.database.seal, "close", noted)
    for words in (f"NIK saya {NIK}", f"/tanya {NIK}?", f"WA {PHONE}"):
        budi.write(words)
    await town.settle()
    assert len(sealed) > 3
    assert not any(secret in str(value) for value in sealed for secret in (NIK, PHONE))
    assert [status for status, payload in await rows(town) if payload is not None] == []


def all_bytes(folder: Path) -> bytes:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "knowledge-index.npz"]
    assert any(path.suffix == ".db" for path in files)
    return b"".join(path.read_bytes() for path in files)


async def test_a_whole_run_leaves_no_byte_of_a_number_in_any_file_or_log(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    levels = {name: logging.getLogger(name).level for name in logs.QUIET} | {"": root.level}
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", written)
        logs.begin(TOKEN, logging.DEBUG)
    try:
        budi = await heard(town)
        town.world.fail_next("deleteMessage", 400, f"Bad Request: cannot delete «{NIK}»")
        budi.write(f"NIK saya {NIK}")
        await town.settle()
        budi.write(f"WA {PHONE}")
        await town.settle()
        town.ani.write("x")
        await town.settle()
    finally:
        root.handlers[:] = before
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    content = all_bytes(tmp_path)
    for secret in (NIK, PHONE, PHONE[1:]):
        assert secret not in written.getvalue()
        assert not any(secret.encode(form) in content for form in ("utf-8", "utf-16-le"))


async def test_a_restart_before_it_was_handled_still_deletes_the_message(town: Town) -> None:
    budi = await heard(town)
    said = budi.write(f"NIK saya {NIK}")
    [update] = [one for one in town.world.updates.waiting if one.get("message", {}).get("message_id") == said.id]
    read = [Read(update, for_us=False, spilled=True)]
    left = await town.database.run(lambda tx: town.clinic.doors._keep(tx, read))  # kept, and then the power failed
    assert NIK not in str(left)
    await town.clinic.doors.open_again()
    await town.settle()
    assert not there(budi, said.id)
    assert len([seen for seen in budi.answers if "saya hapus" in seen.text]) == 1


async def test_the_owner_too_is_told_kindly(town: Town) -> None:
    await heard(town)
    town.group.write(f"Punya saya {NIK}")
    await town.settle()
    assert "saya hapus" in town.ani.last.text
    assert town.phone(ANI, FOUNDING_GROUP).find("pendiri lengkap")
