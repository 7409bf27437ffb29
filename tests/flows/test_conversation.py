"""One turn: an input meets the open question, and nothing anybody answered is lost on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from flows import conversation, texts
from flows.errors import OutOfDate
from flows.facts import Facts
from flows.replies import Answer
from flows.script import FLOWS, Chosen, Flow, Typed
from knowledge.figures import Figures
from tests.flows.interviews import MEETING, SERVICE, founding, meeting, until
from tests.flows.talking import FIGURES, FOUNDERS, NOW, Talk, facts


def with_minimum(founders: int) -> Facts:
    """Give the world after a law that asks for more founders."""
    figure = FIGURES.get("minimum_founders_primary")
    changed = replace(figure, values=((date(2020, 1, 1), Decimal(founders)),))
    later = Figures({**FIGURES.by_name, "minimum_founders_primary": changed}, FIGURES.path)
    return replace(facts(), figures=later.on(NOW.date()))


@pytest.fixture
def renamed() -> Iterator[Flow[object]]:
    """A later release in which two questions have got other names."""
    flow = FLOWS["founding"]
    FLOWS["founding"] = replace(flow, renamed={"nama_kelompok": "group", "jenis": "kind"})
    yield FLOWS["founding"]
    FLOWS["founding"] = flow


# -- answering -------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_the_next_question_asked() -> None:
    talk = founding("group")
    turn = conversation.take(talk.state, Typed("Pokdarwis Ceria"), talk.facts)
    assert turn.changes == {"group": "Pokdarwis Ceria"}
    assert turn.walk.question is not None
    assert turn.walk.question.key == "contact"
    assert turn.chosen == "Pokdarwis Ceria"


def test_a_button_says_what_was_chosen() -> None:
    talk = founding("kind")
    turn = conversation.take(talk.state, Chosen("service"), talk.facts, key="kind")
    assert turn.chosen == "Jasa"


def test_an_input_that_does_not_fit_keeps_nothing_and_asks_again() -> None:
    talk = founding("term").types("selamanya")
    assert talk.unclear == "not_a_number"
    assert talk.asks == "term"
    assert "term" not in talk.state.answers
    assert talk.text.startswith("Mohon tulis angkanya")


def test_a_typed_label_counts_as_its_button() -> None:
    assert founding("kind").types("jasa").state.answers["kind"] == "service"
    assert founding("goal").types("belum tahu bedanya").asks == "goal.now"


def test_what_was_said_on_the_way_is_said_once() -> None:
    talk = founding("kelurahan", **{"name.3": ""})
    assert "rule.names_few" in talk.said
    talk.types("Klojen")
    assert talk.asks == "kelurahan"
    assert talk.said == []


def test_lines_that_are_no_names_are_told_and_not_swallowed() -> None:
    talk = founding("founders").types(f"{FOUNDERS[0]}\nbelum tahu siapa lagi\n{FOUNDERS[0]}")
    assert "tidak tampak seperti nama: belum tahu siapa lagi" in talk.text
    assert f"tidak dicatat lagi: {FOUNDERS[0]}" in talk.text


# -- old buttons -----------------------------------------------------------------------------------------------------


def test_a_button_of_another_question_is_out_of_date() -> None:
    talk = founding("sharia")
    with pytest.raises(OutOfDate):
        conversation.take(talk.state, Chosen("service"), talk.facts, key="kind")


def test_a_button_of_an_ended_conversation_is_out_of_date() -> None:
    talk = Talk("founding", answers=SERVICE)
    assert talk.outcome is not None
    with pytest.raises(OutOfDate):
        conversation.take(talk.state, Chosen("right"), talk.facts, key="review")


def test_an_option_that_is_gone_is_not_taken() -> None:
    talk = founding("kind")
    assert conversation.take(talk.state, Chosen("bakery"), talk.facts, key="kind").unclear is not None


def test_a_correction_of_a_question_no_longer_on_the_way_is_out_of_date() -> None:
    talk = founding("review")
    with pytest.raises(OutOfDate):
        conversation.take(talk.state, Chosen("fix.sharia_board"), talk.facts, key="review")


# -- back ------------------------------------------------------------------------------------------------------------


def test_back_takes_the_last_answer_away() -> None:
    talk = founding("contact").presses("Kembali")
    assert talk.asks == "group"
    assert "group" not in talk.state.answers


def test_back_at_the_first_question_changes_nothing() -> None:
    talk = founding()
    assert "« Kembali" not in talk.labels
    turn = conversation.back(talk.state, talk.facts)
    assert turn.changes == {}
    assert turn.walk.question is not None
    assert turn.walk.question.key == "goal"


def test_back_opens_a_list_again_and_loses_no_name() -> None:
    talk = founding("capable").presses("Kembali")
    assert talk.asks == "founders"
    assert f"12. {FOUNDERS[11]}" in talk.text
    assert talk.presses("Sudah semua").asks == "capable"


def test_back_from_a_list_half_done_keeps_the_names() -> None:
    talk = founding("founders").types("\n".join(FOUNDERS[:5])).presses("Kembali")
    assert talk.asks == "seat"
    talk.types("Jl. Arjuno No. 5")
    assert talk.asks == "founders"
    assert f"5. {FOUNDERS[4]}" in talk.text


def test_after_going_back_what_was_answered_later_is_not_asked_again() -> None:
    talk = founding("review")
    talk.presses("Kembali", "Kembali")
    assert talk.asks == "meeting.time"
    assert talk.types("19.00").asks == "meeting.place"


# -- correcting ------------------------------------------------------------------------------------------------------


def test_a_review_lists_what_can_be_changed() -> None:
    talk = founding("review")
    assert "Kelompok: Pokdarwis Kampung Ceria" in talk.text
    assert "Hibah: Tidak ada" in talk.text
    talk.presses("Ubah")
    assert "Nama 2" in talk.labels
    assert talk.labels[-1] == "« Kembali"
    assert talk.presses("Kembali").text.endswith("Rp1.500.000.")


def test_one_answer_is_changed_and_the_review_comes_back() -> None:
    talk = founding("review").fixes("name.2")
    assert talk.asks == "name.2"
    talk.types("Ceria Abadi Sentosa")
    assert talk.asks == "review"
    assert "Nama 2: Koperasi Jasa Ceria Abadi Sentosa" in talk.text


def test_a_correction_may_be_left_and_the_old_answer_stays() -> None:
    talk = founding("review").fixes("group").presses("Kembali")
    assert talk.asks == "review"
    assert talk.state.answers["group"] == SERVICE["group"]


def test_a_correction_that_does_not_fit_is_asked_again() -> None:
    talk = founding("review").fixes("term").types("9")
    assert (talk.unclear, talk.asks) == ("rule.term_too_long", "term")
    assert talk.state.answers["term"] == 5
    assert talk.types("3").asks == "review"


def test_a_list_is_corrected_from_what_it_is() -> None:
    talk = founding("review").fixes("founders")
    assert f"12. {FOUNDERS[11]}" in talk.text
    talk.types("Maya Puspita").presses("Sudah semua")
    assert talk.asks == "review"
    assert talk.state.answers["founders"]["list"] == [*FOUNDERS, "Maya Puspita"]


def test_a_correction_that_opens_a_branch_asks_only_what_is_new() -> None:
    talk = founding("review").fixes("sharia").presses("Ya")
    assert talk.asks == "sharia_board"
    talk.types("Kiai Hasan").presses("Sudah semua")
    assert talk.asks == "review"
    assert talk.state.answers["business"] == SERVICE["business"]


def test_a_correction_that_makes_a_later_answer_impossible_asks_that_again() -> None:
    talk = founding("review").fixes("board.chair").types(FOUNDERS[3])
    assert talk.asks == "supervisors.head"
    assert FOUNDERS[3] in talk.text
    assert "tidak boleh dirangkap" in talk.text
    assert talk.types(FOUNDERS[8]).asks == "review"


def test_a_correction_says_the_warnings_it_brings() -> None:
    talk = founding("review").fixes("mandatory").presses("Tidak ada")
    assert talk.asks == "review"
    assert "rule.mandatory_zero" in talk.said
    assert "capital" in talk.said
    assert "rule.names_few" not in talk.said


def test_typing_that_it_is_right_ends_the_review() -> None:
    assert founding("review").types("sudah benar").outcome is not None


def test_typing_to_change_opens_the_choice_of_answers() -> None:
    assert "Kelompok" in founding("review").types("ubah").labels


# -- the world changes -----------------------------------------------------------------------------------------------


def test_a_new_law_asks_again_what_it_no_longer_allows() -> None:
    talk = Talk("founding", with_minimum(20), {**until(SERVICE, "review")})
    assert talk.asks == "founders"
    assert "Baru 12 orang, kurang 8." in talk.text
    numbers = ("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan")
    talk.types("\n".join(f"Warga Nomor {number}" for number in numbers))
    talk.presses("Sudah semua")
    assert talk.asks == "review"


def test_a_meeting_day_gone_by_is_asked_again_on_another_day() -> None:
    talk = founding("review").comes_back(NOW + timedelta(days=14))
    assert talk.asks == "meeting.day"
    assert "sudah lewat" in talk.text
    assert talk.types("12 Desember").asks == "review"


def test_an_interview_goes_on_where_it_was_left() -> None:
    talk = founding("board.treasurer")
    later = Talk("founding", facts(NOW + timedelta(days=3)), talk.state.answers)
    assert later.asks == "board.treasurer"
    assert later.text.startswith("Bagian 6 dari 7")


def test_answers_under_old_names_still_count(renamed: Flow[object]) -> None:
    answers = {("nama_kelompok" if key == "group" else key): value for key, value in SERVICE.items()}
    talk = Talk("founding", answers=answers)
    assert talk.outcome.preparation.group == SERVICE["group"]


def test_an_old_name_can_be_taken_back_and_corrected(renamed: Flow[object]) -> None:
    talk = Talk("founding", answers={"goal": "own", "nama_kelompok": "Pokdarwis"})
    assert talk.presses("Kembali").asks == "group"
    assert talk.types("Perajin").state.answers["group"] == "Perajin"
    answers = {("jenis" if key == "kind" else key): value for key, value in until(SERVICE, "review").items()}
    assert Talk("founding", answers=answers).fixes("kind").presses("Produsen").state.answers["kind"] == "producer"


def test_a_prepared_case_that_changed_asks_again_who_came() -> None:
    talk = meeting("review")
    fewer = {**talk.facts.case["preparation"], "founders": list(FOUNDERS[:11])}
    talk = Talk("founding_meeting", replace(talk.facts, case={"preparation": fewer}), until(MEETING, "review"))
    assert talk.asks == "attended"
    assert f"{FOUNDERS[11]} tidak ada lagi di daftar" in talk.text


# -- words -----------------------------------------------------------------------------------------------------------


def test_every_button_answers_this_conversation() -> None:
    talk = founding("kind")
    for row in talk.reply.buttons:
        for button in row:
            assert isinstance(button.press, Answer)
            assert (button.press.conversation, button.press.key) == (talk.state.id, "kind")


def test_help_explains_and_asks_again() -> None:
    talk = founding("kind").presses("Bantuan")
    assert talk.asks == "kind"
    assert "Pilih menurut kebutuhan" in talk.transcript
    assert conversation.helped(founding("board.vice").turn, facts()) is None


def test_what_people_typed_is_never_markup() -> None:
    talk = founding("group").types("**Tebal** _miring_ {figures.kkmp_count}")
    assert talk.state.answers["group"] == "**Tebal** _miring_ {figures.kkmp_count}"
    review = Talk("founding", answers={**until(SERVICE, "review"), "group": "{name} **x**"})
    line = next(line for line in review.reply.lines if line.values.get("label0") == "Kelompok")
    assert "{label0}: **{value0}**" in line.template
    assert line.values["value0"] == "{name} **x**"


def test_a_key_without_words_is_a_defect() -> None:
    with pytest.raises(texts.MissingWords):
        texts.template("founding", "no.such.key")
    with pytest.raises(texts.MissingWords):
        texts.worded("{nobody}", facts().figures, {})


def test_a_long_list_fits_a_message() -> None:
    people = [f"Warga {chr(65 + n // 26)}{chr(97 + n % 26)}lim Suryaningrat Kusumo" for n in range(150)]
    talk = founding("founders").types("\n".join(people))
    assert f"150. {people[149]}" in talk.text
    assert len(talk.text) < 4096
    everyone = {"list": [*FOUNDERS, *people], "done": True}
    review = Talk("founding", answers={**until(SERVICE, "review"), "founders": everyone})
    assert "Pendiri: 162 orang: Ani Rahayu" in review.text
    assert "dan 132 lagi" in review.text
    assert len(review.text) < 4096
