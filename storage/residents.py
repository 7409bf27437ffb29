"""People who wrote to the bot, what they agreed to, and whether they can be reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update

from storage.database import Transaction, insert_new, table
from storage.tables import Resident

FOLLOW_UP_WITHIN = timedelta(minutes=10)
residents = table(Resident)
ONE = select(residents).where(residents.c.id == bindparam("person"))


@dataclass(frozen=True)
class Known:
    """What is remembered of a person."""

    id: int
    name: str
    consent_version: str
    consent_at: datetime | None
    announcements: bool
    reachable: bool
    started_at: datetime
    last_entry: str | None


def get(tx: Transaction, id: int) -> Known | None:
    """Give one person; `last_entry` is the answer of the last ten minutes, if there was one."""
    row = tx.run(ONE, {"person": id}).first()
    if row is None:
        return None
    recent = row.last_entry_at is not None and tx.now - row.last_entry_at <= FOLLOW_UP_WITHIN
    return Known(
        row.id,
        tx.seal.open(row.profile)["name"] if row.profile else "",
        row.consent_version,
        row.consent_at,
        row.announcements,
        row.reachable,
        row.started_at,
        row.last_entry if recent and row.last_entry else None,
    )


def seen(tx: Transaction, id: int, known: Known | None) -> None:
    """Note that a person wrote in private: that makes them reachable again. Their name is kept only with consent."""
    if known is None:
        values = {"id": id, "started_at": tx.now, "seen_at": tx.now, "consent_version": "", "last_entry": ""}
        tx.run(insert_new(tx.connection, Resident).values(**values, announcements=True, reachable=True))
    elif not known.reachable:
        tx.run(update(residents).where(residents.c.id == id).values(reachable=True, seen_at=tx.now))


def consented(tx: Transaction, id: int, version: str, name: str) -> None:
    """Note consent to a version of the words, and from now on the name."""
    values = {"consent_version": version, "consent_at": tx.now, "profile": tx.seal.close({"name": name})}
    tx.run(update(residents).where(residents.c.id == id).values(**values))


def wants_announcements(tx: Transaction, id: int, wanted: bool) -> None:
    """Note whether a person wants announcements."""
    tx.run(update(residents).where(residents.c.id == id).values(announcements=wanted))


def unreachable(tx: Transaction, id: int) -> None:
    """Note that a person blocked the bot or is gone; they are left alone until they write."""
    tx.run(update(residents).where(residents.c.id == id).values(reachable=False))


def answered(tx: Transaction, id: int, entry: str) -> None:
    """Note the entry last given, for a follow-up."""
    tx.run(update(residents).where(residents.c.id == id).values(last_entry=entry, last_entry_at=tx.now))


def count_for_announcements(tx: Transaction) -> int:
    """Count those who started the bot, can be reached and did not opt out."""
    wanted = residents.c.announcements.is_(True), residents.c.reachable.is_(True)
    return int(tx.run(select(func.count()).where(*wanted)).scalar_one())
