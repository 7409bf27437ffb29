"""Each kind of question: what it makes of an input, and how its answer comes back."""

from datetime import date, time
from typing import Any

import pytest

from flows.errors import Unclear
from flows.kelurahan import WhichKelurahan
from flows.people import Names, OneOf, SomeOf
from flows.questions import (
    Checklist,
    Choice,
    Clock,
    Confirm,
    Day,
    Number,
    Phone,
    Review,
    Words,
    YesNo,
    short_id,
)
from flows.script import Chosen, Json, Question, Typed
from tests.flows.talking import FOUNDERS, facts

WORLD = facts()
ANI, BUDI, CITRA = FOUNDERS[:3]


def read(question: Question[Any], given: str | Chosen, kept: Json = None) -> Json:
    """Give what is kept of an input."""
    return question.read(Typed(given) if isinstance(given, str) else given, kept, WORLD).value


def refused(question: Question[Any], given: str | Chosen, kept: Json = None) -> str:
    """Give the key of why an input does not fit."""
    with pytest.raises(Unclear) as caught:
        question.revive(read(question, given, kept), WORLD)
    return caught.value.key


def option_ids(question: Question[Any], kept: Json = None) -> list[str]:
    return [option.id for row in question.options(kept) for option in row]


def test_a_choice_is_pressed_or_typed() -> None:
    kind = Choice("kind", labels={"service": "Jasa", "consumer": "Konsumen"})
    assert read(kind, Chosen("service")) == "service"
    assert read(kind, "konsumen aja") == "consumer"
    assert refused(kind, "pabrik") == "not_an_option"
    assert refused(kind, Chosen("producer")) == "not_an_option"


def test_a_choice_taken_away_is_no_longer_offered() -> None:
    with pytest.raises(Unclear, match="no_longer_offered"):
        Choice("kind", labels={"a": "A"}).revive("b", WORLD)


def test_yes_and_no_are_pressed_or_typed() -> None:
    assert read(YesNo("sure"), Chosen("yes")) is True
    assert read(YesNo("sure"), "nggih") is True
    assert read(Confirm("sure"), "belum") is False
    assert refused(YesNo("sure"), Chosen("maybe")) == "not_an_option"


def test_words_are_cleaned_and_measured() -> None:
    assert read(Words("why"), "  karena   murah\u202e ") == "karena murah"
    assert refused(Words("why", at_least=8), "murah") == "too_short"
    assert refused(Words("why", at_most=8), "murah sekali") == "too_long"


def test_words_may_be_picked_from_a_suggestion() -> None:
    place = Words("place", suggested=("Balai RW 09",))
    assert option_ids(place) == [short_id("Balai RW 09")]
    assert read(place, Chosen(short_id("Balai RW 09"))) == "Balai RW 09"


@pytest.mark.parametrize("given", [Chosen("skip"), "lewati", "Tidak ada.", "-"])
def test_optional_words_may_be_skipped_and_are_then_not_checked(given: str | Chosen) -> None:
    def never(value: str) -> None:
        raise Unclear("never")

    question = Words("name", check=never, optional=True)
    assert question.revive(read(question, given), WORLD) == ""


def test_a_number_keeps_its_bounds() -> None:
    years = Number("years", at_least=1, at_most=5)
    assert read(years, "lima tahun") == 5
    assert refused(years, "6") == "too_many"
    assert refused(years, "0") == "too_few"
    assert refused(years, "lama") == "not_a_number"


def test_a_number_kept_is_held_to_todays_bounds() -> None:
    with pytest.raises(Unclear, match="too_many"):
        Number("years", at_most=4).revive(5, WORLD)


def test_money_is_read_and_shown_as_rupiah() -> None:
    savings = Number("savings", at_most=10**9, money=True, suggested=(0,))
    assert read(savings, "100rb") == 100_000
    assert savings.show(100_000, WORLD) == "Rp100.000"
    assert read(savings, "tidak ada") == 0
    assert read(savings, Chosen("0")) == 0
    assert refused(savings, Chosen("5")) == "not_an_option"


def test_a_day_and_an_hour_come_back_as_such() -> None:
    meeting = Day("day")
    assert meeting.revive(read(meeting, "28 November 2026"), WORLD) == date(2026, 11, 28)
    assert meeting.show("2026-11-28", WORLD) == "Sabtu, 28 November 2026"
    at = Clock("at", suggested=("19:00",))
    assert at.revive(read(at, "setengah 8 malam"), WORLD) == time(19, 30)
    assert at.revive(read(at, Chosen("19.00")), WORLD) == time(19, 0)
    assert at.show("19:00", WORLD) == "pukul 19.00 WIB"
    assert refused(meeting, Chosen("tomorrow")) == "not_an_option"
    assert refused(at, Chosen("20.00")) == "not_an_option"


def test_a_phone_number_is_kept_in_one_form() -> None:
    assert read(Phone("phone"), "0812-3456-7890") == "+6281234567890"
    assert refused(Phone("phone"), Chosen("any")) == "not_an_option"


def test_names_gather_until_they_are_closed() -> None:
    people = Names("founders")
    kept = read(people, f"1. {ANI}\n2. {BUDI}")
    assert not people.settled(kept)
    kept = read(people, CITRA, kept)
    kept = read(people, "sudah semua", kept)
    assert people.settled(kept)
    assert people.revive(kept, WORLD) == (ANI, BUDI, CITRA)
    assert people.show(kept, WORLD) == f"3 orang: {ANI}, {BUDI}, {CITRA}"


def test_a_name_already_listed_is_not_listed_twice() -> None:
    people = Names("founders")
    kept = read(people, f"{ANI}, {BUDI}")
    assert refused(people, ANI.upper(), kept) == "already_listed"
    assert read(people, f"{BUDI}\n{CITRA}", kept)["list"] == [ANI, BUDI, CITRA]


def test_what_a_pasted_list_held_and_was_not_taken_is_told() -> None:
    people = Names("founders")
    kept = read(people, f"{ANI}\n{BUDI}")
    kept = read(people, f"{ANI}\n{CITRA}\nbelum tahu siapa lagi", kept)
    assert kept["list"] == [ANI, BUDI, CITRA]
    assert kept["repeated"] == [ANI]
    assert len(kept["skipped"]) == 1
    assert read(people, Chosen("done"), kept) == {"list": [ANI, BUDI, CITRA], "done": True}


def test_a_list_has_an_end() -> None:
    assert refused(Names("founders", at_most=2), "\n".join(FOUNDERS[:3])) == "too_many_names"


def test_a_name_is_taken_off_by_button_or_by_word() -> None:
    people = Names("founders")
    kept = read(people, "\n".join(FOUNDERS[:3]))
    dropping = read(people, Chosen("drop"), kept)
    assert f"drop-{short_id(BUDI)}" in option_ids(people, dropping)
    assert read(people, Chosen(f"drop-{short_id(BUDI)}"), dropping)["list"] == [ANI, CITRA]
    assert read(people, "hapus pak budi", kept)["list"] == [ANI, CITRA]
    assert refused(people, "hapus zainal", kept) == "not_among"


def test_an_empty_list_cannot_be_closed() -> None:
    assert option_ids(Names("founders")) == []
    assert refused(Names("founders"), Chosen("done")) == "not_an_option"
    assert refused(Names("founders"), Chosen("drop-1")) == "not_an_option"


def test_one_of_the_named_is_pressed_or_called() -> None:
    chair = OneOf("chair", among=FOUNDERS, optional=True)
    assert read(chair, Chosen(short_id(ANI))) == ANI
    assert read(chair, "bu citra") == CITRA
    assert read(chair, Chosen("skip")) == ""
    assert refused(chair, "zainal") == "not_among"
    assert refused(chair, Chosen("ff")) == "not_an_option"
    with pytest.raises(Unclear, match="no_longer_listed"):
        chair.revive("Zainal", WORLD)


def test_some_of_the_named_are_ticked_one_by_one() -> None:
    present = SomeOf("present", among=(ANI, BUDI, CITRA), at_first=(ANI, BUDI, CITRA))
    assert [option.mark for row in present.options() for option in row] == ["☑ ", "☑ ", "☑ ", ""]
    kept = read(present, Chosen(short_id(BUDI)))
    assert kept == {"list": [ANI, CITRA], "done": False}
    kept = read(present, "bu citra", kept)
    assert present.revive(read(present, "selesai", kept), WORLD) == (ANI,)


def test_ticking_may_be_left_out_only_where_it_is_optional() -> None:
    assert refused(SomeOf("others", among=(ANI,)), Chosen("done")) == "nobody_ticked"
    optional = SomeOf("others", among=(ANI,), optional=True)
    assert read(optional, Chosen("skip")) == {"list": [], "done": True}
    assert optional.show({"list": [], "done": True}, WORLD) == "–"


def test_somebody_ticked_who_is_gone_is_asked_about_again() -> None:
    with pytest.raises(Unclear, match="no_longer_listed"):
        SomeOf("present", among=(ANI,)).revive({"list": [ANI, BUDI], "done": True}, WORLD)


def test_a_checklist_is_ticked_one_by_one_or_at_once() -> None:
    articles = Checklist("articles", items=("a", "b", "c"))
    kept = read(articles, Chosen("c"))
    kept = read(articles, Chosen("a"), kept)
    assert kept == {"list": ["a", "c"], "done": False}
    assert articles.revive(read(articles, Chosen("done"), kept), WORLD) == ("a", "c")
    assert read(articles, Chosen("all"), kept) == {"list": ["a", "b", "c"], "done": True}
    assert articles.show({"list": ["a", "c"], "done": True}, WORLD) == "2 dari 3"
    assert refused(articles, Chosen("z")) == "not_an_option"


def test_a_checklist_can_be_closed_in_words() -> None:
    articles = Checklist("articles", items=("a", "b"))
    assert read(articles, "Semua ada.") == {"list": ["a", "b"], "done": True}
    assert refused(articles, "daftar pendiri") == "tick_or_all"


def test_a_review_is_right_or_else_something_is_changed() -> None:
    assert read(Review("review"), Chosen("right")) is True
    assert read(Review("review"), "sudah benar") is True
    assert refused(Review("review"), "belum") == "not_an_option"
    assert refused(Review("review"), Chosen("left")) == "not_an_option"


def test_a_kelurahan_is_known_by_any_of_its_spellings() -> None:
    where = WhichKelurahan("kelurahan")
    assert where.revive(read(where, "oro2 dowo"), WORLD).name == "Oro-oro Dowo"
    assert where.show(read(where, "kel. Kauman"), WORLD) == "Kauman"


def test_where_several_kelurahan_fit_they_are_offered() -> None:
    where = WhichKelurahan("kelurahan")
    kept = read(where, "Klojen")
    assert not where.settled(kept)
    assert where.asks(kept) == "which"
    assert len(option_ids(where, kept)) == 11
    first = option_ids(where, kept)[0]
    assert where.revive(read(where, Chosen(first), kept), WORLD).name == "Klojen"
    assert read(where, "kauman", kept) == read(where, "kauman")
    assert refused(where, Chosen(first)) == "not_an_option"


def test_a_kelurahan_that_shares_its_name_is_taken_when_it_is_called_one() -> None:
    where = WhichKelurahan("kelurahan")
    assert where.revive(read(where, "kelurahan klojen"), WORLD).name == "Klojen"
    assert len(read(where, "kecamatan klojen")["among"]) == 11


def test_a_place_outside_the_city_is_told_apart_from_an_unknown_one() -> None:
    with pytest.raises(Unclear) as caught:
        read(WhichKelurahan("kelurahan"), "Singosari")
    assert (caught.value.key, caught.value.values) == ("outside", {"owner": "Kabupaten Malang"})
    assert refused(WhichKelurahan("kelurahan"), "di sana itu") == "rule.kelurahan_unknown"


def test_a_kelurahan_named_with_a_wrong_kecamatan_is_asked_again() -> None:
    with pytest.raises(Unclear) as caught:
        read(WhichKelurahan("kelurahan"), "Kauman, Kecamatan Sukun")
    assert caught.value.key == "rule.kelurahan_elsewhere"
    assert caught.value.values == {"kelurahan": "Kauman", "kecamatan": "Klojen"}


def test_a_kelurahan_that_is_no_more_is_asked_again() -> None:
    with pytest.raises(Unclear, match="no_longer_offered"):
        WhichKelurahan("kelurahan").revive("35.73.09.1001", WORLD)


@pytest.mark.parametrize("typed", ["apa saja yang kurang?", "Bu Citra ya?"])
def test_a_question_among_the_names_is_asked_about_and_not_taken(typed: str) -> None:
    kept = Names("founders").read(Typed(typed), {"list": ["Ani Rahayu"], "done": False}, facts()).value
    assert kept["list"] == ["Ani Rahayu"]
    assert kept["doubtful"]
