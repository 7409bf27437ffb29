"""What the pretend Bot API says no with: Telegram's codes and Telegram's words."""

from typing import Any


class Refusal(Exception):
    """A call refused, as the Bot API would answer it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Give the body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class AnswerLost(Exception):
    """The call was carried out, but its answer never arrives: the connection breaks."""


def bad(words: str, **parameters: int) -> Refusal:
    """Make a «Bad Request» (400)."""
    return Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refusal:
    """Make a «Forbidden» (403)."""
    return Refusal(403, f"Forbidden: {words}")


def too_many(seconds: int) -> Refusal:
    """Make a «Too Many Requests» (429) that opens again after so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def own_rule(words: str) -> Refusal:
    """Refuse what Telegram would let pass in silence, so that our mistake is seen."""
    return Refusal(400, f"Bad Request: SANDBOX: {words}")
