"""A founder's own words as they are kept, to JSON and back; and names in answers that follow the KTP."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from knowledge.documents.circle import Founder


def founder_to_json(founder: Founder) -> dict[str, Any]:
    """Turn a founder into what json.dumps takes."""
    return {**asdict(founder), "born_on": founder.born_on.isoformat() if founder.born_on else ""}


def founder_from_json(kept: Mapping[str, Any]) -> Founder:
    """Bring a kept founder back; raises KeyError or TypeError for one that is not whole."""
    return Founder(**{**kept, "born_on": date.fromisoformat(kept["born_on"]) if kept["born_on"] else None})


def blank(name: str) -> Founder:
    """Give a founder of whom only the listed name is known."""
    return Founder(name, "", "", None, "", "", "", "", 0, 0)


def renamed(kept: Any, old: str, new: str) -> Any:
    """Put a person's new name wherever exactly the old one stands in kept JSON, and nowhere else."""
    if isinstance(kept, str):
        return new if kept == old else kept
    if isinstance(kept, Mapping):
        return {key: renamed(value, old, new) for key, value in kept.items()}
    if isinstance(kept, list | tuple):
        return [renamed(value, old, new) for value in kept]
    return kept
