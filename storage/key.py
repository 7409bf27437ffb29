"""The data key: the one given, or for the sandbox one kept in its data folder. It is never in a backup."""

import os
from pathlib import Path

from storage.sealing import Seal, new_key


def settle_key(given: str, folder: Path) -> Seal:
    """Give the seal of the given key, or of the folder's own, made at the first start."""
    if given:
        return Seal(given)
    kept = folder / "sandbox.key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(new_key())
    return Seal(kept.read_text().strip())
