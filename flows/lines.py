"""What a script can say and ask, one function a kind; each is used with `yield from` and gives a typed value.

A question's words stand in the flow's texts under its key: `ask`, and where they help `help`, `label` (for the
review), `options.<id>`, and a sentence for every Unclear key.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, TypeVar, cast

from flows.people import PER_PAGE, Names, OneOf, SomeOf
from flows.questions import (
    SKIP,
    Check,
    Checklist,
    Choice,
    Clock,
    Confirm,
    Day,
    Number,
    Phone,
    Review,
    Words,
    YesNo,
    rows,
    short_id,
)
from flows.script import Part, Say, Script, ask

Id = TypeVar("Id", bound=str)

__all__ = [
    "PER_PAGE",
    "SKIP",
    "Check",
    "Checklist",
    "Choice",
    "Clock",
    "Confirm",
    "Day",
    "Names",
    "Number",
    "OneOf",
    "Phone",
    "Review",
    "SomeOf",
    "Words",
    "YesNo",
    "checklist",
    "choose",
    "clock_time",
    "confirm",
    "day",
    "names",
    "number",
    "one_of",
    "part",
    "phone",
    "review",
    "rows",
    "rupiah",
    "say",
    "short_id",
    "some_of",
    "text",
    "yes_no",
]


def say(key: str, **values: Any) -> Script[None]:
    """Say a sentence and go on."""
    yield Say(key, values)


def part(key: str, number: int, of: int) -> Script[None]:
    """Open a section, shown above each of its questions."""
    yield Part(key, number, of)


def choose(
    key: str,
    options: Sequence[Id] | Mapping[Id, str | None],
    *,
    across: int = 1,
    check: Check | None = None,
    **values: Any,
) -> Script[Id]:
    """Ask for one of `options`: ids worded in the texts, or a mapping of id to label."""
    labels = options if isinstance(options, Mapping) else dict.fromkeys(options)
    return cast("Script[Id]", ask(Choice(key, values, check, {str(id): label for id, label in labels.items()}, across)))


def yes_no(key: str, *, check: Check | None = None, **values: Any) -> Script[bool]:
    """Ask a yes/no question."""
    return ask(YesNo(key, values, check))


def confirm(key: str, **values: Any) -> Script[bool]:
    """Ask for the final yes."""
    return ask(Confirm(key, values))


def text(
    key: str,
    *,
    at_least: int = 1,
    at_most: int = 300,
    optional: bool = False,
    suggested: Sequence[str] = (),
    check: Check | None = None,
    numbered: bool = False,
    declined_by: frozenset[str] = frozenset(),
    **values: Any,
) -> Script[str]:
    """Ask for words, `at_least` to `at_most` characters; "" when skipped. `numbered`: a cooperative's own number."""
    return ask(Words(key, values, check, at_least, at_most, optional, tuple(suggested), numbered, declined_by))


def number(
    key: str,
    *,
    at_least: int = 0,
    at_most: int = 100_000,
    suggested: Sequence[int] = (),
    check: Check | None = None,
    **values: Any,
) -> Script[int]:
    """Ask for a whole number."""
    return ask(Number(key, values, check, at_least, at_most, False, tuple(suggested)))


def rupiah(
    key: str,
    *,
    at_least: int = 0,
    at_most: int = 100_000_000_000,
    suggested: Sequence[int] = (),
    check: Check | None = None,
    **values: Any,
) -> Script[int]:
    """Ask for an amount in whole rupiah."""
    return ask(Number(key, values, check, at_least, at_most, True, tuple(suggested)))


def day(key: str, *, past: bool = False, check: Check | None = None, **values: Any) -> Script[date]:
    """Ask for a day; one without a year is the next to come, or with `past` the last one."""
    return ask(Day(key, values, check, past))


def clock_time(
    key: str, *, suggested: Sequence[str] = (), near: time | None = None, check: Check | None = None, **values: Any
) -> Script[time]:
    """Ask for a time of day in the clinic's time zone; `suggested` as "19:00", «jam 7» is the one nearest to `near`."""
    return ask(Clock(key, values, check, tuple(suggested), near))


def phone(key: str, **values: Any) -> Script[str]:
    """Ask for a mobile number, given back as `+62…`."""
    return ask(Phone(key, values))


def names(key: str, *, at_most: int = 200, check: Check | None = None, **values: Any) -> Script[tuple[str, ...]]:
    """Ask for a list of people; `check` is asked when the list is closed."""
    return ask(Names(key, values, check, at_most))


def one_of(
    key: str,
    among: Sequence[str],
    *,
    offered: Sequence[str] | None = None,
    optional: bool = False,
    check: Check | None = None,
    **values: Any,
) -> Script[str]:
    """Ask for one of the named people, of whom only the `offered` have buttons; "" when skipped."""
    return ask(OneOf(key, values, check, tuple(among), offered, optional))


def some_of(
    key: str,
    among: Sequence[str],
    *,
    offered: Sequence[str] | None = None,
    all_at_first: bool = False,
    at_first: Sequence[str] = (),
    optional: bool = False,
    check: Check | None = None,
    **values: Any,
) -> Script[tuple[str, ...]]:
    """Ask which of the named people; ticked one by one, closed with «Selesai»; () when skipped."""
    ticked = tuple(among) if all_at_first else tuple(at_first)
    return ask(SomeOf(key, values, check, tuple(among), offered, ticked, optional))


def checklist(key: str, items: Sequence[str], *, check: Check | None = None, **values: Any) -> Script[tuple[str, ...]]:
    """Ask which of `items` (ids worded in the texts) hold; `check` is asked when the list is closed."""
    return ask(Checklist(key, values, check, tuple(items)))


def review(key: str = "review", **values: Any) -> Script[bool]:
    """Show all answers; the person says they are right, or picks one to change (the conversation sees to that)."""
    return ask(Review(key, values))
