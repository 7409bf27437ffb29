"""What people ask: noted by the counter, reported to staff with the questions nothing answers, masked and grouped."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.errors import WrongSettings
from bot.sandbox.seed import ANI, BUDI
from storage import questions
from storage.database import Database, Transaction
from storage.sealing import new_key
from tests.bot.town import Town

NIK = "3573015507900001"


def asked(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    """Give what `klinik knowledge asked` prints for a data folder."""
    monkeypatch.setenv("KLINIK_DATA_DIR", str(folder))
    monkeypatch.delenv("KLINIK_DATABASE_URL", raising=False)
    return CliRunner().invoke(app, ["knowledge", "asked", *words])


def seed(database: Database) -> None:
    """Log what several people asked, and how they found the answers."""

    def log(tx: Transaction) -> None:
        for text in ("cara bikin roti tawar", "gimana cara bikin roti tawar?", "cara membikin roti tawar gimana ya"):
            questions.log(tx, ANI, text, "abstained", "", 0.0)
        suggested = questions.log(tx, ANI, "izin pelihara anjing di rumah susun", "suggested", "quorum", 0.4)
        questions.none_fit(tx, suggested, ANI)
        down = questions.log(tx, BUDI, "pelihara anjing di rumah susun izinnya apa?", "answered", "quorum", 0.9)
        questions.rate(tx, down, BUDI, -1)
        up = questions.log(tx, BUDI, "kuorum rapat berapa?", "answered", "quorum", 0.9)
        questions.rate(tx, up, BUDI, 1)
        questions.log(tx, BUDI, "kehilangan ktp", "routed", "", 0.0)
        questions.log(tx, BUDI, "akta", "suggested", "deed", 0.4)
        questions.log(tx, BUDI, "", "abstained", "", 0.0)  # without consent no words are kept

    database.call(log)


@pytest.mark.anyio
async def test_staff_see_counts_ratings_and_the_unanswered_groups(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(town.database)
    shown = asked(town.folder, monkeypatch, "--json")
    assert shown.exit_code == 0
    report = json.loads(shown.stdout)
    groups = report.pop("unanswered")
    assert report == {
        "messages": 9,
        "answered": 2,
        "suggested": 2,
        "none_of_these": 1,
        "abstained": 4,
        "routed": 1,
        "helped": 1,
        "not_helped": 1,
    }
    assert [group["count"] for group in groups] == [3, 2]
    assert "cara bikin roti tawar" in groups[0]["examples"]
    told = asked(town.folder, monkeypatch).stdout
    assert "unanswered 3×: " in told
    assert "kuorum" not in told


@pytest.mark.anyio
async def test_the_evaluation_ends_with_what_people_asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.evaluate.evaluate", lambda *_, **__: {"floors_hold": True})  # it takes minutes
    monkeypatch.setenv("KLINIK_DATA_DIR", str(town.folder))
    seed(town.database)
    report = json.loads(CliRunner().invoke(app, ["knowledge", "eval", "--json"]).stdout)
    assert report["asked"]["messages"] == 9
    without = json.loads(CliRunner().invoke(app, ["knowledge", "eval", "--json", "--no-asked"]).stdout)
    assert without["asked"] is None
    monkeypatch.setenv("KLINIK_DATA_KEY", new_key())
    unread = CliRunner().invoke(app, ["knowledge", "eval", "--json"])
    assert (unread.exit_code, json.loads(unread.stdout)["asked"]) == (0, None)


@pytest.mark.anyio
async def test_what_is_reported_was_masked_and_kept_with_consent_only(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.says(town.budi, f"resep rawon untuk {NIK} gimana?")
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    await town.says(town.ani, "/batal")
    await town.says(town.ani, f"resep rawon untuk {NIK} gimana?")
    shown = asked(town.folder, monkeypatch, "--json").stdout
    assert NIK not in shown
    (group,) = json.loads(shown)["unanswered"]
    assert group["count"] == 1
    assert "[nomor disembunyikan]" in group["examples"][0]


@pytest.mark.anyio
async def test_none_of_these_is_noted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.says(town.ani, "modal koperasi")
    await town.presses(town.ani, "Bukan, tanya petugas")
    report = json.loads(asked(town.folder, monkeypatch, "--json").stdout)
    assert (report["suggested"], report["none_of_these"]) == (1, 1)


def test_without_a_database_it_says_so_and_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = asked(tmp_path, monkeypatch)
    assert shown.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.anyio
async def test_another_key_opens_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLINIK_DATA_KEY", new_key())
    assert isinstance(asked(town.folder, monkeypatch).exception, WrongSettings)
