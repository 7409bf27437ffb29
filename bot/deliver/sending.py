"""Sending: in order within a chat, many chats at a time, each call marked when Telegram has taken it."""

import asyncio
import logging
from base64 import b64decode
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import Any, Protocol

from bot.deliver.limits import Limits
from bot.errors import Conflict, Delivery, Moved, Refused, TryLater, Unreachable, WrongToken, where
from bot.tasks import Tasks
from bot.wire import Wire
from storage import groups, outbox, residents
from storage.database import Database, Transaction
from storage.outbox import Call

log = logging.getLogger("klinik.deliver")

TRIES = 5  # in a row, before the clock takes over
MakeFile = Callable[[Mapping[str, Any]], Awaitable[tuple[str, bytes, str]]]
CANNOT_EDIT = ("message to edit not found", "can't be edited", "no text in the message to edit", "message_id_invalid")


class Carrier(Protocol):
    """Carries one call to Telegram and gives the message's id; raises a `Delivery`."""

    async def __call__(self, call: Call, payload: Mapping[str, Any], file: tuple[str, bytes, str] | None) -> int | None:
        """Carry it."""


def by_wire(wire: Wire, limits: Limits) -> Carrier:
    """Carry replies straight over the wire, at the shared pace."""

    async def carry(call: Call, payload: Mapping[str, Any], file: tuple[str, bytes, str] | None) -> int | None:
        await limits.place(call.chat_id, call.lane)
        files = {"photo" if call.method == "sendPhoto" else "document": file} if file else None
        result = await wire.call(call.method, payload, files=files)
        return result.get("message_id") if isinstance(result, dict) else None

    return carry


class Deliverer:
    """Carries a call to its end: sent, refused, unreachable, or later."""

    def __init__(self, database: Database, limits: Limits, carry: Carrier, make_file: MakeFile) -> None:
        self._database = database
        self._limits = limits
        self._carry = carry
        self._make_file = make_file

    async def deliver(self, call: Call, tries: int = TRIES) -> bool:
        """Carry a call to its end; False when it must wait for the clock."""
        tried = 0
        for _ in range(tries + 2):  # a group that moved and a message that is gone take one more turn each
            try:
                message_id = await self._once(call)
            except Moved as moved:
                await self._database.run(partial(follow, old=call.chat_id, new=moved.chat))
                call = _sent_to(call, moved.chat)
            except Unreachable as gone:
                await self._database.run(partial(self._gone, call=call, why=str(gone)))
                return True
            except (TryLater, WrongToken, Conflict) as later:
                if not await self._wait(call, later, tried, last=tried == tries - 1):
                    return False
                tried += 1
            except Refused as refused:
                changed = self._again_as(call, str(refused))
                if changed is None:
                    return await self._refused(call, str(refused))
                call = changed
            except Exception as error:  # a defect of ours, in a paper perhaps: what follows must not wait for it
                return await self._refused(call, where(error))
            else:
                await self._database.run(partial(outbox.sent, call=call, message_id=message_id))
                return True
        return False

    async def _once(self, call: Call) -> int | None:
        payload = {name: value for name, value in call.payload.items() if not name.startswith("_")}
        file = None
        if "_file" in call.payload:
            kept = call.payload["_file"]
            file = (kept["name"], b64decode(kept["content"]), kept["type"])
        elif "_make" in call.payload:
            file = await self._make_file(call.payload["_make"])
        return await self._carry(call, payload, file)

    async def _wait(self, call: Call, why: Delivery, attempt: int, *, last: bool) -> bool:
        after = why.after if isinstance(why, TryLater) else 30.0
        if isinstance(why, TryLater) and why.flood:
            self._limits.flooded(call.chat_id, after)
        else:
            after = min(30.0, after * 2**attempt)
        await self._database.run(lambda tx: outbox.tried(tx, call.id, str(why)))
        if last:
            self._limits.hold(call.chat_id, after)
            return False
        await asyncio.sleep(after)
        return True

    def _again_as(self, call: Call, words: str) -> Call | None:
        """A message that is gone is sent anew; another refusal has no second form."""
        if call.method == "editMessageText" and any(gone in words.lower() for gone in CANNOT_EDIT):
            payload = {name: value for name, value in call.payload.items() if name != "message_id"}
            return Call(call.id, call.chat_id, call.lane, "sendMessage", payload, call.about, call.announcement_id)
        return None

    async def _refused(self, call: Call, words: str) -> bool:
        if "message is not modified" in words.lower():
            message = call.payload.get("message_id")
            await self._database.run(lambda tx: outbox.sent(tx, call, message))
            return True
        log.error("Telegram refused call %s (%s): %s", call.id, call.method, words)
        await self._database.run(lambda tx: outbox.settle(tx, call.id, "failed", words))
        return True

    @staticmethod
    def _gone(tx: Transaction, call: Call, why: str) -> None:
        outbox.settle(tx, call.id, "unreachable", why)
        outbox.unreachable(tx, call.chat_id)
        if call.chat_id > 0:
            residents.unreachable(tx, call.chat_id)
        else:
            groups.lost(tx, call.chat_id)


def follow(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: all that is kept for it goes along."""
    groups.move(tx, old, new)
    outbox.move_chat(tx, old, new)


def _sent_to(call: Call, chat: int) -> Call:
    payload = {**call.payload, "chat_id": chat}
    return Call(call.id, chat, call.lane, call.method, payload, call.about, call.announcement_id)


class Replies(Tasks):
    """Sends replies as soon as they are committed, each chat's in order."""

    def __init__(self, deliverer: Deliverer) -> None:
        self._deliverer = deliverer
        self._queues: dict[int, deque[Call]] = {}
        super().__init__()
        self.in_hand: set[int] = set()

    def hand_over(self, calls: Iterable[Call]) -> None:
        """Take calls to send; those already in hand are left alone."""
        for call in calls:
            if call.id in self.in_hand:
                continue
            self.in_hand.add(call.id)
            queue = self._queues.get(call.chat_id)
            if queue is not None:
                queue.append(call)
                continue
            self._queues[call.chat_id] = deque([call])
            self.begin(self._chat(call.chat_id))

    async def _chat(self, chat: int) -> None:
        queue = self._queues[chat]
        try:
            while queue:
                call = queue[0]
                if not await self._deliverer.deliver(call):
                    break  # order matters: what follows waits for the clock too
                queue.popleft()
                self.in_hand.discard(call.id)
        except Exception as error:
            log.error("sending to a chat failed: %s", where(error))
        finally:
            self.in_hand.difference_update(call.id for call in queue)
            del self._queues[chat]
