"""A founder's own interview, for tests that begin somewhere in it."""

from typing import Any

from tests.flows.interviews import until
from tests.flows.talking import Talk, facts

CONTEXT: dict[str, Any] = {
    "label": "Budi Santoso",
    "code": "KOP-7F3K2",
    "cooperative": "Koperasi Jasa Kampung Wisata Ceria",
    "owner": "Ani Rahayu",
    "principal": 100_000,
    "mandatory": 25_000,
    "meeting_on": "2026-11-28",
    "proxy": False,
}
AGREED = {"name": "Koperasi Jasa Kampung Wisata Ceria", "purpose": "Paket wisata", "principal": 100_000, "mandatory": 0}
NIK = "3573021501900001"
ANSWERS: dict[str, Any] = {
    "name": "Budi Santoso",
    "nik": NIK,
    "birthplace": "Malang",
    "born": "1990-01-15",
    "sex": "L",
    "address": "Jl. Arjuno No. 5, RT 02 RW 07, Kauman",
    "occupation": "Wiraswasta",
    "phone": "+6281234567890",
    "principal": 100_000,
    "mandatory": 25_000,
    "open": False,
    "review": True,
}


def founder(key: str = "name", context: dict[str, Any] | None = None, **changed: Any) -> Talk:
    """Open the interview where `key` is asked."""
    world = facts(case={**CONTEXT, **(context or {})})
    return Talk("founder", world, {**until(ANSWERS, key), **changed})
