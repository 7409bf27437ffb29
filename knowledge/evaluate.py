"""Measure how well questions find their entry: `klinik knowledge eval`.

Paraphrase-out: in each fold one phrasing of every entry is left out, the classifier is fitted without it,
and it is asked. Compare builds by these figures; they are no promise to residents.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import Answers
from knowledge.corpus import BACKGROUND, Corpus, Phrasing
from knowledge.errors import KnowledgeError
from knowledge.fitting import Kernel, fit, folds, learned
from knowledge.library import HERE, Library
from knowledge.search import Index, Thresholds, softmax

OUT_OF_SCOPE = HERE.parent / "tests" / "knowledge" / "out_of_scope.txt"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTERS_A_SLIP = 12

# figure: (at least | at most, share); what the clinic asks of a release
FLOORS = {
    "first": ("at least", 0.85),
    "among_three": ("at least", 0.95),
    "stated_wrong": ("at most", 0.03),
    "far_answered": ("at most", 0.01),
    "near_answered": ("at most", 0.05),
}


def evaluate(library: Library, today: date, folds: int = 8, out_of_scope: Path | None = None) -> dict[str, Any]:
    """Measure everything on one library; shares are from 0 to 1, times in milliseconds. Takes minutes."""
    corpus = Corpus.of(library)
    index = fit(corpus)
    clean, noisy, misses = paraphrase_out(corpus, index, folds)
    strangers = out_of_scope or (OUT_OF_SCOPE if OUT_OF_SCOPE.exists() else None)
    figures: dict[str, Any] = {
        "entries": len(library.entries),
        "phrasings": sum(row.label != BACKGROUND for row in corpus.phrasings),
        "background": sum(row.label == BACKGROUND for row in corpus.phrasings),
        "thresholds": {"high": round(index.thresholds.high, 4), "low": round(index.thresholds.low, 4)},
        "clean": clean,
        "noisy": noisy,
        "out_of_scope": refusals(Answers.of(library, index), today, strangers) if strangers else {},
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
    for fold in range(count):
        rows = held_out[asked] == fold
        texts = [corpus.phrasings[i].text for i in asked[rows]]
        slipped = [slips(text, seed + int(i)) for i, text in zip(asked[rows], texts, strict=True)]
        seen = replace(corpus, phrasings=tuple(corpus.phrasings[i] for i in np.flatnonzero(held_out != fold)))
        clean[rows], noisy[rows] = _chances(seen, owners[held_out != fold], len(index.labels), (texts, slipped))
    background = index.labels.index(BACKGROUND)
    misses = [
        (corpus.phrasings[i].text, index.labels[owners[i]], index.labels[_best(chances, background)])
        for i, chances in zip(asked, clean, strict=True)
        if owners[i] != background and _best(chances, background) != owners[i]
    ]
    shares = [_shares(chances, owners[asked], background, index.thresholds) for chances in (clean, noisy)]
    return shares[0], shares[1], misses


def one_each(phrasings: Sequence[Phrasing], count: int, seed: int = 0) -> NDArray[np.int64]:
    """Deal one question of every entry to each fold and the background over all; -1 is never left out."""
    whole = max(count, max(Counter(row.label for row in phrasings).values()))
    dealt = folds(phrasings, whole, seed)
    strangers = np.array([row.label == BACKGROUND for row in phrasings])
    dealt[strangers] = folds(phrasings, count, seed)[strangers]
    dealt[dealt >= count] = -1
    return dealt


def slips(text: str, seed: int) -> str:
    """Write a text as hasty thumbs do: about one slip in twelve letters, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - typing errors, no secrets
    letters = list(text)
    for _ in range(max(1, len(text) // LETTERS_A_SLIP)):
        place = dice.randrange(len(letters))
        kind = dice.choice(("lose", "double", "swap", "other"))
        if kind == "lose":
            letters[place] = ""
        elif kind == "double":
            letters[place] *= 2
        elif kind == "swap" and place + 1 < len(letters):
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        else:
            letters[place] = dice.choice(LETTERS)
    return "".join(letters)


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
            "wrongly_answered": [
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
    for text in texts[:: max(1, len(texts) // 500)]:
        began = perf_counter()
        loaded.scores(f"{text} ?!")
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
    measured = {name: figures["clean"][name] for name in ("first", "among_three", "stated_wrong")}
    measured |= {f"{kind}_answered": row["answered"] for kind, row in figures["out_of_scope"].items()}
    return {
        name: measured[name] >= share if sense == "at least" else measured[name] <= share
        for name, (sense, share) in FLOORS.items()
        if name in measured
    }


def told(figures: Mapping[str, Any]) -> str:
    """Write the figures for a person to read."""
    lines = [
        f"{figures['entries']} entries, {figures['phrasings']} phrasings, {figures['background']} background",
        f"thresholds: answer from {figures['thresholds']['high']}, suggest from {figures['thresholds']['low']}",
    ]
    for kind in ("clean", "noisy"):
        lines.append(f"{kind}: " + ", ".join(f"{name} {value}" for name, value in figures[kind].items()))
    for kind, row in figures["out_of_scope"].items():
        told_row = ", ".join(f"{name} {value}" for name, value in row.items() if name != "wrongly_answered")
        lines.append(f"{kind} out of scope: {told_row}")
        lines += [f"  answered with {wrong['entry']}: {wrong['text']}" for wrong in row["wrongly_answered"]]
    lines.append("speed: " + ", ".join(f"{name} {value}" for name, value in figures["speed"].items()))
    lines += [f"confused {pair['times']}×: {' / '.join(pair['entries'])}" for pair in figures["confused"]]
    lines += [f"missed: {miss['text']} ({miss['entry']}, took {miss['took']})" for miss in figures["missed"]]
    lines += [f"floor {name}: {'holds' if holds else 'MISSED'}" for name, holds in figures["floors"].items()]
    return "\n".join(lines)


def _chances(
    seen: Corpus, owners: NDArray[np.int64], labels: int, asked: Sequence[Sequence[str]]
) -> Iterator[NDArray[np.float64]]:
    """Fit on what was seen, from its spelling on, and give the chances for some lists of texts."""
    kernel = Kernel.of(seen)
    pull, offset = learned(kernel.points, owners, labels)
    by_phrasing = kernel.back @ pull
    for texts in asked:
        readings = [seen.lexicon.read(text) for text in texts]
        vectors = [kernel.vocabulary.vector(reading, seen.lexicon.meanings(reading)) for reading in readings]
        likeness = np.array([kernel.postings.likeness(*vector) for vector in vectors])
        yield softmax(likeness @ by_phrasing + offset)


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
        "stated_wrong": _share((stated & ~right).sum(), count),
        "precision": _share((stated & right).sum(), int(stated.sum())),
        "background_answered": _share((strangers.max(axis=1) >= limits.high).sum(), len(strangers)),
        "auroc": round(_auroc(best, strangers.max(axis=1)), 4),
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
