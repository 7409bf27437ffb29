"""The NIK on a person's KTP: sixteen digits that tell a region, a birthday and a serial number (PP 40/2019 Pasal 31).

A NIK never changes with domicile (Pasal 30(2)), so a region elsewhere is no fault: it is told and never refused.

Findings (under `rule.<key>` in the texts), with their placeholders:

    block  nik_digits          {found} {digits}
    warn   nik_region
    info   nik_elsewhere
    warn   nik_day
    warn   nik_serial
    warn   nik_birth
    warn   nik_sex
"""

import re
from dataclasses import dataclass
from datetime import date

from knowledge.places import Places
from knowledge.rules import Finding, Numbers, block, info, warn

WOMENS_DAY = 40  # added to the day of a woman's birthday: PP 40/2019 Pasal 31
PROVINCES = range(11, 98)
DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Nik:
    """What the digits tell; the century of the year is not among it."""

    region: str
    day: int
    month: int
    year: int
    serial: str

    @property
    def of_a_woman(self) -> bool:
        """Tell whether the day is written as a woman's."""
        return self.day > WOMENS_DAY

    @property
    def birthday(self) -> int:
        """Give the day of the month, without what is added for a woman."""
        return self.day - WOMENS_DAY if self.of_a_woman else self.day

    def fits(self, born_on: date) -> bool:
        """Tell whether the digits are those of a birthday."""
        return (self.birthday, self.month, self.year) == (born_on.day, born_on.month, born_on.year % 100)


def taken_apart(nik: str) -> Nik:
    """Take sixteen digits apart; raises ValueError for anything else."""
    if len(nik) != 16 or not DIGITS.fullmatch(nik):
        raise ValueError("a NIK has sixteen digits")
    return Nik(nik[:6], int(nik[6:8]), int(nik[8:10]), int(nik[10:12]), nik[12:])


def check_nik(nik: str, places: Places, figures: Numbers) -> list[Finding]:
    """Check the digits alone (founding §9; PP 40/2019 Pasal 30–31, high)."""
    digits = figures.value("nik_digits")
    if len(nik) != digits or not DIGITS.fullmatch(nik):
        return [block("nik_digits", found=sum(letter in "0123456789" for letter in nik), digits=digits)]
    parts = taken_apart(nik)
    found = _region(parts.region, places)
    if not _is_a_day(parts):
        found.append(warn("nik_day"))
    if parts.serial == "0000":
        found.append(warn("nik_serial"))
    return found


def _region(region: str, places: Places) -> list[Finding]:
    city = {code.replace(".", "") for code in places.kecamatan.values()}
    if region in city:
        return []
    known = int(region[:2]) in PROVINCES and region[2:4] != "00" and region[4:] != "00"
    ours = region[:4] in {code[:4] for code in city}  # of Kota Malang, but of no kecamatan there is
    return [info("nik_elsewhere")] if known and not ours else [warn("nik_region")]


def _is_a_day(parts: Nik) -> bool:
    try:
        date(2000 + parts.year, parts.month, parts.birthday)  # a century later or earlier has the same leap years here
    except ValueError:
        return False
    return True


def check_birth(nik: str, born_on: date, sex: str) -> list[Finding]:
    """Compare the digits with birthday and sex («L» or «P»); a card may be wrong, so both only warn."""
    try:
        parts = taken_apart(nik)
    except ValueError:
        return []
    found = [] if parts.fits(born_on) else [warn("nik_birth")]
    if sex and parts.of_a_woman != (sex == "P"):
        found.append(warn("nik_sex"))
    return found


def age(born_on: date, on: date) -> int:
    """Give somebody's age in whole years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def of_age(born_on: date, on: date, figures: Numbers) -> bool:
    """Tell whether somebody is of the age the law asks of who appears before a notary (UU 2/2014 Pasal 39(1))."""
    return age(born_on, on) >= figures.value("minimum_age")


def masked(nik: str) -> str:
    """Write a NIK so that its holder knows it again and nobody else can use it: «3573 •••• •••• 0001»."""
    return f"{nik[:4]} •••• •••• {nik[-4:]}"
