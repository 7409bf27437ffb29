"""The composition root: everything is built here and handed to each other by hand, started and stopped in order."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from aiogram import Bot

from bot import commands_menu, wire
from bot.clock import Clock
from bot.counters import announcing, carrying, case_desk, making, nudging, status_card, visiting
from bot.counters.handing import ForFetching
from bot.counters.turn import House
from bot.deliver.courier import ByCourier, Courier, courier_bot
from bot.deliver.fetching import Fetching
from bot.deliver.limits import Limits
from bot.deliver.sending import Deliverer, Replies, by_wire
from bot.desk import Desk
from bot.errors import Delivery, TryLater, WrongSettings, WrongToken
from bot.learning import EVERY, Learning, learned
from bot.opening import open_database
from bot.posting import put
from bot.receive.doors import Doors
from bot.receive.inbox import Me
from bot.receive.inline import Inline
from bot.receive.pump import Pump
from bot.settings import Settings
from flows import catalogue  # noqa: F401 - registers every flow
from flows.events import Other
from flows.replies import Reply
from knowledge.answering import Answers
from knowledge.places import places
from storage import conversations, inbox, outbox, staff, uploads
from storage.database import Database, Transaction

log = logging.getLogger("klinik.app")
NOBODY = Other(0, "", 0, True)


@dataclass
class Clinic:
    """The running clinic."""

    settings: Settings
    database: Database
    desk: Desk
    wire: wire.Wire
    http: httpx.AsyncClient
    limits: Limits
    replies: Replies
    courier: Courier
    fetching: Fetching
    pump: Pump
    inline: Inline
    doors: Doors
    clock: Clock
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)

    async def start(self, *, receive: bool = True, clock: bool = True) -> None:
        """Start what the roles ask for: first what was left over is sent and handled, then the doors open."""
        if clock:
            self.tasks.append(asyncio.create_task(self.courier.run()))
            self.clock.start()
        self.replies.hand_over(await self.database.run(lambda tx: outbox.due(tx, outbox.REPLY, limit=100_000)))
        self.fetching.hand_over(await self.database.run(lambda tx: outbox.due(tx, outbox.FETCH)))
        if receive:
            await self.doors.open_again()
            if not self.settings.webhook_url:
                self.tasks.append(asyncio.create_task(self.doors.poll()))
            self.tasks.append(asyncio.create_task(self.introduce()))

    async def introduce(self) -> None:
        """Set webhook, names and commands where they differ; a failure here never stops the start."""
        while True:
            try:
                await commands_menu.set_webhook(self.wire, self.settings)
                break
            except Delivery as error:  # without it nothing would come in
                log.warning("the webhook could not be settled yet: %s", error)
                await asyncio.sleep(10)
        with suppress(Delivery):
            members = await self.database.run(staff.everyone)
            chat = await self.database.run(lambda tx: staff.setting(tx, "staff_chat")) or self.settings.staff_chat
            await commands_menu.set_menus(self.wire, members, chat)

    async def stop(self) -> None:
        """Stop in the order of a turn; what is not marked stays where it is safe."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        with suppress(Exception):
            await self.clock.stop()
        await self.inline.stop()
        await self.pump.stop()
        await self.fetching.stop()
        await self.replies.stop()
        await self.http.aclose()
        self.database.close()

    async def settled(self) -> None:
        """Wait until nothing is in hand; for tests and the sandbox."""
        await self.inline.idle()
        await self.pump.idle()
        await self.fetching.idle()
        await self.replies.idle()


async def me(calls: wire.Wire) -> Me:
    """Ask Telegram who the bot is, again and again while it cannot be reached; raises WrongSettings."""
    while True:
        try:
            answer = await calls.call("getMe")
            return Me(int(answer["id"]), str(answer.get("username", "")))
        except TryLater as later:
            log.warning("Telegram cannot be reached yet (%s); trying again", later)
            await asyncio.sleep(max(later.after, 2))
        except (Delivery, KeyError, TypeError, ValueError, AttributeError) as wrong:
            if isinstance(wrong, WrongToken):
                told = f"KLINIK_TELEGRAM_TOKEN: {calls.base} does not know this token; ask @BotFather."
            else:
                told = f"KLINIK_TELEGRAM_API: {calls.base} does not answer as Telegram does."
            raise WrongSettings(told) from None


async def build(
    settings: Settings,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    limited: bool = True,
    database: Database | None = None,
    answers: Answers | None = None,
) -> Clinic:
    """Build the clinic; `transport` carries the wire in process to the sandbox, `answers` are read if not given."""
    http = wire.client(transport)
    calls = wire.Wire(settings.telegram_api, settings.telegram_token, http)
    database = database or open_database(settings, now)
    try:
        known = await me(calls)
    except WrongSettings:
        database.close()
        await http.aclose()
        raise
    index_folder = settings.data_dir / "index"
    served = answers if answers is not None else await asyncio.to_thread(learned, index_folder)
    inside = House(places(), served, settings.zone, known.username, settings.staff_chat, settings.uploads)
    desk = Desk(inside)
    limits = Limits(enabled=limited)

    async def make_file(wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
        return await asyncio.to_thread(making.make, inside, database, wanted)

    replies = Replies(Deliverer(database, limits, by_wire(calls, limits), make_file))
    carried = ByCourier(courier_bot(settings.telegram_token, settings.telegram_api.rstrip("/"), http, limits))
    courier = Courier(database, Deliverer(database, limits, carried, make_file), limits)
    bot = Bot(settings.telegram_token, session=wire.AiogramSession(settings.telegram_api, http))
    fetching = Fetching(database, calls, settings.uploads, ForFetching(inside), lambda calls: pump.send(calls))
    pump = Pump(database, desk, calls, bot, replies, courier, fetching, known)
    inline = Inline(database, inside, calls)
    doors = Doors(database, calls, pump, inline, known, settings.webhook_word, settings.staff_chat)
    found = ticks(database, inside, pump, replies, courier, fetching)
    if answers is None:
        found["learn"] = (EVERY, Learning(inside, index_folder).look)
    clock = Clock(found)
    return Clinic(settings, database, desk, calls, http, limits, replies, courier, fetching, pump, inline, doors, clock)


def ticks(
    database: Database, inside: House, pump: Pump, replies: Replies, courier: Courier, fetching: Fetching
) -> dict[str, Any]:
    """Give the clock's ticks: name → (seconds, what it does)."""
    shown: dict[int, int] = {}

    def put_all(tx: Transaction, found: list[Reply]) -> list[outbox.Call]:
        return put(tx, found, NOBODY, inside.bot_name)

    async def remind() -> None:
        pump.send(await database.run(lambda tx: put_all(tx, visiting.remind_due(tx, inside))))

    async def nudge() -> None:
        pump.send(await database.run(lambda tx: put_all(tx, nudging.due(tx, inside))))

    async def carry() -> None:
        pump.send(await database.run(lambda tx: put_all(tx, carrying.due(tx, inside))))

    async def complete() -> None:
        pump.send(await database.run(lambda tx: put_all(tx, case_desk.due(tx, inside))))

    async def resend() -> None:
        left = await database.run(lambda tx: outbox.due(tx, outbox.REPLY, leave=replies.in_hand))
        replies.hand_over(left)
        fetching.hand_over(await database.run(lambda tx: outbox.due(tx, outbox.FETCH, leave=fetching.in_hand)))
        courier.wake()

    async def progress() -> None:
        pump.send(await database.run(lambda tx: put_all(tx, announcing.progress(tx, inside, shown))))

    async def cards() -> None:
        pump.send(await database.run(lambda tx: status_card.due(tx, inside)))

    async def sweep() -> None:
        await database.run(inbox.sweep)
        await database.run(outbox.sweep)
        await database.run(conversations.sweep)
        if inside.uploads is not None:
            known = await database.run(uploads.names)
            await asyncio.to_thread(uploads.sweep, inside.uploads, known, time.time() - uploads.YOUNG)

    return {
        "remind": (10, remind),
        "resend": (15, resend),
        "progress": (3, progress),
        "cards": (5, cards),
        "sweep": (3600, sweep),
        "nudge": (600, nudge),
        "carry": (carrying.EVERY, carry),
        "complete": (300, complete),
    }
