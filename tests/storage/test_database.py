"""The one writer: work of several callers in one commit, each in its own savepoint; what people said is sealed."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage import conversations, outbox, staff
from storage.database import Database, Transaction, check, table
from storage.sealing import Seal, WrongKey, new_key
from storage.tables import Outbox
from storage.upgrade import upgrade

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database on disk."""
    made = Database(f"sqlite:///{tmp_path}/a.db", Seal(new_key()), lambda: NOW)
    upgrade(made.engine)
    yield made
    made.close()


def test_one_piece_that_fails_takes_nothing_of_its_neighbours(database: Database) -> None:
    def good(tx: Transaction) -> None:
        staff.set_to(tx, "baik", 1)

    def bad(tx: Transaction) -> None:
        staff.set_to(tx, "buruk", 1)
        raise RuntimeError("no")

    async def together() -> list[object]:
        return await asyncio.gather(
            *(database.run(work) for work in (good, bad, good)),
            return_exceptions=True,
        )

    results = asyncio.run(together())
    assert isinstance(results[1], RuntimeError)
    assert database.call(staff.all_settings) == {"baik": 1}


def test_results_are_told_only_after_the_commit(database: Database) -> None:
    async def many() -> list[int | None]:
        works = [
            database.run(lambda tx, n=n: outbox.put(tx, n, "sendMessage", {"chat_id": n}))  # type: ignore[misc]
            for n in range(1, 101)
        ]
        return [call.id if call else None for call in await asyncio.gather(*works)]

    ids = asyncio.run(many())
    assert sorted(id for id in ids if id) == list(range(1, 101))
    counted = database.call(lambda tx: tx.run(select(func.count()).select_from(table(Outbox))).scalar_one())
    assert counted == 100


def test_a_call_named_once_is_put_once(database: Database) -> None:
    first = database.call(lambda tx: outbox.put(tx, 1, "sendMessage", {}, once="a"))
    second = database.call(lambda tx: outbox.put(tx, 1, "sendMessage", {}, once="a"))
    assert first is not None
    assert second is None


def test_answers_are_appended_and_the_newest_counts(database: Database) -> None:
    def talk(tx: Transaction) -> dict[str, object]:
        kept = conversations.begin(tx, 1, 1, "visit")
        for value in ("a", "b", None, "c"):
            conversations.remember(tx, kept.id, {"key": value}, None)
        return conversations.answers_of(tx, kept.id)

    assert database.call(talk) == {"key": "c"}


def test_beginning_anew_sets_the_open_conversation_aside(database: Database) -> None:
    def talk(tx: Transaction) -> tuple[str | None, str | None]:
        conversations.begin(tx, 1, 1, "visit")
        conversations.begin(tx, 1, 1, "adviser")
        now, before = conversations.open_in(tx, 1), conversations.paused_of(tx, 1)
        return now.flow if now else None, before.flow if before else None

    assert database.call(talk) == ("adviser", "visit")


def test_a_sound_database_has_no_problems(database: Database) -> None:
    with database.engine.connect() as connection:
        assert check(connection) == []


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = Database(database.url, database.seal, lambda: NOW.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone"):
        naive.call(lambda tx: staff.set_to(tx, "a", 1))
    naive.close()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_what_is_sealed_opens_to_the_same(value: object) -> None:
    seal = Seal(new_key())
    assert seal.open(seal.close(value)) == value


def test_another_key_opens_nothing() -> None:
    sealed = Seal(new_key()).close("rahasia")
    with pytest.raises(WrongKey):
        Seal(new_key()).open(sealed)
    assert b"rahasia" not in sealed


def test_settled_calls_are_gone_after_two_days(tmp_path: Path) -> None:
    clock = [NOW]
    database = Database(f"sqlite:///{tmp_path}/b.db", Seal(new_key()), lambda: clock[0])
    upgrade(database.engine)
    call = database.call(lambda tx: outbox.put(tx, 1, "sendMessage", {"text": "a"}))
    assert call is not None
    database.call(lambda tx: outbox.sent(tx, call, 7))
    clock[0] += timedelta(days=2, minutes=1)
    database.call(outbox.sweep)
    assert database.call(lambda tx: outbox.due(tx, 0)) == []
    assert database.call(lambda tx: tx.run(select(func.count()).select_from(table(Outbox))).scalar_one()) == 0
    database.close()
