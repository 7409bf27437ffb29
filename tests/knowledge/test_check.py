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
        ({"body": "Kata pendek. " * 100}, "characters with its basis, at most 1200"),
        ({"body": "😀 kata. " * 500}, "units of UTF-16, and a message takes 4096"),
        ({"questions": ["a b", "c d"]}, "2 questions"),
        ({"questions": ["tanya ini", "Tanya ini?", "c", "d", "e"]}, "asks «tanya ini» 2 times"),
        ({"questions": ["Berapa ORANG pendiri koperasi??", "b", "c", "d", "e"]}, "is also in"),
        ({"questions": ["besok hujan tidak", "b", "c", "d", "e"]}, "background.txt"),
        ({"questions": ["besok hujan gak", "b", "c", "d", "e"]}, "background.txt"),  # one reading in the search
        ({"questions": ["wong piro pendiri", "piro wong", "orang berapa", "d", "e"]}, "is also in"),
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
        ({"body": " ".join(["kata"] * 17) + "."}, "sentences of 17.0 words on the mean, at most 16"),
        ({"body": "Urus NXB dulu."}, "«NXB» is explained neither on its first use nor in the glossary"),
        ({"body": "Urus NXB. NXB (nomor anu) itu penting."}, "«NXB» is explained neither"),  # only later
        ({"body": "Dulu UU 17/2012 mengaturnya."}, "names UU 17/2012, which is void, without listing «uu-17-2012»"),
        ({"more": 'follow_up = ["extra"]'}, "unknown follow-up «extra»"),
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
        "Urus NXB (nomor anu) dulu. NXB itu penting.",
        "Urus nomor anu (NXB) dulu.",
        "NXB adalah nomor anu.",
        "RAT membahas SHU menurut SAK EP.",  # the glossary has them
        "Telepon dengan HP pukul 09.00 WIB.",
        "Lihat Bab XI.",
    ],
)
def test_what_is_explained_or_known_to_all_is_no_strange_term(folder: Path, write: Write, body: str) -> None:
    write("extra", body=body)
    assert told(folder) == ""


def test_a_sentence_crowded_with_terms_is_a_warning(folder: Path, write: Write) -> None:
    crowded = "Susun neraca, PHU, CALK, laporan arus kas, dan SPT."
    write("extra", body=crowded)
    (problem,) = check(folder, TODAY)
    assert problem.warning
    assert "5 unexplained terms in one sentence (Neraca, PHU, CALK, Laporan arus kas, SPT)" in problem.what
    write("extra", body=f"{crowded} PHU (perhitungan hasil usaha) berisi pendapatan dan beban.")
    assert told(folder) == ""


def test_a_rule_may_be_named_as_obsolete_in_mentions_but_not_rested_on(folder: Path, write: Write) -> None:
    write("extra", body="Dulu UU 17/2012 mengaturnya.", more='mentions = ["uu-17-2012"]')
    assert told(folder) == ""


@pytest.mark.parametrize("status", ['status = "repealed"', 'status = "in_force"\nin_force_until = 2026-11-24'])
def test_a_basis_that_was_repealed_or_has_run_out_is_an_error(folder: Path, status: str) -> None:
    path = folder / "regulations.toml"
    path.write_text(path.read_text().replace('status = "amended"', status))
    problems = [problem for problem in check(folder, TODAY) if "rests on UU 25/1992" in problem.what]
    assert len(problems) == 3
    assert not any(problem.warning for problem in problems)


@pytest.mark.parametrize("key", ["checked_on", "review_by", "regulations"])
def test_an_entry_without_basis_or_date_is_an_error(folder: Path, write: Write, key: str) -> None:
    path = write("extra")
    path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith(key)))
    (problem,) = check(folder, TODAY)
    assert problem.what == f"missing {key}"
    assert not problem.warning


def test_a_phrasing_of_the_search_belongs_to_one_entry_only(folder: Path, write: Write) -> None:
    (folder / "phrasings.toml").write_text('founders = ["kapan rat digelar"]\nname = ["kpn RAT digelar?"]\n')
    assert "«kapan rat digelar» is also in" in told(folder)


def test_a_broken_lexicon_is_a_problem_and_not_the_end(folder: Path) -> None:
    (folder / "lexicon.toml").write_text("[words]\n")
    (problem,) = check(folder, TODAY)
    assert "lexicon.toml" in problem.what


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
