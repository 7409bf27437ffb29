"""Rules: what is in force, and how it is cited."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.regulations import Regulations

TODAY = date(2026, 11, 21)


def rules(tmp_path: Path, more: str = "") -> Regulations:
    path = tmp_path / "regulations.toml"
    path.write_text(
        '[old]\ntitle="Lama"\nshort="UU 1/1990"\nkind="statute"\nstatus="repealed"\nrepealed_by=["new"]\n'
        '[new]\ntitle="Baru"\nshort="UU 2/2020"\nkind="statute"\nstatus="amended"\n' + more
    )
    return Regulations.load(path)


def test_a_rule_is_cited_with_its_article(tmp_path: Path) -> None:
    assert rules(tmp_path).cite("new", "Pasal 6 ayat (1)") == "UU 2/2020 Pasal 6 ayat (1)"
    assert rules(tmp_path).cite("new") == "UU 2/2020"
    with pytest.raises(KnowledgeError, match="uu-9"):
        rules(tmp_path).cite("uu-9")


def test_an_amended_rule_still_holds_and_a_repealed_one_does_not(tmp_path: Path) -> None:
    assert rules(tmp_path).get("new").in_force_on(TODAY)
    assert not rules(tmp_path).get("old").in_force_on(TODAY)


def test_a_rule_with_an_end_holds_up_to_that_day(tmp_path: Path) -> None:
    found = rules(
        tmp_path, '[brief]\ntitle="B"\nshort="SE 1"\nkind="circular"\nstatus="in_force"\nin_force_until=2026-11-21\n'
    )
    assert found.get("brief").in_force_on(TODAY)
    assert not found.get("brief").in_force_on(date(2026, 11, 22))


def test_an_unknown_successor_and_a_contradiction_are_problems(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        '[odd]\ntitle="O"\nshort="O"\nkind="statute"\nstatus="in_force"\nrepealed_by=["new"]\namended_by=["none"]\n',
    )
    told = "\n".join(found.problems())
    assert "«none»" in told
    assert "has repealed_by" in told


@pytest.mark.parametrize("table", ['[x]\ntitle="X"', "x = 1", '[x]\ntitle="X"\nshort="X"\nkind="law"\nstatus="void"'])
def test_a_wrong_table_is_told_by_name(tmp_path: Path, table: str) -> None:
    with pytest.raises(KnowledgeError, match="x"):
        rules(tmp_path, table)
