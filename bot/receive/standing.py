"""What Telegram says of a group when somebody switches something there: is it an admin, what may we do?

Asked before the turn, because nothing waits for Telegram inside a transaction. What has to go at once goes here too: a
message with somebody's number.
"""

from dataclasses import replace
from typing import Any

from bot.counters.groups import SWITCH
from bot.counters.status_card import code_meant
from bot.errors import Delivery, Refused
from bot.wire import Wire
from flows.events import Commanded, Event, Rights, Spilled, Standing

ADMINS = ("creator", "administrator")


async def informed(wire: Wire, event: Event) -> Event:
    """Give the event with what Telegram has to say for it to be met."""
    if isinstance(event, Spilled):
        return replace(event, deleted=await taken_away(wire, event.chat, event.message))
    if isinstance(event, Commanded) and not event.private:
        if event.command == SWITCH:
            return replace(event, standing=await standing(wire, event))
        if code_meant(event):
            return replace(event, rights=await rights(wire, event.chat))
    return event


async def taken_away(wire: Wire, chat: int, message: int) -> bool | None:
    """Delete somebody's message; None when Telegram cannot be asked now. One that is gone already was taken away."""
    try:
        await wire.call("deleteMessage", {"chat_id": chat, "message_id": message})
    except Refused as refused:
        return "not found" in str(refused).lower()
    except Delivery:
        return None
    return True


async def rights(wire: Wire, chat: int) -> Rights:
    """Find out what we may do in a group."""
    try:
        member = await wire.call("getChatMember", {"chat_id": chat, "user_id": wire.bot_id})
    except Delivery:
        return Rights()
    admin = _status(member) in ADMINS
    heard = True if admin else await hears(wire, chat)
    deletes, pins = (admin and bool(member.get(name)) for name in ("can_delete_messages", "can_pin_messages"))
    return Rights(heard, deletes, pins)


async def standing(wire: Wire, command: Commanded) -> Standing:
    """Find out how things stand in the group of a command."""
    admin = True if command.as_group else await is_admin(wire, command.chat, command.person)
    return Standing(admin, await hears(wire, command.chat))


async def hears(wire: Wire, chat: int) -> bool | None:
    """Tell whether we are given every message of a group: privacy mode is off, or we are an admin there."""
    try:
        if (await wire.call("getMe")).get("can_read_all_group_messages"):
            return True
    except (Delivery, AttributeError):
        return None
    return await is_admin(wire, chat, wire.bot_id)


async def is_admin(wire: Wire, chat: int, person: int) -> bool | None:
    """Tell whether somebody is an admin of a group; None when Telegram does not say."""
    try:
        return _status(await wire.call("getChatMember", {"chat_id": chat, "user_id": person})) in ADMINS
    except Refused:
        return await _among_admins(wire, chat, person)  # asking for members may be left to admins
    except Delivery:
        return None


async def _among_admins(wire: Wire, chat: int, person: int) -> bool | None:
    try:
        found = await wire.call("getChatAdministrators", {"chat_id": chat})
        return any(_status(one) in ADMINS and one["user"]["id"] == person for one in found)
    except (Delivery, TypeError, KeyError):
        return None


def _status(member: Any) -> str:
    return str(member.get("status")) if isinstance(member, dict) else ""
