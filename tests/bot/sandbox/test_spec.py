"""The shipped specification: what it says, and that it is the published one."""

import json
from pathlib import Path

import pytest

from bot.sandbox.methods import FETCHING, PLAYED
from bot.sandbox.spec import KEPT, packed, spec

PUBLISHED = Path(__file__).parents[4] / "shared" / "botapi" / "api.json"


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


def test_what_is_shipped_is_what_was_published() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published specification is not beside the project")
    assert json.loads(KEPT.read_text("utf-8")) == packed(json.loads(PUBLISHED.read_text("utf-8")))
