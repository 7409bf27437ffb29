"""What people asked and what came of it, for staff: counts, ratings, and the questions nothing answers, grouped."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bot.opening import open_database
from bot.settings import Settings
from knowledge.asked import grouped
from storage import questions

SHOWN = 20  # groups


def report(settings: Settings) -> dict[str, Any] | None:
    """Read the database of the settings; None where there is none yet. Raises WrongSettings."""
    if not exists(settings.database):
        return None
    database = open_database(settings, lambda: datetime.now(UTC))
    try:
        found = database.call(questions.what_was_asked)
    finally:
        database.close()
    none_fit = found.outcomes.get(questions.NONE_FIT, 0)
    return {
        "messages": sum(found.outcomes.values()),
        "answered": found.outcomes.get("answered", 0),
        "suggested": found.outcomes.get("suggested", 0) + none_fit,
        "none_of_these": none_fit,
        "abstained": found.outcomes.get("abstained", 0),
        "routed": found.outcomes.get("routed", 0),
        "helped": found.helped,
        "not_helped": found.not_helped,
        "unanswered": [
            {"count": group.count, "examples": list(group.examples)} for group in grouped(found.unanswered)[:SHOWN]
        ],
    }


def exists(url: str) -> bool:
    """Tell whether there is a database: a server is taken at its word, a file has to be there."""
    address = make_url(url)
    return address.get_backend_name() != "sqlite" or bool(address.database and Path(address.database).exists())


def told(figures: Mapping[str, Any]) -> str:
    """Write the report for a person to read."""
    lines = [
        f"{figures['messages']} messages: {figures['answered']} answered, {figures['suggested']} suggested "
        f"({figures['none_of_these']} none of these), {figures['abstained']} abstained, {figures['routed']} routed",
        f"ratings: {figures['helped']} helped, {figures['not_helped']} did not",
    ]
    for group in figures["unanswered"]:
        lines.append(f"unanswered {group['count']}×: " + " / ".join(group["examples"]))
    return "\n".join(lines)
