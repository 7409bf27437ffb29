"""A cooperative's name: its full form, and what the law and practice find in it. Only AHU Online can say it is free.

Findings (under `rule.<key>` in the texts), with their placeholders:

    block  name_empty
    block  name_letters            {letters}                      what stands in it that is no Latin letter
    block  name_words              {found} {minimum} {missing}
    warn   name_words_uncertain    {found} {minimum} {words}      enough only with «Syariah» or one-letter words
    warn   name_start              {prefix}
    warn   name_other_kind         {written} {prefix}
    warn   name_without_sharia     {prefix}
    warn   name_sharia             the name says «Syariah», the cooperative is none
    warn   name_merah_putih
    warn   name_abbreviation       {words}
    warn   name_government         {words}
    warn   name_indecent
    warn   name_place_only         {words}
    info   name_no_kind            {words}                        «Serba Usaha», «Karyawan»: no kind, only words
    warn   name_twice              {name}
    warn   names_few               {offered} {minimum} {missing}
    info   name_availability       only the notary can see whether a name is free
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from knowledge.documents.dossier import Kind
from knowledge.rules import Finding, Numbers, block, info, warn

WORDS = Path(__file__).with_name("names.toml")
KINDS: Mapping[Kind, str] = {
    "consumer": "Konsumen",
    "producer": "Produsen",
    "service": "Jasa",
    "marketing": "Pemasaran",
    "savings_and_loan": "Simpan Pinjam",
}
SHARIA_SAVINGS = "Simpan Pinjam dan Pembiayaan Syariah"
PHRASES = sorted((*KINDS.values(), SHARIA_SAVINGS), key=len, reverse=True)  # the longest is tried first
SHORT_FORMS = {
    "ksp": "Koperasi Simpan Pinjam",
    "kspps": f"Koperasi {SHARIA_SAVINGS}",
    "kop": "Koperasi",
    "kop.": "Koperasi",
}
SHOWN = 5  # strange letters are shown, not all of a foreign word
SMALL = frozenset(("dan", "di", "ke", "dari", "untuk", "yang", "para", "bagi"))
COUNTED = re.compile(r"[A-Za-z'-]{2,}")
UNIFIED = {**dict.fromkeys(map(ord, "‘’ʼ`´"), "'"), **dict.fromkeys(map(ord, "‐‑–—"), "-")}
QUOTED = re.compile(r"[«»„“”\"]")
VOWEL = re.compile(r"[aeiouyAEIOUY]")


@dataclass(frozen=True)
class Parts:
    """A name taken apart the way its words are counted."""

    begun: bool  # with «Koperasi»
    phrase: str  # the kind as written, «» where none stands
    sharia: bool  # «Syariah» directly behind it
    words: tuple[str, ...]  # what the rule counts


def proper_name(text: str, kind: Kind, sharia: bool) -> str:
    """Give the full form «Koperasi Jasa Kampung Wisata Ceria» of whatever was typed.

    Order of the parts: Permenkum 13/2025 Pasal 7 (F4.8, high); «Syariah»: F4.9, medium.
    """
    parts = taken_apart(text, kind)
    own = [_capital(word, first=at == 0) if word.islower() else word for at, word in enumerate(parts.words)]
    if "".join(own).isupper():
        own = [_capital(word, first=at == 0) for at, word in enumerate(own)]
    named = any(word.casefold() == "syariah" for word in own)
    return " ".join([prefix(kind, sharia and not named, parts.sharia), *own])


def prefix(kind: Kind, sharia: bool, also_sharia: bool = False) -> str:
    """Give what a name of this kind begins with: «Koperasi Jasa», «Koperasi Jasa Syariah»."""
    if kind == "savings_and_loan" and sharia:
        return f"Koperasi {SHARIA_SAVINGS}"
    return f"Koperasi {KINDS[kind]}{' Syariah' if sharia or also_sharia else ''}"


def taken_apart(text: str, kind: Kind | None = None) -> Parts:
    """Part «Koperasi», the kind and «Syariah» from the words that count.

    Without «Koperasi» before it only the phrase of `kind` is taken for the kind: «Pemasaran Batik Malang Jaya» may be
    the whole name of a service cooperative.
    """
    words = QUOTED.sub(" ", unicodedata.normalize("NFC", text).translate(UNIFIED)).strip(" .,;:!").split()
    if words and (long_form := SHORT_FORMS.get(words[0].casefold())):
        words = [*long_form.split(), *words[1:]]
    begun = bool(words) and words[0].casefold() == "koperasi"
    rest = words[1:] if begun else words
    possible = _phrases_of(kind) if kind and not begun else PHRASES
    phrase = next((phrase for phrase in PHRASES if phrase in possible and _starts(rest, phrase)), "")
    rest = rest[len(phrase.split()) :]
    sharia = bool(phrase) and (phrase == SHARIA_SAVINGS or _starts(rest, "Syariah"))
    rest = rest[1:] if sharia and phrase != SHARIA_SAVINGS else rest
    return Parts(begun, phrase, sharia, tuple(rest))


def check_name(name: str, kind: Kind, sharia: bool, figures: Numbers) -> list[Finding]:
    """Check one name in its full form (`proper_name`), word by word; all in the order of their weight.

    Words, letters, order: Permenkum 13/2025 Pasal 7, before it Permenkumham 14/2019 Pasal 7 (F4.2, F4.3, F4.8, high;
    F4.6 medium). Whether «Syariah» and one-letter words count is open (low): warned, not blocked. Abbreviations,
    places alone, «Merah Putih»: practice (F4.13 low).
    """
    parts = taken_apart(name, kind)
    if not parts.words:
        return [block("name_empty")]
    found = [*_letters(name), *_count(parts, figures), *_form(parts, kind, sharia), *_looked_at(parts)]
    return sorted(found, key=lambda finding: ("block", "warn", "info").index(finding.severity))


def check_names(names: Sequence[str], kind: Kind, sharia: bool, figures: Numbers) -> list[Finding]:
    """Check the choices together: enough of them, no two alike; whether one is free only AHU Online can say.

    Three ranked names: practice, no rule (medium). The notary files the name: Permenkumham 14/2019 Pasal 4 and 6,
    continued in Permenkum 13/2025 (F4.1, high).
    """
    found: list[Finding] = []
    minimum = figures.value("names_offered")
    if len(names) < minimum:
        found.append(warn("names_few", offered=len(names), minimum=minimum, missing=minimum - len(names)))
    alike = sorted((_bare(taken_apart(name, kind)), at, name) for at, name in enumerate(names))
    for _, group in groupby(alike, key=lambda one: one[0]):
        found.extend(warn("name_twice", name=name) for _, _, name in list(group)[1:])
    return [*found, info("name_availability")]


def _letters(name: str) -> Iterator[Finding]:
    """Find what is no Latin letter, space, hyphen or apostrophe (Pasal 7; F4.3, high)."""
    strange = [letter for letter in unicodedata.normalize("NFC", name).translate(UNIFIED) if not _allowed(letter)]
    if strange:
        yield block("name_letters", letters=" ".join([*dict.fromkeys(strange)][:SHOWN]))


def _allowed(letter: str) -> bool:
    return letter in " '-" or (letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN"))


def _count(parts: Parts, figures: Numbers) -> Iterator[Finding]:
    """Count the words behind the kind (Pasal 7(1)a; F4.2, high)."""
    minimum = figures.value("minimum_name_words")
    lettered = [word for word in parts.words if any(map(str.isalpha, word))]
    sure = [word for word in lettered if COUNTED.fullmatch(_without_accents(word))]
    open_words = [word for word in lettered if word not in sure]
    if parts.sharia and parts.phrase != SHARIA_SAVINGS:
        open_words.append("Syariah")
    likely = len(sure) + len(open_words)
    if likely < minimum:
        yield block("name_words", found=likely, minimum=minimum, missing=minimum - likely)
    elif len(sure) < minimum:
        yield warn("name_words_uncertain", found=len(sure), minimum=minimum, words=", ".join(open_words))


def _form(parts: Parts, kind: Kind, sharia: bool) -> Iterator[Finding]:
    """Compare the name's beginning with the kind chosen (Pasal 7; F4.8, high) and «Syariah» (F4.9, medium)."""
    wanted = prefix(kind, sharia)
    says_sharia = parts.sharia or any(word.casefold() == "syariah" for word in parts.words)
    if not parts.begun or not parts.phrase:
        yield warn("name_start", prefix=wanted)
    elif parts.phrase not in _phrases_of(kind):
        yield warn("name_other_kind", written=parts.phrase, prefix=wanted)
    if sharia and not says_sharia:
        yield warn("name_without_sharia", prefix=wanted)
    if says_sharia and not sharia:
        yield warn("name_sharia")


def _looked_at(parts: Parts) -> Iterator[Finding]:
    """Find the words an adviser looks at (Pasal 7; F4.5 high, F4.6 medium, the rest practice)."""
    words = parts.words
    if _phrases(words, ("merah putih",)):
        yield warn("name_merah_putih")
    if short := [word for word in words if _is_short_form(word, words)]:
        yield warn("name_abbreviation", words=", ".join(short))
    if found := _phrases(words, (*watched()["government"], *watched()["international"])):
        yield warn("name_government", words=", ".join(found))
    if _phrases(words, watched()["indecent"]):
        yield warn("name_indecent")
    if all(word.casefold() in watched()["places"] for word in words):
        yield warn("name_place_only", words=" ".join(words))
    if (found := _phrases(words, watched()["no_kinds"])) and _starts(words, found[0]):
        yield info("name_no_kind", words=found[0])


@cache
def watched() -> Mapping[str, tuple[str, ...]]:
    """Read the staff's word lists once."""
    return {name: tuple(listed) for name, listed in tomllib.loads(WORDS.read_text(encoding="utf-8")).items()}


def _phrases(words: Sequence[str], listed: Sequence[str]) -> list[str]:
    """List the watched phrases among the words, as they are written there."""
    found = []
    for phrase in listed:
        size = len(phrase.split())
        found += [
            " ".join(words[at : at + size])
            for at in range(len(words) - size + 1)
            if " ".join(words[at : at + size]).casefold() == phrase
        ]
    return found


def _is_short_form(word: str, words: Sequence[str]) -> bool:
    """Tell «RW», «UMKM», «KSU» and single letters from words, also where all is written in capitals."""
    plain = _without_accents(word)
    shouted = not any(any(map(str.islower, other)) for other in words)
    capitals = plain.isupper() and len(plain) <= 5 and not shouted
    latin = plain.isascii() and any(map(str.isalpha, plain))
    return latin and (len(plain) == 1 or not VOWEL.search(plain) or capitals)


def _without_accents(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def _starts(words: Sequence[str], phrase: str) -> bool:
    size = len(phrase.split())
    return " ".join(words[:size]).casefold() == phrase.casefold()


def _phrases_of(kind: Kind) -> Sequence[str]:
    return (KINDS[kind], SHARIA_SAVINGS) if kind == "savings_and_loan" else (KINDS[kind],)


def _bare(parts: Parts) -> str:
    return " ".join(parts.words).casefold().replace("-", " ")


def _capital(word: str, *, first: bool) -> str:
    if word.casefold() in SMALL and not first:
        return word.casefold()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
