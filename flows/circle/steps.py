"""«Langkah berikutnya»: what a case has to do at a stage, who does it, with which papers, cost and time."""

from dataclasses import dataclass

from flows.circle.stages import STAGES, Stage, at_least
from knowledge.documents.dossier import Meeting, Preparation
from knowledge.documents.filling import FiguresView
from knowledge.founding_steps import Step, steps


@dataclass(frozen=True)
class StageSteps:
    """A stage with its steps, and how far it is: «langkah 5 dari 9»."""

    stage: Stage
    steps: tuple[Step, ...]

    @property
    def number(self) -> int:
        """Give which of all stages it is, from 1."""
        return STAGES.index(self.stage) + 1

    @property
    def of(self) -> int:
        """Give how many stages there are."""
        return len(STAGES)

    @property
    def before(self) -> Stage | None:
        """Give the stage before; None for the first."""
        return STAGES[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> Stage | None:
        """Give the stage that follows; None for the last."""
        return STAGES[self.number] if self.number < self.of else None


def next_steps(
    preparation: Preparation, stage: str, figures: FiguresView, meeting: Meeting | None = None
) -> StageSteps:
    """Give what is to be done at a stage by this kind of cooperative; an unknown stage counts as preparing."""
    known = at_least(stage, "niat")
    found = tuple(step for step in steps(preparation, meeting, figures) if step.stage == known)
    return StageSteps(known, found)
