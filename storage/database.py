"""The one door to the database: a single writer thread that commits the work of several callers together.

Every piece of work runs in its own savepoint, so one that fails takes nothing of its neighbours with it; the caller
hears of its result only after the commit that holds it.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Executable, Insert, Table, create_engine, event, insert, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from storage.sealing import Seal

T = TypeVar("T")
TOGETHER = 64  # pieces of work in one commit


def table(model: type[SQLModel]) -> Table:
    """Give the table behind a model, for statements in plain SQLAlchemy."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def insert_new(connection: Connection, model: type[SQLModel]) -> Any:
    """Begin an insert that leaves rows alone which are there already."""
    return _insert_new(connection.dialect.name, model)


@cache
def _insert_new(dialect_name: str, model: type[SQLModel]) -> Any:
    dialect: Any = postgresql if dialect_name == "postgresql" else sqlite
    statement: Insert = dialect.insert(table(model))
    return statement.on_conflict_do_nothing()  # type: ignore[attr-defined]


@cache
def insert_new_giving_id(dialect_name: str, model: type[SQLModel]) -> Any:
    """Give that insert, made once, with the id of the row it made; none comes back where one was there."""
    return _insert_new(dialect_name, model).returning(table(model).c.id)


@cache
def _insert(model: type[SQLModel]) -> Insert:
    return insert(table(model))


def make_engine(url: str) -> Engine:
    """Make the engine; SQLite gets WAL, foreign keys, a busy timeout, secure delete and explicit transactions."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        path = engine.url.database
        if path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@dataclass(frozen=True)
class Transaction:
    """One transaction: the connection, the seal for what people told us, and the moment it happens (aware, UTC)."""

    connection: Connection
    seal: Seal
    now: datetime

    def run(self, statement: Executable, values: Mapping[str, Any] | None = None) -> CursorResult[Any]:
        """Execute a statement; one made once and given `values` is much cheaper than one made anew."""
        return self.connection.execute(statement, values)

    def apart(self) -> AbstractContextManager[object]:
        """Open a savepoint: of what is done within it nothing is kept if it raises; the rest goes on."""
        return self.connection.begin_nested()

    def add(self, model: type[SQLModel], **values: Any) -> int:
        """Insert a row and give its id."""
        return int(self.run(_insert(model), values).inserted_primary_key[0])  # type: ignore[index]


@dataclass
class _Piece:
    work: Callable[[Transaction], Any]
    done: Callable[[Any, BaseException | None], None]
    result: Any = None
    error: BaseException | None = None


class Database:
    """Runs work on the database, one writer thread for all."""

    def __init__(self, url: str, seal: Seal, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.url = url
        self.seal = seal
        self.now = now
        self.engine = make_engine(url)
        self._pieces: queue.SimpleQueue[_Piece | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="writer", daemon=True)
        self._writer.start()

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction and give its result once that is committed; what it raises is raised here."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def settle(result: Any, error: BaseException | None) -> None:
            if future.done():
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result)

        def done(result: Any, error: BaseException | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, result, error)

        self._pieces.put(_Piece(work, done))
        return await future

    def call(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` the same way from synchronous code."""
        settled = threading.Event()
        piece = _Piece(work, lambda result, error: settled.set())
        self._pieces.put(piece)
        settled.wait()
        if piece.error is not None:
            raise piece.error
        return piece.result  # type: ignore[no-any-return]

    def close(self) -> None:
        """Finish what was handed in and close the database."""
        self._pieces.put(None)
        self._writer.join()
        self.engine.dispose()

    def _write(self) -> None:
        while (first := self._pieces.get()) is not None:
            pieces = [first]
            stop = False
            while len(pieces) < TOGETHER and not self._pieces.empty():
                following = self._pieces.get()
                if following is None:
                    stop = True
                    break
                pieces.append(following)
            self._commit(pieces)
            if stop:
                break

    def _commit(self, pieces: list[_Piece]) -> None:
        try:
            with self.engine.connect() as connection, connection.begin():
                tx = Transaction(connection, self.seal, self.now())
                for piece in pieces:
                    _in_savepoint(tx, piece)
        except Exception as error:  # the commit itself failed: nobody's work is kept
            for piece in pieces:
                piece.error = error
        for piece in pieces:
            piece.done(piece.result, piece.error)


def _in_savepoint(tx: Transaction, piece: _Piece) -> None:
    connection = tx.connection
    connection.exec_driver_sql("SAVEPOINT piece")
    try:
        piece.result = piece.work(tx)
    except Exception as error:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT piece")
        piece.error = error
    finally:
        connection.exec_driver_sql("RELEASE SAVEPOINT piece")


def check(connection: Connection) -> list[str]:
    """Give what the database itself finds wrong: broken pages, broken references."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    return found + [
        f"a row of {row[0]} refers to nothing" for row in connection.execute(text("PRAGMA foreign_key_check"))
    ]
