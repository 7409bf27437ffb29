"""One founder's own interview, in his own private chat: consent, data as on the KTP, savings; and what differs.

Its context: label, code, cooperative, owner, principal and mandatory (rupiah agreed), meeting_on, proxy.
"""

from dataclasses import dataclass
from datetime import date

from flows.circle.agreed import FIELDS, Agreed
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block, warn
from flows.lines import choose, day, part, phone, review, rupiah, say, text, yes_no
from flows.name_lists import is_talk
from flows.outcomes import Differs, FounderConsented, FounderGave, LeftOff, NewFounder
from flows.questions import Check
from flows.script import Chosen, Json, Question, Script, Taken, Typed, ask, flow
from knowledge.documents.circle import Founder, Sex
from knowledge.places import places
from knowledge.rules import founding as rules
from knowledge.rules import nik as digits
from knowledge.rules import same

CONSENT_VERSION = "2026-11.2"
PARTS = 3
YOUNGEST, OLDEST = 10, 120  # years; beyond is a slip
SEXES: tuple[Sex, ...] = ("L", "P")
JOBS = ("Wiraswasta", "Karyawan swasta", "Mengurus rumah tangga")
BETWEEN = str.maketrans("", "", " .-\u00a0\u200b\t\n")


@dataclass(frozen=True)
class NikQuestion(Question[str]):
    """The sixteen digits of a KTP; shown again only in part."""

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            raise Unclear("not_an_option")
        bare = given.text.casefold().removeprefix("nik").strip(" :").translate(BETWEEN)
        block(digits.check_nik(bare, places(), facts.figures))
        return Taken(bare)

    def alive(self, kept: Json, facts: Facts) -> str:
        if facts.nik_taken(kept):
            raise Unclear("nik_twice")
        return str(kept)

    def show(self, kept: Json, facts: Facts) -> str:
        return digits.masked(kept)


@flow("founder_consent")
def founder_consent(facts: Facts) -> Script[FounderConsented | LeftOff]:
    """Say which papers will hold the data and who reads them, before the first is asked (UU 27/2022)."""
    told = {name: facts.case.get(name, "") for name in ("code", "cooperative", "owner")}
    if (yield from choose("agree", ("agree", "refuse"), **told)) == "agree":
        return FounderConsented(CONSENT_VERSION)
    return LeftOff("refused")


@flow("founder")
def founder(facts: Facts) -> Script[FounderGave]:
    """Ask what the papers need of one founder, in three parts, and show it all once more."""
    yield from part("identity", 1, PARTS)
    label = str(facts.case.get("label", ""))
    name = yield from text("name", at_least=2, at_most=80, suggested=(label,) if label else (), check=_own_name(label))
    nik = yield from ask(NikQuestion("nik", {"digits": facts.figures.value("nik_digits")}))
    yield from warn(digits.check_nik(nik, places(), facts.figures))
    birthplace = yield from text("birthplace", at_least=2, at_most=60, check=_is_name)
    born_on = yield from day("born", past=True, check=_lived(facts))
    sex = yield from choose("sex", SEXES)
    yield from warn(digits.check_birth(nik, born_on, sex))
    yield from _capable(facts, born_on)
    yield from part("reach", 2, PARTS)
    address = yield from text("address", at_least=10, at_most=200)
    area = str(facts.case.get("area", ""))
    yield from warn(rules.check_residence(area, outside=places().is_outside(address)))
    occupation = yield from text("occupation", at_least=2, at_most=60, suggested=JOBS, check=_no_talk)
    number = yield from phone("phone")
    yield from part("savings", 3, PARTS)
    principal = yield from _paid("principal", int(facts.case.get("principal", 0)))
    mandatory = yield from _paid("mandatory", int(facts.case.get("mandatory", 0)))
    open_to_owner = yield from yes_no("open")
    yield from review()
    return FounderGave(
        Founder(name, nik, birthplace, born_on, sex, address, occupation, number, principal, mandatory, open_to_owner)
    )


def _is_name(given: str) -> None:
    if any(letter.isdigit() for letter in given) or not any(letter.isalpha() for letter in given):
        raise Unclear("no_digits")


def _own_name(label: str) -> Check:
    def check(given: str) -> None:
        _is_name(given)
        if same(given) != same(label):
            _no_talk(given)

    return check


def _no_talk(given: str) -> None:
    if is_talk(given):
        raise Unclear("talk")


def _lived(facts: Facts) -> Check:
    def check(born_on: date) -> None:
        if born_on > facts.today:
            raise Unclear("not_born_yet")
        if not YOUNGEST <= digits.age(born_on, facts.today) <= OLDEST:
            raise Unclear("unlikely_year", day=born_on)

    return check


def _capable(facts: Facts, born_on: date) -> Script[None]:
    """Who is not of age on the day of the meeting is asked whether married; who acts for all must be either."""
    planned = facts.case.get("meeting_on")
    on = date.fromisoformat(planned) if planned else facts.today
    if digits.of_age(born_on, on, facts.figures):
        return

    def may_act(married: bool) -> None:
        if not married and facts.case.get("proxy"):
            raise Unclear("young_proxy", minimum=facts.figures.value("minimum_age"))

    married = yield from yes_no("married", check=may_act, minimum=facts.figures.value("minimum_age"))
    yield from warn(rules.check_ages(married, facts.figures))


def _paid(key: str, agreed: int) -> Script[int]:
    """Ask what was paid of the savings agreed; less is told and goes on, as the capital is due only at the notary."""
    if not agreed:
        return 0
    paid = yield from rupiah(key, suggested=(agreed, 0), agreed=agreed)
    if paid < agreed:
        yield from say(f"{key}_short", missing=agreed - paid)
    return paid


@flow("differs")
def differs(facts: Facts) -> Script[Differs]:
    """Ask what of the shared text a founder knows otherwise."""
    written = Agreed(**facts.case["agreed"])
    field = yield from choose("field", FIELDS)
    value: str | int
    if field in ("name", "purpose"):
        value = yield from text(f"as.{field}", at_least=5, at_most=300, check=_other_than(str(written.says(field))))
    else:
        value = yield from rupiah(f"as.{field}", check=_other_than(written.says(field)))
    return Differs(field, value)


def _other_than(written: str | int) -> Check:
    def check(given: str | int) -> None:
        if given == written or same(str(given)) == same(str(written)):
            raise Unclear("as_written")

    return check


@flow("new_founder")
def new_founder(facts: Facts) -> Script[NewFounder]:
    """Ask the owner for the name of who takes an empty place."""
    listed = {same(name) for name in facts.case.get("listed", ())}

    def new(name: str) -> None:
        _is_name(name)
        if same(name) in listed:
            raise Unclear("listed_already", name=name)

    return NewFounder((yield from text("name", at_least=2, at_most=60, check=new)))
