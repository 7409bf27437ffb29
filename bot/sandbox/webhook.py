"""Delivers updates to a webhook: one at a time per chat, several chats at once, again until it answers 200."""

import asyncio
from typing import Any

import httpx

from bot.sandbox.clock import MovableClock
from bot.sandbox.updates import Update, Updates

LONGEST_PAUSE = 30.0


def place_of(update: Update) -> Any:
    """Say which chat an update belongs to; updates of one chat are delivered in order."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message")
            inner = message if isinstance(message, dict) else content
            chat = inner.get("chat") or content.get("from")
            return chat.get("id") if isinstance(chat, dict) else None
    return None


class Webhook:
    """The delivering side of setWebhook."""

    def __init__(self, updates: Updates, clock: MovableClock) -> None:
        self.updates = updates
        self.clock = clock
        self.client: httpx.AsyncClient | None = None
        """Over which to post; made when first needed unless a test has put one here."""
        self.secret = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None
        self.first_pause = 1.0
        self._worker: asyncio.Task[None] | None = None
        self._busy: dict[Any, asyncio.Task[None]] = {}

    def open(self, url: str, secret: str, max_connections: int) -> None:
        """Start delivering to `url`."""
        self.close()
        self.updates.webhook, self.secret, self.max_connections = url, secret, max_connections
        self.client = self.client or httpx.AsyncClient(timeout=60)
        self._worker = asyncio.get_running_loop().create_task(self._deliver(self.client))

    def close(self) -> None:
        """Stop delivering."""
        self.updates.webhook = ""
        for task in (*self._busy.values(), *([self._worker] if self._worker else [])):
            task.cancel()
        self._busy.clear()
        self._worker = None

    def info(self) -> dict[str, Any]:
        """Give Telegram's WebhookInfo."""
        found: dict[str, Any] = {
            "url": self.updates.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.waiting),
        }
        if self.updates.webhook:
            found["max_connections"] = self.max_connections
            if self.last_error:
                found["last_error_date"], found["last_error_message"] = self.last_error
        if self.updates.allowed:
            found["allowed_updates"] = sorted(self.updates.allowed)
        return found

    async def _deliver(self, client: httpx.AsyncClient) -> None:
        while True:
            arrival = self.updates.arrival()
            for update in tuple(self.updates.waiting):
                place = place_of(update)
                if place not in self._busy and len(self._busy) < self.max_connections:
                    self._busy[place] = asyncio.create_task(self._until_taken(client, place, update))
            await arrival

    async def _until_taken(self, client: httpx.AsyncClient, place: Any, update: Update) -> None:
        pause = self.first_pause
        while not await self._posted(client, update):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        if update in self.updates.waiting:
            self.updates.waiting.remove(update)
        self._busy.pop(place, None)
        self.updates.wake()

    async def _posted(self, client: httpx.AsyncClient, update: Update) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            answer = await client.post(self.updates.webhook, json=update, headers=headers)
        except httpx.HTTPError as error:
            self.last_error = (self.clock.timestamp(), f"Connection failed: {type(error).__name__}")
            return False
        if answer.is_success:
            return True
        self.last_error = (self.clock.timestamp(), f"Wrong response from the webhook: {answer.status_code}")
        return False
