"""The rules that answers rest on: which are in force, and how they are cited."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError

KINDS = frozenset(
    (
        "constitution",
        "statute",
        "government",
        "presidential",
        "ministerial",
        "circular",
        "guideline",
        "standard",
        "fatwa",
        "press",
        "clinic",
    )
)
STATUSES = frozenset(("in_force", "amended", "repealed", "void"))
KEYS = frozenset(
    ("title", "short", "kind", "status", "amended_by", "repealed_by", "in_force_from", "in_force_until", "read_at")
)


@dataclass(frozen=True)
class Regulation:
    """One rule, guide, standard or press report that an entry may name."""

    id: str
    title: str
    short: str
    kind: str
    status: str
    read_at: str
    amended_by: tuple[str, ...] = ()
    repealed_by: tuple[str, ...] = ()
    in_force_from: date | None = None
    in_force_until: date | None = None

    def in_force_on(self, today: date) -> bool:
        """Tell whether an answer of that day may rest on it; an amended rule still holds."""
        if self.status not in ("in_force", "amended"):
            return False
        return self.in_force_until is None or today <= self.in_force_until


@dataclass(frozen=True)
class Basis:
    """A rule and the article in it; the article is empty where there is none (a press report)."""

    id: str
    article: str = ""


@dataclass(frozen=True)
class Regulations:
    """Every rule of the knowledge base by its id."""

    by_id: Mapping[str, Regulation] = field(default_factory=dict)
    path: str = "regulations.toml"

    @classmethod
    def load(cls, path: Path) -> "Regulations":
        """Read regulations.toml; raises KnowledgeError with the table that is wrong."""
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
        return cls({id: _regulation(path, id, table) for id, table in tables.items()}, str(path))

    def __contains__(self, id: str) -> bool:
        return id in self.by_id

    def get(self, id: str) -> Regulation:
        """Give one rule; raises KnowledgeError for an unknown id."""
        try:
            return self.by_id[id]
        except KeyError:
            raise KnowledgeError(f"{self.path}: no regulation «{id}»") from None

    def cite(self, id: str, article: str = "") -> str:
        """Name a rule as residents read it: «UU 25/1992 Pasal 6 ayat (1)»; raises KnowledgeError if unknown."""
        return f"{self.get(id).short} {article}".strip()

    def problems(self) -> list[str]:
        """List rules that name an unknown successor, or a status that contradicts it."""
        found = []
        for rule in self.by_id.values():
            unknown = [id for id in (*rule.amended_by, *rule.repealed_by) if id not in self.by_id]
            found += [f"{self.path}: [{rule.id}] names «{id}», which has no table" for id in unknown]
            if rule.repealed_by and rule.status in ("in_force", "amended"):
                found.append(f"{self.path}: [{rule.id}] is {rule.status} but has repealed_by")
        return found


def _regulation(path: Path, id: str, table: dict[str, Any]) -> Regulation:
    if not isinstance(table, dict):
        raise KnowledgeError(f"{path}: «{id}» stands outside a table")
    unknown, missing = set(table) - KEYS, {"title", "short", "kind", "status"} - set(table)
    if unknown or missing:
        raise KnowledgeError(f"{path}: [{id}] unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    if table["kind"] not in KINDS or table["status"] not in STATUSES:
        raise KnowledgeError(f"{path}: [{id}] kind «{table['kind']}», status «{table['status']}»: one is not known")
    return Regulation(
        id=id,
        title=table["title"],
        short=table["short"],
        kind=table["kind"],
        status=table["status"],
        read_at=table.get("read_at", ""),
        amended_by=tuple(table.get("amended_by", ())),
        repealed_by=tuple(table.get("repealed_by", ())),
        in_force_from=table.get("in_force_from"),
        in_force_until=table.get("in_force_until"),
    )
