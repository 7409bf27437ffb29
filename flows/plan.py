"""What the cooperative is to be: whose members, which kind, sharia, lending, and its business."""

from dataclasses import dataclass
from typing import Any

from flows.facts import Facts
from flows.findings import block, warn
from flows.lines import choose, say, text, yes_no
from flows.savings import Purpose
from flows.script import Script
from knowledge.documents.dossier import Area, Form, Kind
from knowledge.rules import forms
from knowledge.rules import founding as rules

OTHER_KINDS: tuple[Kind, ...] = ("consumer", "producer", "service", "marketing")
KINDS: tuple[Kind, ...] = (*OTHER_KINDS, "savings_and_loan")
AREAS: tuple[Area, ...] = ("city", "province", "national")
# a KSP does nothing else (PP 9/1995 Pasal 1 angka 2), so its business is not asked
LENDING, SHARIA_LENDING = "Simpan pinjam", "Simpan pinjam dan pembiayaan syariah"


@dataclass(frozen=True)
class Plan:
    """What the cooperative is to be."""

    area: Area
    kind: Kind
    sharia: bool
    savings_unit: bool
    business: str
    form: Form = "primary"

    @property
    def purpose(self) -> Purpose:
        """Give what decides how much capital the law asks."""
        return Purpose(self.kind, self.area, self.savings_unit, self.form)


def planned(facts: Facts, form: Form) -> Script[Plan]:
    """Ask what it is to be; a Merah Putih has its area and no kind of its own (F3.6, F7.3)."""
    if form == "merah_putih":
        return (yield from _merah_putih(facts))
    area = yield from choose("area", AREAS)
    elsewhere = form == "primary" and area == "city" and (yield from yes_no("elsewhere"))
    yield from warn(rules.check_area(area, founders_elsewhere=elsewhere))
    kind = yield from _kind(facts, area, form)
    sharia = yield from yes_no("sharia")
    if kind == "savings_and_loan":
        return Plan(area, kind, sharia, False, SHARIA_LENDING if sharia else LENDING, form)
    savings_unit = yield from yes_no("savings_unit")
    if form == "secondary":
        yield from warn(forms.check_secondary_unit(savings_unit))
    else:
        yield from warn(rules.check_kind(kind, facts.figures, savings_unit=savings_unit))
    return Plan(area, kind, sharia, savings_unit, (yield from _business()), form)


def _merah_putih(facts: Facts) -> Script[Plan]:
    savings_unit = yield from yes_no("savings_unit")
    yield from warn(rules.check_kind("consumer", facts.figures, savings_unit=savings_unit))
    return Plan("city", "consumer", False, savings_unit, (yield from _business()), "merah_putih")


def _business() -> Script[str]:
    business = yield from text("business", at_least=5, at_most=300)
    yield from warn(rules.check_kbli(()))
    return business


def _kind(facts: Facts, area: Area, form: Form) -> Script[Kind]:
    """Ask the kind; a savings and loan cooperative is told its price before it goes on (F3.21)."""

    def only_lending(other_business: bool) -> None:
        found = rules.check_kind("savings_and_loan", facts.figures, other_business=other_business)
        block(found, instead=("kind",))

    kind = yield from choose("kind", KINDS)
    if kind == "savings_and_loan":
        if (yield from _price(facts, area, form)) == "go_on":
            yield from yes_no("ksp.other_business", check=only_lending)
            return kind
        kind = yield from choose("kind.other", OTHER_KINDS)
    yield from say(f"hint.{kind}")
    return kind


def _price(facts: Facts, area: Area, form: Form) -> Script[str]:
    """Tell what a savings and loan cooperative needs, and ask whether it goes on."""
    founders = forms.minimum_founders(form, facts.figures)
    minimum = rules.minimum_capital("savings_and_loan", area, facts.figures, form)
    share = rules.share_per_founder(minimum, founders)
    told: dict[str, Any] = {"minimum": minimum, "founders": founders, "share": share}
    if form == "secondary":
        return (yield from choose("ksp.secondary", ("go_on", "other"), **told))
    return (yield from choose("ksp.next", ("go_on", "other"), **told))
