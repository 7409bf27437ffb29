"""`klinik bench search`: our index beside plain full-text engines, on the same phrasings in the same run.

Each engine is timed in a process of its own on one core, in rounds, so that what else the machine does falls on all of
them. Times are figures and ratios to be quoted, never asserted; accuracy is the same on every machine.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import sqlite_version
from typing import Any

from bot.commands.bench_engines import ENGINES, OURS, ranking, save
from bot.settings import load
from knowledge.corpus import BACKGROUND, Corpus
from knowledge.evaluate import DEVELOPMENT, one_each
from knowledge.fitting import fit, index_for
from knowledge.library import Library
from knowledge.search import Index, Thresholds
from knowledge.slips import hasty

NAMES = (OURS, *ENGINES)
BESIDE = "fts5"  # what times are held against
DEALT = 8  # folds that the phrasings are dealt to; some of them are asked
ROUNDS, QUESTIONS = 3, 600  # for the times

Asked = Sequence[tuple[str, Collection[str]]]  # messages, and the entries that answer each
TIMES = ("queries_per_second", "p50_ms", "p99_ms", "start_seconds", "memory_mb", "index_mb")


@dataclass
class Hits:
    """How often the first entry was right, and one of three."""

    asked: int = 0
    first: int = 0
    among_three: int = 0

    def count(self, told: Sequence[str], wanted: Collection[str]) -> None:
        """Count one answer."""
        self.asked += 1
        self.first += bool(told) and told[0] in wanted
        self.among_three += any(id in wanted for id in told)

    def shares(self) -> dict[str, float]:
        """Give both shares, from 0 to 1."""
        return {
            "questions": self.asked,
            "first": round(self.first / self.asked, 4),
            "among_three": round(self.among_three / self.asked, 4),
        }


@dataclass
class Measured:
    """What was found out about one engine."""

    times: dict[str, float] = field(default_factory=dict)
    hits: dict[str, Hits] = field(default_factory=dict)

    def ask(self, kind: str, name: str, folder: Path, asked: Asked) -> None:
        """Ask what an engine saved and count its hits."""
        rank = ranking(name, folder)
        for text, wanted in asked:
            self.hits.setdefault(kind, Hits()).count(rank(text), wanted)


def missing() -> list[str]:
    """Name the packages that are not installed."""
    packages = [engine.package for engine in ENGINES.values()]
    return [package for package in packages if package and find_spec(package) is None]


def development(path: Path = DEVELOPMENT) -> Asked:
    """Read the questions that an entry answers; none if there is no such file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [json.loads(line) for line in lines if line.strip()]
    return [(row["text"], row["answers"]) for row in rows if row["answers"]]


def build(name: str, corpus: Corpus, folder: Path, limits: Thresholds) -> None:
    """Let an engine learn a corpus and save it: ours by fitting, the others from the entries' phrasings."""
    if name == OURS:
        fit(corpus, limits).save(folder)
    else:
        save(
            name, [(row.label, row.read) for row in corpus.phrasings if row.label != BACKGROUND], corpus.lexicon, folder
        )


def compare(
    corpus: Corpus, index: Index, folds: int, asked_anew: Asked, rounds: int = ROUNDS, questions: int = QUESTIONS
) -> dict[str, Measured]:
    """Measure every engine on a corpus and our index of it; our index is fitted once more for each fold."""
    found = {name: Measured() for name in NAMES}
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place)
        index.save(whole / OURS)
        for name in ENGINES:
            build(name, corpus, whole / name, index.thresholds)
        times = measure_times(whole, _typed(corpus, asked_anew, questions), rounds)
        for name in NAMES:
            found[name].times = times[name]
            if asked_anew:
                found[name].ask("development", name, whole / name, asked_anew)
    for fold in range(folds):
        _ask_fold(corpus, fold, index.thresholds, found)
    return found


def _ask_fold(corpus: Corpus, fold: int, limits: Thresholds, found: Mapping[str, Measured]) -> None:
    held_out = one_each(corpus.phrasings, DEALT)
    rows = [(at, row) for at, row in enumerate(corpus.phrasings) if held_out[at] == fold and row.label != BACKGROUND]
    clean = [(row.text, [row.label]) for _, row in rows]
    slipped = [(hasty(row.text, at), [row.label]) for at, row in rows]
    seen = replace(corpus, phrasings=tuple(row for at, row in enumerate(corpus.phrasings) if held_out[at] != fold))
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            build(name, seen, Path(folder) / name, limits)
            found[name].ask("clean", name, Path(folder) / name, clean)
            found[name].ask("hasty", name, Path(folder) / name, slipped)


def _typed(corpus: Corpus, asked_anew: Asked, count: int) -> list[str]:
    """Gather messages for the times; phrasings with slips, so that hardly any is found word for word."""
    texts = [text for text, _ in asked_anew]
    texts += [hasty(row.text, at) for at, row in enumerate(corpus.phrasings) if row.label != BACKGROUND]
    random.Random(0).shuffle(texts)  # noqa: S311 - a sample, no secret
    return texts[:count]


def measure_times(folder: Path, questions: Sequence[str], rounds: int) -> dict[str, dict[str, float]]:
    """Time every engine in turns; gives for each the median over the rounds."""
    asked = folder / "questions.json"
    asked.write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in NAMES}
    for _ in range(rounds):
        for name in NAMES:
            seen[name].append(_in_a_process(name, folder / name, asked))
    return {
        name: {figure: statistics.median(row[figure] for row in rows) for figure in TIMES}
        for name, rows in seen.items()
    }


def _in_a_process(name: str, folder: Path, questions: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bot.commands.bench_engines", name, str(folder), str(questions)]
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    began = time.monotonic()  # one clock for all processes of a machine
    done = subprocess.run(command, env={**os.environ, **one_thread}, stdout=subprocess.PIPE, check=True)  # noqa: S603
    told = json.loads(done.stdout)
    seconds = told["seconds"]
    return {
        "queries_per_second": len(seconds) / sum(seconds),
        "p50_ms": statistics.median(seconds) * 1000,
        "p99_ms": statistics.quantiles(seconds, n=100, method="inclusive")[98] * 1000,
        "start_seconds": told["answered_at"] - began,
        "memory_mb": told["memory_mb"],
        "index_mb": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6,
    }


def rows_of(found: Mapping[str, Measured]) -> Iterator[dict[str, Any]]:
    """Give one plain object for each engine: figures, ratios to FTS5, accuracy, and points above ours."""
    beside = found[BESIDE].times
    for name, one in found.items():
        shares = {kind: hits.shares() for kind, hits in one.hits.items()}
        ours = {kind: hits.shares() for kind, hits in found[OURS].hits.items()}
        yield {
            "engine": name,
            "version": _version(name),
            "asked": ENGINES[name].asked if name in ENGINES else "the fitted index",
            "times": {figure: round(value, 4) for figure, value in one.times.items()},
            "ratio_to_fts5": {figure: round(one.times[figure] / (beside[figure] or 1), 3) for figure in TIMES},
            "accuracy": shares,
            "points_to_ours": {
                kind: {depth: round((row[depth] - ours[kind][depth]) * 100, 1) for depth in ("first", "among_three")}
                for kind, row in shares.items()
            },
        }


def _version(name: str) -> str:
    if name == OURS:
        return ""
    package = ENGINES[name].package
    return version(package) if package else sqlite_version


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Write the rows for a person to read."""
    heads = ("queries/s", "p50 ms", "p99 ms", "start s", "memory MB", "index MB")
    lines = [f"{'':13}" + "".join(f"{head:>11}" for head in heads)]
    lines += [f"{row['engine']:13}" + "".join(f"{row['times'][name]:11.2f}" for name in TIMES) for row in rows]
    lines += ["", "as a ratio to fts5"]
    lines += [f"{row['engine']:13}" + "".join(f"{row['ratio_to_fts5'][name]:11.2f}" for name in TIMES) for row in rows]
    for kind, shares in rows[0]["accuracy"].items():
        lines += ["", f"{kind}, {shares['questions']} questions: percent first, among three (points to ours)"]
        lines += [f"{row['engine']:13}" + _percents(row, kind) for row in rows]
    lines += ["", *(f"{row['engine']} {row['version']}".strip() + f": {row['asked']}" for row in rows)]
    return "\n".join(lines)


def _percents(row: Mapping[str, Any], kind: str) -> str:
    share, points = row["accuracy"][kind], row["points_to_ours"][kind]
    return "".join(f"{share[depth] * 100:8.1f} ({points[depth]:+5.1f})" for depth in ("first", "among_three"))


def run(*, folds: int, as_json: bool) -> int:
    """Run the benchmark and print it; gives the exit code. Takes about a minute for each fold."""
    if absent := missing():
        how = f"{sys.executable} -m pip install -r requirements.lock"
        print(f"bench search measures against {', '.join(absent)} too; to install: {how}", file=sys.stderr)
        return 2
    if not 1 <= folds <= DEALT:
        print(f"--folds is 1 to {DEALT}.", file=sys.stderr)
        return 2
    library = Library.load()
    index = index_for(library, load().data_dir / "index")
    rows = list(rows_of(compare(Corpus.of(library), index, folds, development())))
    if as_json:
        print(*(json.dumps(row, ensure_ascii=False) for row in rows), sep="\n", flush=True)
    else:
        print(table(rows), flush=True)
    return 0
