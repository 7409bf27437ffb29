"""The question which kelurahan: typed in any spelling; where several fit, they are offered as buttons."""

from dataclasses import dataclass

from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block
from flows.questions import Rows, rows
from flows.script import Chosen, Json, Option, Question, Script, Taken, Typed, ask
from knowledge import places
from knowledge.errors import KnowledgeError
from knowledge.indonesian import normalised
from knowledge.rules.founding import check_kelurahan

OFFERED = 12  # a kecamatan has no more kelurahan


@dataclass(frozen=True)
class WhichKelurahan(Question[places.Kelurahan]):
    """A kelurahan of Kota Malang, kept by its code; while several fit, what is kept is their codes."""

    def options(self, kept: Json = None) -> Rows:
        if not self._unsure(kept):
            return ()
        found = [places.places().by_code(code) for code in kept["among"]]
        return rows([Option(place.code, place.name) for place in found], 2)

    @staticmethod
    def _unsure(kept: Json) -> bool:
        return isinstance(kept, dict)

    def asks(self, kept: Json) -> str:
        return "which" if self._unsure(kept) else "ask"

    def settled(self, kept: Json) -> bool:
        return not self._unsure(kept)

    def read(self, given: Typed | Chosen, kept: Json, facts: Facts) -> Taken:
        if isinstance(given, Chosen):
            if not self._unsure(kept) or given.option not in kept["among"]:
                raise Unclear("not_an_option")
            return Taken(given.option)
        found = meant(given.text)
        if not found:
            owner = places.places().owner_outside(given.text)
            raise Unclear("outside", owner=owner) if owner else Unclear("rule.kelurahan_unknown")
        if len(found) == 1:
            named = places.places().find_kecamatan(given.text)
            if named and not found[0].shares_its_name:
                block(check_kelurahan(found[0].name, named, places.places()))
            return Taken(found[0].code)
        return Taken({"among": [place.code for place in found[:OFFERED]]}, settled=False)

    def alive(self, kept: Json, facts: Facts) -> places.Kelurahan:
        try:
            return places.places().by_code(kept)
        except KnowledgeError:
            raise Unclear("no_longer_offered") from None

    def show(self, kept: Json, facts: Facts) -> str:
        return places.places().by_code(kept).name


def kelurahan(key: str = "kelurahan") -> Script[places.Kelurahan]:
    """Ask for a kelurahan of Kota Malang."""
    return ask(WhichKelurahan(key))


def meant(text: str) -> list[places.Kelurahan]:
    """List the kelurahan a text may mean; «Klojen» alone may be any of that kecamatan."""
    found = places.find_kelurahan(text)
    if not found:
        return _of(places.places().find_kecamatan(text))
    said_village = places.VILLAGE_MARKS & set(normalised(text).split())
    if len(found) > 1 or not found[0].shares_its_name or said_village:
        return found
    return [*found, *(place for place in _of(found[0].name) if place != found[0])]


def _of(kecamatan: str | None) -> list[places.Kelurahan]:
    return [place for place in places.places().kelurahan if place.kecamatan == kecamatan]
