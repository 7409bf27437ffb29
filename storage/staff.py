"""Advisers and heads, and what they have set: hours, places, capacity, closures, the staff group."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update

from storage.database import Transaction, insert_new, table
from storage.tables import Closure, Setting, Staff

staff, settings, closures = table(Staff), table(Setting), table(Closure)


@dataclass(frozen=True)
class Member:
    """An adviser or a head."""

    id: int
    name: str
    role: str


def get(tx: Transaction, id: int) -> Member | None:
    """Give the member of staff with this Telegram id."""
    row = tx.run(select(staff).where(staff.c.id == id)).first()
    return Member(row.id, row.name, row.role) if row else None


def everyone(tx: Transaction) -> list[Member]:
    """List the staff."""
    return [Member(row.id, row.name, row.role) for row in tx.run(select(staff).order_by(staff.c.id))]


def add(tx: Transaction, id: int, name: str, role: str) -> None:
    """Register an adviser or head, or change the name and role of one."""
    tx.run(insert_new(tx.connection, Staff).values(id=id, name=name, role=role, added_at=tx.now))
    tx.run(update(staff).where(staff.c.id == id).values(name=name, role=role))


def setting(tx: Transaction, name: str) -> Any:
    """Give what the staff set under a name; None when they have not."""
    row = tx.run(select(settings.c.value).where(settings.c.name == name)).first()
    return json.loads(row.value) if row else None


def all_settings(tx: Transaction) -> dict[str, Any]:
    """Give everything that is set."""
    return {row.name: json.loads(row.value) for row in tx.run(select(settings))}


def set_to(tx: Transaction, name: str, value: Any, by: int | None = None) -> None:
    """Set a value (JSON); None takes it away."""
    if value is None:
        tx.run(delete(settings).where(settings.c.name == name))
        return
    written = json.dumps(value, ensure_ascii=False)
    tx.run(insert_new(tx.connection, Setting).values(name=name, value=written, set_by=by, set_at=tx.now))
    tx.run(update(settings).where(settings.c.name == name).values(value=written, set_by=by, set_at=tx.now))


def closed_days(tx: Transaction) -> Mapping[date, bool]:
    """Give the days the staff have closed (False) or opened (True) against the calendar."""
    return {row.day: row.open for row in tx.run(select(closures.c.day, closures.c.open))}


def close_day(tx: Transaction, day: date, *, open: bool, reason: str = "") -> None:
    """Close a day, or open a holiday."""
    tx.run(delete(closures).where(closures.c.day == day))
    tx.run(insert_new(tx.connection, Closure).values(day=day, open=open, reason=reason))
