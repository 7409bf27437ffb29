"""What a dossier is made of, item by item: what each founder gives, what the case gathers, and from which stage on.

The words for an item stand in uploads.toml under [item].
"""

from dataclasses import dataclass
from typing import Literal

from flows.circle.stages import Stage, at_least

Who = Literal["founder", "case"]


@dataclass(frozen=True)
class Item:
    """One thing an adviser approves or returns; `upload` tells that it is a file, `pages` that it may be several.

    `after` is the stage from which it is due, `until` the one from which nobody is asked for it any more; `form` "" is
    for every form of cooperative.
    """

    key: str
    who: Who
    after: Stage
    upload: bool
    pages: bool = False
    form: str = ""
    until: Stage | None = "pengesahan"  # by then the notary has all of it


ITEMS: tuple[Item, ...] = (
    Item("data", "founder", "persiapan", False),
    Item("ktp", "founder", "persiapan", True),  # with D6 (facts/founding §6)
    Item("paid", "founder", "persiapan", True, pages=True),  # with D9
    Item("member_sk", "founder", "persiapan", True, pages=True, form="secondary"),  # D15
    Item("minutes", "case", "modal", True, pages=True),  # D4, signed
    Item("attendance", "case", "modal", True, pages=True),  # D5, signed
    Item("proxy", "case", "modal", True, pages=True),  # D8, signed
    Item("deed", "case", "notaris", True, pages=True, until=None),  # D12, as the notary hands it out
    Item("sk", "case", "pengesahan", True, pages=True, until=None),
)


def items_for(form: str, stage: str) -> tuple[Item, ...]:
    """List what is due for a form of cooperative («primary», «secondary») at a stage or before it."""
    now = at_least(stage, "niat")
    return tuple(item for item in ITEMS if item.form in ("", form) and at_least(stage, item.after) == now)


def owed_at(form: str, stage: str) -> tuple[Item, ...]:
    """List what is due at a stage and still asked for."""
    now = at_least(stage, "niat")
    return tuple(one for one in items_for(form, stage) if one.until is None or at_least(stage, one.until) != now)


def item(key: str) -> Item | None:
    """Give an item by its key."""
    return next((one for one in ITEMS if one.key == key), None)
