"""Links into a case: one for all, or one for a named founder's place, valid once. The token itself is kept nowhere.

A token is made anew from the data key and the link's own row whenever it is shown, so a database alone opens nothing.
"""

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Row, select, update

from storage.case_tables import CaseLink
from storage.database import Transaction, table

Kind = Literal["case", "place"]
Trouble = Literal["unknown", "expired", "revoked", "used"]
VALID: dict[Kind, timedelta] = {"case": timedelta(days=30), "place": timedelta(days=14)}  # ours to choose, no law
LETTERS = 16
links = table(CaseLink)


class Closed(Exception):
    """A link opens nothing; `why` says in a word what became of it."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why: Trouble = why


@dataclass(frozen=True)
class Open:
    """A link that can be used, with the token that opens it."""

    id: int
    case_id: int
    founder_id: int | None
    kind: Kind
    token: str
    expires_at: datetime

    @property
    def start(self) -> str:
        """What stands behind `?start=`."""
        return f"{'g' if self.kind == 'case' else 'p'}_{self.token}"


def make(tx: Transaction, case_id: int, founder_id: int | None = None) -> Open:
    """Make a link; the ones there were for the same case or place are revoked."""
    kind: Kind = "place" if founder_id else "case"
    _revoke(tx, links.c.case_id == case_id, links.c.kind == kind, links.c.founder_id == founder_id)
    values = {"kind": kind, "token_hash": "", "created_at": tx.now, "expires_at": tx.now + VALID[kind]}
    id = tx.add(CaseLink, case_id=case_id, founder_id=founder_id, **values)
    token = _token(tx, id, case_id, tx.now)
    tx.run(update(links).where(links.c.id == id).values(token_hash=tx.seal.mark("link", token)))
    return Open(id, case_id, founder_id, kind, token, values["expires_at"])  # type: ignore[arg-type]


def current(tx: Transaction, case_id: int, founder_id: int | None = None) -> Open | None:
    """Give the link of a case or a place that can still be used."""
    wanted = links.c.case_id == case_id, links.c.founder_id == founder_id
    row = tx.run(select(links).where(*wanted).order_by(links.c.id.desc()).limit(1)).first()
    return _open(tx, row) if row is not None and _trouble(tx, row) is None else None


def get(tx: Transaction, id: int) -> Open | None:
    """Give a link by its row, if it can still be used."""
    row = tx.run(select(links).where(links.c.id == id)).first()
    return _open(tx, row) if row is not None and _trouble(tx, row) is None else None


def opened(tx: Transaction, token: str) -> Open:
    """Give the link a token opens; raises Closed."""
    row = tx.run(select(links).where(links.c.token_hash == tx.seal.mark("link", token))).first()
    if row is None:
        raise Closed("unknown")
    if trouble := _trouble(tx, row):
        raise Closed(trouble)
    return _open(tx, row)


def used_by(tx: Transaction, token: str) -> int | None:
    """Tell who used a link that is valid once: the same person may open it again."""
    row = tx.run(select(links.c.used_by).where(links.c.token_hash == tx.seal.mark("link", token))).first()
    return row.used_by if row else None


def use(tx: Transaction, id: int, person_id: int) -> None:
    """Note who used a link that is valid once."""
    tx.run(update(links).where(links.c.id == id).values(used_by=person_id, used_at=tx.now))


def revoke(tx: Transaction, case_id: int, founder_id: int | None = None) -> None:
    """Revoke the link of a case or of a place."""
    _revoke(tx, links.c.case_id == case_id, links.c.founder_id == founder_id)


def revoke_place(tx: Transaction, founder_id: int) -> None:
    """Revoke whatever leads to a place."""
    _revoke(tx, links.c.founder_id == founder_id)


def forget_person(tx: Transaction, person_id: int) -> None:
    """Leave the links a person used without the person; they stay used."""
    tx.run(update(links).where(links.c.used_by == person_id).values(used_by=None))


def _revoke(tx: Transaction, *which: Any) -> None:
    tx.run(update(links).where(*which, links.c.revoked_at.is_(None)).values(revoked_at=tx.now))


def _trouble(tx: Transaction, row: Row[Any]) -> Trouble | None:
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at <= tx.now else None


def _open(tx: Transaction, row: Row[Any]) -> Open:
    token = _token(tx, row.id, row.case_id, row.created_at)
    return Open(row.id, row.case_id, row.founder_id, row.kind, token, row.expires_at)


def _token(tx: Transaction, id: int, case_id: int, created_at: datetime) -> str:
    made = bytes.fromhex(tx.seal.mark("token", f"{id}.{case_id}.{created_at.isoformat()}"))
    return b32encode(made).decode().lower()[:LETTERS]
