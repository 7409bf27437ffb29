"""Pieces of words, their weights and the postings over them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.features import Postings, Text, Vocabulary, pieces

TEXTS: list[Text] = [("pendiri koperasi", ["orang"]), ("nama koperasi", []), ("rapat", ["orang", "rapat"])]
VOCABULARY = Vocabulary.of(TEXTS)


def test_pieces_are_runs_inside_padded_words() -> None:
    assert list(pieces("rat")) == [" r", "ra", "at", "t ", " ra", "rat", "at ", " rat", "rat "]
    assert list(pieces("a b")) == [" a", "a ", " a ", " b", "b ", " b "]


def test_pieces_are_those_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    text = "syarat mendirikan koperasi di rw"
    counted = CountVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit([text]).vocabulary_
    assert set(counted) == set(pieces(text))


def test_a_rare_piece_weighs_more_than_a_common_one() -> None:
    rarity = dict(zip(VOCABULARY.ids, VOCABULARY.rarity, strict=True))
    assert rarity["pend"] > rarity["kope"]


@given(some.lists(some.sampled_from(["pendiri", "nama", "rapat", "xyz", "koperasi"]), max_size=6))
def test_every_vector_has_length_one_or_is_empty(words: list[str]) -> None:
    ids, weights = VOCABULARY.vector(" ".join(words), [])
    assert len(ids) == len(set(ids.tolist()))
    assert not len(ids) or np.linalg.norm(weights) == pytest.approx(1, abs=1e-5)


def test_likeness_is_the_cosine_with_every_document() -> None:
    vectors = [VOCABULARY.vector(*text) for text in TEXTS]
    postings = Postings.of(vectors, len(VOCABULARY.ids))
    dense = np.zeros((len(vectors), len(VOCABULARY.ids)))
    for row, (ids, weights) in enumerate(vectors):
        dense[row, ids] = weights
    asked = VOCABULARY.vector("nama pendiri", ["orang"])
    flat = np.zeros(len(VOCABULARY.ids))
    flat[asked[0]] = asked[1]
    assert postings.likeness(*asked) == pytest.approx(dense @ flat, abs=1e-5)
    assert postings.likeness(*VOCABULARY.vector("zzz", [])).tolist() == [0, 0, 0]
