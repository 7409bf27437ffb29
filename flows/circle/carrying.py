"""What a changed figure means for one running founding: only what comes out differently for it is told.

A figure is told if the rules find something else under it, or if it is a cost or time that still lies ahead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.board import by_office
from flows.circle.missing import Gap
from flows.circle.stages import STAGES, Stage, at_least
from flows.founding_case import meeting_from_json, preparation_from_json
from knowledge.documents.dossier import Meeting, Preparation
from knowledge.documents.filling import lends
from knowledge.rules import Finding, Numbers, forms, founding, meeting, names

LAST: Stage = "pengesahan"  # once there is an SK, no rule of founding binds any more
# what the rules look at; the findings of the case decide whether it is told
LOOKED_AT = (
    "minimum_founders_primary",
    "minimum_cooperatives_secondary",
    "minimum_name_words",
    "board_term_max_years",
    "board_minimum_practice",
    "board_minimum_kkmp",
    "supervisors_practice",
    "supervisors_minimum_kkmp",
    "sharia_supervisors_minimum",
    "proxies_maximum",
    "ksp_capital_city",
    "ksp_capital_province",
    "ksp_capital_national",
    "ksp_secondary_capital_city",
    "ksp_secondary_capital_province",
    "ksp_secondary_capital_national",
    "usp_fixed_capital",
)
# costs and times, and the last stage at which they still lie ahead
AHEAD: Mapping[str, Stage] = {
    "minimum_age": "notaris",
    "stamp_duty": "notaris",
    "pengesahan_state_fee": "pengesahan",
    "pengesahan_max_months": "pengesahan",
    "reapply_months": "pengesahan",
}
LENDING_AHEAD: Mapping[str, Stage] = {"ksp_plan_years": "pengesahan"}


@dataclass(frozen=True)
class Change:
    """A figure that comes out differently for a case; `short` where the case does not meet it any more."""

    figure: str
    before: int
    now: int
    short: bool


@dataclass(frozen=True)
class AsOf:
    """The figures of today but for some that are as they were."""

    today: Numbers
    were: Mapping[str, int]

    def value(self, name: str) -> int:
        """Give the whole value of a figure."""
        return self.were[name] if name in self.were else self.today.value(name)


def binds(stage: str) -> bool:
    """Tell whether the rules of founding still bind a case at this stage."""
    return STAGES.index(at_least(stage, "niat")) <= STAGES.index(LAST)


def looked_at(figures: Numbers) -> dict[str, int]:
    """Give the values that a case is held against, to keep for the next look."""
    return {name: figures.value(name) for name in (*LOOKED_AT, *AHEAD, *LENDING_AHEAD)}


def changes(
    preparation: Preparation, held: Meeting | None, stage: str, before: Mapping[str, int], figures: Numbers
) -> list[Change]:
    """List what changed for a case since the figures were `before`."""
    now = findings(preparation, held, figures)
    found = []
    for name in LOOKED_AT:
        was, value = before.get(name, figures.value(name)), figures.value(name)
        if was == value:
            continue
        then = findings(preparation, held, AsOf(figures, {name: was}))
        if then != now:
            new = [one for one in now if one not in then]
            found.append(Change(name, was, value, short=any(one.severity == "block" for one in new)))
    ahead = {**AHEAD, **(LENDING_AHEAD if lends(preparation) else {})}
    for name, last in ahead.items():
        was, value = before.get(name, figures.value(name)), figures.value(name)
        if was != value and STAGES.index(at_least(stage, "niat")) <= STAGES.index(last):
            found.append(Change(name, was, value, short=False))
    return found


def findings(preparation: Preparation, held: Meeting | None, figures: Numbers) -> list[Finding]:
    """Give all that the rules find in a case as it is kept, before its meeting or after it."""
    decided: Preparation | Meeting = held or preparation
    founders = preparation.founders if held is None else held.attended
    people = preparation.acting_for(founders)
    supervisors = [post.name for post in decided.supervisors if not by_office(post)]
    found = [
        *_founders(preparation, founders, figures),
        *meeting.check_term(decided.board_term_years, figures),
        *(founding.check_sharia(decided.sharia_supervisors, figures) if preparation.sharia else []),
        *_capital(preparation, decided, len(founders), figures),
    ]
    if preparation.form == "merah_putih":
        found += forms.check_kkmp_board(decided.board, figures)
        found += forms.check_kkmp_supervisors(supervisors, figures)
    else:
        found += meeting.check_board(decided.board, people, figures)
        found += meeting.check_supervisors(supervisors, [post.name for post in decided.board], people, figures)
        name = held.name if held else preparation.names[0]
        found += names.check_name(name, preparation.kind, preparation.sharia, figures)
    if held is not None:
        proxies, board = [post.name for post in held.proxies], [post.name for post in held.board]
        found += meeting.check_proxies(proxies, people, board, figures)
    return found


def _founders(preparation: Preparation, founders: tuple[str, ...], figures: Numbers) -> list[Finding]:
    if preparation.form == "secondary":
        return forms.check_cooperatives(len(founders), figures)
    return founding.check_founders(founders, figures)


def _capital(
    preparation: Preparation, decided: Preparation | Meeting, founders: int, figures: Numbers
) -> list[Finding]:
    return founding.check_capital(
        decided.capital,
        decided.principal_savings,
        founders,
        figures,
        mandatory=decided.mandatory_savings,
        grant=decided.grant,
        kind=preparation.kind,
        area=preparation.area,
        savings_unit=preparation.savings_unit,
        form=preparation.form,
    )


def dossier(content: Mapping[str, Any]) -> tuple[Preparation, Meeting | None]:
    """Read a case's content: what was prepared, and what its meeting decided."""
    held = content.get("meeting")
    return preparation_from_json(content["preparation"]), meeting_from_json(held) if held else None


def rule_gaps(case_id: int, content: Mapping[str, Any], stage: str, figures: Numbers) -> list[Gap]:
    """Give the gap of a case that today's rules do not allow as it is kept."""
    preparation, held = dossier(content)
    if not binds(stage) or not any(one.severity == "block" for one in findings(preparation, held, figures)):
        return []
    return [Gap("rules", "change" if held is None else "held", str(case_id))]
