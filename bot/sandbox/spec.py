"""What Bot API 10.1 knows: method and parameter names and their types, kept small in methods.json.

`python -m bot.sandbox.spec api.json` makes methods.json anew from the published specification.
"""

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

KEPT = Path(__file__).with_name("methods.json")
SCALARS = {"Integer", "String", "Boolean", "Float", "InputFile"}


class Field(NamedTuple):
    """One parameter of a method or field of a type."""

    kinds: tuple[str, ...]
    required: bool
    only: str = ""
    """The one value it may have, such as the `type` of a union's member."""


Fields = dict[str, Field]


class Spec(NamedTuple):
    """The part of the Bot API that requests are made of."""

    version: str
    methods: dict[str, Fields]
    types: dict[str, Fields]
    unions: dict[str, tuple[str, ...]]


def _fields(packed: dict[str, str]) -> Fields:
    return {name: _field(kinds) for name, kinds in packed.items()}


def _field(packed: str) -> Field:
    kinds, _, only = packed.rstrip("!").partition("=")
    return Field(tuple(kinds.split("|")), packed.endswith("!"), only)


@cache
def spec() -> Spec:
    """Read the shipped specification."""
    kept = json.loads(KEPT.read_text("utf-8"))
    return Spec(
        kept["version"],
        {name: _fields(fields) for name, fields in kept["methods"].items()},
        {name: _fields(fields) for name, fields in kept["types"].items()},
        {name: tuple(members) for name, members in kept["unions"].items()},
    )


def packed(api: dict[str, Any]) -> dict[str, Any]:
    """Pack the published specification: methods, and the types that requests reach."""
    methods = {name: _pack(m.get("fields", [])) for name, m in sorted(api["methods"].items())}
    types: dict[str, dict[str, str]] = {}
    unions: dict[str, list[str]] = {}
    ahead = {kind for fields in methods.values() for kind in _named(fields)}
    while ahead:
        name = ahead.pop()
        published = api["types"][name]
        if published.get("subtypes"):
            unions[name] = published["subtypes"]
            reached = set(unions[name])
        else:
            types[name] = _pack(published.get("fields", []))
            reached = _named(types[name])
        ahead |= reached - types.keys() - unions.keys()
    version = str(api["version"]).removeprefix("Bot API ")
    return {"version": version, "methods": methods, "types": _ordered(types), "unions": _ordered(unions)}


def _pack(fields: list[dict[str, Any]]) -> dict[str, str]:
    return {f["name"]: "|".join(f["types"]) + _only(f) + ("!" if f.get("required") else "") for f in fields}


def _only(field: dict[str, Any]) -> str:
    found = re.search(r'(?:, must be|, always) [“"*]?([a-z_]+)[”"*]?$', field["description"])
    return f"={found.group(1)}" if found else ""


def _named(fields: dict[str, str]) -> set[str]:
    kinds = {kind for packed in fields.values() for kind in _field(packed).kinds}
    return {kind.replace("Array of ", "") for kind in kinds} - SCALARS


def _ordered(named: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(named.items()))


def _written(kept: dict[str, Any]) -> str:
    """Write one method or type a line, so that a change of the API reads well."""
    parts = [f'"version": {json.dumps(kept["version"])}']
    for part in ("methods", "types", "unions"):
        lines = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in kept[part].items()]
        parts.append(f'"{part}": {{\n' + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    KEPT.write_text(_written(packed(json.loads(Path(sys.argv[1]).read_text("utf-8")))), "utf-8")
