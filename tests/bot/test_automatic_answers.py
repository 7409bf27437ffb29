"""Automatic answers in a group: switched by its admins, only where certain, seldom, and to nobody's number."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.chats import Role
from bot.sandbox.phones import Phone
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, STAFF_GROUP
from bot.sandbox.showing import shown_chat
from storage import groups
from storage.database import Transaction, table
from storage.tables import Asked, Inbox
from tests.bot.town import Town

pytestmark = pytest.mark.anyio
ON, OFF = "/jawabotomatis nyala", "/jawabotomatis mati"
CERTAIN = "Berapa orang untuk mendirikan koperasi?"
GROUP_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


async def switched_on(town: Town, *, hearing: bool = True) -> Phone:
    """Bu Ani, who made the group, switches automatic answers on; gives Pak Budi's phone in the group."""
    town.world.bot.can_read_all_group_messages = hearing
    await town.says(town.group, ON)
    return town.phone(BUDI, FOUNDING_GROUP)


async def kept(town: Town, model: Any) -> list[Any]:
    """Give the rows of a table."""
    return await town.database.run(lambda tx: list(tx.run(select(table(model)).order_by(table(model).c.id))))


async def is_on(town: Town, chat: int = FOUNDING_GROUP) -> bool:
    """Tell whether a group's switch is on."""
    return bool(await town.database.run(lambda tx: groups.automatic(tx, {chat})))


async def test_a_certain_answer_comes_unasked_as_a_reply_and_without_rating(town: Town) -> None:
    budi = await switched_on(town)
    asked = budi.write(CERTAIN)
    await town.settle()
    assert "9 orang" in budi.last.text
    assert "Dasar: " in budi.last.text
    assert budi.last.reply_to is not None
    assert budi.last.reply_to.id == asked.id
    assert budi.last.buttons == []


@pytest.mark.parametrize(
    "words",
    [
        "Cara merawat sepeda onthel bagaimana?",  # not ours
        "koperasi gimana?",  # not certain
        "Jadi koperasi didirikan 9 orang.",  # no question
        "Halo, apa kabar?",
        "Terima kasih ya?",
        f"NIK saya 3573015507900001. {CERTAIN}",
        f"Hubungi 0812 3456 7890. {CERTAIN}",
    ],
)
async def test_everything_else_is_met_with_silence(town: Town, words: str) -> None:
    budi = await switched_on(town)
    assert (await town.says(budi, words)).text == words
    assert await kept(town, Asked) == []


async def test_it_is_off_until_an_admin_switches_it_on_and_off_again_after(town: Town) -> None:
    town.world.bot.can_read_all_group_messages = True
    budi = town.phone(BUDI, FOUNDING_GROUP)
    assert (await town.says(budi, CERTAIN)).mine
    await switched_on(town)
    assert "**" not in town.group.last.text
    assert "otomatis nyala" in town.group.last.text
    assert "otomatis mati" in (await town.says(town.group, OFF)).text
    assert (await town.says(budi, CERTAIN)).mine


async def test_talk_of_a_group_that_did_not_want_it_is_never_stored(town: Town) -> None:
    town.world.bot.can_read_all_group_messages = True
    await town.says(town.phone(BUDI, FOUNDING_GROUP), CERTAIN)
    assert await kept(town, Inbox) == []


@pytest.mark.parametrize("words", ["Besok kumpul di rumah Pak RT", f"Rekening 1234567890123. {CERTAIN}"])
async def test_what_is_no_question_or_holds_a_number_is_not_stored_where_it_is_wanted_either(
    town: Town, words: str
) -> None:
    budi = await switched_on(town)
    stored = len(await kept(town, Inbox))
    await town.says(budi, words)
    assert len(await kept(town, Inbox)) == stored


async def test_one_answer_in_half_a_minute_is_enough(town: Town) -> None:
    budi = await switched_on(town)
    assert (await town.says(budi, CERTAIN)).from_bot
    assert (await town.says(budi, "berapa orang pendiri koperasi?")).mine
    await town.later(seconds=29)
    assert (await town.says(budi, "berapa orang pendiri koperasi?")).mine
    await town.later(seconds=1)
    assert (await town.says(budi, "berapa orang pendiri koperasi?")).from_bot


async def test_who_calls_us_is_answered_meanwhile(town: Town) -> None:
    budi = await switched_on(town)
    await town.says(budi, CERTAIN)
    assert (await town.says(budi, f"/tanya {CERTAIN}")).from_bot


async def test_a_member_is_told_kindly_who_may(town: Town) -> None:
    assert "hanya admin grup ini" in (await town.says(town.phone(BUDI, FOUNDING_GROUP), ON)).text
    assert not await is_on(town)


async def test_an_admin_who_writes_in_the_groups_name_may(town: Town) -> None:
    chat = town.group.chat.face
    raw = {"message_id": 900, "date": 1, "chat": chat, "from": GROUP_ANONYMOUS, "sender_chat": chat, "text": ON}
    town.world.inject({"message": raw})
    await town.settle()
    assert await is_on(town)


async def test_another_chat_that_speaks_in_the_group_may_not(town: Town) -> None:
    channel = {"id": -1009, "type": "channel", "title": "Kanal"}
    sender = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
    raw = {"message_id": 900, "date": 1, "chat": town.group.chat.face, "from": sender, "sender_chat": channel}
    town.world.inject({"message": {**raw, "text": ON}})
    await town.settle()
    assert "hanya admin" in town.group.last.text
    assert not await is_on(town)


async def test_members_that_cannot_be_asked_for_are_looked_up_among_the_admins(town: Town) -> None:
    town.world.fail_next("getChatMember", 400, "Bad Request: member list is inaccessible", times=2)
    await town.says(town.group, ON)
    assert await is_on(town)


async def test_when_telegram_does_not_say_who_is_an_admin_nothing_is_switched(town: Town) -> None:
    town.world.fail_next("getChatMember", 502, "Bad Gateway")
    assert "coba lagi" in (await town.says(town.group, ON)).text
    assert not await is_on(town)


async def test_it_says_when_it_cannot_hear_and_what_helps(town: Town) -> None:
    await switched_on(town, hearing=False)
    assert "/setprivacy" in town.group.last.text
    assert "jadikan saya admin" in town.group.last.text


async def test_an_admin_bot_hears_and_says_nothing_of_it(town: Town) -> None:
    town.group.add_bot(admin=True)
    await town.settle()
    budi = await switched_on(town, hearing=False)
    assert "/setprivacy" not in town.group.last.text
    assert (await town.says(budi, CERTAIN)).from_bot


async def test_without_a_word_it_says_how_it_stands(town: Town) -> None:
    budi = town.phone(BUDI, FOUNDING_GROUP)
    assert "di grup ini mati" in (await town.says(budi, "/jawabotomatis")).text
    await switched_on(town)
    assert "di grup ini nyala" in (await town.says(budi, "/jawabotomatis")).text
    assert "sedang nyala" in (await town.says(budi, "/bantuan")).text


async def test_in_private_it_says_where_it_is_set(town: Town) -> None:
    assert "diatur di grup" in (await town.says(town.ani, ON)).text


async def test_the_staff_group_never_gets_them(town: Town) -> None:
    town.world.bot.can_read_all_group_messages = True
    hadi = town.phone(town.hadi.person.id, STAFF_GROUP)
    assert "grup petugas" in (await town.says(hadi, ON)).text
    await town.database.run(lambda tx: groups.switch(tx, STAFF_GROUP, "Petugas", automatic=True))
    assert (await town.says(town.staff, CERTAIN)).mine


async def test_a_group_that_becomes_the_staffs_is_switched_off(town: Town) -> None:
    await switched_on(town)
    town.world.role_changed(town.group.chat, town.hadi.person.id, Role.MEMBER, ANI)
    await town.says(town.phone(town.hadi.person.id, FOUNDING_GROUP), "/ikat")
    assert not await is_on(town)


async def test_the_switch_goes_along_when_the_group_becomes_a_supergroup(town: Town) -> None:
    await switched_on(town)
    new = town.world.migrate(FOUNDING_GROUP)
    await town.settle()
    assert await is_on(town, new)
    assert (await town.says(town.phone(BUDI, new), CERTAIN)).from_bot


async def test_the_switch_follows_also_when_the_new_group_was_heard_of_first(town: Town) -> None:
    def told(tx: Transaction) -> None:
        groups.switch(tx, -5, "Lama", automatic=True)
        groups.joined(tx, -1000000000005, "Baru", present=True)
        groups.move(tx, -5, -1000000000005)

    await town.database.run(told)
    assert await town.database.run(lambda tx: groups.automatic(tx)) == {-1000000000005}


async def test_who_throws_the_bot_out_and_lets_it_in_again_begins_with_off(town: Town) -> None:
    await switched_on(town)
    town.group.remove_bot()
    town.group.add_bot()
    await town.settle()
    assert not await is_on(town)


@pytest.mark.parametrize(
    "second_hand",
    [
        {"via_bot": {"id": 7000001, "is_bot": True, "first_name": "Klinik", "username": "klinik_koperasi_bot"}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "Orang", "date": 1}},
    ],
)
async def test_what_is_shared_or_forwarded_is_nobodys_question(town: Town, second_hand: dict[str, Any]) -> None:
    budi = await switched_on(town)
    shown = len(budi.messages)
    raw = {"message_id": 900, "date": 1, "chat": budi.chat.face, "from": budi.person.user(), "text": CERTAIN}
    town.world.inject({"message": {**raw, **second_hand}})
    await town.settle()
    assert len(budi.messages) == shown


async def test_only_admins_are_shown_the_command(town: Town) -> None:
    def offered(scope: str) -> list[str]:
        return [one["command"] for one in town.world.profile.get(("commands", scope, "", "", ""), [])]

    await town.clinic.introduce()
    assert "jawabotomatis" in offered("all_chat_administrators")
    assert "tanya" in offered("all_chat_administrators")
    assert "jawabotomatis" not in offered("all_group_chats")
    shown = shown_chat(town.world, town.group.chat)
    assert shown["admin_commands"] == [*shown["commands"], shown["admin_commands"][-1]]
