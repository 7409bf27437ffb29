"""The founders of a case in the database: places, links, consent, the NIK that is known again, and what is left."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text

from flows.circle.agreed import agreed
from flows.circle.states import NotAllowed
from knowledge.documents.circle import Founder
from storage import cases, circle, conflicts, conversations, erasure, history, links, uploads
from storage.case_tables import Case, FounderRow
from storage.database import Database, Transaction, table
from storage.sealing import Seal, new_key
from storage.upgrade import downgrade, upgrade

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OWNER, BUDI, CITRA = 1, 2, 3
CONTENT: dict[str, Any] = {
    "preparation": {
        "names": ["Koperasi Jasa Kampung Wisata Ceria"],
        "kind": "service",
        "interest": "menerima tamu",
        "business": "paket wisata",
        "principal_savings": 100_000,
        "mandatory_savings": 25_000,
        "founders": ["Ani", "Budi", "Citra"],
    }
}
MARK = agreed(CONTENT).mark


@pytest.fixture
def clock() -> list[datetime]:
    return [NOW]


@pytest.fixture
def database(tmp_path: Path, clock: list[datetime]) -> Iterator[Database]:
    """An empty database on disk."""
    made = Database(f"sqlite:///{tmp_path}/a.db", Seal(new_key()), lambda: clock[0])
    upgrade(made.engine)
    yield made
    made.close()


def founder(name: str = "Budi Santoso", nik: str = "3573011501900001") -> Founder:
    return Founder(name, nik, "Malang", date(1990, 1, 15), "L", "Jl. Arjuno 5", "Pedagang", "+628123456789", 100_000, 0)


def opened(tx: Transaction) -> int:
    id = cases.keep(tx, OWNER, "persiapan", CONTENT, None)
    circle.follow(tx, id, CONTENT["preparation"]["founders"])
    return id


def joined(tx: Transaction, case_id: int, place: int, person: int, nik: str) -> int:
    id = circle.admit(tx, circle.places(tx, case_id)[place - 1].id, person)
    circle.consent(tx, id, "1")
    circle.give(tx, id, founder(nik=nik))
    circle.confirm(tx, id, MARK)
    return id


def test_every_case_has_its_own_code(database: Database) -> None:
    codes = {
        kept.code
        for _ in range(20)
        if (kept := database.call(lambda tx: cases.get(tx, cases.keep(tx, OWNER, "persiapan", CONTENT, None))))
    }
    assert len(codes) == 20
    assert all(len(code) == 9 and code.startswith("KOP-") for code in codes)


def test_a_founder_is_complete_with_data_and_confirmation_and_the_case_with_all(database: Database) -> None:
    def work(tx: Transaction) -> tuple[list[str], str]:
        id = opened(tx)
        for place, person in ((1, OWNER), (2, BUDI), (3, CITRA)):
            joined(tx, id, place, person, f"357301150190000{place}")
        kept = cases.get(tx, id)
        assert kept
        return [seat.state for seat in circle.places(tx, id)], kept.stage

    assert database.call(work) == (["complete"] * 3, "rapat")


def test_nothing_is_kept_without_consent(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        seat = circle.admit(tx, circle.places(tx, id)[0].id, BUDI)
        with pytest.raises(NotAllowed):
            circle.give(tx, seat, founder())

    database.call(work)


def test_a_nik_given_twice_is_found_in_the_case_and_not_across_cases(database: Database) -> None:
    def work(tx: Transaction) -> None:
        first, second = opened(tx), opened(tx)
        joined(tx, first, 1, BUDI, "3573011501900001")
        with pytest.raises(circle.TwiceGiven):
            joined(tx, first, 2, CITRA, "3573011501900001")
        joined(tx, second, 1, CITRA, "3573011501900001")
        hashes = {row.nik_hash for row in tx.run(select(table(FounderRow).c.nik_hash)) if row.nik_hash}
        assert len(hashes) == 2

    database.call(work)


def test_changed_text_lapses_only_the_confirmations_and_a_text_put_back_restores_them(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        seat = joined(tx, id, 2, BUDI, "3573011501900001")
        dearer = {"preparation": {**CONTENT["preparation"], "principal_savings": 150_000}}
        cases.change(tx, id, "persiapan", dearer)
        assert [one.id for one in circle.text_changed(tx, id, MARK)] == [seat]
        assert circle.text_changed(tx, id, agreed(dearer).mark) == []
        kept = circle.get(tx, seat)
        assert kept
        assert kept.state == "accepted"
        assert kept.data
        cases.change(tx, id, "persiapan", CONTENT)
        circle.text_changed(tx, id, agreed(dearer).mark)
        again = circle.get(tx, seat)
        assert again
        assert again.complete

    database.call(work)


def test_who_leaves_takes_all_along_and_the_place_can_be_filled_again(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        seat = joined(tx, id, 2, BUDI, "3573011501900001")
        conflicts.raise_one(tx, id, seat, "name", "Koperasi Lain")
        kept = conversations.begin(tx, BUDI, BUDI, "founder", {"founder_id": seat, "case_id": id})
        circle.leave(tx, seat)
        left = tx.run(select(table(FounderRow)).where(table(FounderRow).c.id == seat)).one()
        assert (left.person_id, left.data, left.nik_hash, left.state) == (None, None, "", "withdrawn")
        assert conflicts.unsettled(tx, id) == []
        assert conversations.get(tx, kept.id) is None
        new = circle.replace(tx, seat, "Dewi")
        assert [one.name for one in circle.places(tx, id)] == ["Ani", "Dewi", "Citra"]
        circle.admit(tx, new, CITRA)
        with pytest.raises(NotAllowed):
            circle.admit(tx, circle.places(tx, id)[2].id, CITRA)

    database.call(work)


def test_a_list_that_changes_moves_corrects_adds_and_drops_places(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        budi = joined(tx, id, 2, BUDI, "3573011501900001")
        assert circle.follow(tx, id, ["Ani", "Budi Santoso", "Citra", "Dewi"]) == []
        assert [(one.place, one.name) for one in circle.places(tx, id)][1] == (2, "Budi Santoso")
        assert circle.follow(tx, id, ["Dewi", "Budi Santoso", "Ani"]) == []
        assert [one.name for one in circle.places(tx, id)] == ["Dewi", "Budi Santoso", "Ani"]
        gone = circle.follow(tx, id, ["Ani", "Dewi"])
        assert [one.id for one in gone] == [budi]
        assert gone[0].person_id == BUDI
        assert [one.name for one in circle.places(tx, id)] == ["Ani", "Dewi"]

    database.call(work)


def test_a_link_opens_until_it_is_used_revoked_or_too_old(database: Database, clock: list[datetime]) -> None:
    def why(tx: Transaction, token: str) -> str:
        try:
            links.opened(tx, token)
        except links.Closed as closed:
            return closed.why
        return "open"

    def work(tx: Transaction) -> list[str]:
        id = opened(tx)
        place = circle.places(tx, id)[1].id
        case_link, place_link = links.make(tx, id), links.make(tx, id, place)
        found = [why(tx, "x"), why(tx, case_link.token), why(tx, place_link.token)]
        assert links.current(tx, id) == case_link
        links.use(tx, place_link.id, BUDI)
        found.append(why(tx, place_link.token))
        newer = links.make(tx, id)
        found += [why(tx, case_link.token), why(tx, newer.token)]
        old = Transaction(tx.connection, tx.seal, tx.now + timedelta(days=30))
        return [*found, why(old, newer.token)]

    assert database.call(work) == ["unknown", "open", "open", "used", "revoked", "open", "expired"]


def test_an_erased_founder_leaves_a_gap_and_a_history_without_a_name(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        seat = joined(tx, id, 2, BUDI, "3573011501900001")
        assert erasure.counts(tx, BUDI)["places"] == 1
        erasure.erase(tx, BUDI)
        kept = circle.get(tx, seat)
        assert kept
        assert (kept.state, kept.person_id, kept.data) == ("withdrawn", None, None)
        assert all(one.person_id != BUDI for one in history.of(tx, id))
        assert {one.what for one in history.of(tx, id)} >= {"joined", "gave", "confirmed", "left"}

    database.call(work)


def test_an_erased_owner_takes_the_case_with_all_that_hangs_on_it(database: Database) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        joined(tx, id, 2, BUDI, "3573011501900001")
        kept = conversations.begin(tx, BUDI, BUDI, "founder", {"founder_id": circle.of(tx, BUDI)[0].id})
        links.make(tx, id)
        erasure.erase(tx, OWNER)
        assert cases.get(tx, id) is None
        assert circle.of(tx, BUDI) == []
        assert history.of(tx, id) == []
        assert conversations.get(tx, kept.id) is None

    database.call(work)


def test_a_handed_in_file_is_sealed_on_disk_and_swept_when_its_row_is_gone(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    name = uploads.store(folder, database.seal, b"foto KTP 3573011501900001")
    assert b"3573011501900001" not in (folder / name).read_bytes()
    assert uploads.load(folder, database.seal, name) == b"foto KTP 3573011501900001"

    def work(tx: Transaction) -> None:
        id = opened(tx)
        seat = joined(tx, id, 2, BUDI, "3573011501900001")
        uploads.add(tx, id, seat, "ktp", kind="image/jpeg", size=25, file=name)
        assert uploads.names(tx) == {name}
        circle.leave(tx, seat)
        assert uploads.names(tx) == set()

    database.call(work)
    later = NOW.timestamp() * 10
    assert uploads.sweep(folder, database.call(uploads.names), later) == 1
    assert not list(folder.iterdir())


def test_no_open_column_holds_what_a_founder_gave(database: Database, tmp_path: Path) -> None:
    def work(tx: Transaction) -> None:
        seat = joined(tx, opened(tx), 2, BUDI, "3573011501900001")
        conflicts.raise_one(tx, 1, seat, "name", "Koperasi Rahasia Sekali")

    database.call(work)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("a.db*"))
    for words in (b"3573011501900001", b"Arjuno", b"628123456789", b"Budi", b"Rahasia Sekali"):
        assert words not in raw


def test_old_cases_get_a_code_and_the_new_name_of_their_stage(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    upgrade(engine, "0002")
    old = "INSERT INTO cases (owner_id, stage, created_at, updated_at) VALUES (1, '{}', '2026-11-01', '2026-11-01')"
    with engine.begin() as connection:
        for stage in ("prepared", "meeting_held"):
            connection.execute(text(old.format(stage)))
    upgrade(engine)
    with engine.begin() as connection:
        rows = connection.execute(select(table(Case).c.code, table(Case).c.stage)).all()
    assert [row.stage for row in rows] == ["persiapan", "modal"]
    assert len({row.code for row in rows}) == 2
    downgrade(engine, "0002")
    with engine.begin() as connection:
        assert [row[0] for row in connection.execute(text("SELECT stage FROM cases"))] == ["prepared", "meeting_held"]


# -- anybody may do anything, in any order -------------------------------------------------------------------------

PEOPLE = (BUDI, CITRA, 4)
NIKS = ("3573011501900001", "3573011501900002")
DEED = st.tuples(
    st.sampled_from(
        ("ask", "admit", "leave", "turn_away", "consent", "give", "confirm", "old", "text", "replace", "erase")
    ),
    st.integers(0, 3),
    st.integers(0, 2),
)


def do(tx: Transaction, case_id: int, what: str, place: int, who: int) -> None:
    """Do one thing to one place by one person; what does not fit must be refused by NotAllowed or TwiceGiven."""
    seats = [*circle.places(tx, case_id), *circle.asking(tx, case_id)]
    seat, person = seats[place % len(seats)], PEOPLE[who]
    if what == "ask" and circle.in_case(tx, case_id, person) is None:
        circle.ask(tx, case_id, person, "Pak Anu")
    elif what == "admit":
        circle.admit(tx, seat.id, person)
    elif what == "leave":
        circle.leave(tx, seat.id)
    elif what == "turn_away":
        circle.turn_away(tx, seat.id)
    elif what == "consent" and seat.person_id:
        circle.consent(tx, seat.id, "1")
    elif what == "give":
        circle.give(tx, seat.id, founder(nik=NIKS[who % 2]))
    elif what in ("confirm", "old"):
        circle.confirm(tx, seat.id, MARK if what == "confirm" else "another")
    elif what == "text":
        prepared = {**CONTENT["preparation"], "principal_savings": 100_000 + who}
        cases.change(tx, case_id, "persiapan", {"preparation": prepared})
        circle.text_changed(tx, case_id, MARK)
    elif what == "replace":
        circle.replace(tx, seat.id, "Orang Baru")
    elif what == "erase":
        erasure.erase(tx, person)


def holds(tx: Transaction, case_id: int) -> None:
    """Check what must be true of a circle whatever was done to it."""
    case = cases.get(tx, case_id)
    assert case
    seats = circle.places(tx, case_id)
    rows = tx.run(select(table(FounderRow)).where(table(FounderRow).c.case_id == case_id)).all()
    people = [row.person_id for row in rows if row.person_id]
    assert len(people) == len(set(people)), "one person, one place"
    assert len({seat.place for seat in seats}) == len(seats) == 3, "no place is lost or doubled"
    hashes = [row.nik_hash for row in rows if row.nik_hash]
    assert len(hashes) == len(set(hashes)), "one NIK, one place"
    for row in rows:
        if row.person_id is None:
            assert row.data is None
            assert (row.nik_hash, row.confirmed, row.consent_version) == ("", "", "")
        if row.data is not None:
            assert row.consent_version
            assert row.consent_at
    for seat in seats:
        whole = seat.data is not None and seat.confirmed == agreed(case.content).mark
        assert seat.complete == (whole and seat.person_id is not None)
        assert (seat.owes_since is not None) == (seat.state == "accepted")
    assert (case.stage == "rapat") == all(seat.complete for seat in seats)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEED, max_size=25))
def test_whatever_is_done_a_circle_stays_sound(database: Database, deeds: list[tuple[str, int, int]]) -> None:
    def work(tx: Transaction) -> None:
        id = opened(tx)
        for what, place, who in deeds:
            tx.connection.exec_driver_sql("SAVEPOINT deed")
            try:
                do(tx, id, what, place, who)
            except (NotAllowed, circle.TwiceGiven):
                tx.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT deed")
            tx.connection.exec_driver_sql("RELEASE SAVEPOINT deed")
            holds(tx, id)
        erasure.erase(tx, OWNER)
        for person in PEOPLE:
            erasure.erase(tx, person)

    database.call(work)
