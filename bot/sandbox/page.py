"""The page with the phones: everything a tester does by hand, live over server-sent events."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from bot.sandbox.clock import MovableClock
from bot.sandbox.deeds import do
from bot.sandbox.errors import Refusal
from bot.sandbox.inline import shown_offers
from bot.sandbox.people import Person
from bot.sandbox.phones import NeverShown
from bot.sandbox.showing import shown_answer, shown_call, shown_chat, shown_message, shown_person
from bot.sandbox.world import Change, World

Event = tuple[str, dict[str, Any]]
NextDue = Callable[[], Awaitable[datetime | None]]
HERE = Path(__file__).parent
INLINE = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "audio/ogg", "text/plain")
SHOWN_MESSAGES, SHOWN_CALLS, MOST_BEHIND, BEAT = 200, 150, 1000, 15.0
PATIENCE = 6.0  # seconds a phone waits for inline results


class Page:
    """The page of one world."""

    def __init__(
        self, world: World, clock: MovableClock, next_due: NextDue | None, links: Sequence[tuple[str, str]]
    ) -> None:
        self.world = world
        self.clock = clock
        self.next_due = next_due
        self.links = links
        self.templates = Jinja2Templates(HERE / "templates")
        self._watching: set[asyncio.Queue[Event | None]] = set()
        world.on_change(self._changed)
        clock.on_move(lambda: self._tell("clock", self._time()))

    # -- telling the browser ---------------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if self._watching and (event := self._event(change)):
            self._tell(*event)

    def _event(self, change: Change) -> Event | None:
        world, chat = self.world, self.world.chats.get(change.chat_id or 0)
        if change.what == "call":
            return "call", shown_call(world, change.about)
        if change.what == "answer":
            return "answer", shown_answer(change.about)
        if change.what == "person":
            return "person", shown_person(world.people[change.chat_id or 0])
        if chat is None:
            return None
        if change.what == "message":
            return "message", {"chat": chat.id, "message": shown_message(world, chat, change.about)}
        if change.what == "chat":
            return "chat", shown_chat(world, chat)
        return change.what, {"chat": chat.id, "about": change.about}

    def _tell(self, what: str, about: dict[str, Any]) -> None:
        for queue in tuple(self._watching):
            if queue.qsize() >= MOST_BEHIND:
                self._watching.discard(queue)
                queue.put_nowait(None)  # too far behind: the browser comes back and reads everything anew
            else:
                queue.put_nowait((what, about))

    async def live(self, request: Request) -> Response:
        """Stream what changes."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._watching.add(queue)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(queue), media_type="text/event-stream", headers=headers)

    async def _stream(self, queue: "asyncio.Queue[Event | None]") -> AsyncIterator[str]:
        try:
            yield "retry: 800\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"event: {event[0]}\ndata: {json.dumps(event[1])}\n\n"
        finally:
            self._watching.discard(queue)

    # -- what it shows ---------------------------------------------------------------------------------------------

    async def show(self, request: Request) -> Response:
        """Give the page."""
        context = {"links": self.links, "can_skip": self.next_due is not None}
        return self.templates.TemplateResponse(request, "phones.html", context)

    async def state(self, request: Request) -> Response:
        """Give everything there is to draw."""
        world = self.world
        return JSONResponse(
            {
                "bot": {"id": world.bot.id, "name": world.bot.name, "username": world.bot.username},
                "time": self._time(),
                "people": [shown_person(person) for person in world.people.values()],
                "chats": [shown_chat(world, chat) for chat in world.chats.values()],
                "messages": {
                    chat.id: [shown_message(world, chat, m) for m in list(chat.messages.values())[-SHOWN_MESSAGES:]]
                    for chat in world.chats.values()
                },
                "calls": [shown_call(world, call) for call in list(world.calls)[-SHOWN_CALLS:] if call.status],
                "limits_touched": world.limits.touched,
            }
        )

    def _time(self) -> dict[str, float]:
        return {"now": self.clock.now().timestamp(), "offset": self.clock.offset.total_seconds()}

    async def call(self, request: Request) -> Response:
        """Give one call whole."""
        number = int(request.path_params["number"])
        for call in self.world.calls.since(number - 1)[:1]:
            body = json.dumps(shown_call(self.world, call, whole=True), default=str)
            return Response(body, media_type="application/json")
        return JSONResponse({"error": "Panggilan itu sudah tidak disimpan."}, 404)

    async def buttons(self, request: Request) -> Response:
        """List the buttons ever shown in a chat, the newest first."""
        chat = self.world.chats[int(request.path_params["chat"])]
        seen: dict[tuple[int, str], dict[str, Any]] = {}
        for shown in reversed(chat.shown):
            seen.setdefault(
                (shown.message_id, shown.button["text"]),
                {"message": shown.message_id, "text": shown.button["text"], "there": shown.message_id in chat.messages},
            )
        return JSONResponse(list(seen.values())[:80])

    async def file(self, request: Request) -> Response:
        """Give a file: shown in the browser where it is safe to, else to be saved."""
        file = self.world.files.get(request.path_params["file_id"])
        if file is None:
            return Response("Berkas itu tidak ada.", 404)
        way = "inline" if file.mime in INLINE else "attachment"
        headers = {
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(file.content, media_type=file.mime, headers=headers)

    # -- what people do --------------------------------------------------------------------------------------------

    async def act(self, request: Request) -> Response:
        """Let somebody do something with their phone."""
        asked = await request.json()
        phone = self.world.phone(int(asked["person"]), int(asked["chat"]))
        return JSONResponse(do(phone, asked))

    async def inline(self, request: Request) -> Response:
        """Let somebody type `@bot words`; give what the bot offers, nothing if it takes too long."""
        asked = await request.json()
        query = self.world.phone(int(asked["person"]), int(asked["chat"])).inline(str(asked["words"]))
        until = time.monotonic() + PATIENCE
        while not query.answered and time.monotonic() < until:
            await asyncio.sleep(0.02)
        return JSONResponse(shown_offers(query))

    async def attach(self, request: Request) -> Response:
        """Let somebody send a file or a picture."""
        async with request.form() as form:
            phone = self.world.phone(int(str(form["person"])), int(str(form["chat"])))
            upload, caption = form["file"], str(form.get("caption", ""))
            if not isinstance(upload, UploadFile):
                raise ValueError("no file")
            content, name = await upload.read(), upload.filename or "berkas"
            if form.get("as") == "photo":
                phone.send_photo(content, caption, name)
            else:
                phone.send_document(name, content, upload.content_type or "", caption)
        return JSONResponse({})

    async def add_person(self, request: Request) -> Response:
        """Let one more person in."""
        name = str((await request.json())["name"]).strip()
        if not name:
            return JSONResponse({"error": "Namanya belum diisi."}, 400)
        person = self.world.add_person(Person(self.world.next_person_id(), name[:64], note="warga"))
        self.world.tell("chat", person.id)
        return JSONResponse(shown_person(person))

    async def move_clock(self, request: Request) -> Response:
        """Move the clock, or let it jump to the next reminder."""
        asked = await request.json()
        if not asked.get("next"):
            await self.clock.move(timedelta(seconds=float(asked["seconds"])))
            return JSONResponse(self._time())
        due = await self.next_due() if self.next_due else None
        if due is None:
            return JSONResponse({"error": "Tidak ada pengingat yang menunggu."}, 404)
        await self.clock.move(max(due - self.clock.now(), timedelta()) + timedelta(seconds=1))
        return JSONResponse(self._time())


def _kindly(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except (KeyError, ValueError, NeverShown, PermissionError, Refusal) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)

    return handle


def sandbox_page(
    world: World,
    clock: MovableClock,
    next_due: NextDue | None = None,
    links: Sequence[tuple[str, str]] = (),
) -> list[BaseRoute]:
    """Give the routes of the page: `/` and everything under `/sandbox`.

    `next_due` says when the next reminder falls due; `links` are (label, address) shown in the head of the page.
    """
    page = Page(world, clock, next_due, links)
    return [
        Route("/", page.show, methods=["GET"]),
        Route("/sandbox/state", page.state, methods=["GET"]),
        Route("/sandbox/live", page.live, methods=["GET"]),
        Route("/sandbox/call/{number:int}", page.call, methods=["GET"]),
        Route("/sandbox/buttons/{chat}", page.buttons, methods=["GET"]),
        Route("/sandbox/file/{file_id}", page.file, methods=["GET"]),
        Route("/sandbox/act", _kindly(page.act), methods=["POST"]),
        Route("/sandbox/inline", _kindly(page.inline), methods=["POST"]),
        Route("/sandbox/attach", _kindly(page.attach), methods=["POST"]),
        Route("/sandbox/people", _kindly(page.add_person), methods=["POST"]),
        Route("/sandbox/clock", _kindly(page.move_clock), methods=["POST"]),
        Mount("/sandbox/static", StaticFiles(directory=HERE / "static")),
    ]
