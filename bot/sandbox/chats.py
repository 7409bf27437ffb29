"""Chats: who is in them, what was said, which buttons were ever shown."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

Message = dict[str, Any]


class Role(StrEnum):
    """What somebody is in a chat, in Telegram's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = (Role.CREATOR, Role.ADMINISTRATOR, Role.MEMBER)
ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)
GRANTED = frozenset({"can_manage_chat", "can_delete_messages", "can_invite_users", "can_pin_messages"})


class Shown(NamedTuple):
    """A button somebody could once see."""

    message_id: int
    button: dict[str, Any]


@dataclass(slots=True)
class Chat:
    """A private chat, a group or a supergroup."""

    id: int
    type: str
    title: str = ""
    roles: dict[int, Role] = field(default_factory=dict)
    rights: dict[int, frozenset[str]] = field(default_factory=dict)
    """What an administrator may do, where it is not GRANTED."""
    messages: dict[int, Message] = field(default_factory=dict)
    """What is there now; messages are never changed in place, an edit puts a new one."""
    dates: dict[int, int] = field(default_factory=dict)
    """When each message was sent, the deleted ones too."""
    shown: list[Shown] = field(default_factory=list)
    keyboard: dict[str, Any] | None = None
    """The reply keyboard lying under the chat, if any."""
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, str] = field(default_factory=dict)
    """The bot's reaction under a message."""
    started: bool = False
    migrated_to: int | None = None
    face: dict[str, Any] = field(default_factory=dict)
    """The Chat as updates carry it."""
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Whether it is between one person and the bot."""
        return self.type == "private"

    def next_id(self) -> int:
        """Number the next message."""
        self.last_id += 1
        return self.last_id

    def present(self, who: int) -> bool:
        """Whether somebody is in the chat now."""
        return self.roles.get(who) in PRESENT

    def is_admin(self, who: int) -> bool:
        """Whether somebody may see and do more than members."""
        return self.roles.get(who) in (Role.CREATOR, Role.ADMINISTRATOR)

    def may(self, who: int, right: str) -> bool:
        """Whether somebody may do what only administrators with a right may."""
        role = self.roles.get(who)
        return role is Role.CREATOR or (role is Role.ADMINISTRATOR and right in self.rights_of(who))

    def rights_of(self, who: int) -> frozenset[str]:
        """Give the rights somebody has, or would have, as an administrator."""
        return self.rights.get(who, GRANTED)

    def put(self, message: Message) -> None:
        """Keep a message (new or edited) and remember its buttons."""
        number = message["message_id"]
        self.messages[number] = message
        self.dates.setdefault(number, message["date"])
        markup = message.get("reply_markup")
        if markup:
            self.shown += [Shown(number, button) for row in markup["inline_keyboard"] for button in row]


def member(
    user: dict[str, Any], role: Role, since_10_1: tuple[str, ...] = (), granted: frozenset[str] = GRANTED
) -> dict[str, Any]:
    """Give Telegram's ChatMember; `since_10_1` names administrators' rights that came after 10.1."""
    found: dict[str, Any] = {"user": user, "status": role.value}
    if role is Role.CREATOR:
        found["is_anonymous"] = False
    if role is Role.ADMINISTRATOR:
        found |= {name: name in granted for name in (*ADMIN_RIGHTS, *since_10_1)}
    if role is Role.KICKED:
        found["until_date"] = 0
    return found
