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

from knowledge.corpus import BACKGROUND
from knowledge.errors import IndexOutOfDate
from knowledge.features import Postings, Vocabulary, Weights
from knowledge.indonesian import Lexicon

FILE = "knowledge-index.npz"


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
    nearest: str  # the example question most like the message; empty if none shares a piece

    @property
    def best(self) -> float:
        """Give the probability of the best entry."""
        return self.ranked[0][1] if self.ranked else 0.0


@dataclass(frozen=True)
class Index:
    """A fitted classifier over all entries, with the phrasings it learned from."""

    fingerprint: str
    labels: tuple[str, ...]  # entry ids, and BACKGROUND
    texts: tuple[str, ...]  # the phrasings as written
    readings: tuple[str, ...]  # the same as the search reads them
    owners: tuple[int, ...]  # for each phrasing the number of its label
    vocabulary: Vocabulary
    postings: Postings
    pull: Weights  # phrasings × labels: what likeness to a phrasing says for a label
    offset: Weights  # by label
    thresholds: Thresholds
    lexicon: Lexicon
    versions: Mapping[str, str]  # of the libraries that fitted it

    @cached_property
    def exact(self) -> Mapping[str, int]:
        """Give the label of every curated phrasing."""
        return dict(zip(self.readings, self.owners, strict=True))

    def scores(self, text: str) -> Scores:
        """Weigh a message against every entry."""
        reading = self.lexicon.read(text)
        likeness = self._likeness(reading)
        chances = self._chances(reading, likeness)
        return self._scores(chances, likeness)

    def scores_after(self, text: str, previous_title: str) -> Scores:
        """Weigh a message that may lean on the answer before it: once alone and once behind that title."""
        alone, behind = self.lexicon.read(text), self.lexicon.read(f"{previous_title} {text}")
        own, likeness = self._likeness(alone), self._likeness(behind)
        both = np.sqrt(self._chances(alone, own) * self._chances(behind, likeness))
        return self._scores(both / both.sum(), likeness)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """List all entries for a message, best first, with a probability each."""
        return list(self.scores(text).ranked)

    def _likeness(self, reading: str) -> Weights:
        ids, weights = self.vocabulary.vector(reading, self.lexicon.meanings(reading))
        return self.postings.likeness(ids, weights)

    def _chances(self, reading: str, likeness: Weights) -> NDArray[np.float64]:
        if reading in self.exact:
            # what a curator wrote word for word is certain
            chances = np.full(len(self.labels), 0.001 / len(self.labels))
            chances[self.exact[reading]] += 0.999
            return chances
        return softmax(likeness @ self.pull + self.offset)

    def _scores(self, chances: NDArray[np.float64], likeness: Weights) -> Scores:
        order = np.argsort(-chances, kind="stable")
        ranked = tuple((self.labels[number], float(chances[number])) for number in order if self.labels[number])
        nearest = int(np.argmax(likeness)) if likeness.size and likeness.max() > 0 else None
        other = float(chances[self.labels.index(BACKGROUND)]) if BACKGROUND in self.labels else 0.0
        return Scores(ranked, other, "" if nearest is None else self.texts[nearest])

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
                    starts=self.postings.starts,
                    documents=self.postings.documents,
                    weights=self.postings.weights,
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
            "fingerprint": self.fingerprint,
            "labels": self.labels,
            "texts": self.texts,
            "readings": self.readings,
            "owners": self.owners,
            "pieces": list(self.vocabulary.ids),
            "thresholds": [self.thresholds.high, self.thresholds.low],
            "words": dict(self.lexicon.words),
            "concepts": dict(self.lexicon.concepts),
            "versions": dict(self.versions),
        }

    @classmethod
    def load(cls, folder: Path, fingerprint: str | None = None) -> "Index":
        """Read the index of a folder; raises IndexOutOfDate if missing, broken, or not of that fingerprint."""
        path = folder / FILE
        try:
            with np.load(path, allow_pickle=False) as arrays:
                note = json.loads(arrays["note"].tobytes())
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
            texts=tuple(note["texts"]),
            readings=tuple(note["readings"]),
            owners=tuple(note["owners"]),
            vocabulary=Vocabulary({piece: id for id, piece in enumerate(note["pieces"])}, arrays["rarity"]),
            postings=Postings(arrays["starts"], arrays["documents"], arrays["weights"], len(note["texts"])),
            pull=arrays["pull"],
            offset=arrays["offset"],
            thresholds=Thresholds(high, low),
            lexicon=Lexicon(note["words"], {name: tuple(signs) for name, signs in note["concepts"].items()}),
            versions=note["versions"],
        )


def softmax(logits: Weights) -> NDArray[np.float64]:
    """Turn logits into probabilities along the last axis."""
    powers: NDArray[np.float64] = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


def top(ranked: Sequence[tuple[str, float]], count: int) -> list[str]:
    """Name the first entries of a ranking."""
    return [id for id, _ in ranked[:count]]
