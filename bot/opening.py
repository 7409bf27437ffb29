"""Opening the database as the settings say, without anything of Telegram, so that small commands stay fast."""

from collections.abc import Callable
from datetime import datetime

from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import WrongSettings
from bot.settings import Settings
from storage import staff
from storage.backup import note_fingerprint
from storage.database import Database, Transaction
from storage.key import settle_key
from storage.sealing import WrongKey
from storage.upgrade import upgrade

UNOPENED = "KLINIK_DATABASE_URL: the database cannot be opened"


def open_database(settings: Settings, now: Callable[[], datetime]) -> Database:
    """Open the database at today's shape, with the key that belongs to it; raises WrongSettings."""
    try:
        database = Database(settings.database, settle_key(settings.data_key, settings.data_dir), now)
    except (ImportError, SQLAlchemyError, OSError) as error:
        raise WrongSettings(f"{UNOPENED} ({type(error).__name__}).") from None
    try:
        upgrade(database.engine)
        database.call(note_fingerprint)
    except WrongKey as wrong:
        database.close()
        raise WrongSettings(f"KLINIK_DATA_KEY: {wrong}.") from None
    except CommandError:
        database.close()
        raise WrongSettings("KLINIK_DATABASE_URL: a later release made this database; run that one.") from None
    except SQLAlchemyError as error:
        database.close()
        raise WrongSettings(f"{UNOPENED} ({type(error).__name__}).") from None
    database.call(lambda tx: _first_settings(tx, settings))
    return database


def _first_settings(tx: Transaction, settings: Settings) -> None:
    for head in settings.heads:
        if staff.get(tx, head) is None:
            staff.add(tx, head, "Kepala klinik", "head")
