"""Consent before the first personal datum, all of it shown, all of it erased."""

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from storage.database import Transaction, table
from tests.bot.circles import filled, founded, neighbour, opens
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


async def asked_an_adviser(town: Town) -> None:
    """Let Bu Ani agree to her data being kept, and take a question to an adviser."""
    await town.says(town.ani, "/petugas")
    await town.presses(town.ani, "Setuju")
    await town.says(town.ani, "Apakah hari Sabtu buka?")
    await town.presses(town.ani, "Ya")


async def test_refusing_keeps_nothing_and_leaves_the_answers_usable(town: Town) -> None:
    await town.says(town.ani, "/janji")
    assert "Setuju?" in town.ani.last.text
    await town.presses(town.ani, "Tidak")
    assert "tidak ada yang saya simpan" in town.ani.last.text
    await town.says(town.ani, "berapa orang pendiri koperasi")
    assert "9 orang" in town.ani.last.text
    await town.says(town.ani, "/dataku")
    assert "belum memberi persetujuan" in town.ani.last.text


async def test_a_founders_consent_is_not_denied(town: Town) -> None:
    id = await founded(town)
    budi = neighbour(town, 2)
    await opens(town, budi, "")
    town.database.call(lambda tx: filled(tx, id, 2, budi.person.id))
    shown = await town.says(budi, "/dataku")
    assert "Persetujuan data pendiri pada" in shown.text
    assert "Anda belum memberi persetujuan" not in shown.text
    assert "Persetujuan umum belum Anda berikan" in shown.text


async def test_what_is_kept_is_shown(town: Town) -> None:
    await asked_an_adviser(town)
    await town.says(town.ani, "/dataku")
    assert "Nama: Bu Ani" in town.ani.last.text
    assert "pertanyaan ke petugas: 1" in town.ani.last.text


async def test_an_unfinished_interview_is_shown_with_what_was_answered(town: Town) -> None:
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Setuju")
    await town.presses(town.ani, "Koperasi kelompok kami sendiri")
    await town.says(town.ani, "Pokdarwis Kayutangan")
    await town.says(town.ani, "/dataku")
    assert "Isian pendirian, belum selesai" in town.ani.last.text
    assert "Kelompok: Pokdarwis Kayutangan" in town.ani.last.text


async def test_the_words_to_the_advisers_and_to_the_bot_are_shown(town: Town) -> None:
    await asked_an_adviser(town)
    await town.says(town.ani, "syarat mendirikan koperasi")
    await town.says(town.ani, "/dataku")
    assert "«Apakah hari Sabtu buka?»" in town.ani.last.text
    assert "• syarat mendirikan koperasi" in town.ani.last.text


async def test_erasing_asks_first_and_leaves_no_row_of_the_person(town: Town) -> None:
    await asked_an_adviser(town)
    await town.says(town.ani, "/hapusdata")
    await town.presses(town.ani, "Tidak")
    assert "tidak ada yang dihapus" in town.ani.last.text
    await town.says(town.ani, "/hapusdata")
    await town.presses(town.ani, "Ya")
    assert "sudah dihapus" in town.ani.last.text
    assert "30 hari" in town.ani.last.text
    left = await town.database.run(lambda tx: rows_of(tx, town.ani.person.id))
    assert left <= {"outbox", "inbox"}
    sealed = await town.database.run(sealed_left)
    assert sealed == 0


def rows_of(tx: Transaction, person: int) -> set[str]:
    """The tables that still hold a row of this person."""
    found = set()
    for name, made in SQLModel.metadata.tables.items():
        for column in ("person_id", "owner_id", "chat_id"):
            if column in made.c and tx.run(select(made).where(made.c[column] == person)).first():
                found.add(name)
    return found


def sealed_left(tx: Transaction) -> int:
    """Inbox and outbox rows that still hold somebody's words."""
    from storage.tables import Inbox, Outbox

    count = 0
    for model in (Inbox, Outbox):
        made = table(model)
        count += len(tx.run(select(made.c.id).where(made.c.payload.is_not(None))).all())
    return count


async def test_announcements_can_be_refused_and_asked_for_again(town: Town) -> None:
    await town.says(town.ani, "/dataku")
    await town.presses(town.ani, "Berhenti menerima pengumuman")
    await town.says(town.ani, "/dataku")
    assert "tidak menerima pengumuman" in town.ani.last.text
    await town.presses(town.ani, "Terima pengumuman lagi")
    assert "menerima pengumuman lagi" in town.ani.last.text
