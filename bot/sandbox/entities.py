"""Telegram's HTML: text with tags in, plain text and entities (offsets in UTF-16 code units) out."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any, NoReturn
from urllib.parse import urlsplit

from bot.sandbox.errors import bad

Entity = dict[str, Any]

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
TAGS = STYLES.keys() | {"a", "tg-emoji"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
MARK = re.compile(r"[<&]")


def units(text: str) -> int:
    """Count UTF-16 code units, the way Telegram measures."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for c in text if c > "\uffff")


def _refuse(words: str) -> NoReturn:
    raise bad(f"can't parse entities: {words}")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int
    """How many pieces of text stood before the tag."""


class _HtmlReader:
    """One pass over the source, as Telegram's own parser goes, with its refusals."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.offset = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        at, source = 0, self.source
        while (found := MARK.search(source, at)) is not None:
            self._say(source[at : found.start()])
            at = self._reference(found.start()) if source[found.start()] == "&" else self._tag(found.start())
        self._say(source[at:])
        if self.stack:
            _refuse(f"Can't find end tag corresponding to start tag \"{self.stack[-1].tag}\"")
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.pieces), sorted_entities(self.entities)

    def _say(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += units(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _reference(self, at: int) -> int:
        text, end = reference(self.source, at)
        self._say(text)
        return end

    def _tag(self, at: int) -> int:
        return self._end_tag(at) if self.source.startswith("</", at) else self._start_tag(at)

    def _start_tag(self, at: int) -> int:
        found = re.compile(r"[^\s>]*").match(self.source, at + 1)
        end = found.end() if found else at + 1
        if end >= len(self.source):
            _refuse(f"Unclosed start tag at byte offset {self._byte(at)}")
        tag = self.source[at + 1 : end].lower()
        if tag not in TAGS:
            _refuse(f'Unsupported start tag "{tag}" at byte offset {self._byte(at)}')
        attributes, end = self._attributes(tag, at, end)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(at)}')
        self.stack.append(_Open(tag, _argument(tag, attributes), self.offset, len(self.pieces)))
        return end + 1

    def _attributes(self, tag: str, at: int, end: int) -> tuple[dict[str, str], int]:
        source, found = self.source, {}
        while True:
            end = _past_space(source, end)
            if end >= len(source):
                _refuse(f"Unclosed start tag at byte offset {self._byte(at)}")
            if source[end] == ">":
                return found, end
            name_end = end
            while name_end < len(source) and not source[name_end].isspace() and source[name_end] not in "=>":
                name_end += 1
            name = source[end:name_end].lower()
            if not name:
                _refuse(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(at)}')
            end = _past_space(source, name_end)
            if source[end : end + 1] != "=":
                if tag == "blockquote" and name == "expandable" and end < len(source):
                    found[name] = ""
                    continue
                _refuse(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                    f"at byte offset {self._byte(at)}"
                )
            found[name], end = self._value(at, _past_space(source, end + 1))

    def _value(self, at: int, end: int) -> tuple[str, int]:
        source = self.source
        quote = source[end : end + 1]
        if quote in ("'", '"') and quote:
            value, close = [], end + 1
            while close < len(source) and source[close] != quote:
                text, close = reference(source, close) if source[close] == "&" else (source[close], close + 1)
                value.append(text)
            if close >= len(source) - 1:
                _refuse(f"Unclosed start tag at byte offset {self._byte(at)}")
            return "".join(value), close + 1
        token = re.compile(r"[A-Za-z0-9.\-]*").match(source, end)
        stop = token.end() if token else end
        if stop < len(source) and not source[stop].isspace() and source[stop] != ">":
            _refuse(f"Unexpected end of name token at byte offset {self._byte(end)}")
        return source[end:stop].lower(), stop

    def _end_tag(self, at: int) -> int:
        if not self.stack:
            _refuse(f"Unexpected end tag at byte offset {self._byte(at)}")
        found = re.compile(r"</([^\s>]*)\s*").match(self.source, at)
        name, end = (found.group(1).lower(), found.end()) if found else ("", len(self.source))
        if self.source[end : end + 1] != ">":
            _refuse(f"Unclosed end tag at byte offset {self._byte(at)}")
        opened = self.stack.pop()
        if name and name != opened.tag:
            _refuse(
                f'Unmatched end tag at byte offset {self._byte(at)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)
        return end + 1

    def _close(self, opened: _Open) -> None:
        entity: Entity = {"offset": opened.offset, "length": self.offset - opened.offset}
        if opened.tag == "a":
            url = opened.argument or "".join(self.pieces[opened.piece :])
            if not _link(entity, url):
                return
        elif opened.tag == "tg-emoji":
            if not re.fullmatch(r"[1-9][0-9]{0,18}", opened.argument) or int(opened.argument) >= 2**63:
                _refuse("Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": opened.argument}
        elif not self._joins_code(opened, entity):
            entity["type"] = STYLES[opened.tag]
            if opened.tag == "blockquote" and opened.argument:
                entity["type"] = "expandable_blockquote"
            if opened.tag == "code" and opened.argument:
                entity["language"] = opened.argument
        self.entities.append(entity)

    def _joins_code(self, opened: _Open, entity: Entity) -> bool:
        """Make `<pre><code class="language-x">` one entity, as Telegram does."""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if opened.tag == "pre" and same and last.get("type") == "code" and "language" in last:
            language = self.entities.pop()["language"]
        elif opened.tag == "code" and same and last.get("type") == "pre" and opened.argument:
            self.entities.pop()
            language = opened.argument
        else:
            return False
        entity |= {"type": "pre", "language": language}
        return True


def _argument(tag: str, attributes: dict[str, str]) -> str:
    if tag == "a":
        return attributes.get("href", "")
    if tag == "code":
        kind = attributes.get("class", "")
        return kind.removeprefix("language-") if kind.startswith("language-") else ""
    if tag == "tg-emoji":
        return attributes.get("emoji-id", "")
    return "expandable" if "expandable" in attributes else ""


def _past_space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def reference(source: str, at: int) -> tuple[str, int]:
    """Read a character reference at `at`; give its text (or the bare ampersand) and where it ended."""
    found = REFERENCE.match(source, at)
    if found is None:
        return "&", at + 1
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED[name], found.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        _refuse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _link(entity: Entity, url: str) -> bool:
    person = re.fullmatch(r"tg://user\?id=([0-9]+)", url)
    if person:
        entity |= {"type": "text_mention", "user": {"id": int(person.group(1)), "is_bot": False, "first_name": ""}}
        return True
    checked = checked_link(url)
    if checked is None:
        return False
    entity |= {"type": "text_link", "url": checked}
    return True


def link_fault(url: str) -> str | None:
    """Say in Telegram's words what is wrong with an address, or None."""
    if not url.strip():
        return "URL host is empty"
    if "://" not in url:
        url = f"http://{url}"
    scheme, _, _ = url.partition("://")
    if scheme.lower() not in ("http", "https", "tg", "ton", "tonsite"):
        return "Unsupported URL protocol"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if scheme.lower() in ("tg", "ton", "tonsite"):
        return None
    if not host or re.search(r"\s", url.strip()) or ("." not in host and ":" not in host):
        return "Wrong HTTP URL"
    return None


def checked_link(url: str) -> str | None:
    """Give an address as Telegram would keep it, or None where it would drop the link."""
    url = url.strip()
    if link_fault(url):
        return None
    if "://" not in url:
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and not parts.path:
        url = parts._replace(path="/").geturl()
    return url


PRIORITY = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49, "text_mention": 49}


def sorted_entities(entities: list[Entity]) -> list[Entity]:
    """Order entities as Telegram returns them: by offset, longest first."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], PRIORITY.get(e["type"], 60)))


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML; raise Refusal in Telegram's words where it is broken."""
    if "<" not in source and "&" not in source:
        return source, []
    return _HtmlReader(source).read()


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


KNOWN = frozenset(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote"
    " expandable_blockquote code pre text_link text_mention custom_emoji date_time".split()
)
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def check_entities(text: str, entities: list[Entity]) -> list[Entity]:
    """Check entities that were given ready-made; raise Refusal in Telegram's words."""
    end = units(text)
    for entity in entities:
        kind, offset, length = entity["type"], int(entity["offset"]), int(entity["length"])
        if kind not in KNOWN:
            raise bad("can't parse MessageEntity: Unsupported type specified")
        if (need := NEEDS.get(kind)) and need not in entity:
            raise bad(f'can\'t parse MessageEntity: Can\'t find field "{need}"')
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
