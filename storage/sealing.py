"""Encryption of what people tell us: AES-256-GCM with the data key, a fresh nonce each time.

The key is never in a backup; its fingerprint is, so that `restore` and `doctor` can tell a wrong key early.
"""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class WrongKey(Exception):
    """The data key does not open what was sealed: another key wrote it, or the bytes were changed."""


def new_key() -> str:
    """Make a data key, as written in KLINIK_DATA_KEY."""
    return urlsafe_b64encode(os.urandom(32)).decode()


class Seal:
    """Seals JSON values into bytes and opens them again."""

    def __init__(self, key: str) -> None:
        """Take the key as `new_key` writes it; raises ValueError if it is not 32 bytes of URL-safe base64."""
        try:
            raw = urlsafe_b64decode(key.encode())
        except ValueError as error:
            raise ValueError("the data key is not URL-safe base64") from error
        if len(raw) != 32:
            raise ValueError(f"the data key has {len(raw)} bytes, not 32")
        self._cipher = AESGCM(raw)
        self._marks = hmac.digest(raw, b"klinik marks", "sha256")  # never the sealing key itself
        self.fingerprint = sha256(b"klinik" + raw).hexdigest()[:16]

    def close(self, value: Any) -> bytes:
        """Seal a JSON value."""
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        return self.close_bytes(plain)

    def open(self, sealed: bytes) -> Any:
        """Open what `close` made; raises WrongKey."""
        return json.loads(self.open_bytes(sealed).decode("utf-8", "surrogatepass"))

    def close_bytes(self, plain: bytes) -> bytes:
        """Seal a file's bytes as they are."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, None)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Open what `close_bytes` made; raises WrongKey."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except (InvalidTag, ValueError) as error:
            raise WrongKey("the data key does not open this") from error

    def mark(self, purpose: str, words: str) -> str:
        """Give a keyed hash in hex: the same words under the same purpose are recognised, and cannot be guessed."""
        return hmac.digest(self._marks, f"{purpose}\0{words}".encode("utf-8", "surrogatepass"), "sha256").hex()
