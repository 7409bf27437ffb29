"""Find the entry a message asks for: the fitted index, answering with numpy alone (fitting.py makes it)."""

import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.corpus import BACKGROUND, METHOD
from knowledge.errors import IndexOutOfDate
from knowledge.features import Vocabulary, Weights
from knowledge.indonesian import Lexicon
from knowledge.signs import Signs

FILE = "knowledge-index.npz"
SMALLEST_BAG = 2  # words
# what is said around a question in a chat and asks nothing
FILLERS = frozenset(
    (
        *("min", "admin", "pak", "bu", "bapak", "ibu", "mas", "mbak", "mbk", "kak", "kakak", "cak", "ning", "halo"),
        *(
            "maaf",
            "permisi",
            "tolong",
            "mohon",
            "dong",
            "donk",
            "ya",
            "yo",
            "sih",
            "to",
            "ta",
            "deh",
            "nih",
            "kok",
            "lah",
        ),
        *("tanya", "nanya", "bertanya", "numpang", "mau", "ingin", "saya", "aku", "kami", "itu"),
    )
)
AGAIN = 0.1  # what the answer just given still counts for the question after it


@dataclass(frozen=True)
class Thresholds:
    """From which probability an entry is the answer (`high`), and from which it is worth suggesting (`low`)."""

    high: float
    low: float


@dataclass(frozen=True)
class Scores:
    """What the search makes of one message: a probability for each entry and for «not ours»."""

    ranked: tuple[tuple[str, float], ...]  # entries, best first
    background: float

    @property
    def best(self) -> float:
        """Give the probability of the best entry."""
        return self.ranked[0][1] if self.ranked else 0.0


@dataclass(frozen=True)
class Index:
    """A fitted classifier over all entries, with the phrasings it learned from."""

    fingerprint: str
    labels: tuple[str, ...]  # entry ids, and BACKGROUND
    readings: tuple[str, ...]  # the phrasings as the search reads them
    owners: tuple[int, ...]  # for each phrasing the number of its label
    vocabulary: Vocabulary
    pull: NDArray[np.float16]  # pieces × labels: what a piece says for a label
    offset: Weights  # by label
    signs: Signs
    thresholds: Thresholds
    lexicon: Lexicon
    versions: Mapping[str, str]  # of the libraries that fitted it

    @cached_property
    def exact(self) -> Mapping[str, int]:
        """Give the label of every curated phrasing."""
        return dict(zip(self.readings, self.owners, strict=True))

    @cached_property
    def bags(self) -> Mapping[frozenset[str], int]:
        """Give the label of every curated phrasing by its words in any order, unless two entries would share them."""
        owners: dict[frozenset[str], set[int]] = {}
        for reading, owner in zip(self.readings, self.owners, strict=True):
            owners.setdefault(_bag(reading), set()).add(owner)
        return {bag: min(some) for bag, some in owners.items() if len(some) == 1 and len(bag) >= SMALLEST_BAG}

    def scores(self, text: str) -> Scores:
        """Weigh a message against every entry."""
        return self._scores(self.chances(text))

    def scores_after(self, text: str, previous: str, title: str) -> Scores:
        """Weigh a message that may lean on the answer before it: once alone and once behind its title."""
        both = np.sqrt(self.chances(text) * self.chances(f"{title} {text}"))
        if previous in self.labels:
            both[self.labels.index(previous)] *= AGAIN
        return self._scores(both / both.sum())

    def rank(self, text: str) -> list[tuple[str, float]]:
        """List all entries for a message, best first, with a probability each."""
        return list(self.scores(text).ranked)

    def chances(self, text: str) -> NDArray[np.float64]:
        """Give the probability of each label, in the order of `labels`."""
        reading = self.lexicon.read(text)
        curated = self.exact.get(reading, self.bags.get(_bag(reading)))
        if curated is not None:  # what a curator wrote word for word is certain
            chances = np.full(len(self.labels), 0.001 / len(self.labels))
            chances[curated] += 0.999
            return chances
        ids, weights = self.vocabulary.vector(reading, self.lexicon.meanings(reading))
        return softmax(weights @ self.pull[ids].astype(np.float32) + self.offset + self.signs.bias(reading))

    def _scores(self, chances: NDArray[np.float64]) -> Scores:
        order = np.argsort(-chances, kind="stable")
        ranked = tuple((self.labels[number], float(chances[number])) for number in order if self.labels[number])
        return Scores(ranked, float(chances[self.labels.index(BACKGROUND)]) if BACKGROUND in self.labels else 0.0)

    def save(self, folder: Path) -> Path:
        """Write the index to a folder in one step: whoever reads meanwhile sees the old one or the new one, whole."""
        folder.mkdir(parents=True, exist_ok=True)
        note = json.dumps(self._note(), ensure_ascii=False).encode()
        handle, name = tempfile.mkstemp(dir=folder, prefix=FILE, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(
                    file,
                    note=np.frombuffer(note, dtype=np.uint8),
                    rarity=self.vocabulary.rarity,
                    pull=self.pull,
                    offset=self.offset,
                )
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, folder / FILE)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return folder / FILE

    def _note(self) -> dict[str, Any]:
        return {
            "method": METHOD,
            "fingerprint": self.fingerprint,
            "labels": self.labels,
            "readings": self.readings,
            "owners": self.owners,
            "rules": [sorted(named) for named in self.signs.rules],
            "kinds": [sorted(kinds) for kinds in self.signs.kinds],
            "pieces": list(self.vocabulary.ids),
            "thresholds": [self.thresholds.high, self.thresholds.low],
            "words": dict(self.lexicon.words),
            "concepts": dict(self.lexicon.concepts),
            "versions": dict(self.versions),
        }

    @classmethod
    def load(cls, folder: Path, fingerprint: str | None = None) -> "Index":
        """Read the index of a folder; raises IndexOutOfDate if missing, broken, of another method or fingerprint."""
        path = folder / FILE
        try:
            with np.load(path, allow_pickle=False) as arrays:
                note = json.loads(arrays["note"].tobytes())
                if note["method"] != METHOD:
                    raise IndexOutOfDate(f"{path}: was fitted by another method")
                index = cls._from(note, arrays)
        except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
            raise IndexOutOfDate(f"{path}: {error}") from error
        if fingerprint is not None and index.fingerprint != fingerprint:
            raise IndexOutOfDate(f"{path}: was fitted on other texts")
        return index

    @classmethod
    def _from(cls, note: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> "Index":
        high, low = note["thresholds"]
        return cls(
            fingerprint=note["fingerprint"],
            labels=tuple(note["labels"]),
            readings=tuple(note["readings"]),
            owners=tuple(note["owners"]),
            vocabulary=Vocabulary({piece: id for id, piece in enumerate(note["pieces"])}, arrays["rarity"]),
            pull=arrays["pull"],
            offset=arrays["offset"],
            signs=Signs(*([frozenset(names) for names in note[part]] for part in ("rules", "kinds"))),
            thresholds=Thresholds(high, low),
            lexicon=Lexicon(note["words"], {name: tuple(signs) for name, signs in note["concepts"].items()}),
            versions=note["versions"],
        )


def _bag(reading: str) -> frozenset[str]:
    return frozenset(reading.split()) - FILLERS


def softmax(logits: Weights) -> NDArray[np.float64]:
    """Turn logits into probabilities along the last axis."""
    powers: NDArray[np.float64] = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


def top(ranked: Sequence[tuple[str, float]], count: int) -> list[str]:
    """Name the first entries of a ranking."""
    return [id for id, _ in ranked[:count]]
