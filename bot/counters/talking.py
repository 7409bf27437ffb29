"""Conversations at the desk: begin one, answer its open question, go back, leave, come back, carry out its outcome."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.counters import asking
from bot.counters.turn import Turn, column
from bot.render import pages
from flows import conversation as talk
from flows import letters, privacy, reading, texts
from flows.courtesy import courtesy
from flows.errors import OutOfDate
from flows.events import Pressed
from flows.facts import Facts
from flows.outcomes import LeftOff
from flows.questions import Phone, Review, Words
from flows.replies import Answer, Button, Line, Reply
from flows.script import Chosen, Typed
from flows.small import CONSENT_VERSION, LONGEST, Consented
from storage import conversations, residents
from storage.conversations import Kept

WRITE_BACK = "write_back"  # no flow: the next words go to the adviser (desk.py)
QUICK = timedelta(seconds=10)  # between two presses that are meant as one
CarryOut = Callable[[Turn, Kept, Any], None]
PERSONAL = frozenset(("founding", "founding_meeting", "visit", "adviser"))
INTERVIEWS = ("founding", "founding_meeting", "founder", "visit", "adviser")  # what is worth going on with
GUARDED = frozenset(("founding", "founding_meeting"))  # whose answers end up in papers
LEAVING = frozenset(("batal", "batalkan", "stop", "berhenti", "tidak jadi", "gak jadi", "nanti saja", "lanjut nanti"))
FOR_A_PERSON = frozenset(
    ("adviser", "announcement", "case_return", "case_note", "case_step")
)  # what is written there may ask, and is not asked of us


class Talking:
    """Holds what carries out each outcome; registered by type at the composition root."""

    def __init__(self, outcomes: Mapping[type, CarryOut]) -> None:
        self._outcomes = dict(outcomes)

    def carries_out(self, outcome: type, by: CarryOut) -> None:
        """Register what carries out one more outcome."""
        self._outcomes[outcome] = by

    def wants_phone(self, turn: Turn, kept: Kept) -> bool:
        """Tell whether the open question asks for a mobile number."""
        return kept.flow != WRITE_BACK and isinstance(self._standing(turn, kept).walk.question, Phone)

    # -- beginning and leaving -------------------------------------------------------------------------------------

    def begin(self, turn: Turn, flow: str, context: Mapping[str, Any] | None = None, *, step: bool = False) -> None:
        """Begin a flow; one that keeps personal data asks for consent first, once per version of the words."""
        agreed = turn.person and turn.person.consent_version == CONSENT_VERSION
        if flow in PERSONAL and not agreed:
            flow, context = "consent", {"then": flow, "context": dict(context or {})}
        waits = conversations.open_in(turn.tx, turn.event.chat)
        if waits is not None and waits.answers and waits.flow in INTERVIEWS and waits.flow != flow:
            context = {**(context or {}), "waits": waits.id}
        kept = conversations.begin(turn.tx, turn.event.chat, turn.event.person, flow, context)
        self._show(turn, kept, self._standing(turn, kept), step=step)

    def resume(self, turn: Turn, kept: Kept) -> None:
        """Take a conversation up where it stands."""
        conversations.reopen(turn.tx, kept)
        self.show(turn, kept, turn.line("common.resumed"), told=False)

    def leave(self, turn: Turn) -> None:
        """Set the open conversation aside; nothing is lost."""
        kept = conversations.open_in(turn.tx, turn.event.chat)
        if kept is None:
            turn.say("common.nothing_open")
            return
        conversations.pause(turn.tx, turn.event.chat)
        if not kept.answers:
            conversations.end(turn.tx, kept.id)
            turn.say("menu.left")
            return
        self.left(turn, kept)

    @staticmethod
    def left(turn: Turn, kept: Kept) -> None:
        """Say that a conversation is set aside, with the ways on."""
        again = turn.button("menu.resume", "resume", str(kept.id))
        drop = turn.button("menu.drop", "drop", str(kept.id))
        turn.say("common.cancelled", step=True, buttons=((again, drop),))

    def back(self, turn: Turn, kept: Kept) -> None:
        """Take back the last answer."""
        if kept.flow == WRITE_BACK:
            self.show(turn, kept, turn.line("common.nothing_to_undo"))
            return
        facts = self._facts(turn, kept)
        after = talk.back(_state(kept), facts)
        if not after.changes and not kept.correcting:
            self._show(turn, kept, after, before=(turn.line("common.nothing_to_undo"),), told=True)
            return
        conversations.remember(turn.tx, kept.id, after.changes, after.state.correcting)
        self._show(turn, kept, after, step=True)

    def show(self, turn: Turn, kept: Kept, *before: Line, told: bool = True) -> None:
        """Ask the open question again; what was said on the way to it is `told` already."""
        if kept.flow == WRITE_BACK:
            turn.reply(*before, turn.line("adviser.write_now"))
            return
        self._show(turn, kept, self._standing(turn, kept), before=before, told=told)

    # -- answering -------------------------------------------------------------------------------------------------

    def typed(self, turn: Turn, kept: Kept, words: str) -> None:
        """Take words as the answer; a question to the clinic in between gets its answer, then ours again."""
        if self._met_in_kind(turn, kept, words) or self._interrupted(turn, kept, words):
            return
        self._take(turn, kept, Typed(words))

    def _met_in_kind(self, turn: Turn, kept: Kept, words: str) -> bool:
        """Meet what is no answer to anything: despair, anger, «petugas», «batal», a number that must not be kept."""
        state, facts = _state(kept), self._facts(turn, kept)
        question = talk.standing(state, facts).walk.question
        free = isinstance(question, Words)
        numbered = isinstance(question, Words) and question.numbered
        small_talk = courtesy(words)
        if small_talk == "distress" and kept.flow not in FOR_A_PERSON:
            asking.met_in_kind(turn, small_talk)
            self.show(turn, kept)
            return True
        if kept.flow not in GUARDED:
            return False
        if not free and talk.take(state, Typed(words), facts).unclear is None:
            return False
        if " ".join(letters.words(words)) in LEAVING:
            self.leave(turn)
            return True
        if small_talk in ("greeting", "wordless", None) or (free and small_talk == "complaint"):
            small_talk = None
        if small_talk is None and not (free and not numbered and privacy.is_personal(words)):
            return False
        if small_talk:
            asking.met_in_kind(turn, small_talk)
        else:
            turn.say("ask.number_hidden")
        self.show(turn, kept)
        return True

    def pressed(self, turn: Turn, press: Answer) -> None:
        """Take a button of a question; an old one says so and asks the open question."""
        kept = conversations.open_in(turn.tx, turn.event.chat)
        if kept is None or kept.id != press.conversation or kept.flow == WRITE_BACK:
            self._stale(turn, kept, press)
            return
        if press.option == "_back":
            self.back(turn, kept) if self._is_open(turn, kept, press) else self._stale(turn, kept, press)
        elif press.option == "_help":
            self._help(turn, kept)
        elif press.option == "_show":
            self._show(turn, kept, self._standing(turn, kept), step=True)
        else:
            self._take(turn, kept, Chosen(press.option), press)

    def _is_open(self, turn: Turn, kept: Kept, press: Answer) -> bool:
        question = self._standing(turn, kept).walk.question
        return question is not None and question.key == press.key

    def _take(self, turn: Turn, kept: Kept, given: Typed | Chosen, press: Answer | None = None) -> None:
        facts = self._facts(turn, kept)
        try:
            after = talk.take(_state(kept), given, facts, key=press.key if press else None)
        except OutOfDate:
            self._stale(turn, kept, press)
            return
        if after.changes or after.state.correcting != kept.correcting:
            conversations.remember(turn.tx, kept.id, after.changes, after.state.correcting)
        if press and after.chosen is not None:
            self._settle_buttons(turn, kept, press, after.chosen, facts)
        if after.ended:
            self._end(turn, kept, after, facts)
        else:
            understood = self._understood(turn, kept, given, after)
            self._show(turn, kept, after, step=after.chosen is None, before=understood)

    def _understood(self, turn: Turn, kept: Kept, given: Typed | Chosen, after: talk.Turn) -> tuple[Line, ...]:
        """Say what typed words were taken for, where nothing else shows it: «jam 2» for 14.00, «500rb»."""
        if not isinstance(given, Typed) or after.chosen is None:
            return ()
        free = isinstance(self._standing(turn, kept).walk.question, Words)
        shown = talk.present(after, self._facts(turn, kept)).lines
        told = [given.text.strip(), *(line.plain for line in shown)]
        if free or any(after.chosen.casefold() in words.casefold() for words in told):
            return ()
        return (turn.line("common.chosen", chosen=after.chosen),)

    def _settle_buttons(self, turn: Turn, kept: Kept, press: Answer, chosen: str, facts: Facts) -> None:
        """After a decision the keyboard goes and one line says what was chosen."""
        walked = talk.standing(_state(kept), facts).walk
        before = walked.question
        assert before is not None
        asked = texts.line(kept.flow, f"{before.words}.ask", turn.figures, **before.values)
        lines: tuple[Line, ...] = (asked, turn.line("common.chosen", chosen=chosen))
        listed = talk.summary(kept.flow, walked.path, facts) if isinstance(before, Review) else ()
        if len(pages((*listed, *lines))) == 1:  # a message in place cannot become two
            lines = (*listed, *lines)
        message = turn.event.message if isinstance(turn.event, Pressed) else 0
        turn.reply(*lines, edit=message or None)

    def _stale(self, turn: Turn, kept: Kept | None, press: Answer | None) -> None:
        """An old button: the second of two quick presses is accepted quietly, the rest is told kindly."""
        if kept is not None:
            if press and press.conversation == kept.id and self._just_given(turn, kept, press):
                return
            self.show(turn, kept, turn.line("common.stale"))
            return
        old = conversations.get(turn.tx, press.conversation) if press else None
        if old is None or old.chat_id != turn.event.chat:
            turn.say("common.stale_closed")
        elif old.status == "paused":
            turn.say("menu.stale_paused", buttons=((turn.button("menu.resume", "resume", str(old.id)),),))
        elif not self._just_given(turn, old, press):
            turn.say("common.stale_closed")

    @staticmethod
    def _just_given(turn: Turn, kept: Kept, press: Answer | None) -> bool:
        newest = next(reversed(list(kept.answers.items())), None)
        quick = kept.updated_at is not None and turn.tx.now - kept.updated_at <= QUICK
        if press is None or newest is None or newest[0] != press.key or not quick:
            return False
        given = {True: "yes", False: "no"}.get(newest[1], newest[1]) if isinstance(newest[1], bool) else newest[1]
        return str(given) == press.option or (given == "yes" and press.option == "right")

    def _interrupted(self, turn: Turn, kept: Kept, words: str) -> bool:
        """Answer a question that came in the middle of the interview; one not known is not taken for an answer."""
        state, facts = _state(kept), self._facts(turn, kept)
        question = talk.standing(state, facts).walk.question
        free = isinstance(question, Words)
        if kept.flow in FOR_A_PERSON or (free and (kept.flow == "visit" or not reading.looks_like_question(words))):
            return False
        if not free and talk.take(state, Typed(words), facts).unclear is None:
            return False
        if reading.may_ask(words) and asking.answer_if_known(turn, words):
            before: tuple[Line, ...] = (turn.line("menu.back_to"),)
        elif self._waits_for_consent(turn, kept, words):
            before = (turn.line("adviser.after_consent"),)
        else:
            before = self._not_known(turn, kept, words, free)
        if before:
            self._show(turn, kept, talk.standing(state, facts), before=before, told=True)
        return bool(before)

    @staticmethod
    def _waits_for_consent(turn: Turn, kept: Kept, words: str) -> bool:
        """Set a question for an adviser aside, masked, until the person agrees or not: nobody is to write it again."""
        if kept.flow != "consent" or kept.context.get("then") != "adviser" or not reading.may_ask(words):
            return False
        inner = {name: value for name, value in kept.context.get("context", {}).items() if name != "lost"}
        asked = "\n".join(filter(None, (inner.get("question"), reading.mask(words.strip()))))
        conversations.set_context(turn.tx, kept.id, {**kept.context, "context": {**inner, "question": asked[:LONGEST]}})
        return True

    def _not_known(self, turn: Turn, kept: Kept, words: str, free: bool) -> tuple[Line, ...]:
        """Say that a question is not known here, with the open question's help; () for what may be an answer."""
        if not reading.looks_like_question(words.rstrip(" ?!.")) or (free and not words.rstrip().endswith("?")):
            return ()
        help = talk.helped(self._standing(turn, kept), self._facts(turn, kept))
        told = (turn.line("menu.not_known_here"),) if kept.flow in PERSONAL else ()
        return (*told, help) if help else told

    def _help(self, turn: Turn, kept: Kept) -> None:
        at = self._standing(turn, kept)
        helped = talk.helped(at, self._facts(turn, kept)) or turn.line("common.no_help")
        self._show(turn, kept, at, before=(helped,), step=True, told=True)

    def _end(self, turn: Turn, kept: Kept, after: talk.Turn, facts: Facts) -> None:
        conversations.end(turn.tx, kept.id)
        if kept.flow == "consent":
            conversations.set_context(turn.tx, kept.id, {})  # what waited for the answer goes on with it, or nowhere
        outcome = after.walk.outcome
        last = talk.said(kept.flow, after.walk.said, facts)
        if isinstance(outcome, LeftOff):
            parting = texts.line(kept.flow, f"parting.{outcome.reason}", turn.figures, **outcome.values)
            turn.reply(*last, parting)
        else:
            if last:
                turn.reply(*last)
            self._outcomes[type(outcome)](turn, replace(kept, answers=after.state.answers), outcome)
        waits = conversations.get(turn.tx, int(kept.context.get("waits", 0)))
        if waits is not None and waits.status == "paused":
            turn.say("menu.still_waiting", buttons=((turn.button("menu.resume", "resume", str(waits.id)),),))

    # -- words -----------------------------------------------------------------------------------------------------

    def _facts(self, turn: Turn, kept: Kept) -> Facts:
        """Give the facts, the same for the whole turn."""
        if kept.id not in turn.known_facts:
            turn.known_facts[kept.id] = turn.facts(kept.flow, kept.context)
        return turn.known_facts[kept.id]

    def _standing(self, turn: Turn, kept: Kept) -> talk.Turn:
        return talk.standing(_state(kept), self._facts(turn, kept))

    def _show(
        self,
        turn: Turn,
        kept: Kept,
        at: talk.Turn,
        *,
        step: bool = False,
        before: tuple[Line, ...] = (),
        told: bool = False,
    ) -> None:
        if told and not at.ended:
            at = replace(at, walk=replace(at.walk, said=()))
        if at.ended:  # the facts changed so that nothing is open any more
            self._end(turn, kept, at, self._facts(turn, kept))
            return
        shown: Reply = talk.present(at, self._facts(turn, kept), step=step and turn.can_edit, before=before)
        turn.replies.append(shown)


def consented(talking: Talking) -> CarryOut:
    """Note the consent and begin what the person wanted."""

    def carry_out(turn: Turn, kept: Kept, outcome: Consented) -> None:
        residents.consented(turn.tx, turn.event.person, outcome.version, turn.event.name)
        turn.__dict__.pop("person", None)
        talking.begin(turn, outcome.then, kept.context.get("context"))

    return carry_out


def _state(kept: Kept) -> talk.State:
    return talk.State(kept.id, kept.flow, kept.answers, kept.correcting)


def set_aside(turn: Turn) -> Kept | None:
    """Give the newest interview this person set aside with something in it."""
    found = [conversations.paused_of(turn.tx, turn.event.person, flow) for flow in INTERVIEWS]
    worth = [kept for kept in found if kept is not None and kept.answers and kept.updated_at is not None]
    return max(worth, key=lambda kept: (kept.updated_at, kept.id), default=None)


def offer_resume(turn: Turn, kept: Kept, *more: Button) -> None:
    """Offer to go on with what was set aside, something more if there is, or to begin anew."""
    again = turn.button("menu.resume", "resume", str(kept.id))
    anew = turn.button("menu.anew", "begin", kept.flow)
    turn.say("menu.was_paused", buttons=column((again, *more, anew)))
