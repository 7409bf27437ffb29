"""A whole clinic in process: the pretend Telegram, the real turn, SQLite on disk, a clock that moves when told."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx

from bot.app import Clinic, build
from bot.commands.serving import sandbox_people
from bot.opening import open_database
from bot.sandbox.__main__ import application
from bot.sandbox.clock import MovableClock
from bot.sandbox.limits import Limits
from bot.sandbox.phones import Phone, Seen
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, HADI, SARI, STAFF_GROUP, TOKEN, seeded_world
from bot.sandbox.world import World
from bot.settings import Settings
from knowledge.answering import Answers
from knowledge.fitting import index_for
from knowledge.library import Library
from storage.database import Database

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Senin 23 November 2026, 09.00 WIB
INDEX = Path(__file__).parents[2] / "data" / "test-index"


@dataclass
class Town:
    """The clinic and the people around it."""

    world: World
    clock: MovableClock
    clinic: Clinic
    folder: Path

    def phone(self, person: int, chat: int | None = None) -> Phone:
        """Give somebody's phone."""
        return self.world.phone(person, chat)

    @property
    def ani(self) -> Phone:
        """Bu Ani's private chat with the bot."""
        return self.phone(ANI)

    @property
    def budi(self) -> Phone:
        """Pak Budi's private chat."""
        return self.phone(BUDI)

    @property
    def hadi(self) -> Phone:
        """The head's private chat."""
        return self.phone(HADI)

    @property
    def staff(self) -> Phone:
        """The staff group, as the adviser sees it."""
        return self.phone(SARI, STAFF_GROUP)

    @property
    def group(self) -> Phone:
        """The founding group, as Bu Ani sees it."""
        return self.phone(ANI, FOUNDING_GROUP)

    @property
    def database(self) -> Database:
        """The clinic's database."""
        return self.clinic.database

    async def settle(self) -> None:
        """Wait until every update is handled and every message is out: two looks in a row find nothing in hand."""
        clinic, quiet = self.clinic, 0
        for _ in range(2000):
            await asyncio.sleep(0)
            await clinic.settled()
            worked = await clinic.courier.round()
            busy = worked or self.world.updates.waiting or clinic.pump.waiting or clinic.replies.in_hand
            quiet = 0 if busy else quiet + 1
            if quiet == 2:
                return
            await asyncio.sleep(0.001)
        raise AssertionError("the clinic does not come to rest")

    async def says(self, phone: Phone, words: str, reply_to: Seen | int | None = None) -> Seen:
        """Let somebody write and give the newest message they see then."""
        phone.write(words, reply_to)
        await self.settle()
        return phone.last

    async def presses(self, phone: Phone, label: str, message: Seen | int | None = None) -> Seen:
        """Let somebody press a button and give the newest message they see then."""
        phone.press(label, message)
        await self.settle()
        return phone.last

    async def later(self, **span: float) -> None:
        """Let time pass and the clock tick."""
        self.clock.shift(timedelta(**span))
        await self.clinic.clock.tick_all()
        await self.settle()


@cache
def known_answers() -> Answers:
    """The real knowledge base, read once for all tests."""
    library = Library.load()
    return Answers.of(library, index_for(library, INDEX))


async def open_town(
    folder: Path, world: World | None = None, clock: MovableClock | None = None, *, limits: bool = False
) -> Town:
    """Open a clinic on a data folder; the same folder and world again is a restart."""
    clock = clock or MovableClock(MONDAY)
    world = world or seeded_world(clock, limits=Limits(on=limits))
    settings = Settings(
        telegram_token=TOKEN,
        telegram_api="http://sandbox",
        data_dir=folder,
        staff_chat=STAFF_GROUP,
        heads=(HADI,),
        _env_file=None,
    )
    database = open_database(settings, clock.now)
    database.call(sandbox_people)
    transport = httpx.ASGITransport(app=application(world, clock))
    clinic = await build(
        settings, transport=transport, now=clock.now, limited=limits, database=database, answers=known_answers()
    )
    await clinic.start(clock=False)
    return Town(world, clock, clinic, folder)
