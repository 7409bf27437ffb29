"""What the search learns from: every phrasing of every entry, and messages that are not ours."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.figures import PLACEHOLDER
from knowledge.indonesian import Lexicon
from knowledge.library import Library

BACKGROUND = ""  # the label of a message that no entry answers
METHOD = (
    "pieces 2-4 and concepts, logistic, 4"  # change it when an index fitted before could no longer be read or trusted
)


@dataclass(frozen=True)
class Phrasing:
    """One way to ask, as written and as the search reads it; titles are marked, for no evaluation leaves them out."""

    label: str
    text: str
    read: str
    is_title: bool = False


@dataclass(frozen=True)
class Corpus:
    """All phrasings in a fixed order with the lexicon they were read by."""

    phrasings: tuple[Phrasing, ...]
    lexicon: Lexicon

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
        return cls(tuple(found.values()), reader)

    @property
    def fingerprint(self) -> str:
        """Name this corpus and method, so that an index fitted on another is known as old."""
        rows = [(row.label, row.text, row.is_title) for row in self.phrasings]
        content = json.dumps(
            [METHOD, rows, sorted(self.lexicon.words.items()), sorted(self.lexicon.concepts.items())],
            ensure_ascii=False,
        )
        return hashlib.sha256(content.encode()).hexdigest()[:32]


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
