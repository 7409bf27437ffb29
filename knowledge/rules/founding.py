"""The rules for founding a primary cooperative: its people, kind, area and money.

Its organs and its meeting stand in knowledge/rules/meeting.py (gathered here too, with findings of their own), its name
in knowledge/rules/names.py. Each function takes the answer first, then what is known.

Findings (under `rule.<key>` in the texts), with their placeholders; «(Rp)» are whole rupiah for `{…:rupiah}`:

    block  form_unknown
    block  interest_empty
    block  kind_unknown
    block  ksp_only_lending
    warn   usp_needs_licence          {capital}(Rp)
    block  sharia_without_supervisors {minimum}
    block  area_unknown
    info   area_supervised            {area} {supervisor}
    warn   area_founders_elsewhere
    block  seat_empty
    warn   seat_incomplete
    warn   residence_elsewhere
    warn   seat_elsewhere
    block  kelurahan_unknown
    block  kelurahan_elsewhere        {kelurahan} {kecamatan}
    block  founders_too_few           {found} {minimum} {missing}
    warn   founders_repeated          {names}
    warn   founders_no_reserve        {found} {minimum}
    block  founder_foreign
    warn   founder_young              {minimum}
    block  principal_zero
    block  principal_unequal
    block  mandatory_negative
    warn   mandatory_zero
    block  capital_below_principal    {minimum}(Rp) {paid}(Rp) {missing}(Rp)
    block  capital_mismatch           {paid}(Rp) {total}(Rp)
    block  capital_ksp                {minimum}(Rp) {paid}(Rp) {missing}(Rp) {founders} {share}(Rp) {area}
    info   capital_ksp_share          {minimum}(Rp) {founders} {share}(Rp)
    warn   capital_usp                {minimum}(Rp)
    warn   plan_empty
    block  plan_empty_lending         {years}
    warn   kbli_empty
    warn   kbli_form                  {codes}
    info   kbli_checked_by_notary
"""

import re
from collections.abc import Collection, Sequence

from knowledge.documents.dossier import Area, Form
from knowledge.places import Places
from knowledge.rules import Finding, Numbers, block, info, same, warn
from knowledge.rules.forms import check_secondary_capital
from knowledge.rules.meeting import (
    check_articles,
    check_attendance,
    check_board,
    check_duration,
    check_family,
    check_leaders,
    check_meeting_day,
    check_proxies,
    check_supervisors,
    check_term,
    check_votes,
)
from knowledge.rules.names import KINDS

__all__ = [
    "check_ages", "check_area", "check_articles", "check_attendance", "check_board", "check_capital", "check_citizens",
    "check_duration", "check_family", "check_form", "check_founders", "check_interest", "check_kbli", "check_kelurahan",
    "check_kind", "check_leaders", "check_mandatory", "check_meeting_day", "check_plan", "check_principal",
    "check_proxies", "check_savings", "check_seat", "check_sharia", "check_supervisors", "check_term", "check_votes",
    "minimum_capital", "share_per_founder",
]  # fmt: skip

FORMS = ("primary", "secondary")
AREAS: dict[Area, str] = {"city": "Kota Malang", "province": "Jawa Timur", "national": "Indonesia"}
SUPERVISORS: dict[Area, str] = {
    "city": "Diskopindag Kota Malang",
    "province": "Dinas Koperasi dan UKM Provinsi Jawa Timur",
    "national": "Kementerian Koperasi",
}
RESERVE = 3  # founders beyond the minimum, so that one who leaves sinks nothing: practice, no figure of law
KBLI = re.compile(r"\d{5}", re.ASCII)
HOUSE = re.compile(r"\d|\b(?:rt|rw|gg|gang|jl|jln|jalan|blok|balai|pasar|ruko)\b", re.IGNORECASE)


def check_form(form: str) -> list[Finding]:
    """Check that the form is primary or secondary (UU 25/1992 Pasal 15, high)."""
    return [] if form in FORMS else [block("form_unknown")]


def check_interest(interest: str) -> list[Finding]:
    """Check that the founders name one shared economic interest (UU 25/1992 Pasal 16, 19; F2.4, high)."""
    return [] if interest.strip() else [block("interest_empty")]


def check_kind(
    kind: str, figures: Numbers, *, other_business: bool = False, savings_unit: bool = False
) -> list[Finding]:
    """Check the kind and what else it does.

    Five kinds: elucidation of UU 25/1992 Pasal 16 (F3.1, high). Savings and loan does nothing else: PP 9/1995 Pasal 1
    (F3.3, high). A unit needs its licence and capital: PP 9/1995, Permenkop UKM 8/2023 (medium; its figure is low to
    medium, so an adviser confirms).
    """
    if kind not in KINDS:
        return [block("kind_unknown")]
    if kind == "savings_and_loan":
        return [block("ksp_only_lending")] if other_business else []
    return [warn("usp_needs_licence", capital=figures.value("usp_fixed_capital"))] if savings_unit else []


def check_sharia(sharia_supervisors: Sequence[str], figures: Numbers) -> list[Finding]:
    """Check that a sharia cooperative has its Dewan Pengawas Syariah (UU 25/1992 Pasal 21(2), 44A; F3.4, high)."""
    minimum = figures.value("sharia_supervisors_minimum")
    distinct = {same(name) for name in sharia_supervisors if same(name)}
    return [] if len(distinct) >= minimum else [block("sharia_without_supervisors", minimum=minimum)]


def check_area(area: str, *, founders_elsewhere: bool = False) -> list[Finding]:
    """Check the members' area and say who supervises (UU 23/2014 Lampiran Q; F2.20, high).

    Founders whose KTP is from outside the city: the articles decide (F2.8), so a warning.
    """
    if area not in AREAS:
        return [block("area_unknown")]
    found = [info("area_supervised", area=AREAS[area], supervisor=SUPERVISORS[area])]
    return [warn("area_founders_elsewhere"), *found] if area == "city" and founders_elsewhere else found


def check_residence(area: str, *, outside: bool) -> list[Finding]:
    """Check one founder's address against the members' area (§9, wilayah and domisili; F2.8: the articles decide)."""
    return [warn("residence_elsewhere")] if area == "city" and outside else []


def check_seat(address: str, *, in_city: bool = True) -> list[Finding]:
    """Check the seat, a permanent office address (UU 25/1992 Pasal 7(2) and its elucidation; F2.8, F2.9, high).

    That it lies in Kota Malang is what this clinic serves, not law.
    """
    if not any(map(str.isalnum, address)):
        return [block("seat_empty")]
    found = [] if HOUSE.search(address) else [warn("seat_incomplete")]
    return found if in_city else [*found, warn("seat_elsewhere")]


def check_kelurahan(kelurahan: str, kecamatan: str, places: Places) -> list[Finding]:
    """Check a kelurahan against the city's list and its kecamatan (Kepmendagri 300.2.2-2430/2025; F8.1, high)."""
    named = places.find_kelurahan(kelurahan)
    if not named:
        return [block("kelurahan_unknown")]
    if any(same(place.kecamatan) == same(kecamatan) for place in named):
        return []
    return [block("kelurahan_elsewhere", kelurahan=named[0].name, kecamatan=named[0].kecamatan)]


def check_founders(names: Sequence[str], figures: Numbers) -> list[Finding]:
    """Check that enough different people found it.

    The minimum: UU 25/1992 Pasal 6(1) as amended by UU 6/2023 Pasal 86 (F2.1, high). A reserve: practice (medium).
    """
    minimum = figures.value("minimum_founders_primary")
    once = {same(name): name for name in names if same(name)}
    found = []
    if len(once) < minimum:
        found.append(block("founders_too_few", found=len(once), minimum=minimum, missing=minimum - len(once)))
    listed = [same(name) for name in names]
    if repeated := [name for key, name in once.items() if listed.count(key) > 1]:
        found.append(warn("founders_repeated", names=", ".join(repeated)))
    if minimum <= len(once) < minimum + RESERVE:
        found.append(warn("founders_no_reserve", found=len(once), minimum=minimum))
    return found


def check_citizens(all_citizens: bool) -> list[Finding]:
    """Check that all founders are Indonesian citizens (UU 25/1992 Pasal 18(1); F2.3, F2.7, high)."""
    return [] if all_citizens else [block("founder_foreign")]


def check_ages(all_of_age: bool, figures: Numbers) -> list[Finding]:
    """Check the founders' age; those who act for them are checked harder by `check_proxies`.

    Of age or married: UU 2/2014 Pasal 39(1) for who appears before a notary (F2.5, high); for all founders medium.
    """
    return [] if all_of_age else [warn("founder_young", minimum=figures.value("minimum_age"))]


def check_principal(principal: int | Sequence[int]) -> list[Finding]:
    """Check the principal savings in rupiah, the same for all (elucidation of UU 25/1992 Pasal 41; F3.12, high)."""
    amounts = [principal] if isinstance(principal, int) else list(principal)
    if not amounts or min(amounts) <= 0:
        return [block("principal_zero")]
    return [] if len(set(amounts)) == 1 else [block("principal_unequal")]


def check_mandatory(mandatory: int) -> list[Finding]:
    """Check the mandatory savings in rupiah, paid again and again (elucidation of UU 25/1992 Pasal 41; F3.13, high)."""
    if mandatory < 0:
        return [block("mandatory_negative")]
    return [] if mandatory else [warn("mandatory_zero")]


def check_savings(principal: int | Sequence[int], mandatory: int) -> list[Finding]:
    """Check both kinds of savings in rupiah; sources as for each."""
    return [*check_principal(principal), *check_mandatory(mandatory)]


def minimum_capital(kind: str, area: Area, figures: Numbers, form: Form = "primary") -> int:
    """Give the capital in rupiah that the law asks of a cooperative; 0 where it names none.

    Permenkop UKM 8/2023 Pasal 8(4) (F3.20, high; of a secondary medium); others have no minimum (F3.11, high).
    """
    if kind != "savings_and_loan":
        return 0
    return figures.value(f"ksp_secondary_capital_{area}" if form == "secondary" else f"ksp_capital_{area}")


def share_per_founder(minimum: int, founders: int) -> int:
    """Give what each founder would bring in rupiah, rounded up (F3.21, high)."""
    return -(-minimum // max(founders, 1))


def check_capital(
    paid: int,
    principal: int,
    founders: int,
    figures: Numbers,
    *,
    mandatory: int = 0,
    grant: int = 0,
    kind: str = "service",
    area: Area = "city",
    savings_unit: bool = False,
    form: Form = "primary",
) -> list[Finding]:
    """Check the paid-in capital in rupiah; `principal`, `mandatory` are a founder's, `grant` is for all.

    At least all principal savings: PP 4/1994 Pasal 4(2)c (F3.11, high). The sum: item 8 of the ministry's template
    (F3.17, high as template). Savings and loan: Permenkop UKM 8/2023 Pasal 8(4) (F3.20, high). A unit's fixed capital:
    reported only (low to medium), an adviser confirms. What is known of a secondary's sums: forms.py.
    """
    found = []
    total_principal, total = principal * founders, (principal + mandatory) * founders + grant
    if paid < total_principal:
        missing = total_principal - paid
        found.append(block("capital_below_principal", minimum=total_principal, paid=paid, missing=missing))
    if paid != total:
        found.append(block("capital_mismatch", paid=paid, total=total))
    if form == "secondary":
        lends = kind == "savings_and_loan"
        return [*found, *(check_secondary_capital(paid, area, AREAS[area], figures) if lends else [])]
    if minimum := minimum_capital(kind, area, figures):
        shared = {"minimum": minimum, "founders": founders, "share": share_per_founder(minimum, founders)}
        if paid < minimum:
            found.append(block("capital_ksp", paid=paid, missing=minimum - paid, area=AREAS[area], **shared))
        found.append(info("capital_ksp_share", **shared))
    elif savings_unit:
        found.append(warn("capital_usp", minimum=figures.value("usp_fixed_capital")))
    return found


def check_plan(plan: str, kind: str, savings_unit: bool, figures: Numbers) -> list[Finding]:
    """Check the business plan.

    A simple first plan for all: PP 4/1994 Pasal 4(2)d, and no reason for refusal (F5.12, high). Years ahead for savings
    and loan: PP 9/1995 Pasal 3(2) (D10, high).
    """
    if plan.strip():
        return []
    lends = kind == "savings_and_loan" or savings_unit
    return [block("plan_empty_lending", years=figures.value("ksp_plan_years")) if lends else warn("plan_empty")]


def check_kbli(codes: Collection[str]) -> list[Finding]:
    """Check the form of the business codes; which ones fit, the notary sees (Peraturan BPS 7/2025; F1.25, medium)."""
    if not codes:
        return [warn("kbli_empty")]
    wrong = [code for code in codes if not KBLI.fullmatch(code)]
    return [*([warn("kbli_form", codes=", ".join(wrong))] if wrong else []), info("kbli_checked_by_notary")]
