"""Petugas: a question goes to the staff group, a reply to it reaches the resident, the resident's answer goes back.

Residents' own words are masked before they reach the group. A staff message that begins with «#» or «catatan:» is a
note and stays among the staff.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.counters import asking
from bot.counters.talking import WRITE_BACK, Talking
from bot.counters.turn import Turn, column
from flows import reading
from flows.events import Pressed, Wrote
from flows.outcomes import AskAdviser
from flows.replies import Buttons, Line, Reply
from flows.small import SHORTEST
from knowledge import numbers
from storage import conversations, outbox, questions, residents, staff
from storage.conversations import Kept
from storage.questions import Open

WORTH_SENDING = 0.1  # an entry less likely than this is shown to nobody as an answer
DELETABLE = timedelta(hours=48)  # how long Telegram lets a bot delete what it sent
LISTED = 10  # questions in one list
HEAD = re.compile(r"^(?:❓|↩️) .* · nomor (\d{1,18})$")  # [staff] question and goes_on, as they are read
CARD = re.compile(r"^q:(\d+)(?::\d+)?$")  # what a message about a question is linked to
NOTE = re.compile(r"^\s*(#|catatan\s*:)\s*", re.IGNORECASE)


def about(turn: Turn, reply_to: int | None, head: str = "") -> int | None:
    """Tell which question the message replied to is about; a card of the staff's says it in its first line too."""
    if reply_to is None:
        return None
    match = CARD.match(outbox.about(turn.tx, turn.event.chat, reply_to))
    if match is None and turn.event.chat == turn.staff_chat:
        match = HEAD.match(head)
    return int(match.group(1)) if match else None


def to_a_resident(turn: Turn, reply_to: int | None) -> bool:
    """Tell whether an adviser answers a resident with it."""
    return turn.event.chat == turn.staff_chat and about(turn, reply_to) is not None


def open_counter(turn: Turn, talking: Talking, logged: str = "", words: str = "") -> None:
    """Take a question to a person: a new one, the one that was just asked, or `words` that came with the command."""
    if turn.staff_chat is None:
        turn.say("adviser.nobody")
        return
    context: dict[str, Any] = {}
    if logged.isdigit() and (before := questions.logged(turn.tx, int(logged), turn.event.person)):
        text, nearest, score, outcome = before
        text = text or _asked(turn)
        questions.none_fit(turn.tx, int(logged), turn.event.person)
        more = {"nearest": nearest, "score": score, "answered": outcome == "answered"}
        context = {"question": text, **more} if text else {"lost": True}
    elif len(words.strip()) >= SHORTEST:
        context = {"question": reading.mask(words.strip())}
    talking.begin(turn, "adviser", context)


def _asked(turn: Turn) -> str:
    """Give the question that the pressed message replies to, masked: what was asked before consent is kept nowhere."""
    asked = turn.event.asked.strip() if isinstance(turn.event, Pressed) else ""
    return reading.mask(asked) if len(asked) >= SHORTEST else ""


def carry_out(turn: Turn, kept: Kept, outcome: AskAdviser) -> None:
    """Hand a question to the staff group and tell the resident when an answer can be expected."""
    id = questions.ask(turn.tx, turn.event.person, outcome.question)
    _card(turn, id, outcome.question, kept.context)
    key = "adviser.sent" if turn.hours else "adviser.sent_no_hours"
    turn.say(key, hours=turn.hours or "", about=f"q:{id}")


def _card(turn: Turn, id: int, words: str, context: Mapping[str, Any]) -> None:
    assert turn.staff_chat is not None
    at = numbers.clock(turn.now.time())
    lines = [turn.line("staff.question", who=turn.event.name, at=at, number=id)]
    lines.append(Line("«{text}»", {"text": reading.mask(words)}))
    library, nearest, score = turn.library, context.get("nearest", ""), context.get("score", 0.0)
    use = []
    if nearest in library.entries:
        title = library.title(library.get(nearest), turn.now.date())
        key = "staff.answered_before" if context.get("answered") else "staff.nearest"
        lines.append(turn.line(key, title=title, score=f"{score:.2f}".replace(".", ",")))
        if score >= WORTH_SENDING and not context.get("answered"):
            use.append(turn.button("staff.use_answer", "use", f"{id}.{nearest}"))
    lines.append(turn.line("staff.how_to_answer"))
    rows = (*_handling(turn, id), *column(use))
    turn.replies.append(Reply(tuple(lines), rows, chat=turn.staff_chat, about=f"q:{id}", lane="reminder"))


def _handling(turn: Turn, id: int) -> Buttons:
    take = turn.button("staff.take", "take", str(id))
    return ((take, turn.button("staff.not_ours", "close", str(id))),)


# -- the resident's side -------------------------------------------------------------------------------------------


def write_back(turn: Turn, about: str) -> None:
    """Let the resident's next words go to the adviser."""
    if about.isdigit():
        conversations.begin(turn.tx, turn.event.chat, turn.event.person, WRITE_BACK, {"question": int(about)})
        turn.say("adviser.write_now")


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
        turn.say("staff.noted", about=_beside(id))
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
    back_again = ((turn.button("staff.withdraw", "withdraw", str(message)),),)
    who = person.name or "warga"
    turn.say("staff.delivered", buttons=back_again, about=_beside(question.id), who=who, number=question.id)


def _beside(id: int) -> str:
    """Give what a word to the staff is about: replied to it goes to the same resident, yet it is not the card."""
    return f"q:{id}:0"


def use_answer(turn: Turn, about: str) -> None:
    """Send the resident the entry that came nearest."""
    number, _, entry_id = about.partition(".")
    question = questions.get(turn.tx, int(number)) if number.isdigit() else None
    library = turn.library
    if turn.member is None or question is None or entry_id not in library.entries:
        turn.say("staff.not_registered" if turn.member is None else "staff.question_gone")
        return
    answer = library.answer(library.get(entry_id), turn.now.date())
    body = asking.as_line(answer.body)
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
        turn.say("staff.taken", who=turn.member.name, number=question.id, about=_beside(question.id))
        if question.taken_by is None:
            turn.say("adviser.taken", chat=question.person_id, who=turn.member.name, about=f"q:{question.id}")
    else:
        member = staff.get(turn.tx, holder)
        turn.say("staff.taken_before", number=question.id, who=member.name if member else "petugas lain")


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
    mine = about is not None and about[1] == turn.event.person and turn.tx.now - about[2] < DELETABLE
    if turn.member is None or about is None or not mine:
        turn.say("staff.cannot_withdraw")
        return
    question = questions.get(turn.tx, about[0])
    sent = outbox.messages_about(turn.tx, question.person_id, f"q:{about[0]}:{message}") if question else []
    if question is None or not questions.withdraw(turn.tx, int(message)):
        turn.say("staff.cannot_withdraw")
        return
    outbox.drop_about(turn.tx, question.person_id, f"q:{about[0]}:{message}")  # what is not sent yet
    for one in sent:
        payload = {"chat_id": question.person_id, "message_id": one}
        call = outbox.put(turn.tx, question.person_id, "deleteMessage", payload)
        turn.calls += [call] if call else []
    turn.say("staff.withdrawn", step=True)
    turn.say("adviser.withdrawn", chat=question.person_id)


def enough(turn: Turn, id: str) -> None:
    """The resident has what was wanted."""
    question = questions.get(turn.tx, int(id)) if id.isdigit() else None
    if question and question.person_id == turn.event.person and question.status != "closed":
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
    for question, words in found[:LISTED]:
        turn.replies.append(_waiting(turn, question, words))
    if len(found) > LISTED:
        turn.say("staff.more_waiting", count=len(found) - LISTED)


def _waiting(turn: Turn, question: Open, words: str) -> Reply:
    person = residents.get(turn.tx, question.person_id)
    taker = staff.get(turn.tx, question.taken_by) if question.taken_by else None
    about = {"who": person.name if person and person.name else "warga", "number": question.id}
    waited = _span(turn.tx.now - question.asked_at)
    key = "staff.waiting_taken" if taker else "staff.waiting_line"
    head = turn.line(key, **about, waited=waited, taker=taker.name if taker else "")
    said = Line("«{text}»", {"text": reading.mask(words)})
    return Reply((head, said), () if taker else _handling(turn, question.id), about=f"q:{question.id}")


def _span(time: timedelta) -> str:
    """Say how long somebody has waited: «12 menit», «5 jam», «3 hari»."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 90:
        return f"{minutes} menit"
    return f"{minutes // 60} jam" if minutes < 48 * 60 else f"{minutes // (24 * 60)} hari"
