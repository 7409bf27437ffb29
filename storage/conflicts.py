"""What a founder says differently of the text that all agree on, until the owner settles it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from flows.circle.agreed import Field
from storage import history
from storage.case_tables import ConflictRow
from storage.database import Transaction, table

conflicts = table(ConflictRow)


@dataclass(frozen=True)
class Conflict:
    """One founder's other version of one field; the value is the shared text's, not personal."""

    id: int
    case_id: int
    founder_id: int
    field: Field
    value: str | int
    said_at: datetime


def raise_one(tx: Transaction, case_id: int, founder_id: int, field: Field, value: str | int) -> int:
    """Note that a founder says a field differently; what he said of it before no longer stands."""
    before = conflicts.c.founder_id == founder_id, conflicts.c.field == field, conflicts.c.settled_at.is_(None)
    tx.run(update(conflicts).where(*before).values(settled_at=tx.now))
    history.note(tx, case_id, "differs", None, founder_id, field)
    sealed = tx.seal.close(value)
    return tx.add(ConflictRow, case_id=case_id, founder_id=founder_id, field=field, value=sealed, said_at=tx.now)


def get(tx: Transaction, id: int) -> Conflict | None:
    """Give a conflict that is not settled."""
    row = tx.run(select(conflicts).where(conflicts.c.id == id, conflicts.c.settled_at.is_(None))).first()
    return _conflict(tx, row) if row else None


def unsettled(tx: Transaction, case_id: int) -> list[Conflict]:
    """List what the owner of a case has to settle, oldest first."""
    wanted = conflicts.c.case_id == case_id, conflicts.c.settled_at.is_(None)
    return [_conflict(tx, row) for row in tx.run(select(conflicts).where(*wanted).order_by(conflicts.c.id))]


def settle(tx: Transaction, case_id: int, field: Field) -> list[Conflict]:
    """Settle all that was said differently of a field; gives it, so that those who said it are told."""
    settled = [one for one in unsettled(tx, case_id) if one.field == field]
    ids = [one.id for one in settled]
    tx.run(update(conflicts).where(conflicts.c.id.in_(ids)).values(settled_at=tx.now))
    history.note(tx, case_id, "settled", None, detail=field)
    return settled


def _conflict(tx: Transaction, row: Row[Any]) -> Conflict:
    return Conflict(row.id, row.case_id, row.founder_id, row.field, tx.seal.open(row.value), row.said_at)
