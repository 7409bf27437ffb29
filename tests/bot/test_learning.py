"""The answers are kept up to date while the house is open; what is broken changes nothing."""

import asyncio
import logging
import threading
from pathlib import Path

import pytest

from bot import learning
from bot.counters.turn import House
from bot.learning import Learning, learned
from knowledge import search
from knowledge.answering import Answers, Found
from knowledge.corpus import Corpus
from knowledge.fitting import fit, fit_into
from knowledge.library import Library
from knowledge.places import places
from knowledge.search import FILE, Index
from tests.bot.town import MONDAY
from tests.knowledge.conftest import SMALL, entry_text, folder

__all__ = ["folder"]
pytestmark = pytest.mark.anyio

TODAY = MONDAY.date()
NEW = "Bolehkah koperasi beternak lele?"
LELE = entry_text(
    "catfish", "Beternak lele", [NEW, "ternak lele boleh", "kolam lele", "lele", "budidaya lele"], "Boleh."
)


def here(library: Library, index_folder: Path) -> Index:
    """Fit in this process: starting another takes seconds, and test_search.py proves it."""
    corpus = Corpus.of(library)
    fit_into(corpus, index_folder)
    return Index.load(index_folder, corpus.fingerprint)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "index_for", here)


@pytest.fixture
def house(folder: Path) -> House:
    return House(places(), learned(folder / "index", folder), MONDAY.tzinfo, "klinik_bot")  # type: ignore[arg-type]


@pytest.fixture
async def watch(house: House, folder: Path) -> Learning:
    """What watches the folder, having looked once."""
    watching = Learning(house, folder / "index")
    await watching.look()
    return watching


def asked(house: House, text: str) -> Found:
    return house.answers.answer(text, TODAY)


def add(folder: Path, text: str = LELE) -> Path:
    path = folder / "entries" / "founding" / "catfish.md"
    path.write_text(text)
    return path


async def test_an_entry_added_while_it_runs_is_found_after_a_look(house: House, watch: Learning, folder: Path) -> None:
    assert asked(house, NEW).entry != "catfish"
    add(folder)
    assert asked(house, NEW).entry != "catfish"
    await watch.look()
    assert (asked(house, NEW).status, asked(house, NEW).entry) == ("answered", "catfish")
    for _, questions, _ in SMALL.values():
        assert asked(house, questions[0]).status == "answered"
    assert Index.load(folder / "index").fingerprint == house.answers.index.fingerprint  # a restart need not fit


async def test_the_old_index_serves_while_the_new_one_is_fitted(
    house: House, watch: Learning, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, go_on = threading.Event(), threading.Event()

    def slow(library: Library, index_folder: Path) -> Index:
        going.set()
        assert go_on.wait(20)
        return here(library, index_folder)

    monkeypatch.setattr(learning, "index_for", slow)
    before = house.answers
    add(folder)
    look = asyncio.create_task(watch.look())
    await asyncio.to_thread(going.wait, 20)
    assert house.answers is before
    assert asked(house, "Berapa orang pendiri koperasi?").status == "answered"
    assert asked(house, NEW).entry != "catfish"
    go_on.set()
    await look
    assert asked(house, NEW).entry == "catfish"
    assert before.answer(NEW, TODAY).entry != "catfish"  # a turn that began before ends as it began


async def test_an_entry_taken_out_is_not_answered_any_more(house: House, watch: Learning, folder: Path) -> None:
    path = add(folder)
    await watch.look()
    path.unlink()
    await watch.look()
    assert asked(house, NEW).entry != "catfish"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("entries/founding/name.md", '+++\nid = "name\n'),
        ("phrasings.toml", "founders = ["),
        ("phrasings.toml", 'gone = ["siapa itu"]'),
        ("background.txt", ""),
        ("lexicon.toml", "[words"),
        ("routes.toml", "[x]\nwords = []"),
    ],
)
async def test_a_broken_file_changes_nothing_and_is_logged_once_until_it_is_whole(
    house: House, watch: Learning, folder: Path, name: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    before, whole = house.answers, (folder / name).read_text()
    add(folder)
    (folder / name).write_text(text)
    with caplog.at_level(logging.ERROR):
        await watch.look()
        await watch.look()
    assert house.answers is before
    assert [record.name for record in caplog.records if "cannot be read" in record.message] == ["klinik.learning"]
    (folder / name).write_text(whole)
    await watch.look()
    assert asked(house, NEW).entry == "catfish"


async def test_a_look_at_an_unchanged_folder_reads_and_fits_nothing(
    house: House, watch: Learning, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.answers
    monkeypatch.setattr(learning, "index_for", None)
    monkeypatch.setattr(Library, "load", None)
    await watch.look()
    assert house.answers is before


async def test_a_new_day_of_review_is_taken_without_fitting(
    house: House, watch: Learning, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "index_for", None)
    path, index = folder / "entries" / "founding" / "name.md", house.answers.index
    path.write_text(path.read_text().replace("review_by = 2027-05-21", "review_by = 2028-05-21"))
    await watch.look()
    assert house.library.get("name").review_by.year == 2028
    assert house.answers.index is index


async def test_at_the_start_an_old_index_serves_and_the_first_look_fits_the_new_one(folder: Path) -> None:
    learned(folder / "index", folder)
    add(folder)
    fingerprint = Corpus.of(Library.load(folder)).fingerprint
    answers = learned(folder / "index", folder)
    assert answers.index.fingerprint != fingerprint
    assert answers.answer("Berapa orang pendiri koperasi?", TODAY).status == "answered"
    house = House(places(), answers, MONDAY.tzinfo, "klinik_bot")  # type: ignore[arg-type]
    await Learning(house, folder / "index").look()
    assert house.answers.index.fingerprint == fingerprint


@pytest.mark.parametrize("broken", [None, b"", b"PK\x03\x04rubbish", "another method"])
async def test_an_index_that_cannot_be_used_is_fitted_at_the_start(
    folder: Path, broken: bytes | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = folder / "index"
    if isinstance(broken, str):
        with monkeypatch.context() as before:
            before.setattr(search, "METHOD", broken)
            fit(Corpus.of(Library.load(folder))).save(index)
    elif broken is not None:
        index.mkdir()
        (index / FILE).write_bytes(broken)
    answers: Answers = learned(index, folder)
    assert answers.answer("Berapa orang pendiri koperasi?", TODAY).entry == "founders"
    assert Index.load(index).fingerprint == Corpus.of(answers.library).fingerprint
