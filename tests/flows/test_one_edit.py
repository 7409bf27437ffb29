"""One line in figures.toml changes every answer, question, rule and paper, from its day on and not the day before."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from flows import texts
from flows.facts import Facts
from flows.founding_case import preparation_from_json
from knowledge.documents import values
from knowledge.documents.papers import TEMPLATES
from knowledge.documents.word_filling import fill
from knowledge.figures import names_in
from knowledge.library import Library, joined_lines
from knowledge.rules import founding as rules
from tests.flows.interviews import MEETING, SERVICE, case, until
from tests.flows.talking import FOUNDERS, Talk
from tests.newer_law import BEFORE, CHANGED, SINCE, with_twenty_founders

both_days = pytest.mark.parametrize(("day", "number", "words"), [(BEFORE, 9, "sembilan"), (SINCE, 20, "dua puluh")])
LAST = ("Rahayu", "Lestari", "Utami", "Hakim", "Sari")
TWENTY = tuple(f"{first} {last}" for first in ("Ani", "Budi", "Citra", "Dewi") for last in LAST)


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The clinic's knowledge with the one line more."""
    return with_twenty_founders(tmp_path_factory.mktemp("edited") / "knowledge")


def opened(edited: Library, flow: str, day: date, answers: dict[str, Any], kept: dict[str, Any] | None = None) -> Talk:
    """Open an interview on the morning of that day."""
    now = datetime.combine(day, time(2), tzinfo=UTC)
    return Talk(flow, Facts(now, edited.figures.on(day), case=kept or {}), answers)


# -- answers ---------------------------------------------------------------------------------------------------------


@both_days
def test_every_answer_that_names_the_figure_says_what_holds_that_day(
    edited: Library, day: date, number: int, words: str
) -> None:
    concerned = [entry for entry in edited.entries.values() if CHANGED in names_in(entry.title + entry.body)]
    assert len(concerned) >= 10
    for entry in concerned:
        answer = edited.answer(entry, day)
        written = entry.body.replace(f"{{{CHANGED}}}", str(number)).replace(f"{{{CHANGED}:words}}", words)
        assert answer.body == joined_lines(edited.figures.on(day).fill(written))
        assert str(number) in f"{answer.title} {answer.body}"


def test_no_other_answer_changes_by_it(edited: Library) -> None:
    for entry in edited.entries.values():
        if CHANGED not in names_in(entry.title + entry.body):
            before, since = edited.answer(entry, BEFORE), edited.answer(entry, SINCE)
            assert (before.title, before.body) == (since.title, since.body)


def test_the_plain_answer_says_nine_the_day_before_and_twenty_on_the_day(edited: Library) -> None:
    entry = edited.get("founders-minimum")
    assert edited.answer_text(entry, BEFORE).startswith("Koperasi primer cukup didirikan 9 orang.")
    assert edited.answer_text(entry, SINCE).startswith("Koperasi primer cukup didirikan 20 orang.")


# -- interviews ------------------------------------------------------------------------------------------------------


@both_days
def test_every_sentence_of_the_interviews_takes_the_number_of_the_day(
    edited: Library, day: date, number: int, words: str
) -> None:
    figures = edited.figures.on(day)
    concerned = [template for _, _, template in texts.every() if f"figures.{CHANGED}" in template]
    assert concerned
    for template in concerned:
        others = {name: 0 for name, _ in texts.PLACEHOLDER.findall(template) if not name.startswith("figures.")}
        assert str(number) in texts.worded(template, figures, others).plain


@both_days
def test_the_question_for_the_founders_helps_and_refuses_with_the_number_of_the_day(
    edited: Library, day: date, number: int, words: str
) -> None:
    talk = opened(edited, "founding", day, until(SERVICE, "founders"))
    talk.presses("Bantuan")
    assert f"Paling sedikit {number} orang" in talk.text
    talk.types("\n".join(TWENTY[: number - 1])).presses("Sudah semua")
    assert talk.unclear == "rule.founders_too_few"
    assert f"kurang 1. Koperasi primer butuh paling sedikit {number} pendiri" in talk.text
    talk.types(TWENTY[number - 1]).presses("Sudah semua")
    assert talk.asks == "capable"
    assert f"Batasnya {number} orang" in talk.text


@both_days
def test_a_savings_and_loan_is_divided_among_the_number_of_the_day(
    edited: Library, day: date, number: int, words: str
) -> None:
    talk = opened(edited, "founding", day, {**until(SERVICE, "kind"), "kind": "savings_and_loan"})
    assert talk.asks == "ksp.next"
    assert f"Dibagi {number} pendiri" in talk.text


def test_twelve_founders_kept_the_day_before_are_asked_for_again_on_the_day(edited: Library) -> None:
    answers = until(SERVICE, "principal")
    assert opened(edited, "founding", BEFORE, answers).asks == "principal"
    talk = opened(edited, "founding", SINCE, answers)
    assert talk.asks == "founders"
    assert f"Baru {len(FOUNDERS)} orang, kurang 8" in talk.text


def test_a_meeting_of_twelve_is_enough_the_day_before_and_not_on_the_day(edited: Library) -> None:
    kept, answers = case(), until(MEETING, "attended")
    for day, asks in ((BEFORE, "chair"), (SINCE, "attended")):
        talk = opened(edited, "founding_meeting", day, answers, kept).presses("Selesai")
        assert talk.asks == asks
    assert "kurang 8. Rapat pendirian perlu paling sedikit 20 pendiri" in talk.text


# -- rules and papers ------------------------------------------------------------------------------------------------


@both_days
def test_the_rules_refuse_one_fewer_and_take_as_many(edited: Library, day: date, number: int, words: str) -> None:
    figures = edited.figures.on(day)
    for count, keys in ((number - 1, ["founders_too_few"]), (number, ["founders_no_reserve"]), (number + 3, [])):
        people = [f"Pendiri {name}" for name in range(count)]
        assert [finding.key for finding in rules.check_founders(people, figures)] == keys
        refused = [finding.key for finding in rules.check_attendance(people, people, figures)]
        assert refused == (["attendance_too_few"] if count < number else [])


@both_days
def test_the_papers_say_the_number_of_the_day(edited: Library, day: date, number: int, words: str) -> None:
    preparation, figures = preparation_from_json(case()["preparation"]), edited.figures.on(day)
    papers = {
        "undangan": values.invitation(preparation, figures, day),
        "daftar-hadir": values.attendance(preparation, figures),
        "berita-acara": values.planned_minutes(preparation, figures),
    }
    for template, filled in papers.items():
        document = Document(BytesIO(fill((TEMPLATES / f"{template}.docx").read_bytes(), filled)))
        told = "\n".join(paragraph.text for paragraph in document.paragraphs).casefold()
        assert f"paling sedikit {number} ({words})" in told, template


def test_the_minutes_of_a_meeting_judge_by_the_number_of_the_day(edited: Library) -> None:
    talk = opened(edited, "founding_meeting", BEFORE, dict(MEETING), case())
    preparation, held = preparation_from_json(case()["preparation"]), talk.outcome.meeting
    judged = [values.minutes(preparation, held, edited.figures.on(day))["enough_founders"] for day in (BEFORE, SINCE)]
    assert judged == [True, False]


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.docx")))
def test_no_paper_has_the_number_of_founders_written_into_it(template: str) -> None:
    document = Document(str(TEMPLATES / template))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs).casefold()
    assert "sembilan" not in told
    assert "9 orang" not in told
    assert "9 pendiri" not in told
