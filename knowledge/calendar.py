"""The days on which an office in Indonesia is closed: weekends are the hours' matter, holidays stand here.

Public holidays and cuti bersama come from the library `holidays` (both its categories); the staff's own closures and
openings override them and are the caller's.
"""

from datetime import date
from functools import cache

import holidays
from holidays.constants import GOVERNMENT, PUBLIC


@cache
def _year(year: int) -> dict[date, str]:
    found = holidays.country_holidays("ID", categories=(PUBLIC, GOVERNMENT), years=year, language="id")
    return {day: name.replace(" (perkiraan)", "").replace("(perkiraan)", "") for day, name in found.items()}


def holiday(day: date) -> str | None:
    """Give the name of the public holiday or cuti bersama of that day."""
    return _year(day.year).get(day)
