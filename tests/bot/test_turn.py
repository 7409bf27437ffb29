"""The turn: kept before it is read, one transaction, replies in order, nobody stopped by another's broken update."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.seed import ANI, FOUNDING_GROUP
from storage import inbox, outbox
from storage.database import Transaction, table
from storage.tables import Inbox, Outbox
from tests.bot.town import Town, open_town

pytestmark = pytest.mark.anyio


def message(town: Town, text: str, **more: Any) -> dict[str, Any]:
    """A raw message of Bu Ani's."""
    person = town.world.people[ANI]
    chat = {"id": ANI, "type": "private", "first_name": "Bu Ani"}
    made = {"message_id": 900, "date": 1, "chat": chat, "from": person.user(), "text": text, **more}
    return {"message": made}


async def statuses(town: Town) -> list[str]:
    """How the inbox stands."""
    return await town.database.run(lambda tx: [row.status for row in tx.run(select(table(Inbox)))])


async def test_one_undecodable_update_stops_nobody(town: Town) -> None:
    town.ani.start()
    town.world.inject({"message": {"message_id": "not a number", "chat": {"id": ANI, "type": "private"}, "date": "x"}})
    town.world.inject({"an_update_of_tomorrow": {"from": {"id": ANI}}})
    town.ani.write("berapa orang pendiri koperasi?")
    town.budi.write("berapa orang pendiri koperasi?")
    await town.settle()
    assert "9 orang" in town.ani.last.text
    assert "9 orang" in town.budi.last.text
    assert sorted(await statuses(town)) == ["done", "done", "done", "done", "parked"]


async def test_a_parked_update_is_told_to_its_sender_and_to_the_staff(town: Town) -> None:
    town.ani.start()
    broken = message(town, "halo")
    broken["message"]["entities"] = "not a list"
    town.world.inject(broken)
    await town.settle()
    assert "gangguan di pihak kami" in town.ani.last.text
    assert "tidak bisa diproses" in town.staff.last.text
    errors = await town.database.run(lambda tx: [row.error for row in tx.run(select(table(Inbox)))])
    assert not any("not a list" in error for error in errors)


async def test_a_defect_is_tried_again_and_then_parked(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.ani.start()
    await town.settle()
    tries = 0

    def broken(*_: object) -> None:
        nonlocal tries
        tries += 1
        raise RuntimeError("NIK 3573011203900001")

    monkeypatch.setitem(town.clinic.desk._commands, "bantuan", broken)
    monkeypatch.setattr("bot.receive.pump.PAUSES", (0.0, 0.0, 0.0))
    town.ani.write("/bantuan")
    town.ani.write("berapa orang pendiri koperasi?")
    await town.settle()
    assert tries == inbox.ATTEMPTS
    texts = [seen.text for seen in town.ani.messages]
    assert any("gangguan di pihak kami" in text for text in texts)
    assert "9 orang" in texts[-1]
    errors = await town.database.run(lambda tx: [row.error for row in tx.run(select(table(Inbox))) if row.error])
    assert errors
    assert "3573011203900001" not in "".join(errors)


async def test_an_update_seen_twice_is_handled_once(town: Town) -> None:
    town.ani.start()
    await town.settle()
    shown = len(town.ani.messages)
    batch = [{"update_id": 77, **message(town, "/bantuan")}]
    await town.clinic.doors.take(batch)
    await town.clinic.doors.take(batch)
    await town.settle()
    assert len(town.ani.messages) == shown + 1


async def test_what_was_kept_before_a_stop_is_handled_after_it(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    town.ani.start()
    await town.settle()
    row = {"update_id": 88, **message(town, "/bantuan")}
    await town.database.run(lambda tx: inbox.keep(tx, 7000001, [(ANI, ANI, row)]))
    await town.clinic.stop()
    again = await open_town(tmp_path, town.world, town.clock)
    await again.settle()
    assert "Cara memakai" in again.ani.last.text
    await again.clinic.stop()


async def test_a_reply_that_was_not_marked_is_sent_again_by_the_clock(town: Town) -> None:
    town.ani.start()
    await town.settle()
    town.world.fail_next("sendMessage", 403, "Forbidden: user is deactivated", chat_id=999)

    def unmarked(tx: Transaction) -> None:
        outbox.put(tx, ANI, "sendMessage", {"chat_id": ANI, "text": "belum ditandai"})

    await town.database.run(unmarked)
    await town.later(seconds=20)
    assert town.ani.last.text == "belum ditandai"


async def test_replies_keep_their_order_through_failures(town: Town) -> None:
    town.world.fail_next("sendMessage", 502, "Bad Gateway", chat_id=ANI)
    town.ani.start()
    town.ani.write("/bantuan")
    town.ani.write("/dataku")
    await town.settle()
    heads = [seen.text.split("\n")[0] for seen in town.ani.answers]
    assert heads == ["Klinik Koperasi Kota Malang", "Cara memakai", "Data Anda di Klinik Koperasi"]


async def test_payloads_are_blank_once_they_are_done_and_gone_after_two_days(town: Town) -> None:
    await town.says(town.ani, "nomor saya 081234567890")

    def kept(tx: Transaction) -> list[Any]:
        return [row.payload for model in (Inbox, Outbox) for row in tx.run(select(table(model)))]

    assert set(await town.database.run(kept)) == {None}
    await town.later(days=2, hours=1)
    assert await town.database.run(kept) == []


async def test_a_message_that_is_gone_is_sent_anew(town: Town) -> None:
    await town.says(town.ani, "/janji")
    question = town.ani.last
    town.world.removed(town.ani.chat, question.id)
    town.world.ask(town.ani.person, town.ani.chat, question.id, "d:visits:")
    await town.settle()
    assert town.ani.last.from_bot


async def test_blocking_and_coming_back(town: Town) -> None:
    town.ani.start()
    await town.settle()
    town.ani.block()
    await town.settle()
    town.ani.unblock()
    await town.says(town.ani, "/bantuan")
    assert "Cara memakai" in town.ani.last.text


async def test_a_group_that_becomes_a_supergroup_keeps_its_data(town: Town) -> None:
    await town.says(town.group, "/tanya berapa orang pendiri koperasi?")
    new = town.world.migrate(FOUNDING_GROUP)
    await town.settle()
    phone = town.phone(ANI, new)
    await town.says(phone, "/tanya berapa orang pendiri koperasi?")
    assert "9 orang" in phone.last.text


async def test_the_bot_made_administrator_is_no_surprise(town: Town) -> None:
    town.group.remove_bot()
    town.group.add_bot(admin=True)
    await town.settle()
    assert "parked" not in await statuses(town)
    assert "loket" in town.group.last.text


async def test_group_talk_is_neither_answered_nor_kept(town: Town) -> None:
    await town.settle()
    town.group.write("besok kumpul di rumah saya, nomor saya 081234567890")
    await town.settle()
    assert await statuses(town) == []


async def test_personal_questions_are_asked_in_private_only(town: Town) -> None:
    await town.says(town.group, "/janji")
    assert town.group.last.buttons == ["Buka percakapan pribadi"]
    town.group.press("Buka percakapan pribadi")
    await town.settle()
    assert "Setuju?" in town.ani.last.text


async def test_an_old_button_says_so_and_asks_the_open_question(town: Town) -> None:
    await town.says(town.ani, "/janji")
    consent = town.ani.last
    await town.presses(town.ani, "Setuju")
    place = town.ani.last
    await town.presses(town.ani, place.buttons[0])
    town.clock.shift(timedelta(days=400))
    await town.presses(town.ani, "Balai RW 09 Kauman (contoh)", place)
    assert "pertanyaan lama" in town.ani.last.text
    await town.presses(town.ani, "Setuju", consent)
    assert "Hari apa?" in town.ani.last.text or "selesai" in town.ani.last.text


async def test_the_second_of_two_quick_presses_is_accepted_quietly(town: Town) -> None:
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    place = town.ani.last
    town.ani.press(place.buttons[0], place)
    town.ani.press(place.buttons[0], place)
    await town.settle()
    assert sum("Hari apa?" in seen.text for seen in town.ani.messages if seen.buttons) == 1
    assert not any("pertanyaan lama" in seen.text for seen in town.ani.messages)


async def test_menus_are_set_per_scope_and_only_where_they_differ(town: Town) -> None:
    await town.clinic.introduce()
    before = sum(call.method == "setMyCommands" for call in town.world.calls)
    assert before >= 3
    await town.clinic.introduce()
    assert sum(call.method == "setMyCommands" for call in town.world.calls) == before
