"""The papers of a case as one copy prints them: the owner's with others' data left out, or the adviser's in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.counters.turn import House
from flows.circle.states import MEMBER
from flows.founding_case import meeting_from_json, preparation_from_json
from knowledge.documents.circle import Copy, Founder
from knowledge.documents.papers import Paper, bundle, cover, papers_after, papers_before, titles
from storage import cases, circle
from storage.cases import Kept as Case
from storage.database import Transaction


@dataclass(frozen=True)
class Printing:
    """What is printed and for whom; `copy` is None while nobody has joined: then only the few papers of the owner."""

    case: Case
    founders: tuple[Founder, ...]
    copy: Copy | None


def gathered(tx: Transaction, case_id: int, bot_name: str, *, full: bool) -> Printing:
    """Gather what a copy is printed from; raises LookupError for a case that was erased.

    `full` is for the adviser's own chat alone: it holds everybody's data.
    """
    case = cases.get(tx, case_id)
    if case is None:
        raise LookupError("the case was erased")
    seats = circle.places(tx, case_id)
    if not full and not any(seat.state in MEMBER for seat in seats):
        return Printing(case, (), None)
    own = next((seat.data.name for seat in seats if seat.person_id == case.owner_id and seat.data), "")
    link = f"https://t.me/{bot_name}?start=c_{case.code}_{case.version}_{{paper}}"
    return Printing(case, circle.for_papers(tx, case_id), Copy(full, own, case.code, case.version, link))


def papers(house: House, printing: Printing, part: str, today: date) -> list[Paper]:
    """Fill the papers of one part of a case."""
    figures, content = house.library.figures.on(today), printing.case.content
    preparation = preparation_from_json(content["preparation"])
    if part == "before":
        return papers_before(preparation, figures, today, printing.founders, printing.copy)
    meeting = meeting_from_json(content["meeting"])
    return papers_after(preparation, meeting, figures, today, printing.founders, printing.copy)


def bound(printing: Printing, made: Sequence[Paper], part: str, today: date) -> bytes:
    """Set the papers as one PDF, with a cover once there is a copy."""
    if printing.copy is None:
        return bundle(made)
    content = printing.case.content
    preparation = preparation_from_json(content["preparation"])
    meeting = meeting_from_json(content["meeting"]) if part == "after" else None
    return bundle(made, cover(preparation, meeting, today, printing.founders, printing.copy))


def named(printing: Printing, part: str) -> dict[str, str]:
    """Give id and title of the papers a copy holds, in their order."""
    whole = preparation_from_json(printing.case.content["preparation"]) if printing.copy else None
    return titles(part, whole)
