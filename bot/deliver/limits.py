"""One budget for all that goes out: Telegram's pace overall, per private chat and per group; what a 429 means.

A 429 says how long, not what: the first pauses that chat; several chats within a few seconds pause the token, and
replies go first when it opens. Nothing is sent into a lock.
"""

import asyncio
import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

PER_SECOND = 28.0  # Telegram names «about 30»
CHAT_BURST, CHAT_EVERY = 4, 1.0  # a private chat: bursts of four, then one a second
GROUP_BURST, GROUP_EVERY = 18, 3.0  # a group: twenty a minute
CROWD, CROWD_WITHIN = 3, 5.0  # this many chats with a 429 within so many seconds: the token is meant


@dataclass
class Bucket:
    """Tokens that come back one every `every` seconds, up to `burst`."""

    burst: float
    every: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Give the seconds until a token is there."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) / self.every)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) * self.every


@dataclass
class Limits:
    """The pace of one token, shared by every lane."""

    clock: Callable[[], float] = time.monotonic
    enabled: bool = True
    per_second: float = PER_SECOND
    overall: Bucket = field(init=False)
    chats: dict[int, Bucket] = field(default_factory=dict)
    locked: dict[int, float] = field(default_factory=dict)
    token_locked: float = 0.0
    floods: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.overall = Bucket(self.per_second / 4, 1 / self.per_second, self.per_second / 4, self.clock())
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turn = count()
        self._busy = False

    async def place(self, chat: int, lane: int) -> None:
        """Wait until a call to `chat` may go: first its own pace, then the token's, lower lanes first."""
        if not self.enabled:
            return
        while (pause := self._chat_wait(chat)) > 0:
            await asyncio.sleep(pause)
        self._chat(chat).tokens -= 1
        await self._overall(lane)

    def _chat(self, chat: int) -> Bucket:
        bucket = self.chats.get(chat)
        if bucket is None:
            if len(self.chats) > 10_000:
                self._forget_idle()
            burst, every = (CHAT_BURST, CHAT_EVERY) if chat > 0 else (GROUP_BURST, GROUP_EVERY)
            bucket = self.chats[chat] = Bucket(burst, every, burst, self.clock())
        return bucket

    def _forget_idle(self) -> None:
        now = self.clock()
        self.chats = {chat: bucket for chat, bucket in self.chats.items() if now - bucket.at < 120}
        self.locked = {chat: until for chat, until in self.locked.items() if until > now}

    def _chat_wait(self, chat: int) -> float:
        now = self.clock()
        return max(self.locked.get(chat, 0.0) - now, self._chat(chat).wait(now))

    async def _overall(self, lane: int) -> None:
        if not self._waiting and not self._busy and self._token_wait() <= 0:
            self.overall.tokens -= 1
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (lane, next(self._turn), mine))
        if not self._busy:
            self._busy = True
            self._task = asyncio.ensure_future(self._let_through())
        await mine

    def _token_wait(self) -> float:
        now = self.clock()
        return max(self.token_locked - now, self.overall.wait(now))

    async def _let_through(self) -> None:
        try:
            while self._waiting:
                pause = self._token_wait()
                if pause > 0:
                    await asyncio.sleep(pause)
                    continue
                _lane, _turn, first = heapq.heappop(self._waiting)
                if not first.done():
                    self.overall.tokens -= 1
                    first.set_result(None)
        finally:
            self._busy = False

    def pause(self, chat: int) -> float:
        """Give the seconds until a chat's own pace, or its 429, lets a call through."""
        return self._chat_wait(chat) if self.enabled else 0.0

    def held(self) -> set[int]:
        """Give the chats that have to wait now."""
        return {chat for chat in (*self.locked, *self.chats) if self.pause(chat) > 0}

    def hold(self, chat: int, after: float) -> None:
        """Leave a chat alone for so many seconds: it failed, and others need not wait for it."""
        self.locked[chat] = max(self.locked.get(chat, 0.0), self.clock() + after)

    def flooded(self, chat: int, after: float) -> None:
        """Take a 429 to heart."""
        now = self.clock()
        self.locked[chat] = now + after
        self.floods = [(at, who) for at, who in self.floods if now - at < CROWD_WITHIN] + [(now, chat)]
        if len({who for _, who in self.floods}) >= CROWD:
            self.token_locked = max(self.token_locked, now + after)
