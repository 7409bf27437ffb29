"""Terms through the residents' door: one sentence where one is asked for, and the way to the entry that says more."""

import pytest
from sqlalchemy import select

from storage.database import table
from storage.tables import Asked
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


async def test_a_bare_term_gets_its_sentence_and_a_way_on(town: Town) -> None:
    shown = await town.says(town.ani, "NIB?")
    assert "Nomor Induk Berusaha" in shown.text
    assert "bukan kutipan aturan" in shown.text
    assert shown.buttons[0].startswith("Selengkapnya: ")
    await town.presses(town.ani, shown.buttons[0])
    assert "Dasar:" in town.ani.last.text


async def test_a_term_without_an_entry_is_explained_alone(town: Town) -> None:
    shown = await town.says(town.ani, "kepanjangan dari MUI")
    assert "Majelis Ulama Indonesia" in shown.text


async def test_a_full_entry_goes_before_the_glossary(town: Town) -> None:
    shown = await town.says(town.ani, "apa itu koperasi?")
    assert "Dasar:" in shown.text
    assert "bukan kutipan aturan" not in shown.text


async def test_a_term_asked_in_an_interview_leaves_its_question_open(town: Town) -> None:
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Koperasi kelompok kami sendiri")
    shown = await town.says(town.ani, "pokdarwis itu apa ya?")
    assert "Kelompok sadar wisata" in shown.text
    assert "Apa nama kelompok Anda?" in shown.text


async def test_in_a_group_a_term_is_explained_without_buttons(town: Town) -> None:
    await town.says(town.group, "/tanya arti SHU")
    assert "Sisa hasil usaha" in town.group.last.text
    assert not town.group.last.buttons


async def test_the_log_says_answered_and_names_the_entry(town: Town) -> None:
    await town.says(town.ani, "arti SHU")
    await town.says(town.ani, "kepanjangan dari MUI")
    asked = table(Asked)
    rows = town.database.call(lambda tx: list(tx.run(select(asked.c.outcome, asked.c.entry).order_by(asked.c.id))))
    assert [row.outcome for row in rows] == ["answered", "answered"]
    assert "shu" in rows[0].entry
    assert rows[1].entry == "glossary:MUI"
