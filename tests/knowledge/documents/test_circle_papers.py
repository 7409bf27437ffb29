"""The whole dossier of a founders' circle: two copies, each founder's data where it belongs, every kind complete."""

import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from knowledge.documents import papers as papers_module
from knowledge.documents import wording
from knowledge.documents.circle import Copy, Founder, shown
from knowledge.documents.dossier import Meeting, Post, Preparation
from knowledge.documents.filling import Register
from knowledge.documents.marks import QUIET, qr
from knowledge.documents.papers import Paper, bundle, cover, papers_after, papers_before, titles
from knowledge.documents.values import capital
from knowledge.numbers import grouped, long_day
from tests.knowledge.documents.founding_group import (
    COOPERATIVES,
    COPY,
    FIGURES,
    KNOWN,
    LENDING,
    MEETING,
    MERAH_PUTIH,
    NINE,
    OWNERS,
    SECONDARY,
    TODAY,
    Filled,
    libreoffice_pages,
    needs_libreoffice,
    needs_poppler,
    pdf_text,
    running,
    tight,
    word_text,
)

OWNER, OTHERS = KNOWN[0], KNOWN[1:]
AGREED = tuple(replace(founder, open_to_owner=True) for founder in KNOWN)
PERSONAL = ("nik", "birthplace", "address", "occupation", "phone")
SECRET = ("nik", "phone", "address", "birthplace")
CHAPTERS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


def whole(
    copy: Copy | None = COPY,
    founders: tuple[Founder, ...] = KNOWN,
    preparation: Preparation = NINE,
    meeting: Meeting | None = MEETING,
) -> list[Paper]:
    """Fill the whole dossier."""
    if meeting is None:
        return papers_before(preparation, FIGURES, TODAY, founders, copy)
    return papers_after(preparation, meeting, FIGURES, TODAY, founders, copy)


def texts(papers: list[Paper]) -> dict[str, str]:
    """Give what each paper says, by id."""
    return {paper.id: word_text(paper.docx) for paper in papers}


def cells(paper: Paper) -> Iterator[str]:
    """Give the fields of a paper: each paragraph, in and out of tables."""
    document = Document(BytesIO(paper.docx))
    for paragraph in document.element.body.iter("{*}p"):
        yield "".join(piece.text or "" for piece in paragraph.iter("{*}t"))


@pytest.fixture(scope="module")
def full() -> list[Paper]:
    return whole()


@pytest.fixture(scope="module")
def owners() -> list[Paper]:
    return whole(OWNERS)


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the printing where only the words are looked at."""
    monkeypatch.setattr(papers_module, "to_pdf", lambda *papers: b"")


# -- which papers ----------------------------------------------------------------------------------------------------


def test_the_whole_dossier_before_the_meeting_is_there_in_order() -> None:
    assert [paper.id for paper in whole(meeting=None)] == [
        *("counselling-request", "invitation", "agenda", "attendance", "minutes", "notes", "founders", "capital"),
        *("business-plan", "officers", "articles", "domicile", "structure", "next-steps"),
    ]


def test_the_whole_dossier_after_the_meeting_is_there_in_order(full: list[Paper]) -> None:
    assert [paper.id for paper in full] == [
        *("attendance", "minutes", "notes", "founders", "proxy", "capital", "business-plan", "officers"),
        *("articles", "domicile", "structure", "next-steps"),
    ]


def test_without_founders_and_copy_the_papers_are_the_few_of_the_interview() -> None:
    few = papers_after(NINE, MEETING, FIGURES, TODAY)
    assert [paper.id for paper in few] == ["minutes", "proxy", "capital", "officers", "next-steps"]
    for paper in few:
        assert "KOP-" not in word_text(paper.docx)
        assert not [name for name in _parts(paper.docx) if "media" in name]


@pytest.mark.parametrize("preparation", [NINE, LENDING, SECONDARY, MERAH_PUTIH, replace(NINE, savings_unit=True)])
def test_the_titles_of_the_whole_dossier_are_told_without_filling_anything(preparation: Preparation) -> None:
    for part, meeting in (("before", None), ("after", MEETING)):
        papers = whole(preparation=preparation, meeting=meeting)
        assert titles(part, preparation) == {paper.id: paper.title for paper in papers}


def _parts(docx: bytes) -> list[str]:
    return [str(part.partname) for part in Document(BytesIO(docx)).part.package.iter_parts()]


# -- two copies ------------------------------------------------------------------------------------------------------


def test_the_two_copies_differ_field_by_field_only_in_the_data_of_the_others(
    full: list[Paper], owners: list[Paper]
) -> None:
    hidden: Counter[str] = Counter()
    for mine, theirs in zip(full, owners, strict=True):
        pairs = list(zip(filled_fields(mine), filled_fields(theirs), strict=True))
        for whole_field, own_field in pairs:
            if whole_field == own_field:
                continue
            assert re.fullmatch(r"\.{10,}|L/P", own_field), (mine.id, own_field)
            whose = [founder.name for founder in OTHERS if whole_field in _fields(founder)]
            assert whose or whole_field in ("L", "P"), (mine.id, whole_field)
            hidden[mine.id] += 1
    assert hidden == {
        "founders": 8 * 6,  # nik, birth, sex, address, occupation, phone
        "articles": 8 * 4,
        "proxy": 8 * 2 + 2 * 2,  # the givers; of the takers the owner is one
        "minutes": 2 * 3,
        "officers": 5 * 3,
    }


def filled_fields(paper: Paper) -> list[str]:
    """Give a paper's fields without the note that says that data are left out."""
    return [field for field in cells(paper) if "diganti titik-titik" not in field]


def _fields(founder: Founder) -> list[str]:
    assert founder.born_on is not None
    birth = f"{founder.birthplace}, {long_day(founder.born_on)}"
    return [founder.nik, founder.address, founder.occupation, founder.phone, birth]


def test_the_full_copy_has_every_field_of_every_founder(full: list[Paper]) -> None:
    said = texts(full)
    for founder in KNOWN:
        for field in _fields(founder):
            assert field in said["founders"]
        for id_ in ("founders", "articles", "proxy"):
            assert founder.nik in said[id_]
            assert founder.address in said[id_]


def test_the_owners_copy_has_his_own_data_in_word_and_in_print(owners: list[Paper]) -> None:
    for id_ in ("founders", "articles", "proxy", "minutes", "officers"):
        paper = next(one for one in owners if one.id == id_)
        assert OWNER.nik in word_text(paper.docx)
        assert OWNER.nik in tight(pdf_text(paper.pdf))


def test_no_datum_of_another_is_anywhere_in_the_owners_files(owners: list[Paper]) -> None:
    sheet = cover(NINE, MEETING, TODAY, KNOWN, OWNERS)
    everything = "".join(_raw(docx) for docx in [sheet, *(paper.docx for paper in owners)])
    printed = tight(pdf_text(bundle(owners, sheet)))
    for founder in OTHERS:
        for name in PERSONAL:
            assert getattr(founder, name) not in everything, name
            assert tight(getattr(founder, name)) not in printed, name
    assert all(founder.nik not in paper.file_stem for founder in KNOWN for paper in owners)


def _raw(docx: bytes) -> str:
    """Give all parts of a Word file as they are, not only what is shown."""
    blobs = (part.blob for part in Document(BytesIO(docx)).part.package.iter_parts())
    return "".join(blob.decode("utf-8", "replace") for blob in blobs)


@given(agreed=st.lists(st.booleans(), min_size=2, max_size=9))
def test_a_nik_is_in_the_owners_copy_only_if_every_founder_agreed(agreed: list[bool]) -> None:
    founders = tuple(replace(f, open_to_owner=yes) for f, yes in zip(KNOWN, agreed, strict=False))
    seen = shown(founders, OWNERS)
    assert [founder.name for founder in seen] == [founder.name for founder in founders]
    if all(agreed):
        assert seen == founders
        return
    assert seen[0] == founders[0]
    for founder in seen[1:]:
        assert all(getattr(founder, name) == "" for name in SECRET)
        assert founder.born_on is None


def test_one_who_has_not_agreed_keeps_all_others_closed(unprinted: None) -> None:
    eight = (*AGREED[:-1], KNOWN[-1])
    said = "".join(texts(whole(OWNERS, eight)).values())
    assert not [founder.name for founder in OTHERS if founder.nik in said]


def test_once_all_agreed_the_owners_copy_is_the_full_one_but_for_its_mark(unprinted: None) -> None:
    mine, theirs = whole(OWNERS, AGREED), whole(COPY, AGREED)
    for one, other in zip(mine, theirs, strict=True):
        assert list(cells(one)) == list(cells(other))


def test_an_owner_who_shares_his_name_with_another_sees_neither() -> None:
    twins = (OWNER, replace(KNOWN[1], name=OWNER.name), *KNOWN[2:])
    assert all(founder.nik == "" for founder in shown(twins, OWNERS))


def test_an_owner_who_is_no_founder_sees_nobodys_data() -> None:
    assert all(founder.nik == "" for founder in shown(KNOWN, replace(OWNERS, owner="Orang Lain")))


def test_the_full_copy_is_full_whoever_agreed() -> None:
    assert shown(KNOWN, COPY) == KNOWN


def test_the_list_that_goes_round_the_meeting_shows_nobodys_number(full: list[Paper]) -> None:
    said = texts(full)["attendance"]
    for founder in KNOWN:
        assert founder.name in said
        assert founder.phone not in said
        assert founder.nik not in said


def test_a_founder_printed_in_an_error_shows_only_the_name() -> None:
    told = repr(KNOWN[0])
    assert OWNER.name in told
    assert not [name for name in SECRET if getattr(OWNER, name) in told]
    assert "1985" not in told


def test_a_person_is_found_whatever_the_case_and_dots_stand_for_one_unknown() -> None:
    register = Register(KNOWN)
    assert register.details("siti  AMINAH", nik=18) == {"nik": OWNER.nik}
    assert register.details("Siti", nik=18) == {"nik": "." * 18}
    assert Register((OWNER, OWNER)).details(OWNER.name, nik=18) == {"nik": "." * 18}
    assert register.details("", nik=18) == {"nik": "." * 18}


# -- code, version, QR -----------------------------------------------------------------------------------------------


def test_every_page_of_every_paper_says_code_version_and_whose_copy(full: list[Paper], owners: list[Paper]) -> None:
    for papers, whose in ((full, "salinan petugas"), (owners, "salinan penanggung jawab")):
        for paper in papers:
            marked = f"KOP-7F3K2 · versi 3 · {whose}"
            assert marked in word_text(paper.docx)
            for page in PdfReader(BytesIO(paper.pdf)).pages:
                assert marked in running(page.extract_text())


def test_the_qr_of_each_paper_leads_to_that_paper(full: list[Paper]) -> None:
    for paper in full:
        parts = Document(BytesIO(paper.docx)).part.package.iter_parts()
        images = [part.blob for part in parts if "media" in part.partname]
        assert images == [qr(f"https://t.me/KlinikContohBot?start=c_KOP-7F3K2_3_{paper.id}")]


def test_what_follows_start_is_what_telegram_allows() -> None:
    for part in ("before", "after"):
        for preparation in (NINE, LENDING, SECONDARY):
            for id_ in (*titles(part, preparation), "cover"):
                payload = COPY.opened(id_).partition("start=")[2]
                assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)


@needs_poppler
def test_the_printed_qr_is_the_link_square_by_square(full: list[Paper], tmp_path: Path) -> None:
    paper = next(one for one in full if one.id == "domicile")
    (tmp_path / "paper.pdf").write_bytes(paper.pdf)
    command = ["pdftoppm", "-gray", "-r", "600", "-f", "1", "-l", "1", "paper.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    width, pixels = _grey(next(tmp_path.glob("*.pgm")).read_bytes())
    matrix = [list(row) for row in segno.make_qr(COPY.opened(paper.id), error="l").matrix]
    right, top, side = (210 - 25) / 25.4 * 600, 6 / 25.4 * 600, 14 / 25.4 * 600
    square = side / (len(matrix) + 2 * QUIET)

    def dark(row: int, column: int) -> bool:
        across = round(right - side + (QUIET + column + 0.5) * square)
        return pixels[round(top + (QUIET + row + 0.5) * square) * width + across] < 128

    seen = [[dark(row, column) for column in range(len(matrix))] for row in range(len(matrix))]
    assert seen == [[bool(square) for square in row] for row in matrix]


def _grey(pgm: bytes) -> tuple[int, bytes]:
    _, width, _, _, pixels = re.split(rb"\s", pgm, maxsplit=4)
    return int(width), pixels


# -- sums ------------------------------------------------------------------------------------------------------------


def test_sums_and_numbers_in_words_are_right(full: list[Paper]) -> None:
    said = texts(full)
    assert "Kami, 9 (sembilan) orang pendiri" in said["proxy"]
    assert "hibah Rp450.000,00 (empat ratus lima puluh ribu rupiah)" in said["articles"]
    assert "disetor Rp2.925.000,00 (dua juta sembilan ratus dua puluh lima ribu rupiah)" in said["articles"]
    assert "9 × 250.000 = Rp2.250.000,00 (dua juta dua ratus lima puluh ribu rupiah)" in said["business-plan"]
    assert "9 × 12 × 25.000 = Rp2.700.000,00 (dua juta tujuh ratus ribu rupiah)" in said["business-plan"]
    assert "4.950.000 *)" in said["business-plan"]  # 9 × (250.000 + 12 × 25.000)


@given(paid=st.lists(st.tuples(st.integers(0, 400_000), st.integers(0, 50_000)), min_size=9, max_size=9))
def test_the_capital_paper_adds_up_what_founders_have_paid(paid: list[tuple[int, int]]) -> None:
    founders = tuple(
        replace(founder, paid_principal=principal, paid_mandatory=mandatory)
        for founder, (principal, mandatory) in zip(KNOWN, paid, strict=True)
    )
    filled = capital(NINE, MEETING, FIGURES, Register(founders))
    said_so = any(map(any, paid))
    principal = sum(amount for amount, _ in paid) if said_so else 9 * 250_000
    total = (sum(map(sum, paid)) if said_so else 9 * 275_000) + 450_000
    assert filled["sum_principal"] == grouped(principal)
    assert filled["sum_capital"] == grouped(total)
    assert filled["owed_principal"] == (wording.money(9 * 250_000 - principal) if principal < 9 * 250_000 else "")
    assert sum(int(row["total"].replace(".", "")) for row in filled["rows"]) == total - 450_000


def test_what_is_not_paid_yet_is_said(unprinted: None) -> None:
    late = (*KNOWN[:8], replace(KNOWN[8], paid_principal=0, paid_mandatory=0))
    said = texts(whole(COPY, late))["capital"]
    assert "Simpanan pokok yang belum disetor Rp250.000,00 (dua ratus lima puluh ribu rupiah)" in said
    assert "Modal pendirian menurut keputusan rapat Rp2.925.000,00" in said
    assert "Terbilang: dua juta enam ratus lima puluh ribu rupiah" in said
    before = texts(whole(COPY, late, meeting=None))["capital"]
    assert "belum disetor" not in before


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Fraction(1, 2), "1/2 (setengah)"),
        (Fraction(1, 3), "1/3 (sepertiga)"),
        (Fraction(75, 100), "3/4 (tiga perempat)"),
        (Fraction(2, 3), "2/3 (dua pertiga)"),
        (Fraction(1, 5), "1/5 (seperlima)"),
    ],
)
def test_shares_are_said_in_figures_and_words(part: Fraction, said: str) -> None:
    assert wording.share(part) == said


# -- the articles ----------------------------------------------------------------------------------------------------


def test_the_draft_of_the_articles_has_the_official_chapters_in_order(full: list[Paper]) -> None:
    said = texts(full)["articles"]
    assert re.findall(r"BAB ([IVX]+) ", said) == CHAPTERS
    assert [int(number) for number in re.findall(r"Pasal (\d+) –", said)] == list(range(1, 29))


def test_the_draft_of_the_articles_says_on_every_page_that_the_notary_writes_it(full: list[Paper]) -> None:
    paper = next(one for one in full if one.id == "articles")
    for page in PdfReader(BytesIO(paper.pdf)).pages:
        assert "RANCANGAN – disusun akhir oleh notaris" in running(page.extract_text())


@pytest.mark.parametrize("preparation", [NINE, LENDING, SECONDARY, MERAH_PUTIH, replace(NINE, savings_unit=True)])
def test_the_clauses_of_every_article_count_on_whatever_is_left_out(preparation: Preparation, unprinted: None) -> None:
    papers = whole(preparation=preparation, meeting=None)
    paper = next(one for one in papers if one.id == "articles")
    numbers: list[int] = []
    for line in cells(paper):
        if line.startswith("Pasal "):
            assert numbers == list(range(1, len(numbers) + 1)), line
            numbers = []
        elif found := re.match(r"\((\d+)\)", line):
            numbers.append(int(found.group(1)))


def test_the_articles_take_the_groups_own_data(full: list[Paper]) -> None:
    said = texts(full)["articles"]
    for part in (
        "Koperasi ini bernama Koperasi Jasa Kampung Wisata Ceria",
        f"berkedudukan di {NINE.seat}",
        "Wilayah keanggotaan Koperasi meliputi Kota Malang",
        "jangka waktu tidak terbatas",
        f"kepentingan ekonomi bersama para anggota, yaitu: {NINE.interest}",
        "paling lambat 14 (empat belas) hari sebelum rapat",
        "lebih dari 1/2 (setengah) jumlah anggota",
        "masa jabatan 5 (lima) tahun",
        "disetujui paling sedikit 2/3 (dua pertiga) yang hadir",
        "Setiap anggota mempunyai satu suara",
        "Bendahara : Budi & Ani <b>",
    ):
        assert tight(part) in tight(said), part


# -- kinds -----------------------------------------------------------------------------------------------------------


def test_saving_and_lending_has_its_own_sheet_and_clauses(unprinted: None) -> None:
    lending = replace(LENDING, founders=NINE.founders)
    said = texts(whole(preparation=lending, meeting=None))
    assert "Rencana kerja 3 (tiga) tahun" in said["lending"]
    assert "Modal masih kurang Rp497.075.000,00" in said["lending"]
    assert "pada bank syariah" in said["lending"]
    assert "Koperasi hanya menyelenggarakan usaha simpan pinjam" in said["articles"]
    assert "bukan anggota, dengan tujuan" not in said["articles"]
    assert "cooperatives" not in said


def test_sharia_brings_its_supervisors_into_every_paper_of_the_house(full: list[Paper], unprinted: None) -> None:
    said = texts(whole(preparation=LENDING, meeting=None))
    for id_ in ("articles", "structure", "officers", "lending", "business-plan"):
        assert "Dewan Pengawas Syariah" in said[id_] or "DEWAN PENGAWAS SYARIAH" in said[id_], id_
    assert "yariah" not in "".join(texts(full).values())


def test_a_unit_is_kept_apart_and_its_capital_is_not_guessed(unprinted: None) -> None:
    said = texts(whole(preparation=replace(NINE, savings_unit=True), meeting=None))
    assert "dikelola dan dibukukan terpisah" in said["articles"]
    assert "dikelola dan dibukukan terpisah" in said["lending"]
    assert "500.000.000" not in said["lending"] + said["articles"]


def test_an_ordinary_cooperative_has_neither_sheet(full: list[Paper]) -> None:
    assert {"lending", "cooperatives"} & {paper.id for paper in full} == set()


def test_a_secondary_is_formed_by_cooperatives(unprinted: None) -> None:
    said = texts(whole(preparation=SECONDARY, founders=(), meeting=None))
    for name in COOPERATIVES:
        assert name in said["cooperatives"]
    assert "paling sedikit 3 (tiga) koperasi" in said["cooperatives"]
    assert "Bentuk koperasi: koperasi sekunder" in said["minutes"]
    assert "3 (tiga) koperasi (UU 25/1992 Pasal 6 ayat (2)" in said["minutes"]
    assert "Anggota adalah koperasi yang sudah berbadan hukum" in said["articles"]
    for id_ in ("counselling-request", "invitation", "minutes", "articles"):
        assert "primer" not in said[id_], id_
        assert "9 (sembilan)" not in said[id_], id_


def test_a_merah_putih_has_its_posts_its_lurah_and_no_kind(unprinted: None) -> None:
    said = texts(whole(preparation=MERAH_PUTIH, meeting=None))
    assert "Wakil Ketua Bidang Keanggotaan" in said["officers"]
    assert "Ketua Pengawas" in said["officers"]
    assert "Lurah (karena jabatan)" in said["officers"]
    assert "Wakil masyarakat" in said["notes"]
    assert "surat rekomendasi kelurahan" in said["domicile"]
    assert "6. Usaha koperasi: Jasa pemandu" in said["minutes"]
    assert "dengan jenis" not in said["articles"]
    assert "Ketua pengawas adalah lurah karena jabatannya" in said["articles"]
    assert "5 (lima) orang" in said["articles"]


def test_an_elected_board_stands_before_the_posts_to_fill(unprinted: None) -> None:
    elected = replace(MERAH_PUTIH, board=(Post("Ketua", "Siti Aminah"),))
    said = texts(whole(preparation=elected, meeting=None))["officers"]
    assert "Wakil Ketua Bidang Usaha" not in said
    assert OWNER.nik in said


def test_the_wide_names_and_many_founders_of_a_group_fit(unprinted: None) -> None:
    many = tuple(replace(KNOWN[n % 9], name=f"Pendiri Nomor {n}", nik=f"{n:016}") for n in range(40))
    said = texts(whole(COPY, many, replace(NINE, founders=tuple(f.name for f in many)), None))
    assert all(founder.nik in said["founders"] for founder in many)


# -- the bundle ------------------------------------------------------------------------------------------------------


def test_the_bundle_has_a_cover_a_table_of_contents_and_page_numbers(full: list[Paper]) -> None:
    whole_pdf = PdfReader(BytesIO(bundle(full, cover(NINE, MEETING, TODAY, KNOWN, COPY))))
    pages = [running(page.extract_text()) for page in whole_pdf.pages]
    assert "BERKAS PENDIRIAN KOPERASI KOPERASI JASA KAMPUNG WISATA CERIA" in pages[0]
    for number, page in enumerate(pages, 1):
        assert f"Berkas: halaman {number} dari {len(pages)}" in page
    marks = [item for item in whole_pdf.outline if not isinstance(item, list)]
    starts = {str(item.title): whole_pdf.get_destination_page_number(item) for item in marks}
    assert list(starts) == [Document(BytesIO(paper.docx)).core_properties.title for paper in full]
    for number, (title, start) in enumerate(starts.items(), 1):
        assert start is not None
        assert re.search(rf"{number}\. {re.escape(title)} [. ]*{start + 1}\b", pages[1]), title
        assert "Halaman 1 dari" in pages[start]


def test_the_cover_says_what_is_left_out(unprinted: None) -> None:
    left_out = "data pribadi pendiri lain diganti titik-titik"
    for copy, founders, says_so in ((OWNERS, KNOWN, True), (OWNERS, AGREED, False), (COPY, KNOWN, False)):
        assert (left_out in word_text(cover(NINE, None, TODAY, founders, copy))) == says_so


def test_word_and_pdf_of_the_whole_dossier_say_the_same(full: list[Paper], owners: list[Paper]) -> None:
    for papers in (full, owners, whole(preparation=LENDING, meeting=None)):
        filled = Filled(papers)
        for paper in papers:
            body = re.sub(r"Halaman 1 dari 1 *$", "", filled.word[paper.id])
            words, printed = (Counter(re.findall(r"\w+", text)) for text in (body, filled.pdf[paper.id]))
            assert words - printed == Counter(), paper.id
            assert not re.search(r"\{\{|\{%|%\}|\}\}|None|Undefined", filled.word[paper.id]), paper.id


def test_the_bundle_stays_small_enough_for_a_cheap_phone(tell: Callable[[str], None]) -> None:
    began = time.process_time()
    late = replace(COPY, version=4)  # nothing of it was printed before
    bound = bundle(whole(late), cover(NINE, MEETING, date(2026, 12, 14), KNOWN, late))
    tell(f"bundle: {len(bound) / 1000:.0f} kB in {time.process_time() - began:.1f} s of work")
    assert len(bound) < 300_000


@needs_libreoffice
def test_libreoffice_opens_every_paper_of_the_dossier_without_a_warning(full: list[Paper], tmp_path: Path) -> None:
    lending = [paper for paper in whole(OWNERS, preparation=LENDING, meeting=None) if paper.id == "lending"]
    secondary = [paper for paper in whole(preparation=SECONDARY, meeting=None) if paper.id == "cooperatives"]
    sheet = Paper("cover", "Sampul", "00-sampul", cover(NINE, MEETING, TODAY, KNOWN, COPY))
    papers: list[Any] = [sheet, *full, *lending, *secondary]
    for id_, pages in libreoffice_pages(papers, tmp_path).items():
        own = next(paper for paper in papers if paper.id == id_)
        assert abs(pages - len(PdfReader(BytesIO(own.pdf)).pages)) <= 1, id_
