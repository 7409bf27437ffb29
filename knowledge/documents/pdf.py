"""Print filled Word papers as PDF: the same document in another form, set with fonts that come with `typst`."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst

from knowledge.documents.word import read

PRINT = Path(__file__).with_name("print.typ")


def to_pdf(papers: Sequence[bytes], title: str, cover: bytes | None = None) -> bytes:
    """Set Word documents one after another in one PDF, each with its own page numbers; raises typst.TypstError.

    With a cover, itself a Word document, a table of contents follows it and the pages of the whole are numbered too.
    """
    pdf = typst.compile(
        PRINT,
        root=PRINT.parent,
        font_paths=_fonts(),
        sys_inputs={
            "title": title,
            "cover": json.dumps(None if cover is None else read(cover)),
            "papers": json.dumps([read(docx) for docx in papers]),
        },
        pdf_tags=False,  # five times the size on a cheap phone; who needs the structure read aloud has the Word paper
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Use only the fonts inside the wheel, so that a bare machine prints as any other."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
