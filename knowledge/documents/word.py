"""Read a Word document into plain blocks that `print.typ` can print; lengths are points.

What it understands is what office papers are made of: paragraphs, tabs, lists, tables, page fields, header and
footer. What it does not (pictures, text boxes, footnotes, several sections) is named by `unsupported`, not hidden.
"""

from io import BytesIO
from itertools import pairwise
from typing import Any

from docx import Document
from docx.document import Document as WordDocument

from knowledge.documents.word_lists import Lists
from knowledge.documents.word_styles import Look, Styles, path, points
from knowledge.documents.word_tables import read_table

Block = dict[str, Any]
UNREADABLE = {
    "drawing": "gambar atau kotak teks",
    "pict": "gambar lama",
    "footnoteReference": "catatan kaki",
    "endnoteReference": "catatan akhir",
}


def read(docx: bytes) -> Block:
    """Give a document as one value: page, header, body and footer."""
    document = Document(BytesIO(docx))
    reader = Reader(document)
    section = document.sections[-1]
    page = section._sectPr.find(path("pgSz"))
    margins = section._sectPr.find(path("pgMar"))
    return {
        "title": document.core_properties.title,
        "width": points(page.get(path("w"))),
        "height": points(page.get(path("h"))),
        **{side: points(margins.get(path(side))) for side in ("top", "bottom", "left", "right")},
        "header_at": points(margins.get(path("header"))),
        "footer_at": points(margins.get(path("footer"))),
        "header": reader.blocks(section.header._element),
        "footer": reader.blocks(section.footer._element),
        "body": reader.blocks(document.element.body),
    }


def unsupported(docx: bytes) -> list[str]:
    """Name, in Indonesian, what stands in the document and would be missing in print."""
    document = Document(BytesIO(docx))
    parts = [document.element, document.sections[-1].header._element, document.sections[-1].footer._element]
    found = [
        name for tag, name in UNREADABLE.items() if any(next(part.iter(path(tag)), None) is not None for part in parts)
    ]
    if len(document.sections) > 1:
        found.append("lebih dari satu bagian (section)")
    if any(section.different_first_page_header_footer for section in document.sections):
        found.append("header halaman pertama yang berbeda")
    return found


class Reader:
    """One reading of one document: lists count on as it goes."""

    def __init__(self, document: WordDocument) -> None:
        self.styles = Styles(document)
        self.lists = Lists(document)

    def blocks(self, parent: Any) -> list[Block]:
        """Read paragraphs and tables in their order."""
        found: list[Block] = []
        for child in parent:
            if child.tag == path("p"):
                found.append(self.paragraph(child))
            elif child.tag == path("tbl"):
                found.append(read_table(child, self.styles, self.blocks))
            elif child.tag == path("sdt"):
                found.extend(self.blocks(child.find(path("sdtContent"))))
        for above, below in pairwise(found):  # of the room after one and before the next, Word leaves the larger
            above["after"] = max(above.get("after", 0.0), below.get("before", 0.0))
            below["before"] = 0.0
        return found

    def paragraph(self, p: Any) -> Block:
        """Read one paragraph with what its styles give it."""
        look = self.styles.paragraph(p)
        pieces = self._pieces(p, look)
        number = look.value("numPr/numId/val")
        left, first = look.indents()
        if number not in (None, "0"):
            level = int(look.value("numPr/ilvl/val") or 0)
            label, left, first = self.lists.next(str(number), level)
            pieces = [_piece("text", label, look.letters(None)), {"kind": "tab"}, *pieces]
        segments = _split(pieces)
        mark = None if any(segments) else p.find(path("pPr/rPr"))  # what gives an empty line its height
        return {
            "type": "p",
            "align": look.alignment(),
            "before": look.length("spacing/before"),
            "after": look.length("spacing/after"),
            "spacing": look.line_spacing(),
            "left": left,
            "first": first,
            "right": look.length("ind/right", "ind/end"),
            "size": look.letters(mark)["size"],
            "keep_next": look.switch("keepNext"),
            "keep_lines": look.switch("keepLines"),
            "page_break": look.switch("pageBreakBefore") or any(piece["kind"] == "page" for piece in pieces),
            "rule_above": look.has("pBdr/top"),
            "rule_below": look.has("pBdr/bottom"),
            "segments": segments,
            "columns": _columns(len(segments), look.tab_stops(), left, first) if len(segments) > 1 else [],
        }

    def _pieces(self, p: Any, look: Look) -> list[Block]:
        pieces: list[Block] = []
        field: str | None = None  # the instruction of the field being read; its remembered result is not printed
        for run in p.iter(path("r")):
            if any(above.tag == path("del") for above in run.iterancestors()):
                continue
            simple = run.getparent() if run.getparent().tag == path("fldSimple") else None
            style = look.letters(run.find(path("rPr")))
            if simple is not None:
                if simple.find(path("r")) is run:
                    pieces.append(_field(simple.get(path("instr")), style))
                continue
            for child in run:
                kind = child.get(path("fldCharType")) if child.tag == path("fldChar") else None
                if kind == "begin":
                    field = ""
                elif kind == "end" and field is not None:
                    pieces.append(_field(field, style))
                    field = None
                elif field is not None:
                    field += child.text or "" if child.tag == path("instrText") else ""
                else:
                    pieces.extend(_content(child, style))
        return pieces


def _content(child: Any, style: Block) -> list[Block]:
    if child.tag == path("t"):
        return [_piece("text", child.text or "", style)]
    if child.tag == path("tab"):
        return [{"kind": "tab"}]
    if child.tag == path("noBreakHyphen"):
        return [_piece("text", "\u2011", style)]
    if child.tag == path("br"):
        return [_piece("page" if child.get(path("type")) == "page" else "break", "", style)]
    return []


def _piece(kind: str, text: str, style: Block) -> Block:
    return {"kind": kind, "text": text, **style}


def _field(instruction: str, style: Block) -> Block:
    return _piece("field", "pages" if "NUMPAGES" in instruction.upper() else "page", style)


def _split(pieces: list[Block]) -> list[list[Block]]:
    segments: list[list[Block]] = [[]]
    for piece in pieces:
        if piece["kind"] == "tab":
            segments.append([])
        elif piece["kind"] != "page":
            segments[-1].append(piece)
    return segments


def _columns(count: int, stops: list[tuple[float, str]], left: float, first: float) -> list[Block]:
    """Give each piece between tabs a column: a width, 0 for as wide as it is, None for what is left."""
    start = left + min(first, 0.0)
    if first < 0:  # a hanging indent is itself the first stop
        stops = sorted([(left, "left"), *stops])
    ahead = [stop for stop in stops if stop[0] > start + 0.5][: count - 1]
    while len(ahead) < count - 1:
        ahead.append(((ahead[-1][0] if ahead else start) + 36.0, "left"))
    columns: list[Block] = []
    align = "left"
    for position, next_align in ahead:
        width = position - start if next_align == "left" else None
        columns.append({"width": width, "align": align})
        start, align = position, next_align
    columns.append({"width": 0 if align == "right" else None, "align": align})
    return columns
