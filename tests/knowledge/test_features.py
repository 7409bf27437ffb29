"""Pieces of words, and the weights of spelling and meaning."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.features import MEANING, Text, Vocabulary, pieces
from knowledge.indonesian import normalised

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


def test_a_text_is_spelling_and_meaning_and_neither_alone() -> None:
    reading, concepts = TEXTS[0]
    spelt, meant = dict(zip(*VOCABULARY.vector(reading, []), strict=True)), VOCABULARY.ids["§orang"]
    both = dict(zip(*VOCABULARY.vector(reading, concepts), strict=True))
    assert meant not in spelt
    assert set(both) == {*spelt, meant}
    assert both[meant] == pytest.approx(MEANING / np.hypot(1, MEANING), abs=1e-5)
    assert VOCABULARY.vector("", concepts)[1].tolist() == [1]


def test_what_was_never_seen_weighs_nothing() -> None:
    assert len(VOCABULARY.vector("zzz", ["hujan"])[0]) == 0
    assert set(VOCABULARY.vector("nama zzz", [])[0]) == set(VOCABULARY.vector("nama", [])[0])


@given(some.text(max_size=40))
def test_no_piece_looks_like_a_concept(text: str) -> None:
    assert not [piece for piece in pieces(normalised(text)) if piece.startswith("§")]
