"""Calls to make: written in the transaction that decides them, marked when Telegram has taken them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, or_, select, update

from storage.database import Transaction, insert_new, insert_new_giving_id, table
from storage.tables import Announcement, MessageLink, Outbox, Utc

REPLY, REMINDER, BULK = 0, 1, 2
KEPT_FOR = timedelta(days=2)
outbox, links, announcements = table(Outbox), table(MessageLink), table(Announcement)
ABOUT = select(links.c.about).where(links.c.chat_id == bindparam("chat"), links.c.message_id == bindparam("message"))
SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(status="sent", message_id=bindparam("sent_as"), done_at=bindparam("sent_at", type_=Utc), payload=None)
)


@dataclass(frozen=True)
class Call:
    """One call to make. `payload` are the method's parameters; files stand in it by what makes them."""

    id: int
    chat_id: int
    lane: int
    method: str
    payload: Mapping[str, Any]
    about: str = ""
    announcement_id: int | None = None
    attempts: int = 0


def put(
    tx: Transaction,
    chat_id: int,
    method: str,
    payload: Mapping[str, Any],
    *,
    lane: int = REPLY,
    about: str = "",
    once: str | None = None,
) -> Call | None:
    """Add a call; None when `once` names one that was added before."""
    values = {
        "chat_id": chat_id,
        "lane": lane,
        "method": method,
        "status": "due",
        "about": about,
        "once": once,
        "created_at": tx.now,
        "attempts": 0,
        "error": "",
        "payload": tx.seal.close(payload),
    }
    row = tx.run(insert_new_giving_id(tx.connection.dialect.name, Outbox), values).first()
    return Call(row.id, chat_id, lane, method, payload, about) if row else None


def due(
    tx: Transaction, lane: int, *, limit: int = 500, leave: Iterable[int] = (), but: Iterable[int] = ()
) -> list[Call]:
    """Give the calls of a lane that wait, oldest first, bulk only where it is running.

    The ids to `leave` are left out, and the chats under `but`.
    """
    wanted = (
        select(outbox, announcements.c.payload.label("shared"))
        .select_from(outbox.outerjoin(announcements, outbox.c.announcement_id == announcements.c.id))
        .where(outbox.c.status == "due", outbox.c.lane == lane)
        .where(or_(outbox.c.announcement_id.is_(None), announcements.c.status == "running"))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    skipped = list(leave)
    if skipped:
        wanted = wanted.where(outbox.c.id.not_in(skipped))
    held = list(but)
    if held:
        wanted = wanted.where(outbox.c.chat_id.not_in(held))
    return [_call(tx, row) for row in tx.run(wanted)]


def is_due(tx: Transaction, id: int) -> bool:
    """Tell whether a call is still to be made: its announcement may have been paused or stopped meanwhile."""
    wanted = (
        select(outbox.c.id)
        .select_from(outbox.outerjoin(announcements, outbox.c.announcement_id == announcements.c.id))
        .where(outbox.c.id == id, outbox.c.status == "due")
        .where(or_(outbox.c.announcement_id.is_(None), announcements.c.status == "running"))
    )
    return tx.run(wanted).first() is not None


def _call(tx: Transaction, row: Row[Any]) -> Call:
    payload = dict(tx.seal.open(row.payload if row.payload is not None else row.shared))
    if row.announcement_id is not None:
        payload["chat_id"] = row.chat_id
    return Call(row.id, row.chat_id, row.lane, row.method, payload, row.about, row.announcement_id, row.attempts)


def sent(tx: Transaction, call: Call, message_id: int | None) -> None:
    """Mark a call taken by Telegram, blank its payload, and link the message to what it is about."""
    tx.run(SENT, {"row": call.id, "sent_as": message_id, "sent_at": tx.now})
    if call.about and message_id is not None:
        link(tx, call.chat_id, message_id, call.about)


def link(tx: Transaction, chat_id: int, message_id: int, about: str) -> None:
    """Remember what a message is about."""
    values = {"chat_id": chat_id, "message_id": message_id, "about": about, "sent_at": tx.now}
    tx.run(insert_new(tx.connection, MessageLink).values(**values))


def about(tx: Transaction, chat_id: int, message_id: int) -> str:
    """Tell what a message of ours is about; "" when it is about nothing in particular."""
    found = tx.run(ABOUT, {"chat": chat_id, "message": message_id}).first()
    return str(found.about) if found else ""


def message_about(tx: Transaction, chat_id: int, wanted: str) -> int | None:
    """Give the newest message in a chat that is about something."""
    newest = (
        select(links.c.message_id)
        .where(links.c.chat_id == chat_id, links.c.about == wanted)
        .order_by(links.c.message_id.desc())
    )
    row = tx.run(newest.limit(1)).first()
    return int(row.message_id) if row else None


def messages_about(tx: Transaction, chat_id: int, wanted: str) -> list[int]:
    """List the messages in a chat that are about something: long words come to several."""
    found = tx.run(select(links.c.message_id).where(links.c.chat_id == chat_id, links.c.about == wanted))
    return sorted(int(row.message_id) for row in found)


def settle(tx: Transaction, id: int, status: str, error: str = "") -> None:
    """End a call without its being sent: failed, unreachable or dropped."""
    tx.run(
        update(outbox).where(outbox.c.id == id).values(status=status, error=error[:300], done_at=tx.now, payload=None)
    )


def tried(tx: Transaction, id: int, error: str) -> None:
    """Count an attempt that came to nothing; the call stays due."""
    tx.run(update(outbox).where(outbox.c.id == id).values(attempts=outbox.c.attempts + 1, error=error[:300]))


def unreachable(tx: Transaction, chat_id: int) -> None:
    """Settle all that waits for a chat that blocked the bot or is gone, but for announcements, which count them."""
    waiting = and_(outbox.c.chat_id == chat_id, outbox.c.status == "due", outbox.c.announcement_id.is_(None))
    tx.run(update(outbox).where(waiting).values(status="unreachable", done_at=tx.now, payload=None))


def move_chat(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: what waits for it goes to its new id."""
    rows = tx.run(select(outbox).where(outbox.c.chat_id == old, outbox.c.status == "due")).all()
    for row in rows:
        if row.payload is None:
            continue
        payload = {**tx.seal.open(row.payload), "chat_id": new}
        tx.run(update(outbox).where(outbox.c.id == row.id).values(chat_id=new, payload=tx.seal.close(payload)))


def sweep(tx: Transaction) -> None:
    """Delete settled calls after two days."""
    tx.run(delete(outbox).where(outbox.c.status != "due", outbox.c.created_at < tx.now - KEPT_FOR))


def drop_about(tx: Transaction, chat_id: int, wanted: str) -> None:
    """Drop what still waits for a chat about something."""
    waiting = outbox.c.chat_id == chat_id, outbox.c.about == wanted, outbox.c.status == "due"
    tx.run(update(outbox).where(*waiting).values(status="dropped", done_at=tx.now, payload=None))
