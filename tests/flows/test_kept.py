"""Answers kept by earlier releases: each must still lead to a question or an outcome, and lose nothing.

One file a flow and release. `leads_to` is the outcome, or the key that release asked next; a later one may ask
something new before it, but never what is already answered. Add files, never change them.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.flows.talking import NOW, Talk, facts

FOLDER = Path(__file__).parent / "kept"
# an end of an earlier release that goes on by now, and what is asked there
GOES_ON = {("founding", "LeftOff"): "group"}  # a secondary was only for an adviser


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_kept_answers_still_walk(path: Path) -> None:
    for kept in json.loads(path.read_text(encoding="utf-8")):
        now = datetime.fromisoformat(kept["now"]).replace(tzinfo=NOW.tzinfo)
        flow = path.stem.rsplit("-", 1)[0]
        talk = Talk(flow, facts(now, kept.get("case")), kept["answers"])
        where = talk.asks or type(talk.outcome).__name__
        assert where == GOES_ON.get((flow, kept["leads_to"]), kept["leads_to"])
        assert talk.turn.walk.again is None
        answered = {done.question.key for done in talk.turn.walk.path}
        gathered = {talk.asks} if talk.turn.walk.kept is not None else set()
        assert set(kept["answers"]) == answered | gathered


def test_every_interview_has_kept_answers() -> None:
    assert {path.stem.rsplit("-", 1)[0] for path in FOLDER.glob("*.json")} >= {
        "founding",
        "founding_meeting",
        "founder",
    }
