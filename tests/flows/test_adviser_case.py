"""What an adviser records: which step leads to which stage, which days cannot be, and that everything has words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import texts
from flows.adviser_case import CaseNoted, ItemReturned, StepRecorded
from flows.circle.items import ITEMS
from flows.circle.records import DATES, KINDS, STEPS, Kind, earliest, finished, latest, stage_after
from flows.circle.stages import STAGES, Stage
from tests.flows.talking import Talk, facts

HELD = "2026-11-14"
CASE = {"case_id": 1, "code": "KOP-7F3K2", "held_on": HELD, "recorded": {}}


def test_every_kind_belongs_to_one_step_and_has_words() -> None:
    assert sorted(kind for kinds in STEPS.values() for kind in kinds) == sorted(KINDS)
    for kind in KINDS:
        assert texts.find("case_step", f"{kind}.ask")
        assert texts.find("case_step", f"{kind}.label")
        assert "{value}" in texts.template("case_desk", f"kind.{kind}")
    for step in STEPS:
        assert texts.find("case_desk", f"told.{step}")
        assert texts.find("case_desk", f"steps_of.{step}")
    for item in ITEMS:
        assert texts.find("case_desk", f"item.{item.key}")


def test_each_step_leads_on_to_the_next_stage() -> None:
    recorded: set[Kind] = set()
    stage: Stage = "modal"
    seen = []
    for kinds in STEPS.values():
        recorded |= set(kinds)
        stage = stage_after(stage, recorded, met=True, capital=False)
        seen.append(stage)
    assert list(dict.fromkeys(seen)) == list(STAGES[STAGES.index("notaris") :])
    assert finished(recorded)


def test_nothing_moves_before_the_meeting_and_approved_payments_do_after_it() -> None:
    assert stage_after("rapat", KINDS, met=False, capital=True) == "rapat"
    assert stage_after("modal", (), met=True, capital=True) == "notaris"


@given(st.sampled_from(STAGES), st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(KINDS)), st.booleans())
def test_more_records_never_lead_back(stage: Stage, some: set[Kind], more: set[Kind], capital: bool) -> None:
    first = stage_after(stage, some, met=True, capital=capital)
    then = stage_after(first, some | more, met=True, capital=capital)
    assert STAGES.index(stage) <= STAGES.index(first) <= STAGES.index(then)


def test_a_step_is_not_earlier_than_the_one_before_it() -> None:
    known = {"deed_date": "2026-11-18", "sk_date": "2026-11-20"}
    held = date.fromisoformat(HELD)
    assert earliest("deed_date", held, known) == held
    assert earliest("sk_date", held, known) == date(2026, 11, 18)
    assert earliest("first_rat", held, known) == date(2026, 11, 20)
    assert earliest("art", held, known) == held
    assert latest("deed_date", known) == date(2026, 11, 20)
    assert latest("deed_date", {"first_rat": "2027-02-01"}) == date(2027, 2, 1)
    assert latest("sk_date", known) is None
    assert latest("art", known) is None


def test_a_deed_is_recorded_with_its_number_its_day_and_its_notary() -> None:
    talk = Talk("case_step", facts(case={**CASE, "step": "deed"})).types("12", "besok")
    assert talk.unclear == "not_yet"
    talk.types("1 November 2026")
    assert talk.unclear == "too_early"
    talk.types("16 November 2026").presses("Lewati dulu", "Sudah benar")
    assert talk.outcome == StepRecorded("deed", {"deed_number": "12", "deed_date": "2026-11-16", "notary": ""})


def test_a_corrected_deed_is_not_later_than_the_decision_already_recorded() -> None:
    known = {"deed_date": "2026-11-16", "sk_date": "2026-11-18"}
    talk = Talk("case_step", facts(case={**CASE, "step": "deed", "recorded": known})).types("12", "19 November 2026")
    assert talk.unclear == "too_late"
    talk.types("18 November 2026").presses("Lewati dulu", "Sudah benar")
    assert talk.outcome == StepRecorded("deed", {"deed_number": "12", "deed_date": "2026-11-18", "notary": ""})


def test_a_number_too_long_is_asked_again() -> None:
    talk = Talk("case_step", facts(case={**CASE, "step": "nib"})).types("9" * 61)
    assert talk.unclear == "too_long"


def test_a_number_without_a_digit_is_asked_again() -> None:
    for step in ("deed", "sk", "npwp", "nib"):
        assert Talk("case_step", facts(case={**CASE, "step": step})).types("SK").unclear == "no_number"


@pytest.mark.parametrize("step", STEPS)
def test_every_step_comes_to_its_end(step: str) -> None:
    talk = Talk("case_step", facts(case={**CASE, "step": step}))
    while talk.asks != "review":
        talk.types("16 November 2026" if talk.asks in DATES else "12")
    assert isinstance(talk.presses("Sudah benar").outcome, StepRecorded)


def test_a_reason_is_shown_once_before_it_is_sent() -> None:
    told = {**CASE, "what": "foto KTP", "who": "Budi Santoso"}
    talk = Talk("case_return", facts(case=told)).types("foto")
    assert talk.unclear == "too_short"
    talk.types("fotonya buram")
    assert "«fotonya buram»" in "\n".join(line.plain for line in talk.reply.lines)
    assert talk.presses("Ya").outcome == ItemReturned("fotonya buram")


def test_a_note_is_kept_as_written() -> None:
    assert Talk("case_note", facts(case=CASE)).types("Akan datang Senin").outcome == CaseNoted("Akan datang Senin")
