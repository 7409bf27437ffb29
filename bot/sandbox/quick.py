"""Reads the bot's plain calls by hand where uvicorn's h11 would take twice as long; everything else goes to h11.

Only for the sandbox as a process of its own, where it is also the load's other end: a complete
`POST /bot…` with a Content-Length and a JSON or form body. A connection that once sent anything else stays with h11.
"""

import asyncio
import logging
import re
from http.client import responses

from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.api import BotApi
from bot.sandbox.errors import AnswerLost

log = logging.getLogger(__name__)
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]+)[ \t]*\r\n", re.IGNORECASE)
KIND = re.compile(rb"\r\ncontent-type:[ \t]*([^\r]*)\r\n", re.IGNORECASE)
NOT_PLAIN = re.compile(rb"\r\n(?:transfer-encoding|expect|upgrade|connection:[ \t]*close)", re.IGNORECASE)
LONGEST_HEAD = 16_384


class QuickProtocol(H11Protocol):
    """One connection."""

    api: BotApi
    """Set on a subclass by `quick`."""
    _waiting = b""
    _by_hand = True
    _task: asyncio.Task[None] | None = None

    def data_received(self, data: bytes) -> None:
        """Take what came in."""
        if not self._by_hand:
            super().data_received(data)
            return
        self._waiting += data
        if self._task is None:
            self._next()

    def _next(self) -> None:
        """Start the next call that is there whole, or leave the connection to h11."""
        data = self._waiting
        if not data:
            return
        end = data.find(b"\r\n\r\n")
        if end < 0 and data.startswith(b"POST /bot"[: len(data)]) and len(data) < LONGEST_HEAD:
            return
        head = data[: end + 2]
        length, kind = LENGTH.search(head), KIND.search(head)
        media = kind.group(1).lower() if kind else b""
        if not head.startswith(b"POST /bot") or length is None or NOT_PLAIN.search(head) or media.startswith(b"multi"):
            self._by_hand, self._waiting = False, b""
            super().data_received(data)
            return
        stop = end + 4 + int(length.group(1))
        if len(data) < stop:
            return
        self._waiting = data[stop:]
        target = head[5 : head.index(b" ", 5)].decode("latin-1")
        self._task = self.loop.create_task(self._call(target, media, data[end + 4 : stop]))

    async def _call(self, target: str, media: bytes, body: bytes) -> None:
        path, _, query = target.partition("?")
        try:
            status, answer = await self.api.answer(path, query.encode("latin-1"), media, body)
        except AnswerLost:
            self.transport.close()
            return
        except Exception:
            log.exception("the sandbox stumbled over a call")
            self.transport.close()
            return
        head = f"HTTP/1.1 {status} {responses.get(status, '-')}\r\ncontent-type: application/json\r\n"
        self.transport.write(f"{head}content-length: {len(answer)}\r\n\r\n".encode() + answer)
        self._task = None
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting for a caller who is gone."""
        if self._task is not None:
            self._task.cancel()
        super().connection_lost(exc)


def quick(api: BotApi) -> type[QuickProtocol]:
    """Make the protocol class for one API."""
    return type("QuickProtocol", (QuickProtocol,), {"api": api})
