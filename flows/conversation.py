"""One conversation's turn: an input meets the open question; out come the answers to keep and what to say.

State is the answers by key and nothing else; `correcting` names the one answer being given anew from a review.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flows import asides, reading, texts
from flows.errors import OutOfDate, Unclear
from flows.facts import Facts
from flows.people import SHOWN, Names, SomeOf
from flows.questions import NOTHING, Choice, Number, Review, YesNo
from flows.replies import Answer, Button, Buttons, Line, Reply
from flows.script import FLOWS, Answered, Chosen, Flow, Json, Question, Say, Taken, Typed, Walk, current, walk


@dataclass(frozen=True)
class State:
    """A conversation as it is remembered."""

    id: int
    flow: str
    answers: Mapping[str, Json] = field(default_factory=dict)
    correcting: str | None = None


@dataclass(frozen=True)
class Turn:
    """What an input led to: the state now, the keys that changed (None: removed), what to say, the walk's end."""

    state: State
    walk: Walk[Any]
    changes: Mapping[str, Json | None] = field(default_factory=dict)
    unclear: Unclear | None = None
    fixing: bool = False
    chosen: str | None = None

    @property
    def ended(self) -> bool:
        """Tell whether the script has come to its outcome."""
        return self.walk.ended


def standing(state: State, facts: Facts) -> Turn:
    """Walk to where the conversation stands, with nothing new."""
    flow = FLOWS[state.flow]
    known = dict(current(flow, state.answers))
    if state.correcting:
        without = {key: value for key, value in known.items() if key != state.correcting}
        found = walk(flow, without, facts)
        if found.question and found.question.key == state.correcting:
            return Turn(state, replace(found, kept=_reopened(found.question, known.get(state.correcting))))
        state = replace(state, correcting=None)
    return Turn(state, walk(flow, known, facts))


def _reopened(question: Question[Any], kept: Json) -> Json:
    """Give what an answer being corrected begins with: a list stays as it is, anything else is asked from the start."""
    if kept is None or not question.settled(kept):
        return kept
    return question.reopened(kept)


def take(state: State, given: Typed | Chosen, facts: Facts, *, key: str | None = None) -> Turn:
    """Answer the open question; raises OutOfDate when a button of another question was pressed."""
    at = standing(state, facts)
    question = at.walk.question
    if question is None or (key is not None and key != question.key):
        raise OutOfDate(key or "")
    try:
        pressed = _by_label(state.flow, question, given)
        opens_review = isinstance(question, Review) and pressed == Chosen("fix")
        if isinstance(pressed, Chosen) and (opens_review or pressed.option.startswith("fix.")):
            return _fix(at, pressed.option.removeprefix("fix").lstrip("."), facts)
        taken = question.read(pressed, at.walk.kept, facts)
        if taken.settled:
            question.revive(taken.value, facts)
    except Unclear as unclear:
        return replace(at, unclear=unclear)
    return _kept(at, question, taken, facts)


def _kept(at: Turn, question: Question[Any], taken: Taken, facts: Facts) -> Turn:
    answers = {**current(FLOWS[at.state.flow], at.state.answers), question.key: taken.value}
    correcting = at.state.correcting if not taken.settled else None
    after = standing(replace(at.state, answers=answers, correcting=correcting), facts)
    if not taken.settled:
        after = replace(after, walk=replace(after.walk, said=()))  # it was said when the question was first asked
    elif at.state.correcting:
        before = _said_on_the_way(walk(FLOWS[at.state.flow], at.state.answers, facts))
        after = _with_news(after, before)
    chosen = words_for(at.state.flow, Answered(question, taken.value), facts) if taken.settled else None
    return replace(after, changes={question.key: taken.value}, chosen=chosen)


def _said_on_the_way(walked: Walk[Any]) -> list[Say]:
    return [sentence for done in walked.path for sentence in done.said] + list(walked.said)


def _with_news(turn: Turn, before: Sequence[Say]) -> Turn:
    """Say, after a correction, whatever the script now says that it did not say before: warnings above all."""
    news = [say for done in turn.walk.path for say in done.said if say not in before]
    return replace(turn, walk=replace(turn.walk, said=(*news, *turn.walk.said)))


def _fix(at: Turn, key: str, facts: Facts) -> Turn:
    """From a review, or where another answer stands in the way: offer the answers to change, or open the one picked."""
    if not key:
        return replace(at, fixing=True)
    if all(done.question.key != key for done in at.walk.path):
        raise OutOfDate(key)
    return standing(replace(at.state, correcting=key), facts)


def back(state: State, facts: Facts) -> Turn:
    """Take back the last answer, or leave a correction; at the first question nothing changes.

    A list is opened again rather than lost, and what was gathered for the open question stays.
    """
    if state.correcting:
        return standing(replace(state, correcting=None), facts)
    at = standing(state, facts)
    if not at.walk.path:
        return at
    last = at.walk.path[-1]
    key, kept = last.question.key, last.question.reopened(last.kept)
    answers = dict(current(FLOWS[state.flow], state.answers))
    del answers[key]
    if kept is not None:
        answers[key] = kept
    return replace(standing(replace(state, answers=answers), facts), changes={key: kept})


def _by_label(flow: str, question: Question[Any], given: Typed | Chosen) -> Typed | Chosen:
    """A typed label counts as its button."""
    if not isinstance(given, Typed) or not isinstance(question, Choice | Review):
        return given
    labels = {
        option.id: label_of(flow, question, option.id, option.label) for row in question.options() for option in row
    }
    try:
        return Chosen(reading.option(given.text, labels))
    except Unclear:
        if isinstance(question, Review):
            return given
        raise


# -- words ---------------------------------------------------------------------------------------------------------


def label_of(flow: str, question: Question[Any], option: str, label: str | None) -> str:
    """Give a button's label: its own, or the texts' `key.options.id`, or the common one."""
    if label is not None:
        return label
    found = texts.find(flow, f"{question.words}.options.{option}") or texts.find(flow, f"options.{option}")
    if found is None:
        raise texts.MissingWords(f"{flow}.toml has no label for {question.words}.options.{option}")
    return found


def words_for(flow: str, done: Answered, facts: Facts) -> str:
    """Say a settled answer in words, for the review and for «what was chosen»."""
    question = done.question
    if isinstance(question, Choice) and question.labels.get(done.kept) is None:
        return label_of(flow, question, str(done.kept), None)
    if isinstance(question, Number) and done.kept == 0 and 0 in question.suggested:
        return label_of(flow, question, "0", None)
    if isinstance(question, YesNo):
        return label_of(flow, question, "yes" if done.kept else "no", None)
    if isinstance(question, Review):
        return label_of(flow, question, "right", None)
    shown = question.show(done.kept, facts)
    return texts.template("common", "skipped") if shown == NOTHING else shown


def said(flow: str, sentences: Sequence[Say], facts: Facts) -> tuple[Line, ...]:
    """Word what the script said on the way."""
    return tuple(
        texts.line(
            flow,
            text if (text := sentence.key).startswith("rule.") else f"{text}.say",
            facts.figures,
            **sentence.values,
        )
        for sentence in sentences
    )


def why(flow: str, question: Question[Any], unclear: Unclear, facts: Facts) -> Line:
    """Word an Unclear: the question's own sentence for it, else the flow's, else the common one."""
    values = {**question.values, **unclear.values}
    for key in (f"{question.words}.{unclear.key}", unclear.key, f"unclear.{unclear.key}"):
        template = texts.find(flow, key)
        if template is not None:
            return texts.worded(template, facts.figures, values)
    raise texts.MissingWords(f"{flow}.toml has no words for {question.words}.{unclear.key}")


def summary(flow: str, path: Sequence[Answered], facts: Facts) -> tuple[Line, ...]:
    """List the answers that have a label, a paragraph for each section, for the review."""
    paragraphs: dict[str, list[tuple[str, str]]] = {}
    for done in path:
        if label := review_label(flow, done.question):
            title = texts.template(flow, f"parts.{done.part.key}") if done.part else ""
            paragraphs.setdefault(title, []).append((label, words_for(flow, done, facts)))
    return tuple(_listed(title, answers) for title, answers in paragraphs.items())


def _listed(title: str, answers: Sequence[tuple[str, str]]) -> Line:
    lines = ["_{title}_"] if title else []
    values = {"title": title}
    for number, (label, shown) in enumerate(answers):
        lines.append(f"{{label{number}}}: **{{value{number}}}**")
        values |= {f"label{number}": label, f"value{number}": shown}
    return Line("\n".join(lines), values)


def review_label(flow: str, question: Question[Any]) -> str:
    """Give what a review calls the answer, numbered as its key is; "" for one that is not shown there."""
    label = texts.find(flow, f"{question.words}.label")
    number = "".join(f" {part}" for part in question.key.split(".") if part.isdigit())
    return label + number if label else ""


def gathered(flow: str, question: Question[Any], kept: Json, facts: Facts) -> tuple[Line, ...]:
    """Show what a list holds so far."""
    if isinstance(question, Names) and kept:
        names = list(enumerate(question.listed(kept), 1))
        earlier = ["…"] if len(names) > SHOWN else []
        listed = "\n".join([*earlier, *(f"{number}. {name}" for number, name in names[-SHOWN:])])
        told = [
            texts.line(flow, f"names.{why}", facts.figures, names=", ".join(kept[why]))
            for why in ("repeated", "skipped", "doubtful")
            if kept.get(why)
        ]
        return (*([Line("{listed}", {"listed": listed})] if listed else ()), *told)
    if isinstance(question, SomeOf) and question.ticked(kept):
        return (texts.line(flow, f"{question.words}.so_far", facts.figures, **_values(question, kept)),)
    return ()


def _values(question: Question[Any], kept: Json) -> Mapping[str, Any]:
    """Give what fills the question's words; a list also tells its length."""
    if isinstance(question, Names):
        return {**question.values, "count": len(question.listed(kept))}
    if isinstance(question, SomeOf):
        return {**question.values, "count": len(question.ticked(kept))}
    return question.values


def present(turn: Turn, facts: Facts, *, step: bool = False, before: Sequence[Line] = ()) -> Reply:
    """Make the message that asks the open question, with what was said on the way and the ways to answer."""
    state, walked, question = turn.state, turn.walk, turn.walk.question
    assert question is not None
    lines = [*before]
    if turn.unclear:
        lines.append(why(state.flow, question, turn.unclear, facts))
    else:
        lines.extend(said(state.flow, walked.said, facts))
        if walked.again and not state.correcting:
            lines.append(why(state.flow, question, walked.again, facts))
    if walked.part:
        title = texts.template(state.flow, f"parts.{walked.part.key}")
        at = {"number": str(walked.part.number), "of": str(walked.part.of), "title": title}
        lines.append(texts.line("common", "part", facts.figures, **at))
    if isinstance(question, Review):
        lines.extend(summary(state.flow, walked.path, facts))
    lines.extend(gathered(state.flow, question, walked.kept, facts))
    if turn.fixing:
        lines = [texts.line("common", "fix.ask", facts.figures)]
        return Reply(tuple(lines), fix_buttons(turn, facts), step=step)
    ask = f"{question.words}.{question.asks(walked.kept)}"
    lines.append(texts.line(state.flow, ask, facts.figures, **_values(question, walked.kept)))
    return Reply(tuple(lines), buttons(turn, facts), step=step)


def buttons(turn: Turn, facts: Facts) -> Buttons:
    """Lay out the open question's options and, beneath, the ways out."""
    state, question = turn.state, turn.walk.question
    assert question is not None

    def button(option: str, label: str) -> Button:
        return Button(label, Answer(state.id, question.key, option))

    laid = [
        tuple(button(one.id, one.mark + label_of(state.flow, question, one.id, one.label)) for one in row)
        for row in question.options(turn.walk.kept)
    ]
    laid += [(button(f"fix.{key}", label),) for key, label in _instead(turn)]
    ways = []
    if turn.walk.path or state.correcting:
        ways.append(button("_back", texts.template("common", "options._back")))
    if label := asides.label(state.flow, question, turn.walk.kept):
        ways.append(button("_help", label))
    return (*laid, tuple(ways)) if ways else tuple(laid)


def _instead(turn: Turn) -> list[tuple[str, str]]:
    """List the earlier answers that may be changed instead of this one, each with its label."""
    unclear = turn.unclear or (None if turn.state.correcting else turn.walk.again)
    answered = {done.question.key: done.question for done in turn.walk.path}
    found = [answered[key] for key in (unclear.instead if unclear else ()) if key in answered]
    return [(question.key, texts.template(turn.state.flow, f"{question.words}.instead")) for question in found]


def fix_buttons(turn: Turn, facts: Facts) -> Buttons:
    """Give a button for each answer that can be changed."""
    state, question = turn.state, turn.walk.question
    assert question is not None
    found = [
        Button(label, Answer(state.id, question.key, f"fix.{done.question.key}"))
        for done in turn.walk.path
        if (label := review_label(state.flow, done.question))
    ]
    rows = [tuple(found[at : at + 2]) for at in range(0, len(found), 2)]
    return (*rows, (Button(texts.template("common", "options._back"), Answer(state.id, question.key, "_show")),))


def helped(turn: Turn, facts: Facts) -> Line | None:
    """Give the open question's help and the terms it uses, if there is anything to say."""
    question = turn.walk.question
    return asides.aside(turn.state.flow, question, turn.walk.kept, facts.figures) if question else None


def flow_of(state: State) -> Flow[Any]:
    """Give the flow a state belongs to."""
    return FLOWS[state.flow]
