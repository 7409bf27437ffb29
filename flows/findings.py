"""What the law finds in an answer becomes a refusal or a warning: `block` explains and re-asks, `warn` goes on."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flows.errors import Unclear
from flows.lines import say
from flows.script import Script
from knowledge.rules import Finding


def block(findings: Iterable[Finding], *, instead: Sequence[str] = ()) -> None:
    """Raise Unclear for the first finding that the law does not allow; its words stand under `rule.<key>`.

    `instead` names earlier questions whose answer may be changed instead.
    """
    for finding in findings:
        if finding.severity == "block":
            raise Unclear(f"rule.{finding.key}", instead=instead, **finding.values)


def warn(findings: Iterable[Finding]) -> Script[None]:
    """Say the findings that are practice or uncertain, and go on."""
    for finding in findings:
        if finding.severity != "block":
            yield from say(f"rule.{finding.key}", **finding.values)


def blocking(rule: Callable[..., Iterable[Finding]], *known: Any, **named: Any) -> Callable[[Any], None]:
    """Make a question's check of a rule: the answer comes first, then what is `known`."""
    return lambda answer: block(rule(answer, *known, **named))
