"""Numbers and sums are understood as people write them, or asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import amounts
from flows.errors import Unclear
from knowledge import numbers


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12), ("12 orang", 12), ("sembilan", 9), ("dua belas", 12), ("duabelas", 12), ("selusin", 12),
        ("kami ada 12 orang", 12), ("12 (dua belas) orang", 12), ("kurang lebih 15", 15), ("2.000", 2000),
        ("songo wong", 9), ("patang puluh", 40), ("rong atus", 200), ("sembilam orang", 9), ("9 orang 👍", 9),
        ("9️⃣", 9), ("١٢", 12), ("１２", 12), ("0", 0), ("seratus dua puluh lima", 125),
    ],
)  # fmt: skip
def test_a_number_is_understood(typed: str, value: int) -> None:
    assert amounts.number(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "", "-5", "- 5", "minus lima", "10-12", "12 atau 13", "1,5", "dua tiga", "1 2", "kurang dari 9", "lebih dari 9",
        "9?", "belum tahu", "orang", "puluh", "12 (sebelas)", "½", "1e5", "0x10", "9" * 4000, "RT 5 RW 9 no 3",
    ],
)  # fmt: skip
def test_what_is_no_one_number_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        amounts.number(typed)
    assert unclear.value.key == "not_a_number"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("500rb", 500_000), ("500 ribu", 500_000), ("1,5 juta", 1_500_000), ("1.5jt", 1_500_000),
        ("Rp 2.000.000", 2_000_000), ("Rp2.000.000,00", 2_000_000), ("50k", 50_000), ("seratus ribu", 100_000),
        ("lima puluh ribu", 50_000), ("sejuta", 1_000_000), ("2jt500rb", 2_500_000), ("2.000", 2_000),
        ("Rp. 500.000,-/orang", 500_000), ("setengah juta", 500_000), ("satu setengah juta", 1_500_000),
        ("dua koma lima juta", 2_500_000), ("100rb per bulan", 100_000), ("satus ewu", 100_000),
        ("rong yuta", 2_000_000), ("1,5 M", 1_500_000_000), ("Rp500.000 (lima ratus ribu rupiah)", 500_000),
        ("seribu lima ratus", 1_500), ("2,000,000", 2_000_000), ("Rp0", 0), ("limaratusribu", 500_000),
    ],
)  # fmt: skip
def test_a_sum_is_understood(typed: str, value: int) -> None:
    assert amounts.rupiah(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "", "-5", "-500rb", "Rp -5", "2jt-3jt", "500rb 2jt", "2.50.000", "1.000.000.00", "10.000,50", "1,555jt",
        "1.500 juta", "sejuta dua ratus", "2juta5ratus", "500 rb per 3 bulan", "$50", "gratis", "jutaan", "1,5",
        "Rp500.000 (lima puluh ribu rupiah)", "5 mangga",
    ],
)  # fmt: skip
def test_a_sum_with_two_meanings_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        amounts.rupiah(typed)
    assert unclear.value.key == "not_an_amount"


@given(st.integers(0, 10**12))
def test_every_spelled_number_is_read_back(value: int) -> None:
    assert amounts.number(numbers.spelled(value)) == value
    assert amounts.number(numbers.spelled(value).replace(" puluh", "puluh").replace(" belas", "belas")) == value


@given(st.integers(0, 10**12))
def test_every_written_sum_is_read_back(value: int) -> None:
    for written in (numbers.rupiah(value), f"{numbers.grouped(value)} rupiah", str(value), f"Rp {value},-"):
        assert amounts.rupiah(written) == value


@given(
    st.integers(1, 999), st.sampled_from([("rb", 1_000), ("ribu", 1_000), ("k", 1_000), ("jt", 10**6), ("juta", 10**6)])
)
def test_a_short_form_multiplies(value: int, scale: tuple[str, int]) -> None:
    name, size = scale
    for written in (f"{value}{name}", f"{value} {name}", f"Rp {value}{name}", f"{value},0 {name}"):
        assert amounts.rupiah(written) == value * size


@given(st.integers(1, 10**9))
def test_nothing_negative_is_ever_read(value: int) -> None:
    for typed in (f"-{value}", f"- {value}", f"−{value}", f"Rp -{value}"):
        with pytest.raises(Unclear):
            amounts.rupiah(typed)


def test_number_words_inside_a_sentence_become_digits() -> None:
    assert amounts.in_digits("tujuh belas agustus") == "17 agustus"
    assert amounts.in_digits("setengah delapan") == "setengah 8"
    assert amounts.in_digits("dua tiga") == "dua tiga"
