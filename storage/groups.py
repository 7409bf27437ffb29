"""The groups the bot is in, and which of them want answers to questions that do not call it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, update

from storage.database import Transaction, insert_new, table
from storage.tables import Conversation, Group

BETWEEN = timedelta(seconds=30)  # two automatic answers in one group
groups = table(Group)


def joined(tx: Transaction, id: int, title: str, present: bool) -> None:
    """Note that the bot came into a group or left it; whoever lets it in again switches it on again."""
    known: dict[str, Any] = {"profile": tx.seal.close({"title": title}), "present": present}
    new = {"id": id, "joined_at": tx.now, "automatic": False, **known}
    tx.run(insert_new(tx.connection, Group).values(**new))
    if not present:
        known["automatic"] = False
    tx.run(update(groups).where(groups.c.id == id).values(**known))


def present(tx: Transaction, id: int) -> bool:
    """Tell whether the bot is known to be in a group."""
    return tx.run(select(groups.c.id).where(groups.c.id == id, groups.c.present.is_(True))).first() is not None


def switch(tx: Transaction, id: int, title: str, automatic: bool) -> None:
    """Switch automatic answers for a group on or off; that we are in it is known then."""
    joined(tx, id, title, present=True)
    tx.run(update(groups).where(groups.c.id == id).values(automatic=automatic))


def automatic(tx: Transaction, ids: Collection[int] | None = None) -> set[int]:
    """Give the groups that want automatic answers, among `ids` where they are given."""
    wanted = select(groups.c.id).where(groups.c.automatic.is_(True), groups.c.present.is_(True))
    return {row.id for row in tx.run(wanted if ids is None else wanted.where(groups.c.id.in_(ids)))}


def may_answer(tx: Transaction, id: int) -> bool:
    """Take the group's next automatic answer; False when it is not switched on or the last one is too fresh."""
    last = groups.c.answered_at
    quiet = or_(last.is_(None), last <= tx.now - BETWEEN, last > tx.now)  # a clock that was set back silences nobody
    free = update(groups).where(groups.c.id == id, groups.c.automatic.is_(True), groups.c.present.is_(True), quiet)
    return bool(tx.run(free.values(answered_at=tx.now)).rowcount)


def move(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: all that was kept for it goes to its new id."""
    known = tx.run(select(groups).where(groups.c.id == old)).first()
    taken = tx.run(select(groups.c.id).where(groups.c.id == new)).first()
    if known is not None and taken is None:
        tx.run(update(groups).where(groups.c.id == old).values(id=new))
    elif known is not None:  # we were told of the new one first
        tx.run(update(groups).where(groups.c.id == new).values(automatic=known.automatic))
        tx.run(update(groups).where(groups.c.id == old).values(automatic=False))
    conversations = table(Conversation)
    tx.run(update(conversations).where(conversations.c.chat_id == old).values(chat_id=new))
