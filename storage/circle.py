"""The founders of a case: their places, what each gave and confirmed, and what is kept of whom.

Personal values are sealed; a NIK is recognised by a keyed hash that differs from case to case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from flows.circle.agreed import agreed
from flows.circle.data import blank, founder_from_json, founder_to_json
from flows.circle.stages import after_preparing
from flows.circle.states import HERE, MEMBER, OPEN, PLACED, Event, NotAllowed, State, after, settled
from knowledge.documents.circle import Founder
from storage import cases, conversations, history, links, reviews
from storage.case_tables import ConflictRow, FounderRow
from storage.database import Transaction, table

TALKS = ("founder_consent", "founder", "differs")  # interviews that hold what a founder gives for one place
founders, conflicts = table(FounderRow), table(ConflictRow)


class TwiceGiven(Exception):
    """The NIK is another founder's of the same case."""


@dataclass(frozen=True)
class Seat:
    """One place of a circle. `data` is None until the founder gave it; never show it to anybody else."""

    id: int
    case_id: int
    place: int
    person_id: int | None
    state: State
    label: str
    data: Founder | None
    consent_version: str
    consent_at: datetime | None
    confirmed: str
    owes_since: datetime | None
    nudged: int
    nudged_at: datetime | None
    muted: bool

    @property
    def name(self) -> str:
        """The name the others see: the one on the list."""
        return self.label

    @property
    def complete(self) -> bool:
        """Tell whether nothing is owed."""
        return self.state == "complete"


def _seat(tx: Transaction, row: Row[Any]) -> Seat:
    plain = {
        column.name: row._mapping[column.name] for column in founders.columns if column.name in Seat.__annotations__
    }
    label = tx.seal.open(row.label) if row.label else ""
    data = founder_from_json(tx.seal.open(row.data)) if row.data else None
    return Seat(**{**plain, "label": label, "data": data})


# -- looking -------------------------------------------------------------------------------------------------------


def get(tx: Transaction, id: int) -> Seat | None:
    """Give one place."""
    row = tx.run(select(founders).where(founders.c.id == id)).first()
    return _seat(tx, row) if row else None


def places(tx: Transaction, case_id: int) -> list[Seat]:
    """List the places of a case in order; who only asked, and who was replaced, has none."""
    wanted = founders.c.case_id == case_id, founders.c.state.in_(PLACED)
    ordered = select(founders).where(*wanted).order_by(founders.c.place, founders.c.id)
    return [_seat(tx, row) for row in tx.run(ordered)]


def asking(tx: Transaction, case_id: int) -> list[Seat]:
    """List who asked to join and waits for the owner."""
    wanted = founders.c.case_id == case_id, founders.c.state == "asked"
    return [_seat(tx, row) for row in tx.run(select(founders).where(*wanted).order_by(founders.c.id))]


def of(tx: Transaction, person_id: int) -> list[Seat]:
    """List where a person stands in any circle, newest first."""
    wanted = founders.c.person_id == person_id, founders.c.state.in_(HERE)
    return [_seat(tx, row) for row in tx.run(select(founders).where(*wanted).order_by(founders.c.id.desc()))]


def in_case(tx: Transaction, case_id: int, person_id: int) -> Seat | None:
    """Give a person's place in a case, also one only asked for."""
    return next((seat for seat in of(tx, person_id) if seat.case_id == case_id), None)


def members(tx: Transaction, case_id: int) -> list[Seat]:
    """List the places somebody is in, with the owner's leave."""
    return [seat for seat in places(tx, case_id) if seat.state in MEMBER]


def for_papers(tx: Transaction, case_id: int) -> tuple[Founder, ...]:
    """Give the founders as the papers take them, in order of place; of who gave nothing yet, only the listed name."""
    return tuple(seat.data or blank(seat.label) for seat in places(tx, case_id))


def nik_known(tx: Transaction, case_id: int, nik: str, but: int) -> bool:
    """Tell whether a NIK is given in this case already, by another place than `but`."""
    wanted = founders.c.case_id == case_id, founders.c.nik_hash == _nik_hash(tx, case_id, nik), founders.c.id != but
    return tx.run(select(founders.c.id).where(*wanted)).first() is not None


def _nik_hash(tx: Transaction, case_id: int, nik: str) -> str:
    return tx.seal.mark(f"nik:{case_id}", nik)


# -- places --------------------------------------------------------------------------------------------------------


def add(tx: Transaction, case_id: int, label: str, place: int | None = None) -> int:
    """Add a place for somebody named; by itself behind the others."""
    last = tx.run(select(func.max(founders.c.place)).where(founders.c.case_id == case_id)).scalar() or 0
    return _add(tx, case_id, place or last + 1, "invited", label)


def _add(tx: Transaction, case_id: int, place: int, state: State, label: str, person_id: int | None = None) -> int:
    return tx.add(
        FounderRow,
        case_id=case_id,
        place=place,
        person_id=person_id,
        state=state,
        label=tx.seal.close(label) if label else None,
        nik_hash="",
        consent_version="",
        confirmed="",
        nudged=0,
        muted=False,
        updated_at=tx.now,
    )


def follow(tx: Transaction, case_id: int, names: Sequence[str]) -> list[Seat]:
    """Make the places those of a list of names; gives the seats of people who are no longer on it.

    A name changed where it stands is a correction of that name; one that is gone takes its place with it, and what
    its founder gave.
    """
    seats, gone = places(tx, case_id), []
    left = {seat.label: seat for seat in seats}
    found = [left.pop(name, None) for name in names]
    for index, name in enumerate(names):
        if found[index] is None and index < len(seats) and seats[index].label in left:
            seat = left.pop(seats[index].label)
            _put(tx, seat.id, label=tx.seal.close(name))
            found[index] = seat
    for seat in left.values():
        if seat.state in MEMBER:
            gone.append(seat)
            leave(tx, seat.id)
        move(tx, seat.id, "replace")
    for number, (name, kept) in enumerate(zip(names, found, strict=True), start=1):
        if kept is None:
            _add(tx, case_id, number, "invited", name)
        elif kept.place != number:
            _put(tx, kept.id, place=number)
    return gone


def relabel(tx: Transaction, id: int, label: str) -> None:
    """Put a founder's name as on the KTP in place of the listed one."""
    _put(tx, id, label=tx.seal.close(label))


# -- coming and going ----------------------------------------------------------------------------------------------


def ask(tx: Transaction, case_id: int, person_id: int, called: str) -> int:
    """Note that somebody asks to join, with the name Telegram gives them: the owner must know who it is."""
    return _add(tx, case_id, 0, "asked", called, person_id)


def admit(tx: Transaction, id: int, person_id: int) -> int:
    """Let a person into an open place and give its id: a place that was left becomes a new one, empty of what was.

    Raises NotAllowed if the place is taken or the person is in the circle already.
    """
    seat = get(tx, id)
    if seat is None or seat.state not in OPEN:
        raise NotAllowed("the place is taken")
    own = in_case(tx, seat.case_id, person_id)
    if own is not None and own.state != "asked":
        raise NotAllowed("the person is in already")
    if own is not None:
        move(tx, own.id, "turn_away")
    if seat.state == "withdrawn":
        id = replace(tx, id, seat.label)
    _put(tx, id, person_id=person_id, state=after("invited", "admit"), owes_since=tx.now)
    history.note(tx, seat.case_id, "joined", person_id, id)
    settle_stage(tx, seat.case_id)
    return id


def leave(tx: Transaction, id: int) -> None:
    """Empty a place: what the founder gave goes, and what was said differently; raises NotAllowed."""
    seat = get(tx, id)
    if seat is None:
        raise NotAllowed("there is no such place")
    cleared: dict[str, Any] = {"person_id": None, "data": None, "nik_hash": "", "consent_version": "", "confirmed": ""}
    state = after(seat.state, "leave")
    if state == "replaced":
        cleared["label"] = None
    _put(tx, id, state=state, consent_at=None, owes_since=None, nudged=0, nudged_at=None, **cleared)
    tx.run(delete(conflicts).where(conflicts.c.founder_id == id))
    links.revoke_place(tx, id)
    reviews.forget_founder(tx, id)
    _forget_talks(tx, seat)
    if seat.state in MEMBER:
        settle_stage(tx, seat.case_id)
        cases.touch(tx, seat.case_id)
        history.note(tx, seat.case_id, "left", None, id)


def _forget_talks(tx: Transaction, seat: Seat) -> None:
    """Forget the interviews in which somebody gave their words for a place."""
    for kept in conversations.of(tx, seat.person_id, TALKS) if seat.person_id else ():
        if kept.context.get("founder_id") == seat.id:
            conversations.forget(tx, kept.id)


def forget_case_talks(tx: Transaction, case_id: int) -> None:
    """Forget what all founders gave in their interviews: the case is about to go."""
    for seat in places(tx, case_id):
        _forget_talks(tx, seat)


def replace(tx: Transaction, id: int, label: str) -> int:
    """Give an empty place to somebody else of the name `label`; raises NotAllowed while a person is in it."""
    seat = get(tx, id)
    if seat is None:
        raise NotAllowed("there is no such place")
    move(tx, id, "replace")
    links.revoke_place(tx, id)
    history.note(tx, seat.case_id, "replaced", None, id)
    return _add(tx, seat.case_id, seat.place, "invited", label)


def turn_away(tx: Transaction, id: int) -> None:
    """Turn down who asked to join; nothing of them stays. Raises NotAllowed."""
    move(tx, id, "turn_away")


def move(tx: Transaction, id: int, event: Event) -> State:
    """Take a place from its state to the next; raises NotAllowed. A replaced one keeps nothing of anybody."""
    seat = get(tx, id)
    if seat is None:
        raise NotAllowed("there is no such place")
    state = after(seat.state, event)
    cleared: dict[str, Any] = {}
    if state == "replaced":
        cleared = {"person_id": None, "label": None, "data": None, "nik_hash": "", "confirmed": "", "owes_since": None}
    _put(tx, id, state=state, **cleared)
    return state


# -- what a founder gives ------------------------------------------------------------------------------------------


def consent(tx: Transaction, id: int, version: str) -> None:
    """Note a founder's consent to a version of the words."""
    _put(tx, id, consent_version=version, consent_at=tx.now)
    _note(tx, id, "consented", version)


def give(tx: Transaction, id: int, data: Founder) -> State:
    """Keep what a founder gave; raises TwiceGiven for a NIK of another place, NotAllowed without consent."""
    seat = _member(tx, id)
    if not seat.consent_version:
        raise NotAllowed("nothing is kept without consent")
    if nik_known(tx, seat.case_id, data.nik, id):
        raise TwiceGiven
    sealed = tx.seal.close(founder_to_json(data))
    _put(tx, id, data=sealed, nik_hash=_nik_hash(tx, seat.case_id, data.nik))
    reviews.given_anew(tx, seat.case_id, id, "data", changed=data != seat.data)
    if data != seat.data:
        cases.touch(tx, seat.case_id)
        _note(tx, id, "gave" if seat.data is None else "corrected")
    return settle(tx, id)


def confirm(tx: Transaction, id: int, mark: str) -> State:
    """Note that a founder confirmed the text of this mark; what he said differently before no longer stands."""
    _member(tx, id)
    tx.run(delete(conflicts).where(conflicts.c.founder_id == id, conflicts.c.settled_at.is_(None)))
    _put(tx, id, confirmed=mark)
    _note(tx, id, "confirmed", mark)
    return settle(tx, id)


def settle(tx: Transaction, id: int) -> State:
    """Bring a founder's state in line with what he gave and confirmed, and the case's stage with all of them."""
    seat = _member(tx, id)
    case = cases.get(tx, seat.case_id)
    if case is None:
        raise NotAllowed("the case is gone")
    given = seat.data is not None and "data" not in reviews.returned(tx, seat.case_id, id)
    state = settled(seat.state, given=given, confirmed=seat.confirmed == agreed(case.content).mark)
    owes = None if state == "complete" else seat.owes_since or tx.now
    _put(tx, id, state=state, owes_since=owes, **({"nudged": 0} if state == "complete" else {}))
    settle_stage(tx, seat.case_id)
    return state


def settle_stage(tx: Transaction, case_id: int) -> None:
    """Bring a case's stage in line with its circle: ready to meet once every place is complete."""
    case = cases.get(tx, case_id)
    if case is None:
        return
    seats = places(tx, case_id)
    stage = after_preparing(case.stage, ready=bool(seats) and all(seat.complete for seat in seats))
    if stage != case.stage:
        cases.set_stage(tx, case_id, stage)
        history.note(tx, case_id, "stage", None, detail=stage)


def text_changed(tx: Transaction, case_id: int, before: str) -> list[Seat]:
    """Let the confirmations of the text marked `before` lapse if another stands now; gives who must be asked again."""
    case = cases.get(tx, case_id)
    if case is None:
        return []
    asked = []
    for seat in members(tx, case_id):
        settle(tx, seat.id)
        if seat.confirmed == before != agreed(case.content).mark:
            asked.append(seat)
            _note(tx, seat.id, "lapsed")
    return asked


def doubt(tx: Transaction, id: int) -> None:
    """Take a confirmation back: the founder knows the text otherwise."""
    _member(tx, id)
    _put(tx, id, confirmed="")
    settle(tx, id)


def _member(tx: Transaction, id: int) -> Seat:
    seat = get(tx, id)
    if seat is None or seat.state not in MEMBER:
        raise NotAllowed("nobody is in this place")
    return seat


# -- nudging -------------------------------------------------------------------------------------------------------


def nudged(tx: Transaction, id: int) -> None:
    """Count a reminder."""
    tx.run(update(founders).where(founders.c.id == id).values(nudged=founders.c.nudged + 1, nudged_at=tx.now))


def mute(tx: Transaction, id: int, muted: bool = True) -> None:
    """Note whether a founder wants no reminders."""
    tx.run(update(founders).where(founders.c.id == id).values(muted=muted))


def _put(tx: Transaction, id: int, **values: Any) -> None:
    tx.run(update(founders).where(founders.c.id == id).values(**values, updated_at=tx.now))


def _note(tx: Transaction, id: int, what: str, detail: str = "") -> None:
    seat = get(tx, id)
    if seat is not None:
        history.note(tx, seat.case_id, what, seat.person_id, id, detail)


def counts(seats: Sequence[Seat]) -> Mapping[str, int]:
    """Count a circle's places: `places`, `joined`, `complete`, `given` (data), `confirmed` is part of complete."""
    return {
        "places": len(seats),
        "joined": sum(seat.state in MEMBER for seat in seats),
        "given": sum(seat.data is not None for seat in seats),
        "complete": sum(seat.complete for seat in seats),
    }
