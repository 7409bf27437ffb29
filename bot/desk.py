"""The use case: one event, one transaction, replies. No Telegram types here."""

from typing import Any

from bot.acts import OUTCOMES, Table, acts, of_case_desk
from bot.counters import (
    advising,
    announcing,
    asking,
    case_desk,
    circle,
    founding,
    group_privacy,
    groups,
    handing,
    joining,
    meeting_day,
    menu,
    office,
    own_data,
    own_part,
    status_card,
    visiting,
)
from bot.counters.talking import Talking, consented, set_aside
from bot.counters.turn import House, Turn
from bot.posting import put
from flows import events
from flows.outcomes import FounderConsented
from flows.replies import Act, Answer
from flows.small import Consented
from storage import conversations, outbox, residents
from storage.conversations import Kept
from storage.database import Transaction
from storage.outbox import Call

STAFF_COMMANDS = frozenset(("berkas", "hariini", "pertanyaan", "pengaturan", "pengumuman", "ikat", *office.COMMANDS))
STARTS = {
    "dirikan": "found",
    "kurang": "kurang",
    "tanya": "ask",
    "janji": "visits",
    "petugas": "adviser",
    "pengumuman": "announce_begin",
}


class Desk:
    """Where every event is met; it decides, and what it decides is carried out in the same transaction."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.talking = Talking(OUTCOMES)
        self.talking.carries_out(FounderConsented, own_part.consented(self.talking))
        self.talking.carries_out(Consented, consented(self.talking))
        self._commands: Table = self._private_commands()
        self._in_private = {name: name if name in STARTS else "mulai" for name in self._commands}
        self._acts = acts(self.talking)
        self._in_group = groups.ACTS | of_case_desk(self.talking).keys()

    # -- what each command and button does -------------------------------------------------------------------------

    def _private_commands(self) -> Table:
        return {
            "start": self._start,
            "mulai": self._start,
            "bantuan": menu.show_help,
            "help": menu.show_help,
            "dirikan": lambda turn, _: founding.open_counter(turn, self.talking),
            "tanya": self._ask,
            "janji": lambda turn, _: visiting.open_counter(turn, self.talking),
            "petugas": lambda turn, words: advising.open_counter(turn, self.talking, words=words),
            "batal": lambda turn, _: self.talking.leave(turn),
            "kembali": self._back,
            "lanjut": lambda turn, about: menu.resume(turn, self.talking, about),
            "kurang": self._missing,
            "dataku": lambda turn, _: own_data.show(turn),
            "hapusdata": lambda turn, _: own_data.begin_erasing(turn, self.talking),
            groups.SWITCH: lambda turn, _: turn.say("group.switch_in_group"),
        }

    # -- in and out ------------------------------------------------------------------------------------------------

    def handle(self, tx: Transaction, event: events.Event, inbox_id: int = 0) -> list[Call]:
        """Meet an event: decide, keep, and put the replies in the outbox; gives the calls to make now."""
        turn = Turn(tx, event, self.house, inbox_id)
        if event.private and not isinstance(event, events.Membership):
            residents.seen(tx, event.person, turn.person)
            if turn.person is None:
                turn.__dict__.pop("person")
        self._meet(turn, event)
        return turn.calls + put(tx, turn.replies, event, self.house.bot_name)

    def _meet(self, turn: Turn, event: events.Event) -> None:
        if isinstance(event, events.Migrated):
            groups.migrated(turn, event)
        elif isinstance(event, events.Spilled):
            group_privacy.spilled(turn, event)
        elif isinstance(event, events.Membership):
            self._membership(turn, event)
        elif isinstance(event, events.Pressed):
            self._pressed(turn, event)
        elif isinstance(event, events.Commanded):
            self._commanded(turn, event)
        elif isinstance(event, events.Wrote):
            self._wrote(turn, event)
        elif isinstance(event, events.Sent):
            self._sent(turn, event)
        elif isinstance(event, events.Edited) and event.private:
            turn.say("menu.edited")
        elif isinstance(event, events.Edited) and advising.to_a_resident(turn, event.reply_to):
            turn.say("staff.edited")

    # -- words -----------------------------------------------------------------------------------------------------

    def _wrote(self, turn: Turn, event: events.Wrote) -> None:
        if not event.private:
            groups.wrote(turn, event)
            return
        question = advising.about(turn, event.reply_to)
        if question is not None:
            advising.written_back(turn, question, event.text)
            return
        kept = conversations.open_in(turn.tx, event.chat)
        if kept is None or kept.flow != "write_back":
            if circle.asks_missing(turn, event.text, busy=kept is not None):
                self._missing(turn, "")
                return
            if (kept is None or kept.flow != "adviser") and meeting_day.asks(turn, event.text):
                meeting_day.show(turn)
                self._ask_again(turn)
                return
        if kept is not None and kept.flow == "write_back":
            conversations.end(turn.tx, kept.id)
            advising.written_back(turn, int(kept.context["question"]), event.text)
        elif kept is not None:
            self.talking.typed(turn, kept, event.text)
        elif event.text.strip():
            asking.ask(turn, event.text)
        else:
            turn.say("menu.welcome", buttons=menu.tiles(turn))  # our name alone, or nothing one can see

    # -- commands and buttons --------------------------------------------------------------------------------------

    def _commanded(self, turn: Turn, event: events.Commanded) -> None:
        if event.command in STAFF_COMMANDS:
            self._staff_command(turn, event)
        elif not event.private:
            if not status_card.opened_in_group(turn, event):
                groups.commanded(turn, event, self._in_private)
        elif event.command in self._commands:
            self._commands[event.command](turn, event.argument)
        else:
            turn.say("menu.unknown_command", buttons=menu.tiles(turn))

    def _staff_command(self, turn: Turn, event: events.Commanded) -> None:
        if event.command == "ikat":
            office.bind_group(turn)
        elif turn.member is None and event.private:
            turn.say("menu.unknown_command", buttons=menu.tiles(turn))
        elif turn.member is None:
            turn.say("staff.members_only")
        elif not event.private and event.chat != turn.staff_chat:
            turn.say("staff.not_here")  # residents' questions and visits are no group's business
        elif event.command == "pengumuman":
            announcing.begin(turn, self.talking)
        elif event.command == "hariini":
            visiting.today(turn)
        elif event.command == "pertanyaan":
            advising.waiting(turn)
        elif event.command == "berkas":
            case_desk.open_desk(turn, event.argument)
        elif event.command == "pengaturan":
            office.show(turn)
        else:
            office.command(turn, event.command, event.argument)

    def _pressed(self, turn: Turn, event: events.Pressed) -> None:
        press = event.press
        if isinstance(press, Answer):
            if event.private:
                self.talking.pressed(turn, press)
        elif isinstance(press, Act) and press.what in self._acts and (event.private or press.what in self._in_group):
            self._acts[press.what](turn, press.about)
        elif event.private:
            turn.say("menu.old_button", buttons=menu.tiles(turn))

    def _start(self, turn: Turn, argument: str) -> None:
        conversations.pause(turn.tx, turn.event.chat)
        if argument in STARTS:
            self._acts[STARTS[argument]](turn, "")
            return
        if case_desk.opened(turn, argument) or joining.opened(turn, argument) or status_card.opened(turn, argument):
            return
        waits = set_aside(turn)
        on = ((turn.button("menu.resume_tile", "resume", str(waits.id)),),) if waits else ()
        turn.say("menu.welcome", buttons=(*on, *menu.tiles(turn)))

    def _ask(self, turn: Turn, words: str) -> None:
        if words.strip():
            asking.ask(turn, words)
        else:
            asking.open_counter(turn)

    def _back(self, turn: Turn, _: str) -> None:
        kept = conversations.open_in(turn.tx, turn.event.chat)
        if kept is None:
            turn.say("common.nothing_open")
        else:
            self.talking.back(turn, kept)

    def _missing(self, turn: Turn, _: str) -> None:
        """Tell what is still missing, and ask an open question again."""
        circle.show_missing(turn)
        self._ask_again(turn)

    def _ask_again(self, turn: Turn) -> None:
        if kept := conversations.open_in(turn.tx, turn.event.chat):
            self.talking.show(turn, kept, turn.line("menu.back_to"))

    # -- everything else -------------------------------------------------------------------------------------------

    def _sent(self, turn: Turn, event: events.Sent) -> None:
        if not event.private:
            if advising.to_a_resident(turn, event.reply_to):
                turn.say("staff.only_words")
            return
        kept = conversations.open_in(turn.tx, event.chat)
        if event.kind == "contact" and kept is not None and self.talking.wants_phone(turn, kept):
            self.talking.typed(turn, kept, event.details.get("phone", ""))
            return
        if event.kind in ("photo", "document") and handing.received(turn, self.talking, event):
            self._handed(turn, event, kept)
            return
        if event.kind in ("photo", "document") and handing.too_early(turn, event):
            return
        if event.caption.strip() and event.kind in ("photo", "document", "video"):
            turn.say("menu.sent_captioned")
            self._wrote(turn, events.Wrote(**_who(event), text=event.caption))
            return
        turn.say(f"menu.sent_{event.kind}")
        if kept is not None and kept.flow != "write_back":
            self.talking.show(turn, kept)

    def _handed(self, turn: Turn, event: events.Sent, kept: Kept | None) -> None:
        """After a file for a dossier: a caption that names no item is words, and an open question is asked again."""
        if event.caption.strip() and not handing.names_an_item(turn, event):
            self._wrote(turn, events.Wrote(**_who(event), text=event.caption))
        elif kept is not None and turn.replies and conversations.open_in(turn.tx, event.chat) == kept:
            self.talking.show(turn, kept)

    def _membership(self, turn: Turn, event: events.Membership) -> None:
        if not event.private:
            groups.membership(turn, event)
            status_card.standing_changed(turn, event)
        elif not event.present:
            residents.unreachable(turn.tx, event.person)
            outbox.unreachable(turn.tx, event.chat)

    def parked(self, tx: Transaction, chat: int) -> list[Call]:
        """Say that something went wrong on our side: nobody is met with silence, and the staff hear of it."""
        nobody = events.Other(0, "", chat, True)
        turn = Turn(tx, nobody, self.house)
        if chat:
            turn.say("menu.our_fault")
        if turn.staff_chat is not None:
            turn.say("staff.parked", chat=turn.staff_chat, lane="reminder")
        return put(tx, turn.replies, nobody, self.house.bot_name)


def _who(event: events.Happened) -> dict[str, Any]:
    names = ("person", "name", "chat", "private", "message", "title")
    return {name: getattr(event, name) for name in names}
