"""Pengumuman: a head writes a text, sees it as it will look and to how many it goes, and steers it by its card."""

from typing import Any

from bot.counters.talking import Talking
from bot.counters.turn import House, Turn
from bot.render import pages
from flows.events import Happened
from flows.outcomes import Announce
from flows.replies import Buttons, Line, Reply
from storage import announcements, residents
from storage.announcements import Kept as Announced
from storage.conversations import Kept
from storage.database import Transaction

PER_SECOND = 20  # what one message at a time comes to with Telegram's answers in between


def begin(turn: Turn, talking: Talking) -> None:
    """Begin to write one; only a head may, and only in private."""
    if turn.member is None or turn.member.role != "head":
        turn.say("announce.heads_only")
    elif not turn.event.private:
        turn.say("announce.in_private", buttons=((turn.link("announce.open_private", "pengumuman"),),))
    else:
        talking.begin(turn, "announcement")


def carry_out(turn: Turn, kept: Kept, outcome: Announce) -> None:
    """Show the announcement as it will look, with the exact number of recipients and the time it takes."""
    lines = (Line("{text}", {"text": outcome.text}), turn.line("announce.foot"))
    text = pages(lines)[0]
    stop = {"text": turn.line("announce.no_more").plain, "callback_data": "d:mute:"}
    payload = {"text": text, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": [[stop]]}}
    id = announcements.draft(turn.tx, turn.event.person, payload)
    turn.reply(*lines, buttons=((turn.button("announce.no_more", "mute"),),))  # as it will look, its button too
    recipients = residents.count_for_announcements(turn.tx)
    go = turn.button("announce.go", "announce", f"{id}.go", count=recipients)
    drop = turn.button("announce.drop", "announce", f"{id}.drop")
    again = turn.button("announce.rewrite", "announce", f"{id}.rewrite")
    turn.say("announce.sure", buttons=((go,), (again, drop)), count=recipients, time=duration(recipients))


def duration(count: int) -> str:
    """Say how long it takes to send so many."""
    seconds = -(-count // PER_SECOND)
    return f"sekitar {seconds} detik" if seconds < 90 else f"sekitar {-(-seconds // 60)} menit"


def act(turn: Turn, talking: Talking, about: str) -> None:
    """Steer an announcement: go, drop, rewrite, pause, go on, stop."""
    number, _, what = about.partition(".")
    known = announcements.get(turn.tx, int(number)) if number.isdigit() else None
    if turn.member is None or turn.member.role != "head" or known is None:
        turn.say("announce.heads_only")
        return
    if what == "go":
        _go(turn, known)
    elif what in ("pause", "on", "stop"):
        _steer(turn, known, what)
    elif known.status == "draft":
        announcements.discard(turn.tx, known.id)
        turn.say("announce.rewriting" if what == "rewrite" else "announce.dropped", step=True)
        if what == "rewrite":
            talking.begin(turn, "announcement")


def _go(turn: Turn, known: Announced) -> None:
    if not announcements.start(turn.tx, known.id):
        turn.say("announce.started_before")
        return
    message = getattr(turn.event, "message", 0)
    announcements.card(turn.tx, known.id, turn.event.chat, message)
    now = announcements.get(turn.tx, known.id)
    assert now is not None
    turn.replies.append(card(turn.house, turn.tx, now))


def _steer(turn: Turn, known: Announced, what: str) -> None:
    if what == "pause":
        announcements.turn(turn.tx, known.id, "running", "paused")
    elif what == "on":
        announcements.turn(turn.tx, known.id, "paused", "running")
    else:
        announcements.stop(turn.tx, known.id)
    now = announcements.get(turn.tx, known.id)
    assert now is not None
    turn.replies.append(card(turn.house, turn.tx, now))


def card(house: House, tx: Transaction, known: Announced) -> Reply:
    """Show how far an announcement has come, in place of its card."""
    chat, message = known.card or (known.by, 0)
    turn = Turn(tx, Happened(known.by, "", chat, True), house)
    counts: dict[str, Any] = {
        "sent": known.sent,
        "recipients": known.recipients,
        "unreachable": known.unreachable,
        "failed": known.failed,
        "left": known.left,
        "time": duration(known.left),
    }
    line = turn.line(f"announce.{known.status}", **counts)
    # the courier carries it: that wakes it for what the card started, and keeps card and bulk in order
    return Reply((line,), _steering(turn, known), chat=chat, edit=message or None, lane="reminder")


def _steering(turn: Turn, known: Announced) -> Buttons:
    stop = turn.button("announce.stop", "announce", f"{known.id}.stop")
    if known.status == "running":
        return ((turn.button("announce.pause", "announce", f"{known.id}.pause"), stop),)
    if known.status == "paused":
        return ((turn.button("announce.on", "announce", f"{known.id}.on"), stop),)
    return ()


def progress(tx: Transaction, house: House, shown: dict[int, int]) -> list[Reply]:
    """Edit the cards of running announcements that moved since they were shown; close those that are through."""
    found = []
    for known in announcements.running(tx):
        if known.status == "running" and known.left == 0:
            ended = announcements.stop(tx, known.id, "done")
            if ended is not None:
                found.append(card(house, tx, ended))
                report = Turn(tx, Happened(known.by, "", known.by, True), house)
                found.append(Reply((report.line("announce.report", **_counts(ended)),), chat=known.by))
        elif shown.get(known.id, known.recipients) != known.left and known.status == "running":
            found.append(card(house, tx, known))
        shown[known.id] = known.left
    return found


def _counts(known: Announced) -> dict[str, int]:
    return {
        "sent": known.sent,
        "recipients": known.recipients,
        "unreachable": known.unreachable,
        "failed": known.failed,
    }


def mute(turn: Turn) -> None:
    """Take a person off the list; they can come back."""
    residents.wants_announcements(turn.tx, turn.event.person, False)
    turn.say("announce.muted", buttons=((turn.button("announce.unmute", "unmute"),),))


def unmute(turn: Turn) -> None:
    """Put a person on the list again."""
    residents.wants_announcements(turn.tx, turn.event.person, True)
    turn.say("announce.unmuted")
