"""One founder's own interview: data as on the KTP, warned of and refused as the rules say, shown again only in part."""

from dataclasses import replace
from datetime import date

import pytest

from flows.outcomes import Differs, FounderConsented, FounderGave, LeftOff, NewFounder
from tests.flows.founders import AGREED, ANSWERS, CONTEXT, NIK, founder
from tests.flows.talking import Talk, facts


def test_the_consent_names_the_papers_and_the_readers_before_anything_is_asked() -> None:
    talk = Talk("founder_consent", facts(case=CONTEXT))
    for word in ("daftar pendiri", "surat kuasa", "notaris", "petugas", "Ani Rahayu", "KOP-7F3K2", "/hapusdata"):
        assert word in talk.text
    assert isinstance(talk.presses("Setuju").outcome, FounderConsented)
    refused = Talk("founder_consent", facts(case=CONTEXT)).presses("Tidak")
    assert isinstance(refused.outcome, LeftOff)


def test_a_whole_interview_gives_a_founder() -> None:
    gave = founder("review").presses("Sudah benar").outcome
    assert isinstance(gave, FounderGave)
    assert gave.founder.nik == NIK
    assert gave.founder.born_on == date(1990, 1, 15)
    assert gave.founder.paid_principal == 100_000
    assert not gave.founder.open_to_owner


def test_the_listed_name_is_one_button() -> None:
    assert founder().presses("Budi Santoso").asks == "nik"


@pytest.mark.parametrize("typed", [NIK, "3573 0215 0190 0001", "NIK: 3573.0215.0190.0001", "nik 3573-0215-0190-0001"])
def test_a_nik_is_read_however_it_is_parted(typed: str) -> None:
    assert founder("nik").types(typed).state.answers["nik"] == NIK


@pytest.mark.parametrize("typed", ["357302150190001", "tiga lima", "35730215019000011", "0812 3456 7890"])
def test_a_nik_of_another_length_is_asked_again(typed: str) -> None:
    talk = founder("nik").types(typed)
    assert talk.unclear == "rule.nik_digits"
    assert talk.asks == "nik"


def test_the_nik_is_never_written_back_in_full() -> None:
    talk = founder("review")
    assert NIK not in talk.text
    assert "3573 •••• •••• 0001" in talk.text


def test_a_nik_of_another_founder_is_refused_without_a_word_on_whose_it_is() -> None:
    talk = founder("nik")
    talk.facts = replace(talk.facts, nik_taken=lambda nik: nik == NIK)
    talk.types(NIK)
    assert talk.unclear == "nik_twice"
    assert "Ani" not in talk.text
    assert NIK not in talk.text


def test_a_nik_that_somebody_else_gave_meanwhile_is_asked_again() -> None:
    talk = founder("review")
    talk.facts = replace(talk.facts, nik_taken=lambda nik: True)
    assert talk.comes_back(talk.facts.now).asks == "nik"


def test_a_nik_from_elsewhere_and_a_wrong_date_only_warn() -> None:
    talk = founder("nik").types("3507021501900001")
    assert talk.said == ["rule.nik_elsewhere"]
    talk = founder("sex", born="1991-01-15").presses("Perempuan")
    assert talk.said == ["rule.nik_birth", "rule.nik_sex"]
    assert talk.asks == "address"


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("Jl. Arjuno No. 5, RT 02 RW 07, Kauman, Klojen, Kota Malang", False),
        ("Gang 4 No. 7 RT 03 RW 01, Kota Lama, Kedungkandang", False),
        ("Jl. Raya No. 12, Singosari, Kab. Malang", True),
        ("Jl. Darmo No. 3, Wonokromo, Kota Surabaya", True),
    ],
)
def test_an_address_outside_the_members_area_is_warned_of_and_kept(address: str, warned: bool) -> None:
    talk = founder("address", {"area": "city"}).types(address)
    assert ("rule.residence_elsewhere" in talk.said) == warned
    assert talk.asks == "occupation"
    assert "rule.residence_elsewhere" not in founder("address", {"area": "province"}).types(address).said


def test_a_birthday_still_to_come_is_asked_again() -> None:
    assert founder("born").types("1 Januari 2030").unclear == "not_born_yet"
    for odd in ("1 Januari 1901", "kemarin", "15-01-2020"):
        assert founder("born").types(odd).unclear == "unlikely_year"


@pytest.mark.parametrize("typed", ["sdh", "nanti ya", "siap", "saya sendiri"])
def test_talk_is_nobodys_name_or_work(typed: str) -> None:
    assert founder().types(typed).unclear == "talk"
    assert founder("occupation").types(typed).unclear == "talk"


def test_a_name_that_sounds_like_talk_is_taken_where_it_was_listed() -> None:
    assert founder("name", {"label": "Siap"}).types("Siap").asks == "nik"


def test_a_minor_is_warned_of_on_the_day_of_the_meeting() -> None:
    talk = founder("sex", born="2008-11-29").presses("Laki-laki")
    assert talk.asks == "married"
    assert "rule.founder_young" in talk.presses("Tidak").said
    assert founder("sex", born="2008-11-28").presses("Laki-laki").asks == "address"


def test_a_minor_cannot_act_for_all_unless_married() -> None:
    talk = founder("sex", {"proxy": True}, born="2008-12-30").presses("Laki-laki", "Tidak")
    assert talk.unclear == "young_proxy"
    assert talk.presses("Ya").asks == "address"


def test_savings_not_paid_are_told_and_go_on() -> None:
    talk = founder("principal").presses("Belum bayar")
    assert talk.said == ["principal_short"]
    assert "Rp100.000" in talk.text
    assert founder("principal", {"mandatory": 0}).presses("Rp100.000").asks == "open"


def test_what_differs_is_one_field_and_its_other_value() -> None:
    talk = Talk("differs", facts(case={"agreed": AGREED})).presses("Simpanan pokok").types("100 ribu")
    assert talk.unclear == "as_written"
    assert talk.types("150 ribu").outcome == Differs("principal", 150_000)
    named = Talk("differs", facts(case={"agreed": AGREED})).presses("Nama koperasi").types("Warna Warni Kampung")
    assert named.outcome == Differs("name", "Warna Warni Kampung")


def test_a_new_founder_is_not_on_the_list_yet() -> None:
    talk = Talk("new_founder", facts(case={"listed": ["Ani Rahayu"]})).types("ani  rahayu")
    assert talk.unclear == "listed_already"
    assert talk.types("Dewi Anggraini").outcome == NewFounder("Dewi Anggraini")


def test_kept_answers_still_walk() -> None:
    assert Talk("founder", facts(case=CONTEXT), ANSWERS).outcome is not None
