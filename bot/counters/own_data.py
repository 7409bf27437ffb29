"""Data saya: what is kept of a person, shown and erased (UU 27/2022)."""

from bot.counters import leaving, looking, status_card
from bot.counters.talking import Talking
from bot.counters.turn import Turn
from flows import conversation as talk
from flows.circle.agreed import agreed
from flows.replies import Line
from flows.small import Erase
from knowledge import numbers
from storage import cases, circle, conversations, erasure, questions, visits
from storage.conversations import Kept

INTERVIEWS = (
    "founding",
    "founding_meeting",
    "founder",
    "differs",
)  # their answers stay; those of the other talks go into what they led to
BACKUP_DAYS = 30  # what docs/running.md tells the office to keep backups for


def show(turn: Turn) -> None:
    """Show all that is kept: consent, answers, cases, visits, questions, and what was asked."""
    known = turn.person
    if known is None:
        turn.say("own.nothing")
        return
    lines = [turn.line("own.head")]
    if known.consent_at:
        day = known.consent_at.astimezone(turn.house.zone).date()
        lines.append(turn.line("own.consent", name=known.name, day=day, version=known.consent_version))
    else:
        as_founder = any(seat.consent_at is not None for seat in circle.of(turn.tx, known.id))
        lines.append(turn.line("own.no_general_consent" if as_founder else "own.no_consent"))
    counts = erasure.counts(turn.tx, known.id)
    lines.append(turn.line("own.counts", **counts))
    answers = _answers(turn, known.id)
    case = cases.of(turn.tx, known.id)
    if case is not None and not answers:
        kept = case.content["preparation"]
        names = ", ".join(kept["founders"])
        lines.append(turn.line("own.case", name=kept["names"][0], founders=names, seat=kept["seat"]))
    lines.extend(answers)
    lines.extend(_places(turn, known.id))
    if counts["files"]:
        lines.append(turn.line("own.files", count=counts["files"]))
    lines.extend(looking.kept_of(turn, known.id))
    for visit in visits.ahead(turn.tx, known.id):
        at = visit.starts_at.astimezone(turn.house.zone)
        moment = f"{numbers.weekday_and_day(at.date())} pukul {numbers.clock(at.time())}"
        lines.append(turn.line("own.visit", moment=moment, note=visit.note or "–"))
    if question := questions.newest_of(turn.tx, known.id):
        lines.append(turn.line("own.question", number=question.id))
    lines.extend(_asked(turn, known.id))
    lines.append(turn.line("own.announcements" if known.announcements else "own.no_announcements"))
    listen = (
        turn.button("announce.no_more", "mute") if known.announcements else turn.button("announce.unmute", "unmute")
    )
    turn.reply(*lines, buttons=((turn.button("own.erase", "erase"),), (listen,)))


def _answers(turn: Turn, person: int) -> list[Line]:
    """List what was answered in the interviews, also in those that are not finished."""
    lines: list[Line] = []
    for kept in conversations.of(turn.tx, person, INTERVIEWS):
        facts = turn.facts(kept.flow, kept.context)
        at = talk.standing(talk.State(kept.id, kept.flow, kept.answers), facts).walk
        listed = list(talk.summary(kept.flow, at.path, facts))
        if at.question is not None:
            listed += talk.gathered(kept.flow, at.question, at.kept, facts)
        if listed:
            state = "done" if kept.status == "ended" else "unfinished"
            lines += [turn.line(f"own.{kept.flow}_{state}"), *listed]
    return lines


def _places(turn: Turn, person: int) -> list[Line]:
    """List the circles a person stands in, with the consent given there."""
    lines: list[Line] = []
    for seat in circle.of(turn.tx, person):
        case = cases.get(turn.tx, seat.case_id)
        if case is None:
            continue
        word = turn.line(f"circle.state.{seat.state}").plain
        lines.append(turn.line("own.place", name=agreed(case.content).name, code=case.code, word=word))
        if seat.consent_at is not None:
            day = seat.consent_at.astimezone(turn.house.zone).date()
            lines.append(turn.line("own.place_consent", day=day, version=seat.consent_version))
    return lines


def _asked(turn: Turn, person: int) -> list[Line]:
    """List what a person wrote to the advisers and asked of the bot."""
    lines = [turn.line("own.said", number=number, text=words) for number, words in questions.said_by(turn.tx, person)]
    if asked := questions.asked_by(turn.tx, person):
        listed = "\n".join(f"• {words}" for words in asked)
        lines.append(turn.line("own.asked", listed=listed))
    return lines


def begin_erasing(turn: Turn, talking: Talking) -> None:
    """Ask before erasing; an owner whom others found with is told what goes with him."""
    if case := leaving.others_in_own(turn):
        ways = ((turn.button("circle.hand_over_button", "handover", str(case.id)),),)
        turn.say("circle.erase_owner", code=case.code, buttons=ways)
    talking.begin(turn, "erase")


def erase(turn: Turn, kept: Kept, outcome: Erase) -> None:
    """Erase everything and say what a backup still holds, and until when."""
    ahead = visits.ahead(turn.tx, turn.event.person)
    gaps = leaving.before_erasing(turn)
    for case in cases.all_of(turn.tx, turn.event.person):
        status_card.last_word(turn, case)
    erasure.erase(turn.tx, turn.event.person, now_handling=turn.inbox_id)
    turn.say("own.erased", days=BACKUP_DAYS)
    for case, seat in gaps:
        leaving.tell_gap(turn, case, seat)
    if ahead and turn.staff_chat is not None:
        turn.say("staff.visit_freed", chat=turn.staff_chat, lane="reminder", count=len(ahead))
