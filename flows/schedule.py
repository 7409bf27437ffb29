"""Which hours can still be booked: weekly hours less holidays, closures and what is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from flows.facts import Place, Slot
from knowledge.calendar import holiday

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
FIRST_DAY, LAST_DAY = 1, 60  # days ahead that can be booked


@dataclass(frozen=True)
class Sitting:
    """A place with its weekly hours: for each weekday (0 Monday) the spans it is open, in the clinic's time."""

    place: Place
    hours: Mapping[int, tuple[tuple[time, time], ...]]
    capacity: int = 1
    minutes: int = 60
    only_on: frozenset[date] = field(default_factory=frozenset)

    def starts(self, day: date) -> list[time]:
        """Give the hours that begin on a day, whether taken or not."""
        if self.only_on and day not in self.only_on:
            return []
        found = []
        for opens, closes in self.hours.get(day.weekday(), ()):
            at = datetime.combine(day, opens)
            while at + timedelta(minutes=self.minutes) <= datetime.combine(day, closes):
                found.append(at.time())
                at += timedelta(minutes=self.minutes)
        return found


def sitting(kept: Mapping[str, Any]) -> Sitting:
    """Read a sitting as the staff's setting keeps it (JSON)."""
    place = Place(kept["id"], kept["name"], kept["address"], kept.get("latitude"), kept.get("longitude"))
    hours = {
        int(day): tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans)
        for day, spans in kept.get("hours", {}).items()
    }
    only_on = frozenset(date.fromisoformat(day) for day in kept.get("only_on", ()))
    return Sitting(place, hours, int(kept.get("capacity", 1)), int(kept.get("minutes", 60)), only_on)


def closed(day: date, staff_say: Mapping[date, bool]) -> bool:
    """Tell whether the clinic is closed on a day; what the staff say outranks the calendar."""
    if day in staff_say:
        return not staff_say[day]
    return holiday(day) is not None


def slot_id(place: str, starts_at: datetime) -> str:
    """Give the lasting id of an hour at a place; `starts_at` in the clinic's time zone."""
    return f"{place}-{starts_at:%y%m%d%H%M}"


def open_slots(
    sittings: tuple[Sitting, ...],
    staff_say: Mapping[date, bool],
    taken: Mapping[tuple[str, datetime], int],
    now: datetime,
) -> tuple[Slot, ...]:
    """Give the hours with a free seat, from tomorrow to sixty days ahead; `now` is in the clinic's time zone."""
    found = []
    for ahead in range(FIRST_DAY, LAST_DAY + 1):
        day = now.date() + timedelta(days=ahead)
        if closed(day, staff_say):
            continue
        for one in sittings:
            for at in one.starts(day):
                starts_at = datetime.combine(day, at, now.tzinfo)
                if taken.get((one.place.id, starts_at), 0) < one.capacity:
                    found.append(Slot(slot_id(one.place.id, starts_at), one.place.id, starts_at))
    return tuple(found)


def reminders(starts_at: datetime) -> tuple[tuple[str, datetime], ...]:
    """Give when to remind: the day before at 17.00 and two hours before; `starts_at` in the clinic's time zone."""
    evening = datetime.combine(starts_at.date() - timedelta(days=1), time(17), starts_at.tzinfo)
    return ("day_before", evening), ("two_hours", starts_at - timedelta(hours=2))


def hours_in_words(hours: Mapping[int, tuple[tuple[time, time], ...]]) -> str:
    """Say weekly hours: «Senin–Kamis 08.00–15.00, Jumat 08.00–11.00»."""
    groups: list[tuple[int, int, str]] = []
    for day in range(7):
        spans = " dan ".join(f"{opens:%H.%M}–{closes:%H.%M}" for opens, closes in hours.get(day, ()))
        if not spans:
            continue
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == spans:
            groups[-1] = (groups[-1][0], day, spans)
        else:
            groups.append((day, day, spans))
    return ", ".join(
        f"{DAYS[first].capitalize()}{'' if first == last else '–' + DAYS[last].capitalize()} {spans}"
        for first, last, spans in groups
    )
