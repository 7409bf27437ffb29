"""What all tests share: hypothesis without a deadline, and the long proofs only when they are asked for."""

from collections.abc import Callable

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")

TOLD = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--run-proof`."""
    parser.addoption("--run-proof", action="store_true", help="run the crash, fuzz and load proofs at full count")


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no figures."""
    config.stash[TOLD] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the proofs out unless they are asked for: make proof."""
    if not config.getoption("--run-proof"):
        proofs = [item for item in items if "proof" in item.keywords]
        items[:] = [item for item in items if "proof" not in item.keywords]
        config.hook.pytest_deselected(items=proofs)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tell a figure at the end of the run."""
    return request.config.stash[TOLD].append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say the figures the proofs measured."""
    for line in config.stash[TOLD]:
        terminalreporter.write_line(line)
