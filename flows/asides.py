"""What a question's «?» says: its help, and the terms of the glossary that it uses without explaining them."""

from typing import Any

from flows import texts
from flows.replies import Line
from flows.script import Json, Question
from knowledge.figures import FiguresInForce
from knowledge.glossary import lexicon_of
from knowledge.library import HERE
from knowledge.terms import unexplained


def words_of(flow: str, question: Question[Any], kept: Json) -> tuple[str, ...]:
    """Give what a question says in words of ours: how it asks, and the labels of its options."""
    asked = texts.template(flow, f"{question.words}.{question.asks(kept)}")
    ids = [option.id for row in question.options(kept) for option in row if option.label is None]
    labels = [texts.find(flow, f"{question.words}.options.{id}") or texts.find(flow, f"options.{id}") for id in ids]
    return (asked, *(label for label in labels if label))


def terms_of(flow: str, question: Question[Any], kept: Json) -> tuple[str, ...]:
    """Name the terms that a question uses and leaves unexplained."""
    asked, *labels = words_of(flow, question, kept)
    return tuple(unexplained("\n".join((asked, *labels))))


def label(flow: str, question: Question[Any], kept: Json) -> str | None:
    """Give the label of the «?»: help, or terms alone; None where there is nothing to say."""
    if texts.find(flow, f"{question.words}.help"):
        return texts.template("common", "options._help")
    return texts.template("common", "options._terms") if terms_of(flow, question, kept) else None


def aside(flow: str, question: Question[Any], kept: Json, figures: FiguresInForce) -> Line | None:
    """Word what the «?» says; None where there is nothing to say."""
    help, terms = texts.find(flow, f"{question.words}.help"), terms_of(flow, question, kept)
    values = dict(question.values)
    lines = [help] if help else []
    for number, term in enumerate(terms):
        lines.append(f"**{{term{number}}}**: {{sentence{number}}}")
        values |= {f"term{number}": term, f"sentence{number}": lexicon_of(HERE).glossary[term]}
    return texts.worded("\n".join(lines), figures, values) if lines else None
