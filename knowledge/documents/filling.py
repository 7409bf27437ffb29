"""What several papers are filled with: people with their dotted lines, posts, seat, kind and name."""

import re
from collections.abc import Sequence
from itertools import count
from typing import Any, Protocol

from knowledge.documents import wording
from knowledge.documents.circle import Founder
from knowledge.documents.dossier import Meeting, Member, Post, Preparation
from knowledge.numbers import grouped

Values = dict[str, Any]
# where a group has not chosen yet: the posts of the ministry's template
BOARD = tuple(Post(title, "") for title in ("Ketua", "Sekretaris", "Bendahara"))
SUPERVISORS = tuple(Post(title, "") for title in ("Koordinator", "Anggota", "Anggota"))
# Juklak Menkop 1/2025 Bab III: five named posts; the lurah chairs the supervisors by office
KKMP_BOARD = tuple(
    Post(title, "")
    for title in (
        "Ketua",
        "Wakil Ketua Bidang Usaha",
        "Wakil Ketua Bidang Keanggotaan",
        "Sekretaris",
        "Bendahara",
    )
)
KKMP_SUPERVISORS = (Post("Ketua", "Lurah (karena jabatan)"), Post("Anggota", ""), Post("Anggota", ""))
UNNAMED = f"Koperasi {wording.blank(50)}"


class FiguresView(Protocol):
    """The legal figures of one day, as `Figures.on(day)` gives them."""

    def value(self, name: str) -> int: ...

    def say(self, name: str) -> str: ...


class Register:
    """The founders of one copy, found by name; who is not in it, or not alone of that name, keeps dotted lines.

    A cooperative that founds a secondary one (`members`) is found as who acts for it.
    """

    def __init__(self, founders: Sequence[Founder] = (), members: Sequence[Member] = ()) -> None:
        self.founders = tuple(founders)
        self.delegates = {_key(member.name): member.delegate for member in members}

    def of(self, name: str) -> Founder | None:
        """Find a founder by name, whatever its letters' case."""
        wanted = _key(self.delegates.get(_key(name), name))
        found = [founder for founder in self.founders if _key(founder.name) == wanted]
        return found[0] if len(found) == 1 and wanted else None

    def called(self, name: str) -> str:
        """Give a founder's name; a cooperative's with who acts for it."""
        delegate = self.delegates.get(_key(name))
        return f"{name}, diwakili {delegate}" if delegate else name

    def details(self, name: str, **lengths: int) -> dict[str, str]:
        """Give what is asked of a founder («nik=18»), each a dotted line of that length where not known."""
        founder = self.of(name)
        return {
            what: wording.given("" if founder is None else getattr(founder, what), length)
            for what, length in lengths.items()
        }

    def paid(self, names: Sequence[str]) -> list[tuple[int, int]] | None:
        """Give what each has paid in rupiah, principal and mandatory; None where nobody has said so yet."""
        found = [self.of(name) for name in names]
        paid = [(0, 0) if founder is None else (founder.paid_principal, founder.paid_mandatory) for founder in found]
        return paid if any(map(any, paid)) else None


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", wording.plain(name)).casefold().split())


def meeting_planned(preparation: Preparation) -> Values:
    """Say who meets, when and where."""
    return {
        "group": wording.given(preparation.group),
        "meeting_day": wording.day(preparation.meeting_on),
        "meeting_hour": wording.hour(preparation.meeting_at),
        "meeting_place": wording.given(preparation.meeting_place),
    }


def formed(preparation: Preparation, figures: FiguresView) -> Values:
    """Say which form it has, of whom it is formed, and of how many at least."""
    secondary = preparation.form == "secondary"
    minimum = "minimum_cooperatives_secondary" if secondary else "minimum_founders_primary"
    return {
        "form": "sekunder" if secondary else "primer",
        "unit": "koperasi" if secondary else "orang",
        "minimum_founders": wording.counted(figures.value(minimum)),
    }


def minimum_of(preparation: Preparation, figures: FiguresView) -> int:
    """Give the fewest founders the form needs."""
    secondary = preparation.form == "secondary"
    return figures.value("minimum_cooperatives_secondary" if secondary else "minimum_founders_primary")


def required_capital(preparation: Preparation, figures: FiguresView) -> int:
    """Give the initial capital in rupiah that saving and lending asks of this form and area."""
    secondary = "secondary_" if preparation.form == "secondary" else ""
    return figures.value(f"ksp_{secondary}capital_{preparation.area}")


def board_of(preparation: Preparation, decided: Preparation | Meeting) -> Sequence[Post]:
    """Give the board, or the posts to fill."""
    return decided.board or (KKMP_BOARD if preparation.form == "merah_putih" else BOARD)


def supervisors_of(preparation: Preparation, decided: Preparation | Meeting) -> Sequence[Post]:
    """Give the supervisors, or the posts to fill."""
    return decided.supervisors or (KKMP_SUPERVISORS if preparation.form == "merah_putih" else SUPERVISORS)


def seat(preparation: Preparation) -> str:
    """Give the address with its kelurahan, kecamatan and city, where it was written without them."""
    written_seat = wording.plain(preparation.seat).rstrip(" ,.")
    if not written_seat:
        return wording.blank(60)
    written = re.sub(r"[\s.]+", " ", written_seat.casefold())
    kelurahan, kecamatan = preparation.kelurahan, preparation.kecamatan
    parts = (
        (f"Kelurahan {kelurahan}", (f"kelurahan {kelurahan}", f"kel {kelurahan}")),
        (f"Kecamatan {kecamatan}", (f"kecamatan {kecamatan}", f"kec {kecamatan}")),
        ("Kota Malang", ("kota malang",)),
    )
    missing = [part for part, ways in parts if not any(way.casefold() in written for way in ways)]
    return ", ".join((written_seat, *missing))


def kind(preparation: Preparation) -> str:
    """Name the kind; the ministry's guide gives a Merah Putih none besides its own."""
    if preparation.form == "merah_putih":
        return "Koperasi Kelurahan Merah Putih"
    return wording.kind_name(preparation.kind, sharia=preparation.sharia, savings_unit=preparation.savings_unit)


def lends(preparation: Preparation) -> bool:
    """Tell whether it saves and lends, alone or in a unit."""
    return preparation.kind == "savings_and_loan" or preparation.savings_unit


def chosen_name(preparation: Preparation, meeting: Meeting | None) -> str:
    """Give the name decided, or the first proposed."""
    if meeting is not None:
        return meeting.name
    return preparation.names[0] if preparation.names else UNNAMED


def named(name: str, *keys: str) -> Values:
    """Give the name as written and in capitals, or only the keys asked for."""
    both = {"name": wording.plain(name), "name_in_capitals": wording.plain(name).upper()}
    return {key: both[key] for key in keys or both}


def founder_names(preparation: Preparation, meeting: Meeting | None) -> list[str]:
    """Give the founders, afterwards those who came; cooperatives with who acts for them."""
    register = Register(members=preparation.members)
    return [register.called(name) for name in (preparation.founders if meeting is None else meeting.attended)]


def people(names: Sequence[str]) -> list[str]:
    """Give names, a dotted line for an empty one."""
    return [wording.given(name, 26) for name in names]


def posts(held: Sequence[Post], length: int = 30) -> list[dict[str, str]]:
    """Give title and name of each post."""
    return [{"title": wording.given(p.title, 12), "name": wording.given(p.name, length)} for p in held]


def holder(board: Sequence[Post], title: str) -> str:
    """Name who holds a post; «Ketua» is not «Wakil Ketua»."""
    return next((wording.given(p.name) for p in board if p.title.casefold().split()[:1] == [title]), wording.blank(30))


def product(number: int, amount: int) -> str:
    """Write a sum with how it comes about: «12 × 250.000 = Rp3.000.000,00 (tiga juta rupiah)»."""
    return f"{number} × {grouped(amount)} = {wording.money(number * amount)}"


def counter() -> Any:
    """Give a function that counts 1, 2, 3 …, for lists with parts left out."""
    return count(1).__next__
