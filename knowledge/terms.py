"""Find the glossary's terms in a text of ours, and tell which of them the text explains itself."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from knowledge.glossary import lexicon_of
from knowledge.library import HERE

MARKS = re.compile(r"\*\*|(?<!\w)_|_(?!\w)")
EXPLAINS = r"\s*(?:\(|:|,\s*(?:yaitu|artinya)\b|\s(?:adalah|ialah|yaitu|berarti|artinya|maksudnya|mencakup)\b)"


@cache
def _written(folder: Path) -> Mapping[str, str]:
    """Name the term behind every way it is written: abbreviations as they are, the others in small letters."""
    lexicon = lexicon_of(folder)
    ways = {name: name for name in lexicon.glossary} | dict(lexicon.synonyms)
    return {_folded(way): name for way, name in ways.items()}


def _folded(written: str) -> str:
    return written if is_abbreviation(written) else written.casefold()


def is_abbreviation(written: str) -> bool:
    """Tell whether a term is written in capitals (RAT, SAK EP, PPh), so that its letters alone do not betray it."""
    return sum(map(str.isupper, written)) > 1 and not re.search(r"[a-z]{3}", written)


@cache
def _pattern(folder: Path) -> re.Pattern[str]:
    longest_first = sorted(_written(folder), key=len, reverse=True)
    ways = "|".join(
        re.escape(way) if is_abbreviation(way) else f"(?i:{re.escape(way)})(?:nya)?" for way in longest_first
    )
    return re.compile(rf"(?<![\w/])(?:{ways})(?![\w/])")


def bare(text: str) -> str:
    """Take placeholders and markup out of a text."""
    return MARKS.sub("", re.sub(r"\{[^}]*\}", "#", text))


def terms_in(text: str, folder: Path = HERE) -> list[str]:
    """Name the terms a text uses, each once, in order of appearance; the longer term hides the shorter in it."""
    return list(dict.fromkeys(name for name, _, _ in terms_at(bare(text), folder)))


def unexplained(text: str, folder: Path = HERE) -> list[str]:
    """Name the terms a text uses and does not explain: no «(…)» or «(RAT)», no «: …», no «adalah …»."""
    plain = bare(text)
    explained = {name for name, start, end in terms_at(plain, folder) if explains(plain, start, end)}
    return [name for name in terms_in(text, folder) if name not in explained]


def terms_at(plain: str, folder: Path = HERE) -> Iterator[tuple[str, int, int]]:
    """Give every place where a bare text uses a term: its name in the glossary, the start and the end."""
    names = _written(folder)
    for match in _pattern(folder).finditer(plain):
        way = match.group()
        for written in (way, way.casefold(), way.casefold().removesuffix("nya")):
            if written in names:
                yield names[written], match.start(), match.end()
                break


def explains(plain: str, start: int, end: int) -> bool:
    """Tell whether a term is followed by its meaning, or stands in brackets behind it."""
    return bool(re.match(EXPLAINS, plain[end:])) or (plain[:start].endswith("(") and plain[end : end + 1] == ")")
