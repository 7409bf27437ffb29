"""Days that come are told in time: deadlines to the owner, the meeting to every founder; each exactly once."""

from collections.abc import Mapping
from datetime import date, time

from bot.counters import circle as page
from bot.counters.turn import House, Turn, column
from flows.circle.deadlines import Course, Deadline, deadlines, due_reminder, meeting_eve
from flows.events import Happened
from flows.replies import Button, Reply
from storage import circle, history, reviews, staff
from storage.cases import Kept as Case
from storage.database import Transaction

REMINDED, EVE = "deadline", "eve"  # words of the history, with what was told as detail
PAPERS_BEFORE = frozenset(("invite", "meeting"))


def due(tx: Transaction, house: House, case: Case, *, hushed: bool) -> list[Reply]:
    """Give the reminders of a case's days that are due now; `hushed` tells that its owner wants none."""
    today = tx.now.astimezone(house.zone).date()
    course, staff_say = course_of(tx, case), staff.closed_days(tx)
    told = {one.detail for one in history.of(tx, case.id) if one.what in (REMINDED, EVE)}
    found = [] if hushed else _deadlines(tx, house, case, course, staff_say, told, today)
    if not case.met and meeting_eve(course.meeting_on, today, staff_say):
        found += _eves(tx, house, case, course.meeting_on, told)
    return found


def course_of(tx: Transaction, case: Case) -> Course:
    """Give what a case's deadlines are counted from: its meeting, and what advisers recorded."""
    prepared, met = case.content["preparation"], case.content.get("meeting")
    recorded = reviews.recorded(tx, case.id)

    def on(kind: str) -> date | None:
        return date.fromisoformat(recorded[kind]) if kind in recorded else None

    return Course(
        form=prepared.get("form", "primary"),
        meeting_on=date.fromisoformat(prepared["meeting_on"]),
        held_on=date.fromisoformat(met["held_on"]) if met else None,
        deed_on=on("deed_date"),
        legal_on=on("sk_date"),
        bylaws_on=on("art"),
        annual_meeting_on=on("first_rat"),
    )


def _deadlines(
    tx: Transaction,
    house: House,
    case: Case,
    course: Course,
    staff_say: Mapping[date, bool],
    told: set[str],
    today: date,
) -> list[Reply]:
    turn = _turn(tx, house, case.owner_id)
    found = []
    for one in deadlines(course, turn.figures):
        count = due_reminder(one, today, staff_say)
        detail = f"{one.key}:{one.on}:{count}"
        if count is None or detail in told:
            continue
        history.note(tx, case.id, REMINDED, detail=detail)
        found.append(_reminder(turn, case, one))
    return found


def _reminder(turn: Turn, case: Case, one: Deadline) -> Reply:
    prepared = case.content["preparation"]
    told = {"day": one.on, "at": time.fromisoformat(prepared["meeting_at"]), "place": prepared["meeting_place"]}
    lines = (
        turn.line("deadlines.head", name=page.name_of(case), code=case.code),
        turn.line(f"deadlines.{one.key}.say", **told),
    )
    act = "papers" if one.key in PAPERS_BEFORE else "nextsteps"
    ways = [turn.button(f"deadlines.{one.key}.button", act, str(case.id)), _quiet(turn, "hushcase", case.id)]
    return Reply(lines, column(ways), chat=case.owner_id, lane="reminder", about=f"case:{case.id}")


def _eves(tx: Transaction, house: House, case: Case, on: date, told: set[str]) -> list[Reply]:
    """Give one word before the meeting to every founder who is in, with place and hour."""
    prepared, found = case.content["preparation"], []
    for seat in circle.members(tx, case.id):
        detail = f"{on}:{seat.id}"
        if seat.person_id is None or seat.muted or detail in told:
            continue
        history.note(tx, case.id, EVE, detail=detail)
        turn = _turn(tx, house, seat.person_id)
        at, place = time.fromisoformat(prepared["meeting_at"]), prepared["meeting_place"]
        line = turn.line("deadlines.eve", name=page.name_of(case), day=on, at=at, place=place)
        quiet = column([_quiet(turn, "hush", seat.id)])
        found.append(Reply((line,), quiet, chat=seat.person_id, lane="reminder", about=f"case:{case.id}"))
    return found


def _quiet(turn: Turn, act: str, about: int) -> Button:
    return turn.button("circle.hush_button", act, str(about))


def _turn(tx: Transaction, house: House, person: int) -> Turn:
    return Turn(tx, Happened(person, "", person, True), house)
