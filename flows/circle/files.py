"""Files handed in for a dossier: what they are by their bytes, which item a caption means, and how an item stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from flows import letters
from flows.circle.items import Item, items_for

Kind = Literal["image/jpeg", "image/png", "application/pdf"]
Status = Literal["missing", "waiting", "approved", "returned"]
Problem = Literal["empty", "too_big", "heic", "unsupported", "unavailable"]

MEGABYTE = 2**20
MOST_MEGABYTES = 20  # what Telegram lets a bot fetch
MOST_BYTES = MOST_MEGABYTES * MEGABYTE
MOST_FILES = 20  # of one item; no founding needs more pages, and a disk has an end
ENDINGS: dict[str, str] = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
PDF_WITHIN = 1024  # readers accept a PDF whose mark stands this far into the file
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
STEMS: dict[str, str] = {
    "ktp": "ktp",
    "paid": "setoran",
    "member_sk": "sk-koperasi",
    "minutes": "berita-acara",
    "attendance": "daftar-hadir",
    "proxy": "kuasa",
    "deed": "akta",
    "sk": "sk",
}
LONGEST_CAPTION = 8  # words; a longer one is a sentence, and may be about something else
MEANT: tuple[tuple[str, frozenset[str]], ...] = (
    ("ktp", letters.listed("ktp ektp")),
    ("paid", letters.listed("setor setoran transfer kuitansi kwitansi pembayaran struk")),
    ("minutes", letters.listed("berita")),
    ("attendance", letters.listed("hadir absen absensi")),
    ("proxy", letters.listed("kuasa")),
    ("deed", letters.listed("akta akte")),
    ("sk", letters.listed("sk pengesahan")),
    ("member_sk", letters.listed("sk pengesahan")),
)


class NotTaken(Exception):
    """The bytes are not of a kind that is kept; `problem` names the words for it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def kind_of(content: bytes) -> Kind:
    """Tell a file's kind by its bytes, whatever it is called; raises NotTaken."""
    if not content:
        raise NotTaken("empty")
    if len(content) > MOST_BYTES:
        raise NotTaken("too_big")
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if b"%PDF-" in content[:PDF_WITHIN]:
        return "application/pdf"
    raise NotTaken("heic" if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS else "unsupported")


def meant(caption: str, among: Iterable[str]) -> str | None:
    """Give the one item a caption names, of those that may be sent; None for a question, for several or for none."""
    found = set(letters.words(caption)[: LONGEST_CAPTION + 1])
    if "?" in caption or len(found) > LONGEST_CAPTION:
        return None
    allowed = frozenset(among)
    named = [key for key, words in MEANT if key in allowed and words & found]
    return named[0] if len(named) == 1 else None


def may_send(form: str, stage: str, *, owner: bool, founder: bool) -> list[Item]:
    """List the items a person may send a file for: a founder his own, the owner those of the case, once due."""
    allowed = {"case": owner, "founder": founder}
    return [item for item in items_for(form, stage) if item.upload and allowed[item.who]]


class Sent(Protocol):
    """A file that was sent, as far as its standing goes."""

    @property
    def status(self) -> Literal["waiting", "approved", "returned"]: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)
class Got:
    """What came of fetching a file: its kind, size and name on disk, or what was wrong with it."""

    kind: str = ""
    size: int = 0
    file: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class Standing:
    """How an item stands: `reason` is the adviser's where a file of it was returned."""

    status: Status
    count: int = 0
    reason: str = ""

    @property
    def there(self) -> bool:
        """Tell whether nothing is to be sent for it now."""
        return self.status in ("waiting", "approved")


def standing(files: Sequence[Sent]) -> Standing:
    """Sum up the files of one item: one that was returned asks for another, one that waits for an adviser."""
    for status in ("returned", "waiting", "approved"):
        found = [file for file in files if file.status == status]
        if found:
            return Standing(status, len(files), found[-1].reason)
    return Standing("missing")


def neutral_name(code: str, item: str, kind: str, place: int | None, number: int) -> str:
    """Name a file for the adviser without anybody's name: «berkas-KOP-7F3K2-ktp-3.jpg», the third founder's."""
    parts = ["berkas", code, STEMS[item], *([str(place)] if place else []), *([str(number)] if number > 1 else [])]
    return f"{'-'.join(parts)}.{ENDINGS[kind]}"
