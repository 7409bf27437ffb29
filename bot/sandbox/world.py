"""The pretend Telegram itself: one bot, people, chats, updates, and the door through which calls come in."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.calls import Call, Calls, Fault, Faults
from bot.sandbox.chats import Chat, Message, Role, member
from bot.sandbox.check import checked
from bot.sandbox.clock import MovableClock
from bot.sandbox.errors import AnswerLost, Refusal, bad, forbidden, own_rule
from bot.sandbox.files import File, Files
from bot.sandbox.inline import LONGEST_QUERY, InlineQuery
from bot.sandbox.limits import Limits
from bot.sandbox.methods import FETCHING, PLAYED
from bot.sandbox.people import BotAccount, Person
from bot.sandbox.phones import Phone
from bot.sandbox.spec import spec
from bot.sandbox.texts import found_entities
from bot.sandbox.updates import Update, Updates
from bot.sandbox.webhook import Webhook

Uploads = dict[str, tuple[str, bytes, str]]
"""What came as files with a request: name, bytes and type by field."""
SAID = ("text", "caption", "photo", "document", "voice", "sticker", "contact", "location", "video")
NAMES = {name.lower(): name for name in spec().methods}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that phones, the page or the wire should show."""

    what: str
    chat_id: int | None = None
    about: Any = None


@dataclass(slots=True)
class Query:
    """A press on a button, until and after it was answered."""

    id: str
    person: Person
    chat_id: int
    message_id: int
    data: str
    asked_at: float
    answered: bool = False
    text: str = ""
    alert: bool = False


class World:
    """Everything the sandbox's Telegram knows. It lives on one event loop and uses no threads."""

    def __init__(self, clock: MovableClock, bot: BotAccount, limits: Limits | None = None) -> None:
        self.clock = clock
        self.bot = bot
        self.limits = limits or Limits()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = Updates()
        self.webhook = Webhook(self.updates, clock)
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, InlineQuery] = {}
        self.calls = Calls()
        self.faults = Faults()
        self.profile: dict[tuple[str, ...], Any] = {}
        """What setMyCommands and its like have set, by method, scope and language."""
        self.typed_checks = True
        self.newer_rights: tuple[str, ...] = ()
        """Administrators' rights told besides those of 10.1: aiogram 3.31 wants «can_send_welcome_messages» (10.3) and
        cannot read an administrator without it."""
        self._listeners: list[Callable[[Change], object]] = []
        self._numbers = itertools.count(1)
        self._query_order: deque[str] = deque()

    # -- people and chats ------------------------------------------------------------------------------------------

    def add_person(self, person: Person) -> Person:
        """Let somebody in, with a private chat that was not started yet."""
        self.people[person.id] = person
        chat = Chat(person.id, "private", roles={person.id: Role.MEMBER, self.bot.id: Role.MEMBER})
        user = person.user()
        chat.face = {"id": person.id, "type": "private"} | {
            key: user[key] for key in ("first_name", "last_name", "username") if key in user
        }
        self.chats[person.id] = chat
        self.tell("person", person.id)
        return person

    def add_group(self, chat_id: int, title: str, roles: dict[int, Role], supergroup: bool = False) -> Chat:
        """Open a group with those who are in it from the start, without any update."""
        chat = Chat(chat_id, "supergroup" if supergroup else "group", title, roles=dict(roles))
        chat.face = {"id": chat_id, "type": chat.type, "title": title}
        self.chats[chat_id] = chat
        self.tell("chat", chat_id)
        return chat

    def next_person_id(self) -> int:
        """Give an id nobody has."""
        return max((*self.people, 1000)) + 1

    def migrate(self, chat_id: int) -> int:
        """Turn a group into a supergroup; give its new id. Both sides get Telegram's service messages."""
        old = self.chats[chat_id]
        new_id = -1_000_000_000_000 - abs(chat_id)
        new = self.add_group(new_id, old.title, old.roles, supergroup=True)
        new.rights = dict(old.rights)
        who = next(person for person in self.people if old.present(person))
        self.said(old, self.people[who].user(), {"migrate_to_chat_id": new_id})
        self.said(new, self.people[who].user(), {"migrate_from_chat_id": chat_id})
        old.migrated_to = new_id
        self.tell("chat", chat_id)
        return new_id

    def member(self, chat: Chat, who: int) -> dict[str, Any]:
        """Give Telegram's ChatMember of somebody as they stand in a chat now."""
        role = chat.roles.get(who, Role.LEFT)
        return member(self.user(who), role, self.newer_rights, chat.rights_of(who))

    def user(self, who: int) -> dict[str, Any]:
        """Give Telegram's User of a person or of the bot."""
        return self.bot.user() if who == self.bot.id else self.people[who].user()

    def phone(self, person_id: int, chat_id: int | None = None) -> Phone:
        """Take a person's phone in hand, opened at their private chat or at a group."""
        return Phone(self, self.people[person_id], self.chats[chat_id if chat_id is not None else person_id])

    # -- what happens ----------------------------------------------------------------------------------------------

    def said(self, chat: Chat, user: dict[str, Any], content: dict[str, Any], update: bool = True) -> Message:
        """Put a message into a chat and, unless the bot wrote it or may not see it, queue its update."""
        message: Message = {
            "message_id": chat.next_id(),
            "from": user,
            "chat": chat.face,
            "date": self.clock.timestamp(),
            **content,
        }
        if "text" in message and user["id"] != self.bot.id:
            entities = found_entities(message["text"], message.get("entities", []))
            if entities:
                message["entities"] = entities
        chat.put(message)
        self.tell("message", chat.id, message)
        if update and user["id"] != self.bot.id and self._bot_sees(chat, message):
            self.updates.put("message", message)
        return message

    def changed(self, chat: Chat, message: Message, update: bool = False) -> None:
        """Replace a message by its edited form."""
        chat.put(message)
        self.tell("message", chat.id, message)
        if update and self._bot_sees(chat, message):
            self.updates.put("edited_message", message)

    def removed(self, chat: Chat, message_id: int) -> None:
        """Take a message away; Telegram tells bots nothing about it."""
        del chat.messages[message_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.tell("deleted", chat.id, message_id)

    def _bot_sees(self, chat: Chat, message: Message) -> bool:
        """Apply privacy mode: in a group, a bot that is no admin sees only what is meant for it."""
        if chat.private or self.bot.can_read_all_group_messages or chat.is_admin(self.bot.id):
            return chat.present(self.bot.id)
        if not chat.present(self.bot.id):
            return False
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        return _service(message) or self._addressed(message)

    def _addressed(self, message: Message) -> bool:
        if message.get("via_bot", {}).get("id") == self.bot.id:
            return True
        text = message.get("text") or message.get("caption") or ""
        mine = f"@{self.bot.username}".lower()
        command = text.split(maxsplit=1)[0].lower() if text.startswith("/") else ""
        return (bool(command) and ("@" not in command or command.endswith(mine))) or mine in text.lower()

    def role_changed(self, chat: Chat, who: int, role: Role, by: int, rights: frozenset[str] | None = None) -> None:
        """Change what somebody is in a chat, with which rights, and queue Telegram's updates about it."""
        before = self.member(chat, who)
        chat.roles[who] = role
        chat.rights.pop(who, None)
        if rights is not None:
            chat.rights[who] = rights
        content = {
            "chat": chat.face,
            "from": self.user(by),
            "date": self.clock.timestamp(),
            "old_chat_member": before,
            "new_chat_member": self.member(chat, who),
        }
        if who == self.bot.id:
            self.updates.put("my_chat_member", content)
        elif chat.is_admin(self.bot.id):
            self.updates.put("chat_member", content)
        self.tell("chat", chat.id)

    def inject(self, update: Update) -> int:
        """Push any raw update into the queue; give its update_id."""
        return self.updates.inject(update)

    def ask(self, person: Person, chat: Chat, message_id: int, data: str) -> Query:
        """Queue the callback query of a pressed button."""
        number = str(4_382_000_000_000_000 + next(self._numbers))
        query = Query(number, person, chat.id, message_id, data, self.clock.now().timestamp())
        self.queries[number] = query
        self._query_order.append(number)
        if len(self._query_order) > 20_000:
            del self.queries[self._query_order.popleft()]
        there = chat.messages.get(message_id)
        message = there or {"chat": chat.face, "message_id": message_id, "date": 0}
        self.updates.put(
            "callback_query",
            {
                "id": number,
                "from": person.user(),
                "message": message,
                "chat_instance": str(-7_000_000_000_000 - chat.id),
                "data": data,
            },
        )
        return query

    def ask_inline(self, person: Person, chat: Chat, words: str) -> InlineQuery:
        """Queue the inline query of somebody who types `@bot words`."""
        number = str(4_382_000_000_000_000 + next(self._numbers))
        words = words[:LONGEST_QUERY]
        query = self.inline[number] = InlineQuery(number, person, chat.id, words, self.clock.now().timestamp())
        if len(self.inline) > 1000:
            del self.inline[next(iter(self.inline))]
        asked = {"id": number, "from": person.user(), "query": words, "offset": ""}
        self.updates.put("inline_query", {**asked, "chat_type": "sender" if chat.private else chat.type})
        return query

    # -- who listens -----------------------------------------------------------------------------------------------

    def on_change(self, listener: Callable[[Change], object]) -> Callable[[], None]:
        """Call `listener` at every change; give back how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, what: str, chat_id: int | None = None, about: Any = None) -> None:
        """Tell everybody who listens."""
        if self._listeners:
            change = Change(what, chat_id, about)
            for listener in tuple(self._listeners):
                listener(change)

    # -- the bot's side --------------------------------------------------------------------------------------------

    def chat_for(self, chat_id: int | str) -> Chat:
        """Find the chat the bot means and may read; raise Refusal in Telegram's words."""
        if isinstance(chat_id, str):
            raise bad("chat not found")
        chat = self.chats.get(chat_id)
        if chat is None or (chat.private and not chat.started and not self._met(chat_id)):
            raise bad("chat not found")
        return chat

    def _met(self, person_id: int) -> bool:
        """Whether the bot knows a person it never talked to, from a group they share."""
        return any(
            not chat.private and chat.present(person_id) and self.bot.id in chat.roles for chat in self.chats.values()
        )

    def writable(self, chat_id: int | str) -> Chat:
        """Find a chat the bot may write to; raise Refusal in Telegram's words."""
        chat = self.chat_for(chat_id)
        if chat.migrated_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        role = chat.roles.get(self.bot.id)
        if chat.private:
            if self.people[chat.id].deleted:
                raise forbidden("user is deactivated")
            if role is Role.KICKED:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif role is Role.KICKED:
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not chat.present(self.bot.id):
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def fail_next(self, method: str = "*", code: int = 0, description: str = "", **more: Any) -> Fault:
        """Let the next call of a method go wrong; see Fault for what can."""
        return self.faults.order(Fault(method, code=code, description=description, **more))

    async def call(self, name: str, given: dict[str, Any], uploads: Uploads | None = None) -> Call:
        """Carry out one call of the bot and write it down; raise AnswerLost where a fault says so."""
        method = NAMES.get(name.lower(), name)
        call = self.calls.note(self.clock.now(), method, given)
        fault = self.faults.take(method, call.chat_id) if self.faults.waiting else None
        try:
            if fault and fault.delay:
                await asyncio.sleep(fault.delay)
            if fault and fault.code:
                more = {"retry_after": fault.retry_after} if fault.retry_after else {}
                raise Refusal(fault.code, fault.description, **more)
            result = await self._done(method, given, uploads or {})
            call.status, call.answer = 200, {"ok": True, "result": result}
            if fault and fault.answer is not None:
                call.answer = {"ok": True, "result": fault.answer}
        except Refusal as refusal:
            call.status, call.answer = refusal.code, refusal.answer()
            call.flagged = "limit" if refusal.code == 429 else "refused"
        if fault and fault.lose_answer:
            call.flagged = "lost"
        self.tell("call", call.chat_id, call)
        if call.flagged == "lost":
            raise AnswerLost(method)
        return call

    async def _done(self, method: str, given: dict[str, Any], uploads: Uploads) -> Any:
        if method not in spec().methods:
            raise Refusal(404, "Not Found: method not found")
        if self.bot.logged_out:
            raise Refusal(400, "Logged out")
        played = PLAYED.get(method)
        if played is None and method not in FETCHING:
            raise own_rule(f"{method} is not played in the sandbox")
        parameters = checked(method, given, frozenset(uploads), typed=self.typed_checks)
        if played is None:
            return await FETCHING[method](self, parameters)
        return played(self, parameters, uploads)

    def stored(self, value: str, uploads: Uploads, what: str, kind: str = "documents") -> File:
        """Find the file a request means: an upload, or one that is known already."""
        if value.startswith("attach://"):
            upload = uploads.get(value.removeprefix("attach://"))
            if upload is None:
                raise bad(f"there is no {what} in the request")
            return self.files.add(*upload, kind=kind)
        known = self.files.get(value)
        if known is None:
            raise bad("wrong file identifier/HTTP URL specified")
        return known


def _service(message: Message) -> bool:
    """Whether it is about the chat (somebody joined, something was pinned) and not said by anyone."""
    return not any(kind in message for kind in SAID)
