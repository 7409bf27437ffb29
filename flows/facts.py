"""The world as a script sees it: frozen, small, the same for a whole walk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from knowledge.figures import FiguresInForce
from knowledge.places import Kelurahan


@dataclass(frozen=True)
class Slot:
    """An hour at a place that can still be booked. `id` is lasting; `starts_at` is in the clinic's time zone."""

    id: str
    place: str
    starts_at: datetime


@dataclass(frozen=True)
class Place:
    """A place where the clinic sits, with its pin when staff have set one."""

    id: str
    name: str
    address: str
    latitude: float | None = None
    longitude: float | None = None


def nobodys(nik: str) -> bool:
    """Know of no NIK."""
    return False


@dataclass(frozen=True)
class Facts:
    """What a walk may look at: the clock, the figures in force, the places, what can be booked, the running case.

    `nik_taken` tells whether another founder of the case gave a NIK, and never who.
    """

    now: datetime
    figures: FiguresInForce
    kelurahan: tuple[Kelurahan, ...] = ()
    places: tuple[Place, ...] = ()
    open_slots: tuple[Slot, ...] = ()
    case: Mapping[str, Any] = field(default_factory=dict)
    nik_taken: Callable[[str], bool] = nobodys

    @property
    def today(self) -> date:
        """The clinic's day."""
        return self.now.date()
