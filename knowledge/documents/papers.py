"""Fill the papers of founding, before and after the meeting, as Word and as PDF of the same filled document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from knowledge.documents import values, values_articles, values_circle
from knowledge.documents.circle import Copy, Founder, all_open, shown
from knowledge.documents.dossier import Meeting, Preparation
from knowledge.documents.filling import FiguresView, Register, Values, lends
from knowledge.documents.marks import mark
from knowledge.documents.pdf import to_pdf
from knowledge.documents.word_filling import fill

TEMPLATES = Path(__file__).with_name("templates")
# template: id and title
PAPERS = {
    "permohonan-penyuluhan": ("counselling-request", "Permohonan penyuluhan"),
    "undangan": ("invitation", "Undangan rapat pendirian"),
    "susunan-acara": ("agenda", "Susunan acara rapat pendirian"),
    "daftar-hadir": ("attendance", "Daftar hadir rapat pendirian"),
    "berita-acara": ("minutes", "Berita acara rapat pendirian"),
    "notulen": ("notes", "Notulen rapat pendirian"),
    "daftar-pendiri": ("founders", "Daftar pendiri"),
    "surat-kuasa": ("proxy", "Surat kuasa pendiri"),
    "rekap-modal": ("capital", "Rekapitulasi modal pendirian"),
    "rencana-usaha": ("business-plan", "Rencana usaha dan RAPB"),
    "pengurus-pengawas": ("officers", "Susunan pengurus dan pengawas"),
    "rancangan-anggaran-dasar": ("articles", "Rancangan anggaran dasar"),
    "kedudukan-kantor": ("domicile", "Pernyataan kedudukan kantor"),
    "struktur-sarana": ("structure", "Struktur organisasi dan sarana kerja"),
    "koperasi-pendiri": ("cooperatives", "Kelengkapan koperasi pendiri"),
    "simpan-pinjam": ("lending", "Kelengkapan usaha simpan pinjam"),
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
# the whole dossier of a circle; the sheets of a secondary and of saving and lending only where they apply
WHOLE_BEFORE = tuple(template for template in PAPERS if template != "surat-kuasa")
WHOLE_AFTER = tuple(template for template in PAPERS if template not in BEFORE[:3])


@dataclass(frozen=True)
class Paper:
    """One paper in both forms; the file stem has no names of people in it."""

    id: str
    title: str
    file_stem: str
    docx: bytes

    @cached_property
    def pdf(self) -> bytes:
        """Print it; only when asked for, since a bundle is printed as one."""
        return to_pdf([self.docx], self.title)


@dataclass(frozen=True)
class Dossier:
    """All that papers are filled from; `meeting` is None before it, `founders` only what the copy may show."""

    preparation: Preparation
    meeting: Meeting | None
    figures: FiguresView
    today: date
    founders: tuple[Founder, ...]
    copy: Copy | None
    closed: bool  # others' personal data are left out

    @property
    def register(self) -> Register:
        """Give the founders by name."""
        return Register(self.founders, self.preparation.members)


def titles(part: str, whole: Preparation | None = None) -> dict[str, str]:
    """Give id and title of the papers of a part («before», «after»), in their order; of a circle the whole dossier."""
    return dict(PAPERS[template] for template in _templates(part == "before", whole))


def papers_before(
    preparation: Preparation,
    figures: FiguresView,
    today: date,
    founders: Sequence[Founder] = (),
    copy: Copy | None = None,
) -> list[Paper]:
    """Fill what a group needs to hold its founding meeting; with founders or a copy, the whole dossier."""
    return _papers(_dossier(preparation, None, figures, today, founders, copy))


def papers_after(
    preparation: Preparation,
    meeting: Meeting,
    figures: FiguresView,
    today: date,
    founders: Sequence[Founder] = (),
    copy: Copy | None = None,
) -> list[Paper]:
    """Fill what goes to the notary once the meeting was held; with founders or a copy, the whole dossier."""
    return _papers(_dossier(preparation, meeting, figures, today, founders, copy))


def cover(
    preparation: Preparation,
    meeting: Meeting | None,
    today: date,
    founders: Sequence[Founder],
    copy: Copy,
) -> bytes:
    """Fill the cover of a bundle, as Word."""
    filled = values_circle.cover(preparation, meeting, copy, today, closed=_closed(founders, copy))
    return fill(_template("sampul"), filled, mark(copy, "cover"))


def bundle(papers: Sequence[Paper], cover: bytes | None = None) -> bytes:
    """Set all papers in one PDF, in their order, each with its own page numbers; a cover brings a table of contents."""
    return to_pdf([paper.docx for paper in papers], "Berkas pendirian koperasi", cover)


def _dossier(
    preparation: Preparation,
    meeting: Meeting | None,
    figures: FiguresView,
    today: date,
    founders: Sequence[Founder],
    copy: Copy | None,
) -> Dossier:
    return Dossier(preparation, meeting, figures, today, shown(founders, copy), copy, closed=_closed(founders, copy))


def _closed(founders: Sequence[Founder], copy: Copy | None) -> bool:
    return copy is not None and not copy.full and not all_open(founders)


def _templates(before: bool, whole: Preparation | None) -> list[str]:
    if whole is None:
        return list(BEFORE if before else AFTER)
    some = {"koperasi-pendiri": whole.form == "secondary", "simpan-pinjam": lends(whole)}
    return [template for template in (WHOLE_BEFORE if before else WHOLE_AFTER) if some.get(template, True)]


def _papers(dossier: Dossier) -> list[Paper]:
    whole = dossier.preparation if dossier.founders or dossier.copy else None
    templates = _templates(dossier.meeting is None, whole)
    return [_paper(number, template, dossier) for number, template in enumerate(templates, 1)]


def _paper(number: int, template: str, dossier: Dossier) -> Paper:
    id_, title = PAPERS[template]
    docx = fill(_template(template), _values(template, dossier), mark(dossier.copy, id_))
    return Paper(id_, title, f"{number:02}-{template}", docx)


def _template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.docx").read_bytes()


def _values(template: str, d: Dossier) -> Values:
    """Fill one template."""
    match template:
        case "permohonan-penyuluhan":
            return values.counselling_request(d.preparation, d.figures, d.today)
        case "undangan":
            return values.invitation(d.preparation, d.figures, d.today)
        case "susunan-acara":
            return values.agenda(d.preparation, d.figures)
        case "daftar-hadir":
            return values.attendance(d.preparation, d.figures, d.meeting)
        case "berita-acara":
            if d.meeting is None:
                return values.planned_minutes(d.preparation, d.figures)
            return values.minutes(d.preparation, d.meeting, d.figures, d.register)
        case "surat-kuasa" if d.meeting is not None:
            return values.proxy(d.meeting, d.figures, d.register, unit=_unit(d))
        case "rekap-modal":
            return values.capital(d.preparation, d.meeting, d.figures, d.register)
        case "pengurus-pengawas":
            return values.officers(d.preparation, d.meeting, d.figures, d.register)
        case "langkah-berikutnya":
            return values.next_steps(d.preparation, d.meeting, d.figures, d.today)
    return _circle_values(template, d)


def _unit(d: Dossier) -> str:
    return "koperasi" if d.preparation.form == "secondary" else "orang"


def _circle_values(template: str, d: Dossier) -> Values:
    """Fill one of the templates that only the whole dossier has."""
    match template:
        case "notulen":
            return values_circle.notes(d.preparation, d.meeting)
        case "daftar-pendiri":
            return values_circle.founders_list(d.preparation, d.meeting, d.founders, closed=d.closed)
        case "rencana-usaha":
            return values_circle.business_plan(d.preparation, d.meeting, d.figures)
        case "rancangan-anggaran-dasar":
            return values_articles.articles(d.preparation, d.meeting, d.figures, d.founders)
        case "kedudukan-kantor":
            return values_circle.domicile(d.preparation, d.meeting, d.figures)
        case "struktur-sarana":
            return values_circle.structure(d.preparation, d.meeting)
        case "koperasi-pendiri":
            return values_circle.founding_cooperatives(d.preparation, d.meeting, d.figures)
        case "simpan-pinjam":
            return values_circle.lending(d.preparation, d.meeting, d.figures, d.register)
    raise ValueError(f"no values for «{template}»")
