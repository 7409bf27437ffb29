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
    """Copy the database as it is now, and the files that were handed in; the data key is not in the copy."""
    from bot.settings import load
    from storage.backup import CannotRestore, back_up, back_up_files, files_of

    settings = load()
    try:
        back_up(settings.database, file)
    except CannotRestore as refused:
        raise WrongSettings(str(refused)) from None
    copied = back_up_files(settings.uploads, file)
    beside = f", with {copied} files in {files_of(file)}" if copied else ""
    print(f"Backed up to {file}{beside}.")
    print("Keep the data key apart from it, and delete copies after 30 days (docs/running.md).")


@app.command()
def restore(file: Path) -> None:
    """Put a backup in the database's place, and its files; refused while a process serves it."""
    from bot.settings import load
    from storage.backup import CannotRestore, put_back, put_back_files
    from storage.key import settle_key

    settings = load()
    try:
        put_back(file, settings.database, settle_key(settings.data_key, settings.data_dir).fingerprint)
    except CannotRestore as refused:
        raise WrongSettings(str(refused)) from None
    put_back_files(file, settings.uploads)
    print(f"Restored from {file}.")


@app.command()
def check() -> None:
    """Look for broken pages, broken references, tables that differ from the migrations, and files that are missing."""
    from bot.settings import load
    from storage.database import check as problems
    from storage.database import make_engine
    from storage.upgrade import differences
    from storage.uploads import lost

    settings = load()
    engine = make_engine(settings.database)
    with engine.connect() as connection:
        found = problems(connection)
    different = [f"differs: {one}" for one in differences(engine)]  # on a connection of its own: one writes at a time
    found += different or lost(engine, settings.uploads)
    for problem in found:
        print(problem)
    sys.exit(1 if found else 0)
