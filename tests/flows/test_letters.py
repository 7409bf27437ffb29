"""What is typed is cleaned before it is read, and a slip of the finger is forgiven."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import letters
from knowledge.places import edits


@given(st.text())
def test_what_cannot_be_seen_never_stays(text: str) -> None:
    hidden = {
        letter for letter in letters.visible(text) if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")
    }
    assert hidden <= {"\n", "\t", letters.EMOJI_JOINER}


def test_marks_that_turn_the_direction_are_dropped() -> None:
    assert letters.visible("\u202eBudi\u202c \u2066Ani\u2069\u200f") == "Budi Ani"


def test_a_family_emoji_stays_one_and_a_lone_joiner_goes() -> None:
    assert letters.visible("👨\u200d👩\u200d👧 a\u200db") == "👨\u200d👩\u200d👧 ab"


def test_marks_piled_on_a_letter_are_thinned() -> None:
    assert len(letters.visible("a" + "\u0301\u0316" * 50)) <= 3


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = letters.visible(text)
    assert letters.visible(once) == once


@pytest.mark.parametrize(
    ("typed", "found"), [("Jum'at", ["jumat"]), ("Café, S.E.", ["cafe", "s", "e"]), ("𝗝𝗮𝘀𝗮 ١٢", ["jasa", "12"])]
)
def test_words_are_plain(typed: str, found: list[str]) -> None:
    assert letters.words(typed) == found


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)


@pytest.mark.parametrize(("word", "wanted"), [("desmber", "desember"), ("agustsu", "agustus"), ("sabtuuu", "sabtu")])
def test_a_slip_is_forgiven(word: str, wanted: str) -> None:
    assert letters.near(word, wanted)


@pytest.mark.parametrize(("word", "wanted"), [("juni", "mei"), ("ya", "y"), ("17", "18"), ("produsen", "konsumen")])
def test_another_word_is_not_a_slip(word: str, wanted: str) -> None:
    assert not letters.near(word, wanted)


def test_a_word_between_two_is_not_recognised() -> None:
    assert letters.recognised("jumi", ("juni", "jumi")) == "jumi"
    assert letters.recognised("jupi", ("juni", "juli")) is None
