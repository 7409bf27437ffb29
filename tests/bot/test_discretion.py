"""No log holds the token or what people told us, no file holds it in the open, and what is done with is blank."""

import io
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import logs
from bot.sandbox.seed import ANI, BUDI, TOKEN
from storage import outbox
from storage.database import Transaction, table
from storage.tables import Inbox, Outbox
from tests.bot.town import Town, open_town

pytestmark = pytest.mark.anyio

NIK, PHONE, NAME, STREET = "3573015507900001", "081234567890", "Ngatinem Sulistyowati", "Jalan Bendungan Sutami 188"
GROUP, WISH, NOTE = "Paguyuban Cobek Wajak", "membeli lumpang batu bersama", "suami saya sedang opname"
QUESTION = f"Akta kami hilang, nama saya {NAME}, NIK {NIK}, hubungi {PHONE}, rumah di {STREET}"
ANSWER, NEWS = "Bawa surat kehilangan dari Polsek Klojen", "Pelatihan membatik di Kelurahan Bareng"
TOLD = (NIK, PHONE, "81234567890", NAME, "Ngatinem", STREET, "Sutami", GROUP, "lumpang", "opname", "Polsek", NEWS)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What stands on standard error when the program logs at its most talkative."""
    written = io.StringIO()
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    levels = {name: logging.getLogger(name).level for name in logs.QUIET} | {"": root.level}
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", written)
        logs.begin(TOKEN, logging.DEBUG)
    yield written
    root.handlers[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
async def told(tmp_path: Path, log: io.StringIO) -> AsyncIterator[Town]:
    """A clinic that was told everything people tell, and met every trouble there is."""
    town = await open_town(tmp_path)
    await interview(town)
    await booking(town)
    await advice(town)
    await announcement(town)
    await trouble(town)
    yield town
    await town.clinic.stop()


async def interview(town: Town) -> None:
    """Begin to found a cooperative."""
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Koperasi kelompok kami sendiri")
    for words in (GROUP, NAME, f"Kami ingin {WISH} supaya murah"):
        await town.says(town.ani, words)


async def booking(town: Town) -> None:
    """Book a visit with a note, and be reminded of it."""
    await town.says(town.budi, "/janji")
    await town.presses(town.budi, "Setuju")
    for _ in range(3):
        await town.presses(town.budi, town.budi.last.buttons[0])
    await town.presses(town.budi, "Lainnya")
    await town.says(town.budi, NOTE)
    await town.presses(town.budi, "Ya")
    await town.later(hours=9)
    assert town.budi.last.text.startswith("⏰")


async def advice(town: Town) -> None:
    """Ask the knowledge base, then a person, who answers."""
    await town.says(town.budi, QUESTION)
    await town.says(town.budi, "/petugas")
    await town.says(town.budi, QUESTION)
    await town.presses(town.budi, town.budi.last.buttons[0])
    await town.says(town.staff, ANSWER, town.staff.find("❓"))
    assert ANSWER in town.budi.find(ANSWER).text


async def announcement(town: Town) -> None:
    """Announce to everybody."""
    await town.says(town.hadi, "/pengumuman")
    await town.says(town.hadi, f"{NEWS}, Sabtu pukul 09.00.")
    await town.presses(town.hadi, town.hadi.last.buttons[0])
    assert NEWS in town.ani.last.text


async def trouble(town: Town) -> None:
    """Let fail what can: reading an update, handling it, making a paper, sending, polling."""
    world = town.world
    unreadable = {"message_id": 900, "date": 1, "chat": {"id": BUDI, "type": "private"}, "text": QUESTION}
    world.inject({"message": {**unreadable, "from": {"id": BUDI, "first_name": NAME}}})
    await town.settle()
    quoting = f'Bad Request: can\'t parse entities: Unsupported start tag "{NAME}" at byte offset 5'
    world.fail_next("sendMessage", lose_answer=True)
    world.fail_next("sendMessage", 400, quoting)
    world.fail_next("answerCallbackQuery", 400, quoting)
    await town.says(town.ani, f"Berapa orang untuk mendirikan koperasi? {NAME}")
    await broken(town)
    paper = {"chat_id": ANI, "_make": {"case": 999, "part": "before", "paper": NAME, "form": "pdf"}}
    await town.database.run(lambda tx: outbox.put(tx, ANI, "sendDocument", paper))
    await town.later(seconds=1)


async def broken(town: Town) -> None:
    """Let the desk and a tick fail with people's words in the error."""

    def fail(*_: Any) -> Any:
        raise ValueError(QUESTION)

    handle, ticks = town.clinic.desk.handle, dict(town.clinic.clock._ticks)
    town.clinic.desk.handle = fail  # type: ignore[method-assign,assignment]
    town.clinic.clock._ticks["remind"] = (10, fail)
    await town.says(town.budi, QUESTION)
    await town.clinic.clock.tick_all()
    town.clinic.desk.handle = handle  # type: ignore[method-assign]
    town.clinic.clock._ticks.update(ticks)
    assert "gangguan di pihak kami" in town.budi.find("gangguan").text


async def test_the_token_and_long_numbers_are_taken_out_whoever_writes_them(log: io.StringIO) -> None:
    logging.getLogger("somebody").error("POST https://api.telegram.org/bot%s/sendMessage for %s", TOKEN, NIK)
    try:
        raise ValueError(f"bot{TOKEN}/getMe {NIK}")
    except ValueError:
        logging.getLogger("somebody").exception("failed")
    assert "<token>" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert NIK not in log.getvalue()


async def test_a_whole_run_leaves_what_people_told_us_in_no_log_and_no_file(told: Town, log: io.StringIO) -> None:
    the_log_is_discreet(log.getvalue())
    the_files_are_sealed(told.folder)
    await what_is_done_with_is_blank(told)


def the_log_is_discreet(written: str) -> None:
    """Every trouble is told in the log, nobody's words are."""
    for trouble in ("not readable", "ValueError at", "the tick remind failed", "LookupError at", "Telegram refused"):
        assert trouble in written
    secret = TOKEN.split(":")[1]
    held = [word for word in (TOKEN, f":{secret}", *TOLD) if word in written]
    assert held == []


def the_files_are_sealed(folder: Path) -> None:
    """No file holds in the open what people told us."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "knowledge-index.npz"]
    assert any(path.name.endswith("-wal") for path in files)
    content = b"".join(path.read_bytes() for path in files)
    assert b"Mbak Sari" in content  # an adviser's name is shown to everybody and is no secret: the search finds things
    held = [word for word in TOLD for form in ("utf-8", "utf-16-le") if word.encode(form) in content]
    assert held == []


async def what_is_done_with_is_blank(told: Town) -> None:
    """Handled updates and settled calls hold no words; parked ones hold them for two days."""

    def kept(tx: Transaction) -> list[str]:
        found = []
        for rows, open_ in ((table(Inbox), ("new", "parked")), (table(Outbox), ("due",))):
            unblanked = select(rows.c.status).where(rows.c.payload.is_not(None), rows.c.status.not_in(open_))
            found += [f"{rows.name} {row.status}" for row in tx.run(unblanked)]
        return found

    def parked(tx: Transaction) -> list[tuple[bool, str]]:
        rows = select(table(Inbox)).where(table(Inbox).c.status == "parked").order_by(table(Inbox).c.id)
        return [(row.payload is None, row.error.split()[0]) for row in tx.run(rows)]

    assert await told.database.run(kept) == []
    assert await told.database.run(parked) == [(False, "not"), (False, "ValueError")]
    await told.later(days=3)
    assert await told.database.run(parked) == [(True, "not"), (True, "ValueError")]
