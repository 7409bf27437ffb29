"""What sixteen digits tell, and what they only make one look at again."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge.figures import Figures
from knowledge.places import places
from knowledge.rules.nik import age, check_birth, check_nik, masked, of_age, taken_apart

FIGURES = Figures.load(Path(knowledge.__file__).parent / "figures.toml").on(date(2026, 11, 23))
GOOD = "3573021501900001"


def found(nik: str) -> list[tuple[str, str]]:
    return [(one.severity, one.key) for one in check_nik(nik, places(), FIGURES)]


def test_a_nik_of_kota_malang_raises_nothing() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize("nik", ["", "357302150190000", GOOD + "1", "35730215019000O1", "٣٥٧٣٠٢١٥٠١٩٠٠٠٠١"])
def test_anything_but_sixteen_digits_is_refused(nik: str) -> None:
    assert found(nik) == [("block", "nik_digits")]


@pytest.mark.parametrize("region", ["350701", "317401", "110101", "970101"])
def test_another_region_is_only_told(region: str) -> None:
    assert found(region + GOOD[6:]) == [("info", "nik_elsewhere")]


@pytest.mark.parametrize("region", ["100101", "980101", "350001", "350100", "357306", "357399", "000000"])
def test_a_region_that_does_not_exist_is_warned_of(region: str) -> None:
    assert found(region + GOOD[6:]) == [("warn", "nik_region")]


@pytest.mark.parametrize("day", ["000190", "320190", "300290", "151390", "400190", "720190", "290291"])
def test_a_day_that_does_not_exist_is_warned_of(day: str) -> None:
    assert found(GOOD[:6] + day + "0001") == [("warn", "nik_day")]


@pytest.mark.parametrize("day", ["290200", "690292", "550190"])
def test_leap_days_and_womens_days_are_days(day: str) -> None:
    assert found(GOOD[:6] + day + "0001") == []


def test_a_serial_of_zeros_is_warned_of() -> None:
    assert found(GOOD[:12] + "0000") == [("warn", "nik_serial")]


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.booleans(), st.integers(1, 9999))
def test_a_nik_made_of_a_birthday_fits_it_and_no_other(born_on: date, woman: bool, serial: int) -> None:
    nik = f"357302{born_on.day + 40 * woman:02}{born_on.month:02}{born_on.year % 100:02}{serial:04}"
    assert found(nik) == []
    assert check_birth(nik, born_on, "P" if woman else "L") == []
    assert [one.key for one in check_birth(nik, born_on, "L" if woman else "P")] == ["nik_sex"]
    assert taken_apart(nik).birthday == born_on.day
    other = born_on.replace(day=1 if born_on.day != 1 else 2)
    assert [one.key for one in check_birth(nik, other, "P" if woman else "L")] == ["nik_birth"]


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(nik: str) -> None:
    check_birth(nik, date(1990, 1, 15), "L")
    assert all(one.key.startswith("nik_") for one in check_nik(nik, places(), FIGURES))


def test_age_is_reached_on_the_birthday() -> None:
    assert age(date(2008, 11, 24), date(2026, 11, 23)) == 17
    assert not of_age(date(2008, 11, 24), date(2026, 11, 23), FIGURES)
    assert of_age(date(2008, 11, 24), date(2026, 11, 24), FIGURES)


def test_a_masked_nik_hides_the_birthday() -> None:
    assert masked(GOOD) == "3573 •••• •••• 0001"
