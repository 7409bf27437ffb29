"""The check finds every kind of defect, and the clinic's own knowledge has none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.check import check
from knowledge.library import HERE

TODAY = date(2026, 11, 25)
Write = Callable[..., Path]


def told(folder: Path, today: date = TODAY) -> str:
    return "\n".join(str(problem) for problem in check(folder, today))


def test_the_clinics_knowledge_has_no_errors() -> None:
    assert [str(problem) for problem in check(HERE, TODAY) if not problem.warning] == []


def test_a_sound_folder_has_no_problems(folder: Path) -> None:
    assert told(folder) == ""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "x" * 49}, "title is 49 characters"),
        ({"body": "Kata pendek. " * 100}, "at most 1200"),
        ({"questions": ["a b", "c d"]}, "2 questions"),
        ({"questions": ["tanya ini", "Tanya ini?", "c", "d", "e"]}, "asks «tanya ini» 2 times"),
        ({"questions": ["Berapa ORANG pendiri koperasi??", "b", "c", "d", "e"]}, "is also in"),
        ({"questions": ["besok hujan tidak", "b", "c", "d", "e"]}, "background.txt"),
        ({"questions": ["???", "b", "c", "d", "e"]}, "without letters"),
        ({"body": "Cukup {none} orang."}, "unknown figure «none»"),
        ({"body": "Cukup {minimum_founders:roman} orang."}, "words"),
        ({"body": "Cukup 9 orang."}, "written out: «9 orang»"),
        ({"body": "Cukup sembilan orang."}, "written out: «sembilan orang»"),
        ({"body": "Modalnya Rp500 juta."}, "written out: «Rp500»"),
        ({"body": "Paling lambat 30 hari."}, "written out: «30 hari»"),
        ({"body": "Bunganya 24%."}, "written out: «24%»"),
        ({"title": "Umur 18 tahun"}, "written out: «18 tahun»"),
        ({"body": " ".join(["kata"] * 29) + "."}, "a sentence of 29 words"),
        ({"body": "# Judul\n\nIsi."}, "no headings"),
        ({"body": "Lihat [ini](http://x)."}, "no headings"),
        ({"body": "Ini **tebal."}, "unclosed"),
        ({"body": "Ini *miring*."}, "a single *"),
        ({"body": "Isi {Salah}."}, "a brace"),
        ({"body": "Isi.\n\nDasar: UU"}, "added by the engine"),
        ({"more": 'follow_up = ["nowhere"]'}, "unknown follow-up «nowhere»"),
        ({"more": 'mentions = ["uu-1"]'}, "mentions unknown"),
    ],
)
def test_each_defect_of_an_entry_is_found(
    folder: Path, write: Write, changes: dict[str, object], expected: str
) -> None:
    write("extra", **changes)
    assert expected in told(folder)


@pytest.mark.parametrize(
    "body",
    [
        "Cukup {minimum_founders} orang. Bukan 20 orang; itu aturan lama.",
        "Lihat Pasal 6 ayat (1) UU 25 Tahun 1992 dan PP 7/2021.",
        "Misalnya 12 orang menyetor Rp100.000.",
        "1. Satu\n2. Dua\n\nLaporan 27 Jan 2022 menyebut RW 09.",
    ],
)
def test_names_examples_and_old_beliefs_are_no_figures(folder: Path, write: Write, body: str) -> None:
    write("extra", body=body)
    assert told(folder) == ""


def test_a_basis_must_be_known_and_in_force(folder: Path, write: Write) -> None:
    path = write("void")
    path.write_text(path.read_text().replace("uu-25-1992", "uu-17-2012"))
    other = write("unknown")
    other.write_text(other.read_text().replace("uu-25-1992", "uu-0-0"))
    none = write("none")
    none.write_text(none.read_text().replace('{ id = "uu-25-1992", article = "Pasal 6 ayat (1)" }', ""))
    found = told(folder)
    assert "rests on UU 17/2012, which is void" in found
    assert "unknown regulation «uu-0-0»" in found
    assert "no basis" in found


def test_dates_must_make_sense(folder: Path, write: Write) -> None:
    path = write("ahead")
    path.write_text(path.read_text().replace("checked_on = 2026-11-21", "checked_on = 2026-12-30"))
    assert "lies ahead" in told(folder)
    path.write_text(path.read_text().replace("review_by = 2027-05-21", "review_by = 2026-01-01"))
    assert "must come after" in told(folder)


def test_the_file_bears_the_id_and_lies_under_its_topic(folder: Path, write: Write) -> None:
    path = write("right")
    path.rename(path.with_name("wrong.md"))
    (folder / "entries" / "legal").mkdir()
    moved = write("elsewhere")
    moved.rename(folder / "entries" / "legal" / "elsewhere.md")
    long = write("a" * 33)
    assert long.exists()
    found = told(folder)
    assert "must be named right.md" in found
    assert "topic is founding" in found
    assert "id is 33 characters" in found


def test_an_unreadable_entry_is_a_problem_and_not_the_end(folder: Path, write: Write) -> None:
    write("broken").write_text("no front matter")
    write("extra", title="x" * 49)
    found = told(folder)
    assert "must open with front matter" in found
    assert "title is 49" in found


def test_past_review_is_a_warning_only(folder: Path) -> None:
    problems = check(folder, date(2028, 1, 1))
    assert len(problems) == 3
    assert all(problem.warning for problem in problems)


def test_figures_must_name_known_rules(folder: Path) -> None:
    path = folder / "figures.toml"
    path.write_text(path.read_text().replace("uu-25-1992", "uu-99"))
    assert "[minimum_founders]: unknown regulation «uu-99»" in told(folder)


def test_search_texts_are_checked_too(folder: Path) -> None:
    (folder / "phrasings.toml").write_text('nowhere = ["apa"]\n')
    assert "no entry «nowhere»" in told(folder)
    (folder / "phrasings.toml").write_text('name = ["Minimal pendiri"]\n')
    assert "«minimal pendiri» is also in" in told(folder)
    (folder / "phrasings.toml").unlink()
    assert "phrasings.toml" in told(folder)
