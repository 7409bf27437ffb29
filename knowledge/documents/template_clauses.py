"""Chapters, articles and clauses, which count on by themselves when some are left out."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import Cm

from knowledge.documents.template_parts import columns, gap, item, put, tag, together, write

LINES = "." * 60
# a clause: its words, or (condition, words) for one that only some cooperatives have
Clause = str | tuple[str, str]


def chapter(paper: WordDocument, number: str, title: str) -> None:
    """Add a chapter's head."""
    heading = write(paper, f"BAB {number}\t{title}", "Bagian")
    heading.paragraph_format.space_before = Cm(0.5)
    heading.paragraph_format.left_indent, heading.paragraph_format.first_line_indent = Cm(2.2), Cm(-2.2)


def article(paper: WordDocument, number: int, title: str, clauses: Sequence[Clause]) -> None:
    """Add an article; its clauses are numbered as they stand when some are left out."""
    write(paper, f"Pasal {number} – {title}", "Subjudul").paragraph_format.space_before = Cm(0.25)
    if len(clauses) == 1 and isinstance(clauses[0], str):
        write(paper, clauses[0])
        return
    tag(paper, "{%p set clause = namespace(number=0) %}")
    for clause in clauses:
        condition, words = clause if isinstance(clause, tuple) else ("", clause)
        if condition:
            tag(paper, f"{{%p if {condition} %}}")
        tag(paper, "{%p set clause.number = clause.number + 1 %}")
        item(paper, "({{ clause.number }})", words)
        if condition:
            tag(paper, "{%p endif %}")


def posts(paper: WordDocument, loop: str) -> None:
    """Add a list of posts and who holds them."""
    table = columns(paper, (6, 0.5, 9), 3, ruled=False)
    table.rows[0].cells[0].text = f"{{%tr for post in {loop} %}}"
    for cell, text in zip(table.rows[1].cells, ("{{ post.title }}", ":", "{{ post.name }}"), strict=True):
        put(cell, text, "Baris")
    table.rows[2].cells[0].text = "{%tr endfor %}"
    together(table)
    gap(paper, 4)
