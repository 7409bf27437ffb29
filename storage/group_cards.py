"""The status cards of the groups that cases are bound to: what each showed last, and whether anything happened since.

Looking is cheap: nothing is opened, the newest row of every kind that a card tells of is enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, exists, func, literal, select, update

from storage.case_tables import Case, CaseEvent, FounderRow, GroupCard, Upload
from storage.database import Transaction, insert_new, table
from storage.tables import Group, MessageLink, Outbox

cards, cases, groups = table(GroupCard), table(Case), table(Group)
events, founders, uploads = table(CaseEvent), table(FounderRow), table(Upload)
links, outbox = table(MessageLink), table(Outbox)
ABOUT = "card:"


def about(case_id: int) -> str:
    """Give what a case's card is about, so that its message is found again."""
    return f"{ABOUT}{case_id}"


@dataclass(frozen=True)
class Bound:
    """A case with a group.

    `sign` changes whenever something happens to the case, `shown` is the one its card was worked out from, if there is
    one; `message_id` is the card's, None until it was sent; `waits` tells that a call for it is still to be made.
    """

    case_id: int
    chat_id: int
    sign: str
    shown: str | None
    mark: str
    message_id: int | None
    pinned_id: int | None
    shown_at: datetime | None
    waits: bool
    lost: bool
    may_pin: bool


def bound(tx: Transaction) -> Iterator[Bound]:
    """Give all cases that have a group, without opening any."""
    chat, subject = cases.c.group_chat_id, literal(ABOUT) + cast(cases.c.id, String)
    signs: list[ColumnElement[Any]] = [
        chat,
        cases.c.version,
        cases.c.stage,
        _newest(events, events.c.id),
        _newest(founders, founders.c.updated_at),
        _newest(uploads, uploads.c.id),
        _newest(uploads, uploads.c.decided_at),
        select(func.count()).where(uploads.c.case_id == cases.c.id).scalar_subquery(),
    ]
    message = select(func.max(links.c.message_id)).where(links.c.chat_id == chat, links.c.about == subject)
    waits = exists().where(outbox.c.chat_id == chat, outbox.c.about == subject, outbox.c.status == "due")
    looked = (
        select(cases.c.id, message.scalar_subquery(), waits, groups.c.present, groups.c.may_pin, *_card(), *signs)
        .select_from(cases.outerjoin(cards, cards.c.case_id == cases.c.id).outerjoin(groups, groups.c.id == chat))
        .where(chat.is_not(None))
        .order_by(cases.c.id)
    )
    for row in tx.run(looked).all():
        id, sent_as, due, present, may_pin, shown, mark, pinned_id, shown_at, *parts = tuple(row)
        sign = "|".join(str(part) for part in parts)
        more = {"waits": bool(due), "lost": present is False, "may_pin": bool(may_pin)}
        yield Bound(id, parts[0], sign, shown, mark or "", sent_as, pinned_id, shown_at, **more)


def _card() -> tuple[ColumnElement[Any], ...]:
    return cards.c.sign, cards.c.mark, cards.c.pinned_id, cards.c.shown_at


def _newest(rows: Any, column: Any) -> Any:
    return select(func.max(column)).where(rows.c.case_id == cases.c.id).scalar_subquery()


def shown(tx: Transaction, case_id: int, sign: str, mark: str) -> None:
    """Note what a card shows from now on, and from which state of the case."""
    values = {"sign": sign, "mark": mark, "shown_at": tx.now}
    tx.run(insert_new(tx.connection, GroupCard).values(case_id=case_id, **values))
    tx.run(update(cards).where(cards.c.case_id == case_id).values(**values))


def looked(tx: Transaction, case_id: int, sign: str) -> None:
    """Note that what happened to a case changed nothing on its card."""
    tx.run(update(cards).where(cards.c.case_id == case_id).values(sign=sign))


def pinned(tx: Transaction, case_id: int, message_id: int) -> None:
    """Note which message was pinned: one that somebody unpins is left so."""
    tx.run(update(cards).where(cards.c.case_id == case_id).values(pinned_id=message_id))


def forget(tx: Transaction, case_id: int, chat_id: int) -> None:
    """Forget a card: its message is no longer one."""
    tx.run(delete(cards).where(cards.c.case_id == case_id))
    tx.run(delete(links).where(links.c.chat_id == chat_id, links.c.about == about(case_id)))
