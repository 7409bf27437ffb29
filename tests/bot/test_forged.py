"""A forged press, or one on somebody else's message, does nothing to anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.receive.buttons import read
from bot.sandbox.people import Person
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, HADI, STAFF_GROUP
from flows.replies import Act, Answer
from storage.case_tables import Case
from storage.database import Transaction, table
from storage.tables import (
    Announcement,
    AnswerRow,
    Asked,
    Conversation,
    HelpQuestion,
    QuestionMessage,
    Reminder,
    Resident,
    Setting,
    Staff,
    Visit,
)
from tests.bot.town import Town
from tests.bot.updates import forged

pytestmark = pytest.mark.anyio

OWNERS: dict[Any, str] = {
    Conversation: "person_id",
    Case: "owner_id",
    Visit: "person_id",
    HelpQuestion: "person_id",
    Asked: "person_id",
    Resident: "id",
}
NOBODYS = (AnswerRow, QuestionMessage, Reminder, Announcement, Setting, Staff)
NUMBERS = range(1, 6)


def others(tx: Transaction, stranger: int) -> list[Any]:
    """Give every row there is, but for the stranger's own."""
    found: list[Any] = []
    for model, owner in OWNERS.items():
        rows = table(model)
        found += [tuple(row) for row in tx.run(select(rows).where(rows.c[owner] != stranger).order_by(rows.c.id))]
    own = select(table(Conversation).c.id).where(table(Conversation).c.person_id == stranger)
    for model in NOBODYS:
        rows = table(model)
        every = select(rows) if model is not AnswerRow else select(rows).where(rows.c.conversation_id.not_in(own))
        found += [tuple(row) for row in tx.run(every)]
    return found


async def busy(town: Town) -> None:
    """Ani has a visit, an interview, a question, a logged question; the head has an announcement ready."""
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    for _ in range(4):
        await town.presses(town.ani, town.ani.last.buttons[0])
    await town.presses(town.ani, "Lewati dulu")
    await town.presses(town.ani, "Ya")
    await town.says(town.ani, "Bagaimana mengurus akta yang hilang terbakar?")
    await town.says(town.ani, "/petugas")
    await town.says(town.ani, "Akta kami hilang terbakar, bagaimana?")
    await town.presses(town.ani, "Ya")
    await town.says(town.staff, "Silakan ke notaris.", town.staff.find("❓"))
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Koperasi kelompok kami sendiri")
    await town.says(town.hadi, "/pengumuman")
    await town.says(town.hadi, "Pelatihan membatik hari Sabtu pukul 09.00.")
    await town.says(town.budi, "/mulai")


def presses(acts: dict[str, Callable[..., None]]) -> list[str]:
    """Give every action about every number, every answer to Ani's interviews, and rubbish."""
    about = [*map(str, NUMBERS), "1.go", "1.drop", "1.rewrite", "1.founders-minimum", "1.before.x"]
    keys = ("goal", "group", "sure", "place", "agree", "question", "review")
    options = ("own", "yes", "no", "agree", "_back", "right", "fix.group")
    answers = [f"a:{n}:{key}:{option}" for n in NUMBERS for key in keys for option in options]
    return [*(f"d:{what}:{one}" for what in acts for one in about), *answers, *forged(("cancel!", "take", "resume"))]


async def test_no_press_of_a_stranger_touches_anybody_elses_things(town: Town) -> None:
    await busy(town)
    before = await town.database.run(lambda tx: others(tx, BUDI))
    shown = {chat: len(town.world.chats[chat].messages) for chat in (ANI, HADI, STAFF_GROUP)}
    person, chat = town.world.people[BUDI], town.world.chats[BUDI]
    own = {"adviser", "person", "begin", "found", "visits", "book", "ask", "announce_begin", "reply", "erase"}
    for data in presses(town.clinic.desk._acts):
        press = read(data)
        if isinstance(press, Act) and press.what in own and press.about:
            continue  # these begin the stranger's own things, whatever stands behind them
        town.world.ask(person, chat, town.budi.messages[0].id, data)
    await town.settle()
    assert await town.database.run(lambda tx: others(tx, BUDI)) == before
    assert {chat: len(town.world.chats[chat].messages) for chat in shown} == shown
    assert not any("terbakar" in message.text for message in town.budi.messages)


async def test_a_stranger_is_not_shown_what_somebody_else_asked(town: Town) -> None:
    await busy(town)
    for number in NUMBERS:
        town.world.ask(town.world.people[BUDI], town.world.chats[BUDI], 1, f"d:person:{number}")
        await town.settle()
        if "Setuju" in town.budi.last.buttons:
            await town.presses(town.budi, "Setuju")
        assert "terbakar" not in town.budi.last.text


async def test_a_press_in_somebody_elses_private_chat_is_nobodys(town: Town) -> None:
    await busy(town)
    before = await town.database.run(lambda tx: others(tx, 0))
    sent = len(town.world.calls.of("sendMessage", "editMessageText"))
    kept = [button.button["callback_data"] for button in town.ani.chat.shown if "callback_data" in button.button]
    for data in kept:
        town.world.ask(town.world.people[BUDI], town.world.chats[ANI], town.ani.last.id, data)
    await town.settle()
    assert kept
    assert await town.database.run(lambda tx: others(tx, 0)) == before
    assert len(town.world.calls.of("sendMessage", "editMessageText")) == sent


async def test_in_a_group_no_forged_press_is_answered(town: Town) -> None:
    await busy(town)
    await town.says(town.group, "/bantuan")
    before = await town.database.run(lambda tx: others(tx, 0))
    shown = len(town.group.messages)
    for data in presses(town.clinic.desk._acts)[::3]:
        press = read(data)
        if not isinstance(press, Act) or press.what not in ("take", "close", "use", "withdraw"):
            town.world.ask(town.world.people[BUDI], town.world.chats[FOUNDING_GROUP], 1, data)
    await town.settle()
    assert await town.database.run(lambda tx: others(tx, 0)) == before
    assert len(town.group.messages) == shown


async def test_whoever_is_no_adviser_steers_nothing_in_the_staff_group(town: Town) -> None:
    await busy(town)
    guest = town.world.add_person(Person(301, "Tamu"))
    before = await town.database.run(lambda tx: others(tx, 0))
    for what in ("take", "close", "use", "withdraw"):
        for about in ("1", "2", "1.founders-minimum"):
            town.world.ask(guest, town.world.chats[STAFF_GROUP], town.staff.last.id, f"d:{what}:{about}")
    await town.settle()
    assert await town.database.run(lambda tx: others(tx, 0)) == before


@pytest.mark.parametrize(
    "data", [None, "", "x", "a:", "a:1", "a:zz", "d:", "d:x", "a:²:k:o", "d:cancel:²", "d:cancel:٣"]
)
def test_what_we_never_wrote_is_not_read(data: str | None) -> None:
    assert read(data) is None


@pytest.mark.parametrize("data", ["a:" + "z" * 20 + ":k:o", "a:0:k:o", "a:-1:k:o", "d:cancel:" + "9" * 19])
def test_a_number_no_database_holds_is_not_read(data: str) -> None:
    assert read(data) is None


def test_what_we_wrote_is_read_back() -> None:
    assert read("a:2s:kkmp.next:join") == Answer(100, "kkmp.next", "join")
    assert read("d:cancel!:12") == Act("cancel!", "12")
