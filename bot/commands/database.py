"""`klinik db`: bring the database to today's shape, back it up, restore it, check it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import typer

from bot.errors import WrongSettings

app = typer.Typer(no_args_is_help=True, help="The database.")


@app.command()
def upgrade() -> None:
    """Run the migrations that are missing."""
    from bot.opening import open_database
    from bot.settings import load
    from storage.upgrade import at

    database = open_database(load(), lambda: datetime.now(UTC))
    print(f"The database is at {at(database.engine)}.")
    database.close()


@app.command()
def backup(file: Path) -> None:
    """Copy the database as it is now; the data key is not in the copy."""
    from bot.settings import load
    from storage.backup import CannotRestore, back_up

    try:
        back_up(load().database, file)
    except CannotRestore as refused:
        raise WrongSettings(str(refused)) from None
    print(f"Backed up to {file}. Keep the data key apart from it, and delete copies after 30 days (docs/running.md).")


@app.command()
def restore(file: Path) -> None:
    """Put a backup in the database's place; refused while a process serves it."""
    from bot.settings import load
    from storage.backup import CannotRestore, put_back
    from storage.key import settle_key

    settings = load()
    try:
        put_back(file, settings.database, settle_key(settings.data_key, settings.data_dir).fingerprint)
    except CannotRestore as refused:
        raise WrongSettings(str(refused)) from None
    print(f"Restored from {file}.")


@app.command()
def check() -> None:
    """Look for broken pages, broken references, and tables that differ from the migrations."""
    from bot.settings import load
    from storage.database import check as problems
    from storage.database import make_engine
    from storage.upgrade import differences

    engine = make_engine(load().database)
    with engine.connect() as connection:
        found = problems(connection)
    found += [f"differs: {one}" for one in differences(engine)]  # on a connection of its own: one writes at a time
    for problem in found:
        print(problem)
    sys.exit(1 if found else 0)
