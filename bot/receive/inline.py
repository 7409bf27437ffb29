"""Inline queries: answered at once, beside the turn. They are worth nothing after a few seconds, so nothing keeps them.

They never see the inbox or the outbox: a kill loses them, Telegram's refusal ends them, and the next letter somebody
types takes the place of the query before.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiogram.types import InlineQuery
from pydantic import ValidationError

from bot import render
from bot.counters import sharing
from bot.counters.turn import House
from bot.errors import Delivery, Refused, where
from bot.wire import Wire
from flows import texts
from flows.replies import Button, Link, Shared
from storage.database import Database

log = logging.getLogger("klinik.receive")
USEFUL = 8.0  # seconds; whoever typed has gone on by then
CACHED = 300  # seconds that Telegram may give the same answer to everybody
LATE = ("query is too old", "query_id_invalid")


class Inline:
    """Answers inline queries, of each person only the newest."""

    def __init__(self, database: Database, house: House, wire: Wire) -> None:
        self._database, self._house, self._wire = database, house, wire
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def take(self, update: Mapping[str, Any]) -> bool:
        """Take an update if it is an inline query."""
        if update.get("inline_query") is None:
            return False
        try:
            query = InlineQuery.model_validate(update["inline_query"])
        except ValidationError:
            log.error("an inline query is not readable")
            return True
        person = query.from_user.id
        if before := self._tasks.get(person):
            before.cancel()
        task = self._tasks[person] = asyncio.ensure_future(self._answer(query))
        task.add_done_callback(lambda done: self._forget(person, done))
        return True

    def _forget(self, person: int, done: asyncio.Task[None]) -> None:
        if self._tasks.get(person) is done:
            del self._tasks[person]

    async def _answer(self, query: InlineQuery) -> None:
        try:
            async with asyncio.timeout(USEFUL):
                found = await self._database.run(lambda tx: sharing.offered(tx, self._house, query.query))
                await self._wire.call("answerInlineQuery", self._payload(query.id, found))
        except Refused as refused:
            if not any(late in str(refused).lower() for late in LATE):
                log.error("Telegram refused the answer to an inline query: %s", refused)
        except (Delivery, TimeoutError):
            log.info("an inline query was not answered in time")
        except Exception as error:
            log.error("an inline query failed: %s", where(error))

    def _payload(self, id: str, found: list[Shared]) -> dict[str, Any]:
        """Write the answer; where nothing was found, a way to the private chat."""
        ask_too = Button(texts.template("share", "ask_too"), Link(start="tanya"))
        results = [render.article(shared, ask_too, self._house.bot_name) for shared in found]
        answer = {"inline_query_id": id, "results": results, "cache_time": CACHED, "is_personal": False}
        if not found:
            answer["button"] = {"text": texts.template("share", "nothing"), "start_parameter": "tanya"}
        return answer

    async def idle(self) -> None:
        """Wait until every query in hand is answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Let go of what is in hand."""
        for task in self._tasks.values():
            task.cancel()
        await self.idle()
