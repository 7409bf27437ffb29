"""A phone in somebody's hand: what they see, and all they can do to a bot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.chats import Chat, Message, Role
from bot.sandbox.files import File
from bot.sandbox.people import Person
from bot.sandbox.texts import to_html

if TYPE_CHECKING:
    from bot.sandbox.inline import InlineQuery
    from bot.sandbox.world import Query, World

TINY_OGG = b"OggS\x00\x02" + bytes(26)
TINY_WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L" + bytes(14)


class NeverShown(LookupError):
    """Nobody was ever shown such a button."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as somebody sees it on their phone."""

    raw: Message
    world: "World"
    viewer: int

    @property
    def id(self) -> int:
        """Telegram's message_id."""
        return int(self.raw["message_id"])

    @property
    def mine(self) -> bool:
        """Whether the person holding the phone wrote it."""
        return bool(self.raw["from"]["id"] == self.viewer)

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw["from"]["id"] == self.world.bot.id)

    @property
    def text(self) -> str:
        """The plain text or caption."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        """Bold and such, with UTF-16 offsets."""
        found: list[dict[str, Any]] = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return found

    @property
    def html(self) -> str:
        """The text with its formatting, as safe HTML."""
        return to_html(self.text, self.entities)

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """The inline keyboard, row by row."""
        found: list[list[dict[str, Any]]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return found

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline keyboard, in reading order."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def document(self) -> File | None:
        """The file attached, if any (of a photo, the picture)."""
        photo: list[dict[str, Any]] = self.raw.get("photo", [])
        told = self.raw.get("document") or (photo[-1] if photo else None)
        return self.world.files.get(told["file_id"]) if told else None

    @property
    def edited(self) -> bool:
        """Whether it was changed after sending."""
        return "edit_date" in self.raw

    @property
    def reply_to(self) -> "Seen | None":
        """The message it replies to, if any."""
        inner = self.raw.get("reply_to_message")
        return Seen(inner, self.world, self.viewer) if inner else None


@dataclass(frozen=True, slots=True)
class Phone:
    """One person's phone, opened at one chat."""

    world: "World"
    person: Person
    chat: Chat

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def messages(self) -> list[Seen]:
        """What is in the chat now, in order: edits applied, deletions gone."""
        return [Seen(message, self.world, self.person.id) for message in self.chat.messages.values()]

    @property
    def last(self) -> Seen:
        """The newest message."""
        return self.messages[-1]

    @property
    def answers(self) -> list[Seen]:
        """What the bot wrote."""
        return [message for message in self.messages if message.from_bot]

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the reply keyboard under the chat."""
        return [[button["text"] for button in row] for row in (self.chat.keyboard or {}).get("keyboard", [])]

    def find(self, words: str) -> Seen:
        """Give the newest message that contains some words; raise LookupError."""
        for message in reversed(self.messages):
            if words.lower() in message.text.lower():
                return message
        raise LookupError(f"no message says «{words}»")

    # -- writing ---------------------------------------------------------------------------------------------------

    def _say(self, content: dict[str, Any], reply_to: "Seen | int | None" = None) -> Seen:
        if self.chat.private:
            self._open()
        elif not self.chat.present(self.person.id):
            raise PermissionError(f"{self.person.name} is not in «{self.chat.title}»")
        if self.chat.migrated_to is not None:
            raise PermissionError(f"«{self.chat.title}» has become a supergroup: {self.chat.migrated_to}")
        if reply_to is not None:
            told = self.chat.messages[reply_to if isinstance(reply_to, int) else reply_to.id]
            content["reply_to_message"] = {key: told[key] for key in told if key != "reply_to_message"}
        return self._seen(self.world.said(self.chat, self.person.user(), content))

    def _seen(self, message: Message) -> Seen:
        return Seen(message, self.world, self.person.id)

    def _open(self) -> None:
        """Writing to a bot starts it, and takes back a block."""
        if self.chat.roles.get(self.world.bot.id) is Role.KICKED:
            self.unblock()
        if not self.chat.started:
            self.chat.started = True
            self.world.tell("chat", self.chat.id)

    def start(self, payload: str = "") -> Seen:
        """Press Start, from a deep link if there is a payload."""
        return self.write(f"/start {payload}".strip())

    def write(self, text: str, reply_to: "Seen | int | None" = None) -> Seen:
        """Write a message."""
        return self._say({"text": text}, reply_to)

    def edit(self, message: "Seen | int", text: str) -> Seen:
        """Change one's own message."""
        old = self.chat.messages[message if isinstance(message, int) else message.id]
        if old["from"]["id"] != self.person.id:
            raise PermissionError("one can edit only one's own messages")
        key = "text" if "text" in old else "caption"
        new = {name: value for name, value in old.items() if name not in ("entities", "caption_entities")}
        new |= {key: text, "edit_date": self.world.clock.timestamp()}
        self.world.changed(self.chat, new, update=True)
        return self._seen(new)

    def forward(self, message: Seen) -> Seen:
        """Forward a message from any chat into this one."""
        from bot.sandbox.methods.sending import forwarded

        return self._say(forwarded(message.raw))

    # -- attachments -----------------------------------------------------------------------------------------------

    def send_document(
        self, name: str, content: bytes, mime: str = "", caption: str = "", *, album: str = "", size: int | None = None
    ) -> Seen:
        """Send a file; one of an `album` carries its number, and a `size` pretends more bytes than there are."""
        file = self.world.files.add(name, content, mime, size=size)
        return self._say({"document": file.document(), **_caption(caption), **_album(album)})

    def send_photo(self, content: bytes, caption: str = "", name: str = "foto.jpg", *, album: str = "") -> Seen:
        """Send a picture; one of an `album` carries its number."""
        file = self.world.files.add(name, content, kind="photos")
        return self._say({"photo": file.photo(), **_caption(caption), **_album(album)})

    def send_voice(self, seconds: int = 3, content: bytes = TINY_OGG) -> Seen:
        """Send a voice note."""
        file = self.world.files.add("suara.ogg", content, "audio/ogg", kind="voice")
        return self._say({"voice": {"duration": seconds, "mime_type": "audio/ogg", **file.told()}})

    def send_sticker(self, emoji: str = "👍") -> Seen:
        """Send a sticker."""
        file = self.world.files.add("sticker.webp", TINY_WEBP, "image/webp", kind="stickers")
        sticker = {"width": 512, "height": 512, "emoji": emoji, "is_animated": False, "is_video": False}
        return self._say({"sticker": {**sticker, "type": "regular", "set_name": "Kauman", **file.told()}})

    def send_contact(self, of: Person | None = None) -> Seen:
        """Send a contact, one's own unless told otherwise."""
        return self._say({"contact": (of or self.person).contact()})

    def send_location(self, latitude: float = -7.9797, longitude: float = 112.6304) -> Seen:
        """Send a point on the map (Malang's alun-alun unless told otherwise)."""
        return self._say({"location": {"latitude": latitude, "longitude": longitude}})

    # -- buttons ---------------------------------------------------------------------------------------------------

    def press(self, what: str, message: "Seen | int | None" = None) -> "Query | Seen | str":
        """Press a button by its label or callback data, even one that was shown long ago and is gone.

        A callback gives its Query, a reply keyboard's button or a deep link the message it sent, any other link its
        address. Raise NeverShown.
        """
        button, number = self._button(what, message)
        if number is None:
            return self._press_plain(button)
        if "callback_data" in button:
            if self.chat.private:
                self._open()
            return self.world.ask(self.person, self.chat, number, button["callback_data"])
        return self.follow(button.get("url", "")) or button.get("copy_text", {}).get("text", "")

    def _button(self, what: str, message: "Seen | int | None") -> tuple[dict[str, Any], int | None]:
        number = message if isinstance(message, int) or message is None else message.id
        if number is None:
            for row in (self.chat.keyboard or {}).get("keyboard", []):
                for button in row:
                    if button["text"] == what:
                        return button, None
        for shown in reversed(self.chat.shown):
            if number in (None, shown.message_id) and what in (
                shown.button["text"],
                shown.button.get("callback_data"),
            ):
                return shown.button, shown.message_id
        raise NeverShown(f"no button «{what}» was ever shown in {self.chat.title or self.person.name}")

    def _press_plain(self, button: dict[str, Any]) -> Seen:
        if (self.chat.keyboard or {}).get("one_time_keyboard"):
            self.chat.keyboard = None
        if button.get("request_contact"):
            return self.send_contact()
        if button.get("request_location"):
            return self.send_location()
        return self.write(button["text"])

    def follow(self, url: str, group: int | None = None) -> "Seen | str":
        """Follow a link: the bot's own deep link starts it in private, any other only gives its address.

        One that adds the bot to a group gives its address too, until it is followed with the `group` one chose.
        """
        parts = urlsplit(url)
        if parts.hostname == "t.me" and parts.path.strip("/").lower() == self.world.bot.username.lower():
            query = parse_qs(parts.query, keep_blank_values=True)
            if "startgroup" not in query:
                return self.private.start(query.get("start", [""])[0])
            if group is not None:
                return self.world.phone(self.person.id, group).start_here(query["startgroup"][0])
        return url

    def start_here(self, payload: str = "") -> Seen:
        """Start the bot in this group as Telegram does for whoever chose it: it is added first if it is not in yet."""
        if not self.chat.present(self.person.id):
            raise PermissionError(f"{self.person.name} is not in «{self.chat.title}»")
        if not self.chat.present(self.world.bot.id):
            self.add_bot()
        return self.write(f"/start@{self.world.bot.username} {payload}".strip())

    @property
    def private(self) -> "Phone":
        """The same phone, opened at the private chat with the bot."""
        return Phone(self.world, self.person, self.world.chats[self.person.id])

    # -- inline mode -----------------------------------------------------------------------------------------------

    def inline(self, words: str = "") -> "InlineQuery":
        """Type `@bot words` in this chat; what the bot offers stands in the query once it was answered."""
        if not self.world.bot.supports_inline_queries:
            raise PermissionError("inline mode is off at BotFather")
        return self.world.ask_inline(self.person, self.chat, words)

    def share(self, query: "InlineQuery", id: str) -> Seen:
        """Choose a result: its message is sent into this chat, marked as coming by the bot. Raise NeverShown."""
        for result in query.results:
            if result["id"] == id:
                return self._say({**result["message"], "via_bot": self.world.bot.user()})
        raise NeverShown(f"«{id}» was not among the results")

    def press_above(self, query: "InlineQuery") -> Seen:
        """Press the button above the results, which leads to the private chat. Raise NeverShown."""
        if not query.button or "start_parameter" not in query.button:
            raise NeverShown("there is no such button above the results")
        return self.private.start(query.button["start_parameter"])

    # -- coming and going ------------------------------------------------------------------------------------------

    def block(self) -> None:
        """Block the bot."""
        chat = self.private.chat
        if chat.roles[self.world.bot.id] is not Role.KICKED:
            self.world.role_changed(chat, self.world.bot.id, Role.KICKED, by=self.person.id)

    def unblock(self) -> None:
        """Take the block back."""
        chat = self.private.chat
        if chat.roles[self.world.bot.id] is Role.KICKED:
            self.world.role_changed(chat, self.world.bot.id, Role.MEMBER, by=self.person.id)

    def join(self) -> None:
        """Join the group this phone is opened at."""
        if not self.chat.private and not self.chat.present(self.person.id):
            self._member(Role.MEMBER, {"new_chat_members": [self.person.user()]})

    def leave(self) -> None:
        """Leave the group this phone is opened at."""
        if not self.chat.private and self.chat.present(self.person.id):
            self._member(Role.LEFT, {"left_chat_member": self.person.user()})

    def _member(self, role: Role, service: dict[str, Any]) -> None:
        self.world.role_changed(self.chat, self.person.id, role, by=self.person.id)
        self.world.said(self.chat, self.person.user(), service)

    def add_bot(self, admin: bool = False, rights: frozenset[str] | None = None) -> None:
        """Add the bot to the group, or change whether it is an administrator there, and with which rights."""
        role = Role.ADMINISTRATOR if admin else Role.MEMBER
        fresh = not self.chat.present(self.world.bot.id)
        self.world.role_changed(self.chat, self.world.bot.id, role, by=self.person.id, rights=rights)
        if fresh:
            self.world.said(self.chat, self.person.user(), {"new_chat_members": [self.world.bot.user()]})

    def remove_bot(self) -> None:
        """Throw the bot out of the group."""
        self.world.role_changed(self.chat, self.world.bot.id, Role.KICKED, by=self.person.id)
        self.world.said(self.chat, self.person.user(), {"left_chat_member": self.world.bot.user()}, update=False)


def _album(number: str) -> dict[str, Any]:
    return {"media_group_id": number} if number else {}


def _caption(text: str) -> dict[str, Any]:
    return {"caption": text} if text else {}
