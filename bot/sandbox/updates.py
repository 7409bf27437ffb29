"""The queue of updates, with getUpdates' rules of offsets, and the webhook that empties it instead."""

import asyncio
import itertools
from collections import deque
from collections.abc import Iterable
from typing import Any

from bot.sandbox.errors import Refusal

Update = dict[str, Any]
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST = 500_000_001


class Updates:
    """What waits to be fetched."""

    def __init__(self) -> None:
        self.waiting: deque[Update] = deque()
        """In the order of their numbers."""
        self.allowed: frozenset[str] = frozenset()
        self.webhook = ""
        self._numbers = itertools.count(FIRST)
        self._woken: list[asyncio.Future[bool]] = []
        self._poll: asyncio.Future[bool] | None = None
        self.last_id = FIRST - 1

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def put(self, kind: str, content: Any) -> int | None:
        """Queue an update; give its id, or None if the bot does not want the kind."""
        return self.inject({kind: content}) if self.wants(kind) else None

    def inject(self, raw: Update) -> int:
        """Queue anything at all; it is numbered unless it brings a number."""
        number = raw.get("update_id")
        if not isinstance(number, int):
            number = next(self._numbers)
        late = number < self.last_id
        self.last_id = max(self.last_id, number)
        self.waiting.append({"update_id": number, **raw})
        if late:
            self.waiting = deque(sorted(self.waiting, key=lambda update: update["update_id"]))
        self.wake()
        return number

    def wake(self) -> None:
        """Wake whoever waits for updates."""
        for future in self._woken:
            if not future.done():
                future.set_result(True)
        self._woken.clear()

    def confirm(self, offset: int) -> None:
        """Forget what came before `offset`; a negative one keeps only that many from the end."""
        while offset < 0 and len(self.waiting) > -offset:
            self.waiting.popleft()
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set which kinds of update are wanted from now on; None leaves it as it was."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    async def get(self, offset: int, limit: int, patience: float) -> list[Update]:
        """Fetch as getUpdates does, waiting up to `patience` seconds; raise Refusal (409) on a conflict."""
        if self.webhook:
            raise _conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self._poll = None
        if offset:
            self.confirm(offset)
        if not self.waiting and patience > 0:
            await self._arrival(patience)
        return [*itertools.islice(self.waiting, min(max(limit, 1), 100))]

    async def _arrival(self, seconds: float) -> None:
        mine = self.arrival()
        self._poll = mine
        try:
            fresh = await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return
        if not fresh:
            raise _conflict("terminated by other getUpdates request; make sure that only one bot instance is running")

    def arrival(self) -> "asyncio.Future[bool]":
        """Give a future that ends with the next update."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._woken.append(future)
        return future


def _conflict(words: str) -> Refusal:
    return Refusal(409, f"Conflict: {words}")
