"""What happened to a case, who did it and when; never a personal value."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage.case_tables import CaseEvent
from storage.database import Transaction, table

events = table(CaseEvent)


@dataclass(frozen=True)
class Happened:
    """One thing that happened; `person_id` None once that person was erased."""

    id: int
    what: str
    detail: str
    person_id: int | None
    founder_id: int | None
    at: datetime


def note(
    tx: Transaction,
    case_id: int,
    what: str,
    person_id: int | None = None,
    founder_id: int | None = None,
    detail: str = "",
) -> None:
    """Note that something happened; `what` and `detail` are our words, never a person's."""
    tx.add(CaseEvent, case_id=case_id, person_id=person_id, founder_id=founder_id, what=what, detail=detail, at=tx.now)


def of(tx: Transaction, case_id: int) -> list[Happened]:
    """List what happened to a case, oldest first."""
    rows = tx.run(select(events).where(events.c.case_id == case_id).order_by(events.c.id))
    return [Happened(row.id, row.what, row.detail, row.person_id, row.founder_id, row.at) for row in rows]


def forget_person(tx: Transaction, person_id: int) -> None:
    """Leave what a person did without the person."""
    tx.run(update(events).where(events.c.person_id == person_id).values(person_id=None))
