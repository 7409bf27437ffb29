"""Files handed in for a case: their rows here, their sealed bytes in a folder under random names."""

import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Row, select, update

from storage.database import Transaction, table
from storage.sealing import Seal
from storage.tables import Upload

Status = Literal["waiting", "approved", "returned"]
uploads = table(Upload)


@dataclass(frozen=True)
class Handed:
    """One file handed in; `reason` is the adviser's, where it was returned."""

    id: int
    case_id: int
    founder_id: int | None
    item: str
    kind: str
    size: int
    file: str
    status: Status
    reason: str
    sent_at: datetime


def store(folder: Path, seal: Seal, content: bytes) -> str:
    """Write a file's bytes sealed under a random name and give the name; call it before the row is added."""
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(seal.close(b64encode(content).decode()))
    return name


def load(folder: Path, seal: Seal, name: str) -> bytes:
    """Give a stored file's bytes; raises FileNotFoundError, or WrongKey."""
    return b64decode(seal.open((folder / name).read_bytes()))


def add(tx: Transaction, case_id: int, founder_id: int | None, item: str, *, kind: str, size: int, file: str) -> int:
    """Note a stored file; an earlier one of the same item that waits or was returned gives way to it."""
    before = uploads.c.case_id == case_id, uploads.c.founder_id == founder_id, uploads.c.item == item
    tx.run(uploads.delete().where(*before, uploads.c.status != "approved"))
    values = {"item": item, "kind": kind, "size": size, "file": file, "status": "waiting", "sent_at": tx.now}
    return tx.add(Upload, case_id=case_id, founder_id=founder_id, **values)


def decide(tx: Transaction, id: int, status: Status, by: int, reason: str = "") -> None:
    """Approve a file, or return it with a reason."""
    sealed = tx.seal.close(reason) if reason else None
    values = {"status": status, "reason": sealed, "decided_by": by, "decided_at": tx.now}
    tx.run(update(uploads).where(uploads.c.id == id).values(**values))


def get(tx: Transaction, id: int) -> Handed | None:
    """Give one file's row."""
    row = tx.run(select(uploads).where(uploads.c.id == id)).first()
    return _handed(tx, row) if row else None


def of(tx: Transaction, case_id: int) -> list[Handed]:
    """List the files of a case, oldest first."""
    rows = tx.run(select(uploads).where(uploads.c.case_id == case_id).order_by(uploads.c.id))
    return [_handed(tx, row) for row in rows]


def forget_founder(tx: Transaction, founder_id: int) -> None:
    """Forget the files of a founder's place; their bytes go with the next sweep."""
    tx.run(uploads.delete().where(uploads.c.founder_id == founder_id))


def names(tx: Transaction) -> set[str]:
    """Give the names of all files that have a row."""
    return {row.file for row in tx.run(select(uploads.c.file))}


def sweep(folder: Path, known: set[str], older_than: float) -> int:
    """Delete the files that no row names and that were written before a moment (seconds since the epoch)."""
    gone = 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in known and path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _handed(tx: Transaction, row: Row[Any]) -> Handed:
    return Handed(
        row.id,
        row.case_id,
        row.founder_id,
        row.item,
        row.kind,
        row.size,
        row.file,
        row.status,
        tx.seal.open(row.reason) if row.reason else "",
        row.sent_at,
    )
