"""`klinik bench search` measures what it says: every engine answers, and accuracy is counted; no time is asserted."""

import shutil
from pathlib import Path

import pytest

from bot.commands import bench_search
from bot.commands.bench_engines import ENGINES, ranking, trigrams
from bot.commands.bench_search import NAMES, Hits, build, compare, development, rows_of, table
from knowledge.corpus import BACKGROUND, Corpus
from knowledge.fitting import fit
from knowledge.library import HERE, Library
from knowledge.search import Thresholds
from tests.knowledge.conftest import SMALL, entry_text

LIMITS = Thresholds(0.5, 0.2)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Three entries and a little background."""
    folder = tmp_path / "knowledge"
    (folder / "entries" / "founding").mkdir(parents=True)
    for id, (title, questions, body) in SMALL.items():
        (folder / "entries" / "founding" / f"{id}.md").write_text(entry_text(id, title, questions, body))
    for name in ("figures.toml", "regulations.toml", "lexicon.toml"):
        shutil.copy(HERE / name, folder / name)
    (folder / "phrasings.toml").write_text('founders = ["pendiri minimal berapa"]\n')
    (folder / "background.txt").write_text("besok hujan tidak\nsyarat bikin ktp\nresep rawon\ncara bikin sim\n")
    return Corpus.of(Library.load(folder))


@pytest.mark.parametrize("name", NAMES)
def test_every_engine_finds_every_exact_phrasing(name: str, corpus: Corpus, tmp_path: Path) -> None:
    build(name, corpus, tmp_path / name, LIMITS)
    rank = ranking(name, tmp_path / name)
    asked = [row for row in corpus.phrasings if row.label != BACKGROUND]
    assert len(asked) > 15
    assert {row.text: rank(f"{row.text} ?!")[0] for row in asked} == {row.text: row.label for row in asked}


@pytest.mark.parametrize("name", ENGINES)
def test_the_others_name_each_entry_once_and_nothing_for_what_shares_nothing(
    name: str, corpus: Corpus, tmp_path: Path
) -> None:
    build(name, corpus, tmp_path / name, LIMITS)
    rank = ranking(name, tmp_path / name)
    told = rank("berapa koperasi rat")
    assert len(set(told)) == len(told) == 3
    assert rank("") == rank("♥ !") == []
    if name != "rapidfuzz":  # which finds some likeness in any letters
        assert rank("xyzzyx") == []


def test_a_long_message_is_no_trouble_to_any_engine(corpus: Corpus, tmp_path: Path) -> None:
    for name in NAMES:
        build(name, corpus, tmp_path / name, LIMITS)
        assert ranking(name, tmp_path / name)("berapa orang pendiri koperasi " * 40)[0] == "founders"


def test_the_whole_bench_measures_every_engine_in_every_way(corpus: Corpus) -> None:
    anew = [("brapa pendirinya", ["founders"]), ("jadwal rapat", ["annual-meeting"])]
    found = compare(corpus, fit(corpus, LIMITS), 2, anew, rounds=1, questions=12)
    rows = list(rows_of(found))
    assert [row["engine"] for row in rows] == list(NAMES)
    for row in rows:
        assert all(value > 0 for figure, value in row["times"].items() if figure != "memory_mb")
        assert row["times"]["p50_ms"] <= row["times"]["p99_ms"]
        assert [row["accuracy"][kind]["questions"] for kind in ("development", "clean", "hasty")] == [2, 6, 6]
        assert all(0 <= shares["first"] <= shares["among_three"] <= 1 for shares in row["accuracy"].values())
    assert set(rows[0]["points_to_ours"]["clean"].values()) == {0}
    assert {round(value, 3) for value in rows[1]["ratio_to_fts5"].values()} <= {0, 1}
    told = table(rows)
    assert all(told.count(f"\n{name}") == 6 for name in NAMES if name != "fts5")


def test_hits_are_counted_and_a_silence_is_none() -> None:
    hits = Hits()
    for told in (["a", "b", "c"], ["b", "a"], ["b", "c", "d"], []):
        hits.count(told, ["a"])
    assert hits.shares() == {"questions": 4, "first": 0.25, "among_three": 0.5}


def test_questions_without_an_answer_are_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "anew.jsonl"
    path.write_text('{"text": "kapan rat", "answers": ["annual-meeting"]}\n\n{"text": "harga galon", "answers": []}\n')
    assert development(path) == [("kapan rat", ["annual-meeting"])]
    assert development(tmp_path / "none.jsonl") == []


def test_trigrams_go_across_words() -> None:
    assert trigrams("rat ke") == ["rat", "at ", "t k", " ke"]
    assert trigrams("ok") == []


def test_a_missing_library_is_one_kind_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> object | None:
        return None if name in ("tantivy", "bm25s") else object()

    monkeypatch.setattr(bench_search, "find_spec", absent)
    assert bench_search.run(folds=4, as_json=False) == 2
    told = capsys.readouterr()
    assert told.err.startswith("bench search measures against bm25s, tantivy too; to install: ")
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_more_folds_than_are_dealt_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_search.run(folds=9, as_json=False) == 2
    assert "1 to 8" in capsys.readouterr().err
