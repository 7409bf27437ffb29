"""Every legal and financial number lives here once: entries, texts and calculators take it from this file."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge import numbers
from knowledge.errors import KnowledgeError
from knowledge.regulations import Basis

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z]+))?\}")


@dataclass(frozen=True)
class Figure:
    """One number through time: each value holds from its day until the next one begins."""

    name: str
    values: tuple[tuple[date, Decimal], ...]  # oldest first
    unit: str
    regulation: Basis | None
    confidence: str
    meaning: str

    def on(self, day: date) -> Decimal:
        """Give the value of that day; before the first line the first line holds, for it is the oldest we know."""
        current = self.values[0][1]
        for since, value in self.values:
            if since <= day:
                current = value
        return current


@dataclass(frozen=True)
class Figures:
    """All figures through time, as read from figures.toml."""

    by_name: Mapping[str, Figure]
    path: str

    @classmethod
    def load(cls, path: Path) -> "Figures":
        """Read figures.toml; raises KnowledgeError with the table that is wrong."""
        try:
            # decimals must stay exact: 0.5 percent of a large sum is money
            tables = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
        return cls({name: _figure(path, name, table) for name, table in tables.items()}, str(path))

    def on(self, day: date) -> "FiguresInForce":
        """Give the figures in force on a day."""
        return FiguresInForce(self, day)

    def get(self, name: str) -> Figure:
        """Give one figure through time; raises KnowledgeError for an unknown name."""
        try:
            return self.by_name[name]
        except KeyError:
            raise KnowledgeError(f"{self.path}: no figure «{name}»") from None


@dataclass(frozen=True)
class FiguresInForce:
    """The figures of one day."""

    figures: Figures
    day: date

    def exact(self, name: str) -> Decimal:
        """Give the value with its decimals, in the figure's own unit; raises KnowledgeError if unknown."""
        return self.figures.get(name).on(self.day)

    def value(self, name: str) -> int:
        """Give the whole value in the figure's own unit (rupiah, people, days); raises KnowledgeError if not whole."""
        exact = self.exact(name)
        if exact != int(exact):
            raise KnowledgeError(f"{self.figures.path}: «{name}» is {exact}, not a whole number")
        return int(exact)

    def say(self, name: str) -> str:
        """Write the value as residents read it: «Rp500.000.000», «24%», «9»."""
        value, unit = self.exact(name), self.figures.get(name).unit
        if unit == "rupiah":
            return numbers.rupiah(value)
        return numbers.percent(value) if unit == "persen" else numbers.grouped(value)

    def fill(self, text: str) -> str:
        """Replace every `{name}` and `{name:words}`; raises KnowledgeError for an unknown name or form."""
        return PLACEHOLDER.sub(self._written, text)

    def _written(self, match: re.Match[str]) -> str:
        name, form = match.groups()
        if form == "words":
            return numbers.spelled(self.exact(name))
        if form is not None:
            raise KnowledgeError(f"«{match.group()}»: the only form is {{{name}:words}}")
        return self.say(name)


def names_in(text: str) -> list[str]:
    """List the figures that a text refers to, in order of appearance."""
    return [match.group(1) for match in PLACEHOLDER.finditer(text)]


def _figure(path: Path, name: str, table: Any) -> Figure:
    def wrong(what: str) -> KnowledgeError:
        return KnowledgeError(f"{path}: [{name}] {what}")

    if not isinstance(table, dict):
        raise wrong("stands outside a table")
    if unknown := set(table) - {"values", "unit", "regulation", "confidence", "meaning"}:
        raise wrong(f"unknown keys {sorted(unknown)}")
    if missing := {"values", "unit", "meaning"} - set(table):
        raise wrong(f"missing keys {sorted(missing)}")
    if not PLACEHOLDER.fullmatch(f"{{{name}}}"):
        raise wrong("a name is lower-case letters, digits and underscores")
    basis = table.get("regulation")
    return Figure(
        name=name,
        values=_values(table["values"], wrong),
        unit=table["unit"],
        regulation=Basis(basis["id"], basis.get("article", "")) if basis else None,
        confidence=table.get("confidence", "medium"),
        meaning=table["meaning"],
    )


def _values(lines: Any, wrong: Callable[[str], KnowledgeError]) -> tuple[tuple[date, Decimal], ...]:
    if not isinstance(lines, list) or not lines:
        raise wrong("values must be a list of {value, since}")
    values = []
    for line in lines:
        value, since = (line.get("value"), line.get("since")) if isinstance(line, dict) else (None, None)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or type(since) is not date:
            raise wrong("each of values needs a number «value» and a date «since»")
        values.append((since, Decimal(value)))
    if sorted(values) != values or len({since for since, _ in values}) != len(values):
        raise wrong("values must run from the oldest to the newest")
    return tuple(values)
