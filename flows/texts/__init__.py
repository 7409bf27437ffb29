"""The words: every sentence of the counter stands in `id/*.toml`, one file a flow or counter, one table a key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flows.replies import Line
from knowledge import numbers
from knowledge.figures import FiguresInForce

FOLDER = Path(__file__).parent / "id"
PLACEHOLDER = re.compile(r"\{([a-z_][a-z_0-9.]*)(?::([a-z]+))?\}")


class MissingWords(KeyError):
    """A key has no words: a defect, found by the tests."""


@cache
def books() -> Mapping[str, Mapping[str, Any]]:
    """Read every file once: {"founding": {...}, "common": {...}, …}."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def find(book: str, key: str) -> str | None:
    """Give the template under `book`, `a.b.c`; the book «common» stands in for every other."""
    for name in (book, "common"):
        node: Any = books().get(name, {})
        for part in key.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        if isinstance(node, str):
            return node
    return None


def template(book: str, key: str) -> str:
    """Give the template; raises MissingWords."""
    found = find(book, key)
    if found is None:
        raise MissingWords(f"{book}.toml has no words for {key}")
    return found


def shown(value: Any, style: str | None, figures: FiguresInForce) -> str:
    """Write a value as its placeholder asks: `rupiah`, `words`, `day`, `at`, or as it is."""
    if style == "rupiah":
        return numbers.rupiah(value)
    if style == "words":
        return numbers.spelled(value)
    if style == "day":
        return numbers.weekday_and_day(value)
    if style == "date":
        return numbers.long_day(value)
    if style == "at":
        return numbers.clock(value)
    return str(value)


def line(book: str, key: str, figures: FiguresInForce, **values: Any) -> Line:
    """Give the sentence with its values apart; `{figures.name}` comes from the figures in force."""
    return worded(template(book, key), figures, values)


def worded(text: str, figures: FiguresInForce, values: Mapping[str, Any]) -> Line:
    """Make a Line of a template of ours and its values; raises MissingWords for a placeholder nobody fills."""
    filled: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        wanted, style = match.group(1), match.group(2)
        short = f"{wanted}_{style}".replace(".", "_") if style else wanted.replace(".", "_")
        if wanted.startswith("figures."):
            figure = wanted.removeprefix("figures.")
            filled[short] = shown(figures.value(figure), style, figures) if style else figures.say(figure)
        elif wanted in values:
            filled[short] = shown(values[wanted], style, figures)
        else:
            raise MissingWords(f"nothing fills {{{wanted}}} in «{text}»")
        return "{" + short + "}"

    return Line(PLACEHOLDER.sub(name, text), filled)


def every() -> Iterator[tuple[str, str, str]]:
    """Give (book, key, template) of all words."""

    def down(book: str, node: Mapping[str, Any], above: str) -> Iterator[tuple[str, str, str]]:
        for key, value in node.items():
            here = f"{above}.{key}" if above else key
            if isinstance(value, Mapping):
                yield from down(book, value, here)
            else:
                yield book, here, str(value)

    for book, tree in books().items():
        yield from down(book, tree, "")
