"""The settings: one frozen class, read once at the start; nothing else reads the environment."""

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import WrongSettings
from storage.sealing import Seal

NUMBERS = re.compile(r"[\s,]*([0-9]{1,18}([\s,]+|$))*")


class Settings(BaseSettings):
    """Complete for the sandbox as it is; `klinik serve` wants a token and a data key besides."""

    model_config = SettingsConfigDict(env_prefix="KLINIK_", env_file=".env", extra="ignore", frozen=True)

    telegram_token: str = ""
    telegram_api: str = "https://api.telegram.org"
    database_url: str = ""
    data_dir: Path = Path("data")
    data_key: str = ""
    heads: Annotated[tuple[int, ...], NoDecode] = ()
    staff_chat: int | None = None
    listen: str = "127.0.0.1:8080"
    webhook_url: str = ""
    webhook_secret: str = ""
    console_url: str = ""
    timezone: str = "Asia/Jakarta"

    @field_validator("heads", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if not NUMBERS.fullmatch(value):
            raise ValueError("are Telegram ids with commas between them, for example 12345,67890")
        return tuple(int(part) for part in value.replace(",", " ").split())

    @field_validator("staff_chat", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        if isinstance(value, str) and value and not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise ValueError("is the group's number, for example -1001234567890; or send /ikat in the group")
        return None if value == "" else value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: str) -> str:
        if value and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value):
            raise ValueError("looks like 123456:ABC-…, as BotFather gives it")
        return value

    @field_validator("telegram_api")
    @classmethod
    def _server(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("is an address such as https://api.telegram.org")
        return value

    @field_validator("database_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if value and not re.fullmatch(r"(sqlite:///|postgresql(\+\w+)?://)\S+", value):
            raise ValueError("is sqlite:///… or postgresql://…, or empty for SQLite in the data folder")
        return value

    @field_validator("data_key")
    @classmethod
    def _key(cls, value: str) -> str:
        try:
            return value if not value or Seal(value) else ""
        except ValueError:
            raise ValueError("is not a key as `klinik key` makes it") from None

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except Exception as error:
            raise ValueError("is not a time zone such as Asia/Jakarta") from error
        return value

    @field_validator("listen")
    @classmethod
    def _address(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or not 0 <= int(port) < 65536:
            raise ValueError("is host:port, for example 127.0.0.1:8080")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def uploads(self) -> Path:
        """The folder of the files that were handed in, each sealed."""
        return self.data_dir / "uploads"

    @property
    def database(self) -> str:
        """Where the database is: the URL, or a file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir}/klinik.db"

    @property
    def webhook_address(self) -> str:
        """Where Telegram is to post: the URL as given, with /telegram where it has no path of its own; "" polls."""
        bare = self.webhook_url.rstrip("/")
        return bare if not bare or urlsplit(bare).path else f"{bare}/telegram"

    @property
    def webhook_word(self) -> str:
        """The word Telegram sends back with every update: the one given, or one made of token and key."""
        made = sha256(f"webhook {self.telegram_token} {self.data_key}".encode()).hexdigest()
        return self.webhook_secret or made

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


def load(**given: object) -> Settings:
    """Read the environment and `.env`; raises WrongSettings with one sentence that names the variable."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = f"KLINIK_{first['loc'][0]}".upper()
        raise WrongSettings(f"{name} {first['msg'].removeprefix('Value error, ')}.") from None


def for_serving(settings: Settings) -> Settings:
    """Check what only the real bot needs; raises WrongSettings."""
    if not settings.telegram_token:
        raise WrongSettings("KLINIK_TELEGRAM_TOKEN is missing: ask @BotFather for one, or try `klinik sandbox` first.")
    if not settings.data_key:
        raise WrongSettings("KLINIK_DATA_KEY is missing: make one with `klinik key`; keep it apart from the backups.")
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise WrongSettings("KLINIK_DATA_DIR is no folder and cannot be made one: choose another.") from None
    if not os.access(settings.data_dir, os.W_OK):
        raise WrongSettings("KLINIK_DATA_DIR cannot be written to: choose another, or change its rights.")
    if (
        settings.webhook_url
        and not settings.webhook_url.startswith("https://")
        and urlsplit(settings.webhook_url).hostname not in ("127.0.0.1", "localhost")
    ):
        raise WrongSettings("KLINIK_WEBHOOK_URL must begin with https://.")
    return settings
