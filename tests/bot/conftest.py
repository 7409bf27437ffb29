"""Fixtures: the anyio backend and a clinic that has just opened."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.town import Town, open_town


@pytest.fixture
def anyio_backend() -> str:
    """asyncio only."""
    return "asyncio"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A clinic that has just opened."""
    opened = await open_town(tmp_path)
    yield opened
    await opened.clinic.stop()
