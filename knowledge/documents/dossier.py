"""What a founding group has told the clinic, before and after its meeting: the values its papers are filled from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Kind = Literal["consumer", "producer", "service", "marketing", "savings_and_loan"]
Area = Literal["city", "province", "national"]
Form = Literal["primary", "secondary", "merah_putih"]


@dataclass(frozen=True)
class Post:
    """A post and the person who holds it, in the group's own words."""

    title: str
    name: str


@dataclass(frozen=True)
class Member:
    """A legal cooperative that founds a secondary one, with its SK, and who acts for it."""

    name: str
    legal_number: str
    legal_on: date
    npwp: str
    delegate: str


@dataclass(frozen=True)
class Preparation:
    """What is known before the founding meeting; savings and grant are whole rupiah, the grant for the whole group."""

    group: str
    contact: str
    interest: str
    business: str
    area: Area
    kelurahan: str
    kecamatan: str
    kind: Kind
    sharia: bool
    savings_unit: bool
    names: tuple[str, ...]
    seat: str
    founders: tuple[str, ...]
    principal_savings: int
    mandatory_savings: int
    grant: int
    board: tuple[Post, ...]
    supervisors: tuple[Post, ...]
    sharia_supervisors: tuple[str, ...]
    board_term_years: int
    meeting_on: date
    meeting_at: time
    meeting_place: str
    form: Form = "primary"  # of a secondary, `founders` are cooperatives
    members: tuple[Member, ...] = ()  # of a secondary: its founders in full

    @property
    def people(self) -> tuple[str, ...]:
        """Give the people who found it: of a secondary those who act for its cooperatives."""
        return tuple(member.delegate for member in self.members) or self.founders

    def acting_for(self, cooperatives: Sequence[str]) -> tuple[str, ...]:
        """Give the people behind some of the founders: themselves, or who acts for each cooperative."""
        if not self.members:
            return tuple(cooperatives)
        return tuple(member.delegate for member in self.members if member.name in cooperatives)

    @property
    def total_principal(self) -> int:
        """Give the principal savings of all founders in rupiah."""
        return self.principal_savings * len(self.founders)

    @property
    def total_mandatory(self) -> int:
        """Give the first mandatory savings of all founders in rupiah."""
        return self.mandatory_savings * len(self.founders)

    @property
    def capital(self) -> int:
        """Give the founding capital in rupiah (item 8 of the ministry's template for the minutes)."""
        return self.total_principal + self.total_mandatory + self.grant


@dataclass(frozen=True)
class Meeting:
    """What the founding meeting decided; `duration_years` is None for a cooperative without a set end."""

    held_on: date
    opened_at: time
    closed_at: time
    place: str
    counselling_by: str | None
    attended: tuple[str, ...]
    chair: str
    secretary: str
    name: str
    unanimous: bool
    votes_for: int | None
    principal_savings: int
    mandatory_savings: int
    grant: int
    board: tuple[Post, ...]
    supervisors: tuple[Post, ...]
    sharia_supervisors: tuple[str, ...]
    board_term_years: int
    duration_years: int | None
    articles_agreed: bool
    proxies: tuple[Post, ...]

    @property
    def total_principal(self) -> int:
        """Give the principal savings of all who attended in rupiah."""
        return self.principal_savings * len(self.attended)

    @property
    def total_mandatory(self) -> int:
        """Give the first mandatory savings of all who attended in rupiah."""
        return self.mandatory_savings * len(self.attended)

    @property
    def capital(self) -> int:
        """Give the founding capital in rupiah (item 8 of the ministry's template for the minutes)."""
        return self.total_principal + self.total_mandatory + self.grant
