"""Berkas lengkap: all of a case for the adviser who took it, in his own chat alone; each look is in the history."""

from collections.abc import Mapping
from typing import Any

from bot.counters import case_desk as desk
from bot.counters import dossier, handed, recording
from bot.counters.turn import House, Turn
from flows.replies import Line, Recipe
from knowledge import numbers
from storage import cases, circle, history, reviews, staff, uploads
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Database

LOOKED = "looked"


def open_full(turn: Turn, about: str) -> None:
    """Send the whole dossier to the private chat of the adviser who took the case, or of a head."""
    case = desk.meant(turn, about)
    if case is None or turn.member is None:
        return
    if case.taken_by != turn.event.person and turn.member.role != "head":
        key = "case_desk.taken_before" if case.taken_by else "case_desk.take_first"
        turn.say(key, code=case.code, who=desk.taker_name(turn, case.taken_by))
        return
    own = desk.in_private(turn, case)
    if own is None:
        return
    history.note(turn.tx, case.id, LOOKED, turn.event.person)
    _hand_over(own, case)
    desk.went_on(turn, own)


def _hand_over(own: Turn, case: Case) -> None:
    own.say("case_desk.full_head", code=case.code)
    own.reply(*(_founder(own, seat) for seat in circle.places(own.tx, case.id)))
    if known := reviews.recorded(own.tx, case.id):
        own.reply(*recording.facts(own, known, everything=True))
    for part in ("before", "after") if case.met else ("before",):
        recipe = {"case": case.id, "part": part, "paper": "all", "form": "pdf", "by": own.event.person}
        own.reply(own.line(f"case_desk.full_{part}", code=case.code), document=Recipe(recipe))
    for file in uploads.of(own.tx, case.id):
        handed.hand_to(own, own.event.person, file)


def _founder(own: Turn, seat: Seat) -> Line:
    """Word all a founder gave: for the adviser's eyes."""
    given = seat.data
    if given is None:
        word = own.line(f"circle.state.{seat.state}").plain
        return own.line("case_desk.founder_without", place=seat.place, name=seat.name, word=word)
    born = numbers.long_day(given.born_on) if given.born_on else "–"
    values = {name: getattr(given, name) for name in ("name", "nik", "birthplace", "address", "occupation", "phone")}
    paid = {"principal": given.paid_principal, "mandatory": given.paid_mandatory}
    return own.line("case_desk.founder", place=seat.place, **values, **paid, born=born)


def make(house: House, database: Database, wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Make the full papers for an adviser; raises LookupError once the case or the adviser is gone."""
    id, part = int(wanted["case"]), str(wanted["part"])
    if database.call(lambda tx: staff.get(tx, int(wanted["by"]))) is None:
        raise LookupError("the adviser is no longer one")
    printing = database.call(lambda tx: dossier.gathered(tx, id, house.bot_name, full=True))
    today = database.now().astimezone(house.zone).date()
    made = dossier.papers(house, printing, part, today)
    stem = "berkas-lengkap" if part == "before" else "berkas-lengkap-setelah-rapat"
    return f"{stem}-{printing.case.code}.pdf", dossier.bound(printing, made, part, today), "application/pdf"


# -- for /dataku ---------------------------------------------------------------------------------------------------


def kept_of(turn: Turn, person: int) -> list[Line]:
    """Word what advisers keep of a person's places and own cases; notes only as a count."""
    lines: list[Line] = []
    for seat in circle.of(turn.tx, person):
        lines += [_decided(turn, one) for one in reviews.of(turn.tx, seat.case_id) if one.founder_id == seat.id]
        lines += _looks(turn, seat.case_id)
    for case in cases.all_of(turn.tx, person):
        lines += [_decided(turn, one) for one in reviews.of(turn.tx, case.id) if one.founder_id is None]
        known = reviews.recorded(turn.tx, case.id)
        if known:
            lines += [
                turn.line("case_desk.own_records", code=case.code),
                *recording.facts(turn, known, everything=True),
            ]
        if count := reviews.counts(turn.tx, case.id)["notes"]:
            lines.append(turn.line("case_desk.own_notes", code=case.code, count=count))
    return lines


def _decided(turn: Turn, one: reviews.Review) -> Line:
    word = turn.line(f"case_desk.state.{one.status}").plain
    told = {"item": turn.line(f"case_desk.item.{one.item}").plain, "word": word}
    if one.reason:
        return turn.line("case_desk.own_returned", **told, reason=one.reason)
    return turn.line("case_desk.own_decided", **told)


def _looks(turn: Turn, case_id: int) -> list[Line]:
    looks = [one.at for one in history.of(turn.tx, case_id) if one.what == LOOKED]
    if not looks:
        return []
    day = looks[-1].astimezone(turn.house.zone).date()
    return [turn.line("case_desk.own_looks", count=len(looks), day=day)]
