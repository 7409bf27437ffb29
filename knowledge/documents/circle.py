"""What each founder gave for the papers, and which copy of them is printed: the owner's or the adviser's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Sex = Literal["L", "P", ""]


@dataclass(frozen=True)
class Founder:
    """One founder's own words, as on the KTP; an empty string where not given yet. Savings are paid rupiah.

    Only the name shows when it is printed for debugging: the rest must not slip into a log or an error text.
    """

    name: str
    nik: str = field(repr=False)
    birthplace: str = field(repr=False)
    born_on: date | None = field(repr=False)
    sex: Sex = field(repr=False)
    address: str = field(repr=False)
    occupation: str = field(repr=False)
    phone: str = field(repr=False)
    paid_principal: int = field(repr=False)
    paid_mandatory: int = field(repr=False)
    open_to_owner: bool = False  # agreed that the owner may hold the full papers


@dataclass(frozen=True)
class Copy:
    """Which copy is printed; `link` is what its QR opens and says only whether the paper is still current.

    `link` holds «{paper}» where the id of the paper stands; without it, the same link stands on every paper.
    """

    full: bool  # True: the adviser's; False: the owner's
    owner: str  # the owner's founder name: his own data stand in his copy
    code: str  # «KOP-7F3K2»
    version: int  # rises when what is printed changes
    link: str  # https://t.me/<bot>?start=c_<code>_<version>_<paper>

    def opened(self, paper: str) -> str:
        """Give what the QR of one paper opens."""
        return self.link.replace("{paper}", paper)


def all_open(founders: Sequence[Founder]) -> bool:
    """Tell whether every founder has agreed that the owner may hold the full papers."""
    return all(founder.open_to_owner for founder in founders)


def shown(founders: Sequence[Founder], copy: Copy | None) -> tuple[Founder, ...]:
    """Give the founders as a copy may show them: in the owner's, others' personal data only where all agreed."""
    if copy is None or copy.full or all_open(founders):
        return tuple(founders)
    own = [founder.name for founder in founders].count(copy.owner) == 1  # two of one name: nobody's data
    return tuple(founder if own and founder.name == copy.owner else _closed(founder) for founder in founders)


def _closed(founder: Founder) -> Founder:
    """Leave only the name and what was paid, which the capital paper needs and every founder sees there."""
    return Founder(founder.name, "", "", None, "", "", "", "", founder.paid_principal, founder.paid_mandatory)
