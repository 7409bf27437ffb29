"""A cooperative's name: completed to its full form, checked word by word, asked for up to three times."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.errors import Unclear
from flows.facts import Facts
from flows.findings import block, warn
from flows.lines import choose, say
from flows.questions import Words
from flows.script import Json, Script, ask
from knowledge.documents.dossier import Kind
from knowledge.places import Kelurahan
from knowledge.rules import Finding
from knowledge.rules.forms import KKMP
from knowledge.rules.names import check_name, check_names, prefix, proper_name, taken_apart

CHOICES = 3
LONGEST = 120


@dataclass(frozen=True)
class CooperativeName(Words):
    """A name as it was typed; the review shows its full form, which follows the kind should that change."""

    kind: Kind = "service"
    sharia: bool = False

    def show(self, kept: Json, facts: Facts) -> str:
        return proper_name(kept, self.kind, self.sharia) if kept else "–"


def cooperative_name(
    key: str,
    facts: Facts,
    kind: Kind,
    sharia: bool,
    *,
    number: int = 1,
    others: Sequence[str] = (),
    optional: bool = False,
) -> Script[str]:
    """Ask for one name and give its full form; refuse what the law does not allow; "" when skipped."""

    @cache  # asked twice in every walk: to refuse, and to warn
    def found(typed: str) -> list[Finding]:
        return findings(typed, kind, sharia, facts)

    def check(typed: str) -> None:
        block(found(typed))
        if (name := proper_name(typed, kind, sharia)).casefold() in {other.casefold() for other in others}:
            raise Unclear("same_name", name=name)

    values = {"prefix": prefix(kind, sharia), "number": number}
    typed = yield from ask(CooperativeName(key, values, check, 1, LONGEST, optional, kind=kind, sharia=sharia))
    if not typed:
        return ""
    yield from warn(found(typed))
    return proper_name(typed, kind, sharia)


def findings(typed: str, kind: Kind, sharia: bool, facts: Facts) -> list[Finding]:
    """Give what is found in the full form, and first of all another kind than the chosen one in what was typed."""
    found = check_name(proper_name(typed, kind, sharia), kind, sharia, facts.figures)
    if not taken_apart(typed).begun:
        return found
    as_typed = check_name(typed, kind, sharia, facts.figures)
    return [*(finding for finding in as_typed if finding.key == "name_other_kind"), *found]


def three_names(facts: Facts, kind: Kind, sharia: bool) -> Script[tuple[str, ...]]:
    """Ask for three names, ranked; the second and third may be left out with a warning."""
    yield from say("naming")
    names: list[str] = []
    for number in range(1, CHOICES + 1):
        name = yield from cooperative_name(
            f"name.{number}", facts, kind, sharia, number=number, others=names, optional=number > 1
        )
        if not name:
            break
        names.append(name)
    yield from warn(check_names(names, kind, sharia, facts.figures))
    return tuple(names)


def kkmp_names(home: Kelurahan) -> Script[tuple[str, ...]]:
    """Give the name of the programme with what sets it apart where the same name stands elsewhere (F4.12, F7.8)."""
    plain = f"{KKMP} {home.name}"
    ways = {"plain": plain, "kecamatan": f"{plain} {home.kecamatan}", "city": f"{plain} Kota Malang"}
    first = ways[(yield from choose("kkmp.name", ways))]
    return (first, *(name for name in dict.fromkeys(ways.values()) if name != first))
