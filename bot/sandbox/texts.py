"""Texts as Telegram keeps and shows them: entities found, given ready-made, trimmed, and written back as HTML."""

import re
from html import escape

from bot.sandbox.entities import Entity, sorted_entities, units
from bot.sandbox.errors import bad
from bot.sandbox.links import link_fault

FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"«»]+[^\s<>\"«».,:;!?)\]'])"
    r"|(?P<email>[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)"
    r"|(?P<bare>(?<![\w@./])(?:[a-z0-9\-]+\.)+(?:com|org|net|id|me|info|edu|gov)(?:/[^\s<>\"]*[^\s<>\".,:;!?)])?(?![\w@]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#]))"
)
HINTS = re.compile(r"[/@#]|\.[a-z]")


def found_entities(text: str, given: list[Entity]) -> list[Entity]:
    """Add what Telegram finds by itself: commands, mentions, addresses, hashtags."""
    if HINTS.search(text) is None:
        return given
    taken = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in ("pre", "code", "text_link")]
    more: list[Entity] = []
    for found in FOUND.finditer(text):
        offset, length = units(text[: found.start()]), units(found.group())
        if not any(start < offset + length and offset < end for start, end in taken):
            kind = str(found.lastgroup)
            more.append({"type": "url" if kind == "bare" else kind, "offset": offset, "length": length})
    return sorted_entities([*given, *more]) if more else given


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut blank space at both ends, as Telegram does before it keeps a message."""
    text = text.replace("\r", "")
    body = text.strip(" \n\t\v\f")
    if len(body) == len(text) or not entities:
        return body, entities
    skipped, length = units(text[: len(text) - len(text.lstrip(" \n\t\v\f"))]), units(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - skipped, 0)
        end = min(entity["offset"] + entity["length"] - skipped, length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return body, kept


KINDS = (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote"
    " expandable_blockquote code pre text_link text_mention custom_emoji date_time"
)
KNOWN = frozenset(KINDS.split())
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def check_entities(text: str, entities: list[Entity]) -> list[Entity]:
    """Check entities that were given ready-made; raise Refusal in Telegram's words."""
    end = units(text)
    for entity in entities:
        kind, offset, length = entity["type"], int(entity["offset"]), int(entity["length"])
        if kind not in KNOWN:
            raise bad("can't parse MessageEntity: Unsupported type specified")
        if (need := NEEDS.get(kind)) and need not in entity:
            raise bad(f"can't parse MessageEntity: Can't find field \"{need}\"")
        if kind == "text_link" and (fault := link_fault(str(entity["url"]))):
            raise bad(f"entity URL '{entity['url']}' is invalid: {fault}")
        if offset < 0:
            raise bad(f"receive an entity with incorrect offset {offset}")
        if offset > end:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > end:
            raise bad(
                f"entity beginning at UTF-16 offset {offset} "
                f"ends after the end of the text at UTF-16 offset {offset + length}"
            )
    return sorted_entities([dict(e) for e in entities if e["length"]])


TAG_OF = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def _tags(entity: Entity, words: str, links: bool) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in TAG_OF:
        return f"<{TAG_OF[kind]}>", f"</{TAG_OF[kind]}>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if links and kind == "url":
        return f'<a href="{escape(words if "://" in words else f"https://{words}")}">', "</a>"
    if links and kind in ("bot_command", "mention", "hashtag", "email"):
        return f'<span class="{kind}">', "</span>"
    return None


def to_html(text: str, entities: list[Entity], links: bool = False) -> str:
    """Write text and entities back as HTML; with `links`, mark what Telegram found by itself too."""
    wide = text.encode("utf-16-le")
    cuts: dict[int, tuple[list[str], list[str]]] = {}
    for entity in sorted_entities(entities):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        tags = _tags(entity, wide[2 * start : 2 * end].decode("utf-16-le", "replace"), links)
        if tags:
            cuts.setdefault(start, ([], []))[1].append(tags[0])
            cuts.setdefault(end, ([], []))[0].insert(0, tags[1])
    parts, at = [], 0
    for cut in sorted(cuts):
        parts.append(escape(wide[2 * at : 2 * cut].decode("utf-16-le", "replace"), quote=False))
        parts += cuts[cut][0] + cuts[cut][1]
        at = cut
    parts.append(escape(wide[2 * at :].decode("utf-16-le", "replace"), quote=False))
    return "".join(parts)
