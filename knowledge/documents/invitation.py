"""The invitation to a circle as a picture and as a sheet to print: a QR with the words that say what it opens."""

import io
import json
from pathlib import Path

import segno
import typst

SHEET = Path(__file__).with_name("invitation.typ")


def picture(address: str) -> bytes:
    """Draw the QR of an address as PNG, large enough for a cheap camera."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=12, border=4)
    return out.getvalue()


def sheet(address: str, name: str, code: str, until: str) -> bytes:
    """Set the sheet to print as PDF, A5; raises typst.TypstError."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2)
    told = {"address": address, "name": name, "code": code, "until": until, "qr": out.getvalue().decode()}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    pdf = typst.compile(SHEET, root=SHEET.parent, font_paths=fonts, sys_inputs={"told": json.dumps(told)})
    assert isinstance(pdf, bytes)
    return pdf
