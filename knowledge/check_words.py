"""What is wrong with the words of one entry: marks, lengths, figures written out, terms nobody explains."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.entry import Entry
from knowledge.figures import PLACEHOLDER
from knowledge.library import Library, joined_lines
from knowledge.terms import bare, explains, terms_at, terms_in, unexplained

TITLE_LENGTH, ANSWER_LENGTH = 48, 1200  # characters; an answer with its closing and basis
MESSAGE_UNITS = 4096  # of UTF-16: what Telegram takes in one message
SENTENCE_WORDS, MEAN_WORDS = 28, 16
DENSE = 4  # abbreviations and terms of the trade that one sentence may hold without the body explaining them

UNITS = (
    "orang|anggota|pendiri|pengurus|pengawas|rupiah|persen|%|bulan|hari|tahun|minggu|pekan|kata|kali|koperasi|jam|menit|"
    "kelurahan|kecamatan|lembar|rangkap|ribu|juta|miliar|triliun|rb|jt|poin|saksi|suara"
)
WORDS = (
    "dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|seratus|ribu|seribu|juta|miliar"
)
WRITTEN_FIGURES = (
    re.compile(rf"(?<![\w/.,])\d[\d.,]*\s*(?:{UNITS})(?!\w)", re.IGNORECASE),
    re.compile(r"\bRp\s*\d[\d.,]*", re.IGNORECASE),
    re.compile(rf"\b(?:{WORDS})\s+(?:orang|persen|bulan|hari|tahun|kata|rupiah|juta|miliar)\b", re.IGNORECASE),
)
# worked examples, and obsolete beliefs being corrected («bukan 20 orang»), may write a number out
SPARED = re.compile(
    r"\b(?:misal|misalnya|contoh|contohnya|umpama|umpamanya"
    r"|bukan|aturan lama|angka lama|dulu|dahulu|pernah|usang|keliru|beredar)\b",
    re.IGNORECASE,
)
# article and rule numbers are names, not figures; so are the days of a press report
NAMES = re.compile(
    r"\b(?:Pasal|ayat|angka|huruf|Nomor|No\.|Bab|RW|RT|PPh|KBLI|butir)\s*\(?\d+[A-Za-z]?\)?"
    r"|\b\d+/\d{4}\b|\bTahun \d{4}\b"
    r"|\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)\w*\s+\d{4}\b",
)


# words in capitals that any resident knows, and that are not the trade's
EVERYDAY = frozenset(("HP", "WIB", "LPG", "SMA", "SMP", "SD", "TNI", "POLRI", "BPJS", "CV", "ID", "PDF", "WA", "SKCK"))
CAPITALS = re.compile(r"(?<![\w/@])(?<!\w[.-])[A-Z][A-Z]+(?![\w/@]|[.-]\w)")
ROMAN = re.compile(r"[IVXLCDM]+")
# terms that are also everyday words: they make no sentence hard to read
PLAIN = frozenset(
    (
        "Koperasi", "Anggota", "Calon anggota", "Pengurus", "Pengawas", "Pendiri", "Notaris", "Akta", "Pajak", "KTP",
        "Kelurahan", "RT", "RW", "RT/RW", "UU", "PP", "Permenkop", "Simpan pinjam", "Simpanan pokok", "Simpanan wajib",
        "Rapat anggota", "Klinik Koperasi", "Diskopindag", "Gerai", "UMKM",
    )
)  # fmt: skip


def wrong_words(entry: Entry, library: Library, today: date) -> Iterator[str]:
    """Yield what is wrong with an entry's words on that day; raises KnowledgeError for a figure that is not there."""
    figures = library.figures.on(today)
    yield from _wording(figures.fill(entry.title), figures.fill(entry.body))
    yield from _reading(figures.fill(entry.body))
    yield from _length(entry, library, today)
    yield from _terms(figures.fill(entry.body), library)


def _wording(title: str, body: str) -> Iterator[str]:
    if len(title) > TITLE_LENGTH:
        yield f"title is {len(title)} characters, at most {TITLE_LENGTH}"
    if "{" in title + body or "}" in title + body:
        yield "a brace that is no placeholder"
    if re.search(r"^\s*(?:#|\||>|```|<)|\]\(|</?[a-z]+>", body, re.MULTILINE):
        yield "only lists and **bold**: no headings, tables, quotes, links, HTML"
    if re.search(r"(?<!\*)\*(?!\*)|(?<!\w)_\w", body):
        yield "a single * or _: only lists and **bold**"
    if body.count("**") % 2:
        yield "an unclosed **"
    if re.search(r"^\s*Dasar\s*:", body, re.MULTILINE):
        yield "the basis line is added by the engine"


def _reading(body: str) -> Iterator[str]:
    """Measure the sentences: each, and on the mean."""
    lengths = [len(sentence.split()) for sentence in sentences(body)]
    for sentence, words in zip(sentences(body), lengths, strict=True):
        if words > SENTENCE_WORDS:
            yield f"a sentence of {words} words, at most {SENTENCE_WORDS}: «{sentence[:60]}…»"
    if lengths and (mean := sum(lengths) / len(lengths)) > MEAN_WORDS:
        yield f"sentences of {mean:.1f} words on the mean, at most {MEAN_WORDS}"


def _length(entry: Entry, library: Library, today: date) -> Iterator[str]:
    """Measure the whole answer as it is sent, past its review too."""
    if any(basis.id not in library.regulations for basis in entry.regulations):
        return  # told elsewhere
    told = library.answer(entry, today).plain()
    if len(told) > ANSWER_LENGTH:
        yield f"the answer is {len(told)} characters with its basis, at most {ANSWER_LENGTH}"
    if (units := len(told.encode("utf-16-le")) // 2) > MESSAGE_UNITS:
        yield f"the answer is {units} units of UTF-16, and a message takes {MESSAGE_UNITS}"


def _terms(body: str, library: Library) -> Iterator[str]:
    """Look for abbreviations that neither the body nor the glossary explains."""
    plain = bare(body)
    known = {part for _, start, end in terms_at(plain, library.folder) for part in plain[start:end].split()}
    first = {found.group(): found for found in reversed(list(CAPITALS.finditer(plain)))}
    for word, found in first.items():
        spared = word in known or word in EVERYDAY or ROMAN.fullmatch(word)
        if not spared and not explains(plain, found.start(), found.end()):
            yield f"«{word}» is explained neither on its first use nor in the glossary"


def dense_sentences(entry: Entry, library: Library) -> Iterator[str]:
    """Yield, as warnings, sentences with many of the trade's terms that the body explains nowhere.

    Counted are different terms of the glossary, but for those that are everyday words (PLAIN).
    """
    left = set(unexplained(entry.body, library.folder)) - PLAIN
    for sentence in sentences(entry.body):
        terms = [name for name in terms_in(sentence, library.folder) if name in left]
        if len(terms) > DENSE:
            yield f"{len(terms)} unexplained terms in one sentence ({', '.join(terms)}): «{sentence[:60]}…»"


def sentences(body: str) -> list[str]:
    """Split a filled body into sentences; a list item ends one."""
    lines = (re.sub(r"^\s*(?:-|\d+\.)\s+", "", line) for line in joined_lines(body).splitlines())
    return [part for line in lines for part in re.split(r"(?<=[.!?])[»”\"')*]*\s+", line) if part.strip()]


def written_figures(entry: Entry) -> Iterator[str]:
    """Yield figures written out where `{name}` belongs; list numbers, rule numbers and worked examples are let be."""
    for sentence in (entry.title, *sentences(entry.body)):
        text = NAMES.sub("§", PLACEHOLDER.sub("#", sentence))
        if SPARED.search(text):
            continue
        for pattern in WRITTEN_FIGURES:
            yield from (f"figure written out: «{found.group().strip()}»" for found in pattern.finditer(text))
