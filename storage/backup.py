"""Backups of SQLite: a consistent copy while it is in use, and back again only when nobody serves it.

The files that were handed in are copied into a folder beside the copy, sealed as they are.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url, select

from storage.database import Transaction, insert_new, make_engine, table
from storage.sealing import WrongKey
from storage.tables import Fact

MARK = "key_fingerprint"


class CannotRestore(Exception):
    """The backup cannot be put back; the message says why and what would work."""


def file_of(url: str) -> Path:
    """Give the file of a SQLite URL; raises CannotRestore for another database, which has its own tools."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise CannotRestore("This copies SQLite only; for PostgreSQL use pg_dump and pg_restore.")
    return Path(parsed.database)


@contextmanager
def being_served(url: str) -> Iterator[None]:
    """Hold the lock that tells others a process serves this database; raises CannotRestore if one does."""
    if make_url(url).get_backend_name() != "sqlite":
        yield
        return
    lock = file_of(url).with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRestore("A process serves this database; stop it first.") from None
        yield
    finally:
        os.close(descriptor)


def note_fingerprint(tx: Transaction) -> None:
    """Note which key seals this database; raises WrongKey when another one did."""
    facts = table(Fact)
    noted = tx.run(select(facts.c.value).where(facts.c.name == MARK)).first()
    if noted is None:
        tx.run(insert_new(tx.connection, Fact).values(name=MARK, value=tx.seal.fingerprint))
    elif noted.value != tx.seal.fingerprint:
        raise WrongKey("this database was sealed with another data key; set KLINIK_DATA_KEY to that one")


def noted_fingerprint(url: str) -> str | None:
    """Give the fingerprint noted in a database, None where there is none."""
    engine = make_engine(url)
    with engine.connect() as connection:
        row = connection.execute(select(table(Fact).c.value).where(table(Fact).c.name == MARK)).first()
    engine.dispose()
    return str(row.value) if row else None


def back_up(url: str, to: Path) -> None:
    """Copy the database to a file that must not exist. The key's fingerprint stands in it, never the key."""
    source = file_of(url)
    if to.exists():
        raise CannotRestore(f"{to} exists already; choose another name.")
    to.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(to)) as copy:
        live.backup(copy)


def put_back(backup: Path, url: str, fingerprint: str) -> None:
    """Replace the database by a backup; raises CannotRestore when it is served, damaged, or sealed by another key."""
    target = file_of(url)
    if not backup.exists():
        raise CannotRestore(f"{backup} does not exist.")
    with being_served(url):
        _look_over(backup, fingerprint)
        fresh = target.with_suffix(".restoring")
        shutil.copyfile(backup, fresh)
        for leftover in (f"{target}-wal", f"{target}-shm"):
            Path(leftover).unlink(missing_ok=True)
        os.replace(fresh, target)


def files_of(backup: Path) -> Path:
    """Give the folder beside a backup that holds its files."""
    return backup.with_name(f"{backup.name}.uploads")


def back_up_files(folder: Path, backup: Path) -> int:
    """Copy the files that were handed in beside a backup made just before; gives how many."""
    return _copied(folder, files_of(backup))


def put_back_files(backup: Path, folder: Path) -> int:
    """Copy those of a backup's files that are not there any more; gives how many. What no row names is swept later."""
    return _copied(files_of(backup), folder)


def _copied(source: Path, target: Path) -> int:
    """Copy the files that the target lacks; one that goes meanwhile was erased, and stays so."""
    count = 0
    for path in source.iterdir() if source.is_dir() else ():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (target / path.name).exists():
            with suppress(FileNotFoundError):
                shutil.copy(path, target / f"{path.name}.part")
                os.replace(target / f"{path.name}.part", target / path.name)
                count += 1
    return count


def _look_over(backup: Path, fingerprint: str) -> None:
    try:
        with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            noted = copy.execute("SELECT value FROM facts WHERE name = ?", (MARK,)).fetchone()
    except sqlite3.DatabaseError:
        raise CannotRestore(f"{backup} is not a backup of this program.") from None
    if not sound:
        raise CannotRestore(f"{backup} is damaged.")
    if noted and noted[0] != fingerprint:
        raise CannotRestore("This backup was sealed with another data key; set KLINIK_DATA_KEY to the one of its time.")
