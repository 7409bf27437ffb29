"""What a script can say and ask, one function a kind; each is used with `yield from` and gives a typed value.

A question's words stand in the flow's texts under its key: `ask`, and where they help `help`, `label` (for the
review), `options.<id>`, and a sentence for every Unclear key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zlib import crc32

from flows import dates, reading
from flows.errors import Unclear
from flows.facts import Facts
from flows.script import Chosen, Json, Option, Part, Question, Say, Script, Taken, Typed
from knowledge import numbers

Check = Callable[[Any], None]
SKIP = Option("skip")
PER_PAGE = 60


def say(key: str, **values: Any) -> Script[None]:
    """Say a sentence and go on."""
    yield Say(key, values)


def part(key: str, number: int, of: int) -> Script[None]:
    """Open a section, shown above each of its questions."""
    yield Part(key, number, of)


def short_id(text: str) -> str:
    """Give a lasting short id for something people named, for use in a button."""
    return format(crc32(text.casefold().encode()), "x")


def rows(options: Sequence[Option], across: int) -> tuple[tuple[Option, ...], ...]:
    """Lay options out, `across` to a row."""
    return tuple(tuple(options[at : at + across]) for at in range(0, len(options), across))


@dataclass(frozen=True)
class Choice(Question[str]):
    """One of several; by button, or typed."""

    labels: Mapping[str, str | None] = None  # type: ignore[assignment]
    across: int = 1

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return rows([Option(id, label) for id, label in self.labels.items()], self.across)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in self.labels:
                raise Unclear("not_an_option")
            return Taken(given.option)
        return Taken(reading.option(given.text, {id: label or id for id, label in self.labels.items()}))

    def alive(self, kept: Json, facts: Facts) -> str:
        if kept not in self.labels:
            raise Unclear("no_longer_offered")
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return self.labels.get(kept) or str(kept)


def choose(
    key: str,
    options: Sequence[str] | Mapping[str, str | None],
    *,
    across: int = 1,
    check: Check | None = None,
    **values: Any,
) -> Script[str]:
    """Ask for one of `options`: ids worded in the texts, or a mapping of id to label."""
    labels = dict(options) if isinstance(options, Mapping) else dict.fromkeys(options)
    return (yield Choice(key, values, check, labels, across))


@dataclass(frozen=True)
class YesNo(Question[bool]):
    """Yes or no."""

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return ((Option("yes"), Option("no")),)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in ("yes", "no"):
                raise Unclear("not_an_option")
            return Taken(given.option == "yes")
        return Taken(reading.yes_no(given.text))

    def show(self, kept: Json, facts: Facts) -> str:
        return "ya" if kept else "tidak"


def yes_no(key: str, **values: Any) -> Script[bool]:
    """Ask a yes/no question."""
    return (yield YesNo(key, values))


@dataclass(frozen=True)
class Confirm(Question[bool]):
    """A last word before something happens: yes goes on, no leaves."""

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return ((Option("yes"), Option("no")),)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        return YesNo(self.key).read(given, kept, facts)


def confirm(key: str, **values: Any) -> Script[bool]:
    """Ask for the final yes."""
    return (yield Confirm(key, values))


@dataclass(frozen=True)
class Words(Question[str]):
    """Free text, cleaned of what cannot be printed."""

    at_least: int = 1
    at_most: int = 300
    optional: bool = False
    suggested: Sequence[str] = ()

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        offered = [Option(short_id(text), text) for text in self.suggested]
        return rows([*offered, SKIP] if self.optional else offered, 1)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            by_id = {short_id(text): text for text in self.suggested}
            if given.option == "skip" and self.optional:
                return Taken("")
            if given.option not in by_id:
                raise Unclear("not_an_option")
            return Taken(by_id[given.option])
        return Taken(reading.plain(given.text, self.at_least, self.at_most))

    def show(self, kept: Json, facts: Facts) -> str:
        return str(kept) or "–"


def text(
    key: str,
    *,
    at_least: int = 1,
    at_most: int = 300,
    optional: bool = False,
    suggested: Sequence[str] = (),
    check: Check | None = None,
    **values: Any,
) -> Script[str]:
    """Ask for words, `at_least` to `at_most` characters; "" when skipped."""
    return (yield Words(key, values, check, at_least, at_most, optional, tuple(suggested)))


@dataclass(frozen=True)
class Number(Question[int]):
    """A whole number within bounds, or an amount of rupiah."""

    at_least: int = 0
    at_most: int = 1_000_000
    money: bool = False
    suggested: Sequence[int] = ()

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return rows([Option(str(amount), self.say(amount)) for amount in self.suggested], 3)

    def say(self, amount: int) -> str:
        """Say the number as it is written."""
        return numbers.rupiah(amount) if self.money else str(amount)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in {str(amount) for amount in self.suggested}:
                raise Unclear("not_an_option")
            value = int(given.option)
        else:
            value = reading.rupiah(given.text) if self.money else reading.number(given.text)
        return Taken(self.alive(value, facts))

    def alive(self, kept: Json, facts: Facts) -> int:
        if kept < self.at_least:
            raise Unclear("too_few", at_least=self.say(self.at_least))
        if kept > self.at_most:
            raise Unclear("too_many", at_most=self.say(self.at_most))
        return int(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return self.say(kept)


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
    return (yield Number(key, values, check, at_least, at_most, False, tuple(suggested)))


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
    return (yield Number(key, values, check, at_least, at_most, True, tuple(suggested)))


@dataclass(frozen=True)
class Day(Question[date]):
    """A day of the calendar, typed in any of the ways people write one."""

    past: bool = False

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            raise Unclear("not_an_option")
        return Taken(dates.day(given.text, facts.today, past=self.past).isoformat())

    def alive(self, kept: Json, facts: Facts) -> date:
        return date.fromisoformat(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return numbers.weekday_and_day(date.fromisoformat(kept))


def day(key: str, *, past: bool = False, check: Check | None = None, **values: Any) -> Script[date]:
    """Ask for a day; one without a year is the next to come, or with `past` the last one."""
    return (yield Day(key, values, check, past))


@dataclass(frozen=True)
class Clock(Question[time]):
    """A time of day."""

    suggested: Sequence[str] = ()

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return rows([Option(at.replace(":", "."), at.replace(":", ".")) for at in self.suggested], 3)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in {at.replace(":", ".") for at in self.suggested}:
                raise Unclear("not_an_option")
            return Taken(given.option.replace(".", ":"))
        return Taken(dates.clock_time(given.text).strftime("%H:%M"))

    def alive(self, kept: Json, facts: Facts) -> time:
        return time.fromisoformat(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return f"pukul {str(kept).replace(':', '.')} WIB"


def clock_time(key: str, *, suggested: Sequence[str] = (), check: Check | None = None, **values: Any) -> Script[time]:
    """Ask for a time of day in the clinic's time zone; `suggested` as "19:00"."""
    return (yield Clock(key, values, check, tuple(suggested)))


@dataclass(frozen=True)
class Phone(Question[str]):
    """A mobile number; what is kept is `+62…`."""

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            raise Unclear("not_an_option")
        return Taken(reading.phone(given.text))


def phone(key: str, **values: Any) -> Script[str]:
    """Ask for a mobile number, given back as `+62…`."""
    return (yield Phone(key, values))


@dataclass(frozen=True)
class Names(Question[tuple[str, ...]]):
    """A list of people gathered one at a time or pasted whole, closed with «Sudah semua»."""

    at_most: int = 200

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        listed = self.listed(kept)
        if not listed:
            return ()
        drop = rows([Option(f"drop-{short_id(name)}", f"✕ {name}") for name in listed], 2)
        return (*drop, (Option("done"),)) if kept.get("dropping") else ((Option("done"), Option("drop")),)

    @staticmethod
    def listed(kept: Json) -> list[str]:
        """Give the names so far."""
        return list(kept["list"]) if kept else []

    def settled(self, kept: Json) -> bool:
        return bool(kept.get("done"))

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        listed = self.listed(kept)
        if isinstance(given, Typed):
            return self._add(listed, given.text)
        if given.option == "done" and listed:
            if self.check:
                self.check(tuple(listed))
            return Taken({"list": listed, "done": True})
        if given.option == "drop" and listed:
            return Taken({"list": listed, "done": False, "dropping": True}, settled=False)
        dropped = [name for name in listed if f"drop-{short_id(name)}" == given.option]
        if not dropped:
            raise Unclear("not_an_option")
        return Taken({"list": [name for name in listed if name not in dropped], "done": False}, settled=False)

    def _add(self, listed: list[str], typed: str) -> Taken:
        if listed and typed.strip().casefold().rstrip(".! ") in {
            "sudah",
            "sudah semua",
            "selesai",
            "cukup",
            "itu saja",
        }:
            return self.read(Chosen("done"), {"list": listed}, None)  # type: ignore[arg-type]
        new = reading.people(typed)
        known = {name.casefold() for name in listed}
        fresh = [name for name in new.names if name.casefold() not in known]
        if not fresh:
            raise Unclear("already_listed", names=", ".join(new.names))
        if len(listed) + len(fresh) > self.at_most:
            raise Unclear("too_many_names", at_most=self.at_most)
        return Taken({"list": listed + fresh, "done": False}, settled=False)

    def alive(self, kept: Json, facts: Facts) -> tuple[str, ...]:
        return tuple(kept["list"])

    def show(self, kept: Json, facts: Facts) -> str:
        return f"{len(kept['list'])} orang: {', '.join(kept['list'])}"


def names(key: str, *, at_most: int = 200, check: Check | None = None, **values: Any) -> Script[tuple[str, ...]]:
    """Ask for a list of people; `check` is asked when the list is closed."""
    return (yield Names(key, values, check, at_most))


@dataclass(frozen=True)
class OneOf(Question[str]):
    """One of the people already named, by button or by a part of the name."""

    among: Sequence[str] = ()
    optional: bool = False

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        people = rows([Option(short_id(name), name) for name in self.among[:PER_PAGE]], 2)
        return (*people, (SKIP,)) if self.optional else people

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Typed):
            found = reading.person(given.text, self.among)
        elif given.option == "skip" and self.optional:
            return Taken("")
        else:
            found = next((name for name in self.among if short_id(name) == given.option), "")
        if not found:
            raise Unclear("not_an_option")
        return Taken(found)

    def alive(self, kept: Json, facts: Facts) -> str:
        if kept not in self.among and not (self.optional and kept == ""):
            raise Unclear("no_longer_listed", name=kept)
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return str(kept) or "–"


def one_of(
    key: str, among: Sequence[str], *, optional: bool = False, check: Check | None = None, **values: Any
) -> Script[str]:
    """Ask for one of the named people; "" when skipped."""
    return (yield OneOf(key, values, check, tuple(among), optional))


@dataclass(frozen=True)
class SomeOf(Question[tuple[str, ...]]):
    """Several of the people already named, ticked one by one; `kept` holds those who are NOT ticked or ticked."""

    among: Sequence[str] = ()
    all_at_first: bool = False
    at_most: int = 200

    def _ticked(self, kept: Json) -> list[str]:
        if kept is None:
            return list(self.among) if self.all_at_first else []
        return [name for name in self.among if name in kept["list"]]

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        ticked = set(self._ticked(kept))
        people = [Option(short_id(name), ("☑ " if name in ticked else "☐ ") + name) for name in self.among[:PER_PAGE]]
        return (*rows(people, 2), (Option("done"),))

    def settled(self, kept: Json) -> bool:
        return bool(kept.get("done"))

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        ticked = self._ticked(kept)
        if isinstance(given, Chosen) and given.option == "done":
            if not ticked:
                raise Unclear("nobody_ticked")
            if self.check:
                self.check(tuple(ticked))
            return Taken({"list": ticked, "done": True})
        if isinstance(given, Typed):
            named = [reading.person(name, self.among) for name in reading.people(given.text).names]
        else:
            named = [name for name in self.among if short_id(name) == given.option]
        if not named:
            raise Unclear("not_an_option")
        changed = set(ticked) ^ set(named)
        return Taken({"list": [name for name in self.among if name in changed], "done": False}, settled=False)

    def alive(self, kept: Json, facts: Facts) -> tuple[str, ...]:
        gone = [name for name in kept["list"] if name not in self.among]
        if gone:
            raise Unclear("no_longer_listed", name=gone[0])
        return tuple(kept["list"])

    def show(self, kept: Json, facts: Facts) -> str:
        return f"{len(kept['list'])} orang: {', '.join(kept['list'])}"


def some_of(
    key: str,
    among: Sequence[str],
    *,
    all_at_first: bool = False,
    check: Check | None = None,
    **values: Any,
) -> Script[tuple[str, ...]]:
    """Ask which of the named people; ticked one by one, closed with «Selesai»."""
    return (yield SomeOf(key, values, check, tuple(among), all_at_first))


@dataclass(frozen=True)
class Review(Question[bool]):
    """Everything answered so far on one screen: right, or one of them to change."""

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        return ((Option("right"),), (Option("fix"),))

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Typed):
            if reading.yes_no(given.text):
                return Taken(True)
            raise Unclear("not_an_option")
        if given.option != "right":
            raise Unclear("not_an_option")
        return Taken(True)


def review(key: str = "review", **values: Any) -> Script[bool]:
    """Show all answers; the person says they are right, or picks one to change (the conversation sees to that)."""
    return (yield Review(key, values))
