"""Pendirian: a group learns what it still needs and prepares its founding meeting, or joins its Merah Putih."""

from dataclasses import dataclass
from datetime import date, time

from flows.board import Leaders, leaders
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import blocking, warn
from flows.kelurahan import kelurahan
from flows.lines import choose, clock_time, day, names, number, part, review, say, text, yes_no
from flows.naming import three_names
from flows.outcomes import JoinKkmp, LeftOff, Prepared
from flows.savings import Purpose, Savings, savings
from flows.script import Script, flow
from knowledge.documents.dossier import Area, Kind, Preparation
from knowledge.places import Kelurahan
from knowledge.rules import founding as rules

PARTS = 7
OTHER_KINDS: tuple[Kind, ...] = ("consumer", "producer", "service", "marketing")
KINDS: tuple[Kind, ...] = (*OTHER_KINDS, "savings_and_loan")
AREAS: tuple[Area, ...] = ("city", "province", "national")
HOURS = ("09:00", "16:00", "19:00")
LONGEST_BUTTON = 40  # characters of an address that still make a button
# a KSP does nothing else (PP 9/1995 Pasal 1 angka 2), so its business is not asked
LENDING, SHARIA_LENDING = "Simpan pinjam", "Simpan pinjam dan pembiayaan syariah"


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
    return Prepared((yield from _preparation(facts, home)))


def _goal() -> Script[str]:
    goal = yield from choose("goal", ("own", "kkmp", "secondary", "unsure"))
    if goal != "unsure":
        return goal
    yield from say("difference")
    return (yield from choose("goal.now", ("own", "kkmp")))


def _preparation(facts: Facts, home: Kelurahan | None) -> Script[Preparation]:
    """Go through the seven parts and the review; `home` is known where the Merah Putih was asked for first."""
    group = yield from _group()
    plan = yield from _plan(facts)
    names, seat = yield from _names_and_seat(facts, plan, home)
    founders = yield from _founders(facts)
    yield from part("capital", 5, PARTS)
    paid = yield from savings(facts, len(founders), Purpose(plan.kind, plan.area, plan.savings_unit))
    yield from part("board", 6, PARTS)
    leading = yield from leaders(facts, founders, sharia=plan.sharia)
    meeting = yield from _meeting(facts, seat)
    yield from review(capital=paid.capital)
    yield from say("before_legal")
    return _assembled(group, plan, names, seat, founders, paid, leading, meeting)


# -- 1 and 2: the group and what it wants --------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """Who wants it, and why."""

    name: str
    contact: str
    interest: str


def _group() -> Script[Group]:
    yield from part("group", 1, PARTS)
    name = yield from text("group", at_least=3, at_most=80)
    contact = yield from text("contact", at_least=2, at_most=60)
    interest = yield from text("interest", at_least=10, at_most=400)
    return Group(name, contact, interest)


@dataclass(frozen=True)
class Plan:
    """What the cooperative is to be."""

    area: Area
    kind: Kind
    sharia: bool
    savings_unit: bool
    business: str


def _plan(facts: Facts) -> Script[Plan]:
    yield from part("kind", 2, PARTS)
    area = yield from choose("area", AREAS)
    if area != "national":
        elsewhere = yield from yes_no(f"elsewhere.{area}")
        yield from warn(rules.founders_elsewhere(area, elsewhere))
    if area != "city":
        yield from say(f"supervised.{area}")
    kind = yield from _kind(facts, area)
    sharia = yield from yes_no("sharia")
    if kind == "savings_and_loan":
        return Plan(area, kind, sharia, False, SHARIA_LENDING if sharia else LENDING)
    savings_unit = yield from yes_no("savings_unit")
    yield from warn(rules.savings_unit(savings_unit, facts.figures))
    business = yield from text("business", at_least=5, at_most=300)
    return Plan(area, kind, sharia, savings_unit, business)


def _kind(facts: Facts, area: Area) -> Script[Kind]:
    """Ask the kind; a savings and loan cooperative is told its price before it goes on (F3.21)."""
    kind = yield from choose("kind", KINDS)
    if kind == "savings_and_loan":
        minimum = facts.figures.value(f"ksp_capital_{area}")
        founders = facts.figures.value("minimum_founders_primary")
        terms = {"minimum": minimum, "founders": founders, "each": -(-minimum // founders)}
        if (yield from choose("ksp.next", ("go_on", "other"), **terms)) == "go_on":
            return kind
        kind = yield from choose("kind.other", OTHER_KINDS)
    yield from say(f"hint.{kind}")
    return kind


# -- 3 and 4: name, seat, founders ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seat:
    """Where the cooperative has its office."""

    kelurahan: Kelurahan
    address: str


def _names_and_seat(facts: Facts, plan: Plan, home: Kelurahan | None) -> Script[tuple[tuple[str, ...], Seat]]:
    yield from part("name", 3, PARTS)
    chosen = yield from three_names(facts, plan.kind, plan.sharia)
    where = home
    if where is None:
        where = yield from kelurahan()
        yield from say("kkmp.beside", kelurahan=where.name)
    address = yield from text("seat", at_least=8, at_most=160, kelurahan=where.name)
    return chosen, Seat(where, address)


def _founders(facts: Facts) -> Script[tuple[str, ...]]:
    yield from part("founders", 4, PARTS)
    founders = yield from names("founders", check=blocking(rules.founders, facts.figures))
    yield from warn(rules.founders(founders, facts.figures))
    capable = yield from choose("capable", ("all", "young", "foreign"), check=_citizens)
    if capable == "young":
        yield from say("rule.age", minimum=facts.figures.value("minimum_age"))
    return founders


def _citizens(capable: str) -> None:
    if capable == "foreign":
        raise Unclear("rule.foreigner")


# -- 7: the meeting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Appointment:
    """When and where the meeting is to be."""

    on: date
    at: time
    place: str


def _meeting(facts: Facts, seat: Seat) -> Script[Appointment]:
    def still_to_come(on: date) -> None:
        if on < facts.today:
            raise Unclear("past", day=on)

    yield from part("meeting", 7, PARTS)
    on = yield from day("meeting.day", check=still_to_come)
    at = yield from clock_time("meeting.time", suggested=HOURS)
    nearby = (seat.address,) if len(seat.address) <= LONGEST_BUTTON else ()
    place = yield from text("meeting.place", at_least=3, at_most=160, suggested=nearby)
    return Appointment(on, at, place)
