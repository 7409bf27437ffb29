"""Work out what the papers of the whole dossier are filled with: founders, notes, plan, office, secondary, lending."""

from collections.abc import Sequence
from datetime import date

from knowledge.documents import wording
from knowledge.documents.circle import Copy, Founder
from knowledge.documents.dossier import Meeting, Member, Preparation
from knowledge.documents.filling import (
    FiguresView,
    Register,
    Values,
    board_of,
    chosen_name,
    counter,
    founder_names,
    holder,
    kind,
    lends,
    named,
    people,
    posts,
    product,
    required_capital,
    seat,
    supervisors_of,
)
from knowledge.documents.marks import Picture, copy_name, qr
from knowledge.numbers import grouped

MONTHS_A_YEAR = 12
TOPICS = (
    "Nama, kedudukan, bentuk, wilayah keanggotaan, dan jangka waktu",
    "Jenis, maksud dan tujuan, serta bidang usaha dengan kode KBLI",
    "Keanggotaan, perangkat koperasi, dan rapat anggota",
    "Simpanan pokok, simpanan wajib, dan modal pendirian",
    "Pembagian sisa hasil usaha",
    "Perubahan anggaran dasar, pembubaran, dan sanksi",
    "Pengurus, pengawas, dan masa jabatannya",
    "Kuasa pendiri",
)
Decided = Preparation | Meeting


def cover(preparation: Preparation, meeting: Meeting | None, copy: Copy, today: date, *, closed: bool) -> Values:
    """Fill the cover; `closed` says that others' personal data are left out."""
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "group": wording.given(preparation.group),
        "kelurahan": wording.given(preparation.kelurahan),
        "kecamatan": wording.given(preparation.kecamatan),
        "code": copy.code,
        "version": str(copy.version),
        "copy": copy_name(copy),
        "letter_day": wording.letter_day(today),
        "qr": Picture(qr(copy.opened("cover")), 34),
        "closed": closed,
    }


def founders_list(
    preparation: Preparation, meeting: Meeting | None, founders: Sequence[Founder], *, closed: bool
) -> Values:
    """Fill D6: the founders as on their KTP; without their own words only the names known."""
    rows = founders or [_unknown(name) for name in founder_names(preparation, meeting)]
    behind = {member.delegate: f"{member.name}, diwakili {member.delegate}" for member in preparation.members}
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "rows": [_founder_row(founder, behind.get(founder.name, founder.name)) for founder in rows],
        "secondary": preparation.form == "secondary",
        "closed": closed,
    }


def _unknown(name: str) -> Founder:
    return Founder(name, "", "", None, "", "", "", "", 0, 0)


def _founder_row(founder: Founder, called: str) -> Values:
    born_on = wording.letter_day(founder.born_on) if founder.born_on else ""
    birth = ", ".join(part for part in (wording.plain(founder.birthplace), born_on) if part)
    return {
        "name": wording.given(called, 22),
        "nik": wording.given(founder.nik, 22),
        "birth": birth or wording.blank(20),
        "sex": founder.sex or "L/P",
        "address": wording.given(founder.address, 30),
        "occupation": wording.given(founder.occupation, 16),
        "phone": wording.given(founder.phone, 18),
        "principal": grouped(founder.paid_principal) if founder.paid_principal else wording.blank(14),
    }


def notes(preparation: Preparation, meeting: Meeting | None) -> Values:
    """Fill D7: who, what was presented, what was asked, what was decided; the talk itself is written by hand."""
    decided: Decided = meeting or preparation
    dots = wording.blank(30)
    return {
        **named(chosen_name(preparation, meeting), "name"),
        "group": wording.given(preparation.group),
        "day": wording.day(preparation.meeting_on if meeting is None else meeting.held_on),
        "opened_at": wording.hour(preparation.meeting_at if meeting is None else meeting.opened_at),
        "closed_at": "................ WIB" if meeting is None else wording.hour(meeting.closed_at),
        "place": wording.given(preparation.meeting_place if meeting is None else meeting.place),
        "chair": dots if meeting is None else wording.given(meeting.chair),
        "secretary": dots if meeting is None else wording.given(meeting.secretary),
        "attended_count": "........" if meeting is None else wording.counted(len(meeting.attended)),
        "business": wording.given(preparation.business, 60),
        "capital": wording.money(decided.capital),
        "topics": list(TOPICS),
        "planned": meeting is None,
        "unanimous": meeting is not None and meeting.unanimous,
        "kkmp": preparation.form == "merah_putih",
    }


def business_plan(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> Values:
    """Fill D10: a first plan from what is known, lines for the rest."""
    decided: Decided = meeting or preparation
    members = len(preparation.founders if meeting is None else meeting.attended)
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "group": wording.given(preparation.group),
        "interest": wording.given(preparation.interest, 60),
        "business": wording.given(preparation.business, 60),
        "kind": kind(preparation),
        "area": wording.AREAS[preparation.area],
        "seat": seat(preparation),
        "members": wording.counted(members),
        "board_count": wording.counted(len(board_of(preparation, decided))),
        "supervisors_count": wording.counted(len(supervisors_of(preparation, decided))),
        "principal": product(members, decided.principal_savings),
        "mandatory": product(members, decided.mandatory_savings),
        "grant": wording.money(decided.grant) if decided.grant else wording.blank(30),
        "capital": wording.money(decided.capital),
        "mandatory_year": f"{members} × {MONTHS_A_YEAR} × {grouped(decided.mandatory_savings)} = "
        + wording.money(members * MONTHS_A_YEAR * decided.mandatory_savings),
        "first_members": str(members),
        "first_savings": grouped(members * (decided.principal_savings + MONTHS_A_YEAR * decided.mandatory_savings)),
        "lending": lends(preparation),
        "only_lending": preparation.kind == "savings_and_loan",
        "sharia": preparation.sharia,
        "plan_years": wording.counted(figures.value("ksp_plan_years")),
    }


def domicile(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> Values:
    """Fill D13."""
    decided: Decided = meeting or preparation
    return {
        **named(chosen_name(preparation, meeting), "name"),
        "seat": seat(preparation),
        "chairperson": holder(decided.board, "ketua"),
        "kelurahan": wording.given(preparation.kelurahan),
        "kkmp": preparation.form == "merah_putih",
        "stamp_duty": figures.say("stamp_duty"),
    }


def structure(preparation: Preparation, meeting: Meeting | None) -> Values:
    """Fill D14."""
    decided: Decided = meeting or preparation
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "board": posts(board_of(preparation, decided)),
        "supervisors": posts(supervisors_of(preparation, decided)),
        "sharia": preparation.sharia,
        "sharia_supervisors": people(decided.sharia_supervisors or [""]),
        "lending": lends(preparation),
        "chairperson": holder(decided.board, "ketua"),
    }


def founding_cooperatives(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> Values:
    """Fill D15: what each cooperative that founds a secondary one brings."""
    names = preparation.founders if meeting is None else meeting.attended
    known = {member.name: member for member in preparation.members}
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "cooperatives": [_cooperative_row(name, known.get(name)) for name in names],
        "minimum": wording.counted(figures.value("minimum_cooperatives_secondary")),
    }


def _cooperative_row(name: str, member: Member | None) -> dict[str, str]:
    return {
        "name": wording.given(name, 34),
        "legal": f"{wording.plain(member.legal_number)}, {wording.letter_day(member.legal_on)}"
        if member
        else wording.blank(36),
        "npwp": wording.given(member.npwp if member else "", 28),
        "delegate": wording.given(member.delegate if member else "", 32),
    }


def lending(preparation: Preparation, meeting: Meeting | None, figures: FiguresView, register: Register) -> Values:
    """Fill D16: what saving and lending asks besides."""
    decided: Decided = meeting or preparation
    required = required_capital(preparation, figures)
    names = preparation.founders if meeting is None else meeting.attended
    paid = None if meeting is None else register.paid(names)
    held = decided.capital if paid is None else sum(map(sum, paid)) + decided.grant
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "only_lending": preparation.kind == "savings_and_loan",
        "sharia": preparation.sharia,
        "years": [f"{number}" for number in range(1, figures.value("ksp_plan_years") + 1)],
        "plan_years": wording.counted(figures.value("ksp_plan_years")),
        "area": wording.AREAS[preparation.area],
        "required_capital": wording.money(required),
        "missing_capital": wording.money(required - held) if held < required else "",
        "bank": "bank syariah" if preparation.sharia else "bank umum",
        "licensing_authority": wording.LICENSING[preparation.area],
        "secondary": preparation.form == "secondary",
        "next_number": counter(),
    }
