"""What is kept of an update before it is read: for whom it is, and which group messages are not kept at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Me:
    """The bot itself."""

    id: int
    username: str


def parts(update: Raw) -> tuple[str, Raw]:
    """Give an update's kind and content: its one field besides `update_id`."""
    for kind, content in update.items():
        if kind != "update_id" and isinstance(content, Mapping):
            return kind, content
    return "", {}


def _id(node: Any) -> int | None:
    found = node.get("id") if isinstance(node, Mapping) else None
    return found if isinstance(found, int) else None


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
    chat = message.get("chat")
    if kind not in ("message", "edited_message") or not isinstance(chat, Mapping) or chat.get("type") == "private":
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
