"""Four rooms, one direction: bot → storage → flows → knowledge. Read from the imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("knowledge", "flows", "storage", "bot")
PURE = ("sqlalchemy", "sqlmodel", "aiogram", "telegram", "httpx", "asyncio", "apscheduler", "starlette")


def imports(path: Path) -> set[str]:
    """The top names a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_arrow_points_back(room: str) -> None:
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    files = list((ROOT / room).rglob("*.py"))
    assert files
    wrong = {str(path.relative_to(ROOT)): imports(path) & above for path in files if imports(path) & above}
    assert wrong == {}


@pytest.mark.parametrize("room", ["knowledge", "flows"])
def test_the_inner_rooms_know_no_telegram_no_sql_and_no_loop(room: str) -> None:
    wrong = {str(path): imports(path) & set(PURE) for path in (ROOT / room).rglob("*.py") if imports(path) & set(PURE)}
    assert wrong == {}


def test_only_bot_reads_the_environment() -> None:
    for room in ("knowledge", "flows", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            assert "environ" not in path.read_text(encoding="utf-8"), path
