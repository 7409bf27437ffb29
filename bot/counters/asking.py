"""Bertanya: a question meets the knowledge base; the answer, suggestions, or the honest «belum tahu» with a person."""

import re
from datetime import date, timedelta

from bot.counters.turn import Turn, column
from flows import privacy, reading
from flows.courtesy import Courtesy, courtesy
from flows.events import Pressed
from flows.replies import Act, Button, Buttons, Line
from knowledge.answering import Found
from knowledge.glossary import NOTE, Explanation
from knowledge.library import Library
from storage import groups, outbox, questions, residents

SUGGESTED = "suggested:"  # what a message with suggestions is about: which question, and the entries in order
REMEMBERED = timedelta(minutes=10)  # how long «yang kedua» means the second of them


def ask(turn: Turn, words: str) -> None:
    """Answer a question, suggest, abstain or point elsewhere; small talk is met in kind."""
    if _picks(turn, words):
        return
    if small_talk := courtesy(words):
        met_in_kind(turn, small_talk)
        return
    if privacy.is_personal(words):
        turn.say("ask.number_hidden")
    found = _find(turn, words)
    logged = _log(turn, words, found)
    if found.status == "answered":
        answer(turn, found, logged)
    elif found.status == "suggested":
        suggest(turn, found, logged)
    elif found.status == "routed":
        line = Line("{text}", {"text": found.answer or ""})
        turn.reply(line, buttons=_person_button(turn, logged), reply_to=question_at(turn))
    else:
        hours = turn.hours
        line = turn.line("ask.not_known" if hours else "ask.not_known_no_hours", hours=hours or "")
        turn.reply(line, buttons=_person_button(turn, logged), reply_to=question_at(turn))


def question_at(turn: Turn) -> int | None:
    """Give the message to hang a reply on that leads to a person: without consent the words are not kept.

    Telegram then brings the words along when the reply's button is pressed.
    """
    event = turn.event
    if turn.agreed or not event.private:
        return None
    return event.question if isinstance(event, Pressed) else event.message or None


def _picks(turn: Turn, words: str) -> bool:
    """Take «nomor 2» for the suggestion in that place, while the suggestions are the last thing said."""
    if reading.numbered(words, "1234567") is None:
        return False
    about, at = outbox.last(turn.tx, turn.event.chat) or ("", turn.tx.now)
    if not about.startswith(SUGGESTED) or turn.tx.now - at > REMEMBERED:
        return False
    logged, *ids = about.removeprefix(SUGGESTED).split(",")
    picked = reading.numbered(words, ids)
    if picked is not None:
        chosen(turn, f"{picked}.{logged}")
    return picked is not None


def answer(turn: Turn, found: Found, logged: int, *, alone: bool = False) -> None:
    """Give what is certain, a term's meaning or an entry, for each question of the message; `alone` without buttons."""
    if found.term:
        explain(turn, found.term, logged, alone=alone or bool(found.also))
    elif found.entry:
        plain = alone or bool(found.also)
        at = None if plain else question_at(turn)
        give(turn, found.entry, logged, follow_ups=not plain, rated=not plain, reply_to=at)
    for number, other in enumerate(found.also, start=1):
        answer(turn, other, _log(turn, other.text, other), alone=alone or number < len(found.also))
    for question in found.left:
        turn.say("ask.left_over", question=reading.mask(question))


def met_in_kind(turn: Turn, small_talk: Courtesy) -> None:
    by_a_person = small_talk not in ("greeting", "thanks", "closing", "wordless")
    turn.say(f"ask.{small_talk}", buttons=((turn.button("menu.adviser", "adviser"),),) if by_a_person else ())


def answer_if_known(turn: Turn, words: str) -> bool:
    """Answer only if the knowledge base is certain; for a question in the middle of an interview."""
    found = _find(turn, words)
    if found.status == "answered":
        answer(turn, found, _log(turn, words, found), alone=True)
    return found.status == "answered"


def ask_in_group(turn: Turn, words: str) -> None:
    """Answer in a group what is certain; for the rest the private chat is the place."""
    if not words.strip():
        turn.say("ask.how_in_group")
        return
    if small_talk := courtesy(words):
        on = ((turn.link("menu.open_private", "petugas"),),) if small_talk in ("distress", "person", "insult") else ()
        turn.say(f"ask.{small_talk}", buttons=on)
        return
    found = _find(turn, words)
    if found.status == "answered":
        answer(turn, found, _log(turn, words, found), alone=True)
    else:
        turn.say("ask.better_in_private", buttons=((turn.link("menu.open_private", "tanya"),),))


def answer_overheard(turn: Turn, words: str) -> None:
    """Answer a question in a group that did not call us: only what is certain, not too often, and without a word else.

    It stands by itself: what the person asked in private before is no part of it.
    """
    found = turn.answers.answer(words, turn.now.date())
    if found.status == "answered" and found.entry and groups.may_answer(turn.tx, turn.event.chat):
        logged = _log(turn, words, found)
        give(turn, found.entry, logged, follow_ups=False, rated=False, reply_to=turn.event.message)


def _find(turn: Turn, words: str) -> Found:
    previous = turn.person.last_entry if turn.person else None
    searched = privacy.mask(words).replace(privacy.HIDDEN_NUMBER, " ").replace(privacy.HIDDEN_EMAIL, " ")
    return turn.answers.answer(searched, turn.now.date(), previous)


def _log(turn: Turn, words: str, found: Found) -> int:
    nearest, score = (found.ranked[0].id, found.ranked[0].score) if found.ranked else ("", 0.0)
    entry = found.entry or (f"glossary:{found.term.term}" if found.term else nearest)
    kept = reading.mask(words) if turn.agreed else ""
    return questions.log(turn.tx, turn.event.person, kept, found.status, entry, score)


def as_line(body: str) -> Line:
    """Make a line of an entry's body: its bold stays, its lists get the bullets the interviews have."""
    return Line(re.sub(r"(?m)^- ", "• ", body).replace("{", "{{").replace("}", "}}"))


def answer_lines(library: Library, id: str, today: date) -> list[Line]:
    """Word an entry as it is sent: the answer, what it leaves open, its basis and the day it was checked."""
    answer = library.answer(library.get(id), today)
    more = [Line("{text}", {"text": text}) for text in (answer.closing, answer.note) if text]
    return [as_line(answer.body), *more, Line("_{basis}_", {"basis": answer.basis})]


def give(
    turn: Turn, id: str, logged: int, *, follow_ups: bool = True, rated: bool = True, reply_to: int | None = None
) -> None:
    """Give an entry: the answer, its basis and date, where to go on, and whether it helped."""
    library = turn.library
    entry = library.get(id)
    lines = answer_lines(library, id, turn.now.date())
    if id == HOURS and turn.hours:
        lines = [turn.line("ask.hours", hours=turn.hours)]
    on = [
        Button(library.title(library.get(next_id), turn.now.date()), _entry(next_id, logged))
        for next_id in (entry.follow_up if follow_ups else ())
    ]
    votes = (turn.button("ask.helped", "rate+", str(logged)), turn.button("ask.not_helped", "rate-", str(logged)))
    turn.reply(*lines, buttons=(*column(on), votes) if rated else (), reply_to=reply_to)
    residents.answered(turn.tx, turn.event.person, id)


def explain(turn: Turn, term: Explanation, logged: int, *, alone: bool = False) -> None:
    """Give a term's sentence with the entries that say more; `alone` without any button, amid something else."""
    library, today = turn.library, turn.now.date()
    lines = (turn.line("ask.term", term=term.term, sentence=term.sentence), Line("_{note}_", {"note": NOTE}))
    titles = [(entry.id, library.title(entry, today)) for entry in term.entries]
    more = [Button(title, _entry(id, logged)) for id, title in titles[1:]]
    if titles:
        more.insert(0, turn.button("ask.more", "entry", f"{titles[0][0]}.{logged}", title=titles[0][1]))
    buttons = () if alone else (*column(more), _votes(turn, logged))
    turn.reply(*lines, buttons=buttons, reply_to=None if alone else question_at(turn))
    if term.entry:
        residents.answered(turn.tx, turn.event.person, term.entry)


def suggest(turn: Turn, found: Found, logged: int) -> None:
    """Offer up to three titles, and a person."""
    offered = [Button(candidate.title, _entry(candidate.id, logged)) for candidate in found.ranked[:3]]
    about = SUGGESTED + ",".join((str(logged), *(candidate.id for candidate in found.ranked[:3])))
    outbox.unlink(turn.tx, turn.event.chat, SUGGESTED)
    buttons = (*column(offered), *_person_button(turn, logged, "ask.none_of_these"))
    turn.reply(turn.line("ask.perhaps"), buttons=buttons, about=about, reply_to=question_at(turn))


def _votes(turn: Turn, logged: int) -> tuple[Button, ...]:
    return (turn.button("ask.helped", "rate+", str(logged)), turn.button("ask.not_helped", "rate-", str(logged)))


def _entry(id: str, logged: int) -> Act:
    return Act("entry", f"{id}.{logged}")


def chosen(turn: Turn, about: str) -> None:
    """Give the entry whose button was pressed."""
    id, _, logged = about.rpartition(".")
    if id in turn.library.entries:
        give(turn, id, int(logged) if logged.isdigit() else 0, reply_to=question_at(turn))
    else:
        turn.say("ask.entry_gone")


def rated(turn: Turn, logged: int, helped: bool) -> None:
    """Take «membantu» or «belum»; after «belum» a person is offered."""
    questions.rate(turn.tx, logged, turn.event.person, 1 if helped else -1)
    if helped:
        turn.say("ask.rated")
    else:
        turn.reply(turn.line("ask.sorry"), buttons=_person_button(turn, logged), reply_to=question_at(turn))


def _person_button(turn: Turn, logged: int, key: str = "ask.to_person") -> Buttons:
    return ((turn.button(key, "person", str(logged)),),)


def open_counter(turn: Turn) -> None:
    """Say how to ask, with the topics people ask most."""
    library = turn.library
    offered = [Button(library.title(library.get(id), turn.now.date()), _entry(id, 0)) for id in OFTEN]
    turn.say("ask.how", buttons=column(offered))


HOURS = "clinic-hours"  # what the staff have set goes before the entry
OFTEN = (
    "founding-requirements",
    "founding-steps",
    "annual-meeting-deadline",
    "shu-distribution",
    "financial-statements",
)
