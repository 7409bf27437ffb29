"""A founding case as it is kept: what was prepared and what the meeting decided, to JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time
from typing import Any

from knowledge.documents.dossier import Meeting, Member, Post, Preparation


def preparation_to_json(preparation: Preparation) -> dict[str, Any]:
    """Turn a preparation into what json.dumps takes."""
    return {
        **asdict(preparation),
        "members": [{**asdict(one), "legal_on": one.legal_on.isoformat()} for one in preparation.members],
        "meeting_on": preparation.meeting_on.isoformat(),
        "meeting_at": preparation.meeting_at.strftime("%H:%M"),
    }


def preparation_from_json(kept: Mapping[str, Any]) -> Preparation:
    """Bring a kept preparation back; raises KeyError or TypeError for one that is not whole."""
    return Preparation(
        **{
            **kept,
            **_people(kept),
            "names": tuple(kept["names"]),
            "founders": tuple(kept["founders"]),
            "members": tuple(_member(one) for one in kept.get("members", ())),
            "meeting_on": date.fromisoformat(kept["meeting_on"]),
            "meeting_at": time.fromisoformat(kept["meeting_at"]),
        }
    )


def meeting_to_json(meeting: Meeting) -> dict[str, Any]:
    """Turn a meeting into what json.dumps takes."""
    return {
        **asdict(meeting),
        "held_on": meeting.held_on.isoformat(),
        "opened_at": meeting.opened_at.strftime("%H:%M"),
        "closed_at": meeting.closed_at.strftime("%H:%M"),
    }


def meeting_from_json(kept: Mapping[str, Any]) -> Meeting:
    """Bring a kept meeting back; raises KeyError or TypeError for one that is not whole."""
    return Meeting(
        **{
            **kept,
            **_people(kept),
            "attended": tuple(kept["attended"]),
            "proxies": _posts(kept["proxies"]),
            "held_on": date.fromisoformat(kept["held_on"]),
            "opened_at": time.fromisoformat(kept["opened_at"]),
            "closed_at": time.fromisoformat(kept["closed_at"]),
        }
    )


def _people(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "board": _posts(kept["board"]),
        "supervisors": _posts(kept["supervisors"]),
        "sharia_supervisors": tuple(kept["sharia_supervisors"]),
    }


def _member(kept: Mapping[str, Any]) -> Member:
    return Member(**{**kept, "legal_on": date.fromisoformat(kept["legal_on"])})


def _posts(kept: Any) -> tuple[Post, ...]:
    return tuple(Post(**post) for post in kept)
