"""Announcements: one payload, one outbox row for each recipient, counted from those rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, literal, select, update

from storage.database import Transaction, table
from storage.outbox import BULK
from storage.tables import Announcement, Outbox, Resident

announcements, outbox, residents = table(Announcement), table(Outbox), table(Resident)


@dataclass(frozen=True)
class Kept:
    """An announcement and how far it has come."""

    id: int
    by: int
    status: str
    payload: Mapping[str, Any]
    recipients: int
    sent: int
    unreachable: int
    failed: int
    card: tuple[int, int] | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def left(self) -> int:
        """How many still wait."""
        return self.recipients - self.sent - self.unreachable - self.failed


def _kept(tx: Transaction, row: Row[Any]) -> Kept:
    card = (row.card_chat_id, row.card_message_id) if row.card_message_id is not None else None
    counts = row.recipients, row.sent, row.unreachable, row.failed
    payload = tx.seal.open(row.payload)
    kept = Kept(row.id, row.by, row.status, payload, *counts, card, row.started_at, row.ended_at)
    return kept if row.status in ("draft", "done", "stopped") else _counted(tx, kept)


def _counted(tx: Transaction, kept: Kept) -> Kept:
    by_status = select(outbox.c.status, func.count().label("number")).where(outbox.c.announcement_id == kept.id)
    counts = {row.status: row.number for row in tx.run(by_status.group_by(outbox.c.status))}
    return replace(
        kept,
        sent=counts.get("sent", 0),
        unreachable=counts.get("unreachable", 0),
        failed=counts.get("failed", 0),
    )


def draft(tx: Transaction, by: int, payload: Mapping[str, Any]) -> int:
    """Keep a draft: the payload of a message without its chat."""
    sealed = tx.seal.close(dict(payload))
    return tx.add(Announcement, by=by, status="draft", payload=sealed, created_at=tx.now)


def get(tx: Transaction, id: int) -> Kept | None:
    """Give one announcement, counted."""
    row = tx.run(select(announcements).where(announcements.c.id == id)).first()
    return _kept(tx, row) if row else None


def running(tx: Transaction) -> list[Kept]:
    """Give those under way or paused."""
    wanted = select(announcements).where(announcements.c.status.in_(("running", "paused")))
    return [_kept(tx, row) for row in tx.run(wanted.order_by(announcements.c.id))]


def start(tx: Transaction, id: int) -> bool:
    """Give every recipient a row and start; False when it was started before, so that two presses send once."""
    once = update(announcements).where(announcements.c.id == id, announcements.c.status == "draft")
    if not tx.run(once.values(status="running", started_at=tx.now)).rowcount:
        return False
    wanted = select(
        residents.c.id,
        literal(BULK),
        literal("sendMessage"),
        literal("due"),
        literal(f"announcement:{id}"),
        literal(id),
        literal(tx.now, type_=outbox.c.created_at.type),
        literal(0),
        literal(""),
    ).where(residents.c.announcements.is_(True), residents.c.reachable.is_(True))
    columns = ["chat_id", "lane", "method", "status", "about", "announcement_id", "created_at", "attempts", "error"]
    tx.run(insert(outbox).from_select(columns, wanted.order_by(residents.c.id)))
    total = tx.run(select(func.count()).where(outbox.c.announcement_id == id)).scalar_one()
    tx.run(update(announcements).where(announcements.c.id == id).values(recipients=total))
    return True


def turn(tx: Transaction, id: int, before: str, after: str) -> bool:
    """Go from one status to another (running ⇄ paused); False when it stood elsewhere."""
    where = announcements.c.id == id, announcements.c.status == before
    return bool(tx.run(update(announcements).where(*where).values(status=after)).rowcount)


def stop(tx: Transaction, id: int, status: str = "stopped") -> Kept | None:
    """End an announcement: what still waits is dropped and the counts are kept for the report."""
    kept = get(tx, id)
    if kept is None or kept.status not in ("running", "paused"):
        return None
    waiting = outbox.c.announcement_id == id, outbox.c.status == "due"
    tx.run(update(outbox).where(*waiting).values(status="dropped", done_at=tx.now))
    values = {"sent": kept.sent, "unreachable": kept.unreachable, "failed": kept.failed}
    tx.run(update(announcements).where(announcements.c.id == id).values(status=status, ended_at=tx.now, **values))
    return replace(kept, status=status, ended_at=tx.now)


def card(tx: Transaction, id: int, chat_id: int, message_id: int) -> None:
    """Note the message that shows its progress."""
    values = {"card_chat_id": chat_id, "card_message_id": message_id}
    tx.run(update(announcements).where(announcements.c.id == id).values(**values))


def discard(tx: Transaction, id: int) -> None:
    """Throw a draft away."""
    tx.run(delete(announcements).where(announcements.c.id == id, announcements.c.status == "draft"))
