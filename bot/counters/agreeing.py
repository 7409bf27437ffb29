"""Kesepakatan: each founder's yes to the exact text, what one knows otherwise, and how the owner settles it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.counters import circle as page
from bot.counters import own_part
from bot.counters.talking import Talking
from bot.counters.turn import Turn, column
from flows import conversation as talk
from flows.circle.agreed import Agreed, Field, agreed, answer_key
from flows.circle.stages import prepared_again
from flows.founding_case import preparation_to_json
from flows.outcomes import Differs, Prepared
from flows.replies import Button
from knowledge import numbers
from storage import cases, circle, conflicts, conversations
from storage.cases import Kept as Case
from storage.conflicts import Conflict
from storage.conversations import Kept


def agree(turn: Turn, about: str) -> None:
    """Take a founder's yes to the text whose mark the button carries; another text by now is shown instead."""
    id, _, mark = about.partition(".")
    found = page.mine(turn, id)
    if found is None:
        return
    seat, case = found
    text = agreed(case.content)
    if mark != text.mark:
        own_part.show_text(turn, seat, text, before="circle.text_changed_meanwhile")
        return
    circle.confirm(turn.tx, seat.id, mark)
    turn.say("circle.confirmed", step=True)
    if circle.get(turn.tx, seat.id) is not None:
        own_part.went_on(turn, seat.id, seat.complete)


def begin(turn: Turn, talking: Talking, about: str) -> None:
    """Ask a founder what he knows otherwise."""
    if found := page.mine(turn, about):
        seat, case = found
        context = {"case_id": case.id, "founder_id": seat.id, "agreed": asdict(agreed(case.content))}
        talking.begin(turn, "differs", context)


def differs(turn: Turn, kept: Kept, outcome: Differs) -> None:
    """Keep what a founder says otherwise; show both versions to him and to the owner, who settles it."""
    found = page.mine(turn, kept.context.get("founder_id", 0))
    if found is None:
        return
    seat, case = found
    circle.doubt(turn.tx, seat.id)
    conflicts.raise_one(turn.tx, case.id, seat.id, outcome.field, outcome.value)
    turn.reply(*_card(turn, case, outcome.field), turn.line("circle.conflict_told", owner=page.owner_of(turn, case)))
    _ask_owner(turn, case, outcome.field)


def open_conflicts(turn: Turn, about: str) -> None:
    """Show the owner all that is said differently."""
    if case := page.owned(turn, about):
        fields = dict.fromkeys(one.field for one in conflicts.unsettled(turn.tx, case.id))
        for field in fields:
            _ask_owner(turn, case, field)
        if not fields:
            turn.say("circle.no_conflict")


def _ask_owner(turn: Turn, case: Case, field: Field) -> None:
    said = _said(turn, case, field)
    ways = [turn.button("circle.written_button", "settle", f"{said[0].id}.written")]
    ways += [_their_way(turn, one) for one in said]
    turn.reply(*_card(turn, case, field), turn.line("circle.settle_ask"), buttons=column(ways), chat=case.owner_id)


def _their_way(turn: Turn, one: Conflict) -> Button:
    seat = circle.get(turn.tx, one.founder_id)
    return turn.button("circle.theirs_button", "settle", f"{one.id}.theirs", who=seat.name if seat else "?")


def _said(turn: Turn, case: Case, field: Field) -> list[Conflict]:
    return [one for one in conflicts.unsettled(turn.tx, case.id) if one.field == field]


def _card(turn: Turn, case: Case, field: Field) -> list[Any]:
    """Word the written version and every other one."""
    what = turn.line(f"circle.field.{field}").plain
    written = _shown(agreed(case.content).says(field))
    lines = [turn.line("circle.conflict", what=what, written=written, code=case.code)]
    for one in _said(turn, case, field):
        seat = circle.get(turn.tx, one.founder_id)
        lines.append(turn.line("circle.conflict_version", who=seat.name if seat else "?", value=_shown(one.value)))
    return lines


def _shown(value: str | int) -> str:
    return numbers.rupiah(value) if isinstance(value, int) else value


def settle(turn: Turn, about: str) -> None:
    """Settle a field as the owner chose; a version the rules do not allow is refused with the way to correct it."""
    id, _, way = about.partition(".")
    conflict = conflicts.get(turn.tx, page.number(id))
    if conflict is None:
        turn.say("circle.settled_already")
        return
    case = page.owned(turn, conflict.case_id)
    if case is None:
        return
    before = agreed(case.content)
    if way == "theirs" and not _takes(turn, case, conflict):
        return
    said = conflicts.settle(turn.tx, case.id, conflict.field)
    fresh = cases.get(turn.tx, case.id)
    assert fresh is not None
    now = agreed(fresh.content)
    what, value = turn.line(f"circle.field.{conflict.field}").plain, _shown(now.says(conflict.field))
    turn.say("circle.settled", step=True, what=what, value=value)
    lapsed = tell_changed(turn, case.id, before)
    for one in said:
        seat = circle.get(turn.tx, one.founder_id)
        if seat is not None and seat.person_id is not None and seat.id not in lapsed:
            line = turn.line("circle.settled_told", what=what, value=value)
            turn.reply(line, chat=seat.person_id)
            own_part.show_text(turn, seat, now, chat=seat.person_id)


def _takes(turn: Turn, case: Case, conflict: Conflict) -> bool:
    """Take a founder's version over through the interview, so that every rule is asked; False where it cannot be."""
    kept = conversations.get(turn.tx, case.conversation_id) if case.conversation_id else None
    if case.met:
        turn.say("circle.settle_by_meeting", buttons=((turn.button("case.held_again", "held", str(case.id)),),))
        return False
    prepared = _walked(turn, kept, answer_key(conflict.field, case.content), conflict.value) if kept else None
    if kept is None or prepared is None:
        turn.say("circle.settle_by_answers", buttons=((turn.button("case.change", "change", str(case.id)),),))
        return False
    conversations.remember(turn.tx, kept.id, {answer_key(conflict.field, case.content): conflict.value}, None)
    content = {**case.content, "preparation": preparation_to_json(prepared.preparation)}
    cases.change(turn.tx, case.id, prepared_again(case.stage), content)
    return True


def _walked(turn: Turn, kept: Kept, key: str, value: str | int) -> Prepared | None:
    """Walk the interview with one other answer; None where a rule asks something again."""
    facts = turn.facts("founding", {"met": True})  # a meeting day gone by is no reason here
    answers: Mapping[str, Any] = {**kept.answers, key: value, "review": True}
    walked = talk.standing(talk.State(kept.id, "founding", answers), facts).walk
    return walked.outcome if isinstance(walked.outcome, Prepared) else None


def tell_changed(turn: Turn, case_id: int, before: Agreed | None) -> set[int]:
    """Ask again, and only, those whose confirmation lapsed with the text; gives their places."""
    case = cases.get(turn.tx, case_id)
    if case is None or before is None:
        return set()
    text, asked = agreed(case.content), circle.text_changed(turn.tx, case_id, before.mark)
    for seat in asked:
        own_part.show_text(turn, seat, text, chat=seat.person_id, before="circle.text_lapsed")
    return {seat.id for seat in asked}
