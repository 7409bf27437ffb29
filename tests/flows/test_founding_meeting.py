"""The interview after the meeting: what was prepared is confirmed, every rule of the meeting is held to."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from flows.founding_case import (
    meeting_from_json,
    meeting_to_json,
    preparation_from_json,
    preparation_to_json,
)
from flows.outcomes import LeftOff, MeetingHeld
from flows.questions import short_id
from knowledge.documents.dossier import Meeting, Post
from tests.flows.interviews import MEETING, SERVICE, case, meeting, until
from tests.flows.talking import FOUNDERS, NOW, Talk, facts

LENDING: dict[str, Any] = {
    "kind": "savings_and_loan",
    "ksp.next": "go_on",
    "ksp.other_business": False,
    "grant": 500_000_000,
}


def blocked(talk: Talk, rule: str, key: str) -> None:
    """Assert that the answer was refused by the rule and its question stands."""
    assert (talk.unclear, talk.asks) == (f"rule.{rule}", key)


def warned(talk: Talk, rule: str, key: str) -> None:
    """Assert that the rule was said and the interview went on to `key`."""
    assert f"rule.{rule}" in talk.said
    assert talk.asks == key


def test_without_a_prepared_case_there_is_nothing_to_ask() -> None:
    assert Talk("founding_meeting", facts()).outcome == LeftOff("nothing_prepared")


def test_a_meeting_that_went_as_planned_needs_few_answers() -> None:
    talk = meeting()
    talk.presses("Ya, jadi", "19.00").types("21.30").presses("Lewati", "Tidak", "Selesai", FOUNDERS[6], FOUNDERS[7])
    talk.presses("Koperasi Jasa Kampung Wisata Ceria", "Ya", "Ya", "Ya", "5", "Tanpa batas", "Semua ada")
    talk.presses("Selesai", "Ya", "Sudah", "Sudah benar")
    posts = (Post("Ketua", FOUNDERS[0]), Post("Sekretaris", FOUNDERS[1]), Post("Bendahara", FOUNDERS[2]))
    assert talk.outcome == MeetingHeld(
        Meeting(
            held_on=date(2026, 11, 28),
            opened_at=time(19, 0),
            closed_at=time(21, 30),
            place="Balai RW 09 Kauman",
            counselling_by=None,
            attended=FOUNDERS,
            chair=FOUNDERS[6],
            secretary=FOUNDERS[7],
            name="Koperasi Jasa Kampung Wisata Ceria",
            unanimous=True,
            votes_for=None,
            principal_savings=100_000,
            mandatory_savings=25_000,
            grant=0,
            board=posts,
            supervisors=(
                Post("Koordinator", FOUNDERS[3]),
                Post("Anggota", FOUNDERS[4]),
                Post("Anggota", FOUNDERS[5]),
            ),
            sharia_supervisors=(),
            board_term_years=5,
            duration_years=None,
            articles_agreed=True,
            proxies=posts,
        )
    )


def test_preparation_and_meeting_come_back_from_json() -> None:
    preparation = Talk("founding", answers=SERVICE).outcome.preparation
    assert preparation_from_json(preparation_to_json(preparation)) == preparation
    held = meeting("review", review=True).outcome.meeting
    assert meeting_from_json(meeting_to_json(held)) == held


# -- the meeting -----------------------------------------------------------------------------------------------------


def test_minutes_tell_of_a_day_that_has_been() -> None:
    early = Talk("founding_meeting", facts(NOW, case())).presses("Ya, jadi")
    blocked(early, "meeting_in_future", "as_planned")
    talk = meeting("opened", as_planned=False)
    assert talk.asks == "held.day"
    blocked(talk.types("5 Desember 2026"), "meeting_in_future", "held.day")
    assert talk.types("kemarin").state.answers["held.day"] == "2026-11-28"
    assert talk.presses("Balai RW 09").asks == "opened"


def test_a_meeting_closes_after_it_opened() -> None:
    talk = meeting("closed").types("19.00")
    assert (talk.unclear, talk.asks) == ("before_opening", "closed")
    assert "19.15" in talk.text
    assert talk.types("21.00").asks == "counselling"


def test_a_bare_hour_is_of_the_evening_of_an_evening_meeting() -> None:
    talk = meeting("opened").types("jam 7 lebih 10", "jam 9")
    assert (talk.state.answers["opened"], talk.state.answers["closed"]) == ("19:10", "21:00")


def test_opening_later_than_it_closed_asks_the_closing_again() -> None:
    talk = meeting("review").fixes("opened").types("22.00")
    assert talk.asks == "closed"
    assert talk.types("23.00").asks == "review"


def test_counselling_may_have_been_given_or_not() -> None:
    assert meeting("counselling").types("tidak ada").state.answers["counselling"] == ""
    assert meeting("counselling").types("Bu Ratna, Diskopindag").asks == "newcomers"


# -- who was there ---------------------------------------------------------------------------------------------------


def test_everybody_came_until_somebody_is_unticked() -> None:
    talk = meeting("attended")
    assert all(label.startswith("☑") for label in talk.labels[: len(FOUNDERS)])
    talk.presses(FOUNDERS[11], "Selesai")
    warned(talk, "founders_absent", "chair")
    assert FOUNDERS[11] in talk.text


def test_too_few_present_found_nothing() -> None:
    talk = meeting("attended").types(", ".join(FOUNDERS[8:])).presses("Selesai")
    blocked(talk, "attendance_too_few", "attended")
    assert "Yang hadir baru 8, kurang 1." in talk.text
    warned(talk.presses(FOUNDERS[8], "Selesai"), "founders_absent", "chair")


def test_newcomers_are_founders_too() -> None:
    talk = meeting("newcomers").presses("Ya").types("Maya Puspita").presses("Sudah semua")
    assert talk.asks == "capable"
    blocked(talk.presses("Ada yang bukan WNI"), "founder_foreign", "capable")
    talk.presses("Ya, semuanya")
    assert "☑ Maya Puspita" in talk.labels


def test_a_newcomer_is_not_one_already_listed() -> None:
    talk = meeting("newcomers").presses("Ya").types(FOUNDERS[0]).presses("Sudah semua")
    assert (talk.unclear, talk.asks) == ("already_founder", "newcomers.names")
    assert talk.presses("Hapus nama", FOUNDERS[0]).types("Maya Puspita").presses("Sudah semua").asks == "capable"


def test_the_meeting_is_led_by_two_people_who_came() -> None:
    talk = meeting("chair", attended={"list": list(FOUNDERS[:10]), "done": True}).types(FOUNDERS[11])
    assert (talk.unclear, talk.asks) == ("not_among", "chair")
    talk.types(FOUNDERS[6])
    assert FOUNDERS[6] not in talk.labels
    blocked(talk.types(FOUNDERS[6]), "chair_is_secretary", "secretary")
    assert talk.types(FOUNDERS[7]).asks == "name.chosen"


def test_a_chair_who_turns_out_absent_is_asked_again() -> None:
    talk = meeting("review").fixes("attended").presses(FOUNDERS[6], "Selesai")
    assert talk.asks == "chair"
    assert f"{FOUNDERS[6]} tidak tercatat hadir" in talk.text
    assert talk.types(FOUNDERS[8]).asks == "review"


# -- what was decided ------------------------------------------------------------------------------------------------


def test_one_of_the_prepared_names_is_chosen_or_another_is_checked() -> None:
    talk = meeting("name.chosen").presses("Nama lain").types("Ceria Selalu")
    blocked(talk, "name_words", "name.other")
    warned(talk.types("Merah Putih Ceria"), "name_merah_putih", "unanimous")


def test_a_vote_goes_on_with_a_warning() -> None:
    talk = meeting("unanimous").presses("Tidak")
    blocked(talk.types("6"), "vote_no_majority", "votes")
    blocked(talk.types("13"), "vote_impossible", "votes")
    warned(talk.types("delapan orang"), "decided_by_vote", "savings_kept")


def test_votes_are_kept_with_the_meeting() -> None:
    held = meeting("review", unanimous=False, votes=9, review=True).outcome.meeting
    assert (held.unanimous, held.votes_for) == (False, 9)


def test_other_savings_than_planned_are_asked_and_summed() -> None:
    talk = meeting("savings_kept").presses("Tidak")
    blocked(talk.types("0"), "principal_zero", "principal")
    talk.types("200rb").types("0")
    assert "rule.mandatory_zero" in talk.said
    talk.types("1 juta")
    assert "= Rp3.400.000" in talk.text
    assert talk.asks == "board_kept"


def test_fewer_founders_must_still_bring_the_capital_of_savings_and_loan() -> None:
    prepared = case(**{**LENDING, "principal": 1_000_000, "mandatory": 0, "grant": 488_000_000})
    ten = {"list": list(FOUNDERS[:10]), "done": True}
    name = short_id("Koperasi Simpan Pinjam Kampung Wisata Ceria")
    talk = meeting("savings_kept", prepared=prepared, attended=ten, **{"name.chosen": name}).presses("Ya")
    blocked(talk, "capital_ksp", "savings_kept")
    talk.presses("Tidak").types("1,5 juta").types("0").types("400 juta")
    blocked(talk, "capital_ksp", "grant")
    assert talk.presses("Naikkan simpanan").types("2 juta").asks == "grant"
    talk.types("485 juta")
    assert talk.asks == "board_kept"


def test_a_candidate_who_was_not_there_is_not_confirmed_unseen() -> None:
    without_the_chair = {"list": list(FOUNDERS[1:]), "done": True}
    talk = meeting("board_kept", attended=without_the_chair)
    assert "candidate_absent" in talk.said
    assert FOUNDERS[0] in talk.text
    assert talk.asks == "board.chair"
    assert FOUNDERS[0] not in talk.labels


def test_another_board_may_have_been_elected() -> None:
    talk = meeting("board_kept").presses("Tidak")
    talk.types("fajar", "lewati", "gita", "hadi", "lewati")
    blocked(talk.types("gita"), "supervisor_on_board", "supervisors.head")
    talk.types("indah").presses("Lewati", "Tidak")
    assert talk.asks == "term"
    held = Talk("founding_meeting", talk.facts, {**MEETING, **talk.state.answers}).outcome.meeting
    assert held.board == (Post("Ketua", FOUNDERS[5]), Post("Sekretaris", FOUNDERS[6]), Post("Bendahara", FOUNDERS[7]))
    assert held.proxies == tuple(Post("Pendiri", name) for name in FOUNDERS[:3])


def test_a_term_is_held_to_the_law() -> None:
    blocked(meeting("term").types("10"), "term_too_long", "term")


def test_a_cooperative_lasts_for_ever_or_for_some_years() -> None:
    talk = meeting("duration").presses("Sampai sekian tahun")
    blocked(talk.types("0"), "duration_empty", "duration.years")
    assert talk.types("30 tahun").asks == "articles"
    answers: dict[str, Any] = {"duration": "years", "duration.years": 30, "review": True}
    held = meeting("review", **answers).outcome.meeting
    assert held.duration_years == 30


def test_the_articles_hold_all_ten_matters() -> None:
    talk = meeting("articles").presses("a. Daftar", "b. Nama", "Selesai")
    blocked(talk, "articles_incomplete", "articles")
    assert "keanggotaan" in talk.text
    assert "☑ a. Daftar pendiri" in talk.labels
    for letter in "cdefghij":
        talk.presses(f"{letter}. ")
    assert talk.presses("Selesai").asks == "proxies"


# -- proxies and the plan --------------------------------------------------------------------------------------------


def test_the_officers_are_the_usual_proxies() -> None:
    talk = meeting("proxies")
    assert [label for label in talk.labels if label.startswith("☑")] == [f"☑ {name}" for name in FOUNDERS[:3]]


@pytest.mark.parametrize(
    ("ticks", "rule"),
    [
        ((FOUNDERS[3],), "proxies_too_many"),
        ((FOUNDERS[2], FOUNDERS[8]), "proxy_not_on_board"),
    ],
)
def test_unusual_proxies_go_on_with_a_warning(ticks: tuple[str, ...], rule: str) -> None:
    warned(meeting("proxies").presses(*ticks, "Selesai"), rule, "proxies.of_age")


def test_no_proxy_at_all_goes_on_with_a_warning() -> None:
    warned(meeting("proxies").presses(*FOUNDERS[:3], "Lewati"), "proxies_none", "plan")


def test_a_young_proxy_does_not_appear_before_a_notary() -> None:
    talk = meeting("proxies.of_age").presses("Tidak")
    blocked(talk, "proxy_young", "proxies.of_age")
    talk.presses("Kembali", FOUNDERS[2], "Selesai")
    assert talk.presses("Ya").asks == "plan"


def test_a_missing_plan_goes_on_with_a_warning() -> None:
    warned(meeting("plan").presses("Belum"), "plan_empty", "review")


def test_savings_and_loan_is_nothing_without_its_plan() -> None:
    name = short_id("Koperasi Simpan Pinjam Kampung Wisata Ceria")
    talk = meeting("plan", prepared=case(**LENDING), **{"name.chosen": name}).presses("Belum")
    blocked(talk, "plan_empty_lending", "plan")
    assert talk.presses("Sudah").asks == "review"
    unit = meeting("plan", prepared=case(savings_unit=True)).presses("Belum")
    blocked(unit, "plan_empty_lending", "plan")


def test_the_interview_goes_on_days_later() -> None:
    talk = meeting("term")
    later = Talk("founding_meeting", facts(NOW + timedelta(days=30), talk.facts.case), talk.state.answers)
    assert later.asks == "term"
    assert until(MEETING, "term") == talk.state.answers
