"""A name is given its full form and its words are counted as the rule counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.dossier import Kind
from knowledge.rules import names

KIND: st.SearchStrategy[Kind] = st.sampled_from(tuple(names.KINDS))
CORE = st.lists(st.sampled_from(("Kampung", "Wisata", "Ceria", "Guyub", "Rukun", "Batik")), min_size=1, max_size=6)


class Figures:
    """The figures that the name rules ask for."""

    def __init__(self, words: int = 3, offered: int = 3) -> None:
        self.values = {"minimum_name_words": words, "names_offered": offered}

    def value(self, name: str) -> int:
        return self.values[name]


def keys(name: str, kind: Kind = "service", sharia: bool = False) -> list[str]:
    """List what is found in a name as typed."""
    return [finding.key for finding in names.check_name(names.proper_name(name, kind, sharia), kind, sharia, Figures())]


@pytest.mark.parametrize(
    ("typed", "kind", "sharia", "full"),
    [
        ("Kampung Wisata Ceria", "service", False, "Koperasi Jasa Kampung Wisata Ceria"),
        ("koperasi jasa kampung wisata ceria", "service", False, "Koperasi Jasa Kampung Wisata Ceria"),
        ("KOPERASI JASA GUYUB DAN RUKUN", "service", False, "Koperasi Jasa Guyub dan Rukun"),
        ("Kop. Jasa Kampung Wisata", "service", False, "Koperasi Jasa Kampung Wisata"),
        ("KSP Maju Jaya Bersama", "savings_and_loan", False, "Koperasi Simpan Pinjam Maju Jaya Bersama"),
        ("Amanah Umat Malang", "savings_and_loan", True, f"Koperasi {names.SHARIA_SAVINGS} Amanah Umat Malang"),
        ("Amanah Umat Malang", "producer", True, "Koperasi Produsen Syariah Amanah Umat Malang"),
        ("Pemasaran Batik Malang", "service", False, "Koperasi Jasa Pemasaran Batik Malang"),
        ("Koperasi Pemasaran Batik Malang", "service", False, "Koperasi Jasa Batik Malang"),
        ("  «Guyub   Rukun Sejahtera».", "producer", False, "Koperasi Produsen Guyub Rukun Sejahtera"),
        ("Nur’aini Oro–oro Dowo", "consumer", False, "Koperasi Konsumen Nur'aini Oro-oro Dowo"),
    ],
)
def test_a_name_gets_its_full_form(typed: str, kind: Kind, sharia: bool, full: str) -> None:
    assert names.proper_name(typed, kind, sharia) == full


@given(st.text(max_size=80), KIND, st.booleans())
def test_the_full_form_is_its_own_full_form(typed: str, kind: Kind, sharia: bool) -> None:
    full = names.proper_name(typed, kind, sharia)
    assert names.proper_name(full, kind, sharia) == full
    assert full.startswith(f"Koperasi {names.KINDS[kind]}")


@given(st.text(max_size=80), KIND, st.booleans())
def test_any_name_is_judged(typed: str, kind: Kind, sharia: bool) -> None:
    found = names.check_name(typed, kind, sharia, Figures())
    assert [finding.severity for finding in found] == sorted(
        (finding.severity for finding in found), key=("block", "warn", "info").index
    )


@given(CORE, KIND, st.booleans(), st.integers(1, 6))
def test_the_words_behind_the_kind_are_counted(core: list[str], kind: Kind, sharia: bool, minimum: int) -> None:
    name = names.proper_name(" ".join(core), kind, sharia)
    found = {f.key: f for f in names.check_name(name, kind, sharia, Figures(minimum))}
    stripped_sharia = sharia and kind != "savings_and_loan"  # may count, or not: open
    if len(core) >= minimum:
        assert not {"name_words", "name_words_uncertain"} & set(found)
    elif len(core) + stripped_sharia >= minimum:
        assert found["name_words_uncertain"].severity == "warn"
    else:
        assert found["name_words"].values["missing"] == minimum - len(core) - stripped_sharia


def test_the_example_of_the_rule_passes() -> None:
    assert names.check_name("Koperasi Simpan Pinjam Jaya Ceria Selalu", "savings_and_loan", False, Figures()) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Wisata Ceria", ["name_words"]),
        ("Koperasi Jasa", ["name_empty"]),
        ("Wisata C Ceria", ["name_words_uncertain", "name_abbreviation"]),
        ("Wisata 99 Ceria Malang", ["name_letters"]),
        ("123 456 789", ["name_letters", "name_words"]),
        ("Budi & Ani Jaya Makmur", ["name_letters"]),
        ("عبد الله نور", ["name_letters", "name_words_uncertain"]),
        ("Café Rasa Malang", []),
        ("Merah Putih Kauman Jaya", ["name_merah_putih"]),
        ("Wisata PKK Ceria Jaya", ["name_abbreviation"]),
        ("Sahabat Dinas Kota", ["name_government"]),
        ("Dulur Bank Indonesia Malang", ["name_government"]),
        ("Kota Malang Raya", ["name_place_only"]),
        ("Maju Jancuk Jaya", ["name_indecent"]),
        ("Serba Usaha Maju Jaya", ["name_no_kind"]),
        ("Amanah Umat Syariah Malang", ["name_sharia"]),
        ("Kampung Wisata Ceria", []),
    ],
)
def test_each_rule_finds_its_word(typed: str, found: list[str]) -> None:
    assert keys(typed) == found


def test_a_name_as_typed_is_told_what_it_should_begin_with() -> None:
    found = names.check_name("Kampung Wisata Ceria", "service", False, Figures())
    assert [(one.severity, one.key, one.values) for one in found] == [
        ("warn", "name_start", {"prefix": "Koperasi Jasa"})
    ]
    other = names.check_name("Koperasi Pemasaran Kampung Wisata Ceria", "service", False, Figures())
    assert [one.key for one in other] == ["name_other_kind"]


def test_a_sharia_cooperative_says_so() -> None:
    found = names.check_name("Koperasi Jasa Kampung Wisata Ceria", "service", True, Figures())
    assert [one.key for one in found] == ["name_without_sharia"]
    assert keys("Kampung Wisata Ceria", sharia=True) == []


def test_choices_are_compared_without_their_beginning() -> None:
    found = names.check_names(
        ["Koperasi Jasa Kampung Wisata Ceria", "kampung  wisata ceria"], "service", False, Figures(offered=3)
    )
    assert [(one.severity, one.key) for one in found] == [
        ("warn", "names_few"), ("warn", "name_twice"), ("info", "name_availability"),
    ]  # fmt: skip


def test_three_different_names_leave_only_the_notary() -> None:
    found = names.check_names(["Satu Dua Tiga", "Guyub Rukun Jaya", "Wisata Ceria Kita"], "service", False, Figures())
    assert [one.key for one in found] == ["name_availability"]
