"""What members pay in: principal and mandatory savings and a grant, with their sum; before the meeting and after."""

from dataclasses import dataclass

from flows.facts import Facts
from flows.findings import block, blocking, warn
from flows.lines import rupiah, say
from flows.script import Script
from knowledge.documents.dossier import Area, Form, Kind
from knowledge.rules import Finding
from knowledge.rules import founding as rules


@dataclass(frozen=True)
class Purpose:
    """What the capital is for, which decides how much the law asks."""

    kind: Kind
    area: Area
    savings_unit: bool
    form: Form = "primary"


@dataclass(frozen=True)
class Savings:
    """What `members` people pay in: savings in rupiah a member, the grant for all."""

    members: int
    principal: int
    mandatory: int
    grant: int

    @property
    def capital(self) -> int:
        """Give the founding capital in rupiah: principal savings, a first round of mandatory ones, the grant."""
        return self.members * (self.principal + self.mandatory) + self.grant


def savings(facts: Facts, members: int, purpose: Purpose) -> Script[Savings]:
    """Ask what each member pays and what is given; the sums are said, and what the law asks is checked."""

    def enough(grant: int) -> None:
        check_capital(facts, Savings(members, principal, mandatory, grant), purpose)

    principal = yield from rupiah("principal", check=blocking(rules.check_principal))
    yield from say("principal_sum", count=members, amount=principal, total=members * principal)
    mandatory = yield from rupiah("mandatory", suggested=(0,))
    yield from warn(rules.check_mandatory(mandatory))
    grant = yield from rupiah("grant", suggested=(0,), check=enough)
    paid = Savings(members, principal, mandatory, grant)
    yield from say_capital(facts, paid, purpose)
    return paid


def check_capital(facts: Facts, paid: Savings, purpose: Purpose) -> None:
    """Refuse a capital below what the kind and the area ask, with the ways out; raises Unclear."""
    block(_findings(facts, paid, purpose), instead=("principal", "kind"))


def say_capital(facts: Facts, paid: Savings, purpose: Purpose) -> Script[None]:
    """Say the sum and what is to be confirmed about it."""
    yield from say(
        "capital",
        count=paid.members,
        principal=paid.members * paid.principal,
        mandatory=paid.members * paid.mandatory,
        grant=paid.grant,
        total=paid.capital,
    )
    yield from warn(_findings(facts, paid, purpose))


def _findings(facts: Facts, paid: Savings, purpose: Purpose) -> list[Finding]:
    return rules.check_capital(
        paid.capital,
        paid.principal,
        paid.members,
        facts.figures,
        mandatory=paid.mandatory,
        grant=paid.grant,
        kind=purpose.kind,
        area=purpose.area,
        savings_unit=purpose.savings_unit,
        form=purpose.form,
    )
