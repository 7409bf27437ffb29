"""Mendirikan koperasi: keep the case when an interview ends, hand over its papers, and know what comes next."""

from collections.abc import Mapping
from typing import Any

from bot.counters.talking import Talking, offer_resume
from bot.counters.turn import House, Turn, column
from flows.founding_case import meeting_from_json, meeting_to_json, preparation_from_json, preparation_to_json
from flows.outcomes import JoinKkmp, MeetingHeld, Prepared
from flows.replies import Act, Button, Recipe
from knowledge.documents.papers import Paper, bundle, papers_after, papers_before, titles
from storage import cases, conversations
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
        papers = (turn.button("menu.my_papers", "case"),) if cases.of(turn.tx, turn.event.person) else ()
        offer_resume(turn, paused, *papers)
    elif case := cases.of(turn.tx, turn.event.person):
        show(turn, case)
    else:
        talking.begin(turn, "founding")


def begin_anew(turn: Turn, talking: Talking, flow: str) -> None:
    """Begin an interview from its first question: the second one needs the case it belongs to."""
    case = cases.of(turn.tx, turn.event.person)
    if flow == "founding_meeting" and case is not None:
        talking.begin(turn, "founding_meeting", _meeting_of(case))
    else:
        talking.begin(turn, "founding")


def show_newest(turn: Turn, _: str) -> None:
    """Show the person's newest case beside what was set aside."""
    if case := cases.of(turn.tx, turn.event.person):
        show(turn, case)
    else:
        turn.say("case.gone", buttons=((turn.button("menu.found", "found"),),))


def show(turn: Turn, case: Case) -> None:
    """Show a case and what can be done with it."""
    about = str(case.id)
    choices = [
        turn.button("case.papers", "papers", about),
        turn.button("case.change", "change", about),
        turn.button("case.held_button" if case.stage == "prepared" else "case.held_again", "held", about),
        turn.button("case.next_steps", "steps", about),
        turn.button("case.another", "begin", "founding"),
    ]
    preparation = preparation_from_json(case.content["preparation"])
    meeting = meeting_from_json(case.content["meeting"]) if case.stage == "meeting_held" else None
    name = meeting.name if meeting else preparation.names[0]
    people = meeting.attended if meeting else preparation.founders
    turn.say(f"case.{case.stage}", buttons=column(choices), name=name, count=len(people))


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
        cases.change(turn.tx, case.id, "prepared", content)
        id = case.id
    else:
        id = cases.keep(turn.tx, turn.event.person, "prepared", content, kept.id)
    _hand_over(turn, id, "before")


def meeting_held(turn: Turn, kept: Kept, outcome: MeetingHeld) -> None:
    """Keep what the meeting decided and hand over the second papers."""
    case = _mine(turn, str(kept.context.get("case_id", "")))
    if case is not None:
        content = {**case.content, "meeting": meeting_to_json(outcome.meeting), "meeting_conversation": kept.id}
        cases.change(turn.tx, case.id, "meeting_held", content)
        _hand_over(turn, case.id, "after")


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
        _bundle(turn, case.id, "before" if case.stage == "prepared" else "after")


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
        _send(turn, case.id, "before" if case.stage == "prepared" else "after", "next-steps", "pdf", "case.steps")


def word(turn: Turn, about: str) -> None:
    """Hand over one paper as a Word file."""
    id, _, rest = about.partition(".")
    part, _, paper = rest.partition(".")
    case = _mine(turn, id)
    if case is None or part not in ("before", "after"):
        return
    if part == "after" and case.stage != "meeting_held":
        show(turn, case)  # the meeting is to be settled anew since that button
    else:
        _send(turn, case.id, part, paper, "docx", "case.word")


def _hand_over(turn: Turn, id: int, part: str) -> None:
    """Say that the papers are ready, and send them."""
    turn.say(f"case.ready_{part}")
    _bundle(turn, id, part)


def _bundle(turn: Turn, id: int, part: str) -> None:
    """Send all papers as one PDF, with a button for each as a Word file."""
    choices = [Button(title, Act("word", f"{id}.{part}.{paper}")) for paper, title in titles(part).items()]
    _send(turn, id, part, "all", "pdf", f"case.bundle_{part}")
    turn.say("case.as_word", buttons=column(choices))


def _send(turn: Turn, id: int, part: str, paper: str, form: str, caption: str) -> None:
    """Note a document to be made when it is sent: making it takes seconds, and a transaction must not."""
    recipe = Recipe({"case": id, "part": part, "paper": paper, "form": form})
    turn.reply(turn.line(caption), document=recipe)


def make(house: House, database: Database, wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Make a document that was noted: (name, bytes, media type). Runs outside any transaction."""
    case = database.call(lambda tx: cases.get(tx, int(wanted["case"])))
    if case is None:
        raise LookupError("the case was erased")
    today = database.now().astimezone(house.zone).date()
    made = made_papers(house, case.content, wanted["part"], today)
    if wanted["paper"] == "all":
        stem = "berkas-pendirian" if wanted["part"] == "before" else "berkas-setelah-rapat"
        return f"{stem}.pdf", bundle(made), "application/pdf"
    paper = next(one for one in made if one.id == wanted["paper"])
    if wanted["form"] == "docx":
        return f"{paper.file_stem}.docx", paper.docx, DOCX
    return f"{paper.file_stem}.pdf", paper.pdf, "application/pdf"


def made_papers(house: House, content: Mapping[str, Any], part: str, today: Any) -> list[Paper]:
    """Fill the papers of one part of a case."""
    figures = house.library.figures.on(today)
    preparation = preparation_from_json(content["preparation"])
    if part == "before":
        return papers_before(preparation, figures, today)
    return papers_after(preparation, meeting_from_json(content["meeting"]), figures, today)
