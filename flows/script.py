"""The script machine: a flow is a generator, walked again from the top over answers kept by key.

Nothing here knows where a conversation stands: the position is worked out on every walk. A known key is answered
from memory, the first unknown key is the open question, and a remembered answer that the facts no longer allow is
asked again with the reason.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flows.errors import Unclear
from flows.facts import Facts

T = TypeVar("T")
Json = Any  # str | int | bool | None | list | dict, as json.loads gives it


@dataclass(frozen=True)
class Say:
    """A sentence on the way; `key` names it in the flow's texts."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A new section begins: «Bagian 2 dari 7 · Pendiri»."""

    key: str
    number: int
    of: int


@dataclass(frozen=True)
class Option:
    """One way to answer by button. `id` is lasting and short; `label` is shown as it is, None takes it from the texts.

    `mark` stands before the label («☑ ») and is no part of it.
    """

    id: str
    label: str | None = None
    mark: str = ""


@dataclass(frozen=True)
class Typed:
    """Words the person wrote."""

    text: str


@dataclass(frozen=True)
class Chosen:
    """An option of the open question, by its lasting id."""

    option: str


@dataclass(frozen=True)
class Taken:
    """What an input made of the question: the value to keep and whether the question is settled by it."""

    value: Json
    settled: bool = True


@dataclass(frozen=True)
class Question(ABC, Generic[T]):
    """One thing asked. Subclasses in `flows.lines` say how input is read and how a kept value comes back to life."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[T], None] | None = None

    @property
    def words(self) -> str:
        """The key of its words: `founder.2.name` is worded by `founder.name`."""
        return ".".join(part for part in self.key.split(".") if not part.isdigit())

    def options(self, kept: Json = None) -> tuple[tuple[Option, ...], ...]:
        """Rows of buttons, given what is kept so far."""
        return ()

    @abstractmethod
    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        """Make a value of the input; raises Unclear when it does not fit."""

    def asks(self, kept: Json) -> str:
        """Name the sentence that asks, under the key of its words, given what is kept so far."""
        return "ask"

    def settled(self, kept: Json) -> bool:
        """Tell whether a kept value answers the question, or is still being gathered."""
        return True

    def reopened(self, kept: Json) -> Json:
        """Give what stays of a settled answer when it is taken back or corrected; None asks from the start."""
        return None

    def revive(self, kept: Json, facts: Facts) -> T:
        """Give the typed value of a kept answer; raises Unclear when it no longer fits."""
        value = self.alive(kept, facts)
        if self.check:
            self.check(value)
        return value

    def alive(self, kept: Json, facts: Facts) -> T:
        """Turn JSON back into the value; subclasses raise Unclear if the facts no longer allow it."""
        return kept  # type: ignore[no-any-return]

    def show(self, kept: Json, facts: Facts) -> str:
        """Say the kept answer in words, for a review."""
        return str(kept)


Step = Say | Part | Question[Any]
Script = Generator[Step, Any, T]


def ask(question: Question[T]) -> Script[T]:
    """Ask the question and give its value."""
    answer: T = yield question
    return answer


@dataclass(frozen=True)
class Flow(Generic[T]):
    """A named script with the keys it once used under other names."""

    name: str
    script: Callable[[Facts], Script[T]]
    renamed: Mapping[str, str] = field(default_factory=dict)


FLOWS: dict[str, Flow[Any]] = {}


def flow(name: str, *, renamed: Mapping[str, str] | None = None) -> Callable[[Callable[[Facts], Script[T]]], Flow[T]]:
    """Register a generator function as the flow `name`."""

    def register(script: Callable[[Facts], Script[T]]) -> Flow[T]:
        made = Flow(name, script, dict(renamed or {}))
        FLOWS[name] = made
        return made

    return register


@dataclass(frozen=True)
class Answered:
    """A question on the way that is settled, with what is kept for it, what was said before it, and its section."""

    question: Question[Any]
    kept: Json
    said: tuple[Say, ...] = ()
    part: Part | None = None


@dataclass(frozen=True)
class Walk(Generic[T]):
    """Where a walk ended: at an open question, or at the outcome."""

    path: tuple[Answered, ...]
    said: tuple[Say, ...]
    part: Part | None
    question: Question[Any] | None = None
    kept: Json = None
    again: Unclear | None = None
    outcome: T | None = None

    @property
    def ended(self) -> bool:
        """Tell whether the script has come to its outcome."""
        return self.question is None


def current(flow: Flow[Any], answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give the answers under today's keys; an answer under both names keeps the new one."""
    kept = {flow.renamed.get(key, key): value for key, value in answers.items() if key in flow.renamed}
    kept.update({key: value for key, value in answers.items() if key not in flow.renamed})
    return kept


def walk(flow: Flow[T], answers: Mapping[str, Json], facts: Facts) -> Walk[T]:
    """Walk the script over the answers to its first open question or its outcome.

    Raises AssertionError if the script asks the same key twice: a defect of the script.
    """
    known = current(flow, answers)
    path: list[Answered] = []
    said: list[Say] = []
    part: Part | None = None
    script = flow.script(facts)
    send: Any = None
    while True:
        try:
            step = script.send(send)
        except StopIteration as end:
            return Walk(tuple(path), tuple(said), part, outcome=end.value)
        send = None
        if isinstance(step, Say):
            said.append(step)
        elif isinstance(step, Part):
            part = step
        else:
            assert all(step.key != done.question.key for done in path), f"{flow.name} asks {step.key} twice"
            kept, again = known.get(step.key), None
            if step.key in known and step.settled(kept):
                try:
                    send = step.revive(kept, facts)
                except Unclear as unclear:
                    again = unclear
                else:
                    path.append(Answered(step, kept, tuple(said), part))
                    said.clear()
                    continue
            return Walk(tuple(path), tuple(said), part, step, kept, again)
