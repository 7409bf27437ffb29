"""A founding group whose papers the tests fill, and how they read what the papers say."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from knowledge.documents.circle import Copy, Founder
from knowledge.documents.dossier import Meeting, Post, Preparation
from knowledge.documents.papers import Paper, papers_after, papers_before
from knowledge.figures import Figures

TODAY = date(2026, 11, 21)
FIGURES = Figures.load(Path("knowledge/figures.toml")).on(TODAY)
TRICKY = "Budi & Ani <b>"
LONG = "Raden Mas Soedarsono Kusumohadiningrat bin Haji Abdurrachman Wahid"
FOUNDERS = (
    *("Siti Aminah", TRICKY, LONG, "Sri Wahyuningsih", "Agus Setiawan", "Dewi Lestari"),
    *("Eko Prasetyo", "Fitriani", "Gunawan Wibisono", "Hendra Kurniawan", "Indah Permatasari", "Joko Susilo"),
)
BOARD = (Post("Ketua", "Siti Aminah"), Post("Sekretaris", "Sri Wahyuningsih"), Post("Bendahara", TRICKY))
SUPERVISORS = (Post("Koordinator", "Agus Setiawan"), Post("Anggota", "Dewi Lestari"), Post("Anggota", "Eko Prasetyo"))
PREPARATION = Preparation(
    group="Pokdarwis Kayutangan Heritage",
    contact="Siti Aminah",
    interest="Pendapatan dari jasa wisata kampung",
    business="Jasa pemandu wisata, parkir, dan penginapan warga",
    area="city",
    kelurahan="Kauman",
    kecamatan="Klojen",
    kind="service",
    sharia=False,
    savings_unit=False,
    names=("Koperasi Jasa Kampung Wisata Ceria", "Koperasi Jasa Kayutangan Maju Bersama"),
    seat="Jl. Basuki Rahmat Gang IV Nomor 12, RT 03 RW 09, Kelurahan Kauman, Kecamatan Klojen, Kota Malang 65119",
    founders=FOUNDERS,
    principal_savings=250_000,
    mandatory_savings=25_000,
    grant=450_000,
    board=BOARD,
    supervisors=SUPERVISORS,
    sharia_supervisors=(),
    board_term_years=5,
    meeting_on=date(2026, 12, 12),
    meeting_at=time(9),
    meeting_place="Balai RW 09 Kelurahan Kauman",
)
MEETING = Meeting(
    held_on=date(2026, 12, 12),
    opened_at=time(9, 15),
    closed_at=time(11, 40),
    place="Balai RW 09 Kelurahan Kauman",
    counselling_by="petugas Klinik Koperasi",
    attended=FOUNDERS[:9],
    chair="Gunawan Wibisono",
    secretary="Fitriani",
    name="Koperasi Jasa Kampung Wisata Ceria",
    unanimous=True,
    votes_for=None,
    principal_savings=250_000,
    mandatory_savings=25_000,
    grant=450_000,
    board=BOARD,
    supervisors=SUPERVISORS,
    sharia_supervisors=(),
    board_term_years=5,
    duration_years=None,
    articles_agreed=True,
    proxies=BOARD,
)
LENDING = replace(
    PREPARATION,
    kind="savings_and_loan",
    sharia=True,
    sharia_supervisors=("Ahmad Fauzi",),
    names=("Koperasi Simpan Pinjam dan Pembiayaan Syariah Berkah Warga Kauman",),
)
COOPERATIVES = (
    "Koperasi Jasa Kampung Wisata Ceria",
    "Koperasi Konsumen Warga Kauman Sejahtera",
    "Koperasi Produsen Perajin Malang Jaya",
)
SECONDARY = replace(
    PREPARATION,
    form="secondary",
    founders=COOPERATIVES,
    names=("Koperasi Jasa Wisata Malang Raya",),
    board=(),
    supervisors=(),
)
MERAH_PUTIH = replace(
    PREPARATION, form="merah_putih", names=("Koperasi Kelurahan Merah Putih Kauman",), board=(), supervisors=()
)
NINE = replace(PREPARATION, founders=FOUNDERS[:9])
# nine founders whose every datum is another, so that each can be told from all others in a paper
KNOWN = tuple(
    Founder(
        name=name,
        nik=f"3573{number + 1:02}{10 + number:02}0385{number + 1:04}",
        birthplace=f"Kota{'ABCDEFGHI'[number]}",
        born_on=date(1985, 3, 10 + number),
        sex="LP"[number % 2],  # type: ignore[arg-type]
        address=f"Jl. Contoh{'ABCDEFGHI'[number]} Nomor {40 + number}, RT 03 RW 09, Kauman, Klojen, Kota Malang",
        occupation=f"Pekerja{'ABCDEFGHI'[number]}",
        phone=f"0812000011{number:02}",
        paid_principal=250_000,
        paid_mandatory=25_000,
    )
    for number, name in enumerate(FOUNDERS[:9])
)
COPY = Copy(
    full=True,
    owner="Siti Aminah",
    code="KOP-7F3K2",
    version=3,
    link="https://t.me/KlinikContohBot?start=c_KOP-7F3K2_3_{paper}",
)
OWNERS = replace(COPY, full=False)


class Text(dict[str, str]):
    """What each paper says, by paper id, as running text; read only when asked for."""

    def __init__(self, papers: list[Paper], read: Callable[[Paper], str]) -> None:
        super().__init__()
        self.papers, self.read = {paper.id: paper for paper in papers}, read

    def __missing__(self, id_: str) -> str:
        self[id_] = self.read(self.papers[id_])
        return self[id_]


class Filled:
    """A run of papers and what they say in both forms."""

    def __init__(self, papers: list[Paper]) -> None:
        self.papers = papers
        self.word = Text(papers, lambda paper: word_text(paper.docx))
        self.pdf = Text(papers, lambda paper: pdf_text(paper.pdf))


def filled_before(preparation: Preparation) -> Filled:
    """Fill the papers before the meeting."""
    return Filled(papers_before(preparation, FIGURES, TODAY))


def filled_after(meeting: Meeting, preparation: Preparation = PREPARATION) -> Filled:
    """Fill the papers after the meeting."""
    return Filled(papers_after(preparation, meeting, FIGURES, date(2026, 12, 14)))


def word_text(docx: bytes) -> str:
    """Give what a Word paper says, head and foot included, as running text."""
    document = Document(BytesIO(docx))
    section = document.sections[0]
    parts = (section.header._element, document.element.body, section.footer._element)
    paragraphs = (paragraph for part in parts for paragraph in part.iter(qn("w:p")))
    return running(" ".join("".join(_written(paragraph)) for paragraph in paragraphs))


def _written(paragraph: Any) -> Iterator[str]:
    for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        yield piece.text or "" if piece.tag == qn("w:t") else " "


def pdf_text(pdf: bytes) -> str:
    """Give what a PDF says as running text."""
    return running(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def running(text: str) -> str:
    """Set words in one line."""
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def tight(text: str) -> str:
    """Leave out all room, which differs between the forms."""
    return re.sub(r"\s+", "", text)


def _needs(program: str, name: str) -> pytest.MarkDecorator:
    """Skip where a program is not installed, but never in CI: there the test fails without it."""
    missing = shutil.which(program) is None and os.environ.get("CI") != "true"
    return pytest.mark.skipif(missing, reason=f"{name} is not on this machine")


needs_libreoffice = _needs("soffice", "LibreOffice")
needs_poppler = _needs("pdftoppm", "Poppler")


def libreoffice_pages(papers: list[Paper], folder: Path) -> dict[str, int]:
    """Have LibreOffice convert the Word papers, without a warning; give the pages of each by id."""
    for paper in papers:
        (folder / f"{paper.file_stem}.docx").write_bytes(paper.docx)
    sources = sorted(str(path) for path in folder.glob("*.docx"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    done = subprocess.run([*command, "--outdir", str(folder), *sources], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if line and "javaldx" not in line] == []
    return {paper.id: len(PdfReader(folder / f"{paper.file_stem}.pdf").pages) for paper in papers}
