"""Janji temu: a resident picks a place, a day and an hour, and says what it is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flows import dates, letters, lines, texts
from flows.errors import Unclear
from flows.facts import Facts, Slot
from flows.lines import choose, confirm, say, text
from flows.outcomes import BookVisit, LeftOff
from flows.schedule import LAST_DAY
from flows.script import Chosen, Json, Option, Question, Script, Taken, Typed, flow
from knowledge import numbers

TOPICS = ("founding", "legal", "reports", "tax", "other")
DAYS_SHOWN = 8
ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class When(Question[str]):
    """A day with a free hour, or at once the hour: kept as «2026-11-26» or as a slot's id.

    A visit that is moved stays at its place unless the resident says `elsewhere`, where that can be.
    """

    slots: tuple[Slot, ...] = ()
    moving: bool = False
    elsewhere: bool = False

    def asks(self, kept: Json) -> str:
        return "ask_moving" if self.moving else "ask"

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        first = sorted({slot.starts_at.date() for slot in self.slots})[:DAYS_SHOWN]
        days = [Option(day.isoformat(), numbers.weekday_and_day(day)) for day in first]
        return lines.rows([*days, Option(ELSEWHERE)] if self.elsewhere else days, 1)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            return Taken(self.alive(given.option, facts))
        if self.elsewhere and {"tempat", "lain"} <= set(letters.words(given.text)):
            return Taken(ELSEWHERE)
        on, at = dates.moment(given.text, facts.today)
        if on is None:
            raise Unclear("not_a_day")
        self._within(on, facts)
        if at is None:
            return Taken(self.alive(on.isoformat(), facts))
        here = [slot for slot in self.slots if slot.starts_at.date() == on and slot.starts_at.time() == at]
        if not here:
            self.alive(on.isoformat(), facts)
            raise Unclear("hour_not_free", hours=_hours(self.slots, on), day=numbers.weekday_and_day(on))
        return Taken(here[0].id)

    def _within(self, on: date, facts: Facts) -> None:
        if on <= facts.today:
            raise Unclear("too_soon")
        if on > facts.today + timedelta(days=LAST_DAY):
            raise Unclear("too_far", days=LAST_DAY)

    def alive(self, kept: Json, facts: Facts) -> str:
        days = {slot.starts_at.date().isoformat() for slot in self.slots}
        if self.elsewhere and kept == ELSEWHERE:
            return ELSEWHERE
        if kept not in days and kept not in {slot.id for slot in self.slots}:
            raise Unclear("day_not_free")
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        if kept == ELSEWHERE:
            return texts.template("visit", f"when.options.{ELSEWHERE}")
        for slot in self.slots:
            if slot.id == kept:
                return _moment(slot.starts_at)
        return numbers.weekday_and_day(date.fromisoformat(kept)) if len(kept) == 10 else "–"


@dataclass(frozen=True)
class Hour(Question[str]):
    """One of a day's free hours, kept as its slot's id; typed as a time, never as a place in the list."""

    slots: tuple[Slot, ...] = ()

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return lines.rows([Option(slot.id, numbers.clock(slot.starts_at.time())) for slot in self.slots], 3)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            return Taken(self.alive(given.option, facts))
        at = dates.clock_time(given.text)
        found = next((slot for slot in self.slots if slot.starts_at.time() == at), None)
        if found is None:
            raise Unclear("hour_not_free", hours=_hours(self.slots, self.slots[0].starts_at.date()))
        return Taken(found.id)

    def alive(self, kept: Json, facts: Facts) -> str:
        if kept not in {slot.id for slot in self.slots}:
            raise Unclear("no_longer_free")
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return next(f"{numbers.clock(slot.starts_at.time())} WIB" for slot in self.slots if slot.id == kept)


def _hours(slots: tuple[Slot, ...], on: date) -> str:
    return ", ".join(numbers.clock(slot.starts_at.time()) for slot in slots if slot.starts_at.date() == on)


def _moment(at: datetime) -> str:
    return f"{numbers.weekday_and_day(at.date())} pukul {numbers.clock(at.time())} WIB"


@flow("visit")
def visit(facts: Facts) -> Script[BookVisit | LeftOff]:
    """Ask where, when and what about; the seat is taken only when the last word is given."""
    if not facts.open_slots:
        yield from say("nothing_free")
        return LeftOff("nothing_free")
    moving = facts.case.get("moving")
    slot = yield from _where_and_when(facts)
    topic, note = "", ""
    if moving is None:
        topic = yield from choose("topic", TOPICS)
        note = yield from text("note", optional=True, at_most=500)
    where = next(one for one in facts.places if one.id == slot.place)
    if not (yield from confirm("sure", moment=_moment(slot.starts_at), place=where.name, address=where.address)):
        return LeftOff("not_booked")
    return BookVisit(slot.id, topic, note, moving)


def _where_and_when(facts: Facts) -> Script[Slot]:
    """Ask for a place and an hour there; of a visit that is moved the place is known, and only changed on wish."""
    places = {
        place.id: place.name for place in facts.places if any(slot.place == place.id for slot in facts.open_slots)
    }
    before, key = facts.case.get("place"), "when"
    if before in places:
        here = When("when", {"place": places.pop(before)}, None, _at(facts, before), True, bool(places))
        if (slot := (yield from _slot(here))) is not None:
            return slot
        key = "when.2"  # the days of another place are another question
    place = next(iter(places)) if len(places) == 1 else (yield from choose("place", places))
    slot = yield from _slot(When(key, {}, None, _at(facts, place)))
    assert slot is not None
    return slot


def _at(facts: Facts, place: str) -> tuple[Slot, ...]:
    return tuple(slot for slot in facts.open_slots if slot.place == place)


def _slot(asked: When) -> Script[Slot | None]:
    """Ask for a day and an hour of it; None where it is to be another place."""
    when: Any = yield asked
    if when == ELSEWHERE:
        return None
    for slot in asked.slots:
        if slot.id == when:
            return slot
    here = tuple(slot for slot in asked.slots if slot.starts_at.date().isoformat() == when)
    day = numbers.weekday_and_day(here[0].starts_at.date())
    first = asked.key == "when"
    chosen: Any = yield Hour("hour", {"day": day}, None, here) if first else Hour("hour.2", {"day": day}, None, here)
    return next(slot for slot in here if slot.id == chosen)
