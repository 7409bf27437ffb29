"""The menu: the tiles of what one can do here, help, and what becomes of an interview that was set aside."""

import re

from bot.counters.talking import Talking, set_aside
from bot.counters.turn import Turn
from flows.replies import Buttons
from storage import conversations
from storage.conversations import Kept

NUMBER = re.compile(r"[0-9]{1,18}")


def tiles(turn: Turn) -> Buttons:
    """Give the buttons of what this person can begin."""
    found, ask = turn.button("menu.found", "found"), turn.button("menu.ask", "ask")
    visit, adviser = turn.button("menu.visit", "visits"), turn.button("menu.adviser", "adviser")
    rows = [(found,), (ask, visit), (adviser,)]
    if turn.member is not None and turn.member.role == "head":
        rows.append((turn.button("menu.announce", "announce_begin"),))
    return tuple(rows)


def show_help(turn: Turn, _: str) -> None:
    """Tell what one can do here; the staff hear theirs too."""
    turn.say("menu.help", buttons=() if turn.member else tiles(turn))
    if turn.member is not None:
        turn.say("staff.help", buttons=tiles(turn))


def resume(turn: Turn, talking: Talking, about: str) -> None:
    """Go on with an interview: the one named, the open one, or the newest that was set aside."""
    wanted = conversations.get(turn.tx, number(about))
    if wanted is None and not about:
        wanted = conversations.open_in(turn.tx, turn.event.chat)
        wanted = wanted or set_aside(turn)
    mine = wanted is not None and wanted.person_id == turn.event.person and wanted.status in ("paused", "open")
    if wanted is None or not mine:
        turn.say("common.nothing_open", buttons=tiles(turn))
    else:
        talking.resume(turn, wanted)


def drop(turn: Turn, about: str) -> None:
    """Ask whether an interview that was set aside may go."""
    if kept := _paused(turn, about):
        yes, no = turn.button("menu.drop_yes", "drop!", str(kept.id)), turn.button("menu.drop_no", "hold", about)
        turn.say("menu.drop_sure", step=True, buttons=((yes, no),))


def dropped(turn: Turn, about: str) -> None:
    """Forget an interview that was set aside."""
    if kept := _paused(turn, about):
        conversations.forget(turn.tx, kept.id)
        turn.say("menu.dropped", step=True, buttons=tiles(turn))


def hold(turn: Turn, about: str) -> None:
    """Keep it after all."""
    if kept := _paused(turn, about):
        Talking.left(turn, kept)


def number(words: str) -> int:
    """Read the id a button carries; 0 for anything else."""
    return int(words) if NUMBER.fullmatch(words) else 0


def _paused(turn: Turn, about: str) -> Kept | None:
    """Give the person's own conversation that is set aside; a forged or old button finds none."""
    wanted = conversations.get(turn.tx, number(about))
    if wanted is not None and wanted.person_id == turn.event.person and wanted.status == "paused":
        return wanted
    turn.say("common.nothing_open", buttons=tiles(turn))
    return None
