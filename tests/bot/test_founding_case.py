"""Mendirikan koperasi through the residents' door: from the first question to papers, over days and restarts."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from bot.sandbox.phones import Phone
from tests.bot.town import Town, open_town

pytestmark = pytest.mark.anyio

FOUNDERS = """1. Ani Rahayu
2. Budi Santoso
3. Citra Lestari
4. Dewi Anggraini
5. Eko Prasetyo
6. Fajar Nugroho
7. Gita Permata
8. Hadi Susilo
9. Indah Wulandari
10. Joko Susanto
11. Kartika Sari
12. Lukman Hakim"""

BEFORE = (
    "/dirikan",
    "[Setuju]",
    "[Koperasi kelompok kami sendiri]",
    "Pokdarwis Kayutangan",
    "Ani Rahayu",
    "Pemandu dan warung kampung ingin menerima tamu bersama-sama",
    "[Kota Malang saja]",
    "[Tidak]",
    "[Jasa]",
    "[Tidak]",
    "[Tidak]",
    "paket wisata, parkir, suvenir",
    "Kampung Wisata Ceria",
    "Kayutangan Guyub Rukun",
    "Warna Warni Kampung",
    "kauman",
    "Jl. Basuki Rahmat Gg. 4 No. 12, RT 03 RW 09",
    FOUNDERS,
    "[Sudah semua]",
    "[Ya, semuanya]",
    "100rb",
    "Rp 25.000",
    "[Tidak ada]",
    "ani rahayu",
    "[Lewati dulu]",
    "citra",
    "dewi",
    "[Lewati dulu]",
    "eko",
    "fajar, gita",
    "[Selesai]",
    "[Tidak]",
    "5",
    "sabtu depan",
    "jam 7 malam",
    "Balai RW 09 Kauman",
)

AFTER = (
    "[Ya, jadi]",
    "19.10",
    "21.30",
    "[Lewati dulu]",
    "[Tidak]",
    "[Selesai]",
    "gita",
    "hadi",
    "[Koperasi Jasa Kampung Wisata Ceria]",
    "[Ya]",
    "[Ya]",
    "[Ya]",
    "[5]",
    "[Tanpa batas waktu]",
    "[Semua ada]",
    "[Selesai]",
    "[Ya]",
    "[Sudah]",
)


async def answer(town: Town, phone: Phone, words: str) -> None:
    """Type the words, or press the button named in brackets."""
    if words.startswith("["):
        await town.presses(phone, words.strip("[]"))
    else:
        await town.says(phone, words)


async def prepared(town: Town) -> None:
    """Walk the first interview to its end."""
    for words in BEFORE:
        await answer(town, town.ani, words)
    await town.presses(town.ani, "Sudah benar")


def pdf_text(content: bytes) -> str:
    """All words of a PDF, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


async def test_the_interview_ends_in_papers_as_pdf_and_word(town: Town) -> None:
    await prepared(town)
    bundle = next(seen.document for seen in town.ani.messages if seen.document)
    assert bundle.name == "berkas-pendirian.pdf"
    words = pdf_text(bundle.content)
    for expected in ("Kampung Wisata Ceria", "DRAF", "Rp1.500.000", "Lukman Hakim", "Budi Santoso", "Langkah"):
        assert expected in words
    await town.presses(town.ani, "Undangan rapat pendirian")
    word = town.ani.last.document
    assert word is not None
    assert word.name.endswith(".docx")
    paragraphs = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word.content)).paragraphs)
    assert "Lurah Kauman" in paragraphs


async def test_after_the_meeting_come_the_minutes_and_the_proxy(town: Town) -> None:
    await prepared(town)
    await town.says(town.ani, "/dirikan")
    assert "Kampung Wisata Ceria" in town.ani.last.text
    town.clock.shift(timedelta(days=14))
    await town.presses(town.ani, "Rapat sudah selesai")
    for words in AFTER:
        await answer(town, town.ani, words)
    await town.presses(town.ani, "Sudah benar")
    documents = [seen.document for seen in town.ani.messages if seen.document]
    words = pdf_text(documents[-1].content)
    assert documents[-1].name == "berkas-setelah-rapat.pdf"
    assert "Gita Permata" in words
    assert "KUASA" in words.upper()


async def meeting_held(town: Town) -> None:
    """Prepare the founding and tell, two weeks later, what the meeting decided."""
    await prepared(town)
    town.clock.shift(timedelta(days=14))
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Rapat sudah selesai")
    for words in AFTER:
        await answer(town, town.ani, words)
    await town.presses(town.ani, "Sudah benar")


async def test_what_the_meeting_decided_can_be_corrected_without_telling_it_all_again(town: Town) -> None:
    await meeting_held(town)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Ubah hasil rapat")
    assert "Pimpinan rapat: Gita Permata" in town.ani.last.text
    await town.presses(town.ani, "Ubah")
    await town.presses(town.ani, "Nama yang disepakati")
    await town.presses(town.ani, "Koperasi Jasa Warna Warni Kampung")
    await town.presses(town.ani, "Sudah benar")
    await town.says(town.ani, "/dirikan")
    assert town.ani.last.text.startswith("Koperasi Jasa Warna Warni Kampung · 12 pendiri")


async def test_after_a_correction_of_the_preparation_the_meetings_answers_wait(town: Town) -> None:
    await meeting_held(town)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Ubah isian persiapan")
    await town.presses(town.ani, "Ubah")
    await town.presses(town.ani, "Kelompok")
    await town.says(town.ani, "Pokdarwis Kayutangan Heritage")
    await town.presses(town.ani, "Sudah benar")
    await town.presses(town.ani, "Surat kuasa pendiri")
    assert "menunggu rapat pendirian" in town.ani.last.text
    await town.presses(town.ani, "Rapat sudah selesai")
    assert "Pimpinan rapat: Gita Permata" in town.ani.last.text
    await town.presses(town.ani, "Sudah benar")
    assert "Surat kuasa pendiri" in town.ani.last.buttons


async def test_it_goes_on_days_later_after_a_restart_where_it_was_left(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    for words in BEFORE[:10]:
        await answer(town, town.ani, words)
    asked = town.ani.last.text.split("\n")[-1]
    await town.clinic.stop()
    town.clock.shift(timedelta(days=20))
    again = await open_town(tmp_path, town.world, town.clock)
    await again.says(again.ani, "/lanjut")
    assert asked in again.ani.last.text
    await again.says(again.ani, "/batal")
    assert "tersimpan" in again.ani.last.text
    await again.presses(again.ani, "Lanjutkan")
    assert asked in again.ani.last.text
    await again.clinic.stop()


async def test_a_question_in_the_middle_is_answered_and_the_interview_goes_on(town: Town) -> None:
    for words in BEFORE[:7]:
        await answer(town, town.ani, words)
    open_question = town.ani.last.text.split("\n")[-1]
    await town.says(town.ani, "berapa orang minimal untuk mendirikan koperasi?")
    texts = [seen.text for seen in town.ani.messages[-2:]]
    assert any("9 orang" in text for text in texts)
    assert open_question in texts[-1]
    assert "Kita kembali" in texts[-1]


async def test_a_case_can_be_changed_and_its_papers_made_anew(town: Town) -> None:
    await prepared(town)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Ubah isian persiapan")
    await town.presses(town.ani, "Ubah")
    await town.presses(town.ani, "Simpanan pokok")
    await town.says(town.ani, "250 ribu")
    await town.presses(town.ani, "Sudah benar")
    bundle = [seen.document for seen in town.ani.messages if seen.document][-1]
    assert "Rp3.300.000" in pdf_text(bundle.content)


async def test_the_next_steps_come_as_a_sheet(town: Town) -> None:
    await prepared(town)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Langkah berikutnya")
    await town.presses(town.ani, "Semua langkah (PDF)")
    sheet = town.ani.last.document
    assert sheet is not None
    words = pdf_text(sheet.content)
    assert "NIB" in words
    assert "NPWP" in words
    assert "notaris" in words.lower()


async def test_somebody_elses_case_gives_nothing(town: Town) -> None:
    await prepared(town)
    town.budi.start()
    await town.settle()
    for data in ("d:papers:1", "d:steps:1", "d:word:1.before.invitation", "d:change:1", "d:held:1"):
        town.world.ask(town.budi.person, town.budi.chat, town.budi.last.id, data)
        await town.settle()
        assert town.budi.last.document is None
        assert "tidak ada di antara berkas Anda" in town.budi.last.text


async def test_erasing_takes_the_case_along(town: Town) -> None:
    await prepared(town)
    await town.says(town.ani, "/dataku")
    assert "Lukman Hakim" in town.ani.last.text
    await town.says(town.ani, "/hapusdata")
    await town.presses(town.ani, "Ya")
    await town.says(town.ani, "/dirikan")
    assert "Setuju?" in town.ani.last.text
