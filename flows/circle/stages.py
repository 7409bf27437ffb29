"""The way of a case from the first wish to the first annual meeting (facts/founding §5)."""

from typing import Literal, get_args

Stage = Literal[
    "niat", "persiapan", "rapat", "modal", "notaris", "pengesahan", "npwp_rekening_nib", "buku_art", "rat_pertama"
]
STAGES: tuple[Stage, ...] = get_args(Stage)


def at_least(stage: str, wanted: Stage) -> Stage:
    """Give the later of two stages: what an adviser recorded is never taken back by a correction."""
    return max((_known(stage), wanted), key=STAGES.index)


def after_preparing(stage: str, *, ready: bool) -> Stage:
    """Give the stage before the meeting: ready for it once every founder is complete, preparing while one is not."""
    known = _known(stage)
    if STAGES.index(known) > STAGES.index("rapat"):
        return known
    return "rapat" if ready else "persiapan"


def prepared_again(stage: str) -> Stage:
    """Give the stage after the preparation was changed: what the meeting decided is settled anew, not what followed."""
    known = _known(stage)
    return known if STAGES.index(known) > STAGES.index("modal") else "persiapan"


def _known(stage: str) -> Stage:
    return next((one for one in STAGES if one == stage), "persiapan")
