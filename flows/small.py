"""The short talks: consent, a question for an adviser, erasing one's data, an announcement."""

from dataclasses import dataclass

from flows.facts import Facts
from flows.lines import choose, confirm, say, text
from flows.outcomes import Announce, AskAdviser, LeftOff
from flows.script import Script, flow

CONSENT_VERSION = "2026-11"


@dataclass(frozen=True)
class Consented:
    """The person agreed to this version of the words; `then` is what they wanted to begin."""

    version: str
    then: str


@dataclass(frozen=True)
class Erase:
    """Erase all that is kept of the person."""


@flow("consent")
def consent(facts: Facts) -> Script[Consented | LeftOff]:
    """Ask before the first personal datum is kept (UU 27/2022)."""
    if (yield from choose("agree", ("agree", "refuse"))) == "agree":
        return Consented(CONSENT_VERSION, str(facts.case.get("then", "")))
    return LeftOff("refused")


SHORTEST, LONGEST = 5, 1500  # letters of a question for an adviser


@flow("adviser")
def adviser(facts: Facts) -> Script[AskAdviser | LeftOff]:
    """Take a question to a person; one that was already asked is only confirmed."""
    asked = facts.case.get("question")
    if facts.case.get("lost"):
        yield from say("not_kept")
    question = asked or (yield from text("question", at_least=SHORTEST, at_most=LONGEST))
    if not (yield from confirm("send", question=question)):
        return LeftOff("not_sent")
    return AskAdviser(str(question))


@flow("erase")
def erase(facts: Facts) -> Script[Erase | LeftOff]:
    """Erase only after a clear yes."""
    if (yield from confirm("sure")):
        return Erase()
    return LeftOff("kept")


@flow("announcement")
def announcement(facts: Facts) -> Script[Announce]:
    """Take the text of an announcement; what follows is shown and confirmed on its card."""
    return Announce((yield from text("text", at_least=10, at_most=3500)))
