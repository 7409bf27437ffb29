"""The clock: a handful of ticks by APScheduler. The future stands in the database; a tick only looks what is due.

APScheduler waits by the wall clock and stands still after it has stepped back, so a guard by monotonic time wakes
every tick when the two part ways.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import where

log = logging.getLogger("klinik.clock")
GUARD_EVERY = 2.0  # seconds
PARTED = 1.5  # seconds the wall clock may drift from monotonic time between two looks

Tick = Callable[[], Awaitable[None]]


class Clock:
    """Runs each tick every so many seconds, one at a time, missed ones together."""

    def __init__(self, ticks: dict[str, tuple[float, Tick]]) -> None:
        self._ticks = ticks
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._guard: asyncio.Task[None] | None = None
        self._running: dict[str, asyncio.Lock] = {name: asyncio.Lock() for name in ticks}
        self.ticked: dict[str, float] = {}

    def start(self) -> None:
        """Start ticking, each at once and then in its rhythm."""
        for name, (seconds, _tick) in self._ticks.items():
            self._scheduler.add_job(
                self.tick,
                "interval",
                args=(name,),
                seconds=seconds,
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()
        self._guard = asyncio.ensure_future(self._watch())

    async def stop(self) -> None:
        """Stop ticking."""
        self._scheduler.shutdown(wait=False)
        if self._guard is not None:
            self._guard.cancel()
            with suppress(asyncio.CancelledError):
                await self._guard

    async def tick(self, name: str) -> None:
        """Run one tick; a failure is logged and the next one comes all the same."""
        async with self._running[name]:
            try:
                await self._ticks[name][1]()
                self.ticked[name] = time.monotonic()
            except Exception as error:
                log.error("the tick %s failed: %s", name, where(error))

    async def tick_all(self) -> None:
        """Run every tick now: the sandbox's clock was moved."""
        for name in self._ticks:
            await self.tick(name)

    async def _watch(self) -> None:
        """Wake all ticks when the wall clock was set, in either direction."""
        wall, steady = time.time(), time.monotonic()
        while True:
            await asyncio.sleep(GUARD_EVERY)
            moved = (time.time() - wall) - (time.monotonic() - steady)
            wall, steady = time.time(), time.monotonic()
            if abs(moved) > PARTED:
                log.warning("the wall clock was set by %.0f s; waking all ticks", moved)
                now = datetime.now(UTC)
                for number, name in enumerate(self._ticks):
                    self._scheduler.modify_job(name, next_run_time=now + timedelta(milliseconds=number))
