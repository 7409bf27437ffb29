"""Find what is wrong with the knowledge base before residents do: `klinik knowledge check`."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.corpus import background, more_phrasings
from knowledge.entry import Entry, read_entry
from knowledge.errors import KnowledgeError
from knowledge.figures import PLACEHOLDER, Figures, names_in
from knowledge.indonesian import Lexicon, normalised
from knowledge.library import HERE, Library, entry_files, joined_lines
from knowledge.regulations import Regulations
from knowledge.routes import load_routes

TITLE_LENGTH, ID_LENGTH, BODY_LENGTH = 48, 32, 1200
FEWEST_QUESTIONS, SENTENCE_WORDS = 5, 28
FIGURE_CONFIDENCE = {"high": 3, "medium": 2, "low": 1}

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


@dataclass(frozen=True)
class Problem:
    """One thing to mend; a warning may wait, an error may not ship."""

    where: str
    what: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{'warning: ' if self.warning else ''}{self.where}: {self.what}"


def check(folder: Path, today: date) -> list[Problem]:
    """List every problem of a knowledge folder, errors first; an unreadable file is a problem, not an exception."""
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    for path in entry_files(folder):
        try:
            entry = read_entry(path)
        except KnowledgeError as error:
            problems.append(Problem(str(path), str(error).removeprefix(f"{path}: ")))
            continue
        if entry.id in entries:
            problems.append(Problem(entry.path, f"id «{entry.id}» is taken by {entries[entry.id].path}"))
        entries.setdefault(entry.id, entry)
    try:
        figures, rules = Figures.load(folder / "figures.toml"), Regulations.load(folder / "regulations.toml")
    except KnowledgeError as error:
        return [*problems, Problem("figures and regulations", str(error))]
    library = Library(entries, figures, rules, folder)
    problems += (Problem(rules.path, what) for what in rules.problems())
    problems += _figures(library)
    for entry in entries.values():
        problems += (Problem(entry.path, what) for what in _entry(entry, library, today))
        if entry.past_review(today):
            problems.append(Problem(entry.path, f"past its review on {entry.review_by}", warning=True))
    problems += _search_texts(library)
    return sorted(problems, key=lambda problem: (problem.warning, problem.where, problem.what))


def _figures(library: Library) -> Iterator[Problem]:
    for figure in library.figures.by_name.values():
        where = f"{library.figures.path}: [{figure.name}]"
        if figure.regulation and figure.regulation.id not in library.regulations:
            yield Problem(where, f"unknown regulation «{figure.regulation.id}»")
        if figure.confidence not in FIGURE_CONFIDENCE:
            yield Problem(where, f"unknown confidence «{figure.confidence}»")


def _entry(entry: Entry, library: Library, today: date) -> Iterator[str]:
    yield from _names(entry, library)
    yield from _basis(entry, library, today)
    unknown = sorted({name for name in names_in(entry.title + entry.body) if name not in library.figures.by_name})
    yield from (f"unknown figure «{name}»" for name in unknown)
    if not unknown:
        try:
            figures = library.figures.on(today)
            yield from _wording(entry, figures.fill(entry.title), figures.fill(entry.body))
        except KnowledgeError as error:
            yield str(error)
    yield from written_figures(entry)


def _names(entry: Entry, library: Library) -> Iterator[str]:
    if len(entry.id) > ID_LENGTH:
        yield f"id is {len(entry.id)} characters, at most {ID_LENGTH}"
    if Path(entry.path).stem != entry.id:
        yield f"the file must be named {entry.id}.md"
    if Path(entry.path).parent.name != entry.topic:
        yield f"topic is {entry.topic}, the folder is not"
    if len(entry.questions) < FEWEST_QUESTIONS:
        yield f"{len(entry.questions)} questions, at least {FEWEST_QUESTIONS}"
    for id in entry.follow_up:
        if id not in library.entries or id == entry.id:
            yield f"unknown follow-up «{id}»"


def _basis(entry: Entry, library: Library, today: date) -> Iterator[str]:
    if not entry.regulations:
        yield "no basis: name at least one regulation"
    for id in sorted({basis.id for basis in entry.regulations}):
        if id not in library.regulations:
            yield f"unknown regulation «{id}»"
        elif not library.regulations.get(id).in_force_on(today):
            yield f"rests on {library.regulations.get(id).short}, which is {library.regulations.get(id).status}"
    yield from (f"mentions unknown regulation «{id}»" for id in entry.mentions if id not in library.regulations)
    if entry.checked_on > today:
        yield f"checked_on {entry.checked_on} lies ahead"
    if entry.review_by <= entry.checked_on:
        yield "review_by must come after checked_on"


def _wording(entry: Entry, title: str, body: str) -> Iterator[str]:
    if len(title) > TITLE_LENGTH:
        yield f"title is {len(title)} characters, at most {TITLE_LENGTH}"
    if len(body) > BODY_LENGTH:
        yield f"body is {len(body)} characters, at most {BODY_LENGTH}"
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
    for sentence in sentences(body):
        if (words := len(sentence.split())) > SENTENCE_WORDS:
            yield f"a sentence of {words} words, at most {SENTENCE_WORDS}: «{sentence[:60]}…»"


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


def _search_texts(library: Library) -> Iterator[Problem]:
    try:
        more = more_phrasings(library)
        strangers = background(library.folder / "background.txt")
        Lexicon.load(library.folder / "lexicon.toml")
        load_routes(library.folder / "routes.toml")
    except KnowledgeError as error:
        yield Problem("search texts", str(error))
        return
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in library.entries.values():
        for phrasing in (entry.title, *entry.questions, *more.get(entry.id, ())):
            owners[normalised(phrasing)].add(entry.path)
        yield from _repeated(entry)
    for phrasing in strangers:
        owners[normalised(phrasing)].add("background.txt")
    for phrasing, holders in owners.items():
        if not phrasing:
            yield Problem(min(holders), "a question without letters")
        elif len(holders) > 1:
            yield Problem(min(holders), f"the phrasing «{phrasing}» is also in {', '.join(sorted(holders)[1:])}")


def _repeated(entry: Entry) -> Iterator[Problem]:
    seen = Counter(normalised(phrasing) for phrasing in entry.questions)
    yield from (Problem(entry.path, f"asks «{text}» {times} times") for text, times in seen.items() if times > 1)


def main() -> int:
    """Print the problems of this knowledge base; 1 if there is an error."""
    # the only clock here: this is the command line's door, for writers at work
    today = date.today()  # noqa: DTZ011
    problems = check(HERE, today)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    errors = sum(not problem.warning for problem in problems)
    sys.stdout.write(f"{len(entry_files(HERE))} entries, {errors} errors, {len(problems) - errors} warnings\n")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
