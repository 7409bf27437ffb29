"""How a flow can end: values the desk carries out in the transaction that closes the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.circle.agreed import Field
from knowledge.documents.circle import Founder
from knowledge.documents.dossier import Meeting, Preparation


@dataclass(frozen=True)
class LeftOff:
    """The person stopped; `reason` names the parting words in the flow's texts."""

    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BookVisit:
    """Book the slot, or move the visit `moving` to it. `topic` is an option id of the flow «visit»."""

    slot: str
    topic: str
    note: str = ""
    moving: int | None = None


@dataclass(frozen=True)
class AskAdviser:
    """Bring a person: the question goes to the staff group."""

    question: str


@dataclass(frozen=True)
class Prepared:
    """The founding is prepared up to the meeting: keep the case, make the first papers."""

    preparation: Preparation


@dataclass(frozen=True)
class MeetingHeld:
    """The founding meeting is over: keep what was decided, make the second papers."""

    meeting: Meeting


@dataclass(frozen=True)
class JoinKkmp:
    """The resident joins the Koperasi Kelurahan Merah Putih of the kelurahan rather than found one."""

    kelurahan: str


@dataclass(frozen=True)
class Announce:
    """Show the announcement as it will look, with its recipients, and wait for the go."""

    text: str


@dataclass(frozen=True)
class FounderConsented:
    """A founder agreed to this version of the words, before the first personal datum."""

    version: str


@dataclass(frozen=True)
class FounderGave:
    """A founder gave his own data for the papers."""

    founder: Founder


@dataclass(frozen=True)
class Differs:
    """A founder says a field of the shared text differently; savings in rupiah."""

    field: Field
    value: str | int


@dataclass(frozen=True)
class NewFounder:
    """The owner names who takes a place."""

    name: str


Outcome = (
    LeftOff
    | BookVisit
    | AskAdviser
    | Prepared
    | MeetingHeld
    | JoinKkmp
    | Announce
    | FounderConsented
    | FounderGave
    | Differs
    | NewFounder
)
