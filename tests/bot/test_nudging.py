"""Kind reminders in a circle: after 3, 7 and 21 days, by day, never more, and not to whoever does not want them."""

import pytest

from tests.bot.circles import case_link, founded, joins
from tests.bot.town import Town

pytestmark = pytest.mark.anyio

NUDGE = "masih ada yang kurang dari Anda"
WEEKLY = "Yang masih kurang:"


def count(phone: object, words: str) -> int:
    return sum(words in seen.text for seen in phone.answers)  # type: ignore[attr-defined]


async def test_who_owes_something_is_reminded_three_times_and_never_more(town: Town) -> None:
    budi = await joins(town, 2, await case_link(town, await founded(town)))
    told = []
    for _ in range(60):
        await town.later(days=1)
        told.append(count(budi, NUDGE))
    assert told[-1] == 3
    assert [told.index(number) + 1 for number in (1, 2, 3)] == [3, 7, 21]
    nudge = budi.find(NUDGE)
    assert "Data Anda sendiri belum lengkap" in nudge.text


async def test_whoever_wants_no_reminders_gets_none(town: Town) -> None:
    budi = await joins(town, 2, await case_link(town, await founded(town)))
    await town.later(days=3)
    await town.presses(budi, "Jangan ingatkan lagi", budi.find(NUDGE))
    assert "tidak saya ingatkan lagi" in budi.last.text
    await town.later(days=30)
    assert count(budi, NUDGE) == 1


async def test_nobody_is_reminded_at_night(town: Town) -> None:
    budi = await joins(town, 2, await case_link(town, await founded(town)))
    await town.later(days=3, hours=14)  # 23.00
    assert count(budi, NUDGE) == 0
    await town.later(hours=10)
    assert count(budi, NUDGE) == 1


async def test_the_owner_hears_weekly_what_is_missing_until_it_sleeps_or_is_hushed(town: Town) -> None:
    await founded(town)
    for _ in range(10):
        await town.later(days=7)
    assert 7 <= count(town.ani, WEEKLY) <= 8
    assert "paling sedikit 9" in town.ani.find(WEEKLY).text
    assert "9 tempat masih kosong" in town.ani.find(WEEKLY).text


async def test_a_hushed_case_says_nothing_more(town: Town) -> None:
    await founded(town)
    await town.later(days=7)
    await town.presses(town.ani, "Jangan ingatkan lagi", town.ani.find(WEEKLY))
    for _ in range(4):
        await town.later(days=7)
    assert count(town.ani, WEEKLY) == 1
