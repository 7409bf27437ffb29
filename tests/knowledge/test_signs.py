"""Rules and kinds that a message names are held against what each entry names."""

from pathlib import Path

import pytest

from knowledge.answering import Answers
from knowledge.corpus import Corpus
from knowledge.fitting import fit
from knowledge.library import HERE, Library
from knowledge.regulations import Regulations
from knowledge.signs import Signs, kinds_in, rules_in, rules_of
from tests.knowledge.conftest import TODAY, Write

RULES = "\n" + "\n".join(
    f'[permenkop-{number}-2023]\ntitle = "Permenkop {number}"\nshort = "Permenkop {number}/2023"\nkind = "ministerial"'
    '\nstatus = "in_force"'
    for number in (7, 8)
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("UU 25/1992", {"uu-25-1992"}),
        ("uu no.25 th 1992", {"uu-25-1992"}),
        ("UU25/1992 dong", {"uu-25-1992"}),
        ("UU RI Nomor 25 Tahun 1992", {"uu-25-1992"}),
        ("undang-undang perkoperasian no 25", {"uu-25"}),
        ("undang2 nomor 25 thn1992", {"uu-25-1992"}),
        ("permenkop ukm no 8 th 2023", {"permenkop-8-2023"}),
        ("PermenkopUKM No. 8/2023", {"permenkop-8-2023"}),
        ("Peraturan Menteri Koperasi dan Usaha Kecil dan Menengah Nomor 8 Tahun 2023", {"permenkop-8-2023"}),
        ("Permenkop 19/Per/M.KUKM/IX/2015", {"permenkop-19-2015"}),
        ("PMK 112/PMK.03/2010", {"pmk-112-2010"}),
        ("peraturan pemerintah nomor 7 tahun 2021", {"pp-7-2021"}),
        ("Inpres 9/2025 sama PP 7", {"inpres-9-2025", "pp-7"}),
        ("ps 26", {"pasal-26"}),
        ("Psl.44A uu 25/1992", {"pasal-44a", "uu-25-1992"}),
        ("pasal 26 ayat (1) d mana", {"pasal-26"}),
        ("SAK ETAP msh dipakai?", {"sak-etap"}),
        ("sakep itu", {"sak-ep"}),
        ("PSAK 27", {"psak-27"}),
        ("kami 20 orang, modal 25 juta, undangan rapat 2025", set()),
        ("", set()),
    ],
)
def test_rules_are_known_however_they_are_spelt(text: str, named: set[str]) -> None:
    assert rules_in(text) == named


def test_every_rule_of_the_register_is_known_by_its_short_name() -> None:
    numbered = (
        "uu-",
        "pp-",
        "permenkop-",
        "permenkum-",
        "permenkumham-",
        "pmk-",
        "inpres-",
        "sak-",
        "psak-",
        "perppu-",
    )
    rules = Regulations.load(HERE / "regulations.toml").by_id
    told = {id: rule.short for id, rule in rules.items() if id.startswith(numbered) and "/" in rule.short}
    assert len(told) > 40
    assert {id: short for id, short in told.items() if id not in rules_in(short)} == {}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("modal ksp brp", {"savings and loan"}),
        ("koperasi simpan pinjam syariah", {"savings and loan", "sharia"}),
        ("kspps", {"sharia"}),
        ("kopdes merah putih", {"merah putih"}),
        ("koperasi produsen dan konsumen", {"producers", "consumers"}),
        ("jasa notaris untuk koperasi", set()),
    ],
)
def test_kinds_are_known_by_their_names(text: str, kinds: set[str]) -> None:
    assert kinds_in(text) == kinds


def test_an_entry_names_the_rules_of_its_basis_with_and_without_the_year(folder: Path) -> None:
    named = rules_of(Library.load(folder).get("name"))
    assert {"uu-25-1992", "uu-25", "pasal-6"} <= named


def test_what_names_the_rule_gains_what_names_another_loses_and_silence_changes_nothing() -> None:
    signs = Signs(
        [frozenset({"uu-25-1992", "uu-25", "pasal-26"}), frozenset({"pp-7-2021"}), frozenset()], [frozenset()] * 3
    )
    named, other, silent = signs.bias("pasal 26 uu no 25").tolist()
    assert named > 0 > other == silent
    both, one, _ = signs.bias("pasal 26 pp 7 2021").tolist()
    assert both == one == 0  # each names half of it
    assert not signs.bias("berapa pendiri").any()


def test_an_entry_about_another_kind_loses_and_a_general_one_does_not() -> None:
    about = [frozenset({"savings and loan"}), frozenset({"merah putih"}), frozenset[str]()]
    own, other, general = Signs([frozenset()] * 3, about).bias("modal ksp berapa").tolist()
    assert own == general == 0 > other


def test_an_entry_is_about_a_kind_that_most_of_its_phrasings_name() -> None:
    phrasings = [
        ("a", "modal ksp"),
        ("a", "ksp modalnya"),
        ("a", "modal"),
        ("b", "modal ksp"),
        ("b", "modal"),
        ("", "ksp"),
    ]
    assert Signs.of(["", "a", "b"], {}, phrasings).kinds == [
        {"savings and loan"},
        {"savings and loan"},
        frozenset(),
    ]


@pytest.fixture
def ministers(folder: Path, write: Write) -> Answers:
    """Two entries that differ only in the number of a rule, and two only in the kind of cooperative."""
    rules = folder / "regulations.toml"
    rules.write_text(rules.read_text() + RULES)
    for number, word in ((7, "cabang"), (8, "cabang")):
        asked = ("isi permenkop {0} 2023", "permenkop {0} tahun 2023 mengatur apa", "permenkop no {0} soal apa",
                 "aturan permenkop {0}", "permenkop {0} 2023 itu")  # fmt: skip
        write(f"minister-{number}", title=f"Permenkop {number}", questions=[one.format(number) for one in asked],
              body=f"Permenkop {number}/2023 mengatur {word}.")  # fmt: skip
    for id, kind in (("ksp-capital", "KSP"), ("kkmp-capital", "KKMP")):
        asked = (
            "modal awal {0}",
            "berapa modal {0}",
            "{0} modalnya brp",
            "modal mendirikan {0}",
            "{0} butuh modal piro",
        )
        write(id, title=f"Modal {kind}", questions=[one.format(kind) for one in asked], body="Modal disebut di akta.")
    library = Library.load(folder)
    return Answers.of(library, fit(Corpus.of(library)), folder)


@pytest.mark.parametrize("number", [7, 8])
def test_the_entry_that_names_the_rule_goes_before_one_that_names_another(ministers: Answers, number: int) -> None:
    for text in ("tolong jelaskan permenkop ukm no {} th 2023 mengenai hal apa saja", "PermenkopUKM {}/2023 isine opo"):
        assert ministers.answer(text.format(number), TODAY).ranked[0].id == f"minister-{number}"


@pytest.mark.parametrize(
    "text",
    [
        "isi permenkop 6 2023",
        "permenkop 77 tahun 2023 mengatur apa",
        "isi permenkop 8 2022",
        "Berapa orang pendiri koperasi menurut pasal 999?",
        "Berapa orang pendiri koperasi? PP 123/2019",
    ],
)
def test_a_rule_that_no_entry_names_is_never_answered_as_certain(ministers: Answers, text: str) -> None:
    without = ministers.answer(text.partition("?")[0].partition(" menurut")[0], TODAY)
    found = ministers.answer(text, TODAY)
    assert found.status in ("suggested", "abstained")
    assert found.answer is None
    assert "koperasi" not in text or without.status == "answered"  # it is the rule that made it uncertain


@pytest.mark.parametrize(("kind", "other"), [("KSP", "kkmp-capital"), ("merah putih", "ksp-capital")])
def test_a_question_about_one_kind_is_not_answered_with_an_entry_about_another(
    ministers: Answers, kind: str, other: str
) -> None:
    for text in (f"{kind} perlu modal berapa to", f"modale {kind} piro", f"brp sih modal awal utk {kind} baru"):
        assert ministers.answer(text, TODAY).entry != other
        assert ministers.answer(text, TODAY).ranked[0].id != other
