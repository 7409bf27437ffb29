"""Learn the index from the corpus: logistic regression and naive Bayes over character pieces, added up.

The only module that imports scikit-learn and scipy, and only inside its functions: 0.7 s and 90 MB that an answering
process must not pay. Everything is deterministic: sorted phrasings, fixed seeds and folds, a fixed number of steps.
"""

import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.corpus import BACKGROUND, Corpus, Phrasing
from knowledge.errors import IndexOutOfDate, KnowledgeError
from knowledge.features import Vocabulary, Weights
from knowledge.library import Library
from knowledge.search import Index, Thresholds, softmax
from knowledge.signs import Signs
from knowledge.slips import hasty

COMPONENTS = 768  # of the pieces' matrix; 1024 gain nothing
PENALTY = 30.0  # scikit-learn's C
STEPS = 25  # of the solver, which starts from the labels' middles
START = 15.0  # how far from nought it starts
SLIPPED, TOLD = 0.7, 0.7  # what a copy with slips, or a sentence of the answer, counts beside a phrasing
BAYES = 0.9  # what naive Bayes says beside the regression
SMOOTHING = 0.05  # of naive Bayes
FOLDS, FOLDS_ASKED = 5, 2  # for the thresholds; two of five are asked

PRECISION = 0.90  # of direct answers, in cross-validation
STATED_WRONG = 0.015  # of in-scope questions may get a wrong direct answer
BACKGROUND_ANSWERED = 0.04  # of messages that are not ours, many chosen to mislead, may get a direct answer
KEPT = 0.93  # of in-scope questions should reach at least a suggestion


@dataclass(frozen=True)
class Lesson:
    """What is taught as vectors of pieces, and as points in fewer dimensions."""

    vocabulary: Vocabulary
    vectors: Any  # scipy's sparse matrix: rows × pieces; the phrasings, their copies with slips, the answers' sentences
    basis: Weights  # pieces × components
    points: Weights  # rows × components
    owners: NDArray[np.int64]  # by row the number of its label
    trust: Weights  # by row

    @classmethod
    def of(cls, corpus: Corpus, labels: Sequence[str], seed: int = 1) -> "Lesson":
        """Prepare a corpus for learning the labels."""
        from sklearn.utils.extmath import randomized_svd

        numbers = {label: number for number, label in enumerate(labels)}
        lexicon, rows = corpus.lexicon, corpus.phrasings
        clean, told = [row.read for row in rows], [reading for _, reading in corpus.told]
        slipped = [lexicon.read(hasty(row.text, seed * 1_000_003 + at)) for at, row in enumerate(rows)]
        vocabulary = Vocabulary.of([(reading, lexicon.meanings(reading)) for reading in [*clean, *told]])
        vectors = sparse(vocabulary, corpus, [*clean, *slipped, *told])
        own = vectors[: len(clean)]
        components = min(COMPONENTS, min(own.shape) - 1)
        _, _, basis = randomized_svd(own, components, n_iter=1, random_state=0)
        basis = np.ascontiguousarray(basis.T, dtype=np.float32)
        owners = [numbers[row.label] for row in rows]
        trust = np.repeat(np.array([1, SLIPPED, TOLD], dtype=np.float32), [len(clean), len(slipped), len(told)])
        return cls(
            vocabulary,
            vectors,
            basis,
            np.asarray(vectors @ basis, dtype=np.float32),
            np.array([*owners, *owners, *(numbers[label] for label, _ in corpus.told)]),
            trust,
        )

    def learned(self, labels: int, rows: NDArray[np.bool_] | None = None) -> tuple[Weights, Weights]:
        """Learn what each piece says for each label, and the labels' offsets, from some phrasings or all."""
        told = len(self.owners) - 2 * len(rows) if rows is not None else 0
        seen = slice(None) if rows is None else np.concatenate([rows, rows, np.ones(told, dtype=bool)])
        points, owners, trust = self.points[seen], self.owners[seen], self.trust[seen]
        pull, offset = regression(points, owners, trust, labels)
        return self.basis @ pull + BAYES * bayes(self.vectors[seen], owners, trust, labels), offset


def sparse(vocabulary: Vocabulary, corpus: Corpus, readings: Sequence[str]) -> Any:
    """Give the vectors of some readings as a sparse matrix of float32."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    vectors = [vocabulary.vector(reading, corpus.lexicon.meanings(reading)) for reading in readings]
    ends = np.cumsum([0] + [len(ids) for ids, _ in vectors])
    columns = np.concatenate([ids for ids, _ in vectors])
    weights = np.concatenate([weights for _, weights in vectors]).astype(np.float32)
    return csr_matrix((weights, columns, ends), shape=(len(readings), len(vocabulary.ids)))


def fit(corpus: Corpus, limits: Thresholds | None = None) -> Index:
    """Fit an index, its thresholds by cross-validation unless given.

    Raises KnowledgeError without two entries and a background to tell apart.
    """
    labels = tuple(sorted({row.label for row in corpus.phrasings}))
    if len(labels) < 3 or BACKGROUND not in labels:
        raise KnowledgeError("an index needs at least two entries and a background")
    owners = np.array([labels.index(row.label) for row in corpus.phrasings])
    lesson = Lesson.of(corpus, labels)
    if limits is None:
        held_out = folds(corpus.phrasings, FOLDS)
        asked = (held_out >= 0) & (held_out < FOLDS_ASKED)
        chances = cross_validated(lesson, held_out, len(labels))
        limits = thresholds(chances[asked], owners[asked], labels.index(BACKGROUND))
    pull, offset = lesson.learned(len(labels))
    return Index(
        fingerprint=corpus.fingerprint,
        labels=labels,
        readings=tuple(row.read for row in corpus.phrasings),
        owners=tuple(int(owner) for owner in owners),
        vocabulary=lesson.vocabulary,
        pull=pull.astype(np.float16),
        offset=offset,
        signs=Signs.of(labels, corpus.rules, ((row.label, row.read) for row in corpus.phrasings)),
        thresholds=limits,
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


def cross_validated(lesson: Lesson, held_out: NDArray[np.int64], labels: int) -> Weights:
    """Give for the phrasings of the folds that are asked the chances by what did not learn from them."""
    chances = np.zeros((len(held_out), labels), dtype=np.float32)
    for fold in range(FOLDS_ASKED):
        pull, offset = lesson.learned(labels, held_out != fold)
        asked = np.flatnonzero(held_out == fold)
        chances[asked] = softmax(lesson.vectors[asked] @ pull + offset)
    return chances


def regression(points: Weights, owners: NDArray[np.int64], trust: Weights, labels: int) -> tuple[Weights, Weights]:
    """Fit the regression: the pull of each component on each label, and the offsets."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    taught, numbers = np.unique(owners, return_inverse=True)
    model = LogisticRegression(C=PENALTY, max_iter=STEPS, warm_start=True)
    model.classes_ = taught
    model.coef_ = np.stack([START * points[numbers == number].mean(axis=0) for number in range(len(taught))])
    model.intercept_ = np.zeros(len(taught), dtype=np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the steps are limited on purpose
        model.fit(points, owners, sample_weight=trust)
    pull = np.zeros((points.shape[1], labels), dtype=np.float32)
    offset = np.full(labels, -np.inf, dtype=np.float32)  # a label without any phrasing is never the answer
    pull[:, taught], offset[taught] = model.coef_.T, model.intercept_
    return pull, offset


def bayes(vectors: Any, owners: NDArray[np.int64], trust: Weights, labels: int) -> Weights:
    """Give naive Bayes' logarithm of how often each label uses each piece: pieces × labels."""
    from scipy.sparse import csr_matrix

    members = csr_matrix((trust, (owners, np.arange(len(owners)))), shape=(labels, len(owners)))
    often = (members @ vectors).toarray() + SMOOTHING
    return np.asarray(np.log(often / often.sum(axis=1, keepdims=True)).T, dtype=np.float32)


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
