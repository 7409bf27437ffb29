"""What the search learns from: phrasings, the sentences of the answers, and the rules they name."""

from pathlib import Path

import pytest

from knowledge.corpus import BACKGROUND, Corpus, sentences
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from tests.knowledge.conftest import Write


def test_titles_questions_more_phrasings_and_background_are_learned(folder: Path) -> None:
    corpus = Corpus.of(Library.load(folder))
    texts = {(row.label, row.text, row.is_title) for row in corpus.phrasings}
    assert {
        ("founders", "Jumlah pendiri", True),
        ("founders", "pendirinya brp org ya", False),
        ("founders", "pendiri minimal berapa", False),
        (BACKGROUND, "resep rawon", False),
    } <= texts
    assert not [text for _, text, _ in texts if text.startswith("#")]


def test_the_sentences_of_an_answer_are_learned_without_figures_and_marks(folder: Path, write: Write) -> None:
    told_so = "Cukup **{minimum_founders} orang** saja, yakni:\n\n1. pendiri\n2. warga kelurahan\n   yang setuju"
    write("more", body=f"{told_so}\n- wakil desa.")
    told = [reading for label, reading in Corpus.of(Library.load(folder)).told if label == "more"]
    assert told == ["cukup orang saja yakni", "warga kelurahan yang setuju"]


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        ("Rapat tahunan itu wajib. Ya. Boleh daring, bukan?", ["Rapat tahunan itu wajib.", "Boleh daring, bukan?"]),
        ("Satu kalimat\nyang disambung", ["Satu kalimat yang disambung"]),
        ("Dua kata", []),
    ],
)
def test_a_body_is_cut_into_sentences_of_three_words_or_more(body: str, cut: list[str]) -> None:
    assert sentences(body) == cut


def test_each_reading_stands_once_for_its_entry(folder: Path) -> None:
    (folder / "phrasings.toml").write_text('founders = ["MINIMAL pendiri!!", "minimal  pendiri", "wong piro?"]\n')
    readings = [(row.label, row.read) for row in Corpus.of(Library.load(folder)).phrasings]
    assert len(readings) == len(set(readings))
    assert readings.count(("founders", "minimal pendiri")) == 1


def test_every_entry_names_its_rules(folder: Path) -> None:
    rules = Corpus.of(Library.load(folder)).rules
    assert set(rules) == {"founders", "name", "annual-meeting"}
    assert all({"uu-25-1992", "pasal-6"} <= named for named in rules.values())


@pytest.mark.parametrize("text", ['gone = ["siapa itu"]', 'founders = "siapa"', "founders = [1]", "founders = ["])
def test_phrasings_that_are_not_lists_of_an_entry_are_refused(folder: Path, text: str) -> None:
    (folder / "phrasings.toml").write_text(text)
    with pytest.raises(KnowledgeError, match=r"phrasings\.toml"):
        Corpus.of(Library.load(folder))


def test_without_its_background_nothing_is_learned(folder: Path) -> None:
    (folder / "background.txt").unlink()
    with pytest.raises(KnowledgeError, match=r"background\.txt"):
        Corpus.of(Library.load(folder))
