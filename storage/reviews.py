"""What advisers decide on the items of a case, what they note, and the real steps they record; words are sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, delete, func, select, update

from storage import conversations, history, staff, uploads
from storage.case_tables import CaseNote, CaseRecord, ReviewRow, Upload
from storage.database import Transaction, table

Decision = Literal["approved", "returned"]
TALKS = ("case_return", "case_note", "case_step")  # an adviser's talks that may hold words about a case
reviews, notes, records = table(ReviewRow), table(CaseNote), table(CaseRecord)


@dataclass(frozen=True)
class Review:
    """What was decided on an item; `founder_id` None for one of the whole case, `by` None once that adviser is gone."""

    id: int
    case_id: int
    founder_id: int | None
    item: str
    status: Decision
    reason: str
    by: int | None
    at: datetime


@dataclass(frozen=True)
class Note:
    """What an adviser noted."""

    text: str
    by: int | None
    at: datetime


# -- items ---------------------------------------------------------------------------------------------------------


def decide(
    tx: Transaction, case_id: int, founder_id: int | None, item: str, status: Decision, by: int, reason: str = ""
) -> None:
    """Approve an item, or return it with a reason; what was decided on it before no longer stands."""
    _lapse(tx, case_id, founder_id, item)
    sealed = tx.seal.close(reason) if reason else None
    values = {"status": status, "reason": sealed, "decided_by": by, "decided_at": tx.now}
    tx.add(ReviewRow, case_id=case_id, founder_id=founder_id, item=item, **values)
    history.note(tx, case_id, status, by, founder_id, item)


def of(tx: Transaction, case_id: int) -> list[Review]:
    """List what stands decided in a case, oldest first."""
    wanted = reviews.c.case_id == case_id, reviews.c.lapsed_at.is_(None)
    return [_review(tx, row) for row in tx.run(select(reviews).where(*wanted).order_by(reviews.c.id))]


def standing(tx: Transaction, case_id: int, founder_id: int | None, item: str) -> Review | None:
    """Give what stands decided on an item."""
    found = [one for one in of(tx, case_id) if one.founder_id == founder_id and one.item == item]
    return found[-1] if found else None


def returned(tx: Transaction, case_id: int, founder_id: int | None) -> dict[str, str]:
    """Give why items went back to a founder, or None: to the owner, by item; a file's reason stands with the file."""
    whose = [one for one in of(tx, case_id) if one.founder_id == founder_id]
    return {one.item: one.reason for one in whose if one.status == "returned"}


def given_anew(tx: Transaction, case_id: int, founder_id: int | None, item: str, *, changed: bool) -> Decision | None:
    """Let a decision lapse because the item was given anew: a return always, an approval if the item changed."""
    stood = standing(tx, case_id, founder_id, item)
    if stood is None or (stood.status == "approved" and not changed):
        return None
    _lapse(tx, case_id, founder_id, item)
    history.note(tx, case_id, "reopened", None, founder_id, item)
    return stood.status


def _lapse(tx: Transaction, case_id: int, founder_id: int | None, item: str) -> None:
    stood = reviews.c.case_id == case_id, reviews.c.item == item, reviews.c.lapsed_at.is_(None)
    tx.run(update(reviews).where(*stood, _whose(founder_id)).values(lapsed_at=tx.now, reason=None))


def _whose(founder_id: int | None) -> Any:
    return reviews.c.founder_id.is_(None) if founder_id is None else reviews.c.founder_id == founder_id


def _review(tx: Transaction, row: Row[Any]) -> Review:
    reason = tx.seal.open(row.reason) if row.reason else ""
    return Review(row.id, row.case_id, row.founder_id, row.item, row.status, reason, row.decided_by, row.decided_at)


# -- notes ---------------------------------------------------------------------------------------------------------


def note(tx: Transaction, case_id: int, by: int, text: str) -> None:
    """Keep what an adviser notes on a case."""
    tx.add(CaseNote, case_id=case_id, by=by, text=tx.seal.close(text), at=tx.now)
    history.note(tx, case_id, "noted", by)


def notes_on(tx: Transaction, case_id: int) -> list[Note]:
    """List the notes on a case, oldest first."""
    rows = tx.run(select(notes).where(notes.c.case_id == case_id).order_by(notes.c.id))
    return [Note(tx.seal.open(row.text), row.by, row.at) for row in rows]


# -- real steps ----------------------------------------------------------------------------------------------------


def record(tx: Transaction, case_id: int, by: int, values: Mapping[str, str]) -> None:
    """Record real steps by kind (a day as ISO); an earlier record of a kind stays as history."""
    for kind, value in values.items():
        tx.add(CaseRecord, case_id=case_id, kind=kind, value=tx.seal.close(value), by=by, at=tx.now)
        history.note(tx, case_id, "recorded", by, detail=kind)


def recorded(tx: Transaction, case_id: int) -> dict[str, str]:
    """Give the newest record of each kind; one recorded empty was taken back."""
    rows = tx.run(select(records).where(records.c.case_id == case_id).order_by(records.c.id))
    newest = {row.kind: tx.seal.open(row.value) for row in rows}
    return {kind: value for kind, value in newest.items() if value}


# -- erasing -------------------------------------------------------------------------------------------------------


def counts(tx: Transaction, case_id: int) -> Mapping[str, int]:
    """Count what advisers keep on a case."""
    kinds = {"decisions": reviews, "notes": notes, "records": records}
    return {
        name: int(tx.run(select(func.count()).where(rows.c.case_id == case_id)).scalar_one())
        for name, rows in kinds.items()
    }


def forget_founder(tx: Transaction, founder_id: int) -> None:
    """Forget what was decided on a founder's place, what advisers were about to say of it, and its files."""
    tx.run(delete(reviews).where(reviews.c.founder_id == founder_id))
    _forget_talks(tx, "founder_id", founder_id)
    uploads.forget_founder(tx, founder_id)


def forget_talks(tx: Transaction, case_id: int) -> None:
    """Forget the advisers' talks about a case that is about to go."""
    _forget_talks(tx, "case_id", case_id)


def _forget_talks(tx: Transaction, name: str, id: int) -> None:
    for member in staff.everyone(tx):
        for kept in conversations.of(tx, member.id, TALKS):
            if kept.context.get(name) == id:
                conversations.forget(tx, kept.id)


def forget_adviser(tx: Transaction, person_id: int) -> None:
    """Leave what an adviser decided, noted and recorded without the adviser."""
    files = table(Upload)
    for rows, by in ((reviews, "decided_by"), (notes, "by"), (records, "by"), (files, "decided_by")):
        tx.run(update(rows).where(rows.c[by] == person_id).values({by: None}))
