"""Updates made from aiogram's own types: every kind of update, every field of a message, and what no type allows.

Everything follows from one seed, so a run that failed can be run again.
"""

import json
import types
import typing
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Any, Literal, get_args, get_origin

from aiogram.types import Message, Update
from pydantic import BaseModel

from bot.sandbox.chats import ADMIN_RIGHTS
from bot.sandbox.phones import Phone
from bot.sandbox.seed import BOT_ID, BOT_NAME, BOT_USERNAME

Raw = dict[str, Any]

KINDS = tuple(name for name in Update.model_fields if name != "update_id")
ENVELOPE = frozenset(("message_id", "date", "chat", "from_user"))  # what says where a message stands, not what it is
CONTENT = tuple(name for name in Message.model_fields if name not in ENVELOPE)
BOT = {"id": BOT_ID, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
DEEPEST = 4

WORDS = (
    "Halo",
    "Berapa orang untuk mendirikan koperasi?",
    "sy mau tanya rat kapan ya pak, kok blm ada undangan",
    "piye carane ndaftar koperasi ndek Malang?",
    "9",
    "besok jam 10",
    "Rp 1.500.000,00",
    "Budi Santoso\nSiti Aminah\n3. Slamet Riyadi\n- Ngatini",
    "ya",
    "tidak",
    "/batal",
    "/mulai",
    "/lanjut ²",
    "/lanjut 99999999999999999999",
    "/start " + "x" * 64,
    "/start@orang_lain_bot",
    f"/bantuan@{BOT_USERNAME}",
    f"@{BOT_USERNAME}",
    "/",
    "//",
    "/tidak_ada apa-apa",
    "",
    "   \n\t",
    "\u200b\u2800\ufeff",
    "👨‍👩‍👧‍👦🏳️‍🌈🇮🇩" * 40,
    "شكرا جزيلا على المساعدة \u202e\u2066dibalik\u2069",
    "<b>tebal</b> <script>alert(1)</script> & &amp; &#x41; <a href='https://contoh.id'>x</a>",
    "**tebal** _miring_ `kode` [tautan](https://contoh.id) ~~coret~~ ||rahasia||",
    "{name} {0} {{}} %s %(x)s ${x} {text.__class__}",
    "{" * 50,
    "_" * 30 + "*" * 30,
    "\ud800 setengah \udfff",
    "\x00\x07\x1b[31m\r",
    "' OR 1=1 --; DROP TABLE inbox",
    "a" * 4096,
    "😀" * 2048,
    "kata " * 819,
    "<" * 4096,
    "&" * 4096,
    "baris\n" * 682,
    "3573010101900001",
    "0812-3456-7890",
    "Z̸̢̛a̷l̶g̵o̴" * 20,
    "١٢٣ ² ½ 九",
    "1" * 400,
    "1e999",
    "-5",
    "31 Februari",
    "jam 25.99",
)
NAMES = (
    "Bu Ani",
    "<b>Budi</b> & Ani",
    "*_Siti_* `x`",
    "{name}",
    "نور",
    "\u202eevil",
    "😀" * 32,
    "",
    "A" * 64,
    "\ud83d",
    "\u2800",
)
NUMBERS = (0, 1, 2, -1, 7, 42, 101, 777000, 1087968824, -1001, 2**31, -(2**31), 2**52 - 1, -(2**52), 1_700_000_000)


class TooDeep(Exception):
    """This branch of the types never ends."""


@dataclass
class Maker:
    """Makes JSON of Telegram's types at random, and notes which fields it has made."""

    random: Random
    made: set[str] = field(default_factory=set)

    def of(self, model: type[BaseModel], depth: int = 0, share: float = 0.1) -> Raw:
        """Make an object with all its required fields and a share of the others; raises TooDeep."""
        found: Raw = {}
        for name, one in model.model_fields.items():
            wanted = one.is_required() or self.random.random() < share / (1 + depth) or _is_literal(one.annotation)
            if not wanted:
                continue
            try:
                found[one.alias or name] = self.value(one.annotation, name, depth + 1)
            except TooDeep:
                if one.is_required():
                    raise
        return found

    def field_of(self, model: type[BaseModel], name: str) -> Any:
        """Make one field of a model."""
        self.made.add(f"{model.__name__}.{name}")
        while True:
            try:
                return self.value(model.model_fields[name].annotation, name, 0)
            except TooDeep:
                continue

    def value(self, kind: Any, name: str, depth: int) -> Any:
        """Make a value of an annotation; raises TooDeep."""
        origin = get_origin(kind)
        if origin is typing.Annotated:
            return self.value(get_args(kind)[0], name, depth)
        if origin is Literal:
            chosen = self.random.choice(get_args(kind))
            return chosen.value if isinstance(chosen, Enum) else chosen
        if origin in (typing.Union, types.UnionType):
            return self._one_of([one for one in get_args(kind) if one is not type(None)], name, depth)
        if origin is list:
            return self._several(get_args(kind)[0], name, depth)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if depth > DEEPEST:
                raise TooDeep(name)
            return self.of(kind, depth)
        return self._plain(kind, name)

    def _one_of(self, kinds: list[Any], name: str, depth: int) -> Any:
        for kind in self.random.sample(kinds, len(kinds)):
            try:
                return self.value(kind, name, depth)
            except TooDeep:
                continue
        raise TooDeep(name)

    def _several(self, kind: Any, name: str, depth: int) -> list[Any]:
        try:
            return [self.value(kind, name, depth + 1) for _ in range(self.random.choice((0, 1, 1, 2, 3)))]
        except TooDeep:
            return []

    def _plain(self, kind: Any, name: str) -> Any:
        if kind is bool:
            return self.random.random() < 0.5
        if kind is int:
            return self.random.choice(NUMBERS)
        if kind in (datetime, timedelta):
            return self.random.choice((0, 1, 60, 1_700_000_000, 2**31))
        if kind is float:
            return self.random.choice((0.0, -7.98, 112.63, 1e-9, 90.0, -180.0))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.random.choice(list(kind)).value
        return self.random.choice(NAMES if "name" in name or "title" in name else WORDS)

    def user(self, id: int) -> Raw:
        """Make somebody's User, with names as people have them."""
        one = {"id": id, "is_bot": False, "first_name": self.random.choice(NAMES)}
        return one | ({"last_name": self.random.choice(NAMES)} if self.random.random() < 0.3 else {})


def _is_literal(annotation: Any) -> bool:
    return get_origin(annotation) is Literal


@dataclass
class Generator:
    """Makes updates for a chat, one kind after the other so that none is left out."""

    random: Random
    callbacks: tuple[str, ...]
    turn: int = 0
    maker: Maker = field(init=False)

    def __post_init__(self) -> None:
        self.maker = Maker(self.random)

    def update(self, phone: Phone, others: list[int]) -> Raw:
        """Make any update that could, or could not, come from this phone at this chat."""
        self.turn += 1
        roll = self.random.random()
        if roll < 0.50:
            raw = {"message": self.message(phone)}
        elif roll < 0.58:
            raw = {"edited_message": self.message(phone) | {"edit_date": 1_800_000_000}}
        elif roll < 0.78:
            raw = {"callback_query": self.press(phone, others)}
        elif roll < 0.83:
            raw = {"my_chat_member": self.membership(phone)}
        elif roll < 0.96:
            raw = self.any_kind(phone)
        else:
            raw = self.random.choice(STRANGE)
        return self.spoiled(raw) if self.random.random() < 0.12 else deepcopy(raw)

    # -- messages --------------------------------------------------------------------------------------------------

    def message(self, phone: Phone) -> Raw:
        """Make a message: mostly words, else each field of a message in turn, alone or with others."""
        raw = self.envelope(phone)
        if self.random.random() < 0.4:
            raw["text"] = self.words(phone)
        else:
            self.turn += 1
            self._put(raw, CONTENT[self.turn % len(CONTENT)])
        if self.random.random() < 0.2:
            for name in self.random.sample(CONTENT, 4):
                self._put(raw, name)
        if self.random.random() < 0.15 and (ours := phone.answers):
            raw["reply_to_message"] = deepcopy(self.random.choice(ours[-20:]).raw)
        return raw

    def _put(self, raw: Raw, name: str) -> None:
        alias = Message.model_fields[name].alias or name
        raw[alias] = self.maker.field_of(Message, name)

    def words(self, phone: Phone) -> str:
        """Give words; in a group sometimes meant for the bot."""
        said = self.random.choice(WORDS)
        if not phone.chat.private and self.random.random() < 0.3:
            said = self.random.choice((f"@{BOT_USERNAME} {said}", f"/tanya {said}", f"/tanya@{BOT_USERNAME}", said))
        return said[:4096]

    def envelope(self, phone: Phone) -> Raw:
        """Say where a message stands and who wrote it: a person, nobody, an anonymous admin, another bot, a channel."""
        raw: Raw = {"message_id": phone.chat.next_id(), "date": 1_795_000_000, "chat": dict(phone.chat.face)}
        raw["from"] = self.maker.user(phone.person.id)
        roll = self.random.random()
        if phone.chat.private or roll > 0.25:
            return raw
        if roll < 0.08:
            del raw["from"]
        elif roll < 0.16:
            raw |= {"from": ANONYMOUS, "sender_chat": dict(phone.chat.face)}
        elif roll < 0.2:
            raw["from"] = {"id": 555, "is_bot": True, "first_name": "Bot lain"}
        else:
            channel = {"id": -1009, "type": "channel", "title": "Kanal"}
            raw |= {"from": self.maker.user(777000), "sender_chat": channel, "is_automatic_forward": True}
        return raw

    # -- everything else -------------------------------------------------------------------------------------------

    def press(self, phone: Phone, others: list[int]) -> Raw:
        """Make a press: a true button pressed again, a forged one, on a message that is gone, or on somebody else's."""
        shown = self.random.choice(phone.chat.shown[-30:]) if phone.chat.shown else None
        data = self.random.choice(self.callbacks)
        if shown and "callback_data" in shown.button and self.random.random() < 0.4:
            data = shown.button["callback_data"]
        number = shown.message_id if shown else 1
        there = phone.chat.messages.get(number) or {"message_id": number, "date": 0, "chat": dict(phone.chat.face)}
        raw = {"id": str(self.random.getrandbits(60)), "from": self.maker.user(phone.person.id), "chat_instance": "7"}
        raw |= {"message": deepcopy(there), "data": data}
        roll = self.random.random()
        if roll < 0.05:
            del raw["message"]
            raw["inline_message_id"] = "AAAA"
        elif roll < 0.1:
            del raw["data"]
            raw["game_short_name"] = "main"
        elif roll < 0.15:
            raw["message"] = {"message_id": number, "date": 0, "chat": dict(phone.chat.face)}
        elif roll < 0.2:
            raw["from"] = self.maker.user(self.random.choice(others))
        return raw

    def membership(self, phone: Phone) -> Raw:
        """Make a change of the bot's own standing: it stays, though perhaps with other rights."""
        raw: Raw = self.maker.field_of(Update, "my_chat_member")
        raw |= {"chat": dict(phone.chat.face), "from": self.maker.user(phone.person.id)}
        raw["new_chat_member"] = {"user": BOT, "status": "member"}
        if not phone.chat.private and self.random.random() < 0.5:
            raw["new_chat_member"] |= {
                "status": "administrator",
                **dict.fromkeys(ADMIN_RIGHTS, True),
            }  # as Bot API 10.1 has it
        return raw

    def any_kind(self, phone: Phone) -> Raw:
        """Make each kind of update in turn, wholly from its type, at this chat where it has one."""
        self.turn += 1
        kind = KINDS[self.turn % len(KINDS)]
        content = self.maker.field_of(Update, kind)
        if "chat" in content:
            content["chat"] = dict(phone.chat.face)
        if "from" in content:
            content["from"] = self.maker.user(phone.person.id)
        if "message_id" in content:
            content["message_id"] = phone.chat.next_id()
        if kind in ("my_chat_member", "chat_member"):
            content |= self.membership(phone)
        return {kind: content}

    def spoiled(self, raw: Raw) -> Raw:
        """Give a copy with one value anywhere in it gone, or of another type."""
        copy = deepcopy(raw)
        places = list(_places(copy))
        if not places:
            return copy
        holder, key = self.random.choice(places)
        wrong = self.random.choice((None, "", "x", -3.5, True, [], {}, {"id": "x"}, [None], "GONE"))
        if wrong == "GONE" and isinstance(holder, dict):
            del holder[key]
        else:
            holder[key] = wrong
        return copy


def _places(node: Any) -> typing.Iterator[tuple[Any, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield node, key
            yield from _places(value)
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield node, at
            yield from _places(value)


STRANGE: tuple[Raw, ...] = (
    {},
    {"message": None},
    {"message": "halo"},
    {"message": []},
    {"message": {}},
    {"message": {"chat": {"id": "101"}}},
    {"callback_query": {"id": 5}},
    {"kind_of_tomorrow": {"chat": {"id": 101, "type": "private"}, "text": "halo"}},
    {"kind_of_tomorrow": 7},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -1009, "type": "channel", "title": "K"}, "text": "x"}},
    {"my_chat_member": {"chat": {"id": -1009, "type": "channel"}, "from": {"id": 5}}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 5, "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "sesuatu"}, "text": "x"}},
)


def forged(keys: typing.Iterable[str]) -> tuple[str, ...]:
    """Give callback data nobody was ever shown: every action about everything, answers to any question, rubbish."""
    about = ("", "1", "2", "0", "-1", "²", "٣", "9" * 30, "1.go", "1.stop", "x.y", "1.founders-minimum", "1.before.x")
    acts = [f"d:{what}:{one}" for what in keys for one in about]
    numbers = ("1", "2", "zz", "", "-1", "z" * 20, "²")
    answers = [
        f"a:{n}:{key}:{option}" for n in numbers for key in ("when", "agree", "x") for option in ("agree", "_back", "")
    ]
    rubbish = [
        "",
        ":",
        "a:",
        "d:",
        "a:1",
        "a:1:x",
        "d:cancel",
        "d:cancel:1:2",
        "z" * 64,
        "é" * 32,
        "\x00",
        '{"a": 1}',
        "a" * 900,
    ]
    return (*acts, *answers, *rubbish)


def dump(raw: Raw) -> str:
    """Write an update on one line, to be run again."""
    return json.dumps(raw, ensure_ascii=True)
