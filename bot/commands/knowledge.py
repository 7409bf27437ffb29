"""`klinik ask` and `klinik knowledge`: what the clinic knows, from the command line, without token or database."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.errors import WrongSettings

if TYPE_CHECKING:
    from knowledge.answering import Answers, Found

app = typer.Typer(no_args_is_help=True, help="Check, measure and export the knowledge base.")

AsJson = Annotated[bool, typer.Option("--json", help="one object a line, nothing else on stdout")]


def ask(
    text: Annotated[str | None, typer.Argument(help="the question")] = None,
    batch: Annotated[Path | None, typer.Option(help='a file of {"text": …} lines, answered in order')] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the knowledge base; fits the index first if it is missing."""
    if (text is None) == (batch is None):
        _wrong_use("Give either one question or --batch FILE.")
    if batch is not None and not as_json:
        _wrong_use("--batch writes JSON lines: add --json.")
    questions = [text] if text is not None else list(_questions(batch)) if batch else []
    answers = _open()
    for question in questions:
        _write(_timed(answers, question) if as_json else _told(_found(answers, question)))


@app.command()
def check(as_json: AsJson = False) -> None:
    """List what is wrong with the knowledge base; exit 1 if an error is among it, not for warnings."""
    from knowledge.check import check as problems_of
    from knowledge.library import HERE

    problems = problems_of(HERE, _today())
    for problem in problems:
        _write({"where": problem.where, "what": problem.what, "warning": problem.warning} if as_json else str(problem))
    if not as_json:
        errors = sum(not problem.warning for problem in problems)
        _write(f"{errors} errors, {len(problems) - errors} warnings")
    raise typer.Exit(1 if any(not problem.warning for problem in problems) else 0)


@app.command("eval")
def evaluate(
    as_json: AsJson = False,
    folds: Annotated[int, typer.Option(help="in each, one phrasing of every entry is left out")] = 8,
    out_of_scope: Annotated[Path | None, typer.Option(help="lines «near|far TAB message»")] = None,
    asked_too: Annotated[bool, typer.Option("--asked/--no-asked", help="what people asked, from the database")] = True,
) -> None:
    """Measure the search on left-out phrasings and on messages that are not ours; exit 1 if a floor is missed."""
    from bot.commands import asked as people
    from knowledge.evaluate import evaluate as measured
    from knowledge.evaluate import told
    from knowledge.library import Library

    found = None
    try:
        found = _asked() if asked_too else None
    except WrongSettings as wrong:  # what is measured here needs no database
        sys.stderr.write(f"{wrong}\n")
    figures = measured(Library.load(), _today(), folds=folds, out_of_scope=out_of_scope)
    if as_json:
        _write({**figures, "asked": found})
    else:
        _write("\n".join([told(figures), *([f"asked: {people.told(found)}"] if found else [])]))
    raise typer.Exit(0 if figures["floors_hold"] else 1)


@app.command()
def asked(as_json: AsJson = False) -> None:
    """Report what people asked: answered or not, rated how, and the questions nothing answers, grouped by likeness."""
    from bot.commands import asked as people

    found = _asked()
    if found is None:
        _wrong_use("There is no database yet: KLINIK_DATABASE_URL and KLINIK_DATA_DIR say where it is to be.")
    _write(found if as_json else people.told(found))


@app.command()
def export(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="one entry a line; the only form there is")] = False,
) -> None:
    """Write every entry as one JSON object a line."""
    from knowledge.library import Library

    if not jsonl:
        _wrong_use("Say --jsonl: it is the only form there is.")
    library, today = Library.load(), _today()
    for entry in library.entries.values():
        _write(
            {
                "id": entry.id,
                "title": library.title(entry, today),
                "questions": list(entry.questions),
                "answer": library.answer_text(entry, today),
                "topic": entry.topic,
                "regulations": [{"id": basis.id, "article": basis.article} for basis in entry.regulations],
                "confidence": entry.confidence,
                "checked_on": entry.checked_on.isoformat(),
            }
        )


def _open() -> "Answers":
    from bot.settings import load
    from knowledge.answering import Answers
    from knowledge.fitting import index_for
    from knowledge.library import Library
    from knowledge.search import FILE

    folder = load().data_dir / "index"
    if not (folder / FILE).exists():
        sys.stderr.write("Fitting the search index, once; this takes up to a minute.\n")
    library = Library.load()
    return Answers.of(library, index_for(library, folder))


def _asked() -> dict[str, Any] | None:
    from bot.commands import asked as people
    from bot.settings import load

    return people.report(load())


def _today() -> Any:
    from datetime import datetime

    from bot.settings import load

    return datetime.now(load().zone).date()


def _found(answers: "Answers", question: str) -> "Found":
    return answers.answer(question, _today())


def _timed(answers: "Answers", question: str) -> dict[str, Any]:
    from time import perf_counter

    today = _today()
    began = perf_counter()
    found = answers.answer(question, today)
    ms = round((perf_counter() - began) * 1000, 3)
    return {
        "text": found.text,
        "status": found.status,
        "entry": found.entry,
        "answer": found.answer,
        "ranked": [{"id": candidate.id, "score": round(candidate.score, 4)} for candidate in found.ranked],
        "sources": [{"id": basis.id, "article": basis.article} for basis in found.sources],
        "ms": ms,
    }


def _told(found: "Found") -> str:
    if found.answer is not None:
        return found.answer
    if found.status == "suggested":
        titles = "\n".join(f"- {candidate.title}" for candidate in found.ranked[:3])
        return f"Mungkin maksud Anda salah satu ini?\n{titles}"
    return "Yang ini belum ada di catatan klinik. Silakan tanyakan kepada petugas."


def _questions(batch: Path) -> Iterator[str]:
    import json

    try:
        lines = batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        _wrong_use(f"{batch}: {error}")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, TypeError, KeyError):
            text = None
        if not isinstance(text, str):
            _wrong_use(f'{batch}, line {number}: not an object with a "text".')
        yield text


def _write(what: dict[str, Any] | str) -> None:
    import json

    sys.stdout.write((what if isinstance(what, str) else json.dumps(what, ensure_ascii=False)) + "\n")


def _wrong_use(why: str) -> NoReturn:
    sys.stderr.write(f"{why}\n")
    raise typer.Exit(2)
