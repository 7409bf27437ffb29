"""What can happen at the counter, as values: no Telegram in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.replies import Act, Answer


@dataclass(frozen=True)
class Happened:
    """Who, where, and the message it is about. `title` is the group's name; `private` tells a person's own chat."""

    person: int
    name: str
    chat: int
    private: bool
    message: int = 0
    title: str = ""


@dataclass(frozen=True)
class Wrote(Happened):
    """Words; `reply_to` is the message of ours they answer, `addressed` that a group message names the bot.

    `reply_head` is that message's first line: one sent just before a crash may not be known by its number.
    """

    text: str = ""
    reply_to: int | None = None
    reply_head: str = ""
    addressed: bool = True


@dataclass(frozen=True)
class Standing:
    """Whether who asks is an admin of the group, and whether we are given all that is said there; None: unknown."""

    admin: bool | None
    hears: bool | None


@dataclass(frozen=True)
class Rights:
    """What we may do in a group: hear all that is said, delete, pin; None: unknown."""

    hears: bool | None = None
    deletes: bool | None = None
    pins: bool | None = None


@dataclass(frozen=True)
class Commanded(Happened):
    """A command without its slash, with what stands behind it.

    `as_group` tells that it was written in the group's own name, as only its admins can; `standing` and `rights` are
    found out for the commands that need them.
    """

    command: str = ""
    argument: str = ""
    reply_to: int | None = None
    as_group: bool = False
    standing: Standing | None = None
    rights: Rights | None = None


@dataclass(frozen=True)
class Pressed(Happened):
    """A button; `newest` tells that nobody has written since its message. `press` None: not one of ours.

    `question` is the message of the person's own that the button's message replies to, `asked` its words.
    """

    press: Answer | Act | None = None
    newest: bool = True
    question: int | None = None
    asked: str = ""


Kind = Literal[
    "voice", "sticker", "photo", "video", "document", "contact", "location", "poll", "dice", "payment", "other"
]


@dataclass(frozen=True)
class Sent(Happened):
    """Something that is not words; in `details` a contact's phone, or a file's id, its size and the album it is of."""

    kind: Kind = "other"
    caption: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    reply_to: int | None = None


@dataclass(frozen=True)
class Edited(Happened):
    """A message was changed after it was sent; `reply_to` is the message of ours it answered."""

    text: str = ""
    reply_to: int | None = None


@dataclass(frozen=True)
class Membership(Happened):
    """The bot's own standing in a chat changed: it came, left, was blocked or unblocked, got rights or lost them."""

    present: bool = True
    rights: Rights = Rights()


@dataclass(frozen=True)
class Migrated(Happened):
    """A group became a supergroup; `chat` is the old id."""

    new_chat: int = 0


@dataclass(frozen=True)
class Spilled(Happened):
    """Somebody's number was written into a group; the words themselves were let go at the door.

    `person` is 0 where it was written in a chat's name; `deleted` tells whether the message is gone, None: unknown.
    """

    deleted: bool | None = None


@dataclass(frozen=True)
class Other(Happened):
    """Anything else that needs no word."""

    what: str = ""


Event = Wrote | Commanded | Pressed | Sent | Edited | Membership | Migrated | Spilled | Other
