"""The page with the phones, in a real browser: what one does there, and that it is seen without reloading."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from starlette.applications import Starlette

from bot.sandbox.api import api_routes
from bot.sandbox.clock import MovableClock
from bot.sandbox.control import control_routes
from bot.sandbox.page import sandbox_page
from bot.sandbox.seed import ANI, BUDI, SARI, TOKEN, seeded_world

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"
Serving = Callable[[Starlette], AbstractContextManager[str]]
DUE = datetime(2031, 3, 14, 3, 0, tzinfo=UTC)
YES_NO = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}, {"text": "Tidak", "callback_data": "n"}]]}


@dataclass
class Clinic:
    """A tiny scripted bot over HTTP, and where its sandbox stands."""

    base: str

    def __post_init__(self) -> None:
        self.http = httpx.Client(timeout=30)
        self.stopped = False
        self.offset = 0
        self.trouble: list[str] = []

    def call(self, method: str, **parameters: Any) -> Any:
        return self.http.post(f"{self.base}/bot{TOKEN}/{method}", json=parameters).json().get("result")

    def run(self) -> None:
        while not self.stopped:
            for update in self.call("getUpdates", offset=self.offset, timeout=1) or []:
                self.offset = update["update_id"] + 1
                self.answer(update)

    def answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            message = query["message"]
            text = f"{message.get('text')} → {query['data']}"
            if message["date"]:
                self.call("editMessageText", chat_id=message["chat"]["id"], message_id=message["message_id"], text=text)
            self.call("answerCallbackQuery", callback_query_id=query["id"], text=f"Dicatat: {query['data']}")
        elif query := update.get("inline_query"):
            content = {"message_text": f"<b>Jawaban</b> untuk {query['query']}", "parse_mode": "HTML"}
            one = {"type": "article", "id": "1", "title": "Jumlah pendiri", "description": "Sembilan orang."}
            found = [{**one, "input_message_content": content}] if query["query"] != "rawon" else []
            above = {} if found else {"button": {"text": "Tanya di klinik", "start_parameter": "tanya"}}
            self.call("answerInlineQuery", inline_query_id=query["id"], results=found, **above)
        elif (message := update.get("message")) and "via_bot" not in message:
            self.reply(message["chat"]["id"], message)

    def reply(self, chat: int, message: dict[str, Any]) -> None:
        text = message.get("text", "")
        if text == "berkas":
            url = f"{self.base}/bot{TOKEN}/sendDocument"
            self.http.post(url, data={"chat_id": chat}, files={"document": ("akta.pdf", PDF, "application/pdf")})
        elif text == "salah":
            self.call("sendMessage", chat_id=chat, text="<b>x", parse_mode="HTML")
        elif "document" in message:
            self.call("sendMessage", chat_id=chat, text=f"Diterima: {message['document']['file_name']}")
        elif text:
            words = f"<b>Halo</b>, kata Anda: {text.replace('<', '&lt;')}"
            self.call("sendMessage", chat_id=chat, text=words, parse_mode="HTML", reply_markup=YES_NO)


@pytest.fixture
def clinic(serving: Serving) -> Iterator[Clinic]:
    clock = MovableClock()
    world = seeded_world(clock)

    async def next_due() -> datetime | None:
        return DUE if clock.now() < DUE else None

    routes = [*sandbox_page(world, clock, next_due), *api_routes(world), *control_routes(world, clock)]
    with serving(Starlette(routes=routes)) as base:
        clinic = Clinic(base)
        bot = threading.Thread(target=clinic.run)
        bot.start()
        yield clinic
        clinic.stopped = True
        bot.join()
        clinic.http.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists() and os.environ.get("CI") != "true":
        pytest.skip("Debian's chromium is not installed here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, clinic: Clinic) -> Iterator[Callable[[int, int], Page]]:
    contexts = []
    trouble: list[str] = []

    def open_page(width: int = 1400, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(clinic.base)
        page.wait_for_selector("body[data-live=yes]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def phone(page: Page, person: int) -> Locator:
    return page.locator(f'.phone[data-person="{person}"]')


def write(page: Page, person: int, text: str) -> None:
    line = phone(page, person).get_by_label("Tulis pesan")
    line.fill(text)
    line.press("Enter")


def test_what_is_written_is_answered_and_edits_happen_in_place(visit: Callable[..., Page]) -> None:
    page = visit()
    ani = phone(page, ANI)
    ani.get_by_role("button", name="Mulai", exact=True).click()
    answer = ani.locator(".message.theirs").last
    expect(answer.locator(".text")).to_have_text("Halo, kata Anda: /start")
    expect(answer.locator(".text b")).to_have_text("Halo")
    answer.get_by_role("button", name="Ya", exact=True).click()
    expect(ani.locator(".message.theirs .text")).to_have_text(["Halo, kata Anda: /start → y"])
    expect(ani.locator(".message.theirs .foot")).to_contain_text("diubah")
    expect(ani.locator(".key")).to_have_count(0)
    expect(page.locator(".toast")).to_have_text("Dicatat: y")
    write(page, ANI, "1 < 2 & <i>miring</i>")
    expect(ani.locator(".message.mine .text").last).to_have_text("1 < 2 & <i>miring</i>")
    expect(ani.locator(".message.theirs .text").last).to_have_text("Halo, kata Anda: 1 < 2 & <i>miring</i>")
    expect(phone(page, BUDI).locator(".message")).to_have_count(0)


def test_words_behind_the_bots_name_offer_what_can_be_shared_into_the_chat(visit: Callable[..., Page]) -> None:
    page = visit()
    ani = phone(page, ANI)
    ani.get_by_role("tab", name="Pokdarwis Kauman").click()
    line = ani.get_by_label("Tulis pesan")
    line.press_sequentially("@klinik_koperasi_bot pendiri")
    ani.get_by_role("button", name="Jumlah pendiri").click()
    shared = ani.locator(".message.mine")
    expect(shared.locator(".text b")).to_have_text("Jawaban")
    expect(shared.locator(".forward")).to_have_text("lewat @klinik_koperasi_bot")
    expect(line).to_have_value("")
    expect(ani.locator(".offers")).to_be_hidden()
    line.press_sequentially("@klinik_koperasi_bot rawon")
    ani.get_by_role("button", name="Tanya di klinik").click()
    expect(ani.locator(".message.mine .text").last).to_have_text("/start tanya")


def test_an_old_button_can_still_be_pressed_and_messages_changed(visit: Callable[..., Page], clinic: Clinic) -> None:
    page = visit()
    ani = phone(page, ANI)
    write(page, ANI, "satu")
    ani.locator(".message.theirs").get_by_role("button", name="Ya", exact=True).click()
    expect(ani.locator(".message.theirs .text")).to_have_text("Halo, kata Anda: satu → y")
    ani.get_by_role("button", name="Menu percakapan").click()
    page.get_by_role("dialog").get_by_role("button", name="Tombol yang pernah ada").click()
    page.get_by_role("dialog").get_by_role("button", name="Tidak").click()
    expect(ani.locator(".message.theirs .text")).to_have_text("Halo, kata Anda: satu → y → n")
    mine = ani.locator(".message.mine")
    mine.hover()
    mine.get_by_role("button", name="Tindakan untuk pesan satu").click()
    page.get_by_role("dialog").get_by_role("button", name="Ubah").click()
    write(page, ANI, "dua")
    expect(mine.locator(".text")).to_have_text("dua")
    expect(mine.locator(".foot")).to_contain_text("diubah")


def test_a_group_is_seen_on_every_phone_in_it(visit: Callable[..., Page]) -> None:
    page = visit()
    ani, budi = phone(page, ANI), phone(page, BUDI)
    ani.get_by_role("tab", name="Pokdarwis Kauman").click()
    write(page, ANI, "Pak, sudah siap?")
    expect(budi.get_by_role("tab", name="Pokdarwis Kauman").locator(".count")).to_have_text("1")
    budi.get_by_role("tab", name="Pokdarwis Kauman").click()
    expect(budi.locator(".message.theirs .sender")).to_have_text("Bu Ani")
    budi.get_by_role("button", name="Menu percakapan").click()
    page.get_by_role("dialog").get_by_role("button", name="Keluar dari grup").click()
    expect(ani.locator(".message.service")).to_have_text("Pak Budi keluar")
    expect(budi.get_by_label("Tulis pesan")).to_be_hidden()


def test_files_go_both_ways(visit: Callable[..., Page], clinic: Clinic) -> None:
    page = visit()
    ani = phone(page, ANI)
    ani.get_by_role("button", name="Lampirkan").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Berkas").click()
    chooser.value.set_files({"name": "pendiri.csv", "mimeType": "text/csv", "buffer": b"Ani\nBudi\n"})
    expect(ani.locator(".message.theirs .text")).to_have_text("Diterima: pendiri.csv")
    write(page, ANI, "berkas")
    card = ani.locator(".message.theirs .file")
    expect(card).to_contain_text("akta.pdf")
    given = httpx.get(f"{clinic.base}{card.get_attribute('href')}")
    assert given.content == PDF
    assert given.headers["content-type"] == "application/pdf"
    assert given.headers["content-disposition"].startswith("inline")


def test_the_wire_shows_calls_answers_and_refusals(visit: Callable[..., Page]) -> None:
    page = visit()
    write(page, ANI, "salah")
    expect(page.locator("#wire-count")).to_have_text("1")
    page.get_by_role("button", name="Kabel").click()
    refused = page.locator(".call.refused").first
    expect(refused.locator("summary")).to_contain_text("sendMessage")
    refused.locator("summary").click()
    expect(refused).to_contain_text('Can\'t find end tag corresponding to start tag "b"')
    expect(refused.locator("pre").first).to_contain_text('"parse_mode": "HTML"')
    page.keyboard.press("Escape")
    expect(page.locator("#wire")).to_be_hidden()


def test_a_limit_that_was_touched_is_flagged(visit: Callable[..., Page], clinic: Clinic) -> None:
    page = visit()
    write(page, ANI, "halo")
    for number in range(7):
        clinic.http.post(f"{clinic.base}/bot{TOKEN}/sendMessage", json={"chat_id": ANI, "text": f"kejar {number}"})
    page.get_by_role("button", name="Kabel").click()
    expect(page.locator(".call.limit").first).to_contain_text("429 kena batas")


def test_the_clock_moves_and_finds_the_next_reminder(visit: Callable[..., Page], clinic: Clinic) -> None:
    page = visit()
    before = datetime.fromisoformat(clinic.http.get(f"{clinic.base}/control/state").json()["now"])
    page.get_by_role("button", name="+1 hari").click()
    expect(page.locator("#now.moved")).to_be_visible()
    after = datetime.fromisoformat(clinic.http.get(f"{clinic.base}/control/state").json()["now"])
    assert timedelta(days=1) <= after - before < timedelta(days=1, minutes=2)
    page.get_by_role("button", name="Ke pengingat berikutnya").click()
    expect(page.locator("#now")).to_contain_text("14 Mar 2031 · 10.00")
    page.get_by_role("button", name="Ke pengingat berikutnya").click()
    expect(page.locator(".toast")).to_have_text("Tidak ada pengingat yang menunggu.")


def test_a_person_can_be_added_and_starts_anew(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="Tambah orang").click()
    page.get_by_role("dialog").get_by_label("Nama").fill("Cak Ipul")
    page.keyboard.press("Enter")
    added = page.get_by_role("article", name="Telepon Cak Ipul")
    expect(added).to_be_visible()
    added.get_by_role("button", name="Mulai", exact=True).click()
    expect(added.locator(".message.theirs .text")).to_have_text("Halo, kata Anda: /start")


def test_blocking_and_coming_back(visit: Callable[..., Page], clinic: Clinic) -> None:
    page = visit()
    ani = phone(page, ANI)
    write(page, ANI, "halo")
    expect(ani.locator(".message.theirs")).to_have_count(1)
    ani.get_by_role("button", name="Menu percakapan").click()
    page.get_by_role("dialog").get_by_role("button", name="Blokir bot").click()
    back = ani.get_by_role("button", name="Buka blokir dan mulai lagi")
    expect(back).to_be_visible()
    refused = clinic.http.post(f"{clinic.base}/bot{TOKEN}/sendMessage", json={"chat_id": ANI, "text": "x"}).json()
    assert refused["description"] == "Forbidden: bot was blocked by the user"
    back.click()
    expect(ani.locator(".message.theirs .text").last).to_have_text("Halo, kata Anda: /start")


def test_on_a_small_screen_one_phone_is_shown_and_keys_reach_all(visit: Callable[..., Page]) -> None:
    page = visit(390, 800)
    expect(phone(page, ANI)).to_be_visible()
    expect(phone(page, BUDI)).to_be_hidden()
    page.get_by_role("tab", name="Mbak Sari").click()
    expect(phone(page, SARI)).to_be_visible()
    page.keyboard.press("Alt+2")
    expect(phone(page, BUDI)).to_be_visible()
    page.keyboard.type("lewat papan ketik")
    page.keyboard.press("Enter")
    expect(phone(page, BUDI).locator(".message.theirs .text")).to_have_text("Halo, kata Anda: lewat papan ketik")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_deep_link_in_a_message_starts_the_bot(visit: Callable[..., Page]) -> None:
    page = visit()
    ani = phone(page, ANI)
    ani.get_by_role("tab", name="Pokdarwis Kauman").click()
    write(page, ANI, "buka https://t.me/klinik_koperasi_bot?start=ajak_7 ya")
    ani.locator(".message.mine a").click()
    expect(ani.locator(".message.mine .text").last).to_have_text("/start ajak_7")
    expect(ani.get_by_role("tab", name="Klinik Koperasi")).to_have_attribute("aria-selected", "true")
