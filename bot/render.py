"""A reply becomes Bot API payloads. The only place that writes HTML: templates are marked up, values are escaped."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from bot.receive.buttons import packed
from flows.replies import Button, Buttons, Document, Line, Link, Recipe, Reply, Shared

LIMIT = 4096  # characters of a message, counted in UTF-16 units after the entities are parsed
CAPTION = 1024
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
SMALL = re.compile(r"(?<![\w{])_(?=\S)(.+?)(?<=\S)_(?![\w}])", re.DOTALL)
TAG = re.compile(r"</?[bi]>")
UNPRINTABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")


def html(line: Line) -> str:
    """Write one line as Telegram's HTML."""
    template = BOLD.sub(r"<b>\1</b>", escape(line.template, quote=False))
    template = SMALL.sub(r"<i>\1</i>", template)
    values = {name: escape(UNPRINTABLE.sub("", value), quote=False) for name, value in line.values.items()}
    return template.format_map(values)


def length(text: str) -> int:
    """Count as Telegram does: UTF-16 units, tags not counted, entities as one."""
    bare = TAG.sub("", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return len(bare.encode("utf-16-le", "surrogatepass")) // 2


def pages(lines: Iterable[Line], limit: int = LIMIT) -> list[str]:
    """Join the lines where they fit; what is longer goes on in the next message."""
    found: list[str] = []
    for line in lines:
        for piece in _pieces(line, limit):
            if found and length(found[-1]) + 2 + length(piece) <= limit:
                found[-1] += "\n\n" + piece
            elif piece.strip():
                found.append(piece)
    return found


def _pieces(line: Line, limit: int) -> list[str]:
    """Cut a line that is longer than a message; the values are cut, never the markup."""
    whole = html(line)
    if length(whole) <= limit:
        return [whole]
    longest = max(line.values, key=lambda name: len(line.values[name]))
    value = line.values[longest]
    half = max(value.rfind("\n", 0, len(value) // 2 + 1), value.rfind(" ", 0, len(value) // 2 + 1))
    cut = half if half > 0 else len(value) // 2
    first = Line(line.template, {**line.values, longest: value[:cut]})
    return _pieces(first, limit) + _pieces(Line("{text}", {"text": value[cut:].lstrip()}), limit)


def keyboard(buttons: Buttons, bot_name: str) -> dict[str, Any] | None:
    """Lay the buttons out; None without any."""
    if not buttons:
        return None
    return {"inline_keyboard": [[_button(button, bot_name) for button in row] for row in buttons if row]}


def _button(button: Button, bot_name: str) -> dict[str, str]:
    label = UNPRINTABLE.sub("", button.label)[:64] or "…"
    if isinstance(button.press, Link):
        start = f"https://t.me/{bot_name}?start={button.press.start}"
        return {"text": label, "url": button.press.url or start}
    return {"text": label, "callback_data": packed(button.press)}


def calls(reply: Reply, chat: int, message: int | None, bot_name: str) -> list[tuple[str, dict[str, Any]]]:
    """Give the Bot API calls a reply comes to, as (method, payload). Files stand in the payload under `_file`."""
    to: dict[str, Any] = {"chat_id": reply.chat if reply.chat is not None else chat}
    markup = keyboard(reply.buttons, bot_name)
    found: list[tuple[str, dict[str, Any]]] = []
    if reply.pin:
        found.append(("sendVenue", {**to, **_venue(reply)}))
    texts = pages(reply.lines, CAPTION if reply.document else LIMIT)
    if reply.document:
        payload = {**to, **_file(reply.document)}
        if texts:
            payload |= {"caption": texts.pop(0), "parse_mode": "HTML"}
        shown = isinstance(reply.document, Recipe) and reply.document.photo
        found.append(("sendPhoto" if shown else "sendDocument", payload))
    for text in texts:
        found.append(("sendMessage", {**to, "text": text, "parse_mode": "HTML", **_quiet_links()}))
    if not found:
        return []
    method, last = found[-1]
    if markup:
        last["reply_markup"] = markup
    if reply.reply_to:
        found[0][1]["reply_parameters"] = {"message_id": reply.reply_to, "allow_sending_without_reply": True}
    edited = reply.edit or (message if reply.step else None)
    if edited and method == "sendMessage" and len(found) == 1:
        found[0] = ("editMessageText", {**last, "message_id": edited})
        last.pop("reply_parameters", None)
    return found


def article(shared: Shared, button: Button, bot_name: str) -> dict[str, Any]:
    """Give one result of an inline query: what is shown to choose from, and what is sent when it is chosen."""
    content = {"message_text": pages(shared.lines)[0], "parse_mode": "HTML", **_quiet_links()}
    shown = {"type": "article", "id": shared.id, "title": shared.title, "description": shared.gist}
    return {**shown, "input_message_content": content, "reply_markup": keyboard(((button,),), bot_name)}


def _file(document: Document | Recipe) -> dict[str, Any]:
    """Give the file as it stands in a payload until it is sent."""
    if isinstance(document, Recipe):
        return {"_make": dict(document.of)}
    content = b64encode(document.content).decode()
    return {"_file": {"name": document.name, "type": document.media_type, "content": content}}


def _quiet_links() -> dict[str, Any]:
    return {"link_preview_options": {"is_disabled": True}}


def _venue(reply: Reply) -> Mapping[str, Any]:
    assert reply.pin is not None
    where = {"latitude": reply.pin.latitude, "longitude": reply.pin.longitude}
    return {**where, "title": reply.pin.title[:100], "address": reply.pin.address[:200]}
