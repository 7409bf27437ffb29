"""Kind reminders in a circle: to whoever owes something after 3, 7 and 21 days, and a weekly word to the owner."""

from datetime import datetime, timedelta

from bot.counters import circle as page
from bot.counters import deadlines, each_case, handed
from bot.counters.turn import House, Turn, column
from flows.circle.agreed import agreed
from flows.circle.missing import Gap, case_gaps
from flows.circle.stages import Stage, at_least
from flows.events import Happened
from flows.replies import Line, Reply
from storage import circle, history
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Transaction

AFTER = (timedelta(days=3), timedelta(days=7), timedelta(days=21))  # since something is owed; never more
WEEK = timedelta(days=7)
ASLEEP = timedelta(days=56)  # a case in which nothing happened for so long is left in peace
AWAKE = range(9, 20)  # hours of the clinic's time zone in which people are written to
DONE: Stage = "pengesahan"  # from this stage on nobody owes the dossier anything
TOLD, HUSHED = "summarised", "hushed"
OURS = frozenset((TOLD, deadlines.REMINDED, deadlines.EVE))  # what we said is no life of the case


def due(tx: Transaction, house: House) -> list[Reply]:
    """Give the reminders that are due now, each exactly once; the same transaction fills the outbox."""
    if tx.now.astimezone(house.zone).hour not in AWAKE:
        return []
    return each_case.replies(tx, lambda case: _due(tx, house, case))


def _due(tx: Transaction, house: House, case: Case) -> list[Reply]:
    found: list[Reply] = []
    if at_least(case.stage, DONE) != case.stage:
        found += [reply for seat in circle.members(tx, case.id) if (reply := _nudge(tx, house, case, seat))]
        found += [reply for reply in (_summary(tx, house, case),) if reply]
    return found + deadlines.due(tx, house, case, hushed=_hushed(tx, case))


def hush(turn: Turn, about: str) -> None:
    """Stop the reminders for one's own place."""
    if found := page.mine(turn, about):
        circle.mute(turn.tx, found[0].id)
        turn.say("circle.hushed", name=page.name_of(found[1]))


def hush_case(turn: Turn, about: str) -> None:
    """Stop the weekly word on one's own case, and those on its deadlines."""
    if case := page.owned(turn, about):
        history.note(turn.tx, case.id, HUSHED, turn.event.person)
        turn.say("circle.hushed", name=page.name_of(case))


def _nudge(tx: Transaction, house: House, case: Case, seat: Seat) -> Reply | None:
    if seat.person_id is None or seat.owes_since is None or seat.muted or seat.nudged >= len(AFTER):
        return None
    if tx.now < _next(seat, seat.owes_since):
        return None
    text = agreed(case.content)
    gaps = page.owed(tx, seat, text)
    if not gaps:
        return None
    circle.nudged(tx, seat.id)
    turn = _turn(tx, house, seat.person_id)
    said = turn.line("circle.nudge", name=text.name)
    return _reply(turn, case, said, gaps, ("hush", str(seat.id)))


def _next(seat: Seat, since: datetime) -> datetime:
    """Give when the next reminder is due; after a standstill they still keep their distance."""
    planned = since + AFTER[seat.nudged]
    if seat.nudged_at is None or seat.nudged == 0:
        return planned
    return max(planned, seat.nudged_at + AFTER[seat.nudged] - AFTER[seat.nudged - 1])


def _summary(tx: Transaction, house: House, case: Case) -> Reply | None:
    happened, began = history.of(tx, case.id), case.created_at or case.updated_at
    last = max((one.at for one in happened if one.what == TOLD), default=began)
    lived = max((one.at for one in happened if one.what not in OURS), default=began)
    if _hushed(tx, case) or tx.now < last + WEEK or tx.now > max(lived, case.updated_at) + ASLEEP:
        return None
    turn = _turn(tx, house, case.owner_id)
    gaps = case_gaps(page.stands(turn, case), turn.figures, turn.now.date()) + handed.owner_gaps(tx, case)
    if not gaps:
        return None
    history.note(tx, case.id, TOLD)
    counted = circle.counts(circle.places(tx, case.id))
    said = turn.line("circle.weekly", name=page.name_of(case), code=case.code, **counted)
    return _reply(turn, case, said, gaps, ("hushcase", str(case.id)))


def _hushed(tx: Transaction, case: Case) -> bool:
    happened = history.of(tx, case.id)
    return any(one.what == HUSHED and one.person_id == case.owner_id for one in happened)


def _turn(tx: Transaction, house: House, person: int) -> Turn:
    return Turn(tx, Happened(person, "", person, True), house)


def _reply(turn: Turn, case: Case, said: Line, gaps: list[Gap], quiet: tuple[str, str]) -> Reply:
    lines = (said, *(turn.line(f"circle.gap.{gap.key}.say", **gap.values) for gap in gaps))
    buttons = column([*page.ways(turn, gaps), turn.button("circle.hush_button", *quiet)])
    return Reply(lines, buttons, chat=turn.event.person, lane="reminder", about=f"case:{case.id}")
