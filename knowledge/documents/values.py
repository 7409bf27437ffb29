"""Work out what each template is filled with; the prose itself stands in the templates."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any, Protocol

from knowledge.documents import wording
from knowledge.documents.dossier import Meeting, Post, Preparation
from knowledge.numbers import clock, grouped, spelled, weekday

Values = dict[str, Any]
SPARE_ROWS, GUEST_ROWS = 3, 3
# where a group has not chosen yet: the posts of the ministry's template
BOARD = tuple(Post(title, "") for title in ("Ketua", "Sekretaris", "Bendahara"))
SUPERVISORS = tuple(Post(title, "") for title in ("Koordinator", "Anggota", "Anggota"))
UNNAMED = f"Koperasi {wording.blank(50)}"


class FiguresView(Protocol):
    """The legal figures of one day, as `Figures.on(day)` gives them."""

    def value(self, name: str) -> int: ...

    def say(self, name: str) -> str: ...


def counselling_request(preparation: Preparation, today: date) -> Values:
    """Fill D1."""
    return {
        **_meeting_planned(preparation),
        "letter_day": wording.letter_day(today),
        "contact": wording.given(preparation.contact),
        "kelurahan": wording.given(preparation.kelurahan),
        "kecamatan": wording.given(preparation.kecamatan),
        "founders_count": wording.counted(len(preparation.founders)),
        "interest": wording.given(preparation.interest),
        "kind": _kind(preparation),
        "business": wording.given(preparation.business),
        "people": _people(preparation.founders),
        "lending": _lending(preparation),
        "sharia": preparation.sharia,
    }


def invitation(preparation: Preparation, figures: FiguresView, today: date) -> Values:
    """Fill D2."""
    return {
        **_meeting_planned(preparation),
        "letter_day": wording.letter_day(today),
        "contact": wording.given(preparation.contact),
        "kelurahan": wording.given(preparation.kelurahan),
        "people": _people(preparation.founders),
        "minimum_founders": wording.counted(figures.value("minimum_founders_primary")),
        "principal_savings": wording.money(preparation.principal_savings),
        "mandatory_savings": wording.money(preparation.mandatory_savings),
    }


def agenda(preparation: Preparation, figures: FiguresView) -> Values:
    """Fill D3."""
    return {
        **_meeting_planned(preparation),
        "meeting_clock": clock(preparation.meeting_at),
        "lending": _lending(preparation),
        "sharia": preparation.sharia,
        "plan_years": wording.counted(figures.value("ksp_plan_years")),
        "next_number": _counter(),
    }


def attendance(preparation: Preparation, figures: FiguresView) -> Values:
    """Fill D5: a row for each founder, some spare, and some for guests."""
    return {
        **_meeting_planned(preparation),
        "minimum_founders": wording.counted(figures.value("minimum_founders_primary")),
        "founders": _to_sign([*_people(preparation.founders), *[wording.blank(26)] * SPARE_ROWS]),
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
        "proxies": _posts([Post("", "")] * figures.value("proxies_maximum"), 20),
        "signed_on": dots,
    }


def minutes(preparation: Preparation, meeting: Meeting, figures: FiguresView) -> Values:
    """Fill D4 after the meeting."""
    attended = len(meeting.attended)
    years = meeting.duration_years
    return {
        **_minutes_of(preparation, meeting, attended, figures),
        "planned": False,
        **_named(meeting.name),
        "candidate_names": "",
        **_held(meeting.held_on),
        "opened_at": wording.hour(meeting.opened_at),
        "closed_at": wording.hour(meeting.closed_at),
        "place": wording.given(meeting.place),
        "counselling_by": wording.plain(meeting.counselling_by or ""),
        "chair": wording.given(meeting.chair),
        "secretary": wording.given(meeting.secretary),
        "attended_count": wording.counted(attended),
        "enough_founders": attended >= figures.value("minimum_founders_primary"),
        "unanimous": meeting.unanimous,
        "votes_for": wording.blank(10) if meeting.votes_for is None else wording.counted(meeting.votes_for),
        "duration": "tidak terbatas" if years is None else f"{wording.counted(years)} tahun",
        "articles_agreed": meeting.articles_agreed,
        "proxies": _posts(meeting.proxies, 20),
        "signed_on": wording.letter_day(meeting.held_on),
    }


def capital(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> Values:
    """Fill D9, from the plan or, once there was a meeting, from its decision."""
    decided: Preparation | Meeting = meeting or preparation
    payers = preparation.founders if meeting is None else meeting.attended
    row = {
        "principal": grouped(decided.principal_savings),
        "mandatory": grouped(decided.mandatory_savings),
        "total": grouped(decided.principal_savings + decided.mandatory_savings),
    }
    required = figures.value(f"ksp_capital_{preparation.area}")
    missing = max(0, required - decided.capital)
    return {
        **_named(_name(preparation, meeting), "name_in_capitals"),
        "planned": meeting is None,
        "rows": [{"name": name, **row} for name in _people(payers)],
        "sum_principal": grouped(decided.total_principal),
        "sum_mandatory": grouped(decided.total_mandatory),
        "sum_savings": grouped(decided.total_principal + decided.total_mandatory),
        "sum_grant": grouped(decided.grant),
        "sum_capital": grouped(decided.capital),
        "capital_in_words": spelled(decided.capital),
        "only_lending": preparation.kind == "savings_and_loan",
        "lending": _lending(preparation),
        "area": wording.AREAS[preparation.area],
        "required_capital": wording.money(required),
        "missing_capital": wording.money(missing) if missing else "",
        "bank": "bank syariah" if preparation.sharia else "bank umum",
        "treasurer": _holder(decided.board, "bendahara"),
        "chairperson": _holder(decided.board, "ketua"),
        "stamp_duty": figures.say("stamp_duty"),
    }


def officers(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> Values:
    """Fill D11, with the candidates or with those elected."""
    decided: Preparation | Meeting = meeting or preparation
    minimum = figures.value("sharia_supervisors_minimum")
    board, supervisors = _posts(decided.board or BOARD), _posts(decided.supervisors or SUPERVISORS)
    sharia_board = _posts([Post("Anggota", name) for name in decided.sharia_supervisors or [""] * minimum])
    signing = [dict(row, title=f"{row['title']} Dewan Pengawas Syariah") for row in sharia_board]
    return {
        **_named(_name(preparation, meeting), "name_in_capitals"),
        "planned": meeting is None,
        "board": board,
        "supervisors": [dict(row) for row in supervisors],
        "sharia_board": sharia_board,
        "signers": [*board, *(_as_supervisor(row) for row in supervisors), *(signing if preparation.sharia else [])],
        "board_term_in_capitals": wording.counted(decided.board_term_years).upper(),
        "sharia": preparation.sharia,
        "lending": _lending(preparation),
        "minimum_sharia": wording.counted(minimum),
        "clean_record_years": wording.counted(figures.value("board_record_years")),
    }


def proxy(meeting: Meeting, figures: FiguresView) -> Values:
    """Fill D8: all who attended give the proxy, those the meeting named take it."""
    return {
        **_named(meeting.name),
        "attended_count": wording.counted(len(meeting.attended)),
        "attended": _people(meeting.attended),
        "meeting_day": wording.day(meeting.held_on),
        "proxies": _posts(meeting.proxies, 20),
        "stamp_duty": figures.say("stamp_duty"),
    }


def next_steps(preparation: Preparation, meeting: Meeting | None, figures: FiguresView, today: date) -> Values:
    """Fill the sheet of steps 6 to 17."""
    decided: Preparation | Meeting = meeting or preparation
    names = preparation.names if meeting is None else (meeting.name, *preparation.names)
    proxies = [] if meeting is None else [f"{p.name} ({p.title})" if p.title else p.name for p in meeting.proxies]
    return {
        **_named(_name(preparation, meeting), "name_in_capitals"),
        "letter_day": wording.letter_day(today),
        "capital": wording.money(decided.capital),
        "names": "; ".join(dict.fromkeys(wording.plain(name) for name in names)),
        "proxies": wording.plain(", ".join(proxies)) or "umumnya ketua, sekretaris, dan bendahara",
        "lending": _lending(preparation),
        "sharia": preparation.sharia,
        "area": wording.AREAS[preparation.area],
        "supervising_office": wording.OFFICES[preparation.area],
        "licensing_authority": wording.LICENSING[preparation.area],
        "next_number": _counter(),
        "state_fee": figures.say("pengesahan_state_fee"),
        "stamp_duty": figures.say("stamp_duty"),
        "decision_months": figures.say("pengesahan_max_months"),
        "reapply_months": figures.say("reapply_months"),
        "plan_years": figures.say("ksp_plan_years"),
        "bylaws_years": figures.say("bylaws_due_years"),
        "report_ready_months": figures.say("annual_report_ready_months"),
        "annual_meeting_months": figures.say("annual_meeting_months"),
    }


def _meeting_planned(preparation: Preparation) -> Values:
    return {
        "group": wording.given(preparation.group),
        "meeting_day": wording.day(preparation.meeting_on),
        "meeting_hour": wording.hour(preparation.meeting_at),
        "meeting_place": wording.given(preparation.meeting_place),
    }


def _minutes_of(preparation: Preparation, decided: Preparation | Meeting, people: int, figures: FiguresView) -> Values:
    """What the minutes say of savings, board and supervisors, proposed or decided."""
    return {
        "minimum_founders": wording.counted(figures.value("minimum_founders_primary")),
        "seat": _seat(preparation),
        "area": wording.AREAS[preparation.area],
        "kind": _kind(preparation),
        "business": wording.given(preparation.business, 60),
        "lending": _lending(preparation),
        "only_lending": preparation.kind == "savings_and_loan",
        "sharia": preparation.sharia,
        "principal_savings": wording.money(decided.principal_savings),
        "mandatory_savings": wording.money(decided.mandatory_savings),
        "total_principal": _product(people, decided.principal_savings),
        "total_mandatory": _product(people, decided.mandatory_savings),
        "grant": wording.money(decided.grant),
        "has_grant": decided.grant > 0,
        "capital": wording.money(decided.capital),
        "board": _posts(decided.board or BOARD),
        "supervisors": _posts(decided.supervisors or SUPERVISORS),
        "sharia_supervisors": _people(decided.sharia_supervisors or [""] * figures.value("sharia_supervisors_minimum")),
        "board_term": wording.counted(decided.board_term_years),
        "stamp_duty": figures.say("stamp_duty"),
    }


def _seat(preparation: Preparation) -> str:
    """Give the address with its kelurahan, kecamatan and city, where it was written without them."""
    seat = wording.plain(preparation.seat).rstrip(" ,.")
    if not seat:
        return wording.blank(60)
    written = re.sub(r"[\s.]+", " ", seat.casefold())
    kelurahan, kecamatan = preparation.kelurahan, preparation.kecamatan
    parts = (
        (f"Kelurahan {kelurahan}", (f"kelurahan {kelurahan}", f"kel {kelurahan}")),
        (f"Kecamatan {kecamatan}", (f"kecamatan {kecamatan}", f"kec {kecamatan}")),
        ("Kota Malang", ("kota malang",)),
    )
    missing = [part for part, ways in parts if not any(way.casefold() in written for way in ways)]
    return ", ".join((seat, *missing))


def _product(people: int, amount: int) -> str:
    return f"{people} × {grouped(amount)} = {wording.money(people * amount)}"


def _held(on: date) -> Values:
    return {"weekday": weekday(on), "day": wording.short_figures(on), "day_in_words": wording.day_in_words(on)}


def _kind(preparation: Preparation) -> str:
    return wording.kind_name(preparation.kind, sharia=preparation.sharia, savings_unit=preparation.savings_unit)


def _lending(preparation: Preparation) -> bool:
    return preparation.kind == "savings_and_loan" or preparation.savings_unit


def _name(preparation: Preparation, meeting: Meeting | None) -> str:
    if meeting is not None:
        return meeting.name
    return preparation.names[0] if preparation.names else UNNAMED


def _named(name: str, *keys: str) -> Values:
    both = {"name": wording.plain(name), "name_in_capitals": wording.plain(name).upper()}
    return {key: both[key] for key in keys or both}


def _people(names: Sequence[str]) -> list[str]:
    return [wording.given(name, 26) for name in names]


def _posts(posts: Sequence[Post], length: int = 30) -> list[dict[str, str]]:
    return [{"title": wording.given(p.title, 12), "name": wording.given(p.name, length)} for p in posts]


def _as_supervisor(row: dict[str, str]) -> dict[str, str]:
    title = row["title"]
    return row if "pengawas" in title.casefold() else {**row, "title": f"{title} Pengawas"}


def _holder(board: Sequence[Post], title: str) -> str:
    """Name who holds a post; «Ketua» is not «Wakil Ketua»."""
    return next((wording.given(p.name) for p in board if p.title.casefold().split()[:1] == [title]), wording.blank(30))


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


def _counter() -> Any:
    return count(1).__next__
