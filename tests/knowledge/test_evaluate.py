"""The evaluation measures what it says, and the clinic's floors against strangers hold."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.answering import Answers
from knowledge.corpus import Corpus, Phrasing
from knowledge.errors import KnowledgeError
from knowledge.evaluate import (
    DEVELOPMENT,
    FLOORS,
    OUT_OF_SCOPE,
    _auroc,
    asked_anew,
    evaluate,
    floors,
    one_each,
    refusals,
    told,
)
from knowledge.indonesian import normalised
from knowledge.library import HERE, Library

TODAY = date(2026, 11, 25)


def test_one_question_of_every_entry_is_left_out_in_each_fold() -> None:
    rows = [Phrasing(label, str(i), str(i)) for label in ("a", "b") for i in range(12)]
    rows += [Phrasing("short", "x", "x"), Phrasing("short", "y", "y")]
    rows += [Phrasing("", str(i), str(i)) for i in range(30)]
    dealt = one_each(rows, 4)
    for fold in range(4):
        left_out = [row.label for row, at in zip(rows, dealt, strict=True) if at == fold]
        assert left_out.count("a") == left_out.count("b") == 1
        assert left_out.count("short") <= 1
        assert 7 <= left_out.count("") <= 8


def test_auroc_counts_pairs() -> None:
    assert _auroc(np.array([0.9, 0.8]), np.array([0.1, 0.2])) == 1.0
    assert _auroc(np.array([0.5]), np.array([0.5])) == 0.5
    assert _auroc(np.array([0.1, 0.9]), np.array([0.5])) == 0.5


def test_a_small_library_is_measured_from_end_to_end(folder: Path, tmp_path: Path) -> None:
    strangers = tmp_path / "strangers.txt"
    strangers.write_text("# judul\nfar\tresep soto\nnear\tbikin sim baru\n")
    anew = tmp_path / "anew.jsonl"
    anew.write_text('{"text": "pendirinya brp org", "answers": ["founders"]}\n{"text": "harga emas", "answers": []}\n')
    figures = evaluate(Library.load(folder), TODAY, folds=3, out_of_scope=strangers, development=anew)
    assert figures["entries"] == 3
    assert figures["clean"]["questions"] == 9
    assert 0 <= figures["clean"]["first"] <= figures["clean"]["among_three"] <= 1
    assert figures["clean"]["among_three"] == 1  # of three
    assert len(figures["missed"]) == round(9 * (1 - figures["clean"]["first"]))
    assert figures["out_of_scope"]["far"]["messages"] == 1
    assert figures["development"]["questions"] == figures["development"]["without_entry"] == 1
    assert figures["clean"]["risk_by_coverage"]["100%"] == pytest.approx(1 - figures["clean"]["first"], abs=1e-3)
    assert set(figures["floors"]) == set(FLOORS)
    assert "clean: questions 9" in told(figures)


def test_a_missed_floor_is_told() -> None:
    clean = {"first": 0.84, "among_three": 0.95, "stated_wrong": 0.03}
    held = floors({"clean": clean, "out_of_scope": {"far": {"answered": 0.02}}})
    assert held == {
        "clean first": False,
        "clean among_three": True,
        "clean stated_wrong": True,
        "far answered": False,
    }


def test_a_development_question_for_an_unknown_entry_is_refused(answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "anew.jsonl"
    path.write_text('{"text": "apa", "answers": ["no-such-entry"]}\n')
    with pytest.raises(KnowledgeError, match="no-such-entry"):
        asked_anew(answers, TODAY, path)


def test_every_floor_of_the_clinic_holds(answers: Answers) -> None:
    figures = evaluate(answers.library, TODAY, index=answers.index)
    missed = {name: figures[name.split()[0]] for name, holds in figures["floors"].items() if not holds}
    assert missed == {}
    assert set(figures["floors"]) == set(FLOORS)


def test_the_strangers_file_is_apart_from_all_training_texts(library: Library) -> None:
    corpus = Corpus.of(library)
    taught = {normalised(row.text) for row in corpus.phrasings} | set(corpus.lexicon.words)
    rows = [line.split("\t") for line in OUT_OF_SCOPE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert len(rows) >= 150
    assert [text for _, text in rows if normalised(text) in taught] == []


def test_a_line_of_another_kind_is_refused(answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("middle\tapa\n")
    with pytest.raises(KnowledgeError, match="middle"):
        refusals(answers, TODAY, path)


def test_background_is_large_and_says_each_thing_once() -> None:
    lines = [line for line in (HERE / "background.txt").read_text().splitlines() if line and line[0] != "#"]
    assert len(lines) >= 150
    assert len({normalised(line) for line in lines}) == len(lines)


def test_no_development_question_is_taught(library: Library) -> None:
    taught = {normalised(row.text) for row in Corpus.of(library).phrasings}
    asked = [json.loads(line)["text"] for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines()]
    assert len(asked) >= 300
    assert [text for text in asked if normalised(text) in taught] == []
