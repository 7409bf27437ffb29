"""Bertanya through the residents' door: answers with their basis, suggestions, honest silence, pointers elsewhere."""

from datetime import timedelta

import pytest

from bot import render
from bot.counters.asking import OFTEN, as_line
from flows.replies import Line
from knowledge.library import Library
from tests.bot.town import MONDAY, Town

pytestmark = pytest.mark.anyio


async def test_an_answer_names_its_basis_and_the_day_it_was_checked(town: Town) -> None:
    answer = await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    assert "9 orang" in answer.text
    assert "Dasar: UU 25/1992" in answer.text
    assert "diperiksa 21 Nov 2026" in answer.text
    assert {"👍 Membantu", "👎 Belum"} <= set(answer.buttons)


async def test_javanese_and_typos_are_understood(town: Town) -> None:
    assert "9 orang" in (await town.says(town.ani, "nek gawe koperasi kudu wong piro")).text


async def test_a_follow_up_button_gives_the_next_answer(town: Town) -> None:
    first = await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    await town.presses(town.ani, first.buttons[0])
    assert "Dasar:" in town.ani.last.text
    assert town.ani.last.text != first.text


async def test_what_it_does_not_know_it_says_and_offers_a_person(town: Town) -> None:
    shown = await town.says(town.ani, "siapa juara liga inggris musim lalu")
    assert "tidak mau menebak" in shown.text
    assert shown.buttons == ["Teruskan ke petugas"]


async def test_other_offices_are_pointed_to(town: Town) -> None:
    assert "Dispendukcapil" in (await town.says(town.ani, "cara bikin ktp yang hilang")).text


async def test_who_was_not_helped_is_offered_a_person(town: Town) -> None:
    await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    await town.presses(town.ani, "👎 Belum")
    assert town.ani.last.buttons == ["Teruskan ke petugas"]
    await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    await town.presses(town.ani, "👍 Membantu")
    assert "Teruskan ke petugas" not in town.ani.last.buttons


async def test_what_is_asked_often_stands_behind_the_counter(town: Town) -> None:
    await town.says(town.ani, "/tanya")
    assert len(town.ani.last.buttons) == len(OFTEN)
    await town.presses(town.ani, town.ani.last.buttons[0])
    assert "Dasar:" in town.ani.last.text


async def test_in_a_group_it_answers_when_called_and_only_what_is_certain(town: Town) -> None:
    await town.says(town.group, "/tanya berapa orang minimal untuk mendirikan koperasi?")
    assert "9 orang" in town.group.last.text
    await town.says(town.group, "@klinik_koperasi_bot siapa juara liga inggris")
    assert town.group.last.buttons == ["Buka percakapan pribadi"]


async def test_an_entry_past_its_review_says_so(town: Town) -> None:
    town.clock.shift(timedelta(days=700))
    answer = await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    assert "ditinjau" in answer.text or "petugas" in answer.text


def test_every_answer_fits_one_message() -> None:
    library = Library.load()
    for entry in library.entries.values():
        answer = library.answer(entry, MONDAY.date())
        lines = [as_line(answer.body), Line("_{b}_", {"b": answer.basis})]
        assert len(render.pages(lines)) == 1, entry.id
