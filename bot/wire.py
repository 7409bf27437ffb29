"""The one wire to Telegram, over httpx: raw calls for the doors and replies, and what both libraries need to use it.

The token stands in every address, so no address ever reaches a log or an error from here.
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Mapping
from typing import Any, cast
from urllib.parse import quote

import httpx
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.errors import Conflict, Delivery, Moved, Refused, TryLater, Unreachable, WrongToken, unquoted

IN_FLIGHT = 8  # fast; with 50 httpx is three times slower
TIMEOUT = httpx.Timeout(20, connect=10, pool=None)
GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation",
    "bot was kicked",
    "bot is not a member",
    "chat not found",
    "group chat was deleted",
    "peer_id_invalid",
    "have no rights to send",
    "not enough rights to send",
)

for name in ("httpx", "httpcore"):
    logging.getLogger(name).setLevel(logging.WARNING)  # at INFO they write addresses, and the token in them


def client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """Make the client both libraries and the doors share."""
    limits = httpx.Limits(max_connections=IN_FLIGHT + 2, max_keepalive_connections=IN_FLIGHT + 2)
    return httpx.AsyncClient(transport=transport, limits=limits, timeout=TIMEOUT, trust_env=transport is None)


def reading(error: Mapping[str, Any], status: int) -> Delivery:
    """Read Telegram's «not ok» into one of our ends."""
    words = unquoted(str(error.get("description", f"status {status}")))
    parameters = error.get("parameters") or {}
    if moved := parameters.get("migrate_to_chat_id"):
        return Moved(int(moved))
    if status == 429 or "retry_after" in parameters:
        return TryLater(float(parameters.get("retry_after", 1)), words, flood=True)
    if status in (401, 404):
        return WrongToken(words)
    if status == 409:
        return Conflict(words)
    if status >= 500:
        return TryLater(2, words)
    if status == 403 or any(gone in words.lower() for gone in GONE):
        return Unreachable(words)
    return Refused(words)


class Wire:
    """Raw Bot API calls: parameters in, the result out, errors as `bot.errors`."""

    def __init__(self, base: str, token: str, http: httpx.AsyncClient) -> None:
        self._base = f"{base.rstrip('/')}/bot{token}/"
        self._files = f"{base.rstrip('/')}/file/bot{token}/"
        self.token = token
        self.base = base.rstrip("/")
        self.http = http
        self.places = asyncio.Semaphore(IN_FLIGHT)

    @property
    def bot_id(self) -> int:
        """The bot's own id, as its token begins."""
        return int(self.token.split(":", 1)[0])

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Make a call; `files` are (name, bytes, media type) by field. Raises a `Delivery`."""
        async with self.places:
            return await self.ask(method, parameters, files=files, timeout=timeout)

    async def ask(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Make a call outside the places in flight: the long poll waits here."""
        limit = TIMEOUT if timeout is None else httpx.Timeout(timeout, connect=10, pool=None)
        try:
            if files:
                fields = {
                    key: value if isinstance(value, str) else json.dumps(value)
                    for key, value in (parameters or {}).items()
                }
                answer = await self.http.post(self._base + method, data=fields, files=dict(files), timeout=limit)
            else:
                answer = await self.http.post(self._base + method, json=dict(parameters or {}), timeout=limit)
        except httpx.HTTPError as error:
            raise TryLater(1, type(error).__name__) from None  # its own words may hold the address
        except UnicodeEncodeError:
            raise Refused("half a character cannot be sent") from None
        try:
            read = answer.json()
        except ValueError:
            if answer.is_success:
                return {}  # Telegram took it; that we cannot read the receipt changes nothing
            raise TryLater(2, f"status {answer.status_code}") from None
        if isinstance(read, dict) and read.get("ok"):
            return read.get("result")
        raise reading(read if isinstance(read, dict) else {}, answer.status_code)

    async def download(self, path: str, most: int) -> bytes:
        """Fetch a file from the path getFile gave; raises Refused beyond `most` bytes, whatever size was told."""
        parts: list[bytes] = []
        size = 0
        try:
            async with self.places, self.http.stream("GET", self._files + quote(path), timeout=TIMEOUT) as answer:
                if not answer.is_success:
                    raise TryLater(2, f"status {answer.status_code}")
                async for part in answer.aiter_bytes():
                    size += len(part)
                    if size > most:
                        raise Refused("file is too big")
                    parts.append(part)
        except httpx.HTTPError as error:
            raise TryLater(1, type(error).__name__) from None  # its own words may hold the address
        return b"".join(parts)


class AiogramSession(BaseSession):
    """aiogram's session over the shared httpx client."""

    def __init__(self, base: str, http: httpx.AsyncClient) -> None:
        super().__init__(api=TelegramAPIServer.from_base(base.rstrip("/")))
        self._http = http

    async def close(self) -> None:
        """Leave the client to whoever made it."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Carry a typed method."""
        files: dict[str, Any] = {}
        prepared = {
            key: self.prepare_value(value, bot=bot, files=files)
            for key, value in method.model_dump(warnings=False).items()
        }
        fields = {key: value for key, value in prepared.items() if value is not None}
        content = {key: (file.filename or key, await _whole(file, bot)) for key, file in files.items()}
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        try:
            answer = await self._http.post(url, data=fields, files=content or None, timeout=timeout or TIMEOUT)
        except httpx.HTTPError as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from None
        read = self.check_response(bot=bot, method=method, status_code=answer.status_code, content=answer.text)
        return cast(TelegramType, read.result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Stream a file."""
        async with self._http.stream("GET", url, headers=headers, timeout=timeout) as answer:
            if raise_for_status:
                answer.raise_for_status()
            async for chunk in answer.aiter_bytes(chunk_size):
                yield chunk


async def _whole(file: Any, bot: Bot) -> bytes:
    return b"".join([chunk async for chunk in file.read(bot)])


class CourierRequest(BaseRequest):
    """python-telegram-bot's transport over the shared httpx client."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer."""
        return TIMEOUT.read

    async def initialize(self) -> None:
        """Nothing to begin: the client is there."""

    async def shutdown(self) -> None:
        """Leave the client to whoever made it."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = None,
        write_timeout: ODVInput[float] = None,
        connect_timeout: ODVInput[float] = None,
        pool_timeout: ODVInput[float] = None,
    ) -> tuple[int, bytes]:
        """Carry a call."""
        files = request_data.multipart_data if request_data else None
        data = request_data.json_parameters if request_data else None
        try:
            answer = await self._http.request(method, url, data=data, files=files or None)
        except httpx.TimeoutException as error:
            raise TimedOut(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise NetworkError(type(error).__name__) from None
        return answer.status_code, answer.content
