"""`klinik ask` and `klinik knowledge`: the machine's contract, to the letter."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from knowledge.fitting import index_for
from knowledge.library import HERE, Library

FIELDS = ["text", "status", "entry", "answer", "ranked", "sources", "ms"]
INDEX = HERE.parent / "data" / "test-index"


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of its own, with the index that all tests share."""
    monkeypatch.setenv("KLINIK_DATA_DIR", str(tmp_path))
    index_for(Library.load(), INDEX)
    (tmp_path / "index").symlink_to(INDEX, target_is_directory=True)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_question_gives_one_object_with_the_promised_fields() -> None:
    result = run("ask", "Berapa orang minimal untuk mendirikan koperasi?", "--json")
    assert result.exit_code == 0
    (found,) = lines(result)
    assert list(found) == FIELDS
    assert (found["status"], found["entry"]) == ("answered", "founders-minimum")
    assert "9 orang" in found["answer"]
    assert "Dasar: UU 25/1992" in found["answer"]
    assert found["sources"][0] == {"id": "uu-25-1992", "article": found["sources"][0]["article"]}
    assert len(found["ranked"]) >= 3
    assert all(set(row) == {"id", "score"} and 0 <= row["score"] <= 1 for row in found["ranked"])
    assert found["ms"] > 0


def test_a_batch_is_answered_in_order_each_by_itself(tmp_path: Path) -> None:
    texts = ["SHU kena pajak gak", "besok hujan tidak", "ktp saya hilang", "", "kalau untuk KSP?"]
    batch = tmp_path / "questions.jsonl"
    batch.write_text("\n".join(json.dumps({"text": text, "id": 1}) for text in texts) + "\n\n")
    result = run("ask", "--batch", str(batch), "--json")
    assert result.exit_code == 0
    found = lines(result)
    assert [row["text"] for row in found] == texts
    assert [row["status"] for row in found[:4]] == ["answered", "abstained", "routed", "abstained"]
    assert [row["answer"] is None for row in found[:4]] == [False, True, False, True]
    assert found[2]["sources"] == []
    alone = run("ask", texts[-1], "--json")
    assert lines(alone)[0]["ranked"] == found[-1]["ranked"]


def test_without_json_a_person_reads_the_answer() -> None:
    assert "Dasar: " in run("ask", "SHU kena pajak gak").stdout
    assert "belum ada di catatan" in run("ask", "besok hujan tidak").stdout


@pytest.mark.parametrize("line", ["no json", '{"question": "x"}', '{"text": 3}', "[1]", "null"])
def test_a_bad_line_is_wrong_use_and_nothing_is_written(tmp_path: Path, line: str) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"text": "apa"}\n' + line + "\n")
    result = run("ask", "--batch", str(batch), "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "line 2" in result.stderr


@pytest.mark.parametrize(
    "words", [["ask"], ["ask", "apa", "--batch", "x", "--json"], ["ask", "--batch", "none", "--json"]]
)
def test_wrong_use_exits_with_two(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_check_passes_and_speaks_json() -> None:
    result = run("knowledge", "check", "--json")
    assert result.exit_code == 0
    assert all(set(row) == {"where", "what", "warning"} and row["warning"] for row in lines(result))
    assert "0 errors" in run("knowledge", "check").stdout


def test_the_export_holds_every_entry_with_the_promised_fields() -> None:
    result = run("knowledge", "export", "--jsonl")
    assert result.exit_code == 0
    rows = lines(result)
    library = Library.load()
    assert [row["id"] for row in rows] == list(library.entries)
    for row in rows:
        assert list(row) == [
            "id", "title", "questions", "answer", "topic", "regulations", "confidence", "checked_on",
        ]  # fmt: skip
        assert row["questions"] == list(library.get(row["id"]).questions)
        assert "Dasar: " in row["answer"]
    assert run("knowledge", "export").exit_code == 2
