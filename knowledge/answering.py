"""Decide what the counter says to a message: answer, suggest, send to another office, or admit not to know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from knowledge.glossary import Explanation, explanation
from knowledge.indonesian import normalised
from knowledge.library import HERE, Library
from knowledge.parts import last_question, questions_of
from knowledge.regulations import Basis
from knowledge.routes import Route, load_routes, route_for
from knowledge.search import Index, Scores

Status = Literal["answered", "suggested", "abstained", "routed"]

FOLLOW_UP_WORDS = 5  # a message of so few words may lean on the answer before it
FOLLOW_UP_OPENINGS = frozenset(("kalau", "kalo", "klo", "terus", "trus", "lalu", "nek", "lek", "lha"))
STANDS_ALONE = 3  # words of a curator's phrasing that needs no answer before it
NOT_OURS = 0.7  # from here on a short message is small talk, whatever it may lean on
SURE = 0.97  # from here on an entry outweighs a word that betrays another office's business
TELLING = 3  # words of a question that says by itself what is asked
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
    route: str | None = None  # the neighbouring office, if routed
    term: Explanation | None = None  # what was explained, where the meaning of a term was asked
    also: tuple["Found", ...] = ()  # the other questions of the same message that are answered
    left: tuple[str, ...] = ()  # those that are not


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
        """Decide on a message of that day; `previous` is the entry answered just before, for «kalau untuk KSP?».

        A message with several questions is taken apart where that answers more than one of them.
        """
        whole = self._decided(text, today, previous)
        if self.index.lexicon.read(text) in self.index.exact:
            return whole
        asked = questions_of(text, self.index.lexicon)
        if len(asked) < 2:
            last = last_question(text) if whole.status in ("suggested", "abstained") else None
            alone = self._decided(last, today, None) if last else whole
            return replace(alone, text=text) if alone.status == "answered" else whole
        parts: list[Found] = []
        for one in asked:
            parts.append(self._decided(one, today, parts[-1].entry if parts else previous))
        known = list({part.entry or part.answer: part for part in parts if part.status == "answered"}.values())
        left = tuple(part.text for part in parts if part.status != "answered" and len(part.text.split()) >= TELLING)
        if len(known) < 2 and (not known or not left):
            return whole
        both = "\n\n".join(part.answer or "" for part in known)
        sources = tuple(dict.fromkeys(basis for part in known for basis in part.sources))
        return replace(known[0], text=text, answer=both, sources=sources, also=tuple(known[1:]), left=left)

    def _decided(self, text: str, today: date, previous: str | None) -> Found:
        scores = self._weighed(text, today, previous)
        ranked = self._candidates(scores, today)
        term = explanation(text, self.library, [one.id for one in ranked], self.index.exact)
        if term and not (previous and _goes_on(text)):
            told = term.plain(self.library, today)
            return Found(text, "answered", term.entry, told, ranked, term.sources, term=term)
        best = ranked[0].score if ranked else 0.0
        route = route_for(text, self.routes)
        high = max(SURE, self.index.thresholds.high) if route else self.index.thresholds.high
        if best >= high and self.index.signs.know(text):
            return self._answered(text, ranked, today)
        if route:
            return Found(text, "routed", None, route.answer, (), (), route.id)
        suggest = best >= self.index.thresholds.low and best >= scores.background
        return Found(text, "suggested" if suggest else "abstained", None, None, ranked, ())

    def _answered(self, text: str, ranked: Sequence[Candidate], today: date) -> Found:
        entry = self.library.get(ranked[0].id)
        answer = self.library.answer_text(entry, today)
        return Found(text, "answered", entry.id, answer, tuple(ranked), entry.regulations)

    def _weighed(self, text: str, today: date, previous: str | None) -> Scores:
        alone = self.index.scores(text)
        if previous is None or previous not in self.library.entries:
            return alone
        words = normalised(text).split()
        leans = len(words) <= FOLLOW_UP_WORDS or words[0] in FOLLOW_UP_OPENINGS
        curated = len(words) >= STANDS_ALONE and self.index.lexicon.read(text) in self.index.exact
        if not words or curated or not (leans or alone.best < self.index.thresholds.high):
            return alone
        if alone.background > (NOT_OURS if leans else alone.best):
            return alone
        return self.index.scores_after(text, previous, self.library.title(self.library.get(previous), today))

    def _candidates(self, scores: Scores, today: date) -> tuple[Candidate, ...]:
        # an index may still know an entry that was taken out since it was fitted
        known = [(id, score) for id, score in scores.ranked if id in self.library.entries]
        entries = self.library.entries
        return tuple(Candidate(id, self.library.title(entries[id], today), score) for id, score in known[:LISTED])


def _goes_on(text: str) -> bool:
    """Tell whether a message goes on from the answer before it: «kalau KSP?», and not «kalau KSP itu apa?»."""
    words = normalised(text).split()
    return words[0] in FOLLOW_UP_OPENINGS and not {"apa", "arti", "artinya", "kepanjangan", "opo"} & {*words}
