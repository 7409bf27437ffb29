"""The `klinik` commands. Heavy imports stand inside each command, so that `klinik ask` starts fast."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.database import app as database
from bot.commands.knowledge import app as knowledge
from bot.commands.knowledge import ask
from bot.errors import WrongSettings

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, help=__doc__)
staff_app = typer.Typer(no_args_is_help=True, help="Advisers and heads.")
app.add_typer(knowledge, name="knowledge")
app.add_typer(database, name="db")
app.add_typer(staff_app, name="staff")
app.command()(ask)

ROLES = frozenset(("receive", "clock", "console"))


@app.command()
def serve(
    roles: Annotated[str, typer.Option(help="receive, clock, console; all in one process by default")] = "",
    no_pace: Annotated[bool, typer.Option(hidden=True, help="benchmarks on loopback: without Telegram's pace")] = False,
) -> None:
    """Serve Telegram: polling, or a webhook when KLINIK_WEBHOOK_URL is set."""
    import asyncio

    from bot.settings import for_serving, load

    settings = for_serving(load())
    wanted = frozenset(roles.replace(",", " ").split()) or ROLES
    if not wanted <= ROLES:
        raise WrongSettings(f"--roles takes {', '.join(sorted(ROLES))}; not {', '.join(sorted(wanted - ROLES))}.")

    from bot import logs  # what is heavy comes last: a wrong setting is told at once
    from bot.commands import serving

    logs.begin(settings.telegram_token)
    asyncio.run(serving.serve(settings, wanted, paced=not no_pace))


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="the page's port")] = 8080,
    data: Annotated[Path | None, typer.Option(help="its own data folder")] = None,
) -> None:
    """Start the whole clinic with a pretend Telegram: no token, no setup."""
    import asyncio

    from bot import logs
    from bot.commands import serving
    from bot.settings import load

    settings = load()
    folder = data or settings.data_dir / "sandbox"
    settings = settings.model_copy(update={"data_dir": folder, "database_url": "", "data_key": ""})
    logs.begin("7000001:sandbox")
    asyncio.run(serving.sandbox(settings, port))


@staff_app.command("add")
def add(
    telegram_id: int,
    name: Annotated[str, typer.Option(help="as residents will read it")],
    role: Annotated[str, typer.Option(help="adviser or head")] = "adviser",
) -> None:
    """Register an adviser or head."""
    from datetime import UTC, datetime

    from bot.opening import open_database
    from bot.settings import load
    from storage import staff

    if role not in ("adviser", "head"):
        raise WrongSettings("--role is adviser or head.")
    database = open_database(load(), lambda: datetime.now(UTC))
    database.call(lambda tx: staff.add(tx, telegram_id, name, role))
    database.close()
    print(f"{name} is {role} now.")


@app.command()
def key() -> None:
    """Make a data key for KLINIK_DATA_KEY; keep it apart from the backups."""
    from storage.sealing import new_key

    print(new_key())


@app.command()
def doctor(json: Annotated[bool, typer.Option("--json", help="one object a line")] = False) -> None:
    """Look after token, webhook, switches, database, key, knowledge, clock and disk."""
    import asyncio

    from bot.commands import doctor as look

    sys.exit(asyncio.run(look.report(as_json=json)))


@app.command()
def bench(
    what: Annotated[str, typer.Argument(help="turns, search or delivery")],
    json: Annotated[bool, typer.Option("--json", help="one object a line")] = False,
    folds: Annotated[int, typer.Option(help="search: in each, one phrasing of every entry is left out")] = 4,
) -> None:
    """Measure against a bare-library baseline in the same run."""
    from bot.commands import bench as measure

    sys.exit(measure.run(what, as_json=json, folds=folds))


def main() -> None:
    """Run a command; a wrong setting is one clear sentence."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # an answer is one small product: threads only cost time
    try:
        app()
    except WrongSettings as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
