"""Running foundings are carried forward when the law or the interview changes, and each owner hears only his part."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.counters import circle as page
from bot.counters import each_case
from bot.counters.nudging import AWAKE
from bot.counters.turn import House, Turn, column
from flows.circle.carrying import Change, binds, changes, dossier, looked_at
from flows.events import Happened
from flows.founding import founding
from flows.replies import Line, Reply
from flows.script import walk
from knowledge import numbers
from knowledge.figures import Figure
from storage import cases, conversations
from storage.cases import Kept as Case
from storage.database import Transaction

EVERY = 3600.0  # seconds between two looks; what changes by day needs no more


def due(tx: Transaction, house: House) -> list[Reply]:
    """Tell each owner once what changed for his founding since it was last looked at, and note today's rules."""
    if tx.now.astimezone(house.zone).hour not in AWAKE:
        return []
    return each_case.replies(tx, lambda case: _looked_at(tx, house, case) if binds(case.stage) else [])


def _looked_at(tx: Transaction, house: House, case: Case) -> list[Reply]:
    turn = Turn(tx, Happened(case.owner_id, "", case.owner_id, True), house)
    before = _before(turn, case)
    asks = _new_question(turn, case)
    now = {"figures": looked_at(turn.figures), "asks": asks}
    mark = json.dumps(now, sort_keys=True)
    if mark == case.rules_mark:
        return []
    cases.mark_rules(tx, case.id, mark)
    changed = changes(*dossier(case.content), case.stage, before["figures"], turn.figures)
    found = []
    if changed:
        cases.touch(tx, case.id)  # papers printed before say the old figures
        found.append(_told(turn, case, changed))
    if asks and asks != before["asks"]:
        found.append(_asked(turn, case))
    return found


def _before(turn: Turn, case: Case) -> Mapping[str, Any]:
    """Give what a case was held against last; one never looked at, against the figures of the day it last changed."""
    if case.rules_mark:
        kept: Mapping[str, Any] = json.loads(case.rules_mark)
        return kept
    on = case.updated_at.astimezone(turn.house.zone).date()
    return {"figures": looked_at(turn.library.figures.on(on)), "asks": ""}


def _new_question(turn: Turn, case: Case) -> str:
    """Give the key of a question the finished interview did not have when it was answered; "" for none."""
    kept = conversations.get(turn.tx, case.conversation_id) if case.conversation_id else None
    if kept is None or kept.status != "ended" or not kept.answers:
        return ""
    walked = walk(founding, kept.answers, turn.facts("founding", {"met": True}))
    question = walked.question
    if question is None or walked.again is not None or question.key in (*kept.answers, "review"):
        return ""
    return question.key


def _told(turn: Turn, case: Case, changed: list[Change]) -> Reply:
    lines = [turn.line("carrying.head", name=page.name_of(case), code=case.code)]
    for change in changed:
        lines += _lines(turn, change)
    short = any(change.short for change in changed)
    lines.append(turn.line("carrying.short" if short else "carrying.fits"))
    about = str(case.id)
    ways = [turn.button("circle.missing_button", "kurang", about)]
    if short:
        ways.append(turn.button("carrying.change_button", "held" if case.met else "change", about))
    else:
        ways.append(turn.button("carrying.papers_button", "papers", about))
    return Reply(tuple(lines), column(ways), chat=case.owner_id, lane="reminder", about=f"case:{case.id}")


def _lines(turn: Turn, change: Change) -> list[Line]:
    figure = turn.library.figures.get(change.figure)
    what = turn.line(f"carrying.figure.{change.figure}").plain
    since = max((day for day, _ in figure.values if day <= turn.now.date()), default=figure.values[0][0])
    values = {"before": _said(figure, change.before), "now": _said(figure, change.now)}
    found = [turn.line("carrying.change", what=what, since=since, **values)]
    if figure.regulation is not None:
        basis = turn.library.regulations.cite(figure.regulation.id, figure.regulation.article)
        found.append(turn.line("carrying.basis", basis=basis))
    return found


def _said(figure: Figure, value: int) -> str:
    if figure.unit == "rupiah":
        return numbers.rupiah(value)
    return numbers.percent(Decimal(value)) if figure.unit == "persen" else f"{numbers.grouped(value)} {figure.unit}"


def _asked(turn: Turn, case: Case) -> Reply:
    line = turn.line("carrying.asks", name=page.name_of(case), code=case.code)
    ways = column([turn.button("carrying.change_button", "change", str(case.id))])
    return Reply((line,), ways, chat=case.owner_id, lane="reminder", about=f"case:{case.id}")
