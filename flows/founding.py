"""Pendirian: a group learns what it still needs and prepares its founding meeting, or joins its Merah Putih."""

from dataclasses import dataclass
from datetime import date, time

from flows.board import Leaders, leaders, term
from flows.cooperatives import cooperatives
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block, blocking, warn
from flows.kelurahan import kelurahan
from flows.lines import choose, clock_time, day, names, part, review, say, text, yes_no
from flows.naming import kkmp_names, three_names
from flows.outcomes import JoinKkmp, Prepared
from flows.plan import Plan, planned
from flows.savings import Savings, savings
from flows.script import Script, flow
from knowledge.documents.dossier import Form, Member, Preparation
from knowledge.places import Kelurahan, places
from knowledge.rules import forms
from knowledge.rules import founding as rules

PARTS = 7
HOURS = ("09:00", "16:00", "19:00")
LONGEST_BUTTON = 40  # characters of an address that still make a button


@dataclass(frozen=True)
class Group:
    """Who wants it, and why."""

    name: str
    contact: str
    interest: str


@dataclass(frozen=True)
class Seat:
    """Where the cooperative has its office."""

    kelurahan: Kelurahan
    address: str


@dataclass(frozen=True)
class Founders:
    """Who founds it, as listed, and the people behind: of a secondary those who act for the cooperatives."""

    listed: tuple[str, ...]
    people: tuple[str, ...]
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Appointment:
    """When and where the meeting is to be."""

    on: date
    at: time
    place: str


@flow("founding", renamed={"elsewhere.city": "elsewhere"})
def founding(facts: Facts) -> Script[Prepared | JoinKkmp]:
    """Ask who wants to found what, where, with how much and under whom, up to the day of the meeting."""
    yield from say("welcome")
    goal = yield from _goal()
    if goal == "secondary":
        yield from say("secondary")
        return Prepared((yield from _preparation(facts, "secondary", None)))
    if goal == "own":
        return Prepared((yield from _preparation(facts, "primary", None)))
    home = yield from kelurahan("kkmp.kelurahan")
    yield from say("kkmp.exists", kelurahan=home.name)
    wanted = yield from choose("kkmp.next", ("join", "found", "program"))
    if wanted == "join":
        return JoinKkmp(home.name)
    if wanted == "found":
        return Prepared((yield from _preparation(facts, "primary", home)))
    yield from say("kkmp.again", kelurahan=home.name)
    return Prepared((yield from _preparation(facts, "merah_putih", home)))


def _goal() -> Script[str]:
    goal = yield from choose("goal", ("own", "kkmp", "secondary", "unsure"))
    if goal != "unsure":
        return goal
    yield from say("difference")
    return (yield from choose("goal.now", ("own", "kkmp")))


def _preparation(facts: Facts, form: Form, home: Kelurahan | None) -> Script[Preparation]:
    """Go through the seven parts and the review; `home` is known where the Merah Putih was asked for first."""
    yield from part("group", 1, PARTS)
    group = yield from _group()
    yield from part("kind", 2, PARTS)
    plan = yield from planned(facts, form)
    yield from part("name", 3, PARTS)
    proposed = yield from _names(facts, plan, home)
    seat = yield from _seat(home, form)
    yield from part("founders", 4, PARTS)
    founders = yield from _founded_by(facts, form, seat.kelurahan)
    yield from part("capital", 5, PARTS)
    paid = yield from savings(facts, len(founders.listed), plan.purpose)
    yield from part("board", 6, PARTS)
    leading = yield from leaders(facts, founders.people, sharia=plan.sharia, form=form, kelurahan=seat.kelurahan.name)
    years = yield from term(facts)
    yield from part("meeting", 7, PARTS)
    appointment = yield from _appointment(facts, seat)
    yield from review(capital=paid.capital)
    yield from say("before_legal")
    return _assembled(group, plan, proposed, seat, founders, paid, leading, years, appointment)


def _names(facts: Facts, plan: Plan, home: Kelurahan | None) -> Script[tuple[str, ...]]:
    """Ask for the names; the programme gives that of a Merah Putih."""
    if plan.form == "merah_putih" and home is not None:
        return (yield from kkmp_names(home))
    if plan.form == "secondary":
        yield from warn(forms.check_secondary_name())
    return (yield from three_names(facts, plan.kind, plan.sharia))


def _group() -> Script[Group]:
    name = yield from text("group", at_least=3, at_most=80)
    contact = yield from text("contact", at_least=2, at_most=60)
    interest = yield from text("interest", at_least=10, at_most=400, check=blocking(rules.check_interest))
    return Group(name, contact, interest)


def _seat(home: Kelurahan | None, form: Form) -> Script[Seat]:
    where = home
    if where is None:
        where = yield from kelurahan()
        if form == "primary":
            yield from say("kkmp.beside", kelurahan=where.name)
    address = yield from text("seat", at_least=5, at_most=160, check=blocking(rules.check_seat), kelurahan=where.name)
    yield from warn(rules.check_seat(address, in_city=places().owner_outside(address) is None))
    return Seat(where, address)


def _founded_by(facts: Facts, form: Form, where: Kelurahan) -> Script[Founders]:
    """Ask for the founders: people, or the cooperatives of a secondary with who acts for them."""
    if form == "secondary":
        members = yield from cooperatives(facts)
        return Founders(tuple(one.name for one in members), tuple(one.delegate for one in members), members)
    people = yield from _founders(facts)
    if form == "merah_putih":
        yield from yes_no("kkmp.residents", check=blocking(forms.check_residents, where.name), kelurahan=where.name)
    return Founders(people, people)


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
    founders: Founders,
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
        founders=founders.listed,
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
        form=plan.form,
        members=founders.members,
    )
