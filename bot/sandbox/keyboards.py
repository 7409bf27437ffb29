"""What Telegram refuses in a keyboard: buttons without an action, data over 64 bytes, addresses that lead nowhere."""

from typing import Any

from bot.sandbox.entities import units
from bot.sandbox.errors import bad, own_rule
from bot.sandbox.links import link_fault

Button = dict[str, Any]

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
MOST_BUTTONS, MOST_IN_A_ROW, MOST_DATA_BYTES, LONGEST_COPY = 100, 8, 64, 256


def check_keyboard(markup: dict[str, Any]) -> None:
    """Check a reply markup of any kind; raise Refusal in Telegram's words."""
    if "inline_keyboard" in markup:
        _check_size(markup["inline_keyboard"])
        for row in markup["inline_keyboard"]:
            for button in row:
                _check_inline(button)
    elif "keyboard" in markup:
        _check_size(markup["keyboard"], most_in_a_row=12, most=300)
        for row in markup["keyboard"]:
            for button in row:
                _check_plain(button)


def _check_size(rows: list[list[Button]], most_in_a_row: int = MOST_IN_A_ROW, most: int = MOST_BUTTONS) -> None:
    if sum(map(len, rows)) > most:
        raise bad("reply markup is too long")
    if any(len(row) > most_in_a_row for row in rows):
        raise own_rule(f"more than {most_in_a_row} buttons in a row are cut off on phones")


def _check_inline(button: Button) -> None:
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: Button text must be non-empty")
    actions = [name for name in ACTIONS if button.get(name) not in (None, False)]
    if len(actions) > 1:
        raise own_rule(f"the button «{button['text']}» has more than one action: {', '.join(actions)}")
    if not actions or button.get("callback_data") == "":
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and len(value.encode()) > MOST_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and (fault := link_fault(value)):
        raise bad(f"inline keyboard button URL '{value}' is invalid: {fault}")
    if action == "web_app" and not value["url"].startswith("https://"):
        raise bad(f"inline keyboard button Web App URL '{value['url']}' is invalid: Only HTTPS links are allowed")
    if action == "copy_text" and not 1 <= units(value["text"]) <= LONGEST_COPY:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if action in ("pay", "callback_game"):
        raise bad("BUTTON_TYPE_INVALID")


def _check_plain(button: Button) -> None:
    if not button["text"].strip():
        raise bad("can't parse keyboard button: Button text must be non-empty")
    web_app = button.get("web_app")
    if web_app and not web_app["url"].startswith("https://"):
        raise bad(f"keyboard button Web App URL '{web_app['url']}' is invalid: Only HTTPS links are allowed")
