"""What all founders agree on by button, and what becomes of it when one says it differently."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Literal, get_args

Field = Literal["name", "purpose", "principal", "mandatory"]
FIELDS: tuple[Field, ...] = get_args(Field)
LENDING_KIND = "savings_and_loan"  # does nothing else, so its business is never asked (flows/founding.py)


@dataclass(frozen=True)
class Agreed:
    """The shared text: the cooperative's name, what it is for, and what each pays in (rupiah)."""

    name: str
    purpose: str
    principal: int
    mandatory: int

    @property
    def mark(self) -> str:
        """Name exactly this text in 12 hex letters: a confirmation holds for it and for no other."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def says(self, field: Field) -> str | int:
        """Give what the text says of one field."""
        said: str | int = getattr(self, field)
        return said


def agreed(content: Mapping[str, Any]) -> Agreed:
    """Give the shared text of a case: what was prepared, and after the meeting what it decided."""
    prepared, met = content["preparation"], content.get("meeting")
    decided = met or prepared
    name = met["name"] if met else prepared["names"][0]
    purpose = prepared["interest"] if prepared["kind"] == LENDING_KIND else prepared["business"]
    return Agreed(name, purpose, decided["principal_savings"], decided["mandatory_savings"])


def answer_key(field: Field, content: Mapping[str, Any]) -> str:
    """Name the founding interview's answer that a field of the text comes from."""
    prepared = content["preparation"]
    lending, of_program = prepared["kind"] == LENDING_KIND, prepared.get("form") == "merah_putih"
    keys = {"name": "kkmp.name" if of_program else "name.1", "purpose": "interest" if lending else "business"}
    return keys.get(field, field)
