"""The states of a founder's place, and which event leads from which to which; nothing else moves a place."""

from collections.abc import Mapping
from typing import Literal

State = Literal["invited", "asked", "accepted", "complete", "withdrawn", "replaced"]
Event = Literal["ask", "turn_away", "admit", "finish", "lapse", "leave", "replace"]

HERE: frozenset[State] = frozenset(("asked", "accepted", "complete"))  # a person stands behind the place
MEMBER: frozenset[State] = frozenset(("accepted", "complete"))  # and the owner let them in
PLACED: frozenset[State] = frozenset(("invited", "accepted", "complete", "withdrawn"))  # a place of the circle
OPEN: frozenset[State] = frozenset(("invited", "withdrawn"))  # a place nobody is in

MOVES: Mapping[State, Mapping[Event, State]] = {
    "invited": {"admit": "accepted", "replace": "replaced"},
    "asked": {"turn_away": "replaced", "admit": "accepted", "leave": "replaced"},
    "accepted": {"finish": "complete", "lapse": "accepted", "leave": "withdrawn"},
    "complete": {"finish": "complete", "lapse": "accepted", "leave": "withdrawn"},
    "withdrawn": {"replace": "replaced"},
    "replaced": {},
}


class NotAllowed(Exception):
    """An event does not fit the state a place is in: somebody was faster, or the button is old."""


def after(state: State, event: Event) -> State:
    """Give the state an event leads to; raises NotAllowed."""
    try:
        return MOVES[state][event]
    except KeyError:
        raise NotAllowed(f"{event} does not fit {state}") from None


def settled(state: State, *, given: bool, confirmed: bool) -> State:
    """Give the state of somebody who is in, by what they have done: complete with data and confirmation."""
    if state not in MEMBER:
        raise NotAllowed(f"nobody is in a place that is {state}")
    return after(state, "finish" if given and confirmed else "lapse")
