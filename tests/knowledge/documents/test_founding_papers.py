"""The papers of founding: complete, right in sums and words, the same in Word and PDF, marked as draft."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from pypdf import PdfReader

from knowledge.documents import papers as papers_module
from knowledge.documents.papers import PAPERS, TEMPLATES, bundle, cover, papers_after, papers_before, titles
from knowledge.documents.pdf import to_pdf
from knowledge.documents.values import planned_minutes, proxy
from knowledge.documents.word import unsupported
from knowledge.documents.word_filling import fill
from knowledge.documents.wording import plain
from knowledge.figures import FiguresInForce
from tests.knowledge.documents.founding_group import (
    COPY,
    FIGURES,
    FOUNDERS,
    KNOWN,
    LENDING,
    MEETING,
    PREPARATION,
    SECONDARY,
    TODAY,
    TRICKY,
    Filled,
    filled_after,
    filled_before,
    libreoffice_pages,
    needs_libreoffice,
    running,
    tight,
    word_text,
)


@pytest.fixture(scope="module")
def before() -> Filled:
    return filled_before(PREPARATION)


@pytest.fixture(scope="module")
def after() -> Filled:
    return filled_after(MEETING)


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the printing where only the words are looked at; that both say the same has its own test."""
    monkeypatch.setattr(papers_module, "to_pdf", lambda papers, title: b"")


def test_everything_a_meeting_needs_is_there_in_order(before: Filled) -> None:
    assert [paper.id for paper in before.papers] == [
        *("counselling-request", "invitation", "agenda", "attendance"),
        *("minutes", "capital", "officers", "next-steps"),
    ]


def test_everything_a_notary_needs_is_there_in_order(after: Filled) -> None:
    assert [paper.id for paper in after.papers] == ["minutes", "proxy", "capital", "officers", "next-steps"]


def test_the_titles_are_told_without_filling_anything(before: Filled, after: Filled) -> None:
    assert titles("before") == {paper.id: paper.title for paper in before.papers}
    assert titles("after") == {paper.id: paper.title for paper in after.papers}


def test_file_names_are_plain_and_name_nobody(before: Filled, after: Filled) -> None:
    for paper in before.papers + after.papers:
        assert re.fullmatch(r"\d\d-[a-z-]+", paper.file_stem)


def test_every_page_is_marked_as_a_draft_and_numbered(before: Filled, after: Filled) -> None:
    for paper in before.papers + after.papers:
        pages = PdfReader(BytesIO(paper.pdf)).pages
        for number, page in enumerate(pages, 1):
            text = running(page.extract_text())
            assert "DRAF – periksa ke klinik atau notaris" in text
            assert f"Halaman {number} dari {len(pages)}" in text


def test_nothing_of_the_template_is_left(before: Filled, after: Filled) -> None:
    for filled in (before, after):
        for paper in filled.papers:
            for text in (filled.word[paper.id], filled.pdf[paper.id]):
                assert not re.search(r"\{\{|\{%|%\}|\}\}|None|Undefined", text)


def test_word_and_pdf_say_the_same(before: Filled, after: Filled) -> None:
    for filled in (before, after):
        for paper in filled.papers:
            body = re.sub(r"Halaman 1 dari 1 *$", "", filled.word[paper.id])  # Word's guess until it counts itself
            words = Counter(re.findall(r"\w+", body))
            printed = Counter(re.findall(r"\w+", filled.pdf[paper.id]))
            # heads and feet repeat in print, so it may have more
            assert words - printed == Counter(), paper.id


def test_a_name_with_signs_survives_everywhere(before: Filled, after: Filled) -> None:
    for filled, ids in ((before, ("attendance", "minutes", "capital", "officers")), (after, ("minutes", "proxy"))):
        for id_ in ids:
            assert TRICKY in filled.word[id_]
            assert TRICKY in filled.pdf[id_]


def test_sums_are_right_in_figures_and_in_words(before: Filled, after: Filled) -> None:
    assert "Rp450.000,00 (empat ratus lima puluh ribu rupiah)" in before.pdf["minutes"]
    assert "Rp3.750.000,00 (tiga juta tujuh ratus lima puluh ribu rupiah)" in before.pdf["minutes"]
    assert "12 × 250.000 = Rp3.000.000,00 (tiga juta rupiah)" in before.pdf["minutes"]
    assert "3.750.000 Terbilang: tiga juta tujuh ratus lima puluh ribu rupiah" in before.pdf["capital"]
    # only those who came pay in
    assert "Rp2.925.000,00 (dua juta sembilan ratus dua puluh lima ribu rupiah)" in after.pdf["minutes"]
    assert "2.925.000 Terbilang: dua juta sembilan ratus dua puluh lima ribu rupiah" in after.pdf["capital"]


@given(
    people=st.integers(1, 60),
    principal=st.integers(1, 60_000_000),
    mandatory=st.integers(0, 5_000_000),
    grant=st.integers(0, 900_000_000),
)
def test_the_capital_is_what_everyone_pays_and_the_grant(
    people: int, principal: int, mandatory: int, grant: int
) -> None:
    preparation = replace(
        PREPARATION,
        founders=tuple(f"Pendiri {n}" for n in range(people)),
        principal_savings=principal,
        mandatory_savings=mandatory,
        grant=grant,
    )
    assert preparation.capital == preparation.total_principal + preparation.total_mandatory + grant
    assert preparation.total_principal == sum(principal for _ in preparation.founders)


def test_the_list_to_sign_has_every_founder_and_room_for_more(before: Filled) -> None:
    text = before.pdf["attendance"]
    for number, name in enumerate(FOUNDERS, 1):
        assert tight(f"{number}.{name}") in tight(text)
    assert "15. ......" in text
    assert "9 (sembilan) pendiri hadir" in text


def test_the_draft_minutes_leave_blank_what_only_the_meeting_can_say(before: Filled) -> None:
    text = before.pdf["minutes"]
    assert re.search(r"Rapat dipimpin oleh \.{20,} selaku pimpinan rapat, dengan \.{20,} selaku sekretaris", text)
    assert re.search(r"dihadiri oleh \.+ \(\.+\) orang pendiri", text)
    assert re.search(r"Rapat ditutup pada pukul \.+ WIB", text)
    assert "secara mufakat / dengan suara terbanyak" in text
    assert "(1) Koperasi Jasa Kampung Wisata Ceria; (2) Koperasi Jasa Kayutangan Maju Bersama" in text


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("Gg. 3 No. 5, RT 03", "Gg. 3 No. 5, RT 03, Kelurahan Kauman, Kecamatan Klojen, Kota Malang"),
        ("Jl. Kauman 5, Kel. Kauman", "Jl. Kauman 5, Kel. Kauman, Kecamatan Klojen, Kota Malang"),
        (
            "Jl. Kauman 5 kelurahan kauman kec klojen Kota Malang.",
            "Jl. Kauman 5 kelurahan kauman kec klojen Kota Malang",
        ),
    ],
)
def test_the_seat_in_the_minutes_names_kelurahan_kecamatan_and_city_once(written: str, filled: str) -> None:
    assert planned_minutes(replace(PREPARATION, seat=written), FIGURES)["seat"] == filled


def test_the_filled_minutes_have_every_field_of_the_ministrys_template(after: Filled) -> None:
    text = after.pdf["minutes"]
    for part in (
        "Sabtu, tanggal dua belas Desember dua ribu dua puluh enam (12-12-2026), mulai pukul 09.15 WIB",
        "bertempat di Balai RW 09 Kelurahan Kauman",
        "penyuluhan perkoperasian oleh petugas Klinik Koperasi",
        "dipimpin oleh Gunawan Wibisono selaku pimpinan rapat, dengan Fitriani selaku sekretaris rapat",
        "dihadiri oleh 9 (sembilan) orang pendiri",
        "Jumlah tersebut memenuhi syarat",
        "secara mufakat memutuskan",
        "1. Nama koperasi: Koperasi Jasa Kampung Wisata Ceria.",
        f"2. Kedudukan dan alamat: {PREPARATION.seat}.",
        "3. Bentuk koperasi: koperasi primer.",
        "4. Wilayah keanggotaan: Kota Malang.",
        "5. Jangka waktu berdirinya: tidak terbatas.",
        "6. Jenis koperasi: Koperasi Jasa, dengan usaha: Jasa pemandu wisata",
        "7. Simpanan pokok Rp250.000,00 (dua ratus lima puluh ribu rupiah) per orang",
        "8. Modal pendirian",
        "9. Pengurus: Ketua : Siti Aminah Sekretaris : Sri Wahyuningsih Bendahara : Budi & Ani <b>",
        "10. Pengawas: Koordinator : Agus Setiawan",
        "11. Masa kerja pengurus dan pengawas: 5 (lima) tahun.",
        "12. Anggaran dasar: menyetujui rancangan anggaran dasar",
        "Kuasa pendiri",
        "Rapat ditutup pada pukul 11.40 WIB",
        "meterai Rp10.000",
    ):
        assert tight(part) in tight(text), part
    assert "usulan" not in text
    assert "Coret" not in text


def test_the_minutes_tell_of_a_vote_a_set_end_and_articles_put_off(unprinted: None) -> None:
    meeting = replace(
        MEETING, unanimous=False, votes_for=7, duration_years=25, articles_agreed=False, counselling_by=None
    )
    text = filled_after(meeting).word["minutes"]
    assert "7 (tujuh) dari 9 (sembilan) suara menyetujui" in text
    assert "25 (dua puluh lima) tahun" in text
    assert "belum disetujui" in text
    assert "tidak diadakan penyuluhan" in text


def test_the_minutes_are_silent_on_a_grant_that_is_none(unprinted: None) -> None:
    without = filled_after(replace(MEETING, grant=0)).word["minutes"]
    assert "ibah" not in without
    assert "Rp0" not in without
    assert re.search(r"simpanan pokok seluruh pendiri [^;]+\); dan b\. simpanan wajib pertama [^;]+\)\. 9\.", without)
    given = filled_after(MEETING).word["minutes"]
    assert re.search(r"simpanan wajib pertama [^;]+\); dan c\. hibah Rp450\.000,00", given)


def test_what_only_some_offices_ask_is_signed_only_if_asked(unprinted: None) -> None:
    text = filled_after(MEETING).word["officers"]
    always, if_asked = text.split("Bila disyaratkan (mohon konfirmasi ke petugas)")
    assert "tidak merangkap jabatan" in always
    for statement in ("hubungan keluarga", "tidak pernah dihukum", "menyebabkan kepailitan"):
        assert statement not in always
        assert statement in if_asked


def test_too_few_who_came_is_said_and_not_glossed_over(unprinted: None) -> None:
    meeting = replace(MEETING, attended=FOUNDERS[:8])
    text = filled_after(meeting).word["minutes"]
    assert "belum memenuhi syarat" in text
    assert "paling sedikit 9 (sembilan) orang" in text


def test_the_proxy_names_givers_takers_and_scope(after: Filled) -> None:
    text = after.pdf["proxy"]
    assert "Kami, 9 (sembilan) orang pendiri" in text
    for name in FOUNDERS[:9]:
        assert tight(name) in tight(text)
    assert FOUNDERS[11] not in text
    assert "menghadap notaris pembuat akta koperasi (NPAK)" in text
    assert text.count("meterai Rp10.000") == 1


def test_the_next_steps_follow_the_kind(before: Filled, unprinted: None) -> None:
    ordinary = before.word["next-steps"]
    lending = filled_before(LENDING).word["next-steps"]
    for text in (ordinary, lending):
        for stop in ("SK pengesahan Menteri Hukum", "NPWP koperasi", "NIB", "RAT"):
            assert stop in text
        assert "paling lama 3 bulan setelah permohonan lengkap" in text
        assert "perkiraan, bukan janji" in text
    assert "izin usaha simpan pinjam" not in ordinary
    assert "izin usaha simpan pinjam" in lending
    assert tight("11. Rapat Anggota Tahunan") in tight(ordinary)
    assert tight("12. Rapat Anggota Tahunan") in tight(lending)


def test_saving_and_lending_says_what_capital_is_missing(unprinted: None) -> None:
    text = filled_before(LENDING).word["capital"]
    assert "paling sedikit Rp500.000.000,00 (lima ratus juta rupiah)" in text
    assert "masih kurang Rp496.250.000,00" in text
    assert "pada bank syariah" in text
    wider = replace(LENDING, area="province", sharia=False, principal_savings=100_000_000)
    enough = filled_before(wider).word["capital"]
    assert "paling sedikit Rp1.000.000.000,00" in enough
    assert "pada bank umum" in enough
    assert "masih kurang" not in enough


def test_sharia_brings_its_supervisors_into_the_papers(before: Filled, unprinted: None) -> None:
    lending = filled_before(LENDING).word
    for id_ in ("agenda", "minutes", "officers"):
        assert "Dewan Pengawas Syariah" in lending[id_]
        assert "Syariah" not in before.word[id_]
    assert "Ahmad Fauzi" in lending["minutes"]
    assert "Ahmad Fauzi Anggota Dewan Pengawas Syariah" in lending["officers"]


def test_a_savings_unit_is_kept_apart_and_no_figure_is_guessed_for_it(unprinted: None) -> None:
    filled = filled_before(replace(PREPARATION, savings_unit=True))
    assert "dikelola dan dibukukan terpisah" in filled.word["minutes"]
    assert "dikonfirmasi ke petugas" in filled.word["capital"]
    assert "500.000.000" not in filled.word["capital"]


def test_a_changed_law_changes_the_papers(unprinted: None) -> None:
    class TwentyFounders:
        def value(self, name: str) -> int:
            return 20 if name == "minimum_founders_primary" else FIGURES.value(name)

        def say(self, name: str) -> str:
            return FIGURES.say(name)

    text = Filled(papers_before(PREPARATION, TwentyFounders(), TODAY)).word
    for id_ in ("invitation", "attendance", "minutes"):
        assert "paling sedikit 20 (dua puluh)" in text[id_].replace("Paling", "paling")


def test_an_empty_plan_still_prints_with_dotted_lines() -> None:
    empty = replace(
        PREPARATION,
        group="",
        contact="",
        interest="",
        business="",
        kelurahan="",
        seat="",
        meeting_place="",
        names=(),
        founders=(),
        board=(),
        supervisors=(),
        sharia=True,
        grant=0,
    )
    filled = filled_before(empty)
    assert "Ketua : ....." in filled.pdf["minutes"]
    assert "KOPERASI ....." in filled.pdf["capital"]


def test_thirty_founders_are_all_there_and_heads_repeat() -> None:
    founders = tuple(f"{FOUNDERS[n % 12]} {n + 1}" for n in range(30))
    preparation = replace(PREPARATION, founders=founders, seat=f"{PREPARATION.seat}, {PREPARATION.seat}")
    meeting = replace(MEETING, attended=founders)
    filled = [filled_before(preparation), filled_after(meeting, preparation)]
    for texts, id_ in ((filled[0], "attendance"), (filled[0], "capital"), (filled[1], "proxy")):
        for name in founders:
            assert tight(name) in tight(texts.pdf[id_])
    attendance = next(paper for paper in filled[0].papers if paper.id == "attendance")
    pages = [page.extract_text() for page in PdfReader(BytesIO(attendance.pdf)).pages]
    assert len(pages) >= 2
    assert all("Tanda tangan" in page for page in pages)


def test_the_bundle_is_all_papers_in_one_with_their_own_page_numbers(before: Filled) -> None:
    whole = PdfReader(BytesIO(bundle(before.papers)))
    parts = [PdfReader(BytesIO(paper.pdf)) for paper in before.papers]
    assert len(whole.pages) == sum(len(part.pages) for part in parts)
    assert "Halaman 1 dari 2" in running(whole.pages[2].extract_text())
    titles = [Document(BytesIO(paper.docx)).core_properties.title for paper in before.papers]
    assert [item.title for item in whole.outline if not isinstance(item, list)] == titles


def test_the_same_answers_print_the_same_and_need_no_font_of_the_machine(before: Filled) -> None:
    again = papers_before(PREPARATION, FIGURES, TODAY)
    assert [paper.pdf for paper in again] == [paper.pdf for paper in before.papers]
    for page in PdfReader(BytesIO(bundle(again))).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            assert re.search("Libertinus|DejaVu", font.get_object()["/BaseFont"])


def test_every_placeholder_is_supplied_and_every_value_used(monkeypatch: pytest.MonkeyPatch, unprinted: None) -> None:
    supplied: dict[str, list[Mapping[str, Any]]] = {}
    names = {path.read_bytes(): path.stem for path in TEMPLATES.glob("*.docx")}

    def remember(template: bytes, filled: Mapping[str, Any], mark: Mapping[str, Any] | None = None) -> bytes:
        supplied.setdefault(names[template], []).append({**filled, "mark": mark})
        return fill(template, filled, mark)

    monkeypatch.setattr(papers_module, "fill", remember)
    for preparation in (LENDING, SECONDARY):
        papers_before(preparation, FIGURES, TODAY, KNOWN, COPY)
        papers_after(preparation, MEETING, FIGURES, TODAY, KNOWN, COPY)
    papers_before(LENDING, FIGURES, TODAY)
    cover(PREPARATION, None, TODAY, KNOWN, COPY)
    assert set(supplied) == set(PAPERS) | {"sampul"} == {path.stem for path in TEMPLATES.glob("*.docx")}
    for name, fillings in supplied.items():
        template = DocxTemplate(TEMPLATES / f"{name}.docx")
        asked, fields = template.get_undeclared_template_variables(), _fields(template)
        for filled in fillings:
            assert set(filled) == asked, name
            rows = [row for value in filled.values() if isinstance(value, list) for row in value]
            given_fields = {field for row in rows if isinstance(row, dict) for field in row}
            assert given_fields <= fields, name


def _fields(template: DocxTemplate) -> set[str]:
    template.init_docx()
    source = template.patch_xml(template.get_xml())
    return {node.attr for node in Environment(autoescape=True).parse(source).find_all(nodes.Getattr)}


EVERY = sorted(path.stem for path in TEMPLATES.glob("*.docx"))


def test_no_template_holds_what_would_not_print() -> None:
    for name in EVERY:
        assert unsupported((TEMPLATES / f"{name}.docx").read_bytes()) == [], name


def test_templates_hold_no_legal_number_of_their_own() -> None:
    for name in EVERY:
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", word_text((TEMPLATES / f"{name}.docx").read_bytes()))
        text = re.sub(r"(UU|PP|Permenkop UKM|Juklak Menkop) \d+/\d{4}|Pasal \d+( ayat \(\d\))?", "", text)
        text = re.sub(
            r"\b\d{1,2}\.(?=\D)|\b1 \(satu\)|[Kk][Ee]-\d\b", "", text
        )  # list numbers, «1 (satu) lembar», years
        text = re.sub(r"Halaman.*?dari.*?$|PAGE|NUMPAGES", "", text)
        assert re.findall(r"\d+", text) == [], name


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.text(min_size=1, max_size=60))
def test_whatever_is_typed_as_a_name_is_kept_and_breaks_nothing(name: str) -> None:
    template = (TEMPLATES / "surat-kuasa.docx").read_bytes()
    docx = fill(template, proxy(replace(MEETING, attended=(name, *FOUNDERS[:2])), FIGURES))
    assert running(plain(name)).strip() in word_text(docx)
    assert to_pdf([docx], "x").startswith(b"%PDF")


def test_all_figures_the_papers_take_exist() -> None:
    assert isinstance(FIGURES, FiguresInForce)
    for area in ("city", "province", "national"):
        assert FIGURES.value(f"ksp_capital_{area}") > 0


@needs_libreoffice
def test_libreoffice_opens_every_paper_and_prints_as_many_pages(before: Filled, after: Filled, tmp_path: Path) -> None:
    papers = [*before.papers, *(paper for paper in after.papers if paper.id == "proxy")]
    for id_, pages in libreoffice_pages(papers, tmp_path).items():
        own = next(paper for paper in papers if paper.id == id_)
        assert abs(pages - len(PdfReader(BytesIO(own.pdf)).pages)) <= 1, id_
