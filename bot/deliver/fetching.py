"""Fetching: brings in the files people sent, beside the turn that noted the wish, and removes bytes without a row.

A wish stays due in the outbox until the transaction that keeps the file, so a crash at any moment fetches it again and
keeps it once. A file's bytes and Telegram's address of it never reach a log.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.errors import Delivery, Refused, TryLater, where
from bot.tasks import Tasks
from bot.wire import Wire
from flows.circle.files import MOST_BYTES, Got, NotTaken, kind_of
from storage import outbox, uploads
from storage.database import Database, Transaction
from storage.outbox import Call

log = logging.getLogger("klinik.fetching")
AT_ONCE = 2  # files in memory at a time
TRIES = 3  # in a row, before the clock takes over
GIVE_UP = 60  # attempts in all


class Counter(Protocol):
    """Meets what was fetched, within a transaction."""

    def met(self, tx: Transaction, call: Call, got: Got) -> tuple[bool, list[Call]]:
        """Tell whether the file is kept, and which calls to make now."""

    def slow(self, tx: Transaction, call: Call) -> list[Call]:
        """Give the calls that tell the sender it takes longer."""


class Fetching(Tasks):
    """Works through the fetch lane of the outbox."""

    def __init__(
        self, database: Database, wire: Wire, folder: Path, counter: Counter, send: Callable[[list[Call]], None]
    ) -> None:
        self._database, self._wire, self._folder = database, wire, folder
        self._counter, self._send = counter, send
        self._places = asyncio.Semaphore(AT_ONCE)
        super().__init__()
        self.in_hand: set[int] = set()

    def hand_over(self, calls: Iterable[Call]) -> None:
        """Take wishes to carry out; those already in hand are left alone."""
        for call in calls:
            if call.id not in self.in_hand:
                self.in_hand.add(call.id)
                self.begin(self._one(call))

    async def _one(self, call: Call) -> None:
        try:
            if call.method == uploads.REMOVE:
                await asyncio.to_thread(uploads.remove, self._folder, call.payload["files"])
                await self._database.run(lambda tx: outbox.sent(tx, call, None))
            else:
                await self._bring_in(call)
        except Exception as error:  # it stays due; the clock comes back to it
            log.error("fetching %s failed: %s", call.id, where(error))
            await self._count(call, where(error))
        finally:
            self.in_hand.discard(call.id)

    async def _bring_in(self, call: Call) -> None:
        for attempt in range(TRIES):
            if call.attempts + attempt >= GIVE_UP:
                await self._keep(call, Got(problem="unavailable"))
                return
            try:
                async with self._places:
                    await self._keep(call, await self._got(call))
                return
            except Delivery as later:
                pause = later.after if isinstance(later, TryLater) else 5.0
                first = call.attempts + attempt == 0
                self._send(await self._database.run(partial(self._tried, call=call, why=str(later), first=first)))
                await asyncio.sleep(pause * 2**attempt)

    async def _count(self, call: Call, why: str) -> None:
        """Count a failure of our own too: what fails for good is given up and told, before it fills the disk."""
        with suppress(Exception):  # the database itself may be what fails
            await self._database.run(lambda tx: outbox.tried(tx, call.id, why))

    async def _got(self, call: Call) -> Got:
        """Fetch a file, look at its bytes and store them sealed; raises a Delivery when it must be tried again."""
        try:
            told = await self._wire.call("getFile", {"file_id": call.payload["file"]})
            content = await self._wire.download(str(told["file_path"]), MOST_BYTES)
            kind = kind_of(content)
        except Refused as refused:
            return Got(problem="too_big" if "too big" in str(refused).lower() else "unavailable")
        except (KeyError, TypeError):
            return Got(problem="unavailable")
        except NotTaken as not_taken:
            return Got(problem=not_taken.problem)
        name = await asyncio.to_thread(uploads.store, self._folder, self._database.seal, content)
        return Got(kind, len(content), name)

    async def _keep(self, call: Call, got: Got) -> None:
        kept, calls = await self._database.run(lambda tx: self._counter.met(tx, call, got))
        self._send(calls)
        if got.file and not kept:
            await asyncio.to_thread(uploads.remove, self._folder, [got.file])

    def _tried(self, tx: Transaction, call: Call, why: str, first: bool) -> list[Call]:
        outbox.tried(tx, call.id, why)
        return self._counter.slow(tx, call) if first else []
