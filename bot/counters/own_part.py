"""Bagian sendiri: a founder's own data and his yes to the shared text, in his own private chat and nowhere else."""

from dataclasses import asdict
from typing import Any

from bot.counters import circle as page
from bot.counters import handed
from bot.counters.talking import Talking
from bot.counters.turn import Turn, column
from flows.circle.agreed import Agreed, agreed
from flows.circle.data import renamed
from flows.circle.states import NotAllowed
from flows.founder import CONSENT_VERSION
from flows.outcomes import FounderConsented, FounderGave
from flows.replies import Line
from knowledge.rules import same
from storage import cases, circle, conversations
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.conversations import Kept


def context(turn: Turn, case: Case, seat: Seat) -> dict[str, Any]:
    """Give what a founder's interview looks at, as it is now."""
    text, content = agreed(case.content), case.content
    proxies = content["meeting"]["proxies"] if case.met else ()
    return {
        "case_id": case.id,
        "founder_id": seat.id,
        "label": seat.name,
        "code": case.code,
        "cooperative": text.name,
        "owner": page.owner_of(turn, case),
        "principal": text.principal,
        "mandatory": text.mandatory,
        "area": content["preparation"]["area"],
        "meeting_on": content["meeting"]["held_on"] if case.met else content["preparation"]["meeting_on"],
        "proxy": any(same(post["name"]) == same(seat.name) for post in proxies),
    }


def fill(turn: Turn, talking: Talking, about: str) -> None:
    """Begin a founder's own interview, go on with it, or open it at its review; consent comes first."""
    found = page.mine(turn, about)
    if found is None:
        return
    seat, case = found
    if seat.consent_version != CONSENT_VERSION:
        talking.begin(turn, "founder_consent", context(turn, case, seat))
        return
    kept = interview_of(turn, seat)
    if kept is None:
        talking.begin(turn, "founder", context(turn, case, seat))
        return
    if kept.status == "ended":
        conversations.remember(turn.tx, kept.id, {"review": None}, None)
    conversations.set_context(turn.tx, kept.id, context(turn, case, seat))
    again = conversations.get(turn.tx, kept.id)
    assert again is not None
    talking.resume(turn, again)


def interview_of(turn: Turn, seat: Seat) -> Kept | None:
    """Give the interview a founder gave his data in, for the newest place it was for."""
    kept = conversations.of(turn.tx, seat.person_id or 0, ("founder",))
    return next((one for one in reversed(kept) if one.context.get("founder_id") == seat.id), None)


def consented(talking: Talking) -> Any:
    """Note a founder's consent and begin his interview; what he gave under earlier words is not asked again."""

    def carry_out(turn: Turn, kept: Kept, outcome: FounderConsented) -> None:
        found = page.mine(turn, kept.context.get("founder_id", 0))
        if found is not None:
            circle.consent(turn.tx, found[0].id, outcome.version)
            fill(turn, talking, str(found[0].id))

    return carry_out


def gave(turn: Turn, kept: Kept, outcome: FounderGave) -> None:
    """Keep what a founder gave, and ask next for his yes to the shared text."""
    found = page.mine(turn, kept.context.get("founder_id", 0))
    if found is None:
        conversations.forget(turn.tx, kept.id)  # the place went meanwhile: nothing given for it stays
        return
    seat, case = found
    was_complete = seat.complete
    try:
        circle.give(turn.tx, seat.id, outcome.founder)
    except (circle.TwiceGiven, NotAllowed):
        turn.say("circle.not_kept", buttons=((turn.button("circle.my_data", "fill", str(seat.id)),),))
        return
    _as_on_the_card(turn, case, seat, outcome.founder.name)
    turn.say("circle.data_kept")
    went_on(turn, seat.id, was_complete)


def went_on(turn: Turn, founder_id: int, was_complete: bool) -> None:
    """After a step of a founder: ask for the next, or say that all is done, and tell the owner once."""
    seat = circle.get(turn.tx, founder_id)
    case = cases.get(turn.tx, seat.case_id) if seat else None
    if seat is None or case is None:
        return
    text = agreed(case.content)
    if seat.complete:
        _done(turn, case, text.name)
        if not was_complete and case.owner_id != turn.event.person:
            counted = circle.counts(circle.places(turn.tx, case.id))
            line = turn.line("circle.tell_complete", who=seat.name, code=case.code, **counted)
            turn.reply(line, chat=case.owner_id)
    elif seat.confirmed != text.mark:
        show_text(turn, seat, text)
    else:
        page.missing_in(turn, case)


def _done(turn: Turn, case: Case, name: str) -> None:
    """Say that a founder is complete, and which files he may still send."""
    files = [gap for gap in handed.gaps(turn.tx, case, turn.event.person) if gap.act == "send"]
    if not files:
        turn.say("circle.complete", name=name, buttons=page.to_page(turn, case))
        return
    lines = [turn.line(f"circle.gap.{gap.key}.say", **gap.values) for gap in files]
    turn.reply(
        turn.line("circle.complete_but_files", name=name),
        *lines,
        buttons=column([*page.ways(turn, files), *(page.to_page(turn, case)[0])]),
    )


def _as_on_the_card(turn: Turn, case: Case, seat: Seat, name: str) -> None:
    """Put the name of the KTP wherever the listed one stands: papers, posts and the interviews' answers."""
    others = [one.name for one in circle.places(turn.tx, case.id) if one.id != seat.id]
    if name == seat.name or same(name) in map(same, others):
        return
    circle.relabel(turn.tx, seat.id, name)
    fresh = cases.get(turn.tx, case.id) or case
    cases.change(turn.tx, case.id, fresh.stage, renamed(fresh.content, seat.name, name))
    for id in (case.conversation_id, case.content.get("meeting_conversation")):
        rename_answers(turn, id, seat.name, name)


def rename_answers(turn: Turn, conversation_id: int | None, old: str, new: str) -> None:
    """Correct a name in the answers of an interview."""
    kept = conversations.get(turn.tx, conversation_id) if conversation_id else None
    if kept is None:
        return
    changes = {key: renamed(value, old, new) for key, value in kept.answers.items()}
    changed = {key: value for key, value in changes.items() if value != kept.answers[key]}
    conversations.remember(turn.tx, kept.id, changed, kept.correcting)
    if kept.context:
        conversations.set_context(turn.tx, kept.id, renamed(kept.context, old, new))


# -- the shared text -----------------------------------------------------------------------------------------------


def show_text(turn: Turn, seat: Seat, text: Agreed, *, chat: int | None = None, before: str = "") -> None:
    """Show a founder the text all agree on, with the two ways to answer."""
    yes = turn.button("circle.agree_button", "agree", f"{seat.id}.{text.mark}")
    no = turn.button("circle.differs_button", "differs", str(seat.id))
    lines: list[Line] = [turn.line(before)] if before else []
    lines.append(turn.line("circle.text", **asdict(text)))
    turn.reply(*lines, buttons=((yes,), (no,)), chat=chat)


def text_page(turn: Turn, about: str) -> None:
    """Show the shared text to a founder."""
    if found := page.mine(turn, about):
        seat, case = found
        show_text(turn, seat, agreed(case.content))
