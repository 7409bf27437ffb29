"""The kinds of question: how each reads an input, comes back to life from JSON, and is shown in a review."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zlib import crc32

from flows import dates, reading
from flows.errors import Unclear
from flows.facts import Facts
from flows.script import Chosen, Json, Option, Question, Taken, Typed
from knowledge import numbers

Check = Callable[[Any], None]
Rows = tuple[tuple[Option, ...], ...]
SKIP = Option("skip")
WHOLE = frozenset(("semua", "semua ada", "ada semua", "semuanya", "lengkap", "semua lengkap"))
SMALLEST = 1000  # rupiah; «100» is how people write a hundred thousand
NOTHING = "–"  # how a question left out is shown in a list; words_for has a word for it
DECLINING = frozenset(("lewati", "lewati dulu", "lewat", "skip", "tidak ada", "belum ada", "gak ada", "ga ada", "-"))


def short_id(text: str) -> str:
    """Give a lasting short id for something people named, for use in a button."""
    return format(crc32(text.casefold().encode()), "x")


def rows(options: Sequence[Option], across: int) -> Rows:
    """Lay options out, `across` to a row."""
    return tuple(tuple(options[at : at + across]) for at in range(0, len(options), across))


def declines(given: Typed | Chosen, more: frozenset[str] = frozenset()) -> bool:
    """Tell whether an input leaves an optional question out."""
    if isinstance(given, Chosen):
        return given.option == SKIP.id
    return " ".join(given.text.casefold().split()).strip(".! ") in DECLINING | more


@dataclass(frozen=True)
class Choice(Question[str]):
    """One of several; by button, or typed."""

    labels: Mapping[str, str | None] = field(default_factory=dict)
    across: int = 1

    def options(self, kept: Json = None) -> Rows:
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


@dataclass(frozen=True)
class YesNo(Question[bool]):
    """Yes or no."""

    def options(self, kept: Json = None) -> Rows:
        return ((Option("yes"), Option("no")),)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in ("yes", "no"):
                raise Unclear("not_an_option")
            return Taken(given.option == "yes")
        return Taken(reading.yes_no(given.text))

    def show(self, kept: Json, facts: Facts) -> str:
        return "ya" if kept else "tidak"


@dataclass(frozen=True)
class Confirm(YesNo):
    """A last word before something happens: yes goes on, no leaves."""


@dataclass(frozen=True)
class Words(Question[str]):
    """Free text, cleaned of what cannot be printed."""

    at_least: int = 1
    at_most: int = 300
    optional: bool = False
    suggested: Sequence[str] = ()
    numbered: bool = False
    """Asks for a number of a cooperative's, which is nobody's own."""
    declined_by: frozenset[str] = frozenset()
    """What else leaves an optional one out: «belum» is no answer here, but may be one elsewhere."""

    def options(self, kept: Json = None) -> Rows:
        offered = [Option(short_id(text), text) for text in self.suggested]
        return rows([*offered, SKIP] if self.optional else offered, 1)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if self.optional and declines(given, self.declined_by):
            return Taken("")
        if isinstance(given, Chosen):
            by_id = {short_id(text): text for text in self.suggested}
            if given.option not in by_id:
                raise Unclear("not_an_option")
            return Taken(by_id[given.option])
        return Taken(reading.plain(given.text, self.at_least, self.at_most))

    def revive(self, kept: Json, facts: Facts) -> str:
        """Give the words; "" of a skipped question is not checked."""
        return "" if self.optional and kept == "" else super().revive(kept, facts)

    def show(self, kept: Json, facts: Facts) -> str:
        return str(kept) or NOTHING


@dataclass(frozen=True)
class Number(Question[int]):
    """A whole number within bounds, or an amount of rupiah. A suggested 0 is worded by the texts: «Tidak ada»."""

    at_least: int = 0
    at_most: int = 1_000_000
    money: bool = False
    suggested: Sequence[int] = ()

    def options(self, kept: Json = None) -> Rows:
        return rows([Option(str(amount), self.say(amount) if amount else None) for amount in self.suggested], 3)

    def say(self, amount: int) -> str:
        """Say the number as it is written."""
        return numbers.rupiah(amount) if self.money else str(amount)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in {str(amount) for amount in self.suggested}:
                raise Unclear("not_an_option")
            value = int(given.option)
        elif 0 in self.suggested and declines(given):
            value = 0
        else:
            value = reading.rupiah(given.text) if self.money else reading.number(given.text)
            if self.money and 0 < value < SMALLEST:
                raise Unclear("thousands_meant", given=self.say(value), meant=self.say(value * 1000))
        return Taken(self.alive(value, facts))

    def alive(self, kept: Json, facts: Facts) -> int:
        if kept < self.at_least:
            raise Unclear("too_few", at_least=self.say(self.at_least))
        if kept > self.at_most:
            raise Unclear("too_many", at_most=self.say(self.at_most))
        return int(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return self.say(kept)


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


@dataclass(frozen=True)
class Clock(Question[time]):
    """A time of day; one that may be morning or evening is the nearest to `near`, or is asked with two buttons."""

    suggested: Sequence[str] = ()
    near: time | None = None

    def options(self, kept: Json = None) -> Rows:
        return rows([Option(at.replace(":", "."), at.replace(":", ".")) for at in self._offered(kept)], 3)

    def _offered(self, kept: Json) -> Sequence[str]:
        return self.suggested if self.settled(kept) else kept["among"]

    def asks(self, kept: Json) -> str:
        return "ask" if self.settled(kept) else "which"

    def settled(self, kept: Json) -> bool:
        return not isinstance(kept, dict)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if given.option not in {at.replace(":", ".") for at in self._offered(kept)}:
                raise Unclear("not_an_option")
            return Taken(given.option.replace(".", ":"))
        found = [at.strftime("%H:%M") for at in self._typed(given.text, kept)]
        return Taken(found[0]) if len(found) == 1 else Taken({"among": found}, settled=False)

    def _typed(self, text: str, kept: Json) -> tuple[time, ...]:
        """Read «jam 7 malam», or only «malam» where the hour was said before."""
        if not self.settled(kept):
            with suppress(Unclear):
                return (dates.part_chosen(text, [time.fromisoformat(at) for at in kept["among"]]),)
        return dates.clock_times(text, self.near)

    def alive(self, kept: Json, facts: Facts) -> time:
        return time.fromisoformat(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return f"pukul {str(kept).replace(':', '.')} WIB"


@dataclass(frozen=True)
class Phone(Question[str]):
    """A mobile number; what is kept is `+62…`."""

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            raise Unclear("not_an_option")
        return Taken(reading.phone(given.text))


@dataclass(frozen=True)
class Checklist(Question[tuple[str, ...]]):
    """Several items ticked one by one or all at once; their ids are worded in the texts."""

    items: Sequence[str] = ()

    def ticked(self, kept: Json) -> list[str]:
        """Give the ids ticked so far."""
        return [item for item in self.items if kept and item in kept["list"]]

    def options(self, kept: Json = None) -> Rows:
        ticked = self.ticked(kept)
        items = [Option(item, mark="☑ " if item in ticked else "☐ ") for item in self.items]
        return (*rows(items, 1), (Option("all"), Option("done")))

    def settled(self, kept: Json) -> bool:
        return bool(kept.get("done"))

    def reopened(self, kept: Json) -> Json:
        return {"list": kept["list"], "done": False}

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Typed):
            given = self._typed(given.text)
        ticked = list(self.items) if given.option == "all" else self.ticked(kept)
        if given.option in ("all", "done"):
            return Taken({"list": ticked, "done": True})
        if given.option not in self.items:
            raise Unclear("not_an_option")
        changed = set(ticked) ^ {given.option}
        return Taken({"list": [item for item in self.items if item in changed], "done": False}, settled=False)

    @staticmethod
    def _typed(text: str) -> Chosen:
        """Read «semua ada», or a yes or no to it; an item is ticked by its button."""
        if " ".join(text.casefold().split()).strip(" .!") in WHOLE:
            return Chosen("all")
        try:
            return Chosen("all" if reading.yes_no(text) else "done")
        except Unclear as unclear:
            raise Unclear("tick_or_all") from unclear

    def alive(self, kept: Json, facts: Facts) -> tuple[str, ...]:
        return tuple(self.ticked(kept))

    def show(self, kept: Json, facts: Facts) -> str:
        return f"{len(self.ticked(kept))} dari {len(self.items)}"


@dataclass(frozen=True)
class Review(Question[bool]):
    """Everything answered so far on one screen: right, or one of them to change."""

    def options(self, kept: Json = None) -> Rows:
        return ((Option("right"),), (Option("fix"),))

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Typed) and reading.yes_no(given.text):
            return Taken(True)
        if given != Chosen("right"):
            raise Unclear("not_an_option")
        return Taken(True)
