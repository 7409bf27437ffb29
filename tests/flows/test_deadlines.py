"""Working days skip weekends, holidays, cuti bersama and closures; deadlines of law are counted in months."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import texts
from flows.circle.deadlines import (
    REMIND_BEFORE,
    Course,
    Deadline,
    Key,
    after,
    before,
    deadlines,
    due_reminder,
    is_working,
    meeting_eve,
    months_after,
)
from flows.schedule import closed
from knowledge.calendar import holiday
from tests.flows.talking import FIGURES

DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
COUNTS = st.integers(0, 30)
SAID = st.dictionaries(DAYS, st.booleans(), max_size=40)
TODAY = FIGURES.on(date(2026, 11, 23))
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)


# -- working days ----------------------------------------------------------------------------------------------------


@given(DAYS, COUNTS, SAID)
def test_so_many_working_days_lie_between(day: date, count: int, said: dict[date, bool]) -> None:
    later = after(day, count, said)
    between = [day + timedelta(days=ahead) for ahead in range(1, (later - day).days + 1)]
    assert sum(is_working(one, said) for one in between) == count
    assert count == 0 or is_working(later, said)


@given(DAYS, COUNTS, SAID)
def test_before_is_after_looked_at_from_the_other_side(day: date, count: int, said: dict[date, bool]) -> None:
    earlier = before(day, count, said)
    between = [day - timedelta(days=back) for back in range(1, (day - earlier).days + 1)]
    assert sum(is_working(one, said) for one in between) == count
    if count and is_working(day, said):
        assert after(earlier, count, said) == day


@given(DAYS, SAID)
def test_what_the_staff_say_outranks_the_calendar(day: date, said: dict[date, bool]) -> None:
    if day in said:
        assert is_working(day, said) is said[day] is not closed(day, said)
    else:
        assert is_working(day, said) == (day.weekday() < 5 and holiday(day) is None)


@given(DAYS, COUNTS, COUNTS, SAID)
def test_more_working_days_are_never_sooner(day: date, one: int, other: int, said: dict[date, bool]) -> None:
    fewer, more = sorted((one, other))
    assert after(day, fewer, said) <= after(day, more, said)
    assert before(day, fewer, said) >= before(day, more, said)


def test_weekends_holidays_cuti_bersama_and_closures_are_skipped() -> None:
    assert after(FRIDAY, 1, {}) == MONDAY
    assert after(FRIDAY, 1, {MONDAY: False}) == MONDAY + timedelta(days=1)
    assert after(FRIDAY, 1, {SATURDAY: True}) == SATURDAY
    christmas = date(2026, 12, 25)
    assert holiday(christmas)
    assert holiday(date(2026, 12, 24))  # cuti bersama
    assert after(date(2026, 12, 23), 1, {}) == date(2026, 12, 28)
    assert before(date(2026, 12, 28), 1, {}) == date(2026, 12, 23)


# -- months ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2027, 6, 30), -1, date(2027, 5, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(DAYS, st.integers(0, 60))
def test_months_later_is_never_earlier_and_in_the_right_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


# -- deadlines -------------------------------------------------------------------------------------------------------

PREPARED = Course("primary", date(2026, 12, 12))
LEGAL = Course("primary", date(2026, 12, 12), date(2026, 12, 12), date(2027, 1, 11), date(2027, 1, 20))


def keys(course: Course) -> dict[str, date]:
    return {one.key: one.on for one in deadlines(course, TODAY)}


def test_before_the_meeting_there_is_only_the_meeting() -> None:
    assert keys(PREPARED) == {"invite": date(2026, 12, 12), "meeting": date(2026, 12, 12)}
    assert not any(one.law for one in deadlines(PREPARED, TODAY))


def test_the_decision_may_take_three_months() -> None:
    signed = Course("primary", date(2026, 12, 12), date(2026, 12, 12), date(2027, 1, 11))
    assert keys(signed) == {"decision": date(2027, 4, 11)}


def test_once_legal_the_bylaws_and_the_first_annual_meeting_are_ahead() -> None:
    assert keys(LEGAL) == {
        "bylaws": date(2027, 12, 12),
        "state_report": date(2028, 4, 30),
        "annual_report": date(2028, 5, 30),
        "annual_meeting": date(2028, 6, 30),
    }
    assert {one.key for one in deadlines(LEGAL, TODAY) if not one.law} == {"bylaws"}


def test_a_secondary_reports_in_june() -> None:
    secondary = Course("secondary", LEGAL.meeting_on, LEGAL.held_on, LEGAL.deed_on, LEGAL.legal_on)
    assert keys(secondary)["state_report"] == date(2028, 6, 30)


def test_what_is_done_has_no_deadline_but_the_report_to_the_ministry() -> None:
    done = Course("primary", LEGAL.meeting_on, LEGAL.held_on, LEGAL.deed_on, LEGAL.legal_on, MONDAY, MONDAY)
    assert keys(done) == {"state_report": date(2028, 4, 30)}


def test_an_early_annual_meeting_does_not_silence_the_report_to_the_ministry() -> None:
    february = date(2028, 2, 10)
    held = Course("primary", LEGAL.meeting_on, LEGAL.held_on, LEGAL.deed_on, LEGAL.legal_on, MONDAY, february)
    (report,) = deadlines(held, TODAY)
    assert (report.key, report.law) == ("state_report", True)
    assert due_reminder(report, before(report.on, 2, {}), {}) == 2
    assert due_reminder(report, report.on, {}) is None


def test_every_deadline_has_words_and_every_word_a_deadline() -> None:
    worded = {key.split(".")[0] for book, key, _ in texts.every() if book == "deadlines" and "." in key}
    assert worded == set(get_args(Key))


# -- reminders -------------------------------------------------------------------------------------------------------


@given(DAYS, SAID)
def test_each_reminder_comes_by_its_working_day_and_none_afterwards(on: date, said: dict[date, bool]) -> None:
    deadline = Deadline("annual_meeting", on, law=True)
    seven, two = (before(on, count, said) for count in REMIND_BEFORE)
    assert due_reminder(deadline, seven - timedelta(days=1), said) is None
    assert due_reminder(deadline, two, said) == 2
    assert due_reminder(deadline, on, said) is None
    if seven < two:
        assert due_reminder(deadline, seven, said) == 7


def test_the_invitation_is_reminded_of_early_and_the_meeting_late() -> None:
    invite, meeting = Deadline("invite", SATURDAY, law=False), Deadline("meeting", SATURDAY, law=False)
    early, late = before(SATURDAY, 7, {}), before(SATURDAY, 2, {})
    assert (due_reminder(invite, early, {}), due_reminder(meeting, early, {})) == (7, None)
    assert (due_reminder(invite, late, {}), due_reminder(meeting, late, {})) == (7, 2)


def test_the_eve_of_a_meeting_is_the_working_day_before_it() -> None:
    assert not meeting_eve(MONDAY, FRIDAY - timedelta(days=1), {})
    assert meeting_eve(MONDAY, FRIDAY, {})
    assert meeting_eve(MONDAY, SATURDAY, {})
    assert not meeting_eve(MONDAY, MONDAY, {})
