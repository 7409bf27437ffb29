"""Janji temu: a resident picks a place, a day and an hour, and says what it is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flows import dates, lines
from flows.errors import Unclear
from flows.facts import Facts, Slot
from flows.lines import choose, confirm, say, text
from flows.outcomes import BookVisit, LeftOff
from flows.schedule import LAST_DAY
from flows.script import Chosen, Json, Option, Question, Script, Taken, Typed, flow
from knowledge import numbers

TOPICS = ("founding", "legal", "reports", "tax", "other")
DAYS_SHOWN = 8


@dataclass(frozen=True)
class When(Question[str]):
    """A day with a free hour, or at once the hour: kept as «2026-11-26» or as a slot's id."""

    slots: tuple[Slot, ...] = ()

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        first = sorted({slot.starts_at.date() for slot in self.slots})[:DAYS_SHOWN]
        return lines.rows([Option(day.isoformat(), numbers.weekday_and_day(day)) for day in first], 1)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            return Taken(self.alive(given.option, facts))
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
        if kept not in days and kept not in {slot.id for slot in self.slots}:
            raise Unclear("day_not_free")
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
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
    places = {
        place.id: place.name for place in facts.places if any(slot.place == place.id for slot in facts.open_slots)
    }
    place = next(iter(places)) if len(places) == 1 else (yield from choose("place", places))
    slots = tuple(slot for slot in facts.open_slots if slot.place == place)
    slot = yield from _slot(slots)
    moving = facts.case.get("moving")
    topic, note = "", ""
    if moving is None:
        topic = yield from choose("topic", TOPICS)
        note = yield from text("note", optional=True, at_most=500)
    where = next(one for one in facts.places if one.id == place)
    if not (yield from confirm("sure", moment=_moment(slot.starts_at), place=where.name, address=where.address)):
        return LeftOff("not_booked")
    return BookVisit(slot.id, topic, note, moving)


def _slot(slots: tuple[Slot, ...]) -> Script[Slot]:
    when: Any = yield When("when", {}, None, slots)
    for slot in slots:
        if slot.id == when:
            return slot
    here = tuple(slot for slot in slots if slot.starts_at.date().isoformat() == when)
    day = numbers.weekday_and_day(here[0].starts_at.date())
    chosen: Any = yield Hour("hour", {"day": day}, None, here)
    return next(slot for slot in here if slot.id == chosen)
