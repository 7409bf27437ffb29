"""Several foundings at once: which one is meant, what each lacks, and who waits when one goes."""

import pytest

from bot.receive.buttons import packed
from bot.sandbox.seed import BUDI
from flows.replies import Act
from storage import cases, circle
from storage.database import Transaction
from tests.bot.circles import NINE, case_link, filled, founded, neighbour, opened, opens
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


def code(tx: Transaction, id: int) -> str:
    """Give a case's code."""
    kept = cases.get(tx, id)
    assert kept
    return kept.code


async def two_of_her_own(town: Town) -> tuple[str, str]:
    """Bu Ani with two cases; gives their codes, the older first."""
    first = await founded(town)
    second = town.database.call(opened)
    return town.database.call(lambda tx: (code(tx, first), code(tx, second)))


async def test_who_owns_several_cases_is_asked_which(town: Town) -> None:
    older, newer = await two_of_her_own(town)
    shown = await town.says(town.ani, "/dirikan")
    assert "Yang mana?" in shown.text
    assert [label.partition(" · ")[0] for label in shown.buttons[:2]] == [newer, older]
    assert "Koperasi" in shown.buttons[0]
    assert "Dirikan koperasi lain" in shown.buttons
    await town.presses(town.ani, shown.buttons[1])
    assert older in town.ani.last.text
    assert "Ubah isian persiapan" in town.ani.last.buttons


async def test_who_owns_one_and_founds_another_with_others_is_asked_which(town: Town) -> None:
    others = await founded(town)
    budi = neighbour(town, 2)
    await opens(town, budi, "")
    town.database.call(lambda tx: filled(tx, others, 2, budi.person.id))
    own = town.database.call(opened)
    town.database.call(lambda tx: cases.hand_over(tx, own, budi.person.id))
    shown = await town.says(budi, "/dirikan")
    theirs, mine = town.database.call(lambda tx: (code(tx, others), code(tx, own)))
    assert [label.partition(" · ")[0] for label in shown.buttons[:2]] == [mine, theirs]
    await town.presses(budi, shown.buttons[1])
    assert theirs in budi.last.text
    assert "Ubah isian persiapan" not in budi.last.buttons


async def test_a_case_of_strangers_is_not_shown_by_a_forged_button(town: Town) -> None:
    older, newer = await two_of_her_own(town)
    budi = town.budi
    budi.start()
    await town.settle()
    who = {"id": BUDI, "is_bot": False, "first_name": "Budi"}
    chat = {"id": BUDI, "type": "private", "first_name": "Budi"}
    shown = {"message_id": budi.last.id, "date": 1, "chat": chat, "text": "x"}
    query = {"id": "1", "from": who, "chat_instance": "1", "message": shown, "data": packed(Act("case", "1"))}
    town.world.inject({"callback_query": query})
    await town.settle()
    assert "tidak ada di antara berkas Anda" in budi.last.text
    assert older not in budi.last.text
    assert newer not in budi.last.text


async def test_who_has_one_case_sees_it_at_once(town: Town) -> None:
    id = await founded(town)
    shown = await town.says(town.ani, "/dirikan")
    assert town.database.call(lambda tx: code(tx, id)) in shown.text
    assert "Ubah isian persiapan" in shown.buttons


async def test_the_command_tells_what_is_missing_as_the_words_do(town: Town) -> None:
    await founded(town)
    by_command = await town.says(town.ani, "/kurang")
    by_words = await town.says(town.ani, "apa lagi yang kurang?")
    assert "Yang masih kurang" in by_command.text
    assert by_command.text == by_words.text


async def test_who_has_no_case_is_told_how_to_come_by_one(town: Town) -> None:
    shown = await town.says(town.budi, "/kurang")
    assert "Belum ada pendirian" in shown.text
    assert shown.buttons == ["Dirikan koperasi"]


async def test_an_open_question_is_asked_again_after_what_is_missing(town: Town) -> None:
    await founded(town)
    await town.says(town.ani, "/petugas")
    await town.says(town.ani, "/kurang")
    assert "Apa yang ingin Anda tanyakan?" in town.ani.last.text


async def test_who_asked_to_join_hears_once_that_nothing_will_come_of_it_and_not_why(town: Town) -> None:
    id = await founded(town)
    start = await case_link(town, id)
    asking = neighbour(town, 12)
    await opens(town, asking, start)
    await town.presses(asking, "Minta ikut")
    inside = neighbour(town, 2)
    await opens(town, inside, "")
    town.database.call(lambda tx: filled(tx, id, 2, inside.person.id))
    await town.says(town.ani, "/hapusdata")
    await town.presses(town.ani, "Ya")
    told = [seen.text for seen in asking.answers if "tidak perlu ditunggu lagi" in seen.text]
    assert len(told) == 1
    assert "hapus" not in told[0].lower()
    assert NINE[0] not in told[0]
    assert "tidak perlu ditunggu" not in "".join(seen.text for seen in inside.answers)
    assert town.database.call(lambda tx: circle.of(tx, asking.person.id)) == []
