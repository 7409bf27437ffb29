"""Days that count in a founding: working days as the clinic keeps them, and which deadline falls on which day.

What the law sets is counted in months; what is only good planning stands on working days before the meeting.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from flows.schedule import closed
from knowledge.documents.dossier import Form
from knowledge.rules import Numbers

SATURDAY = 5
YEAR_LONG = 366  # days within which some working day must be found, or the calendar is broken
REMIND_BEFORE = (7, 2)  # working days before a deadline
Key = Literal["invite", "meeting", "decision", "bylaws", "annual_report", "annual_meeting", "state_report"]


@dataclass(frozen=True)
class Deadline:
    """A day by which something is to be done; `key` names its words. `law`: set by law, else planning or practice."""

    key: Key
    on: date
    law: bool


@dataclass(frozen=True)
class Course:
    """What of a founding its deadlines are counted from; None for what has not happened or is not recorded."""

    form: Form
    meeting_on: date
    held_on: date | None = None
    deed_on: date | None = None
    legal_on: date | None = None  # the SK
    bylaws_on: date | None = None
    annual_meeting_on: date | None = None


# -- working days --------------------------------------------------------------------------------------------------


def is_working(day: date, staff_say: Mapping[date, bool]) -> bool:
    """Tell whether a day is worked: no weekend, holiday or cuti bersama; what the staff say outranks the calendar."""
    if day in staff_say:
        return staff_say[day]
    return day.weekday() < SATURDAY and not closed(day, staff_say)


def after(day: date, count: int, staff_say: Mapping[date, bool]) -> date:
    """Give the working day `count` working days after a day; the day itself is not counted."""
    return _walk(day, count, timedelta(days=1), staff_say)


def before(day: date, count: int, staff_say: Mapping[date, bool]) -> date:
    """Give the working day `count` working days before a day; the day itself is not counted."""
    return _walk(day, count, timedelta(days=-1), staff_say)


def _walk(day: date, count: int, step: timedelta, staff_say: Mapping[date, bool]) -> date:
    for _ in range(count):
        day += step
        for _ in range(YEAR_LONG):
            if is_working(day, staff_say):
                break
            day += step
    return day


def months_after(day: date, months: int) -> date:
    """Give the same day some months later, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# -- deadlines -----------------------------------------------------------------------------------------------------


def deadlines(course: Course, figures: Numbers) -> list[Deadline]:
    """Give the deadlines that still stand, in the order of their days.

    Decision: UU 25/1992 Pasal 10(2), from the complete request, so never before this day (F5.13, high). Bylaws: model
    articles (F5.44, practice). First annual meeting and report: Pasal 26 and 35 for a book year of twelve months that
    ends in December (F5.45, high). Report to the ministry: Permenkop 2/2024 (F5.46, medium).
    """
    found: list[Deadline] = []
    if course.held_on is None:
        found.append(Deadline("invite", course.meeting_on, law=False))
        found.append(Deadline("meeting", course.meeting_on, law=False))
    if course.deed_on and not course.legal_on:
        found.append(
            Deadline("decision", months_after(course.deed_on, figures.value("pengesahan_max_months")), law=True)
        )
    if course.held_on and course.legal_on and not course.bylaws_on:
        years = figures.value("bylaws_due_years")
        found.append(Deadline("bylaws", months_after(course.held_on, 12 * years), law=False))
    if course.legal_on:
        ends = date(course.legal_on.year, 12, 31)
        found += [] if course.annual_meeting_on else _annual_meeting(ends, figures)
        found.append(Deadline("state_report", _to_ministry(course.form, ends, figures), law=True))
    return sorted(found, key=lambda one: (one.on, one.key))


def _annual_meeting(ends: date, figures: Numbers) -> list[Deadline]:
    """Give what leads to the first annual meeting after the end of the book year."""
    meeting = months_after(ends, figures.value("annual_meeting_months"))
    report = months_after(meeting, -figures.value("annual_report_ready_months"))
    return [Deadline("annual_report", report, law=True), Deadline("annual_meeting", meeting, law=True)]


def _to_ministry(form: Form, ends: date, figures: Numbers) -> date:
    """Give the day of the report to the ministry, which an early annual meeting does not fulfil."""
    name = "annual_report_due_month_secondary" if form == "secondary" else "annual_report_due_month"
    return date(ends.year + 1, figures.value(name), figures.value("annual_report_due_day"))


def due_reminder(deadline: Deadline, today: date, staff_say: Mapping[date, bool]) -> int | None:
    """Give which reminder of a deadline is due: the fewest working days before it that have come; None for none.

    On the day itself and later nothing is due. The invitation is reminded of once only, and early.
    """
    if today >= deadline.on:
        return None
    counts = REMIND_BEFORE[:1] if deadline.key == "invite" else REMIND_BEFORE
    if deadline.key == "meeting":
        counts = REMIND_BEFORE[1:]
    come = [count for count in counts if today >= before(deadline.on, count, staff_say)]
    return min(come, default=None)


def meeting_eve(meeting_on: date, today: date, staff_say: Mapping[date, bool]) -> bool:
    """Tell whether it is time for the last word before the meeting: the working day before it, or a day after that."""
    return before(meeting_on, 1, staff_say) <= today < meeting_on
