"""Kota Malang's kelurahan, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.errors import KnowledgeError
from knowledge.places import Kelurahan, edits, find_kelurahan, places


def names(text: str) -> list[str]:
    return [place.name for place in find_kelurahan(text)]


def test_the_city_has_5_kecamatan_and_57_kelurahan_with_lasting_codes() -> None:
    city = places()
    assert len(city.kecamatan) == 5
    assert len(city.kelurahan) == len({place.code for place in city.kelurahan}) == 57
    assert city.by_code("35.73.02.1007").name == "Kauman"
    assert city.by_code("35.73.01.1001").name == "Balearjosari"
    assert city.by_code("35.73.05.1012").name == "Tasik Madu"
    with pytest.raises(KnowledgeError):
        city.by_code("35.73.05.1013")


@pytest.mark.parametrize("place", places().kelurahan, ids=lambda place: place.name)
def test_every_kelurahan_is_found_by_name_case_and_spacing(place: Kelurahan) -> None:
    name = place.name
    for typed in (name, name.upper(), f"Kel. {name}", f"saya dari kelurahan {name} mas", name.replace(" ", "")):
        assert find_kelurahan(typed) == [place], typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("swojajar", "Sawojajar"),
        ("sawojjar", "Sawojajar"),
        ("bandung rejosari", "Bandungrejosari"),
        ("oro2 dowo", "Oro-oro Dowo"),
        ("Orooro Dowo", "Oro-oro Dowo"),
        ("rampal celaket", "Rampalcelaket"),
        ("cemoro kandang", "Cemorokandang"),
        ("gadingkasri", "Gading Kasri"),
        ("kota lama", "Kotalama"),
        ("tasikmadu", "Tasik Madu"),
        ("mergsono", "Mergosono"),
        ("merjosri", "Merjosari"),
    ],
)
def test_slips_and_other_spellings_are_forgiven(typed: str, meant: str) -> None:
    assert names(typed)[0] == meant


def test_a_beginning_lists_all_it_may_mean() -> None:
    assert names("tunj") == ["Tunjungsekar"]
    assert set(names("purw")) == {"Purwodadi", "Purwantoro"}
    assert names("pur") == []


def test_a_name_shared_with_its_kecamatan_says_so() -> None:
    shared = {place.name for place in places().kelurahan if place.shares_its_name}
    assert shared == {"Blimbing", "Klojen", "Kedungkandang", "Sukun", "Lowokwaru"}
    assert find_kelurahan("klojen")[0].shares_its_name


def test_the_kecamatan_behind_a_kelurahan_is_not_a_second_find() -> None:
    assert names("Kauman, Klojen") == ["Kauman"]
    assert names("Tasikmadu kecamatan Lowokwaru") == ["Tasik Madu"]
    assert names("kec. Klojen") == []
    assert places().find_kecamatan("kec. klojen") == "Klojen"
    assert places().find_kecamatan("kedungkandng") == "Kedungkandang"
    assert places().find_kecamatan("Kauman") is None


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("Singosari", "Kabupaten Malang"),
        ("saya dari Dau", "Kabupaten Malang"),
        ("pakis", "Kabupaten Malang"),
        ("kota batu", "Kota Batu"),
        ("Batu", "Kota Batu"),
        ("koperasi batu akik", None),
        ("Kauman", None),
    ],
)
def test_neighbours_are_known_as_outside(typed: str, owner: str | None) -> None:
    assert places().owner_outside(typed) == owner
    assert owner is None or names(typed) == []


@given(some.text(max_size=80))
def test_no_text_breaks_the_search_for_places(text: str) -> None:
    found = find_kelurahan(text)
    assert len(found) == len(set(found))


@given(some.text("abc", max_size=6), some.text("abc", max_size=6))
def test_slips_are_counted_alike_from_both_sides(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) == (one == other)
    assert edits(one, other) <= max(len(one), len(other))
