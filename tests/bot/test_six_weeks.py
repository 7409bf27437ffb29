"""Six weeks of nine people founding a cooperative: from the first question to the recorded SK, in one run.

On the way one drops out and is replaced, the agreed text changes, a paper goes back, the bot restarts, and at the end
both copies of the bundle are held against each other field by field, and everything anybody could read is searched for
what only one person may know.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.counters import dossier
from bot.sandbox.phones import Phone
from bot.sandbox.seed import SARI
from knowledge.documents.papers import Paper
from storage import cases, history, reviews, uploads
from storage.database import Transaction
from tests.bot.circles import NINE, agrees, fills, joins, neighbour, nik, opens, phone_number, start_of, states, street
from tests.bot.test_circle import nothing_open_is_kept
from tests.bot.test_founding_case import answer
from tests.bot.town import Town, open_town
from tests.knowledge.documents.founding_group import pdf_text, tight
from tests.knowledge.documents.test_circle_papers import filled_fields

pytestmark = pytest.mark.anyio

MAYA, MAYAS = "Maya Puspita", 26  # takes the place of the sixth, who drops out; her number
MEETING_DAY = 19  # of December 2026
SK = "AHU-0001234.AH.01.29.TAHUN 2027"
FACE = b"\xff\xd8\xff\xe0\x00\x10JFIF not really a face "
SIGNED = b"%PDF-1.7 signed by all "

INTERVIEW = (
    *("/dirikan", "[Setuju]", "[Koperasi kelompok kami sendiri]", "Pokdarwis Kayutangan", NINE[0]),
    *("Pemandu dan warung kampung ingin menerima tamu bersama-sama", "[Kota Malang saja]", "[Tidak]", "[Jasa]"),
    *("[Tidak]", "[Tidak]", "paket wisata, parkir, suvenir"),
    *("Kampung Wisata Ceria", "Kayutangan Guyub Rukun", "Warna Warni Kampung"),
    *("kauman", "Jl. Basuki Rahmat Gg. 4 No. 12, RT 03 RW 09", "\n".join(NINE), "[Sudah semua]", "[Ya, semuanya]"),
    *("100rb", "Rp 25.000", "[Tidak ada]"),
    *(
        "ani rahayu",
        "[Lewati dulu]",
        "citra",
        "dewi",
        "[Lewati dulu]",
        "eko",
        "gita, hadi",
        "[Selesai]",
        "[Tidak]",
        "5",
    ),
    *("19 desember 2026", "jam 7 malam", "Balai RW 09 Kauman", "[Sudah benar]"),
)
MEETING = (
    *("[Rapat sudah selesai]", "[Ya, jadi]", "19.10", "21.30", "[Lewati dulu]", "[Tidak]", "[Selesai]"),
    *("gita", "hadi", "[Koperasi Jasa Kampung Wisata Ceria]", "[Ya]", "[Ya]", "[Ya]", "[5]"),
    *("[Tanpa batas waktu]", "[Semua ada]", "[Selesai]", "[Ya]", "[Sudah]", "[Sudah benar]"),
)


async def plays(town: Town, phone: Phone, *deeds: str) -> None:
    """Type the words, or press the buttons in brackets, one after the other."""
    for words in deeds:
        await answer(town, phone, words)


async def days(town: Town, count: int) -> None:
    """Let days go by one by one, the clock ticking."""
    for _ in range(count):
        await town.later(days=1)


async def hands_in(town: Town, phone: Phone, content: bytes, caption: str) -> None:
    """Send a file with a word on what it is."""
    phone.send_document("x.pdf", content, caption=caption)
    await town.settle()
    assert "Diterima" in phone.last.text, phone.last.text


async def gives_all(town: Town, phone: Phone, number: int, *, name: str = "") -> None:
    """Fill in, agree, and hand in KTP and proof of payment."""
    await fills(town, phone, number, name=name)
    await agrees(town, phone)
    await hands_in(town, phone, FACE + nik(number).encode(), "KTP")
    await hands_in(town, phone, SIGNED + phone_number(number).encode(), "bukti setoran")


async def approves_everything(town: Town, code: str) -> None:
    """Let the adviser approve whatever waits, place by place."""
    sari = town.phone(SARI)
    await town.says(sari, f"/berkas {code}")
    await town.presses(sari, "Periksa butir")
    while waiting := [label for label in sari.last.buttons if label.startswith("⏳") or label == "Berkas bersama"]:
        await town.presses(sari, waiting[0])
        while choices := [label for label in sari.last.buttons if label.startswith("Setujui")]:
            await town.presses(sari, "Setujui semua yang menunggu" if len(choices) > 1 else choices[0])
        await town.presses(sari, "Periksa butir")
        if waiting == ["Berkas bersama"]:
            break


async def records(town: Town, code: str, step: str, *given: str) -> None:
    """Let the adviser record a real step."""
    sari = town.phone(SARI)
    await town.says(sari, f"/berkas {code}")
    await plays(town, sari, "[Catat langkah]", f"[Catat {step}]", *given, "[Sudah benar]")
    assert "tercatat" in "\n".join(seen.text for seen in sari.answers[-2:])


def case_of(town: Town) -> cases.Kept:
    case = town.database.call(lambda tx: cases.of(tx, town.ani.person.id))
    assert case is not None
    return case


@dataclass
class Story:
    """What goes on from week to week: the town, the case's code and id, and the phone behind each place."""

    town: Town
    id: int
    code: str
    phones: dict[int, Phone]
    gone: list[Phone] = field(default_factory=list)

    @property
    def stage(self) -> str:
        return case_of(self.town).stage

    async def joins(self, number: int, link: str) -> None:
        """Let a founder join and give all he has to."""
        self.phones[number] = await joins(self.town, number, link)
        await gives_all(self.town, self.phones[number], number)


async def test_nine_people_found_a_cooperative_in_six_weeks(tmp_path: Path) -> None:
    town = await open_town(tmp_path)
    town.phone(SARI).start()
    await town.settle()
    story, link = await first_week(town)
    await second_week(story)
    await third_week(story, link, tmp_path)
    await the_adviser_sends_one_photo_back(story)
    await fourth_week(story)
    await notary_and_ministry(story)
    two_copies_differ_only_in_what_is_anothers(story.town, story.id)
    nobody_read_what_is_anothers(story, tmp_path)
    await story.town.clinic.stop()


async def first_week(town: Town) -> tuple[Story, str]:
    """The interview, the owner's own place, the group's card, the link, and the first who come."""
    await plays(town, town.ani, *INTERVIEW)
    case = case_of(town)
    story = Story(town, case.id, case.code, {1: town.ani})
    await plays(town, town.ani, "/dirikan", "[Para pendiri]", "[Tempat saya sendiri]")
    await gives_all(town, town.ani, 1)
    await plays(town, town.ani, "/dirikan", "[Para pendiri]", "[Hubungkan grup]")
    town.group.start_here(f"k_{case.code}")
    await town.settle()
    await town.later(seconds=10)
    assert "1 dari 9 pendiri lengkap" in town.group.find(case.code).text
    await plays(town, town.ani, "/dirikan", "[Para pendiri]", "[Tautan dan QR]")
    link = start_of(town.ani)
    for number in (2, 3, 4):
        await story.joins(number, link)
        await days(town, 1)
    for number in (5, 6):
        story.phones[number] = await joins(town, number, link)
    await fills(town, story.phones[6], 6)
    await days(town, 4)
    assert sum("masih ada yang kurang dari Anda" in seen.text for seen in story.phones[5].answers) == 1
    return story, link


async def second_week(story: Story) -> None:
    """One drops out and another takes the place; the agreed text changes, and only the confirmations lapse."""
    town, phones = story.town, story.phones
    await plays(town, phones[6], "/dirikan", "[Mundur]", "[Ya, mundur]")
    story.gone.append(phones[6])
    await plays(town, town.ani, "[Ganti orangnya]", MAYA, "[Kirim tautan pribadi]")
    phones[6] = neighbour(town, MAYAS)
    await opens(town, phones[6], start_of(town.ani))
    await town.presses(phones[6], "Ya, ini saya")
    await gives_all(town, phones[6], MAYAS, name=MAYA)
    await gives_all(town, phones[5], 5)
    assert states(town, story.id).count("complete") == 6
    await plays(town, town.ani, "/dirikan", "[Ubah isian persiapan]", "[Ubah]", "[Simpanan wajib per bulan]")
    await plays(town, town.ani, "20 ribu", "[Sudah benar]")
    assert states(town, story.id).count("complete") == 0
    for phone in phones.values():
        await agrees(town, phone)
    assert states(town, story.id).count("complete") == 6
    await days(town, 6)


async def third_week(story: Story, link: str, folder: Path) -> None:
    """The bot is stopped and started, the last three come, and the staff hear that all are complete."""
    await story.town.clinic.stop()
    town = story.town = await open_town(folder, story.town.world, story.town.clock)
    story.phones = {number: town.phone(phone.person.id) for number, phone in story.phones.items()}
    for number in (7, 8, 9):
        await story.joins(number, link)
    await town.later(seconds=10)
    assert states(town, story.id) == ["complete"] * 9
    assert story.stage == "rapat"
    cards = [seen for seen in town.group.messages if seen.from_bot and story.code in seen.text]
    assert ["9 dari 9 pendiri lengkap" in card.text for card in cards] == [True], "one card, edited in place"
    await town.later(hours=1)
    assert f"Semua pendiri {story.code} sudah lengkap" in town.staff.find("sudah lengkap").text


async def the_adviser_sends_one_photo_back(story: Story) -> None:
    """She takes the case, reads all of it in her own chat, and sends one photo back, which comes again."""
    town, sari, budi = story.town, story.town.phone(SARI), story.phones[2]
    await town.presses(town.staff, "Ambil", town.staff.find("sudah lengkap"))
    await plays(town, sari, f"/berkas {story.code}", "[Buka berkas lengkap]")
    assert any(nik(2) in seen.text for seen in sari.answers)
    await plays(town, sari, f"/berkas {story.code}", "[Periksa butir]", f"[⏳ {NINE[1]}]", "[Kembalikan foto KTP]")
    await plays(town, sari, "Fotonya buram, NIK belum terbaca")
    await town.presses(sari, next(label for label in sari.last.buttons if label.startswith("Ya")))
    assert "Fotonya buram" in budi.last.text
    await town.says(budi, "apa lagi yang kurang?")
    assert "Fotonya buram" in budi.last.text
    await hands_in(town, budi, FACE + b"sharp " + nik(2).encode(), "KTP")
    await approves_everything(town, story.code)


async def fourth_week(story: Story) -> None:
    """The meeting is held, and what was signed there is handed in and approved."""
    town = story.town
    await days(town, MEETING_DAY - town.clock.now().day + 1)
    await plays(town, town.ani, "/dirikan", *MEETING)
    for caption in ("berita acara", "daftar hadir", "surat kuasa"):
        await hands_in(town, town.ani, SIGNED + caption.encode(), caption)
    await approves_everything(town, story.code)
    assert story.stage == "notaris", "every payment's proof is approved"


async def notary_and_ministry(story: Story) -> None:
    """Deed and SK are recorded, and everybody hears of them; the history tells it all without a personal value."""
    town = story.town
    await days(town, 7)
    await records(town, story.code, "akta pendirian", "12", "26 desember 2026", "[Lewati dulu]")
    await days(town, 7)
    await records(town, story.code, "SK pengesahan", SK, "2 januari 2027")
    assert story.stage == "npwp_rekening_nib"
    for number, phone in story.phones.items():
        assert any("sudah terbit" in seen.text for seen in phone.answers), number
    opened = case_of(town).created_at
    assert opened is not None
    assert town.clock.now() - opened > timedelta(weeks=5)
    told = town.database.call(lambda tx: [one.what for one in history.of(tx, story.id)])
    assert {"left", "replaced", "lapsed", "looked", "returned", "approved", "dossier_approved"} <= set(told)
    files, recorded = town.database.call(lambda tx: (uploads.of(tx, story.id), reviews.recorded(tx, story.id)))
    assert len(files) >= 9 * 2 + 3
    assert recorded["sk_number"] == SK
    await town.later(seconds=10)


def two_copies_differ_only_in_what_is_anothers(town: Town, case_id: int) -> None:
    """Make both copies of the final bundle and compare every field of every paper."""
    house, today = town.clinic.desk.house, town.clock.now().astimezone(town.clinic.desk.house.zone).date()

    def made(tx: Transaction, full: bool) -> tuple[dossier.Printing, list[Paper]]:
        printing = dossier.gathered(tx, case_id, house.bot_name, full=full)
        return printing, dossier.papers(house, printing, "after", today)

    whole, own = (town.database.call(lambda tx, full=full: made(tx, full)) for full in (True, False))  # type: ignore[misc]
    others = [one for one in whole[0].founders if one.name != NINE[0]]
    assert len(others) == 8
    hidden = set()
    for mine, theirs in zip(whole[1], own[1], strict=True):
        for full_field, own_field in zip(filled_fields(mine), filled_fields(theirs), strict=True):
            if full_field != own_field:
                assert re.fullmatch(r"\.{10,}|L/P", own_field), (mine.id, own_field)
                hidden.add(full_field)
    for one in others:
        assert {one.nik, one.address} <= hidden, one.name
    full_words = tight(pdf_text(dossier.bound(*whole, "after", today)))
    own_words = tight(pdf_text(dossier.bound(*own, "after", today)))
    for one in others:
        for secret in (one.nik, one.phone, one.address):
            assert tight(secret) in full_words
            assert tight(secret) not in own_words


def nobody_read_what_is_anothers(story: Story, folder: Path) -> None:
    """Search all that was shown, and every file on disk, for what only its owner and the adviser may know."""
    gave = {**story.phones, 6: story.gone[0], MAYAS: story.phones[6]}
    for owner, own in gave.items():
        secrets = (nik(owner), phone_number(owner)[1:], street(owner)[:26])
        for phone in gave.values():
            words = "\n".join(seen.text for seen in phone.answers)
            assert phone is own or not any(secret in words for secret in secrets), f"{phone.person.name} reads {owner}"
        for group in (story.town.staff, story.town.group):
            assert not any(secret in seen.text for seen in group.messages for secret in secrets), owner
    nothing_open_is_kept(folder, [secret for one in gave for secret in (nik(one), phone_number(one)[1:])])
