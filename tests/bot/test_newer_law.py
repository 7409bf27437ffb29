"""A law that changes on a day changes what the counter says on that day, without a restart."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.sandbox.clock import MovableClock
from tests.bot import town as towns
from tests.newer_law import BEFORE, with_twenty_founders

pytestmark = pytest.mark.anyio


async def test_the_counter_says_nine_the_day_before_and_twenty_on_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = replace(towns.known_answers(), library=with_twenty_founders(tmp_path / "knowledge"))
    monkeypatch.setattr(towns, "known_answers", lambda: answers)
    town = await towns.open_town(tmp_path / "data", clock=MovableClock(datetime.combine(BEFORE, time(2), tzinfo=UTC)))
    for number in (9, 20):
        shown = await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
        assert f"cukup didirikan {number} orang" in shown.text
        town.clock.shift(timedelta(days=1))
    await town.clinic.stop()
