"""Find what is wrong with the knowledge base before residents do: `klinik knowledge check`."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.check_words import dense_sentences, written_figures, wrong_words
from knowledge.corpus import background, more_phrasings
from knowledge.entry import Entry, read_entry
from knowledge.errors import KnowledgeError
from knowledge.figures import Figures, names_in
from knowledge.glossary import lexicon_of
from knowledge.indonesian import normalised
from knowledge.library import HERE, Library, entry_files
from knowledge.regulations import Regulations
from knowledge.routes import load_routes

ID_LENGTH, FEWEST_QUESTIONS = 32, 5
FIGURE_CONFIDENCE = {"high": 3, "medium": 2, "low": 1}


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
        lexicon_of(folder)
    except KnowledgeError as error:
        return [*problems, Problem("figures, regulations and lexicon", str(error))]
    library = Library(entries, figures, rules, folder)
    problems += (Problem(rules.path, what) for what in rules.problems())
    problems += _figures(library)
    for entry in entries.values():
        problems += (Problem(entry.path, what) for what in _entry(entry, library, today))
        problems += (Problem(entry.path, what, warning=True) for what in dense_sentences(entry, library))
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
            yield from wrong_words(entry, library, today)
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
    yield from _named_as_if_in_force(entry, library, today)
    if entry.checked_on > today:
        yield f"checked_on {entry.checked_on} lies ahead"
    if entry.review_by <= entry.checked_on:
        yield "review_by must come after checked_on"


def _named_as_if_in_force(entry: Entry, library: Library, today: date) -> Iterator[str]:
    """Look for a rule no longer in force that the answer names and `mentions` does not."""
    listed = {*entry.mentions, *(basis.id for basis in entry.regulations)}
    for rule in library.regulations.by_id.values():
        named = re.search(rf"(?<!\w){re.escape(rule.short)}(?!\w)", entry.body)
        if named and rule.id not in listed and not rule.in_force_on(today):
            yield f"names {rule.short}, which is {rule.status}, without listing «{rule.id}» in mentions"


def _search_texts(library: Library) -> Iterator[Problem]:
    try:
        more = more_phrasings(library)
        strangers = background(library.folder / "background.txt")
        load_routes(library.folder / "routes.toml")
    except KnowledgeError as error:
        yield Problem("search texts", str(error))
        return
    read = lexicon_of(library.folder).read
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in library.entries.values():
        for phrasing in (entry.title, *entry.questions, *more.get(entry.id, ())):
            owners[read(phrasing)].add(entry.path)
        yield from _repeated(entry)
    for phrasing in strangers:
        owners[read(phrasing)].add("background.txt")
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
