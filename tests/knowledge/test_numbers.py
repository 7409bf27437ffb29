"""Numbers as Indonesian readers expect them."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge import numbers

UNITS = {name: value for value, name in enumerate(numbers.DIGITS)}
SCALES = {"belas": 10, "puluh": 10, "ratus": 100, "ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def heard(words: str) -> int:
    """Read a spelled number back, independently of how it is spelled."""
    total = group = digit = 0
    for word in words.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas").split():
        word, digit = (word[2:], 1) if word in ("seratus", "seribu") else (word, digit)
        if word in UNITS:
            digit = UNITS[word]
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif SCALES[word] < 1000:
            group, digit = group + digit * SCALES[word], 0
        else:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
    return total + group + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (57, "lima puluh tujuh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (21_000, "dua puluh satu ribu"),
        (450_000, "empat ratus lima puluh ribu"),
        (1_000_000, "satu juta"),
        (500_000_000, "lima ratus juta"),
        (2_001_000_000, "dua miliar satu juta"),
    ],
)
def test_numbers_are_spelled_as_they_are_said(number: int, words: str) -> None:
    assert numbers.spelled(number) == words


@given(some.integers(0, 10**15 - 1))
def test_every_spelled_number_can_be_heard_back(number: int) -> None:
    assert heard(numbers.spelled(number)) == number


def test_decimals_and_losses_are_spelled_too() -> None:
    assert numbers.spelled(Decimal("2.5")) == "dua koma lima"
    assert numbers.spelled(Decimal("0.50")) == "nol koma lima"
    assert numbers.spelled(-3) == "minus tiga"


def test_money_has_points_and_a_share_a_comma() -> None:
    assert numbers.rupiah(2_500_000) == "Rp2.500.000"
    assert numbers.rupiah(-75) == "-Rp75"
    assert numbers.rupiah(0) == "Rp0"
    assert numbers.percent(24) == "24%"
    assert numbers.percent(Decimal("0.5")) == "0,5%"
    assert numbers.percent(Decimal("2.0")) == "2%"


@given(some.integers(0, 10**18))
def test_grouping_only_adds_points(number: int) -> None:
    written = numbers.grouped(number)
    assert written.replace(".", "") == str(number)
    assert all(len(group) == 3 for group in written.split(".")[1:])


def test_days_and_hours_are_indonesian() -> None:
    day = date(2027, 3, 14)
    assert numbers.long_day(day) == "14 Maret 2027"
    assert numbers.short_day(date(2026, 11, 21)) == "21 Nov 2026"
    assert numbers.weekday_and_day(date(2026, 11, 26)) == "Kamis, 26 November 2026"
    assert numbers.clock(time(10, 0)) == "10.00"
    assert numbers.clock(time(9, 5)) == "09.05"
