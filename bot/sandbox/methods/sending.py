"""Everything that puts a new message of the bot into a chat."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.errors import bad, own_rule
from bot.sandbox.files import MOST_PHOTO_BYTES, image_size
from bot.sandbox.methods.content import (
    Parameters,
    caption_of,
    check_options,
    deliver,
    reply_of,
    text_of,
)
from bot.sandbox.methods.registry import plays

if TYPE_CHECKING:
    from bot.sandbox.world import Uploads, World

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note"
)
ACTIONS = frozenset(_ACTIONS.split())
OF_A_MESSAGE = ("message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup", "forward_origin")


@plays("sendMessage")
def send_message(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Send a text."""
    return deliver(world, p, text_of(world, p))


@plays("sendDocument")
def send_document(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Send a file."""
    caption = caption_of(world, p)
    world.writable(p["chat_id"])
    file = world.stored(p["document"], uploads, "document")
    return deliver(world, p, {"document": file.document(), **caption})


@plays("sendPhoto")
def send_photo(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Send a picture."""
    caption = caption_of(world, p)
    world.writable(p["chat_id"])
    return deliver(world, p, {"photo": _photo(world, p["photo"], uploads), **caption})


def _photo(world: "World", value: str, uploads: "Uploads") -> list[dict[str, Any]]:
    file = world.stored(value, uploads, "photo", kind="photos")
    if len(file.content) > MOST_PHOTO_BYTES:
        raise bad("file is too big")
    if image_size(file.content) is None:
        raise bad("IMAGE_PROCESS_FAILED")
    return file.photo()


def _place(p: Parameters) -> dict[str, Any]:
    latitude, longitude = p["latitude"], p["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("location is invalid")
    return {"latitude": latitude, "longitude": longitude}


@plays("sendLocation")
def send_location(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Send a point on the map."""
    return deliver(world, p, {"location": _place(p)})


@plays("sendVenue")
def send_venue(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Send a place with its name and address."""
    location = _place(p)
    if not p["title"].strip() or not p["address"].strip():
        raise bad("VENUE_TITLE_INVALID" if not p["title"].strip() else "VENUE_ADDRESS_INVALID")
    venue = {"location": location, "title": p["title"], "address": p["address"]}
    return deliver(world, p, {"venue": venue, "location": location})


@plays("sendContact")
def send_contact(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Send somebody's number."""
    contact = {key: p[key] for key in ("phone_number", "first_name", "last_name", "vcard") if p.get(key)}
    return deliver(world, p, {"contact": contact})


@plays("sendMediaGroup")
def send_media_group(world: "World", p: Parameters, uploads: "Uploads") -> list[Message]:
    """Send two to ten files as one album."""
    media = p["media"]
    if not 2 <= len(media) <= 10:
        raise own_rule("an album has 2 to 10 items")
    if len({item["type"] for item in media} & {"document"}) and any(item["type"] != "document" for item in media):
        raise bad("Can't use the media of the specified type in the album")
    chat = world.writable(p["chat_id"])
    check_options(chat, p)
    reply = reply_of(chat, p)
    contents = [_album_item(world, item, uploads) for item in media]
    world.limits.spend(chat.id, len(contents))
    group = {"media_group_id": str(13_000_000_000_000_000 + chat.last_id)}
    return [world.said(chat, world.bot.user(), reply | group | content) for content in contents]


def _album_item(world: "World", item: dict[str, Any], uploads: "Uploads") -> dict[str, Any]:
    caption = caption_of(world, item)
    if item["type"] == "photo":
        return {"photo": _photo(world, item["media"], uploads), **caption}
    if item["type"] == "document":
        return {"document": world.stored(item["media"], uploads, "document").document(), **caption}
    raise own_rule(f"albums of {item['type']} are not played in the sandbox")


def _original(world: "World", p: Parameters, verb: str) -> Message:
    source = world.chat_for(p["from_chat_id"])
    found = source.messages.get(p["message_id"])
    if found is None:
        raise bad(f"message to {verb} not found")
    if found.get("has_protected_content"):
        raise bad("message can't be forwarded" if verb == "forward" else "message can't be copied")
    return found


def _bare(message: Message) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key not in OF_A_MESSAGE}


def forwarded(message: Message) -> dict[str, Any]:
    """Give what a forwarded message carries: the content and where it came from."""
    first = message.get("forward_origin") or {
        "type": "user",
        "sender_user": message["from"],
        "date": message["date"],
    }
    return {"forward_origin": first, **_bare(message)}


@plays("forwardMessage")
def forward_message(world: "World", p: Parameters, uploads: "Uploads") -> Message:
    """Forward a message, with its origin."""
    return deliver(world, p, forwarded(_original(world, p, "forward")), markup=False)


@plays("copyMessage")
def copy_message(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, int]:
    """Send the same content again, without its origin."""
    content = _bare(_original(world, p, "copy"))
    if "caption" in p and "text" not in content:
        content.pop("caption_entities", None)
        content |= caption_of(world, p)
    return {"message_id": deliver(world, p, content)["message_id"]}


@plays("sendChatAction")
def send_chat_action(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Show «mengetik…»."""
    if p["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat: Chat = world.writable(p["chat_id"])
    world.tell("action", chat.id, p["action"])
    return True
