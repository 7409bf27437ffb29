"""What a bot asks about chats and their members, and what it may do to them."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import PRESENT, Chat, Role
from bot.sandbox.errors import Refusal, bad, forbidden
from bot.sandbox.methods.content import Parameters, without_reply
from bot.sandbox.methods.registry import plays

if TYPE_CHECKING:
    from bot.sandbox.world import Uploads, World

_PERMISSIONS = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes"
    " can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_change_info"
    " can_invite_users can_pin_messages can_manage_topics can_edit_tag can_react_to_messages"
)
PERMISSIONS = _PERMISSIONS.split()
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def _readable(world: "World", chat_id: int | str) -> Chat:
    chat = world.chat_for(chat_id)
    if chat.migrated_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if not chat.private and not chat.present(world.bot.id):
        role = chat.roles.get(world.bot.id)
        raise forbidden(
            f"bot was kicked from the {chat.type} chat"
            if role is Role.KICKED
            else f"bot is not a member of the {chat.type} chat"
        )
    return chat


@plays("getChat")
def get_chat(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, Any]:
    """Give Telegram's ChatFullInfo."""
    chat = _readable(world, p["chat_id"])
    found = chat.face | {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    found["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if not chat.private:
        found["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.pinned:
        found["pinned_message"] = without_reply(chat.messages[chat.pinned[-1]])
    return found


@plays("getChatMember")
def get_chat_member(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, Any]:
    """Give Telegram's ChatMember."""
    chat, who = _readable(world, p["chat_id"]), p["user_id"]
    if who != world.bot.id and who not in world.people:
        raise bad("invalid user_id specified")
    return world.member(chat, who)


@plays("getChatAdministrators")
def get_chat_administrators(world: "World", p: Parameters, uploads: "Uploads") -> list[dict[str, Any]]:
    """List those who may see and do more than members."""
    chat = _readable(world, p["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [world.member(chat, who) for who in chat.roles if chat.is_admin(who)]


@plays("getChatMemberCount")
def get_chat_member_count(world: "World", p: Parameters, uploads: "Uploads") -> int:
    """Count who is there, the bot included."""
    return sum(1 for role in _readable(world, p["chat_id"]).roles.values() if role in PRESENT)


@plays("leaveChat")
def leave_chat(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Let the bot leave a group."""
    chat = world.writable(p["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    world.role_changed(chat, world.bot.id, Role.LEFT, by=world.bot.id)
    return True


def _check_pinning(world: "World", chat: Chat) -> None:
    if not chat.private and not chat.may(world.bot.id, "can_pin_messages"):
        raise bad("not enough rights to manage pinned messages in the chat")


@plays("pinChatMessage")
def pin_chat_message(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Pin a message; the chat is told by a service message, which the bot gets too."""
    chat = world.writable(p["chat_id"])
    _check_pinning(world, chat)
    number = p["message_id"]
    if number not in chat.messages:
        raise bad("message to pin not found")
    if number in chat.pinned:
        raise Refusal(400, "Bad Request: CHAT_NOT_MODIFIED")
    chat.pinned.append(number)
    service = world.said(chat, world.bot.user(), {"pinned_message": without_reply(chat.messages[number])})
    world.updates.put("message", service)
    world.tell("chat", chat.id)
    return True


@plays("unpinChatMessage")
def unpin_chat_message(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Unpin a message, or the last one pinned."""
    chat = world.writable(p["chat_id"])
    _check_pinning(world, chat)
    number = p.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    world.tell("chat", chat.id)
    return True


@plays("unpinAllChatMessages")
def unpin_all_chat_messages(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Unpin everything."""
    chat = world.writable(p["chat_id"])
    _check_pinning(world, chat)
    chat.pinned.clear()
    world.tell("chat", chat.id)
    return True
