"""Hasty thumbs: the same slips for the same seed, and no more of them than a reader can bear."""

from hypothesis import given
from hypothesis import strategies as some

from knowledge.places import edits
from knowledge.slips import LETTERS_A_SLIP, hasty

LONG = "bagaimana cara mendirikan koperasi simpan pinjam di kelurahan kami supaya semua warga bisa ikut menabung"


@given(some.text(max_size=120), some.integers(0, 2**32))
def test_the_same_seed_makes_the_same_slips(text: str, seed: int) -> None:
    assert hasty(text, seed) == hasty(text, seed)


def test_other_seeds_make_other_slips() -> None:
    written = {hasty(LONG, seed) for seed in range(50)}
    assert len(written) == 50
    assert LONG not in written


@given(some.text(max_size=120), some.integers(0, 2**32))
def test_no_text_breaks_it_and_it_grows_by_no_more_than_its_slips(text: str, seed: int) -> None:
    slips = max(1, round(len(text) / LETTERS_A_SLIP))
    assert len(hasty(text, seed)) <= len(text) + slips


@given(some.integers(0, 2**32))
def test_short_words_are_never_shortened_and_slip_once(seed: int) -> None:
    assert edits("rat kpn ya", hasty("rat kpn ya", seed)) <= 2  # a swap counts as two


@given(some.integers(0, 2**32))
def test_a_word_too_many_is_never_made_and_most_letters_stay(seed: int) -> None:
    written = hasty(LONG, seed)
    assert len(written) > len(LONG) * 0.5
    assert abs(len(written.split()) - len(LONG.split())) <= 2 * round(len(LONG) / LETTERS_A_SLIP)


def test_nothing_stays_nothing() -> None:
    assert hasty("", 7) == ""
    assert len(hasty("a", 7)) <= 2
