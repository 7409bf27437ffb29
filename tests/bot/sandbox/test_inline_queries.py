"""Inline mode in the sandbox: what it refuses of an answer, and what becomes of a chosen result."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.clock import MovableClock
from bot.sandbox.phones import NeverShown
from bot.sandbox.seed import ANI, BOT_ID, FOUNDING_GROUP
from bot.sandbox.world import World

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


def article(id: str = "a", text: str = "<b>Sembilan</b> orang", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": id, "title": "Pendiri", "input_message_content": content, **more}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"results": "x"}, "can't parse results JSON object"),
        ({"results": [{**article(), "colour": "red"}]}, 'has no field "colour"'),
        ({"results": [{"type": "article", "id": "a", "title": "x"}]}, 'an\'t find field "input_message_content"'),
        ({"results": [article() | {"title": " "}]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article("é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(text="<b>x")]}, "can't parse entities"),
        ({"results": [article(text="x" * 4097)]}, "message is too long"),
        ({"results": [article(reply_markup={"inline_keyboard": [[{"text": "x"}]]})]}, "Text buttons are unallowed"),
        ({"results": [{"type": "photo", "id": "a", "photo_url": "x", "thumbnail_url": "x"}]}, "not played"),
        ({"results": [], "button": {"text": "Tanya"}}, "either a web_app or a start_parameter"),
        ({"results": [], "button": {"text": "Tanya", "start_parameter": "tanya ya"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": " ", "start_parameter": "tanya"}}, "SWITCH_PM_TEXT_EMPTY"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "cache_time": -1}, "cache_time"),
        ({"results": [], "switch_pm_text": "Tanya"}, 'no parameter "switch_pm_text"'),
        ({}, "results"),
    ],
)
def test_an_answer_that_telegram_would_not_take(
    world: World, call: Call, run: Run, more: dict[str, Any], words: str
) -> None:
    query = world.phone(ANI).inline("pendiri")
    answer = run(call("answerInlineQuery", inline_query_id=query.id, **more))
    assert not answer["ok"]
    assert words in answer["description"]
    assert not query.answered


def test_a_query_is_answered_once_and_soon(world: World, call: Call, run: Run, clock: MovableClock) -> None:
    first, second = world.phone(ANI).inline("pendiri"), world.phone(ANI).inline("pendiri")
    assert run(call("answerInlineQuery", inline_query_id=first.id, results=[article()]))["ok"]
    clock.shift(timedelta(minutes=1))
    for late in (first.id, second.id, "1"):
        answer = run(call("answerInlineQuery", inline_query_id=late, results=[article()]))
        assert "query is too old" in answer["description"]


def test_a_chosen_result_is_sent_by_the_person_and_marked(world: World, call: Call, run: Run) -> None:
    phone = world.phone(ANI, FOUNDING_GROUP)
    query = phone.inline("pendiri")
    update = world.updates.waiting[-1]["inline_query"]
    assert (update["query"], update["chat_type"], update["from"]["id"]) == ("pendiri", "group", ANI)
    button = {"inline_keyboard": [[{"text": "Tanya", "url": "https://t.me/klinik_koperasi_bot?start=tanya"}]]}
    run(call("answerInlineQuery", inline_query_id=query.id, results=[article(reply_markup=button)]))
    shared = phone.share(query, "a")
    assert (shared.mine, shared.text, shared.html, shared.buttons) == (
        True,
        "Sembilan orang",
        "<b>Sembilan</b> orang",
        ["Tanya"],
    )
    assert shared.raw["via_bot"]["id"] == BOT_ID
    assert world.updates.waiting[-1]["message"]["via_bot"]["id"] == BOT_ID  # privacy mode hides it not from us
    with pytest.raises(NeverShown):
        phone.share(query, "b")
    with pytest.raises(NeverShown):
        phone.press_above(query)


def test_where_inline_mode_is_off_nothing_is_asked(world: World) -> None:
    world.bot.supports_inline_queries = False
    with pytest.raises(PermissionError):
        world.phone(ANI).inline("pendiri")
