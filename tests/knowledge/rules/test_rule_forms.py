"""The rules of a Merah Putih and of a secondary, at their borders and with the figures they come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.dossier import Area, Form, Post
from knowledge.rules import Finding, forms, founding, meeting
from tests.flows.talking import FIGURES, NOW

TODAY = FIGURES.on(NOW.date())
AREAS: tuple[Area, ...] = ("city", "province", "national")


def keys(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.severity, one.key) for one in found]


def board(count: int) -> list[Post]:
    return [Post("Anggota", f"Pengurus {number}") for number in range(count)]


@pytest.mark.parametrize(("form", "minimum"), [("primary", 9), ("merah_putih", 9), ("secondary", 3)])
def test_each_form_has_its_fewest_founders_at_the_meeting_too(form: Form, minimum: int) -> None:
    assert forms.minimum_founders(form, TODAY) == minimum
    people = [f"Pendiri {number}" for number in range(minimum)]
    assert meeting.check_attendance(people, people, TODAY, form=form) == []
    short = meeting.check_attendance(people[1:], people, TODAY, form=form)
    assert keys(short)[0] == ("block", "attendance_too_few")


@given(st.integers(0, 20))
def test_the_board_of_a_merah_putih_is_five_or_more_and_odd(count: int) -> None:
    allowed = forms.check_kkmp_board(board(count), TODAY) == []
    assert allowed is (count >= 5 and count % 2 == 1)


@given(st.integers(0, 20))
def test_its_supervisors_are_three_or_more_and_odd_with_the_lurah(others: int) -> None:
    names = [f"Pengawas {number}" for number in range(others)]
    assert (forms.check_kkmp_supervisors(names, TODAY) == []) is (others + 1 >= 3 and others % 2 == 0)


def test_one_person_in_two_posts_counts_once() -> None:
    twice = [*board(4), Post("Ketua", "PENGURUS 0")]
    assert keys(forms.check_kkmp_board(twice, TODAY)) == [("block", "board_kkmp_few")]


def test_ties_of_family_block_a_merah_putih_and_warn_all_others() -> None:
    assert keys(forms.check_kkmp_family(True)) == [("block", "family_kkmp")]
    assert keys(meeting.check_family(True)) == [("warn", "family_tie")]
    assert forms.check_kkmp_family(False) == []


def test_members_of_a_merah_putih_are_of_its_kelurahan() -> None:
    assert forms.check_residents(True, "Kauman") == []
    assert forms.check_residents(False, "Kauman")[0].values == {"kelurahan": "Kauman"}


def test_two_cooperatives_found_no_secondary() -> None:
    assert forms.check_cooperatives(3, TODAY) == []
    assert forms.check_cooperatives(2, TODAY)[0].values == {"found": 2, "minimum": 3, "missing": 1}


def test_a_missing_npwp_is_only_warned_of() -> None:
    assert keys(forms.check_cooperative_npwp(" ", "K")) == [("warn", "cooperative_npwp")]
    assert forms.check_cooperative_npwp("01", "K") == []


@pytest.mark.parametrize(
    ("area", "minimum"), list(zip(AREAS, (750_000_000, 1_500_000_000, 3_000_000_000), strict=True))
)
def test_a_secondarys_capital_for_lending_is_warned_of_and_never_blocked(area: Area, minimum: int) -> None:
    assert founding.minimum_capital("savings_and_loan", area, TODAY, "secondary") == minimum
    for paid, wanted in ((minimum, []), (minimum - 3, [("warn", "capital_ksp_secondary")])):
        found = founding.check_capital(
            paid, paid // 3, 3, TODAY, kind="savings_and_loan", area=area, form="secondary", grant=paid % 3
        )
        assert keys(found) == wanted


def test_an_ordinary_secondary_has_no_minimum_and_no_guess_for_its_unit() -> None:
    assert founding.check_capital(300_000, 100_000, 3, TODAY, form="secondary", savings_unit=True) == []
    assert keys(forms.check_secondary_unit(True)) == [("warn", "usp_secondary")]
    assert forms.check_secondary_unit(False) == []
    assert keys(forms.check_secondary_name()) == [("warn", "name_secondary")]
