"""Files that are made when they are sent: each recipe goes to the counter that knows it."""

from collections.abc import Mapping
from typing import Any

from bot.counters import founding, handed, joining, looking
from bot.counters.turn import House
from storage.database import Database


def make(house: House, database: Database, wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Make a file that was noted: (name, bytes, media type). Runs outside any transaction; raises LookupError."""
    if "upload" in wanted:
        return handed.make(house, database, wanted)
    if "link" in wanted:
        return joining.make(house, database, wanted)
    if "by" in wanted:
        return looking.make(house, database, wanted)
    return founding.make(house, database, wanted)
