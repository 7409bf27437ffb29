"""How the bot presents itself: commands, name, descriptions, the menu button."""

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import bad, own_rule
from bot.sandbox.methods.content import Parameters
from bot.sandbox.methods.registry import plays

if TYPE_CHECKING:
    from bot.sandbox.world import Uploads, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def _scope(world: "World", p: Parameters) -> tuple[str, ...]:
    scope = p.get("scope", {"type": "default"})
    if "chat_id" in scope:
        chat_id = scope["chat_id"]
        world.chat_for(int(chat_id) if str(chat_id).lstrip("-").isdigit() else chat_id)
    return (scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", "")), p.get("language_code", ""))


@plays("setMyCommands")
def set_my_commands(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Set the commands offered in a scope."""
    scope = _scope(world, p)
    if len(p["commands"]) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in p["commands"]:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile["commands", *scope] = p["commands"]
    return True


@plays("getMyCommands")
def get_my_commands(world: "World", p: Parameters, uploads: "Uploads") -> list[dict[str, Any]]:
    """Give the commands set for exactly this scope and language."""
    commands: list[dict[str, Any]] = world.profile.get(("commands", *_scope(world, p)), [])
    return commands


@plays("deleteMyCommands")
def delete_my_commands(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Forget the commands of a scope."""
    world.profile.pop(("commands", *_scope(world, p)), None)
    return True


def _set(world: "World", p: Parameters, what: str) -> bool:
    text = p.get(what, "")
    if len(text) > LENGTHS[what]:
        raise own_rule(f"{what} has {len(text)} characters, {LENGTHS[what]} fit")
    world.profile[what, p.get("language_code", "")] = text
    return True


def _get(world: "World", p: Parameters, what: str, otherwise: str = "") -> dict[str, str]:
    default = world.profile.get((what, ""), "") or otherwise
    return {what: world.profile.get((what, p.get("language_code", "")), "") or default}


@plays("setMyName")
def set_my_name(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Set the bot's name."""
    return _set(world, p, "name")


@plays("getMyName")
def get_my_name(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, str]:
    """Give the bot's name."""
    return _get(world, p, "name", world.bot.name)


@plays("setMyDescription")
def set_my_description(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Set what an empty chat with the bot shows."""
    return _set(world, p, "description")


@plays("getMyDescription")
def get_my_description(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, str]:
    """Give what an empty chat with the bot shows."""
    return _get(world, p, "description")


@plays("setMyShortDescription")
def set_my_short_description(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Set what the bot's profile page shows."""
    return _set(world, p, "short_description")


@plays("getMyShortDescription")
def get_my_short_description(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, str]:
    """Give what the bot's profile page shows."""
    return _get(world, p, "short_description")


@plays("setChatMenuButton")
def set_chat_menu_button(world: "World", p: Parameters, uploads: "Uploads") -> bool:
    """Set the button beside the writing line."""
    world.profile["menu", str(p.get("chat_id", ""))] = p.get("menu_button", {"type": "default"})
    return True


@plays("getChatMenuButton")
def get_chat_menu_button(world: "World", p: Parameters, uploads: "Uploads") -> dict[str, Any]:
    """Give the button beside the writing line."""
    default: dict[str, Any] = world.profile.get(("menu", ""), {"type": "commands"})
    button: dict[str, Any] = world.profile.get(("menu", str(p.get("chat_id", ""))), default)
    return button
