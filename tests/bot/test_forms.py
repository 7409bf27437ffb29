"""A secondary and a Merah Putih through the residents' door: interview, circle, what is missing, papers, meeting."""

from typing import Any

import pytest

from bot.sandbox.seed import ANI
from knowledge.documents.papers import PAPERS
from storage import cases, circle, conversations, residents
from storage.cases import Kept
from storage.database import Transaction
from tests.bot.circles import case_link, fills, neighbour, opens
from tests.bot.town import Town
from tests.flows.interviews import COOPERATIVES, KKMP, SECONDARY, until
from tests.flows.talking import FOUNDERS

pytestmark = pytest.mark.anyio


async def prepared(town: Town, answers: dict[str, Any]) -> Kept:
    """Let Bu Ani finish an interview of which only the last press is left."""
    town.ani.start()
    await town.settle()

    def begun(tx: Transaction) -> None:
        residents.consented(tx, ANI, "2026-11", "Bu Ani")
        kept = conversations.begin(tx, ANI, ANI, "founding")
        conversations.remember(tx, kept.id, until(answers, "review"), None)

    town.database.call(begun)
    await town.says(town.ani, "/lanjut")
    await town.presses(town.ani, "Sudah benar")
    found: Kept | None = town.database.call(lambda tx: cases.of(tx, ANI))
    assert found
    return found


async def test_a_secondary_has_a_place_for_whoever_acts_for_each_cooperative(town: Town) -> None:
    case = await prepared(town, SECONDARY)
    seats = town.database.call(lambda tx: circle.places(tx, case.id))
    assert [seat.name for seat in seats] == list(FOUNDERS[:3])
    assert [member["name"] for member in case.content["preparation"]["members"]] == list(COOPERATIVES)
    await town.says(town.ani, "apa lagi yang kurang?")
    assert "Belum ada pendiri yang bergabung, perlu paling sedikit 3." in town.ani.last.text


async def test_who_acts_for_a_cooperative_joins_and_fills_in_his_own_data(town: Town) -> None:
    case = await prepared(town, SECONDARY)
    start = await case_link(town, case.id)
    budi = neighbour(town, 2)
    await opens(town, budi, start)
    await town.presses(budi, "Minta ikut")
    await town.presses(town.ani, FOUNDERS[1], town.ani.find("meminta ikut"))
    await fills(town, budi, 2, name="Budi Santosa")
    kept = town.database.call(lambda tx: cases.get(tx, case.id))
    assert kept
    assert kept.content["preparation"]["members"][1]["delegate"] == "Budi Santosa"
    assert kept.content["preparation"]["founders"] == list(COOPERATIVES)
    seats = town.database.call(lambda tx: circle.places(tx, case.id))
    assert [seat.name for seat in seats][1] == "Budi Santosa"


async def test_the_meeting_of_a_secondary_keeps_its_places(town: Town) -> None:
    case = await prepared(town, SECONDARY)
    await town.later(days=6)
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Rapat sudah selesai")
    for given in ("[Ya, jadi]", "19.10", "21.30", "[Lewati dulu]", "[Selesai]", "ani", "budi"):
        pressed = given.startswith("[")
        await (town.presses(town.ani, given[1:-1]) if pressed else town.says(town.ani, given))
    assert "Nama mana yang disepakati" in town.ani.last.text
    await town.presses(town.ani, "Koperasi Jasa Kampung Wisata Ceria")
    for label in ("Ya", "Ya", "Ya"):
        await town.presses(town.ani, label)
    await town.says(town.ani, "5")
    for label in ("Tanpa batas waktu", "Semua ada", "Selesai", "Ya", "Sudah", "Sudah benar"):
        await town.presses(town.ani, label)
    seats = town.database.call(lambda tx: circle.places(tx, case.id))
    assert [seat.name for seat in seats] == list(FOUNDERS[:3])
    kept = town.database.call(lambda tx: cases.get(tx, case.id))
    assert kept
    assert kept.stage == "modal"
    assert kept.content["meeting"]["attended"] == list(COOPERATIVES)


async def test_a_merah_putih_goes_its_own_way(town: Town) -> None:
    case = await prepared(town, KKMP)
    assert case.content["preparation"]["form"] == "merah_putih"
    seats = town.database.call(lambda tx: circle.places(tx, case.id))
    assert len(seats) == len(FOUNDERS)
    assert not any("Lurah" in seat.name for seat in seats)
    await town.says(town.ani, "/dirikan")
    shown = await town.presses(town.ani, "Langkah berikutnya")
    assert "musyawarah kelurahan khusus" in shown.text
    assert PAPERS["berita-acara"][1] in [label for seen in town.ani.answers for label in seen.buttons]


@pytest.mark.parametrize(
    ("key", "typed"), [("coop.npwp.1", "01.234.567.1-652.000"), ("coop.sk.1", "518/123/BH/35.73.112/2010")]
)
async def test_a_cooperatives_own_number_is_taken_where_it_is_asked_for(town: Town, key: str, typed: str) -> None:
    town.ani.start()
    await town.settle()

    def begun(tx: Transaction) -> None:
        residents.consented(tx, ANI, "2026-11", "Bu Ani")
        kept = conversations.begin(tx, ANI, ANI, "founding")
        conversations.remember(tx, kept.id, until(SECONDARY, key), None)

    town.database.call(begun)
    await town.says(town.ani, "/lanjut")
    await town.says(town.ani, typed)
    kept = town.database.call(lambda tx: conversations.open_in(tx, ANI))
    assert kept
    assert kept.answers[key] == typed
