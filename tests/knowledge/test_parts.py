"""Two questions of one message are taken apart, and one with its story is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.indonesian import Lexicon
from knowledge.library import HERE
from knowledge.parts import MOST, questions_of

LEXICON = Lexicon.load(HERE / "lexicon.toml")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Syaratnya apa saja? Biayanya berapa?", ["Syaratnya apa saja?", "Biayanya berapa?"]),
        ("syarat bikin koperasi apa terus biayanya berapa", ["syarat bikin koperasi apa", "biayanya berapa"]),
        ("Berapa jumlah pendiri koperasi dan kapan RAT harus diadakan?",
         ["Berapa jumlah pendiri koperasi", "kapan RAT harus diadakan?"]),
        ("pendirinya brp org, trus notarisnya siapa ya", ["pendirinya brp org", "notarisnya siapa ya"]),
        ("rat kapan, sekalian tanya SHU dipajaki berapa?", ["rat kapan", "tanya SHU dipajaki berapa?"]),
        ("gmn cara bikin ksp? modalnya brp?", ["gmn cara bikin ksp?", "modalnya brp?"]),
        ("Berapa pendirinya? Terus RAT kapan", ["Berapa pendirinya?", "RAT kapan"]),
        ("apa itu SHU; bagaimana cara membaginya", ["apa itu SHU", "bagaimana cara membaginya"]),
        ("piye carane ngedekno koperasi, terus mbayare piro", ["piye carane ngedekno koperasi", "mbayare piro"]),
        ("koperasi kudu wong piro? RAT-e kapan?", ["koperasi kudu wong piro?", "RAT-e kapan?"]),
        ("gawe koperasi iku wong piro ambek yaopo syarate", ["gawe koperasi iku wong piro", "yaopo syarate"]),
        ("Siapa pengawas?\nBerapa lama jabatannya?\nBolehkah digaji?",
         ["Siapa pengawas?", "Berapa lama jabatannya?", "Bolehkah digaji?"]),
    ],
)  # fmt: skip
def test_two_questions_are_told_apart(text: str, parts: list[str]) -> None:
    assert questions_of(text, LEXICON) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Berapa orang minimal untuk mendirikan koperasi?",
        "Kami 12 ibu-ibu di RW 5. Sudah arisan lima tahun dan ingin resmi. Bolehkah kami mendirikan koperasi?",
        "Tetangga saya rugi ikut koperasi lama! Apakah uang simpanannya bisa diambil?",
        "pak mau tanya, kelompok kami jualan keripik lan pengen gedhe, piye carane dadi koperasi",
        "apa bedanya pengurus dan pengawas?",
        "syarat dan biaya mendirikan koperasi apa saja",
        "halo?? pak!! berapa pendiri koperasi???",
        "koperasi saya dan koperasi tetangga mau digabung, bisa?",
        "Bolehkah SHU tahun lalu dibagikan sekarang, berapa banyaknya",
        "auditornya boleh sama terus tiap tahun?",
        "kalau RAT tidak dihadiri terus bagaimana",
        "simpan pinjam sama toko bisa satu koperasi?",
        "",
        "???",
    ],
)
def test_one_question_with_its_story_stays_whole(text: str) -> None:
    assert questions_of(text, LEXICON) == [text]


def test_more_than_three_questions_are_not_guessed_at() -> None:
    text = "Syaratnya apa? Biayanya berapa? Lamanya berapa hari? Siapa notarisnya?"
    assert questions_of(text, LEXICON) == [text]


@given(
    some.lists(
        some.sampled_from(["apa itu", "berapa", "?", "!", "\n", "terus", "dan", "koperasi", ";", ","]), max_size=30
    )
)
def test_never_more_than_three_and_never_a_word_that_was_not_written(words: list[str]) -> None:
    text = " ".join(words)
    parts = questions_of(text, LEXICON)
    assert 1 <= len(parts) <= MOST
    assert all(part in text for part in parts)


@given(some.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    assert 1 <= len(questions_of(text, LEXICON)) <= MOST
