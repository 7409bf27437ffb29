"""The pump: feeds kept updates to the router, each chat's in order, chats side by side, and marks what came of them.

One update that cannot be read or handled stops nobody: it is tried again, then parked for a person.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.deliver.courier import Courier
from bot.deliver.fetching import Fetching
from bot.deliver.sending import Replies
from bot.desk import Desk
from bot.errors import Delivery, where
from bot.receive.inbox import SPILLED, Me, parts, with_rights
from bot.receive.routers import router
from bot.receive.standing import informed
from bot.tasks import Tasks
from bot.wire import Wire
from flows.events import Event
from storage import inbox, outbox
from storage.database import Database, Transaction
from storage.inbox import Raw
from storage.outbox import Call

log = logging.getLogger("klinik.receive")
KINDS = frozenset(Update.model_fields) - {"update_id"}
PAUSES = (0.1, 1.0, 3.0)  # seconds between attempts at one update


class Pump(Tasks):
    """Takes updates from the inbox to the desk."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        wire: Wire,
        bot: Bot,
        replies: Replies,
        courier: Courier,
        fetching: Fetching,
        me: Me,
    ) -> None:
        self._database, self._desk, self._wire = database, desk, wire
        self._bot, self._replies, self._courier, self._fetching, self._me = bot, replies, courier, fetching, me
        self._dispatcher = Dispatcher()
        self._dispatcher.include_router(router())
        self._chats: dict[int, deque[Raw]] = {}
        self._newest: dict[int, int] = {}
        super().__init__()

    def put(self, updates: Iterable[Raw]) -> None:
        """Take updates that are safe in the inbox."""
        for raw in updates:
            queue = self._chats.get(raw.chat_id)
            if queue is not None:
                queue.append(raw)
            else:
                self._chats[raw.chat_id] = deque([raw])
                self.begin(self._chat(raw.chat_id))

    @property
    def waiting(self) -> int:
        """How many updates are in hand."""
        return sum(len(queue) for queue in self._chats.values())

    async def _chat(self, chat: int) -> None:
        queue = self._chats[chat]
        try:
            while queue:
                await self._one(queue[0])
                queue.popleft()
        except Exception as error:
            log.error("a chat's updates wait for the next start: %s", where(error))
        finally:
            del self._chats[chat]

    async def _one(self, raw: Raw) -> None:
        """Bring one update to its end: handled, or parked."""
        for pause in PAUSES:
            try:
                await self._feed(raw)
                return
            except ValidationError as unreadable:
                await self._failed(raw, _what(unreadable), final=True)
                return
            except Exception as error:
                if await self._failed(raw, where(error)):
                    return
                await asyncio.sleep(pause)

    async def _feed(self, raw: Raw) -> None:
        if not any(raw.update.get(kind) is not None for kind in KINDS):  # of a later Bot API, and not asked for
            await self._database.run(lambda tx: inbox.done(tx, raw.id))
            return
        update = Update.model_validate(with_rights(raw.update), context={"bot": self._bot})
        handled = False

        async def front(event: Event) -> None:
            nonlocal handled
            handled = True
            await self._met(await informed(self._wire, event), raw.id)

        if update.callback_query is not None:
            self.begin(self._answer(update.callback_query.id))
        elif update.message is not None:
            self._newest[raw.chat_id] = update.message.message_id
        spilled = bool(raw.update.get(SPILLED))
        data = {"front": front, "me": self._me, "newest": self._newest, "spilled": spilled}
        await self._dispatcher.feed_update(self._bot, update, **data)
        if not handled:
            await self._database.run(lambda tx: inbox.done(tx, raw.id))

    async def _met(self, event: Event, inbox_id: int) -> None:
        def meet(tx: Transaction) -> list[Call]:
            calls = self._desk.handle(tx, event, inbox_id)
            inbox.done(tx, inbox_id)
            return calls

        self.send(await self._database.run(meet))

    def send(self, calls: list[Call]) -> None:
        """Carry out what was decided: replies and files to fetch at once, the rest by the courier."""
        self._replies.hand_over(call for call in calls if call.lane == outbox.REPLY)
        self._fetching.hand_over(call for call in calls if call.lane == outbox.FETCH)
        if any(call.lane in (outbox.REMINDER, outbox.BULK) for call in calls):
            self._courier.wake()

    async def _answer(self, query: str) -> None:
        """Answer a callback beside the turn; «too old» is harmless."""
        with suppress(Delivery):
            await self._wire.ask("answerCallbackQuery", {"callback_query_id": query})

    async def _failed(self, raw: Raw, error: str, *, final: bool = False) -> bool:
        log.error("update %s of the inbox failed: %s", raw.id, error)
        kind, _content = parts(raw.update)

        def note(tx: Transaction) -> tuple[bool, list[Call]]:
            parked = inbox.failed(tx, raw.id, error, final=final)
            chat = raw.chat_id if kind in ("message", "callback_query") and raw.chat_id > 0 else 0
            return parked, self._desk.parked(tx, chat) if parked else []

        parked, calls = await self._database.run(note)
        self.send(calls)
        return parked


def _what(unreadable: ValidationError) -> str:
    """Say what could not be read, without what was written there."""
    first = unreadable.errors(include_input=False, include_url=False)[0]
    return f"not readable: {'.'.join(str(part) for part in first['loc'])}: {first['type']}"
