"""Files that were handed in: rows and sealed bytes come and go together, also through a backup."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import cases, circle, erasure, outbox, uploads
from storage.backup import back_up_files, files_of, put_back_files
from storage.database import Database, Transaction
from storage.sealing import Seal, WrongKey, new_key
from storage.upgrade import upgrade
from tests.flows.interviews import case

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
OWNER, BUDI = 101, 102
PHOTO = b"\xff\xd8\xff 3573021501900002"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/a.db", Seal(new_key()), lambda: NOW)
    upgrade(made.engine)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


def opened(tx: Transaction) -> tuple[int, int]:
    """A case with Budi in it; gives the case and his place."""
    id = cases.keep(tx, OWNER, "persiapan", case(), None)
    return id, circle.admit(tx, circle.add(tx, id, "Budi"), BUDI)


def put(tx: Transaction, case_id: int, founder: int | None, item: str, file: str) -> int:
    return uploads.add(tx, case_id, founder, item, kind="image/jpeg", size=9, file=file)


def to_remove(tx: Transaction) -> list[str]:
    return [name for call in outbox.due(tx, outbox.FETCH) for name in call.payload["files"]]


def test_pages_are_added_and_only_returned_ones_give_way(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        for name in ("a", "b"):
            put(tx, id, seat, "paid", name)
        put(tx, id, None, "paid", "c")
        put(tx, id, seat, "ktp", "k")
        uploads.decide(tx, uploads.of(tx, id)[0].id, "returned", 9, "buram")
        uploads.decide(tx, uploads.of(tx, id)[1].id, "approved", 9)
        assert to_remove(tx) == []
        put(tx, id, seat, "paid", "d")
        assert uploads.names(tx) == {"b", "c", "k", "d"}
        assert to_remove(tx) == ["a"]
        assert uploads.count_of(tx, BUDI) == 3
        assert uploads.count_of(tx, OWNER) == 1

    database.call(work)


def test_bytes_are_named_for_removal_with_their_rows_and_outlive_the_erasure_of_calls(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        put(tx, id, seat, "ktp", "k")
        put(tx, id, None, "minutes", "m")
        assert erasure.counts(tx, BUDI)["files"] == 1
        erasure.erase(tx, BUDI)
        assert to_remove(tx) == ["k"]
        erasure.erase(tx, OWNER)
        assert to_remove(tx) == ["k", "m"]
        assert uploads.names(tx) == set()

    database.call(work)


def test_a_removal_that_is_rolled_back_removes_nothing(database: Database) -> None:
    id, seat = database.call(opened)
    database.call(lambda tx: put(tx, id, seat, "ktp", "k"))

    def broken(tx: Transaction) -> None:
        circle.leave(tx, seat)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.call(broken)
    assert database.call(to_remove) == []
    assert database.call(uploads.names) == {"k"}


def test_bytes_are_sealed_whole_and_open_only_with_the_key(database: Database, folder: Path) -> None:
    name = uploads.store(folder, database.seal, PHOTO)
    assert PHOTO[3:] not in (folder / name).read_bytes()
    assert uploads.load(folder, database.seal, name) == PHOTO
    with pytest.raises(WrongKey):
        uploads.load(folder, Seal(new_key()), name)
    uploads.remove(folder, [name, "never-there"])
    with pytest.raises(FileNotFoundError):
        uploads.load(folder, database.seal, name)


def test_a_full_disk_leaves_nothing_half_written(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        assert [path.suffix for path in folder.iterdir()] == [".part"]
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            uploads.store(folder, database.seal, PHOTO)
    assert list(folder.iterdir()) == []
    name = uploads.store(folder, database.seal, PHOTO)
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).stat().st_mode & 0o077 == 0


def test_the_sweep_leaves_what_is_young_and_what_has_a_row(database: Database, folder: Path) -> None:
    old, young, rowed = (uploads.store(folder, database.seal, PHOTO) for _ in range(3))
    for name in (old, rowed):
        os.utime(folder / name, (1000, 1000))
    assert uploads.sweep(folder, {rowed}, 2000) == 1
    assert {path.name for path in folder.iterdir()} == {young, rowed}
    assert old not in {young, rowed}


def test_a_row_without_its_bytes_is_told(database: Database, folder: Path) -> None:
    id, seat = database.call(opened)
    name = uploads.store(folder, database.seal, PHOTO)
    database.call(lambda tx: (put(tx, id, seat, "ktp", name), put(tx, id, seat, "paid", "lost")))
    assert uploads.lost(database.engine, folder) == ["upload 2 has no file lost"]


def test_a_backup_takes_the_files_along_and_brings_back_those_that_went(tmp_path: Path, folder: Path) -> None:
    seal, backup = Seal(new_key()), tmp_path / "cadangan" / "a.db"
    names = {uploads.store(folder, seal, PHOTO + bytes([number])) for number in range(3)}
    backup.parent.mkdir()
    assert back_up_files(folder, backup) == 3
    assert {path.name for path in files_of(backup).iterdir()} == names
    gone = sorted(names)[0]
    uploads.remove(folder, [gone])
    assert put_back_files(backup, folder) == 1
    assert uploads.load(folder, seal, gone).startswith(PHOTO)
    assert (folder / gone).stat().st_mode & 0o077 == 0


def test_a_backup_without_files_makes_no_folder(tmp_path: Path, folder: Path) -> None:
    assert back_up_files(folder, tmp_path / "a.db") == 0
    assert not files_of(tmp_path / "a.db").exists()


# -- wishes that wait to be released -------------------------------------------------------------------------------


def test_a_held_call_waits_is_released_once_and_is_swept_after_two_days(tmp_path: Path) -> None:
    clock = [NOW]
    database = Database(f"sqlite:///{tmp_path}/b.db", Seal(new_key()), lambda: clock[0])
    upgrade(database.engine)

    def hold(about: str) -> None:
        wish = {"file": "BQAC-secret"}
        database.call(lambda tx: outbox.put(tx, 7, "getFile", wish, lane=outbox.FETCH, about=about, held=True))

    hold("album:1:")
    hold("album:2:")
    assert database.call(lambda tx: outbox.due(tx, outbox.FETCH)) == []

    def release(tx: Transaction) -> None:
        (call,) = outbox.held(tx, 7, "album:1:")
        outbox.release(tx, call, "album:1:ktp.3", {**call.payload, "for": "ktp.3"})

    database.call(release)
    (due,) = database.call(lambda tx: outbox.due(tx, outbox.FETCH))
    assert (due.about, due.payload) == ("album:1:ktp.3", {"file": "BQAC-secret", "for": "ktp.3"})
    assert database.call(lambda tx: outbox.held(tx, 7, "album:1:")) == []
    assert b"BQAC-secret" not in (tmp_path / "b.db").read_bytes()
    clock[0] = NOW.replace(day=24)
    database.call(outbox.sweep)
    assert database.call(lambda tx: outbox.abouts(tx, 7, "album:")) == ["album:1:ktp.3"]
    database.close()
