"""A small knowledge folder to bend, and the real one with an index that is kept while its texts stay the same."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import Answers
from knowledge.fitting import index_for
from knowledge.library import HERE, Library

TODAY = date(2026, 11, 25)

FRONT = """+++
id = "{id}"
title = "{title}"
topic = "founding"
questions = [{questions}]
regulations = [{{ id = "uu-25-1992", article = "Pasal 6 ayat (1)" }}]
sources = ["founding F2.1"]
confidence = "{confidence}"
checked_on = 2026-11-21
review_by = 2027-05-21
{more}
+++
{body}
"""

SMALL = {
    "founders": (
        "Jumlah pendiri",
        [
            "Berapa orang pendiri koperasi?",
            "pendirinya brp org ya",
            "minimal pendiri",
            "wong piro",
            "jumlah pendirinya",
        ],
        "Cukup {minimum_founders} orang.",
    ),
    "name": (
        "Aturan nama",
        ["Aturan nama koperasi", "nama koperasi berapa kata", "jeneng koperasi", "nama yg boleh", "memilih nama"],
        "Nama memuat kata koperasi.",
    ),
    "annual-meeting": (
        "Rapat anggota tahunan",
        ["Kapan RAT?", "rat paling lambat kapan", "batas rapat anggota tahunan", "RAT itu apa", "jadwal rat"],
        "Rapat tahunan diadakan setelah tahun buku berakhir.",
    ),
}


def entry_text(
    id: str, title: str, questions: list[str], body: str, *, confidence: str = "high", more: str = ""
) -> str:
    """Write an entry file."""
    quoted = ", ".join(f'"{question}"' for question in questions)
    return FRONT.format(id=id, title=title, questions=quoted, body=body, confidence=confidence, more=more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder of three sound entries."""
    (tmp_path / "entries" / "founding").mkdir(parents=True)
    for id, (title, questions, body) in SMALL.items():
        (tmp_path / "entries" / "founding" / f"{id}.md").write_text(entry_text(id, title, questions, body))
    (tmp_path / "figures.toml").write_text(
        "[minimum_founders]\nvalues = [{ value = 20, since = 1992-10-21 }, { value = 9, since = 2020-11-02 }]\n"
        'unit = "orang"\nregulation = { id = "uu-25-1992", article = "Pasal 6" }\nmeaning = "fewest founders"\n'
    )
    (tmp_path / "regulations.toml").write_text(
        '[uu-25-1992]\ntitle = "UU 25/1992 tentang Perkoperasian"\nshort = "UU 25/1992"\nkind = "statute"\n'
        'status = "amended"\n'
        '[uu-17-2012]\ntitle = "UU 17/2012"\nshort = "UU 17/2012"\nkind = "statute"\nstatus = "void"\n'
    )
    (tmp_path / "phrasings.toml").write_text('founders = ["pendiri minimal berapa"]\n')
    (tmp_path / "background.txt").write_text(
        "# jauh\nbesok hujan tidak\nsyarat bikin ktp\nresep rawon\ncara bikin sim\n"
    )
    for name in ("lexicon.toml", "routes.toml"):
        shutil.copy(HERE / name, tmp_path / name)
    return tmp_path


Write = Callable[..., Path]


@pytest.fixture
def write(folder: Path) -> Write:
    """Write an entry into the small folder: `write("id", body="…", confidence="low")`."""

    def writer(id: str, **changes: object) -> Path:
        values: dict[str, object] = {"title": f"Judul {id}", "questions": [f"{id} {i} tanya" for i in "abcde"]}
        values |= {"body": "Jawaban pendek."} | changes
        path = folder / "entries" / "founding" / f"{id}.md"
        path.write_text(entry_text(id, **values))  # type: ignore[arg-type]
        return path

    return writer


@pytest.fixture(scope="session")
def library() -> Library:
    """The real library."""
    return Library.load()


@pytest.fixture(scope="session")
def answers(library: Library) -> Answers:
    """The real answers; the index is kept between runs and fitted anew only when the texts have changed."""
    return Answers.of(library, index_for(library, HERE.parent / "data" / "test-index"))
