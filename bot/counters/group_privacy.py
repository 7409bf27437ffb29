"""Nomor pribadi di grup: a kind word to whoever wrote one there; the words were let go before anything was kept."""

from bot.counters import status_card
from bot.counters.turn import Turn
from flows.circle.states import MEMBER
from flows.events import Spilled
from flows.replies import Buttons
from storage import cases, circle, groups, outbox, residents
from storage.cases import Kept as Case


def spilled(turn: Turn, event: Spilled) -> None:
    """Explain to the sender, in private where he can be written to; else in the group, never with the number."""
    case = cases.in_group(turn.tx, event.chat)
    to_private: Buttons = ((status_card.fill_button(turn, case),),)
    if event.deleted:
        _explain(turn, event, case, to_private)
        return
    if event.deleted is None:  # Telegram could not be asked; the clock tries again
        payload = {"chat_id": event.chat, "message_id": event.message}
        call = outbox.put(turn.tx, event.chat, "deleteMessage", payload)
        turn.calls += [call] if call else []
    if case is not None:
        line = turn.line("group_card.spilled.please_delete")
        turn.reply(line, reply_to=event.message, buttons=to_private)
    elif event.deleted is False:
        groups.allow(turn.tx, event.chat, delete=False, pin=None)


def _explain(turn: Turn, event: Spilled, case: Case | None, to_private: Buttons) -> None:
    known = residents.get(turn.tx, event.person) if event.person > 0 else None
    if known is None or not known.reachable:
        turn.say("group_card.spilled.deleted_here", name=event.name, buttons=to_private)
        return
    seat = circle.in_case(turn.tx, case.id, event.person) if case else None
    own: Buttons = ()
    if seat is not None and seat.state in MEMBER:
        own = ((turn.button("circle.my_data", "fill", str(seat.id)),),)
    turn.say("group_card.spilled.deleted", chat=event.person, title=event.title, buttons=own)
