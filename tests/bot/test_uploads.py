"""Kirim berkas: photos and PDFs for the dossier, kept sealed, told to their sender and to nobody else."""

import asyncio
import logging
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.counters import handed
from bot.counters.turn import Turn
from bot.deliver import fetching
from bot.posting import put
from bot.sandbox.phones import Phone
from bot.sandbox.seed import SARI
from flows.events import Happened
from storage import cases, circle, history, outbox, uploads
from storage.database import Transaction
from storage.uploads import Handed
from tests.bot.circles import agrees, case_link, filled, fills, founded, joins, neighbour
from tests.bot.town import Town, open_town

pytestmark = pytest.mark.anyio

SECRET = b"NIK 3573021501900002 Budi Jl. Rahasia Dalam"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + SECRET
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 800, 600) + SECRET
PDF = b"%PDF-1.7\n" + SECRET
MEGABYTE = 2**20


async def second(town: Town, *, owner: bool = False) -> tuple[int, Phone]:
    """A case with its second founder complete, and the owner in the first place where wanted."""
    case = await founded(town)
    budi = neighbour(town, 2)
    budi.start()
    await town.settle()
    town.database.call(lambda tx: filled(tx, case, 2, budi.person.id))
    if owner:
        town.database.call(lambda tx: filled(tx, case, 1, town.ani.person.id))
    return case, budi


def kept(town: Town, case: int) -> list[Handed]:
    return town.database.call(lambda tx: uploads.of(tx, case))


def stored(town: Town) -> list[Path]:
    folder = town.folder / "uploads"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def everything(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


async def begun(town: Town) -> None:
    """Wait until a file is being fetched."""
    async with asyncio.timeout(5):
        while not town.clinic.fetching.in_hand:
            await asyncio.sleep(0.01)


async def asks_for(town: Town, phone: Phone, label: str) -> None:
    """Let somebody ask what is missing and press a gap's button."""
    await town.says(phone, "apa lagi yang kurang?")
    await town.presses(phone, label)


# -- one file ------------------------------------------------------------------------------------------------------


async def test_a_ktp_photo_is_kept_sealed_and_said_to_be_there(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    case, budi = await second(town)
    await asks_for(town, budi, "Kirim foto KTP")
    assert "Kirim foto KTP di sini" in budi.last.text
    budi.send_photo(JPEG, name="ktp budi 3573021501900002.jpg")
    await town.settle()
    assert "Diterima: foto KTP" in budi.last.text
    (file,) = kept(town, case)
    assert (file.item, file.kind, file.size, file.status) == ("ktp", "image/jpeg", len(JPEG), "waiting")
    assert uploads.load(town.folder / "uploads", town.database.seal, file.file) == JPEG
    for path, content in everything(town.folder):
        assert b"3573021501900002" not in content, path
        assert b"Rahasia Dalam" not in content, path
        assert "budi" not in path.name.lower()
    assert "3573021501900002" not in caplog.text
    assert "BQACAgUAAx" not in caplog.text


async def test_the_file_on_disk_is_for_nobody_else_on_the_machine(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    (path,) = stored(town)
    assert path.stat().st_mode & 0o077 == 0
    assert path.name == kept(town, case)[0].file


async def test_a_caption_says_what_a_file_is_for(town: Town) -> None:
    case, budi = await second(town)
    budi.send_document("x.bin", PDF, caption="ini bukti setoran saya")
    await town.settle()
    assert [(file.item, file.kind) for file in kept(town, case)] == [("paid", "application/pdf")]
    assert "Untuk apa" not in budi.last.text


async def test_without_a_word_the_bot_asks_and_keeps_nothing_until_it_is_told(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(PNG)
    await town.settle()
    assert budi.last.buttons == ["Foto KTP", "Bukti setoran simpanan", "Bukan untuk berkas koperasi"]
    assert not kept(town, case)
    assert not stored(town)
    await town.presses(budi, "Foto KTP")
    assert "Diterima: foto KTP" in budi.last.text
    assert [(file.item, file.kind) for file in kept(town, case)] == [("ktp", "image/png")]


async def test_what_is_not_for_the_dossier_is_let_go(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG)
    await town.settle()
    question = budi.last
    await town.presses(budi, "Bukan untuk berkas koperasi")
    assert "tidak saya simpan" in budi.last.text
    await town.presses(budi, "Foto KTP", question)
    assert "sudah dijawab" in budi.last.text
    assert not kept(town, case)
    assert not stored(town)


async def test_an_answer_that_comes_after_two_days_finds_nothing_kept(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG)
    await town.settle()
    await town.later(days=3)
    await town.presses(budi, "Foto KTP", budi.find("untuk apa"))
    assert "lewat dua hari" in budi.last.text
    assert not kept(town, case)


async def test_who_founds_nothing_hears_that_photos_are_not_kept(town: Town) -> None:
    await second(town)
    town.hadi.start()
    town.hadi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert "tidak saya simpan" in town.hadi.find("Berkasnya tidak saya buka").text
    assert not stored(town)


async def test_a_caption_that_is_a_question_is_answered_and_the_file_asked_about(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP saya beda alamat, bagaimana?")
    await town.settle()
    assert "Foto KTP" in budi.find("untuk apa").buttons
    assert not kept(town, case)
    assert len(budi.answers[-1].text) > 0


async def test_a_photo_in_the_middle_of_the_interview_is_taken_and_the_question_asked_again(town: Town) -> None:
    budi = await joins(town, 2, await case_link(town, await founded(town)))
    await town.presses(budi, "Isi data saya")
    await town.presses(budi, "Setuju")
    question = budi.last.text
    budi.send_photo(JPEG)
    await town.settle()
    assert "Foto KTP" in budi.find("untuk apa").buttons
    assert budi.last.text.splitlines()[-1] == question.splitlines()[-1]


# -- consent -------------------------------------------------------------------------------------------------------


async def test_without_consent_nothing_is_kept_and_the_consent_comes_first(town: Town) -> None:
    case = await founded(town)
    budi = await joins(town, 2, await case_link(town, case))
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert "perlu persetujuan Anda dulu" in budi.find("belum saya simpan").text
    assert "Setuju" in budi.last.buttons
    assert "foto KTP" in budi.last.text
    assert not stored(town)
    assert not kept(town, case)
    wishes = town.database.call(lambda tx: outbox.due(tx, outbox.FETCH))
    assert wishes == []
    assert town.database.call(lambda tx: outbox.abouts(tx, budi.person.id, "album:")) == []
    await fills(town, budi, 2)
    await agrees(town, budi)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert [file.item for file in kept(town, case)] == ["ktp"]


# -- what is not taken ---------------------------------------------------------------------------------------------


async def test_a_pdf_of_30_mb_is_refused_before_it_is_fetched(town: Town) -> None:
    case, budi = await second(town)
    budi.send_document("akta.pdf", PDF, caption="bukti setoran", size=30 * MEGABYTE)
    await town.settle()
    assert "terlalu besar" in budi.last.text
    assert "20 MB" in budi.last.text
    assert not kept(town, case)
    assert not town.world.calls.of("getFile")


async def test_a_file_that_is_larger_than_it_says_is_dropped_while_it_comes(town: Town) -> None:
    case, budi = await second(town)
    budi.send_document("akta.pdf", PDF + bytes(21 * MEGABYTE), caption="bukti setoran", size=5 * MEGABYTE)
    await town.settle()
    assert "terlalu besar" in budi.last.text
    assert not kept(town, case)
    assert not stored(town)


@pytest.mark.parametrize(
    ("name", "content", "size", "words"),
    [
        ("foto.heic", b"\x00\x00\x00\x24ftypheic" + SECRET, None, "HEIC"),
        ("berita.docx", b"PK\x03\x04" + SECRET, None, "Yang bisa"),
        ("ktp.jpg", b"GIF89a" + SECRET, None, "Yang bisa"),
        ("ktp.jpg", b"", 0, "kosong"),
        ("ktp.jpg", b"", 1000, "kosong"),
    ],
)
async def test_what_cannot_be_kept_is_refused_by_its_bytes_with_what_works(
    town: Town, name: str, content: bytes, size: int | None, words: str
) -> None:
    case, budi = await second(town)
    budi.send_document(name, content, "image/jpeg", caption="KTP", size=size)
    await town.settle()
    assert words in budi.last.text
    assert not kept(town, case)
    assert not stored(town)


async def test_a_pdf_is_known_by_its_bytes_and_not_read(town: Town) -> None:
    case, budi = await second(town)
    budi.send_document("ktp.exe", b"%PDF-1.4 /Encrypt broken", "application/x-msdownload", caption="KTP")
    await town.settle()
    assert [file.kind for file in kept(town, case)] == ["application/pdf"]


# -- several -------------------------------------------------------------------------------------------------------


async def test_an_album_is_one_question_and_every_page_is_kept(town: Town) -> None:
    case, budi = await second(town)
    for page in range(3):
        budi.send_photo(JPEG + bytes([page]), album="13579246801357924")
    await town.settle()
    assert sum("untuk apa" in seen.text for seen in budi.answers) == 1
    await town.presses(budi, "Bukti setoran simpanan")
    assert "3 berkas" in budi.last.text
    assert sum("Diterima" in seen.text for seen in budi.answers) == 1
    assert [file.item for file in kept(town, case)] == ["paid"] * 3
    folder = town.folder / "uploads"
    contents = {uploads.load(folder, town.database.seal, file.file) for file in kept(town, case)}
    assert contents == {JPEG + bytes([page]) for page in range(3)}


async def test_the_caption_of_an_album_is_for_all_of_it(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="bukti transfer", album="77")
    budi.send_photo(PNG, album="77")
    budi.send_document("x.gif", b"GIF89a", album="77")
    await town.settle()
    assert [file.item for file in kept(town, case)] == ["paid", "paid"]
    assert "2 berkas" in budi.find("Diterima").text
    assert "Yang bisa" in budi.find("belum bisa diterima").text


async def test_pages_sent_one_by_one_after_the_button_all_go_to_that_item(town: Town) -> None:
    case, budi = await second(town)
    await asks_for(town, budi, "Kirim bukti setoran simpanan")
    for page in range(3):
        budi.send_photo(JPEG + bytes([page]))
    await town.settle()
    assert [file.item for file in kept(town, case)] == ["paid"] * 3
    await town.later(minutes=20)
    budi.send_photo(JPEG)
    await town.settle()
    assert "untuk apa" in budi.last.text


async def test_after_the_ktp_the_next_photo_is_asked_about(town: Town) -> None:
    _, budi = await second(town)
    await asks_for(town, budi, "Kirim foto KTP")
    budi.send_photo(JPEG)
    await town.settle()
    budi.send_photo(JPEG)
    await town.settle()
    assert "untuk apa" in budi.last.text


async def test_nobody_fills_the_disk_with_one_item(town: Town) -> None:
    case, budi = await second(town)
    for page in range(22):
        budi.send_photo(JPEG + bytes([page]), caption="bukti setor")
        await town.settle()
    assert "sudah ada 20 berkas" in budi.last.text
    assert len(kept(town, case)) == len(stored(town)) == 20


# -- trouble on the way --------------------------------------------------------------------------------------------


async def test_a_restart_in_the_middle_fetches_again_and_keeps_once(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    case, budi = await second(town)
    town.world.fail_next("getFile", delay=30)
    budi.send_photo(JPEG, caption="KTP")
    await begun(town)
    assert [call.method for call in town.database.call(lambda tx: outbox.due(tx, outbox.FETCH))] == ["getFile"]
    await town.clinic.stop()  # in the middle of fetching
    town = await open_town(tmp_path, town.world, town.clock)
    await town.settle()
    assert len(kept(town, case)) == len(stored(town)) == 1
    assert sum("Diterima: foto KTP" in seen.text for seen in budi.answers) == 1
    await town.later(minutes=5)
    assert len(kept(town, case)) == 1
    await town.clinic.stop()


async def test_a_crash_after_the_bytes_and_before_the_row_leaves_one_file(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, budi = await second(town)
    add, broken = uploads.add, [True]

    def once_broken(*given: object, **more: object) -> int:
        if broken.pop() if broken else False:
            raise RuntimeError("the power is gone")
        return add(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(uploads, "add", once_broken)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert not kept(town, case)
    await town.later(seconds=15)
    assert "Diterima: foto KTP" in budi.last.text
    (file,) = kept(town, case)
    assert len(stored(town)) == 2  # the one without a row goes with the sweep
    for path in stored(town):
        os.utime(path, (0, 0))
    await town.later(hours=1)
    assert [path.name for path in stored(town)] == [file.file]


async def test_a_file_we_cannot_store_is_given_up_in_the_end_and_its_sender_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, budi = await second(town)

    def full(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(uploads, "store", full)
    monkeypatch.setattr(fetching, "GIVE_UP", 3)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert [call.attempts for call in town.database.call(lambda tx: outbox.due(tx, outbox.FETCH))] == [1]
    await town.later(minutes=1)
    await town.later(minutes=1)
    await town.later(minutes=1)
    assert town.database.call(lambda tx: outbox.due(tx, outbox.FETCH)) == []
    assert "tidak bisa saya ambil" in budi.last.text
    assert not kept(town, case)


async def test_a_slow_telegram_is_told_and_waited_for(town: Town) -> None:
    case, budi = await second(town)
    town.world.fail_next("getFile", code=429, description="Too Many Requests", retry_after=1)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert any("sedang lambat" in seen.text for seen in budi.answers)
    assert "Diterima: foto KTP" in budi.last.text
    assert len(kept(town, case)) == 1


# -- who sees what -------------------------------------------------------------------------------------------------


async def test_the_owner_sees_only_how_many_are_there(town: Town) -> None:
    _case, budi = await second(town, owner=True)
    await town.says(town.ani, "apa lagi yang kurang?")
    assert "Foto KTP 1 pendiri belum dikirim: Budi" in town.ani.last.text
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    await town.says(town.ani, "apa lagi yang kurang?")
    assert "pendiri belum dikirim" not in town.ani.last.text
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, "Kirim berkas")
    assert "Foto KTP pendiri: 1 dari 9 lengkap" in town.ani.last.text
    assert not any(label.startswith("Hapus") for label in town.ani.last.buttons)
    assert not any(seen.document for seen in town.ani.messages)


async def test_a_forged_button_does_not_remove_another_founders_file(town: Town) -> None:
    case, budi = await second(town, owner=True)
    budi.send_photo(JPEG, caption="KTP")
    town.ani.send_photo(JPEG, caption="KTP")
    await town.settle()
    theirs = next(file for file in kept(town, case) if file.founder_id == seat(town, case, 2))
    town.world.ask(town.ani.person, town.ani.chat, town.ani.last.id, f"d:unsend:{theirs.id}")
    await town.settle()
    assert len(kept(town, case)) == 2
    town.world.ask(budi.person, budi.chat, budi.last.id, f"d:unsend:{theirs.id}")
    await town.settle()
    assert [file.founder_id for file in kept(town, case)] == [seat(town, case, 1)]


def seat(town: Town, case: int, number: int) -> int:
    return town.database.call(lambda tx: circle.places(tx, case)[number - 1].id)


async def test_the_sender_sees_each_item_and_a_returned_one_with_its_reason(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    await town.presses(budi, "Berkas saya")
    assert "foto KTP: menunggu diperiksa" in budi.last.text
    assert "bukti setoran simpanan: belum dikirim" in budi.last.text
    (file,) = kept(town, case)
    town.database.call(lambda tx: uploads.decide(tx, file.id, "returned", SARI, "Buram, tidak terbaca"))
    await town.says(budi, "apa lagi yang kurang?")
    assert "Perlu dikirim ulang: foto KTP. Kata petugas: «Buram, tidak terbaca»" in budi.last.text
    await town.says(town.ani, "apa lagi yang kurang?")
    assert "Buram" not in town.ani.last.text
    await town.presses(budi, "Kirim ulang foto KTP")
    budi.send_photo(PNG)
    await town.settle()
    assert [(one.kind, one.status) for one in kept(town, case)] == [("image/png", "waiting")]
    await town.later(seconds=15)
    assert len(stored(town)) == 1
    (file,) = kept(town, case)
    town.database.call(lambda tx: uploads.decide(tx, file.id, "approved", SARI))
    await town.presses(budi, "Berkas saya")
    assert "foto KTP: diterima" in budi.last.text
    assert not any(label.startswith("Hapus") for label in budi.last.buttons)


async def test_a_missing_file_does_not_make_a_place_incomplete(town: Town) -> None:
    case, budi = await second(town)
    assert town.database.call(lambda tx: circle.places(tx, case)[1].state) == "complete"
    await town.says(budi, "apa lagi yang kurang?")
    assert "Belum dikirim: foto KTP" in budi.last.text
    assert "Belum dikirim: bukti setoran simpanan" in budi.last.text


async def test_signed_papers_are_asked_of_the_owner_after_the_meeting_only(town: Town) -> None:
    case, budi = await second(town)
    town.ani.send_document("ba.pdf", PDF, caption="berita acara")
    await town.settle()
    assert not kept(town, case)
    town.database.call(lambda tx: cases.set_stage(tx, case, "modal"))
    town.ani.send_document("ba.pdf", PDF, caption="berita acara")
    await town.settle()
    assert [(file.item, file.founder_id) for file in kept(town, case)] == [("minutes", None)]
    await town.says(town.ani, "apa lagi yang kurang?")
    assert "Belum dikirim: surat kuasa bertanda tangan" in town.ani.last.text
    assert "berita acara" not in town.ani.last.text
    budi.send_document("ba.pdf", PDF, caption="berita acara")
    await town.settle()
    assert [one.item for one in kept(town, case)] == ["minutes"]


async def test_an_adviser_gets_the_file_under_a_name_that_tells_of_nobody(town: Town) -> None:
    case, budi = await second(town)
    town.phone(SARI).start()
    budi.send_photo(JPEG, caption="KTP", name="KTP Budi.jpg")
    await town.settle()
    (file,) = kept(town, case)

    def send(tx: Transaction) -> list[outbox.Call]:
        turn = Turn(tx, Happened(SARI, "", SARI, True), town.clinic.desk.house)
        handed.hand_to(turn, SARI, file)
        return put(tx, turn.replies, turn.event, "bot")

    town.clinic.pump.send(town.database.call(send))
    await town.settle()
    shown = town.phone(SARI).last
    assert shown.document is not None
    code = town.database.call(lambda tx: cases.get(tx, case)).code  # type: ignore[union-attr]
    assert (shown.document.name, shown.document.content) == (f"berkas-{code}-ktp-2.jpg", JPEG)
    assert shown.text == f"Foto KTP · pendiri nomor 2 · {code}"


# -- gone again ----------------------------------------------------------------------------------------------------


async def test_what_nobody_looked_at_can_be_taken_back_at_once(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    await town.presses(budi, "Berkas saya")
    await town.presses(budi, "Hapus foto KTP (1)")
    assert "Sudah dihapus" in budi.last.text
    assert not kept(town, case)
    await town.later(seconds=15)
    assert not stored(town)
    told = [one.what for one in town.database.call(lambda tx: history.of(tx, case))]
    assert told.index("sent_file") < told.index("took_back")


async def test_who_erases_himself_leaves_no_file(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP")
    budi.send_photo(JPEG)
    await town.settle()
    await town.says(budi, "/dataku")
    assert "Berkas yang Anda kirim: 1" in budi.last.text
    await town.says(budi, "/hapusdata")
    await town.presses(budi, "Ya")
    await town.later(seconds=15)
    assert not kept(town, case)
    assert not stored(town)
    assert town.database.call(lambda tx: outbox.abouts(tx, budi.person.id, "album:")) == []


async def test_an_owner_who_erases_himself_takes_the_cases_files_along(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    assert len(stored(town)) == 1
    await town.says(town.ani, "/hapusdata")
    await town.presses(town.ani, "Ya")
    await town.later(seconds=15)
    assert not kept(town, case)
    assert not stored(town)


async def test_who_leaves_the_circle_takes_his_files_along(town: Town) -> None:
    case, budi = await second(town)
    budi.send_photo(JPEG, caption="KTP")
    await town.settle()
    place = seat(town, case, 2)
    town.database.call(lambda tx: circle.leave(tx, place))
    await town.later(seconds=15)
    assert not kept(town, case)
    assert not stored(town)


async def test_a_file_that_arrives_after_its_sender_left_is_not_kept(town: Town) -> None:
    case, budi = await second(town)
    town.world.fail_next("getFile", delay=0.3)
    budi.send_photo(JPEG, caption="KTP")
    await begun(town)
    place = seat(town, case, 2)
    town.database.call(lambda tx: circle.leave(tx, place))
    await town.settle()
    assert not kept(town, case)
    assert not stored(town)
