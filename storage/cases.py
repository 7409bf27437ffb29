"""Foundings under way: the prepared dossier of a group and, after its meeting, what was decided."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from storage.case_tables import Case
from storage.database import Transaction, table

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that is read as a digit
CODE = 5  # letters behind «KOP-»
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
    code: str = ""
    version: int = 1
    group_chat_id: int | None = None
    taken_by: int | None = None
    created_at: datetime | None = None
    rules_mark: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the founding meeting's decisions are recorded."""
        return "meeting" in self.content


def _kept(tx: Transaction, row: Row[Any]) -> Kept:
    return Kept(
        row.id,
        row.owner_id,
        row.stage,
        tx.seal.open(row.content),
        row.conversation_id,
        row.updated_at,
        row.code,
        row.version,
        row.group_chat_id,
        row.taken_by,
        row.created_at,
        row.rules_mark,
    )


def keep(tx: Transaction, owner_id: int, stage: str, content: Mapping[str, Any], conversation_id: int | None) -> int:
    """Open a case under a code of its own."""
    sealed = tx.seal.close(dict(content))
    return tx.add(
        Case,
        code=_new_code(tx),
        owner_id=owner_id,
        stage=stage,
        version=1,
        content=sealed,
        conversation_id=conversation_id,
        created_at=tx.now,
        updated_at=tx.now,
    )


def _new_code(tx: Transaction) -> str:
    while True:
        code = "KOP-" + "".join(secrets.choice(ALPHABET) for _ in range(CODE))
        if by_code(tx, code) is None:
            return code


def change(tx: Transaction, id: int, stage: str, content: Mapping[str, Any]) -> None:
    """Replace what a case holds; what is printed changes with it, so the version rises."""
    values = {"stage": stage, "content": tx.seal.close(dict(content)), "updated_at": tx.now}
    tx.run(update(cases).where(cases.c.id == id).values(**values, version=cases.c.version + 1))


def set_stage(tx: Transaction, id: int, stage: str) -> None:
    """Note the step a case is at."""
    tx.run(update(cases).where(cases.c.id == id).values(stage=stage, updated_at=tx.now))


def mark_rules(tx: Transaction, id: int, mark: str) -> None:
    """Note what the rules were when a case was last looked at; that is no change of the case."""
    tx.run(update(cases).where(cases.c.id == id).values(rules_mark=mark))


def touch(tx: Transaction, id: int) -> None:
    """Raise the version: something that is printed has changed."""
    tx.run(update(cases).where(cases.c.id == id).values(version=cases.c.version + 1, updated_at=tx.now))


def hand_over(tx: Transaction, id: int, owner_id: int) -> None:
    """Make another person the owner."""
    tx.run(update(cases).where(cases.c.id == id).values(owner_id=owner_id, updated_at=tx.now))


def bind_group(tx: Transaction, id: int, chat_id: int | None) -> None:
    """Bind a case to a group, or to none."""
    tx.run(update(cases).where(cases.c.id == id).values(group_chat_id=chat_id))


def take(tx: Transaction, id: int, adviser_id: int | None) -> None:
    """Note the adviser who took the case; None gives it back."""
    tx.run(update(cases).where(cases.c.id == id).values(taken_by=adviser_id))


def get(tx: Transaction, id: int) -> Kept | None:
    """Give one case."""
    row = tx.run(select(cases).where(cases.c.id == id)).first()
    return _kept(tx, row) if row else None


def by_code(tx: Transaction, code: str) -> Kept | None:
    """Give the case with a code; letters of either case."""
    row = tx.run(select(cases).where(cases.c.code == code.upper())).first()
    return _kept(tx, row) if row else None


def in_group(tx: Transaction, chat_id: int) -> Kept | None:
    """Give the newest case bound to a group."""
    bound = select(cases).where(cases.c.group_chat_id == chat_id).order_by(cases.c.id.desc()).limit(1)
    row = tx.run(bound).first()
    return _kept(tx, row) if row else None


def all_of(tx: Transaction, owner_id: int) -> list[Kept]:
    """List a person's own cases, newest first."""
    return [
        _kept(tx, row) for row in tx.run(select(cases).where(cases.c.owner_id == owner_id).order_by(cases.c.id.desc()))
    ]


def of(tx: Transaction, owner_id: int) -> Kept | None:
    """Give the newest case of a person."""
    return next(iter(all_of(tx, owner_id)), None)


def ids(tx: Transaction) -> list[int]:
    """List the ids of all cases, oldest first, without opening one: for what the clock looks at."""
    return [row.id for row in tx.run(select(cases.c.id).order_by(cases.c.id))]


def every(tx: Transaction) -> list[Kept]:
    """List all cases, oldest first."""
    return [_kept(tx, row) for row in tx.run(select(cases).order_by(cases.c.id))]
