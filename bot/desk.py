"""The use case: one event, one transaction, replies. No Telegram types here."""

import re
from collections.abc import Callable
from typing import Any

from bot.counters import (
    advising,
    agreeing,
    announcing,
    asking,
    circle,
    founding,
    groups,
    joining,
    leaving,
    nudging,
    office,
    own_data,
    visiting,
)
from bot.counters.talking import Talking, consented, set_aside
from bot.counters.turn import House, Turn
from bot.posting import put
from flows import events
from flows.outcomes import (
    Announce,
    AskAdviser,
    BookVisit,
    Differs,
    FounderConsented,
    FounderGave,
    JoinKkmp,
    MeetingHeld,
    NewFounder,
    Prepared,
)
from flows.replies import Act, Answer
from flows.small import Consented, Erase
from storage import conversations, outbox, residents
from storage.conversations import Kept
from storage.database import Transaction
from storage.outbox import Call

NUMBER = re.compile(r"[0-9]{1,18}")
STAFF_COMMANDS = frozenset(("hariini", "pertanyaan", "pengaturan", "pengumuman", "ikat", *office.COMMANDS))
STARTS = {"dirikan": "found", "tanya": "ask", "janji": "visits", "petugas": "adviser", "pengumuman": "announce_begin"}


class Desk:
    """Where every event is met; it decides, and what it decides is carried out in the same transaction."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.talking = Talking(
            {
                BookVisit: visiting.carry_out,
                AskAdviser: advising.carry_out,
                Prepared: founding.prepared,
                MeetingHeld: founding.meeting_held,
                JoinKkmp: founding.join_kkmp,
                Announce: announcing.carry_out,
                Erase: own_data.erase,
                FounderGave: circle.gave,
                Differs: agreeing.differs,
                NewFounder: leaving.swap,
            }
        )
        self.talking.carries_out(FounderConsented, circle.consented(self.talking))
        self.talking.carries_out(Consented, consented(self.talking))
        self._commands: dict[str, Callable[[Turn, str], None]] = {
            "start": self._start,
            "mulai": self._start,
            "bantuan": self._help,
            "help": self._help,
            "dirikan": lambda turn, _: founding.open_counter(turn, self.talking),
            "tanya": self._ask,
            "janji": lambda turn, _: visiting.open_counter(turn, self.talking),
            "petugas": lambda turn, _: advising.open_counter(turn, self.talking),
            "batal": lambda turn, _: self.talking.leave(turn),
            "kembali": self._back,
            "lanjut": self._resume,
            "dataku": lambda turn, _: own_data.show(turn),
            "hapusdata": lambda turn, _: own_data.begin_erasing(turn, self.talking),
            groups.SWITCH: lambda turn, _: turn.say("group.switch_in_group"),
        }
        self._in_private = {name: name if name in STARTS else "mulai" for name in self._commands}
        self._acts: dict[str, Callable[[Turn, str], None]] = {
            "found": lambda turn, _: founding.open_counter(turn, self.talking),
            "ask": lambda turn, _: asking.open_counter(turn),
            "visits": lambda turn, _: visiting.open_counter(turn, self.talking),
            "adviser": lambda turn, _: advising.open_counter(turn, self.talking),
            "announce_begin": lambda turn, _: announcing.begin(turn, self.talking),
            "person": lambda turn, about: advising.open_counter(turn, self.talking, about),
            "entry": asking.chosen,
            "rate+": lambda turn, about: asking.rated(turn, _number(about), True),
            "rate-": lambda turn, about: asking.rated(turn, _number(about), False),
            "resume": self._resume,
            "drop": self._drop,
            "drop!": self._dropped,
            "hold": self._hold,
            "begin": lambda turn, about: founding.begin_anew(turn, self.talking, about),
            "book": lambda turn, _: visiting.book(turn, self.talking),
            "move": lambda turn, about: visiting.move(turn, self.talking, about),
            "cancel": visiting.cancel,
            "cancel!": visiting.cancelled,
            "keep": visiting.keep,
            "coming": visiting.coming,
            "case": founding.show_newest,
            "papers": founding.papers,
            "change": lambda turn, about: founding.change(turn, self.talking, about),
            "held": lambda turn, about: founding.held(turn, self.talking, about),
            "steps": founding.steps,
            "word": founding.word,
            "reply": self._write_back,
            "enough": advising.enough,
            "take": advising.take,
            "close": advising.close,
            "use": advising.use_answer,
            "withdraw": advising.withdraw,
            "announce": lambda turn, about: announcing.act(turn, self.talking, about),
            "mute": lambda turn, _: announcing.mute(turn),
            "unmute": lambda turn, _: announcing.unmute(turn),
            "erase": lambda turn, _: own_data.begin_erasing(turn, self.talking),
            **self._circle_acts(),
        }

    def _circle_acts(self) -> dict[str, Callable[[Turn, str], None]]:
        return {
            "circle": circle.open_page,
            "place": circle.place_page,
            "kurang": circle.show_missing,
            "fill": lambda turn, about: circle.fill(turn, self.talking, about),
            "text": circle.text_page,
            "agree": agreeing.agree,
            "differs": lambda turn, about: agreeing.begin(turn, self.talking, about),
            "conflicts": agreeing.open_conflicts,
            "settle": agreeing.settle,
            "link": joining.share,
            "newlink": lambda turn, about: joining.share(turn, about, anew=True),
            "unlink": joining.unlink,
            "sheet": joining.print_sheet,
            "seatlink": joining.share_place,
            "join": joining.join,
            "enter": joining.enter,
            "asking": joining.asking,
            "seat": joining.seat,
            "away": joining.away,
            "mine": joining.take_own,
            "swap": lambda turn, about: leaving.begin_swap(turn, self.talking, about),
            "quit": leaving.ask_quit,
            "hush": nudging.hush,
            "hushcase": nudging.hush_case,
            "quit!": leaving.quit_circle,
            "out": leaving.ask_out,
            "out!": leaving.put_out,
            "handover": leaving.choose_owner,
            "handover!": leaving.offer,
            "own": leaving.take_over,
            "ownno": leaving.decline,
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
        if (kept is None or kept.flow != "write_back") and circle.asks_missing(turn, event.text):
            circle.show_missing(turn)
            if kept is not None:
                self.talking.show(turn, kept, turn.line("menu.back_to"))
            return
        if kept is not None and kept.flow == "write_back":
            conversations.end(turn.tx, kept.id)
            advising.written_back(turn, int(kept.context["question"]), event.text)
        elif kept is not None:
            self.talking.typed(turn, kept, event.text)
        elif event.text.strip():
            asking.ask(turn, event.text)
        else:
            turn.say("menu.welcome", buttons=self._tiles(turn))  # our name alone, or nothing one can see

    # -- commands and buttons --------------------------------------------------------------------------------------

    def _commanded(self, turn: Turn, event: events.Commanded) -> None:
        if event.command in STAFF_COMMANDS:
            self._staff_command(turn, event)
        elif not event.private:
            groups.commanded(turn, event, self._in_private)
        elif event.command in self._commands:
            self._commands[event.command](turn, event.argument)
        else:
            turn.say("menu.unknown_command", buttons=self._tiles(turn))

    def _staff_command(self, turn: Turn, event: events.Commanded) -> None:
        if event.command == "ikat":
            office.bind_group(turn)
        elif turn.member is None and event.private:
            turn.say("menu.unknown_command", buttons=self._tiles(turn))
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
        elif event.command == "pengaturan":
            office.show(turn)
        else:
            office.command(turn, event.command, event.argument)

    def _pressed(self, turn: Turn, event: events.Pressed) -> None:
        press = event.press
        if isinstance(press, Answer):
            if event.private:
                self.talking.pressed(turn, press)
        elif isinstance(press, Act) and press.what in self._acts and (event.private or press.what in groups.ACTS):
            self._acts[press.what](turn, press.about)
        elif event.private:
            turn.say("menu.old_button", buttons=self._tiles(turn))

    def _start(self, turn: Turn, argument: str) -> None:
        conversations.pause(turn.tx, turn.event.chat)
        if argument in STARTS:
            self._acts[STARTS[argument]](turn, "")
            return
        if joining.opened(turn, argument):
            return
        waits = set_aside(turn)
        on = ((turn.button("menu.resume_tile", "resume", str(waits.id)),),) if waits else ()
        turn.say("menu.welcome", buttons=(*on, *self._tiles(turn)))

    def _help(self, turn: Turn, _: str) -> None:
        turn.say("menu.help", buttons=() if turn.member else self._tiles(turn))
        if turn.member is not None:
            turn.say("staff.help", buttons=self._tiles(turn))

    def _tiles(self, turn: Turn) -> Any:
        found, ask = turn.button("menu.found", "found"), turn.button("menu.ask", "ask")
        visit, adviser = turn.button("menu.visit", "visits"), turn.button("menu.adviser", "adviser")
        rows = [(found,), (ask, visit), (adviser,)]
        if turn.member is not None and turn.member.role == "head":
            rows.append((turn.button("menu.announce", "announce_begin"),))
        return tuple(rows)

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

    def _resume(self, turn: Turn, about: str) -> None:
        wanted = conversations.get(turn.tx, _number(about))
        if wanted is None and not about:
            wanted = conversations.open_in(turn.tx, turn.event.chat)
            wanted = wanted or set_aside(turn)
        mine = wanted is not None and wanted.person_id == turn.event.person and wanted.status in ("paused", "open")
        if wanted is None or not mine:
            turn.say("common.nothing_open", buttons=self._tiles(turn))
        else:
            self.talking.resume(turn, wanted)

    def _drop(self, turn: Turn, about: str) -> None:
        if kept := self._paused(turn, about):
            yes, no = turn.button("menu.drop_yes", "drop!", str(kept.id)), turn.button("menu.drop_no", "hold", about)
            turn.say("menu.drop_sure", step=True, buttons=((yes, no),))

    def _dropped(self, turn: Turn, about: str) -> None:
        if kept := self._paused(turn, about):
            conversations.forget(turn.tx, kept.id)
            turn.say("menu.dropped", step=True, buttons=self._tiles(turn))

    def _hold(self, turn: Turn, about: str) -> None:
        if kept := self._paused(turn, about):
            self.talking.left(turn, kept)

    def _paused(self, turn: Turn, about: str) -> Kept | None:
        """Give the person's own conversation that is set aside; a forged or old button finds none."""
        wanted = conversations.get(turn.tx, _number(about))
        if wanted is not None and wanted.person_id == turn.event.person and wanted.status == "paused":
            return wanted
        turn.say("common.nothing_open", buttons=self._tiles(turn))
        return None

    def _write_back(self, turn: Turn, about: str) -> None:
        """The resident's next words go to the adviser."""
        if about.isdigit():
            conversations.begin(turn.tx, turn.event.chat, turn.event.person, "write_back", {"question": int(about)})
            turn.say("adviser.write_now")

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
        if event.caption.strip() and event.kind in ("photo", "document", "video"):
            turn.say("menu.sent_captioned")
            self._wrote(turn, events.Wrote(**_who(event), text=event.caption))
            return
        turn.say(f"menu.sent_{event.kind}")
        if kept is not None and kept.flow != "write_back":
            self.talking.show(turn, kept)

    def _membership(self, turn: Turn, event: events.Membership) -> None:
        if not event.private:
            groups.membership(turn, event)
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


def _number(words: str) -> int:
    return int(words) if NUMBER.fullmatch(words) else 0
