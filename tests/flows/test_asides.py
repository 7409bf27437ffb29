"""Every question of every flow explains the terms it uses: in its own words, or behind its «?»."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

import flows.catalogue  # noqa: F401 - registers the flows
from flows import asides, conversation, texts
from flows.circle.records import STEPS
from flows.facts import Facts, Place, Slot
from flows.kelurahan import WhichKelurahan
from flows.questions import Choice, Clock, YesNo
from flows.replies import Answer
from flows.script import FLOWS, Chosen, Question, Typed
from knowledge.glossary import lexicon_of
from knowledge.library import HERE
from knowledge.terms import terms_in, unexplained
from tests.flows.founders import AGREED, ANSWERS, CONTEXT
from tests.flows.interviews import KKMP, SECONDARY, case, meeting, until
from tests.flows.talking import NOW, Talk, facts
from tests.flows.test_walks import sensible

GLOSSARY = lexicon_of(HERE).glossary
SEVERAL = {Clock: "jam 7", WhichKelurahan: "purwo"}  # what leaves such a question between two answers
BEYOND = 400  # talks; more would mean that the ways never end


def worlds(flow: str) -> Iterator[tuple[Facts, dict[str, Any]]]:
    """Give the worlds, and what was answered before, in which all that a flow may ask is asked."""
    if flow == "founding_meeting":
        later = NOW + timedelta(days=8)
        yield facts(later, case()), {}
        yield facts(later, case(sharia=True, sharia_board={"list": ["Hasan Basri"], "done": True})), {}
        yield facts(later, case(KKMP)), {}
        lending: dict[str, Any] = {"kind": "savings_and_loan", "ksp.next": "go_on", "ksp.other_business": False}
        yield facts(later, case(**lending, principal=100_000_000)), {}
    elif flow in ("founder", "founder_consent", "differs"):
        yield facts(case={**CONTEXT, "agreed": AGREED}), {}
    elif flow == "visit":
        places = tuple(Place(id, f"Tempat {id}", "Jl. Arjuno 5") for id in "ab")
        slots = tuple(Slot(f"{id}1", id, NOW + timedelta(days=2)) for id in "ab")
        yield replace(facts(), places=places, open_slots=slots), {}
        yield replace(facts(case={"moving": 1, "place": "a"}), places=places, open_slots=slots), {}
    elif flow == "case_step":
        for step in STEPS:
            yield facts(case={"step": step, "code": "KOP-7F3K2", "held_on": "2026-11-01", "recorded": {}}), {}
    elif flow in ("case_return", "case_note"):
        yield facts(case={"what": "foto KTP", "who": "Budi Santoso", "code": "KOP-7F3K2"}), {}
    else:
        yield facts(), {}
    if flow == "founder":
        young = {**until(ANSWERS, "born"), "born": "2012-01-15"}
        yield facts(case={**CONTEXT, "agreed": AGREED}), young
    if flow == "founding":
        yield facts(), {**until(SECONDARY, "kind"), "kind": "savings_and_loan"}


def asked(flow: str) -> Iterator[Talk]:
    """Go every way once at every option, and stop at each question on it."""
    for world, answers in worlds(flow):
        tried: set[tuple[str, str]] = set()
        waiting, talks = [Talk(flow, world, answers)], 0
        while waiting:
            talk = waiting.pop()
            talks += 1
            assert talks < BEYOND
            while talk.turn.walk.question is not None:
                question, kept = talk.turn.walk.question, talk.turn.walk.kept
                yield talk
                waiting += forks(talk, question, kept, tried)
                before = talk.asks
                talk._take(*answer(talk, question))
                if talk.unclear and talk.asks == before and not isinstance(question, YesNo):
                    break


def answer(talk: Talk, question: Question[Any]) -> tuple[Any, str]:
    """Give a sensible answer; the visit's questions take the first button."""
    if type(question).__module__ == "flows.visit":
        return Chosen(question.options()[0][0].id), question.key
    return sensible(talk), question.key


def forks(talk: Talk, question: Question[Any], kept: Any, tried: set[tuple[str, str]]) -> Iterator[Talk]:
    """Give the talks that go on with another answer, each answer once."""
    given: list[Any] = [Typed(words) for kind, words in SEVERAL.items() if isinstance(question, kind)]
    if isinstance(question, Choice | YesNo):
        given += [Chosen(option.id) for row in question.options(kept) for option in row]
    for one in given:
        if (question.words, str(one)) not in tried:
            tried.add((question.words, str(one)))
            fork = copy.copy(talk)
            fork.heard = []
            fork._take(one, question.key)
            if fork.unclear is None:
                yield fork


@cache
def questions(flow: str) -> tuple[tuple[str, str, str, tuple[str, ...], str], ...]:
    """List (words, sentence, shown, labels, aside) of every question a flow asks."""
    found: dict[tuple[str, object], tuple[str, str, str, tuple[str, ...], str]] = {}
    for talk in asked(flow):
        question, kept = talk.turn.walk.question, talk.turn.walk.kept
        assert question is not None
        line = conversation.helped(talk.turn, talk.facts)
        sentence = question.asks(kept)
        shown = texts.template(flow, f"{question.words}.{sentence}")
        labels = tuple(
            conversation.label_of(flow, question, option.id, None)
            for row in question.options(kept)
            for option in row
            if option.label is None
        )
        where = (question.words, sentence, shown, labels, line.plain if line else "")
        found.setdefault((question.words, sentence), where)
        found.setdefault((question.words, labels), where)
    return tuple(found.values())


def sentences_of(flow: str) -> set[tuple[str, str]]:
    """Name every table of a flow's book that asks something, and how: at first, or «which of them»."""
    leaves = [key.rpartition(".")[::2] for book, key, _ in texts.every() if book == flow]
    return {(table, leaf) for table, leaf in leaves if leaf in ("ask", "ask_moving", "which")}


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_all_questions_are_walked(flow: str) -> None:
    assert {(words, how) for words, how, *_ in questions(flow) if how != "so_far"} == sentences_of(flow)


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_every_term_a_question_uses_is_explained_in_it_or_behind_its_button(flow: str) -> None:
    for words, _, shown, labels, aside in questions(flow):
        for text in (shown, *labels):
            left = set(unexplained("\n".join((shown, *labels))))
            for term in terms_in(text):
                assert term not in left or GLOSSARY[term] in aside, f"{flow}: {words} leaves «{term}» unexplained"


@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_a_question_has_the_button_where_there_is_something_to_say(flow: str) -> None:
    for talk in asked(flow):
        presses = [button.press for row in talk.reply.buttons for button in row if isinstance(button.press, Answer)]
        helped = conversation.helped(talk.turn, talk.facts)
        assert ("_help" in [press.option for press in presses]) is (helped is not None)


def test_the_button_says_whether_it_helps_or_only_explains() -> None:
    talk = meeting("unanimous")
    assert "Bantuan" in talk.labels
    talk = meeting("proxies.of_age")
    assert "? Istilah" in talk.labels
    question = talk.asks
    talk.presses("? Istilah")
    assert "**" not in talk.text
    assert f"Penerima kuasa: {GLOSSARY['Penerima kuasa']}" in talk.text
    assert "Apakah semua penerima kuasa" in talk.text
    assert talk.asks == question


def test_help_comes_first_and_the_terms_behind_it() -> None:
    talk = meeting("unanimous")
    talk.presses("Bantuan")
    assert talk.text.index("Mufakat berarti semua setuju") < talk.text.index(GLOSSARY["Mufakat"])


def test_what_a_question_explains_itself_is_not_explained_again() -> None:
    kind = Choice("kind", {}, None, dict.fromkeys(("consumer", "savings_and_loan")))
    assert "Simpan pinjam" not in asides.terms_of("founding", kind, None)
    assert "**Simpan pinjam**: hanya" in texts.template("founding", "kind.ask")


def test_a_name_somebody_wrote_is_no_term() -> None:
    kind = Choice("kkmp.kelurahan", {}, None, {"x": "Hibah"})
    assert "Hibah" not in asides.terms_of("founding", kind, None)
