"""Answers in words: figures filled, confidence said, basis and day named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.library import Library, joined_lines

TODAY = date(2026, 11, 25)
Write = Callable[..., Path]


def test_an_answer_has_its_figures_its_basis_and_its_day(folder: Path) -> None:
    library = Library.load(folder)
    assert library.answer_text(library.get("founders"), TODAY) == (
        "Cukup 9 orang.\n\nDasar: UU 25/1992 Pasal 6 ayat (1) · diperiksa 21 Nov 2026"
    )
    assert "Cukup 20 orang." in library.answer_text(library.get("founders"), date(2020, 1, 1))


def test_less_certain_answers_send_to_the_officers(folder: Path, write: Write) -> None:
    write("usual", confidence="medium")
    write("open", confidence="low")
    library = Library.load(folder)
    assert "Mohon konfirmasi ke petugas" in library.answer_text(library.get("usual"), TODAY)
    assert "belum pasti" in library.answer_text(library.get("open"), TODAY)
    assert "petugas" not in library.answer_text(library.get("founders"), TODAY)


def test_an_answer_past_its_review_says_so(folder: Path) -> None:
    library = Library.load(folder)
    entry = library.get("founders")
    assert library.answer(entry, date(2027, 5, 21)).note == ""
    assert "21 Mei 2027" in library.answer(entry, date(2027, 5, 22)).note


def test_bold_marks_stay_out_of_plain_text(folder: Path, write: Write) -> None:
    write("bold", body="Ini **penting**.")
    library = Library.load(folder)
    assert library.answer(library.get("bold"), TODAY).body == "Ini **penting**."
    assert library.answer_text(library.get("bold"), TODAY).startswith("Ini penting.")


def test_hard_line_breaks_are_joined_and_lists_kept() -> None:
    assert joined_lines("Satu\ndua.\n\n1. a\n   b\n2. c\n- d") == "Satu dua.\n\n1. a b\n2. c\n- d"


def test_two_files_may_not_share_an_id(folder: Path, write: Write) -> None:
    text = write("twin").read_text()
    (folder / "entries" / "founding" / "other.md").write_text(text)
    with pytest.raises(KnowledgeError, match="twin"):
        Library.load(folder)


def test_an_unknown_entry_is_told(folder: Path) -> None:
    with pytest.raises(KnowledgeError, match="no entry «x»"):
        Library.load(folder).get("x")


def test_every_answer_of_the_clinic_can_be_written_on_any_day(library: Library) -> None:
    for entry in library.entries.values():
        for day in (date(2024, 1, 1), TODAY, date(2029, 1, 1)):
            text = library.answer_text(entry, day)
            assert "Dasar: " in text
            assert not set("{}*") & set(text), entry.id
