"""Janji temu through the residents' door: book, move, cancel, be reminded; never more people than seats."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.sandbox.people import Person
from bot.sandbox.phones import Phone
from bot.sandbox.seed import HADI
from storage import visits
from storage.database import Database, Transaction, table
from storage.sealing import Seal, new_key
from storage.tables import Reminder, Visit
from storage.upgrade import upgrade
from tests.bot.town import MONDAY, Town, open_town

pytestmark = pytest.mark.anyio


async def book(town: Town, phone: Phone, hour: str = "10.00") -> None:
    """Book the office on Tuesday 24 November."""
    await town.says(phone, "/janji")
    if "Setuju" in phone.last.buttons:
        await town.presses(phone, "Setuju")
    await town.presses(phone, "Klinik Koperasi, kantor Diskopindag (contoh)")
    await town.presses(phone, "Selasa, 24 November 2026")
    await town.presses(phone, hour)
    await town.presses(phone, "Mendirikan koperasi")
    await town.presses(phone, "Lewati dulu")
    await town.presses(phone, "Ya")


async def test_a_booking_is_confirmed_with_a_calendar_file_and_a_pin(town: Town) -> None:
    await book(town, town.ani)
    confirmed, pin = town.ani.messages[-2:]
    assert confirmed.document is not None
    assert b"DTSTART:20261124T030000Z" in confirmed.document.content
    assert "Selasa, 24 November 2026 pukul 10.00 WIB" in confirmed.text
    assert "venue" in pin.raw
    assert "Bu Ani" in town.staff.last.text


async def test_a_day_and_an_hour_can_be_written_as_people_do(town: Town) -> None:
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Klinik Koperasi, kantor Diskopindag (contoh)")
    await town.says(town.ani, "besok jam 10")
    assert town.ani.last.text == "✅ Selasa, 24 November 2026 pukul 10.00 WIB\n\nTentang apa?"


@pytest.mark.parametrize(("words", "understood"), [("2", "14.00"), ("jam 9 pagi", "09.00"), ("pukul 13", "13.00")])
async def test_an_hour_is_read_as_a_time_and_never_as_a_place_in_the_list(
    town: Town, words: str, understood: str
) -> None:
    await to_the_hours(town)
    assert f"✅ {understood} WIB" in (await town.says(town.ani, words)).text


@pytest.mark.parametrize(("words", "answer"), [("12", "yang masih kosong: 08.00"), ("besok lusa saja", "Contoh")])
async def test_an_hour_that_cannot_be_is_told_kindly(town: Town, words: str, answer: str) -> None:
    await to_the_hours(town)
    shown = await town.says(town.ani, words)
    assert answer.replace("Contoh", "belum menangkap jamnya") in shown.text
    assert shown.buttons[0] == "08.00"


async def to_the_hours(town: Town) -> None:
    """Come to the hours of Tuesday 24 November."""
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Klinik Koperasi, kantor Diskopindag (contoh)")
    await town.presses(town.ani, "Selasa, 24 November 2026")


async def test_what_the_adviser_should_know_reaches_the_staff_even_where_it_asks(town: Town) -> None:
    await to_the_hours(town)
    await town.presses(town.ani, "10.00")
    await town.presses(town.ani, "Mendirikan koperasi")
    await town.says(town.ani, "apa syarat mendirikan koperasi? HP saya 081234567890")
    await town.presses(town.ani, "Ya")
    assert "«apa syarat mendirikan koperasi? HP saya" in town.staff.last.text
    assert "081234567890" not in town.staff.last.text
    await town.says(town.staff, "/hariini")
    assert "Selasa 10.00 · Bu Ani · Mendirikan koperasi" in town.staff.last.text
    assert "«apa syarat" in town.staff.last.text


async def test_who_closes_a_day_sees_who_is_expected_and_each_is_offered_another_day_once(town: Town) -> None:
    await book(town, town.ani)
    await book(town, town.budi, "09.00")
    await town.says(town.staff, "/tutup 24 November")
    assert "2 janji temu sudah ada dan tetap tercatat" in town.staff.last.text
    assert "Selasa 10.00 · Bu Ani" in town.staff.last.text
    for phone in (town.ani, town.budi):
        assert "tutup, jadi janji temu nomor" in phone.last.text
        assert phone.last.buttons == ["Pindah jadwal", "Batalkan"]
    await town.says(town.staff, "/tutup 24 November")
    assert sum("tutup, jadi" in seen.text for seen in town.ani.messages) == 1
    await town.presses(town.ani, "Pindah jadwal", town.ani.find("tutup, jadi"))
    await town.presses(town.ani, "Kamis, 26 November 2026")
    await town.presses(town.ani, "10.00")
    await town.presses(town.ani, "Ya")
    assert "Kamis, 26 November 2026 pukul 10.00" in town.ani.messages[-2].text


async def test_nobody_is_reminded_of_a_day_that_is_closed(town: Town) -> None:
    await book(town, town.ani)
    await town.says(town.staff, "/tutup 24 November")
    await town.later(hours=10)
    await town.later(hours=12)
    assert not [seen for seen in town.ani.messages if "⏰" in seen.text]


async def test_who_closes_a_day_without_visits_is_told_so(town: Town) -> None:
    await town.says(town.staff, "/tutup 25 November")
    assert "Belum ada janji temu" in town.staff.last.text


async def test_a_place_set_is_shown_as_it_is_kept_and_wrong_words_get_an_example(town: Town) -> None:
    await town.says(town.staff, "/tempat aula | Aula RW 5 | Jl. Kawi 10 | kapasitas 4")
    assert any("Kursi per jam: 4" in message.text for message in town.staff.messages[-2:])
    assert "Contoh: /jam aula" in town.staff.last.text
    for words in ("/tempat", "/tempat aula", "/jam", "/jam aula besok", "/tutup kapan-kapan"):
        assert "Contoh: /" in (await town.says(town.staff, words)).text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("25 Desember", "tutup atau sudah penuh"),
        ("hari ini", "Paling cepat besok"),
        ("5 Maret 2027", "paling jauh 60 hari"),
        ("besok jam 12", "yang masih kosong"),
        ("ndak tau", "tanggal"),
    ],
)
async def test_a_day_that_cannot_be_is_told_kindly(town: Town, words: str, answer: str) -> None:
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Klinik Koperasi, kantor Diskopindag (contoh)")
    shown = await town.says(town.ani, words)
    assert answer in shown.text
    assert shown.buttons[0] == "Selasa, 24 November 2026"


async def test_reminders_come_the_evening_before_and_two_hours_before(town: Town) -> None:
    await book(town, town.ani)
    await town.later(hours=7, minutes=59)
    assert "⏰" not in town.ani.last.text
    await town.later(minutes=2)
    assert town.ani.last.text.startswith("⏰ Besok, Selasa, 24 November 2026 pukul 10.00 WIB")
    await town.later(hours=14, minutes=55)
    before = len(town.ani.messages)
    await town.later(minutes=5)
    assert town.ani.last.text.startswith("⏰ Hari ini")
    await town.later(minutes=5)
    assert len(town.ani.messages) == before + 1


async def test_a_standstill_over_both_reminders_sends_one_that_is_true(town: Town) -> None:
    await book(town, town.ani)
    before = len(town.ani.messages)
    await town.later(hours=23, minutes=30)
    assert len(town.ani.messages) == before + 1
    assert town.ani.last.text.startswith("⏰ Hari ini")


async def test_nobody_is_reminded_of_what_is_past_or_cancelled(town: Town) -> None:
    await book(town, town.ani)
    await book(town, town.budi, "11.00")
    await town.presses(town.budi, "Batalkan")
    await town.presses(town.budi, "Ya, batalkan")
    shown = len(town.budi.messages)
    await town.later(days=3)
    assert len(town.budi.messages) == shown
    assert not any("⏰" in message.text for message in town.ani.messages)


async def test_a_clock_set_back_repeats_no_reminder(town: Town) -> None:
    await book(town, town.ani)
    await town.later(hours=8, minutes=1)
    shown = len(town.ani.messages)
    await town.later(hours=-2)
    await town.later(hours=2)
    assert len(town.ani.messages) == shown


async def test_a_reminder_survives_a_restart(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    await book(town, town.ani)
    await town.clinic.stop()
    town.clock.shift(timedelta(hours=9))
    again = await open_town(tmp_path, town.world, town.clock)
    await again.later(seconds=1)
    assert again.ani.last.text.startswith("⏰ Besok")
    await again.presses(again.ani, "Saya datang")
    assert "Sampai bertemu" in again.ani.last.text
    await again.clinic.stop()


async def test_a_visit_moves_with_its_reminders(town: Town) -> None:
    await book(town, town.ani)
    shown = await town.presses(town.ani, "Pindah jadwal", town.ani.messages[-2])
    assert "Pindah ke hari apa di Klinik Koperasi, kantor Diskopindag" in shown.text  # the place is known
    await town.presses(town.ani, "Kamis, 26 November 2026")
    await town.presses(town.ani, "13.00")
    await town.presses(town.ani, "Ya")
    assert any("Kamis, 26 November 2026 pukul 13.00" in message.text for message in town.ani.messages[-2:])
    due = await town.database.run(lambda tx: [row.due_at for row in tx.run(select(table(Reminder)))])
    assert due == [datetime(2026, 11, 25, 10, 0, tzinfo=UTC), datetime(2026, 11, 26, 4, 0, tzinfo=UTC)]


@pytest.mark.parametrize("typed", [False, True])
async def test_a_visit_may_move_to_another_place(town: Town, typed: bool) -> None:
    await book(town, town.ani)
    await town.presses(town.ani, "Pindah jadwal", town.ani.messages[-2])
    await (town.says(town.ani, "di tempat lain saja") if typed else town.presses(town.ani, "Di tempat lain"))
    assert town.ani.last.buttons[0].startswith("Sabtu")  # the other one is alone: its days at once
    await town.says(town.ani, "/kembali")
    assert "Pindah ke hari apa" in town.ani.last.text
    await town.presses(town.ani, "Di tempat lain")
    await town.presses(town.ani, "Sabtu, 28 November 2026")
    await town.presses(town.ani, "09.00")
    await town.presses(town.ani, "Ya")
    place = town.database.call(lambda tx: [(one.place, one.topic) for one in visits.ahead(tx, town.ani.person.id)])
    assert place == [("balairw", "founding")]


async def test_a_full_hour_is_offered_to_nobody(town: Town) -> None:
    for number in (1, 2):
        person = town.world.add_person(Person(1000 + number, f"Warga {number}"))
        await book(town, town.phone(person.id))
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Klinik Koperasi, kantor Diskopindag (contoh)")
    shown = await town.presses(town.ani, "Selasa, 24 November 2026")
    assert "10.00" not in shown.buttons
    assert "09.00" in shown.buttons


async def test_whoever_confirms_last_is_told_that_the_hour_is_taken(town: Town) -> None:
    phones = [town.phone(town.world.add_person(Person(1000 + n, f"Warga {n}")).id) for n in range(3)]
    for phone in phones:
        await town.says(phone, "/janji")
        await town.presses(phone, "Setuju")
        await town.presses(phone, "Klinik Koperasi, kantor Diskopindag (contoh)")
        await town.presses(phone, "Selasa, 24 November 2026")
        await town.presses(phone, "10.00")
        await town.presses(phone, "Lainnya")
        await town.presses(phone, "Lewati dulu")
    for phone in phones:
        phone.press("Ya")
    await town.settle()
    booked = [any("✅ Janji temu" in message.text for message in phone.messages) for phone in phones]
    assert sum(booked) == 2
    refused = phones[booked.index(False)]
    assert any(word in refused.last.text for word in ("terisi", "tutup atau sudah penuh", "tidak ada lagi"))


async def test_a_race_never_takes_more_seats_than_there_are(tmp_path: Path) -> None:
    url, key = f"sqlite:///{tmp_path}/race.db", new_key()
    doors = [Database(url, Seal(key), lambda: MONDAY) for _ in range(4)]
    upgrade(doors[0].engine)
    at = MONDAY + timedelta(days=1)

    def book_one(person: int) -> "asyncio.Future[bool]":
        def work(tx: Transaction) -> bool:
            try:
                visits.book(tx, person, "kantor", at, 3, "other")
            except visits.Full:
                return False
            return True

        return asyncio.ensure_future(doors[person % 4].run(work))

    took = await asyncio.gather(*(book_one(person) for person in range(1, 61)))
    seats = doors[0].call(lambda tx: tx.run(select(func.count()).select_from(table(Visit))).scalar_one())
    for door in doors:
        door.close()
    assert sum(took) == seats == 3


async def test_somebody_elses_visit_cannot_be_touched(town: Town) -> None:
    await book(town, town.ani)
    town.budi.start()
    await town.settle()
    for what in ("cancel", "cancel!", "coming", "move", "keep"):
        town.world.ask(town.world.people[102], town.world.chat_for(102), town.budi.last.id, f"d:{what}:1")
        await town.settle()
        assert "tidak berlaku" in town.budi.last.text
    kept = await town.database.run(lambda tx: visits.get(tx, 1))
    assert kept is not None
    assert kept.status == "booked"


async def test_hours_that_are_not_set_are_not_invented(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    from storage import staff

    await town.database.run(lambda tx: staff.set_to(tx, "sittings", None))
    shown = await town.says(town.ani, "/janji")
    assert "belum diumumkan" in shown.text
    assert not re.search(r"\d\d\.\d\d", shown.text)
    await town.clinic.stop()


async def test_staff_set_hours_places_and_closures_by_command(town: Town) -> None:
    staff = town.phone(HADI, town.staff.chat.id)
    await town.says(staff, "/tempat dinoyo | Balai RW 02 Dinoyo | Jalan Gajayana 1 | -7.9440, 112.6110 | kapasitas 4")
    await town.says(staff, "/jam dinoyo Rabu 18.00-21.00")
    assert "Rabu 18.00–21.00" in town.staff.last.text
    await town.says(staff, "/tutup 24 November")
    await town.says(town.ani, "/janji")
    await town.presses(town.ani, "Setuju")
    assert "Balai RW 02 Dinoyo" in town.ani.last.buttons
    shown = await town.presses(town.ani, "Klinik Koperasi, kantor Diskopindag (contoh)")
    assert shown.buttons[0] == "Rabu, 25 November 2026"
    await town.says(staff, "/jam dinoyo kapan saja")
    assert "Contoh" in town.staff.last.text
