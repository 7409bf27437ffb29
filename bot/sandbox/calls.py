"""The wire as it can be looked at: every call with its answer, and the faults a test has ordered."""

import itertools
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Call:
    """One request of the bot and what became of it."""

    number: int
    at: datetime
    monotonic: float
    method: str
    parameters: dict[str, Any]
    status: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    flagged: str = ""
    """«limit» where a flood limit was touched, «refused» for any other no, «lost» for an answer that never came."""

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return bool(self.answer.get("ok"))

    @property
    def chat_id(self) -> int | None:
        """The chat it was meant for, if any."""
        chat = self.parameters.get("chat_id")
        return int(chat) if isinstance(chat, int) or (isinstance(chat, str) and chat.lstrip("-").isdigit()) else None


class Calls:
    """The last calls, oldest first."""

    def __init__(self, kept: int = 5000) -> None:
        self._kept: deque[Call] = deque(maxlen=kept)
        self._numbers = itertools.count(1)

    def note(self, at: datetime, method: str, parameters: dict[str, Any]) -> Call:
        """Write down a request."""
        call = Call(next(self._numbers), at, time.monotonic(), method, parameters)
        self._kept.append(call)
        return call

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, position: int) -> Call:
        return self._kept[position]

    def of(self, *methods: str) -> list[Call]:
        """Give the calls of some methods."""
        return [call for call in self._kept if call.method in methods]

    def since(self, number: int) -> list[Call]:
        """Give the calls after a number."""
        fresh = []
        for call in reversed(self._kept):
            if call.number <= number:
                break
            fresh.append(call)
        return fresh[::-1]

    def clear(self) -> None:
        """Forget what was."""
        self._kept.clear()


@dataclass(slots=True)
class Fault:
    """Something to go wrong with one of the next calls."""

    method: str = "*"
    chat_id: int | None = None
    code: int = 0
    """What to refuse with; 0 refuses nothing (a fault may only be slow, or lose the answer)."""
    description: str = ""
    retry_after: int = 0
    lose_answer: bool = False
    """Do the call, then break the connection."""
    answer: Any = None
    """Do the call, then answer this instead of the result."""
    delay: float = 0.0
    times: int = 1

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is the one."""
        return self.method in ("*", method) and self.chat_id in (None, chat_id)


class Faults:
    """Faults waiting for their call, first come first served."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def order(self, fault: Fault) -> Fault:
        """Let a fault wait for its call."""
        self.waiting.append(fault)
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Give the fault this call meets, if any."""
        for fault in self.waiting:
            if fault.meets(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
