"""How requests may come in, what both libraries make of the answers, and what the wire log keeps."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import httpx
import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram import InputMediaDocument
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.sandbox.clock import MovableClock
from bot.sandbox.limits import Limits
from bot.sandbox.seed import ANI, FOUNDING_GROUP, HADI, STAFF_GROUP, TOKEN
from bot.sandbox.world import World
from bot.wire import AiogramSession, CourierRequest

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]
BASE = "http://sandbox"


def aiogram_bot(http: httpx.AsyncClient) -> Bot:
    return Bot(TOKEN, session=AiogramSession(BASE, http))


def courier_bot(http: httpx.AsyncClient) -> "ExtBot[None]":
    request = CourierRequest(http)
    return ExtBot(
        TOKEN, base_url=f"{BASE}/bot", base_file_url=f"{BASE}/file/bot", request=request, get_updates_request=request
    )


@pytest.mark.parametrize("form", ["json", "urlencoded", "multipart", "query"])
def test_a_request_may_come_in_any_form(run: Run, world: World, http: httpx.AsyncClient, form: str) -> None:
    world.phone(ANI).start()
    markup = json.dumps({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]})
    fields = {
        "chat_id": str(ANI),
        "text": "<b>é 😀</b>",
        "parse_mode": "HTML",
        "reply_markup": markup,
        "protect_content": "true",
    }
    url = f"/bot{TOKEN}/sendMessage"
    sent = {
        "json": lambda: http.post(url, json=fields),
        "urlencoded": lambda: http.post(url, data=fields),
        "multipart": lambda: http.post(url, files={name: (None, value) for name, value in fields.items()}),
        "query": lambda: http.get(url, params=fields),
    }[form]()
    message = run(_awaited(sent))["result"]
    assert message["text"] == "é 😀"
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "y"
    assert message["has_protected_content"] is True


async def _awaited(sent: Any) -> Any:
    return (await sent).json()


def test_aiogram_speaks_to_it(run: Run, world: World, http: httpx.AsyncClient) -> None:
    async def play() -> None:
        bot = aiogram_bot(http)
        assert (await bot.me()).username == "klinik_koperasi_bot"
        with pytest.raises(TelegramForbiddenError, match="can't initiate"):
            await bot.send_message(ANI, "x")
        world.phone(ANI).start()
        markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ya", callback_data="y")]])
        sent = await bot.send_message(ANI, "<b>Halo</b>", parse_mode="HTML", reply_markup=markup)
        assert (sent.text, sent.html_text) == ("Halo", "<b>Halo</b>")
        document = await bot.send_document(ANI, BufferedInputFile(b"%PDF-1.7", "akta.pdf"), caption="draf")
        assert document.document is not None
        assert document.document.mime_type == "application/pdf"
        fetched = await bot.download(document.document.file_id)
        assert fetched is not None
        assert fetched.read() == b"%PDF-1.7"
        assert (await bot.edit_message_text("Beres", chat_id=ANI, message_id=sent.message_id)).text == "Beres"  # type: ignore[union-attr]
        with pytest.raises(ClientDecodeError):  # 10.1 tells no «can_send_welcome_messages», which aiogram 3.31 wants
            await bot.get_chat_administrators(STAFF_GROUP)
        world.newer_rights = ("can_send_welcome_messages",)
        members = await bot.get_chat_administrators(STAFF_GROUP)
        assert {member.status for member in members} == {"creator", "administrator"}
        assert (await bot.get_chat(STAFF_GROUP)).title == "Petugas Klinik"

    run(play())


def test_python_telegram_bot_speaks_to_it(run: Run, world: World, http: httpx.AsyncClient) -> None:
    async def play() -> None:
        bot = courier_bot(http)
        await bot.initialize()
        assert bot.username == "klinik_koperasi_bot"
        world.phone(ANI).start()
        sent = await bot.send_message(ANI, "<i>Besok</i>", parse_mode="HTML")
        assert sent.text_html == "<i>Besok</i>"
        album = await bot.send_media_group(
            ANI, [InputMediaDocument(b"1", filename="a.txt"), InputMediaDocument(b"2", filename="b.txt")]
        )
        assert [message.document.file_name for message in album if message.document] == ["a.txt", "b.txt"]
        assert (await bot.send_venue(ANI, -7.98, 112.63, "Klinik Koperasi", "Malang")).venue is not None
        assert (await bot.get_chat_member(STAFF_GROUP, HADI)).status == "creator"
        assert (await bot.get_chat(ANI)).first_name == "Bu Ani"
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(4711, "x")
        new_id = world.migrate(FOUNDING_GROUP)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(FOUNDING_GROUP, "x")
        assert moved.value.new_chat_id == new_id
        assert [update.message for update in await bot.get_updates() if update.message]

    run(play())


def test_both_libraries_can_read_every_update(run: Run, world: World, http: httpx.AsyncClient, call: Call) -> None:
    ani, group = world.phone(ANI), world.phone(ANI, FOUNDING_GROUP)
    ani.start("x")
    run(
        call(
            "sendMessage",
            chat_id=ANI,
            text="a",
            reply_markup={"inline_keyboard": [[{"text": "b", "callback_data": "c"}]]},
        )
    )
    ani.press("b")
    run(call("deleteMessage", chat_id=ANI, message_id=ani.last.id))
    ani.press("b")
    ani.edit(ani.write("satu"), "dua")
    for send in (ani.send_voice, ani.send_sticker, ani.send_contact, ani.send_location, ani.block, ani.unblock):
        send()
    ani.forward(ani.messages[0])
    group.leave()
    group.join()
    world.migrate(FOUNDING_GROUP)
    world.newer_rights = ("can_send_welcome_messages",)
    world.phone(HADI, STAFF_GROUP).add_bot(admin=False)
    waiting = list(world.updates.waiting)
    assert len(waiting) > 12
    for update in waiting:
        Update.model_validate(update)
    assert len(run(courier_bot(http).get_updates())) == len(waiting)


def test_too_fast_is_told_with_the_seconds_to_wait(run: Run, world: World, http: httpx.AsyncClient, call: Call) -> None:
    moment = [100.0]
    world.limits = Limits(timer=lambda: moment[0])
    world.phone(ANI).start()
    answers = [run(call("sendMessage", chat_id=ANI, text=str(n))) for n in range(7)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False] * 2
    assert answers[5] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert (world.calls[-1].flagged, world.limits.touched) == ("limit", 2)
    with pytest.raises(TelegramRetryAfter):
        run(aiogram_bot(http).send_message(ANI, "x"))
    with pytest.raises(RetryAfter):
        run(courier_bot(http).send_message(ANI, "x"))
    moment[0] += 1
    assert run(call("sendMessage", chat_id=ANI, text="x"))["ok"]


def test_a_group_takes_twenty_a_minute_and_the_bot_thirty_a_second(run: Run, world: World, call: Call) -> None:
    moment = [100.0]
    world.limits = Limits(timer=lambda: moment[0])

    def sent(chat: int, times: int) -> int:
        return sum(run(call("sendMessage", chat_id=chat, text=str(n)))["ok"] for n in range(times))

    assert sent(FOUNDING_GROUP, 25) == 20
    for person in (ANI, HADI):
        world.phone(person).start()
    assert sent(ANI, 7) + sent(HADI, 7) == 10
    assert not run(call("sendMessage", chat_id=STAFF_GROUP, text="x"))["ok"]
    moment[0] += 61
    assert run(call("sendMessage", chat_id=STAFF_GROUP, text="x"))["ok"]


def test_faults_happen_to_the_call_they_were_ordered_for(
    run: Run, world: World, http: httpx.AsyncClient, call: Call
) -> None:
    world.phone(ANI).start()
    world.fail_next("sendMessage", 502, "Bad Gateway", times=2)
    world.fail_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    assert run(call("getMe"))["ok"]
    assert [run(call("sendMessage", chat_id=ANI, text="x"))["error_code"] for _ in range(3)] == [502, 502, 429]
    assert world.phone(ANI).answers == []
    world.fail_next("sendMessage", answer={"strange": True})
    assert run(call("sendMessage", chat_id=ANI, text="satu"))["result"] == {"strange": True}
    world.fail_next("sendMessage", lose_answer=True)
    with pytest.raises(NetworkError):
        run(courier_bot(http).send_message(ANI, "dua"))
    assert [message.text for message in world.phone(ANI).answers] == ["satu", "dua"]
    assert world.calls[-1].flagged == "lost"


def test_a_slow_answer_is_slow(run: Run, world: World, call: Call) -> None:
    world.fail_next("getMe", delay=5)

    async def play() -> None:
        async with asyncio.timeout(0.1):
            await call("getMe")

    with pytest.raises(TimeoutError):
        run(play())


def test_the_wire_log_keeps_calls_answers_and_flags(run: Run, world: World, call: Call) -> None:
    world.phone(ANI).start()
    run(call("sendMessage", chat_id=ANI, text="x"))
    run(call("editMessageText", chat_id=ANI, message_id=99, text="y"))
    first, second = world.calls.of("sendMessage", "editMessageText")
    assert (first.ok, first.flagged, first.parameters["text"], first.chat_id) == (True, "", "x", ANI)
    assert (second.status, second.flagged) == (400, "refused")
    assert world.calls.since(first.number) == [second]
    assert second.at == world.clock.now()


def test_commands_are_kept_per_scope(run: Run, call: Call) -> None:
    commands = [{"command": "mulai", "description": "Mulai"}]
    staff = {"type": "chat", "chat_id": STAFF_GROUP}
    assert run(call("setMyCommands", commands=commands, scope=staff))["ok"]
    assert run(call("getMyCommands", scope=staff))["result"] == commands
    assert run(call("getMyCommands"))["result"] == []
    assert run(call("deleteMyCommands", scope=staff))["ok"]
    assert run(call("getMyCommands", scope=staff))["result"] == []
    wrong = [{"command": "Mulai!", "description": "Mulai"}]
    assert run(call("setMyCommands", commands=wrong))["description"] == "Bad Request: BOT_COMMAND_INVALID"


@pytest.mark.parametrize("what", ["Name", "Description", "ShortDescription"])
def test_names_and_descriptions_are_kept(run: Run, call: Call, what: str) -> None:
    key = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    assert run(call(f"setMy{what}", **{key: "Klinik Koperasi Malang"}))["ok"]
    assert run(call(f"getMy{what}"))["result"] == {key: "Klinik Koperasi Malang"}
    assert "SANDBOX" in run(call(f"setMy{what}", **{key: "x" * 600}))["description"]


def test_the_clock_tells_everybody_when_it_is_moved(run: Run, clock: MovableClock) -> None:
    heard: list[str] = []

    async def tick() -> None:
        heard.append(f"{clock.now():%d %H}")

    clock.on_move(tick)
    stop = clock.on_move(lambda: heard.append("sync"))
    run(clock.move(timedelta(days=1)))
    stop()
    run(clock.move_to(clock.now() + timedelta(hours=1)))
    run(clock.move_to(clock.now() - timedelta(hours=1)))
    assert heard == ["22 09", "sync", "22 10"]
