"""Days that come: the owner is reminded by working days, the founders on the eve of the meeting, each exactly once."""

from datetime import date, timedelta

import pytest

from bot.counters import nudging
from storage import cases, reviews, staff
from storage.database import Transaction
from tests.bot.circles import case_link, founded, joins
from tests.bot.test_nudging import count
from tests.bot.town import Town

pytestmark = pytest.mark.anyio

EVE = "Mengingatkan: rapat pendirian"
OWNER = "Siapkan daftar hadir"  # two working days before Saturday, 28 November 2026


async def test_the_owner_hears_two_working_days_before_and_everyone_on_the_eve(town: Town) -> None:
    budi = await joins(town, 2, await case_link(town, await founded(town)))
    await town.later(days=2)  # Wednesday
    assert (count(town.ani, OWNER), count(budi, EVE)) == (0, 0)
    await town.later(days=1)  # Thursday
    assert (count(town.ani, OWNER), count(budi, EVE)) == (1, 0)
    await town.later(days=1)  # Friday
    assert (count(town.ani, OWNER), count(budi, EVE)) == (1, 1)
    told = budi.find(EVE)
    assert "Sabtu, 28 November 2026" in told.text or "Sabtu 28 November 2026" in told.text
    assert "19.00" in told.text
    assert "Balai RW 09 Kauman" in told.text
    for _ in range(5):
        await town.later(hours=10)
    assert (count(town.ani, OWNER), count(budi, EVE)) == (1, 1)


async def test_a_closure_of_the_clinic_brings_the_reminder_forward(town: Town) -> None:
    await founded(town)
    friday = date(2026, 11, 27)
    town.database.call(lambda tx: staff.close_day(tx, friday, open=False))
    await town.later(days=2)
    assert count(town.ani, OWNER) == 1


async def test_whoever_wants_no_reminders_hears_of_no_day(town: Town) -> None:
    budi = await joins(town, 2, await case_link(town, await founded(town)))
    await town.later(days=3)
    await town.presses(budi, "Jangan ingatkan lagi", budi.find("masih ada yang kurang dari Anda"))
    await town.presses(town.ani, "Jangan ingatkan lagi", town.ani.find(OWNER))
    await town.later(days=1)
    assert count(budi, EVE) == 0


async def test_the_first_annual_meeting_is_told_by_law_and_once_a_step(town: Town) -> None:
    id = await founded(town)

    def legal(tx: Transaction) -> None:
        reviews.record(tx, id, 1, {"deed_date": "2026-12-10", "sk_date": "2026-12-21"})
        cases.set_stage(tx, id, "npwp_rekening_nib")

    town.database.call(legal)
    words = "RAT paling lambat 6 bulan setelah tahun buku berakhir"
    await town.later(days=(date(2027, 6, 18) - date(2026, 11, 23)).days)
    assert count(town.ani, words) == 0
    for _ in range(12):
        await town.later(days=1)
    assert count(town.ani, words) == 2
    assert "30 Juni 2027" in town.ani.find(words).text


async def test_a_reminder_left_in_the_middle_is_not_told_twice(town: Town) -> None:
    await founded(town)
    town.clock.shift(timedelta(days=3))
    house = town.clinic.desk.house
    first = town.database.call(lambda tx: nudging.due(tx, house))
    assert any("Siapkan daftar hadir" in line.template for reply in first for line in reply.lines)
    assert town.database.call(lambda tx: nudging.due(tx, house)) == []
