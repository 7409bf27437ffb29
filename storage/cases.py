"""Foundings under way: the prepared dossier of a group and, after its meeting, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from storage.database import Transaction, table
from storage.tables import Case

cases = table(Case)


@dataclass(frozen=True)
class Kept:
    """A case; `content` holds `preparation` and later `meeting` as JSON."""

    id: int
    owner_id: int
    stage: str
    content: Mapping[str, Any]
    conversation_id: int | None
    updated_at: datetime


def _kept(tx: Transaction, row: Row[Any]) -> Kept:
    return Kept(row.id, row.owner_id, row.stage, tx.seal.open(row.content), row.conversation_id, row.updated_at)


def keep(tx: Transaction, owner_id: int, stage: str, content: Mapping[str, Any], conversation_id: int | None) -> int:
    """Open a case."""
    sealed = tx.seal.close(dict(content))
    return tx.add(
        Case,
        owner_id=owner_id,
        stage=stage,
        content=sealed,
        conversation_id=conversation_id,
        created_at=tx.now,
        updated_at=tx.now,
    )


def change(tx: Transaction, id: int, stage: str, content: Mapping[str, Any]) -> None:
    """Replace what a case holds."""
    values = {"stage": stage, "content": tx.seal.close(dict(content)), "updated_at": tx.now}
    tx.run(update(cases).where(cases.c.id == id).values(**values))


def get(tx: Transaction, id: int) -> Kept | None:
    """Give one case."""
    row = tx.run(select(cases).where(cases.c.id == id)).first()
    return _kept(tx, row) if row else None


def of(tx: Transaction, owner_id: int) -> Kept | None:
    """Give the newest case of a person."""
    newest = select(cases).where(cases.c.owner_id == owner_id).order_by(cases.c.id.desc()).limit(1)
    row = tx.run(newest).first()
    return _kept(tx, row) if row else None
