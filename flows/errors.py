"""Whose turn it is when something does not fit: the resident's, or an old button's."""

from collections.abc import Sequence
from typing import Any


class Unclear(Exception):
    """The resident answers again; `key` names the sentence that says what would work.

    `instead` names earlier questions whose answer may be changed instead; each becomes a button.
    """

    def __init__(self, key: str, *, instead: Sequence[str] = (), **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.instead = tuple(instead)
        self.values = values


class OutOfDate(Exception):
    """The button belongs to a question that is no longer open: say so and ask the open one."""
