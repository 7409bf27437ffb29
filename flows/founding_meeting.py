"""Setelah rapat pendirian: who came, what was decided and who acts for all, for the minutes and the proxy letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from flows.board import CHAIR, SECRETARY, TREASURER, Leaders, by_office, leaders, term
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block, blocking, warn
from flows.founding import capable
from flows.founding_case import preparation_from_json
from flows.lines import (
    checklist,
    choose,
    clock_time,
    day,
    names,
    number,
    one_of,
    part,
    review,
    say,
    short_id,
    some_of,
    text,
    yes_no,
)
from flows.naming import cooperative_name
from flows.outcomes import LeftOff, MeetingHeld
from flows.savings import Purpose, Savings, check_capital, savings, say_capital
from flows.script import Script, flow
from knowledge.documents.dossier import Meeting, Post, Preparation
from knowledge.rules import Finding
from knowledge.rules import founding as founding_rules
from knowledge.rules import meeting as rules

PARTS = 4
FOUNDER = "Pendiri"  # the title of a proxy who has no post
OFFICERS = (CHAIR, SECRETARY, TREASURER)


@dataclass(frozen=True)
class Sitting:
    """When and where it was held."""

    on: date
    opened_at: time
    closed_at: time
    place: str
    counselling_by: str


@dataclass(frozen=True)
class Presence:
    """Who came, and who led; of a secondary cooperatives came, and `people` acted for them."""

    attended: tuple[str, ...]
    people: tuple[str, ...]
    chair: str
    secretary: str


@dataclass(frozen=True)
class Decisions:
    """What was decided, and by how many; `votes_for` is None for consensus."""

    name: str
    votes_for: int | None
    paid: Savings
    leading: Leaders
    term: int
    duration_years: int | None


@flow("founding_meeting")
def founding_meeting(facts: Facts) -> Script[MeetingHeld | LeftOff]:
    """Ask what happened at the meeting of the prepared case in `facts.case`; what was prepared is only confirmed."""
    kept = facts.case.get("preparation")
    if kept is None:
        return LeftOff("nothing_prepared")
    prepared = preparation_from_json(kept)
    yield from say("welcome")
    yield from part("meeting", 1, PARTS)
    sitting = yield from _sitting(facts, prepared)
    yield from part("present", 2, PARTS)
    presence = yield from _presence(facts, prepared)
    yield from part("decided", 3, PARTS)
    decided = yield from _decisions(facts, prepared, presence)
    yield from part("proxies", 4, PARTS)
    proxies = yield from _proxies(facts, presence.people, decided.leading.board)
    yield from _work_plan(facts, prepared)
    yield from review(capital=decided.paid.capital)
    yield from say("before_legal")
    return MeetingHeld(_assembled(sitting, presence, decided, proxies))


def _sitting(facts: Facts, prepared: Preparation) -> Script[Sitting]:
    def has_been(as_planned: bool) -> None:
        if as_planned:
            block(rules.check_meeting_day(prepared.meeting_on, facts.today))

    on, place = prepared.meeting_on, prepared.meeting_place
    if not (yield from yes_no("as_planned", check=has_been, planned=on, place=place)):
        on = yield from day("held.day", past=True, check=blocking(rules.check_meeting_day, facts.today))
        place = yield from text("held.place", at_least=3, at_most=160, suggested=(prepared.meeting_place,))
    planned = prepared.meeting_at
    opened = yield from clock_time("opened", suggested=(planned.strftime("%H:%M"),), near=planned)

    def later(closed: time) -> None:
        if closed < opened:
            raise Unclear("before_opening", opened=opened)

    closed = yield from clock_time("closed", near=opened, check=later)
    counselling = yield from text("counselling", at_least=3, at_most=120, optional=True)
    return Sitting(on, opened, closed, place, counselling)


def _presence(facts: Facts, prepared: Preparation) -> Script[Presence]:
    founders = prepared.founders
    # a cooperative that comes in late needs its SK told: in the preparation, where the others stand
    if prepared.form != "secondary" and (yield from yes_no("newcomers")):
        founders = (*founders, *(yield from names("newcomers.names", check=lambda new: _none_listed(new, prepared))))
        yield from capable(facts)
    enough = blocking(rules.check_attendance, founders, facts.figures, form=prepared.form)
    attended = yield from some_of("attended", founders, all_at_first=True, check=enough)
    yield from warn(rules.check_attendance(attended, founders, facts.figures, form=prepared.form))
    people = prepared.acting_for(attended)
    chair = yield from one_of("chair", people)

    def another(secretary: str) -> None:
        block(rules.check_leaders(chair, secretary, people))

    others = [name for name in people if name != chair]
    secretary = yield from one_of("secretary", people, offered=others, check=another)
    return Presence(attended, people, chair, secretary)


def _none_listed(new: Sequence[str], prepared: Preparation) -> None:
    listed = {name.casefold() for name in prepared.founders}
    if known := [name for name in new if name.casefold() in listed]:
        raise Unclear("already_founder", names=", ".join(known))


def _decisions(facts: Facts, prepared: Preparation, presence: Presence) -> Script[Decisions]:
    name = yield from _name(facts, prepared)
    votes = yield from _votes(len(presence.attended))
    paid = yield from _savings(facts, prepared, len(presence.attended))
    leading = yield from _leaders(facts, prepared, presence.people)
    years = yield from term(facts, suggested=(prepared.board_term_years,))
    duration = yield from _duration()
    yield from checklist("articles", tuple(rules.ARTICLES), check=blocking(rules.check_articles))
    return Decisions(name, votes, paid, leading, years, duration)


def _name(facts: Facts, prepared: Preparation) -> Script[str]:
    proposed = {short_id(name): name for name in prepared.names}
    other = {} if prepared.form == "merah_putih" else {"other": None}  # the programme gives the name
    chosen = yield from choose("name.chosen", {**proposed, **other})
    if chosen != "other":
        return proposed[chosen]
    return (yield from cooperative_name("name.other", facts, prepared.kind, prepared.sharia))


def _votes(present: int) -> Script[int | None]:
    """Ask for the votes; None for a decision by consensus."""
    if (yield from yes_no("unanimous")):
        return None
    votes = yield from number("votes", check=blocking(rules.check_votes, present), present=present)
    yield from warn(rules.check_votes(votes, present))
    return votes


def _savings(facts: Facts, prepared: Preparation, members: int) -> Script[Savings]:
    planned = Savings(members, prepared.principal_savings, prepared.mandatory_savings, prepared.grant)
    purpose = Purpose(prepared.kind, prepared.area, prepared.savings_unit, prepared.form)

    def still_enough(kept: bool) -> None:
        if kept:
            check_capital(facts, planned, purpose)

    amounts = {"principal": planned.principal, "mandatory": planned.mandatory, "grant": planned.grant}
    if not (yield from yes_no("savings_kept", check=still_enough, **amounts)):
        return (yield from savings(facts, members, purpose))
    yield from say_capital(facts, planned, purpose)
    return planned


def _leaders(facts: Facts, prepared: Preparation, people: tuple[str, ...]) -> Script[Leaders]:
    """Confirm the candidates, or ask anew where one of them was not there."""
    candidates = [post for post in (*prepared.board, *prepared.supervisors) if not by_office(post)]
    absent = [post.name for post in candidates if post.name not in people]
    if absent:
        yield from say("candidate_absent", names=", ".join(dict.fromkeys(absent)))
    elif (yield from yes_no("board_kept", listed=_listed(prepared))):
        return Leaders(prepared.board, prepared.supervisors, prepared.sharia_supervisors)
    where, form = prepared.kelurahan, prepared.form
    return (yield from leaders(facts, people, sharia=prepared.sharia, form=form, kelurahan=where))


def _listed(prepared: Preparation) -> str:
    posts = [f"{post.title}: {post.name}" for post in prepared.board]
    posts += [f"{post.title} pengawas: {post.name}" for post in prepared.supervisors]
    return "\n".join([*posts, *(f"Dewan Pengawas Syariah: {name}" for name in prepared.sharia_supervisors)])


def _duration() -> Script[int | None]:
    """Ask how long it lasts in years; None for a cooperative without a set end."""
    if (yield from choose("duration", ("unlimited", "years"))) == "unlimited":
        return None
    return (
        yield from number("duration.years", check=lambda years: block(rules.check_duration(years, unlimited=False)))
    )


def _proxies(facts: Facts, people: tuple[str, ...], board: Sequence[Post]) -> Script[tuple[Post, ...]]:
    titles = {post.name: post.title for post in board}
    usual = [post.name for post in board if post.title in OFFICERS]
    proxies = yield from some_of("proxies", people, at_first=usual, optional=True)
    yield from warn(rules.check_proxies(proxies, people, tuple(titles), facts.figures))

    def of_age(all_of_age: bool) -> None:
        young = () if all_of_age else proxies
        block(rules.check_proxies(proxies, people, tuple(titles), facts.figures, young=young))

    if proxies:
        yield from yes_no("proxies.of_age", check=of_age)
    return tuple(Post(titles.get(name, FOUNDER), name) for name in proxies)


def _work_plan(facts: Facts, prepared: Preparation) -> Script[None]:
    """Ask whether there is a business plan: a must for savings and loan, advice for all others."""

    def findings(there_is: bool) -> list[Finding]:
        plan = prepared.business if there_is else ""
        return founding_rules.check_plan(plan, prepared.kind, prepared.savings_unit, facts.figures)

    there_is = yield from yes_no("plan", check=lambda answer: block(findings(answer)))
    yield from warn(findings(there_is))


def _assembled(sitting: Sitting, presence: Presence, decided: Decisions, proxies: tuple[Post, ...]) -> Meeting:
    return Meeting(
        held_on=sitting.on,
        opened_at=sitting.opened_at,
        closed_at=sitting.closed_at,
        place=sitting.place,
        counselling_by=sitting.counselling_by or None,
        attended=presence.attended,
        chair=presence.chair,
        secretary=presence.secretary,
        name=decided.name,
        unanimous=decided.votes_for is None,
        votes_for=decided.votes_for,
        principal_savings=decided.paid.principal,
        mandatory_savings=decided.paid.mandatory,
        grant=decided.paid.grant,
        board=decided.leading.board,
        supervisors=decided.leading.supervisors,
        sharia_supervisors=decided.leading.sharia_supervisors,
        board_term_years=decided.term,
        duration_years=decided.duration_years,
        articles_agreed=True,
        proxies=proxies,
    )
