"""What comes next: every stage of every kind of cooperative has its steps, with who, papers, cost and time."""

import re
from dataclasses import replace

import pytest

from flows import texts
from flows.circle.stages import STAGES
from flows.circle.steps import next_steps
from knowledge import founding_steps
from knowledge.documents.dossier import Preparation
from knowledge.founding_steps import Step, paper_name, steps
from tests.flows.talking import FIGURES, NOW
from tests.knowledge.documents.founding_group import LENDING, MEETING, MERAH_PUTIH, PREPARATION, SECONDARY

TODAY = FIGURES.on(NOW.date())
UNIT = replace(PREPARATION, savings_unit=True)
KINDS = {"primary": PREPARATION, "sharia": LENDING, "unit": UNIT, "secondary": SECONDARY, "kkmp": MERAH_PUTIH}
LOAN = replace(PREPARATION, kind="savings_and_loan")


def at(preparation: Preparation, stage: str) -> dict[str, Step]:
    return {step.key: step for step in next_steps(preparation, stage, TODAY).steps}


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_of_every_kind_has_steps_and_a_name(kind: str, stage: str) -> None:
    found = next_steps(KINDS[kind], stage, TODAY)
    assert found.steps
    assert texts.template("steps", f"stage.{stage}")
    for step in found.steps:
        assert step.who
        assert step.cost
        assert step.time
        assert step.source
        assert step.confidence in ("high", "medium")
        assert not re.search(r"[{}]", " ".join((step.title, step.who, step.ready, step.cost, step.time)))


def test_every_word_for_a_stage_has_a_stage() -> None:
    worded = {key.removeprefix("stage.") for book, key, _ in texts.every() if book == "steps" and "stage." in key}
    assert worded == set(STAGES)


def test_the_progress_is_counted_from_one_to_nine() -> None:
    found = [next_steps(PREPARATION, stage, TODAY) for stage in STAGES]
    assert [(one.number, one.of) for one in found] == [(number, 9) for number in range(1, 10)]
    assert [one.after for one in found] == [*STAGES[1:], None]
    assert [one.before for one in found] == [None, *STAGES[:-1]]


def test_a_stage_nobody_knows_counts_as_preparing() -> None:
    assert next_steps(PREPARATION, "?", TODAY).stage == "persiapan"


def test_no_stage_of_the_file_is_unknown_and_every_paper_has_a_name() -> None:
    for preparation in KINDS.values():
        for step in steps(preparation, None, TODAY):
            assert step.stage in STAGES
            assert all(paper_name(id) for id in step.papers)
    assert set(founding_steps.ON_THE_SHEET) < set(STAGES)


def test_all_sixteen_papers_are_needed_at_some_step() -> None:
    needed = {id for one in (SECONDARY, LENDING) for step in steps(one, None, TODAY) for id in step.papers}
    assert needed == {f"D{number}" for number in range(1, 17)}


def test_saving_and_lending_has_more_to_do() -> None:
    for lending in (LENDING, UNIT):
        assert "licence" in at(lending, "npwp_rekening_nib")
        assert "D16" in at(lending, "notaris")["notary"].papers
    assert "licence" not in at(PREPARATION, "npwp_rekening_nib")
    assert "Rp500.000.000,00" in at(LENDING, "modal")["capital"].ready
    assert "bank syariah" in at(LENDING, "modal")["capital"].ready
    assert "bank umum" in at(LOAN, "modal")["capital"].ready
    assert "tabungan" not in at(UNIT, "modal")["capital"].ready
    assert "Dewan Pengawas Syariah" in at(LENDING, "npwp_rekening_nib")["licence"].ready


def test_a_secondary_is_formed_by_cooperatives() -> None:
    assert "3 koperasi yang sudah berbadan hukum" in at(SECONDARY, "niat")["gather_cooperatives"].ready
    assert "D15" in at(SECONDARY, "persiapan")["member_meetings"].papers
    assert "paling sedikit 3 koperasi" in at(SECONDARY, "rapat")["meeting_secondary"].who
    assert "alternatives" not in at(SECONDARY, "niat")


def test_a_merah_putih_begins_with_the_kelurahan() -> None:
    assert "ask_kelurahan" in at(MERAH_PUTIH, "niat")
    assert at(MERAH_PUTIH, "rapat")["meeting_kkmp"].title == "Musyawarah kelurahan khusus"
    assert "rekomendasi kelurahan" in at(MERAH_PUTIH, "notaris")["notary"].ready
    assert "meeting" not in at(MERAH_PUTIH, "rapat")


def test_what_was_decided_is_in_the_steps() -> None:
    found = {step.key: step for step in steps(PREPARATION, MEETING, TODAY)}
    assert "Siti Aminah (Ketua)" in found["notary"].who
    assert MEETING.name in found["name"].ready
    assert "paling lama 3 bulan" in found["legal"].time


def test_no_time_of_practice_is_promised() -> None:
    for preparation in KINDS.values():
        for step in steps(preparation, None, TODAY):
            if re.search(r"\bminggu\b", step.time):
                assert "perkiraan, bukan janji" in step.time
