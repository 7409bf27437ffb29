"""How a call to Telegram can end badly, whichever library carried it; and what keeps the program from starting."""

import re
import traceback

QUOTED = re.compile(r"[\"«“].*[\"»”]", re.DOTALL)


class WrongSettings(Exception):
    """A setting is missing or wrong; the message is one clear sentence for whoever starts the bot."""


class Delivery(Exception):
    """A call did not arrive."""


class Unreachable(Delivery):
    """The person blocked the bot, never started it, or is gone: stop writing to them."""


class TryLater(Delivery):
    """Not now. `after` is in seconds; `flood` tells that Telegram named the time (a 429)."""

    def __init__(self, after: float, why: str, *, flood: bool = False) -> None:
        super().__init__(why)
        self.after = after
        self.flood = flood


class Refused(Delivery):
    """Telegram will never take this call: our defect, or a message that is gone."""


class Moved(Delivery):
    """The group is a supergroup now, under `chat`."""

    def __init__(self, chat: int) -> None:
        super().__init__("the group became a supergroup")
        self.chat = chat


class WrongToken(Delivery):
    """Telegram does not know this token."""


class Conflict(Delivery):
    """Another process polls with this token, or a webhook is set."""


def where(error: BaseException) -> str:
    """Say where something failed: the kind and the lines, no values, for they may be people's words."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    lines = [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} in {frame.name}" for frame in frames]
    return f"{type(error).__name__} at {' < '.join(reversed(lines))}"


def unquoted(words: str) -> str:
    """Give Telegram's words of refusal without what they quote, for that may be people's words."""
    return QUOTED.sub("…", words)
