"""The pretend Telegram as a process of its own: `python -m bot.sandbox --port 8081 [--no-limits] [--empty]`.

It serves the Bot API (`http://host:port/bot7000001:sandbox/<method>`, files under `/file/bot…`), the page with the
phones at `/`, and levers for tests and benchmarks in another process. All bodies are JSON; a wrong request is answered
400 `{"error": …}`. Times «at» are `time.monotonic()`, which processes of one machine share.

    POST /control/people  {"count": 100, "first_id"?: 10001, "started"?: true}   → {"first_id", "count"}
    POST /control/write   [{"person": 101, "text": "Halo", "chat"?: -1001, "reply_to"?: 7}, …]
                          → [{"message_id", "update_id", "at"}, …] in the same order
    POST /control/press   [{"person": 101, "button": "label or callback data", "message"?: 7, "chat"?: …}, …]
                          → [{"update_id", "at"}, …]
    POST /control/inject  [{"message": …}, …] any raw updates; "update_id" may be given   → [update_id, …]
    GET  /control/sent    ?since=0&wait=5   → {"next": 12, "calls": [{"n", "at", "method", "chat", "status", "flagged",
                          "text", "description"}, …]}: every call but getUpdates; ask again with since=next
    GET  /control/chat    ?person=101&chat=-1001   → [{"id", "bot", "text", "html", "buttons", "edited"}, …]
    GET  /control/state   → {"now", "monotonic", "people", "waiting", "last_update_id", "sent", "limits_on",
                          "limits_touched", "webhook", "faults"}
    POST /control/faults  [{"method": "sendMessage" | "*", "chat_id"?, "code"?: 502, "description"?, "retry_after"?,
                          "lose_answer"?: true, "answer"?: …, "delay"?: 1.5, "times"?: 3}, …]; [] takes all back
    POST /control/clock   {"seconds": 3600} or {"to": "2026-12-01T09:00:00+07:00"}
    POST /control/limits  {"on": false, "per_second"?, "burst"?, "group_per_minute"?, "overall_per_second"?}
"""

import argparse
import contextlib
import sys
from collections.abc import AsyncIterator, Callable

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.api import BotApi, api_routes
from bot.sandbox.clock import MovableClock
from bot.sandbox.control import control_routes
from bot.sandbox.limits import Limits
from bot.sandbox.page import sandbox_page
from bot.sandbox.quick import quick
from bot.sandbox.seed import TOKEN, bare_world, seeded_world
from bot.sandbox.world import World


def application(world: World, clock: MovableClock) -> ASGIApp:
    """Put the API, the page and the levers together; calls of the bot take the shortest way."""
    routes = [*control_routes(world, clock), *sandbox_page(world, clock), *api_routes(world)]
    rest, api = Starlette(routes=routes, lifespan=_closing(world)), BotApi(world)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/bot"):
            await api(scope, receive, send)
        else:
            await rest(scope, receive, send)

    return app


def _closing(world: World) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        world.webhook.close()

    return lifespan


def main(arguments: list[str] | None = None) -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="A pretend Telegram to test against.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-limits", action="store_true", help="never answer 429 by itself")
    parser.add_argument("--empty", action="store_true", help="start with nobody but the bot")
    parser.add_argument("--light", action="store_true", help="skip aiogram's second opinion on every request")
    asked = parser.parse_args(arguments)
    clock = MovableClock()
    world = (bare_world if asked.empty else seeded_world)(clock, asked.token, Limits(on=not asked.no_limits))
    world.typed_checks = not asked.light
    sys.stdout.write(f"http://{asked.host}:{asked.port}\n")
    sys.stdout.flush()
    uvicorn.run(
        application(world, clock),
        http=quick(BotApi(world)),
        host=asked.host,
        port=asked.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
