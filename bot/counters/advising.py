"""Petugas: a question goes to the staff group, a reply to it reaches the resident, the resident's answer goes back.

Residents' own words are masked before they reach the group. A staff message that begins with «#» or «catatan:» is a
note and stays among the staff.
"""

import re

from bot.counters.talking import Talking
from bot.counters.turn import Turn, column
from flows import reading
from flows.events import Wrote
from flows.outcomes import AskAdviser
from flows.replies import Line, Reply
from knowledge import numbers
from storage import outbox, questions, residents
from storage.conversations import Kept
from storage.questions import Open

NOTE = re.compile(r"^\s*(#|catatan\s*:)\s*", re.IGNORECASE)


def open_counter(turn: Turn, talking: Talking, logged: str = "") -> None:
    """Take a question to a person: a new one, or the one that was just asked."""
    if turn.staff_chat is None:
        turn.say("adviser.nobody")
        return
    context = {}
    if logged.isdigit() and (before := questions.logged(turn.tx, int(logged), turn.event.person)):
        context = {"question": before[0], "nearest": before[1], "score": before[2]} if before[0] else {}
    talking.begin(turn, "adviser", context)


def carry_out(turn: Turn, kept: Kept, outcome: AskAdviser) -> None:
    """Hand a question to the staff group and tell the resident when an answer can be expected."""
    id = questions.ask(turn.tx, turn.event.person, outcome.question)
    nearest, score = kept.context.get("nearest", ""), kept.context.get("score", 0.0)
    _card(turn, id, outcome.question, nearest, score)
    key = "adviser.sent" if turn.hours else "adviser.sent_no_hours"
    turn.say(key, hours=turn.hours or "", about=f"q:{id}")


def _card(turn: Turn, id: int, words: str, nearest: str = "", score: float = 0.0) -> None:
    assert turn.staff_chat is not None
    at = numbers.clock(turn.now.time())
    lines = [turn.line("staff.question", who=turn.event.name, at=at, number=id)]
    lines.append(Line("«{text}»", {"text": reading.mask(words)}))
    library = turn.house.library
    use = []
    if nearest in library.entries:
        title = library.title(library.get(nearest), turn.now.date())
        lines.append(turn.line("staff.nearest", title=title, score=f"{score:.2f}".replace(".", ",")))
        use.append(turn.button("staff.use_answer", "use", f"{id}.{nearest}"))
    lines.append(turn.line("staff.how_to_answer"))
    take = turn.button("staff.take", "take", str(id))
    close = turn.button("staff.not_ours", "close", str(id))
    rows = ((take, close), *column(use))
    turn.replies.append(Reply(tuple(lines), rows, chat=turn.staff_chat, about=f"q:{id}", lane="reminder"))


# -- the resident's side -------------------------------------------------------------------------------------------


def written_back(turn: Turn, id: int, words: str) -> None:
    """Take the resident's words on a running question to the staff."""
    question = questions.get(turn.tx, id)
    if question is None or question.person_id != turn.event.person or turn.staff_chat is None:
        turn.say("adviser.gone")
        return
    questions.say(turn.tx, id, "resident", turn.event.person, words)
    head = turn.line("staff.goes_on", who=turn.event.name, number=id)
    said = Line("«{text}»", {"text": reading.mask(words)})
    card = outbox.message_about(turn.tx, turn.staff_chat, f"q:{id}")
    reply = Reply(
        (head, said, turn.line("staff.how_to_answer")), chat=turn.staff_chat, about=f"q:{id}", lane="reminder"
    )
    turn.replies.append(Reply(reply.lines, chat=reply.chat, about=reply.about, lane="reminder", reply_to=card))
    turn.say("adviser.passed_on", about=f"q:{id}")


# -- the staff's side ----------------------------------------------------------------------------------------------


def staff_replied(turn: Turn, id: int, event: Wrote) -> None:
    """A reply to a question in the staff group: to the resident, or a note."""
    question = questions.get(turn.tx, id)
    if turn.member is None:
        turn.say("staff.not_registered")
        return
    if question is None:
        turn.say("staff.question_gone")
        return
    note = NOTE.match(event.text)
    if note:
        questions.say(turn.tx, id, "note", event.person, event.text[note.end() :])
        turn.say("staff.noted")
        return
    _answer(turn, question, event.text)


def _answer(turn: Turn, question: Open, words: str, *lines: Line) -> None:
    assert turn.member is not None
    person = residents.get(turn.tx, question.person_id)
    if person is None or not person.reachable:
        turn.say("staff.unreachable")
        return
    message = questions.say(turn.tx, question.id, "adviser", turn.event.person, words)
    questions.take(turn.tx, question.id, turn.event.person)
    head = turn.line("adviser.answer", who=turn.member.name)
    body = lines or (Line("{text}", {"text": words}),)
    back = turn.button("adviser.write_back", "reply", str(question.id))
    done = turn.button("adviser.enough", "enough", str(question.id))
    about = f"q:{question.id}:{message}"
    turn.replies.append(Reply((head, *body), ((back, done),), chat=question.person_id, about=about))
    turn.say("staff.delivered", buttons=((turn.button("staff.withdraw", "withdraw", str(message)),),))


def use_answer(turn: Turn, about: str) -> None:
    """Send the resident the entry that came nearest."""
    number, _, entry_id = about.partition(".")
    question = questions.get(turn.tx, int(number)) if number.isdigit() else None
    library = turn.house.library
    if turn.member is None or question is None or entry_id not in library.entries:
        turn.say("staff.not_registered" if turn.member is None else "staff.question_gone")
        return
    answer = library.answer(library.get(entry_id), turn.now.date())
    body = Line(answer.body.replace("{", "{{").replace("}", "}}"))
    _answer(turn, question, answer.plain(), body, Line("_{basis}_", {"basis": answer.basis}))


def take(turn: Turn, id: str) -> None:
    """Give a question to the adviser who pressed first."""
    if turn.member is None:
        turn.say("staff.not_registered")
        return
    question = questions.get(turn.tx, int(id)) if id.isdigit() else None
    if question is None:
        turn.say("staff.question_gone")
        return
    holder = questions.take(turn.tx, question.id, turn.event.person)
    if holder == turn.event.person:
        turn.say("staff.taken", who=turn.member.name, number=question.id)
        if question.taken_by is None:
            turn.say("adviser.taken", chat=question.person_id, who=turn.member.name, about=f"q:{question.id}")
    else:
        turn.say("staff.taken_before", number=question.id)


def close(turn: Turn, id: str) -> None:
    """Close a question that is not the clinic's; the resident is told kindly."""
    if turn.member is None:
        turn.say("staff.not_registered")
        return
    question = questions.get(turn.tx, int(id)) if id.isdigit() else None
    if question is None or question.status == "closed":
        turn.say("staff.question_gone")
        return
    questions.close(turn.tx, question.id)
    turn.say("staff.closed", number=question.id)
    turn.say("adviser.not_ours", chat=question.person_id)


def withdraw(turn: Turn, message: str) -> None:
    """Take a sent answer back: Telegram deletes it at the resident's."""
    about = questions.message_of(turn.tx, int(message)) if message.isdigit() else None
    if turn.member is None or about is None or about[1] != turn.event.person:
        turn.say("staff.cannot_withdraw")
        return
    question = questions.get(turn.tx, about[0])
    sent = outbox.message_about(turn.tx, question.person_id, f"q:{about[0]}:{message}") if question else None
    if question is None or not questions.withdraw(turn.tx, int(message)):
        turn.say("staff.cannot_withdraw")
        return
    if sent is None:
        outbox.drop_about(turn.tx, question.person_id, f"q:{about[0]}:{message}")
    else:
        payload = {"chat_id": question.person_id, "message_id": sent}
        call = outbox.put(turn.tx, question.person_id, "deleteMessage", payload)
        turn.calls += [call] if call else []
    turn.say("staff.withdrawn", step=True)
    turn.say("adviser.withdrawn", chat=question.person_id)


def enough(turn: Turn, id: str) -> None:
    """The resident has what was wanted."""
    question = questions.get(turn.tx, int(id)) if id.isdigit() else None
    if question and question.person_id == turn.event.person:
        questions.close(turn.tx, question.id)
        if turn.staff_chat is not None:
            turn.say("staff.resident_done", chat=turn.staff_chat, number=question.id, lane="reminder")
    turn.say("adviser.glad")


def waiting(turn: Turn) -> None:
    """List the open questions for the staff."""
    found = questions.waiting(turn.tx)
    if not found:
        turn.say("staff.none_waiting")
        return
    for question, words in found[:10]:
        minutes = int((turn.tx.now - question.asked_at).total_seconds() // 60)
        head = turn.line("staff.waiting_line", number=question.id, minutes=minutes)
        said = Line("«{text}»", {"text": reading.mask(words)})
        turn.reply(head, said, about=f"q:{question.id}")
