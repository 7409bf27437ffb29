"""Whole conversations, read by advisers and compared to the letter; KLINIK_REWRITE=1 writes them anew.

A file begins with `alur: <flow>`; only the `warga:` lines (and `--- n hari kemudian ---`) drive it, a `[button]` is
pressed, anything else is typed. What the clinic says stands between them.
"""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.founders import CONTEXT
from tests.flows.interviews import case
from tests.flows.talking import NOW, Talk, facts

FOLDER = Path(__file__).parent / "transcripts"
LATER = re.compile(r"--- (\d+) hari kemudian ---")
INDENT = " " * 8


def inputs(lines: list[str]) -> Iterator[str]:
    """Give what the resident typed or pressed, and the days that passed."""
    gathered: list[str] | None = None
    for line in [*lines, "klinik: "]:
        if gathered is not None and line.startswith(INDENT):
            gathered.append(line.removeprefix(INDENT))
            continue
        if gathered is not None:
            yield "\n".join(gathered)
            gathered = None
        if line.startswith("warga: "):
            gathered = [line.removeprefix("warga: ")]
        elif LATER.fullmatch(line):
            yield line


def performed(script: str) -> str:
    """Hold the conversation again and give it as it now reads."""
    head, *lines = script.split("\n")
    flow = head.removeprefix("alur: ")
    world = facts(NOW + timedelta(days=8), case()) if flow == "founding_meeting" else facts(case=CONTEXT)
    talk = Talk(flow, world)
    for given in inputs(lines):
        if later := LATER.fullmatch(given):
            talk.heard.append(given)
            talk.comes_back(talk.facts.now + timedelta(days=int(later[1])))
        elif given.startswith("[") and given.endswith("]"):
            talk.presses(given[1:-1])
        else:
            talk.types(given)
    assert talk.outcome is not None, f"the conversation stops at «{talk.asks}»"
    return f"{head}\n{talk.transcript}hasil: {type(talk.outcome).__name__}\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_reads_as_its_transcript(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    now = performed(script)
    if os.environ.get("KLINIK_REWRITE"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


def test_there_are_transcripts_of_every_way() -> None:
    ends = {path.read_text(encoding="utf-8").rstrip().split("hasil: ")[-1] for path in FOLDER.glob("*.txt")}
    assert ends >= {"Prepared", "JoinKkmp", "LeftOff", "MeetingHeld", "FounderGave"}
