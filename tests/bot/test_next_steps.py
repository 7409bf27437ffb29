"""The steps of the stage a case is at, for its owner and for every founder, and for nobody else."""

import pytest

from storage import cases
from tests.bot.circles import case_link, founded, joins
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


async def test_the_owner_sees_the_steps_of_the_stage_and_those_around_it(town: Town) -> None:
    await founded(town)
    await town.says(town.ani, "/dirikan")
    shown = await town.presses(town.ani, "Langkah berikutnya")
    assert "Langkah 2 dari 9 · Persiapan" in shown.text
    assert "surat permohonan penyuluhan" in shown.text
    shown = await town.presses(town.ani, "Rapat pendirian »")
    assert "Langkah 3 dari 9" in shown.text
    assert "Berkas Anda sekarang di langkah 2, Persiapan" in shown.text


async def test_a_founder_sees_them_too_and_the_stage_moves(town: Town) -> None:
    id = await founded(town)
    budi = await joins(town, 2, await case_link(town, id))
    town.database.call(lambda tx: cases.set_stage(tx, id, "notaris"))
    await town.says(budi, "/dirikan")
    shown = await town.presses(budi, "Langkah berikutnya")
    assert "Langkah 5 dari 9 · Ke notaris" in shown.text
    assert "Semua langkah (PDF)" not in shown.buttons


async def test_a_stranger_sees_nothing(town: Town) -> None:
    id = await founded(town)
    town.budi.start()
    await town.settle()
    town.world.ask(town.budi.person, town.budi.chat, town.budi.last.id, f"d:nextsteps:{id}.modal")
    await town.settle()
    assert "tidak ada di antara berkas Anda" in town.budi.last.text
