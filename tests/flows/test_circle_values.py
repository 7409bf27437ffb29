"""The circle as plain values: which move is allowed, what the text is, what is missing and for whom."""

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flows.circle
from flows import texts
from flows.circle.agreed import agreed, answer_key
from flows.circle.data import blank, founder_from_json, founder_to_json, relisted, relisted_answers, renamed
from flows.circle.missing import CaseStand, Stand, case_gaps, own_gaps
from flows.circle.stages import STAGES, after_preparing, at_least, prepared_again
from flows.circle.states import HERE, MEMBER, MOVES, OPEN, Event, NotAllowed, State, after, settled
from knowledge.documents.circle import Founder
from tests.flows.interviews import case
from tests.flows.talking import FIGURES

TODAY = date(2026, 11, 21)
F = FIGURES.on(TODAY)
BUDI = Founder("Budi", "3573021501900001", "Malang", TODAY, "L", "Jl. A 5", "Guru", "+62812", 100_000, 25_000, True)
EVENTS = sorted({event for moves in MOVES.values() for event in moves})


@given(st.lists(st.sampled_from(EVENTS)))
def test_any_events_in_any_order_lead_to_a_known_state_or_are_refused(events: list[Event]) -> None:
    for begun in ("invited", "asked"):
        state: State = begun
        for event in events:
            try:
                state = after(state, event)
            except NotAllowed:
                assert event not in MOVES[state]
            assert state in MOVES
        if state == "complete":
            assert "admit" in events
            assert "finish" in events


def test_a_replaced_place_never_comes_back() -> None:
    assert MOVES["replaced"] == {}


def test_somebody_who_is_in_is_here_and_an_open_place_has_nobody() -> None:
    assert MEMBER < HERE
    assert not HERE & OPEN


@pytest.mark.parametrize(("given_data", "confirmed"), [(False, False), (True, False), (False, True)])
def test_data_and_confirmation_together_complete(given_data: bool, confirmed: bool) -> None:
    assert settled("complete", given=given_data, confirmed=confirmed) == "accepted"
    assert settled("accepted", given=True, confirmed=True) == "complete"


def test_nobody_is_settled_in_an_open_place() -> None:
    with pytest.raises(NotAllowed):
        settled("invited", given=True, confirmed=True)


@pytest.mark.parametrize("field", ["principal_savings", "mandatory_savings", "business", "names"])
def test_the_mark_follows_every_word_of_the_text(field: str) -> None:
    content = case()
    changed = {"preparation": {**content["preparation"], field: ["Lain"] if field == "names" else "lain"}}
    assert agreed(changed).mark != agreed(content).mark
    elsewhere = {"preparation": {**content["preparation"], "seat": "Jl. Lain 1", "founders": ["x"]}}
    assert agreed(elsewhere).mark == agreed(content).mark


def test_what_the_meeting_decided_is_the_text_from_then_on() -> None:
    content = case()
    decided = {"name": "Koperasi Jasa Lain Sekali Ini", "principal_savings": 1, "mandatory_savings": 2}
    text = agreed({**content, "meeting": decided})
    assert (text.name, text.principal, text.mandatory) == ("Koperasi Jasa Lain Sekali Ini", 1, 2)
    assert answer_key("name", content) == "name.1"


@given(st.sampled_from(STAGES), st.booleans())
def test_no_founder_takes_back_what_was_recorded_after_the_meeting(stage: str, ready: bool) -> None:
    if stage not in ("niat", "persiapan", "rapat"):
        assert after_preparing(stage, ready=ready) == stage
    if stage not in ("niat", "persiapan", "rapat", "modal"):
        assert prepared_again(stage) == stage
        assert at_least(stage, "modal") == stage


def test_a_founder_comes_back_from_json_whole() -> None:
    assert founder_from_json(founder_to_json(BUDI)) == BUDI
    assert founder_from_json(founder_to_json(blank("Budi"))) == blank("Budi")


def test_a_name_is_corrected_where_exactly_it_stands() -> None:
    kept: dict[str, Any] = {"founders": ["Budi", "Budi S"], "board": [{"title": "Ketua", "name": "Budi"}], "n": 1}
    assert renamed(kept, "Budi", "Budi Santoso") == {
        "founders": ["Budi Santoso", "Budi S"],
        "board": [{"title": "Ketua", "name": "Budi Santoso"}],
        "n": 1,
    }


# -- what is missing -----------------------------------------------------------------------------------------------


def stands(*states: State) -> list[Stand]:
    return [
        Stand(number, f"Pendiri {number}", state, state == "complete", state == "complete")
        for number, state in enumerate(states)
    ]


def gaps(*states: State, **more: Any) -> list[str]:
    known: dict[str, Any] = {"asking": 0, "conflicts": 0, "owner_in": True, "met": False, "meeting_on": TODAY}
    return [gap.key for gap in case_gaps(CaseStand(1, stands(*states), **{**known, **more}), F, TODAY)]


def test_a_founder_owes_data_money_and_a_yes() -> None:
    text = agreed(case())
    new = Stand(1, "Budi", "accepted", False, False)
    assert [gap.key for gap in own_gaps(new, None, text)] == ["own_data", "own_text"]
    short = Founder(**{**vars(BUDI), "paid_principal": 60_000})
    (gap,) = own_gaps(Stand(1, "Budi", "accepted", True, True), short, text)
    assert (gap.key, gap.values) == ("own_principal", {"missing": 40_000})
    assert own_gaps(Stand(1, "Budi", "complete", True, True), BUDI, text) == []


def test_a_case_lacks_founders_places_data_and_its_meeting() -> None:
    assert gaps("complete", "invited", "withdrawn", "accepted") == [
        "too_few",
        "open_place",
        "left_place",
        "others_data",
        "meeting",
    ]


def test_before_anybody_joins_it_is_said_so() -> None:
    assert gaps(*["invited"] * 9, met=True) == ["nobody_joined", "open_places"]  # type: ignore[arg-type]
    assert gaps("accepted", *["invited"] * 8, met=True)[0] == "too_few"  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", ["pengesahan", "npwp_rekening_nib", "rat_pertama"])
def test_once_the_deed_is_made_the_list_of_founders_is_closed(stage: str) -> None:
    assert gaps("complete", "invited", "withdrawn", "accepted", met=True, stage=stage) == []
    assert "others_data" in gaps("complete", "accepted", met=True, stage="notaris")
    assert gaps("complete", met=True, stage=stage, asking=1) == ["asking"]


def test_of_many_empty_places_only_the_number_is_told() -> None:
    nine: list[State] = ["complete"] * 9
    empty: list[State] = ["invited"] * 13
    assert gaps(*nine, *empty, met=True) == ["open_places"]
    assert gaps(*nine, *empty[1:], met=True) == ["open_places"]
    assert gaps(*nine, *empty[:3], met=True) == ["open_place"] * 3


def test_a_full_circle_waits_only_for_its_meeting() -> None:
    nine: list[State] = ["complete"] * 9
    assert gaps(*nine) == ["meeting"]
    assert gaps(*nine, meeting_on=date(2026, 11, 20)) == ["meeting_passed"]
    assert gaps(*nine, met=True) == []
    assert gaps(*nine, met=True, asking=1, conflicts=2, owner_in=False) == ["asking", "conflicts", "owner_out"]


def test_every_gap_has_words_and_every_word_a_gap() -> None:
    folder = Path(flows.circle.__file__).parent
    source = ast.parse("\n".join((folder / name).read_text(encoding="utf-8") for name in ("missing.py", "carrying.py")))
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Gap"]
    words = [node.value for call in calls for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
    keys = {str(word) for word in words} - {"withdrawn"} | {"others_data", "others_text"}
    told = {key.split(".")[1] for book, key, _ in texts.every() if book == "circle" and key.startswith("gap.")}
    assert keys == told
    with_button = {key.split(".")[1] for book, key, _ in texts.every() if key.startswith("gap.") and "button" in key}
    assert told - with_button == {"others_data", "others_text", "others_ktp"}


def test_no_gap_of_a_case_holds_what_a_founder_gave() -> None:
    found = case_gaps(CaseStand(1, stands("accepted", "invited"), 1, 1, False, False, TODAY), F, TODAY)
    assert all(value not in str(found) for value in (BUDI.nik, BUDI.phone, BUDI.address))


# -- the list follows the circle -------------------------------------------------------------------------------------


def test_the_founders_follow_the_circle_and_of_a_secondary_who_acts_for_them() -> None:
    assert relisted({"founders": ["Ani", "Budi"], "members": []}, ["Ani", "Citra"])["founders"] == ["Ani", "Citra"]
    union: dict[str, Any] = {
        "form": "secondary",
        "founders": ["K1", "K2"],
        "members": [{"name": "K1", "delegate": "Ani"}, {"name": "K2", "delegate": "Budi"}],
    }
    now = relisted(union, ["Ani", "Citra"])
    assert now["founders"] == ["K1", "K2"]
    assert [member["delegate"] for member in now["members"]] == ["Ani", "Citra"]
    assert relisted_answers({}, {"founders": {"list": ["Ani"], "done": True}}, ["Budi"]) == {
        "founders": {"list": ["Budi"], "done": True}
    }
    answers = {"coop.count": 2, "coop.delegate.1": "Ani", "coop.delegate.2": "Budi"}
    assert relisted_answers(union, answers, ["Ani", "Citra"]) == {"coop.delegate.1": "Ani", "coop.delegate.2": "Citra"}
