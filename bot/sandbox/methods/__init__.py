"""What the sandbox can do for a bot, a file for each kind of thing asked."""

from bot.sandbox.methods import chats, editing, fetching, inline, profile, sending
from bot.sandbox.methods.registry import FETCHING, PLAYED

__all__ = ["FETCHING", "PLAYED", "chats", "editing", "fetching", "inline", "profile", "sending"]
