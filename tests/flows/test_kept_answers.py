"""Answers kept by every past version of the interviews still walk: to an open question or an end, and none in vain.

One file for each shape an interview ever had, made by walking that version (`asked_by` says which). Beside
test_kept.py, which holds each release to what it asked next, this holds all of them to what no version may do: break,
ask what was answered, or refuse what it once took. Add files, never change them.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.founding_case import preparation_from_json, preparation_to_json
from tests.flows.talking import NOW, Talk, facts
from tests.flows.test_walks import finishes

FOLDER = Path(__file__).parent / "kept_answers"
# what a past version asked and none does any more
NO_LONGER_ASKED = {"elsewhere.province"}
ENDED_THEN = {"LeftOff"}  # a secondary was only for an adviser; now its interview goes on


def shapes() -> list[Any]:
    """Give every kept set of every file, named by file and shape."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        for kept in json.loads(path.read_text(encoding="utf-8"))["kept"]:
            found.append(pytest.param(path.stem.rsplit("-", 1)[0], kept, id=f"{path.stem}: {kept['shape']}"))
    return found


def walked(flow: str, kept: dict[str, Any], days: int = 0) -> Talk:
    now = datetime.fromisoformat(kept["now"]).replace(tzinfo=NOW.tzinfo) + timedelta(days=days)
    return Talk(flow, facts(now, kept.get("case")), kept["answers"])


@pytest.mark.parametrize(("flow", "kept"), shapes())
def test_every_shape_walks_on_and_loses_no_answer(flow: str, kept: dict[str, Any]) -> None:
    talk = walked(flow, kept)
    assert talk.turn.walk.again is None
    assert talk.asks not in {key for key, value in kept["answers"].items() if not gathered(value)}
    finishes(talk)
    if talk.outcome is not None and type(talk.outcome).__name__ not in ENDED_THEN:
        answered = {done.question.key for done in talk.turn.walk.path}
        renamed = {"elsewhere.city": "elsewhere"}
        assert {renamed.get(key, key) for key in kept["answers"]} - answered <= NO_LONGER_ASKED


def gathered(value: Any) -> bool:
    """Tell whether an answer was still being given."""
    return isinstance(value, dict) and not value.get("done")


@pytest.mark.parametrize(("flow", "kept"), shapes())
def test_every_shape_walks_months_later_too(flow: str, kept: dict[str, Any]) -> None:
    finishes(walked(flow, kept, days=200))


@pytest.mark.parametrize(("flow", "kept"), [one for one in shapes() if "case" in one.values[1]])
def test_a_case_kept_before_it_had_a_form_comes_back_as_an_ordinary_one(flow: str, kept: dict[str, Any]) -> None:
    prepared = preparation_from_json(kept["case"]["preparation"])
    assert (prepared.form, prepared.members, prepared.people) == ("primary", (), prepared.founders)
    assert preparation_from_json(preparation_to_json(prepared)) == prepared


def test_there_are_older_shapes_and_todays() -> None:
    files = {path.stem for path in FOLDER.glob("*.json")}
    assert files >= {"founding-0", "founding-1", "founding-2", "founding_meeting-1"}
