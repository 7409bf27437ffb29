"""Hide the numbers and addresses by which a person can be found: for logs and the staff group."""

import re

from flows import letters

HIDDEN_NUMBER = "[nomor disembunyikan]"
HIDDEN_EMAIL = "[email disembunyikan]"
CARDS = letters.listed("ktp ektp kk")
NO_CARD = letters.listed(
    "belum blm durung jangan tanpa syarat contoh poster pengumuman"
)  # of cards, but not one itself
LONGEST_CAPTION = 8  # words; a longer one tells of something else
FEWEST_DIGITS, MOST_MONEY_DIGITS = 10, 15  # phones, accounts, cards and NIK have ten digits and more

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
RUN = re.compile(r"\+?\(?\d(?:[ .,\-()/_\t]{0,3}\d)*")
ADDRESS = re.compile(r"(?:https?://|www\.)(?!(?:www\.)?wa\.me/|api\.whatsapp)\S+", re.IGNORECASE)
MONEY_BEFORE = re.compile(r"(?:rp|idr)\.?\s{0,3}$", re.IGNORECASE)
MONEY_AFTER = re.compile(r"\s{0,3}(?:rupiah|,-|,\s-)", re.IGNORECASE)
GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?"  # a sum as it is written
HARMLESS = re.compile(
    rf"(?:{GROUPED}|(?:19|20)\d\d(?:[-/–](?:19|20)?\d\d)?|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d)"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[.:]\d\d(?:-\d{1,2}[.:]\d\d)?|\d{1,3}),?"
)
DATED = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d\d-\d\d)(?: +\d{1,2}[.:]\d\d)?")
MONEY_FIRST = re.compile(rf"{GROUPED}(?= )")


def mask(text: str) -> str:
    """Replace NIK, phone, card and account numbers and e-mail addresses; leave sums of money, dates and years."""
    return RUN.sub(_hidden, EMAIL.sub(HIDDEN_EMAIL, letters.visible(text)))


def is_personal(text: str) -> bool:
    """Tell whether a text holds something that `mask` would hide."""
    return mask(text) != letters.visible(text)


def holds_number(text: str) -> bool:
    """Tell whether a text holds somebody's number; a map's or a meeting's web address holds none, WhatsApp's does."""
    if _digits(text) < FEWEST_DIGITS:
        return False
    bare = EMAIL.sub("\n", ADDRESS.sub("\n", letters.visible(text)))
    return RUN.sub(_hidden, bare) != bare


def names_a_card(caption: str) -> bool:
    """Tell whether a picture's caption says that it shows somebody's KTP or KK: «KTP saya», «kartu keluarga»."""
    said = letters.words(caption)[: LONGEST_CAPTION + 1]
    found = set(said)
    named = bool(found & CARDS) or {"kartu", "keluarga"} <= found or {"kartu", "penduduk"} <= found
    return named and len(said) <= LONGEST_CAPTION and not found & NO_CARD


def _hidden(match: re.Match[str]) -> str:
    run = match.group()
    if _digits(run) < FEWEST_DIGITS or _is_harmless(match):
        return run
    harmless = DATED.match(run) or (MONEY_FIRST.match(run) if _follows_money(match) else None)
    if harmless and _digits(run[harmless.end() :]) >= FEWEST_DIGITS:
        return f"{harmless.group()} {HIDDEN_NUMBER}"
    return HIDDEN_NUMBER


def _follows_money(match: re.Match[str]) -> bool:
    return bool(MONEY_BEFORE.search(match.string[max(0, match.start() - 8) : match.start()]))


def _digits(run: str) -> int:
    return sum(letter.isdigit() for letter in run)


def _is_harmless(match: re.Match[str]) -> bool:
    """Tell sums of money, dates, hours, years and short numbers beside each other from one long number."""
    run = match.group()
    money = _follows_money(match) or MONEY_AFTER.match(match.string, match.end())
    if money and _digits(run) <= MOST_MONEY_DIGITS and re.fullmatch(rf"[1-9]\d*(?:,\d\d)?|{GROUPED}", run):
        return True
    parts = run.split()
    # «0812 345 678 90» is a phone number however it is parted, «0101» no year
    told = sum(len(part) > 3 for part in parts)
    return told * 2 >= len(parts) and all(
        HARMLESS.fullmatch(part) and _digits(part) <= MOST_MONEY_DIGITS for part in parts
    )
