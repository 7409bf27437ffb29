"""Decide what the counter says to a message: answer, suggest, send to another office, or admit not to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from knowledge.indonesian import normalised
from knowledge.library import HERE, Library
from knowledge.regulations import Basis
from knowledge.routes import Route, load_routes, route_for
from knowledge.search import Index, Scores

Status = Literal["answered", "suggested", "abstained", "routed"]

FOLLOW_UP_WORDS = 5  # a message of so few words may lean on the answer before it
FOLLOW_UP_OPENINGS = frozenset(("kalau", "kalo", "klo", "terus", "trus", "lalu", "nek", "lek", "lha"))
SURE = 0.9  # from here on an entry outweighs a word that betrays another office's business
LISTED = 5  # entries a finding names


@dataclass(frozen=True)
class Candidate:
    """An entry that may be meant, with its title for a button and its probability."""

    id: str
    title: str
    score: float


@dataclass(frozen=True)
class Found:
    """What was made of one message; `answer` is plain text with its sources, None unless answered or routed."""

    text: str
    status: Status
    entry: str | None
    answer: str | None
    ranked: tuple[Candidate, ...]
    sources: tuple[Basis, ...]
    nearest: str  # the example question most like it, for staff
    route: str | None = None  # the neighbouring office, if routed


@dataclass(frozen=True)
class Answers:
    """The one decision that the bot and the command line share; hold it, and make a new one when entries change."""

    library: Library
    index: Index
    routes: tuple[Route, ...]

    @classmethod
    def of(cls, library: Library, index: Index, folder: Path = HERE) -> "Answers":
        """Join a library, its index and the routes of a knowledge folder; raises KnowledgeError."""
        return cls(library, index, load_routes(folder / "routes.toml"))

    def answer(self, text: str, today: date, previous: str | None = None) -> Found:
        """Decide on a message of that day; `previous` is the entry answered just before, for «kalau untuk KSP?»."""
        scores = self._weighed(text, today, previous)
        ranked = self._candidates(scores, today)
        best = ranked[0].score if ranked else 0.0
        route = route_for(text, self.routes)
        if best >= (max(SURE, self.index.thresholds.high) if route else self.index.thresholds.high):
            return self._answered(text, ranked, scores, today)
        if route:
            return Found(text, "routed", None, route.answer, (), (), scores.nearest, route.id)
        suggest = best >= self.index.thresholds.low and best >= scores.background
        return Found(text, "suggested" if suggest else "abstained", None, None, ranked, (), scores.nearest)

    def _answered(self, text: str, ranked: Sequence[Candidate], scores: Scores, today: date) -> Found:
        entry = self.library.get(ranked[0].id)
        answer = self.library.answer_text(entry, today)
        return Found(text, "answered", entry.id, answer, tuple(ranked), entry.regulations, scores.nearest)

    def _weighed(self, text: str, today: date, previous: str | None) -> Scores:
        alone = self.index.scores(text)
        if previous is None or previous not in self.library.entries:
            return alone
        words = normalised(text).split()
        leans = len(words) <= FOLLOW_UP_WORDS or words[0] in FOLLOW_UP_OPENINGS
        if not words or not (leans or alone.best < self.index.thresholds.high):
            return alone
        if alone.background > alone.best and not leans:
            return alone
        return self.index.scores_after(text, self.library.title(self.library.get(previous), today))

    def _candidates(self, scores: Scores, today: date) -> tuple[Candidate, ...]:
        # an index may still know an entry that was taken out since it was fitted
        known = [(id, score) for id, score in scores.ranked if id in self.library.entries]
        entries = self.library.entries
        return tuple(Candidate(id, self.library.title(entries[id], today), score) for id, score in known[:LISTED])
