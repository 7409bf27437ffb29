"""aiogram's router tree: typed updates in, our events out, handed to the front."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ContentType
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, InaccessibleMessage, Message, User

from bot.receive import buttons
from bot.receive.inbox import Me
from flows.events import (
    Commanded,
    Edited,
    Event,
    Kind,
    Membership,
    Migrated,
    Other,
    Pressed,
    Rights,
    Sent,
    Spilled,
    Wrote,
)

Front = Callable[[Event], Awaitable[None]]
COMMAND = re.compile(r"^/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?$", re.DOTALL)
KINDS: dict[str, Kind] = {
    ContentType.VOICE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.VIDEO_NOTE: "video",
    ContentType.VIDEO: "video",
    ContentType.ANIMATION: "sticker",
    ContentType.STICKER: "sticker",
    ContentType.PHOTO: "photo",
    ContentType.DOCUMENT: "document",
    ContentType.CONTACT: "contact",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
    ContentType.POLL: "poll",
    ContentType.DICE: "dice",
    ContentType.INVOICE: "payment",
    ContentType.SUCCESSFUL_PAYMENT: "payment",
}
PRESENT = {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.CREATOR}
SILENT = {ContentType.PINNED_MESSAGE, ContentType.MIGRATE_FROM_CHAT_ID}


def router() -> Router:
    """Make the tree; handlers take `front` and `me` from the feed."""
    made = Router(name="counter")
    made.message()(on_message)
    made.edited_message()(on_edited)
    made.callback_query()(on_press)
    made.my_chat_member()(on_membership)
    return made


def _where(person: User, chat: Chat, message: int) -> dict[str, Any]:
    private = chat.type == "private"
    who = {"person": person.id, "name": person.full_name}
    return {**who, "chat": chat.id, "private": private, "message": message, "title": chat.title or ""}


async def on_message(message: Message, front: Front, me: Me, spilled: bool = False) -> None:
    """Read a message: a command, words, or something sent."""
    if spilled:
        await front(_spilled(message))
        return
    if message.migrate_to_chat_id is not None and message.chat.type != "private":
        await front(Migrated(0, "", message.chat.id, False, message.message_id, new_chat=message.migrate_to_chat_id))
        return
    if message.from_user is None or (message.from_user.is_bot and message.sender_chat is None):
        return  # another bot; an anonymous admin comes as a bot too, on behalf of a chat
    if message.via_bot is not None and message.via_bot.id == me.id:
        return  # an answer of ours that somebody shared
    event = read(message, _where(message.from_user, message.chat, message.message_id), me)
    if event is not None:
        await front(event)


def read(message: Message, where: dict[str, Any], me: Me) -> Event | None:
    """Make the event of a person's message; None where silence is meant."""
    reply_to = _ours(message, me)
    if message.text is None:
        if message.content_type in SILENT or (message.chat.type != "private" and reply_to is None):
            return None
        return _sent(message, where, reply_to)
    command = COMMAND.match(message.text)
    if command:
        name, addressee, argument = command.groups()
        if addressee and addressee.lower() != me.username.lower() and message.chat.type != "private":
            return None
        as_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
        given: dict[str, Any] = {"command": name.lower(), "argument": (argument or "").strip()}
        return Commanded(**where, **given, reply_to=reply_to, as_group=as_group)
    called = re.compile(rf"@{re.escape(me.username)}\b", re.IGNORECASE)
    addressed = message.chat.type == "private" or reply_to is not None or bool(called.search(message.text))
    answered = message.reply_to_message.text if reply_to and message.reply_to_message else None
    replied: dict[str, Any] = {"reply_to": reply_to, "reply_head": (answered or "").partition("\n")[0]}
    return Wrote(**where, **replied, text=called.sub("", message.text).strip(), addressed=addressed)


def _spilled(message: Message) -> Spilled:
    as_chat = message.sender_chat
    if as_chat is None and message.from_user is not None:
        return Spilled(**_where(message.from_user, message.chat, message.message_id))
    name = (as_chat.title if as_chat else "") or ""
    return Spilled(0, name, message.chat.id, False, message.message_id, message.chat.title or "")


def _ours(message: Message, me: Me) -> int | None:
    answered = message.reply_to_message
    if isinstance(answered, Message) and answered.from_user is not None and answered.from_user.id == me.id:
        return answered.message_id
    return None


def _sent(message: Message, where: dict[str, Any], reply_to: int | None) -> Sent:
    details = {}
    if message.contact is not None:
        details["phone"] = message.contact.phone_number
    if file := message.document or (message.photo[-1] if message.photo else None):
        size = "" if file.file_size is None else str(file.file_size)
        details = {"file": file.file_id, "size": size, "album": message.media_group_id or ""}
    kind = KINDS.get(message.content_type, "other")
    return Sent(**where, kind=kind, caption=message.caption or "", details=details, reply_to=reply_to)


async def on_edited(message: Message, front: Front, me: Me, spilled: bool = False) -> None:
    """A changed message: told kindly in private and where it answered us; a live location changes by itself."""
    if spilled:
        await front(_spilled(message))
        return
    reply_to = _ours(message, me)
    meant = message.chat.type == "private" or reply_to is not None
    if message.from_user is not None and meant and message.location is None:
        where = _where(message.from_user, message.chat, message.message_id)
        await front(Edited(**where, text=message.text or "", reply_to=reply_to))


async def on_press(query: CallbackQuery, front: Front, newest: dict[int, int]) -> None:
    """A pressed button; one from an inline message or without a chat means nothing to us."""
    if query.message is None:
        return
    chat = query.message.chat
    if chat.type == "private" and chat.id != query.from_user.id:
        return  # nobody presses in another's private chat
    last = newest.get(chat.id, 0)
    shown = query.message.message_id
    fresh = shown >= last and not isinstance(query.message, InaccessibleMessage)
    where, press = _where(query.from_user, chat, shown), buttons.read(query.data)
    await front(Pressed(**where, press=press, newest=fresh, **_question(query)))


def _question(query: CallbackQuery) -> dict[str, Any]:
    """Give what the pressed message replies to, if it is the person's own."""
    asked = query.message.reply_to_message if isinstance(query.message, Message) else None
    if not isinstance(asked, Message) or asked.from_user is None or asked.from_user.id != query.from_user.id:
        return {}
    words = asked.text or asked.caption or ""
    command = COMMAND.match(words)
    return {"question": asked.message_id, "asked": (command.group(3) or "") if command else words}


async def on_membership(change: ChatMemberUpdated, front: Front) -> None:
    """The bot came, left, was blocked or unblocked, got rights or lost them."""
    member = change.new_chat_member
    admin = member.status == ChatMemberStatus.ADMINISTRATOR
    granted = [admin and bool(getattr(member, name, False)) for name in ("can_delete_messages", "can_pin_messages")]
    present = member.status in PRESENT or bool(getattr(member, "is_member", False))
    where = _where(change.from_user, change.chat, 0)
    if change.chat.type == "channel":
        await front(Other(**where, what="channel"))
    else:
        await front(Membership(**where, present=present, rights=Rights(True if admin else None, *granted)))
