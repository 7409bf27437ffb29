"""Berkas di meja petugas: the running cases and each case's card in the staff group, without personal numbers.

What needs typing, and all that is personal, goes on in the adviser's own chat; nobody but the staff gets in.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.counters import circle as page
from bot.counters import each_case, menu, next_steps
from bot.counters.turn import House, Turn, pairs
from flows import privacy
from flows.circle.files import Standing, standing
from flows.circle.items import Item, items_for
from flows.circle.records import finished
from flows.circle.stages import STAGES, at_least
from flows.events import Happened
from flows.replies import Act, Button, Buttons, Line, Reply
from storage import cases, circle, history, residents, reviews, staff, uploads
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Transaction

LISTED = 20  # cases in one list
TOLD = "staff_told"  # in the history: the staff heard that the founders are complete
SIGNS = {"missing": "◻", "waiting": "⏳", "approved": "✅", "returned": "↩"}
START = "a"  # `?start=a_KOP-7F3K2` opens a case in an adviser's own chat


# -- who may, and which case ---------------------------------------------------------------------------------------


def allowed(turn: Turn) -> bool:
    """Tell whether an adviser asks, where advisers may; anybody else is told, as with any old button."""
    if turn.member is None:
        if turn.event.private:
            turn.say("menu.old_button", buttons=menu.tiles(turn))
        elif turn.event.chat == turn.staff_chat:
            turn.say("staff.not_registered")
    elif not turn.event.private and turn.event.chat != turn.staff_chat:
        turn.say("staff.not_here")
    else:
        return True
    return False


def meant(turn: Turn, about: str | int) -> Case | None:
    """Give the case an adviser means; a case that was erased is told as gone."""
    if not allowed(turn):
        return None
    case = cases.get(turn.tx, page.number(str(about)))
    if case is None:
        turn.say("case_desk.gone")
    return case


def opened(turn: Turn, argument: str) -> bool:
    """Open a case in an adviser's own chat by its deep link; False for anybody else and any other start."""
    kind, _, code = argument.partition("_")
    if kind != START or turn.member is None or not turn.event.private:
        return False
    open_desk(turn, code)
    return True


def in_private(turn: Turn, case: Case) -> Turn | None:
    """Give a turn in the adviser's own chat; None, told in the group, for one who never pressed Start there."""
    if turn.event.private:
        return turn
    known = residents.get(turn.tx, turn.event.person)
    if known is None or not known.reachable:
        start = turn.link("case_desk.open_private", f"{START}_{case.code}")
        turn.say("case_desk.start_first", who=taker_name(turn, turn.event.person), buttons=((start,),))
        return None
    event = Happened(turn.event.person, turn.event.name, turn.event.person, True)
    return Turn(turn.tx, event, turn.house, turn.inbox_id)


def went_on(turn: Turn, own: Turn) -> None:
    """Hand over what was said in the adviser's own chat, and say in the group that it goes on there."""
    if own is turn:
        return
    chat = own.event.chat
    turn.replies += [reply if reply.chat is not None else replace(reply, chat=chat) for reply in own.replies]
    turn.calls += own.calls
    turn.say("case_desk.in_private", who=taker_name(turn, turn.event.person))


def taker_name(turn: Turn, id: int | None) -> str:
    """Give an adviser's name."""
    member = staff.get(turn.tx, id) if id is not None else None
    return member.name if member else "petugas lain"


def tell_staff(turn: Turn, key: str, case: Case, *, buttons: Buttons = (), **values: Any) -> None:
    """Tell the staff group something of a case; never with anything personal but a name."""
    if turn.staff_chat is not None:
        chat = None if turn.event.chat == turn.staff_chat else turn.staff_chat
        turn.say(key, chat=chat, buttons=buttons, lane="reminder", code=case.code, **values)


# -- the list and the card -----------------------------------------------------------------------------------------


def open_desk(turn: Turn, words: str = "") -> None:
    """List the running cases, or show the card of the one named by its code."""
    if not allowed(turn):
        return
    code = words.strip().upper()
    if not code:
        _list(turn)
        return
    case = cases.by_code(turn.tx, code if code.startswith("KOP-") else f"KOP-{code}")
    if case is None:
        turn.say("case_desk.no_such_code", code=privacy.mask(words.strip())[:20])
    else:
        show(turn, case)


def _list(turn: Turn) -> None:
    running = [case for case in cases.every(turn.tx) if not finished(reviews.recorded(turn.tx, case.id))]
    running.sort(key=lambda case: case.updated_at, reverse=True)
    if not running:
        turn.say("case_desk.none")
        return
    lines = [turn.line("case_desk.list", count=len(running)), *(_listed(turn, case) for case in running[:LISTED])]
    if len(running) > LISTED:
        lines.append(turn.line("case_desk.more", count=len(running) - LISTED))
    ways = pairs([Button(case.code, Act("desk", str(case.id))) for case in running[:LISTED]])
    turn.reply(*lines, buttons=ways)


def _listed(turn: Turn, case: Case) -> Line:
    key = "case_desk.line_taken" if case.taken_by else "case_desk.line"
    return turn.line(key, **_about(turn, case), taker=taker_name(turn, case.taken_by))


def _about(turn: Turn, case: Case) -> dict[str, Any]:
    counted = circle.counts(circle.places(turn.tx, case.id))
    stage = at_least(case.stage, "niat")
    return {
        "code": case.code,
        "name": privacy.mask(page.name_of(case)),
        "stage": next_steps.stage_name(turn, stage),
        "number": STAGES.index(stage) + 1,
        "of": len(STAGES),
        "complete": counted["complete"],
        "places": counted["places"],
    }


def open_card(turn: Turn, about: str) -> None:
    """Show a case's card."""
    if case := meant(turn, about):
        show(turn, case)


def show(turn: Turn, case: Case) -> None:
    """Show a case's card, in place where the button was on the newest message."""
    turn.reply(*card(turn, case), buttons=ways(turn, case), about=f"case:{case.id}", step=turn.can_edit)


def card(turn: Turn, case: Case) -> list[Line]:
    """Word a case's card: stage, taker, founders, items, what was recorded; nothing personal but names."""
    seats = circle.places(turn.tx, case.id)
    listed = "\n".join(f"{seat.place}. {privacy.mask(seat.name)} · {_word(turn, seat)}" for seat in seats)
    lines = [turn.line("case_desk.card", **_about(turn, case))]
    taken = "case_desk.taken_by" if case.taken_by else "case_desk.not_taken"
    lines.append(turn.line(taken, taker=taker_name(turn, case.taken_by)))
    lines.append(Line("{listed}", {"listed": listed}))
    stand = [one.status for states in item_states(turn, case).values() for one in states.values()]
    counted = {status: stand.count(status) for status in ("approved", "waiting", "returned", "missing")}
    lines.append(turn.line("case_desk.items", **counted))
    kept = reviews.counts(turn.tx, case.id)["notes"]
    return [*lines, turn.line("case_desk.notes", count=kept)] if kept else lines


def _word(turn: Turn, seat: Seat) -> str:
    return turn.line(f"circle.state.{seat.state}").plain


def ways(turn: Turn, case: Case) -> Buttons:
    """Give what can be done with a case."""
    about = str(case.id)
    take = turn.button("case_desk.give_back", "desk_leave", about)
    if case.taken_by is None or staff.get(turn.tx, case.taken_by) is None:
        take = turn.button("case_desk.take", "desk_take", about)
    return (
        (take, turn.button("case_desk.full", "desk_full", about)),
        (turn.button("case_desk.check", "desk_check", about), turn.button("case_desk.steps", "desk_steps", about)),
        (turn.button("case_desk.note", "desk_note", about),),
    )


# -- taking --------------------------------------------------------------------------------------------------------


def take(turn: Turn, about: str) -> None:
    """Give a case to the adviser who pressed first; another is told whose it is."""
    case = meant(turn, about)
    if case is None:
        return
    person = turn.event.person
    if case.taken_by is not None and case.taken_by != person and staff.get(turn.tx, case.taken_by):
        turn.say("case_desk.taken_before", code=case.code, who=taker_name(turn, case.taken_by))
        return
    cases.take(turn.tx, case.id, person)
    history.note(turn.tx, case.id, "taken", person)
    show(turn, replace(case, taken_by=person))
    if turn.event.private:
        tell_staff(turn, "case_desk.taken", case, who=taker_name(turn, person))


def give_back(turn: Turn, about: str) -> None:
    """Give a case back, by who took it or a head."""
    case = meant(turn, about)
    if case is None:
        return
    head = turn.member is not None and turn.member.role == "head"
    if case.taken_by is not None and case.taken_by != turn.event.person and not head:
        turn.say("case_desk.taken_before", code=case.code, who=taker_name(turn, case.taken_by))
        return
    cases.take(turn.tx, case.id, None)
    history.note(turn.tx, case.id, "given_back", turn.event.person)
    show(turn, replace(case, taken_by=None))


# -- how the items stand -------------------------------------------------------------------------------------------


def items(case: Case) -> tuple[Item, ...]:
    """List the items a case has at its stage."""
    return items_for(case.content["preparation"].get("form", "primary"), case.stage)


def item_states(turn: Turn, case: Case) -> dict[int, dict[str, Standing]]:
    """Give how each item stands, by founder (0: the case's own) and item; only of places somebody is in."""
    decided = {(one.founder_id or 0, one.item): one for one in reviews.of(turn.tx, case.id)}
    files: dict[tuple[int, str], list[uploads.Handed]] = {}
    for file in uploads.of(turn.tx, case.id):
        files.setdefault((file.founder_id or 0, file.item), []).append(file)
    seats = {0: None, **{seat.id: seat for seat in circle.members(turn.tx, case.id)}}
    return {
        whose: {
            item.key: _standing(seat, item, decided.get((whose, item.key)), files.get((whose, item.key), []))
            for item in items(case)
            if (item.who == "case") == (seat is None)
        }
        for whose, seat in seats.items()
    }


def _standing(
    seat: Seat | None, item: Item, decided: reviews.Review | None, files: Sequence[uploads.Handed]
) -> Standing:
    if item.upload:
        return standing(files)
    if seat is None or seat.data is None:
        return Standing("missing")
    return Standing(decided.status, 1, decided.reason) if decided else Standing("waiting", 1)


# -- the notice ----------------------------------------------------------------------------------------------------


def due(tx: Transaction, house: House) -> list[Reply]:
    """Tell the staff, once a case, that all founders are complete; the same transaction fills the outbox."""
    turn = Turn(tx, Happened(0, "", 0, True), house)
    return each_case.replies(tx, lambda case: _notice(turn, case))


def _notice(turn: Turn, case: Case) -> list[Reply]:
    ready = STAGES.index(at_least(case.stage, "niat")) >= STAGES.index("rapat")
    if not ready or any(one.what == TOLD for one in history.of(turn.tx, case.id)):
        return []
    known = residents.get(turn.tx, case.taken_by) if case.taken_by and staff.get(turn.tx, case.taken_by) else None
    chat = known.id if known and known.reachable else turn.staff_chat
    if chat is None:
        return []
    history.note(turn.tx, case.id, TOLD)
    lines = (turn.line("case_desk.ready", code=case.code), *card(turn, case))
    return [Reply(lines, ways(turn, case), chat=chat, about=f"case:{case.id}", lane="reminder")]
