"""Files handed in for a case: their rows here, their sealed bytes in a folder under random names.

Bytes are written before their row and removed after it is gone, so that a crash leaves at most bytes without a row,
which nothing opens and the sweep deletes. The folder is copied beside the database by a backup.
"""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, Row, and_, func, or_, select, update

from storage import outbox
from storage.case_tables import Case, FounderRow, Upload
from storage.database import Transaction, table
from storage.sealing import Seal

Status = Literal["waiting", "approved", "returned"]
REMOVE = "removeFiles"  # what the outbox calls the removal of bytes
YOUNG = 86_400  # seconds in which bytes without a row may still get one
BEGUN = ".part"  # the ending of a file that is being written; one left by a crash is swept
NOBODY = 0  # the chat of such a call: it outlives the erasure of a person's own calls
uploads, founders, cases = table(Upload), table(FounderRow), table(Case)


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
    """Write a file's bytes sealed under a random name, whole or not at all, and give the name; its row comes after.

    Raises OSError where it cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    begun = folder / f"{name}{BEGUN}"
    try:
        _write(begun, seal.close_bytes(content))
        begun.rename(folder / name)
    except BaseException:  # a full disk above all
        begun.unlink(missing_ok=True)
        raise
    _keep(folder)
    return name


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep(folder: Path) -> None:
    """Make a new name in a folder lasting: the row that follows must not outlive a power cut alone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def load(folder: Path, seal: Seal, name: str) -> bytes:
    """Give a stored file's bytes; raises FileNotFoundError, or WrongKey."""
    return seal.open_bytes((folder / name).read_bytes())


def add(tx: Transaction, case_id: int, founder_id: int | None, item: str, *, kind: str, size: int, file: str) -> int:
    """Note a stored file beside those of the same item, which may have several pages; returned ones give way to it."""
    same = uploads.c.founder_id.is_(None) if founder_id is None else uploads.c.founder_id == founder_id
    _forget(tx, uploads.c.case_id == case_id, same, uploads.c.item == item, uploads.c.status == "returned")
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


def count_of(tx: Transaction, person_id: int) -> int:
    """Count the files kept of a person: those of the places they hold and of the cases they own."""
    seats = select(founders.c.id).where(founders.c.person_id == person_id)
    owned = select(cases.c.id).where(cases.c.owner_id == person_id)
    own = or_(uploads.c.founder_id.in_(seats), and_(uploads.c.founder_id.is_(None), uploads.c.case_id.in_(owned)))
    return int(tx.run(select(func.count()).select_from(uploads).where(own)).scalar_one())


# -- forgetting ----------------------------------------------------------------------------------------------------


def forget(tx: Transaction, id: int) -> None:
    """Forget one file."""
    _forget(tx, uploads.c.id == id)


def forget_founder(tx: Transaction, founder_id: int) -> None:
    """Forget the files of a founder's place."""
    _forget(tx, uploads.c.founder_id == founder_id)


def forget_case(tx: Transaction, case_id: int) -> None:
    """Forget all files of a case."""
    _forget(tx, uploads.c.case_id == case_id)


def _forget(tx: Transaction, *which: Any) -> None:
    """Delete rows, and note in the same transaction that their bytes are to be removed once it is committed."""
    gone = [row.file for row in tx.run(select(uploads.c.file).where(*which))]
    if gone:
        tx.run(uploads.delete().where(*which))
        outbox.put(tx, NOBODY, REMOVE, {"files": gone}, lane=outbox.FETCH)


def remove(folder: Path, files: Iterable[str]) -> None:
    """Remove the bytes of files whose rows are gone."""
    for name in files:
        (folder / name).unlink(missing_ok=True)


def lost(engine: Engine, folder: Path) -> list[str]:
    """Say which rows have no bytes in the folder, for the office's check of a database."""
    with engine.connect() as connection:
        rows = connection.execute(select(uploads.c.id, uploads.c.file)).all()
    return [f"upload {row.id} has no file {row.file}" for row in rows if not (folder / row.file).is_file()]


def names(tx: Transaction) -> set[str]:
    """Give the names of all files that have a row."""
    return {row.file for row in tx.run(select(uploads.c.file))}


def sweep(folder: Path, known: set[str], older_than: float) -> int:
    """Delete the files that no row names and that were written before a moment (seconds since the epoch).

    What is younger may be on its way: its row follows.
    """
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
