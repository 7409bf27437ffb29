"""The one ASGI app: Telegram's webhook, health, and in the sandbox the pretend Telegram with its phones."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.app import Clinic
from storage import inbox


def routes(clinic: Clinic) -> list[BaseRoute]:
    """Give the routes of a running clinic."""

    async def health(request: Request) -> JSONResponse:
        parked = await clinic.database.run(inbox.parked)
        return JSONResponse({"ok": True, "waiting": clinic.pump.waiting, "parked": parked})

    path = urlsplit(clinic.settings.webhook_address).path or "/telegram"
    return [
        Route("/health", health, methods=["GET"]),
        Route(path, clinic.doors.webhook, methods=["POST"]),
    ]


def application(more: Sequence[BaseRoute]) -> Starlette:
    """Make the app of these routes."""
    return Starlette(routes=list(more))
