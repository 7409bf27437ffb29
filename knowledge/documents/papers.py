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


@dataclass(frozen=True)
class Paper:
    """One paper in both forms; the file stem has no names of people in it."""

    id: str
    title: str
    file_stem: str
    docx: bytes
    pdf: bytes


def papers_before(preparation: Preparation, figures: FiguresView, today: date) -> list[Paper]:
    """Fill what a group needs to hold its founding meeting."""
    return [
        _paper(1, "permohonan-penyuluhan", values.counselling_request(preparation, today)),
        _paper(2, "undangan", values.invitation(preparation, figures, today)),
        _paper(3, "susunan-acara", values.agenda(preparation, figures)),
        _paper(4, "daftar-hadir", values.attendance(preparation, figures)),
        _paper(5, "berita-acara", values.planned_minutes(preparation, figures)),
        _paper(6, "rekap-modal", values.capital(preparation, None, figures)),
        _paper(7, "pengurus-pengawas", values.officers(preparation, None, figures)),
        _paper(8, "langkah-berikutnya", values.next_steps(preparation, None, figures, today)),
    ]


def papers_after(preparation: Preparation, meeting: Meeting, figures: FiguresView, today: date) -> list[Paper]:
    """Fill what goes to the notary once the meeting was held."""
    return [
        _paper(1, "berita-acara", values.minutes(preparation, meeting, figures)),
        _paper(2, "surat-kuasa", values.proxy(meeting, figures)),
        _paper(3, "rekap-modal", values.capital(preparation, meeting, figures)),
        _paper(4, "pengurus-pengawas", values.officers(preparation, meeting, figures)),
        _paper(5, "langkah-berikutnya", values.next_steps(preparation, meeting, figures, today)),
    ]


def bundle(papers: Sequence[Paper]) -> bytes:
    """Set all papers in one PDF, in their order, each with its own page numbers."""
    return to_pdf([paper.docx for paper in papers], "Berkas pendirian koperasi")


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


def titles(part: str) -> dict[str, str]:
    """Give id and title of the papers of a part («before», «after»), in their order."""
    return dict(PAPERS[template] for template in (BEFORE if part == "before" else AFTER))
