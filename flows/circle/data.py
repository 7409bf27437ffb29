"""A founder's own words as they are kept, to JSON and back; and names in answers that follow the KTP."""

from collections.abc import Mapping, Sequence
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


def of_cooperatives(prepared: Mapping[str, Any]) -> bool:
    """Tell whether cooperatives found it: each place of its circle is then of whoever acts for one of them."""
    return prepared.get("form") == "secondary"


def relisted(prepared: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Put the circle's names into kept preparation: the founders, or who acts for each cooperative of a secondary."""
    members = prepared.get("members")
    if not members:
        return {**prepared, "founders": list(names)}
    acting = [{**member, "delegate": name} for member, name in zip(members, names, strict=False)]
    return {**prepared, "members": [*acting, *members[len(acting) :]]}


def relisted_answers(prepared: Mapping[str, Any], answers: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Give the interview's answers that follow the circle's names."""
    if not of_cooperatives(prepared):
        return {"founders": {**answers["founders"], "list": list(names)}} if "founders" in answers else {}
    keys = ((f"coop.delegate.{place}", name) for place, name in enumerate(names, 1))
    return {key: name for key, name in keys if key in answers}
