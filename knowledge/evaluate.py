"""Measure how well questions find their entry: `klinik knowledge eval`.

Paraphrase-out: in each fold one phrasing of every entry is left out with its copies, the classifier is fitted
without it, and it is asked. Development questions were written by people who saw no entry. Compare builds by these
figures; they are no promise to residents.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import Answers, Found
from knowledge.corpus import BACKGROUND, Corpus, Phrasing
from knowledge.errors import KnowledgeError
from knowledge.fitting import Lesson, fit, folds
from knowledge.library import HERE, Library
from knowledge.search import Index, Thresholds
from knowledge.slips import hasty

OUT_OF_SCOPE = HERE.parent / "tests" / "knowledge" / "out_of_scope.txt"
DEVELOPMENT = HERE.parent / "tests" / "knowledge" / "development.jsonl"

# figure: (at least | at most, share); what the clinic asks of a release
FLOORS = {
    "clean first": ("at least", 0.85),
    "clean among_three": ("at least", 0.95),
    "clean stated_wrong": ("at most", 0.03),
    "clean lost": ("at most", 0.10),
    "noisy first": ("at least", 0.75),
    "noisy among_three": ("at least", 0.88),
    "far answered": ("at most", 0.01),
    "near answered": ("at most", 0.05),
    "development first": ("at least", 0.85),
    "development among_three": ("at least", 0.95),
    "development stated_wrong": ("at most", 0.03),
    "development lost": ("at most", 0.10),
}
COVERED = (0.2, 0.4, 0.6, 0.8, 1.0)  # of the risk–coverage table


def evaluate(
    library: Library,
    today: date,
    folds: int = 8,
    out_of_scope: Path | None = None,
    development: Path | None = None,
    index: Index | None = None,
) -> dict[str, Any]:
    """Measure everything on one library; shares are from 0 to 1, times in milliseconds. Takes minutes.

    `index` spares fitting the whole base if it is of these very texts. Raises KnowledgeError.
    """
    corpus = Corpus.of(library)
    index = index or fit(corpus)
    clean, noisy, misses = paraphrase_out(corpus, index, folds)
    answers = Answers.of(library, index)
    strangers = out_of_scope or (OUT_OF_SCOPE if OUT_OF_SCOPE.exists() else None)
    own_words = development or (DEVELOPMENT if DEVELOPMENT.exists() else None)
    figures: dict[str, Any] = {
        "entries": len(library.entries),
        "phrasings": sum(row.label != BACKGROUND for row in corpus.phrasings),
        "background": sum(row.label == BACKGROUND for row in corpus.phrasings),
        "thresholds": {"high": round(index.thresholds.high, 4), "low": round(index.thresholds.low, 4)},
        "clean": clean,
        "noisy": noisy,
        "development": asked_anew(answers, today, own_words) if own_words else {},
        "out_of_scope": refusals(answers, today, strangers) if strangers else {},
        "speed": speed(index, [row.text for row in corpus.phrasings]),
        "confused": confused(misses),
        "missed": [{"text": text, "entry": wanted, "took": took} for text, wanted, took in misses],
    }
    figures["floors"] = floors(figures)
    figures["floors_hold"] = all(figures["floors"].values())
    return figures


def paraphrase_out(
    corpus: Corpus, index: Index, count: int, seed: int = 0
) -> tuple[dict[str, Any], dict[str, Any], list[tuple[str, str, str]]]:
    """Leave one phrasing of every entry out in each fold; give the figures clean and with slips, and the misses."""
    owners = np.array(index.owners)
    held_out = one_each(corpus.phrasings, count, seed)
    asked = np.flatnonzero(held_out >= 0)
    clean, noisy = (np.zeros((len(asked), len(index.labels))) for _ in range(2))
    lesson = Lesson.of(corpus, index.labels)
    for fold in range(count):
        taught = _taught(index, lesson, held_out != fold)
        for row in np.flatnonzero(held_out[asked] == fold):
            text = corpus.phrasings[asked[row]].text
            clean[row] = taught.chances(text)
            noisy[row] = taught.chances(hasty(text, seed + int(asked[row])))
    background = index.labels.index(BACKGROUND)
    misses = [
        (corpus.phrasings[i].text, index.labels[owners[i]], index.labels[_best(chances, background)])
        for i, chances in zip(asked, clean, strict=True)
        if owners[i] != background and _best(chances, background) != owners[i]
    ]
    shares = [_shares(chances, owners[asked], background, index.thresholds) for chances in (clean, noisy)]
    return shares[0], shares[1], misses


def _taught(index: Index, lesson: Lesson, seen: NDArray[np.bool_]) -> Index:
    """Give the index as it were if only some phrasings had been taught (how rare a piece is, is counted over all)."""
    pull, offset = lesson.learned(len(index.labels), seen)
    rows = np.flatnonzero(seen)
    return replace(
        index,
        readings=tuple(index.readings[row] for row in rows),
        owners=tuple(index.owners[row] for row in rows),
        pull=pull.astype(np.float16),
        offset=offset,
    )


def one_each(phrasings: Sequence[Phrasing], count: int, seed: int = 0) -> NDArray[np.int64]:
    """Deal one question of every entry to each fold and the background over all; -1 is never left out."""
    whole = max(count, max(Counter(row.label for row in phrasings).values()))
    dealt = folds(phrasings, whole, seed)
    strangers = np.array([row.label == BACKGROUND for row in phrasings])
    dealt[strangers] = folds(phrasings, count, seed)[strangers]
    dealt[dealt >= count] = -1
    return dealt


def asked_anew(answers: Answers, today: date, path: Path) -> dict[str, Any]:
    """Ask questions by people who saw no entry ({"text", "answers"} a line), through everything a message goes through.

    Those without an entry must not be stated. Raises KnowledgeError for a label that is no entry.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if unknown := {id for row in rows for id in row["answers"]} - set(answers.library.entries):
        raise KnowledgeError(f"{path}: no entry {', '.join(sorted(unknown))}")
    found = [(set(row["answers"]), answers.answer(row["text"], today)) for row in rows]
    ours = [(wanted, one) for wanted, one in found if wanted]
    stated = [(wanted, one) for wanted, one in ours if one.status == "answered"]
    wrong = [(wanted, one) for wanted, one in stated if one.entry not in wanted and not one.term]
    return {
        "questions": len(ours),
        "first": _share(sum(bool(_ids(one, 1) & wanted) for wanted, one in ours), len(ours)),
        "among_three": _share(sum(bool(_ids(one, 3) & wanted) for wanted, one in ours), len(ours)),
        "answered": _share(len(stated), len(ours)),
        "suggested": _share(sum(one.status == "suggested" for _, one in ours), len(ours)),
        "stated_wrong": _share(len(wrong), len(ours)),
        "lost": _share(sum(one.status in ("abstained", "routed") for _, one in ours), len(ours)),
        "without_entry": len(found) - len(ours),
        "without_entry_answered": _share(
            sum(one.status == "answered" for wanted, one in found if not wanted), len(found) - len(ours)
        ),
        "wrongly_stated": [{"text": one.text, "entry": one.entry, "wanted": sorted(wanted)} for wanted, one in wrong],
    }


def refusals(answers: Answers, today: date, path: Path) -> dict[str, dict[str, Any]]:
    """Ask messages that are not ours, far and near apart; give the share of each status. Raises KnowledgeError."""
    asked: dict[str, list[str]] = {"far": [], "near": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, tab, text = line.partition("\t")
        if line.strip() and not line.startswith("#"):
            if kind not in asked or not tab:
                raise KnowledgeError(f"{path}: «{line}» is not «near|far TAB message»")
            asked[kind].append(text)
    found = {kind: [answers.answer(text, today) for text in texts] for kind, texts in asked.items()}
    return {
        kind: {
            "messages": len(rows),
            **{
                status: _share(sum(row.status == status for row in rows), len(rows))
                for status in ("answered", "suggested", "abstained", "routed")
            },
            "wrongly_stated": [
                {"text": row.text, "entry": row.entry, "score": round(row.ranked[0].score, 3)}
                for row in rows
                if row.status == "answered"
            ],
        }
        for kind, rows in found.items()
    }


def speed(index: Index, texts: Sequence[str]) -> dict[str, float]:
    """Time loading and ranking on this machine, and weigh the saved index."""
    with tempfile.TemporaryDirectory() as folder:
        size = index.save(Path(folder)).stat().st_size
        began = perf_counter()
        loaded = Index.load(Path(folder))
        load = perf_counter() - began
    times = []
    for number, text in enumerate(texts[:: max(1, len(texts) // 500)]):
        asked = hasty(text, number)  # a curated phrasing as it stands would not be searched for
        began = perf_counter()
        loaded.scores(asked)
        times.append(perf_counter() - began)
    p50, p99 = np.quantile(times, (0.5, 0.99))
    return {
        "p50_ms": round(float(p50) * 1000, 2),
        "p99_ms": round(float(p99) * 1000, 2),
        "load_ms": round(load * 1000, 1),
        "megabytes": round(size / 1e6, 1),
    }


def confused(misses: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Count the pairs of entries taken for one another, most often first."""
    pairs = Counter((min(wanted, took), max(wanted, took)) for _, wanted, took in misses)
    return [{"entries": list(pair), "times": times} for pair, times in pairs.most_common() if times > 1]


def floors(figures: Mapping[str, Any]) -> dict[str, bool]:
    """Tell for each floor whether it holds."""
    parts = {**figures, **figures["out_of_scope"]}
    measured = {name: parts.get(name.split()[0], {}).get(name.split()[1]) for name in FLOORS}
    return {
        name: measured[name] >= share if sense == "at least" else measured[name] <= share
        for name, (sense, share) in FLOORS.items()
        if measured[name] is not None
    }


def told(figures: Mapping[str, Any]) -> str:
    """Write the figures for a person to read."""
    lines = [
        f"{figures['entries']} entries, {figures['phrasings']} phrasings, {figures['background']} background",
        f"thresholds: answer from {figures['thresholds']['high']}, suggest from {figures['thresholds']['low']}",
    ]
    parts = {name: figures[name] for name in ("clean", "noisy", "development", "speed")}
    parts |= {f"{kind} out of scope": row for kind, row in figures["out_of_scope"].items()}
    for name, row in parts.items():
        lines.append(f"{name}: " + ", ".join(f"{key} {value}" for key, value in row.items() if _is_plain(value)))
        lines += [f"  stated {wrong['entry']}: {wrong['text']}" for wrong in row.get("wrongly_stated", ())]
    risks = figures["clean"]["risk_by_coverage"].items()
    lines.append("wrong among the surest: " + ", ".join(f"{covered} → {risk}" for covered, risk in risks))
    lines += [f"confused {pair['times']}×: {' / '.join(pair['entries'])}" for pair in figures["confused"]]
    lines += [f"missed: {miss['text']} ({miss['entry']}, took {miss['took']})" for miss in figures["missed"]]
    lines += [f"floor {name}: {'holds' if holds else 'MISSED'}" for name, holds in figures["floors"].items()]
    return "\n".join(lines)


def _is_plain(value: object) -> bool:
    return isinstance(value, int | float)


def _ids(found: Found, count: int) -> set[str]:
    """Name the entries that a resident is shown first, none where another office is named."""
    first = [] if found.status == "routed" else [candidate.id for candidate in found.ranked[:count]]
    return {*first, *([found.entry] if found.entry else [])}


def _best(chances: NDArray[Any], background: int) -> int:
    return int(np.argmax(np.delete(chances, background))) + int(np.argmax(np.delete(chances, background)) >= background)


def _shares(chances: NDArray[Any], owners: NDArray[Any], background: int, limits: Thresholds) -> dict[str, Any]:
    ours = owners != background
    other = chances[ours, background]
    entries, wanted = chances[ours].copy(), owners[ours]
    entries[:, background] = 0
    order = np.argsort(-entries, axis=1, kind="stable")[:, :3]
    best, right = entries.max(axis=1), order[:, 0] == wanted
    stated = best >= limits.high
    suggested = ~stated & (best >= limits.low) & (best >= other)
    count = int(ours.sum())
    strangers = chances[~ours].copy()
    strangers[:, background] = 0
    return {
        "questions": count,
        "first": _share(right.sum(), count),
        "among_three": _share((order == wanted[:, None]).any(axis=1).sum(), count),
        "answered": _share(stated.sum(), count),
        "suggested": _share(suggested.sum(), count),
        "lost": _share((~stated & ~suggested).sum(), count),
        "stated_wrong": _share((stated & ~right).sum(), count),
        "precision": _share((stated & right).sum(), int(stated.sum())),
        "background_answered": _share((strangers.max(axis=1) >= limits.high).sum(), len(strangers)),
        "auroc": round(_auroc(best, strangers.max(axis=1)), 4),
        "risk_by_coverage": _risks(best, right),
    }


def _risks(best: NDArray[Any], right: NDArray[Any]) -> dict[str, float]:
    """Give the share of wrong first answers among the surest questions, by how many are covered."""
    order = np.argsort(-best, kind="stable")
    return {
        f"{covered:.0%}": _share((~right[order[: round(covered * len(best))]]).sum(), round(covered * len(best)))
        for covered in COVERED
    }


def _auroc(ours: NDArray[Any], strangers: NDArray[Any]) -> float:
    """Give the chance that one of our questions scores above a message that is not ours."""
    if not len(ours) or not len(strangers):
        return 1.0
    ordered = np.sort(strangers)
    below = np.searchsorted(ordered, ours, "left") + np.searchsorted(ordered, ours, "right")
    return float(below.mean() / 2 / len(strangers))


def _share(part: Any, whole: int) -> float:
    return round(float(part) / whole, 4) if whole else 0.0
