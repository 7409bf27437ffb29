"""The people of the sandbox, and what Telegram tells a bot about each of them."""

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    phone_number: str = ""
    note: str = ""
    """Who this is in the play («warga», «petugas»); Telegram never sees it."""
    deleted: bool = False

    @property
    def name(self) -> str:
        """The name as phones show it."""
        return f"{self.first_name} {self.last_name}".strip()

    def user(self) -> dict[str, Any]:
        """Give Telegram's User."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                user[key] = value
        return user

    def contact(self) -> dict[str, Any]:
        """Give Telegram's Contact of this person."""
        contact: dict[str, Any] = {"phone_number": self.phone_number or f"+62800{self.id:07d}"}
        contact["first_name"] = self.first_name
        if self.last_name:
            contact["last_name"] = self.last_name
        return contact | {"user_id": self.id}


@dataclass(slots=True)
class BotAccount:
    """The bot itself, and what its owner switched on at BotFather."""

    id: int
    username: str
    name: str
    token: str
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = False
    logged_out: bool = False

    def user(self) -> dict[str, Any]:
        """Give Telegram's User, as other people's updates carry it."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> dict[str, Any]:
        """Give Telegram's User as getMe answers it."""
        return self.user() | {
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_inline_queries": self.supports_inline_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }
