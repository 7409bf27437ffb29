"""The doors: raw batches are kept in one commit before the next is asked for, or the webhook answers 200."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from hmac import compare_digest
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from bot.errors import Conflict, Delivery, TryLater, WrongToken, where
from bot.receive.inbox import Me, blanked, may_be_answered, meant_for_us, numbered, spills, unquoted, whose
from bot.receive.inline import Inline
from bot.receive.pump import Pump
from bot.wire import Wire
from storage import groups, inbox
from storage.database import Database, Transaction
from storage.inbox import Raw

log = logging.getLogger("klinik.receive")
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
SECONDS = 50  # one long poll
CROWDED = 2_000  # updates in hand; more are left at Telegram for a moment


class Read(NamedTuple):
    """An update with what was seen of it at the door: is it meant for us, does it hold somebody's number?"""

    update: Mapping[str, Any]
    for_us: bool
    spilled: bool


class Doors:
    """Keeps what comes in and hands it to the pump."""

    def __init__(
        self,
        database: Database,
        wire: Wire,
        pump: Pump,
        inline: Inline,
        me: Me,
        secret: str = "",
        staff_chat: int | None = None,
    ) -> None:
        self._database, self._wire, self._pump, self._inline, self._me = database, wire, pump, inline, me
        self._secret, self._staff_chat = secret, staff_chat

    async def take(self, batch: Sequence[Mapping[str, Any]]) -> None:
        """Keep a batch in one commit, then let it be handled; inline queries are answered without being kept."""
        found = [
            Read(one, meant_for_us(one, self._me), spills(one, self._me)) for one in batch if not self._inline.take(one)
        ]
        meant = [one for one in found if one.for_us or one.spilled or may_be_answered(one.update)]
        if meant:
            self._pump.put(await self._database.run(lambda tx: self._keep(tx, meant)))

    def _keep(self, tx: Transaction, meant: Sequence[Read]) -> list[Raw]:
        """Keep what is for us, and questions overheard in groups that want them answered.

        Of a message with somebody's number, in a group we look after, only who wrote it is kept.
        """
        spilled = {whose(one.update)[0] for one in meant if one.spilled}
        guarded = groups.guarded(tx, spilled, self._staff_chat) if spilled else set()
        overheard = {whose(one.update)[0] for one in meant if not one.for_us and not one.spilled}
        wanted = groups.automatic(tx, overheard) if overheard else set()
        kept = []
        for one in meant:
            chat, person = whose(one.update)
            if one.spilled and chat in guarded:
                kept.append((chat, person, blanked(one.update)))
            elif one.for_us or (not one.spilled and chat in wanted):
                kept.append((chat, person, unquoted(one.update, self._me)))
        return inbox.keep(tx, self._me.id, kept)

    async def open_again(self) -> None:
        """Hand over what was kept before the last stop."""
        self._pump.put(await self._database.run(inbox.waiting))

    async def poll(self) -> None:
        """Poll until cancelled."""
        offset, waits = None, 0
        while True:
            try:
                offset = await self._fetch(offset)
                waits = 0
            except WrongToken:
                log.error("Telegram does not know this token; trying again in a minute")
                await asyncio.sleep(60)
                continue
            except Conflict as other:
                log.warning("polling is taken: %s", other)
                await asyncio.sleep(5)
                continue
            except Delivery as error:
                waits += 1
                await asyncio.sleep(max(error.after if isinstance(error, TryLater) else 1, min(30, 2**waits / 4)))
                continue
            except Exception as error:  # the database perhaps; not acknowledged, so Telegram gives it again
                log.error("a batch could not be kept: %s", where(error))
                await asyncio.sleep(2)
                continue
            while self._pump.waiting > CROWDED:
                await asyncio.sleep(0.05)

    async def _fetch(self, offset: int | None) -> int | None:
        """Keep one batch and give the offset that acknowledges it."""
        batch = [update for update in await self._ask(offset) if isinstance(update, Mapping) and numbered(update)]
        if not batch:
            return offset
        await self.take(batch)
        newest: int = max(update["update_id"] for update in batch)
        return newest + 1

    async def _ask(self, offset: int | None) -> list[Any]:
        wanted: dict[str, Any] = {"timeout": SECONDS, "limit": 100, "allowed_updates": list(ALLOWED)}
        if offset is not None:
            wanted["offset"] = offset
        answer = await self._wire.ask("getUpdates", wanted, timeout=SECONDS + 10)
        return answer if isinstance(answer, list) else []

    async def webhook(self, request: Request) -> Response:
        """Take one update from Telegram's webhook; only with the secret."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=401)
        try:
            update = await request.json()
        except ValueError:
            return Response(status_code=400)
        if not isinstance(update, dict) or not numbered(update):
            return Response(status_code=400)
        await self.take([update])
        return Response(status_code=200)
