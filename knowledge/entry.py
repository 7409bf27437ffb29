"""One curated answer: a Markdown file with its questions, its legal basis and the day it was checked."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.regulations import Basis

TOPICS = ("founding", "legal", "finance", "clinic")
CONFIDENCES = ("high", "medium", "low")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REQUIRED = frozenset(("id", "title", "topic", "questions", "regulations", "confidence", "checked_on", "review_by"))
OPTIONAL = frozenset(("mentions", "sources", "follow_up"))


@dataclass(frozen=True)
class Entry:
    """One answer of the knowledge base; its texts still carry `{figure}` placeholders."""

    id: str
    title: str
    topic: str
    questions: tuple[str, ...]
    regulations: tuple[Basis, ...]
    confidence: str
    checked_on: date
    review_by: date
    body: str
    mentions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    path: str = ""

    def past_review(self, today: date) -> bool:
        """Tell whether the day by which staff wanted to look again has passed."""
        return today > self.review_by


def read_entry(path: Path) -> Entry:
    """Read one entry file; raises KnowledgeError that names the file and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return parse_entry(text, str(path))


def parse_entry(text: str, path: str = "entry") -> Entry:
    """Parse front matter between `+++` lines and the body after it; raises KnowledgeError naming `path`."""
    parts = re.split(r"^\+\+\+[ \t]*$", text.replace("\r\n", "\n"), maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise KnowledgeError(f"{path}: must open with front matter between two «+++» lines")
    try:
        front = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: front matter: {error}") from error
    return _Front(front, path).entry(parts[2].strip())


class _Front:
    """Front matter being read; every fault is told with the file and the key."""

    def __init__(self, values: dict[str, Any], path: str) -> None:
        self.values, self.path = values, path

    def entry(self, body: str) -> Entry:
        if missing := REQUIRED - set(self.values):
            raise self.wrong(f"missing {', '.join(sorted(missing))}")
        if unknown := set(self.values) - REQUIRED - OPTIONAL:
            raise self.wrong(f"unknown key {', '.join(sorted(unknown))}")
        if not body:
            raise self.wrong("the body is empty")
        id = self.word("id")
        if not ID.fullmatch(id):
            raise self.wrong(f"id «{id}» is not kebab-case (small letters, digits, single hyphens)")
        return Entry(
            id=id,
            title=self.word("title"),
            topic=self.one_of("topic", TOPICS),
            questions=self.words("questions"),
            regulations=self.bases(),
            confidence=self.one_of("confidence", CONFIDENCES),
            checked_on=self.day("checked_on"),
            review_by=self.day("review_by"),
            body=body,
            mentions=self.words("mentions"),
            sources=self.words("sources"),
            follow_up=self.words("follow_up"),
            path=self.path,
        )

    def word(self, key: str) -> str:
        value = self.values[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{key} must be text")
        return value.strip()

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.word(key)
        if value not in allowed:
            raise self.wrong(f"{key} «{value}» is none of {', '.join(allowed)}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(f"{key} must be a list of texts")
        return tuple(value.strip() for value in values)

    def day(self, key: str) -> date:
        value = self.values[key]
        if type(value) is not date:
            raise self.wrong(f"{key} must be a date like 2026-11-21, without quotes")
        return value

    def bases(self) -> tuple[Basis, ...]:
        lines = self.values["regulations"]
        if not isinstance(lines, list):
            raise self.wrong("regulations must be a list of {id, article}")
        return tuple(self.basis(line) for line in lines)

    def basis(self, line: Any) -> Basis:
        if not isinstance(line, dict) or not isinstance(line.get("id"), str) or set(line) - {"id", "article"}:
            raise self.wrong(f"regulations: {line!r} is not {{id, article}}")
        article = line.get("article", "")
        if not isinstance(article, str):
            raise self.wrong(f"regulations: the article of {line['id']} must be text")
        return Basis(line["id"], article.strip())

    def wrong(self, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self.path}: {what}")
