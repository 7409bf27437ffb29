"""What is kept of an update before it is read: for whom it is, and which group messages are not kept at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted

from flows.privacy import holds_number, is_personal, names_a_card
from flows.reading import looks_like_question

Raw = Mapping[str, Any]
BLANKED = ("message_id", "message_thread_id", "from", "sender_chat", "chat", "date", "edit_date")
SPILLED = "spilled"  # marks an update whose words were let go; Telegram has no such field
SECOND_HAND = ("via_bot", "forward_origin", "is_automatic_forward")
RIGHTS = {
    status: {name: False for name, one in kind.model_fields.items() if one.is_required() and one.annotation is bool}
    for status, kind in (("administrator", ChatMemberAdministrator), ("restricted", ChatMemberRestricted))
}


@dataclass(frozen=True)
class Me:
    """The bot itself."""

    id: int
    username: str


def numbered(update: Raw) -> bool:
    """Tell whether an update has a number to acknowledge it by."""
    number = update.get("update_id")
    return isinstance(number, int) and abs(number) < 2**63


def parts(update: Raw) -> tuple[str, Raw]:
    """Give an update's kind and content: its one field besides `update_id`."""
    for kind, content in update.items():
        if kind != "update_id" and isinstance(content, Mapping):
            return kind, content
    return "", {}


def _id(node: Any) -> int | None:
    found = node.get("id") if isinstance(node, Mapping) else None
    return found if isinstance(found, int) and abs(found) < 2**63 else None


def whose(update: Raw) -> tuple[int, int | None]:
    """Give (chat, person) of an update; a person's own chat stands in where none is named, 0 where nobody is."""
    _kind, content = parts(update)
    message = content.get("message")
    inner = message if isinstance(message, Mapping) else content
    person = _id(content.get("from")) or _id(content.get("user"))
    chat = _id(inner.get("chat")) or person or 0
    return chat, person


def meant_for_us(update: Raw, me: Me) -> bool:
    """Tell whether an update is kept: group talk that does not call the bot is never stored."""
    kind, message = parts(update)
    if not _said_in_group(kind, message):
        return True
    if "migrate_to_chat_id" in message or "migrate_from_chat_id" in message:
        return True
    answered = message.get("reply_to_message")
    if isinstance(answered, Mapping) and _id(answered.get("from")) == me.id:
        return True
    text = message.get("text")
    if not isinstance(text, str):
        return False
    return text.startswith("/") or f"@{me.username}".lower() in text.lower()


def _said_in_group(kind: str, message: Raw) -> bool:
    chat = message.get("chat")
    in_group = isinstance(chat, Mapping) and chat.get("type") in ("group", "supergroup")
    return in_group and kind in ("message", "edited_message")


def spills(update: Raw, me: Me) -> bool:
    """Tell whether somebody put a person's number, or a picture of a KTP or KK, into a group; a channel's is its own.

    So is an answer of ours that somebody shared: the clinic's own telephone stands in some.
    """
    kind, message = parts(update)
    ours = _id(message.get("via_bot")) == me.id
    if not _said_in_group(kind, message) or message.get("is_automatic_forward") or ours:
        return False
    words, caption = (message.get("text"), message.get("caption")), message.get("caption")
    pictured = "photo" in message or "document" in message
    if pictured and isinstance(caption, str) and names_a_card(caption):
        return True
    return "contact" in message or any(isinstance(said, str) and holds_number(said) for said in words)


def blanked(update: Raw) -> Raw:
    """Give who wrote where and when, without a word of what was written."""
    kind, message = parts(update)
    left = {name: message[name] for name in BLANKED if name in message}
    return {"update_id": update.get("update_id"), kind: left, SPILLED: True}


def unquoted(update: Raw, me: Me) -> Raw:
    """Give group talk without what others wrote, which Telegram sends along with an answer to them."""
    kind, message = parts(update)
    answered = message.get("reply_to_message")
    ours = isinstance(answered, Mapping) and _id(answered.get("from")) == me.id
    foreign = ("quote", "external_reply") if ours else ("quote", "external_reply", "reply_to_message")
    if not _said_in_group(kind, message) or not any(name in message for name in foreign):
        return update
    return {**update, kind: {name: part for name, part in message.items() if name not in foreign}}


def may_be_answered(update: Raw) -> bool:
    """Tell whether group talk may be a question for a group that wants automatic answers: somebody's own words.

    One with somebody's number in it is left alone, and so never stored.
    """
    message = update.get("message")
    if not isinstance(message, Mapping) or any(name in message for name in SECOND_HAND):
        return False
    text = message.get("text")
    return isinstance(text, str) and looks_like_question(text) and not is_personal(text)


def with_rights(update: Raw) -> Raw:
    """Give the update as aiogram can read it: rights it knows and an older Bot API does not name are not granted."""
    change = update.get("my_chat_member")
    if not isinstance(change, Mapping):
        return update
    sides = {name: _member(change[name]) for name in ("old_chat_member", "new_chat_member") if name in change}
    return {**update, "my_chat_member": {**change, **sides}}


def _member(member: Any) -> Any:
    return {**RIGHTS.get(str(member.get("status")), {}), **member} if isinstance(member, Mapping) else member
