"""What a counter has at hand within one turn: the transaction, the event, the facts, and the replies it writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flows import schedule, texts
from flows.events import Happened, Pressed
from flows.facts import Facts, Place
from flows.replies import Act, Button, Buttons, Line, Link, Reply
from knowledge.answering import Answers
from knowledge.figures import FiguresInForce
from knowledge.library import Library
from knowledge.places import Places
from storage import circle, residents, staff, visits
from storage.database import Transaction
from storage.outbox import Call
from storage.residents import Known
from storage.staff import Member


@dataclass
class House:
    """What is the same for every turn: the knowledge, the clock's zone, the bot's name, the staff chat set."""

    places: Places
    answers: Answers  # learning.py puts newer ones here
    zone: ZoneInfo
    bot_name: str
    staff_chat: int | None = None
    uploads: Path | None = None  # where files that were handed in lie sealed

    @property
    def library(self) -> Library:
        """The knowledge base that the answers are from."""
        return self.answers.library


@dataclass
class Turn:
    """One event being handled."""

    tx: Transaction
    event: Happened
    house: House
    inbox_id: int = 0
    replies: list[Reply] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    known_facts: dict[int, Facts] = field(default_factory=dict)

    @cached_property
    def now(self) -> datetime:
        """This moment in the clinic's time zone."""
        return self.tx.now.astimezone(self.house.zone)

    @cached_property
    def answers(self) -> Answers:
        """The answers that serve this turn from its beginning to its end."""
        return self.house.answers

    @property
    def library(self) -> Library:
        """The knowledge base of this turn."""
        return self.answers.library

    @cached_property
    def figures(self) -> FiguresInForce:
        """The figures in force today."""
        return self.library.figures.on(self.now.date())

    @cached_property
    def person(self) -> Known | None:
        """What is known of who caused the event."""
        return residents.get(self.tx, self.event.person)

    @cached_property
    def member(self) -> Member | None:
        """Who it is among the staff, if anyone."""
        return staff.get(self.tx, self.event.person)

    @property
    def agreed(self) -> bool:
        """Tell whether the person agreed to their data being kept."""
        return bool(self.person and self.person.consent_version)

    @cached_property
    def staff_chat(self) -> int | None:
        """The staff group: bound by /ikat, or by the settings."""
        bound = staff.setting(self.tx, "staff_chat")
        return int(bound) if bound is not None else self.house.staff_chat

    @cached_property
    def sittings(self) -> tuple[schedule.Sitting, ...]:
        """The places with their hours, as the staff have set them."""
        return tuple(schedule.sitting(kept) for kept in staff.setting(self.tx, "sittings") or ())

    @cached_property
    def hours(self) -> str | None:
        """The working hours in words; None while the staff have not set them."""
        return schedule.hours_in_words(self.sittings[0].hours) or None if self.sittings else None

    def facts(self, flow: str, case: Mapping[str, Any] | None = None) -> Facts:
        """Give the world for a walk of `flow`; what only one flow looks at is gathered only for it."""
        facts = Facts(self.now, self.figures, self.house.places.kelurahan, case=case or {})
        if flow == "founder" and case:
            return replace(facts, nik_taken=partial(self._nik_taken, int(case["case_id"]), int(case["founder_id"])))
        if flow != "visit":
            return facts
        places = tuple(one.place for one in self.sittings)
        return replace(facts, places=places, open_slots=self.open_slots())

    def _nik_taken(self, case_id: int, founder_id: int, nik: str) -> bool:
        return circle.nik_known(self.tx, case_id, nik, founder_id)

    def open_slots(self) -> tuple[Any, ...]:
        """Give the hours that can be booked."""
        taken = visits.taken(self.tx, self.tx.now)
        return schedule.open_slots(self.sittings, staff.closed_days(self.tx), taken, self.now)

    def place(self, id: str) -> Place | None:
        """Give a place by id."""
        return next((one.place for one in self.sittings if one.place.id == id), None)

    # -- replies ---------------------------------------------------------------------------------------------------

    def line(self, key: str, **values: Any) -> Line:
        """Word a sentence of the desk: `book.key`."""
        book, _, rest = key.partition(".")
        return texts.line(book, rest, self.figures, **values)

    def say(
        self,
        key: str,
        *,
        buttons: Buttons = (),
        chat: int | None = None,
        step: bool = False,
        about: str = "",
        lane: Any = "reply",
        **values: Any,
    ) -> None:
        """Reply with one sentence."""
        self.reply(
            self.line(key, **values), buttons=buttons, chat=chat, step=step and self.can_edit, about=about, lane=lane
        )

    def reply(self, *lines: Line, **more: Any) -> None:
        """Reply with lines."""
        self.replies.append(Reply(tuple(lines), **more))

    @property
    def can_edit(self) -> bool:
        """Tell whether the event is a button whose message is still the newest."""
        return isinstance(self.event, Pressed) and self.event.newest

    def button(self, key: str, what: str, about: str = "", **values: Any) -> Button:
        """Make a button of the desk: `book.key` is its label."""
        return Button(self.line(key, **values).plain, Act(what, about))

    def link(self, key: str, start: str) -> Button:
        """Make a button that opens the private chat."""
        return Button(self.line(key).plain, Link(start=start))


def column(buttons: Sequence[Button]) -> Buttons:
    """Lay buttons out one to a row."""
    return tuple((button,) for button in buttons)


def pairs(buttons: Sequence[Button]) -> Buttons:
    """Lay buttons out two to a row."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
