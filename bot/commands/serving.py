"""`klinik serve` and `klinik sandbox`: the clinic as a process, until it is told to stop."""

import asyncio
import logging
import signal
import socket
import sys
from contextlib import suppress
from datetime import datetime

import httpx
import uvicorn
from starlette.routing import BaseRoute

from bot import web
from bot.app import Clinic, build
from bot.counters import visiting
from bot.errors import WrongSettings
from bot.opening import open_database
from bot.sandbox.__main__ import application as pretend_telegram
from bot.sandbox.clock import MovableClock
from bot.sandbox.page import sandbox_page
from bot.sandbox.seed import HADI, SARI, STAFF_GROUP, TOKEN, seeded_world
from bot.settings import Settings
from storage import staff, visits
from storage.backup import CannotRestore, being_served
from storage.database import Transaction

log = logging.getLogger("klinik")


async def serve(settings: Settings, roles: frozenset[str], *, paced: bool = True) -> None:
    """Run the real bot until SIGTERM or SIGINT; raises WrongSettings when another process serves the database."""
    try:
        with being_served(settings.database), listening(*settings.address) as door:
            clinic = await build(settings, limited=paced)
            await clinic.start(receive="receive" in roles, clock="clock" in roles)
            log.info("serving, roles %s", ", ".join(sorted(roles)))
            await _until_told(clinic, web.routes(clinic), *settings.address, door)
    except CannotRestore as taken:
        raise WrongSettings(str(taken)) from None


def listening(host: str, port: int) -> socket.socket:
    """Take the port before anything else is begun; raises WrongSettings."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as taken:
        raise WrongSettings(f"KLINIK_LISTEN: {host}:{port} cannot be listened on ({taken.strerror}).") from None


async def sandbox(settings: Settings, port: int) -> None:
    """Run the whole clinic against the pretend Telegram, in one process."""
    clock = MovableClock()
    world = seeded_world(clock)
    own = {"telegram_token": TOKEN, "telegram_api": "http://sandbox", "webhook_url": ""}
    settings = settings.model_copy(update={**own, "staff_chat": STAFF_GROUP, "heads": (HADI,)})
    telegram = httpx.ASGITransport(app=pretend_telegram(world, clock))
    database = open_database(settings, clock.now)
    database.call(sandbox_people)
    clinic = await build(settings, transport=telegram, now=clock.now, database=database)
    await clinic.start()
    clock.on_move(clinic.clock.tick_all)

    async def next_due() -> datetime | None:
        return await database.run(visits.next_due)

    pages: list[BaseRoute] = [*web.routes(clinic), *sandbox_page(world, clock, next_due)]
    sys.stderr.write(f"\n  Klinik Koperasi, sandbox: http://127.0.0.1:{port}\n\n")
    await _until_told(clinic, pages, "127.0.0.1", port)


def sandbox_people(tx: Transaction) -> None:
    """Register the sandbox's staff and set its sample places."""
    staff.add(tx, SARI, "Mbak Sari", "adviser")
    staff.add(tx, HADI, "Pak Hadi", "head")
    visiting.set_samples(tx)


async def _until_told(
    clinic: Clinic, routes: list[BaseRoute], host: str, port: int, door: socket.socket | None = None
) -> None:
    config = uvicorn.Config(
        web.application(routes), host=host, port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()
    serving = asyncio.ensure_future(server.serve([door] if door else None))
    await asyncio.sleep(0)
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, lambda: setattr(server, "should_exit", True))
    try:
        with suppress(asyncio.CancelledError):
            await serving
    finally:
        await clinic.stop()
