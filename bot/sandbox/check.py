"""Whether a request is one that Bot API 10.1 knows: names, types and shapes, before anything is done.

Three sieves: our own walk over the specification (unknown names, missing ones, Telegram's words for wrong types), then
aiogram's typed method (a second opinion on the shape), then the rules for keyboards.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import aiogram.methods
from aiogram.methods import TelegramMethod
from pydantic import ValidationError

from bot.sandbox.errors import Refusal, bad, own_rule
from bot.sandbox.keyboards import check_keyboard
from bot.sandbox.spec import Field, Fields, spec

Parameters = dict[str, Any]
Reader = Callable[[Any], Any]

PREFIXES = {
    "InlineKeyboardButton": "can't parse inline keyboard button: ",
    "KeyboardButton": "can't parse keyboard button: ",
    "MessageEntity": "can't parse MessageEntity: ",
    "BotCommand": "can't parse BotCommand: ",
}
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "from_chat_id": "chat_id is empty",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "user_id": "invalid user_id specified",
    "file_id": "invalid file_id",
    "url": "bad webhook: URL is empty",
}
WORD_OF = {"Integer": "Number", "Float": "Number", "Boolean": "Boolean", "String": "String", "InputFile": "String"}


class _Wrong(Exception):
    """A nested value that does not fit, in Telegram's words."""


def _fits(kind: str, value: Any) -> bool:
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind in ("Integer", "Float"):
        numeric = isinstance(value, int | (float if kind == "Float" else int)) and not isinstance(value, bool)
        return numeric or (isinstance(value, str) and value.lstrip("-").replace(".", "", kind == "Float").isdigit())
    return isinstance(value, str)


@cache
def _reader(kinds: tuple[str, ...], name: str) -> Reader:
    """Make the check of one nested value."""
    if len(kinds) > 1:
        return _one_of(tuple(_reader((kind,), name) for kind in kinds))
    kind = kinds[0]
    if kind.startswith("Array of "):
        return _array(_reader((kind.removeprefix("Array of "),), name), name)
    if kind in WORD_OF:
        return _scalar(kind, name)
    if kind in spec().unions:
        return _one_of(tuple(_reader((member,), name) for member in spec().unions[kind]))
    return _object(kind, spec().types[kind])


def _scalar(kind: str, name: str) -> Reader:
    def read(value: Any) -> Any:
        if not _fits(kind, value):
            raise _Wrong(f'Field "{name}" must be of type {WORD_OF[kind]}')
        return value

    return read


def _array(item: Reader, name: str) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise _Wrong(f'Field "{name}" must be of type Array')
        return [item(each) for each in value]

    return read


def _one_of(readers: tuple[Reader, ...]) -> Reader:
    def read(value: Any) -> Any:
        closest, most = _Wrong("object expected"), -1
        for reader in readers:
            try:
                return reader(value)
            except _Wrong as wrong:
                close = _likeness(reader, value)
                if close > most:
                    closest, most = wrong, close
        raise closest

    return read


def _object(kind: str, fields: Fields) -> Reader:
    prefix = PREFIXES.get(kind, "")
    inner: dict[str, Reader] = {}

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Wrong(f"{prefix}{kind} must be an Object")
        if not inner:
            inner.update({name: _reader(field.kinds, name) for name, field in fields.items()})
        try:
            return _members(kind, fields, inner, value)
        except _Wrong as wrong:
            words = str(wrong)
            raise _Wrong(words if words.startswith(tuple(PREFIXES.values())) else prefix + words) from None

    setattr(read, "fields", fields)  # noqa: B010
    return read


def _likeness(reader: Reader, value: Any) -> int:
    """Say how much a value looks like what a reader reads, to complain about the member that was meant."""
    fields: Fields = getattr(reader, "fields", {})
    if not isinstance(value, dict):
        return 0
    meant = any(field.only and value.get(name) == field.only for name, field in fields.items())
    return len(fields.keys() & value.keys()) + 100 * meant


def _members(kind: str, fields: Fields, inner: dict[str, Reader], value: dict[str, Any]) -> dict[str, Any]:
    read = {}
    for name, given in value.items():
        if given is None:
            continue
        if name not in inner:
            raise _Wrong(f'SANDBOX: {kind} has no field "{name}" in Bot API {spec().version}')
        read[name] = inner[name](given)
        if fields[name].only and given != fields[name].only:
            raise _Wrong(f'Field "{name}" must be "{fields[name].only}"')
    for name, field in fields.items():
        if field.required and name not in read:
            raise _Wrong(f'Can\'t find field "{name}"')
    return read


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise own_rule(f'"{name}" must be an integer') from None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _chat_id(value: Any) -> int | str:
    text = str(value).strip()
    if not text:
        raise bad("chat_id is empty")
    return int(text) if text.lstrip("-").isdigit() else text


def _float(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise own_rule(f'"{name}" must be a number') from None


def _decoded(name: str, field: Field, value: Any) -> Any:
    """Read one parameter: a form's strings are turned into what they stand for, nested JSON first."""
    kinds = field.kinds
    if kinds == ("String",):
        return _text(value)
    if kinds == ("Integer",):
        return _integer(name, value)
    if kinds == ("Boolean",):
        return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1")
    if kinds == ("Integer", "String"):
        return _chat_id(value)
    if kinds == ("Float",):
        return _float(name, value)
    if "InputFile" in kinds:
        return value if isinstance(value, str) else _text(value)
    return _nested(name, kinds, value)


def _nested(name: str, kinds: tuple[str, ...], value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            what = "reply keyboard markup" if name == "reply_markup" else name
            raise bad(f"can't parse {what} JSON object") from None
    if name == "reply_markup" and not isinstance(value, dict):
        raise bad("object expected as reply markup")
    if kinds == ("InlineKeyboardMarkup",) and isinstance(value, dict) and "inline_keyboard" not in value:
        raise bad("inline keyboard expected")
    try:
        return _reader(kinds, name)(value)
    except _Wrong as wrong:
        words = str(wrong)
        raise bad(words if words.startswith("SANDBOX") else words[:1].lower() + words[1:]) from None


@cache
def typed_method(name: str) -> type[TelegramMethod[Any]] | None:
    """Find aiogram's class for a method, if it has one."""
    return getattr(aiogram.methods, name[:1].upper() + name[1:], None)


def _second_opinion(name: str, parameters: Parameters) -> None:
    method = typed_method(name)
    if method is None:
        return
    try:
        method.model_validate(parameters)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise own_rule(f"{where}: {first['msg']}") from None


def checked(name: str, given: Parameters, uploads: frozenset[str] = frozenset(), typed: bool = True) -> Parameters:
    """Read and check the parameters of method `name`; raise Refusal."""
    fields = spec().methods[name]
    parameters: Parameters = {}
    for key, value in given.items():
        field = fields.get(key)
        if field is None:
            raise own_rule(f'{name} has no parameter "{key}" in Bot API {spec().version}')
        if value is not None:
            parameters[key] = _decoded(key, field, value)
    for key in uploads & fields.keys() - parameters.keys():
        parameters[key] = f"attach://{key}"
    for key, field in fields.items():
        if field.required and parameters.get(key, "") == "":
            raise _missing(name, key)
    if "reply_markup" in parameters:
        check_keyboard(parameters["reply_markup"])
    if typed:
        _second_opinion(name, parameters)
    return parameters


def _missing(name: str, key: str) -> Refusal:
    return bad(MISSING.get(key, f'SANDBOX: {name} needs "{key}"'))
