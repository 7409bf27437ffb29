"""Explain a term on demand: «RAT itu apa», «kepanjangan dari KSPPS», or the bare «NIB?» gets the glossary's sentence.

Whether a message asks for a term is read from its words alone. What a curator wrote word for word is an entry's.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.entry import Entry
from knowledge.indonesian import Lexicon
from knowledge.library import Library
from knowledge.regulations import Basis

SLIP = 5  # letters a word must have for one of them to be wrong
MOST = 3  # entries that are named for going on
NOTE = "Keterangan istilah, bukan kutipan aturan."

# what stands around a term, as Lexicon.read gives it; the words that ask what it means are told apart
ASKING = (
    "arti(?:nya|ne)?|maksud(?:nya|e)?|makna(?:nya)?|pengertian(?:nya)?|definisi(?:nya)?|kepanjangan(?:nya|e)?"
    "|singkatan(?:nya|e)?|dimaksud(?:kan)?|jelaskan|jelasin|terangkan|dijelaskan|istilah(?:nya)?|apa sih"
)
POINTING = "apa|apakah|itu|ini|adalah|ialah|yaitu"
AROUND = (
    "pak|bu|bapak|ibu|mas|mbak|mbk|kak|kakak|admin|cak|ning|saya|aku|kami|mau|ingin|numpang|permisi|halo|hai"
    "|assalamualaikum|selamat (?:pagi|siang|sore|malam)|tolong|mohon|minta|tanya|bertanya|nanya|takon|nanyak|nyuwun"
    "|(?:tidak|belum|kurang|ingin|mau) (?:tahu|paham|mengerti|jelas)|boleh(?: tahu)?|(?:masih )?bingung"
    "|ya|yo|nggih|inggih|sih|seh|si|kok|deh|dong|donk|nih|lho|lo|ta|tah|to|toh|kah|nya|e|ne|terima kasih|makasih|suwun"
    "|sebenarnya|sebenernya|sakjane|sebetulnya|dari|dengan|yang|kata|soal"
)
BEFORE = re.compile(rf"(?:(?P<asking>{ASKING})|(?P<pointing>{POINTING})|{AROUND}|kalau|lalu) ")
BEHIND = re.compile(rf" (?:(?P<asking>{ASKING})|(?P<pointing>{POINTING})|{AROUND})$")


@dataclass(frozen=True)
class Explanation:
    """A term's sentence and the entries to go on with, the nearest first."""

    term: str
    sentence: str
    entries: tuple[Entry, ...] = ()

    @property
    def entry(self) -> str | None:
        """Give the id of the entry that says more, if there is one."""
        return self.entries[0].id if self.entries else None

    @property
    def sources(self) -> tuple[Basis, ...]:
        """Give the rules that the entry it points to rests on."""
        return self.entries[0].regulations if self.entries else ()

    def plain(self, library: Library, today: date) -> str:
        """Write it as plain text: the sentence, then the entry that says more with its basis and date."""
        told = f"{self.term}: {self.sentence}\n\n{NOTE}"
        if not self.entries:
            return told
        title, basis = library.title(self.entries[0], today), library.basis(self.entries[0])
        return f"{told}\n\nSelengkapnya: {title}\n{basis}"


@cache
def lexicon_of(folder: Path) -> Lexicon:
    """Read the lexicon of a knowledge folder once; raises KnowledgeError."""
    return Lexicon.load(folder / "lexicon.toml")


def asked_term(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Give the term whose meaning a message asks, and its sentence; None for any other message."""
    reading = lexicon.read(text)
    if reading in lexicon.terms:
        return _told(lexicon.terms[reading], lexicon)
    core, asked = _stripped(reading)
    name = _meant(core, lexicon)
    # «pajak apa ya» asks which; an abbreviation with «apa» asks what it is
    if name is None or (asked == {"apa"} and not _is_short(name)):
        return None
    return _told(name, lexicon)


def explanation(text: str, library: Library, ranked: Sequence[str], curated: Container[str]) -> Explanation | None:
    """Explain the term a message asks for, with the `ranked` entries about it; None for any other message.

    `curated` are the readings of what is an entry's own phrasing (`Index.exact`): there the entry answers.
    """
    lexicon = lexicon_of(library.folder)
    if lexicon.read(text) in curated:
        return None
    found = asked_term(text, lexicon)
    return Explanation(*found, _about(found[0], library, ranked)) if found else None


def _told(name: str, lexicon: Lexicon) -> tuple[str, str]:
    return name, lexicon.glossary[name]


def _is_short(name: str) -> bool:
    return sum(map(str.isupper, name)) > 1


def _stripped(reading: str) -> tuple[str, set[str]]:
    """Take from both ends what is not the term; tell which asking words were among it."""
    asked: set[str] = set()
    while match := BEFORE.match(reading) or BEHIND.search(reading):
        asked |= {word for word in match.groupdict().values() if word}
        reading = (reading[: match.start()] + reading[match.end() :]).strip()
    return reading, asked


def _meant(core: str, lexicon: Lexicon) -> str | None:
    """Give the term that was written, «SHU-nya» too, or the only one that is one slip away."""
    for written in (core, core.removesuffix("nya")):
        if written in lexicon.terms:
            return lexicon.terms[written]
    close = {name for term, name in lexicon.terms.items() if _one_slip(core.split(), term.split())}
    return close.pop() if len(close) == 1 else None


def _one_slip(said: Sequence[str], term: Sequence[str]) -> bool:
    """Tell whether one word of the term, of five letters or more, differs by one slip of the pen."""
    if len(said) != len(term):
        return False
    apart = [(one, other) for one, other in zip(said, term, strict=True) if one != other]
    return len(apart) == 1 and len(apart[0][1]) >= SLIP and _near(*apart[0])


def _near(said: str, meant: str) -> bool:
    """Tell whether one letter is wrong, missing, too many, or swapped with its neighbour; the first one is right."""
    if said[0] != meant[0] or abs(len(said) - len(meant)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(said, meant, strict=False)) if pair[0] != pair[1]), len(said))
    one, other = said[start:], meant[start:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:] and len(other) > 1
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def _about(name: str, library: Library, ranked: Sequence[str]) -> tuple[Entry, ...]:
    """Give the entries about a term, by rank: first those that are asked what it is, last those that only use it."""
    places = [(_place(name, library.entries[id], library), id) for id in ranked if id in library.entries]
    near = sorted((place, number, id) for number, (place, id) in enumerate(places) if place is not None)
    return tuple(library.entries[id] for _, _, id in near)[:MOST]


def _place(name: str, entry: Entry, library: Library) -> int | None:
    """Tell where a term stands: alone in a question (what it is), in the title, a question, the answer, or nowhere."""
    lexicon = lexicon_of(library.folder)
    readings = [reading for reading, term in lexicon.terms.items() if term == name]

    def bearing(*texts: str) -> list[str]:
        told = map(lexicon.read, texts)
        return [text for text in told if any(f" {reading} " in f" {text} " for reading in readings)]

    questions = bearing(entry.title, *entry.questions)
    if any(_stripped(question)[0] in readings for question in questions):
        return 0
    if questions:
        return 1 if bearing(entry.title) else 2
    return 3 if bearing(entry.body) else None
