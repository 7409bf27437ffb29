"""Say amounts, days, kinds and areas as office papers do; what is not known yet becomes a dotted line."""

import unicodedata
from datetime import date, time
from fractions import Fraction

from knowledge.documents.dossier import Area, Kind
from knowledge.numbers import MONTHS, clock, long_day, rupiah, spelled, weekday_and_day

KINDS: dict[Kind, str] = {
    "consumer": "Koperasi Konsumen",
    "producer": "Koperasi Produsen",
    "service": "Koperasi Jasa",
    "marketing": "Koperasi Pemasaran",
    "savings_and_loan": "Koperasi Simpan Pinjam",
}
AREAS: dict[Area, str] = {
    "city": "Kota Malang",
    "province": "Provinsi Jawa Timur (lintas kabupaten/kota)",
    "national": "Republik Indonesia (lintas provinsi)",
}
# who supervises and who licenses saving and lending: UU 23/2014, Lampiran huruf Q
OFFICES: dict[Area, str] = {
    "city": "Diskopindag Kota Malang",
    "province": "Dinas Koperasi dan UKM Provinsi Jawa Timur",
    "national": "Kementerian Koperasi",
}
LICENSING: dict[Area, str] = {"city": "wali kota", "province": "gubernur", "national": "pemerintah pusat"}


def blank(length: int = 30) -> str:
    """Give a dotted line to write on."""
    return "." * length


def plain(text: str) -> str:
    """Clean what a person typed: one line, no control characters (Word refuses them), no emoji."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if letter.isspace() else letter for letter in text if letter.isspace() or _printable(letter))
    return " ".join("".join(kept).split())


def _printable(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] != "C" and not (category in ("So", "Sk") and letter > "\u2000")


def given(text: str, length: int = 30) -> str:
    """Give what a person typed, or a dotted line for nothing."""
    return plain(text) or blank(length)


def counted(number: int) -> str:
    """Write a count in figures and words: «12 (dua belas)»."""
    return f"{number} ({spelled(number)})"


def money(amount: int) -> str:
    """Write rupiah in figures and words: «Rp450.000,00 (empat ratus lima puluh ribu rupiah)»."""
    return f"{rupiah(amount)},00 ({spelled(amount)} rupiah)"


def share(part: Fraction) -> str:
    """Write a share in figures and words: «3/4 (tiga perempat)», «1/2 (setengah)»."""
    above, below = part.numerator, part.denominator
    if (above, below) == (1, 2):
        words = "setengah"
    else:
        words = f"{'se' if above == 1 else f'{spelled(above)} '}per{spelled(below)}"
    return f"{above}/{below} ({words})"


def day(value: date) -> str:
    """Write a day with its name: «Sabtu, 12 Desember 2026»."""
    return weekday_and_day(value)


def short_figures(value: date) -> str:
    """Write a day in figures: «12-12-2026»."""
    return f"{value:%d-%m-%Y}"


def day_in_words(value: date) -> str:
    """Spell a day for minutes: «dua belas Desember dua ribu dua puluh enam»."""
    return f"{spelled(value.day)} {MONTHS[value.month - 1]} {spelled(value.year)}"


def letter_day(value: date) -> str:
    """Date a letter: «21 November 2026»."""
    return long_day(value)


def hour(value: time) -> str:
    """Write a time of day: «09.00 WIB»."""
    return f"{clock(value)} WIB"


def kind_name(kind: Kind, *, sharia: bool, savings_unit: bool) -> str:
    """Name the kind, with its savings and loan unit: «Koperasi Jasa dengan unit simpan pinjam»."""
    if kind == "savings_and_loan":
        return f"{KINDS[kind]} dan Pembiayaan Syariah" if sharia else KINDS[kind]
    unit = "unit simpan pinjam dan pembiayaan syariah" if sharia else "unit simpan pinjam"
    return f"{KINDS[kind]}{' Syariah' if sharia else ''}{f' dengan {unit}' if savings_unit else ''}"
