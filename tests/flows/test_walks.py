"""Anybody may do anything: answers, nonsense, old buttons, back, corrections, other days; nothing breaks or is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import conversation, texts
from flows.errors import OutOfDate
from flows.founder import NikQuestion
from flows.kelurahan import WhichKelurahan
from flows.people import Names, OneOf, SomeOf
from flows.questions import Checklist, Choice, Clock, Day, Number, Phone, Review, Words, YesNo
from flows.replies import Answer
from flows.script import Chosen, Question, Typed
from tests.flows.interviews import KKMP, MEETING, SECONDARY, SERVICE, case, until
from tests.flows.talking import FOUNDERS, NOW, Talk, facts

MOVES = 40
ENOUGH = 120  # sensible answers after which an interview must be over
PREPARED = case()

TYPED = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        (
            "ya", "tidak", "lewati", "selesai", "sudah semua", "12", "5 juta", "sabtu depan", "kemarin", "7 malam", "1",
            "klojen", "kelurahan kauman", "Singosari", "bu ani", "hapus ani", "Kampung Wisata Ceria", "tidak ada",
            "\n".join(FOUNDERS), ", ".join(FOUNDERS[:4]), "Maya Puspita", "benar", "0", "{name}", "**", "ubah",
        )
    ),
)  # fmt: skip
MOVE = st.sampled_from(("sensible", "sensible", "sensible", "type", "press", "old", "back", "help", "day"))

# what a sensible person answers where the kind of question does not tell
NO = frozenset(("ksp.other_business", "newcomers", "family", "kkmp.family"))
AS_PREPARED = frozenset(("as_planned", "savings_kept"))  # where «yes» may be refused
NUMBERED = frozenset(("deed_number", "sk_number", "npwp", "nib"))
SUMS = {"coop.count": "3", "grant": "3 miliar", "term": "5", "votes": "{present}", "duration.years": "30"}
NAMES = ("Kampung Wisata Ceria", "Ceria Selalu Bersama", "Warna Warni Kampung")


def sensible(talk: Talk) -> Chosen | Typed:
    """Give the answer of a person who reads what is asked."""
    question, kept = talk.turn.walk.question, talk.turn.walk.kept
    assert question is not None
    for kind, answer in SENSIBLE:
        if isinstance(question, kind):
            return answer(talk, question, kept)
    raise AssertionError(question)


def _names(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    if question.key == "founders" and len(question.listed(kept)) < len(FOUNDERS):
        return Typed("\n".join(FOUNDERS))
    if question.key == "newcomers.names":
        strangers = [name for name in question.listed(kept) if name not in FOUNDERS]
        if len(strangers) < len(question.listed(kept)):
            return Typed(f"hapus {next(name for name in question.listed(kept) if name in FOUNDERS)}")
        return Chosen("done") if strangers else Typed("Maya Puspita")
    return Chosen("done") if question.listed(kept) else Typed("Kiai Hasan Basri")


def _choice(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    return Chosen("all" if question.key == "capable" else next(iter(question.labels)))


def _yes_no(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    refused = question.key in AS_PREPARED and talk.unclear is not None and talk.unclear.startswith("rule.")
    return Chosen("no" if question.key in NO or refused else "yes")


def _number(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    return Typed(SUMS.get(question.key, "100 ribu").format(**question.values))


def _words(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    if question.words in ("coop.name", "coop.delegate"):
        taken = [value for key, value in talk.state.answers.items() if key.startswith(question.words)]
        return Typed(next(name for name in (*FOUNDERS, *NAMES) if name not in taken and len(name) > 4))
    if question.words in ("coop.sk", "coop.npwp"):
        number = int(question.key.rpartition(".")[2])
        return Typed(f"AHU-{number:07}.AH.01.26" if question.words == "coop.sk" else f"01.234.567.8-652.{number:03}")
    if question.words in NUMBERED:
        return Typed("AHU-0001234 Tahun 2026")
    if question.words != "name":
        return Typed("Jl. Arjuno No. 5" if question.key == "seat" else "Kampung Wisata Ceria")
    taken = [value for key, value in talk.state.answers.items() if key.startswith("name.")]
    return Typed(next((name for name in NAMES if all(name not in one for one in taken)), "Baru Sekali Namanya Ini"))


def _one_of(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    return Chosen(question.options()[0][0].id)


def _some_of(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    ticked = question.ticked(kept)
    if question.key == "kkmp.supervisors" and len(ticked) != 2:
        return Typed(ticked[0] if len(ticked) > 2 else next(one for one in question.among if one not in ticked))
    if question.key == "attended" and len(ticked) < len(question.among):
        return Typed(next(name for name in question.among if name not in ticked))
    if talk.unclear is not None and talk.unclear.startswith("rule.") and ticked:
        return Typed(ticked[0])
    return Chosen("done") if ticked or not question.optional else Chosen("skip")


def _kelurahan(talk: Talk, question: Any, kept: Any) -> Chosen | Typed:
    return Typed("Kelurahan Kauman")


SENSIBLE: tuple[tuple[type[Question[Any]], Callable[[Talk, Any, Any], Chosen | Typed]], ...] = (
    (Names, _names),
    (OneOf, _one_of),
    (SomeOf, _some_of),
    (WhichKelurahan, _kelurahan),
    (Choice, _choice),
    (YesNo, _yes_no),
    (Number, _number),
    (Words, _words),
    (Day, lambda talk, question, _: Typed("15 Januari 1990" if question.key == "born" else "hari ini")),
    (Clock, lambda talk, question, _: Typed("23.59" if question.key == "closed" else "19.00")),
    (Checklist, lambda *_: Chosen("all")),
    (Review, lambda *_: Chosen("right")),
    (NikQuestion, lambda *_: Typed("3573021501900001")),
    (Phone, lambda *_: Typed("0812 3456 7890")),
)


def answer(talk: Talk, given: Chosen | Typed) -> None:
    talk._take(given, talk.asks)


def move(talk: Talk, what: str, data: st.DataObject, old: list[Answer]) -> None:
    """Do one thing, and see that nothing is lost by it."""
    before = dict(talk.state.answers)
    at = talk.asks
    if what == "sensible":
        answer(talk, sensible(talk))
    elif what == "type":
        answer(talk, Typed(data.draw(TYPED)))
    elif what in ("press", "old"):
        shown = [button.press for row in talk.reply.buttons for button in row if isinstance(button.press, Answer)]
        talk._press(data.draw(st.sampled_from(shown if what == "press" or not old else old)))
    elif what == "back":
        talk._press(Answer(talk.state.id, at or "", "_back"))
    elif what == "help":
        conversation.helped(talk.turn, talk.facts)
    else:
        talk.comes_back(talk.facts.now + timedelta(days=data.draw(st.integers(0, 9))))
    changed = {key for key in {*before, *talk.state.answers} if before.get(key) != talk.state.answers.get(key)}
    assert len(changed) <= 1
    old.extend(button.press for row in talk.reply.buttons for button in row if isinstance(button.press, Answer))


def seen(talk: Talk) -> None:
    """Check the message as Telegram would."""
    assert talk.text.strip()
    assert len(talk.text) <= 4096
    rows = talk.reply.buttons
    assert sum(map(len, rows)) <= 100
    for row in rows:
        for button in row:
            assert button.label.strip()
            assert isinstance(button.press, Answer)
            data = f"a:{button.press.conversation:08}:{button.press.key}:{button.press.option}"
            assert len(data.encode()) <= 64


def finishes(talk: Talk) -> None:
    """See that a sensible person comes to the end from here, whatever happened before."""
    for _ in range(ENOUGH):
        if talk.turn.ended:
            return
        answer(talk, sensible(talk))
    raise AssertionError(f"stuck at {talk.asks}: {talk.text}")


def wander(talk: Talk, data: st.DataObject) -> None:
    old: list[Answer] = []
    for _ in range(data.draw(st.integers(0, MOVES))):
        if talk.turn.ended:
            break
        seen(talk)
        move(talk, data.draw(MOVE), data, old)
    finishes(talk)


def founding_walk(data: st.DataObject) -> None:
    answers = data.draw(st.sampled_from([SERVICE, KKMP, SECONDARY]))
    start = data.draw(st.sampled_from([None, *list(answers)[1:]]))
    wander(Talk("founding", answers=until(answers, start) if start else {}), data)


def meeting_walk(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([None, *list(MEETING)[1:]]))
    world = facts(NOW + timedelta(days=8), PREPARED)
    wander(Talk("founding_meeting", world, until(MEETING, start) if start else {}), data)


def corrections(data: st.DataObject) -> None:
    talk = Talk("founding", answers=until(SERVICE, "review"))
    for _ in range(data.draw(st.integers(1, 6))):
        if talk.asks != "review":
            break
        key = data.draw(st.sampled_from([done.question.key for done in talk.turn.walk.path]))
        talk._press(Answer(talk.state.id, "review", f"fix.{key}"))
        move(talk, data.draw(MOVE), data, [])
        if talk.state.correcting:
            talk._press(Answer(talk.state.id, talk.asks or "", "_back"))
    finishes(talk)


def at_most(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


@at_most(25)
@given(st.data())
def test_any_way_through_the_founding_comes_to_an_end(data: st.DataObject) -> None:
    founding_walk(data)


@at_most(25)
@given(st.data())
def test_any_way_through_the_meeting_comes_to_an_end(data: st.DataObject) -> None:
    meeting_walk(data)


@at_most(25)
@given(st.data())
def test_any_corrections_from_the_review_come_to_an_end(data: st.DataObject) -> None:
    corrections(data)


@pytest.mark.proof
@pytest.mark.parametrize("walked", [founding_walk, meeting_walk, corrections])
def test_a_thousand_ways_come_to_an_end(walked: Callable[[st.DataObject], None]) -> None:
    @at_most(1000)
    @given(st.data())
    def many(data: st.DataObject) -> None:
        walked(data)

    many()


@pytest.mark.parametrize(("flow", "answers"), [("founding", SERVICE), ("founding_meeting", MEETING)])
def test_every_answer_can_be_taken_back_one_by_one(flow: str, answers: dict[str, Any]) -> None:
    talk = Talk(flow, facts(NOW + timedelta(days=8 if flow != "founding" else 0), PREPARED), until(answers, "review"))
    for _ in range(len(answers)):
        if not talk.turn.walk.path:
            break
        talk._press(Answer(talk.state.id, talk.asks or "", "_back"))
    assert talk.turn.walk.path == ()
    finishes(talk)


def test_a_word_nobody_wrote_is_found_here() -> None:
    """See that a missing sentence would raise, or the walks above would prove nothing."""
    with pytest.raises(texts.MissingWords):
        texts.line("founding", "nowhere.ask", facts().figures)
    with pytest.raises(OutOfDate):
        conversation.take(Talk("founding").state, Chosen("x"), facts(), key="nowhere")
