"""What must not happen and does: it holds up nobody, and nobody in private is met with silence."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.receive.doors import Doors
from bot.receive.inbox import Me
from bot.sandbox.seed import ANI, BOT_ID, BOT_USERNAME, BUDI, STAFF_GROUP
from storage import inbox, outbox
from storage.database import Transaction, table
from storage.tables import Inbox
from tests.bot.town import Town, open_town
from tests.bot.updates import ANONYMOUS

pytestmark = pytest.mark.anyio

QUESTION = "Berapa orang untuk mendirikan koperasi?"


def statuses(tx: Transaction) -> list[str]:
    """Give how the updates ended, in order."""
    return list(tx.run(select(table(Inbox).c.status).order_by(table(Inbox).c.id)).scalars())


def message(number: int, chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Make a message of Ani's."""
    ani = {"id": ANI, "is_bot": False, "first_name": "Bu Ani"}
    return {"message": {"message_id": number, "date": 1_795_000_000, "chat": chat, "from": ani, **more}}


PRIVATE = {"id": ANI, "type": "private", "first_name": "Bu Ani"}


class OneBatch:
    """A wire that gives one batch, then nothing any more."""

    def __init__(self, batch: list[Any]) -> None:
        self.batch = batch
        self.offsets: list[int] = []

    async def ask(self, method: str, wanted: dict[str, Any], **_: Any) -> list[Any]:
        """Give the batch once and stop the poll at the second question."""
        if "offset" in wanted:
            self.offsets.append(wanted["offset"])
            raise KeyboardInterrupt
        return self.batch


async def test_what_has_no_number_is_passed_over_and_the_rest_of_its_batch_kept(town: Town) -> None:
    good = {"update_id": 700, **message(1, PRIVATE, text=QUESTION)}
    wire = OneBatch([{"update_id": "x"}, None, 5, {}, {"update_id": 2**70}, {"update_id": None}, good])
    town.ani.chat.started = True
    pump, inline = town.clinic.pump, town.clinic.inline
    doors = Doors(town.database, wire, pump, inline, Me(BOT_ID, BOT_USERNAME))  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        await doors.poll()
    await town.settle()
    assert wire.offsets == [701]
    assert town.ani.last.from_bot


async def test_a_batch_that_cannot_be_kept_is_asked_for_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = inbox.keep
    failed: list[bool] = []

    def keep(*given: Any) -> Any:
        if not failed:
            failed.append(True)
            raise OSError("no space left")
        return kept(*given)

    monkeypatch.setattr(inbox, "keep", keep)
    shown = await town.says(town.ani, QUESTION)
    assert failed
    assert shown.from_bot


async def test_a_paper_that_cannot_be_made_holds_up_nothing(town: Town) -> None:
    await town.says(town.ani, "/mulai")
    paper = {"chat_id": ANI, "_make": {"case": 999, "part": "before", "paper": "all", "form": "pdf"}}
    await town.database.run(lambda tx: outbox.put(tx, ANI, "sendDocument", paper))
    await town.later(seconds=1)
    shown = await town.says(town.ani, QUESTION)
    assert shown.from_bot
    assert await town.database.run(lambda tx: outbox.due(tx, outbox.REPLY)) == []


async def test_a_busy_group_holds_up_nobodys_reminder(tmp_path: Path) -> None:
    town = await open_town(tmp_path, limits=True)
    await town.says(town.ani, "/mulai")

    def fill(tx: Transaction) -> None:
        for number in range(30):
            notice = {"chat_id": STAFF_GROUP, "text": f"Kabar {number}"}
            outbox.put(tx, STAFF_GROUP, "sendMessage", notice, lane=outbox.REMINDER)
        outbox.put(tx, ANI, "sendMessage", {"chat_id": ANI, "text": "Pengingat"}, lane=outbox.REMINDER)

    await town.database.run(fill)
    assert await town.clinic.courier.round()
    assert town.ani.last.text == "Pengingat"
    waiting = await town.database.run(lambda tx: outbox.due(tx, outbox.REMINDER))
    assert [call.payload["text"] for call in waiting] == [f"Kabar {number}" for number in range(18, 30)]
    await town.clinic.stop()


async def test_a_chat_that_fails_holds_up_nobodys_reminder_and_gets_its_own_later(tmp_path: Path) -> None:
    town = await open_town(tmp_path, limits=True)
    await town.says(town.ani, "/mulai")
    await town.says(town.budi, "/mulai")
    town.world.fail_next("sendMessage", 502, "Bad Gateway", chat_id=ANI)

    def fill(tx: Transaction) -> None:
        for person in (ANI, BUDI):
            reminder = {"chat_id": person, "text": "Pengingat"}
            outbox.put(tx, person, "sendMessage", reminder, lane=outbox.REMINDER)

    await town.database.run(fill)
    assert await town.clinic.courier.round()
    assert (town.ani.last.text == "Pengingat", town.budi.last.text == "Pengingat") == (False, True)
    await asyncio.sleep(2.1)
    assert await town.clinic.courier.round()
    assert town.ani.last.text == "Pengingat"
    await town.clinic.stop()


async def test_half_a_character_that_came_in_does_not_go_out(town: Town) -> None:
    town.world.inject(message(1, PRIVATE, text="\ud83d apa itu \udfff?"))
    town.ani.chat.started = True
    await town.settle()
    assert town.ani.last.from_bot
    query = {"id": "\ud800", "from": message(1, PRIVATE)["message"]["from"], "chat_instance": "1", "data": "d:ask:"}
    town.world.inject({"callback_query": {**query, "message": {"message_id": 1, "date": 0, "chat": PRIVATE}}})
    await town.settle()
    assert await town.database.run(statuses) == ["done", "done"]


async def test_an_update_of_a_later_bot_api_is_done_with_in_silence(town: Town) -> None:
    town.world.inject({"kind_of_tomorrow": {"chat": PRIVATE, "text": "halo"}})
    town.world.inject({})
    await town.settle()
    assert await town.database.run(statuses) == ["done", "done"]
    assert len(town.world.calls.of("sendMessage")) == 0


@pytest.mark.parametrize("words", [f"@{BOT_USERNAME}", "/mulai@bot_lain", "\u200b", "/"])
async def test_nothing_written_in_private_is_met_with_silence(town: Town, words: str) -> None:
    assert (await town.says(town.ani, words)).from_bot


async def test_an_anonymous_administrator_is_answered_in_the_group(town: Town) -> None:
    group = town.group.chat.face
    more = {"from": ANONYMOUS, "sender_chat": group, "text": f"/tanya {QUESTION}"}
    town.world.inject(message(1, group, **more))
    await town.settle()
    assert town.group.last.from_bot


async def test_a_live_location_that_moves_is_met_with_silence(town: Town) -> None:
    await town.says(town.ani, "/mulai")
    shown = len(town.ani.messages)
    where = {"latitude": -7.9, "longitude": 112.6, "live_period": 900}
    town.world.inject({"edited_message": message(1, PRIVATE, location=where, edit_date=2)["message"]})
    await town.settle()
    assert len(town.ani.messages) == shown


async def test_words_for_the_adviser_can_wait_for_anything_else(town: Town) -> None:
    await town.says(town.ani, "/petugas")
    await town.presses(town.ani, "Setuju")
    await town.says(town.ani, "Akta kami hilang, bagaimana?")
    sent = town.ani.last
    await town.presses(town.ani, sent.buttons[0])
    await town.says(town.staff, "Silakan ke notaris.", town.staff.find("❓"))
    await town.presses(town.ani, "Balas")
    asked = town.ani.last.text
    town.ani.send_contact()
    await town.settle()
    assert (await town.says(town.ani, "/kembali")).text.endswith(asked)
    await town.says(town.ani, "/batal")
    await town.presses(town.ani, "Balas")
    await town.presses(town.ani, sent.buttons[0], sent)
    assert town.ani.last.text.endswith(asked)
    await town.says(town.ani, "Notarisnya sudah meninggal.")
    assert "Notarisnya sudah meninggal." in town.staff.last.text


async def test_the_second_of_two_quick_presses_is_quiet_and_a_late_one_is_told(town: Town) -> None:
    await town.says(town.ani, "/dirikan")
    asked = town.ani.last
    await town.presses(town.ani, "Tidak", asked)
    shown = len(town.ani.messages)
    await town.presses(town.ani, "Tidak", asked)
    assert len(town.ani.messages) == shown
    await town.later(minutes=1)
    await town.presses(town.ani, "Tidak", asked)
    assert len(town.ani.messages) == shown + 1
