"""The courier: reminders, staff notices and announcements, carried by python-telegram-bot over the outbox.

Announcements go one at a time, each marked before the next, so that a kill at any moment repeats at most one message.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any

import httpx
from telegram import error as telegram_error
from telegram.ext import BaseRateLimiter, ExtBot

from bot.deliver.limits import Limits
from bot.deliver.sending import Deliverer
from bot.errors import Conflict, Delivery, Moved, Refused, TryLater, Unreachable, WrongToken, unquoted, where
from bot.wire import GONE, CourierRequest
from storage import outbox
from storage.database import Database
from storage.outbox import BULK, REMINDER, Call

log = logging.getLogger("klinik.courier")
AT_ONCE = 25  # bulk calls taken from the database at a time; reminders are looked for in between


class Pace(BaseRateLimiter[int]):
    """python-telegram-bot's limiter over the budget that replies share; its argument is the lane."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for a place, then call."""
        if "chat_id" in data:
            await self._limits.place(int(data["chat_id"]), BULK if rate_limit_args is None else rate_limit_args)
        return await callback(*args, **kwargs)


def courier_bot(token: str, base: str, http: httpx.AsyncClient, limits: Limits) -> ExtBot[int]:
    """Make the bot that only delivers: no Application, no Updater, it never polls."""
    return ExtBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=CourierRequest(http),
        get_updates_request=CourierRequest(http),
        rate_limiter=Pace(limits),
    )


def reading(error: telegram_error.TelegramError) -> Delivery:
    """Read the library's error into one of our ends."""
    words = unquoted(error.message)
    if isinstance(error, telegram_error.RetryAfter):
        after = error.retry_after
        seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
        return TryLater(seconds, words, flood=True)
    if isinstance(error, telegram_error.ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, telegram_error.Forbidden) or any(gone in words.lower() for gone in GONE):
        return Unreachable(words)
    if isinstance(error, telegram_error.BadRequest):
        return Refused(words)
    if isinstance(error, telegram_error.InvalidToken):
        return WrongToken("the token is not known")
    if isinstance(error, telegram_error.Conflict):
        return Conflict(words)
    return TryLater(2, type(error).__name__)


class ByCourier:
    """Carries a call by python-telegram-bot's own methods."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot

    async def __call__(self, call: Call, payload: Mapping[str, Any], file: tuple[str, bytes, str] | None) -> int | None:
        """Carry it."""
        more = dict(payload)
        chat = more.pop("chat_id")
        lane: Any = {"rate_limit_args": call.lane}
        try:
            if call.method == "sendMessage":
                sent = await self._bot.send_message(chat, more.pop("text"), api_kwargs=more, **lane)
            elif call.method == "editMessageText":
                text, message = more.pop("text"), more.pop("message_id")
                edited = await self._bot.edit_message_text(text, chat, message, api_kwargs=more, **lane)
                return None if isinstance(edited, bool) else edited.message_id
            elif call.method == "sendVenue":
                sent = await self._bot.send_venue(chat, **lane, **more)
            elif call.method == "sendDocument" and file:
                name, content, _type = file
                sent = await self._bot.send_document(chat, content, filename=name, api_kwargs=more, **lane)
            elif call.method == "sendPhoto" and file:
                name, content, _type = file
                sent = await self._bot.send_photo(chat, content, filename=name, api_kwargs=more, **lane)
            else:
                raise Refused(f"the courier does not carry {call.method}")
        except telegram_error.TelegramError as error:
            raise reading(error) from None
        except (KeyError, TypeError, ValueError, AttributeError):
            log.warning("an answer could not be decoded; it was ok and counts as sent")
            return None
        return sent.message_id


class Courier:
    """Works through the reminder and bulk lanes of the outbox."""

    def __init__(self, database: Database, deliverer: Deliverer, limits: Limits) -> None:
        self._database = database
        self._deliverer = deliverer
        self._limits = limits
        self._wake = asyncio.Event()
        self._held: set[int] = set()

    def wake(self) -> None:
        """Look at the outbox now."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                worked = await self.round()
            except Exception as error:
                log.error("a round of the courier failed: %s", where(error))
                worked = False
                await asyncio.sleep(1)
            if not worked:
                await self._idle(1 if self._held else 30)

    async def _idle(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def round(self) -> bool:
        """Deliver what is due: all reminders, then a piece of the bulk. Tell whether there was anything.

        A chat that has to wait, by its pace or after a failure, holds up nobody else.
        """
        self._wake.clear()
        left: set[int] = set()
        self._held = held = self._limits.held()
        reminders = await self._database.run(lambda tx: outbox.due(tx, REMINDER, limit=100, but=held))
        for call in reminders:
            if not await self._carried(call):
                left.add(call.id)
        bulk = await self._database.run(lambda tx: outbox.due(tx, BULK, limit=AT_ONCE, but=held))
        for call in bulk:
            if not await self._still_wanted(call):
                continue
            if not await self._carried(call):
                left.add(call.id)
            if self._wake.is_set():
                break  # a reminder, a pause or a stop came in between
        return len(reminders) + len(bulk) > len(left)

    async def _carried(self, call: Call) -> bool:
        """Deliver a call, or leave it and all that follows for its chat to a later round."""
        if call.chat_id in self._held or self._limits.pause(call.chat_id) > 0:
            self._held.add(call.chat_id)
            return False
        if await self._deliverer.deliver(call, tries=1):
            return True
        self._held.add(call.chat_id)
        return False

    async def _still_wanted(self, call: Call) -> bool:
        return await self._database.run(lambda tx: outbox.is_due(tx, call.id))
