"""What people type, brought to one form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.errors import KnowledgeError
from knowledge.indonesian import LONGEST, Lexicon, normalised
from knowledge.library import HERE

LEXICON = Lexicon.load(HERE / "lexicon.toml")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("KOPERASIII!!!", "koperasi"),
        ("syarat2nya apa", "syaratnya apa"),
        ("Syarat-syarat, apa?", "syarat syarat apa"),
        ("modal 5.000.000", "modal 5 000 000"),
        ("ＫＯＰＥＲＡＳＩ", "koperasi"),
        ("café", "cafe"),
        ("pph21", "pph21"),
        ("  ", ""),
    ],
)
def test_case_stretching_and_doubling_are_levelled(typed: str, read: str) -> None:
    assert normalised(typed) == read


@given(some.text())
def test_a_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once


def test_a_pasted_book_is_cut() -> None:
    assert len(normalised("a b " * 10_000)) <= LONGEST


def test_chat_and_javanese_become_standard() -> None:
    assert LEXICON.read("Piye carane gawe koprasi?") == "bagaimana cara membuat koperasi"
    assert Lexicon().read("piye") == "piye"


def test_a_meaning_is_seen_in_pieces_and_whole_words() -> None:
    lexicon = Lexicon(concepts={"rapat": ("musyawarah", "=rat"), "hukum": ("badan hukum",)})
    assert lexicon.meanings("kapan rat") == ["rapat"]
    assert lexicon.meanings("surat") == []
    assert lexicon.meanings("permusyawarahan badan hukum") == ["rapat", "hukum"]


def test_terms_are_explained_however_capitalised() -> None:
    assert (LEXICON.explain("shu") or "").startswith("Sisa hasil usaha")
    assert LEXICON.explain("xyz") is None


def test_the_glossary_names_no_figures() -> None:
    assert not [text for text in LEXICON.glossary.values() if any(letter.isdigit() for letter in text)]


def test_a_lexicon_with_capitals_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[words]\nPiye = "bagaimana"\n[concepts]\n[glossary]\n')
    with pytest.raises(KnowledgeError, match="Piye"):
        Lexicon.load(path)
