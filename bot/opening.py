"""Opening the database as the settings say, without anything of Telegram, so that small commands stay fast."""

from collections.abc import Callable
from datetime import datetime

from bot.errors import WrongSettings
from bot.settings import Settings
from storage import staff
from storage.backup import note_fingerprint
from storage.database import Database, Transaction
from storage.key import settle_key
from storage.sealing import WrongKey
from storage.upgrade import upgrade


def open_database(settings: Settings, now: Callable[[], datetime]) -> Database:
    """Open the database at today's shape, with the key that belongs to it; raises WrongSettings."""
    database = Database(settings.database, settle_key(settings.data_key, settings.data_dir), now)
    upgrade(database.engine)
    try:
        database.call(note_fingerprint)
    except WrongKey as wrong:
        database.close()
        raise WrongSettings(f"KLINIK_DATA_KEY: {wrong}.") from None
    database.call(lambda tx: _first_settings(tx, settings))
    return database


def _first_settings(tx: Transaction, settings: Settings) -> None:
    for head in settings.heads:
        if staff.get(tx, head) is None:
            staff.add(tx, head, "Kepala klinik", "head")
