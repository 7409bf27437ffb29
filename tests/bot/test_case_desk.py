"""The advisers' desk: the staff group sees how a case stands, the adviser its data, each founder what he owes."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import bot.counters
from bot.counters import case_desk
from bot.sandbox.phones import Phone, Seen
from bot.sandbox.seed import HADI, SARI, STAFF_GROUP
from flows import texts
from flows.founding_case import meeting_to_json
from storage import cases, circle, conversations, history, reviews, staff, uploads
from storage.database import Transaction
from tests.bot.circles import NINE, STREET, filled, founded, neighbour, nik, opens, phone_number, street
from tests.bot.test_founding_case import AFTER, answer, pdf_text
from tests.bot.town import Town
from tests.flows.interviews import MEETING
from tests.flows.talking import NOW, Talk, facts

pytestmark = pytest.mark.anyio

MEMBERS = range(1, 10)
DESK = ("case_desk", "reviewing", "recording", "looking")
PHOTO = b"\xff\xd8\xff\xe0" + bytes(60)
REASON = "alamat belum sama dengan KTP"


async def complete(town: Town, *numbers: int) -> tuple[int, str, dict[int, Phone]]:
    """A case with founders who pressed Start and are complete; gives its id, its code and the phones."""
    id = await founded(town)
    phones: dict[int, Phone] = {}
    for number in numbers or MEMBERS:
        phones[number] = town.ani if number == 1 else neighbour(town, number)
        if number != 1:
            await opens(town, phones[number], "")
        town.database.call(lambda tx, n=number: filled(tx, id, n, phones[n].person.id))  # type: ignore[misc]
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    return id, kept.code, phones


def met(tx: Transaction, id: int) -> None:
    """The founding meeting was held and recorded."""
    kept = cases.get(tx, id)
    assert kept
    attended = {"list": list(NINE), "done": True}
    world = facts(NOW + timedelta(days=8), {"case_id": id, "preparation": kept.content["preparation"]})
    outcome = Talk("founding_meeting", world, {**MEETING, "attended": attended}).outcome
    content = {**kept.content, "meeting": meeting_to_json(outcome.meeting)}
    cases.change(tx, id, "modal", content)


def sari(town: Town) -> Phone:
    """The adviser's private chat."""
    return town.phone(SARI)


async def taken(town: Town, *numbers: int) -> tuple[int, str, dict[int, Phone]]:
    """A case that Mbak Sari took, who pressed Start."""
    found = await complete(town, *numbers)
    sari(town).start()
    await town.settle()
    await town.says(town.staff, f"/berkas {found[1]}")
    await town.presses(town.staff, "Ambil")
    return found


def stage(town: Town, id: int) -> str:
    kept = town.database.call(lambda tx: cases.get(tx, id))
    assert kept
    return kept.stage


def happened(town: Town, id: int) -> list[str]:
    found: list[Any] = town.database.call(lambda tx: history.of(tx, id))
    return [one.what for one in found]


# -- the card ------------------------------------------------------------------------------------------------------


async def test_the_group_sees_the_running_cases_and_one_card(town: Town) -> None:
    _, code, _ = await complete(town, 1, 2)
    await town.says(town.staff, "/berkas")
    assert code in town.staff.last.text
    assert "2 dari 9 lengkap · belum diambil" in town.staff.last.text
    await town.presses(town.staff, code)
    card = town.staff.last.text
    assert "Kampung Wisata Ceria" in card
    assert "2. Budi Santoso · lengkap" in card
    assert "3. Citra Lestari · belum bergabung" in card
    assert nik(2) not in card


async def test_a_case_is_taken_once_and_the_next_one_hears_by_whom(town: Town) -> None:
    id, code, _ = await complete(town, 1)
    await town.says(town.staff, f"/berkas {code.removeprefix('KOP-').lower()}")
    await town.presses(town.staff, "Ambil")
    assert "Diambil Mbak Sari" in town.staff.last.text
    card = town.staff.last
    hadi = town.phone(HADI, STAFF_GROUP)
    town.world.ask(hadi.person, hadi.chat, card.id, f"d:desk_take:{id}")
    await town.settle()
    assert f"{code} sudah diambil Mbak Sari" in hadi.last.text
    assert town.database.call(lambda tx: cases.get(tx, id)).taken_by == SARI  # type: ignore[union-attr]


async def test_an_unknown_code_and_an_erased_case_are_told(town: Town) -> None:
    await town.says(town.staff, "/berkas KOP-XXXXX")
    assert "Tidak ada berkas" in town.staff.last.text
    await town.says(town.staff, "/berkas")
    assert "Belum ada berkas" in town.staff.last.text


@pytest.mark.parametrize("act", ["desk", "desk_take", "desk_full", "desk_check", "desk_one", "desk_ok", "desk_return",
                                 "desk_steps", "desk_step", "desk_note", "desk_leave"])  # fmt: skip
async def test_a_resident_who_forges_a_button_of_the_desk_meets_an_old_button(town: Town, act: str) -> None:
    id, _, phones = await complete(town, 1, 2)
    about = {"desk_one": f"{id}.0", "desk_ok": f"{id}.1.data", "desk_return": f"{id}.1.data", "desk_step": f"{id}.sk"}
    before = happened(town, id)
    town.world.ask(phones[2].person, phones[2].chat, phones[2].last.id, f"d:{act}:{about.get(act, id)}")
    await town.settle()
    assert "tombol" in phones[2].last.text.lower()
    assert NINE[0] not in phones[2].last.text
    assert happened(town, id) == before


async def test_a_resident_with_the_advisers_start_word_gets_the_menu(town: Town) -> None:
    _, code, phones = await complete(town, 1, 2)
    words = await opens(town, phones[2], f"a_{code}")
    assert "Klinik Koperasi Kota Malang" in words
    assert NINE[0] not in words
    await town.says(phones[2], f"/berkas {code}")
    assert NINE[0] not in phones[2].last.text


# -- the full dossier ----------------------------------------------------------------------------------------------


async def test_the_full_dossier_goes_to_the_adviser_alone_and_each_look_is_logged(town: Town) -> None:
    id, code, _ = await taken(town, 1, 2)
    await town.presses(town.staff, "Buka berkas lengkap")
    own = sari(town)
    told = "\n".join(seen.text for seen in own.messages)
    assert nik(2) in told
    assert street(2) in told
    papers = [seen.document for seen in own.messages if seen.document]
    assert [paper.name for paper in papers] == [f"berkas-lengkap-{code}.pdf"]
    assert nik(2) in pdf_text(papers[0].content)
    assert not any(nik(2) in seen.text or seen.document for seen in town.staff.messages)
    await town.presses(town.staff, "Buka berkas lengkap", town.staff.find("Diambil"))
    assert happened(town, id).count("looked") == 2
    await town.says(town.ani, "/dataku")
    assert "dibuka petugas 2 kali" in town.ani.last.text


async def test_only_who_took_the_case_opens_it(town: Town) -> None:
    id, code, _ = await complete(town, 1, 2)
    sari(town).start()
    await town.settle()
    await town.says(town.staff, f"/berkas {code}")
    await town.presses(town.staff, "Buka berkas lengkap")
    assert f"Ambil {code} dulu" in town.staff.last.text
    assert "looked" not in happened(town, id)


async def test_an_adviser_who_never_pressed_start_is_given_the_way(town: Town) -> None:
    id, code, _ = await complete(town, 1, 2)
    await town.says(town.staff, f"/berkas {code}")
    await town.presses(town.staff, "Ambil")
    await town.presses(town.staff, "Buka berkas lengkap")
    assert "tekan Mulai" in town.staff.last.text
    assert town.staff.last.rows[0][0]["url"].endswith(f"?start=a_{code}")
    assert "looked" not in happened(town, id)
    words = await opens(town, sari(town), f"a_{code}")
    assert code in words
    await town.presses(sari(town), "Buka berkas lengkap")
    assert happened(town, id).count("looked") == 1


# -- approving and returning ---------------------------------------------------------------------------------------


async def returns(town: Town, id: int, number: int, reason: str = REASON) -> None:
    """Let Mbak Sari send a founder's data back, from the group."""
    seats: list[Any] = town.database.call(lambda tx: circle.places(tx, id))
    await town.presses(town.staff, "Periksa butir", town.staff.find("Diambil"))
    await town.presses(town.staff, f"⏳ {seats[number - 1].name}")
    await town.presses(town.staff, "Kembalikan data pendiri")
    await town.says(sari(town), reason)
    await town.presses(sari(town), "Ya")


async def test_a_returned_item_reaches_who_owes_it_with_the_reason_and_stands_until_given_anew(town: Town) -> None:
    id, _, phones = await taken(town, 1, 2, 3)
    await returns(town, id, 2)
    budi = phones[2]
    assert REASON in budi.last.text
    assert "Perbaiki data saya" in budi.last.buttons
    assert not any(REASON in seen.text for phone in (town.staff, phones[3], town.ani) for seen in phone.messages)
    assert "dikembalikan Mbak Sari" in town.staff.last.text
    await town.says(budi, "apa lagi yang kurang?")
    assert REASON in budi.last.text
    await town.says(town.ani, "apa lagi yang kurang?")
    assert REASON not in town.ani.last.text
    await town.presses(budi, "Perbaiki data saya", budi.find(REASON))


async def test_what_was_returned_is_told_to_the_staff_when_given_anew(town: Town) -> None:
    id, _, phones = await taken(town, 1, 2)
    seat = town.database.call(lambda tx: circle.places(tx, id)[1].id)
    town.database.call(lambda tx: reviews.decide(tx, id, seat, "data", "returned", SARI, REASON))
    town.database.call(lambda tx: circle.settle(tx, seat))
    await fills_again(town, phones[2], "Jl. Rahasia Dalam No. 99, RT 01 RW 02, Kauman, Klojen, Kota Malang")
    assert "sudah diberikan lagi" in town.staff.last.text
    assert STREET not in town.staff.last.text
    await town.says(phones[2], "apa lagi yang kurang?")
    assert REASON not in phones[2].last.text


async def fills_again(town: Town, phone: Phone, address: str) -> None:
    """Let a founder whose data were put in without talk give them himself."""
    await town.says(phone, "/dirikan")
    await town.presses(phone, "Data saya")
    if "Setuju" in phone.last.buttons:
        await town.presses(phone, "Setuju")
    for words in (NINE[1], nik(2), "Malang", "15-01-1990"):
        await town.says(phone, words)
    await town.presses(phone, "Laki-laki")
    for words in (address, "Pedagang", phone_number(2), "100 ribu", "25 ribu"):
        await town.says(phone, words)
    await town.presses(phone, "Tidak")
    await town.presses(phone, "Sudah benar")


async def test_approved_data_that_change_are_told_to_the_group_without_anything_personal(town: Town) -> None:
    id, _, phones = await taken(town, 1, 2)
    await town.presses(town.staff, "Periksa butir", town.staff.find("Diambil"))
    await town.presses(town.staff, "⏳ Budi Santoso")
    await town.presses(town.staff, "Setujui data pendiri")
    assert "data pendiri: diterima" in town.staff.last.text
    heard = len(phones[2].messages)
    assert not any("data pendiri" in seen.text for seen in phones[2].messages[heard:])
    await town.says(phones[2], "/dataku")
    assert "data pendiri, diterima" in phones[2].last.text
    await fills_again(town, phones[2], "Jl. Rahasia Dalam No. 99, RT 01 RW 02, Kauman, Klojen, Kota Malang")
    assert "berubah setelah diterima. Mbak Sari, mohon diperiksa lagi" in town.staff.last.text
    assert STREET not in town.staff.last.text
    assert town.database.call(lambda tx: reviews.of(tx, id)) == []


def handed_in(town: Town, id: int, *items: str) -> None:
    """Every founder handed in a KTP photo and the proof of his payment, and the owner what is named."""
    folder = town.clinic.desk.house.uploads
    assert folder
    seats: list[Any] = town.database.call(lambda tx: circle.members(tx, id))
    wanted = [(seat.id, item) for seat in seats for item in ("ktp", "paid")] + [(None, item) for item in items]
    for whose, item in wanted:
        name = uploads.store(folder, town.database.seal, b"%PDF-1.4 foto")
        how = {"kind": "application/pdf", "size": 13, "file": name}
        town.database.call(lambda tx, w=whose, i=item, h=how: uploads.add(tx, id, w, i, **h))  # type: ignore[misc]


async def approves_all(town: Town, id: int) -> None:
    """Let Mbak Sari approve everything there is, person by person."""
    seats: list[Any] = town.database.call(lambda tx: circle.places(tx, id))
    for seat in (0, *(one.id for one in seats)):
        await shows(town, id, seat)
        while choices := [label for label in town.staff.last.buttons if label.startswith("Setujui")]:
            await town.presses(town.staff, choices[-1])


async def shows(town: Town, id: int, seat: int) -> Seen:
    """Let Mbak Sari open the items of a founder, or of the case (0), in the group."""
    town.world.ask(
        town.world.people[SARI], town.world.chats[STAFF_GROUP], town.staff.last.id, f"d:desk_one:{id}.{seat}"
    )
    await town.settle()
    return town.staff.last


async def one_with_an_old_button(town: Town, phones: dict[int, Phone], id: int, label: str) -> tuple[Seen, str]:
    """Show founder 2 with his first photo, let him send a second, and give the old message and its button's data."""
    handed_in(town, id)
    seat = town.database.call(lambda tx: circle.places(tx, id)[1].id)
    shown = await shows(town, id, seat)
    data = next(one["callback_data"] for row in shown.rows for one in row if one["text"] == label)
    assert len(data.encode()) <= 64
    phones[2].send_photo(PHOTO, "foto KTP")
    await town.settle()
    return shown, data


def of_budi(town: Town, id: int) -> list[tuple[str, str]]:
    def work(tx: Transaction) -> list[tuple[str, str]]:
        seat = circle.places(tx, id)[1].id
        return [(one.item, one.status) for one in uploads.of(tx, id) if one.founder_id == seat]

    return town.database.call(work)


@pytest.mark.parametrize("label", ["Setujui foto KTP", "Setujui semua yang menunggu", "Kembalikan foto KTP"])
async def test_an_old_button_decides_nothing_on_a_photo_that_came_after_it(town: Town, label: str) -> None:
    id, _, phones = await taken(town, 1, 2)
    shown, data = await one_with_an_old_button(town, phones, id, label)
    town.world.ask(town.world.people[SARI], town.world.chats[STAFF_GROUP], shown.id, data)
    await town.settle()
    assert any("Ada yang berubah di KOP-" in seen.text for seen in town.staff.messages)
    assert "foto KTP: menunggu diperiksa" in town.staff.find("foto KTP: menunggu diperiksa").text
    assert {status for _, status in of_budi(town, id)} == {"waiting"}
    assert town.database.call(lambda tx: conversations.of(tx, SARI, ("case_return",))) == []
    seat = town.database.call(lambda tx: circle.places(tx, id)[1].id)
    await shows(town, id, seat)
    await town.presses(town.staff, "Setujui foto KTP")
    assert of_budi(town, id) == [("ktp", "approved"), ("paid", "waiting"), ("ktp", "approved")]


async def test_an_old_button_does_not_approve_data_that_changed_since(town: Town) -> None:
    id, _, phones = await taken(town, 1, 2)
    seat = town.database.call(lambda tx: circle.places(tx, id)[1].id)
    shown = await shows(town, id, seat)
    data = next(one["callback_data"] for row in shown.rows for one in row if one["text"] == "Setujui data pendiri")
    await fills_again(town, phones[2], "Jl. Rahasia Dalam No. 99, RT 01 RW 02, Kauman, Klojen, Kota Malang")
    town.world.ask(town.world.people[SARI], town.world.chats[STAFF_GROUP], shown.id, data)
    await town.settle()
    assert any("Ada yang berubah di KOP-" in seen.text for seen in town.staff.messages)
    assert town.database.call(lambda tx: reviews.of(tx, id)) == []


async def test_a_photo_that_comes_while_the_reason_is_typed_is_not_sent_back(town: Town) -> None:
    id, _, phones = await taken(town, 1, 2)
    handed_in(town, id)
    seat = town.database.call(lambda tx: circle.places(tx, id)[1].id)
    await shows(town, id, seat)
    await town.presses(town.staff, "Kembalikan foto KTP")
    await town.says(sari(town), "fotonya buram sekali")
    phones[2].send_photo(PHOTO, "foto KTP")
    await town.settle()
    await town.presses(sari(town), "Ya")
    assert any("Ada yang berubah di KOP-" in seen.text for seen in sari(town).messages)
    assert not any("buram" in seen.text for seen in phones[2].messages)
    assert {status for _, status in of_budi(town, id)} == {"waiting"}


async def test_the_owner_hears_once_that_all_is_approved_and_the_capital_moves_the_case_on(town: Town) -> None:
    id, _, phones = await taken(town)
    town.database.call(lambda tx: met(tx, id))
    handed_in(town, id, "minutes", "attendance", "proxy")
    await approves_all(town, id)
    await approves_all(town, id)
    assert stage(town, id) == "notaris"
    assert sum("Setoran modal" in seen.text for seen in phones[5].messages) == 1
    assert sum("menerima seluruh berkas" in seen.text for seen in town.ani.messages) == 1
    assert not any("menerima" in seen.text for seen in phones[5].messages)


async def test_a_file_that_comes_anew_is_told_to_the_staff_and_the_dossier_is_approved_anew(town: Town) -> None:
    id, _, phones = await taken(town)
    handed_in(town, id)
    await approves_all(town, id)
    assert sum("menerima semua butir persiapan" in seen.text for seen in town.ani.messages) == 1
    phones[4].send_photo(PHOTO, "foto KTP")
    await town.settle()
    assert "foto KTP (Dewi Anggraini) berubah setelah diterima" in town.staff.last.text
    await approves_all(town, id)
    assert sum("menerima semua butir persiapan" in seen.text for seen in town.ani.messages) == 2


async def test_payments_approved_before_the_meeting_move_the_case_on_when_it_was_held(town: Town) -> None:
    id, _, _ = await taken(town)
    handed_in(town, id)
    await approves_all(town, id)
    assert stage(town, id) == "rapat"
    town.clock.shift(timedelta(days=8))
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Rapat sudah selesai")
    for words in AFTER:
        await answer(town, town.ani, words)
    await town.presses(town.ani, "Sudah benar")
    assert stage(town, id) == "notaris"


# -- the notice ----------------------------------------------------------------------------------------------------


async def test_the_staff_hear_once_that_all_founders_are_complete(town: Town) -> None:
    _, code, _ = await complete(town)
    for _ in range(3):
        await town.later(minutes=10)
    told = [seen for seen in town.staff.messages if f"Semua pendiri {code} sudah lengkap" in seen.text]
    assert len(told) == 1
    assert "Ambil" in told[0].buttons


# -- real steps ----------------------------------------------------------------------------------------------------


async def test_recorded_steps_move_the_case_to_its_end_and_everybody_hears_of_them(town: Town) -> None:
    id, code, phones = await taken(town, 1, 2, 3)
    town.database.call(lambda tx: met(tx, id))
    await town.later(days=200)
    await opens(town, sari(town), f"a_{code}")
    card = sari(town).last.id

    async def step(label: str, *words: str) -> str:
        await town.presses(sari(town), "Catat langkah", card)
        await town.presses(sari(town), label)
        for one in words:
            await town.says(sari(town), one)
        await town.presses(sari(town), "Sudah benar")
        return stage(town, id)

    assert await step("Catat setoran modal", "1 Maret 2027") == "notaris"
    assert await step("Catat akta pendirian", "12", "3 Maret 2027", "Lewati dulu") == "pengesahan"
    assert await step("Catat SK pengesahan", "AHU-0012345.AH.01.29", "8 Maret 2027") == "npwp_rekening_nib"
    budi = phones[2]
    assert "SK pengesahan" in budi.last.text
    assert "AHU-0012345.AH.01.29" in budi.last.text
    assert "8 Maret 2027" in budi.last.text
    assert "Berikutnya: NPWP, rekening, dan NIB" in budi.last.text
    await step("Catat NPWP", "01.234.567.8-901.000")
    assert "01.234.567.8-901.000" not in budi.last.text
    assert "NPWP" in budi.last.text
    assert "01.234.567.8-901.000" in town.ani.last.text
    await step("Catat rekening", "10 Maret 2027")
    assert await step("Catat NIB", "9120001234567") == "buku_art"
    assert await step("Catat ART", "1 April 2027") == "rat_pertama"
    await step("Catat RAT pertama", "1 Mei 2027")
    assert "pendirian koperasi Anda selesai" in budi.last.text
    await town.says(town.staff, "/berkas")
    assert "Belum ada berkas" in town.staff.last.text
    assert not any("01.234.567.8-901.000" in seen.text for seen in town.staff.messages)
    assert sum("Perhatian: baru 3 dari 9 pendiri lengkap." in seen.text for seen in sari(town).messages) == 2
    assert not any("Perhatian" in seen.text for phone in (town.ani, budi) for seen in phone.messages)
    await town.says(town.ani, "/dataku")
    assert "01.234.567.8-901.000" in "\n".join(seen.text for seen in town.ani.messages[-3:])


async def test_a_day_to_come_or_before_the_meeting_is_asked_again_and_a_correction_is_told(town: Town) -> None:
    id, code, phones = await taken(town, 1, 2)
    town.database.call(lambda tx: met(tx, id))
    await town.later(days=200)
    await opens(town, sari(town), f"a_{code}")
    card = sari(town).last.id
    await town.presses(sari(town), "Catat langkah", card)
    await town.presses(sari(town), "Catat akta pendirian")
    await town.says(sari(town), "12")
    await town.says(sari(town), "1 Desember 2029")
    assert "belum tiba" in sari(town).last.text
    await town.says(sari(town), "1 Januari 2020")
    assert "lebih awal dari langkah sebelumnya" in sari(town).last.text
    await town.says(sari(town), "3 Maret 2027")
    await town.says(sari(town), "Notaris Rahmat")
    await town.presses(sari(town), "Sudah benar")
    await town.presses(sari(town), "Catat langkah", card)
    await town.presses(sari(town), "Betulkan akta pendirian")
    for one in ("13", "4 Maret 2027", "Notaris Rahmat"):
        await town.says(sari(town), one)
    await town.presses(sari(town), "Sudah benar")
    assert "Pembetulan" in phones[2].last.text
    assert "Nomor akta: 13" in phones[2].last.text
    assert town.database.call(lambda tx: reviews.recorded(tx, id))["deed_number"] == "13"
    assert town.database.call(lambda tx: reviews.counts(tx, id))["records"] == 6


async def test_nothing_is_recorded_before_the_meeting(town: Town) -> None:
    await taken(town, 1, 2)
    await town.presses(town.staff, "Catat langkah")
    assert "belum dicatat pemiliknya" in town.staff.last.text


async def test_a_note_is_for_the_staff_alone(town: Town) -> None:
    id, _, _ = await taken(town, 1, 2)
    await town.presses(town.staff, "Catatan")
    await town.says(sari(town), "Ketuanya ingin datang hari Senin")
    assert "tersimpan" in sari(town).last.text
    await town.presses(town.staff, "Catatan", town.staff.find("Diambil"))
    assert any("Ketuanya ingin datang" in seen.text and "Mbak Sari" in seen.text for seen in sari(town).messages)
    assert not any("Ketuanya" in seen.text for phone in (town.staff, town.ani) for seen in phone.messages)
    assert [one.by for one in town.database.call(lambda tx: reviews.notes_on(tx, id))] == [SARI]


async def test_somebody_who_is_no_adviser_any_more_gets_nothing_further(town: Town) -> None:
    id, code, _ = await taken(town, 1, 2)
    await opens(town, sari(town), f"a_{code}")
    await town.presses(sari(town), "Catatan")
    town.database.call(lambda tx: tx.run(staff.staff.delete().where(staff.staff.c.id == SARI)))
    await town.says(sari(town), "catatan dari luar")
    assert town.database.call(lambda tx: reviews.notes_on(tx, id)) == []


async def test_the_case_of_somebody_who_is_no_adviser_any_more_is_free_to_take(town: Town) -> None:
    id, code, _ = await taken(town, 1, 2)
    town.database.call(lambda tx: tx.run(staff.staff.delete().where(staff.staff.c.id == SARI)))
    town.database.call(lambda tx: cases.set_stage(tx, id, "rapat"))
    told = town.database.call(lambda tx: case_desk.due(tx, town.clinic.desk.house))
    assert [reply.chat for reply in told] == [STAFF_GROUP]
    await town.says(town.phone(HADI, STAFF_GROUP), f"/berkas {code}")
    assert "Ambil" in town.staff.last.buttons


# -- privacy -------------------------------------------------------------------------------------------------------


async def test_the_staff_group_never_sees_a_nik_phone_or_address(town: Town) -> None:
    id, code, phones = await taken(town)
    town.database.call(lambda tx: met(tx, id))
    handed_in(town, id, "minutes")
    await town.presses(town.staff, "Buka berkas lengkap")
    await returns(town, id, 2, f"NIK {nik(2)} dan nomor {phone_number(2)} tidak cocok")
    await approves_all(town, id)
    await fills_again(town, phones[2], street(2))
    await town.says(town.staff, f"/berkas {code}")
    await town.presses(town.staff, "Catatan")
    await town.says(sari(town), f"Alamat {street(3)}, HP {phone_number(3)}")
    await town.later(minutes=10)
    sent = [str(dict(call.parameters)) for call in town.world.calls if str(STAFF_GROUP) in str(call.parameters)]
    assert len(sent) > 12
    for shown in sent:
        for number in MEMBERS:
            assert nik(number) not in shown
            assert phone_number(number) not in shown
            assert re.sub(r"^0", "+62", phone_number(number)) not in shown
        assert STREET not in shown
    assert nik(2) not in "\n".join(one.text for one in phones[3].messages)


# -- words ---------------------------------------------------------------------------------------------------------


def test_every_word_of_the_desk_is_said_and_everything_said_has_words() -> None:
    folder = Path(bot.counters.__file__).parent
    source = "\n".join((folder / f"{name}.py").read_text("utf-8") for name in DESK)
    used = set(re.findall(r'"case_desk\.([a-z_.]+)"', source))
    open_ended = re.findall(r'f"case_desk\.([a-z_.]*)\{', source)
    known = {key for book, key, _ in texts.every() if book == "case_desk"}
    assert used <= known
    shown = [*re.findall(r'"(\w+)", "desk_\w+"', source), "changed_untaken", "put_right_untaken"]
    for key in known - used - set(shown):
        assert any(prefix and key.startswith(prefix) for prefix in open_ended), key
