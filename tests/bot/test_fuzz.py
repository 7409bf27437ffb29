"""Whatever Telegram sends, in whatever state: a sensible reply, or silence where silence is meant; and it goes on."""

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiogram.enums import ContentType
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy import func, select

from bot.receive.inbox import with_rights
from bot.sandbox.calls import Call
from bot.sandbox.people import Person
from bot.sandbox.phones import Phone
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, HADI, SARI, STAFF_GROUP
from bot.sandbox.world import Change
from storage.database import Transaction, table
from storage.tables import Inbox, Outbox
from tests.bot.town import Town, open_town
from tests.bot.updates import CONTENT, KINDS, Generator, Raw, dump, forged

pytestmark = pytest.mark.anyio

COMMANDS = (
    "/mulai",
    "/dirikan",
    "/janji",
    "/petugas",
    "/tanya",
    "/lanjut",
    "/kurang",
    "/kembali",
    "/dataku",
    "/hapusdata",
)
ANSWERS = (
    "Pokdarwis Kauman",
    "Jalan Ijen 5, Kauman",
    "Kami ingin membeli bahan batik bersama-sama supaya lebih murah",
    "Ani\nBudi\nCitra\nDewi\nEko\nFajar\nGita\nHadi\nIndah\nJoko",
    "100000",
    "10000",
    "Ani",
    "Budi",
    "besok jam 10",
    "Kamis depan",
    "19.00",
    "5",
    "ya",
    "tidak",
    "selesai",
    "Batik",
    "Bagaimana cara mengganti pengurus koperasi yang meninggal?",
)
SILENT = (ContentType.PINNED_MESSAGE, ContentType.MIGRATE_FROM_CHAT_ID)
PRESS_IS_REPLY = ("message is not modified",)


@dataclass
class Crowd:
    """The town's people at their phones, what they are sent, and what each of them awaits."""

    town: Town
    random: Random
    generator: Generator
    phones: list[Phone]
    calls: dict[int, list[Call]] = field(default_factory=lambda: defaultdict(list))
    undecodable: set[int] = field(default_factory=set)
    pressed: set[tuple[int, str]] = field(default_factory=set)
    pushed: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def watch(self, change: Change) -> None:
        """Note the calls to each chat."""
        if change.what == "call" and isinstance(change.about, Call) and change.about.chat_id is not None:
            self.calls[change.about.chat_id].append(change.about)

    def natural(self, phone: Phone) -> tuple[str, bool]:
        """Let somebody do what people do: press what is shown, write an answer, use a command.

        Gives what it was and whether it awaits a reply; the second press of the same button may be accepted quietly.
        """
        shown = [b["callback_data"] for b in _last_row(phone) if "callback_data" in b]
        shown = [data for data in shown if not data.endswith(".go")]
        if shown and self.random.random() < 0.6:
            data = self.random.choice(shown)
            phone.press(data)
            fresh = (phone.chat.id, data) not in self.pressed
            self.pressed.add((phone.chat.id, data))
            return f"press {data}", fresh and phone.chat.private
        said = self.random.choice(ANSWERS if self.random.random() < 0.7 else COMMANDS)
        phone.write(said if phone.chat.private else f"/tanya {said}")
        return f"wrote {said}", phone.chat.private

    def wild(self, phone: Phone) -> tuple[Raw, bool]:
        """Push an update nobody expects; give it, and whether whoever sent it must get a reply."""
        raw = self.generator.update(phone, [ANI, BUDI, HADI])
        number = self.town.world.inject(raw)
        self.seen[next(iter(raw), "nothing")] += 1
        if isinstance(query := raw.get("callback_query"), dict):
            self.pressed.add((phone.chat.id, str(query.get("data"))))
        try:
            return raw, self.awaits(Update.model_validate({"update_id": 1, **with_rights(raw)}), phone)
        except ValidationError:
            self.undecodable.add(number)
            return raw, phone.chat.private and _readable_chat(raw) == phone.chat.id

    def awaits(self, update: Update, phone: Phone) -> bool:
        """Tell whether silence would leave a person standing."""
        message = update.message or update.edited_message
        if message is None or not phone.chat.private or message.chat.type != "private":
            return False
        if message.chat.id != phone.chat.id or message.from_user is None or message.from_user.is_bot:
            return False
        if update.message is None:
            return message.location is None
        return message.content_type not in SILENT

    async def round(self) -> None:
        """Let something happen in every chat at once, and look at what each of them got."""
        self.town.clock.shift(timedelta(seconds=30))
        before = {phone.chat.id: len(self.calls[phone.chat.id]) for phone in self.phones}
        done: dict[int, tuple[str, bool]] = {}
        for phone in self.phones:
            self.pushed += 1
            if self.random.random() < 0.3:
                done[phone.chat.id] = self.natural(phone)
            else:
                raw, awaits = self.wild(phone)
                done[phone.chat.id] = (dump(raw), awaits)
        await self.town.settle()
        for chat, (what, awaits) in done.items():
            assert not awaits or len(self.calls[chat]) > before[chat], f"silence in {chat} after {what}"

    async def ordinary(self) -> None:
        """An ordinary message is answered in every chat."""
        before = {phone.chat.id: len(self.calls[phone.chat.id]) for phone in self.phones}
        for phone in self.phones:
            self.pushed += 1
            phone.write("/tanya berapa orang pendiri koperasi?")
        await self.town.settle()
        silent = [chat for chat, count in before.items() if len(self.calls[chat]) == count]
        assert silent == []

    async def at_rest(self) -> None:
        """Nothing waits, nothing was refused, only what cannot be read is parked, and no words are kept longer."""
        counts = await self.town.database.run(_counts)
        assert counts == {**counts, "new": 0, "due": 0, "failed": 0, "kept": 0}
        stands = await self.town.database.run(_standing)
        assert {number for number, status in stands.items() if status == "parked"} <= self.undecodable
        assert {stands[number] for number in self.undecodable & stands.keys()} <= {"parked"}


def _last_row(phone: Phone) -> list[dict[str, Any]]:
    for message in reversed(phone.answers[-3:]):
        if message.rows:
            return [button for row in message.rows for button in row]
    return []


def _readable_chat(raw: Raw) -> int | None:
    for kind in ("message", "callback_query"):
        content = raw.get(kind)
        if isinstance(content, dict):
            inner = content.get("message") if isinstance(content.get("message"), dict) else content
            chat = inner.get("chat") if isinstance(inner, dict) else None
            found = chat.get("id") if isinstance(chat, dict) else None
            return found if isinstance(found, int) and not isinstance(found, bool) else None
    return None


def _standing(tx: Transaction) -> dict[int, str]:
    rows = tx.run(select(table(Inbox).c.update_id, table(Inbox).c.status))
    return {row.update_id: row.status for row in rows}


def _counts(tx: Transaction) -> dict[str, int]:
    inbox, outbox = table(Inbox), table(Outbox)
    found: dict[str, int] = {"new": 0, "parked": 0, "due": 0, "failed": 0}
    for rows in (inbox, outbox):
        for row in tx.run(select(rows.c.status, func.count().label("number")).group_by(rows.c.status)):
            found[row.status] = row.number
    kept = [
        tx.run(select(func.count()).where(rows.c.payload.is_not(None), rows.c.status.not_in(("new", "due", "parked"))))
        for rows in (inbox, outbox)
    ]
    return {**found, "kept": sum(int(one.scalar_one()) for one in kept)}


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Gather what the program complains of, but for updates that cannot be read."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "not readable" not in record.getMessage():
                heard.append(logging.Formatter().format(record))

    ear = Ear(logging.WARNING)
    logging.getLogger().addHandler(ear)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: heard.append(str(context)))
    try:
        yield heard
    finally:
        logging.getLogger().removeHandler(ear)


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    """A town with thirty residents, their group and the staff."""
    town = await open_town(tmp_path)
    random = Random(20261123)
    people = [town.world.add_person(Person(1000 + number, f"Warga {number}")).id for number in range(30)]
    phones = [town.phone(one) for one in (*people, ANI, BUDI, HADI)]
    for phone in phones:
        phone.start()
    await town.settle()
    phones += [town.phone(ANI, FOUNDING_GROUP), town.phone(SARI, STAFF_GROUP)]
    desk = town.clinic.desk
    made = Crowd(town, random, Generator(random, forged(desk._acts)), phones)
    stop = town.world.on_change(made.watch)
    yield made
    stop()
    await town.clinic.stop()


async def fuzz(crowd: Crowd, updates: int) -> None:
    """Push that many updates and look at every chat after each."""
    with complaints() as heard:
        rounds = 0
        while crowd.pushed < updates:
            await crowd.round()
            assert heard == []
            rounds += 1
            if rounds % 10 == 0:
                await crowd.ordinary()
                await crowd.at_rest()
        await crowd.ordinary()
        await crowd.at_rest()


async def test_a_few_hundred_updates_of_every_kind_meet_a_reply_or_a_meant_silence(crowd: Crowd) -> None:
    await fuzz(crowd, 400)


@pytest.mark.proof
async def test_twenty_thousand_updates_of_every_kind_meet_a_reply_or_a_meant_silence(
    crowd: Crowd, tell: Callable[[str], None]
) -> None:
    began = time.monotonic()
    await fuzz(crowd, 20_000)
    assert {f"Message.{name}" for name in CONTENT} <= crowd.generator.maker.made
    assert {f"Update.{kind}" for kind in KINDS} <= crowd.generator.maker.made
    took = time.monotonic() - began
    tell(f"fuzz: {crowd.pushed} updates, {len(crowd.undecodable)} of them undecodable, {took:.0f} s")
