"""getUpdates, webhooks and what a bot gets to see: offsets, waiting, conflicts, privacy mode."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.seed import ANI, BUDI, FOUNDING_GROUP, HADI, SARI, STAFF_GROUP
from bot.sandbox.updates import FIRST
from bot.sandbox.world import World

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def ids(answer: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


def test_updates_come_again_until_a_higher_offset_confirms_them(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    for words in ("satu", "dua", "tiga"):
        ani.write(words)
    assert ids(run(call("getUpdates"))) == [FIRST, FIRST + 1, FIRST + 2]
    assert ids(run(call("getUpdates", limit=2))) == [FIRST, FIRST + 1]
    assert ids(run(call("getUpdates", offset=FIRST + 1))) == [FIRST + 1, FIRST + 2]
    assert ids(run(call("getUpdates"))) == [FIRST + 1, FIRST + 2]
    assert ids(run(call("getUpdates", offset=-1))) == [FIRST + 2]
    assert ids(run(call("getUpdates", offset=FIRST + 3))) == []
    assert ids(run(call("getUpdates", offset=FIRST))) == []


def test_a_long_poll_ends_with_the_first_update(run: Run, world: World, call: Call) -> None:
    async def play() -> dict[str, Any]:
        poll = asyncio.create_task(call("getUpdates", timeout=30))
        await asyncio.sleep(0.05)
        assert not poll.done()
        world.phone(ANI).write("halo")
        return await asyncio.wait_for(poll, 2)

    assert ids(run(play())) == [FIRST]


def test_a_long_poll_without_updates_ends_empty(run: Run, call: Call) -> None:
    assert run(call("getUpdates", timeout=1)) == {"ok": True, "result": []}


def test_a_second_poll_ends_the_first_with_a_conflict(run: Run, world: World, call: Call) -> None:
    async def play() -> tuple[dict[str, Any], dict[str, Any]]:
        first = asyncio.create_task(call("getUpdates", timeout=30))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(call("getUpdates", timeout=30))
        ended = await asyncio.wait_for(first, 2)
        world.phone(ANI).write("halo")
        return ended, await asyncio.wait_for(second, 2)

    ended, fetched = run(play())
    assert ended["error_code"] == 409
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request")
    assert len(fetched["result"]) == 1


def test_kinds_not_asked_for_are_not_queued(run: Run, world: World, call: Call) -> None:
    run(call("getUpdates", allowed_updates=["callback_query"]))
    world.phone(ANI).write("halo")
    assert ids(run(call("getUpdates"))) == []
    run(call("getUpdates", allowed_updates=["message", "chat_member"]))
    world.phone(ANI).write("halo lagi")
    world.phone(ANI, STAFF_GROUP).join()
    kinds = [set(update) - {"update_id"} for update in run(call("getUpdates"))["result"]]
    assert kinds == [{"message"}, {"chat_member"}, {"message"}]


def test_by_default_everything_but_membership_and_reactions_comes(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    ani.block()
    world.phone(ANI, STAFF_GROUP).join()
    kinds = [set(update) - {"update_id"} for update in run(call("getUpdates"))["result"]]
    assert kinds == [{"my_chat_member"}, {"message"}]


def test_privacy_mode_hides_talk_that_is_not_for_the_bot(run: Run, world: World, call: Call) -> None:
    group, staff = world.phone(BUDI, FOUNDING_GROUP), world.phone(SARI, STAFF_GROUP)
    run(call("sendMessage", chat_id=FOUNDING_GROUP, text="Halo semua"))
    group.write("besok rapat jam tujuh")
    group.send_photo(b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0")
    group.write("/mulai")
    group.write("/mulai@klinik_koperasi_bot")
    group.write("/mulai@bot_lain_bot")
    group.write("setuju", reply_to=world.phone(BUDI, FOUNDING_GROUP).answers[0])
    staff.write("siapa jaga hari ini?")
    texts = [update["message"]["text"] for update in run(call("getUpdates"))["result"]]
    assert texts == ["/mulai", "/mulai@klinik_koperasi_bot", "setuju", "siapa jaga hari ini?"]


def test_an_injected_update_keeps_its_number_even_twice(run: Run, world: World, call: Call) -> None:
    world.inject({"update_id": FIRST + 7, "novelty": {"x": 1}})
    world.inject({"update_id": FIRST + 7, "novelty": {"x": 1}})
    world.inject({"update_id": FIRST + 2, "message": None})
    assert ids(run(call("getUpdates"))) == [FIRST + 2, FIRST + 7, FIRST + 7]


def test_an_update_shows_the_message_as_it_was_then(run: Run, world: World, call: Call) -> None:
    ani = world.phone(ANI)
    message = ani.write("sepuluh orang")
    ani.edit(message, "sebelas orang")
    first, second = run(call("getUpdates"))["result"]
    assert first["message"]["text"] == "sepuluh orang"
    assert second["edited_message"]["text"] == "sebelas orang"
    assert second["edited_message"]["message_id"] == message.id


class Listener:
    """A webhook that says no the first time and keeps what it was sent."""

    def __init__(self, noes: int = 0) -> None:
        self.noes = noes
        self.wanted = 0
        self.enough = asyncio.Event()
        self.posts: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=Starlette(routes=[Route("/hook", self.hook, methods=["POST"])]))
        )

    async def hook(self, request: Request) -> Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.noes:
            self.noes -= 1
            return Response(status_code=500)
        self.posts.append(json.loads(await request.body()))
        if len(self.posts) == self.wanted:
            self.enough.set()
        return Response()


def test_a_webhook_gets_each_update_once_in_order_and_with_the_secret(run: Run, world: World, call: Call) -> None:
    listener = Listener(noes=1)
    world.webhook.client, world.webhook.first_pause = listener.http, 0.01

    async def play() -> None:
        world.phone(ANI).write("sebelum")
        answer = await call("setWebhook", url="http://testserver/hook", secret_token="rahasia")
        assert answer["ok"]
        conflict = await call("getUpdates")
        assert conflict["error_code"] == 409
        assert conflict["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
        for number in range(5):
            world.phone(ANI).write(f"ani {number}")
            world.phone(HADI).write(f"hadi {number}")
        listener.wanted = 11
        await asyncio.wait_for(listener.enough.wait(), 5)
        await asyncio.sleep(0.05)
        info = (await call("getWebhookInfo"))["result"]
        assert (info["url"], info["pending_update_count"]) == ("http://testserver/hook", 0)
        assert info["last_error_message"] == "Wrong response from the webhook: 500"
        await call("deleteWebhook")

    run(play())
    by_chat = {
        who: [p["message"]["text"] for p in listener.posts if p["message"]["chat"]["id"] == who] for who in (ANI, HADI)
    }
    assert by_chat[ANI] == ["sebelum", *(f"ani {n}" for n in range(5))]
    assert by_chat[HADI] == [f"hadi {n}" for n in range(5)]
    assert set(listener.secrets) == {"rahasia"}
    assert run(call("getUpdates"))["ok"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "http://klinik.example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://x.id/y", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
def test_a_wrong_webhook_is_refused(run: Run, call: Call, parameters: dict[str, str], words: str) -> None:
    assert run(call("setWebhook", **parameters))["description"] == f"Bad Request: {words}"
