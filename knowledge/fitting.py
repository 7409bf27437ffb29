"""Learn the index from the corpus: multinomial logistic regression over character pieces, fitted in the dual.

The only module that imports scikit-learn and scipy, and only inside its functions: 0.7 s and 90 MB that an answering
process must not pay. Everything is deterministic: sorted phrasings, fixed folds, a fixed number of steps.
"""

import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.corpus import BACKGROUND, Corpus, Phrasing
from knowledge.errors import IndexOutOfDate, KnowledgeError
from knowledge.features import Postings, Vocabulary, Weights
from knowledge.library import Library
from knowledge.search import Index, Thresholds, softmax

COMPONENTS = 768  # of the kernel; 512 lose 1.4 points of first answers, 1024 gain 0.3
PENALTY = 20.0  # scikit-learn's C
STEPS = 40  # of the solver; 100 change no figure
FOLDS = 4

PRECISION = 0.90  # of direct answers, in cross-validation
STATED_WRONG = 0.015  # of in-scope questions may get a wrong direct answer
BACKGROUND_ANSWERED = 0.02  # of messages that are not ours may get a direct answer
KEPT = 0.90  # of in-scope questions should reach at least a suggestion


@dataclass(frozen=True)
class Kernel:
    """Phrasings as points whose inner products are their likeness, and the way back from points to phrasings."""

    vocabulary: Vocabulary
    postings: Postings
    points: Weights  # phrasings × components
    back: Weights  # components → what each phrasing adds

    @classmethod
    def of(cls, corpus: Corpus) -> "Kernel":
        """Compute the kernel of a corpus and its strongest components."""
        from scipy.linalg import eigh  # type: ignore[import-untyped]
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

        texts = [(row.read, corpus.lexicon.meanings(row.read)) for row in corpus.phrasings]
        vocabulary = Vocabulary.of(texts)
        vectors = [vocabulary.vector(*text) for text in texts]
        ends = np.cumsum([0] + [len(ids) for ids, _ in vectors])
        columns = np.concatenate([ids for ids, _ in vectors])
        matrix = csr_matrix(
            (np.concatenate([w for _, w in vectors]), columns, ends), shape=(len(texts), len(vocabulary.ids))
        )
        likeness = (matrix @ matrix.T).toarray()
        count = len(texts)
        strengths, sides = eigh(likeness, subset_by_index=[max(0, count - COMPONENTS), count - 1])
        kept = strengths > 1e-4
        roots = np.sqrt(strengths[kept])
        sides = sides[:, kept]
        return cls(vocabulary, Postings.of(vectors, len(vocabulary.ids)), sides * roots, sides / roots)


def fit(corpus: Corpus) -> Index:
    """Fit an index with its thresholds; raises KnowledgeError without two entries and a background to tell apart."""
    labels = tuple(sorted({row.label for row in corpus.phrasings}))
    if len(labels) < 3 or BACKGROUND not in labels:
        raise KnowledgeError("an index needs at least two entries and a background")
    owners = np.array([labels.index(row.label) for row in corpus.phrasings])
    kernel = Kernel.of(corpus)
    pull, offset = learned(kernel.points, owners, len(labels))
    held_out = folds(corpus.phrasings, FOLDS)
    chances = cross_validated(kernel.points, owners, held_out, len(labels))
    return Index(
        fingerprint=corpus.fingerprint,
        labels=labels,
        texts=tuple(row.text for row in corpus.phrasings),
        readings=tuple(row.read for row in corpus.phrasings),
        owners=tuple(int(owner) for owner in owners),
        vocabulary=kernel.vocabulary,
        postings=kernel.postings,
        pull=(kernel.back @ pull).astype(np.float32),
        offset=offset,
        thresholds=thresholds(chances[held_out >= 0], owners[held_out >= 0], labels.index(BACKGROUND)),
        lexicon=corpus.lexicon,
        versions={name: version(name) for name in ("numpy", "scikit-learn", "scipy")},
    )


def index_for(library: Library, folder: Path) -> Index:
    """Give the index of a folder if it was fitted on this library; else fit and save it first, in a process of its own.

    The old index stays on the disk, whole, until the new one takes its place. Raises KnowledgeError.
    """
    corpus = Corpus.of(library)
    try:
        return Index.load(folder, corpus.fingerprint)
    except IndexOutOfDate:
        # a process of its own: scikit-learn's memory goes with it, and other threads are not held up
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as other:
            other.submit(fit_into, corpus, folder).result()
        return Index.load(folder, corpus.fingerprint)


def fit_into(corpus: Corpus, folder: Path) -> None:
    """Fit an index and save it to a folder in one step."""
    fit(corpus).save(folder)


def folds(phrasings: Sequence[Phrasing], count: int, seed: int = 0) -> NDArray[np.int64]:
    """Deal each label's questions over some folds; -1 marks what is never left out (titles, and a lone question)."""
    dealt = np.full(len(phrasings), -1)
    by_label: dict[str, list[int]] = {}
    for number, row in enumerate(phrasings):
        if not row.is_title:
            by_label.setdefault(row.label, []).append(number)
    order = np.random.default_rng(seed)
    for numbers in by_label.values():
        if len(numbers) > 1:
            dealt[order.permutation(numbers)] = np.arange(len(numbers)) % count
    return dealt


def cross_validated(points: Weights, owners: NDArray[np.int64], held_out: NDArray[np.int64], labels: int) -> Weights:
    """Give for every phrasing the chances by a classifier that did not see its label."""
    chances = np.zeros((len(points), labels), dtype=np.float32)
    for fold in range(held_out.max() + 1):
        seen, asked = held_out != fold, held_out == fold
        pull, offset = learned(points[seen], owners[seen], labels)
        chances[asked] = softmax(points[asked] @ pull + offset)
    return chances


def learned(points: Weights, owners: NDArray[np.int64], labels: int) -> tuple[Weights, Weights]:
    """Fit the classifier: the pull of each component on each label, and the offsets."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=PENALTY, max_iter=STEPS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the steps are limited on purpose
        model.fit(points.astype(np.float32), owners)
    pull = np.zeros((points.shape[1], labels), dtype=np.float32)
    offset = np.full(labels, -np.inf, dtype=np.float32)  # a label without any phrasing is never the answer
    pull[:, model.classes_], offset[model.classes_] = model.coef_.T, model.intercept_
    return pull, offset


def thresholds(chances: Weights, owners: NDArray[np.int64], background: int) -> Thresholds:
    """Choose from left-out phrasings when to answer and when to suggest, by the floors at the head of this module."""
    entries = chances.copy()
    entries[:, background] = 0
    best, right = entries.max(axis=1), entries.argmax(axis=1) == owners
    ours = owners != background
    low = float(np.quantile(best[ours], 1 - KEPT))
    high = next((p for p in np.unique(best) if p >= low and _floors_hold(best >= p, right, ours)), 0.99)
    return Thresholds(high=float(high), low=low)


def _floors_hold(stated: NDArray[np.bool_], right: NDArray[np.bool_], ours: NDArray[np.bool_]) -> bool:
    wrong = stated & ours & ~right
    strangers = (stated & ~ours).sum() / max((~ours).sum(), 1)
    precise = right[stated].mean() >= PRECISION if stated.any() else False
    return bool(precise and strangers <= BACKGROUND_ANSWERED and wrong.sum() / max(ours.sum(), 1) <= STATED_WRONG)
