"""`klinik doctor` and what is switched at BotFather: inline mode, and privacy where a group wants automatic answers."""

import httpx
import pytest

from bot import wire
from bot.commands.doctor import Finding, examine
from bot.sandbox.__main__ import application
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def telegram(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the doctor speak to the pretend Telegram in process."""
    transport = httpx.ASGITransport(app=application(town.world, town.clock))
    monkeypatch.setattr(wire, "client", lambda: httpx.AsyncClient(transport=transport))


async def switches(town: Town) -> Finding:
    """What the doctor says of the bot's switches."""
    return next(found for found in [one async for one in examine(town.clinic.settings)] if found.what == "switches")


async def test_inline_mode_that_is_off_is_told_with_how_to_turn_it_on(town: Town) -> None:
    assert "is on" in (await switches(town)).words
    town.world.bot.supports_inline_queries = False
    told = await switches(town)
    assert "/setinline" in told.words
    assert told.good


async def test_privacy_is_missing_only_where_a_group_wants_automatic_answers(town: Town) -> None:
    assert (await switches(town)).good
    await town.says(town.group, "/jawabotomatis nyala")
    told = await switches(town)
    assert not told.good
    assert "1 group with" in told.words
    assert "/setprivacy" in told.words
    town.group.add_bot(admin=True)
    assert (await switches(town)).good


async def test_with_privacy_off_every_group_is_heard(town: Town) -> None:
    await town.says(town.group, "/jawabotomatis nyala")
    town.world.bot.can_read_all_group_messages = True
    assert (await switches(town)).good
