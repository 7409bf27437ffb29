"""Conversations and their answers: appended, never overwritten; the newest of a key counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from storage.columns import Utc
from storage.database import Transaction, table
from storage.tables import AnswerRow, Conversation

UNANSWERED_FOR = timedelta(days=2)
conversations, answers = table(Conversation), table(AnswerRow)
HERE = conversations.c.chat_id == bindparam("chat"), conversations.c.status == "open"
ROW = conversations.c.id == bindparam("row")
NEWEST = conversations.c.updated_at.desc(), conversations.c.id.desc()
AT = bindparam("at", type_=Utc)
OPEN = select(conversations).where(*HERE).order_by(*NEWEST).limit(1)
PAUSED = update(conversations).where(*HERE).values(status="paused", updated_at=AT)
MARKED = update(conversations).where(ROW).values(status=bindparam("as"), updated_at=AT)
TOUCHED = update(conversations).where(ROW).values(correcting=bindparam("now_correcting"), updated_at=AT)
LAST = (
    select(func.max(answers.c.id)).where(answers.c.conversation_id == bindparam("conversation")).group_by(answers.c.key)
)
GIVEN = select(answers.c.key, answers.c.value).where(answers.c.id.in_(LAST)).order_by(answers.c.id)


@dataclass(frozen=True)
class Kept:
    """A conversation with its current answers and the context it was begun with."""

    id: int
    chat_id: int
    person_id: int
    flow: str
    status: str
    correcting: str | None
    answers: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    updated_at: datetime | None = None


def begin(tx: Transaction, chat_id: int, person_id: int, flow: str, context: Mapping[str, Any] | None = None) -> Kept:
    """Open a conversation; one that was open in this chat is paused."""
    pause(tx, chat_id)
    id = tx.add(
        Conversation,
        chat_id=chat_id,
        person_id=person_id,
        flow=flow,
        status="open",
        correcting="",
        context=tx.seal.close(dict(context)) if context else None,
        started_at=tx.now,
        updated_at=tx.now,
    )
    return Kept(id, chat_id, person_id, flow, "open", None, {}, dict(context or {}), tx.now)


def pause(tx: Transaction, chat_id: int) -> None:
    """Set the open conversation of a chat aside."""
    tx.run(PAUSED, {"chat": chat_id, "at": tx.now})


def open_in(tx: Transaction, chat_id: int) -> Kept | None:
    """Give the conversation that is open in a chat."""
    row = tx.run(OPEN, {"chat": chat_id}).first()
    return _kept(tx, row) if row else None


def get(tx: Transaction, id: int) -> Kept | None:
    """Give one conversation."""
    return _first(tx, conversations.c.id == id)


def paused_of(tx: Transaction, person_id: int, flow: str | None = None) -> Kept | None:
    """Give the newest conversation this person set aside."""
    wanted = [conversations.c.person_id == person_id, conversations.c.status == "paused"]
    if flow:
        wanted.append(conversations.c.flow == flow)
    return _first(tx, *wanted)


def of(tx: Transaction, person_id: int, flows: Collection[str]) -> list[Kept]:
    """List a person's conversations of some flows, oldest first."""
    wanted = conversations.c.person_id == person_id, conversations.c.flow.in_(flows)
    return [_kept(tx, row) for row in tx.run(select(conversations).where(*wanted).order_by(conversations.c.id))]


def _first(tx: Transaction, *where: Any) -> Kept | None:
    row = tx.run(select(conversations).where(*where).order_by(*NEWEST).limit(1)).first()
    return _kept(tx, row) if row else None


def _kept(tx: Transaction, row: Row[Any]) -> Kept:
    context = tx.seal.open(row.context) if row.context else {}
    return Kept(
        row.id,
        row.chat_id,
        row.person_id,
        row.flow,
        row.status,
        row.correcting or None,
        answers_of(tx, row.id),
        context,
        row.updated_at,
    )


def answers_of(tx: Transaction, id: int) -> dict[str, Any]:
    """Give the current answers of a conversation, the newest last."""
    rows = tx.run(GIVEN, {"conversation": id})
    return {row.key: tx.seal.open(row.value) for row in rows if row.value is not None}


def remember(tx: Transaction, id: int, changes: Mapping[str, Any | None], correcting: str | None) -> None:
    """Append what changed (None takes an answer back) and note which answer is being corrected."""
    for key, value in changes.items():
        sealed = None if value is None else tx.seal.close(value)
        tx.add(AnswerRow, conversation_id=id, key=key, value=sealed, given_at=tx.now)
    tx.run(TOUCHED, {"row": id, "now_correcting": correcting or "", "at": tx.now})


def reopen(tx: Transaction, kept: Kept) -> None:
    """Take a conversation up again; another one open in the chat is set aside."""
    pause(tx, kept.chat_id)
    tx.run(MARKED, {"row": kept.id, "as": "open", "at": tx.now})


def end(tx: Transaction, id: int, status: str = "ended") -> None:
    """Close a conversation."""
    tx.run(MARKED, {"row": id, "as": status, "at": tx.now})


def set_context(tx: Transaction, id: int, context: Mapping[str, Any]) -> None:
    """Replace what a conversation was begun with."""
    sealed = tx.seal.close(dict(context))
    tx.run(update(conversations).where(conversations.c.id == id).values(context=sealed))


def hand_over(tx: Transaction, id: int, person_id: int) -> None:
    """Make a conversation another person's, in their private chat; it waits there to be taken up."""
    values = {"person_id": person_id, "chat_id": person_id, "status": "ended"}
    tx.run(update(conversations).where(conversations.c.id == id).values(**values))


def sweep(tx: Transaction) -> None:
    """Forget the questions for consent nobody answered in two days, and what was set aside until then."""
    old = conversations.c.flow == "consent", conversations.c.updated_at < tx.now - UNANSWERED_FOR
    tx.run(delete(conversations).where(*old, conversations.c.status != "ended"))


def forget(tx: Transaction, id: int) -> None:
    """Delete a conversation with its answers."""
    tx.run(delete(answers).where(answers.c.conversation_id == id))
    tx.run(delete(conversations).where(conversations.c.id == id))
