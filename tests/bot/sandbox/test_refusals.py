"""What the sandbox refuses, and that it says so in Telegram's words."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox.chats import Role
from bot.sandbox.clock import MovableClock
from bot.sandbox.seed import ANI, BOT_ID, BUDI, FOUNDING_GROUP, STAFF_GROUP, TOKEN
from bot.sandbox.world import World

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "btn", **fields}]]}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": "   "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "y"}}, 'can\'t find field "message_id"'),
        ({"text": "x", "message_thread_id": 9}, "message thread not found"),
        ({"text": "x", "allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
        ({"text": "x", "reply_markup": "nonsense"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": {"inline_keyboard": "bad"}}, 'field "inline_keyboard" must be of type Array'),
        ({"text": "x", "reply_markup": {"force_reply": "yes"}}, 'field "force_reply" must be of type Boolean'),
        ({"text": "x", "reply_markup": button(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": button()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": button(callback_data="")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": button(url="not-a-url")},
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": button(url="ftp://example.com")},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        ({"text": "x", "reply_markup": button(pay=True)}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "reply_markup": button(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
def test_a_message_telegram_would_refuse_is_refused(
    run: Run, world: World, call: Call, parameters: dict[str, Any], words: str
) -> None:
    world.phone(ANI).start()
    answer = run(call("sendMessage", chat_id=ANI, **parameters))
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}
    assert world.phone(ANI).answers == []


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "x" * 4096},
        {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "html"},
        {"text": "😀" * 2048},
        {"text": "x", "reply_markup": button(callback_data="é" * 32)},
        {"text": "x", "reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}},
        {"text": "x", "link_preview_options": {"is_disabled": True}},
    ],
)
def test_a_message_at_the_edge_is_taken(run: Run, world: World, call: Call, parameters: dict[str, Any]) -> None:
    world.phone(ANI).start()
    assert run(call("sendMessage", chat_id=ANI, **parameters))["ok"]


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"text": "x", "receiver_user_id": 5}),
        ("sendMessage", {"text": "x", "disable_web_page_preview": True}),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "t.me/x", "x": 1}]]}}),
        ("sendMessage", {"text": "x", "parse_mode": "MarkdownV2"}),
        ("sendMessage", {"text": "x", "reply_markup": button(callback_data="x", url="https://t.me/x")}),
        ("sendDice", {}),
    ],
)
def test_what_10_1_does_not_know_is_refused_as_our_own_mistake(
    run: Run, world: World, call: Call, method: str, parameters: dict[str, Any]
) -> None:
    world.phone(ANI).start()
    assert "SANDBOX: " in run(call(method, chat_id=ANI, **parameters))["description"]


def test_strangers_and_the_blocked_are_out_of_reach(run: Run, world: World, call: Call) -> None:
    def words(chat: object) -> str:
        return str(run(call("sendMessage", chat_id=chat, text="x"))["description"])

    assert words(987654) == "Bad Request: chat not found"
    assert words("@nobody_here") == "Bad Request: chat not found"
    assert words("") == "Bad Request: chat_id is empty"
    assert words(ANI) == "Forbidden: bot can't initiate conversation with a user"
    ani = world.phone(ANI)
    ani.start()
    ani.block()
    assert words(ANI) == "Forbidden: bot was blocked by the user"
    ani.unblock()
    assert run(call("sendMessage", chat_id=ANI, text="x"))["ok"]
    world.people[ANI].deleted = True
    assert words(ANI) == "Forbidden: user is deactivated"


def test_a_group_that_threw_the_bot_out_is_out_of_reach(run: Run, world: World, call: Call) -> None:
    world.phone(ANI, FOUNDING_GROUP).remove_bot()
    answer = run(call("sendMessage", chat_id=FOUNDING_GROUP, text="x"))
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was kicked from the group chat")
    world.chats[FOUNDING_GROUP].roles[BOT_ID] = Role.LEFT
    answer = run(call("getChat", chat_id=FOUNDING_GROUP))
    assert answer["description"] == "Forbidden: bot is not a member of the group chat"


def test_a_migrated_group_says_where_it_went(run: Run, world: World, call: Call) -> None:
    new_id = world.migrate(FOUNDING_GROUP)
    answer = run(call("sendMessage", chat_id=FOUNDING_GROUP, text="x"))
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new_id}
    assert run(call("sendMessage", chat_id=new_id, text="x"))["ok"]
    told = [update["message"] for update in run(call("getUpdates"))["result"]]
    assert [(m["chat"]["id"], m.get("migrate_to_chat_id"), m.get("migrate_from_chat_id")) for m in told] == [
        (FOUNDING_GROUP, new_id, None),
        (new_id, None, FOUNDING_GROUP),
    ]


def test_edits_are_refused_where_nothing_changes_or_nothing_is(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    mine = ani.start()
    sent = run(call("sendMessage", chat_id=ANI, text="<b>a</b>", parse_mode="HTML", reply_markup=button(url="t.me/x")))
    number = sent["result"]["message_id"]

    def edit(method: str = "editMessageText", **parameters: Any) -> str:
        return str(run(call(method, chat_id=ANI, **{"message_id": number, **parameters})).get("description", "ok"))

    same: dict[str, Any] = {"text": "<b>a</b> ", "parse_mode": "HTML", "reply_markup": button(url="t.me/x")}
    assert edit(**same) == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message"
    )
    assert edit(text="a", message_id=999) == "Bad Request: message to edit not found"
    assert edit(text="a", message_id=mine.id) == "Bad Request: message can't be edited"
    assert edit("editMessageReplyMarkup") == "ok"
    assert edit("editMessageReplyMarkup").startswith("Bad Request: message is not modified")
    assert edit(text="b", reply_markup={"force_reply": True}) == "Bad Request: inline keyboard expected"

    assert edit(text="b") == "ok"
    assert (ani.last.text, ani.last.buttons, ani.last.edited) == ("b", [], True)


def test_an_edit_without_a_keyboard_takes_the_keyboard_away(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    ani.start()
    run(call("sendMessage", chat_id=ANI, text="a", reply_markup=button(callback_data="x")))
    assert ani.last.buttons == ["btn"]
    run(call("editMessageText", chat_id=ANI, message_id=ani.last.id, text="b"))
    assert ani.last.buttons == []


def test_deleting_follows_telegrams_rules(run: Run, world: World, clock: MovableClock, call: Call) -> None:
    ani, group = world.phone(ANI), world.phone(ANI, FOUNDING_GROUP)
    theirs = group.write("halo semua")
    ani.start()
    number = run(call("sendMessage", chat_id=ANI, text="x"))["result"]["message_id"]

    def delete(chat: int, message: int) -> str:
        return str(run(call("deleteMessage", chat_id=chat, message_id=message)).get("description", "ok"))

    assert delete(FOUNDING_GROUP, theirs.id) == "Bad Request: message can't be deleted"
    assert delete(ANI, 999) == "Bad Request: message to delete not found"
    old = run(call("sendMessage", chat_id=ANI, text="lama"))["result"]["message_id"]
    assert delete(ANI, number) == "ok"
    run(clock.move(timedelta(hours=49)))
    assert delete(ANI, old) == "Bad Request: message can't be deleted for everyone"
    assert [message.id for message in ani.answers] == [old]


def test_pinning_needs_the_right_to(run: Run, world: World, call: Call) -> None:
    theirs = world.phone(ANI, FOUNDING_GROUP).write("halo")
    refused = run(call("pinChatMessage", chat_id=FOUNDING_GROUP, message_id=theirs.id))
    assert refused["description"] == "Bad Request: not enough rights to manage pinned messages in the chat"
    ours = run(call("sendMessage", chat_id=STAFF_GROUP, text="daftar"))["result"]["message_id"]
    assert run(call("pinChatMessage", chat_id=STAFF_GROUP, message_id=ours))["ok"]
    assert run(call("getChat", chat_id=STAFF_GROUP))["result"]["pinned_message"]["message_id"] == ours
    assert run(call("unpinChatMessage", chat_id=STAFF_GROUP))["ok"]


def test_the_token_and_the_method_must_be_right(run: Run, http: httpx.AsyncClient, call: Call) -> None:
    def get(path: str) -> tuple[int, str]:
        answer = run(http.get(path))
        return answer.status_code, answer.json()["description"]

    assert get("/bot7000001:other/getMe") == (401, "Unauthorized")
    assert get("/botnonsense/getMe") == (404, "Not Found")
    assert get(f"/bot{TOKEN}/makeTea") == (404, "Not Found: method not found")
    assert run(http.get(f"/bot{TOKEN}/GETME")).json()["result"]["id"] == BOT_ID
    assert run(call("logOut"))["result"] is True
    assert get(f"/bot{TOKEN}/getMe") == (400, "Logged out")


def test_a_group_cannot_be_asked_for_a_phone_number(run: Run, world: World, call: Call) -> None:
    markup = {"keyboard": [[{"text": "Kirim nomor", "request_contact": True}]]}
    answer = run(call("sendMessage", chat_id=FOUNDING_GROUP, text="x", reply_markup=markup))
    assert answer["description"] == "Bad Request: phone number can be requested in private chats only"
    world.phone(BUDI).start()
    assert run(call("sendMessage", chat_id=BUDI, text="x", reply_markup=markup))["ok"]
    contact = world.phone(BUDI).press("Kirim nomor")
    assert run(call("getUpdates", offset=-1))["result"][0]["message"]["contact"]["user_id"] == BUDI
    assert contact is not None
