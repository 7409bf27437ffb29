"""What somebody types behind `@bot` in any chat, and what the bot offers them for it."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.people import Person

LONGEST_QUERY = 256


@dataclass(slots=True)
class InlineQuery:
    """One inline query, until and after it was answered."""

    id: str
    person: Person
    chat_id: int
    words: str
    asked_at: float
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    """What can be chosen: id, title, description, and the `message` that is sent then."""
    button: dict[str, Any] | None = None
    cache_time: int = 300

    @property
    def titles(self) -> list[str]:
        """The titles to choose from, in order."""
        return [result["title"] for result in self.results]


def shown_offers(query: InlineQuery) -> dict[str, Any]:
    """Show on the page what can be chosen."""
    offers = [{key: result[key] for key in ("id", "title", "description")} for result in query.results]
    return {"query": query.id, "results": offers, "button": (query.button or {}).get("text", "")}
