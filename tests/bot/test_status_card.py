"""A group bound to its case: one card there that counts and names nobody, and what becomes of it with the group."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.counters import status_card
from bot.sandbox.chats import Role
from bot.sandbox.phones import Phone, Seen
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, HADI, STAFF_GROUP
from flows import texts
from flows.circle.items import ITEMS
from flows.circle.stages import STAGES, Stage
from storage import cases, circle, group_cards, groups, links, uploads
from storage.database import Transaction
from storage.sealing import Seal
from tests.bot.circles import NINE, case_link, filled, founded, neighbour, nik, opens
from tests.bot.town import Town

pytestmark = pytest.mark.anyio
CARD = "pendiri lengkap"
PRIVATE_MODE = "Membaca pesan grup"


async def kept(town: Town, id: int) -> cases.Kept:
    found = await town.database.run(lambda tx: cases.get(tx, id))
    assert found is not None
    return found


async def page(town: Town) -> Seen:
    """Let Bu Ani open the page of her circle."""
    await town.says(town.ani, "/dirikan")
    return await town.presses(town.ani, "Para pendiri")


async def binds(town: Town, group: int = FOUNDING_GROUP) -> Phone:
    """Let Bu Ani bind a group by the button, and give her phone opened there."""
    await page(town)
    await town.presses(town.ani, "Hubungkan grup")
    [[button]] = town.ani.last.rows
    town.ani.follow(button["url"], group)
    await town.settle()
    await town.later(seconds=5)
    return town.phone(ANI, group)


async def bound(town: Town) -> tuple[int, Phone]:
    """Open a case and bind it to the founding group."""
    id = await founded(town)
    return id, await binds(town)


def complete(town: Town, id: int, *numbers: int) -> None:
    """Let founders be complete, without the talk."""
    for number in numbers:
        person = ANI if number == 1 else neighbour(town, number).person.id
        town.database.call(lambda tx, n=number, p=person: filled(tx, id, n, p))  # type: ignore[misc]


def cards(group: Phone) -> list[Seen]:
    return [seen for seen in group.answers if CARD in seen.text or "Tahap sekarang" in seen.text]


def calls(town: Town, method: str) -> list[Any]:
    return [call for call in town.world.calls if call.method == method]


# -- binding -------------------------------------------------------------------------------------------------------


async def test_the_owner_binds_the_group_by_the_button_and_the_card_counts(town: Town) -> None:
    id, group = await bound(town)
    case = await kept(town, id)
    assert case.group_chat_id == FOUNDING_GROUP
    [card] = cards(group)
    assert card.text.startswith(f"Koperasi Jasa Kampung Wisata Ceria · {case.code}\n")
    assert "0 dari 9 pendiri lengkap · kurang: 9 orang belum bergabung · rapat " in card.text
    assert card.entities[0]["type"] == "bold"
    assert card.buttons == ["Lengkapi data saya", "Tanya klinik"]
    assert not any(name.split()[0] in card.text for name in NINE)


async def test_the_words_in_the_message_bind_the_group_too(town: Town) -> None:
    id = await founded(town)
    await page(town)
    shown = await town.presses(town.ani, "Hubungkan grup")
    await town.says(town.group, shown.text.splitlines()[-1])
    assert len(cards(town.group)) == 1
    assert (await kept(town, id)).group_chat_id == FOUNDING_GROUP


async def test_a_bot_that_is_not_in_the_group_is_added_by_the_button(town: Town) -> None:
    id = await founded(town)
    town.world.add_group(-1007, "Grup baru", {ANI: Role.CREATOR})
    group = await binds(town, -1007)
    assert (await kept(town, id)).group_chat_id == -1007
    assert len(cards(group)) == 1


async def test_only_the_owner_may_bind_and_others_are_told_kindly(town: Town) -> None:
    id = await founded(town)
    code = (await kept(town, id)).code
    budi = town.phone(BUDI, FOUNDING_GROUP)
    for word in (code, "KOP-00000"):  # a code that is none is met with the same words: nothing is learned by trying
        assert "hanya pemilik berkasnya" in (await town.says(budi, f"/start@klinik_koperasi_bot k_{word}")).text
    assert (await kept(town, id)).group_chat_id is None


async def test_an_owner_who_writes_in_the_groups_name_is_told_why_that_does_not_do(town: Town) -> None:
    id = await founded(town)
    chat = town.group.chat.face
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    raw = {"message_id": 900, "date": 1, "chat": chat, "from": anonymous, "sender_chat": chat}
    town.world.inject({"message": {**raw, "text": f"/start k_{(await kept(town, id)).code}"}})
    await town.settle()
    assert "nama sendiri" in town.group.last.text
    assert (await kept(town, id)).group_chat_id is None


async def test_the_staff_group_is_never_bound(town: Town) -> None:
    id = await founded(town)
    town.world.role_changed(town.staff.chat, ANI, Role.MEMBER, HADI)
    await town.says(town.phone(ANI, STAFF_GROUP), f"/start k_{(await kept(town, id)).code}")
    assert "grup petugas" in town.staff.last.text
    assert (await kept(town, id)).group_chat_id is None


async def test_a_group_has_one_case(town: Town) -> None:
    id, group = await bound(town)
    other = town.database.call(lambda tx: cases.keep(tx, BUDI, "persiapan", cases.get(tx, id).content, None))  # type: ignore[union-attr]
    budi = town.phone(BUDI, FOUNDING_GROUP)
    assert "berkas lain" in (await town.says(budi, f"/start k_{(await kept(town, other)).code}")).text
    assert (await kept(town, other)).group_chat_id is None
    assert len(cards(group)) == 1


async def test_a_case_has_one_group_and_the_former_card_says_so(town: Town) -> None:
    id, group = await bound(town)
    town.world.add_group(-1007, "Grup baru", {ANI: Role.CREATOR})
    await town.says(town.group, f"/start k_{(await kept(town, id)).code}")  # the same group once more
    assert "sudah terhubung" in group.last.text
    code = (await kept(town, id)).code
    other = town.phone(ANI, -1007)
    other.add_bot()
    await town.says(other, f"/start k_{code}")
    await town.later(seconds=5)
    assert (await kept(town, id)).group_chat_id == -1007
    assert len(cards(other)) == 1
    assert cards(group) == []
    assert "sudah tidak dipakai" in group.find("Kartu ini").text


async def test_the_owner_takes_the_group_off_and_the_card_is_kept_no_longer(town: Town) -> None:
    id, group = await bound(town)
    await page(town)
    assert "sudah dilepas" in (await town.presses(town.ani, "Lepaskan grup")).text
    assert (await kept(town, id)).group_chat_id is None
    said = group.find("sudah tidak dipakai")
    assert said.buttons == []
    shown = len(group.messages)
    complete(town, id, 1)
    await town.later(seconds=10)
    assert cards(group) == []
    assert len(group.messages) == shown
    await binds(town)
    assert "1 dari 9" in cards(group)[0].text


async def test_a_strangers_forged_button_takes_nobodys_group_off(town: Town) -> None:
    id, _ = await bound(town)
    stranger = neighbour(town, 20)
    await opens(town, stranger, "")
    for what in ("group", "ungroup"):
        town.world.ask(stranger.person, stranger.chat, stranger.messages[0].id, f"d:{what}:{id}")
    await town.settle()
    case = await kept(town, id)
    assert case.group_chat_id == FOUNDING_GROUP
    assert not any(case.code in seen.text for seen in stranger.messages)


# -- the card ------------------------------------------------------------------------------------------------------


async def test_the_card_is_edited_in_place_as_founders_become_complete(town: Town) -> None:
    id, group = await bound(town)
    complete(town, id, 1, 2, 3)
    await town.later(seconds=5)
    [card] = cards(group)
    assert card.edited
    assert "3 dari 9 pendiri lengkap · kurang: 6 orang belum bergabung" in card.text
    assert "3 KTP" in card.text

    def doubts(tx: Transaction) -> None:
        circle.doubt(tx, circle.places(tx, id)[1].id)

    town.database.call(doubts)
    await town.later(seconds=5)
    [card] = cards(group)
    assert "2 dari 9 pendiri lengkap" in card.text
    assert "1 tanda setuju" in card.text


async def test_a_file_handed_in_is_no_longer_missing_and_one_returned_is(town: Town) -> None:
    id, group = await bound(town)
    complete(town, id, 1, 2)

    def hands_in(tx: Transaction) -> int:
        seat = circle.places(tx, id)[0]
        return uploads.add(tx, id, seat.id, "ktp", kind="image/png", size=9, file="a" * 32)

    file = town.database.call(hands_in)
    await town.later(seconds=5)
    assert "1 KTP" in cards(group)[0].text
    town.database.call(lambda tx: uploads.decide(tx, file, "returned", HADI, "buram"))
    await town.later(seconds=5)
    assert "2 KTP" in cards(group)[0].text
    assert "buram" not in cards(group)[0].text


async def test_nothing_that_changed_is_nothing_sent_and_no_case_is_opened(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def many(tx: Transaction) -> None:
        content = cases.every(tx)[0].content
        for number in range(300):
            one = cases.keep(tx, 5000 + number, "persiapan", content, None)
            cases.bind_group(tx, one, -50_000 - number)
            circle.follow(tx, one, NINE)

    _, group = await bound(town)
    town.database.call(many)
    house = town.clinic.desk.house
    await town.later(seconds=5)  # what the other ticks note on a new case comes first
    shown: list[int] = []
    while sent_now := town.database.call(lambda tx: status_card.due(tx, house)):
        assert len(sent_now) <= status_card.AT_ONCE
        shown += [call.chat_id for call in sent_now]
    assert len(shown) == len(set(shown)) == 300
    await town.later(seconds=5)
    opened, sent = [], len(calls(town, "editMessageText")) + len(calls(town, "sendMessage"))
    monkeypatch.setattr(Seal, "open", lambda _self, sealed: opened.append(sealed))
    assert town.database.call(lambda tx: status_card.due(tx, house)) == []
    assert opened == []
    assert len(calls(town, "editMessageText")) + len(calls(town, "sendMessage")) == sent
    assert len(cards(group)) == 1


async def test_what_changes_nothing_on_the_card_is_no_edit(town: Town) -> None:
    id, _ = await bound(town)
    before = len(calls(town, "editMessageText"))
    town.database.call(lambda tx: cases.touch(tx, id))
    await town.later(seconds=5)
    assert len(calls(town, "editMessageText")) == before


async def test_edits_keep_their_distance(town: Town) -> None:
    id, group = await bound(town)
    complete(town, id, 1)
    await town.later(seconds=5)
    before = len(calls(town, "editMessageText"))
    complete(town, id, 2)
    await town.later(seconds=1)
    await town.later(seconds=1)
    assert len(calls(town, "editMessageText")) == before
    await town.later(seconds=3)
    assert len(calls(town, "editMessageText")) == before + 1
    assert "2 dari 9" in cards(group)[0].text


async def test_a_card_that_somebody_deleted_is_sent_anew(town: Town) -> None:
    id, group = await bound(town)
    town.world.removed(group.chat, cards(group)[0].id)
    complete(town, id, 1)
    await town.later(seconds=5)
    [card] = cards(group)
    assert "1 dari 9" in card.text
    complete(town, id, 2)
    await town.later(seconds=5)
    assert [one.id for one in cards(group)] == [card.id]


async def test_a_meeting_that_passed_is_asked_for_by_the_next_day(town: Town) -> None:
    _, group = await bound(town)
    assert "rapat Sabtu 28 November 19.00" in cards(group)[0].text
    await town.later(days=6)
    assert "hasil rapat Sabtu 28 November belum dicatat" in cards(group)[0].text


@pytest.mark.parametrize("stage", STAGES[STAGES.index("pengesahan") :])
async def test_from_the_decree_on_the_card_says_the_stage_and_nothing_is_owed(town: Town, stage: Stage) -> None:
    id, group = await bound(town)
    town.database.call(lambda tx: cases.set_stage(tx, id, stage))
    await town.later(seconds=5)
    [card] = cards(group)
    assert "Tahap sekarang: " in card.text
    assert "kurang" not in card.text


async def test_the_card_goes_along_when_the_group_becomes_a_supergroup(town: Town) -> None:
    id, _ = await bound(town)
    new = town.world.migrate(FOUNDING_GROUP)
    await town.settle()
    await town.later(seconds=5)
    assert (await kept(town, id)).group_chat_id == new
    group = town.phone(ANI, new)
    assert len(cards(group)) == 1
    complete(town, id, 1)
    await town.later(seconds=5)
    assert ["1 dari 9" in card.text for card in cards(group)] == [True]


async def test_the_card_goes_along_also_when_telegram_says_so_only_to_the_edit(town: Town) -> None:
    id, _ = await bound(town)
    new = town.world.migrate(FOUNDING_GROUP)
    town.world.updates.waiting.clear()
    complete(town, id, 1)
    await town.later(seconds=5)
    await town.later(seconds=5)
    assert (await kept(town, id)).group_chat_id == new
    assert "1 dari 9" in cards(town.phone(ANI, new))[0].text


# -- from the card to the private chat -----------------------------------------------------------------------------


async def test_a_founder_goes_from_the_card_to_what_he_owes(town: Town) -> None:
    id, _ = await bound(town)
    budi = town.phone(BUDI, FOUNDING_GROUP)
    town.database.call(lambda tx: circle.admit(tx, circle.places(tx, id)[1].id, BUDI))
    await town.presses(budi, "Lengkapi data saya")
    assert "Yang masih kurang" in town.budi.last.text
    assert "Data Anda sendiri belum lengkap" in town.budi.last.text


async def test_somebody_else_is_led_to_ask_to_join_while_there_is_a_link(town: Town) -> None:
    id, _ = await bound(town)
    budi = town.phone(BUDI, FOUNDING_GROUP)
    await town.presses(budi, "Lengkapi data saya")
    assert "mintalah tautan" in town.budi.last.text
    await case_link(town, id)
    await town.presses(budi, "Lengkapi data saya")
    assert "Anda diundang ikut mendirikan" in town.budi.last.text
    await town.presses(town.budi, "Minta ikut")
    assert "meminta ikut" in town.ani.last.text


async def test_a_code_alone_opens_nothing_while_no_group_shows_it(town: Town) -> None:
    id = await founded(town)
    await case_link(town, id)
    stranger = neighbour(town, 20)
    assert "mintalah tautan" in await opens(town, stranger, f"m_{(await kept(town, id)).code}")
    assert "mintalah tautan" in await opens(town, stranger, "m_KOP-00000")
    assert town.database.call(lambda tx: links.current(tx, id)) is not None


# -- rights --------------------------------------------------------------------------------------------------------


async def test_what_the_bot_may_not_do_is_told_once_and_names_only_that(town: Town) -> None:
    id, group = await bound(town)
    said = group.find("Untuk admin grup")
    for words in (PRIVATE_MODE, "«Hapus pesan»", "«Sematkan pesan»"):
        assert words in said.text
    code = (await kept(town, id)).code
    await page(town)
    await town.presses(town.ani, "Lepaskan grup")
    await town.says(group, f"/start k_{code}")
    assert len([seen for seen in group.answers if "Untuk admin grup" in seen.text]) == 1


async def test_an_admin_bot_without_rights_misses_only_those(town: Town) -> None:
    await founded(town)
    town.group.add_bot(admin=True, rights=frozenset({"can_manage_chat", "can_pin_messages"}))
    group = await binds(town)
    said = group.find("Untuk admin grup").text
    assert "«Hapus pesan»" in said
    assert "«Sematkan pesan»" not in said
    assert PRIVATE_MODE not in said


async def test_an_admin_bot_with_all_rights_says_nothing_of_them_and_pins_the_card(town: Town) -> None:
    await founded(town)
    town.group.add_bot(admin=True)
    await town.settle()
    group = await binds(town)
    await town.later(seconds=5)
    assert group.chat.pinned == [cards(group)[0].id]
    assert not any("Untuk admin" in seen.text for seen in group.answers)
    assert len(calls(town, "pinChatMessage")) == 1
    group.chat.pinned.clear()  # somebody unpinned it: that is respected
    await town.later(seconds=5)
    assert len(calls(town, "pinChatMessage")) == 1


async def test_the_card_is_pinned_once_the_bot_may(town: Town) -> None:
    _, group = await bound(town)
    assert group.chat.pinned == []
    assert calls(town, "pinChatMessage") == []
    group.add_bot(admin=True)
    await town.settle()
    await town.later(seconds=5)
    assert group.chat.pinned == [cards(group)[0].id]


async def test_when_telegram_does_not_say_what_the_bot_may_nothing_is_told(town: Town) -> None:
    await founded(town)
    town.world.fail_next("getChatMember", 502, "Bad Gateway")
    group = await binds(town)
    assert len(cards(group)) == 1
    assert not any("Untuk admin" in seen.text for seen in group.answers)
    assert town.database.call(lambda tx: groups.told(tx, FOUNDING_GROUP))  # it can still be told


# -- the group is gone ---------------------------------------------------------------------------------------------


async def test_who_throws_the_bot_out_hears_of_it_once_and_may_bind_again(town: Town) -> None:
    id, group = await bound(town)
    group.remove_bot()
    await town.settle()
    complete(town, id, 1)
    await town.later(seconds=10)
    await town.later(seconds=10)
    assert (await kept(town, id)).group_chat_id is None
    told = [seen for seen in town.ani.answers if "tidak bisa lagi menulis" in seen.text]
    assert len(told) == 1
    assert "berjalan terus di obrolan pribadi" in told[0].text
    await town.presses(town.ani, "Hubungkan grup", told[0])
    town.ani.follow(town.ani.last.rows[0][0]["url"], FOUNDING_GROUP)
    await town.settle()
    assert (await kept(town, id)).group_chat_id == FOUNDING_GROUP
    assert "1 dari 9" in cards(group)[-1].text


async def test_a_group_that_was_deleted_is_found_out_by_the_next_edit(town: Town) -> None:
    id, _ = await bound(town)
    town.world.fail_next("editMessageText", 403, "Forbidden: the group chat was deleted")
    complete(town, id, 1)
    await town.later(seconds=5)
    await town.later(seconds=5)
    await town.later(seconds=5)
    assert (await kept(town, id)).group_chat_id is None
    assert len([seen for seen in town.ani.answers if "tidak bisa lagi menulis" in seen.text]) == 1


async def test_a_group_that_becomes_the_staffs_is_taken_off(town: Town) -> None:
    id, group = await bound(town)
    town.world.role_changed(group.chat, HADI, Role.MEMBER, ANI)
    await town.says(town.phone(HADI, FOUNDING_GROUP), "/ikat")
    assert (await kept(town, id)).group_chat_id is None
    assert "kini menjadi grup petugas" in town.ani.last.text


async def test_an_owner_who_erases_himself_leaves_no_card_behind(town: Town) -> None:
    _, group = await bound(town)
    await town.says(town.ani, "/hapusdata")
    await town.presses(town.ani, "Ya")
    assert cards(group) == []
    assert "sudah tidak dipakai" in group.find("Kartu ini").text
    assert not list(town.database.call(lambda tx: list(group_cards.bound(tx))))


async def test_no_founders_data_ever_stands_in_the_group(town: Town) -> None:
    id, group = await bound(town)
    complete(town, id, *range(1, 10))
    await town.later(seconds=5)
    words = "\n".join(seen.text for seen in group.messages)
    assert "9 dari 9 pendiri lengkap" in words
    assert not any(secret in words for number in range(1, 10) for secret in (nik(number), NINE[number - 1]))


# -- the words -----------------------------------------------------------------------------------------------------


def test_every_word_of_the_card_has_a_key_and_every_key_words() -> None:
    counters = Path(status_card.__file__).parent
    source = "\n".join(
        (counters / name).read_text("utf-8") for name in ("status_card.py", "group_privacy.py", "circle.py")
    )
    told = {key for book, key, _ in texts.every() if book == "group_card"}
    written = set(re.findall(r'"group_card\.([a-z_.]+)"', source))
    assert written <= told
    worked_out = {"bind_button", "unbind_button", "lost", "became_staff"}  # by a name put in
    tables = tuple(f"{table}." for table in ("lacks", "ahead", "rights"))
    assert {key for key in told - written - worked_out if not key.startswith(tables)} == set()
    files = {item.key for item in ITEMS if item.upload and item.who == "founder"}
    assert {key.removeprefix("lacks.") for key in told if key.startswith("lacks.")} == {"open", "data", "text", *files}
