"""Numbers by which a person can be found are hidden; money, dates and years stay readable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.privacy import HIDDEN_EMAIL, HIDDEN_NUMBER, mask
from knowledge import numbers


@pytest.mark.parametrize(
    "typed",
    [
        "3573010101010001", "3573 0101 0101 0001", "3573.0101.0101.0001", "3573-0101-0101-0001", "081234567890",
        "+62 812-3456-7890", "0812 345 678 90", "1234567890", "(0341) 716-5460", "4111 1111 1111 1111",
        "3.573.010.101.010.001", "357301\u200b0101010001", "35730101010100013573010101010002",
    ],
)  # fmt: skip
def test_a_number_that_finds_a_person_is_hidden(typed: str) -> None:
    assert mask(f"ini {typed} ya") == f"ini {HIDDEN_NUMBER} ya"


@pytest.mark.parametrize(
    "typed",
    [
        "Rp 2.000.000", "Rp500.000.000.000", "Rp500000000000", "500000000000 rupiah", "1.500.000.000",
        "tahun 2026 dan 2027", "2024 2025 2026", "17-08-2027 10.00", "UU 25/1992 Pasal 6", "12 orang, 9 hadir",
        "jam 10.00-12.00 tgl 17/8/2027", "Rp1.000.000,00 dan Rp2.000.000,00",
    ],
)  # fmt: skip
def test_money_dates_and_years_stay(typed: str) -> None:
    assert mask(typed) == typed


def test_an_address_is_hidden() -> None:
    assert mask("kirim ke a.b+c@contoh.co.id ya") == f"kirim ke {HIDDEN_EMAIL} ya"


def test_a_number_behind_a_date_or_a_sum_is_hidden_alone() -> None:
    assert mask("17-08-2027 081234567890") == f"17-08-2027 {HIDDEN_NUMBER}"
    assert mask("Rp2.000.000 081234567890") == f"Rp2.000.000 {HIDDEN_NUMBER}"


def test_money_is_no_disguise() -> None:
    assert mask("Rp 3573010101010001") == f"Rp {HIDDEN_NUMBER}"
    assert mask("Rp081234567890") == f"Rp{HIDDEN_NUMBER}"


@given(
    st.text("0123456789", min_size=16, max_size=16),
    st.lists(st.sampled_from(("", "", " ", ".", "-")), min_size=15, max_size=15),
)
def test_a_nik_never_stays_however_it_is_parted(nik: str, gaps: list[str]) -> None:
    written = "".join(digit + gap for digit, gap in zip(nik, [*gaps, ""], strict=True))
    hidden = mask(f"NIK: {written}.")
    if not re.fullmatch(r"(?:\d{1,3}|(?:19|20)\d\d)(?:[ .-](?:\d{1,3}|(?:19|20)\d\d))+", written):
        assert sum(letter.isdigit() for letter in hidden) < 10


@given(st.text("0123456789", min_size=8, max_size=11).map(lambda digits: f"08{digits}"), st.text(max_size=20))
def test_a_phone_number_never_stays(phone: str, around: str) -> None:
    assert phone not in mask(f"{around} {phone} {around}")


@given(st.integers(0, 10**14))
def test_a_sum_always_stays(amount: int) -> None:
    assert mask(f"simpanan {numbers.rupiah(amount)} per orang") == f"simpanan {numbers.rupiah(amount)} per orang"


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)
