"""Turn a text into weighted pieces of words, so that affixes and slips of the pen still meet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

SHORTEST, LONGEST = 2, 4
MEANING = 0.45  # what the concepts of a text weigh beside its spelling

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


Text = tuple[str, Sequence[str]]  # a reading and the concepts it touches


@dataclass(frozen=True)
class Vocabulary:
    """The pieces and concepts seen while fitting, and how rare each is."""

    ids: Mapping[str, int]
    rarity: Weights

    @classmethod
    def of(cls, texts: Sequence[Text]) -> "Vocabulary":
        """Learn the pieces and concepts of some texts and their smoothed inverse document frequency."""
        seen = Counter(name for reading, concepts in texts for name in {*pieces(reading), *map(_mark, concepts)})
        names = sorted(seen)
        rarity = [log((1 + len(texts)) / (1 + seen[name])) + 1 for name in names]
        return cls({name: number for number, name in enumerate(names)}, np.array(rarity, dtype=np.float32))

    def vector(self, reading: str, concepts: Sequence[str]) -> tuple[Ids, Weights]:
        """Give the known pieces and concepts of a text and their weights; both empty if none is known."""
        spelt, meant = self._part(pieces(reading)), self._part(map(_mark, concepts))
        ids = np.concatenate([spelt[0], meant[0]])
        weights = np.concatenate([spelt[1], meant[1] * MEANING])
        length = float(np.linalg.norm(weights)) or 1.0
        return ids, (weights / length).astype(np.float32)

    def _part(self, names: Iterable[str]) -> tuple[Ids, Weights]:
        counts = Counter(self.ids[name] for name in names if name in self.ids)
        ids = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(often)) * self.rarity[ids]
        return ids, weights / (np.linalg.norm(weights) or 1.0)


def _mark(concept: str) -> str:
    return f"§{concept}"  # no piece contains this sign
