"""The clinic's knowledge after one edit: from SINCE on twenty people found a primary cooperative, not nine."""

import shutil
from datetime import date, timedelta
from pathlib import Path

from knowledge.library import HERE, Library

CHANGED = "minimum_founders_primary"
SINCE = date(2027, 3, 1)
BEFORE = SINCE - timedelta(days=1)


def with_twenty_founders(folder: Path) -> Library:
    """Copy the knowledge into a folder that does not exist yet, and add the one line to its figures."""
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py", "documents"))
    path = folder / "figures.toml"
    head, table, rest = path.read_text(encoding="utf-8").partition(f"[{CHANGED}]")
    assert table
    edit = rest.replace("}]", f"}}, {{ value = 20, since = {SINCE} }}]", 1)
    path.write_text(head + table + edit, encoding="utf-8")
    return Library.load(folder)
