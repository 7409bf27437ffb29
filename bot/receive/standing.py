"""What Telegram says of a group when somebody switches something there: is it an admin, do we hear what is said?

Asked before the turn, because nothing waits for Telegram inside a transaction.
"""

from typing import Any

from bot.errors import Delivery, Refused
from bot.wire import Wire
from flows.events import Commanded, Standing

ADMINS = ("creator", "administrator")


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
