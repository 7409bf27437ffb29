"""Mendirikan koperasi: keep the case when an interview ends, hand over its papers, and know what comes next."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.counters import agreeing, circle, dossier, leaving
from bot.counters.talking import Talking, offer_resume
from bot.counters.turn import House, Turn, column
from flows.circle.agreed import Agreed, agreed
from flows.circle.stages import at_least, prepared_again
from flows.founding_case import meeting_from_json, meeting_to_json, preparation_from_json, preparation_to_json
from flows.outcomes import JoinKkmp, MeetingHeld, Prepared
from flows.replies import Act, Button, Recipe
from storage import cases, conversations, history
from storage import circle as places
from storage.cases import Kept as Case
from storage.conversations import Kept
from storage.database import Database

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_counter(turn: Turn, talking: Talking) -> None:
    """Show the running case, offer to go on with what was set aside, or begin."""
    paused = conversations.paused_of(turn.tx, turn.event.person, "founding")
    paused = paused or conversations.paused_of(turn.tx, turn.event.person, "founding_meeting")
    open_now = conversations.open_in(turn.tx, turn.event.chat)
    if open_now and open_now.flow in ("founding", "founding_meeting"):
        talking.show(turn, open_now)
    elif paused and paused.answers:
        papers = (turn.button("menu.my_papers", "case"),) if _known(turn) else ()
        offer_resume(turn, paused, *papers)
    elif _known(turn):
        show_chosen(turn)
    else:
        talking.begin(turn, "founding")


def _known(turn: Turn) -> dict[int, Case]:
    """Give the cases of a person by id: their own, newest first, then those they found with others."""
    own = {case.id: case for case in cases.all_of(turn.tx, turn.event.person)}
    shared = [seat.case_id for seat in places.of(turn.tx, turn.event.person) if seat.state != "asked"]
    found = [cases.get(turn.tx, id) for id in shared if id not in own]
    return own | {case.id: case for case in found if case is not None}


def begin_anew(turn: Turn, talking: Talking, flow: str) -> None:
    """Begin an interview from its first question: the second one needs the case it belongs to."""
    case = cases.of(turn.tx, turn.event.person)
    if flow == "founding_meeting" and case is not None:
        talking.begin(turn, "founding_meeting", _meeting_of(case))
    else:
        talking.begin(turn, "founding")


def show_chosen(turn: Turn, about: str = "") -> None:
    """Show one of the person's cases; where there are several and none is named, ask which."""
    known = _known(turn)
    case = known.get(int(about)) if about.isdigit() else next(iter(known.values()), None)
    if case is None:
        turn.say("case.gone", buttons=((turn.button("menu.found", "found"),),))
    elif not about and len(known) > 1:
        named = [Button(f"{one.code} · {circle.name_of(one)}", Act("case", str(one.id))) for one in known.values()]
        turn.say("case.which", buttons=column([*named, turn.button("case.another", "begin", "founding")]))
    elif case.owner_id == turn.event.person:
        show(turn, case)
    else:
        circle.show(turn, case)


def show(turn: Turn, case: Case) -> None:
    """Show a case and what can be done with it."""
    about = str(case.id)
    choices = [
        turn.button("circle.page_button", "circle", about),
        turn.button("circle.missing_button", "kurang", about),
        turn.button("case.papers", "papers", about),
        turn.button("case.change", "change", about),
        turn.button("case.held_again" if case.met else "case.held_button", "held", about),
        turn.button("steps.button", "nextsteps", about),
        turn.button("case.another", "begin", "founding"),
    ]
    preparation = preparation_from_json(case.content["preparation"])
    meeting = meeting_from_json(case.content["meeting"]) if case.met else None
    name = meeting.name if meeting else preparation.names[0]
    people = meeting.attended if meeting else preparation.founders
    turn.say(
        "case.meeting_held" if case.met else "case.prepared",
        buttons=column(choices),
        name=name,
        count=len(people),
        code=case.code,
    )


def prepared(turn: Turn, kept: Kept, outcome: Prepared) -> None:
    """Keep the prepared case (or its correction) and hand over the first papers.

    What a meeting decided is settled anew after a correction: its answers wait in their conversation.
    """
    content: dict[str, Any] = {"preparation": preparation_to_json(outcome.preparation)}
    before = kept.context.get("case_id")
    case = cases.get(turn.tx, int(before)) if before else None
    if case is not None and case.owner_id == turn.event.person:
        if "meeting_conversation" in case.content:
            content["meeting_conversation"] = case.content["meeting_conversation"]
        text = agreed(case.content)
        cases.change(turn.tx, case.id, prepared_again(case.stage), content)
        _hand_over(turn, case.id, "before")
        _circle_follows(turn, case.id, outcome.preparation.people, text)
    else:
        id = cases.keep(turn.tx, turn.event.person, "persiapan", content, kept.id)
        history.note(turn.tx, id, "opened", turn.event.person)
        _hand_over(turn, id, "before")
        _circle_follows(turn, id, outcome.preparation.people, None)


def _circle_follows(turn: Turn, id: int, founders: Sequence[str], before: Agreed | None) -> None:
    """Bring the circle in line with the case: its places, who is no longer listed, and the text all agreed on."""
    case = cases.get(turn.tx, id)
    assert case is not None
    for seat in places.follow(turn.tx, id, founders):
        leaving.tell_out(turn, case, seat)
    agreeing.tell_changed(turn, id, before)
    places.settle_stage(turn.tx, id)
    circle.began(turn, case)


def meeting_held(turn: Turn, kept: Kept, outcome: MeetingHeld) -> None:
    """Keep what the meeting decided and hand over the second papers."""
    case = _mine(turn, str(kept.context.get("case_id", "")))
    if case is not None:
        content = {**case.content, "meeting": meeting_to_json(outcome.meeting), "meeting_conversation": kept.id}
        text = agreed(case.content)
        cases.change(turn.tx, case.id, at_least(case.stage, "modal"), content)
        history.note(turn.tx, case.id, "stage", turn.event.person, detail="modal")
        _hand_over(turn, case.id, "after")
        listed = [seat.name for seat in places.places(turn.tx, case.id)]
        came = preparation_from_json(case.content["preparation"]).acting_for(outcome.meeting.attended)
        places.follow(turn.tx, case.id, [*listed, *(name for name in came if name not in listed)])
        agreeing.tell_changed(turn, case.id, text)


def join_kkmp(turn: Turn, kept: Kept, outcome: JoinKkmp) -> None:
    """Say how one joins the cooperative of the kelurahan, with a person to ask."""
    choices = (turn.button("menu.adviser", "adviser"), turn.button("menu.visit", "visits"))
    turn.say("case.join_kkmp", buttons=(choices,), kelurahan=outcome.kelurahan)


def _mine(turn: Turn, id: str) -> Case | None:
    case = cases.get(turn.tx, int(id)) if id.isdigit() else None
    if case is None or case.owner_id != turn.event.person:
        turn.say("case.gone", buttons=((turn.button("menu.found", "found"),),))
        return None
    return case


def papers(turn: Turn, id: str) -> None:
    """Hand the papers over again."""
    if case := _mine(turn, id):
        turn.say("case.again")
        _bundle(turn, case.id, "after" if case.met else "before")


def change(turn: Turn, talking: Talking, id: str) -> None:
    """Open the interview at its review again."""
    case = _mine(turn, id)
    kept = conversations.get(turn.tx, case.conversation_id) if case and case.conversation_id else None
    if case is None:
        return
    if kept is None:
        turn.say("case.answers_gone", buttons=((turn.button("case.another", "begin", "founding"),),))
        return
    _reopen(turn, talking, kept, {"case_id": case.id, "met": "meeting_conversation" in case.content})


def held(turn: Turn, talking: Talking, id: str) -> None:
    """Ask what the meeting decided; where it was told before, open that at its review."""
    case = _mine(turn, id)
    if case is None:
        return
    kept = conversations.get(turn.tx, int(case.content.get("meeting_conversation", 0)))
    if kept is None:
        talking.begin(turn, "founding_meeting", _meeting_of(case))
    else:
        _reopen(turn, talking, kept, _meeting_of(case))


def _meeting_of(case: Case) -> dict[str, Any]:
    return {"case_id": case.id, "preparation": case.content["preparation"]}


def _reopen(turn: Turn, talking: Talking, kept: Kept, context: Mapping[str, Any]) -> None:
    conversations.remember(turn.tx, kept.id, {"review": None}, None)
    conversations.set_context(turn.tx, kept.id, context)
    again = conversations.get(turn.tx, kept.id)
    assert again is not None
    talking.resume(turn, again)


def steps(turn: Turn, id: str) -> None:
    """Hand over the sheet of next steps."""
    if case := _mine(turn, id):
        _send(turn, case.id, "after" if case.met else "before", "next-steps", "pdf", "case.steps")


def word(turn: Turn, about: str) -> None:
    """Hand over one paper as a Word file."""
    id, _, rest = about.partition(".")
    part, _, paper = rest.partition(".")
    case = _mine(turn, id)
    if case is None or part not in ("before", "after"):
        return
    if part == "after" and not case.met:
        show(turn, case)  # the meeting is to be settled anew since that button
    else:
        _send(turn, case.id, part, paper, "docx", "case.word")


def _hand_over(turn: Turn, id: int, part: str) -> None:
    """Say that the papers are ready, and send them."""
    turn.say(f"case.ready_{part}")
    _bundle(turn, id, part)


def _bundle(turn: Turn, id: int, part: str) -> None:
    """Send all papers as one PDF, with a button for each as a Word file."""
    named = dossier.named(dossier.gathered(turn.tx, id, turn.house.bot_name, full=False), part)
    choices = [Button(title, Act("word", f"{id}.{part}.{paper}")) for paper, title in named.items()]
    _send(turn, id, part, "all", "pdf", f"case.bundle_{part}")
    turn.say("case.as_word", buttons=column(choices))


def _send(turn: Turn, id: int, part: str, paper: str, form: str, caption: str) -> None:
    """Note a document to be made when it is sent: making it takes seconds, and a transaction must not."""
    recipe = Recipe({"case": id, "part": part, "paper": paper, "form": form})
    turn.reply(turn.line(caption), document=recipe)


def make(house: House, database: Database, wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Make a document that was noted: (name, bytes, media type). Runs outside any transaction."""
    id, part = int(wanted["case"]), str(wanted["part"])
    printing = database.call(lambda tx: dossier.gathered(tx, id, house.bot_name, full=False))
    today = database.now().astimezone(house.zone).date()
    made = dossier.papers(house, printing, part, today)
    if wanted["paper"] == "all":
        stem = "berkas-pendirian" if part == "before" else "berkas-setelah-rapat"
        return f"{stem}.pdf", dossier.bound(printing, made, part, today), "application/pdf"
    paper = next(one for one in made if one.id == wanted["paper"])
    if wanted["form"] == "docx":
        return f"{paper.file_stem}.docx", paper.docx, DOCX
    return f"{paper.file_stem}.pdf", paper.pdf, "application/pdf"
