"""Read a Word document into plain blocks that `print.typ` can print; lengths are points.

What it understands is what office papers are made of: paragraphs, tabs, lists, tables, page fields, pictures in a
line, header and footer. What it does not (floating pictures, text boxes, footnotes, several sections) is named by
`unsupported`, not hidden.
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
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
POINT = 12700  # Word measures drawings in 1/12700 of a point
UNREADABLE = {
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
        "header": reader.story(section.header),
        "footer": reader.story(section.footer),
        "body": reader.story(document),
    }


def unsupported(docx: bytes) -> list[str]:
    """Name, in Indonesian, what stands in the document and would be missing in print."""
    document = Document(BytesIO(docx))
    parts = [document.element, document.sections[-1].header._element, document.sections[-1].footer._element]
    found = [
        name for tag, name in UNREADABLE.items() if any(next(part.iter(path(tag)), None) is not None for part in parts)
    ]
    if any(_picture(drawing) is None for part in parts for drawing in part.iter(path("drawing"))):
        found.insert(0, "gambar lepas atau kotak teks")
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
        self.parts: Any = {}  # of the story being read: what its pictures are

    def story(self, story: Any) -> list[Block]:
        """Read a header, a footer or a document's body."""
        self.parts = story.part.related_parts
        return self.blocks(story.element.body if hasattr(story, "element") else story._element)

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
                elif child.tag == path("drawing"):
                    pieces.extend(self._drawn(child))
                else:
                    pieces.extend(_content(child, style))
        return pieces

    def _drawn(self, drawing: Any) -> list[Block]:
        inline = _picture(drawing)
        if inline is None:
            return []
        extent, source = inline.find(f"{WP}extent"), next(inline.iter(f"{A}blip")).get(EMBED)
        part = self.parts[source]
        form = part.content_type.partition("/")[2]
        size = {"width": int(extent.get("cx")) / POINT, "height": int(extent.get("cy")) / POINT}
        return [{"kind": "picture", "form": "jpg" if form == "jpeg" else form, "data": list(part.blob), **size}]


def _picture(drawing: Any) -> Any:
    """Give a drawing that is a picture standing in the line; None for any other."""
    inline = drawing.find(f"{WP}inline")
    return None if inline is None or next(inline.iter(f"{A}blip"), None) is None else inline


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
