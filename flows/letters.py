"""The letters of what a person typed: without what cannot be seen, folded for comparing, and how near two words are."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from knowledge.places import edits

LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
WORD = re.compile(r"[a-z0-9]+")
STRETCHED = re.compile(r"([a-z])\1+")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
QUOTES = dict.fromkeys(map(ord, "‘’‚‛`´ʼ′"), "'")
MARKS_IN_A_ROW = 2  # more combining marks on one letter are decoration that spills over the lines around it
LONGEST_ANSWER = 300  # characters of a number, a day or a choice; beyond it a text is a story, not an answer
LONGEST_WORD = 30  # beyond it nothing is compared letter by letter
EMOJI_JOINER = "\u200d"


def visible(text: str) -> str:
    """Give the text without control, bidi, private and unassigned characters; line ends become one newline."""
    lines = LINE_ENDS.sub("\n", text)
    kept: list[str] = []
    marks = 0
    for at, letter in enumerate(lines):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if letter == EMOJI_JOINER and kept and _joins(kept[-1], lines[at + 1 : at + 2]):
            kept.append(letter)
        elif letter in "\n\t" or category in ("Zs", "Zl", "Zp"):
            kept.append("\n" if letter == "\n" else "\t" if letter == "\t" else " ")
        elif not category.startswith("C") and marks <= MARKS_IN_A_ROW:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


def _joins(before: str, after: str) -> bool:
    """Tell whether a joiner stands between two parts of one emoji, such as a family."""
    return unicodedata.category(before) in ("So", "Sk", "Mn") and unicodedata.category(after or " ") == "So"


def folded(text: str) -> str:
    """Give the text in small plain letters and digits, dashes and quotes unified: for reading, never for keeping."""
    plain = unicodedata.normalize("NFKD", visible(unicodedata.normalize("NFKC", text)).casefold())
    letters = (str(unicodedata.digit(letter, letter)) for letter in plain if unicodedata.category(letter)[0] != "M")
    return "".join(letters).translate(DASHES).translate(QUOTES)


def words(text: str) -> list[str]:
    """List the plain words of a text: «Bu Ani, S.E.» → bu, ani, s, e; «jum'at» and «jumat» are one."""
    return WORD.findall(folded(text).replace("'", ""))


def listed(spaced: str) -> frozenset[str]:
    """Give the words of a list written with spaces."""
    return frozenset(spaced.split())


def slips(word: str) -> int:
    """Tell how many slips of the finger a word may hold and still be recognised."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def near(word: str, wanted: str) -> bool:
    """Tell whether a word is the wanted one but for a slip: «desmber», «agustsu», «sabtuuu»."""
    if word == wanted:
        return True
    if word.isdigit() or wanted.isdigit() or len(wanted) > LONGEST_WORD:
        return False
    if STRETCHED.sub(r"\1", word) == STRETCHED.sub(r"\1", wanted):
        return min(len(word), len(wanted)) > 2
    allowed = min(slips(word), slips(wanted))
    fits = bool(allowed) and abs(len(word) - len(wanted)) <= allowed
    return fits and edits(word, wanted) <= allowed


def recognised(word: str, known: Collection[str]) -> str | None:
    """Give the one known word meant, exact before near; None where there is none or several are as near."""
    if word in known:
        return word
    squeezed = STRETCHED.sub(r"\1", word)
    if squeezed in known:
        return squeezed
    close = sorted({wanted for wanted in known if near(word, wanted)})
    return close[0] if len(close) == 1 else None


def without(found: Iterable[str], fillers: Collection[str]) -> list[str]:
    """Drop the words that carry no meaning here."""
    return [word for word in found if word not in fillers]
