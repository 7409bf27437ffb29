"""A Merah Putih and a secondary: what each is asked that an ordinary cooperative is not, and what it refuses."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from flows.board import by_office
from flows.circle.agreed import answer_key
from flows.founding_case import preparation_from_json
from flows.questions import short_id
from knowledge.documents.dossier import Member, Post, Preparation
from tests.flows.interviews import COOPERATIVES, KKMP, MEETING, SECONDARY, case, of_cooperatives, until
from tests.flows.talking import FOUNDERS, NOW, Talk, facts

AFTER = NOW + timedelta(days=8)


def kkmp(key: str = "review", **changed: Any) -> Talk:
    return Talk("founding", answers={**until(KKMP, key), **changed})


def secondary(key: str = "review", **changed: Any) -> Talk:
    return Talk("founding", answers={**until(SECONDARY, key), **changed})


def prepared(answers: Mapping[str, Any]) -> Preparation:
    return preparation_from_json(case(answers)["preparation"])


# -- Merah Putih -----------------------------------------------------------------------------------------------------


def test_a_second_merah_putih_is_advised_against_and_prepared_only_if_the_kelurahan_asks() -> None:
    talk = kkmp("kkmp.next").presses("Merah Putih, diminta kelurahan")
    assert talk.asks == "group"
    assert "yang kedua tidak direncanakan" in talk.text
    assert "musyawarah kelurahan khusus" in talk.text


def test_a_merah_putih_is_prepared_in_its_own_form() -> None:
    found = prepared(KKMP)
    assert (found.form, found.area, found.kelurahan) == ("merah_putih", "city", "Kauman")
    assert found.names[0] == "Koperasi Kelurahan Merah Putih Kauman"
    assert [post.title for post in found.board] == [
        "Ketua",
        "Wakil Ketua Bidang Usaha",
        "Wakil Ketua Bidang Keanggotaan",
        "Sekretaris",
        "Bendahara",
    ]
    assert found.supervisors[0] == Post("Ketua", "Lurah Kauman (karena jabatan)")
    assert len(found.supervisors) == 3
    assert by_office(found.supervisors[0])
    assert found.people == FOUNDERS


def test_a_merah_putih_is_not_asked_kind_area_or_three_names() -> None:
    asked = {done.question.key for done in kkmp().turn.walk.path}
    assert not asked & {"kind", "area", "elsewhere", "sharia", "name.1", "kelurahan", "supervisors.head", "family"}


def test_the_name_of_a_merah_putih_is_the_programmes() -> None:
    talk = kkmp("kkmp.name").presses("Koperasi Kelurahan Merah Putih Kauman Klojen")
    assert talk.asks == "seat"


def test_only_those_of_the_kelurahan_found_a_merah_putih() -> None:
    talk = kkmp("kkmp.residents").presses("Tidak")
    assert (talk.unclear, talk.asks) == ("rule.kkmp_elsewhere", "kkmp.residents")
    assert "Kauman" in talk.text


def test_nobody_holds_two_posts_of_a_merah_putih() -> None:
    talk = kkmp("board.vice_business").types(FOUNDERS[0])
    assert (talk.unclear, talk.asks) == ("has_post", "board.vice_business")


def test_the_board_of_a_merah_putih_is_odd() -> None:
    talk = kkmp("board.others").presses(FOUNDERS[8]).presses("Selesai")
    assert (talk.unclear, talk.asks) == ("rule.board_kkmp_even", "board.others")
    assert talk.presses(FOUNDERS[9]).presses("Selesai").asks == "kkmp.supervisors"


@pytest.mark.parametrize("count", [1, 3])
def test_the_supervisors_of_a_merah_putih_are_three_or_more_and_odd_with_the_lurah(count: int) -> None:
    talk = kkmp("kkmp.supervisors")
    for name in [name for name in FOUNDERS if name not in (*FOUNDERS[:3], *FOUNDERS[6:8])][:count]:
        talk.presses(name)
    talk.presses("Selesai")
    assert (talk.unclear, talk.asks) == ("rule.supervisors_kkmp", "kkmp.supervisors")


def test_no_family_leads_a_merah_putih() -> None:
    talk = kkmp("kkmp.family").presses("Ya")
    assert (talk.unclear, talk.asks) == ("rule.family_kkmp", "kkmp.family")


def test_the_meeting_of_a_merah_putih_confirms_the_lurah_without_his_having_signed() -> None:
    kept = case(KKMP)
    chosen = short_id("Koperasi Kelurahan Merah Putih Kauman")
    answers = {**MEETING, "name.chosen": chosen}
    talk = Talk("founding_meeting", facts(AFTER, kept), answers)
    held = talk.outcome.meeting
    assert held.supervisors[0] == Post("Ketua", "Lurah Kauman (karena jabatan)")
    assert held.name == "Koperasi Kelurahan Merah Putih Kauman"
    asked = Talk("founding_meeting", facts(AFTER, kept), until(answers, "name.chosen"))
    assert "Nama lain" not in asked.labels


def test_leaders_of_a_merah_putih_are_asked_anew_by_its_own_rules() -> None:
    answers = {**until({**MEETING, "name.chosen": short_id("Koperasi Kelurahan Merah Putih Kauman")}, "board_kept")}
    talk = Talk("founding_meeting", facts(AFTER, case(KKMP)), {**answers, "board_kept": False})
    assert talk.asks == "board.chair"
    assert "kkmp.leaders" in talk.said


# -- secondary -------------------------------------------------------------------------------------------------------


def test_a_secondary_is_prepared_with_its_cooperatives_and_who_acts_for_them() -> None:
    found = prepared(SECONDARY)
    assert (found.form, found.founders) == ("secondary", COOPERATIVES)
    assert found.people == FOUNDERS[:3]
    assert found.members[0] == Member(
        COOPERATIVES[0], "AHU-0001.AH.01.26", date(2011, 3, 14), "01.234.567.1-652.000", FOUNDERS[0]
    )
    assert found.capital == 3 * (100_000 + 25_000)
    assert found.acting_for(COOPERATIVES[1:]) == FOUNDERS[1:3]


def test_fewer_than_three_cooperatives_found_nothing() -> None:
    talk = secondary("coop.count").types("2")
    assert (talk.unclear, talk.asks) == ("rule.cooperatives_too_few", "coop.count")
    assert "paling sedikit 3 koperasi" in talk.text


def test_each_cooperative_is_another_and_so_is_who_acts_for_it() -> None:
    assert secondary("coop.name.2").types(COOPERATIVES[0].upper()).unclear == "written_already"
    assert secondary("coop.delegate.2").types(FOUNDERS[0].lower()).unclear == "acts_already"


def test_a_decision_still_to_come_is_no_decision() -> None:
    talk = secondary("coop.sk_day.1").types("31 Desember 2031")
    assert talk.unclear == "still_to_come"


def test_a_cooperative_without_its_npwp_goes_on_with_a_warning() -> None:
    talk = secondary("coop.npwp.1").presses("Lewati")
    assert "rule.cooperative_npwp" in talk.said
    assert talk.asks == "coop.delegate.1"


@pytest.mark.parametrize("words", ["belum", "Belum ada", "tidak punya", "blm punya NPWP", "belum.", "-"])
def test_no_npwp_yet_is_a_skip_in_words_too(words: str) -> None:
    talk = secondary("coop.npwp.1").types(words)
    assert (talk.unclear, talk.asks) == (None, "coop.delegate.1")
    assert "rule.cooperative_npwp" in talk.said


@pytest.mark.parametrize("typed", ["01.234.567.8-652.00", "12345", "sudah ada", "01.234.567.8-652.000.12", "NPWP"])
def test_an_npwp_of_another_length_is_asked_again(typed: str) -> None:
    talk = secondary("coop.npwp.1").types(typed)
    assert (talk.unclear, talk.asks) == ("no_npwp", "coop.npwp.1")
    assert "15 atau 16 angka" in talk.text


@pytest.mark.parametrize("typed", ["01.234.567.8-652.000", "0012 3456 7865 2000", "001234567865200"])
def test_an_npwp_is_taken_as_it_is_written(typed: str) -> None:
    assert secondary("coop.npwp.1").types(typed).asks == "coop.delegate.1"


def test_a_decisions_number_has_digits_and_is_nobody_elses() -> None:
    talk = secondary("coop.sk.1").types("belum tahu")
    assert (talk.unclear, talk.asks) == ("no_digit", "coop.sk.1")
    talk = secondary("coop.sk.2").types("ahu-0001 AH.01.26")
    assert (talk.unclear, talk.asks) == ("number_already", "coop.sk.2")
    assert COOPERATIVES[0] in talk.text
    assert secondary("coop.sk.2").types("AHU-0009.AH.01.26").asks == "coop.sk_day.2"


def test_the_name_of_a_secondary_is_left_open() -> None:
    assert "rule.name_secondary" in secondary("name.1").said


@pytest.mark.parametrize(
    ("area", "minimum", "share"),
    [
        ("city", "Rp750.000.000", "Rp250.000.000"),
        ("province", "Rp1.500.000.000", "Rp500.000.000"),
        ("national", "Rp3.000.000.000", "Rp1.000.000.000"),
    ],
)
def test_a_secondary_for_lending_is_told_another_price_and_only_warned(area: str, minimum: str, share: str) -> None:
    talk = secondary("kind", area=area).presses("Simpan pinjam")
    assert talk.asks == "ksp.secondary"
    assert minimum in talk.text
    assert share in talk.text
    lending = {"kind": "savings_and_loan", "ksp.secondary": "go_on", "ksp.other_business": False, "area": area}
    talk = secondary("grant", **lending).presses("Tidak ada")
    assert "rule.capital_ksp_secondary" in talk.said
    assert talk.asks == "board.chair"


def test_no_figure_is_guessed_for_a_secondarys_savings_unit() -> None:
    talk = secondary("savings_unit").presses("Ya")
    assert talk.said == ["rule.usp_secondary"]


def test_who_leads_a_secondary_is_chosen_among_those_who_act_for_its_founders() -> None:
    talk = secondary("board.chair")
    assert [label for label in talk.labels if label in FOUNDERS] == list(FOUNDERS[:3])


def meeting(key: str, kept: dict[str, Any], **changed: Any) -> Talk:
    answers = {
        **until(MEETING, "newcomers"),
        "attended": {"list": list(COOPERATIVES), "done": True},
        "chair": FOUNDERS[0],
        "secretary": FOUNDERS[1],
        **{name: MEETING[name] for name in list(MEETING)[list(MEETING).index("name.chosen") :]},
    }
    answers = {**answers, **changed}
    return Talk("founding_meeting", facts(AFTER, kept), answers if key == "end" else until(answers, key))


def test_the_meeting_of_a_secondary_counts_cooperatives_and_people_act_for_them() -> None:
    held = meeting("end", case(SECONDARY)).outcome.meeting
    assert held.attended == COOPERATIVES
    assert (held.chair, held.secretary) == FOUNDERS[:2]
    assert held.capital == 3 * 125_000
    assert {post.name for post in held.proxies} == set(FOUNDERS[:3])


def test_two_cooperatives_are_no_meeting_of_a_secondary() -> None:
    talk = meeting("attended", case(SECONDARY)).presses(COOPERATIVES[0], "Selesai")
    assert (talk.unclear, talk.asks) == ("rule.attendance_too_few", "attended")
    assert "paling sedikit 3" in talk.text


def test_of_an_absent_cooperative_nobody_acts() -> None:
    four = (*COOPERATIVES, "Koperasi Pemasaran Batik Malang Raya")
    more = {
        **of_cooperatives(),
        "coop.count": 4,
        "coop.name.4": four[3],
        "coop.sk.4": "AHU-4",
        "coop.sk_day.4": "2019-01-01",
        "coop.npwp.4": "",
        "coop.delegate.4": FOUNDERS[3],
    }
    kept = case(SECONDARY, **more)
    talk = meeting("chair", kept, attended={"list": list(four[1:]), "done": True})
    assert [label for label in talk.labels if label in FOUNDERS] == list(FOUNDERS[1:4])


# -- what all forms share --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [KKMP, SECONDARY])
def test_a_case_of_any_form_comes_back_from_json(answers: dict[str, Any]) -> None:
    talk = Talk("founding", answers=answers)
    assert prepared(answers) == talk.outcome.preparation


@pytest.mark.parametrize("answers", [KKMP, SECONDARY])
def test_every_answer_of_any_form_is_asked_and_none_is_lost(answers: dict[str, Any]) -> None:
    talk = Talk("founding", answers=answers)
    assert {done.question.key for done in talk.turn.walk.path} == set(answers)


def test_who_turns_from_one_form_to_another_keeps_what_fits() -> None:
    talk = Talk("founding", answers={**KKMP, "kkmp.next": "found"})
    assert talk.asks == "area"
    assert talk.turn.walk.again is None


def test_a_name_of_the_programme_is_no_free_answer() -> None:
    assert answer_key("name", case(KKMP)) == "kkmp.name"
    assert answer_key("name", case(SECONDARY)) == "name.1"
