"""Small talk is told from a question, in Indonesian and Javanese."""

import pytest

from flows.courtesy import courtesy


@pytest.mark.parametrize(
    "text", ["halo", "Assalamu'alaikum pak", "selamat pagi bu", "kulo nuwun", "sugeng enjing", "tes"]
)
def test_a_greeting_is_known(text: str) -> None:
    assert courtesy(text) == "greeting"


@pytest.mark.parametrize("text", ["makasih ya", "matur nuwun sanget", "suwun", "oke siap", "terima kasih atas infonya"])
def test_thanks_are_known(text: str) -> None:
    assert courtesy(text) == "thanks"


@pytest.mark.parametrize("text", ["👍", "?", "...", "\u200b"])
def test_what_has_no_words_is_known(text: str) -> None:
    assert courtesy(text) == "wordless"


@pytest.mark.parametrize("text", ["halo, syarat koperasi apa?", "pagi pak, rat kapan", "koperasi", "مرحبا", "shu", "7"])
def test_anything_more_is_no_small_talk(text: str) -> None:
    assert courtesy(text) is None
