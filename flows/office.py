"""What staff write to set hours, places and closures, read into what is kept."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from flows import dates, reading
from flows.errors import Unclear
from flows.schedule import DAYS

SPAN = re.compile(r"(\d{1,2}(?:[.:]\d{2})?)\s*(?:-|–|s/?d|sampai)\s*(\d{1,2}(?:[.:]\d{2})?)", re.IGNORECASE)
DAY = {**{day: number for number, day in enumerate(DAYS)}, "jum'at": 4, "ahad": 6}


def hours(words: str) -> dict[str, list[list[str]]]:
    """Read «Senin-Kamis 08.00-12.00 dan 13.00-15.00; Jumat 08.00-11.00»; raises Unclear("not_hours")."""
    found: dict[str, list[list[str]]] = {}
    for piece in re.split(r"[;\n]", words):
        if not piece.strip():
            continue
        spans = [[_at(opens), _at(closes)] for opens, closes in SPAN.findall(piece)]
        named = re.findall(r"[a-z']+", SPAN.sub(" ", piece).lower())
        days = [DAY[name] for name in named if name in DAY]
        if not spans or not days or any(opens >= closes for opens, closes in spans):
            raise Unclear("not_hours")
        through = len(days) == 2 and re.search(r"[a-z]\s*(-|–|sampai|s/?d)\s*[a-z]", piece.lower())
        for day in range(days[0], days[1] + 1) if through else days:
            found[str(day)] = spans
    if not found:
        raise Unclear("not_hours")
    return found


def _at(words: str) -> str:
    at: time = dates.clock_time(words)
    return at.strftime("%H:%M")


def place(words: str) -> dict[str, Any]:
    """Read «Nama | alamat | -7.97, 112.63 | kapasitas 2 | 60 menit»; raises Unclear("not_a_place")."""
    name, *rest = (part.strip() for part in words.split("|"))
    if not name or not rest or not rest[0]:
        raise Unclear("not_a_place")
    found: dict[str, Any] = {"name": reading.plain(name, 3, 60), "address": reading.plain(rest[0], 5, 200)}
    for part in rest[1:]:
        found |= _more(part)
    return found


def _more(part: str) -> Mapping[str, Any]:
    pin = re.fullmatch(r"(-?\d{1,2}[.,]\d+)\s*[,;]\s*(-?\d{1,3}[.,]\d+)", part)
    if pin:
        latitude, longitude = (float(value.replace(",", ".")) for value in pin.groups())
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise Unclear("not_a_place")
        return {"latitude": latitude, "longitude": longitude}
    number = re.search(r"\d+", part)
    if number and "menit" in part.lower() and 10 <= int(number.group()) <= 480:
        return {"minutes": int(number.group())}
    if number and 1 <= int(number.group()) <= 100:
        return {"capacity": int(number.group())}
    raise Unclear("not_a_place")
