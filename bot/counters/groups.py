"""Groups: what is said there when we are called, come, or move along; personal things are for the private chat.

Where a group's admins want it, questions that do not call us are answered too, if the answer is certain.
"""

from collections.abc import Mapping

from bot.counters import advising, asking
from bot.counters.turn import Turn
from flows import letters
from flows.events import Commanded, Membership, Migrated, Wrote
from flows.privacy import is_personal
from flows.reading import looks_like_question
from storage import groups, outbox, staff

SWITCH = "jawabotomatis"
ON = letters.listed("nyala nyalakan hidup hidupkan aktif aktifkan on")
OFF = letters.listed("mati matikan nonaktif nonaktifkan off")
ACTS = frozenset(
    ("take", "close", "use", "withdraw")
)  # with those of the advisers' desk, the only buttons a group is ever shown


def wrote(turn: Turn, event: Wrote) -> None:
    """Meet words in a group: an adviser's reply, or a question that calls us."""
    question = advising.about(turn, event.reply_to, event.reply_head)
    if question is not None and event.chat == turn.staff_chat:
        advising.staff_replied(turn, question, event)
    elif event.reply_to is not None and event.chat == turn.staff_chat:
        turn.say("staff.which_question")
    elif event.addressed and event.text.strip():
        asking.ask_in_group(turn, event.text)
    elif event.addressed:
        _hello(turn)  # our name alone
    elif event.chat != turn.staff_chat and looks_like_question(event.text) and not is_personal(event.text):
        asking.answer_overheard(turn, event.text)


def commanded(turn: Turn, event: Commanded, in_private: Mapping[str, str]) -> None:
    """Meet a command; one for the private chat, as `in_private` names it, gives the way there."""
    if event.command == "tanya":
        asking.ask_in_group(turn, event.argument)
    elif event.command in ("start", "mulai", "bantuan", "help"):
        _hello(turn)
    elif event.command == SWITCH:
        _switch(turn, event)
    elif event.command in in_private:
        turn.say("menu.in_private", buttons=((turn.link("menu.open_private", in_private[event.command]),),))


def _hello(turn: Turn) -> None:
    if turn.event.chat == turn.staff_chat:
        turn.say("staff.help")
        return
    key = "group.hello_automatic" if _is_automatic(turn) else "menu.hello_group"
    turn.say(key, buttons=((turn.link("menu.open_private", "mulai"),),))


def _is_automatic(turn: Turn) -> bool:
    return bool(groups.automatic(turn.tx, {turn.event.chat}))


def _switch(turn: Turn, event: Commanded) -> None:
    """Switch automatic answers on or off, or tell how they stand."""
    words = set(letters.words(event.argument))
    wanted = True if words & ON else False if words & OFF else None
    admin = event.standing.admin if event.standing else None
    if event.chat == turn.staff_chat:
        turn.say("group.not_for_staff")
    elif wanted is None:
        turn.say("group.is_on" if _is_automatic(turn) else "group.is_off", seconds=groups.BETWEEN.seconds)
    elif not admin:
        turn.say("group.cannot_tell" if admin is None else "group.admins_only")
    else:
        groups.switch(turn.tx, event.chat, event.title, wanted)
        _switched(turn, event, wanted)


def _switched(turn: Turn, event: Commanded, on: bool) -> None:
    turn.say("group.on" if on else "group.off", seconds=groups.BETWEEN.seconds)
    if on and event.standing and event.standing.hears is False:
        turn.say("group.deaf")


def membership(turn: Turn, event: Membership) -> None:
    """Note that we came into a group or left it; greet it once."""
    known = groups.present(turn.tx, event.chat)
    groups.joined(turn.tx, event.chat, event.title, event.present)
    if event.present and not known:
        turn.say("menu.hello_group", buttons=((turn.link("menu.open_private", "mulai"),),))


def migrated(turn: Turn, event: Migrated) -> None:
    """Go along when a group becomes a supergroup."""
    groups.move(turn.tx, event.chat, event.new_chat)
    outbox.move_chat(turn.tx, event.chat, event.new_chat)
    if event.chat in (staff.setting(turn.tx, "staff_chat"), turn.house.staff_chat):
        staff.set_to(turn.tx, "staff_chat", event.new_chat)
