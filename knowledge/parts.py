"""Take a message with two questions apart: «syaratnya apa? terus biayanya berapa?»."""

import re

from knowledge.indonesian import Lexicon

MOST = 3  # questions of one message
FEWEST_WORDS = 2
LONG = 25  # words of a message that tells a story before it asks
WORD = (
    r"(?:apa|apakah|bagaimana|gimana|gmn|berapa|brp|piro|piye|yaopo|siapa|sopo|kapan|kpn|di ?mana|dmn|kenapa|knp"
    r"|bisakah|bolehkah|haruskah|perlukah)\b"
)
BETWEEN = re.compile(
    r"(?<=[?!])\s*|\n+|;|(?:^|\s)\d[.)]\s+"
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


def last_question(text: str) -> str | None:
    """Give the question that a long message ends in; None for a short one, or one without a question."""
    sentences = [sentence.strip() for sentence in re.split(r"(?<=[.!?])\s+|\n+", text) if sentence.strip()]
    asked = [sentence for sentence in sentences if sentence.endswith("?")]
    return asked[-1] if asked and len(sentences) > 1 and len(text.split()) > LONG else None


def _asks(piece: str, lexicon: Lexicon) -> bool:
    reading = lexicon.read(piece)
    return len(reading.split()) >= FEWEST_WORDS and bool(piece.endswith("?") or ASKS.search(reading))
