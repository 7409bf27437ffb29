"""Numbers and sums as people write them: «dua belas orang», «1,5 juta», «2jt500rb», «Rp 2.000.000,-»."""

import re
import unicodedata
from collections.abc import Collection
from fractions import Fraction

from flows import letters
from flows.errors import Unclear

LARGEST = 10**15  # a quadrillion is no number of people and no founder's money
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|\S")
IN_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")
WHOLE_ENDS = re.compile(r"[.,]\s?-+(?=\s|/|$)")  # the «,-» behind a sum

UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11, "selusin": 12,
    "siji": 1, "setunggal": 1, "loro": 2, "kalih": 2, "rong": 2, "telu": 3, "telung": 3, "papat": 4, "patang": 4,
    "sekawan": 4, "gangsal": 5, "limang": 5, "enem": 6, "nem": 6, "pitu": 7, "pitung": 7, "wolu": 8, "wolung": 8,
    "sanga": 9, "songo": 9, "sangang": 9, "sedasa": 10, "sewelas": 11, "rolas": 12, "telulas": 13, "patbelas": 14,
    "limolas": 15, "limalas": 15, "nembelas": 16, "pitulas": 17, "wolulas": 18, "sangalas": 19, "songolas": 19,
    "selawe": 25, "seket": 50, "sewidak": 60, "suwidak": 60,
}  # fmt: skip
TENS = {"puluh": 10, "lusin": 12}
SPELLED = re.compile(r"(?:(\w+) (?:ratus|atus) ?)?(?:(?:(\w+) (puluh|lusin) ?)?(\w+)?|(\w+) belas)")
GLUED = re.compile(r"\b([a-z]+?)(belas|puluh|ratus|ribu|juta|miliar)(?=belas|puluh|ratus|ribu|juta|miliar|\b)")
SCALES = {
    "ribu": 10**3, "rb": 10**3, "k": 10**3, "ewu": 10**3, "juta": 10**6, "jt": 10**6, "yuta": 10**6,
    "miliar": 10**9, "milyar": 10**9, "m": 10**9, "triliun": 10**12,
}  # fmt: skip
ONES = {  # «se-» stands for one
    "seratus": ("satu", "ratus"), "satus": ("satu", "ratus"), "seribu": ("satu", "ribu"), "sewu": ("satu", "ribu"),
    "sejuta": ("satu", "juta"), "sakyuta": ("satu", "juta"), "semiliar": ("satu", "miliar"),
    "semilyar": ("satu", "miliar"),
}  # fmt: skip
NUMBER_WORDS = frozenset((*UNITS, *TENS, *SCALES, *ONES, "ratus", "atus", "belas", "setengah", "koma"))

# «sejuta dua ratus» means two hundred thousand more, and nobody pays two hundred rupiah more: ask
LOOSE_END = re.compile(r"(?:juta|jt|yuta|miliar|milyar)\s*(?:\w+?\s*ratus|\d{1,3})(?:\s+rupiah)?$")

COUNTED = letters.listed(
    "orang org orng wong uwong tiyang jiwa anggota pendiri peserta warga ibu bapak kk keluarga tahun thn taun bulan bln"
    " hari kali kata koperasi suara lembar"
)
AROUND = letters.listed(
    "ada adalah ya iya pak bu bapak ibu mas mbak kak saja aja ae sih dong kok kami kita saya jumlah jumlahnya total"
    " totalnya sekitar kira kurang lebih kurleb sudah baru semua semuanya cuma hanya genap nggih inggih pas tok thok"
    " dengan termasuk insyaallah insya allah sementara rencananya mungkin nya"
)
MONEY = letters.listed("rp idr rupiah rupiahnya perak sebesar senilai uang iuran simpanan pokok wajib")
PER = letters.listed("per tiap setiap masing sebulan seorang orang org bulan bln bulannya anggota kepala")
HEDGED = re.compile(r"\b(?:kurang|lebih) dari\b|\b(?:kurang|lebih)\b(?! (?:lebih|kurang))(?<!kurang lebih)")


def number(text: str) -> int:
    """Read a whole number from words: «12 orang», «sembilan»; raises Unclear("not_a_number")."""
    return _read(text, COUNTED | AROUND, "not_a_number")


def rupiah(text: str) -> int:
    """Read an amount of whole rupiah: «500rb», «Rp2.000.000,00»; raises Unclear("not_an_amount")."""
    return _read(WHOLE_ENDS.sub("", text), MONEY | PER | AROUND, "not_an_amount")


def in_digits(text: str) -> str:
    """Replace number words by digits in folded text: «tujuh belas agustus» → «17 agustus»."""
    found: list[str] = []
    run: list[str] = []
    for token in [*text.split(), ""]:
        if token in NUMBER_WORDS and token not in ("setengah", "koma", "k", "m"):
            run.append(token)
            continue
        if run:
            value = _value(run)
            found.extend(run if value is None else [str(value)])
            run = []
        found.append(token)
    return " ".join(found).strip()


def _read(text: str, fillers: Collection[str], key: str) -> int:
    plain = GLUED.sub(_unglued, " ".join(letters.folded(text).split())).strip(" .!,:")
    if len(plain) > letters.LONGEST_ANSWER or "?" in plain or HEDGED.search(plain):
        raise Unclear(key)
    if bracketed := IN_BRACKETS.fullmatch(plain):
        before, inside, after = bracketed.groups()
        values = {value for part in (f"{before} {after}", inside) if (value := _count(part, fillers)) is not None}
        # «12 (dua belas) orang» says it twice; «12 (pendiri)» explains
        explained = all(word in fillers for word in letters.words(inside))
        value = values.pop() if len(values) == 1 and (explained or _count(inside, fillers) is not None) else None
    else:
        value = _count(plain, fillers)
    if value is None or value > LARGEST or (key == "not_an_amount" and LOOSE_END.search(plain)):
        raise Unclear(key)
    return value


def _unglued(match: re.Match[str]) -> str:
    """Part «duabelas» and «limaratus»; leave «sepuluh» and words that only end alike."""
    head, tail = match.groups()
    return f"{head} {tail} " if head in UNITS else match.group()


def _count(plain: str, fillers: Collection[str]) -> int | None:
    """Give the one number among fillers; None where there is none, more than one, or an unknown word."""
    runs: list[list[str]] = []
    joined = False
    for piece in TOKEN.findall(plain):
        if piece[0].isdigit() or piece in NUMBER_WORDS or _misspelt(piece):
            if not joined:
                runs.append([])
            runs[-1].append(piece if piece[0].isdigit() else _misspelt(piece) or piece)
            joined = True
        elif piece in "@/.,:~'" or unicodedata.category(piece[0]) in ("So", "Sk") or letters.recognised(piece, fillers):
            joined = False
        else:
            return None
    return _value(runs[0]) if len(runs) == 1 else None


def _misspelt(token: str) -> str | None:
    """Give the number word behind a slip such as «sembilam»; short words must be exact."""
    return letters.recognised(token, [word for word in NUMBER_WORDS if len(word) > 4]) if len(token) > 4 else None


def _value(tokens: list[str]) -> int | None:
    """Work out number words and digits; None where they make no one whole number."""
    total, limit = Fraction(0), LARGEST * 10
    chunk: list[str] = []
    for token in (word for typed in tokens for word in ONES.get(typed, (typed,))):
        if token not in SCALES:
            chunk.append(token)
            continue
        amount, scale = _below_scale(chunk, scaled=True), SCALES[token]
        if not amount or scale >= limit:
            return None
        total, limit, chunk = total + amount * scale, scale, []
    if chunk or not total:
        rest = _below_scale(chunk, scaled=False)
        if rest is None or (total and not 0 < rest < limit):
            return None
        total += rest
    return int(total) if total.denominator == 1 else None


def _below_scale(chunk: list[str], scaled: bool) -> Fraction | None:
    """Read what stands before «ribu» or «juta», or alone: digits, «dua ratus lima puluh», «satu setengah»."""
    if scaled and chunk and chunk[-1] == "setengah":
        whole = _below_scale(chunk[:-1], scaled) if chunk[1:] else Fraction(0)
        return None if whole is None or whole.denominator != 1 else whole + Fraction(1, 2)
    if scaled and len(chunk) > 2 and chunk[-2] == "koma":
        whole, tenths = _below_scale(chunk[:-2], scaled), _one(chunk[-1])
        return None if whole is None or tenths is None else whole + Fraction(tenths, 10)
    if len(chunk) == 1 and chunk[0][0].isdigit():
        return _digits(chunk[0], scaled)
    spelled = SPELLED.fullmatch(" ".join(chunk)) if chunk else None
    return None if spelled is None else _spelled(*spelled.groups())


def _spelled(
    hundreds: str | None, tens: str | None, ten: str | None, one: str | None, teen: str | None
) -> Fraction | None:
    """Add up «dua ratus», «lima puluh», «enam» or «tujuh belas»; None if a part is no digit."""
    value = 10 if teen else 0
    for part, size in ((hundreds, 100), (tens, TENS.get(ten or "", 0)), (teen, 1)):
        if part:
            digit = _one(part)
            if not digit:
                return None
            value += digit * size
    if one:
        last = UNITS.get(one, _one(one))
        if last is None or (last > 9 and tens) or (last == 0 and value):
            return None
        value += last
    return Fraction(value)


def _one(word: str) -> int | None:
    """Give a digit, written or spelled; None for anything else."""
    value = int(word) if word.isdigit() and len(word) == 1 else UNITS.get(word, 10)
    return value if value < 10 else None


def _digits(token: str, scaled: bool) -> Fraction | None:
    """Read figures by how Indonesians part them: «2.000» is two thousand, «1,5 juta» one and a half million."""
    if token.isdigit():
        return Fraction(token) if len(token) <= len(str(LARGEST)) else None
    if grouped := re.fullmatch(r"(\d{1,3}(?:\.\d{3})+)(?:,0{1,2})?|(\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?", token):
        if scaled:
            return None  # «1.500 juta»: one and a half, or fifteen hundred? Ask
        return Fraction(re.sub(r"[.,]", "", grouped[1] or grouped[2]))
    if decimal := re.fullmatch(r"(\d+)[.,](\d{1,2})", token):
        whole, part = decimal.groups()
        if scaled:
            return Fraction(f"{whole}.{part}")
        return Fraction(whole) if set(part) == {"0"} and len(part) == 2 and len(whole) > 3 else None
    return None
