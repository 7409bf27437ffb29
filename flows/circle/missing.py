"""«Apa lagi yang kurang?»: what one founder still owes, and what a whole case still lacks; from rules and states."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows import texts
from flows.circle.agreed import Agreed
from flows.circle.files import Standing
from flows.circle.items import Item
from flows.circle.stages import Stage, at_least
from flows.circle.states import MEMBER, OPEN, State
from knowledge.documents.circle import Founder
from knowledge.documents.dossier import Form
from knowledge.rules import Numbers
from knowledge.rules.forms import minimum_founders

NAMED = 3  # empty places named one by one; of more only the number is told
LISTED = 12  # names in one line
DONE: Stage = "pengesahan"  # from this stage on the list of founders is closed: the notary has all of it


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: `key` names its words, `act` and `about` the button that leads to it.

    `act` "" is for what cannot be done with a button here. The values never hold anybody's personal data but a name.
    """

    key: str
    act: str = ""
    about: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stand:
    """How a founder's place stands, as far as others may know."""

    id: int
    name: str
    state: State
    given: bool
    confirmed: bool


@dataclass(frozen=True)
class CaseStand:
    """How a case stands: its places, who asks to join, what is said differently, and its meeting."""

    id: int
    stands: Sequence[Stand]
    asking: int
    conflicts: int
    owner_in: bool
    met: bool
    meeting_on: date
    form: Form = "primary"
    stage: str = "persiapan"


def own_gaps(stand: Stand, data: Founder | None, agreed: Agreed, returned: str = "") -> list[Gap]:
    """List what a founder owes; his own data, so for his eyes only. `returned`: why an adviser sent his data back."""
    about, found = str(stand.id), []
    if data is None:
        found.append(Gap("own_data", "fill", about))
    elif returned:
        found.append(Gap("returned", "fill", about, {"reason": returned}))
    elif data.paid_principal < agreed.principal:
        found.append(Gap("own_principal", "fill", about, {"missing": agreed.principal - data.paid_principal}))
    elif data.paid_mandatory < agreed.mandatory:
        found.append(Gap("own_mandatory", "fill", about, {"missing": agreed.mandatory - data.paid_mandatory}))
    if not stand.confirmed:
        found.append(Gap("own_text", "text", about))
    return found


def case_gaps(case: CaseStand, figures: Numbers, today: date) -> list[Gap]:
    """List what a case lacks, for its owner: first what waits for him, then what waits for others."""
    about, found = str(case.id), []
    if case.asking:
        found.append(Gap("asking", "asking", about, {"count": case.asking}))
    if case.conflicts:
        found.append(Gap("conflicts", "conflicts", about, {"count": case.conflicts}))
    if not case.owner_in:
        found.append(Gap("owner_out", "mine", about))
    closed = at_least(case.stage, DONE) == case.stage
    found += [] if closed else _place_gaps(case, minimum_founders(case.form, figures))
    no_data = [stand.name for stand in case.stands if stand.state in MEMBER and not stand.given]
    for key, waits in (
        ("others_data", [] if closed else no_data),
        ("others_text", [one.name for one in case.stands if one.state in MEMBER and one.given and not one.confirmed]),
    ):
        if waits:
            found.append(Gap(key, "", "", {"count": len(waits), "names": ", ".join(waits)}))
    if not case.met:
        passed = case.meeting_on < today
        found.append(Gap("meeting_passed" if passed else "meeting", "held", about, {"day": case.meeting_on}))
    return found


def _place_gaps(case: CaseStand, minimum: int) -> list[Gap]:
    """List what lacks in people: founders up to the minimum, and empty places."""
    about, found = str(case.id), []
    joined = sum(stand.state in MEMBER for stand in case.stands)
    if joined < minimum:
        values = {"found": joined, "missing": minimum - joined, "minimum": minimum}
        found.append(Gap("too_few" if joined else "nobody_joined", "link", about, values))
    empty = [stand for stand in case.stands if stand.state in OPEN]
    if len(empty) > NAMED:
        return [*found, Gap("open_places", "circle", about, {"count": len(empty)})]
    return found + [
        Gap("left_place" if one.state == "withdrawn" else "open_place", "place", str(one.id), {"name": one.name})
        for one in empty
    ]


def file_gaps(case_id: int, found: Sequence[tuple[Item, Standing]]) -> list[Gap]:
    """List the files one person is asked for: his own or the case's. The reason is for who owes them only."""
    gaps = []
    for item, at in found:
        values = {"item": texts.template("uploads", f"item.{item.key}")}
        if at.status == "returned":
            gaps.append(Gap("file_returned", "send", f"{item.key}.{case_id}", {**values, "reason": at.reason}))
        elif at.status == "missing":
            gaps.append(Gap("file_missing", "send", f"{item.key}.{case_id}", values))
    return gaps


def ktp_gaps(names: Sequence[str]) -> list[Gap]:
    """Tell the owner whose KTP photo is still to come, and no more of it."""
    listed = ", ".join(names[:LISTED]) + (", …" if len(names) > LISTED else "")
    return [Gap("others_ktp", "", "", {"count": len(names), "names": listed})] if names else []
