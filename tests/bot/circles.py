"""Nine people and a case, for tests of the founders' circle: they join, fill in and agree on their own phones."""

import re
from datetime import date
from typing import Any

from bot.sandbox.people import Person
from bot.sandbox.phones import Phone
from bot.sandbox.seed import ANI
from flows.circle.agreed import agreed
from flows.founder import CONSENT_VERSION
from knowledge.documents.circle import Founder
from storage import cases, circle, conversations, residents
from storage.database import Transaction
from tests.bot.town import Town
from tests.flows.interviews import SERVICE, case
from tests.flows.talking import FOUNDERS

NINE = FOUNDERS[:9]
LINK = re.compile(r"\?start=(\S+)")
STREET = "Jl. Rahasia Dalam"


def opened(tx: Transaction) -> int:
    """Bu Ani's case with nine places, as the first interview leaves it."""
    answers = {**SERVICE, "founders": {"list": list(NINE), "done": True}}
    content = case(founders=answers["founders"])
    residents.consented(tx, ANI, "2026-11", "Bu Ani")
    kept = conversations.begin(tx, ANI, ANI, "founding")
    conversations.remember(tx, kept.id, answers, None)
    conversations.end(tx, kept.id)
    id = cases.keep(tx, ANI, "persiapan", content, kept.id)
    circle.follow(tx, id, NINE)
    return id


async def founded(town: Town) -> int:
    """Open the case, with Bu Ani having pressed Start."""
    town.ani.start()
    await town.settle()
    return town.database.call(opened)


def neighbour(town: Town, number: int) -> Phone:
    """Give the phone of the founder at a place (2…), or of somebody else by a higher number."""
    id = 300 + number
    if id not in town.world.people:
        name = NINE[number - 1].split()[0] if number <= len(NINE) else f"Tetangga {number}"
        town.world.add_person(Person(id, name))
    return town.phone(id)


def nik(number: int) -> str:
    """Give a founder's NIK: born on 15 January 1990, of Klojen."""
    return f"357302150190{number:04}"


def phone_number(number: int) -> str:
    return f"0812777{number:05}"


def street(number: int) -> str:
    return f"{STREET} No. {number}, RT 01 RW 02, Kauman, Klojen, Kota Malang"


async def case_link(town: Town, id: int) -> str:
    """Let the owner take the case link from the page, and give what stands behind `?start=`."""
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, "Tautan dan QR")
    return start_of(town.ani)


def start_of(phone: Phone) -> str:
    """Give the start word of the newest link somebody was shown."""
    for seen in reversed(phone.answers):
        if found := LINK.search(seen.text):
            return found[1]
    raise LookupError("no link was shown")


async def opens(town: Town, phone: Phone, start: str) -> str:
    """Let somebody open a link and give what they see then."""
    phone.start(start)
    await town.settle()
    return phone.last.text


async def joins(town: Town, number: int, start: str) -> Phone:
    """Let a neighbour ask to join by the case link and the owner put them in their own place."""
    phone = neighbour(town, number)
    await opens(town, phone, start)
    await town.presses(phone, "Minta ikut")
    await town.presses(town.ani, NINE[number - 1], town.ani.find("meminta ikut"))
    return phone


async def fills(town: Town, phone: Phone, number: int, given: str = "", *, name: str = "") -> None:
    """Let a founder give consent and all of his data; his own NIK, or another one."""
    if "Isi data saya" in phone.last.buttons:
        await town.presses(phone, "Isi data saya")
    if "Setuju" in phone.last.buttons:
        await town.presses(phone, "Setuju")
    for words in (name or NINE[number - 1], given or nik(number), "Malang", "15-01-1990"):
        await town.says(phone, words)
    if given and given != nik(number):
        return
    await town.presses(phone, "Laki-laki")
    for words in (street(number), "Pedagang", phone_number(number), "100 ribu", "25 ribu"):
        await town.says(phone, words)
    await town.presses(phone, "Tidak")
    await town.presses(phone, "Sudah benar")


async def agrees(town: Town, phone: Phone) -> None:
    """Press the button of the text that all agree on."""
    await town.presses(phone, "Ya, sesuai", phone.find("Yang disepakati bersama"))


async def owner_takes_a_place(town: Town) -> None:
    """Bu Ani takes her own place, fills in and agrees."""
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Para pendiri")
    await town.presses(town.ani, "Tempat saya sendiri")
    await fills(town, town.ani, 1)
    await agrees(town, town.ani)


def filled(tx: Transaction, case_id: int, number: int, person: int) -> int:
    """Put a person into a place, complete, without the talk."""
    kept = cases.get(tx, case_id)
    assert kept
    id = circle.admit(tx, circle.places(tx, case_id)[number - 1].id, person)
    circle.consent(tx, id, CONSENT_VERSION)
    circle.give(
        tx,
        id,
        Founder(
            NINE[number - 1], nik(number), "Malang", date(1990, 1, 15), "L", street(number), "Pedagang",
            phone_number(number), 100_000, 25_000,
        ),
    )  # fmt: skip
    circle.confirm(tx, id, agreed(kept.content).mark)
    return id


def states(town: Town, case_id: int) -> list[str]:
    """Give the states of all places, in order."""
    found: list[Any] = town.database.call(lambda tx: circle.places(tx, case_id))
    return [seat.state for seat in found]
