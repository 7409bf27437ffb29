"""Work out what the draft of the articles is filled with: the group's own data in the official chapters."""

from collections.abc import Sequence
from fractions import Fraction

from knowledge.documents import wording
from knowledge.documents.circle import Founder
from knowledge.documents.dossier import Meeting, Preparation
from knowledge.documents.filling import (
    FiguresView,
    Values,
    board_of,
    chosen_name,
    formed,
    kind,
    lends,
    named,
    posts,
    product,
    required_capital,
    seat,
    supervisors_of,
)
from knowledge.documents.values_circle import founders_list


def articles(
    preparation: Preparation,
    meeting: Meeting | None,
    figures: FiguresView,
    founders: Sequence[Founder] = (),
) -> Values:
    """Fill D12."""
    decided: Preparation | Meeting = meeting or preparation
    members = len(preparation.founders if meeting is None else meeting.attended)
    form = formed(preparation, figures)
    return {
        **named(chosen_name(preparation, meeting), "name"),
        "form": form["form"],
        "unit": form["unit"],
        "secondary": preparation.form == "secondary",
        "kkmp": preparation.form == "merah_putih",
        "kind": kind(preparation),
        "seat": seat(preparation),
        "area": wording.AREAS[preparation.area],
        "interest": wording.given(preparation.interest, 60),
        "business": wording.given(preparation.business, 60),
        "duration": _duration(meeting),
        "only_lending": preparation.kind == "savings_and_loan",
        "lending": lends(preparation),
        "sharia": preparation.sharia,
        "principal_savings": wording.money(decided.principal_savings),
        "mandatory_savings": wording.money(decided.mandatory_savings),
        "total_principal": product(members, decided.principal_savings),
        "total_mandatory": product(members, decided.mandatory_savings),
        "has_grant": decided.grant > 0,
        "grant": wording.money(decided.grant),
        "capital": wording.money(decided.capital),
        "required_capital": wording.money(required_capital(preparation, figures)),
        "bank": "bank syariah" if preparation.sharia else "bank umum",
        "board": posts(board_of(preparation, decided)),
        "supervisors": posts(supervisors_of(preparation, decided)),
        "board_count": wording.counted(len(board_of(preparation, decided))),
        "supervisors_count": wording.counted(len(supervisors_of(preparation, decided))),
        "sharia_supervisors": [wording.given(name) for name in decided.sharia_supervisors or [""]],
        "board_term": wording.counted(decided.board_term_years),
        "proxies": [] if meeting is None else posts(meeting.proxies, 20),
        "founders": [
            {key: row[key] for key in ("name", "nik", "birth", "occupation", "address")}
            for row in founders_list(preparation, meeting, founders, closed=False)["rows"]
        ],
        **_figures(figures),
    }


def _duration(meeting: Meeting | None) -> str:
    if meeting is None:
        return "tidak terbatas / .......... tahun *)"
    years = meeting.duration_years
    return "tidak terbatas" if years is None else f"{wording.counted(years)} tahun"


def _figures(figures: FiguresView) -> Values:
    def percent(name: str) -> str:
        return wording.share(Fraction(figures.value(name), 100))

    def one_in(name: str) -> str:
        return wording.share(Fraction(1, figures.value(name)))

    def counted(name: str) -> str:
        return wording.counted(figures.value(name))

    return {
        "invitation_days": counted("meeting_invitation_days"),
        "quorum": percent("model_quorum"),
        "second_days": counted("second_meeting_days"),
        "second_quorum": one_in("second_meeting_one_in"),
        "annual_meeting_months": counted("annual_meeting_months"),
        "report_ready_months": counted("annual_report_ready_months"),
        "special_assets": figures.say("special_meeting_assets"),
        "record_years": counted("board_record_years"),
        "post_terms": counted("board_post_terms"),
        "minimum_sharia": counted("sharia_supervisors_minimum"),
        "change_attendance": percent("articles_change_attendance"),
        "change_approval": percent("articles_change_approval"),
        "end_attendance": percent("dissolution_attendance"),
        "end_approval": wording.share(Fraction(figures.value("dissolution_approval_thirds"), 3)),
        "end_proposal": one_in("dissolution_proposal_one_in"),
        "bylaws_years": counted("bylaws_due_years"),
    }
