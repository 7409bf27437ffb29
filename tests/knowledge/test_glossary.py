"""A term asked for is explained in the glossary's sentence; what a curator wrote word for word is the entry's."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.errors import KnowledgeError
from knowledge.glossary import NOTE, asked_term, explanation, lexicon_of
from knowledge.indonesian import Lexicon
from knowledge.library import HERE, Library

TODAY = date(2026, 11, 25)
LEXICON = lexicon_of(HERE)
LINKS = some.sampled_from(("apa itu {}?", "{} itu apa", "arti {}", "opo iku {}", "pak mau tanya {} itu apa ya", "{}?"))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("apa itu RAT?", "RAT"),
        ("RAT itu apa", "RAT"),
        ("arti SHU", "SHU"),
        ("maksudnya modal penyertaan apa ya", "Modal penyertaan"),
        ("opo iku CALK", "CALK"),
        ("kepanjangan dari KSPPS", "KSPPS"),
        ("SHU", "SHU"),
        ("NIB?", "NIB"),
        ("pak mau tanya, NPAK itu singkatan dari apa ya", "NPAK"),
        ("apa yang dimaksud dengan simpanan pokok", "Simpanan pokok"),
        ("ndak ngerti RALB iku opo", "RALB"),
        ("SHU-nya itu apa sih", "SHU"),
        ("simpananpokok itu apa", None),
        ("simpnan pokok itu apa", "Simpanan pokok"),
        ("nerca", "Neraca"),
        ("arti sisa hasil usaha", "SHU"),
        ("materai itu apa", "Meterai"),
        ("apa itu AD/ART", "AD/ART"),
    ],
)
def test_who_asks_for_a_term_is_understood(text: str, term: str | None) -> None:
    found = asked_term(text, LEXICON)
    assert (found[0] if found else None) == term
    assert found is None or found[1] == LEXICON.glossary[found[0]]


@pytest.mark.parametrize(
    "text",
    [
        "kapan RAT",
        "syarat RAT apa",
        "pajak apa ya",
        "koperasi apa yang cocok",
        "siapa pengurus",
        "minimal pendiri",
        "anggota boleh pinjam",
        "SHU kena pajak gak",
        "apa beda KSP dan USP",
        "bantuan hibah",
        "rab",  # a slip in a short word is not guessed
        "apa itu",
        "pak",
        "",
        "???",
    ],
)
def test_who_asks_anything_else_is_left_to_the_search(text: str) -> None:
    assert asked_term(text, LEXICON) is None


@pytest.mark.parametrize("term", sorted(LEXICON.glossary))
def test_every_term_can_be_asked_for_by_its_name(term: str) -> None:
    for text in (f"apa itu {term}?", f"{term.upper()} iku opo", term):
        assert asked_term(text, LEXICON) == (term, LEXICON.glossary[term])


@given(some.sampled_from(sorted(LEXICON.terms)), LINKS, some.data())
def test_a_swapped_letter_is_forgiven_and_never_leads_to_another_term(
    term: str, link: str, data: some.DataObject
) -> None:
    words = term.split()
    long = [number for number, word in enumerate(words) if len(word) >= 6]
    if not long:
        return
    number = data.draw(some.sampled_from(long))
    at = data.draw(some.integers(1, len(words[number]) - 2))
    word = words[number]
    words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    found = asked_term(link.format(" ".join(words)), LEXICON)
    assert found is None or found[0] == LEXICON.terms[term]


@given(some.text(max_size=80))
def test_any_text_at_all_is_read(text: str) -> None:
    found = asked_term(text, LEXICON)
    assert found is None or found[0] in LEXICON.glossary


def test_an_entry_written_for_the_very_question_goes_before(library: Library) -> None:
    ranked = ["annual-meeting-what"]
    assert explanation("RAT itu apa?", library, ranked, {"rat itu apa"}) is None
    told = explanation("arti RAT", library, ranked, {"rat itu apa"})
    assert told is not None
    assert told.entry == "annual-meeting-what"


def test_only_an_entry_about_the_term_is_named_and_one_that_bears_it_first(library: Library) -> None:
    told = explanation("kepanjangan SHU", library, ["ods", "annual-meeting-what", "shu-what"], ())
    assert told is not None
    assert told.entry == "shu-what"
    assert "ods" not in [entry.id for entry in told.entries]
    without = explanation("kepanjangan SHU", library, ["ods"], ())
    assert without is not None
    assert (without.entry, without.sources) == (None, ())


def test_in_plain_text_it_points_on_with_basis_and_date(library: Library) -> None:
    told = explanation("kepanjangan SHU", library, ["shu-what"], ())
    assert told is not None
    first, note, on = told.plain(library, TODAY).split("\n\n")
    assert first == f"SHU: {LEXICON.glossary['SHU']}"
    assert note == NOTE
    assert on.startswith("Selengkapnya: ")
    assert on.endswith(library.basis(library.get("shu-what")))
    assert told.sources == library.get("shu-what").regulations


def test_a_synonym_of_no_term_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[words]\n[concepts]\n[glossary]\nRAT = "Rapat."\n[synonyms]\nrapat = "RA"\n')
    with pytest.raises(KnowledgeError, match="no term"):
        Lexicon.load(path)


def test_the_entry_that_is_asked_what_it_is_comes_before_a_likelier_one(library: Library) -> None:
    told = explanation("SHU", library, ["shu-before-meeting", "shu-what"], ())
    assert told is not None
    assert [entry.id for entry in told.entries] == ["shu-what", "shu-before-meeting"]
