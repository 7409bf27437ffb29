"""`klinik serve` killed again and again under load: nothing is lost, and nothing comes twice but what was in flight."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from bot.commands.serving import sandbox_people
from bot.opening import open_database
from bot.sandbox.clock import MovableClock
from bot.sandbox.seed import HADI, TOKEN
from bot.settings import Settings
from storage import residents, staff, visits
from storage.database import Database, Transaction, check, table
from storage.tables import Announcement, Asked, HelpQuestion, Inbox, Outbox, QuestionMessage, Reminder, Visit
from tests.bot.load import (
    ADVICE,
    ADVISED,
    INTERVIEW,
    NEWS,
    QUESTIONS,
    Book,
    Load,
    Played,
    Said,
    kept_of,
    life,
    played,
    played_answer,
    visit,
)
from tests.bot.processes import Pair
from tests.bot.town import open_town

pytestmark = pytest.mark.anyio

FIRST_LISTENER, FIRST_REMINDED = 10_001, 15_001


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    kills: int
    listeners: int
    reminded: int
    every: float  # seconds between two reminders
    at_a_time: int
    longest: float  # seconds a life lasts at most, once it serves


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    """The two processes, ended whatever happens."""
    made = Pair(tmp_path)
    yield made
    made.close()


def database_of(pair: Pair) -> Database:
    """Open the bot's database while the bot is down."""
    given: dict[str, Any] = {"telegram_token": TOKEN, "data_dir": pair.data, "data_key": pair.key, "heads": (HADI,)}
    return open_database(Settings(**given, _env_file=None), MovableClock().now)


def prepare(tx: Transaction, size: Size) -> None:
    """Register the staff, roomy places, people who want announcements, and visits with reminders due one by one."""
    sandbox_people(tx)
    staff.set_to(tx, "sittings", [{**one, "capacity": 500} for one in staff.setting(tx, "sittings")])
    for person in range(FIRST_LISTENER, FIRST_LISTENER + size.listeners):
        residents.seen(tx, person, None)
    for number in range(size.reminded):
        person = FIRST_REMINDED + number
        booked = visits.book(tx, person, "kantor", tx.now + timedelta(days=1, minutes=number + 1), 1, "other")
        visits.remind(tx, booked.id, [("day", tx.now + timedelta(seconds=5 + number * size.every))])


async def reference(folder: Path) -> tuple[list[Played], tuple[Said, ...]]:
    """Play every script in a clinic that is left in peace, and an adviser's answer."""
    town = await open_town(folder / "peace", clock=MovableClock())
    scripts = (visit(1, "09.00"), INTERVIEW, ADVICE, QUESTIONS, visit(3, "10.00"))
    plays = [await played(town, script, 30_000 + number) for number, script in enumerate(scripts)]
    answer = await played_answer(town, 30_000 + scripts.index(ADVICE))
    await town.clinic.stop()
    return plays, answer


async def kill_again_and_again(pair: Pair, size: Size, random: Random) -> None:
    """Start the bot and kill it at any moment: now and then while it starts, mostly while it serves."""
    for _ in range(size.kills):
        pair.start_bot()
        if random.random() < 0.15:
            await asyncio.sleep(random.uniform(0, 4))
        else:
            await pair.bot_up()
            await asyncio.sleep(random.uniform(0.05, size.longest))
        pair.kill_bot()
    pair.start_bot()
    await pair.bot_up()


async def crash(pair: Pair, size: Size, random: Random) -> tuple[Load, Book]:
    """Let the whole load run against a bot that is killed all the time, until everything has come to rest."""
    plays, answer = await reference(pair.folder)
    database = database_of(pair)
    levers = await pair.open()
    for first, count in ((FIRST_LISTENER, size.listeners), (FIRST_REMINDED, size.reminded)):
        asked = {"count": count, "first_id": first, "started": True}
        (await levers.post("/control/people", json=asked)).raise_for_status()
    await database.run(lambda tx: prepare(tx, size))
    database.close()
    book = Book()
    load = Load(levers, book, plays, size.at_a_time)
    reading = asyncio.create_task(book.keep(levers))
    work = [asyncio.create_task(one) for one in (load.run(), load.announce(), load.answer(answer))]
    try:
        await kill_again_and_again(pair, size, random)
        load.enough = True
        await done(reading, asyncio.gather(*work))
        await done(reading, at_rest(levers, book, size, pair))
    finally:
        for task in (reading, *work):
            task.cancel()
        await levers.aclose()
    return load, book


async def done(reading: "asyncio.Task[None]", work: Awaitable[object]) -> None:
    """Wait for some work, or fail with whoever reads the log: without a reader all would only seem silent."""
    waited = asyncio.ensure_future(work)
    await asyncio.wait((reading, waited), return_when=asyncio.FIRST_COMPLETED)
    if not waited.done():
        waited.cancel()
        reading.result()
    await waited


async def at_rest(levers: httpx.AsyncClient, book: Book, size: Size, pair: Pair) -> None:
    """Wait for the last reminder and for the bot to have nothing in hand, then stop it kindly."""
    async with asyncio.timeout(120):
        while len(reminded(book)) < size.reminded or (await pair.bot_up())["waiting"]:
            await asyncio.sleep(0.2)
    await asyncio.sleep(4)  # the progress tick closes the last card
    assert pair.bot is not None
    assert pair.bot.stop() == 0
    while (await levers.get("/control/state")).json()["sent"] > book.seen:
        await asyncio.sleep(0.05)


def reminded(book: Book) -> Mapping[int, int]:
    """Give how often each of those who had to be reminded was."""
    return {person: count for person, count in book.reminders.items() if person >= FIRST_REMINDED}


def nothing_twice(book: Book, killed: list[float]) -> None:
    """Only what was in flight at a kill came again: one message a chat, and one of the courier."""
    replies = Counter((chat, life(killed, at)) for at, chat, _ in book.again)
    assert [one for one, count in replies.items() if count > 1 or one[1] == 0] == []
    carried = Counter(life(killed, at) for at, _, _ in book.again_by_courier)
    assert [one for one, count in carried.items() if count > 1 or one == 0] == []


def nothing_lost(tx: Transaction, load: Load, book: Book, size: Size) -> None:
    """What the database holds is what was said to it: each input once, each reply, reminder and announcement out."""
    inbox, outbox = table(Inbox), table(Outbox)
    assert by_status(tx, Inbox) == {"done": load.inputs}
    assert set(by_status(tx, Outbox)) == {"sent"}
    assert tx.run(select(func.count()).where(inbox.c.payload.is_not(None))).scalar_one() == 0
    assert tx.run(select(func.count()).where(outbox.c.payload.is_not(None))).scalar_one() == 0
    for person, play in load.walked.items():
        assert kept_of(tx, person) == play.kept, person
        assert book.chats[person].got == len(book.chats[person].owed)
    asking = [play for play in load.walked.values() if play.script[0].write == QUESTIONS[0].write]
    assert tx.run(select(func.count()).select_from(table(Asked))).scalar_one() == 3 * len(asking)
    sides = tx.run(select(table(QuestionMessage).c.side)).scalars().all()
    assert Counter(sides) == Counter(resident=len(load.answered), adviser=len(load.answered))
    assert tx.run(select(func.count()).select_from(table(HelpQuestion))).scalar_one() == len(load.answered)
    booking = [play for play in load.walked.values() if play.script[0].write == "/janji"]
    assert tx.run(select(func.count()).select_from(table(Visit))).scalar_one() == len(booking) + size.reminded
    assert len(book.staff) == len(booking) + len(load.answered)
    assert check(tx.connection) == []


def everyone_heard(tx: Transaction, load: Load, book: Book) -> None:
    """Every announcement reached each of its recipients."""
    outbox = table(Outbox)
    kept = tx.run(select(table(Announcement)).order_by(table(Announcement).c.id)).all()
    assert [row.status for row in kept] == ["done"] * load.news
    for number, row in enumerate(kept, 1):
        rows = tx.run(select(outbox.c.chat_id).where(outbox.c.announcement_id == row.id)).scalars().all()
        heard = next(counter for text, counter in book.news.items() if text.startswith(f"{NEWS} {number}:"))
        assert len(rows) == len(set(rows)) == row.recipients == row.sent
        assert set(heard) == set(rows) - {HADI}


def reminders_done(tx: Transaction, book: Book, size: Size) -> None:
    """Each reminder was taken, and reached whom it was for."""
    taken = table(Reminder).c.taken_at.is_not(None)
    due = select(func.count()).where(taken, table(Reminder).c.due_at <= tx.now)
    assert tx.run(due).scalar_one() >= size.reminded
    assert set(reminded(book)) == set(range(FIRST_REMINDED, FIRST_REMINDED + size.reminded))


def by_status(tx: Transaction, model: Any) -> dict[str, int]:
    """Count a table's rows by status."""
    rows = table(model)
    counted = select(rows.c.status, func.count().label("number")).group_by(rows.c.status)
    return {row.status: row.number for row in tx.run(counted)}


async def prove(pair: Pair, size: Size, tell: Callable[[str], None]) -> None:
    """Run the load, then look at the log and at the database."""
    load, book = await crash(pair, size, Random(size.kills))
    assert book.wrong == []
    assert len(pair.killed) == size.kills
    nothing_twice(book, pair.killed)
    database = database_of(pair)
    try:
        await database.run(lambda tx: nothing_lost(tx, load, book, size))
        await database.run(lambda tx: everyone_heard(tx, load, book))
        await database.run(lambda tx: reminders_done(tx, book, size))
    finally:
        database.close()
    assert TOKEN not in pair.said
    told = [step.write for play in load.played for step in play.script if len(step.write) > 12]
    assert [words for words in (*told, ADVISED, NEWS) if words in pair.said] == []
    heard = sum(counter.total() for counter in book.news.values())
    tell(
        f"crash: {size.kills} kills, {load.inputs} inputs of {len(load.walked)} people, {heard} of {load.news} "
        f"announcements, {len(reminded(book))} reminders; repeated {len(book.again)} replies and "
        f"{len(book.again_by_courier)} by the courier; lost 0"
    )


async def test_three_kills_lose_nothing_and_repeat_only_what_was_in_flight(
    pair: Pair, tell: Callable[[str], None]
) -> None:
    await prove(pair, Size(kills=3, listeners=40, reminded=8, every=2, at_a_time=5, longest=2.5), tell)


@pytest.mark.proof
async def test_fifty_kills_lose_nothing_and_repeat_only_what_was_in_flight(
    pair: Pair, tell: Callable[[str], None]
) -> None:
    await prove(pair, Size(kills=55, listeners=200, reminded=80, every=4, at_a_time=5, longest=4), tell)
