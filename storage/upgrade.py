"""Bring a database to today's shape, or back, one migration a change."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from storage import tables  # noqa: F401 - fills the metadata

FOLDER = Path(__file__).parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run the migrations that are missing."""
    with engine.connect() as connection, connection.begin():
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Run migrations back, to `base` or a revision."""
    with engine.connect() as connection, connection.begin():
        command.downgrade(_config(connection), to)


def revisions() -> list[str]:
    """Give all revisions, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def at(engine: Engine) -> str | None:
    """Tell which revision a database is at."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine) -> list[object]:
    """List where the migrated database and the tables differ."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))
