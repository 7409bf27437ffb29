"""The one decision: answer, suggest, send elsewhere, or admit not to know."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.answering import Answers
from knowledge.corpus import Corpus
from knowledge.errors import KnowledgeError
from knowledge.fitting import fit
from knowledge.library import HERE, Library
from knowledge.routes import load_routes, route_for
from knowledge.search import Thresholds

TODAY = date(2026, 11, 25)
ROUTES = load_routes(HERE / "routes.toml")


@pytest.fixture
def small(folder: Path) -> Answers:
    library = Library.load(folder)
    return Answers.of(library, fit(Corpus.of(library)), folder)


def at(answers: Answers, high: float, low: float) -> Answers:
    return replace(answers, index=replace(answers.index, thresholds=Thresholds(high, low)))


def test_a_known_question_is_answered_with_its_sources(small: Answers) -> None:
    found = small.answer("Berapa orang pendiri koperasi?", TODAY)
    assert (found.status, found.entry) == ("answered", "founders")
    assert found.answer == small.library.answer_text(small.library.get("founders"), TODAY)
    assert [(basis.id, basis.article) for basis in found.sources] == [("uu-25-1992", "Pasal 6 ayat (1)")]
    assert found.ranked[0].id == "founders"
    assert len(found.ranked) == 3
    assert found.nearest == "Berapa orang pendiri koperasi?"


def test_between_the_thresholds_titles_are_suggested(small: Answers) -> None:
    found = at(small, 0.9999, 0.01).answer("pendirinya berapa to", TODAY)
    assert (found.status, found.entry, found.answer, found.sources) == ("suggested", None, None, ())
    assert found.ranked[0].title == "Jumlah pendiri"


def test_below_both_it_admits_not_to_know(small: Answers) -> None:
    found = at(small, 0.9999, 0.999).answer("pendirinya berapa to", TODAY)
    assert (found.status, found.entry, found.answer) == ("abstained", None, None)
    assert len(found.ranked) == 3


def test_another_offices_business_is_sent_there(small: Answers) -> None:
    found = at(small, 0.9, 0.1).answer("cara perpanjang SIM C", TODAY)
    assert (found.status, found.entry, found.ranked, found.route) == ("routed", None, (), "driving")
    assert "kepolisian" in (found.answer or "")


def test_an_entry_taken_out_since_the_fit_is_not_offered(small: Answers) -> None:
    left = {id: entry for id, entry in small.library.entries.items() if id != "founders"}
    shrunk = replace(small, library=replace(small.library, entries=left))
    found = shrunk.answer("Berapa orang pendiri koperasi?", TODAY)
    assert "founders" not in [candidate.id for candidate in found.ranked]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("ktp saya hilang", "population"),
        ("bayar pajak motor", "vehicle-tax"),
        ("bikin PT lewat notaris", "other-companies"),
        ("akta kelahiran anak", "population"),
        ("spt tahunan pribadi", "personal-tax"),
        ("ditagih pinjol", "online-loans"),
        ("fotokopi ktp pendiri koperasi", None),
        ("npwp pribadi pengurus", None),
        ("pendiri satu kk", None),
        ("simpanan saya", None),
        ("besok hujan", None),
        ("", None),
    ],
)
def test_only_a_betraying_word_sends_elsewhere_and_never_a_cooperative(text: str, office: str | None) -> None:
    route = route_for(text, ROUTES)
    assert (route.id if route else None) == office


def test_routes_give_no_contacts_they_cannot_know() -> None:
    assert not [route.id for route in ROUTES if any(letter.isdigit() for letter in route.answer) or "@" in route.answer]


def test_a_route_without_answer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "routes.toml"
    path.write_text('[x]\nwords = ["x"]\nanswer = ""\n')
    with pytest.raises(KnowledgeError, match="x"):
        load_routes(path)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Berapa orang minimal untuk mendirikan koperasi?", "founders-minimum"),
        ("piye carane ngedekno koperasi", "founding-steps"),
        ("SHU kena pajak gak", "shu-tax"),
        ("modal ksp brp", "ksp-capital"),
        ("RAT paling lambat kapan", "annual-meeting-deadline"),
    ],
)
def test_what_people_ask_most_is_answered(answers: Answers, text: str, entry: str) -> None:
    found = answers.answer(text, TODAY)
    assert (found.status, found.entry) == ("answered", entry)


def test_a_short_follow_up_leans_on_the_answer_before(answers: Answers) -> None:
    alone = [candidate.id for candidate in answers.answer("kalau KSP?", TODAY).ranked]
    after = [candidate.id for candidate in answers.answer("kalau KSP?", TODAY, previous="capital-general").ranked]
    assert after[0] == "ksp-capital"
    assert alone != after


def test_a_question_that_stands_alone_is_not_bent_by_the_one_before(answers: Answers) -> None:
    for previous in ("ksp-capital", "founding-steps", "gone-since"):
        found = answers.answer("Apakah SHU yang diterima anggota kena pajak?", TODAY, previous=previous)
        assert found.entry == "shu-tax"


def test_small_talk_after_an_answer_is_not_answered_again(answers: Answers) -> None:
    for text in ("makasih ya", "besok hujan tidak di malang", "oke siap"):
        assert answers.answer(text, TODAY, previous="founding-steps").status == "abstained"


def test_any_text_at_all_gets_a_decision(answers: Answers) -> None:
    @settings(max_examples=60)
    @given(some.text(max_size=300))
    def decided(text: str) -> None:
        found = answers.answer(text, TODAY)
        assert (found.answer is not None) == (found.status in ("answered", "routed"))
        assert len(found.ranked) >= 3 or found.status == "routed"
        assert all(0 <= candidate.score <= 1 for candidate in found.ranked)

    decided()
