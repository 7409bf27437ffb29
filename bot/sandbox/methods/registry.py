"""Where the methods the sandbox plays are written down, by Telegram's name."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.world import Uploads, World

Parameters = dict[str, Any]
Play = Callable[["World", Parameters, "Uploads"], Any]
Fetch = Callable[["World", Parameters], Awaitable[Any]]

PLAYED: dict[str, Play] = {}
FETCHING: dict[str, Fetch] = {}
"""The few that wait for something."""


def plays(name: str) -> Callable[[Play], Play]:
    """Say which method a function carries out."""

    def note(function: Play) -> Play:
        PLAYED[name] = function
        return function

    return note


def fetches(name: str) -> Callable[[Fetch], Fetch]:
    """Say which method a coroutine function carries out."""

    def note(function: Fetch) -> Fetch:
        FETCHING[name] = function
        return function

    return note
