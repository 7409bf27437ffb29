"""Telegram's flood limits: a bucket per chat and one for all, shut for a while once overflowing."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import too_many


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    shut_until: float = 0.0


@dataclass(slots=True)
class Limits:
    """How fast a bot may send. Telegram publishes about these numbers; the burst is from experience."""

    per_second: float = 1.0
    """Messages a second to one private chat."""
    burst: int = 5
    """Messages a private chat takes at once before the pace counts."""
    group_per_minute: float = 20.0
    overall_per_second: float = 30.0
    on: bool = True
    timer: Callable[[], float] = time.monotonic
    _chats: dict[int, _Bucket] = field(default_factory=dict)
    _all: _Bucket | None = None
    touched: int = 0
    """How often a limit was overstepped."""

    def spend(self, chat_id: int, messages: int = 1) -> None:
        """Count messages to a chat; raise Refusal (429) if that is too fast."""
        if not self.on:
            return
        now = self.timer()
        if self._all is None:
            self._all = _Bucket(self.overall_per_second, now)
        private = chat_id > 0
        size = float(self.burst) if private else self.group_per_minute
        rate = self.per_second if private else self.group_per_minute / 60
        chat = self._chats.setdefault(chat_id, _Bucket(size, now))
        waits = [
            self._wait(chat, size, rate, messages, now),
            self._wait(self._all, self.overall_per_second, self.overall_per_second, messages, now),
        ]
        if any(waits):
            self.touched += 1
            raise too_many(max(waits))
        chat.left -= messages
        self._all.left -= messages

    def _wait(self, bucket: _Bucket, size: float, rate: float, messages: int, now: float) -> int:
        """Say how many seconds the bucket stays shut; 0 if the messages fit."""
        if now < bucket.shut_until:
            return math.ceil(bucket.shut_until - now)
        bucket.left = min(size, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        lacking = min(messages, size) - bucket.left
        if lacking <= 1e-9:
            return 0
        seconds = max(1, math.ceil(lacking / rate))
        bucket.shut_until = now + seconds
        return seconds
