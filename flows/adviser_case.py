"""What an adviser types about a case, in his own private chat: why an item goes back, a note, a real step taken.

Context: case_id, code, and for a return founder_id (0: the owner's) and item; for a step `step`, `held_on` (the
founding meeting's day) and `recorded` (what is known by now).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.circle.records import DATES, LONGEST, STEPS, Kind, Step, earliest, latest
from flows.errors import Unclear
from flows.facts import Facts
from flows.lines import confirm, day, review, text
from flows.outcomes import LeftOff
from flows.questions import Check
from flows.script import Script, flow


@dataclass(frozen=True)
class ItemReturned:
    """An item goes back to whoever owes it, with the reason he is told."""

    reason: str


@dataclass(frozen=True)
class CaseNoted:
    """A note for the other advisers."""

    text: str


@dataclass(frozen=True)
class StepRecorded:
    """A real step was taken: its values by kind, a day as ISO."""

    step: Step
    values: Mapping[str, str]


@flow("case_return")
def case_return(facts: Facts) -> Script[ItemReturned | LeftOff]:
    """Ask why an item goes back, and show it once before it is sent."""
    reason = yield from text("reason", at_least=5, at_most=500, **_told(facts, "what", "who"))
    if not (yield from confirm("send", reason=reason, **_told(facts, "what", "who"))):
        return LeftOff("not_sent")
    return ItemReturned(reason)


@flow("case_note")
def case_note(facts: Facts) -> Script[CaseNoted]:
    """Take a note."""
    return CaseNoted((yield from text("note", at_least=2, at_most=1500, **_told(facts, "code"))))


@flow("case_step")
def case_step(facts: Facts) -> Script[StepRecorded]:
    """Ask what a step left behind, kind by kind, and show it once more."""
    step: Step = facts.case["step"]
    values: dict[str, str] = {}
    for kind in STEPS[step]:
        if kind in DATES:
            on = yield from day(kind, past=True, check=_possible(facts, kind))
            values[kind] = on.isoformat()
        else:
            values[kind] = yield from text(kind, at_most=LONGEST, optional=kind == "notary", check=_numbered(kind))
    yield from review(**_told(facts, "code"))
    return StepRecorded(step, values)


def _told(facts: Facts, *names: str) -> dict[str, Any]:
    return {name: str(facts.case.get(name, "")) for name in names}


def _numbered(kind: Kind) -> Check | None:
    def check(given: str) -> None:
        if not any(map(str.isdigit, given)):
            raise Unclear("no_number")

    return None if kind == "notary" else check


def _possible(facts: Facts, kind: Kind) -> Check:
    """Refuse a day to come, one before what must have happened first, and one after what is recorded as later."""

    def check(on: date) -> None:
        recorded = facts.case.get("recorded", {})
        first, last = earliest(kind, date.fromisoformat(facts.case["held_on"]), recorded), latest(kind, recorded)
        if on > facts.today:
            raise Unclear("not_yet", on=on)
        if on < first:
            raise Unclear("too_early", first=first)
        if last is not None and on > last:
            raise Unclear("too_late", last=last)

    return check
