"""Pendirian: a group learns what it still needs and prepares its founding meeting, or joins its Merah Putih."""

from dataclasses import dataclass
from datetime import date, time

from flows.board import Leaders, leaders, term
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block, blocking, warn
from flows.kelurahan import kelurahan
from flows.lines import choose, clock_time, day, names, part, review, say, text, yes_no
from flows.naming import three_names
from flows.outcomes import JoinKkmp, LeftOff, Prepared
from flows.savings import Purpose, Savings, savings
from flows.script import Script, flow
from knowledge.documents.dossier import Area, Kind, Preparation
from knowledge.places import Kelurahan, places
from knowledge.rules import founding as rules

PARTS = 7
OTHER_KINDS: tuple[Kind, ...] = ("consumer", "producer", "service", "marketing")
KINDS: tuple[Kind, ...] = (*OTHER_KINDS, "savings_and_loan")
AREAS: tuple[Area, ...] = ("city", "province", "national")
HOURS = ("09:00", "16:00", "19:00")
LONGEST_BUTTON = 40  # characters of an address that still make a button
# a KSP does nothing else (PP 9/1995 Pasal 1 angka 2), so its business is not asked
LENDING, SHARIA_LENDING = "Simpan pinjam", "Simpan pinjam dan pembiayaan syariah"


@dataclass(frozen=True)
class Group:
    """Who wants it, and why."""

    name: str
    contact: str
    interest: str


@dataclass(frozen=True)
class Plan:
    """What the cooperative is to be."""

    area: Area
    kind: Kind
    sharia: bool
    savings_unit: bool
    business: str

    @property
    def purpose(self) -> Purpose:
        """Give what decides how much capital the law asks."""
        return Purpose(self.kind, self.area, self.savings_unit)


@dataclass(frozen=True)
class Seat:
    """Where the cooperative has its office."""

    kelurahan: Kelurahan
    address: str


@dataclass(frozen=True)
class Appointment:
    """When and where the meeting is to be."""

    on: date
    at: time
    place: str


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
    yield from part("group", 1, PARTS)
    group = yield from _group()
    yield from part("kind", 2, PARTS)
    plan = yield from _plan(facts)
    yield from part("name", 3, PARTS)
    proposed = yield from three_names(facts, plan.kind, plan.sharia)
    seat = yield from _seat(home)
    yield from part("founders", 4, PARTS)
    founders = yield from _founders(facts)
    yield from part("capital", 5, PARTS)
    paid = yield from savings(facts, len(founders), plan.purpose)
    yield from part("board", 6, PARTS)
    leading = yield from leaders(facts, founders, sharia=plan.sharia)
    years = yield from term(facts)
    yield from part("meeting", 7, PARTS)
    appointment = yield from _appointment(facts, seat)
    yield from review(capital=paid.capital)
    yield from say("before_legal")
    return _assembled(group, plan, proposed, seat, founders, paid, leading, years, appointment)


def _group() -> Script[Group]:
    name = yield from text("group", at_least=3, at_most=80)
    contact = yield from text("contact", at_least=2, at_most=60)
    interest = yield from text("interest", at_least=10, at_most=400, check=blocking(rules.check_interest))
    return Group(name, contact, interest)


def _plan(facts: Facts) -> Script[Plan]:
    area = yield from choose("area", AREAS)
    elsewhere = area == "city" and (yield from yes_no("elsewhere"))
    yield from warn(rules.check_area(area, founders_elsewhere=elsewhere))
    kind = yield from _kind(facts, area)
    sharia = yield from yes_no("sharia")
    if kind == "savings_and_loan":
        return Plan(area, kind, sharia, False, SHARIA_LENDING if sharia else LENDING)
    savings_unit = yield from yes_no("savings_unit")
    yield from warn(rules.check_kind(kind, facts.figures, savings_unit=savings_unit))
    business = yield from text("business", at_least=5, at_most=300)
    yield from warn(rules.check_kbli(()))
    return Plan(area, kind, sharia, savings_unit, business)


def _kind(facts: Facts, area: Area) -> Script[Kind]:
    """Ask the kind; a savings and loan cooperative is told its price before it goes on (F3.21)."""

    def only_lending(other_business: bool) -> None:
        found = rules.check_kind("savings_and_loan", facts.figures, other_business=other_business)
        block(found, instead=("kind",))

    kind = yield from choose("kind", KINDS)
    if kind == "savings_and_loan":
        founders = facts.figures.value("minimum_founders_primary")
        minimum = rules.minimum_capital(kind, area, facts.figures)
        share = rules.share_per_founder(minimum, founders)
        if (
            yield from choose("ksp.next", ("go_on", "other"), minimum=minimum, founders=founders, share=share)
        ) == "go_on":
            yield from yes_no("ksp.other_business", check=only_lending)
            return kind
        kind = yield from choose("kind.other", OTHER_KINDS)
    yield from say(f"hint.{kind}")
    return kind


def _seat(home: Kelurahan | None) -> Script[Seat]:
    where = home
    if where is None:
        where = yield from kelurahan()
        yield from say("kkmp.beside", kelurahan=where.name)
    address = yield from text("seat", at_least=5, at_most=160, check=blocking(rules.check_seat), kelurahan=where.name)
    yield from warn(rules.check_seat(address, in_city=places().owner_outside(address) is None))
    return Seat(where, address)


def _founders(facts: Facts) -> Script[tuple[str, ...]]:
    founders = yield from names("founders", check=blocking(rules.check_founders, facts.figures))
    yield from warn(rules.check_founders(founders, facts.figures))
    yield from capable(facts)
    return founders


def capable(facts: Facts) -> Script[None]:
    """Ask once for all: citizens, or it goes no further; of age or married, or they are warned."""

    def citizens(answer: str) -> None:
        block(rules.check_citizens(answer != "foreign"))

    answer = yield from choose("capable", ("all", "young", "foreign"), check=citizens)
    yield from warn(rules.check_ages(answer != "young", facts.figures))


def _appointment(facts: Facts, seat: Seat) -> Script[Appointment]:
    def still_to_come(on: date) -> None:
        if on < facts.today and not facts.case.get("met"):  # once it was held, its day may well be past
            raise Unclear("past", day=on)

    on = yield from day("meeting.day", check=still_to_come)
    at = yield from clock_time("meeting.time", suggested=HOURS)
    nearby = (seat.address,) if len(seat.address) <= LONGEST_BUTTON else ()
    place = yield from text("meeting.place", at_least=3, at_most=160, suggested=nearby)
    return Appointment(on, at, place)


def _assembled(
    group: Group,
    plan: Plan,
    proposed: tuple[str, ...],
    seat: Seat,
    founders: tuple[str, ...],
    paid: Savings,
    leading: Leaders,
    years: int,
    appointment: Appointment,
) -> Preparation:
    return Preparation(
        group=group.name,
        contact=group.contact,
        interest=group.interest,
        business=plan.business,
        area=plan.area,
        kelurahan=seat.kelurahan.name,
        kecamatan=seat.kelurahan.kecamatan,
        kind=plan.kind,
        sharia=plan.sharia,
        savings_unit=plan.savings_unit,
        names=proposed,
        seat=seat.address,
        founders=founders,
        principal_savings=paid.principal,
        mandatory_savings=paid.mandatory,
        grant=paid.grant,
        board=leading.board,
        supervisors=leading.supervisors,
        sharia_supervisors=leading.sharia_supervisors,
        board_term_years=years,
        meeting_on=appointment.on,
        meeting_at=appointment.at,
        meeting_place=appointment.place,
    )
