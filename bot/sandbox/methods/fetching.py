"""How updates and files are fetched, and who the bot is."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.sandbox.errors import bad
from bot.sandbox.files import MOST_BYTES_FETCHED
from bot.sandbox.methods.content import Parameters
from bot.sandbox.methods.registry import fetches, plays

if TYPE_CHECKING:
    from bot.sandbox.updates import Update
    from bot.sandbox.world import Uploads, World

LOOPBACK = ("localhost", "127.0.0.1", "::1", "testserver", "sandbox")


@fetches("getUpdates")
async def get_updates(world: "World", p: Parameters) -> "list[Update]":
    """Give what has happened since `offset`, waiting for it if need be."""
    world.updates.allow(p.get("allowed_updates"))
    return await world.updates.get(p.get("offset", 0), p.get("limit", 100), p.get("timeout", 0))


@plays("getMe")
def get_me(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, Any]:
    """Say who the bot is."""
    return world.bot.me()


@plays("setWebhook")
def set_webhook(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Have updates posted to an address; an empty one means deleteWebhook."""
    url, secret = p.get("url", ""), p.get("secret_token", "")
    if not url:
        return _unhooked(world, p)
    if secret and not re.fullmatch(r"[A-Za-z0-9_\-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    address = urlsplit(url)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    world.updates.allow(p.get("allowed_updates"))
    if p.get("drop_pending_updates"):
        world.updates.waiting.clear()
    world.webhook.open(url, secret, p.get("max_connections", 40))
    return True


@plays("deleteWebhook")
def delete_webhook(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Go back to getUpdates."""
    return _unhooked(world, p)


def _unhooked(world: "World", p: Parameters) -> bool:
    world.webhook.close()
    if p.get("drop_pending_updates"):
        world.updates.waiting.clear()
    return True


@plays("getWebhookInfo")
def get_webhook_info(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, Any]:
    """Say where updates go and how many wait."""
    return world.webhook.info()


@plays("getFile")
def get_file(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, Any]:
    """Say where a file can be fetched, up to 20 MB."""
    file = world.files.get(p["file_id"])
    if file is None:
        raise bad("invalid file_id")
    if file.size > MOST_BYTES_FETCHED:
        raise bad("file is too big")
    return {**file.told(), "file_path": file.path}


@plays("logOut")
def log_out(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Leave this server; it answers nothing more after that."""
    world.bot.logged_out = True
    return True


@plays("close")
def close(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Close the bot's session."""
    world.webhook.close()
    return True
