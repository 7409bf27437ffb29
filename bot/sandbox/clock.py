"""A clock that can be moved forward, so that a week of reminders fits into a minute."""

import inspect
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

Listener = Callable[[], Awaitable[object] | object]


class MovableClock:
    """Real time plus what it was moved by; or, given a start, time that passes only when moved."""

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("the start must be an aware datetime")
        self._frozen = start.astimezone(UTC) if start is not None else None
        self._offset = timedelta()
        self._listeners: list[Listener] = []

    def now(self) -> datetime:
        """Say what time it is, aware and in UTC."""
        return (self._frozen or datetime.now(UTC)) + self._offset

    def timestamp(self) -> int:
        """Say what time it is, in whole seconds of Unix time."""
        return int(self.now().timestamp())

    @property
    def offset(self) -> timedelta:
        """How far the clock was moved altogether."""
        return self._offset

    def shift(self, by: timedelta) -> None:
        """Move the clock without telling anyone (for code without a loop)."""
        self._offset += by

    async def move(self, by: timedelta) -> None:
        """Move the clock and let everybody who listens act on the new time."""
        self.shift(by)
        for listener in tuple(self._listeners):
            outcome = listener()
            if inspect.isawaitable(outcome):
                await outcome

    async def move_to(self, moment: datetime) -> None:
        """Move the clock to a moment, forward only."""
        if moment > self.now():
            await self.move(moment - self.now())

    def on_move(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every move; give back how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
