"""Files people and the bot have sent: bytes under Telegram's two kinds of identifiers."""

import hashlib
import itertools
import mimetypes
import struct
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import Refusal, bad

MOST_BYTES_SENT, MOST_BYTES_FETCHED, MOST_PHOTO_BYTES = 50 * 2**20, 20 * 2**20, 10 * 2**20


@dataclass(frozen=True, slots=True)
class File:
    """One stored file; `size` is what Telegram tells of it, which is the bytes' own unless a test says otherwise."""

    id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    path: str
    size: int

    def told(self) -> dict[str, Any]:
        """Give what every kind of file object starts with."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}

    def document(self) -> dict[str, Any]:
        """Give Telegram's Document."""
        return {"file_name": self.name, "mime_type": self.mime, **self.told()}

    def photo(self) -> list[dict[str, Any]]:
        """Give Telegram's sizes of a photo, the smallest first."""
        width, height = image_size(self.content) or (1280, 960)
        small = {"file_id": f"{self.id}s", "file_unique_id": f"{self.unique_id}s", "file_size": self.size}
        scale = max(width, height) / 90
        small |= {"width": max(1, int(width / scale)), "height": max(1, int(height / scale))}
        return [small, {**self.told(), "width": width, "height": height}]


@dataclass(slots=True)
class Files:
    """All files of a world."""

    kept: dict[str, File] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add(self, name: str, content: bytes, mime: str = "", kind: str = "documents", size: int | None = None) -> File:
        """Keep a file; raise Refusal if it is empty or larger than a bot may send (50 MB).

        A `size` that is told pretends a large file without its bytes, or an empty one.
        """
        if not content and size is None:
            raise bad("file must be non-empty")
        if len(content) > MOST_BYTES_SENT:
            raise Refusal(413, "Request Entity Too Large")
        number = next(self._numbers)
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        unique = "AgAD" + hashlib.sha256(content).hexdigest()[:12]
        told = len(content) if size is None else size
        file = File(f"BQACAgUAAx{number:06d}{unique}", unique, name, mime, content, f"{kind}/file_{number}", told)
        self.kept[file.id] = file
        return file

    def get(self, file_id: str) -> File | None:
        """Find a file by its identifier (a photo's small size is the same bytes)."""
        return self.kept.get(file_id) or self.kept.get(file_id.removesuffix("s"))

    def at(self, path: str) -> File | None:
        """Find a file by the path getFile gave."""
        return next((file for file in self.kept.values() if file.path == path), None)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Read width and height of a PNG, JPEG or GIF; None if it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
