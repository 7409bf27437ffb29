"""The steps of a founding with who, what, cost and time, as one kind of cooperative meets them; from one file.

The sheet «Langkah berikutnya» and the chat (flows/circle/steps.py) both take their words from here.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.documents import wording
from knowledge.documents.dossier import Meeting, Preparation
from knowledge.documents.filling import FiguresView, lends, required_capital
from knowledge.errors import KnowledgeError
from knowledge.figures import PLACEHOLDER

PATH = Path(__file__).with_name("founding_steps.toml")
USUAL_PROXIES = "umumnya ketua, sekretaris, dan bendahara"
ON_THE_SHEET = frozenset(
    ("modal", "notaris", "pengesahan", "npwp_rekening_nib", "buku_art", "rat_pertama")
)  # what follows the meeting


@dataclass(frozen=True)
class Step:
    """One step; `papers` are ids of founding §6 («D4»), `bring` is what else to have ready; `ready` words both."""

    key: str
    stage: str
    title: str
    result: str
    who: str
    papers: tuple[str, ...]
    bring: tuple[str, ...]
    cost: str
    time: str
    confidence: str
    source: str

    @property
    def ready(self) -> str:
        """Say all there is to have ready: papers first."""
        named = [paper_name(id) for id in self.papers]
        return "; ".join([", ".join(named), *self.bring] if named else self.bring) or "–"


def paper_name(id: str) -> str:
    """Name a paper of founding §6; raises KnowledgeError for an unknown id."""
    try:
        return str(_file()["papers"][id])
    except KeyError:
        raise KnowledgeError(f"{PATH.name}: no paper «{id}»") from None


def steps(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> list[Step]:
    """Give all steps of this cooperative in their order, filled with its data and the figures of the day."""
    holds, known = traits(preparation), _known(preparation, meeting, figures)

    def filled(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: known.get(match[1]) or figures.say(match[1]), text)

    def listed(entries: Iterable[Any]) -> tuple[str, ...]:
        return tuple(filled(text) for entry in entries for text in _text(entry, holds))

    return [
        Step(
            key=one["key"],
            stage=one["stage"],
            title=one["title"],
            result=one.get("result", ""),
            who=filled(one["who"]),
            papers=listed(one.get("papers", ())),
            bring=listed(one.get("bring", ())),
            cost=filled(one["cost"]),
            time=filled(one["time"]),
            confidence=one["confidence"],
            source=one["source"],
        )
        for one in _file()["step"]
        if _hold(one.get("when", ()), holds)
    ]


def traits(preparation: Preparation) -> frozenset[str]:
    """Give what decides which steps apply: form, lending, sharia."""
    found = {
        "lending": lends(preparation),
        "only_lending": preparation.kind == "savings_and_loan",
        "sharia": preparation.sharia,
        preparation.form: True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def capitalised(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def _known(preparation: Preparation, meeting: Meeting | None, figures: FiguresView) -> Mapping[str, str]:
    decided: Preparation | Meeting = meeting or preparation
    names = preparation.names if meeting is None else (meeting.name, *preparation.names)
    proxies = [] if meeting is None else [f"{p.name} ({p.title})" if p.title else p.name for p in meeting.proxies]
    return {
        "capital": wording.money(decided.capital),
        "required_capital": wording.money(required_capital(preparation, figures)),
        "bank": "bank syariah" if preparation.sharia else "bank umum",
        "names": "; ".join(dict.fromkeys(wording.plain(name) for name in names)) or wording.blank(30),
        "proxies": wording.plain(", ".join(proxies)) or USUAL_PROXIES,
        "licensing_authority": wording.LICENSING[preparation.area],
    }


def _text(entry: Any, holds: frozenset[str]) -> tuple[str, ...]:
    if isinstance(entry, str):
        return (entry,)
    return (entry["text"],) if _hold(entry["when"], holds) else ()


def _hold(wanted: Iterable[str], holds: frozenset[str]) -> bool:
    return all((one.removeprefix("not ") in holds) != one.startswith("not ") for one in wanted)


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(PATH.read_text(encoding="utf-8"))
