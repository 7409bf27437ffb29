"""Work out what the papers of the meeting are filled with; the prose itself stands in the templates."""

from collections.abc import Sequence
from datetime import date

from knowledge.documents import wording
from knowledge.documents.dossier import Meeting, Post, Preparation
from knowledge.documents.filling import (
    UNNAMED,
    FiguresView,
    Register,
    Values,
    board_of,
    chosen_name,
    counter,
    formed,
    founder_names,
    holder,
    kind,
    lends,
    meeting_planned,
    minimum_of,
    named,
    people,
    posts,
    product,
    required_capital,
    seat,
    supervisors_of,
)
from knowledge.founding_steps import ON_THE_SHEET, Step, capitalised, steps
from knowledge.numbers import clock, grouped, spelled, weekday

SPARE_ROWS, GUEST_ROWS = 3, 3
NOBODY = Register()


def counselling_request(preparation: Preparation, figures: FiguresView, today: date) -> Values:
    """Fill D1."""
    form = formed(preparation, figures)
    return {
        **meeting_planned(preparation),
        "form": form["form"],
        "unit": form["unit"],
        "letter_day": wording.letter_day(today),
        "contact": wording.given(preparation.contact),
        "kelurahan": wording.given(preparation.kelurahan),
        "kecamatan": wording.given(preparation.kecamatan),
        "founders_count": wording.counted(len(preparation.founders)),
        "interest": wording.given(preparation.interest),
        "kind": kind(preparation),
        "business": wording.given(preparation.business),
        "people": people(preparation.founders),
        "lending": lends(preparation),
        "sharia": preparation.sharia,
    }


def invitation(preparation: Preparation, figures: FiguresView, today: date) -> Values:
    """Fill D2."""
    return {
        **meeting_planned(preparation),
        "letter_day": wording.letter_day(today),
        "contact": wording.given(preparation.contact),
        "kelurahan": wording.given(preparation.kelurahan),
        "people": people(preparation.founders),
        **formed(preparation, figures),
        "principal_savings": wording.money(preparation.principal_savings),
        "mandatory_savings": wording.money(preparation.mandatory_savings),
    }


def agenda(preparation: Preparation, figures: FiguresView) -> Values:
    """Fill D3."""
    return {
        **meeting_planned(preparation),
        "meeting_clock": clock(preparation.meeting_at),
        "lending": lends(preparation),
        "sharia": preparation.sharia,
        "plan_years": wording.counted(figures.value("ksp_plan_years")),
        "next_number": counter(),
    }


def attendance(preparation: Preparation, figures: FiguresView, meeting: Meeting | None = None) -> Values:
    """Fill D5: a row for each founder, some spare, and some for guests; afterwards for those who came."""
    listed = founder_names(preparation, meeting)
    names = [*listed, *[""] * SPARE_ROWS] if meeting is None else listed
    held = (
        {}
        if meeting is None
        else {
            "meeting_day": wording.day(meeting.held_on),
            "meeting_hour": wording.hour(meeting.opened_at),
            "meeting_place": wording.given(meeting.place),
        }
    )
    return {
        **meeting_planned(preparation),
        **held,
        "minimum_founders": formed(preparation, figures)["minimum_founders"],
        "founders": _to_sign(people(names)),
        "guests": _to_sign([wording.blank(26)] * GUEST_ROWS),
    }


def planned_minutes(preparation: Preparation, figures: FiguresView) -> Values:
    """Fill D4 before the meeting: what the group proposes, and dotted lines for what only the meeting can say."""
    dots = wording.blank(30)
    return {
        **_minutes_of(preparation, preparation, len(preparation.founders), figures),
        "planned": True,
        "name": UNNAMED,
        "name_in_capitals": UNNAMED.upper(),
        "candidate_names": "; ".join(f"({n}) {wording.plain(name)}" for n, name in enumerate(preparation.names, 1)),
        **_held(preparation.meeting_on),
        "opened_at": wording.hour(preparation.meeting_at),
        "closed_at": "................ WIB",
        "place": wording.given(preparation.meeting_place),
        "counselling_by": wording.blank(40),
        "chair": dots,
        "secretary": dots,
        "attended_count": f"........ ({dots})",
        "enough_founders": None,
        "unanimous": None,
        "votes_for": "",
        "duration": "tidak terbatas / .......... tahun *)",
        "articles_agreed": None,
        "proxies": _proxies([Post("", "")] * figures.value("proxies_maximum"), NOBODY),
        "signed_on": dots,
    }


def minutes(preparation: Preparation, meeting: Meeting, figures: FiguresView, register: Register = NOBODY) -> Values:
    """Fill D4 after the meeting."""
    attended = len(meeting.attended)
    years = meeting.duration_years
    return {
        **_minutes_of(preparation, meeting, attended, figures),
        "planned": False,
        **named(meeting.name),
        "candidate_names": "",
        **_held(meeting.held_on),
        "opened_at": wording.hour(meeting.opened_at),
        "closed_at": wording.hour(meeting.closed_at),
        "place": wording.given(meeting.place),
        "counselling_by": wording.plain(meeting.counselling_by or ""),
        "chair": wording.given(meeting.chair),
        "secretary": wording.given(meeting.secretary),
        "attended_count": wording.counted(attended),
        "enough_founders": attended >= minimum_of(preparation, figures),
        "unanimous": meeting.unanimous,
        "votes_for": wording.blank(10) if meeting.votes_for is None else wording.counted(meeting.votes_for),
        "duration": "tidak terbatas" if years is None else f"{wording.counted(years)} tahun",
        "articles_agreed": meeting.articles_agreed,
        "proxies": _proxies(meeting.proxies, register),
        "signed_on": wording.letter_day(meeting.held_on),
    }


def capital(
    preparation: Preparation, meeting: Meeting | None, figures: FiguresView, register: Register = NOBODY
) -> Values:
    """Fill D9: from the plan, from the meeting's decision or, once founders said so, from what they have paid."""
    decided: Preparation | Meeting = meeting or preparation
    payers = preparation.founders if meeting is None else meeting.attended
    paid = None if meeting is None else register.paid(payers)
    amounts = paid or [(decided.principal_savings, decided.mandatory_savings)] * len(payers)
    principal, mandatory = sum(amount for amount, _ in amounts), sum(amount for _, amount in amounts)
    total = principal + mandatory + decided.grant
    required = required_capital(preparation, figures)
    missing, owed = max(0, required - total), max(0, decided.total_principal - principal)
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "planned": meeting is None,
        "rows": [_paying(name, *amount) for name, amount in zip(people(payers), amounts, strict=True)],
        "sum_principal": grouped(principal),
        "sum_mandatory": grouped(mandatory),
        "sum_savings": grouped(principal + mandatory),
        "sum_grant": grouped(decided.grant),
        "sum_capital": grouped(total),
        "capital_in_words": spelled(total),
        "decided_capital": wording.money(decided.capital) if total != decided.capital else "",
        "owed_principal": wording.money(owed) if owed else "",
        "only_lending": preparation.kind == "savings_and_loan",
        "lending": lends(preparation),
        "area": wording.AREAS[preparation.area],
        "required_capital": wording.money(required),
        "missing_capital": wording.money(missing) if missing else "",
        "bank": "bank syariah" if preparation.sharia else "bank umum",
        "treasurer": holder(decided.board, "bendahara"),
        "chairperson": holder(decided.board, "ketua"),
        "stamp_duty": figures.say("stamp_duty"),
    }


def _paying(name: str, principal: int, mandatory: int) -> dict[str, str]:
    return {
        "name": name,
        "principal": grouped(principal),
        "mandatory": grouped(mandatory),
        "total": grouped(principal + mandatory),
    }


def officers(
    preparation: Preparation, meeting: Meeting | None, figures: FiguresView, register: Register = NOBODY
) -> Values:
    """Fill D11, with the candidates or with those elected."""
    decided: Preparation | Meeting = meeting or preparation
    minimum = figures.value("sharia_supervisors_minimum")
    board, supervisors = posts(board_of(preparation, decided)), posts(supervisors_of(preparation, decided))
    sharia_board = posts([Post("Anggota", name) for name in decided.sharia_supervisors or [""] * minimum])
    signing = [dict(row, title=f"{row['title']} Dewan Pengawas Syariah") for row in sharia_board]
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "planned": meeting is None,
        "board": [_with_details(row, register) for row in board],
        "supervisors": [_with_details(row, register) for row in supervisors],
        "sharia_board": [_with_details(row, register) for row in sharia_board],
        "signers": [*board, *(_as_supervisor(row) for row in supervisors), *(signing if preparation.sharia else [])],
        "board_term_in_capitals": wording.counted(decided.board_term_years).upper(),
        "sharia": preparation.sharia,
        "lending": lends(preparation),
        "minimum_sharia": wording.counted(minimum),
        "clean_record_years": wording.counted(figures.value("board_record_years")),
    }


def proxy(meeting: Meeting, figures: FiguresView, register: Register = NOBODY, *, unit: str = "orang") -> Values:
    """Fill D8: all who attended give the proxy, those the meeting named take it."""
    return {
        **named(meeting.name),
        "attended_count": wording.counted(len(meeting.attended)),
        "unit": unit,
        "attended": [
            {"name": wording.given(register.called(name), 26), **register.details(name, nik=20, address=22)}
            for name in meeting.attended
        ],
        "meeting_day": wording.day(meeting.held_on),
        "proxies": [
            {**row, **register.details(post.name, nik=18, address=18)}
            for post, row in zip(meeting.proxies, posts(meeting.proxies, 20), strict=True)
        ],
        "stamp_duty": figures.say("stamp_duty"),
    }


def next_steps(preparation: Preparation, meeting: Meeting | None, figures: FiguresView, today: date) -> Values:
    """Fill the sheet of steps 6 to 17."""
    return {
        **named(chosen_name(preparation, meeting), "name_in_capitals"),
        "letter_day": wording.letter_day(today),
        "steps": [_step_row(step) for step in steps(preparation, meeting, figures) if step.stage in ON_THE_SHEET],
        "lending": lends(preparation),
        "area": wording.AREAS[preparation.area],
        "supervising_office": wording.OFFICES[preparation.area],
    }


def _step_row(step: Step) -> dict[str, str]:
    return {
        "title": step.title,
        "result": step.result,
        "who": step.who,
        "ready": capitalised(step.ready),
        "cost": step.cost,
        "time": step.time,
    }


def _minutes_of(preparation: Preparation, decided: Preparation | Meeting, number: int, figures: FiguresView) -> Values:
    """What the minutes say of savings, board and supervisors, proposed or decided."""
    return {
        **formed(preparation, figures),
        "secondary": preparation.form == "secondary",
        "kkmp": preparation.form == "merah_putih",
        "seat": seat(preparation),
        "area": wording.AREAS[preparation.area],
        "kind": kind(preparation),
        "business": wording.given(preparation.business, 60),
        "lending": lends(preparation),
        "only_lending": preparation.kind == "savings_and_loan",
        "sharia": preparation.sharia,
        "principal_savings": wording.money(decided.principal_savings),
        "mandatory_savings": wording.money(decided.mandatory_savings),
        "total_principal": product(number, decided.principal_savings),
        "total_mandatory": product(number, decided.mandatory_savings),
        "grant": wording.money(decided.grant),
        "has_grant": decided.grant > 0,
        "capital": wording.money(decided.capital),
        "board": posts(board_of(preparation, decided)),
        "supervisors": posts(supervisors_of(preparation, decided)),
        "sharia_supervisors": people(decided.sharia_supervisors or [""] * figures.value("sharia_supervisors_minimum")),
        "board_term": wording.counted(decided.board_term_years),
        "stamp_duty": figures.say("stamp_duty"),
    }


def _held(on: date) -> Values:
    return {"weekday": weekday(on), "day": wording.short_figures(on), "day_in_words": wording.day_in_words(on)}


def _as_supervisor(row: dict[str, str]) -> dict[str, str]:
    title = row["title"]
    return row if "pengawas" in title.casefold() else {**row, "title": f"{title} Pengawas"}


def _to_sign(names: Sequence[str]) -> list[dict[str, str]]:
    lines = [f"{number}. {wording.blank(12)}" for number in range(1, len(names) + 1)]
    return [
        {
            "name": name,
            "remark": wording.blank(22),
            "left": lines[index] if index % 2 == 0 else "",
            "right": lines[index] if index % 2 else "",
        }
        for index, name in enumerate(names)
    ]


def _with_details(row: dict[str, str], register: Register) -> dict[str, str]:
    return {**row, **register.details(row["name"], nik=32, occupation=22, address=46)}


def _proxies(held: Sequence[Post], register: Register) -> list[dict[str, str]]:
    return [
        {**row, **register.details(post.name, occupation=15, address=22, nik=18)}
        for post, row in zip(held, posts(held, 20), strict=True)
    ]
