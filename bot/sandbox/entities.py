"""Telegram's HTML: text with tags in, plain text and entities (offsets in UTF-16 code units) out."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from bot.sandbox.errors import bad
from bot.sandbox.links import checked_link

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
            _refuse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
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
        source = self.source
        found: dict[str, str] = {}
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
            _refuse(f'Unmatched end tag at byte offset {self._byte(at)}, expected "</{opened.tag}>", found "</{name}>"')
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


PRIORITY = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49, "text_mention": 49}


def sorted_entities(entities: list[Entity]) -> list[Entity]:
    """Order entities as Telegram returns them: by offset, longest first."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], PRIORITY.get(e["type"], 60)))


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML; raise Refusal in Telegram's words where it is broken."""
    if "<" not in source and "&" not in source:
        return source, []
    return _HtmlReader(source).read()
