"""The engines of `klinik bench search` behind one shape, and the process in which each is timed alone.

Every engine keeps what it needs to answer in a folder, takes a message as it was typed, and names three entries.
All but ours look for the nearest phrasings; an entry is as near as its nearest phrasing. Heavy imports stand inside
the functions, so that a process pays for its own engine only.

Run as `python -m bot.commands.bench_engines ENGINE FOLDER QUESTIONS.json`.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.indonesian import Lexicon

OURS = "klinik"
TOLD = 3  # entries an engine names
WARMING = 20  # questions before the clock runs

Rank = Callable[[str], list[str]]  # a message to entries, best first
Nearest = Callable[[str], Iterable[int]]  # a reading to numbers of phrasings, nearest first, none that shares nothing


@dataclass(frozen=True)
class Engine:
    """How one of the others keeps its readings in a folder, and how it finds so many of them again."""

    asked: str  # in which of its ways it is used
    save: Callable[[Sequence[str], Path], None]
    open: Callable[[Path, int], Nearest]
    package: str | None = None  # what has to be installed


def save(name: str, rows: Sequence[tuple[str, str]], lexicon: Lexicon, folder: Path) -> None:
    """Let an engine index the (entry, reading) rows, and keep beside it whose they are and how messages are read."""
    folder.mkdir(parents=True)
    ENGINES[name].save([reading for _, reading in rows], folder)
    note = {"owners": [owner for owner, _ in rows], "words": dict(lexicon.words)}
    (folder / "note.json").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def ranking(name: str, folder: Path) -> Rank:
    """Open what an engine saved, ready to answer."""
    return _ours(folder) if name == OURS else _nearest(ENGINES[name], folder)


def _ours(folder: Path) -> Rank:
    from knowledge.search import Index, top

    index = Index.load(folder)
    return lambda text: top(index.rank(text), TOLD)


def _nearest(engine: Engine, folder: Path) -> Rank:
    note = json.loads((folder / "note.json").read_text(encoding="utf-8"))
    owners, lexicon = note["owners"], Lexicon(note["words"])
    # so many phrasings are of three entries at least
    enough = sum(count for _, count in Counter(owners).most_common(TOLD - 1)) + 1
    nearest = engine.open(folder, min(enough, len(owners)))
    return lambda text: list(dict.fromkeys(owners[number] for number in nearest(lexicon.read(text))))[:TOLD]


def _save_fts5(tokenizer: str) -> Callable[[Sequence[str], Path], None]:
    def save(readings: Sequence[str], folder: Path) -> None:
        import sqlite3

        database = sqlite3.connect(folder / "fts5.sqlite")
        database.execute(f"CREATE VIRTUAL TABLE phrasing USING fts5(reading, content='', tokenize='{tokenizer}')")
        database.executemany("INSERT INTO phrasing(rowid, reading) VALUES (?, ?)", enumerate(readings))
        database.execute("INSERT INTO phrasing(phrasing) VALUES ('optimize')")
        database.commit()
        database.close()

    return save


def _open_fts5(terms: Callable[[str], Iterable[str]]) -> Callable[[Path, int], Nearest]:
    def open(folder: Path, enough: int) -> Nearest:
        import sqlite3

        database = sqlite3.connect(folder / "fts5.sqlite")

        def nearest(reading: str) -> list[int]:
            query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms(reading)))
            if not query:
                return []
            found = database.execute(
                "SELECT rowid FROM phrasing WHERE phrasing MATCH ? ORDER BY rank LIMIT ?", (query, enough)
            )
            return [number for (number,) in found]

        return nearest

    return open


def trigrams(reading: str) -> list[str]:
    """Cut a reading as FTS5's trigram tokenizer cuts it: across the words."""
    return [reading[at : at + 3] for at in range(len(reading) - 2)]


def _save_bm25s(readings: Sequence[str], folder: Path) -> None:
    import bm25s  # type: ignore[import-untyped]

    index = bm25s.BM25()
    index.index([reading.split() for reading in readings], show_progress=False)
    index.save(folder / "bm25s", show_progress=False)


def _open_bm25s(folder: Path, enough: int) -> Nearest:
    import bm25s

    index = bm25s.BM25.load(folder / "bm25s")

    def nearest(reading: str) -> list[int]:
        words = [word for word in reading.split() if word in index.vocab_dict]
        return _highest(index.get_scores(words), enough) if words else []

    return nearest


def _save_tantivy(readings: Sequence[str], folder: Path) -> None:
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("reading", index_option="freq").build()
    (folder / "tantivy").mkdir()
    writer = tantivy.Index(schema, str(folder / "tantivy")).writer(num_threads=1)
    for reading in readings:
        writer.add_document(tantivy.Document(reading=reading))
    writer.commit()
    writer.wait_merging_threads()


def _open_tantivy(folder: Path, enough: int) -> Nearest:
    from tantivy import Index, Occur, Query

    index = Index.open(str(folder / "tantivy"))
    searcher, schema = index.searcher(), index.schema
    assert searcher.num_segments == 1  # then its documents are numbered as they were written

    def nearest(reading: str) -> list[int]:
        words = [Query.term_query(schema, "reading", word, "freq") for word in dict.fromkeys(reading.split())]
        query = Query.boolean_query([(Occur.Should, word) for word in words])
        return [address.doc for _, address in searcher.search(query, enough, count=False).hits]

    return nearest


def _save_readings(readings: Sequence[str], folder: Path) -> None:
    (folder / "readings.json").write_text(json.dumps(readings, ensure_ascii=False), encoding="utf-8")


def _open_rapidfuzz(folder: Path, enough: int) -> Nearest:
    from rapidfuzz import fuzz, process

    readings = json.loads((folder / "readings.json").read_text(encoding="utf-8"))

    def nearest(reading: str) -> list[int]:
        likeness = sum(process.cdist([reading], readings, scorer=ratio)[0] for ratio in ratios)
        return _highest(likeness, enough)

    ratios = (fuzz.token_set_ratio, fuzz.token_sort_ratio)
    return nearest


def _highest(scores: Any, enough: int) -> list[int]:
    import numpy as np

    best = np.argpartition(-scores, enough - 1)[:enough]
    best = best[np.argsort(-scores[best], kind="stable")]
    return [int(number) for number in best[scores[best] > 0]]


ENGINES: Mapping[str, Engine] = {
    "fts5": Engine("unicode61, any of the words", _save_fts5("unicode61"), _open_fts5(str.split)),
    "fts5-trigram": Engine("trigram, any of the trigrams", _save_fts5("trigram"), _open_fts5(trigrams)),
    "bm25s": Engine("its default (Lucene's BM25), get_scores", _save_bm25s, _open_bm25s, "bm25s"),
    "tantivy": Engine("default tokenizer, any of the words", _save_tantivy, _open_tantivy, "tantivy"),
    "rapidfuzz": Engine("token_set_ratio + token_sort_ratio, cdist", _save_readings, _open_rapidfuzz, "rapidfuzz"),
}


def _resident() -> float:
    """Give this process's resident memory in megabytes; 0 where there is no /proc."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def timed(name: str, folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Open an engine and ask it all; gives when it first answered (monotonic), seconds for each, and megabytes."""
    before = _resident()
    rank = ranking(name, folder)
    rank(questions[0])
    answered_at = time.monotonic()
    for question in questions[:WARMING]:
        rank(question)
    seconds = []
    for question in questions:
        began = time.perf_counter()
        rank(question)
        seconds.append(time.perf_counter() - began)
    return {"answered_at": answered_at, "seconds": seconds, "memory_mb": _resident() - before}


def main(name: str, folder: str, questions: str) -> None:
    """Measure one engine on one core, and print what `timed` gives as JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(json.dumps(timed(name, Path(folder), json.loads(Path(questions).read_text(encoding="utf-8")))))


if __name__ == "__main__":
    main(*sys.argv[1:4])
