"""Levers for tests and benchmarks in another process: make people, let them write, read what was sent, break things."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.calls import Call, Fault
from bot.sandbox.clock import MovableClock
from bot.sandbox.errors import Refusal
from bot.sandbox.people import Person
from bot.sandbox.phones import NeverShown, Phone
from bot.sandbox.world import Change, World

Handler = Callable[[Request], Awaitable[Response]]
LONGEST_WAIT = 30.0


class Control:
    """The control endpoints of one world; bot.sandbox.__main__ documents them."""

    def __init__(self, world: World, clock: MovableClock) -> None:
        self.world = world
        self.clock = clock
        self.sent: list[dict[str, Any]] = []
        """Every call but getUpdates, kept small and for good."""
        self._fresh = asyncio.Event()
        world.on_change(self._note)

    def _note(self, change: Change) -> None:
        call = change.about
        if change.what != "call" or not isinstance(call, Call) or call.method == "getUpdates":
            return
        self.sent.append(
            {
                "n": len(self.sent) + 1,
                "at": time.monotonic(),
                "method": call.method,
                "chat": call.chat_id,
                "status": call.status,
                "flagged": call.flagged,
                "text": str(call.parameters.get("text", ""))[:200],
                "description": call.answer.get("description", ""),
            }
        )
        self._fresh.set()

    def _phone(self, asked: dict[str, Any]) -> Phone:
        return self.world.phone(int(asked["person"]), asked.get("chat"))

    async def people(self, request: Request) -> Response:
        """Make people."""
        asked = await request.json()
        first = int(asked.get("first_id", self.world.next_person_id()))
        for number in range(first, first + int(asked["count"])):
            person = self.world.add_person(Person(number, f"Warga {number}", note="warga"))
            self.world.chats[person.id].started = bool(asked.get("started", False))
        return JSONResponse({"first_id": first, "count": int(asked["count"])})

    async def write(self, request: Request) -> Response:
        """Let people write."""
        written = []
        for asked in await request.json():
            message = self._phone(asked).write(asked["text"], asked.get("reply_to"))
            written.append({"message_id": message.id, "update_id": self.world.updates.last_id, "at": time.monotonic()})
        return JSONResponse(written)

    async def press(self, request: Request) -> Response:
        """Let people press buttons."""
        pressed = []
        for asked in await request.json():
            self._phone(asked).press(asked["button"], asked.get("message"))
            pressed.append({"update_id": self.world.updates.last_id, "at": time.monotonic()})
        return JSONResponse(pressed)

    async def inject(self, request: Request) -> Response:
        """Push raw updates."""
        return JSONResponse([self.world.inject(update) for update in await request.json()])

    async def calls(self, request: Request) -> Response:
        """Give the calls after number `since`, waiting up to `wait` seconds for a first one."""
        since, wait = int(request.query_params.get("since", 0)), float(request.query_params.get("wait", 0))
        until = time.monotonic() + min(wait, LONGEST_WAIT)
        while len(self.sent) <= since and (left := until - time.monotonic()) > 0:
            self._fresh.clear()
            try:
                await asyncio.wait_for(self._fresh.wait(), left)
            except TimeoutError:
                break
        return JSONResponse({"next": len(self.sent), "calls": self.sent[since:]})

    async def chat(self, request: Request) -> Response:
        """Give what a person sees."""
        asked: dict[str, Any] = {"person": request.query_params["person"]}
        if chat := request.query_params.get("chat"):
            asked["chat"] = int(chat)
        messages = [
            {"id": m.id, "bot": m.from_bot, "text": m.text, "html": m.html, "buttons": m.buttons, "edited": m.edited}
            for m in self._phone(asked).messages
        ]
        return JSONResponse(messages)

    async def state(self, request: Request) -> Response:
        """Say how things stand."""
        world = self.world
        return JSONResponse(
            {
                "now": self.clock.now().isoformat(),
                "monotonic": time.monotonic(),
                "people": len(world.people),
                "waiting": len(world.updates.waiting),
                "last_update_id": world.updates.last_id,
                "sent": len(self.sent),
                "limits_on": world.limits.on,
                "limits_touched": world.limits.touched,
                "webhook": world.updates.webhook,
                "faults": [asdict(fault) for fault in world.faults.waiting],
            }
        )

    async def faults(self, request: Request) -> Response:
        """Order faults; an empty list takes all back."""
        asked = await request.json()
        if not asked:
            self.world.faults.waiting.clear()
        known = {field.name for field in fields(Fault)}
        for one in asked:
            if unknown := one.keys() - known:
                return JSONResponse({"error": f"a fault has no {', '.join(sorted(unknown))}"}, 400)
            self.world.faults.order(Fault(**one))
        return JSONResponse({"waiting": len(self.world.faults.waiting)})

    async def move(self, request: Request) -> Response:
        """Move the clock."""
        asked = await request.json()
        if "to" in asked:
            await self.clock.move_to(datetime.fromisoformat(asked["to"]))
        else:
            await self.clock.move(timedelta(seconds=float(asked["seconds"])))
        return JSONResponse({"now": self.clock.now().isoformat()})

    async def limits(self, request: Request) -> Response:
        """Switch the flood limits, or change their numbers."""
        for name, value in (await request.json()).items():
            if name not in ("on", "per_second", "burst", "group_per_minute", "overall_per_second"):
                return JSONResponse({"error": f"no limit is called {name}"}, 400)
            setattr(self.world.limits, name, value)
        return JSONResponse({"on": self.world.limits.on})


def _kindly(handler: Handler) -> Handler:
    """Answer a wrong request with a sentence instead of a traceback."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except (KeyError, ValueError, TypeError, NeverShown, PermissionError, Refusal) as wrong:
            return JSONResponse({"error": f"{type(wrong).__name__}: {wrong}"}, 400)

    return handle


def control_routes(world: World, clock: MovableClock) -> list[Route]:
    """Give the routes under /control."""
    control = Control(world, clock)
    posts = {
        "people": control.people,
        "write": control.write,
        "press": control.press,
        "inject": control.inject,
        "faults": control.faults,
        "clock": control.move,
        "limits": control.limits,
    }
    gets = {"sent": control.calls, "chat": control.chat, "state": control.state}
    return [
        *(Route(f"/control/{name}", _kindly(handler), methods=["POST"]) for name, handler in posts.items()),
        *(Route(f"/control/{name}", _kindly(handler), methods=["GET"]) for name, handler in gets.items()),
    ]
