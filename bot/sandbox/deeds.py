"""What the page lets a person do, by name."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.phones import Phone, Seen

Asked = dict[str, Any]
Deed = Callable[[Phone, Asked], object]


def _forward(phone: Phone, asked: Asked) -> None:
    source = phone.world.chats[int(asked["from_chat"])].messages[int(asked["message"])]
    phone.forward(Seen(source, phone.world, phone.person.id))


def _follow(phone: Phone, asked: Asked) -> dict[str, Any]:
    group = int(asked["group"]) if asked.get("group") else None
    went = phone.follow(str(asked["url"]), group)
    return {"url": went} if isinstance(went, str) else {"chat": went.raw["chat"]["id"]}


def _press(phone: Phone, asked: Asked) -> dict[str, Any]:
    pressed = phone.press(str(asked["button"]), asked.get("message"))
    if isinstance(pressed, str):
        return {"url": pressed}
    return {"chat": phone.person.id} if isinstance(pressed, Seen) and not phone.chat.private else {}


def _above(phone: Phone, asked: Asked) -> dict[str, Any]:
    phone.press_above(phone.world.inline[str(asked["query"])])
    return {"chat": phone.person.id}


def _rights(asked: Asked) -> frozenset[str] | None:
    return frozenset(map(str, asked["rights"])) if "rights" in asked else None


DEEDS: dict[str, Deed] = {
    "write": lambda phone, asked: phone.write(str(asked["text"]).strip(), asked.get("reply_to")),
    "start": lambda phone, asked: phone.private.start(str(asked.get("payload", ""))),
    "edit": lambda phone, asked: phone.edit(int(asked["message"]), str(asked["text"]).strip()),
    "forward": _forward,
    "press": _press,
    "follow": _follow,
    "share": lambda phone, asked: phone.share(phone.world.inline[str(asked["query"])], str(asked["result"])),
    "above": _above,
    "contact": lambda phone, asked: phone.send_contact(),
    "location": lambda phone, asked: phone.send_location(),
    "voice": lambda phone, asked: phone.send_voice(),
    "sticker": lambda phone, asked: phone.send_sticker(),
    "block": lambda phone, asked: phone.block(),
    "unblock": lambda phone, asked: phone.unblock(),
    "join": lambda phone, asked: phone.join(),
    "leave": lambda phone, asked: phone.leave(),
    "add_bot": lambda phone, asked: phone.add_bot(bool(asked.get("admin")), _rights(asked)),
    "remove_bot": lambda phone, asked: phone.remove_bot(),
    "migrate": lambda phone, asked: phone.world.migrate(phone.chat.id),
}


def do(phone: Phone, asked: Asked) -> dict[str, Any]:
    """Carry out what was asked; give what the page should do next. Raise ValueError for an unknown deed."""
    deed = DEEDS.get(str(asked["do"]))
    if deed is None:
        raise ValueError(f"nobody can «{asked['do']}»")
    if asked["do"] in ("write", "edit") and not str(asked["text"]).strip():
        raise ValueError("an empty message is not sent")
    outcome = deed(phone, asked)
    return outcome if isinstance(outcome, dict) else {}
