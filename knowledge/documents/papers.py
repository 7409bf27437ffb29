"""Fill the papers of founding, before and after the meeting, as Word and as PDF of the same filled document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from knowledge.documents import values
from knowledge.documents.dossier import Meeting, Preparation
from knowledge.documents.pdf import to_pdf
from knowledge.documents.values import FiguresView, Values

TEMPLATES = Path(__file__).with_name("templates")
# template: id and title
PAPERS = {
    "permohonan-penyuluhan": ("counselling-request", "Permohonan penyuluhan"),
    "undangan": ("invitation", "Undangan rapat pendirian"),
    "susunan-acara": ("agenda", "Susunan acara rapat pendirian"),
    "daftar-hadir": ("attendance", "Daftar hadir rapat pendirian"),
    "berita-acara": ("minutes", "Berita acara rapat pendirian"),
    "surat-kuasa": ("proxy", "Surat kuasa pendiri"),
    "rekap-modal": ("capital", "Rekapitulasi modal pendirian"),
    "pengurus-pengawas": ("officers", "Susunan pengurus dan pengawas"),
    "langkah-berikutnya": ("next-steps", "Langkah berikutnya"),
}
BEFORE = (
    "permohonan-penyuluhan",
    "undangan",
    "susunan-acara",
    "daftar-hadir",
    "berita-acara",
    "rekap-modal",
    "pengurus-pengawas",
    "langkah-berikutnya",
)
AFTER = ("berita-acara", "surat-kuasa", "rekap-modal", "pengurus-pengawas", "langkah-berikutnya")


@dataclass(frozen=True)
class Paper:
    """One paper in both forms; the file stem has no names of people in it."""

    id: str
    title: str
    file_stem: str
    docx: bytes
    pdf: bytes


def titles(part: str) -> dict[str, str]:
    """Give id and title of the papers of a part («before», «after»), in their order."""
    return dict(PAPERS[template] for template in (BEFORE if part == "before" else AFTER))


def papers_before(preparation: Preparation, figures: FiguresView, today: date) -> list[Paper]:
    """Fill what a group needs to hold its founding meeting."""
    return _papers(
        BEFORE,
        values.counselling_request(preparation, today),
        values.invitation(preparation, figures, today),
        values.agenda(preparation, figures),
        values.attendance(preparation, figures),
        values.planned_minutes(preparation, figures),
        values.capital(preparation, None, figures),
        values.officers(preparation, None, figures),
        values.next_steps(preparation, None, figures, today),
    )


def papers_after(preparation: Preparation, meeting: Meeting, figures: FiguresView, today: date) -> list[Paper]:
    """Fill what goes to the notary once the meeting was held."""
    return _papers(
        AFTER,
        values.minutes(preparation, meeting, figures),
        values.proxy(meeting, figures),
        values.capital(preparation, meeting, figures),
        values.officers(preparation, meeting, figures),
        values.next_steps(preparation, meeting, figures, today),
    )


def bundle(papers: Sequence[Paper]) -> bytes:
    """Set all papers in one PDF, in their order, each with its own page numbers."""
    return to_pdf([paper.docx for paper in papers], "Berkas pendirian koperasi")


def _papers(templates: Sequence[str], *filled: Values) -> list[Paper]:
    return [_paper(number, *pair) for number, pair in enumerate(zip(templates, filled, strict=True), 1)]


def _paper(number: int, template: str, filled: Values) -> Paper:
    id_, title = PAPERS[template]
    docx = fill((TEMPLATES / f"{template}.docx").read_bytes(), filled)
    return Paper(id_, title, f"{number:02}-{template}", docx, to_pdf([docx], title))


def fill(template: bytes, filled: Values) -> bytes:
    """Fill a Word template; raises jinja2.UndefinedError when it asks for something that is not there."""
    document = DocxTemplate(BytesIO(template))
    # escaping is not optional: without it «Budi & Ani» is silently eaten
    document.render(filled, Environment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    output = BytesIO()
    document.save(output)
    return output.getvalue()
