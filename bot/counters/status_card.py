"""Kartu grup: a founding group bound to its case, and the one card there that shows how far it is, edited in place.

Counts only: who lacks what is nobody's business in a group.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from hashlib import sha256
from typing import Any

from bot import render
from bot.counters import circle as page
from bot.counters import joining
from bot.counters.turn import House, Turn
from bot.posting import put
from flows import texts
from flows.circle.agreed import agreed
from flows.circle.files import standing
from flows.circle.items import owed_at
from flows.circle.stages import Stage, at_least
from flows.circle.states import MEMBER, OPEN
from flows.events import Commanded, Happened, Membership, Rights
from flows.replies import Button, Buttons, Line, Link, Reply
from knowledge import numbers
from storage import cases, circle, group_cards, groups, history, links, outbox, uploads
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Transaction
from storage.group_cards import Bound
from storage.outbox import Call

BIND, FILL = "k", "m"  # what stands before the code behind `?startgroup=` and `?start=`
LONGEST_CODE = 16
EVERY = timedelta(seconds=4)  # between two edits of a card; the clock looks every five seconds
AT_ONCE = 20  # cards worked out in one look: on a new day all of them wait, and turns must not
DONE: Stage = "pengesahan"  # from this stage on nobody owes the dossier anything


# -- binding -------------------------------------------------------------------------------------------------------


def offer(turn: Turn, about: str) -> None:
    """Show the owner how a group is bound: a button that lets him choose it, and the words to write there."""
    case = page.owned(turn, about)
    if case is None:
        return
    word, bot = f"{BIND}_{case.code}", turn.house.bot_name
    choose = Button(turn.line("group_card.choose_button").plain, Link(url=f"https://t.me/{bot}?startgroup={word}"))
    name = page.name_of(case)
    turn.say("group_card.how", buttons=((choose,),), name=name, code=case.code, bot=bot, word=word)


def code_meant(event: Commanded) -> str:
    """Give the code in a group's `/start k_KOP-…`; "" for anything else."""
    kind, _, code = event.argument.partition("_")
    bind = event.command in ("start", "mulai") and kind == BIND and not event.private
    return code.strip()[:LONGEST_CODE] if bind else ""


def opened_in_group(turn: Turn, event: Commanded) -> bool:
    """Bind the group to the case that its owner names there; False for any other command."""
    code = code_meant(event)
    if not code:
        return False
    case, here = cases.by_code(turn.tx, code), cases.in_group(turn.tx, event.chat)
    if event.chat == turn.staff_chat:
        turn.say("group_card.not_for_staff")
    elif event.as_group:
        turn.say("group_card.as_yourself")
    elif case is None or case.owner_id != event.person:
        turn.say("group_card.owner_only")
    elif here is None:
        _bind(turn, case, event)
    elif here.id != case.id:
        turn.say("group_card.taken")
    else:
        shown = outbox.message_about(turn.tx, event.chat, group_cards.about(case.id))
        turn.reply(turn.line("group_card.bound_here", code=case.code), reply_to=shown)
    return True


def _bind(turn: Turn, case: Case, event: Commanded) -> None:
    if case.group_chat_id is not None:
        _release(turn, case)
    groups.joined(turn.tx, event.chat, event.title, present=True)
    cases.bind_group(turn.tx, case.id, event.chat)
    history.note(turn.tx, case.id, "group_bound", event.person)
    reply = card(turn, case, event.chat)
    turn.replies.append(reply)
    group_cards.shown(turn.tx, case.id, "", _mark(reply))
    know_rights(turn, event.rights or Rights())


def release(turn: Turn, about: str) -> None:
    """Let the owner take the group off his case."""
    case = page.owned(turn, about)
    if case is None:
        return
    back = ((turn.button("circle.page_button", "circle", about),),)
    if case.group_chat_id is None:
        turn.say("group_card.not_bound", code=case.code, buttons=back)
        return
    _release(turn, case)
    turn.say("group_card.unbound", code=case.code, buttons=back)


def _release(turn: Turn, case: Case) -> None:
    """Take a case's group off it, with a last word on the card."""
    if case.group_chat_id is None:
        return
    last_word(turn, case)
    _unbind(turn.tx, case.id, case.group_chat_id)
    history.note(turn.tx, case.id, "group_released", turn.event.person)


def last_word(turn: Turn, case: Case) -> None:
    """Write on a case's card that it is no longer kept: the case is about to lose its group, or to go."""
    shown = outbox.message_about(turn.tx, case.group_chat_id or 0, group_cards.about(case.id))
    if case.group_chat_id is not None and shown is not None:
        line = turn.line("group_card.ended", code=case.code)
        turn.reply(line, chat=case.group_chat_id, edit=shown, lane="reminder")


def _unbind(tx: Transaction, case_id: int, chat: int) -> None:
    cases.bind_group(tx, case_id, None)
    group_cards.forget(tx, case_id, chat)


# -- what becomes of the group -------------------------------------------------------------------------------------


def standing_changed(turn: Turn, event: Membership) -> None:
    """Follow what we may do in a group; where we were put out, its case goes on without it."""
    if not event.present:
        lost(turn, event.chat)
        return
    groups.allow(turn.tx, event.chat, delete=event.rights.deletes, pin=event.rights.pins)


def lost(turn: Turn, chat: int, key: str = "lost") -> None:
    """Take a group that is gone off its case, and tell the owner, once."""
    case = cases.in_group(turn.tx, chat)
    if case is None:
        return
    _unbind(turn.tx, case.id, chat)
    history.note(turn.tx, case.id, "group_lost")
    again = turn.button("group_card.bind_button", "group", str(case.id))
    name = page.name_of(case)
    turn.say(f"group_card.{key}", chat=case.owner_id, buttons=((again,),), name=name, code=case.code)


def know_rights(turn: Turn, rights: Rights) -> None:
    """Note what we may do in a group, and tell its admins once what is missing and how to switch it."""
    groups.allow(turn.tx, turn.event.chat, delete=rights.deletes, pin=rights.pins)
    missing = [name for name in ("hears", "deletes", "pins") if getattr(rights, name) is False]
    known = rights != Rights()
    if known and groups.told(turn.tx, turn.event.chat) and missing:
        said = [turn.line(f"group_card.rights.{name}") for name in missing]
        turn.reply(turn.line("group_card.rights.say"), *said)


# -- the way from the card to the private chat ---------------------------------------------------------------------


def fill_button(turn: Turn, case: Case | None) -> Button:
    """Make the button that leads from a group to what one owes, or only to the private chat."""
    if case is None:
        return turn.link("menu.open_private", "mulai")
    return turn.link("group_card.fill_button", f"{FILL}_{case.code}")


def opened(turn: Turn, argument: str) -> bool:
    """Meet who came from a card: a founder sees what he owes, anybody else how to join; False for any other start."""
    kind, _, code = argument.partition("_")
    if kind != FILL or not code:
        return False
    case = cases.by_code(turn.tx, code[:LONGEST_CODE])
    seat = circle.in_case(turn.tx, case.id, turn.event.person) if case else None
    if case is not None and (case.owner_id == turn.event.person or (seat is not None and seat.state in MEMBER)):
        page.show_missing(turn, str(case.id))
        return True
    # a code is short and printed on papers: it opens a way in only while the group's card shows it too
    link = links.current(turn.tx, case.id) if case and case.group_chat_id is not None else None
    if link is None or not joining.opened(turn, link.start):
        turn.say("group_card.ask_owner")
    return True


# -- the card ------------------------------------------------------------------------------------------------------


def card(turn: Turn, case: Case, chat: int, message: int | None = None) -> Reply:
    """Show how far a case is, in place of its card where there is one."""
    lines = (turn.line("group_card.card", name=page.name_of(case), code=case.code), _how_far(turn, case))
    ways: Buttons = ((fill_button(turn, case),), (turn.link("group_card.ask_button", "tanya"),))
    lane: Any = "reminder" if message else "reply"
    return Reply(lines, ways, chat=chat, edit=message, about=group_cards.about(case.id), lane=lane)


def _how_far(turn: Turn, case: Case) -> Line:
    if at_least(case.stage, DONE) == case.stage:
        return turn.line("group_card.nobody_owes", stage=_stage(case))
    seats = circle.places(turn.tx, case.id)
    counted, lacks = circle.counts(seats), ", ".join(_lacks(turn, case, seats))
    key = "group_card.lacking" if lacks else "group_card.ready"
    more = {"lacks": lacks} if lacks else {}
    return turn.line(key, complete=counted["complete"], places=counted["places"], ahead=_ahead(turn, case), **more)


def _lacks(turn: Turn, case: Case, seats: list[Seat]) -> Iterator[str]:
    """Count what is missing, kind by kind, and nobody by name."""
    mark = agreed(case.content).mark
    here = [seat for seat in seats if seat.state in MEMBER]
    files = uploads.of(turn.tx, case.id)
    missing = {"open": sum(seat.state in OPEN for seat in seats), "data": sum(seat.data is None for seat in here)}
    for item in owed_at(case.content["preparation"].get("form", "primary"), case.stage):
        if item.upload and item.who == "founder":
            sent = [[one for one in files if (one.founder_id, one.item) == (seat.id, item.key)] for seat in here]
            missing[item.key] = sum(not standing(one).there for one in sent)
    missing["text"] = sum(seat.confirmed != mark for seat in here)
    for kind, count in missing.items():
        if count:
            yield turn.line(f"group_card.lacks.{kind}", count=count).plain


def _ahead(turn: Turn, case: Case) -> str:
    """Say what comes next: the meeting, or the stage after it."""
    if case.met:
        return turn.line("group_card.ahead.stage", stage=_stage(case)).plain
    prepared = case.content["preparation"]
    day, at = date.fromisoformat(prepared["meeting_on"]), time.fromisoformat(prepared["meeting_at"])
    key = "meeting_passed" if day < turn.now.date() else "meeting"
    said = f"{numbers.weekday(day)} {numbers.long_day(day).rsplit(' ', 1)[0]}"
    return turn.line(f"group_card.ahead.{key}", day=said, at=at).plain


def _stage(case: Case) -> str:
    return texts.template("steps", f"stage.{at_least(case.stage, 'niat')}")


def _mark(reply: Reply) -> str:
    return sha256("\n".join(render.pages(reply.lines)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# -- the clock -----------------------------------------------------------------------------------------------------


def due(tx: Transaction, house: House) -> list[Call]:
    """Put into the outbox what the cards need now: an edit where the words changed, a pin, a word to an owner.

    Only a case to which something happened since its card was looked at is opened; a new day is such a thing too.
    """
    today, left, calls = tx.now.astimezone(house.zone).date(), AT_ONCE, []
    for one in group_cards.bound(tx):
        sign = f"{one.sign}|{today}"
        if one.lost:
            calls += _gone(tx, house, one)
        elif not one.waits and one.shown != sign and not _fresh(tx, one) and left:
            left -= 1
            calls += _refreshed(tx, house, one, sign) or _pinned(tx, one)
        elif not one.waits:
            calls += _pinned(tx, one)
    return calls


def _fresh(tx: Transaction, one: Bound) -> bool:
    return one.message_id is not None and one.shown_at is not None and timedelta() <= tx.now - one.shown_at < EVERY


def _turn(tx: Transaction, house: House, chat: int) -> Turn:
    return Turn(tx, Happened(0, "", chat, False), house)


def _gone(tx: Transaction, house: House, one: Bound) -> list[Call]:
    turn = _turn(tx, house, one.chat_id)
    lost(turn, one.chat_id)
    return put(tx, turn.replies, turn.event, house.bot_name)


def _refreshed(tx: Transaction, house: House, one: Bound, sign: str) -> list[Call]:
    case = cases.get(tx, one.case_id)
    if case is None:
        return []
    turn = _turn(tx, house, one.chat_id)
    reply = card(turn, case, one.chat_id, one.message_id)
    mark = _mark(reply)
    if mark == one.mark and one.message_id is not None:
        group_cards.looked(tx, case.id, sign)
        return []
    group_cards.shown(tx, case.id, sign, mark)
    return put(tx, [reply], turn.event, house.bot_name)


def _pinned(tx: Transaction, one: Bound) -> list[Call]:
    """Pin a card once; one that somebody unpins is left so."""
    if not one.may_pin or one.message_id is None or one.message_id == one.pinned_id:
        return []
    group_cards.pinned(tx, one.case_id, one.message_id)
    payload = {"chat_id": one.chat_id, "message_id": one.message_id, "disable_notification": True}
    call = outbox.put(tx, one.chat_id, "pinChatMessage", payload)
    return [call] if call else []
