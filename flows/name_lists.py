"""People's names as they are pasted and called: lists with numbers, degrees and phone columns, and «bu Ani»."""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows import letters
from flows.errors import Unclear

SHORTEST, LONGEST = 2, 60  # characters of a name
MOST_WORDS = 9  # more is a sentence
ADDRESSED = letters.listed("bapak bpk pak bp ibu bu sdr sdri sdra saudara saudari tn ny nn mbak mbk mas cak ning")
TITLES = letters.listed("h hj haji hajah kh kyai ust ustadz ustadzah drs dra dr drg ir prof gus ning")
DEGREES = {  # as they are written, without their points; no two alike but for capitals
    degree.casefold(): degree
    for degree in letters.listed(
        "SE SH ST SP SS MM MH MT MP MA MSi MPd SPd SKom MKom SSos SIP SAP SIKom MIKom SAg MAg SPdI MPdI SHI SEI SAk MAk"
        " SKep MKep SFarm MFarm STP SPt SKM MKes SPsi MPsi SHum MHum SSi MSc BSc MBA BA BBA PhD AMd AMdKeb AMdKep SST"
        " STr SSn MSn SStat Ak CA CPA Apt Ners Ns Lc Dipl LLM LLB SM SKeb SGz SKG SKed SpA SpOG"
    )
}
POINTED = re.compile(r"(?:[A-Za-z]{1,5}\.)+[A-Za-z]{0,6}\.?")
AND_OTHERS = letters.listed("dkk dll dst cs")
JOINED = letters.listed("bin binti van de")  # stay small inside a name
NO_NAMES = letters.listed(  # one of these, and it is talk, not a name
    "belum tidak tdk gak ga nggak enggak ndak nda mboten durung nanti menyusul bagaimana gimana kenapa mengapa apakah"
    " berapa siapa kapan tolong mohon maaf terima terimakasih kami bingung lupa tahu tau batal lanjut kembali koperasi"
    " mungkin masih sudah iya oke orang rp rb ribu jt juta rupiah jam pukul kemarin besok lusa"
)
TALK = NO_NAMES | letters.listed(
    "ya y iyo siap sdh udah udh blm saya aku kami sendiri sama setuju bisa boleh dulu ini itu"
)
EMPTY_WORDS = letters.listed(  # nothing but these is a heading, a role or a leftover of a column
    "daftar nama namanya pendiri anggota calon peserta hadir rapat no nomor nik ktp hp wa telp telepon alamat ttd tanda"
    " tangan jabatan keterangan ketua wakil sekretaris bendahara pengurus pengawas berikut ini ialah adalah yaitu"
    " antara lain lainnya dll dkk dst dan ya ok ada saya rt rw kelurahan kecamatan kota kabupaten malang pekerjaan umur"
    " laki perempuan l p status email"
)
LISTED = re.compile(r"(?:^|\s)(?:\(?\d{1,3}\s?[.)]|\d{1,3}\s?[-–:])(?=\s|[A-Za-z])|(?:^|\s)[-–—*•▪◦·●○✓✔☑➤>→+]+\s")
LINKS = re.compile(r"\]\([^()\s]*\)|https?://\S+|www\.\S+|(?<!\S)\S+@\S+|(?<!\w)@\w+")
TAGS = re.compile(r"</?[A-Za-z!][^<>]{0,200}>")
COLUMN = re.compile(r"\t| ?\| ?| {3}|\s[-–—:]\s|=>|\+?\d[\d .()\-]{5,}")
INTRODUCED = re.compile(
    r"^.{0,80}?\b(?:yaitu|ialah|adalah|antara lain|namanya|nama saya|bernama)\b[:,]?", re.IGNORECASE
)
PLACE_WORD = r"\b(?:jl|jln|jalan|gg|gang|rt|rw|blok|perum|perumahan|dusun|desa|kel|kec|no|hp|wa|telp|nik)\b[.:]?"
PLACE = re.compile(rf"{PLACE_WORD}\s*\d*", re.IGNORECASE)
ADDRESS = re.compile(rf"\s*{PLACE_WORD}", re.IGNORECASE)
LABEL = re.compile(r"^\s*(?:[\w /]{1,25}):\s*")
AND = re.compile(r" +(?:dan|serta|lan|karo) +| */ *| *[&+](?!\d) *", re.IGNORECASE)
SPACES = re.compile(r" {3,}")
NUMBERS = re.compile(r"\+?\d[\d .()\-/]*")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")


@dataclass(frozen=True)
class People:
    """The names of a list in its order, those that came twice, and what stood among them and is no name."""

    names: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def people(text: str) -> People:
    """Read a pasted list of names; raises Unclear("not_a_name") where it holds none."""
    names: list[str] = []
    repeated: list[str] = []
    skipped: list[str] = []
    for written in _written(_plain(text)):
        name = _name(written)
        if name is None:
            if set(letters.words(_lettered(written))) - EMPTY_WORDS:
                skipped.append(_lettered(written)[:LONGEST])
        elif _key(name) in map(_key, names):
            repeated.append(name)
        else:
            names.append(name)
    if not names:
        raise Unclear("not_a_name")
    return People(tuple(names), tuple(repeated), tuple(skipped))


def is_talk(text: str) -> bool:
    """Tell whether all of what stands for one name is talk: «nanti ya», «sdh», «saya sendiri»."""
    return set(letters.words(text)) <= TALK


def person(text: str, among: Sequence[str]) -> str:
    """Pick the one name meant by a part of it, a title or a slip: «bu ani» for Ani Rahayu.

    Raises Unclear("which_person", names=…) where several fit, Unclear("not_among") where none does.
    """
    asked = _called(text)
    if not asked or len(asked) > MOST_WORDS:
        raise Unclear("not_among")
    exact = [name for name in among if _called(name) == asked]
    if len(exact) == 1:
        return exact[0]
    for fits in (_same, _begins, letters.near):
        found = [name for name in among if all(any(fits(word, part) for part in _called(name)) for word in asked)]
        if found:
            if len(set(found)) > 1:
                raise Unclear("which_person", names=", ".join(found[:5]))
            return found[0]
    raise Unclear("not_among")


def _same(word: str, part: str) -> bool:
    return word == part


def _begins(word: str, part: str) -> bool:
    return len(word) > 2 and part.startswith(word)


def _called(text: str) -> list[str]:
    """List the words one is called by: no titles, no degrees, no forms of address."""
    name, *rest = re.split(r",", text)
    found = letters.words(name if not rest or _called_words(name) else text)
    return _called_words(" ".join(found))


def _called_words(text: str) -> list[str]:
    spare = ADDRESSED | TITLES | set(DEGREES) | letters.listed("saja aja ae ya yang itu pilih saya namanya nama")
    found = letters.words(text)
    return [word for word in found if word not in spare] or found


def _plain(text: str) -> str:
    """Give the text without markup, links and what cannot be seen."""
    seen = letters.visible(unicodedata.normalize("NFKC", html.unescape(letters.visible(text))))
    return SPACES.sub("   ", LINKS.sub(" ", TAGS.sub(" ", seen)))


def _written(text: str) -> Iterable[str]:
    """Part a list into what is written for each person, degrees still with their name."""
    for line in re.split(r"\n|;", text):
        items = [item for item in LISTED.split(line) if item.strip(" .,")]
        # «1. Budi, Kauman»: a numbered line is one person, what follows the comma tells more of them
        numbered = bool(LISTED.match(line))
        for item in items:
            cell = _first_name_cell(item)
            people_here = [part for group in _commas(cell) for part in AND.split(group)]
            yield from people_here[:1] if numbered and "," in cell and not AND.search(cell) else people_here


def _first_name_cell(item: str) -> str:
    """Give the first column that holds a name, without the label before it: «Ketua: Budi - 0812…» is Budi."""
    for cell in COLUMN.split(LABEL.sub("", INTRODUCED.sub("", item))):
        if _name(cell.split(",")[0]):
            return cell
    return item


def _commas(cell: str) -> list[str]:
    """Part at commas and put degrees back to the name they follow."""
    groups: list[str] = []
    for part in cell.split(","):
        if groups and _is_degrees(part):
            groups[-1] += f", {part.strip()}"
        elif part.strip() and not (groups and ADDRESS.match(part)):
            groups.append(part)
    return groups


def _is_degrees(part: str) -> bool:
    found = part.split()
    return bool(found) and all(_is_degree(word) or _is_title(word) for word in found)


def _is_title(word: str) -> bool:
    return word.rstrip(".").casefold() in TITLES


def _is_degree(word: str) -> bool:
    return word.replace(".", "").casefold() in DEGREES or bool(POINTED.fullmatch(word) and word.count(".") > 1)


def _lettered(written: str) -> str:
    """Keep what a name is made of: letters, points, hyphens, apostrophes and the commas before degrees."""
    bare = NUMBERS.sub(" ", PLACE.sub(" ", BRACKETS.sub(" ", written)))
    bare = bare.translate(letters.QUOTES).translate(letters.DASHES)
    kept = "".join(letter if unicodedata.category(letter)[0] in "LM" or letter in " .,'-" else " " for letter in bare)
    return re.sub(r"\s+,", ",", " ".join(kept.split())).strip(" ,'-")


def _name(written: str) -> str | None:
    """Give a clean name; None for anything else."""
    given, *degrees = _lettered(written).split(", ")
    found = given.split()
    while found and ((found[0].rstrip(".").casefold() in ADDRESSED and len(found) > 1) or not _letters_in(found[0])):
        found = found[1:]
    while found and found[-1].rstrip(".").casefold() in AND_OTHERS:
        found = found[:-1]
    if not _is_name(found):
        return None
    name = ", ".join((" ".join(_capitals(found)), *map(_degree, degrees)))
    last = name.split()[-1]
    name = name if _is_degree(last) or _is_title(last) or len(last) == 2 else name.rstrip(".")
    return name if SHORTEST <= len(name) <= LONGEST else None


def _is_name(found: Sequence[str]) -> bool:
    """Tell a name from talk, a heading, a lone degree or a single letter."""
    spoken = set(letters.words(" ".join(found)))
    if spoken and (spoken & NO_NAMES or not spoken - EMPTY_WORDS):
        return False
    if not found or all(_is_degree(word) for word in found):
        return False
    return len(found) <= MOST_WORDS and max(map(_letters_in, found)) >= SHORTEST


def _letters_in(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def _capitals(found: Sequence[str]) -> list[str]:
    """Give a name all in small or all in capital letters its capitals; leave any other as written."""
    plain = "".join(word for word in found if not _is_degree(word))
    if not plain or not (plain.islower() or plain.isupper()):
        return [_degree(word) if "." in word and _is_degree(word) else word for word in found]
    return [_degree(word) if _is_degree(word) and len(found) > 1 else _capital(word) for word in found]


def _capital(word: str) -> str:
    if word.casefold() in JOINED or word in ("dr.", "drg."):  # «dr.» is a physician, «Dr.» a doctor of science
        return word.casefold()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _degree(written: str) -> str:
    """Write a degree with its capitals where it came without or with too many: «s.e.» → «S.E.»."""
    if not (written.islower() or written.isupper()):
        return written
    if "." not in written:
        return " ".join(DEGREES.get(word.casefold(), word) for word in written.split())
    return re.sub(r"[A-Za-z]+", lambda part: part.group().capitalize(), written)


def _key(name: str) -> str:
    return " ".join(letters.words(name)) or name.casefold()
