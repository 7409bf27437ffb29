"""Words that a classifier of spellings blurs: rules and articles named by number, and kinds of cooperative.

«Pasal 26» and «Pasal 25» share most of their pieces, and «koperasi jasa» most of its with «koperasi konsumen»;
what a message names so is held against what each entry names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.indonesian import normalised

NAMED, NOT_NAMED = 1.5, -2.0  # for an entry that names the rule asked for, or another one (logits)
OTHER_KIND = -1.5  # for an entry about another kind of cooperative
MOSTLY = 0.5  # of an entry's phrasings name a kind: it is about that kind

SHORT: Mapping[str, re.Pattern[str]] = {  # how rules are written out
    "uu": re.compile(r"\bundang(?: undang)?\b"),
    "pp": re.compile(r"\bperaturan pemerintah\b"),
    "perpres": re.compile(r"\bperaturan presiden\b"),
    "inpres": re.compile(r"\binstruksi presiden\b"),
    "pmk": re.compile(r"\b(?:peraturan menteri keuangan|permenkeu)\b"),
    "permenkop": re.compile(r"\b(?:peraturan menteri (?:negara )?koperasi|permenkopu?m?km|permen kop)\b"),
}
BETWEEN = r"(?: (?:dan|ri|ukm|umkm|kop|koperasi|perkoperasian|usaha|mikro|kecil|menengah))*"
RULE = re.compile(
    r"\b(uu|perppu|pp|perpres|inpres|pmk|permenkop|permenkumham|permenkum|permendes|kepmenkop|perdep|pojk|psak)"
    rf"{BETWEEN} ?(?:(?:no|nomor|nomer|nmr) ?)?(\d{{1,4}})\b(?: (?:pmk \d+|per(?: m)? (?:m )?kukm(?: [ivx]+)?))?"
    r"(?: (?:tahun|thn|th) ?(\d{4})\b| ((?:19|20)\d\d)\b)?"
)
ARTICLE = re.compile(r"\b(?:pasal|psl|ps) ?(\d{1,3}[a-z]?)\b")
STANDARD = re.compile(r"\bsak ?(etap|ep|emkm|syariah)\b")
KINDS: Mapping[str, re.Pattern[str]] = {
    "savings and loan": re.compile(r"\b(ksp|usp|kospin|simpan pinjam)\b"),
    "sharia": re.compile(r"\b(kspps|uspps|bmt|syariah|sariah)\b"),
    "secondary": re.compile(r"\b(sekunder|pusat koperasi|gabungan koperasi|induk koperasi)\b"),
    "merah putih": re.compile(r"\b(merah putih|kkmp|kopdes|kopkel|kdmp)\b"),
    "services": re.compile(r"\bkoperasi jasa\b"),
    "producers": re.compile(r"\b(koperasi )?produsen\b"),
    "consumers": re.compile(r"\b(koperasi )?konsumen\b"),
    "marketing": re.compile(r"\bkoperasi pemasaran\b"),
}


def rules_in(text: str) -> frozenset[str]:
    """Name the rules, articles and standards of a text: {"uu-25", "uu-25-1992", "pasal-26", "sak-ep"}."""
    plain = normalised(text)
    for short, written_out in SHORT.items():
        plain = written_out.sub(short, plain)
    found = set()
    for kind, number, year, bare in RULE.findall(plain):
        found.add(f"{kind}-{number}-{year or bare}" if year or bare else f"{kind}-{number}")
    found |= {f"pasal-{number}" for number in ARTICLE.findall(plain)}
    return frozenset(found | {f"sak-{name}" for name in STANDARD.findall(plain)})


def kinds_in(reading: str) -> frozenset[str]:
    """Name the kinds of cooperative that a text speaks of."""
    return frozenset(kind for kind, sign in KINDS.items() if sign.search(reading))


def rules_of(entry: Entry) -> frozenset[str]:
    """Name all rules and articles that an entry rests on or speaks of, with and without their year."""
    texts = (entry.title, entry.body, *entry.questions, *(basis.article for basis in entry.regulations))
    ids = {*entry.mentions, *(basis.id for basis in entry.regulations)}
    named = ids | {rule for text in texts for rule in rules_in(text)}
    return frozenset(named | {name.rsplit("-", 1)[0] for name in named if name.count("-") == 2})


@dataclass(frozen=True)
class Signs:
    """For each label the rules it names and the kinds it is about."""

    rules: Sequence[frozenset[str]]
    kinds: Sequence[frozenset[str]]

    @classmethod
    def of(
        cls, labels: Sequence[str], rules: Mapping[str, frozenset[str]], phrasings: Iterable[tuple[str, str]]
    ) -> "Signs":
        """Gather what the labels name, from their rules and their (label, reading) phrasings."""
        readings: dict[str, list[frozenset[str]]] = {label: [] for label in labels}
        for label, reading in phrasings:
            readings[label].append(kinds_in(reading))
        kinds = [
            frozenset(kind for kind in KINDS if sum(kind in row for row in rows) > MOSTLY * len(rows))
            for rows in readings.values()
        ]
        return cls([rules.get(label, frozenset()) for label in labels], kinds)

    @cached_property
    def named(self) -> frozenset[str]:
        """Give all rules that any label names."""
        return frozenset(rule for rules in self.rules for rule in rules)

    def know(self, text: str) -> bool:
        """Tell whether some label names each rule that a message names; one that none does has no certain answer."""
        return rules_in(text) <= self.named

    def bias(self, reading: str) -> NDArray[np.float32]:
        """Give what the rules and kinds that a message names say for each label, to add to its logits."""
        asked, kinds = rules_in(reading), kinds_in(reading)
        bias = np.zeros(len(self.rules), dtype=np.float32)
        if asked:
            bias += [NAMED if asked <= named else NOT_NAMED if not asked & named else 0 for named in self.rules]
        if kinds:
            bias += [OTHER_KIND if about - kinds else 0 for about in self.kinds]  # another kind, or a narrower one
        return bias
