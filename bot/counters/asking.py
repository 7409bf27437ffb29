"""Bertanya: a question meets the knowledge base; the answer, suggestions, or the honest «belum tahu» with a person."""

import re

from bot.counters.turn import Turn, column
from flows import reading
from flows.courtesy import courtesy
from flows.replies import Act, Button, Buttons, Line
from knowledge.answering import Found
from storage import questions, residents


def ask(turn: Turn, words: str) -> None:
    """Answer a question, suggest, abstain or point elsewhere; small talk is met in kind."""
    if small_talk := courtesy(words):
        turn.say(f"ask.{small_talk}")
        return
    found = _find(turn, words)
    logged = _log(turn, words, found)
    if found.status == "answered" and found.entry:
        give(turn, found.entry, logged)
    elif found.status == "suggested":
        suggest(turn, found, logged)
    elif found.status == "routed":
        turn.reply(Line("{text}", {"text": found.answer or ""}), buttons=_person_button(turn, logged))
    else:
        hours = turn.hours
        key = "ask.not_known" if hours else "ask.not_known_no_hours"
        turn.say(key, buttons=_person_button(turn, logged), hours=hours or "")


def answer_if_known(turn: Turn, words: str) -> bool:
    """Answer only if the knowledge base is certain; for a question in the middle of an interview."""
    found = _find(turn, words)
    if found.status != "answered" or not found.entry:
        return False
    give(turn, found.entry, _log(turn, words, found), follow_ups=False)
    return True


def ask_in_group(turn: Turn, words: str) -> None:
    """Answer in a group what is certain; for the rest the private chat is the place."""
    if not words.strip():
        turn.say("ask.how_in_group")
        return
    if small_talk := courtesy(words):
        turn.say(f"ask.{small_talk}")
        return
    found = _find(turn, words)
    if found.status == "answered" and found.entry:
        give(turn, found.entry, _log(turn, words, found), follow_ups=False, rated=False)
    else:
        turn.say("ask.better_in_private", buttons=((turn.link("menu.open_private", "tanya"),),))


def _find(turn: Turn, words: str) -> Found:
    previous = turn.person.last_entry if turn.person else None
    return turn.house.answers.answer(words, turn.now.date(), previous)


def _log(turn: Turn, words: str, found: Found) -> int:
    nearest, score = (found.ranked[0].id, found.ranked[0].score) if found.ranked else ("", 0.0)
    kept = reading.mask(words) if turn.agreed else ""
    return questions.log(turn.tx, turn.event.person, kept, found.status, found.entry or nearest, score)


def as_line(body: str) -> Line:
    """Make a line of an entry's body: its bold stays, its lists get the bullets the interviews have."""
    return Line(re.sub(r"(?m)^- ", "• ", body).replace("{", "{{").replace("}", "}}"))


def give(turn: Turn, id: str, logged: int, *, follow_ups: bool = True, rated: bool = True) -> None:
    """Give an entry: the answer, its basis and date, where to go on, and whether it helped."""
    library = turn.house.library
    entry = library.get(id)
    answer = library.answer(entry, turn.now.date())
    lines = [as_line(answer.body)]
    lines += [Line("{text}", {"text": text}) for text in (answer.closing, answer.note) if text]
    lines.append(Line("_{basis}_", {"basis": answer.basis}))
    on = [
        Button(library.title(library.get(next_id), turn.now.date()), _entry(next_id, logged))
        for next_id in (entry.follow_up if follow_ups else ())
    ]
    votes = (turn.button("ask.helped", "rate+", str(logged)), turn.button("ask.not_helped", "rate-", str(logged)))
    turn.reply(*lines, buttons=(*column(on), votes) if rated else ())
    residents.answered(turn.tx, turn.event.person, id)


def suggest(turn: Turn, found: Found, logged: int) -> None:
    """Offer up to three titles, and a person."""
    offered = [Button(candidate.title, _entry(candidate.id, logged)) for candidate in found.ranked[:3]]
    turn.say("ask.perhaps", buttons=(*column(offered), *_person_button(turn, logged, "ask.none_of_these")))


def _entry(id: str, logged: int) -> Act:
    return Act("entry", f"{id}.{logged}")


def chosen(turn: Turn, about: str) -> None:
    """Give the entry whose button was pressed."""
    id, _, logged = about.rpartition(".")
    if id in turn.house.library.entries:
        give(turn, id, int(logged) if logged.isdigit() else 0)
    else:
        turn.say("ask.entry_gone")


def rated(turn: Turn, logged: int, helped: bool) -> None:
    """Take «membantu» or «belum»; after «belum» a person is offered."""
    questions.rate(turn.tx, logged, turn.event.person, 1 if helped else -1)
    if helped:
        turn.say("ask.rated")
    else:
        turn.say("ask.sorry", buttons=_person_button(turn, logged))


def _person_button(turn: Turn, logged: int, key: str = "ask.to_person") -> Buttons:
    return ((turn.button(key, "person", str(logged)),),)


def open_counter(turn: Turn) -> None:
    """Say how to ask, with the topics people ask most."""
    library = turn.house.library
    offered = [Button(library.title(library.get(id), turn.now.date()), _entry(id, 0)) for id in OFTEN]
    turn.say("ask.how", buttons=column(offered))


OFTEN = (
    "founding-requirements",
    "founding-steps",
    "annual-meeting-deadline",
    "shu-distribution",
    "financial-statements",
)
