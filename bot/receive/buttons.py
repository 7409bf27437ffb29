"""What stands in a button's 64 bytes."""

import re

from aiogram.filters.callback_data import CallbackData

from flows.replies import Act, Answer

NOT_OURS = re.compile(r"[^\x20-\x7e]|[0-9]{19}")  # we write ASCII and ids of 64 bits; int() and isdigit() take more
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class AnswerData(CallbackData, prefix="a"):
    """An option of a conversation's question."""

    conversation: str
    key: str
    option: str


class ActData(CallbackData, prefix="d"):
    """An action of the menu or a counter."""

    what: str
    about: str


def packed(press: Answer | Act) -> str:
    """Write a press; raises ValueError when it does not fit 64 bytes."""
    if isinstance(press, Act):
        return ActData(what=press.what, about=press.about).pack()
    return AnswerData(conversation=_base36(press.conversation), key=press.key, option=press.option).pack()


def read(data: str | None) -> Answer | Act | None:
    """Read a press back; None for anything that is not ours."""
    if not data or NOT_OURS.search(data):
        return None
    try:
        if data.startswith("a:"):
            answer = AnswerData.unpack(data)
            number = int(answer.conversation, 36)
            return Answer(number, answer.key, answer.option) if 0 < number < 2**63 else None
        if data.startswith("d:"):
            act = ActData.unpack(data)
            return Act(act.what, act.about)
    except (TypeError, ValueError):
        return None
    return None


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
