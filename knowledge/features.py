"""Turn a text into weighted pieces of words, so that affixes and slips of the pen still meet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

SHORTEST, LONGEST = 2, 4

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]


def pieces(text: str) -> Iterator[str]:
    """Cut each word of a normalised text, a space on either side, into all runs of two to four characters."""
    for word in text.split():
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            if size >= len(padded):
                yield padded
                break
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


@dataclass(frozen=True)
class Vocabulary:
    """The pieces seen while fitting, and how rare each is."""

    ids: Mapping[str, int]
    rarity: Weights

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Vocabulary":
        """Learn the pieces of some texts and their smoothed inverse document frequency."""
        seen = Counter(piece for text in texts for piece in set(pieces(text)))
        names = sorted(seen)
        rarity = [log((1 + len(texts)) / (1 + seen[name])) + 1 for name in names]
        return cls({name: number for number, name in enumerate(names)}, np.array(rarity, dtype=np.float32))

    def vector(self, text: str) -> tuple[Ids, Weights]:
        """Give the known pieces of a text and their weights, of length one; both empty if none is known."""
        counts = Counter(self.ids[piece] for piece in pieces(text) if piece in self.ids)
        ids = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(often)) * self.rarity[ids]
        length = float(np.linalg.norm(weights)) or 1.0
        return ids, (weights / length).astype(np.float32)


@dataclass(frozen=True)
class Postings:
    """For every piece the documents that contain it, so that likeness costs only what the question touches."""

    starts: NDArray[np.int64]  # where each piece's run begins, and the end of the last
    documents: Ids
    weights: Weights
    count: int

    @classmethod
    def of(cls, vocabulary: Vocabulary, texts: Iterable[str]) -> "Postings":
        """Index some texts by their pieces."""
        vectors = [vocabulary.vector(text) for text in texts]
        pieces_ = np.concatenate([ids for ids, _ in vectors])
        weights = np.concatenate([weights for _, weights in vectors])
        documents = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(ids) for ids, _ in vectors])
        order = np.argsort(pieces_, kind="stable")
        starts = np.searchsorted(pieces_[order], np.arange(len(vocabulary.ids) + 1))
        return cls(starts.astype(np.int64), documents[order], weights[order], len(vectors))

    def likeness(self, ids: Ids, weights: Weights) -> Weights:
        """Give the cosine of a vector with every document."""
        runs = [slice(self.starts[id], self.starts[id + 1]) for id in ids]
        if not runs:
            return np.zeros(self.count, dtype=np.float32)
        documents = np.concatenate([self.documents[run] for run in runs])
        shares = np.concatenate([self.weights[run] * weight for run, weight in zip(runs, weights, strict=True)])
        return np.bincount(documents, weights=shares, minlength=self.count).astype(np.float32)
