"""`klinik doctor`: token, webhook, the bot's switches, database, key, knowledge, clock and disk: a line each."""

import json
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from bot import wire
from bot.errors import Delivery
from bot.receive.standing import is_admin
from bot.settings import Settings, load
from knowledge.library import Library
from storage import groups, inbox
from storage.backup import noted_fingerprint
from storage.database import Database, check
from storage.key import settle_key
from storage.upgrade import at, revisions

SPACE = 500 * 1024 * 1024  # bytes free, below which it is time to look
DRIFT = 60  # seconds between our clock and Telegram's


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    what: str
    good: bool
    words: str


async def report(*, as_json: bool) -> int:
    """Print every finding; gives 1 if one is not good."""
    settings = load()
    bad = False
    async for found in examine(settings):
        bad = bad or not found.good
        if as_json:
            print(json.dumps({"check": found.what, "ok": found.good, "message": found.words}, ensure_ascii=False))
        else:
            print(f"{'ok ' if found.good else '!! '} {found.what:10} {found.words}")
    return 1 if bad else 0


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything, one after the other."""
    http = wire.client()
    calls = wire.Wire(settings.telegram_api, settings.telegram_token or "0:none", http)
    looks: list[Callable[[], Awaitable[Finding]]] = [
        lambda: _token(settings, calls),
        lambda: _webhook(settings, calls),
        lambda: _switches(settings, calls),
        lambda: _clock(settings, http),
    ]
    for look in looks:
        try:
            yield await look()
        except Delivery as error:
            yield Finding("telegram", False, f"Telegram did not answer: {error}")
    await http.aclose()
    for still in (_database, _key, _knowledge, _disk):
        yield still(settings)


async def _token(settings: Settings, calls: wire.Wire) -> Finding:
    if not settings.telegram_token:
        return Finding("token", False, "KLINIK_TELEGRAM_TOKEN is not set; @BotFather gives one.")
    known = await calls.call("getMe")
    return Finding("token", True, f"the bot is @{known.get('username')}")


async def _webhook(settings: Settings, calls: wire.Wire) -> Finding:
    now = await calls.call("getWebhookInfo")
    wanted = settings.webhook_address
    waiting = f"{now.get('pending_update_count', 0)} updates wait at Telegram"
    if now.get("url", "") != wanted:
        return Finding(
            "webhook", False, f"the webhook differs from KLINIK_WEBHOOK_URL; `klinik serve` sets it. {waiting}"
        )
    if now.get("last_error_message"):
        return Finding("webhook", False, f"Telegram's last error: {now['last_error_message']}. {waiting}")
    return Finding("webhook", True, f"{'webhook' if wanted else 'polling'}; {waiting}")


async def _switches(settings: Settings, calls: wire.Wire) -> Finding:
    known = await calls.call("getMe")
    missing = []
    if not known.get("can_join_groups", True):
        missing.append("joining groups is off: /setjoingroups at @BotFather")
    hears = bool(known.get("can_read_all_group_messages"))
    if deaf := 0 if hears else await _deaf(settings, calls):
        missing.append(
            f"{deaf} group{'s' * (deaf > 1)} with automatic answers cannot be heard: make the bot an admin there, or "
            "switch privacy off by /setprivacy at @BotFather and put the bot into the group again"
        )
    privacy = "off" if hears else "on (it hears commands, mentions and replies)"
    inline = "on" if known.get("supports_inline_queries") else "off; /setinline at @BotFather turns it on"
    words = f"privacy mode is {privacy}; inline mode (@{known.get('username')} …) is {inline}"
    return Finding("switches", not missing, "; ".join([*missing, words]))


async def _deaf(settings: Settings, calls: wire.Wire) -> int:
    """Count the groups that switched automatic answers on and in which the bot is no admin."""
    try:
        database = Database(settings.database, settle_key(settings.data_key, settings.data_dir))
        wanted = await database.run(groups.automatic)
        database.close()
    except Exception:  # the line about the database says it
        return 0
    return sum([await is_admin(calls, chat, calls.bot_id) is False for chat in sorted(wanted)])


async def _clock(settings: Settings, http: httpx.AsyncClient) -> Finding:
    try:
        answer = await http.get(settings.telegram_api)
        theirs = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (httpx.HTTPError, KeyError, ValueError):
        return Finding("clock", True, "could not be compared with Telegram's")
    drift = abs(time.time() - theirs)
    return Finding("clock", drift < DRIFT, f"{drift:.0f} s from Telegram's")


def _database(settings: Settings) -> Finding:
    try:
        database = Database(settings.database, settle_key(settings.data_key, settings.data_dir))
        revision = at(database.engine)
        with database.engine.connect() as connection:
            problems = check(connection)
        parked = database.call(inbox.parked) if revision else 0
        database.close()
    except Exception as error:
        return Finding("database", False, f"cannot be opened: {type(error).__name__}")
    if problems:
        return Finding("database", False, f"{len(problems)} problems; see `klinik db check`")
    if revision != revisions()[-1]:
        return Finding("database", False, f"is at {revision}; run `klinik db upgrade`")
    return Finding("database", not parked, f"sound, at {revision}; {parked} updates are parked")


def _key(settings: Settings) -> Finding:
    if not settings.data_key:
        return Finding("key", False, "KLINIK_DATA_KEY is not set; make one with `klinik key`.")
    fingerprint = settle_key(settings.data_key, settings.data_dir).fingerprint
    noted = noted_fingerprint(settings.database)
    if noted and noted != fingerprint:
        return Finding("key", False, "this key is not the one the database was sealed with")
    return Finding("key", True, f"fingerprint {fingerprint}")


def _knowledge(settings: Settings) -> Finding:
    today = datetime.now(UTC).astimezone(settings.zone).date()
    library = Library.load()
    late = [entry.id for entry in library.entries.values() if entry.review_by < today]
    return Finding("knowledge", not late, f"{len(library.entries)} entries; {len(late)} past their review")


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir if settings.data_dir.exists() else Path()
    free = shutil.disk_usage(folder).free
    return Finding("disk", free > SPACE, f"{free // 1024**2} MiB free")
