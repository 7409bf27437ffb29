"""The parts office papers are made of, for `build_templates.py`: styles, letter lines, lists, tables, signatures."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
DRAFT = "DRAF – periksa ke klinik atau notaris"
ARTICLES_DRAFT = "RANCANGAN – disusun akhir oleh notaris"
MARK = "{{ mark.code }} · versi {{ mark.version }} · {{ mark.whose }}"
STAMP = "meterai {{ stamp_duty }}"
DOTS = "." * 30
GREY = RGBColor(0x60, 0x60, 0x60)
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
# name: (size, bold, italic, alignment, before, after, grey)
STYLES = {
    "Judul": (14, True, False, CENTER, 0, 2, False),
    "Subjudul": (12, True, False, CENTER, 0, 10, False),
    "Bagian": (12, True, False, LEFT, 8, 4, False),
    "Isi": (12, False, False, JUSTIFY, 0, 6, False),
    "Butir": (12, False, False, JUSTIFY, 0, 4, False),
    "Baris": (12, False, False, LEFT, 0, 2, False),
    "Isi Tabel": (11, False, False, LEFT, 2, 2, False),
    "Isi Tabel Kecil": (9.5, False, False, LEFT, 2, 2, False),
    "Kepala Tabel": (10.5, True, False, CENTER, 3, 3, False),
    "Catatan": (10, False, True, JUSTIFY, 4, 4, True),
    "Pinggir": (9, False, False, LEFT, 0, 0, True),
}


def new_paper(title: str, *, landscape: bool = False, draft: str = DRAFT) -> WordDocument:
    """Open an A4 paper with the house styles, the draft mark above and the page number below."""
    document = Document()
    _drop_unused(document)
    section = document.sections[0]
    width, height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.left_margin, section.right_margin = (Cm(2.5), Cm(2.5)) if landscape else (Cm(3), Cm(2.5))
    section.header_distance, section.footer_distance = Cm(0.6), Cm(1)
    _styles(document)
    _head_and_foot(document, title, draft, width - section.left_margin - section.right_margin)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = (
        title,
        "Klinik Koperasi",
        "",
        "id-ID",
    )
    return document


def _drop_unused(document: WordDocument) -> None:
    """Leave out what python-docx's blank document brings and no paper uses: table styles, a picture."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Table Grid", "Normal Table"):
            style.delete()
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _styles(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _font(normal, 12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, bold, italic, alignment, before, after, grey) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style, style.quick_style = normal, True
        _font(style, size)
        style.font.bold, style.font.italic = bold, italic
        if grey:
            style.font.color.rgb = GREY
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.widow_control = True
        style.paragraph_format.line_spacing = 1.0 if "Tabel" in name or name == "Pinggir" else 1.1
        style.paragraph_format.keep_with_next = name in ("Judul", "Subjudul", "Bagian")


def _font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _head_and_foot(document: WordDocument, title: str, draft: str, width: int) -> None:
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.style, head.text = "Pinggir", "{%p if mark %}"
    marked = section.header.add_paragraph(style="Pinggir")
    marked.paragraph_format.tab_stops.add_tab_stop(Length(width), WD_TAB_ALIGNMENT.RIGHT)
    marked.add_run(draft).bold = True
    marked.add_run(f" · {MARK}\t{{{{ mark.qr }}}}")
    section.header.add_paragraph("{%p else %}", style="Pinggir")
    plain = section.header.add_paragraph(style="Pinggir")
    plain.alignment = RIGHT
    plain.paragraph_format.space_before = Pt(12)
    plain.add_run(draft).bold = True
    section.header.add_paragraph("{%p endif %}", style="Pinggir")
    foot = section.footer.paragraphs[0]
    foot.style = "Pinggir"
    foot.paragraph_format.tab_stops.add_tab_stop(Length(width), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{title}\tHalaman ")
    _field(foot, "PAGE")
    foot.add_run(" dari ")
    _field(foot, "NUMPAGES")
    rule(foot, "top")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word works out; the «1» is what it shows until then."""
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = paragraph.add_run("1" if kind == "result" else "")
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = instruction
            run._r.append(element)
        elif kind != "result":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def rule(paragraph: Paragraph, side: str) -> None:
    """Draw a thin line above («top») or below («bottom») a paragraph."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "4"), ("color", "808080")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def write(place: WordDocument | _Cell, text: str, style: str = "Isi", *, keep: bool = False) -> Paragraph:
    """Add a paragraph; `**` marks bold words, `keep` holds it together with the next."""
    paragraph = place.add_paragraph(style=style)
    _fill(paragraph, text)
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def dated(place: WordDocument, day: str) -> None:
    """Add the place and day above a signature."""
    paragraph = write(place, f"Malang, {day}", "Baris", keep=True)
    paragraph.alignment = RIGHT
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6), Pt(6)


def closing(place: WordDocument, text: str, *, keep: bool = False) -> Paragraph:
    """Add a paragraph that follows a list, set off from it."""
    paragraph = write(place, text, keep=keep)
    paragraph.paragraph_format.space_before = Pt(9)
    return paragraph


def _fill(paragraph: Paragraph, text: str) -> None:
    for number, part in enumerate(text.split("**")):
        if part:
            run = paragraph.add_run(part)
            if number % 2:
                run.bold = True


def tag(place: WordDocument | _Cell, *tags: str) -> None:
    """Add a line that only steers the filling, such as `{%p if sharia %}`; it leaves nothing behind."""
    for text in tags:
        place.add_paragraph(text, style="Baris")


def item(document: WordDocument, label: str, text: str, *, level: int = 0, style: str = "Butir") -> Paragraph:
    """Add a list item with a hanging text."""
    paragraph = write(document, f"{label}\t{text}", style)
    paragraph.paragraph_format.left_indent = Cm(0.9 * (level + 1))
    paragraph.paragraph_format.first_line_indent = Cm(-0.9)
    return paragraph


def items(document: WordDocument, texts: Sequence[str], form: str = "1.") -> None:
    """Add a numbered list: «1.» counts in digits, «a.» in letters."""
    for number, text in enumerate(texts):
        item(document, f"{chr(ord('a') + number)}." if form == "a." else f"{number + 1}.", text)


def columns(document: WordDocument, widths: Sequence[float], rows: int, *, ruled: bool, indent: float = 0.0) -> Table:
    """Add a table of fixed widths in centimetres, with or without lines."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid" if ruled else "Normal Table"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    place = OxmlElement("w:tblInd")
    # Word counts from the words in the first cell, not from its line: 108 is a cell's own margin
    place.set(qn("w:w"), str(round(indent * 567) + (108 if ruled else 0)))
    place.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(place, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    if not ruled:  # words without lines around them begin where paragraphs begin
        _no_margin(table)
    return table


def _no_margin(table: Table) -> None:
    margins, left = OxmlElement("w:tblCellMar"), OxmlElement("w:left")
    left.set(qn("w:w"), "0")
    left.set(qn("w:type"), "dxa")
    margins.append(left)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def put(cell: _Cell, text: str, style: str = "Isi Tabel", alignment: Any = None) -> None:
    """Write into a cell; a line break starts a new paragraph."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = style
        _fill(paragraph, line)
        if alignment is not None:
            paragraph.alignment = alignment


def facts(document: WordDocument, lines: Sequence[tuple[str, str]], *, label: float = 4.2, indent: float = 0.0) -> None:
    """Add «label : value» lines, aligned at the colon."""
    width = 15.5 - label - 0.5 - indent
    table = columns(document, (label, 0.5, width), len(lines), ruled=False, indent=indent)
    for row, (name, value) in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, (name, ":" if name else "", value), strict=True):
            put(cell, text, "Baris")
    gap(document)


def gap(document: WordDocument, size: float = 6, *, keep: bool = False) -> None:
    """Leave a little room, as after a table."""
    paragraph = document.add_paragraph(style="Baris")
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    mark = OxmlElement("w:rPr")
    height = OxmlElement("w:sz")
    height.set(qn("w:val"), str(round(size * 2)))
    mark.append(height)
    paragraph._p.get_or_add_pPr().append(mark)


def listing(
    document: WordDocument,
    heads: Sequence[str],
    widths: Sequence[float],
    loop: str,
    cells: Sequence[str],
    *,
    height: float = 0.0,
    centered: Sequence[int] = (0,),
    right: Sequence[int] = (),
) -> Table:
    """Add a ruled table with a repeated head and one row for each of `loop` («row in rows»)."""
    table = columns(document, widths, 4, ruled=True)
    head(table, heads)
    table.rows[1].cells[0].text = f"{{%tr for {loop} %}}"
    for number, (cell, text) in enumerate(zip(table.rows[2].cells, cells, strict=True)):
        alignment = CENTER if number in centered else RIGHT if number in right else None
        put(cell, text, alignment=alignment)
        middle(cell)
    table.rows[3].cells[0].text = "{%tr endfor %}"
    if height:
        at_least(table.rows[2], height)
    return table


def fields(*names: str) -> tuple[str, ...]:
    """Give the cells of a row of a list: its number and what it is filled with."""
    return ("{{ loop.index }}.", *(f"{{{{ row.{name} }}}}" for name in names))


def head(table: Table, heads: Sequence[str]) -> None:
    """Write the head of a table and repeat it on every page."""
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(row.cells, heads, strict=True):
        put(cell, text, "Kepala Tabel")
        shade(cell)
        middle(cell)


def shade(cell: _Cell) -> None:
    """Give a cell the light grey of a table's head."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "ECECEC")):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def middle(cell: _Cell) -> None:
    """Centre a cell's words between its upper and lower line."""
    alignment = OxmlElement("w:vAlign")
    alignment.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(alignment)


def together(table: Table) -> None:
    """Keep a short table on one page, with what follows it."""
    for cell in table._cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def add_row(table: Any) -> Any:
    """Add a row below."""
    return table.add_row()


def small(row: Any) -> None:
    """Set a crowded row in small letters."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.style = "Isi Tabel Kecil"


def at_least(row: Any, height: float) -> None:
    """Give a row room to write or sign in, in centimetres."""
    row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def signatures(document: WordDocument, people: Sequence[tuple[str, str, str]], *, width: float = 15.5) -> None:
    """Add a block to sign: for each their role, a remark in the room for the signature (meterai), their name."""
    table = columns(document, [width / len(people)] * len(people), 3, ruled=False)
    at_least(table.rows[1], 2.0)
    for column, person in enumerate(people):
        for row, text in enumerate(person):
            cell = table.rows[row].cells[column]
            put(cell, text, "Catatan" if row == 1 else "Baris", CENTER)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = row < 2
        middle(table.rows[1].cells[column])
    gap(document)
