"""The sandbox as a process of its own: the levers, and what only a real socket shows."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from bot.sandbox.__main__ import application
from bot.sandbox.api import BotApi
from bot.sandbox.clock import MovableClock
from bot.sandbox.quick import quick
from bot.sandbox.seed import ANI, BOT_ID, FOUNDING_GROUP, TOKEN, seeded_world

Serving = Callable[[ASGIApp, Any], AbstractContextManager[str]]


@pytest.fixture(params=["h11", "quick"])
def there(serving: Serving, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    clock = MovableClock()
    world = seeded_world(clock)
    http = quick(BotApi(world)) if request.param == "quick" else "h11"
    with serving(application(world, clock), http) as base, httpx.Client(base_url=base, timeout=10) as client:
        yield client


def post(there: httpx.Client, lever: str, body: Any) -> Any:
    answer = there.post(f"/control/{lever}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def call(there: httpx.Client, method: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = there.post(f"/bot{TOKEN}/{method}", json=parameters).json()
    return answer


def test_people_write_press_and_what_was_sent_is_told(there: httpx.Client) -> None:
    assert post(there, "people", {"count": 3, "first_id": 10001}) == {"first_id": 10001, "count": 3}
    written = post(there, "write", [{"person": n, "text": "/start"} for n in (10001, 10002)])
    assert len({one["update_id"] for one in written}) == 2
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    assert call(there, "sendMessage", chat_id=10001, text="Siap?", reply_markup=markup)["ok"]
    assert not call(there, "sendMessage", chat_id=10003, text="Siap?")["ok"]
    post(there, "press", [{"person": 10001, "button": "Ya"}])
    assert call(there, "getUpdates", offset=-1)["result"][0]["callback_query"]["data"] == "y"
    told = there.get("/control/sent").json()
    assert [(c["chat"], c["status"], c["flagged"]) for c in told["calls"]] == [
        (10001, 200, ""),
        (10003, 400, "refused"),
    ]
    assert told["calls"][0]["at"] >= written[0]["at"]
    assert there.get("/control/sent", params={"since": told["next"]}).json()["calls"] == []
    seen = there.get("/control/chat", params={"person": 10001}).json()
    assert [(m["bot"], m["text"], m["buttons"]) for m in seen] == [(False, "/start", []), (True, "Siap?", ["Ya"])]


def test_a_group_can_be_written_to_and_raw_updates_pushed(there: httpx.Client) -> None:
    post(there, "write", [{"person": ANI, "chat": FOUNDING_GROUP, "text": "/mulai"}])
    numbers = post(there, "inject", [{"novelty": 1}, {"update_id": 7, "message": None}])
    fetched = call(there, "getUpdates")["result"]
    assert [update["update_id"] for update in fetched] == [7, numbers[0] - 1, numbers[0]]
    assert fetched[1]["message"]["chat"]["id"] == FOUNDING_GROUP


def test_a_lost_answer_breaks_the_connection_after_the_deed(there: httpx.Client) -> None:
    post(there, "write", [{"person": ANI, "text": "/start"}])
    post(
        there,
        "faults",
        [
            {"method": "sendMessage", "lose_answer": True},
            {"method": "getMe", "code": 502, "description": "Bad Gateway"},
        ],
    )
    with pytest.raises(httpx.RemoteProtocolError):
        call(there, "sendMessage", chat_id=ANI, text="sampai")
    assert there.get("/control/chat", params={"person": ANI}).json()[-1]["text"] == "sampai"
    assert call(there, "getMe")["error_code"] == 502
    assert call(there, "getMe")["result"]["id"] == BOT_ID


def test_clock_limits_and_state(there: httpx.Client) -> None:
    before = there.get("/control/state").json()
    assert (before["people"], before["limits_on"], before["waiting"]) == (4, True, 0)
    assert post(there, "clock", {"seconds": 86400})["now"] > before["now"]
    post(there, "clock", {"to": "2040-01-01T09:00:00+07:00"})
    assert there.get("/control/state").json()["now"].startswith("2040-01-01T02:00")
    assert post(there, "limits", {"on": False}) == {"on": False}


@pytest.mark.parametrize(
    ("lever", "body"),
    [
        ("write", [{"person": 1, "text": "x"}]),
        ("press", [{"person": ANI, "button": "Tidak ada"}]),
        ("faults", [{"colour": "red"}]),
        ("limits", {"colour": 1}),
        ("clock", {"to": "besok"}),
    ],
)
def test_a_wrong_request_is_answered_with_a_sentence(there: httpx.Client, lever: str, body: Any) -> None:
    answer = there.post(f"/control/{lever}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_an_upload_comes_back_as_it_went(there: httpx.Client) -> None:
    post(there, "write", [{"person": ANI, "text": "/start"}])
    content = bytes(range(256)) * 5000
    sent = there.post(
        f"/bot{TOKEN}/sendDocument", data={"chat_id": ANI}, files={"document": ("daftar é.bin", content)}
    ).json()["result"]["document"]
    assert (sent["file_name"], sent["file_size"]) == ("daftar é.bin", len(content))
    path = call(there, "getFile", file_id=sent["file_id"])["result"]["file_path"]
    assert there.get(f"/file/bot{TOKEN}/{path}").content == content
    assert there.get(f"/file/bot7000001:wrong/{path}").status_code == 401


def test_calls_sent_in_one_breath_and_in_pieces_are_all_answered(there: httpx.Client) -> None:
    body = b'{"offset": 0}'
    one = b"POST /bot%s/getUpdates?limit=5 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" % TOKEN.encode()
    one += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    with socket.create_connection((there.base_url.host, there.base_url.port or 80), timeout=5) as line:
        line.sendall(one + one[:60])
        time.sleep(0.05)
        line.sendall(one[60:] + f"GET /bot{TOKEN}/getMe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answered = b""
        while part := line.recv(65536):
            answered += part
    assert answered.count(b"HTTP/1.1 200 OK") == 3
    assert answered.count(b'"result":[]') == 2
    assert b"klinik_koperasi_bot" in answered
