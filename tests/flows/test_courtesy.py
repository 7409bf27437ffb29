"""Small talk is told from a question, in Indonesian and Javanese."""

import pytest

from flows.courtesy import courtesy


@pytest.mark.parametrize(
    "text", ["halo", "Assalamu'alaikum pak", "selamat pagi bu", "kulo nuwun", "sugeng enjing", "tes"]
)
def test_a_greeting_is_known(text: str) -> None:
    assert courtesy(text) == "greeting"


@pytest.mark.parametrize(
    "text", ["makasih ya", "matur nuwun sanget", "suwun", "terima kasih atas infonya", "sangat membantu"]
)
def test_thanks_are_known(text: str) -> None:
    assert courtesy(text) == "thanks"


@pytest.mark.parametrize("text", ["oke siap", "siap", "siap bu", "baik pak"])
def test_a_yes_to_what_was_said_is_no_thanks(text: str) -> None:
    assert courtesy(text) == "closing"


@pytest.mark.parametrize(
    "text",
    [
        "saya kecewa", "kok lambat sekali balasnya", "jawabannya gak membantu", "botnya gak guna", "suwe pol rek",
        "pelayanannya buruk", "kok belum dibalas",
    ],
)  # fmt: skip
def test_a_complaint_about_us_is_known(text: str) -> None:
    assert courtesy(text) == "complaint"


@pytest.mark.parametrize("text", ["bot goblok", "jancok", "dasar tolol kamu", "asu", "bego banget nih bot gak guna"])
def test_an_insult_is_known(text: str) -> None:
    assert courtesy(text) == "insult"


@pytest.mark.parametrize(
    "text",
    [
        "cok piye carane gawe koperasi", "pengurus koperasi kami lambat rapat", "saya kecewa dengan pengurus",
        "simpanan gak dibalikno, mangkel aku", "kenapa SHU belum dibagi",
    ],
)  # fmt: skip
def test_a_matter_told_in_anger_is_still_looked_up(text: str) -> None:
    assert courtesy(text) is None


@pytest.mark.parametrize("text", ["👍", "?", "...", "\u200b"])
def test_what_has_no_words_is_known(text: str) -> None:
    assert courtesy(text) == "wordless"


@pytest.mark.parametrize("text", ["halo, syarat koperasi apa?", "pagi pak, rat kapan", "koperasi", "مرحبا", "shu", "7"])
def test_anything_more_is_no_small_talk(text: str) -> None:
    assert courtesy(text) is None


@pytest.mark.parametrize("text", ["saya mau bicara sama orang", "hubungi petugas", "CS", "mau ngomong sama admin"])
def test_whoever_wants_a_person_is_understood(text: str) -> None:
    assert courtesy(text) == "person"


@pytest.mark.parametrize(
    "text", ["saya pengen bunuh diri gara2 utang koperasi", "rasanya pengen mati aja", "aku wis gak kuat urip"]
)
def test_despair_is_met_before_anything_else(text: str) -> None:
    assert courtesy(text) == "distress"


@pytest.mark.parametrize(
    "text", ["koperasi mau mati suri", "anggota mati simpanannya gimana", "admin", "orang tua saya"]
)
def test_the_same_words_in_another_matter_are_looked_up(text: str) -> None:
    assert courtesy(text) is None
