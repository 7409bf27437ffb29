"""A pasted list of people becomes clean names, and a part of a name finds its person."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import Unclear
from flows.name_lists import LONGEST, People, people, person

GIVEN = ("Budi", "Siti", "Agus", "Wahyu", "Nur'aini", "Sri", "Endang", "Joko")
FAMILY = ("Santoso", "Aminah", "Wibowo", "Rahayu", "Al-Habsyi", "Hidayat", "Lestari", "Kusuma")
DEGREE = ("", ", S.E.", ", S.E., M.M.", ", Drs.", ", S.Pd", ", Amd.Keb", ", SE, MM")
NAMES = st.builds(
    lambda title, one, two, degree: f"{title}{one} {two}{degree}",
    st.sampled_from(("", "H. ", "Hj. ", "Drs. ", "dr. ", "Prof. Dr. ")),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
    st.sampled_from(DEGREE),
)
LISTS = st.lists(NAMES, min_size=1, max_size=20, unique_by=str.casefold)


@pytest.mark.parametrize(
    ("pasted", "names"),
    [
        (
            "1. Budi Santoso, S.E., M.M.\n2. siti aminah 081234567890\n3) H. Ahmad Dahlan, Drs.\n4. AGUS WIBOWO, M.SI",
            ("Budi Santoso, S.E., M.M.", "Siti Aminah", "H. Ahmad Dahlan, Drs.", "Agus Wibowo, M.Si"),
        ),
        ("Budi, Siti, dan Agus", ("Budi", "Siti", "Agus")),
        ("Budi; Siti & Ani", ("Budi", "Siti", "Ani")),
        ("- Budi\n• Siti\n✅ Ani", ("Budi", "Siti", "Ani")),
        ("1. Budi 2. Siti 3. Agus", ("Budi", "Siti", "Agus")),
        ("No\tNama\tNIK\n1\tBudi Santoso\t3573010101010001\tKauman\t081234567890\n2\tSiti", ("Budi Santoso", "Siti")),
        ("| 1 | Budi | 0812345678 |\n| 2 | Siti | 0813456789 |", ("Budi", "Siti")),
        ("Daftar pendiri:\nKetua: Agus Salim\nSiti (sekretaris)\nBudi - bendahara", ("Agus Salim", "Siti", "Budi")),
        ("1. Budi Santoso, Jl. Kawi 5, Kauman\n2. Ani, RT 5 RW 9", ("Budi Santoso", "Ani")),
        ("kami ada tiga orang yaitu budi, siti dan ani", ("Budi", "Siti", "Ani")),
        ("Siti Aminah 0812-3456-7890 Kauman", ("Siti Aminah",)),
        ("pak Budi, bu Ani, Ny. Sri", ("Budi", "Ani", "Sri")),
        ("BUDI SANTOSO, SE, MM", ("Budi Santoso, SE, MM",)),
        ("Budi Santoso S.E.\nSiti Aminah M.Pd", ("Budi Santoso S.E.", "Siti Aminah M.Pd")),
        ("nur'aini al-habsyi\nahmad BIN said", ("Nur'aini Al-Habsyi", "ahmad BIN said")),
        ("dr. siti\nDr. Siti Hartati", ("dr. Siti", "Dr. Siti Hartati")),
        ("Budi dkk", ("Budi",)),
        ("<b>Budi</b> **Santoso**\n_Ani_\n[Joko](http://contoh.id)", ("Budi Santoso", "Ani", "Joko")),
        ("\u202eBudi\u202c Santoso 😀", ("Budi Santoso",)),
        ("عبد الله\n张伟", ("عبد الله", "张伟")),
        ("Dan Brown", ("Dan Brown",)),
    ],
)
def test_a_pasted_list_gives_its_names(pasted: str, names: tuple[str, ...]) -> None:
    assert people(pasted).names == names


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12",
        "!!!",
        "😀",
        "A",
        "3573010101010001",
        "081234567890",
        "belum ada",
        "nanti ya pak",
        "siapa saja yang boleh?",
        "M.M.",
        "budi@example.com",
        "a" * 61,
        "Daftar nama pendiri",
        "\u202e\u200b",
    ],
)
def test_what_is_no_name_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        people(typed)
    assert unclear.value.key == "not_a_name"


def test_a_name_given_twice_is_kept_once_and_told() -> None:
    assert people("Ani Rahayu\nBudi\nANI RAHAYU\nbudi") == People(("Ani Rahayu", "Budi"), ("Ani Rahayu", "Budi"))


def test_talk_among_the_names_is_told_and_the_names_are_kept() -> None:
    found = people("Budi\nyang lain nanti menyusul\nSiti")
    assert found.names == ("Budi", "Siti")
    assert found.skipped == ("yang lain nanti menyusul",)


@given(LISTS, st.sampled_from(("\n", "; ", "\n\n", "\r\n")))
def test_a_pasted_list_keeps_its_order(names: list[str], between: str) -> None:
    assert people(between.join(names)).names == tuple(names)


@given(LISTS)
def test_numbers_and_columns_fall_away(names: list[str]) -> None:
    lines = [f"{at}. {name}\t35730101010100{at:02}\t08123456{at:04}" for at, name in enumerate(names, start=1)]
    assert people("\n".join(lines)).names == tuple(names)


@given(LISTS)
def test_a_list_in_capitals_gets_its_capitals_back(names: list[str]) -> None:
    plain = [name.split(",")[0] for name in names if not name.startswith("dr.")]
    plain = list(dict.fromkeys(plain))
    if plain:
        assert people("\n".join(plain).upper()).names == tuple(plain)


@given(st.text(max_size=200) | st.lists(NAMES).map("\n".join))
def test_a_kept_name_can_always_be_printed(text: str) -> None:
    found = People(())
    with suppress(Unclear):
        found = people(text)
    for name in found.names:
        assert 2 <= len(name) <= LONGEST
        assert any(letter.isalpha() for letter in name)
        assert all(unicodedata.category(letter)[0] in "LM" or letter in " .,'-" for letter in name)
    assert len({name.casefold() for name in found.names}) == len(found.names)


@given(st.text("Budi Ani,.0123456789-/\n", max_size=120))
def test_no_digit_ever_stays_in_a_name(text: str) -> None:
    with suppress(Unclear):
        assert not any(letter.isdigit() for name in people(text).names for letter in name)


AMONG = ("Ani Rahayu", "Budi Santoso, S.E.", "Budi Hartono", "H. Ahmad Dahlan", "Siti")


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("bu ani", "Ani Rahayu"), ("ANI", "Ani Rahayu"), ("Rahayu Ani", "Ani Rahayu"), ("anii", "Ani Rahayu"),
        ("budi santoso", "Budi Santoso, S.E."), ("Budi Santso", "Budi Santoso, S.E."), ("hartono", "Budi Hartono"),
        ("pak haji Ahmad", "H. Ahmad Dahlan"), ("dahl", "H. Ahmad Dahlan"), ("bu siti aja", "Siti"),
    ],
)  # fmt: skip
def test_a_part_of_a_name_finds_its_person(called: str, name: str) -> None:
    assert person(called, AMONG) == name


def test_a_name_of_two_people_is_asked_again() -> None:
    with pytest.raises(Unclear) as unclear:
        person("budi", AMONG)
    assert unclear.value.key == "which_person"
    assert unclear.value.values == {"names": "Budi Santoso, S.E., Budi Hartono"}


@pytest.mark.parametrize("called", ["joko", "", "S.E.", "12", "saya", "?"])
def test_a_stranger_is_not_among_them(called: str) -> None:
    with pytest.raises(Unclear) as unclear:
        person(called, AMONG)
    assert unclear.value.key == "not_among"


@given(LISTS)
def test_every_full_name_finds_itself_or_asks(names: list[str]) -> None:
    for name in names:
        alike = [other for other in names if other.split(",")[0].split()[-2:] == name.split(",")[0].split()[-2:]]
        if len(alike) == 1:
            assert person(name, names) == name
        else:
            with suppress(Unclear):
                assert person(name, names) in alike
