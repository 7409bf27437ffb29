"""The `klinik` commands as a newcomer types them: what they print, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage import staff
from storage.database import Database
from storage.sealing import Seal, new_key

KEY, OTHER_KEY = new_key(), new_key()


def klinik(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a data folder of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KLINIK_")}
    environment = {**clean, "KLINIK_DATA_DIR": str(folder), "KLINIK_DATA_KEY": KEY, **settings}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_backup_comes_back_and_a_wrong_key_is_told(tmp_path: Path) -> None:
    added = klinik(tmp_path, "staff", "add", "201", "--name", "Mbak Sari")
    assert added.returncode == 0, added.stderr
    assert klinik(tmp_path, "db", "check").returncode == 0
    copy = tmp_path / "cadangan" / "a.db"
    assert klinik(tmp_path, "db", "backup", str(copy)).returncode == 0
    again = klinik(tmp_path, "db", "backup", str(copy))
    assert again.returncode == 2
    assert "exists already" in again.stderr
    klinik(tmp_path, "staff", "add", "202", "--name", "Pak Hadi", "--role", "head")
    refused = klinik(tmp_path, "db", "restore", str(copy), KLINIK_DATA_KEY=OTHER_KEY)
    assert refused.returncode == 2
    assert "another data key" in refused.stderr
    assert klinik(tmp_path, "db", "restore", str(copy)).returncode == 0
    database = Database(f"sqlite:///{tmp_path}/klinik.db", Seal(KEY))
    members = database.call(staff.everyone)
    database.close()
    assert [member.name for member in members] == ["Mbak Sari"]


def test_a_database_of_another_key_does_not_open(tmp_path: Path) -> None:
    klinik(tmp_path, "db", "upgrade")
    told = klinik(tmp_path, "staff", "add", "1", "--name", "A", KLINIK_DATA_KEY=OTHER_KEY)
    assert told.returncode == 2
    assert "another data key" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("damage", ["nothing there", "not a database"])
def test_what_is_no_backup_is_not_restored(tmp_path: Path, damage: str) -> None:
    klinik(tmp_path, "db", "upgrade")
    file = tmp_path / "rusak.db"
    if damage == "not a database":
        file.write_text("bukan basis data")
    told = klinik(tmp_path, "db", "restore", str(file))
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert klinik(tmp_path, "db", "check").returncode == 0


def test_the_doctor_says_a_line_each_and_ends_with_one_when_something_is_missing(tmp_path: Path) -> None:
    klinik(tmp_path, "db", "upgrade")
    told = klinik(tmp_path, "doctor", "--json", KLINIK_TELEGRAM_API="http://127.0.0.1:9")
    assert told.returncode == 1
    found = {line["check"]: line for line in map(json.loads, told.stdout.splitlines())}
    assert found["database"]["ok"]
    assert found["key"]["ok"]
    assert found["knowledge"]["ok"]
    assert not found["token"]["ok"]


def test_wrong_use_ends_with_two(tmp_path: Path) -> None:
    assert klinik(tmp_path, "staff", "add", "1", "--name", "A", "--role", "boss").returncode == 2
    assert klinik(tmp_path, "bench", "everything").returncode == 2
    assert klinik(tmp_path, "nothing").returncode == 2


def test_a_new_key_opens_a_seal(tmp_path: Path) -> None:
    told = klinik(tmp_path, "key")
    assert Seal(told.stdout.strip()).open(Seal(told.stdout.strip()).close({"a": 1})) == {"a": 1}
