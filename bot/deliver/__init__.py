"""How messages go out: one budget, three lanes, and python-telegram-bot for what nobody is waiting for."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # its waits as timedelta, as its next major version has them
