"""The groups the bot is in: what it may do there, and which want answers to questions that do not call it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, update

from storage import staff
from storage.case_tables import Case
from storage.database import Transaction, insert_new, table
from storage.tables import Conversation, Group

BETWEEN = timedelta(seconds=30)  # two automatic answers in one group
groups, cases = table(Group), table(Case)
NOTHING: dict[str, Any] = {"may_delete": False, "may_pin": False}


def joined(tx: Transaction, id: int, title: str, present: bool) -> None:
    """Note that the bot came into a group or left it; whoever lets it in again switches it on again."""
    known: dict[str, Any] = {"profile": tx.seal.close({"title": title}), "present": present}
    new = {"id": id, "joined_at": tx.now, "automatic": False, **known}
    tx.run(insert_new(tx.connection, Group).values(**new))
    if not present:
        known |= {"automatic": False, **NOTHING}
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


def lost(tx: Transaction, id: int) -> None:
    """Note that Telegram no longer lets us write in a group: it was deleted, or we were put out or silenced."""
    tx.run(update(groups).where(groups.c.id == id).values(present=False, **NOTHING))


def allow(tx: Transaction, id: int, *, delete: bool | None, pin: bool | None) -> None:
    """Note what we may do in a group; None leaves what was known."""
    known = {name: may for name, may in (("may_delete", delete), ("may_pin", pin)) if may is not None}
    if known:
        tx.run(update(groups).where(groups.c.id == id).values(**known))


def told(tx: Transaction, id: int) -> bool:
    """Take the one time that a group's admins are told what we may not do; False when they were."""
    untold = update(groups).where(groups.c.id == id, groups.c.told_at.is_(None))
    return bool(tx.run(untold.values(told_at=tx.now)).rowcount)


def guarded(tx: Transaction, ids: Collection[int], staff_chat: int | None) -> set[int]:
    """Give the groups, among `ids`, in which we look after personal numbers: where a case is bound, or we may delete.

    Never the staff's own, which is `staff_chat` unless another one was bound.
    """
    own = staff.setting(tx, "staff_chat")
    bound = select(cases.c.group_chat_id.label("id")).where(cases.c.group_chat_id.in_(ids))
    deleting = select(groups.c.id).where(groups.c.id.in_(ids), groups.c.may_delete.is_(True))
    return {int(row.id) for row in tx.run(bound.union(deleting))} - {int(own) if own is not None else staff_chat}


def move(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: all that was kept for it goes to its new id."""
    known = tx.run(select(groups).where(groups.c.id == old)).first()
    taken = tx.run(select(groups.c.id).where(groups.c.id == new)).first()
    if known is not None and taken is None:
        tx.run(update(groups).where(groups.c.id == old).values(id=new))
    elif known is not None:  # we were told of the new one first
        carried = {name: getattr(known, name) for name in ("automatic", "may_delete", "may_pin", "told_at")}
        tx.run(update(groups).where(groups.c.id == new).values(**carried))
        tx.run(update(groups).where(groups.c.id == old).values(automatic=False, **NOTHING))
    tx.run(update(cases).where(cases.c.group_chat_id == old).values(group_chat_id=new))
    conversations = table(Conversation)
    tx.run(update(conversations).where(conversations.c.chat_id == old).values(chat_id=new))
