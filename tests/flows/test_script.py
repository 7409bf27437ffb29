"""The machine: a script walked again over answers kept by key."""

import pytest

from flows.errors import Unclear
from flows.facts import Facts
from flows.lines import choose, number, part, say, text, yes_no
from flows.script import Flow, Script, current, walk
from tests.flows.talking import facts


def _script(facts: Facts) -> Script[str]:
    yield from say("hello")
    yield from part("first", 1, 2)
    kind = yield from choose("kind", ("a", "b"))
    if kind == "b":
        yield from say("rule.b")
        yield from number("how_many", at_least=1)
    yield from part("second", 2, 2)
    yield from text("why")
    return kind


FLOW = Flow("test", _script, {"sort": "kind"})


def test_the_first_unknown_key_is_the_open_question() -> None:
    walked = walk(FLOW, {}, facts())
    assert walked.question is not None
    assert walked.question.key == "kind"
    assert [one.key for one in walked.said] == ["hello"]
    assert walked.part is not None
    assert walked.part.number == 1
    assert not walked.ended


def test_known_answers_are_not_asked_again() -> None:
    walked = walk(FLOW, {"kind": "b", "how_many": 3}, facts())
    assert walked.question is not None
    assert walked.question.key == "why"
    assert [done.question.key for done in walked.path] == ["kind", "how_many"]


def test_what_was_said_belongs_to_the_question_it_leads_to() -> None:
    walked = walk(FLOW, {"kind": "b", "how_many": 3}, facts())
    assert walked.said == ()
    assert [[one.key for one in done.said] for done in walked.path] == [["hello"], ["rule.b"]]


def test_the_part_is_the_one_last_opened() -> None:
    walked = walk(FLOW, {"kind": "a"}, facts())
    assert walked.part is not None
    assert (walked.part.key, walked.part.number, walked.part.of) == ("second", 2, 2)


def test_all_answers_lead_to_the_outcome() -> None:
    walked = walk(FLOW, {"kind": "a", "why": "because"}, facts())
    assert walked.ended
    assert walked.outcome == "a"


def test_answers_of_a_branch_not_taken_are_ignored() -> None:
    assert walk(FLOW, {"kind": "a", "how_many": 9, "why": "because", "gone": 1}, facts()).outcome == "a"


def test_an_answer_under_an_old_name_still_counts() -> None:
    walked = walk(FLOW, {"sort": "a"}, facts())
    assert walked.question is not None
    assert walked.question.key == "why"


def test_the_new_name_wins_over_the_old_one() -> None:
    assert current(FLOW, {"kind": "b", "sort": "a"}) == {"kind": "b"}
    assert current(FLOW, {"sort": "a", "kind": "b"}) == {"kind": "b"}


def test_an_answer_no_longer_offered_is_asked_again_with_the_reason() -> None:
    walked = walk(FLOW, {"kind": "c", "why": "because"}, facts())
    assert walked.question is not None
    assert walked.question.key == "kind"
    assert walked.again is not None
    assert walked.again.key == "no_longer_offered"


def test_a_check_that_now_fails_asks_again() -> None:
    def never(value: int) -> None:
        raise Unclear("too_late", value=value)

    def script(facts: Facts) -> Script[int]:
        return (yield from number("count", check=never))

    walked = walk(Flow("test", script), {"count": 5}, facts())
    assert walked.again is not None
    assert (walked.again.key, walked.again.values) == ("too_late", {"value": 5})


def test_a_script_may_not_ask_a_key_twice() -> None:
    def script(facts: Facts) -> Script[bool]:
        yield from yes_no("sure")
        return (yield from yes_no("sure"))

    with pytest.raises(AssertionError, match="asks sure twice"):
        walk(Flow("test", script), {"sure": True}, facts())
