"""What the law and practice find in a founding group's answers; a rule decides and never words: the texts do."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

Severity = Literal["block", "warn", "info"]


@dataclass(frozen=True)
class Finding:
    """One thing found: `block` is not possible by law, `warn` is practice or uncertain, `info` helps.

    `key` names the sentence, `values` fills its placeholders; sums are whole rupiah, days are written out.
    """

    severity: Severity
    key: str
    values: dict[str, str | int] = field(default_factory=dict)


class Numbers(Protocol):
    """The figures in force on a day, as knowledge/figures.py gives them."""

    def value(self, name: str) -> int:
        """Give the whole value of a figure."""
        ...


def block(key: str, **values: str | int) -> Finding:
    """Make a finding that the law does not allow."""
    return Finding("block", key, values)


def warn(key: str, **values: str | int) -> Finding:
    """Make a finding that is practice, or that a person must confirm."""
    return Finding("warn", key, values)


def info(key: str, **values: str | int) -> Finding:
    """Make a finding that only helps."""
    return Finding("info", key, values)


def same(name: str) -> str:
    """Fold a person's name for comparing: letter case and spaces make no other person."""
    return " ".join(name.casefold().split())
