"""`klinik sandbox` as it is started, and Bu Ani before its page: all by clicking and typing in a real browser."""

import io
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from docx import Document
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from pypdf import PdfReader

from bot.sandbox.seed import ANI, BUDI
from tests.bot.sandbox import test_page
from tests.bot.sandbox.test_page import phone, write
from tests.bot.test_founding_case import BEFORE, pdf_text
from tests.bot.town import INDEX

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
STARTED_WITHIN = 600.0  # seconds: without a kept index the knowledge is fitted first
PATIENCE = 60_000  # milliseconds until something is seen; the clinic itself sends one message a second to a chat
PRESSED = 8  # answers of the interview; then labels are typed, which costs half of the chat's pace
browser = test_page.browser


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole clinic in a process of its own."""
    folder = tmp_path_factory.mktemp("sandbox")
    if INDEX.exists():  # a stale one is fitted anew
        shutil.copytree(INDEX, folder / "index")
    port, said = free_port(), folder / "said.txt"
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "bot", "sandbox", "--port", str(port), "--data", str(folder)]
    with said.open("w") as log, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as clinic:
        try:
            wait_for_health(base, clinic, said)
            yield base
            assert httpx.get(f"{base}/health", timeout=30).json()["parked"] == 0
        finally:
            clinic.terminate()
        assert clinic.wait(30) == 0
    assert "ERROR" not in said.read_text()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def wait_for_health(base: str, clinic: "subprocess.Popen[bytes]", said: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        assert clinic.poll() is None, said.read_text()
        with suppress(httpx.TransportError):
            if httpx.get(f"{base}/health", timeout=5).is_success:
                return
        time.sleep(0.2)
    raise AssertionError(f"the sandbox did not start:\n{said.read_text()}")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the page; whatever the browser complains of fails the test, and so does a call the Bot API refused."""
    opened: list[Page] = []
    trouble: list[str] = []

    def complained(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            trouble.append(f"{message.text} ({message.location})")

    def open_page(width: int = 1400, height: int = 900) -> Page:
        page = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID").new_page()
        opened.append(page)
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", complained)
        page.goto(address)
        page.wait_for_selector("body[data-live=yes]")
        return page

    yield open_page
    for page in opened:
        expect(page.locator("#wire-count")).to_be_hidden()
        page.context.close()
    assert trouble == []


def told(page: Page, person: int = ANI) -> Locator:
    """Everything the bot said to somebody."""
    return phone(page, person).locator(".message.theirs")


def answers(page: Page, words: str, person: int = ANI) -> Locator:
    """Type the words, or press the button named in brackets; give what the bot says then."""
    before = told(page, person).count()
    if words.startswith("["):
        told(page, person).last.get_by_role("button", name=words.strip("[]"), exact=True).click()
    else:
        write(page, person, words)
    expect(told(page, person).nth(before)).to_be_visible(timeout=PATIENCE)
    return told(page, person).last


def sees(message: Locator, words: str) -> None:
    expect(message).to_contain_text(words, timeout=PATIENCE)


def opened_file(page: Page, message: Locator) -> bytes:
    """Press a file's link, which opens it beside the page, and give what it leads to."""
    link = message.locator(".file")
    with page.expect_popup() as beside:
        link.click()
    beside.value.close()
    given = httpx.get(httpx.URL(page.url).join(str(link.get_attribute("href"))), timeout=30)
    assert given.is_success
    return given.content


def begin(page: Page, command: str) -> None:
    """Begin an interview, and agree if that was not done before."""
    answers(page, command)
    if told(page).last.get_by_role("button", name="Setuju", exact=True).count():
        answers(page, "[Setuju]")


def prepare(page: Page) -> None:
    """Answer the founding interview once it has begun."""
    for words in BEFORE[2:PRESSED]:
        answers(page, words)
    for words in BEFORE[PRESSED:]:
        answers(page, words.strip("[]"))
    answers(page, "[Sudah benar]")


def open_circle(page: Page) -> None:
    """Open the page of Bu Ani's circle; the founding is prepared first if that was not done before."""
    begin(page, "/dirikan")
    if not told(page).last.get_by_role("button", name="Para pendiri", exact=True).count():
        prepare(page)
        answers(page, "/dirikan")
    answers(page, "[Para pendiri]")


def test_a_visit_is_booked_reminded_of_and_kept(visit: Callable[..., Page]) -> None:
    page = visit()
    begin(page, "/janji")
    answers(page, "[Klinik Koperasi, kantor Diskopindag (contoh)]")
    day = told(page).last.locator(".key").nth(1).inner_text()  # the second open day: its eve is still to come
    answers(page, f"[{day}]")
    for words in ("[10.00]", "[Mendirikan koperasi]", "[Lewati dulu]", "[Ya]"):
        answers(page, words)
    confirmed = told(page).filter(has_text="✅ Janji temu nomor")
    sees(confirmed, f"{day} pukul 10.00 WIB")
    sees(confirmed.locator(".file"), ".ics")
    assert opened_file(page, confirmed).startswith(b"BEGIN:VCALENDAR")
    sees(told(page).last.locator(".place"), "Diskopindag (contoh)")
    page.get_by_role("button", name="Ke pengingat berikutnya").click()
    sees(told(page).last, f"⏰ Besok, {day} pukul 10.00 WIB")
    answers(page, "[Saya datang]")
    sees(told(page).last, "Sampai bertemu")


def test_on_a_phone_a_question_is_written_and_answered(visit: Callable[..., Page]) -> None:
    page = visit(390, 800)
    expect(phone(page, ANI)).to_be_visible()
    page.get_by_role("tab", name="Pak Budi").click()
    answers(page, "berapa orang minimal untuk mendirikan koperasi?", BUDI)
    sees(told(page, BUDI).last, "9 orang")
    expect(told(page, BUDI).last).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_founding_interview_ends_in_papers(visit: Callable[..., Page]) -> None:
    page = visit()
    begin(page, BEFORE[0])
    prepare(page)
    bundle = told(page).filter(has=page.locator(".kind.pdf"))
    sees(bundle, "berkas-pendirian.pdf")
    papers = opened_file(page, bundle)
    assert len(PdfReader(io.BytesIO(papers)).pages) >= 7
    assert "Koperasi Jasa Kampung Wisata Ceria" in pdf_text(papers)
    as_word = told(page).filter(has_text="Ambil berkas Word")
    as_word.get_by_role("button", name="Undangan rapat pendirian", exact=True).click(timeout=PATIENCE)
    word = told(page).filter(has_text=".docx")
    sees(word, ".docx")
    invitation = Document(io.BytesIO(opened_file(page, word)))
    assert "Balai RW 09 Kauman" in "".join(invitation.element.body.itertext())


def test_the_owner_binds_the_group_and_a_founder_goes_from_its_card_to_the_private_chat(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    open_circle(page)
    answers(page, "[Tautan dan QR]")
    link = re.search(r"start=(g_\w+)", told(page).filter(has_text="?start=g_").last.inner_text())
    assert link is not None
    answers(page, f"/start {link[1]}", BUDI)
    asked = told(page).filter(has_text="meminta ikut").count()
    told(page, BUDI).last.get_by_role("button", name="Minta ikut", exact=True).click()
    question = told(page).filter(has_text="meminta ikut").nth(asked)
    expect(question).to_be_visible(timeout=PATIENCE)
    question.get_by_role("button", name="Budi Santoso", exact=True).click()
    sees(told(page, BUDI).last, "Anda tercatat sebagai pendiri")
    seated = told(page).filter(has_text="sudah diterima dan saya kabari").last
    seated.get_by_role("button", name="Para pendiri", exact=True).click()

    circle = told(page).filter(has_text="1 sudah bergabung").last
    circle.get_by_role("button", name="Hubungkan grup", exact=True).click()
    how = told(page).filter(has_text="Saya pasang satu kartu di grup").last
    how.get_by_role("button", name="Pilih grup").click()
    page.locator("#sheet").get_by_role("button", name="Pokdarwis Kauman", exact=True).click()
    card = told(page).filter(has_text="pendiri lengkap · kurang:")
    sees(card, "bergabung")
    expect(phone(page, ANI).get_by_role("tab", name="Pokdarwis Kauman")).to_have_attribute("aria-selected", "true")

    phone(page, BUDI).get_by_role("tab", name="Pokdarwis Kauman").click()
    told(page, BUDI).filter(has_text="pendiri lengkap").get_by_role("button", name="Lengkapi data saya").click()
    sees(told(page, BUDI).last, "Data Anda sendiri belum lengkap")
    expect(phone(page, BUDI).get_by_role("tab", name="Klinik Koperasi")).to_have_attribute("aria-selected", "true")
