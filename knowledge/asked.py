"""Group questions that are alike, so that staff see what is asked most and answered nowhere.

Only texts come in; whether they were masked is the business of whoever kept them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.features import pieces
from knowledge.indonesian import normalised

ALIKE = 0.4  # cosine from which two questions count as one
PLACES = 2048  # a piece's place in a vector is its checksum: no vocabulary to keep, the same on every machine
SHOWN = 3  # examples of a group


@dataclass(frozen=True)
class Group:
    """Questions that are alike: how often they were asked, and some of them as they were written."""

    count: int
    examples: tuple[str, ...]


def grouped(texts: Sequence[str], alike: float = ALIKE) -> list[Group]:
    """Group some questions, the most asked group first; the same texts in the same order give the same groups.

    Each joins the group it is most like, or begins one; those asked word for word more often come first.
    """
    written: dict[str, list[str]] = {}
    for text in texts:
        if reading := normalised(text):
            written.setdefault(reading, []).append(text)
    readings = sorted(written, key=lambda reading: -len(written[reading]))  # stable: the earlier first
    vectors = _vectors(readings)
    sums = np.zeros_like(vectors)
    members: list[list[str]] = []
    for reading, vector in zip(readings, vectors, strict=True):
        at = _nearest(sums[: len(members)], vector, alike)
        if at is None:
            at = len(members)
            members.append([])
        sums[at] += vector * len(written[reading])
        members[at].append(reading)
    found = [_group([written[reading] for reading in one]) for one in members]
    return sorted(found, key=lambda group: -group.count)


def _group(asked: Sequence[Sequence[str]]) -> Group:
    return Group(sum(map(len, asked)), tuple(texts[0] for texts in asked[:SHOWN]))


def _nearest(sums: NDArray[np.float32], vector: NDArray[np.float32], alike: float) -> int | None:
    """Give the group most like a vector, if it is like enough."""
    if not len(sums):
        return None
    likeness = (sums @ vector) / np.linalg.norm(sums, axis=1)
    best = int(np.argmax(likeness))
    return best if likeness[best] >= alike else None


def _vectors(readings: Sequence[str]) -> NDArray[np.float32]:
    """Weigh the pieces of each reading by how rare they are among all, each vector of length 1."""
    counted = [Counter(crc32(piece.encode()) % PLACES for piece in pieces(reading)) for reading in readings]
    seen = Counter(place for counts in counted for place in counts)
    rarity: Mapping[int, float] = {place: log((1 + len(readings)) / (1 + seen[place])) + 1 for place in seen}
    vectors = np.zeros((len(readings), PLACES), dtype=np.float32)
    for vector, counts in zip(vectors, counted, strict=True):
        for place, often in counts.items():
            vector[place] = (1 + log(often)) * rarity[place]
        vector /= np.linalg.norm(vector)
    return vectors
