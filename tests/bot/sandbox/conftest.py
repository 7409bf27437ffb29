"""A world without flood limits, a client that speaks to it in process, and short words for both."""

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.sandbox.api import api_routes
from bot.sandbox.clock import MovableClock
from bot.sandbox.limits import Limits
from bot.sandbox.seed import TOKEN, seeded_world
from bot.sandbox.world import World

Answer = dict[str, Any]
Call = Callable[..., Awaitable[Answer]]
T = TypeVar("T")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))


@pytest.fixture
def world(clock: MovableClock) -> World:
    return seeded_world(clock, limits=Limits(on=False))


@pytest.fixture
def http(world: World) -> httpx.AsyncClient:
    app = Starlette(routes=api_routes(world))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://sandbox")


@pytest.fixture
def call(http: httpx.AsyncClient) -> Call:
    async def call(method: str, /, **parameters: Any) -> Answer:
        answer: Answer = (await http.post(f"/bot{TOKEN}/{method}", json=parameters)).json()
        return answer

    return call


@pytest.fixture
def run() -> Iterator[Callable[[Coroutine[Any, Any, T]], T]]:
    with asyncio.Runner() as runner:
        yield runner.run


@contextmanager
def over_a_socket(app: ASGIApp, http: Any = "h11") -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, http=http, log_level="critical", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def serving() -> Callable[..., AbstractContextManager[str]]:
    """Serve an app over a real socket, for a browser or another process."""
    return over_a_socket
