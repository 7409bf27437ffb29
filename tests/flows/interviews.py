"""Whole interviews, answered sensibly, for tests that begin somewhere in the middle."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flows.founding_case import preparation_to_json
from flows.questions import short_id
from tests.flows.talking import FOUNDERS, NOW, Talk, facts

SERVICE: dict[str, Any] = {
    "goal": "own",
    "group": "Pokdarwis Kampung Ceria",
    "contact": "Ani Rahayu",
    "interest": "Para pemandu ingin menerima tamu bersama-sama",
    "area": "city",
    "elsewhere": False,
    "kind": "service",
    "sharia": False,
    "savings_unit": False,
    "business": "Paket wisata kampung, parkir, dan suvenir",
    "name.1": "Kampung Wisata Ceria",
    "name.2": "Ceria Kayutangan Malang",
    "name.3": "Warna Warni Kampung",
    "kelurahan": "35.73.02.1007",
    "seat": "Jl. Basuki Rahmat Gg. 4 No. 12, RT 03 RW 09",
    "founders": {"list": list(FOUNDERS), "done": True},
    "capable": "all",
    "principal": 100_000,
    "mandatory": 25_000,
    "grant": 0,
    "board.chair": FOUNDERS[0],
    "board.vice": "",
    "board.secretary": FOUNDERS[1],
    "board.treasurer": FOUNDERS[2],
    "board.others": {"list": [], "done": True},
    "supervisors.head": FOUNDERS[3],
    "supervisors.others": {"list": list(FOUNDERS[4:6]), "done": True},
    "family": False,
    "term": 5,
    "meeting.day": "2026-11-28",
    "meeting.time": "19:00",
    "meeting.place": "Balai RW 09 Kauman",
    "review": True,
}

KKMP: dict[str, Any] = {
    "goal": "kkmp",
    "kkmp.kelurahan": "35.73.02.1007",
    "kkmp.next": "program",
    **{key: SERVICE[key] for key in ("group", "contact", "interest", "savings_unit", "business")},
    "kkmp.name": "plain",
    **{key: SERVICE[key] for key in ("seat", "founders", "capable")},
    "kkmp.residents": True,
    **{key: SERVICE[key] for key in ("principal", "mandatory", "grant", "board.chair")},
    "board.vice_business": FOUNDERS[6],
    "board.vice_members": FOUNDERS[7],
    **{key: SERVICE[key] for key in ("board.secretary", "board.treasurer", "board.others")},
    "kkmp.supervisors": {"list": list(FOUNDERS[3:5]), "done": True},
    "kkmp.family": False,
    **{key: SERVICE[key] for key in ("term", "meeting.day", "meeting.time", "meeting.place", "review")},
}

COOPERATIVES = (
    "Koperasi Jasa Kampung Wisata Ceria",
    "Koperasi Konsumen Warga Kauman Sejahtera",
    "Koperasi Produsen Perajin Malang Jaya",
)


def of_cooperatives(count: int = 3) -> dict[str, Any]:
    """Give the answers on so many founding cooperatives."""
    found: dict[str, Any] = {"coop.count": count}
    for place in range(1, count + 1):
        found |= {
            f"coop.name.{place}": COOPERATIVES[place - 1],
            f"coop.sk.{place}": f"AHU-000{place}.AH.01.26",
            f"coop.sk_day.{place}": f"201{place}-03-14",
            f"coop.npwp.{place}": f"01.234.567.{place}-652.000",
            f"coop.delegate.{place}": FOUNDERS[place - 1],
        }
    return {**found, "coop.of_age": True}


SECONDARY: dict[str, Any] = {
    **{key: SERVICE[key] for key in list(SERVICE)[: list(SERVICE).index("founders")]},
    "goal": "secondary",
    **of_cooperatives(),
    **{key: SERVICE[key] for key in list(SERVICE)[list(SERVICE).index("principal") :]},
    "supervisors.head": "",
}
for left_out in ("elsewhere", "supervisors.others"):
    SECONDARY.pop(left_out)

MEETING: dict[str, Any] = {
    "as_planned": True,
    "opened": "19:15",
    "closed": "21:30",
    "counselling": "",
    "newcomers": False,
    "attended": {"list": list(FOUNDERS), "done": True},
    "chair": FOUNDERS[6],
    "secretary": FOUNDERS[7],
    "name.chosen": short_id("Koperasi Jasa Kampung Wisata Ceria"),
    "unanimous": True,
    "savings_kept": True,
    "board_kept": True,
    "term": 5,
    "duration": "unlimited",
    "articles": {
        "list": [
            "founders",
            "name_and_seat",
            "purpose",
            "membership",
            "members_meeting",
            "management",
            "capital",
            "duration",
            "shu",
            "sanctions",
        ],
        "done": True,
    },
    "proxies": {"list": list(FOUNDERS[:3]), "done": True},
    "proxies.of_age": True,
    "plan": True,
    "review": True,
}


def until(answers: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Give the answers before the one under `key`."""
    keys = list(answers)
    return {name: answers[name] for name in keys[: keys.index(key)]}


def case(answers: Mapping[str, Any] = SERVICE, **changed: Any) -> dict[str, Any]:
    """Give the prepared case as it is kept; `changed` are other answers than the usual ones."""
    done = Talk("founding", answers={**answers, **changed}).outcome
    return {"preparation": json.loads(json.dumps(preparation_to_json(done.preparation)))}


def founding(key: str = "goal", **changed: Any) -> Talk:
    """Open the interview where `key` is asked."""
    return Talk("founding", answers={**until(SERVICE, key), **changed})


def meeting(key: str = "as_planned", *, prepared: Mapping[str, Any] | None = None, **changed: Any) -> Talk:
    """Open the interview after the meeting where `key` is asked, the day after the day planned."""
    world = facts(NOW + timedelta(days=8), prepared or case())
    return Talk("founding_meeting", world, {**until(MEETING, key), **changed})
