"""What other offices do: a message that is theirs gets a pointer instead of a guess."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.indonesian import normalised

# a word with one of these beginnings, or the whole word, shows that a message is about cooperatives or this counter
OUR_BEGINNINGS = (
    *("koperasi", "koprasi", "kopersi", "kopkel", "kkmp", "pendiri", "ksp", "usp", "klinik", "konsultasi"),
    *("anggota", "pengurus", "pengawas", "ketua", "bendahara", "simpanan"),
)
OUR_WORDS = frozenset(("disimpan", "rat", "shu", "merah", "pokdarwis"))


@dataclass(frozen=True)
class Route:
    """One neighbouring office: the words that betray its business, and what the counter says."""

    id: str
    words: tuple[str, ...]
    answer: str


def load_routes(path: Path) -> tuple[Route, ...]:
    """Read routes.toml; raises KnowledgeError if a route lacks its words or its answer."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found = [Route(id, tuple(map(normalised, table["words"])), table["answer"]) for id, table in tables.items()]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: {error!r}") from error
    for route in found:
        if not all(route.words) or not route.answer:
            raise KnowledgeError(f"{path}: [{route.id}] has an empty word or answer")
    return tuple(found)


def route_for(text: str, routes: tuple[Route, ...]) -> Route | None:
    """Give the office a message belongs to by its longest betraying word; None where it may be about cooperatives."""
    plain = normalised(text)
    if any(word.startswith(OUR_BEGINNINGS) or word in OUR_WORDS for word in plain.split()):
        return None
    told = f" {plain} "
    hits = [(len(word), route) for route in routes for word in route.words if f" {word} " in told]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None
