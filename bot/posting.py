"""Replies become rows of the outbox: rendered, joined where they fit, each in its lane."""

from bot import render
from flows import events
from flows.replies import Reply
from storage import outbox
from storage.database import Transaction
from storage.outbox import Call

LANES = {"reply": outbox.REPLY, "reminder": outbox.REMINDER, "bulk": outbox.BULK}


def put(tx: Transaction, replies: list[Reply], event: events.Happened, bot_name: str) -> list[Call]:
    """Render replies into the outbox; gives the calls to make now, in order."""
    message = event.message if isinstance(event, events.Pressed) else None
    calls = []
    for reply in joined(replies):
        rendered = render.calls(reply, event.chat, message, bot_name)
        for method, payload in rendered:
            call = outbox.put(tx, payload["chat_id"], method, payload, lane=LANES[reply.lane], about=reply.about)
            if call is not None:
                calls.append(call)
    return calls


def joined(replies: list[Reply]) -> list[Reply]:
    """Join words that follow each other to the same chat into one message where they fit."""
    found: list[Reply] = []
    for reply in replies:
        last = found[-1] if found else None
        if last is not None and _joinable(last, reply):
            both = last.lines + reply.lines
            if len(render.pages(both)) == 1:
                found[-1] = Reply(
                    both, reply.buttons, chat=reply.chat, lane=reply.lane, about=reply.about or last.about
                )
                continue
        found.append(reply)
    return found


def _joinable(last: Reply, reply: Reply) -> bool:
    """Tell whether two replies can be one message; what is about two different things is answered apart."""
    apart = last.about and reply.about and last.about != reply.about
    return _plain(last) and _plain(reply, buttons=True) and last.chat == reply.chat and not apart


def _plain(reply: Reply, *, buttons: bool = False) -> bool:
    special = reply.document or reply.pin or reply.edit or reply.step or reply.reply_to
    return not special and (buttons or not reply.buttons) and reply.lane == "reply" and bool(reply.lines)
