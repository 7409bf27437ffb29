"""What the counter says, as values: lines with their values apart, buttons, documents, pins. No Telegram in it.

A template is ours and may hold `**bold**` and `_small_`; its values are people's words and are never markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Line:
    """One paragraph: our template and the values that fill its `{names}`."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The paragraph as it reads without markup."""
        return fill(self.template, self.values).replace("**", "")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in place of their `{names}`; a doubled brace is a brace."""
    return template.format_map(values)


def verbatim(text: str, **markup: str) -> Line:
    """Give somebody's own words as a line in which nothing is markup."""
    return Line("{text}", {"text": text, **markup})


@dataclass(frozen=True)
class Answer:
    """A button that answers an open question of a conversation."""

    conversation: int
    key: str
    option: str


@dataclass(frozen=True)
class Act:
    """A button that does something: `what` is an action of the menu or a counter, `about` whom or what."""

    what: str
    about: str = ""


@dataclass(frozen=True)
class Link:
    """A button that opens an address; `start` makes a deep link to this bot's private chat."""

    url: str = ""
    start: str = ""


@dataclass(frozen=True)
class Button:
    """One button: its label and what pressing it means."""

    label: str
    press: Answer | Act | Link


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Document:
    """A small file to hand over."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Recipe:
    """A file that takes seconds to make: what it is made of is kept, and it is made when it is sent."""

    of: Mapping[str, str | int]
    photo: bool = False


@dataclass(frozen=True)
class Pin:
    """A place on the map, in degrees."""

    latitude: float
    longitude: float
    title: str
    address: str


Lane = Literal["reply", "reminder", "bulk"]


@dataclass(frozen=True)
class Reply:
    """One message. `chat` None is the chat the event came from; `step` edits the message whose button was pressed.

    `about` links the message that results to what it is about ("question:12"), so that a reply to it finds its way.
    """

    lines: tuple[Line, ...] = ()
    buttons: Buttons = ()
    document: Document | Recipe | None = None
    pin: Pin | None = None
    chat: int | None = None
    step: bool = False
    about: str = ""
    lane: Lane = "reply"
    reply_to: int | None = None
    close: int | None = None
    edit: int | None = None


@dataclass(frozen=True)
class Shared:
    """Something to share into another chat: its title, its first sentence, and the words that are sent."""

    id: str
    title: str
    gist: str
    lines: tuple[Line, ...]
