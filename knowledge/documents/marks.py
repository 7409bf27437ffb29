"""The mark on every page of a copy: case code, version, whose copy it is, and a QR that leads to the bot."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno

from knowledge.documents.circle import Copy

QUIET = 2  # empty squares around a QR; the page around it is empty too
SCALE = 8  # pixels a square


@dataclass(frozen=True)
class Picture:
    """A PNG to stand in a paper, as wide as said in millimetres."""

    png: bytes
    width: float


def copy_name(copy: Copy) -> str:
    """Say whose copy it is."""
    return "salinan petugas" if copy.full else "salinan penanggung jawab"


def mark(copy: Copy | None, paper: str, width: float = 14) -> dict[str, Any] | None:
    """Give what the head of a paper is marked with, None for papers without a copy; the QR's width in millimetres."""
    if copy is None:
        return None
    return {
        "code": copy.code,
        "version": str(copy.version),
        "whose": copy_name(copy),
        "qr": Picture(qr(copy.opened(paper)), width),
    }


@lru_cache(maxsize=64)  # a dossier's papers; finding the best pattern of squares takes its time
def qr(link: str) -> bytes:
    """Draw a link as QR, black on white, as PNG."""
    output = BytesIO()
    segno.make_qr(link, error="l").save(output, kind="png", scale=SCALE, border=QUIET)
    return output.getvalue()
