"""What people do with their phones, and what the bot hears of it."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.clock import MovableClock
from bot.sandbox.phones import NeverShown, Seen
from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP
from bot.sandbox.world import Query, World

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0"
YES_NO = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}, {"text": "Tidak", "callback_data": "n"}]]}


def last_update(run: Run, call: Call) -> dict[str, Any]:
    update: dict[str, Any] = run(call("getUpdates", offset=-1))["result"][0]
    return update


def test_a_deep_link_starts_the_bot_with_its_payload(run: Run, world: World, call: Call) -> None:
    world.phone(ANI, FOUNDING_GROUP).follow("https://t.me/klinik_koperasi_bot?start=grup_7")
    message = last_update(run, call)["message"]
    assert (message["chat"]["id"], message["text"]) == (ANI, "/start grup_7")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_a_press_is_answered_once_and_not_too_late(run: Run, world: World, clock: MovableClock, call: Call) -> None:
    ani = world.phone(ANI)
    ani.start()
    run(call("sendMessage", chat_id=ANI, text="Sudah rapat?", reply_markup=YES_NO))
    query = ani.press("Ya")
    assert isinstance(query, Query)
    asked = last_update(run, call)["callback_query"]
    assert (asked["id"], asked["data"], asked["message"]["text"]) == (query.id, "y", "Sudah rapat?")
    assert run(call("answerCallbackQuery", callback_query_id=query.id, text="Baik", show_alert=True))["ok"]
    assert (query.answered, query.text, query.alert) == (True, "Baik", True)
    late = ani.press("Tidak")
    assert isinstance(late, Query)
    run(clock.move(timedelta(minutes=16)))
    for number in (query.id, late.id, "123"):
        refused = run(call("answerCallbackQuery", callback_query_id=number))["description"]
        assert refused == "Bad Request: query is too old and response timeout expired or query ID is invalid"


def test_a_button_that_is_gone_can_still_be_pressed(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    ani.start()
    number = run(call("sendMessage", chat_id=ANI, text="a", reply_markup=YES_NO))["result"]["message_id"]
    run(call("editMessageText", chat_id=ANI, message_id=number, text="b"))
    ani.press("Ya")
    assert last_update(run, call)["callback_query"]["message"]["text"] == "b"
    run(call("deleteMessage", chat_id=ANI, message_id=number))
    ani.press("n", message=number)
    gone = last_update(run, call)["callback_query"]
    assert (gone["data"], gone["message"]["date"], gone["message"]["message_id"]) == ("n", 0, number)
    with pytest.raises(NeverShown):
        ani.press("Mungkin")


def test_reply_keyboards_write_their_label_or_send_what_they_ask(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    ani.start()
    rows = [[{"text": "Tanya"}], [{"text": "Lokasi saya", "request_location": True}]]
    run(call("sendMessage", chat_id=ANI, text="a", reply_markup={"keyboard": rows, "one_time_keyboard": True}))
    assert ani.keyboard == [["Tanya"], ["Lokasi saya"]]
    ani.press("Lokasi saya")
    assert "location" in last_update(run, call)["message"]
    assert ani.keyboard == []
    run(call("sendMessage", chat_id=ANI, text="a", reply_markup={"keyboard": rows}))
    said = ani.press("Tanya")
    assert isinstance(said, Seen)
    assert said.text == "Tanya"
    run(call("sendMessage", chat_id=ANI, text="a", reply_markup={"remove_keyboard": True}))
    assert ani.keyboard == []


@pytest.mark.parametrize(
    ("kind", "send"),
    [
        ("document", lambda phone: phone.send_document("daftar.txt", b"Ani\nBudi")),
        ("photo", lambda phone: phone.send_photo(PNG, "ini KTP saya")),
        ("voice", lambda phone: phone.send_voice()),
        ("sticker", lambda phone: phone.send_sticker()),
        ("contact", lambda phone: phone.send_contact()),
        ("location", lambda phone: phone.send_location()),
    ],
)
def test_everything_one_can_attach_arrives(
    run: Run, world: World, call: Call, kind: str, send: Callable[[Any], Any]
) -> None:
    send(world.phone(ANI))
    assert kind in last_update(run, call)["message"]


def test_a_forwarded_message_says_who_first_said_it(run: Run, world: World, call: Call) -> None:
    original = world.phone(BUDI, FOUNDING_GROUP).write("Iuran 50 ribu ya")
    world.phone(ANI).forward(original)
    message = last_update(run, call)["message"]
    assert message["text"] == "Iuran 50 ribu ya"
    assert message["forward_origin"]["sender_user"]["id"] == BUDI
    assert message["from"]["id"] == ANI


def test_joining_and_leaving_are_told_to_the_group(run: Run, world: World, call: Call) -> None:
    group = world.phone(BUDI, FOUNDING_GROUP)
    group.leave()
    assert last_update(run, call)["message"]["left_chat_member"]["id"] == BUDI
    with pytest.raises(PermissionError):
        group.write("masih di sini?")
    assert run(call("getChatMember", chat_id=FOUNDING_GROUP, user_id=BUDI))["result"]["status"] == "left"
    group.join()
    assert last_update(run, call)["message"]["new_chat_members"][0]["id"] == BUDI
    assert run(call("getChatMemberCount", chat_id=FOUNDING_GROUP))["result"] == 3


def test_writing_again_takes_back_a_block(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    ani.start()
    ani.block()
    blocked = last_update(run, call)["my_chat_member"]
    assert (blocked["new_chat_member"]["status"], blocked["from"]["id"]) == ("kicked", ANI)
    ani.write("maaf, tadi salah pencet")
    back, said = run(call("getUpdates"))["result"][-2:]
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert said["message"]["text"] == "maaf, tadi salah pencet"


def test_a_phone_shows_what_is_there_now(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    ani.start()
    run(call("sendMessage", chat_id=ANI, text="<b>Halo</b> 1 &lt; 2", parse_mode="HTML", reply_markup=YES_NO))
    assert (ani.last.text, ani.last.html) == ("Halo 1 < 2", "<b>Halo</b> 1 &lt; 2")
    assert (ani.last.buttons, ani.last.from_bot, ani.last.edited) == (["Ya", "Tidak"], True, False)
    run(call("setMessageReaction", chat_id=ANI, message_id=1, reaction=[{"type": "emoji", "emoji": "👍"}]))
    assert world.chats[ANI].reactions == {1: "👍"}
    assert ani.find("halo") == ani.last


def test_a_link_into_a_group_asks_which_and_then_starts_the_bot_there(run: Run, world: World, call: Call) -> None:
    url = "https://t.me/klinik_koperasi_bot?startgroup=k_7"
    ani = world.phone(ANI)
    assert ani.follow(url) == url
    ani.follow(url, FOUNDING_GROUP)
    message = last_update(run, call)["message"]
    assert (message["chat"]["id"], message["text"]) == (FOUNDING_GROUP, "/start@klinik_koperasi_bot k_7")
    world.phone(ANI, FOUNDING_GROUP).remove_bot()
    ani.follow(url, FOUNDING_GROUP)
    added, joined, started = run(call("getUpdates"))["result"][-3:]
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["message"]["new_chat_members"][0]["is_bot"]
    assert started["message"]["text"] == "/start@klinik_koperasi_bot k_7"
    world.phone(ANI, FOUNDING_GROUP).leave()
    with pytest.raises(PermissionError):
        ani.follow(url, FOUNDING_GROUP)


def test_an_admin_may_only_what_was_granted(run: Run, world: World, call: Call) -> None:
    group = world.phone(BUDI, FOUNDING_GROUP)
    said = group.write("3573")

    def may() -> tuple[bool, bool]:
        pinned = run(call("pinChatMessage", chat_id=FOUNDING_GROUP, message_id=said.id))["ok"]
        return pinned, run(call("deleteMessage", chat_id=FOUNDING_GROUP, message_id=said.id))["ok"]

    assert may() == (False, False)
    group.add_bot(admin=True, rights=frozenset({"can_manage_chat"}))
    assert may() == (False, False)
    group.add_bot(admin=True, rights=frozenset({"can_manage_chat", "can_pin_messages"}))
    assert last_update(run, call)["my_chat_member"]["new_chat_member"]["can_pin_messages"] is True
    assert may() == (True, False)
    group.add_bot(admin=True)
    me = run(call("getChatMember", chat_id=FOUNDING_GROUP, user_id=world.bot.id))["result"]
    assert me["can_delete_messages"] is True
    assert may()[1]
