"""One case that cannot be read holds up no other, and nothing of it is half kept or written to the log."""

import logging
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.counters import carrying, case_desk, each_case, nudging
from bot.sandbox.seed import BUDI
from flows.replies import Reply
from storage import cases, history, residents
from storage.case_tables import Case
from storage.cases import Kept
from storage.database import Transaction, table
from tests.bot.circles import founded
from tests.bot.test_nudging import WEEKLY, count
from tests.bot.town import Town
from tests.flows.interviews import case

pytestmark = pytest.mark.anyio


async def one_broken_one_sound(town: Town) -> tuple[int, int]:
    """The older case's content cannot be opened any more; the younger one is Bu Ani's."""

    def broken(tx: Transaction) -> int:
        residents.consented(tx, BUDI, "2026-11", "Pak Budi")
        id = cases.keep(tx, BUDI, "rapat", case(), None)
        tx.run(update(table(Case)).where(table(Case).c.id == id).values(content=b"rahasia yang rusak"))
        return id

    return town.database.call(broken), await founded(town)


async def test_the_owner_of_another_case_is_reminded_all_the_same(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    await one_broken_one_sound(town)
    with caplog.at_level(logging.ERROR, "klinik.cases"):
        await town.later(days=7)
    assert count(town.ani, WEEKLY) == 1
    assert "was passed over" in caplog.text
    assert "rusak" not in caplog.text


async def test_every_look_of_the_clock_goes_on_after_a_case_that_fails(town: Town) -> None:
    broken, sound = await one_broken_one_sound(town)
    house = town.clinic.desk.house
    town.database.call(lambda tx: cases.set_stage(tx, sound, "rapat"))
    assert len(town.database.call(lambda tx: case_desk.due(tx, house))) == 1
    town.database.call(lambda tx: carrying.due(tx, house))
    marks = town.database.call(lambda tx: tx.run(table(Case).select().order_by(table(Case).c.id)).all())
    assert [bool(row.rules_mark) for row in marks] == [False, True]
    town.clock.shift(timedelta(days=3))
    assert town.clock.now().date() == date(2026, 11, 26)
    assert town.database.call(lambda tx: nudging.due(tx, house))
    assert (broken, sound) == tuple(row.id for row in marks)


async def test_of_a_case_that_fails_half_way_nothing_is_kept(town: Town) -> None:
    first = await founded(town)
    second = town.database.call(lambda tx: cases.keep(tx, BUDI, "persiapan", case(), None))

    def look(tx: Transaction, case: Kept) -> list[Reply]:
        history.note(tx, case.id, "half")
        if case.id == first:
            raise RuntimeError
        return [Reply((), chat=case.owner_id)]

    found = town.database.call(lambda tx: each_case.replies(tx, lambda case: look(tx, case)))
    assert [reply.chat for reply in found] == [BUDI]
    noted = town.database.call(lambda tx: [[one.what for one in history.of(tx, id)] for id in (first, second)])
    assert ["half" in each for each in noted] == [False, True]
