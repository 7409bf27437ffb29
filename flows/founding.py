"""Pendirian: a group learns what it still needs and prepares its founding meeting, or joins its Merah Putih."""

from dataclasses import dataclass
from datetime import date, time

from flows.board import leaders
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import blocking, warn
from flows.kelurahan import kelurahan
from flows.lines import choose, clock_time, day, names, number, part, review, say, text, yes_no
from flows.naming import three_names
from flows.outcomes import JoinKkmp, LeftOff, Prepared
from flows.savings import Purpose, savings
from flows.script import Script, flow
from knowledge.documents.dossier import Area, Kind, Preparation
from knowledge.places import Kelurahan
from knowledge.rules import founding as rules

PARTS = 7
KINDS: tuple[Kind, ...] = ("consumer", "producer", "service", "marketing", "savings_and_loan")
AREAS: tuple[Area, ...] = ("city", "province", "national")


@dataclass(frozen=True)
class Plan:
    """What the cooperative is to be."""

    area: Area
    kind: Kind
    sharia: bool
    savings_unit: bool
    business: str


@flow("founding")
def founding(facts: Facts) -> Script[Prepared | JoinKkmp | LeftOff]:
    """Ask who wants to found what, where, with how much and under whom, up to the day of the meeting."""
    yield from say("welcome")
    goal = yield from _goal()
    if goal == "secondary":
        return LeftOff("secondary")
    home = None
    if goal == "kkmp":
        home = yield from kelurahan("kkmp.kelurahan")
        yield from say("kkmp.exists", kelurahan=home.name)
        if (yield from choose("kkmp.next", ("join", "found"))) == "join":
            return JoinKkmp(home.name)
    group, contact, interest = yield from _group()
    plan = yield from _plan(facts)
    seat_in, proposed, seat = yield from _name_and_seat(facts, plan, home)
    founders = yield from _founders(facts)
    ...
