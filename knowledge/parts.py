"""Take a message with two questions apart: «syaratnya apa? terus biayanya berapa?»."""

import re

from knowledge.indonesian import Lexicon

MOST = 3  # questions of one message
FEWEST_WORDS = 2
WORD = (
    r"(?:apa|apakah|bagaimana|gimana|gmn|berapa|brp|piro|piye|yaopo|siapa|sopo|kapan|kpn|di ?mana|dmn|kenapa|knp"
    r"|bisakah|bolehkah|haruskah|perlukah)\b"
)
BETWEEN = re.compile(
    r"(?<=[?!])\s*|\n+|;"
    # «terus biayanya berapa», but not «tahun lalu»
    rf"|(?<!tahun)(?<!bulan)(?<!minggu)(?<!yang)"
    rf"[,.]?\s+(?:terus|trus|trs|lalu|dan juga|sekalian)\s+(?=[^?!;\n]*\b{WORD})"
    rf"|[,.]?\s+(?:sama|ambek|ambe|karo|lan|dan)\s+(?=(?:mau tanya |tanya |takon )?{WORD})",
    re.IGNORECASE,
)
OPENING = re.compile(r"^(?:terus|trus|trs|lalu|dan|sekalian)\s+", re.IGNORECASE)
ASKS = re.compile(
    r"\b(apa|apakah|bagaimana|berapa|siapa|kapan|mana|kenapa|mengapa|bisa|bisakah|boleh|bolehkah|harus|haruskah|perlu"
    r"|perlukah|wajib|wajibkah|adakah|gimana)\b"
)


def questions_of(text: str, lexicon: Lexicon) -> list[str]:
    """Give the questions of a message, at most three; one that cannot be told apart stays whole."""
    pieces = [OPENING.sub("", piece.strip(" ,.;"), count=1) for piece in BETWEEN.split(text)]
    found = [piece for piece in pieces if _asks(piece, lexicon)]
    return found if 1 < len(found) <= MOST else [text]


def _asks(piece: str, lexicon: Lexicon) -> bool:
    reading = lexicon.read(piece)
    return len(reading.split()) >= FEWEST_WORDS and bool(piece.endswith("?") or ASKS.search(reading))
