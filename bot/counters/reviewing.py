"""Memeriksa butir: an adviser approves an item of a case or sends it back; the reason reaches whoever owes it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.counters import case_desk as desk
from bot.counters import circle as page
from bot.counters import own_part, recording
from bot.counters.talking import Talking
from bot.counters.turn import Turn, column, pairs
from flows import privacy
from flows.adviser_case import ItemReturned
from flows.circle.data import founder_to_json
from flows.circle.files import Standing, Status
from flows.circle.items import item as item_of
from flows.circle.stages import at_least
from flows.circle.states import MEMBER
from flows.outcomes import FounderGave
from flows.replies import Act, Button, Line
from storage import cases, circle, conversations, history, reviews, uploads
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.conversations import Kept

ALL = "all"  # every item of one founder that waits
MARKED = 10  # letters of a mark; a button holds 64 bytes in all
APPROVED, REOPENED = "dossier_approved", "reopened"


# -- looking -------------------------------------------------------------------------------------------------------


def check(turn: Turn, about: str) -> None:
    """Show how every item of a case stands, with a button for each founder and for the case's own."""
    case = desk.meant(turn, about)
    if case is None:
        return
    states = desk.item_states(turn, case)
    seats = circle.members(turn.tx, case.id)
    rows = [_row(turn, turn.line("case_desk.own_items").plain, states[0])] if states[0] else []
    rows += [_row(turn, privacy.mask(seat.name), states[seat.id]) for seat in seats]
    lines = [turn.line("case_desk.checking", code=case.code), Line("{rows}", {"rows": "\n".join(rows)})]
    first = sorted(seats, key=lambda seat: not _waits(states[seat.id]))[: page.MOST_BUTTONS]
    people = [Button(_signed(seat, states[seat.id]), Act("desk_one", f"{case.id}.{seat.id}")) for seat in first]
    own = [turn.button("case_desk.own_items", "desk_one", f"{case.id}.0")] if states[0] else []
    back = turn.button("case_desk.card_button", "desk", str(case.id))
    turn.reply(*lines, buttons=(*column(own), *pairs(people), (back,)), step=turn.can_edit)


def _row(turn: Turn, name: str, states: Mapping[str, Standing]) -> str:
    told = " · ".join(f"{_item(turn, key)} {desk.SIGNS[one.status]}" for key, one in states.items())
    return turn.line("case_desk.row", name=name, told=told).plain


def _item(turn: Turn, key: str) -> str:
    return turn.line(f"case_desk.item.{key}").plain


def _waits(states: Mapping[str, Standing]) -> bool:
    return any(one.status == "waiting" for one in states.values())


def _signed(seat: Seat, states: Mapping[str, Standing]) -> str:
    worst = next((one for one in ("waiting", "returned", "missing") if _any(states, one)), "approved")
    return f"{desk.SIGNS[worst]} {privacy.mask(seat.name)}"


def _any(states: Mapping[str, Standing], status: str) -> bool:
    return any(one.status == status for one in states.values())


def open_one(turn: Turn, about: str) -> None:
    """Show the items of one founder, or the case's own, with what can be decided."""
    if found := _found(turn, about):
        _show_one(turn, *found)


def _show_one(turn: Turn, case: Case, seat: Seat | None) -> None:
    whose = seat.id if seat else 0
    states = desk.item_states(turn, case)[whose]
    name = privacy.mask(seat.name) if seat else turn.line("case_desk.own_items").plain
    listed: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for key, one in states.items():
        word = turn.line(f"case_desk.state.{one.status}").plain
        told = {"sign": desk.SIGNS[one.status], "item": _item(turn, key), "word": word}
        listed.append(turn.line("case_desk.one_item", **told).plain)
        choices = []
        if one.status in ("waiting", "returned"):
            choices.append(_way(turn, "approve", "desk_ok", case, whose, key))
        if one.status in ("waiting", "approved"):
            choices.append(_way(turn, "return", "desk_return", case, whose, key))
        rows += [tuple(choices)] if choices else []
    if sum(one.status == "waiting" for one in states.values()) > 1:
        rows.append((turn.button("case_desk.approve_all", "desk_ok", _about(turn, case, whose, ALL)),))
    rows.append((turn.button("case_desk.check", "desk_check", str(case.id)),))
    lines = (turn.line("case_desk.one", code=case.code, name=name), Line("{listed}", {"listed": "\n".join(listed)}))
    turn.reply(*lines, buttons=tuple(rows), step=turn.can_edit)


def _way(turn: Turn, key: str, act: str, case: Case, whose: int, item: str) -> Button:
    return turn.button(f"case_desk.{key}", act, _about(turn, case, whose, item), item=_item(turn, item))


def _about(turn: Turn, case: Case, whose: int, key: str) -> str:
    """Give what a button for a decision is about, with a mark of what was there when it was shown."""
    return f"{case.id}.{whose}.{key}.{_mark(turn, case, whose, key)}"


def _mark(turn: Turn, case: Case, whose: int, key: str) -> str:
    """Mark what was given for an item, or for all of a founder's; keyed and short, another once it is given anew."""
    seat = circle.get(turn.tx, whose) if whose else None
    files = [one for one in uploads.of(turn.tx, case.id) if (one.founder_id or 0) == whose and key in (ALL, one.item)]
    data = founder_to_json(seat.data) if seat and seat.data and key in (ALL, "data") else None
    given = json.dumps([data, [one.file for one in files]], sort_keys=True, default=str)
    return turn.tx.seal.mark(f"given:{case.id}.{whose}", given)[:MARKED]


def _found(turn: Turn, about: str) -> tuple[Case, Seat | None] | None:
    """Give the case and the founder's place a button is about; None, told, for what is gone or was never so."""
    id, _, whose = about.partition(".")
    case = desk.meant(turn, id)
    if case is None:
        return None
    seat = circle.get(turn.tx, page.number(whose))
    here = seat is not None and seat.case_id == case.id and seat.state in MEMBER
    if whose != "0" and not here:
        turn.say("case_desk.place_gone")
        return None
    return case, (seat if whose != "0" else None)


def _decidable(turn: Turn, about: str) -> tuple[Case, Seat | None, str] | None:
    """Give the case, the place and the item a decision is about; None, told, where it is another item by now."""
    id, whose, key, mark = (*about.split("."), "", "", "", "")[:4]
    found = _found(turn, f"{id}.{whose}")
    if found is None or _changed(turn, *found, key, mark):
        return None
    return *found, key


def _changed(turn: Turn, case: Case, seat: Seat | None, key: str, mark: str) -> bool:
    """Tell whether an item was given anew since an adviser was shown it; then say so and show how it stands now."""
    if mark == _mark(turn, case, seat.id if seat else 0, key):
        return False
    turn.say("case_desk.changed_since", code=case.code)
    _show_one(turn, case, seat)
    return True


# -- approving -----------------------------------------------------------------------------------------------------


def approve(turn: Turn, about: str) -> None:
    """Approve an item, or all that wait of one founder, as the adviser was shown them."""
    found = _decidable(turn, about)
    if found is None:
        return
    case, seat, key = found
    states = desk.item_states(turn, case)[seat.id if seat else 0]
    wanted = [one for one, state in states.items() if state.status in _approvable(key) and key in (ALL, one)]
    for one in wanted:
        _decide(turn, case, seat, one, "approved")
    if not wanted:
        turn.say("case_desk.nothing_to_decide")
    settled(turn, case.id)
    fresh = cases.get(turn.tx, case.id) or case
    _show_one(turn, fresh, seat)


def _approvable(key: str) -> tuple[str, ...]:
    return ("waiting",) if key == ALL else ("waiting", "returned")


def _decide(turn: Turn, case: Case, seat: Seat | None, key: str, status: reviews.Decision, reason: str = "") -> None:
    by, founder = turn.event.person, seat.id if seat else None
    known = item_of(key)
    if known is not None and known.upload:
        for file in uploads.of(turn.tx, case.id):
            if (file.founder_id, file.item) == (founder, key):
                uploads.decide(turn.tx, file.id, status, by, reason)
        history.note(turn.tx, case.id, status, by, founder, key)
        return
    reviews.decide(turn.tx, case.id, founder, key, status, by, reason)
    if founder is not None:
        circle.settle(turn.tx, founder)


def settled(turn: Turn, case_id: int) -> None:
    """After decisions: say once that the whole dossier is approved, and go on where the capital is proved."""
    case = cases.get(turn.tx, case_id)
    if case is None:
        return
    if _whole(turn, case) and not _said(turn, case):
        history.note(turn.tx, case.id, APPROVED, turn.event.person, detail=_part(case))
        ways = ((turn.button("steps.button", "nextsteps", str(case.id)),),)
        told: dict[str, Any] = {"name": page.name_of(case), "code": case.code}
        adviser = desk.taker_name(turn, turn.event.person)
        turn.say(f"case_desk.all_approved_{_part(case)}", chat=case.owner_id, buttons=ways, who=adviser, **told)
    recording.advance(turn, case)


def _part(case: Case) -> str:
    return "after" if case.met else "before"


def _whole(turn: Turn, case: Case) -> bool:
    """Tell whether every founder is complete and every item is approved that goes to the notary."""
    states = desk.item_states(turn, case)
    dossier = {item.key for item in desk.items(case) if at_least("modal", item.after) == "modal"}
    decided = [one.status for each in states.values() for key, one in each.items() if key in dossier]
    complete = all(seat.complete for seat in circle.places(turn.tx, case.id))
    return complete and all(status == "approved" for status in decided)


def _said(turn: Turn, case: Case) -> bool:
    """Tell whether the owner heard so already, with nothing reopened since."""
    marks = [one for one in history.of(turn.tx, case.id) if one.what in (APPROVED, REOPENED)]
    newest = marks[-1] if marks else None
    return newest is not None and newest.what == APPROVED and newest.detail == _part(case)


# -- sending back --------------------------------------------------------------------------------------------------


def begin_return(turn: Turn, talking: Talking, about: str) -> None:
    """Ask the adviser, in his own chat, why an item goes back."""
    found = _decidable(turn, about)
    if found is None:
        return
    case, seat, key = found
    if not _returnable(turn, case, seat, key):
        return
    own = desk.in_private(turn, case)
    if own is None:
        return
    what = {"item": key, "what": _item(turn, key), "who": seat.name if seat else page.owner_of(turn, case)}
    whose = seat.id if seat else 0
    mark = _mark(turn, case, whose, key)
    context = {"case_id": case.id, "founder_id": whose, "code": case.code, "mark": mark, **what}
    talking.begin(own, "case_return", context)
    desk.went_on(turn, own)


def _returnable(turn: Turn, case: Case, seat: Seat | None, key: str) -> bool:
    state = desk.item_states(turn, case)[seat.id if seat else 0].get(key)
    if state is not None and state.status in ("waiting", "approved"):
        return True
    turn.say("case_desk.nothing_to_decide")
    return False


def send_back(turn: Turn, kept: Kept, outcome: ItemReturned) -> None:
    """Send an item back: whoever owes it is told why, with the way to the gap; the group hears no reason."""
    conversations.forget(turn.tx, kept.id)
    context = kept.context
    found = _found(turn, f"{context['case_id']}.{context['founder_id']}")
    if found is None:
        return
    case, seat = found
    key, reason = str(context["item"]), privacy.mask(outcome.reason)
    if "mark" in context and _changed(turn, case, seat, key, str(context["mark"])):  # a talk begun before has none
        return
    if not _returnable(turn, case, seat, key):
        return
    _decide(turn, case, seat, key, "returned", reason)
    history.note(turn.tx, case.id, REOPENED, None, seat.id if seat else None, key)
    owes = seat.person_id if seat else case.owner_id
    told: dict[str, Any] = {"item": _item(turn, key), "name": page.name_of(case), "reason": reason}
    if owes is not None:
        turn.say("case_desk.returned_told", chat=owes, buttons=((_gap(turn, case, seat, key),),), **told)
    who = privacy.mask(str(context["who"]))
    turn.say("case_desk.sent_back", item=told["item"], who=who)
    adviser = desk.taker_name(turn, turn.event.person)
    desk.tell_staff(turn, "case_desk.returned", case, item=told["item"], who=who, adviser=adviser)


def _gap(turn: Turn, case: Case, seat: Seat | None, key: str) -> Button:
    """Give the button that leads to what is to be put right."""
    known = item_of(key)
    if known is not None and known.upload:
        return turn.button("case_desk.send_again", "send", f"{key}.{case.id}")
    return turn.button("circle.gap.returned.button", "fill", str(seat.id if seat else 0))


# -- given anew ----------------------------------------------------------------------------------------------------


def gave(turn: Turn, kept: Kept, outcome: FounderGave) -> None:
    """Keep what a founder gave; what an adviser decided on it before lapses, and the staff hear of it."""
    seat = circle.get(turn.tx, page.number(str(kept.context.get("founder_id", 0))))
    before = reviews.standing(turn.tx, seat.case_id, seat.id, "data") if seat else None
    own_part.gave(turn, kept, outcome)
    if seat is None or before is None or reviews.standing(turn.tx, seat.case_id, seat.id, "data") is not None:
        return
    tell_changed(turn, seat.case_id, seat, "data", before.status)


def file_came(turn: Turn, case_id: int, seat: Seat | None, item: str, stood: Status) -> None:
    """After a file came: tell the staff where one of this item was approved or returned before."""
    if stood in ("approved", "returned"):
        history.note(turn.tx, case_id, REOPENED, None, seat.id if seat else None, item)
        tell_changed(turn, case_id, seat, item, stood)


def tell_changed(turn: Turn, case_id: int, seat: Seat | None, item: str, was: Status) -> None:
    """Tell the staff that an item they had approved or returned was given anew; names only."""
    case = cases.get(turn.tx, case_id)
    if case is None:
        return
    who = privacy.mask(seat.name) if seat else privacy.mask(page.owner_of(turn, case))
    key = "case_desk.changed" if was == "approved" else "case_desk.put_right"
    way = turn.button("case_desk.look_again", "desk_one", f"{case.id}.{seat.id if seat else 0}")
    told = {"item": _item(turn, item), "who": who, "taker": desk.taker_name(turn, case.taken_by)}
    desk.tell_staff(turn, key if case.taken_by else f"{key}_untaken", case, buttons=((way,),), **told)
