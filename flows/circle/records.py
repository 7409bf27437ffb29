"""The real steps of a founding as an adviser records them, and which stage of the case they lead to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from flows.circle.stages import STAGES, Stage, at_least

Kind = Literal[
    "capital", "deed_number", "deed_date", "notary", "sk_number", "sk_date", "npwp", "account", "nib", "art",
    "first_rat",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
DATES: frozenset[Kind] = frozenset(("capital", "deed_date", "sk_date", "account", "art", "first_rat"))
OWNERS_ONLY: frozenset[Kind] = frozenset(("npwp", "nib"))  # the other founders hear that it is there, not the number

Step = Literal["capital", "deed", "sk", "npwp", "account", "nib", "art", "rat"]
STEPS: Mapping[Step, tuple[Kind, ...]] = {
    "capital": ("capital",),
    "deed": ("deed_number", "deed_date", "notary"),
    "sk": ("sk_number", "sk_date"),
    "npwp": ("npwp",),
    "account": ("account",),
    "nib": ("nib",),
    "art": ("art",),
    "rat": ("first_rat",),
}
LONGEST = 60  # characters of a number or a notary's name
# in the order in which they must have come: a step is not earlier than the ones before it
DATED: tuple[Kind, ...] = ("deed_date", "sk_date", "first_rat")
LEADS_TO: Sequence[tuple[frozenset[Kind], Stage]] = (
    (frozenset(("capital",)), "notaris"),
    (frozenset(("deed_number", "deed_date")), "pengesahan"),
    (frozenset(("sk_number", "sk_date")), "npwp_rekening_nib"),
)
AFTER_THE_DECISION: Sequence[tuple[frozenset[Kind], Stage]] = (
    (frozenset(("npwp", "account", "nib")), "buku_art"),
    (frozenset(("art",)), "rat_pertama"),
)


def stage_after(stage: str, recorded: Collection[str], *, met: bool, capital: bool) -> Stage:
    """Give the stage a case has come to; never an earlier one. `capital`: the proof of every payment is approved."""
    reached = at_least(stage, "niat")
    if not met:
        return reached
    known = {*recorded, *(("capital",) if capital else ())}
    for needed, leads_to in LEADS_TO:
        if needed <= known:
            reached = at_least(reached, leads_to)
    for needed, leads_to in AFTER_THE_DECISION:  # one after the other: nothing is skipped
        if needed <= known and STAGES.index(reached) == STAGES.index(leads_to) - 1:
            reached = leads_to
    return reached


def finished(recorded: Collection[str]) -> bool:
    """Tell whether a founding is over: the first annual meeting was held."""
    return "first_rat" in recorded


def earliest(kind: str, held_on: date, recorded: Mapping[str, str]) -> date:
    """Give the first day a step can have happened: the founding meeting, or what was recorded before it."""
    before = DATED[: DATED.index(kind)] if kind in DATED else ()
    return max([held_on, *(date.fromisoformat(recorded[one]) for one in before if one in recorded)])


def latest(kind: str, recorded: Mapping[str, str]) -> date | None:
    """Give the last day a step can have happened: that of what was recorded after it; None for no such day."""
    following = DATED[DATED.index(kind) + 1 :] if kind in DATED else ()
    return min((date.fromisoformat(recorded[one]) for one in following if one in recorded), default=None)
