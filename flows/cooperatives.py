"""The cooperatives that found a secondary one: each with its SK, its NPWP and the person who acts for it."""

import re
from collections.abc import Sequence
from datetime import date

from flows import letters
from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import blocking, warn
from flows.lines import day, number, text, yes_no
from flows.name_lists import is_talk
from flows.questions import Check
from flows.script import Script
from knowledge.documents.dossier import Member
from knowledge.rules import forms, same
from knowledge.rules import founding as rules

MOST = 30
NPWP_DIGITS = (15, 16)  # as on older and on newer cards
BETWEEN = re.compile(r"[.\-\s]")  # what stands between the digits of an NPWP
NO_NPWP = frozenset(
    f"{no}{what}"
    for no in ("belum", "blm", "durung", "tidak", "tdk", "gak", "ga", "nggak", "enggak")
    for what in (" ada", " punya", " punya npwp", " ada npwp", " duwe", " nduwe")
) | {"belum", "blm", "durung"}


def cooperatives(facts: Facts) -> Script[tuple[Member, ...]]:
    """Ask how many cooperatives found it, and for each what D15 needs (UU 25/1992 Pasal 6(2); F2.2)."""
    count = yield from number("coop.count", at_most=MOST, check=blocking(forms.check_cooperatives, facts.figures))
    members: list[Member] = []
    for place in range(1, count + 1):
        members.append((yield from _member(facts, place, members)))
    of_age = yield from yes_no("coop.of_age")
    yield from warn(rules.check_ages(of_age, facts.figures))
    return tuple(members)


def _member(facts: Facts, place: int, before: Sequence[Member]) -> Script[Member]:
    def been(on: date) -> None:
        if on > facts.today:
            raise Unclear("still_to_come", day=on)

    name = yield from text(
        f"coop.name.{place}",
        at_least=5,
        at_most=120,
        check=_new([one.name for one in before]),
        number=place,
    )
    numbers = _new_decision(before)
    legal = yield from text(f"coop.sk.{place}", at_least=3, at_most=80, numbered=True, check=numbers, name=name)
    on = yield from day(f"coop.sk_day.{place}", past=True, check=been, name=name)
    npwp = yield from text(
        f"coop.npwp.{place}",
        at_most=40,
        optional=True,
        numbered=True,
        declined_by=NO_NPWP,
        check=_npwp,
        name=name,
    )
    yield from warn(forms.check_cooperative_npwp(npwp, name))
    taken = [one.delegate for one in before]
    delegate = yield from text(f"coop.delegate.{place}", at_least=2, at_most=80, check=_new_person(taken), name=name)
    return Member(name, legal, on, npwp, delegate)


def _new(taken: Sequence[str]) -> Check:
    def check(name: str) -> None:
        if same(name) in map(same, taken):
            raise Unclear("written_already", name=name)

    return check


def _new_decision(before: Sequence[Member]) -> Check:
    """Refuse a decision's number without a digit, and one of another of the cooperatives."""

    def check(number: str) -> None:
        if not any(letter.isdigit() for letter in number):
            raise Unclear("no_digit")
        for other in before:
            if letters.words(number) == letters.words(other.legal_number):
                raise Unclear("number_already", name=other.name)

    return check


def _npwp(number: str) -> None:
    digits = BETWEEN.sub("", letters.folded(number))
    if not digits.isdecimal() or len(digits) not in NPWP_DIGITS:
        shortest, longest = NPWP_DIGITS
        raise Unclear("no_npwp", shortest=shortest, longest=longest)


def _new_person(taken: Sequence[str]) -> Check:
    """Refuse who acts for another cooperative already: each place of the circle is one person's."""

    def check(name: str) -> None:
        if any(letter.isdigit() for letter in name) or not any(letter.isalpha() for letter in name):
            raise Unclear("no_name")
        if is_talk(name):
            raise Unclear("no_name")
        if same(name) in map(same, taken):
            raise Unclear("acts_already", name=name)

    return check
