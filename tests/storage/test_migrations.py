"""Migrations: up, down and up again, and what results is what the tables say."""

from pathlib import Path

from sqlalchemy import inspect

from storage import upgrade
from storage.database import make_engine


def test_every_step_goes_up_down_and_up(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/stairs.db")
    below = "base"
    for revision in upgrade.revisions():
        upgrade.upgrade(engine, revision)
        upgrade.downgrade(engine, below)
        upgrade.upgrade(engine, revision)
        assert upgrade.at(engine) == revision
        below = revision


def test_the_migrated_database_is_what_the_tables_say(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/same.db")
    upgrade.upgrade(engine)
    assert upgrade.differences(engine) == []


def test_all_the_way_down_leaves_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/empty.db")
    upgrade.upgrade(engine)
    upgrade.downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
