"""Calls to make: written in the transaction that decides them, marked when Telegram has taken them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, or_, select, update

from storage.columns import Utc
from storage.database import Transaction, insert_new, insert_new_giving_id, table
from storage.tables import Announcement, MessageLink, Outbox

REPLY, REMINDER, BULK, FETCH = 0, 1, 2, 3  # FETCH: a file to bring in, or bytes to remove; nothing is said by it
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
    held: bool = False,
) -> Call | None:
    """Add a call; None when `once` names one that was added before. One that is `held` waits until it is released."""
    values = {
        "chat_id": chat_id,
        "lane": lane,
        "method": method,
        "status": "held" if held else "due",
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
    return _read(row, payload)


def _read(row: Row[Any], payload: Mapping[str, Any]) -> Call:
    return Call(row.id, row.chat_id, row.lane, row.method, payload, row.about, row.announcement_id, row.attempts)


def held(tx: Transaction, chat_id: int, about: str) -> list[Call]:
    """Give the calls of a chat about something that wait to be released; they are swept after two days."""
    wanted = outbox.c.chat_id == chat_id, outbox.c.status == "held", outbox.c.about == about
    rows = tx.run(select(outbox).where(*wanted).order_by(outbox.c.id))
    return [_read(row, tx.seal.open(row.payload)) for row in rows]


def release(tx: Transaction, call: Call, about: str, payload: Mapping[str, Any]) -> Call:
    """Let a held call go out, with what is known of it now."""
    tx.run(
        update(outbox)
        .where(outbox.c.id == call.id, outbox.c.status == "held")
        .values(status="due", about=about, payload=tx.seal.close(payload))
    )
    return replace(call, about=about, payload=payload)


def count_about(tx: Transaction, chat_id: int, about: str, status: str) -> int:
    """Count the calls of a chat about something that came to a status."""
    wanted = outbox.c.chat_id == chat_id, outbox.c.about == about, outbox.c.status == status
    return int(tx.run(select(func.count()).where(*wanted)).scalar_one())


def abouts(tx: Transaction, chat_id: int, beginning: str) -> list[str]:
    """List what calls of a chat are about, as far as it begins like this, oldest first."""
    wanted = outbox.c.chat_id == chat_id, outbox.c.about.startswith(beginning, autoescape=True)
    return [str(row.about) for row in tx.run(select(outbox.c.about).where(*wanted).order_by(outbox.c.id))]


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


def newest_about(tx: Transaction, chat_id: int, beginning: str, since: datetime) -> str:
    """Give what the newest message of ours since then is about, of those that begin like this; "" without any."""
    wanted = links.c.chat_id == chat_id, links.c.about.startswith(beginning, autoescape=True), links.c.sent_at >= since
    row = tx.run(select(links.c.about).where(*wanted).order_by(links.c.message_id.desc()).limit(1)).first()
    return str(row.about) if row else ""


def last(tx: Transaction, chat_id: int) -> tuple[str, datetime] | None:
    """Give what the newest words of ours in a chat are about, and when they were put out."""
    said = select(outbox.c.about, outbox.c.created_at).where(outbox.c.chat_id == chat_id, outbox.c.lane != FETCH)
    row = tx.run(said.where(outbox.c.status.in_(("due", "sent"))).order_by(outbox.c.id.desc()).limit(1)).first()
    return (str(row.about), row.created_at) if row else None


def unlink(tx: Transaction, chat_id: int, beginning: str) -> None:
    """Forget what messages of a chat are about, of those that begin like this."""
    tx.run(delete(links).where(links.c.chat_id == chat_id, links.c.about.startswith(beginning, autoescape=True)))


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
