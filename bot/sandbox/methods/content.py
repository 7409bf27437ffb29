"""What every message of the bot goes through: its text read, its reply found, its keyboard laid down."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.entities import parse_html, units
from bot.sandbox.errors import bad, own_rule
from bot.sandbox.texts import check_entities, found_entities, trimmed

if TYPE_CHECKING:
    from bot.sandbox.world import World

Parameters = dict[str, Any]
LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024


def formatted(world: "World", p: Parameters, key: str, entities_key: str) -> tuple[str, list[dict[str, Any]]]:
    """Read a text with its parse mode or entities; raise Refusal in Telegram's words."""
    text, mode = p.get(key, ""), p.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise own_rule(f"parse_mode {p['parse_mode']} is not read here; the clinic writes HTML")
    elif mode:
        raise bad("unsupported parse_mode")
    else:
        entities = check_entities(text, p.get(entities_key, []))
    text, entities = trimmed(text, [_with_person(world, entity) for entity in entities])
    return text, found_entities(text, entities)


def _with_person(world: "World", entity: dict[str, Any]) -> dict[str, Any]:
    if entity["type"] != "text_mention":
        return entity
    person = world.people.get(int(entity["user"]["id"]))
    if person is None:
        raise bad("user not found")
    return {**entity, "user": person.user()}


def text_of(world: "World", p: Parameters) -> dict[str, Any]:
    """Read the text of a message; raise Refusal if it is empty or too long after parsing."""
    given = p.get("text", "")
    if not given:
        raise bad("message text is empty")
    text, entities = formatted(world, p, "text", "entities")
    if not text:
        raise bad("text must be non-empty" if not given.strip() else "message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad("message is too long")
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    if options := p.get("link_preview_options"):
        content["link_preview_options"] = options
    return content


def caption_of(world: "World", p: Parameters) -> dict[str, Any]:
    """Read the caption of a file; raise Refusal if it is too long after parsing."""
    text, entities = formatted(world, p, "caption", "caption_entities")
    if units(text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    content: dict[str, Any] = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    return content


def inline_markup(p: Parameters) -> dict[str, Any]:
    """Give the inline keyboard a message keeps, as part of the message."""
    rows = [row for row in p.get("reply_markup", {}).get("inline_keyboard", []) if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def reply_of(chat: Chat, p: Parameters) -> dict[str, Any]:
    """Find the message replied to, as part of the message; raise Refusal if it is not there."""
    asked = p.get("reply_parameters")
    if asked is None:
        return {}
    if asked.get("chat_id") not in (None, chat.id, str(chat.id)):
        raise own_rule("replies across chats are not played in the sandbox")
    found = chat.messages.get(int(asked["message_id"]))
    if found is None:
        if asked.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    reply: dict[str, Any] = {"reply_to_message": without_reply(found)}
    if quote := asked.get("quote"):
        said: str = found.get("text") or found.get("caption") or ""
        if quote not in said:
            raise bad("QUOTE_TEXT_INVALID")
        reply["quote"] = {"text": quote, "position": units(said[: said.index(quote)]), "is_manual": True}
    return reply


def without_reply(message: Message) -> Message:
    """Give a message as it appears inside another one: one level deep."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def check_options(chat: Chat, p: Parameters) -> None:
    """Refuse what this bot has no right to or this chat no place for."""
    if "business_connection_id" in p:
        raise bad("business connection not found")
    if "message_thread_id" in p or "direct_messages_topic_id" in p:
        raise bad("message thread not found")
    if p.get("allow_paid_broadcast"):
        raise bad("FLOODSKIP_NOT_ALLOWED")
    if "message_effect_id" in p:
        raise bad("EFFECT_ID_INVALID")
    if "suggested_post_parameters" in p:
        raise bad("suggested posts can be sent only to channel direct messages")
    for button in (b for row in p.get("reply_markup", {}).get("keyboard", []) for b in row):
        if not chat.private and (button.get("request_contact") or button.get("request_location")):
            what = "phone number" if button.get("request_contact") else "location"
            raise bad(f"{what} can be requested in private chats only")


def deliver(world: "World", p: Parameters, content: dict[str, Any], markup: bool = True) -> Message:
    """Put the bot's message into its chat, within the limits; raise Refusal."""
    chat = world.writable(p["chat_id"])
    check_options(chat, p)
    reply = reply_of(chat, p)
    world.limits.spend(chat.id)
    if p.get("protect_content"):
        content["has_protected_content"] = True
    message = world.said(chat, world.bot.user(), reply | content | (inline_markup(p) if markup else {}))
    lay_keyboard(world, chat, p.get("reply_markup", {}))
    return message


def lay_keyboard(world: "World", chat: Chat, markup: dict[str, Any]) -> None:
    """Show or take away the reply keyboard under a chat."""
    if "keyboard" in markup:
        chat.keyboard = markup
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
    else:
        return
    world.tell("chat", chat.id)
