"""What all tests share: hypothesis without a deadline, and the long proofs only when they are asked for."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--run-proof`."""
    parser.addoption("--run-proof", action="store_true", help="run the crash, fuzz and load proofs at full count")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the proofs unless they are asked for."""
    if not config.getoption("--run-proof"):
        for item in items:
            if "proof" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="a proof: make proof"))
