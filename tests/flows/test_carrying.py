"""A changed figure is told only where it comes out differently: to whom it leaves short, costs more, or gives time."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import texts
from flows.circle.carrying import (
    AHEAD,
    LENDING_AHEAD,
    LOOKED_AT,
    AsOf,
    Change,
    binds,
    changes,
    findings,
    looked_at,
    rule_gaps,
)
from flows.circle.stages import STAGES
from flows.founding_case import preparation_from_json
from knowledge.documents.dossier import Meeting, Preparation
from tests.flows.interviews import KKMP, MEETING, SECONDARY, SERVICE, case
from tests.flows.talking import FIGURES, FOUNDERS, NOW, Talk, facts

TODAY = FIGURES.on(NOW.date())
PRIMARY = preparation_from_json(case()["preparation"])
FORMS = {
    "primary": PRIMARY,
    "kkmp": preparation_from_json(case(KKMP)["preparation"]),
    "secondary": preparation_from_json(case(SECONDARY)["preparation"]),
}
KSP = replace(PRIMARY, kind="savings_and_loan", grant=500_000_000)


def told(
    preparation: Preparation, now: Mapping[str, int], stage: str = "persiapan", held: Meeting | None = None
) -> dict[str, Change]:
    """Give what is told when today's figures become `now`."""
    found = changes(preparation, held, stage, looked_at(TODAY), AsOf(TODAY, now))
    return {one.figure: one for one in found}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_nothing_is_told_where_nothing_changed(form: str) -> None:
    assert told(FORMS[form], {}) == {}


def test_twelve_founders_are_told_that_twenty_are_needed() -> None:
    assert told(PRIMARY, {"minimum_founders_primary": 20}) == {
        "minimum_founders_primary": Change("minimum_founders_primary", 9, 20, short=True)
    }


def test_who_has_enough_either_way_hears_nothing() -> None:
    many = replace(PRIMARY, founders=tuple(f"Pendiri {name}" for name in range(30)))
    assert told(many, {"minimum_founders_primary": 20}) == {}
    assert told(FORMS["secondary"], {"minimum_founders_primary": 20}) == {}


def test_only_saving_and_lending_hears_of_its_capital_and_only_of_its_own_area() -> None:
    dearer = {"ksp_capital_city": 600_000_000, "ksp_capital_national": 9_000_000_000}
    assert set(told(KSP, dearer)) == {"ksp_capital_city"}
    assert told(KSP, dearer)["ksp_capital_city"].short
    assert told(PRIMARY, dearer) == {}
    richer = replace(KSP, grant=700_000_000)
    assert not told(richer, dearer)["ksp_capital_city"].short


def test_a_secondary_hears_of_its_cooperatives_and_a_merah_putih_of_its_board() -> None:
    assert told(FORMS["secondary"], {"minimum_cooperatives_secondary": 4})["minimum_cooperatives_secondary"].short
    assert told(PRIMARY, {"minimum_cooperatives_secondary": 4}) == {}
    assert told(FORMS["kkmp"], {"board_minimum_kkmp": 7})["board_minimum_kkmp"].short
    assert told(PRIMARY, {"board_minimum_kkmp": 7}) == {}


def test_a_shorter_term_leaves_the_board_too_long() -> None:
    assert told(PRIMARY, {"board_term_max_years": 3})["board_term_max_years"].short


@pytest.mark.parametrize(("stage", "heard"), [("persiapan", True), ("notaris", True), ("pengesahan", False)])
def test_a_cost_is_told_while_it_lies_ahead(stage: str, heard: bool) -> None:
    assert bool(told(PRIMARY, {"stamp_duty": 15_000}, stage)) is heard
    assert not any(one.short for one in told(PRIMARY, {"stamp_duty": 15_000}, stage).values())


def test_a_plan_of_lending_is_told_to_who_lends() -> None:
    assert set(told(KSP, {"ksp_plan_years": 5})) == {"ksp_plan_years"}
    assert told(PRIMARY, {"ksp_plan_years": 5}) == {}


def test_after_the_meeting_what_it_decided_counts() -> None:
    held = Talk("founding_meeting", facts(NOW.replace(day=29), case()), MEETING).outcome.meeting
    nine = replace(held, attended=FOUNDERS[:9])
    assert told(PRIMARY, {"minimum_founders_primary": 10}, "modal", nine)["minimum_founders_primary"].short


def test_no_rule_of_founding_binds_once_there_is_an_sk() -> None:
    assert [stage for stage in STAGES if binds(stage)] == list(STAGES[: STAGES.index("pengesahan") + 1])


def test_what_todays_rules_do_not_allow_is_a_gap_with_the_way_to_it() -> None:
    twenty = AsOf(TODAY, {"minimum_founders_primary": 20})
    kept = case()
    assert rule_gaps(7, kept, "persiapan", TODAY) == []
    found = [(gap.key, gap.act, gap.about) for gap in rule_gaps(7, kept, "rapat", twenty)]
    assert found == [("rules", "change", "7")]
    assert rule_gaps(7, kept, "npwp_rekening_nib", twenty) == []


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_case_the_interview_took_has_nothing_blocked(form: str) -> None:
    assert [one for one in findings(FORMS[form], None, TODAY) if one.severity == "block"] == []


def test_every_figure_has_words() -> None:
    for name in (*LOOKED_AT, *AHEAD, *LENDING_AHEAD):
        assert texts.template("carrying", f"figure.{name}")
        assert TODAY.value(name) >= 0
    worded = {key.removeprefix("figure.") for book, key, _ in texts.every() if book == "carrying" and "figure." in key}
    assert worded == {*LOOKED_AT, *AHEAD, *LENDING_AHEAD}


@given(st.dictionaries(st.sampled_from(LOOKED_AT), st.integers(1, 30), max_size=5), st.sampled_from(sorted(FORMS)))
def test_what_is_told_did_change_and_to_what_it_says(now: dict[str, int], form: str) -> None:
    for name, change in told(FORMS[form], now).items():
        assert change.now == now[name] != change.before == TODAY.value(name)


def test_the_usual_interview_is_the_one_these_tests_are_about() -> None:
    assert PRIMARY.founders == tuple(SERVICE["founders"]["list"])
