"""Figures: one place for every number, and the day decides which holds."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.figures import Figures, names_in

TABLES = """
[founders]
values = [{ value = 20, since = 1992-10-21 }, { value = 9, since = 2020-11-02 }]
unit = "orang"
meaning = "fewest founders"
[capital]
values = [{ value = 500_000_000, since = 2023-01-01 }]
unit = "rupiah"
meaning = "capital"
[tax]
values = [{ value = 0.5, since = 2018-07-01 }]
unit = "persen"
meaning = "tax"
"""
TODAY = date(2026, 11, 21)


def figures(tmp_path: Path, text: str = TABLES) -> Figures:
    path = tmp_path / "figures.toml"
    path.write_text(text)
    return Figures.load(path)


def test_a_new_law_takes_effect_on_its_day(tmp_path: Path) -> None:
    all_days = figures(tmp_path)
    assert all_days.on(date(2020, 11, 1)).value("founders") == 20
    assert all_days.on(date(2020, 11, 2)).value("founders") == 9
    assert all_days.on(date(1980, 1, 1)).value("founders") == 20


def test_a_text_is_filled_by_unit_and_in_words(tmp_path: Path) -> None:
    now = figures(tmp_path).on(TODAY)
    text = "{founders} orang ({founders:words}), {capital}, {tax}, {capital:words} rupiah"
    assert now.fill(text) == "9 orang (sembilan), Rp500.000.000, 0,5%, lima ratus juta rupiah"


def test_an_unknown_name_or_form_names_the_file(tmp_path: Path) -> None:
    now = figures(tmp_path).on(TODAY)
    with pytest.raises(KnowledgeError, match=r"figures\.toml.*founder_count"):
        now.fill("{founder_count} orang")
    with pytest.raises(KnowledgeError, match="words"):
        now.fill("{founders:roman}")


def test_half_a_percent_is_no_whole_number(tmp_path: Path) -> None:
    now = figures(tmp_path).on(TODAY)
    assert str(now.exact("tax")) == "0.5"
    with pytest.raises(KnowledgeError, match="not a whole number"):
        now.value("tax")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("[a]\nunit='x'\nmeaning='y'", "missing keys"),
        ("[a]\nvalues=[]\nunit='x'\nmeaning='y'", "values"),
        ("[a]\nvalues=[{value='9', since=2020-01-01}]\nunit='x'\nmeaning='y'", "number"),
        ("[a]\nvalues=[{value=true, since=2020-01-01}]\nunit='x'\nmeaning='y'", "number"),
        ("[a]\nvalues=[{value=1, since='2020'}]\nunit='x'\nmeaning='y'", "date"),
        ("[a]\nvalues=[{value=1,since=2021-01-01},{value=2,since=2020-01-01}]\nunit='x'\nmeaning='y'", "oldest"),
        ("[a]\nvalues=[{value=1,since=2021-01-01}]\nunit='x'\nmeaning='y'\nnote='z'", "unknown keys"),
        ("['A b']\nvalues=[{value=1,since=2021-01-01}]\nunit='x'\nmeaning='y'", "lower-case"),
        ("a = 1", "outside"),
        ("[a", "figures.toml"),
    ],
)
def test_a_wrong_table_is_told_by_name(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=told):
        figures(tmp_path, wrong)


def test_the_names_in_a_text_are_listed_in_order() -> None:
    assert names_in("{b} dan {a:words}, bukan {Salah}") == ["b", "a"]
