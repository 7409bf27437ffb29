"""The kinds of column the tables are made of: a moment, what is sealed, an id of Telegram's."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator
from sqlmodel import BigInteger, Field


class Utc(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the moment back aware, in UTC."""
        return value.replace(tzinfo=UTC) if value is not None else None


def moment(**more: Any) -> Any:
    """Declare a column that holds a moment."""
    return Field(sa_type=Utc, **more)


def sealed(**more: Any) -> Any:
    """Declare a column that holds encrypted JSON."""
    return Field(sa_type=LargeBinary, **more)


def telegram_id(**more: Any) -> Any:
    """Declare a column that holds one of Telegram's 64-bit ids."""
    return Field(sa_type=BigInteger, **more)
