"""Write numbers, money, days and hours the way Indonesian readers expect them."""

from datetime import date, time
from decimal import Decimal

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"), (10, "puluh"))
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def spelled(number: int | Decimal) -> str:
    """Spell a number: 9 → «sembilan», 450000 → «empat ratus lima puluh ribu», 2.5 → «dua koma lima»."""
    if number < 0:
        return f"minus {spelled(-number)}"
    whole = int(number)
    if whole != number:
        decimals = f"{number:f}".split(".")[1].rstrip("0")
        return f"{_spelled_whole(whole)} koma {' '.join(DIGITS[int(digit)] for digit in decimals)}"
    return _spelled_whole(whole)


def _spelled_whole(number: int) -> str:
    if number < 10:
        return DIGITS[number]
    if number == 10:
        return "sepuluh"
    if number == 11:
        return "sebelas"
    if number < 20:
        return f"{DIGITS[number - 10]} belas"
    for size, name in SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            # «seratus» and «seribu», but «satu juta»
            head = f"se{name}" if count == 1 and size in (100, 1000) else f"{_spelled_whole(count)} {name}"
            return head if rest == 0 else f"{head} {_spelled_whole(rest)}"
    raise AssertionError(number)


def grouped(number: int | Decimal) -> str:
    """Group thousands with points and part decimals with a comma: 2500000 → «2.500.000», 0.5 → «0,5»."""
    whole, _, decimals = f"{number:f}".partition(".") if isinstance(number, Decimal) else (f"{number:d}", "", "")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    decimals = decimals.rstrip("0")
    return sign + f"{int(digits):,}".replace(",", ".") + (f",{decimals}" if decimals else "")


def rupiah(amount: int | Decimal) -> str:
    """Write whole rupiah: 2500000 → «Rp2.500.000», a loss as «-Rp2.500.000»."""
    return f"-Rp{grouped(-amount)}" if amount < 0 else f"Rp{grouped(amount)}"


def percent(share: int | Decimal) -> str:
    """Write a share given in percent: 24 → «24%», 0.5 → «0,5%»."""
    return f"{grouped(share)}%"


def long_day(day: date) -> str:
    """Write a day: «14 Maret 2027»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Write a day briefly, for the basis line: «21 Nov 2026»."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """Name the day of the week: «Kamis»."""
    return WEEKDAYS[day.weekday()]


def weekday_and_day(day: date) -> str:
    """Write a day with its name: «Jumat, 27 November 2026»."""
    return f"{weekday(day)}, {long_day(day)}"


def clock(hour: time) -> str:
    """Write a time of day: «10.00» (the zone, «WIB», is the caller's)."""
    return f"{hour:%H.%M}"
