"""A wrong setting stops the start with one clear sentence, and every setting stands on its page."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.__main__ import main
from bot.app import build
from bot.errors import WrongSettings
from bot.opening import open_database
from bot.sandbox.__main__ import application
from bot.sandbox.clock import MovableClock
from bot.sandbox.seed import seeded_world
from bot.settings import Settings, for_serving, load
from storage.backup import being_served
from storage.sealing import new_key
from tests.bot.processes import ROOT, clean_environment

RIGHT = {
    "KLINIK_TELEGRAM_TOKEN": "7000001:sandbox",
    "KLINIK_TELEGRAM_API": "http://127.0.0.1:9",
    "KLINIK_DATA_KEY": "qoT1QkFqZ0m1Yq5vKuVrSg3k8mJ1dQmS5sI6m8cXb2E=",
    "KLINIK_DATA_DIR": "data",
    "KLINIK_LISTEN": "127.0.0.1:0",
}
WRONG = [
    ("KLINIK_TELEGRAM_TOKEN", ""),
    ("KLINIK_TELEGRAM_TOKEN", "rahasia"),
    ("KLINIK_TELEGRAM_TOKEN", "abc:def"),
    ("KLINIK_TELEGRAM_TOKEN", "123456:"),
    ("KLINIK_TELEGRAM_TOKEN", "123456:dua kata"),
    ("KLINIK_TELEGRAM_API", "api.telegram.org"),
    ("KLINIK_TELEGRAM_API", "ftp://api.telegram.org"),
    ("KLINIK_TELEGRAM_API", "http://"),
    ("KLINIK_DATA_KEY", ""),
    ("KLINIK_DATA_KEY", "bukan kunci"),
    ("KLINIK_DATA_KEY", "YWJj"),
    ("KLINIK_DATA_KEY", "kunci-é"),
    ("KLINIK_DATABASE_URL", "bukan alamat"),
    ("KLINIK_DATABASE_URL", "oracle://x/y"),
    ("KLINIK_DATABASE_URL", "mysql://x/y"),
    ("KLINIK_HEADS", "Pak Hadi"),
    ("KLINIK_HEADS", "12, x"),
    ("KLINIK_STAFF_CHAT", "grup petugas"),
    ("KLINIK_LISTEN", "8080"),
    ("KLINIK_LISTEN", "127.0.0.1:"),
    ("KLINIK_LISTEN", "127.0.0.1:99999"),
    ("KLINIK_LISTEN", "127.0.0.1:http"),
    ("KLINIK_TIMEZONE", "Malang"),
    ("KLINIK_TIMEZONE", "../etc/passwd"),
    ("KLINIK_TIMEZONE", ""),
    ("KLINIK_WEBHOOK_URL", "http://klinik.contoh.id"),
    ("KLINIK_WEBHOOK_URL", "klinik.contoh.id"),
]


@pytest.fixture(autouse=True)
def only_what_is_right(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment in which everything is right, and a folder without `.env`."""
    for name in [name for name in os.environ if name.startswith("KLINIK_")]:
        monkeypatch.delenv(name)
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run `klinik serve`, which must end with code 2, and give the one line it says."""
    monkeypatch.setattr(sys, "argv", ["klinik", "serve", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith(".")
    return said.err


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = refused(monkeypatch, capsys)
    assert said.startswith(name)
    assert "rahasia" not in said


def test_an_unknown_role_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "receive" in refused(monkeypatch, capsys, "--roles", "receive,sleep")


def test_a_data_folder_that_is_a_file_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("")
    assert refused(monkeypatch, capsys).startswith("KLINIK_DATA_DIR")


def test_a_database_sealed_by_another_key_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_database(load(), MovableClock().now).close()
    monkeypatch.setenv("KLINIK_DATA_KEY", new_key())
    assert refused(monkeypatch, capsys).startswith("KLINIK_DATA_KEY")


def test_a_file_that_is_no_database_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "klinik.db").write_text("bukan basis data " * 100)
    assert refused(monkeypatch, capsys).startswith("KLINIK_DATABASE_URL")


def test_a_database_of_a_later_release_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    open_database(load(), MovableClock().now).close()
    with sqlite3.connect(tmp_path / "data" / "klinik.db") as later:
        later.execute("UPDATE alembic_version SET version_num = 'besok'")
    assert refused(monkeypatch, capsys).startswith("KLINIK_DATABASE_URL")


def test_a_database_that_is_served_already_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with being_served(f"sqlite:///{tmp_path}/data/klinik.db"):
        assert "serves this database" in refused(monkeypatch, capsys)


def test_a_port_that_is_taken_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("KLINIK_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        assert refused(monkeypatch, capsys).startswith("KLINIK_LISTEN")


@pytest.mark.anyio
@pytest.mark.parametrize("token", ["7000002:lain", "7000001:lain"])
async def test_a_token_telegram_does_not_know_is_one_clear_sentence(token: str) -> None:
    clock = MovableClock()
    transport = httpx.ASGITransport(app=application(seeded_world(clock), clock))
    with pytest.raises(WrongSettings) as told:
        await build(load(telegram_token=token, telegram_api="http://sandbox"), transport=transport)
    assert str(told.value).startswith("KLINIK_TELEGRAM_TOKEN")
    assert "lain" not in str(told.value)


@pytest.mark.anyio
async def test_a_server_that_is_not_telegrams_is_one_clear_sentence() -> None:
    elsewhere = httpx.MockTransport(lambda request: httpx.Response(200, text="<html>Selamat datang</html>"))
    with pytest.raises(WrongSettings) as told:
        await build(load(telegram_api="http://sandbox"), transport=elsewhere)
    assert str(told.value).startswith("KLINIK_TELEGRAM_API: http://sandbox ")


def test_the_process_ends_with_code_2_and_one_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=tmp_path,
        env={**clean_environment(), **RIGHT, "KLINIK_TELEGRAM_TOKEN": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert re.fullmatch(r"KLINIK_TELEGRAM_TOKEN is missing: .*\.\n", ended.stderr)


def test_what_is_right_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLINIK_HEADS", "12, 34 56")
    monkeypatch.setenv("KLINIK_STAFF_CHAT", "-1002000000001")
    monkeypatch.setenv("KLINIK_LISTEN", "[::1]:8080")
    settings = for_serving(load())
    assert settings.heads == (12, 34, 56)
    assert settings.staff_chat == -1002000000001
    assert settings.address == ("::1", 8080)
    monkeypatch.setenv("KLINIK_HEADS", "")
    monkeypatch.setenv("KLINIK_STAFF_CHAT", "")
    assert load().heads == ()
    assert load().staff_chat is None


def test_the_key_is_never_repeated_in_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLINIK_DATA_KEY", "kunci-rahasia-sekali")
    with pytest.raises(WrongSettings) as told:
        load()
    assert "rahasia" not in str(told.value)


@pytest.mark.parametrize("page", [".env.example", "docs/running.md"])
def test_every_setting_stands_on_its_page_and_no_other(page: str) -> None:
    told = set(re.findall(r"KLINIK_[A-Z_]*[A-Z]", (ROOT / page).read_text("utf-8")))
    assert told == {f"KLINIK_{name.upper()}" for name in Settings.model_fields}


def test_the_example_is_taken_as_it_is_but_for_token_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in RIGHT:
        monkeypatch.delenv(name)
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)
