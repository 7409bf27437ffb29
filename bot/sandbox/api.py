"""The Bot API over HTTP: `<base>/bot<token>/<method>` and `<base>/file/bot<token>/<path>`, in any ASGI app."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from bot.sandbox.errors import AnswerLost, Refusal, bad
from bot.sandbox.world import Uploads, World

MOST_BYTES = 52 * 2**20
TOKEN_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_\-]+")
JSON_HEADERS = (b"content-type", b"application/json")


class BotApi:
    """One ASGI app for the calls of one world's bot."""

    def __init__(self, world: World, base: str = "") -> None:
        self.world = world
        self.base = base.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"].removeprefix(self.base)
        if path.startswith("/file/bot"):
            await self._file(path.removeprefix("/file/bot"), send)
            return
        kind = next((value for key, value in scope["headers"] if key == b"content-type"), b"").lower()
        try:
            if kind.startswith(b"multipart/form-data"):
                status, body = await self._answered(path, await _multipart(scope, receive))
            else:
                query: bytes = scope["query_string"]
                status, body = await self.answer(path, query, kind, await _body(receive))
        except Refusal as too_large:
            status, body = too_large.code, _written(too_large.answer())
        except AnswerLost:
            await _break(scope, send)
            return
        except ClientDisconnect:
            return
        await _respond(send, status, body, JSON_HEADERS)

    async def answer(self, path: str, query: bytes, kind: bytes, body: bytes) -> tuple[int, bytes]:
        """Answer a call that came as JSON, a plain form or a query; raise AnswerLost where a fault says so."""
        try:
            given = _read(query, kind, body)
        except Refusal as unread:
            return unread.code, _written(unread.answer())
        return await self._answered(path, (given, {}))

    async def _answered(self, path: str, request: tuple[dict[str, Any], Uploads]) -> tuple[int, bytes]:
        token, _, method = path.removeprefix("/bot").partition("/")
        if refusal := self._stranger(unquote(token)):
            return refusal.code, _written(refusal.answer())
        call = await self.world.call(method, *request)
        return call.status, _written(call.answer)

    def _stranger(self, token: str) -> Refusal | None:
        if token == self.world.bot.token:
            return None
        return Refusal(401, "Unauthorized") if TOKEN_SHAPE.fullmatch(token) else Refusal(404, "Not Found")

    async def _file(self, rest: str, send: Send) -> None:
        token, _, path = rest.partition("/")
        file = self.world.files.at(path) if unquote(token) == self.world.bot.token else None
        if file is None:
            refusal = self._stranger(unquote(token)) or Refusal(404, "Not Found")
            await _respond(send, refusal.code, _written(refusal.answer()), JSON_HEADERS)
            return
        await _respond(send, 200, file.content, (b"content-type", b"application/octet-stream"))


def _written(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _read(query: bytes, kind: bytes, body: bytes) -> dict[str, Any]:
    """Read the parameters of a request without files, whichever way they were sent; raise Refusal."""
    given: dict[str, Any] = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)) if query else {}
    if not body:
        return given
    if kind.startswith(b"application/x-www-form-urlencoded"):
        return given | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return given | _json(body)


def _json(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(read, dict):
        raise bad("object expected")
    return read


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect  # killed in the middle of a request: nothing of it counts
        part = message.get("body", b"")
        more = message.get("more_body", False)
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Refusal(413, "Request Entity Too Large")
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def _multipart(scope: Scope, receive: Receive) -> tuple[dict[str, Any], Uploads]:
    fields = _read(scope["query_string"], b"", b"")
    uploads: Uploads = {}
    async with Request(scope, receive).form(max_part_size=MOST_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = (value.filename or name, await value.read(), value.content_type or "")
            else:
                fields[name] = value
    return fields, uploads


async def _respond(send: Send, status: int, body: bytes, kind: tuple[bytes, bytes]) -> None:
    headers = [kind, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _break(scope: Scope, send: Send) -> None:
    """Break the connection: over a socket by a body that never comes, in process by httpx's own error."""
    if "spec_version" not in scope["asgi"]:
        raise httpx.ReadError("the sandbox lost the answer")
    headers = [JSON_HEADERS, (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


def api_routes(world: World, base: str = "") -> list[Route]:
    """Give the routes of the Bot API, to be put into any Starlette app."""
    app = BotApi(world, base)
    base = base.rstrip("/")
    return [
        Route(f"{base}/bot{{rest:path}}", app, methods=["GET", "POST"]),
        Route(f"{base}/file/bot{{rest:path}}", app, methods=["GET"]),
    ]
