"""«Langkah berikutnya»: the steps of the stage a case is at, and of those before and behind it."""

from bot.counters import circle as page
from bot.counters.turn import Turn, column
from flows.circle.carrying import dossier
from flows.circle.stages import STAGES, Stage, at_least
from flows.circle.steps import StageSteps, next_steps
from flows.replies import Button, Line
from storage.cases import Kept as Case


def show(turn: Turn, about: str) -> None:
    """Show the steps of a stage to the owner or a founder: of the stage named («12.notaris»), or of where it is."""
    id, _, wanted = about.partition(".")
    case = page.seen(turn, id)
    if case is None:
        return
    found = of(turn, case, wanted if wanted in STAGES else case.stage)
    turn.reply(
        *_lines(turn, case, found), buttons=column(_ways(turn, case, found)), step=turn.can_edit and bool(wanted)
    )


def of(turn: Turn, case: Case, stage: str) -> StageSteps:
    """Give the steps of a case at a stage, with the figures of the day."""
    preparation, meeting = dossier(case.content)
    return next_steps(preparation, stage, turn.figures, meeting)


def stage_name(turn: Turn, stage: Stage) -> str:
    """Name a stage."""
    return turn.line(f"steps.stage.{stage}").plain


def _lines(turn: Turn, case: Case, found: StageSteps) -> list[Line]:
    here = at_least(case.stage, "niat")
    told = {"name": page.name_of(case), "code": case.code, "number": found.number, "of": found.of}
    lines = [turn.line("steps.head", stage=stage_name(turn, found.stage), **told)]
    for step in found.steps:
        lines.append(
            turn.line("steps.step", title=step.title, who=step.who, ready=step.ready, cost=step.cost, time=step.time)
        )
        if step.result:
            lines.append(turn.line("steps.result", result=step.result))
    if found.stage != here:
        lines.append(turn.line("steps.here", number=STAGES.index(here) + 1, stage=stage_name(turn, here)))
    if STAGES.index(here) <= STAGES.index("pengesahan"):
        lines.append(turn.line("steps.before_legal"))
    return [*lines, turn.line("steps.confirm")]


def _ways(turn: Turn, case: Case, found: StageSteps) -> list[Button]:
    def to(stage: Stage, key: str) -> Button:
        return turn.button(key, "nextsteps", f"{case.id}.{stage}", stage=stage_name(turn, stage))

    ways = [to(stage, key) for stage, key in ((found.before, "steps.earlier"), (found.after, "steps.later")) if stage]
    ways.append(turn.button("circle.missing_button", "kurang", str(case.id)))
    if case.owner_id == turn.event.person:
        ways.append(turn.button("steps.sheet", "steps", str(case.id)))
    return ways
