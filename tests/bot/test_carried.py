"""A running founding under a law that changes: its owner hears once and only his part, and finds the way to the gap."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.counters import carrying
from bot.sandbox.clock import MovableClock
from bot.sandbox.phones import Phone
from bot.sandbox.seed import BUDI
from knowledge.library import Library
from storage import cases, conversations
from storage.cases import Kept
from storage.database import Transaction
from tests.bot import town as towns
from tests.bot.circles import founded
from tests.bot.test_nudging import count
from tests.bot.town import Town
from tests.flows.interviews import case
from tests.flows.talking import FOUNDERS
from tests.newer_law import BEFORE, with_twenty_founders

pytestmark = pytest.mark.anyio

TOLD = "Aturan berubah, dan ini menyangkut"
MANY = tuple(f"{first} {last}" for first in ("Ani", "Budi", "Citra", "Dewi", "Eko") for last in FOUNDERS[:5])


@pytest.fixture(scope="session")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The clinic's knowledge in which twenty people found from March on."""
    return with_twenty_founders(tmp_path_factory.mktemp("carried") / "knowledge")


async def opened(folder: Path, newer: Library, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Open the clinic on the day before the law changes."""
    answers = replace(towns.known_answers(), library=newer)
    monkeypatch.setattr(towns, "known_answers", lambda: answers)
    return await towns.open_town(folder, clock=MovableClock(datetime.combine(BEFORE, time(2), tzinfo=UTC)))


def with_many(tx: Transaction, owner: int) -> int:
    """Keep a case of twenty-five founders."""
    others: dict[str, Any] = {
        "founders": {"list": list(MANY), "done": True},
        "board.chair": MANY[0],
        "board.secretary": MANY[1],
        "board.treasurer": MANY[2],
        "supervisors.head": MANY[3],
        "supervisors.others": {"list": list(MANY[4:6]), "done": True},
    }
    content = case(**others)
    return cases.keep(tx, owner, "persiapan", content, None)


def kept(town: Town, id: int) -> Kept:
    """Give a case as it is now."""
    found: Kept | None = town.database.call(lambda tx: cases.get(tx, id))
    assert found
    return found


def lawful(phone: Phone) -> int:
    return count(phone, TOLD)


async def test_the_owner_hears_once_what_changed_and_the_way_to_the_gap(
    tmp_path: Path, newer: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = await opened(tmp_path, newer, monkeypatch)
    id = await founded(town)
    await town.later(hours=1)
    version = kept(town, id).version
    assert lawful(town.ani) == 0
    await town.later(days=1)
    assert lawful(town.ani) == 1
    told = town.ani.find(TOLD)
    assert "9 orang → 20 orang, berlaku sejak 1 Maret 2027" in told.text
    assert "UU 25/1992 Pasal 6 ayat (1)" in told.text
    assert "belum memenuhi yang baru" in told.text
    assert kept(town, id).version == version + 1
    await town.presses(town.ani, "Apa lagi yang kurang?", told)
    assert "Menurut aturan hari ini ada isian yang belum sesuai" in town.ani.last.text
    assert "paling sedikit 20" in town.ani.last.text
    await town.presses(town.ani, "Sesuaikan isian")
    assert "paling sedikit 20 pendiri" in town.ani.last.text
    for _ in range(3):
        await town.later(days=1)
    assert lawful(town.ani) == 1
    await town.clinic.stop()


async def test_whom_nothing_changed_for_hears_nothing(
    tmp_path: Path, newer: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = await opened(tmp_path, newer, monkeypatch)
    town.ani.start()
    town.budi.start()
    await town.settle()
    many = town.database.call(lambda tx: with_many(tx, BUDI))
    legal = await founded(town)
    town.database.call(lambda tx: cases.set_stage(tx, legal, "npwp_rekening_nib"))
    await town.later(days=2)
    assert (lawful(town.ani), lawful(town.budi)) == (0, 0)
    mark = json.loads(kept(town, many).rules_mark)
    assert mark["figures"]["minimum_founders_primary"] == 20
    await town.clinic.stop()


async def test_a_law_that_changed_while_the_clinic_was_closed_is_told_at_its_start(
    tmp_path: Path, newer: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = await opened(tmp_path, newer, monkeypatch)
    await founded(town)  # never looked at under the old figures
    town.clock.shift(timedelta(days=3))
    house = town.clinic.desk.house
    replies = town.database.call(lambda tx: carrying.due(tx, house))
    assert len(replies) == 1
    assert town.database.call(lambda tx: carrying.due(tx, house)) == []
    await town.clinic.stop()


async def test_a_question_added_to_the_interview_is_told_once_with_the_old_answers_kept(town: Town) -> None:
    interview = kept(town, await founded(town)).conversation_id
    assert interview

    def before_the_question(tx: Transaction) -> None:
        conversations.remember(tx, interview, {"family": None}, None)

    await town.later(minutes=30)
    town.database.call(before_the_question)
    await town.later(hours=1)
    await town.later(hours=1)
    assert count(town.ani, "punya pertanyaan baru") == 1
    await town.presses(town.ani, "Sesuaikan isian", town.ani.find("punya pertanyaan baru"))
    assert "suami-istri" in town.ani.last.text
    await town.presses(town.ani, "Tidak")
    assert "Semua sudah benar?" in town.ani.last.text


async def test_nobody_is_told_at_night(town: Town) -> None:
    await founded(town)
    town.clock.shift(timedelta(hours=14))
    assert town.database.call(lambda tx: carrying.due(tx, town.clinic.desk.house)) == []
