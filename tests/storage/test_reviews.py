"""What advisers decide, note and record: kept sealed, lapsing when given anew, gone with the founder or the case."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from flows.circle.agreed import agreed
from knowledge.documents.circle import Founder
from storage import cases, circle, conversations, erasure, history, reviews, staff
from storage.database import Database, Transaction
from storage.sealing import Seal, new_key
from storage.upgrade import upgrade

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OWNER, BUDI, SARI = 1, 2, 201
NIK, NPWP = "3573011501900001", "012345678901000"
CONTENT: dict[str, Any] = {
    "preparation": {
        "names": ["Koperasi Jasa Kampung Wisata Ceria"],
        "kind": "service",
        "interest": "menerima tamu",
        "business": "paket wisata",
        "principal_savings": 100_000,
        "mandatory_savings": 25_000,
        "founders": ["Budi"],
    }
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database on disk."""
    made = Database(f"sqlite:///{tmp_path}/a.db", Seal(new_key()), lambda: NOW)
    upgrade(made.engine)
    yield made
    made.close()


def founder(address: str = "Jl. Arjuno 5, Klojen") -> Founder:
    return Founder("Budi", NIK, "Malang", date(1990, 1, 15), "L", address, "Pedagang", "+628123456789", 100_000, 25_000)


def opened(tx: Transaction) -> tuple[int, int]:
    """A case with one founder, complete."""
    id = cases.keep(tx, OWNER, "persiapan", CONTENT, None)
    circle.follow(tx, id, ["Budi"])
    seat = circle.admit(tx, circle.places(tx, id)[0].id, BUDI)
    circle.consent(tx, seat, "1")
    circle.give(tx, seat, founder())
    circle.confirm(tx, seat, agreed(CONTENT).mark)
    staff.add(tx, SARI, "Mbak Sari", "adviser")
    return id, seat


def state(tx: Transaction, seat: int) -> str:
    kept = circle.get(tx, seat)
    assert kept
    return kept.state


def test_only_the_newest_decision_on_an_item_stands(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        reviews.decide(tx, id, seat, "data", "returned", SARI, "NIK kurang satu angka")
        assert reviews.returned(tx, id, seat) == {"data": "NIK kurang satu angka"}
        reviews.decide(tx, id, seat, "data", "approved", SARI)
        assert [one.status for one in reviews.of(tx, id)] == ["approved"]
        assert reviews.returned(tx, id, seat) == {}
        assert [one.what for one in history.of(tx, id)][-2:] == ["returned", "approved"]

    database.call(work)


def test_returned_data_are_owed_until_they_are_given_anew(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        assert state(tx, seat) == "complete"
        reviews.decide(tx, id, seat, "data", "returned", SARI, "alamat belum lengkap")
        circle.settle(tx, seat)
        assert state(tx, seat) == "accepted"
        circle.give(tx, seat, founder())  # the same once more: he looked and says it is right
        assert state(tx, seat) == "complete"
        assert reviews.of(tx, id) == []

    database.call(work)


def test_an_approval_lapses_only_when_the_data_change(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        reviews.decide(tx, id, seat, "data", "approved", SARI)
        circle.give(tx, seat, founder())
        assert [one.status for one in reviews.of(tx, id)] == ["approved"]
        circle.give(tx, seat, founder("Jl. Semeru 7, Klojen"))
        assert reviews.of(tx, id) == []
        assert state(tx, seat) == "complete"

    database.call(work)


def test_a_record_made_anew_counts_and_the_former_stays_as_history(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, _ = opened(tx)
        reviews.record(tx, id, SARI, {"sk_number": "AHU-1", "sk_date": "2027-02-01"})
        reviews.record(tx, id, SARI, {"sk_number": "AHU-2"})
        assert reviews.recorded(tx, id) == {"sk_number": "AHU-2", "sk_date": "2027-02-01"}
        assert reviews.counts(tx, id)["records"] == 3

    database.call(work)


def test_reasons_notes_and_numbers_are_sealed_on_disk(database: Database, tmp_path: Path) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        reviews.decide(tx, id, seat, "data", "returned", SARI, f"NIK {NIK} salah")
        reviews.note(tx, id, SARI, f"ibunya menelepon soal {NIK}")
        reviews.record(tx, id, SARI, {"npwp": NPWP})

    database.call(work)
    engine = create_engine(f"sqlite:///{tmp_path}/a.db")
    with engine.connect() as connection:
        for name in ("reviews", "case_notes", "case_records", "case_events"):
            for row in connection.execute(text(f"SELECT * FROM {name}")):
                assert NIK not in str(tuple(row)).replace("\\x", "")
                assert NPWP not in str(tuple(row))
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("a.db*"))
    assert NIK.encode() not in raw
    assert NPWP.encode() not in raw


def test_who_leaves_takes_what_was_decided_on_him_along(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        reviews.decide(tx, id, seat, "data", "returned", SARI, "alamat belum lengkap")
        reviews.decide(tx, id, None, "minutes", "approved", SARI)
        circle.leave(tx, seat)
        assert [one.item for one in reviews.of(tx, id)] == ["minutes"]

    database.call(work)


def test_who_leaves_is_named_in_no_talk_of_an_adviser(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        about = conversations.begin(tx, SARI, SARI, "case_return", {"case_id": id, "founder_id": seat, "who": "Budi"})
        conversations.remember(tx, about.id, {"reason": "alamat belum lengkap"}, None)
        conversations.end(tx, about.id)  # thought better of it before it was sent
        other = conversations.begin(tx, SARI, SARI, "case_return", {"case_id": id, "founder_id": 0})
        erasure.erase(tx, BUDI)
        assert conversations.get(tx, about.id) is None
        assert conversations.get(tx, other.id) is not None

    database.call(work)


def test_an_erased_case_takes_all_that_advisers_kept_along(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        reviews.decide(tx, id, seat, "data", "approved", SARI)
        reviews.note(tx, id, SARI, "akan datang Senin")
        reviews.record(tx, id, SARI, {"npwp": NPWP})
        kept = conversations.begin(tx, SARI, SARI, "case_step", {"case_id": id, "recorded": {"npwp": NPWP}})
        other = conversations.begin(tx, SARI, SARI, "case_note", {"case_id": id + 1})
        erasure.erase(tx, OWNER)
        assert set(reviews.counts(tx, id).values()) == {0}
        assert conversations.get(tx, kept.id) is None
        assert conversations.get(tx, other.id) is not None

    database.call(work)


def test_an_erased_adviser_leaves_what_he_did_without_his_name(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id, seat = opened(tx)
        reviews.decide(tx, id, seat, "data", "approved", SARI)
        reviews.note(tx, id, SARI, "akan datang Senin")
        reviews.record(tx, id, SARI, {"npwp": NPWP})
        erasure.erase(tx, SARI)
        assert [one.by for one in reviews.of(tx, id)] == [None]
        assert [one.by for one in reviews.notes_on(tx, id)] == [None]
        assert reviews.recorded(tx, id) == {"npwp": NPWP}

    database.call(work)
