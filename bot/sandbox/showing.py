"""What the page is told: people, chats, messages and calls as small JSON it can draw without knowing Telegram."""

from textwrap import shorten
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat, Message, Role
from bot.sandbox.people import Person
from bot.sandbox.texts import to_html
from bot.sandbox.world import Query, World

Shown = dict[str, Any]
NOTED = ("contact", "location", "venue")


def name_of(world: World, user: dict[str, Any]) -> str:
    """Give the name phones show for a Telegram user."""
    if user["id"] == world.bot.id:
        return str(world.profile.get(("name", ""), "") or world.bot.name)
    return f"{user['first_name']} {user.get('last_name', '')}".strip()


def shown_person(person: Person) -> Shown:
    """Show a person."""
    return {"id": person.id, "name": person.name, "note": person.note}


def shown_chat(world: World, chat: Chat) -> Shown:
    """Show a chat: who is in it, the keyboard under it, what the bot offers there."""
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "roles": {str(who): role.value for who, role in chat.roles.items()},
        "started": chat.started,
        "blocked": chat.private and chat.roles.get(world.bot.id) is Role.KICKED,
        "migrated_to": chat.migrated_to,
        "keyboard": [[button["text"] for button in row] for row in (chat.keyboard or {}).get("keyboard", [])],
        "pinned": [shown_message(world, chat, chat.messages[number]) for number in chat.pinned[-1:]],
        "commands": commands_in(world, chat),
        "admin_commands": commands_in(world, chat, admin=True),
    }


def commands_in(world: World, chat: Chat, *, admin: bool = False) -> list[dict[str, str]]:
    """Find the commands offered in a chat: the narrowest scope that was set wins, as in Telegram."""
    everywhere = ["all_private_chats"] if chat.private else ["all_chat_administrators"] * admin + ["all_group_chats"]
    for scope, where in (("chat", str(chat.id)), *((one, "") for one in everywhere), ("default", "")):
        for language in ("id", ""):
            found: list[dict[str, str]] = world.profile.get(("commands", scope, where, "", language), [])
            if found:
                return found
    return []


def shown_message(world: World, chat: Chat, message: Message) -> Shown:
    """Show a message."""
    entities = message.get("entities") or message.get("caption_entities") or []
    shown: Shown = {
        "id": message["message_id"],
        "from": {"id": message["from"]["id"], "name": name_of(world, message["from"])},
        "date": message["date"],
        "edited": "edit_date" in message,
        "html": to_html(message.get("text") or message.get("caption") or "", entities, links=True),
        "text": message.get("text") or message.get("caption") or "",
        "rows": [[_button(button) for button in row] for row in _rows(message)],
        "reaction": chat.reactions.get(message["message_id"], ""),
        "service": _service(world, message),
        "album": message.get("media_group_id", ""),
    }
    if reply := message.get("reply_to_message"):
        shown["reply"] = {"id": reply["message_id"], "name": name_of(world, reply["from"]), "text": _gist(reply)}
    if via := message.get("via_bot"):
        shown["via"] = via["username"]
    if origin := message.get("forward_origin"):
        shown["forward"] = name_of(world, origin["sender_user"])
    return shown | _attached(message)


def _rows(message: Message) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _button(button: dict[str, Any]) -> Shown:
    kind = next((kind for kind in ("callback_data", "url", "copy_text", "web_app") if kind in button), "other")
    return {"text": button["text"], "kind": kind, "url": button.get("url", "")}


def _gist(message: Message) -> str:
    text = str(message.get("text") or message.get("caption") or "")
    if not text and "document" in message:
        text = str(message["document"].get("file_name", ""))
    return text[:120] or "Pesan"


def _attached(message: Message) -> Shown:
    attached: Shown = {kind: message[kind] for kind in NOTED if kind in message}
    if document := message.get("document"):
        attached["file"] = {
            "id": document["file_id"],
            "name": document.get("file_name", "berkas"),
            "size": document["file_size"],
            "mime": document.get("mime_type", ""),
        }
    if photo := message.get("photo"):
        attached["photo"] = {key: photo[-1][key] for key in ("file_id", "width", "height")}
    if voice := message.get("voice"):
        attached["voice"] = voice["duration"]
    if sticker := message.get("sticker"):
        attached["sticker"] = sticker.get("emoji", "🙂")
    return attached


def _service(world: World, message: Message) -> str:
    if joined := message.get("new_chat_members"):
        return f"{', '.join(name_of(world, user) for user in joined)} bergabung"
    if left := message.get("left_chat_member"):
        return f"{name_of(world, left)} keluar"
    if pinned := message.get("pinned_message"):
        return f"{name_of(world, message['from'])} menyematkan «{shorten(_gist(pinned), 50, placeholder='…')}»"
    if "migrate_to_chat_id" in message or "migrate_from_chat_id" in message:
        return "Grup ini menjadi supergrup"
    return ""


def shown_call(world: World, call: Call, whole: bool = False) -> Shown:
    """Show a call on the wire; `whole` adds what was sent and answered."""
    chat = world.chats.get(call.chat_id or 0)
    where = "" if chat is None else (chat.title or world.people[chat.id].name)
    shown: Shown = {
        "n": call.number,
        "at": call.at.timestamp(),
        "method": call.method,
        "where": where,
        "status": call.status,
        "flagged": call.flagged,
        "note": call.answer.get("description", ""),
        "quiet": call.method == "getUpdates" and not call.answer.get("result") and call.ok,
    }
    if whole:
        shown |= {"parameters": call.parameters, "answer": call.answer}
    return shown


def shown_answer(query: Query) -> Shown:
    """Show the answer to a pressed button."""
    return {
        "person": query.person.id,
        "chat": query.chat_id,
        "message": query.message_id,
        "text": query.text,
        "alert": query.alert,
    }
