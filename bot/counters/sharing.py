"""Membagikan: `@bot words` in any chat gives entries to share there; who asked and what is kept nowhere."""

import re
from datetime import date

from bot.counters.asking import OFTEN, answer_lines
from bot.counters.turn import House
from flows.replies import Shared
from storage import questions
from storage.database import Transaction

MOST = 10  # entries at a time
WORTH = 0.03  # the probability from which an entry may be what is meant: here one chooses among titles
SENTENCE = re.compile(r"(?<=[.!?])\s|\n")


def offered(tx: Transaction, house: House, words: str) -> list[Shared]:
    """Give the entries that may be meant, best first; what is asked most while nothing is written. Writes nothing."""
    today = tx.now.astimezone(house.zone).date()
    ids = _meant(house, words, today) if words.strip() else _often(tx, house)
    return [_shared(house, id, today) for id in ids]


def _meant(house: House, words: str, today: date) -> list[str]:
    if house.answers.answer(words, today).status not in ("answered", "suggested"):
        return []
    ranked = house.answers.index.scores(words).ranked
    known = [(id, score) for id, score in ranked if id in house.library.entries]
    return [id for id, score in known[:MOST] if score >= WORTH]


def _often(tx: Transaction, house: House) -> list[str]:
    asked = [id for id in questions.most_asked(tx, limit=2 * MOST) if id in house.library.entries]
    return list(dict.fromkeys((*asked, *OFTEN)))[:MOST]


def _shared(house: House, id: str, today: date) -> Shared:
    library = house.library
    lines = tuple(answer_lines(library, id, today))
    return Shared(id, library.title(library.get(id), today), SENTENCE.split(lines[0].plain.strip(), 1)[0], lines)
