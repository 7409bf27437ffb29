"""`klinik bench turns`: full durable turns against bare baselines on the same wire, in the same run.

The pretend Telegram runs as a process of its own on loopback; every bot is a process of its own too. Figures are
ratios to be quoted, not times to be asserted: the machine is shared.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.settings import load
from knowledge.fitting import index_for
from knowledge.library import Library
from storage.sealing import new_key

TOKEN = "7000001:sandbox"  # noqa: S105 - the sandbox's
PEOPLE, FIRST = 50, 10_001
TURNS, BACKLOG, RATE, SECONDS = 2_000, 3_000, 30, 20
BOTS = ("echo", "form", "klinik")
FIRST_WORDS = ("/dirikan", "Setuju")  # into the interview
ANSWERS = ("Koperasi kelompok kami sendiri", "/kembali")  # then a person's turns, again and again


@dataclass
class Api:
    """The pretend Telegram in its own process, and its levers."""

    base: str
    http: httpx.Client
    seen: int = 0

    def write(self, messages: list[tuple[int, str]]) -> list[float]:
        """Let people write; gives when (monotonic seconds)."""
        body = [{"person": person, "text": text} for person, text in messages]
        return [one["at"] for one in self.http.post("/control/write", json=body).json()]

    def sent(self, wait: float = 1.0) -> list[dict[str, Any]]:
        """Give the messages that came since the last look."""
        answer = self.http.get("/control/sent", params={"since": self.seen, "wait": wait}).json()
        self.seen = answer["next"]
        return [call for call in answer["calls"] if call["method"] == "sendMessage" and call["status"] == 200]


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def telegram() -> Iterator[Api]:
    """Run the pretend Telegram."""
    port = free_port()
    command = [sys.executable, "-m", "bot.sandbox", "--port", str(port), "--no-limits", "--empty"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    base = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=base, timeout=60) as http:
            _until_up(http)
            http.post("/control/people", json={"count": PEOPLE, "first_id": FIRST, "started": True})
            yield Api(base, http)
    finally:
        process.kill()
        process.wait()


def _until_up(http: httpx.Client) -> None:
    for _ in range(200):
        try:
            http.get("/control/state")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the pretend Telegram did not start")


@contextmanager
def running(which: str, api: Api, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run one bot."""
    environment = {**os.environ, "KLINIK_TELEGRAM_API": api.base, "KLINIK_TELEGRAM_TOKEN": TOKEN}
    environment |= {
        "KLINIK_DATA_DIR": str(folder),
        "KLINIK_DATA_KEY": new_key(),
        "KLINIK_LISTEN": f"127.0.0.1:{free_port()}",
    }
    if which == "klinik":
        command = [sys.executable, "-m", "bot", "serve", "--no-pace"]
    else:
        command = [sys.executable, "-m", "bot.commands.bench_bots", which, api.base, TOKEN]
    log = (folder / f"{which}.log").open("wb")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        log.close()


def people() -> list[int]:
    """Give the people's ids."""
    return list(range(FIRST, FIRST + PEOPLE))


def measure(which: str, api: Api, folder: Path) -> Mapping[str, float]:
    """Measure one bot: start, turns per second, latency at thirty a second, a backlog, memory."""
    api.sent(0)
    started = time.monotonic()
    api.write([(FIRST, "/mulai")])
    with running(which, api, folder) as process:
        first = _first_answer(api, process)
        figures = {"seconds_to_first_answer": first - started}
        _drain(api)
        for words in FIRST_WORDS:
            api.write([(person, words) for person in people()])
            _drain(api)
        figures["turns_per_second"] = closed_loop(api, TURNS)
        figures |= open_loop(api)
        figures["backlog_seconds"] = backlog(api)
        figures["memory_mb"] = _memory(process.pid)
    return figures


def _first_answer(api: Api, process: subprocess.Popen[bytes]) -> float:
    for _ in range(300):
        if calls := api.sent(1.0):
            return float(calls[0]["at"])
        if process.poll() is not None:
            raise RuntimeError("the bot ended before it answered; its log stands in its folder")
    raise RuntimeError("the bot did not answer within five minutes")


def closed_loop(api: Api, turns: int) -> float:
    """Fifty people, each writing again once answered; gives turns per second."""
    step = dict.fromkeys(people(), 0)
    begun = time.monotonic()
    api.write([(person, ANSWERS[0]) for person in people()])
    answered = 0
    while answered < turns:
        following = []
        for call in api.sent():
            person = int(call["chat"])
            answered += 1
            step[person] += 1
            following.append((person, ANSWERS[step[person] % len(ANSWERS)]))
        if following:
            api.write(following)
    seconds = time.monotonic() - begun
    _drain(api)
    return turns / seconds


def _drain(api: Api) -> None:
    while api.sent(0.5):
        pass


def open_loop(api: Api) -> dict[str, float]:
    """Thirty turns a second, Telegram's own ceiling; gives latency in milliseconds."""
    waiting: dict[int, list[float]] = {person: [] for person in people()}
    step = dict.fromkeys(people(), 0)
    delays: list[float] = []

    def collect() -> None:
        for call in api.sent(0):
            if waiting[int(call["chat"])]:
                delays.append(float(call["at"]) - waiting[int(call["chat"])].pop(0))

    begun = time.monotonic()
    for number in range(RATE * SECONDS):
        person = FIRST + number % PEOPLE
        pause = begun + number / RATE - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        waiting[person] += api.write([(person, ANSWERS[step[person] % len(ANSWERS)])])
        step[person] += 1
        if number % 15 == 0:
            collect()
    time.sleep(1)
    collect()
    cuts = statistics.quantiles(delays, n=20)
    return {"p50_ms": statistics.median(delays) * 1000, "p95_ms": cuts[18] * 1000}


def backlog(api: Api) -> float:
    """Let three thousand updates wait at once; gives seconds until all are answered."""
    begun = time.monotonic()
    for at in range(BACKLOG // PEOPLE):
        api.write([(person, ANSWERS[at % len(ANSWERS)]) for person in people()])
    answered = 0
    while answered < BACKLOG:
        answered += len(api.sent())
    return time.monotonic() - begun


def _memory(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def run(what: str, *, as_json: bool, folds: int = 4) -> int:
    """Run the benchmark and print it; gives the exit code. Only `search` knows folds."""
    if what == "search":
        from bot.commands import bench_search

        return bench_search.run(folds=folds, as_json=as_json)
    if what != "turns":
        print("bench knows: turns, search", file=sys.stderr)
        return 2
    found: dict[str, Mapping[str, float]] = {}
    library, index = Library.load(), load().data_dir / "index"
    index_for(library, index)  # fitting once a release is not what a start costs
    for which in BOTS:
        with tempfile.TemporaryDirectory() as folder, telegram() as api:
            shutil.copytree(index, Path(folder) / "index")
            found[which] = measure(which, api, Path(folder))
        _print(which, found[which], as_json)
    echo, ours = found["echo"], found["klinik"]
    ratios = {
        "turns_ratio_to_echo": ours["turns_per_second"] / echo["turns_per_second"],
        "turns_ratio_to_form": ours["turns_per_second"] / found["form"]["turns_per_second"],
        "added_p50_ms": ours["p50_ms"] - echo["p50_ms"],
        "added_p95_ms": ours["p95_ms"] - echo["p95_ms"],
    }
    _print("klinik against echo", ratios, as_json)
    return 0


def _print(name: str, figures: Mapping[str, float], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"bot": name, **{key: round(value, 3) for key, value in figures.items()}}), flush=True)
    else:
        print(name, *(f"  {key:24} {value:10.2f}" for key, value in figures.items()), sep="\n", flush=True)
