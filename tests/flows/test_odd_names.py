"""Everyday words are asked about before they count as founders; real names of one word are not."""

import pytest

from flows import letters
from flows.name_lists import people
from flows.odd_names import odd
from tests.flows.interviews import founding
from tests.flows.talking import FOUNDERS

NAMES = letters.listed(
    "Sukarno Suwarni Slamet Ponijan Tukul Budi Ani Sri Rahayu Wati Ngatmi Bagus Satria Marto Setyo Sapto Paing Surip"
    " Legi Bambang Wiwik Lala Ratna Yono Kasiani Mulyono Sapari Jumadi Poniman Kamsi Tri Eko Dwi Nur Agus Dina Awan"
)


@pytest.mark.parametrize(
    "typed",
    [
        "Balai", "sabtu dpn", "Kauman", "balai rw 09", "rumah pak budi", "Klojen", "sembilan", "wkwk", "hari sabtu",
        "Minggu", "Desember", "Oro-oro Dowo", "simpanan pokok", "semuaaa", "Al", "Ng",
    ],
)  # fmt: skip
def test_a_day_a_place_and_everyday_words_are_odd_names(typed: str) -> None:
    assert [odd(name) for name in people(typed).names] == [True]


@pytest.mark.parametrize("name", [*sorted(NAMES), *FOUNDERS, "Li Na", "H. Ali", "Siti Minggu", "Ng Tjoe", "عبد الله"])
def test_a_real_name_is_taken_as_it_comes(name: str) -> None:
    assert not odd(name)


def test_an_odd_word_is_no_founder_until_somebody_says_so() -> None:
    talk = founding("founders").types("Balai")
    assert "Apakah «Balai» nama orang?" in talk.text
    assert talk.labels[0] == "Ya, itu nama"
    assert "1. Balai" not in talk.text
    talk.types("Ani Rahayu")
    assert "Balai" not in talk.text
    assert talk.state.answers["founders"] == {"list": ["Ani Rahayu"], "done": False}


@pytest.mark.parametrize("reply", ["[Ya, itu nama]", "ya", "Kamis"])
def test_a_founder_called_kamis_is_one_once_it_is_said(reply: str) -> None:
    talk = founding("founders").types("Kamis")
    talk.presses("Ya, itu nama") if reply.startswith("[") else talk.types(reply)
    assert talk.state.answers["founders"] == {"list": ["Kamis"], "done": False}


def test_an_odd_word_that_is_no_name_is_forgotten() -> None:
    talk = founding("founders").types("Ani Rahayu\nsabtu dpn")
    assert "1. Ani Rahayu" in talk.text
    assert "«Sabtu Dpn»" in talk.text
    assert talk.types("bukan").state.answers["founders"] == {"list": ["Ani Rahayu"], "done": False}
    assert "Ya, itu nama" not in talk.labels


def test_a_full_list_takes_no_odd_word_either() -> None:
    talk = founding("founders").types("\n".join(FOUNDERS), "Balai").presses("Sudah semua")
    assert talk.state.answers["founders"] == {"list": list(FOUNDERS), "done": True}
