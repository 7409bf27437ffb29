"""Pengumuman: seen as it will look, confirmed with an exact number, steered by its card, sent to each exactly once."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bot.sandbox.people import Person
from tests.bot.town import Town, open_town

pytestmark = pytest.mark.anyio
TEXT = "Pelatihan pembukuan, Sabtu 5 Desember di MCC. <b>Gratis</b> & terbuka untuk semua."


async def crowd(town: Town, count: int) -> list[int]:
    """Let people press Start."""
    people = [town.world.add_person(Person(5000 + number, f"Warga {number}")).id for number in range(count)]
    for person in people:
        town.phone(person).start()
    await town.settle()
    return people


async def write(town: Town) -> None:
    """Let the head write the announcement up to the last word."""
    await town.says(town.hadi, "/pengumuman")
    await town.says(town.hadi, TEXT)


def received(town: Town, people: list[int]) -> Counter[int]:
    """How often each got it."""
    found: Counter[int] = Counter()
    for person in people:
        found[person] = sum("Pelatihan pembukuan" in message.text for message in town.phone(person).messages)
    return found


async def test_it_is_shown_as_it_will_look_with_the_exact_number(town: Town) -> None:
    await crowd(town, 5)
    await write(town)
    shown, sure = town.hadi.messages[-2:]
    assert TEXT in shown.text
    assert shown.buttons == ["Berhenti menerima pengumuman"]
    assert "6 orang" in sure.text
    assert "Kirim ke 6 orang" in sure.buttons


async def test_a_question_in_the_text_belongs_to_the_announcement(town: Town) -> None:
    await town.says(town.hadi, "/pengumuman")
    await town.says(town.hadi, "apa syarat mendirikan koperasi?")
    assert "apa syarat mendirikan koperasi?" in town.hadi.messages[-2].text
    assert "Kirim ke 1 orang" in town.hadi.last.buttons


async def test_everybody_gets_it_once_and_the_card_tells(town: Town) -> None:
    people = await crowd(town, 30)
    await write(town)
    await town.presses(town.hadi, "Kirim ke 31 orang")
    await town.later(seconds=3)
    assert set(received(town, people).values()) == {1}
    assert any("Selesai: 31 dari 31" in message.text for message in town.hadi.messages)
    assert "31 dari 31 orang menerimanya" in town.hadi.last.text


async def test_who_opted_out_or_blocked_is_left_alone(town: Town) -> None:
    people = await crowd(town, 6)
    await write(town)
    await town.presses(town.hadi, "Kirim ke 7 orang")
    await town.later(seconds=3)
    await town.presses(town.phone(people[0]), "Berhenti menerima pengumuman")
    town.phone(people[1]).block()
    await town.settle()
    await write(town)
    assert "5 orang" in town.hadi.last.text
    town.world.fail_next("sendMessage", 403, "Forbidden: user is deactivated", chat_id=people[2])
    await town.presses(town.hadi, "Kirim ke 5 orang")
    await town.later(seconds=3)
    assert [received(town, people)[person] for person in people] == [1, 1, 1, 2, 2, 2]
    assert "1 tidak terjangkau" in town.hadi.last.text


async def test_two_presses_send_once(town: Town) -> None:
    people = await crowd(town, 3)
    await write(town)
    button = town.hadi.last
    town.hadi.press("Kirim ke 4 orang", button)
    town.hadi.press("Kirim ke 4 orang", button)
    await town.settle()
    await town.later(seconds=3)
    assert set(received(town, people).values()) == {1}


async def started(town: Town) -> None:
    """Press the button and wait until it runs, with nothing sent yet: the courier only works when it is told."""
    town.hadi.press(next(label for label in town.hadi.last.buttons if label.startswith("Kirim ke")))
    while town.world.updates.waiting or town.clinic.pump.waiting:
        await town.clinic.settled()
        await asyncio.sleep(0.001)


async def test_it_can_be_paused_gone_on_with_and_stopped(town: Town) -> None:
    people = await crowd(town, 40)
    await write(town)
    await started(town)
    await town.clinic.courier.round()
    await town.presses(town.hadi, "Jeda", town.hadi.find("Sedang dikirim"))
    half = sum(received(town, people).values())
    assert 0 < half < 40
    assert "Dijeda: 25 dari 41" in town.hadi.find("Dijeda").text
    await town.presses(town.hadi, "Lanjutkan", town.hadi.find("Dijeda"))
    await town.later(seconds=3)
    assert set(received(town, people).values()) == {1}


async def test_a_stopped_one_reaches_nobody_else(town: Town) -> None:
    people = await crowd(town, 40)
    await write(town)
    await started(town)
    await town.clinic.courier.round()
    await town.presses(town.hadi, "Hentikan", town.hadi.find("Sedang dikirim"))
    await town.later(seconds=5)
    reached = sum(received(town, people).values())
    await town.later(hours=1)
    assert sum(received(town, people).values()) == reached < 40
    assert "Dihentikan: 25 dari 41" in town.hadi.find("Dihentikan").text


async def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    people = await crowd(town, 40)
    await write(town)
    await started(town)
    await town.clinic.courier.round()
    await town.clinic.stop()
    again = await open_town(tmp_path, town.world, town.clock)
    await again.settle()
    await again.later(seconds=3)
    assert set(received(again, people).values()) == {1}
    await again.clinic.stop()


async def test_only_a_head_may_announce(town: Town) -> None:
    await town.says(town.ani, "/pengumuman")
    assert "Perintah itu tidak saya kenal" in town.ani.last.text
    sari = town.phone(201)
    await town.says(sari, "/pengumuman")
    assert "Hanya kepala klinik" in sari.last.text
    town.world.ask(town.ani.person, town.ani.chat, town.ani.last.id, "d:announce:1.go")
    await town.settle()
    assert "Hanya kepala klinik" in town.ani.last.text


async def test_flood_waits_are_kept_and_nobody_is_lost(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    people = await crowd(town, 8)
    await write(town)
    town.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", chat_id=people[3], retry_after=1)
    town.world.fail_next("sendMessage", 502, "Bad Gateway", chat_id=people[5])
    await town.presses(town.hadi, "Kirim ke 9 orang")
    await town.later(seconds=3)
    assert set(received(town, people).values()) == {1}
    await town.clinic.stop()
