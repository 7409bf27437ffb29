"""Logging: to stderr, with the token and long numbers taken out of every line, whoever wrote it."""

import logging
import re
import sys

QUIET = ("httpx", "httpcore", "aiogram", "apscheduler", "telegram", "alembic", "uvicorn.access")
LONG_NUMBER = re.compile(r"(?<!\d)\d{14,19}(?!\d)")


class Discreet(logging.Formatter):
    """Writes a record without the token, and without what could be a NIK or a card number."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Write the record and its traceback."""
        written = super().format(record)
        if self._token:
            written = written.replace(self._token, "<token>")
        return LONG_NUMBER.sub("<number>", written)


def begin(token: str, level: int = logging.INFO) -> None:
    """Log to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
