"""The webhook: kept before 200 is said, only with the secret, the same counter behind it."""

import httpx
import pytest

from bot import web
from bot.sandbox.seed import ANI
from bot.settings import Settings
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


def update(number: int, text: str) -> dict[str, object]:
    """A raw private message."""
    who = {"id": ANI, "is_bot": False, "first_name": "Bu Ani"}
    message = {"message_id": number, "date": 1, "chat": {"id": ANI, "type": "private"}, "from": who, "text": text}
    return {"update_id": number, "message": message}


def posting(town: Town) -> httpx.AsyncClient:
    """A client that posts as Telegram would."""
    app = web.application(web.routes(town.clinic))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://here")


async def test_an_update_is_kept_and_answered(town: Town) -> None:
    town.ani.start()
    await town.settle()
    word = {"x-telegram-bot-api-secret-token": town.clinic.settings.webhook_word}
    async with posting(town) as http:
        answers = [await http.post("/telegram", json=update(990, "/bantuan"), headers=word) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    await town.settle()
    assert sum("Cara memakai" in seen.text for seen in town.ani.messages) == 1


@pytest.mark.parametrize("word", ["", "wrong"])
async def test_without_the_secret_nothing_is_taken(town: Town, word: str) -> None:
    headers = {"x-telegram-bot-api-secret-token": word} if word else {}
    async with posting(town) as http:
        assert (await http.post("/telegram", json=update(991, "/bantuan"), headers=headers)).status_code == 401


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"update_id": "x"}', b'{"message": {}}'])
async def test_what_is_no_update_is_refused(town: Town, body: bytes) -> None:
    word = {"x-telegram-bot-api-secret-token": town.clinic.settings.webhook_word}
    async with posting(town) as http:
        assert (await http.post("/telegram", content=body, headers=word)).status_code == 400


async def test_health_says_what_waits(town: Town) -> None:
    async with posting(town) as http:
        assert (await http.get("/health")).json() == {"ok": True, "waiting": 0, "parked": 0}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("", ""),
        ("https://klinik.example", "https://klinik.example/telegram"),
        ("https://klinik.example/", "https://klinik.example/telegram"),
        ("https://klinik.example/own/path", "https://klinik.example/own/path"),
    ],
)
def test_the_address_is_the_one_given(url: str, address: str) -> None:
    assert Settings(webhook_url=url).webhook_address == address


def test_the_word_stays_the_same_over_restarts_and_is_not_the_token() -> None:
    one, same = Settings(telegram_token="1:a"), Settings(telegram_token="1:a")
    assert one.webhook_word == same.webhook_word != Settings(telegram_token="1:b").webhook_word
