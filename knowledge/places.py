"""The 57 kelurahan of Kota Malang: recognise the one a person means, however it is typed."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.indonesian import normalised

HERE = Path(__file__).parent
LONGEST_NAME = 3  # words, as in «oro oro dowo»
SHORTEST_START = 4  # letters of a beginning that may stand for the whole name
VILLAGE_MARKS = frozenset(("kelurahan", "kel", "klurahan", "desa", "kampung"))
ELSEWHERE = re.compile(r"\b(?:kota|kabupaten|kab) (?!malang\b|lama\b)[a-z]{3,}")  # Kota Lama is a kelurahan of ours
DISTRICT_MARKS = frozenset(("kecamatan", "kec", "kcmatan"))


@dataclass(frozen=True)
class Kelurahan:
    """One kelurahan with the kecamatan it lies in."""

    code: str
    name: str
    kecamatan: str

    @property
    def shares_its_name(self) -> bool:
        """Tell whether the name is also that of its kecamatan, so that one must ask which is meant."""
        return self.name == self.kecamatan

    @property
    def in_full(self) -> str:
        """Write it for papers: «Kelurahan Kauman, Kecamatan Klojen»."""
        return f"Kelurahan {self.name}, Kecamatan {self.kecamatan}"


@dataclass(frozen=True)
class Places:
    """Kota Malang and its neighbours, as read from places.toml."""

    kelurahan: tuple[Kelurahan, ...]
    kecamatan: Mapping[str, str]  # name: code
    spellings: Mapping[str, Kelurahan]  # letters only: kelurahan
    outside: Mapping[str, str]  # letters only: the government that is responsible

    @classmethod
    def load(cls, path: Path = HERE / "places.toml") -> "Places":
        """Read places.toml; raises KnowledgeError if an alias names no kelurahan."""
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        kelurahan = tuple(
            Kelurahan(f"{district['code']}.{number}", name, district["name"])
            for district in tables["kecamatan"]
            for number, name in enumerate(district["kelurahan"], start=1001)
        )
        by_name = {place.name: place for place in kelurahan}
        spellings = {letters(place.name): place for place in kelurahan}
        for name, aliases in tables["aliases"].items():
            if name not in by_name:
                raise KnowledgeError(f"{path}: [aliases] «{name}» is no kelurahan")
            spellings |= {letters(alias): by_name[name] for alias in aliases}
        outside = {letters(name): owner for owner, names in tables["outside"].items() for name in names}
        return cls(kelurahan, {row["name"]: row["code"] for row in tables["kecamatan"]}, spellings, outside)

    def by_code(self, code: str) -> Kelurahan:
        """Give the kelurahan of a code like «35.73.02.1007»; raises KnowledgeError for an unknown one."""
        for place in self.kelurahan:
            if place.code == code:
                return place
        raise KnowledgeError(f"places.toml: no kelurahan with the code «{code}»")

    def find_kelurahan(self, text: str) -> list[Kelurahan]:
        """List the kelurahan a text may mean, likeliest first; empty where it names none of Kota Malang."""
        words = normalised(text).split()
        windows = [window for window in _windows(words) if not _marked(words, window, DISTRICT_MARKS)]
        named = [(window, self.spellings[window.letters]) for window in windows if window.letters in self.spellings]
        if named:
            return _without_districts(words, named)
        if found := self._starting_with("".join(word for word in words if word not in VILLAGE_MARKS)):
            return found
        return [] if self.owner_outside(text) else self._misspelt(windows)

    def find_kecamatan(self, text: str) -> str | None:
        """Give the kecamatan a text names, exactly or with one slip; None where it names none."""
        for window in _windows(normalised(text).split()):
            for name in self.kecamatan:
                if edits(window.letters, letters(name)) <= (0 if len(name) < 6 else 1):
                    return name
        return None

    def owner_outside(self, text: str) -> str | None:
        """Give the neighbouring government («Kabupaten Malang», «Kota Batu») whose place a text names, if any."""
        words = normalised(text).split()
        for window in _windows(words):
            # «batu» alone is also a stone: it must be all there is, or be called a city
            if window.letters == "batu" and len(words) > 1:
                continue
            if window.letters in self.outside:
                return self.outside[window.letters]
        return None

    def is_outside(self, address: str) -> bool:
        """Tell whether an address names another city or regency; one that names none is taken for ours."""
        return self.owner_outside(address) is not None or ELSEWHERE.search(normalised(address)) is not None

    def _starting_with(self, start: str) -> list[Kelurahan]:
        if len(start) < SHORTEST_START:
            return []
        return _distinct(place for spelling, place in self.spellings.items() if spelling.startswith(start))

    def _misspelt(self, windows: list["Window"]) -> list[Kelurahan]:
        near: list[tuple[float, int, Kelurahan]] = []
        for window in windows:
            for spelling, place in self.spellings.items():
                allowed = _slips_allowed(len(spelling))
                if abs(len(spelling) - len(window.letters)) <= allowed:
                    distance = edits(window.letters, spelling)
                    if distance <= allowed:
                        near.append((distance / len(spelling), len(near), place))
        return _distinct(place for _, _, place in sorted(near, key=lambda row: row[:2]))


@dataclass(frozen=True)
class Window:
    """A few neighbouring words of a text, squeezed to letters."""

    start: int
    end: int
    letters: str


@lru_cache(maxsize=1)
def places() -> Places:
    """Give the places of Kota Malang, read once."""
    return Places.load()


def find_kelurahan(text: str) -> list[Kelurahan]:
    """List the kelurahan of Kota Malang a text may mean, likeliest first."""
    return places().find_kelurahan(text)


def letters(text: str) -> str:
    """Squeeze a name to its small letters and digits: «Oro-oro Dowo» → «orooro dowo» without the space."""
    return normalised(text).replace(" ", "")


def edits(one: str, other: str) -> int:
    """Count the slips between two words: a letter added, lost, changed, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _windows(words: list[str]) -> list[Window]:
    return [
        Window(start, start + size, "".join(words[start : start + size]))
        for size in range(LONGEST_NAME, 0, -1)
        for start in range(len(words) - size + 1)
    ]


def _marked(words: list[str], window: Window, marks: frozenset[str]) -> bool:
    return window.start > 0 and words[window.start - 1] in marks


def _without_districts(words: list[str], named: list[tuple[Window, Kelurahan]]) -> list[Kelurahan]:
    """Drop «Klojen» from «Kauman, Klojen»: there it is the kecamatan; and «gading» inside «gading kasri»."""
    whole = [(w, place) for w, place in named if not any(_inside(w, other) for other, _ in named)]
    called = [place for w, place in whole if _marked(words, w, VILLAGE_MARKS)]
    found = called or [place for _, place in sorted(whole, key=lambda row: row[0].start)]
    districts = {place.kecamatan for place in found if not place.shares_its_name}
    return _distinct(place for place in found if not (place.shares_its_name and place.name in districts))


def _inside(window: Window, other: Window) -> bool:
    return window != other and other.start <= window.start and window.end <= other.end


def _slips_allowed(length: int) -> int:
    if length < 5:
        return 0
    return 1 if length < 8 else 2


def _distinct(found: Iterable[Kelurahan]) -> list[Kelurahan]:
    return list(dict.fromkeys(found))
