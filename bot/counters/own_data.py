"""Data saya: what is kept of a person, shown and erased (UU 27/2022)."""

from typing import Any

from bot.counters.talking import Talking
from bot.counters.turn import Turn
from flows.small import Erase
from knowledge import numbers
from storage import cases, erasure, questions, visits
from storage.conversations import Kept

BACKUP_DAYS = 30  # what docs/running.md tells the office to keep backups for


def show(turn: Turn) -> None:
    """Show all that is kept: consent, answers, cases, visits, questions."""
    known = turn.person
    if known is None:
        turn.say("own.nothing")
        return
    lines = [turn.line("own.head")]
    if known.consent_at:
        day = known.consent_at.astimezone(turn.house.zone).date()
        lines.append(turn.line("own.consent", name=known.name, day=day, version=known.consent_version))
    else:
        lines.append(turn.line("own.no_consent"))
    counts = erasure.counts(turn.tx, known.id)
    lines.append(turn.line("own.counts", **counts))
    if case := cases.of(turn.tx, known.id):
        kept = case.content["preparation"]
        names = ", ".join(kept["founders"])
        lines.append(turn.line("own.case", name=kept["names"][0], founders=names, seat=kept["seat"]))
    for visit in visits.ahead(turn.tx, known.id):
        at = visit.starts_at.astimezone(turn.house.zone)
        moment = f"{numbers.weekday_and_day(at.date())} pukul {numbers.clock(at.time())}"
        lines.append(turn.line("own.visit", moment=moment, note=visit.note or "–"))
    if question := questions.newest_of(turn.tx, known.id):
        lines.append(turn.line("own.question", number=question.id))
    lines.append(turn.line("own.announcements" if known.announcements else "own.no_announcements"))
    listen = (
        turn.button("announce.no_more", "mute") if known.announcements else turn.button("announce.unmute", "unmute")
    )
    turn.reply(*lines, buttons=((turn.button("own.erase", "erase"),), (listen,)))


def begin_erasing(turn: Turn, talking: Talking) -> None:
    """Ask before erasing."""
    talking.begin(turn, "erase")


def erase(turn: Turn, kept: Kept, outcome: Erase) -> None:
    """Erase everything and say what a backup still holds, and until when."""
    ahead = visits.ahead(turn.tx, turn.event.person)
    erased = erasure.erase(turn.tx, turn.event.person, now_handling=turn.inbox_id)
    turn.say("own.erased", days=BACKUP_DAYS, **dict[str, Any](erased))
    if ahead and turn.staff_chat is not None:
        turn.say("staff.visit_freed", chat=turn.staff_chat, lane="reminder", count=len(ahead))
