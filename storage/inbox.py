"""Updates as they came, kept before anyone looks at them, until each is handled or parked for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from storage.database import Transaction, insert_new_giving_id, table
from storage.tables import Inbox

ATTEMPTS = 3
KEPT_FOR = timedelta(days=2)
inbox = table(Inbox)
DONE = update(inbox).where(inbox.c.id == bindparam("row")).values(status="done", payload=None)


@dataclass(frozen=True)
class Raw:
    """One update to handle."""

    id: int
    chat_id: int
    attempts: int
    update: Mapping[str, Any]


def keep(tx: Transaction, bot_id: int, updates: Sequence[tuple[int, int | None, Mapping[str, Any]]]) -> list[Raw]:
    """Keep a batch of (chat, person, update); give those not seen before, in order."""
    fresh = []
    for chat_id, person_id, one in updates:
        values = {
            "bot_id": bot_id,
            "update_id": one["update_id"],
            "chat_id": chat_id,
            "person_id": person_id,
            "received_at": tx.now,
            "status": "new",
            "attempts": 0,
            "error": "",
            "payload": tx.seal.close(one),
        }
        row = tx.run(insert_new_giving_id(tx.connection.dialect.name, Inbox), values).first()
        if row is not None:
            fresh.append(Raw(row.id, chat_id, 0, one))
    return fresh


def waiting(tx: Transaction) -> list[Raw]:
    """Give all that is not handled yet, oldest first."""
    rows = tx.run(select(inbox).where(inbox.c.status == "new").order_by(inbox.c.id))
    return [Raw(row.id, row.chat_id, row.attempts, tx.seal.open(row.payload)) for row in rows]


def done(tx: Transaction, id: int) -> None:
    """Mark an update handled and blank what it said."""
    tx.run(DONE, {"row": id})


def failed(tx: Transaction, id: int, error: str, *, final: bool = False) -> bool:
    """Note a failed attempt; after the last one, or when `final`, park the update. Tell whether it is parked."""
    attempts = tx.run(select(inbox.c.attempts).where(inbox.c.id == id)).scalar_one() + 1
    parked = final or attempts >= ATTEMPTS
    status = "parked" if parked else "new"
    tx.run(update(inbox).where(inbox.c.id == id).values(attempts=attempts, error=error, status=status))
    return parked


def parked(tx: Transaction) -> int:
    """Count the updates that wait for a person."""
    return int(tx.run(select(func.count()).where(inbox.c.status == "parked")).scalar_one())


def sweep(tx: Transaction) -> None:
    """Delete handled updates after two days; parked ones keep their words no longer than that either."""
    old = tx.now - KEPT_FOR
    tx.run(delete(inbox).where(inbox.c.status == "done", inbox.c.received_at < old))
    tx.run(update(inbox).where(inbox.c.status == "parked", inbox.c.received_at < old).values(payload=None))
