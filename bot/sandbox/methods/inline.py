"""The answer to an inline query: checked as a whole, and every result as the message it would become."""

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import bad, own_rule
from bot.sandbox.keyboards import check_keyboard
from bot.sandbox.methods.content import Parameters, inline_markup, text_of
from bot.sandbox.methods.editing import TOO_OLD
from bot.sandbox.methods.registry import plays

if TYPE_CHECKING:
    from bot.sandbox.world import Uploads, World

LIVES, MOST_RESULTS, MOST_BYTES = 30, 50, 64
START = re.compile(r"[A-Za-z0-9_\-]{1,64}")


@plays("answerInlineQuery")
def answer_inline_query(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Offer results for what somebody typed; soon, and once."""
    query = world.inline.get(p["inline_query_id"])
    if query is None or query.answered or world.clock.now().timestamp() - query.asked_at > LIVES:
        raise bad(TOO_OLD)
    if len(p["results"]) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len(p.get("next_offset", "").encode()) > MOST_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    if p.get("cache_time", 0) < 0:
        raise own_rule("cache_time is in seconds from 0 on")
    results = [_result(world, one) for one in p["results"]]
    if len({one["id"] for one in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    query.button = _button(p.get("button"))
    query.answered, query.results, query.cache_time = True, results, p.get("cache_time", 300)
    world.tell("inline", query.chat_id, query)
    return True


def _result(world: "World", one: dict[str, Any]) -> dict[str, Any]:
    if one["type"] != "article" or "message_text" not in one["input_message_content"]:
        raise own_rule(f"inline results of type {one['type']} without a text are not played in the sandbox")
    if not 1 <= len(one["id"].encode()) <= MOST_BYTES:
        raise bad("RESULT_ID_INVALID")
    if not one["title"].strip():
        raise bad("ARTICLE_TITLE_EMPTY")
    given = one["input_message_content"]
    if markup := one.get("reply_markup"):
        check_keyboard(markup)
    message = text_of(world, {**given, "text": given["message_text"]}) | inline_markup(one)
    return {"id": one["id"], "title": one["title"], "description": one.get("description", ""), "message": message}


def _button(button: dict[str, Any] | None) -> dict[str, Any] | None:
    if button is None:
        return None
    if not button["text"].strip():
        raise bad("SWITCH_PM_TEXT_EMPTY")
    if ("web_app" in button) == ("start_parameter" in button):
        raise own_rule("the button above inline results has either a web_app or a start_parameter")
    if "start_parameter" in button and not START.fullmatch(button["start_parameter"]):
        raise bad("START_PARAM_INVALID")
    return button
