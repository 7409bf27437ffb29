"""What the search learns from: every phrasing of every entry, and messages that are not ours."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.figures import PLACEHOLDER
from knowledge.indonesian import Lexicon
from knowledge.library import Library, joined_lines
from knowledge.signs import rules_of

BACKGROUND = ""  # the label of a message that no entry answers
# changed when an index fitted before could no longer be read or trusted
METHOD = "pieces 2-4, concepts and answers, logistic and Bayes, 8"


@dataclass(frozen=True)
class Phrasing:
    """One way to ask, as written and as the search reads it; titles are marked, for no evaluation leaves them out."""

    label: str
    text: str
    read: str
    is_title: bool = False


@dataclass(frozen=True)
class Corpus:
    """All phrasings in a fixed order with the lexicon they were read by, and what the answers themselves say."""

    phrasings: tuple[Phrasing, ...]
    lexicon: Lexicon
    told: tuple[tuple[str, str], ...] = ()  # (label, reading) of every sentence of an answer
    rules: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what each entry names (signs.py)

    @classmethod
    def of(cls, library: Library, use_lexicon: bool = True) -> "Corpus":
        """Gather the phrasings of a library and its background.txt; raises KnowledgeError if one is missing."""
        lexicon = Lexicon.load(library.folder / "lexicon.toml")
        reader = lexicon if use_lexicon else Lexicon()
        rows = [(entry.id, PLACEHOLDER.sub(" ", entry.title), True) for entry in library.entries.values()]
        rows += [(entry.id, question, False) for entry in library.entries.values() for question in entry.questions]
        rows += [(id, text, False) for id, texts in more_phrasings(library).items() for text in texts]
        rows += [(BACKGROUND, line, False) for line in background(library.folder / "background.txt")]
        found: dict[tuple[str, str], Phrasing] = {}
        for label, text, is_title in sorted(rows):
            read = reader.read(text)
            if read:
                found.setdefault((label, read), Phrasing(label, text.strip(), read, is_title))
        rules = {entry.id: rules_of(entry) for entry in library.entries.values()}
        told = [(entry.id, reader.read(line)) for entry in library.entries.values() for line in sentences(entry.body)]
        return cls(tuple(found.values()), reader, tuple(row for row in told if row[1]), rules)

    @property
    def fingerprint(self) -> str:
        """Name this corpus and method, so that an index fitted on another is known as old."""
        rows = [(row.label, row.text, row.is_title) for row in self.phrasings]
        words, concepts = sorted(self.lexicon.words.items()), sorted(self.lexicon.concepts.items())
        rules = sorted((id, sorted(named)) for id, named in self.rules.items())
        content = json.dumps([METHOD, rows, self.told, words, concepts, rules], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def sentences(body: str) -> list[str]:
    """Cut an answer's body into its sentences of three words or more, without figures and marks."""
    plain = re.sub(r"(?m)^\s*(?:-|\d+\.)\s+", "", PLACEHOLDER.sub(" ", joined_lines(body)).replace("**", ""))
    return [line for line in re.split(r"(?<=[.?!])\s+|\n+", plain) if len(line.split()) > 2]


def more_phrasings(library: Library) -> dict[str, list[str]]:
    """Read phrasings.toml; raises KnowledgeError if it names an entry that does not exist, or is no list of texts."""
    path = library.folder / "phrasings.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    for id, texts in tables.items():
        if id not in library.entries:
            raise KnowledgeError(f"{path}: no entry «{id}»")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise KnowledgeError(f"{path}: «{id}» must be a list of texts")
    return tables


def background(path: Path) -> list[str]:
    """Read background.txt: one message a line, `#` opens a heading; raises KnowledgeError if it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
