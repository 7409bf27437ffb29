"""The rules that differ by form: a Merah Putih of a kelurahan, and a secondary that cooperatives found.

Each function takes the answer first, then what is known.

Findings (under `rule.<key>` in the texts), with their placeholders; «(Rp)» are whole rupiah for `{…:rupiah}`:

    block  kkmp_elsewhere             {kelurahan}
    block  board_kkmp_few             {found} {minimum}
    block  board_kkmp_even            {found}
    block  supervisors_kkmp           {found} {minimum}
    block  family_kkmp
    block  cooperatives_too_few       {found} {minimum} {missing}
    warn   cooperative_npwp           {name}
    warn   name_secondary
    warn   usp_secondary
    warn   capital_ksp_secondary      {minimum}(Rp) {paid}(Rp) {missing}(Rp) {area}
"""

from collections.abc import Sequence

from knowledge.documents.dossier import Area, Form, Post
from knowledge.rules import Finding, Numbers, block, same, warn

KKMP = "Koperasi Kelurahan Merah Putih"
MINIMUM: dict[Form, str] = {  # of founders: UU 25/1992 Pasal 6 as amended (F2.1, F2.2, high)
    "primary": "minimum_founders_primary",
    "merah_putih": "minimum_founders_primary",
    "secondary": "minimum_cooperatives_secondary",
}


def minimum_founders(form: Form, figures: Numbers) -> int:
    """Give the fewest founders of a form: people, or cooperatives of a secondary."""
    return figures.value(MINIMUM[form])


# -- Merah Putih ---------------------------------------------------------------------------------------------------


def check_residents(all_of_the_kelurahan: bool, kelurahan: str) -> list[Finding]:
    """Check that its members live in the kelurahan by their KTP (Juklak Menkop 1/2025; F7.3, high)."""
    return [] if all_of_the_kelurahan else [block("kkmp_elsewhere", kelurahan=kelurahan)]


def check_kkmp_board(board: Sequence[Post], figures: Numbers) -> list[Finding]:
    """Check the board's number: five or more, odd (Juklak Menkop 1/2025 Bab III; F7.9, high)."""
    count, minimum = len({same(post.name) for post in board if same(post.name)}), figures.value("board_minimum_kkmp")
    if count < minimum:
        return [block("board_kkmp_few", found=count, minimum=minimum)]
    return [] if count % 2 else [block("board_kkmp_even", found=count)]


def check_kkmp_supervisors(besides_the_lurah: Sequence[str], figures: Numbers) -> list[Finding]:
    """Check the supervisors: the lurah by office and others, three or more, odd (Juklak Bab III; F7.11, high)."""
    count, minimum = 1 + len({same(name) for name in besides_the_lurah}), figures.value("supervisors_minimum_kkmp")
    fits = count >= minimum and count % 2
    return [] if fits else [block("supervisors_kkmp", found=count, minimum=minimum)]


def check_kkmp_family(any_tie: bool) -> list[Finding]:
    """Check ties of the first degree among board and supervisors, which it forbids (Juklak; F7.10, F7.11, high)."""
    return [block("family_kkmp")] if any_tie else []


# -- secondary -----------------------------------------------------------------------------------------------------


def check_cooperatives(count: int, figures: Numbers) -> list[Finding]:
    """Check that enough legal cooperatives found it (UU 25/1992 Pasal 6(2); F2.2, high)."""
    minimum = figures.value("minimum_cooperatives_secondary")
    if count >= minimum:
        return []
    return [block("cooperatives_too_few", found=count, minimum=minimum, missing=minimum - count)]


def check_cooperative_npwp(npwp: str, name: str) -> list[Finding]:
    """Check that a founding cooperative has its NPWP at hand (D15; city offices' lists, medium)."""
    return [] if npwp.strip() else [warn("cooperative_npwp", name=name)]


def check_secondary_name() -> list[Finding]:
    """Tell that how a secondary shows itself in its name is open (F4.10, low)."""
    return [warn("name_secondary")]


def check_secondary_unit(savings_unit: bool) -> list[Finding]:
    """Tell that a secondary's savings unit needs a licence; no figure for its capital was found (F3.3, medium)."""
    return [warn("usp_secondary")] if savings_unit else []


def check_secondary_capital(paid: int, area: Area, name_of_area: str, figures: Numbers) -> list[Finding]:
    """Check a secondary KSP's capital in rupiah: secondary sources, so a warning (Permenkop UKM 8/2023 Pasal 8(4))."""
    minimum = figures.value(f"ksp_secondary_capital_{area}")
    if paid >= minimum:
        return []
    return [warn("capital_ksp_secondary", minimum=minimum, paid=paid, missing=minimum - paid, area=name_of_area)]
