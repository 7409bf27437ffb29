"""Bring what people type to one form: letter case, stretched letters, «syarat2», chat and Javanese words."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge.errors import KnowledgeError

LONGEST = 1000  # characters of a message that are read; a question fits, a pasted document need not
WORD = re.compile(r"[^\W_]+")
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
REDUPLICATED = re.compile(r"\b([^\W\d_]{3,})2(?=\b|nya\b)")


def normalised(text: str) -> str:
    """Lower-case, keep letters and digits, shorten «kooperasiii» and «syarat2»; one space between words."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    shortened = REDUPLICATED.sub(r"\1", STRETCHED.sub(r"\1", plain))
    return " ".join(WORD.findall(shortened))


@dataclass(frozen=True)
class Lexicon:
    """Words that share no letters with their standard form, words of one meaning, and terms in one sentence each."""

    words: Mapping[str, str] = field(default_factory=dict)
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)  # other names of terms, as written out in full

    @classmethod
    def load(cls, path: Path) -> "Lexicon":
        """Read lexicon.toml; raises KnowledgeError if it is not as expected."""
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            words, glossary, synonyms = tables["words"], tables["glossary"], tables.get("synonyms", {})
            concepts = {name: tuple(signs) for name, signs in tables["concepts"].items()}
        except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
        for word, standard in words.items():
            if normalised(word) != word or normalised(standard) != standard:
                raise KnowledgeError(f"{path}: «{word} = {standard}» must be written in plain small letters")
        for name, term in synonyms.items():
            if term not in glossary:
                raise KnowledgeError(f"{path}: «{name}» stands for «{term}», which is no term of the glossary")
        return cls(words, concepts, glossary, synonyms)

    def read(self, text: str) -> str:
        """Bring a message to the form the search works on: normalised, chat and Javanese words made standard."""
        return " ".join(self.words.get(word, word) for word in normalised(text).split())

    def meanings(self, reading: str) -> list[str]:
        """Name the concepts that a read text touches."""
        words = set(reading.split())
        return [name for name, signs in self.concepts.items() if any(_shows(sign, reading, words) for sign in signs)]

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Name the term of the glossary behind every reading of it: its own, and its synonyms'."""
        named = {self.read(name): name for name in self.glossary}
        return {self.read(other): name for other, name in self.synonyms.items()} | named

    def explain(self, term: str) -> str | None:
        """Give the one-sentence explanation of a term, however it is capitalised."""
        name = self.terms.get(self.read(term))
        return self.glossary[name] if name else None


def _shows(sign: str, reading: str, words: set[str]) -> bool:
    return sign[1:] in words if sign.startswith("=") else sign in reading
