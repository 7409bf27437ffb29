"""Everything that changes a message which is already there, and the answers to pressed buttons."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.errors import bad
from bot.sandbox.methods.content import Parameters, caption_of, inline_markup, text_of
from bot.sandbox.methods.registry import plays

if TYPE_CHECKING:
    from bot.sandbox.world import Uploads, World

TWO_DAYS, QUERY_LIVES = 48 * 3600, 15 * 60
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ANSWER = 200
_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭"
    " 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅"
    " 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_REACTIONS.split())


def _own_message(world: "World", p: Parameters) -> tuple[Chat, Message]:
    if "chat_id" not in p:
        raise bad("MESSAGE_ID_INVALID" if "inline_message_id" in p else "chat_id is empty")
    if "message_id" not in p:
        raise bad("message identifier is not specified")
    chat = world.writable(p["chat_id"])
    found = chat.messages.get(p["message_id"])
    if found is None:
        raise bad("message to edit not found")
    if found["from"]["id"] != world.bot.id or "forward_origin" in found:
        raise bad("message can't be edited")
    return chat, found


def _put(world: "World", chat: Chat, old: Message, new: Message) -> Message:
    if new == old:
        raise bad(NOT_MODIFIED)
    world.limits.spend(chat.id)
    new["edit_date"] = world.clock.timestamp()
    world.changed(chat, new)
    return new


def _without(message: Message, *keys: str) -> Message:
    return {key: value for key, value in message.items() if key not in keys}


@plays("editMessageText")
def edit_message_text(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Replace a text; a keyboard that is not given again goes."""
    content = text_of(world, p)
    chat, old = _own_message(world, p)
    if "text" not in old:
        raise bad("there is no text in the message to edit")
    new = _without(old, "text", "entities", "link_preview_options", "reply_markup")
    return _put(world, chat, old, new | content | inline_markup(p))


@plays("editMessageCaption")
def edit_message_caption(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Replace a caption; a keyboard that is not given again goes."""
    content = caption_of(world, p)
    chat, old = _own_message(world, p)
    if not {"document", "photo"} & old.keys():
        raise bad("there is no caption in the message to edit")
    new = _without(old, "caption", "caption_entities", "reply_markup")
    return _put(world, chat, old, new | content | inline_markup(p))


@plays("editMessageReplyMarkup")
def edit_message_reply_markup(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Replace the keyboard of a message, or take it away."""
    chat, old = _own_message(world, p)
    return _put(world, chat, old, _without(old, "reply_markup") | inline_markup(p))


def _check_deletable(world: "World", chat: Chat, message: Message) -> None:
    own = message["from"]["id"] == world.bot.id
    if not own and not chat.private and not chat.may(world.bot.id, "can_delete_messages"):
        raise bad("message can't be deleted")
    if world.clock.timestamp() - message["date"] > TWO_DAYS:
        raise bad("message can't be deleted for everyone")


@plays("deleteMessage")
def delete_message(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Take a message away."""
    chat = world.writable(p["chat_id"])
    found = chat.messages.get(p["message_id"])
    if found is None:
        raise bad("message to delete not found")
    _check_deletable(world, chat, found)
    world.removed(chat, p["message_id"])
    return True


@plays("deleteMessages")
def delete_messages(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Take several messages away; those that are not there are skipped."""
    chat = world.writable(p["chat_id"])
    for number in p["message_ids"]:
        found = chat.messages.get(number)
        if found is not None:
            _check_deletable(world, chat, found)
            world.removed(chat, number)
    return True


@plays("answerCallbackQuery")
def answer_callback_query(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Stop the little clock on a pressed button; once, and not a quarter of an hour later."""
    text: str = p.get("text", "")
    if len(text) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    query = world.queries.get(p["callback_query_id"])
    if query is None or query.answered or world.clock.now().timestamp() - query.asked_at > QUERY_LIVES:
        raise bad(TOO_OLD)
    query.answered, query.text, query.alert = True, text, p.get("show_alert", False)
    world.tell("answer", query.chat_id, query)
    return True


@plays("setMessageReaction")
def set_message_reaction(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Put a reaction under a message, or take it back."""
    chat = world.writable(p["chat_id"])
    if p["message_id"] not in chat.messages:
        raise bad("message to react not found")
    wanted: list[dict[str, Any]] = p.get("reaction", [])
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(r["type"] != "emoji" or r["emoji"].rstrip("\ufe0f") not in REACTIONS for r in wanted):
        raise bad("REACTION_INVALID")
    chat.reactions[p["message_id"]] = wanted[0]["emoji"] if wanted else ""
    world.tell("message", chat.id, chat.messages[p["message_id"]])
    return True
