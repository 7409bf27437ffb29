"""Catat langkah: the real steps after the meeting, as an adviser records them; each is told to the founders.

The deed, the decision and its numbers are the cooperative's own and no secret; of NPWP and NIB only the owner is told
the number.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.counters import case_desk as desk
from bot.counters import circle as page
from bot.counters import founding, next_steps
from bot.counters.talking import Talking
from bot.counters.turn import Turn, column
from flows import privacy
from flows.adviser_case import CaseNoted, StepRecorded
from flows.circle.records import DATES, OWNERS_ONLY, STEPS, Step, stage_after
from flows.circle.stages import Stage, at_least
from flows.outcomes import MeetingHeld
from flows.replies import Line
from knowledge import numbers
from storage import cases, circle, conversations, history, residents, reviews
from storage.cases import Kept as Case
from storage.conversations import Kept

NAMES_ALL: frozenset[Step] = frozenset(("deed", "sk"))  # the steps that need every founder


def show(turn: Turn, about: str) -> None:
    """Show what is recorded of a case's real steps, with a button for each."""
    case = desk.meant(turn, about)
    if case is None:
        return
    if not case.met:
        turn.say("case_desk.no_meeting", code=case.code)
        return
    known = reviews.recorded(turn.tx, case.id)
    lines = [turn.line("case_desk.recording", code=case.code), *facts(turn, known, everything=False)]
    ways = []
    for step, kinds in STEPS.items():
        key = "case_desk.step_again" if kinds[0] in known else "case_desk.step"
        ways.append(turn.button(key, "desk_step", f"{case.id}.{step}", step=step_name(turn, step)))
    back = turn.button("case_desk.card_button", "desk", str(case.id))
    turn.reply(*lines, buttons=column([*ways, back]), step=turn.can_edit)


def step_name(turn: Turn, step: str) -> str:
    """Name a step."""
    return turn.line(f"case_desk.steps_of.{step}").plain


def facts(turn: Turn, known: Mapping[str, str], *, everything: bool) -> list[Line]:
    """Word what is recorded, in one paragraph; unless `everything` is meant, the owner's own numbers only as there."""
    told = []
    for kind in (one for kinds in STEPS.values() for one in kinds if one in known):
        hidden = kind in OWNERS_ONLY and not everything
        value = turn.line("case_desk.is_there").plain if hidden else _value(kind, known[kind])
        told.append(turn.line(f"case_desk.kind.{kind}", value=value).plain)
    return [Line("{told}", {"told": "\n".join(told)})] if told else []


def _value(kind: str, kept: str) -> str:
    return numbers.long_day(date.fromisoformat(kept)) if kind in DATES else kept


def begin(turn: Turn, talking: Talking, about: str) -> None:
    """Ask the adviser, in his own chat, what a step left behind."""
    id, _, step = about.partition(".")
    case = desk.meant(turn, id)
    if case is None:
        return
    if not case.met or step not in STEPS:
        turn.say("case_desk.no_meeting", code=case.code)
        return
    own = desk.in_private(turn, case)
    if own is None:
        return
    held_on, known = case.content["meeting"]["held_on"], reviews.recorded(turn.tx, case.id)
    context = {"case_id": case.id, "code": case.code, "step": step, "held_on": held_on, "recorded": known}
    talking.begin(own, "case_step", context)
    desk.went_on(turn, own)


def record(turn: Turn, kept: Kept, outcome: StepRecorded) -> None:
    """Keep a step, move the case on, and tell owner and founders with what comes next."""
    conversations.forget(turn.tx, kept.id)
    case = desk.meant(turn, kept.context["case_id"])
    if case is None:
        return
    before = reviews.recorded(turn.tx, case.id)
    again = any(kind in before for kind in STEPS[outcome.step])
    reviews.record(turn.tx, case.id, turn.event.person, outcome.values)
    stage = _moved(turn, case)
    fresh = cases.get(turn.tx, case.id) or case
    noted = turn.line("case_desk.recorded", what=step_name(turn, outcome.step), code=case.code)
    turn.reply(noted, *_short(turn, case, outcome.step))
    _tell_all(turn, fresh, outcome.step, again=again, moved=stage is not None)
    adviser = desk.taker_name(turn, turn.event.person)
    told: dict[str, Any] = {"what": step_name(turn, outcome.step), "adviser": adviser}
    desk.tell_staff(
        turn, "case_desk.recorded_told", case, **told, stage=next_steps.stage_name(turn, at_least(fresh.stage, "niat"))
    )


def _short(turn: Turn, case: Case, step: Step) -> list[Line]:
    """Warn where the deed or the decision is recorded before every founder is complete; it is recorded all the same."""
    counted = circle.counts(circle.places(turn.tx, case.id))
    if step not in NAMES_ALL or counted["complete"] >= counted["places"]:
        return []
    return [turn.line("case_desk.recorded_short", complete=counted["complete"], places=counted["places"])]


def advance(turn: Turn, case: Case) -> None:
    """Move a case on where every payment's proof is approved, and tell everybody."""
    if _moved(turn, case) is not None:
        _tell_all(turn, cases.get(turn.tx, case.id) or case, "capital", again=False, moved=True)


def meeting_held(turn: Turn, kept: Kept, outcome: MeetingHeld) -> None:
    """Keep what the meeting decided; payments that were all approved before it move the case on at once."""
    founding.meeting_held(turn, kept, outcome)
    if case := cases.get(turn.tx, page.number(str(kept.context.get("case_id", "")))):
        advance(turn, case)


def _moved(turn: Turn, case: Case) -> Stage | None:
    """Bring a case's stage in line with what is recorded and approved; None where it stays."""
    states = desk.item_states(turn, case)
    paid = [each["paid"].status for whose, each in states.items() if whose and "paid" in each]
    capital = bool(paid) and all(status == "approved" for status in paid)
    whole = capital and all(seat.complete for seat in circle.places(turn.tx, case.id))
    stage = stage_after(case.stage, reviews.recorded(turn.tx, case.id), met=case.met, capital=whole)
    if stage == case.stage:
        return None
    cases.set_stage(turn.tx, case.id, stage)
    history.note(turn.tx, case.id, "stage", turn.event.person or None, detail=stage)
    return stage


# -- telling -------------------------------------------------------------------------------------------------------


def _tell_all(turn: Turn, case: Case, step: Step, *, again: bool, moved: bool) -> None:
    """Tell the owner and every founder who can be written to."""
    people = {case.owner_id, *(seat.person_id for seat in circle.members(turn.tx, case.id) if seat.person_id)}
    for person in sorted(people):
        known = residents.get(turn.tx, person)
        if known is not None and known.reachable:
            lines = _told(turn, case, step, owner=person == case.owner_id, again=again, moved=moved)
            ways = ((turn.button("steps.button", "nextsteps", str(case.id)),),)
            turn.reply(*lines, buttons=ways, chat=person, lane="reminder")


def _told(turn: Turn, case: Case, step: Step, *, owner: bool, again: bool, moved: bool) -> list[Line]:
    known: dict[str, str] = {
        kind: one for kind, one in reviews.recorded(turn.tx, case.id).items() if kind in STEPS[step]
    }
    name: dict[str, Any] = {"name": page.name_of(case)}
    lines = [turn.line("case_desk.corrected", **name)] if again else []
    lines.append(turn.line(f"case_desk.told.{step}", **name))
    lines += facts(turn, known, everything=owner)
    if moved:
        following = next_steps.of(turn, case, case.stage)
        titles = "\n".join(f"• {one.title}" for one in following.steps)
        lines.append(turn.line("case_desk.comes_next", stage=next_steps.stage_name(turn, following.stage)))
        lines += [Line("{titles}", {"titles": titles})] if titles else []
    return lines


# -- notes ---------------------------------------------------------------------------------------------------------


def begin_note(turn: Turn, talking: Talking, about: str) -> None:
    """Show the notes on a case in the adviser's own chat, and take another."""
    case = desk.meant(turn, about)
    own = desk.in_private(turn, case) if case else None
    if case is None or own is None:
        return
    for note in reviews.notes_on(turn.tx, case.id)[-10:]:
        day = note.at.astimezone(turn.house.zone).date()
        own.say("case_desk.one_note", who=desk.taker_name(turn, note.by), day=day, text=privacy.mask(note.text))
    talking.begin(own, "case_note", {"case_id": case.id, "code": case.code})
    desk.went_on(turn, own)


def keep_note(turn: Turn, kept: Kept, outcome: CaseNoted) -> None:
    """Keep a note for the other advisers."""
    conversations.forget(turn.tx, kept.id)
    if case := desk.meant(turn, kept.context["case_id"]):
        reviews.note(turn.tx, case.id, turn.event.person, outcome.text)
        turn.say("case_desk.note_kept", code=case.code)
