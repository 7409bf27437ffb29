"""The bot and the pretend Telegram as real processes on loopback: started, killed, read, and spoken to over HTTP."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox.seed import HADI, STAFF_GROUP, TOKEN
from storage.sealing import new_key
from tests.bot.town import INDEX

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds for a process to come up on a busy machine


def free_port() -> int:
    """Find a port of loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """Give this process's environment without any of our settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KLINIK_")}


@dataclass
class Running:
    """One process we started; its words go to files."""

    process: "subprocess.Popen[bytes]"
    errors: Path

    @classmethod
    def start(cls, arguments: list[str], environment: Mapping[str, str], folder: Path, name: str) -> "Running":
        """Start `python -m …` in a folder of its own, so that no `.env` of ours is read; words are appended."""
        errors = folder / f"{name}.stderr"
        path = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        with errors.open("ab") as stderr, (folder / f"{name}.stdout").open("ab") as stdout:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=folder,
                env={**clean_environment(), **path, **environment},
                stdout=stdout,
                stderr=stderr,
            )
        return cls(process, errors)

    @property
    def alive(self) -> bool:
        """Tell whether it still runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to stop and give its exit code."""
        if self.alive:
            self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9


@dataclass
class Pair:
    """The pretend Telegram, which lives all the time, and the bot, which comes and goes."""

    folder: Path
    key: str = field(default_factory=new_key)
    telegram_port: int = field(default_factory=free_port)
    bot_port: int = field(default_factory=free_port)
    telegram: Running | None = None
    bot: Running | None = None
    killed: list[float] = field(default_factory=list)
    """When the bot was killed, in `time.monotonic()`, which the pretend Telegram's log shares."""

    @property
    def data(self) -> Path:
        """The bot's data folder."""
        return self.folder / "data"

    @property
    def settings(self) -> dict[str, str]:
        """The bot's environment."""
        return {
            "KLINIK_TELEGRAM_API": f"http://127.0.0.1:{self.telegram_port}",
            "KLINIK_TELEGRAM_TOKEN": TOKEN,
            "KLINIK_DATA_DIR": str(self.data),
            "KLINIK_DATA_KEY": self.key,
            "KLINIK_HEADS": str(HADI),
            "KLINIK_STAFF_CHAT": str(STAFF_GROUP),
            "KLINIK_LISTEN": f"127.0.0.1:{self.bot_port}",
        }

    async def open(self) -> httpx.AsyncClient:
        """Start the pretend Telegram and give a client to its levers."""
        self.data.mkdir(parents=True, exist_ok=True)
        if INDEX.exists():
            shutil.copytree(INDEX, self.data / "index", dirs_exist_ok=True)
        arguments = ["bot.sandbox", "--port", str(self.telegram_port), "--no-limits", "--light"]
        self.telegram = Running.start(arguments, {}, self.folder, "telegram")
        levers = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.telegram_port}", timeout=60, trust_env=False)
        await _until_up(levers, "/control/state", self.telegram)
        return levers

    def start_bot(self) -> None:
        """Start the bot, without waiting for it."""
        self.bot = Running.start(["bot", "serve"], self.settings, self.folder, "bot")

    async def bot_up(self) -> dict[str, Any]:
        """Wait until the bot serves and give what it says of its health."""
        assert self.bot is not None
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.bot_port}", trust_env=False) as client:
            return await _until_up(client, "/health", self.bot)

    def kill_bot(self) -> None:
        """Kill the bot at this very moment."""
        assert self.bot is not None
        self.bot.kill()
        self.killed.append(time.monotonic())

    def close(self) -> None:
        """End both processes, the bot kindly; only those we started."""
        for running in (self.bot, self.telegram):
            if running is not None:
                running.stop()

    @property
    def said(self) -> str:
        """All the bot wrote to its standard error, over all its lives."""
        return (self.folder / "bot.stderr").read_text("utf-8", "replace")


async def _until_up(client: httpx.AsyncClient, path: str, running: Running) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not running.alive:
            raise AssertionError(f"it ended: {running.errors.read_text('utf-8', 'replace')[-2000:]}")
        try:
            answer = await client.get(path)
        except httpx.TransportError:
            await asyncio.sleep(0.05)
            continue
        found: dict[str, Any] = answer.json()
        return found
    raise AssertionError(f"{path} does not answer")
