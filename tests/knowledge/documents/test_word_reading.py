"""What an adviser writes in Word is printed as Word shows it."""

import base64
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdf import PdfReader

from knowledge.documents.papers import TEMPLATES
from knowledge.documents.pdf import to_pdf
from knowledge.documents.template_parts import columns, head, new_paper, put, write
from knowledge.documents.word import WP, read, unsupported
from knowledge.documents.word_filling import fill

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def saved(document: WordDocument) -> bytes:
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def body(document: WordDocument) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = read(saved(document))["body"]
    return blocks


def texts(document: WordDocument) -> list[str]:
    return ["".join(piece["text"] for segment in block["segments"] for piece in segment) for block in body(document)]


def printed(document: WordDocument) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(to_pdf([saved(document)], "x"))).pages]


def test_bold_italic_and_size_are_taken_from_the_words_then_from_the_style() -> None:
    paper = new_paper("Uji")
    write(paper, "biasa **tebal**", "Isi")
    write(paper, "judul", "Judul")
    write(paper, "catatan", "Catatan")
    plain, bold = body(paper)[0]["segments"][0]
    assert (plain["bold"], bold["bold"]) == (False, True)
    title, note = (block["segments"][0][0] for block in body(paper)[1:])
    assert (title["bold"], title["size"]) == (True, 14.0)
    assert (note["italic"], note["color"], note["size"]) == (True, "#606060", 10.0)


def test_the_draft_mark_is_bold_though_its_style_is_not() -> None:
    mark = next(block for block in read(saved(new_paper("Uji")))["header"] if block["align"] == "right")
    assert mark["segments"][0][0]["bold"]


def test_alignment_spacing_and_indents_are_read() -> None:
    paper = new_paper("Uji")
    paragraph = write(paper, "teks", "Isi")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.left_indent = Pt(30)
    paragraph.paragraph_format.first_line_indent = Pt(-10)
    paragraph.paragraph_format.space_after = Pt(7)
    block = body(paper)[0]
    assert (block["align"], block["left"], block["first"], block["after"]) == ("center", 30.0, -10.0, 7.0)


def test_of_the_room_after_one_paragraph_and_before_the_next_the_larger_counts() -> None:
    paper = new_paper("Uji")
    write(paper, "a").paragraph_format.space_after = Pt(5)
    write(paper, "b").paragraph_format.space_before = Pt(4)
    first, second = body(paper)
    assert (first["after"], second["before"]) == (5.0, 0.0)


def test_lists_that_word_numbers_are_numbered() -> None:
    paper = new_paper("Uji")
    for style in ("List Number", "List Number", "List Bullet"):
        paper.add_paragraph("butir", style=style)
    assert texts(paper) == ["1.butir", "2.butir", "•butir"]
    assert body(paper)[0]["columns"][0]["width"] > 0


def test_a_tab_after_a_number_starts_the_hanging_text() -> None:
    paper = new_paper("Uji")
    paragraph = write(paper, "1.\tteks")
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(36), Pt(-20)
    assert body(paper)[0]["columns"] == [{"width": 20.0, "align": "left"}, {"width": None, "align": "left"}]


def test_a_right_tab_pushes_to_the_edge() -> None:
    paper = new_paper("Uji")
    paragraph = write(paper, "kiri\tkanan")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(400), WD_TAB_ALIGNMENT.RIGHT)
    assert body(paper)[0]["columns"] == [{"width": None, "align": "left"}, {"width": 0, "align": "right"}]


def test_deleted_words_are_not_printed_and_inserted_ones_are() -> None:
    paper = new_paper("Uji")
    paragraph = write(paper, "tetap ")
    for kind, text in (("w:del", "dihapus"), ("w:ins", "disisipkan")):
        change = OxmlElement(kind)
        change.append(paragraph.add_run(text)._r)
        paragraph._p.append(change)
    assert texts(paper) == ["tetap disisipkan"]


def test_merged_cells_heads_and_borders_are_read() -> None:
    paper = new_paper("Uji")
    table = columns(paper, (2, 3, 4), 3, ruled=True)
    head(table, ("A", "B", "C"))
    put(table.rows[1].cells[0].merge(table.rows[1].cells[1]), "dua kolom")
    table.rows[1].cells[2].merge(table.rows[2].cells[2])
    block = body(paper)[0]
    assert [round(width) for width in block["columns"]] == [57, 85, 113]
    first, second, third = block["rows"]
    assert first["header"]
    assert [cell["fill"] for cell in first["cells"]] == ["ECECEC"] * 3
    assert [(cell["colspan"], cell["rowspan"]) for cell in second["cells"]] == [(2, 1), (1, 2)]
    assert len(third["cells"]) == 2
    assert first["cells"][0]["edges"] == [0.5] * 4


def test_a_table_without_lines_prints_none() -> None:
    paper = new_paper("Uji")
    columns(paper, (2, 3), 1, ruled=False)
    assert body(paper)[0]["rows"][0]["cells"][0]["edges"] == [0.0] * 4


def test_a_page_break_starts_a_page_and_pages_are_counted() -> None:
    paper = new_paper("Uji")
    write(paper, "satu")
    write(paper, "").add_run().add_break(WD_BREAK.PAGE)
    write(paper, "dua")
    pages = printed(paper)
    assert ["satu" in pages[0], "dua" in pages[1]] == [True, True]
    assert [page.split("Halaman")[1].split() for page in pages] == [["1", "dari", "2"], ["2", "dari", "2"]]


def test_a_paper_on_its_side_is_printed_on_its_side() -> None:
    pages = PdfReader(BytesIO(to_pdf([saved(new_paper("Uji", landscape=True)), saved(new_paper("Uji"))], "x"))).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [True, False]


def test_markup_of_the_printer_is_only_text() -> None:
    paper = new_paper("Uji")
    write(paper, '#panic("x") $a$ = _b_ @c <d> \\ //')
    assert '#panic("x") $a$ = _b_ @c <d> \\ //' in printed(paper)[0]


def test_a_very_long_word_stays_on_the_page() -> None:
    paper = new_paper("Uji")
    put(columns(paper, (3,), 1, ruled=True).rows[0].cells[0], "x" * 120)
    assert printed(paper)[0].replace("\u200b", "").count("\n") > 4


def test_what_cannot_be_printed_is_named() -> None:
    paper = new_paper("Uji")
    paper.add_picture(BytesIO(DOT))
    inline = next(paper.element.iter(WP + "inline"))
    inline.tag = WP + "anchor"  # a picture that floats
    paper.add_section(WD_SECTION.NEW_PAGE)
    assert unsupported(saved(paper)) == ["gambar lepas atau kotak teks", "lebih dari satu bagian (section)"]


def test_a_picture_in_a_line_is_read_with_its_size_and_printed() -> None:
    paper = new_paper("Uji")
    paper.add_picture(BytesIO(DOT), width=Mm(20))
    piece = body(paper)[0]["segments"][0][0]
    assert (piece["kind"], piece["form"], bytes(piece["data"])) == ("picture", "png", DOT)
    assert round(piece["width"]) == round(piece["height"]) == 57
    assert unsupported(saved(paper)) == []
    page: Any = PdfReader(BytesIO(to_pdf([saved(paper)], "x"))).pages[0]
    assert len(page["/Resources"]["/XObject"]) == 1


def test_an_advisers_edit_of_a_template_appears_in_word_and_in_print() -> None:
    template = Document(str(TEMPLATES / "susunan-acara.docx"))
    last = template.paragraphs[-1]
    last.text = "Mohon hadir tepat waktu, {{ group }}."
    numbers = iter(range(1, 99))
    values = dict.fromkeys(("meeting_day", "meeting_hour", "meeting_place", "meeting_clock", "plan_years"), "x")
    docx = fill(
        saved(template),
        {**values, "group": "RW 09", "lending": False, "sharia": False, "next_number": lambda: next(numbers)},
    )
    assert Document(BytesIO(docx)).paragraphs[-1].text == "Mohon hadir tepat waktu, RW 09."
    assert "Mohon hadir tepat waktu, RW 09." in PdfReader(BytesIO(to_pdf([docx], "x"))).pages[0].extract_text()
    assert last._p.find(qn("w:pPr")) is not None
