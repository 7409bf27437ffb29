"""A counter without a desk: one conversation, held over JSON at every step as if the program had restarted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import flows.founder
import flows.founding
import flows.founding_meeting  # noqa: F401 - registers the flow
import knowledge
from flows import conversation, texts
from flows.conversation import State, Turn
from flows.errors import OutOfDate
from flows.facts import Facts
from flows.outcomes import LeftOff
from flows.replies import Answer, Button, Line, Reply
from flows.script import Chosen, Typed
from knowledge.figures import Figures

FIGURES = Figures.load(Path(knowledge.__file__).parent / "figures.toml")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
FOUNDERS = (
    "Ani Rahayu",
    "Budi Santoso",
    "Citra Lestari",
    "Dewi Anggraini",
    "Eko Prasetyo",
    "Fajar Nugroho",
    "Gita Permata",
    "Hadi Susilo",
    "Indah Wulandari",
    "Joko Widodo Saputra",
    "Kartika Sari",
    "Lukman Hakim",
)


def facts(now: datetime = NOW, case: Mapping[str, Any] | None = None) -> Facts:
    """Give the world on a day, with the figures in force then."""
    return Facts(now=now, figures=FIGURES.on(now.date()), case=case or {})


class Talk:
    """One conversation with a resident who types and presses; `heard` is everything that was said, line by line."""

    def __init__(self, flow: str, world: Facts | None = None, answers: Mapping[str, Any] | None = None) -> None:
        self.facts = world or facts()
        self.state = State(12345678, flow, dict(answers or {}))
        self.heard: list[str] = []
        self.turn: Turn = conversation.standing(self.state, self.facts)
        self.reply: Reply = Reply()
        self._show()

    # -- what the resident does

    def types(self, *texts: str) -> "Talk":
        """Send words, one message after the other."""
        for text in texts:
            self.heard.append(_quoted("warga", text))
            self._take(Typed(text))
        return self

    def presses(self, *labels: str) -> "Talk":
        """Press buttons by what stands on them (their beginning is enough)."""
        for label in labels:
            button = self.button(label)
            self.heard.append(_quoted("warga", f"[{button.label}]"))
            assert isinstance(button.press, Answer)
            self._press(button.press)
        return self

    def button(self, label: str) -> Button:
        """Find a button by its label, its label without the mark, or how it begins."""
        found = [button for row in self.reply.buttons for button in row]
        for fits in (label.__eq__, lambda shown: shown.lstrip("☑☐✕« ").startswith(label)):
            if hits := [button for button in found if fits(button.label)]:
                return hits[0]
        raise AssertionError(f"no button «{label}» among {[button.label for button in found]}")

    def comes_back(self, now: datetime) -> "Talk":
        """Go on another day, with what is in force then."""
        self.facts = replace(self.facts, now=now, figures=FIGURES.on(now.date()))
        self.turn = conversation.standing(self.state, self.facts)
        self._show()
        return self

    def fixes(self, key: str) -> "Talk":
        """Pick an answer to change from the review."""
        self.presses("Ubah")
        assert self.asks == "review"
        self._press(Answer(self.state.id, "review", f"fix.{key}"))
        return self

    # -- what the counter shows

    @property
    def asks(self) -> str | None:
        """The key of the open question; None when the conversation has ended."""
        return self.turn.walk.question.key if self.turn.walk.question else None

    @property
    def outcome(self) -> Any:
        return self.turn.walk.outcome

    @property
    def text(self) -> str:
        """The last message as it reads without markup."""
        return plain(self.reply.lines)

    @property
    def unclear(self) -> str | None:
        """The key of why the last input did not fit."""
        return self.turn.unclear.key if self.turn.unclear else None

    @property
    def said(self) -> list[str]:
        """The keys of what was said on the way to the open question."""
        return [sentence.key for sentence in self.turn.walk.said]

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.reply.buttons for button in row]

    # -- the counter

    def _press(self, answer: Answer) -> None:
        if answer.option == "_back" and answer.key == self.asks:
            self._settle(conversation.back(self.state, self.facts))
        elif answer.option == "_help":
            helped = conversation.helped(self.turn, self.facts)
            self._show(helped or texts.line("common", "no_help", self.facts.figures))
        elif answer.option == "_show":
            self._settle(conversation.standing(self.state, self.facts))
        else:
            self._take(Chosen(answer.option), answer.key)

    def _take(self, given: Typed | Chosen, key: str | None = None) -> None:
        try:
            turn = conversation.take(self.state, given, self.facts, key=key)
        except OutOfDate:
            turn = conversation.standing(self.state, self.facts)
        self._settle(turn)

    def _settle(self, turn: Turn) -> None:
        kept = json.loads(json.dumps([turn.state.answers, turn.state.correcting]))
        self.state = replace(turn.state, answers=kept[0], correcting=kept[1])
        self.turn = turn
        self._show()

    def _show(self, *before: Line) -> None:
        if self.turn.ended:
            self.reply = Reply((*conversation.said(self.state.flow, self.turn.walk.said, self.facts), *self._parting()))
        else:
            self.reply = conversation.present(self.turn, self.facts, before=before)
        self._hear(self.reply.lines)
        for row in self.reply.buttons:
            self.heard.append("        " + " ".join(f"[{button.label}]" for button in row))

    def _parting(self) -> tuple[Line, ...]:
        if not isinstance(self.outcome, LeftOff):
            return ()
        reason = f"parting.{self.outcome.reason}"
        return (texts.line(self.state.flow, reason, self.facts.figures, **self.outcome.values),)

    def _hear(self, lines: Sequence[Line]) -> None:
        if lines:
            self.heard.append(_quoted("klinik", plain(lines)))

    @property
    def transcript(self) -> str:
        """The whole conversation, as an adviser reads it."""
        return "\n".join(self.heard) + "\n"


def plain(lines: Sequence[Line]) -> str:
    """Give lines as they read without markup."""
    return "\n".join(line.plain for line in lines)


def _quoted(who: str, text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([f"{who}: {first}", *(f"        {line}" for line in rest)])
