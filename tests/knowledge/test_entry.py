"""Entries are read strictly, and every fault says what to change."""

from datetime import date

import pytest

from knowledge.entry import parse_entry
from knowledge.errors import KnowledgeError
from knowledge.regulations import Basis

SOUND = """+++
id = "founders"
title = "Jumlah pendiri"
topic = "founding"
questions = ["Berapa pendiri?"]
regulations = [{ id = "uu-25-1992", article = "Pasal 6" }, { id = "press" }]
confidence = "high"
checked_on = 2026-11-21
review_by = 2027-05-21
+++
Cukup {n} orang.

1. Satu
"""


def test_a_sound_entry_is_read_whole() -> None:
    entry = parse_entry(SOUND, "founders.md")
    assert entry.id == "founders"
    assert entry.regulations == (Basis("uu-25-1992", "Pasal 6"), Basis("press", ""))
    assert entry.body == "Cukup {n} orang.\n\n1. Satu"
    assert entry.follow_up == ()
    assert entry.path == "founders.md"


def test_windows_line_ends_do_no_harm() -> None:
    assert parse_entry(SOUND.replace("\n", "\r\n")).body == parse_entry(SOUND).body


def test_the_review_is_past_only_after_its_day() -> None:
    entry = parse_entry(SOUND)
    assert not entry.past_review(date(2027, 5, 21))
    assert entry.past_review(date(2027, 5, 22))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("+++\nid", "id", "front matter"),
        ('id = "founders"', 'id = "Founders"', "kebab-case"),
        ('id = "founders"', "id = 3", "id must be text"),
        ('title = "Jumlah pendiri"\n', "", "missing title"),
        ('topic = "founding"', 'topic = "lain"', "none of founding"),
        ('confidence = "high"', 'confidence = "sure"', "none of high"),
        ('["Berapa pendiri?"]', '"Berapa pendiri?"', "list of texts"),
        ("checked_on = 2026-11-21", 'checked_on = "2026-11-21"', "without quotes"),
        ("review_by = 2027-05-21", "review_by = 2027-05-21T10:00:00", "without quotes"),
        ("regulations = [{", 'regulations = ["x", {', "not {id, article}"),
        ('article = "Pasal 6"', "article = 6", "must be text"),
        ('topic = "founding"', 'topic = "founding"\nauthor = "x"', "unknown key author"),
        ('topic = "founding"', "topic = ", "front matter"),
        ("Cukup {n} orang.\n\n1. Satu\n", "", "body is empty"),
    ],
)
def test_every_fault_names_the_file_and_the_key(old: str, new: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"(?s)founders\.md.*{told}"):
        parse_entry(SOUND.replace(old, new, 1), "founders.md")
