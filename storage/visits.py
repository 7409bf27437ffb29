"""Visits and their reminders: a seat is taken by a constraint of the database, a reminder exactly once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import Transaction, table
from storage.tables import Reminder, Visit

visits, reminders = table(Visit), table(Reminder)


class Full(Exception):
    """No seat is left at that hour."""


@dataclass(frozen=True)
class Booked:
    """A visit; `starts_at` in UTC."""

    id: int
    person_id: int
    place: str
    starts_at: datetime
    seat: int | None
    topic: str
    note: str
    status: str


def _booked(tx: Transaction, row: Row[tuple[object, ...]]) -> Booked:
    note = tx.seal.open(row.note) if row.note else ""
    return Booked(row.id, row.person_id, row.place, row.starts_at, row.seat, row.topic, note, row.status)


def _free_seat(tx: Transaction, place: str, starts_at: datetime, capacity: int) -> int:
    here = select(visits.c.seat).where(visits.c.place == place, visits.c.starts_at == starts_at)
    taken = {row.seat for row in tx.run(here)}
    for seat in range(1, capacity + 1):
        if seat not in taken:
            return seat
    raise Full(place)


def book(
    tx: Transaction, person_id: int, place: str, starts_at: datetime, capacity: int, topic: str, note: str = ""
) -> Booked:
    """Take a seat; raises Full. The constraint decides, whoever else presses at the same moment."""
    for _ in range(capacity):
        seat = _free_seat(tx, place, starts_at, capacity)
        values = {
            "person_id": person_id,
            "place": place,
            "starts_at": starts_at,
            "seat": seat,
            "capacity": capacity,
            "topic": topic,
            "note": tx.seal.close(note) if note else None,
            "status": "booked",
            "booked_at": tx.now,
            "changed_at": tx.now,
        }
        try:
            with tx.connection.begin_nested():
                id = tx.add(Visit, **values)
        except IntegrityError:
            continue  # somebody was faster by a hair: look again
        return Booked(id, person_id, place, starts_at, seat, topic, note, "booked")
    raise Full(place)


def move(tx: Transaction, id: int, place: str, starts_at: datetime, capacity: int) -> Booked:
    """Move a visit to another hour; its seat there is taken before the old one is given up. Raises Full."""
    for _ in range(capacity):
        seat = _free_seat(tx, place, starts_at, capacity)
        values = {"place": place, "starts_at": starts_at, "seat": seat, "capacity": capacity, "status": "booked"}
        try:
            with tx.connection.begin_nested():
                tx.run(update(visits).where(visits.c.id == id).values(**values, changed_at=tx.now))
        except IntegrityError:
            continue
        tx.run(reminders.delete().where(reminders.c.visit_id == id))
        found = get(tx, id)
        assert found is not None
        return found
    raise Full(place)


def get(tx: Transaction, id: int) -> Booked | None:
    """Give one visit."""
    row = tx.run(select(visits).where(visits.c.id == id)).first()
    return _booked(tx, row) if row else None


def cancel(tx: Transaction, id: int) -> None:
    """Cancel a visit: its seat is free again and its reminders are gone."""
    tx.run(update(visits).where(visits.c.id == id).values(status="cancelled", seat=None, changed_at=tx.now))
    tx.run(reminders.delete().where(reminders.c.visit_id == id, reminders.c.taken_at.is_(None)))


def coming(tx: Transaction, id: int) -> None:
    """Note that the resident confirmed."""
    tx.run(update(visits).where(visits.c.id == id, visits.c.status == "booked").values(status="coming"))


def ahead(tx: Transaction, person_id: int) -> list[Booked]:
    """Give the visits a person has ahead, soonest first."""
    wanted = visits.c.person_id == person_id, visits.c.status != "cancelled", visits.c.starts_at > tx.now
    return [_booked(tx, row) for row in tx.run(select(visits).where(*wanted).order_by(visits.c.starts_at))]


def between(tx: Transaction, start: datetime, end: datetime) -> list[Booked]:
    """Give the visits that stand in a span of time, for the staff."""
    wanted = visits.c.status != "cancelled", visits.c.starts_at >= start, visits.c.starts_at < end
    return [_booked(tx, row) for row in tx.run(select(visits).where(*wanted).order_by(visits.c.starts_at))]


def taken(tx: Transaction, start: datetime) -> Mapping[tuple[str, datetime], int]:
    """Count the seats taken at each place and hour from `start` on."""
    held = select(visits.c.place, visits.c.starts_at).where(visits.c.seat.is_not(None), visits.c.starts_at >= start)
    return Counter((row.place, row.starts_at) for row in tx.run(held))


def remind(tx: Transaction, visit_id: int, due: Iterable[tuple[str, datetime]]) -> None:
    """Note when a visit's reminders are due; those already past are left out."""
    for kind, at in due:
        if at > tx.now:
            tx.add(Reminder, visit_id=visit_id, kind=kind, due_at=at)


def take_due(tx: Transaction, limit: int = 200) -> list[tuple[str, Booked]]:
    """Take the reminders that are due, each once; those of a visit that has begun are taken in silence."""
    wanted = (
        select(reminders.c.id.label("reminder"), reminders.c.kind, visits)
        .select_from(reminders.join(visits, reminders.c.visit_id == visits.c.id))
        .where(reminders.c.taken_at.is_(None), reminders.c.due_at <= tx.now)
        .order_by(reminders.c.due_at, reminders.c.id)
        .limit(limit)
    )
    rows = tx.run(wanted).all()
    for row in rows:
        tx.run(update(reminders).where(reminders.c.id == row.reminder).values(taken_at=tx.now))
    return [(row.kind, _booked(tx, row)) for row in rows if row.status != "cancelled" and row.starts_at > tx.now]


def next_due(tx: Transaction) -> datetime | None:
    """Give the moment of the next reminder."""
    waiting = select(reminders.c.due_at).where(reminders.c.taken_at.is_(None)).order_by(reminders.c.due_at).limit(1)
    row = tx.run(waiting).first()
    return row.due_at if row else None
