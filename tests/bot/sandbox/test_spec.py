"""The shipped specification: what it says, and that it is the published one.

published.json holds the names and types of all methods and types of Bot API 10.1, as github.com/PaulSonOfLars/
telegram-bot-api-spec (MIT) reads them from Telegram's page; their descriptions are left out.
"""

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.methods import FETCHING, PLAYED
from bot.sandbox.seed import ANI, BOT_ID, FOUNDING_GROUP, HADI, STAFF_GROUP
from bot.sandbox.spec import KEPT, packed, spec
from bot.sandbox.world import World

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]
PUBLISHED = Path(__file__).with_name("published.json")


def test_it_is_bot_api_10_1_with_all_its_methods() -> None:
    assert spec().version == "10.1"
    assert len(spec().methods) == 180


def test_every_method_played_exists() -> None:
    assert PLAYED.keys() | FETCHING.keys() <= spec().methods.keys()


def test_every_type_a_request_names_is_there() -> None:
    known = spec().types.keys() | spec().unions.keys() | {"Integer", "String", "Boolean", "Float", "InputFile"}
    named = {
        kind.replace("Array of ", "")
        for fields in (*spec().methods.values(), *spec().types.values())
        for field in fields.values()
        for kind in field.kinds
    }
    assert named <= known
    assert {member for members in spec().unions.values() for member in members} <= known


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """The specification in the form it is published in."""
    kept = json.loads(PUBLISHED.read_text("utf-8"))
    methods = {
        name: {"fields": _fields(fields), "returns": kept["returns"][name].split("|")}
        for name, fields in kept["methods"].items()
    }
    types = {name: {"fields": _fields(fields)} for name, fields in kept["types"].items()}
    unions = {name: {"subtypes": members} for name, members in kept["unions"].items()}
    return {"version": kept["version"], "methods": methods, "types": types | unions}


def _fields(packed: dict[str, str]) -> list[dict[str, Any]]:
    return [_field(name, kinds.rstrip("!"), required=kinds.endswith("!")) for name, kinds in packed.items()]


def _field(name: str, kinds: str, *, required: bool) -> dict[str, Any]:
    types, _, only = kinds.partition("=")
    told = f"What it is, must be {only}" if only else ""
    return {"name": name, "types": types.split("|"), "required": required, "description": told}


def test_what_is_shipped_is_what_was_published(published: dict[str, Any]) -> None:
    assert json.loads(KEPT.read_text("utf-8")) == packed(published)


SCALARS: dict[str, type | tuple[type, ...]] = {"Integer": int, "String": str, "Boolean": bool, "Float": (int, float)}


def faults_of(api: dict[str, Any], kinds: list[str], value: Any, where: str) -> list[str]:
    """List what the published specification does not allow in something the sandbox says."""
    found = [_faults(api, kind, value, where) for kind in kinds]
    return min(found, key=len)


def _faults(api: dict[str, Any], kind: str, value: Any, where: str) -> list[str]:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return [fault for each in value for fault in faults_of(api, [inner], each, where)]
    if kind in SCALARS:
        fits = isinstance(value, SCALARS[kind]) and (kind == "Boolean" or not isinstance(value, bool))
        return [] if fits else [f"{where} is no {kind}: {value!r}"]
    published = api["types"][kind]
    if published.get("subtypes"):
        return faults_of(api, published["subtypes"], value, where)
    fields = {field["name"]: field for field in published["fields"]}
    unknown = [f"{where}.{name} is unknown to {kind}" for name in value.keys() - fields.keys()]
    missing = [
        f"{where}.{name} is missing" for name, field in fields.items() if field["required"] and name not in value
    ]
    inside = [
        fault
        for name in value.keys() & fields.keys()
        for fault in faults_of(api, fields[name]["types"], value[name], f"{where}.{name}")
    ]
    return unknown + missing + inside


def test_updates_and_answers_have_telegrams_shape(
    published: dict[str, Any], run: Run, world: World, call: Call
) -> None:
    ani, group = world.phone(ANI), world.phone(ANI, FOUNDING_GROUP)
    ani.start("x")
    markup = {"inline_keyboard": [[{"text": "b", "callback_data": "c"}]]}
    asked: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("sendMessage", {"chat_id": ANI, "text": "<b>a</b> @bu_ani", "parse_mode": "HTML", "reply_markup": markup}),
        ("sendMessage", {"chat_id": ANI, "text": "b", "reply_parameters": {"message_id": 1, "quote": "start"}}),
        ("editMessageText", {"chat_id": ANI, "message_id": 2, "text": "c"}),
        ("forwardMessage", {"chat_id": ANI, "from_chat_id": ANI, "message_id": 2}),
        ("copyMessage", {"chat_id": ANI, "from_chat_id": ANI, "message_id": 2}),
        ("sendVenue", {"chat_id": ANI, "latitude": -7.9, "longitude": 112.6, "title": "Klinik", "address": "Malang"}),
        ("sendContact", {"chat_id": ANI, "phone_number": "+62", "first_name": "Sari"}),
        ("getChat", {"chat_id": STAFF_GROUP}),
        ("getChat", {"chat_id": ANI}),
        ("getChatMember", {"chat_id": STAFF_GROUP, "user_id": BOT_ID}),
        ("getChatAdministrators", {"chat_id": STAFF_GROUP}),
        ("getWebhookInfo", {}),
        ("getMyCommands", {}),
        ("getMyName", {}),
        ("getChatMenuButton", {}),
    ]
    for method, parameters in asked:
        result = run(call(method, **parameters))["result"]
        assert faults_of(published, published["methods"][method]["returns"], result, method) == []
    for send in (ani.send_voice, ani.send_sticker, ani.send_contact, ani.send_location):
        send()
    ani.send_document("a.txt", b"x", caption="c")
    ani.send_photo(b"x")
    ani.press("b")
    ani.edit(1, "d")
    ani.forward(ani.messages[2])
    ani.block()
    group.leave()
    group.join()
    world.phone(HADI, STAFF_GROUP).add_bot(admin=False)
    world.migrate(FOUNDING_GROUP)
    updates = run(call("getUpdates"))["result"]
    assert len(updates) > 12
    assert faults_of(published, ["Array of Update"], updates, "update") == []
