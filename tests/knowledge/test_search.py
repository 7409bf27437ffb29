"""The index: deterministic, saved whole or not at all, and answering without scikit-learn."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge import fitting, search
from knowledge.answering import Answers
from knowledge.corpus import BACKGROUND, Corpus, Phrasing
from knowledge.errors import IndexOutOfDate, KnowledgeError
from knowledge.fitting import fit, folds, index_for, thresholds
from knowledge.library import HERE, Library
from knowledge.search import FILE, Index
from knowledge.slips import hasty


@pytest.fixture
def corpus(folder: Path) -> Corpus:
    return Corpus.of(Library.load(folder))


def test_a_question_written_by_a_curator_finds_its_entry(corpus: Corpus) -> None:
    index = fit(corpus)
    for row in corpus.phrasings:
        if row.label:
            assert index.rank(f"  {row.text.upper()}!! ")[0][0] == row.label
            assert index.scores(row.text).best > 0.99


def test_an_unseen_question_finds_the_nearest_entry(corpus: Corpus) -> None:
    index = fit(corpus)
    assert index.rank("brapa orang pendirinya")[0][0] == "founders"
    assert index.rank("kapan rapat tahunan")[0][0] == "annual-meeting"


def test_scores_are_probabilities_over_entries_and_background(corpus: Corpus) -> None:
    index = fit(corpus)
    for text in ("pendiri", "hujan", "", "???", "ア"):
        scores = index.scores(text)
        assert sum(score for _, score in scores.ranked) + scores.background == pytest.approx(1)
        assert [id for id, _ in scores.ranked if not id] == []
        assert len(scores.ranked) == 3


def test_fitting_twice_gives_the_same_index(corpus: Corpus) -> None:
    one, other = fit(corpus), fit(corpus)
    assert np.array_equal(one.pull, other.pull)
    assert one.thresholds == other.thresholds
    assert one.fingerprint == other.fingerprint


def test_a_saved_index_answers_as_before(corpus: Corpus, tmp_path: Path) -> None:
    index = fit(corpus)
    index.save(tmp_path / "index")
    loaded = Index.load(tmp_path / "index", corpus.fingerprint)
    assert loaded.scores("berapa pendiri") == index.scores("berapa pendiri")
    assert loaded.thresholds == index.thresholds
    assert [path.name for path in (tmp_path / "index").iterdir()] == [FILE]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\x00" * 1000])
def test_a_broken_index_is_out_of_date(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(IndexOutOfDate):
        Index.load(tmp_path)


def test_an_index_of_another_method_is_out_of_date(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(search, "METHOD", "postings, 5")
        fit(corpus).save(tmp_path)
        assert Index.load(tmp_path).labels
    with pytest.raises(IndexOutOfDate, match="another method"):
        Index.load(tmp_path)


@pytest.mark.parametrize("missing", ["method", "rules", "pieces", "thresholds"])
def test_an_index_without_one_of_its_parts_is_out_of_date(corpus: Corpus, tmp_path: Path, missing: str) -> None:
    path = fit(corpus).save(tmp_path)
    with np.load(path) as arrays:
        kept = dict(arrays)
    note = json.loads(kept["note"].tobytes())
    del note[missing]
    np.savez(path, **kept | {"note": np.frombuffer(json.dumps(note).encode(), dtype=np.uint8)})
    with pytest.raises(IndexOutOfDate):
        Index.load(tmp_path)


def test_a_cut_off_index_is_out_of_date(corpus: Corpus, tmp_path: Path) -> None:
    path = fit(corpus).save(tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(IndexOutOfDate):
        Index.load(tmp_path)


def test_every_text_that_matters_changes_the_fingerprint(folder: Path) -> None:
    seen = {Corpus.of(Library.load(folder)).fingerprint}
    for name, old, new in (
        ("phrasings.toml", "minimal berapa", "minimal pira"),
        ("background.txt", "resep rawon", "resep soto"),
        ("lexicon.toml", 'piye = "bagaimana"', 'piye = "kenapa"'),
        ("entries/founding/name.md", "memilih nama", "pilih nama"),
        ("entries/founding/name.md", "Nama memuat", "Namanya memuat"),
        ("entries/founding/name.md", "Pasal 6 ayat", "Pasal 7 ayat"),
    ):
        path = folder / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
        seen.add(Corpus.of(Library.load(folder)).fingerprint)
    assert len(seen) == 7


def test_what_no_search_reads_needs_no_new_index(folder: Path) -> None:
    before = Corpus.of(Library.load(folder)).fingerprint
    path = folder / "entries" / "founding" / "name.md"
    path.write_text(path.read_text().replace("checked_on = 2026-11-21", "checked_on = 2026-11-20"))
    figures = folder / "figures.toml"
    figures.write_text(figures.read_text().replace("value = 9", "value = 7"))
    assert Corpus.of(Library.load(folder)).fingerprint == before


def test_what_only_an_answer_says_is_found_too(folder: Path) -> None:
    path = folder / "entries" / "founding" / "name.md"
    path.write_text(path.read_text().replace("Nama memuat", "Ejaan Mandarin tidak dipakai. Nama memuat"))
    assert fit(Corpus.of(Library.load(folder))).rank("ejaan mandarin")[0][0] == "name"


def test_hasty_thumbs_find_the_same_entry(corpus: Corpus) -> None:
    index = fit(corpus)
    rows = [(row, seed) for row in corpus.phrasings if row.label and len(row.read) > 12 for seed in range(900, 910)]
    right = sum(index.rank(hasty(row.text, seed))[0][0] == row.label for row, seed in rows)
    assert len(rows) > 50
    assert right / len(rows) > 0.9


def test_the_index_is_fitted_when_missing_or_old_and_else_only_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.load(folder)
    first = index_for(library, folder / "index")
    monkeypatch.setattr(fitting, "fit_into", None)  # a second fit would fail
    assert index_for(library, folder / "index").fingerprint == first.fingerprint


@pytest.mark.parametrize("method", ["old", None])
def test_an_index_that_cannot_be_used_is_fitted_anew(
    folder: Path, method: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.load(folder)
    if method:
        with monkeypatch.context() as before:
            before.setattr(search, "METHOD", method)
            fit(Corpus.of(library)).save(folder / "index")
    else:
        (folder / "index").mkdir()
        (folder / "index" / FILE).write_bytes(b"PK\x03\x04rubbish")
    fresh = index_for(library, folder / "index")
    assert fresh.rank("Berapa orang pendiri koperasi?")[0][0] == "founders"
    assert Index.load(folder / "index", fresh.fingerprint).fingerprint == fresh.fingerprint


def test_the_old_index_stays_when_fitting_fails(folder: Path) -> None:
    library = Library.load(folder)
    first = index_for(library, folder / "index")
    (folder / "background.txt").write_text("")
    with pytest.raises(KnowledgeError):
        index_for(library, folder / "index")
    assert Index.load(folder / "index").fingerprint == first.fingerprint


def test_a_save_that_fails_leaves_no_half_behind(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = fit(corpus)
    path = index.save(tmp_path / "index")
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="disk full"):
        index.save(tmp_path / "index")
    assert path.read_bytes() == before
    assert list((tmp_path / "index").iterdir()) == [path]


def test_answering_imports_neither_scikit_learn_nor_scipy(answers: Answers) -> None:
    assert answers
    program = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from knowledge.answering import Answers\nfrom knowledge.fitting import index_for\n"
        "from knowledge.library import Library\nlibrary = Library.load()\n"
        f"answers = Answers.of(library, index_for(library, Path({str(HERE.parent / 'data' / 'test-index')!r})))\n"
        "answers.answer('berapa pendiri koperasi', date(2026, 11, 25))\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sklearn', 'scipy'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=HERE.parent, check=True)
    assert done.stdout.strip() == "[]"


def test_questions_are_dealt_over_folds_and_titles_are_not() -> None:
    rows = [Phrasing("a", str(i), str(i)) for i in range(10)] + [Phrasing("a", "T", "t", is_title=True)]
    rows += [Phrasing("b", "alone", "alone")]
    dealt = folds(rows, 5)
    assert sorted(dealt[:10].tolist()) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert dealt[10:].tolist() == [-1, -1]


def test_thresholds_keep_wrong_answers_and_strangers_out() -> None:
    # labels: 0 is the background; 20 right answers at .9, one wrong at .6, one stranger at .5
    rows = [[0.05, 0.9, 0.05]] * 20 + [[0.2, 0.2, 0.6]] + [[0.4, 0.5, 0.1]]
    owners = [1] * 20 + [1] + [0]
    found = thresholds(np.array(rows, dtype=np.float32), np.array(owners), 0)
    assert found.high == pytest.approx(0.9)
    assert found.low == pytest.approx(0.9)


def test_without_background_there_is_nothing_to_fit(folder: Path) -> None:
    (folder / "background.txt").write_text("")
    with pytest.raises(KnowledgeError, match="background"):
        fit(Corpus.of(Library.load(folder)))
    assert BACKGROUND == ""
