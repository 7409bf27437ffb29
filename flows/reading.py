"""What a person typed becomes a value, or `Unclear(key)` names the sentence that shows what would work.

One function a kind of answer; they guess no more than a patient adviser would, and never between two. Numbers and sums
live in flows/amounts.py, days and hours in flows/dates.py, names in flows/name_lists.py, masking in flows/privacy.py;
all are gathered here. KEYS lists every Unclear key a reader may raise, with its placeholders.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise

from flows import letters
from flows.amounts import number, rupiah
from flows.dates import clock_time, day, moment
from flows.errors import Unclear
from flows.name_lists import People, people, person
from flows.privacy import mask

__all__ = [
    "KEYS",
    "People",
    "clock_time",
    "day",
    "looks_like_question",
    "mask",
    "may_ask",
    "moment",
    "number",
    "option",
    "people",
    "person",
    "phone",
    "plain",
    "rupiah",
    "yes_no",
]

KEYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {  # reader: {key: placeholders}
    "number": {"not_a_number": ()},
    "rupiah": {"not_an_amount": ()},
    "day": {"not_a_day": (), "which_day": ()},
    "clock_time": {"not_a_time": ()},
    "moment": {"not_a_day": (), "which_day": (), "not_a_time": ()},
    "phone": {"not_a_phone": ()},
    "people": {"not_a_name": ()},
    "person": {"which_person": ("names",), "not_among": ()},
    "yes_no": {"not_yes_no": ()},
    "option": {"not_an_option": ()},
    "plain": {"too_short": ("at_least", "length"), "too_long": ("at_most", "length")},
}

MOBILE = re.compile(r"(?:\+62|62|0)(8\d{8,11})")
AROUND_PHONE = letters.listed("hp wa no nomor nomer nmr telp telepon tlp tel whatsapp handphone saya ini me")

ADDRESSING = letters.listed(
    "pak bu bapak ibu mas mbak mbk kak min admin cak ning nya kok dong deh lah lho aja saja ae dulu kami saya"
)
SIDES = {
    word: side
    for side, words in {
        "consent": "ya iya y iyo yo yoi yup yap yes inggih nggih njih enggih ho oh hooh",
        "done": "sudah sdh udah udh dah sampun wis wes uwis uwes",
        "agreed": "oke ok okay okey okeh siap sip betul benar bener leres setuju bisa iso saget boleh mau gelem purun"
        " ada lanjut lanjutkan tentu pasti jelas monggo mangga jadi cocok pas",
        "no": "tidak tdk gak ga gk g nggak ngga enggak engga ngak ndak nda ndk ora gaiso mboten boten bukan bkn"
        " n t no nope jangan ojo emoh wegah kagak kaga",
        "not_yet": "belum blm blum durung dereng",
    }.items()
    for word in words.split()
}
SIGNS = {"👍": " setuju ", "✅": " setuju ", "👌": " oke ", "🙏": " ", "👎": " tidak ", "❌": " tidak "}

ORDINALS = {"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7}
COUNTED = {"satu": 1, "siji": 1, "dua": 2, "loro": 2, "tiga": 3, "telu": 3}
PICKING = letters.listed(
    "yang yg no nomor nomer nmr pilihan opsi pilih saya kami mau ingin pengen minta saja aja ae itu ini pak bu mas"
    " mbak kak ya iya deh dong nggih inggih yaitu ke dan di dari untuk atau"
)
QUESTIONS = letters.listed(
    "apakah bagaimana gimana gmn gimna bgmn piye pripun yaopo yokpo berapa brp brapa piro pinten kapan kpn siapa sopo"
    " sinten dimana ndek nandi kenapa knp mengapa lapo bolehkah bisakah haruskah perlukah adakah kemana"
)
OPENING = letters.listed(
    "apa opo nopo bisa bisakah boleh mana endi kok emang memang memangnya maksudnya maksute lha trus terus"
)
SUBJECTS = letters.listed(
    "apa apakah syarat syaratnya cara carane biaya biayanya beda bedanya bedane contoh arti artinya maksud aturan"
    " batas tugas jelaskan tanya takon"
)
DOUBT = letters.listed("gak ga nggak enggak tidak tdk ndak ora mboten bukan belum jangan selain kecuali")
LATER = letters.listed("nanti mengko ngko mungkin")  # beside an option it is no choice yet
LINE_SPACE = re.compile(r"[ \t]+")


def phone(text: str) -> str:
    """Read a mobile number, given back as `+62…`; raises Unclear("not_a_phone")."""
    bare = re.sub(r"[a-z]+", lambda word: "" if word.group() in AROUND_PHONE else word.group(), letters.folded(text))
    found = MOBILE.fullmatch(re.sub(r"(?<=\+62)\(0\)|(?<=\+62) \(0\)|[\s.,:()/_\-]", "", bare))
    if not found:
        raise Unclear("not_a_phone")
    return f"+62{found[1]}"


def yes_no(text: str) -> bool:
    """Read yes or no, in chat and Javanese words too; raises Unclear("not_yes_no")."""
    said = text
    for sign, word in SIGNS.items():
        said = said.replace(sign, word)
    once = [word for word, _ in groupby(letters.without(letters.words(said), ADDRESSING))]
    found = [_side(word) for word in once[:6]]
    if not found or None in found or len(once) > 5 or "/" in said or "atau" in said.casefold():
        raise Unclear("not_yes_no")
    if not {"no", "not_yet"} & set(found):
        return True
    # «ya» behind a refusal is only a particle; «belum siap» and «sudah tidak» refuse, «siap tidak» asks
    if found[0] == "consent" and "no" in found:
        raise Unclear("not_yes_no")
    decided = [("no" if side == "not_yet" else side) for side in found if side != "consent"]
    if decided not in (["no"], ["no", "agreed"], ["done", "no"]):
        raise Unclear("not_yes_no")
    return False


def _side(word: str) -> str | None:
    """Tell which side a word takes; None for a word that takes none, or might take either."""
    if (exact := SIDES.get(word)) or (exact := SIDES.get(letters.STRETCHED.sub(r"\1", word))):
        return exact
    close = {side for known, side in SIDES.items() if letters.near(word, known)} if len(word) > 4 else set()
    return close.pop() if len(close) == 1 else None


def option(text: str, labels: Mapping[str, str]) -> str:
    """Read the id of the one option meant by its label, its number in the list, or a word only it has.

    Raises Unclear("not_an_option").
    """
    asked = letters.words(text[: letters.LONGEST_ANSWER + 1])
    known = {id: letters.words(label) for id, label in labels.items()}
    exact = [id for id, label in known.items() if asked and asked in (label, letters.words(id))]
    if len(exact) == 1:
        return exact[0]
    if len(asked) > 12 or len(text) > letters.LONGEST_ANSWER:
        raise Unclear("not_an_option")
    said = letters.without(asked, PICKING - {word for label in known.values() for word in label}) or asked
    found = {id for id in (_numbered(said, list(labels)), _worded(said, known)) if id}
    if len(found) != 1 or looks_like_question(text):
        raise Unclear("not_an_option")
    return found.pop()


def _numbered(said: Sequence[str], ids: Sequence[str]) -> str | None:
    """Give the option at the number said: «2», «nomor 2», «yang kedua»."""
    if len(said) != 1:
        return None
    place = int(said[0]) if said[0].isdigit() and len(said[0]) < 4 else ORDINALS.get(said[0], 0)
    return ids[place - 1] if 0 < place <= len(ids) else None


def numbered(text: str, ids: Sequence[str]) -> str | None:
    """Give what stands at the place a text names, if it says nothing else: «2», «yg ke2», «yang pertama»."""
    said = letters.without(letters.words(text[: letters.LONGEST_ANSWER + 1]), PICKING)
    digits = [str(COUNTED.get(word, word)) for word in said]
    return _numbered([word[2:] if re.fullmatch("ke[0-9]", word) else word for word in digits], ids)


def _worded(said: Sequence[str], known: Mapping[str, Sequence[str]]) -> str | None:
    """Give the option that alone has all the words said that any option has; strange words may stand beside them."""
    fits: tuple[Callable[[str, str], bool], ...] = (_is, _begins, letters.near)
    strange, meant = 0, set(known)
    for word in said:
        having: set[str] = set()
        for fit in fits:
            having = having or {id for id, label in known.items() if any(fit(word, part) for part in label)}
        if not having and (word in DOUBT or word in LATER or word.isdigit()):
            return None  # «bukan jasa», «tidak tahu», «jasa 2», «nanti ya»
        strange += not having
        meant &= having or meant
    # never on more strange words than known ones, and never between two
    return next(iter(meant)) if len(meant) == 1 and strange * 2 <= len(said) and strange < len(said) else None


def _is(word: str, part: str) -> bool:
    return word == part


def _begins(word: str, part: str) -> bool:
    return len(word) > 2 and part.startswith(word)


def plain(text: str, at_least: int, at_most: int) -> str:
    """Give free text without control and bidi characters, spaces and empty lines collapsed.

    Raises Unclear("too_short") or Unclear("too_long") with the bound and the length in characters.
    """
    lines = (LINE_SPACE.sub(" ", line).strip() for line in letters.visible(text).split("\n"))
    kept = "\n".join(line for line in lines if line)
    if len(kept) < at_least or (at_least and not any(map(str.isprintable, kept))):
        raise Unclear("too_short", at_least=at_least, length=len(kept))
    if len(kept) > at_most:
        raise Unclear("too_long", at_most=at_most, length=len(kept))
    return kept


def looks_like_question(text: str) -> bool:
    """Tell whether a text asks something, rather than answers."""
    plain_text = letters.folded(text).strip()
    found = letters.words(text)
    if plain_text.rstrip(" )!.\"'").endswith("?"):
        return bool(found)
    if len(found) < 2:
        return False
    if any(word in QUESTIONS for word in found) or found[0] in OPENING:
        return True
    # «boleh gak», «bisa nggak ya»: whether or not
    return any(one in OPENING and other in DOUBT for one, other in pairwise(found))


def may_ask(text: str) -> bool:
    """Tell whether a text that is no valid answer may be a question, said shortly too: «syarat mendirikan»."""
    return looks_like_question(text) or any(word in SUBJECTS for word in letters.words(text))
