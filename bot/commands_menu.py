"""Command menus per scope, the bot's words about itself, the webhook: read first, set only where they differ."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from bot.errors import Refused, Unreachable
from bot.receive.doors import ALLOWED
from bot.settings import Settings
from bot.wire import Wire
from storage.staff import Member

PRIVATE = {
    "mulai": "Menu utama",
    "dirikan": "Dirikan koperasi",
    "tanya": "Tanya soal koperasi",
    "janji": "Janji temu dengan petugas",
    "petugas": "Titip pertanyaan untuk petugas",
    "kembali": "Ulangi jawaban terakhir",
    "batal": "Berhenti dulu",
    "lanjut": "Teruskan isian yang tertunda",
    "kurang": "Apa lagi yang kurang untuk pendirian",
    "dataku": "Lihat data Anda",
    "hapusdata": "Hapus data Anda",
    "bantuan": "Cara memakai",
}
GROUP = {"tanya": "Tanya soal koperasi", "dirikan": "Dirikan koperasi", "bantuan": "Cara memakai"}
GROUP_ADMIN = {"jawabotomatis": "Jawaban otomatis: nyala atau mati"}
STAFF = {
    "pertanyaan": "Pertanyaan yang menunggu",
    "berkas": "Berkas pendirian yang berjalan",
    "hariini": "Janji temu hari ini dan besok",
    "pengaturan": "Jam, tempat, hari tutup",
}
HEAD = {"pengumuman": "Tulis pengumuman"}
ABOUT = "Loket Klinik Koperasi Kota Malang: tanya soal koperasi, siapkan pendirian, buat janji temu."
DESCRIPTION = (
    "Klinik Koperasi Kota Malang. Tanya soal koperasi, siapkan pendirian sampai berkasnya jadi, atau buat janji "
    "dengan petugas. Tekan Mulai."
)


async def set_webhook(wire: Wire, settings: Settings) -> None:
    """Set the webhook where it differs, or take it away when the bot polls."""
    now = await wire.call("getWebhookInfo")
    url = settings.webhook_address
    if url:
        wanted = {"url": url, "secret_token": settings.webhook_word, "allowed_updates": list(ALLOWED)}
        await wire.call("setWebhook", wanted)
    elif now.get("url"):
        await wire.call("deleteWebhook")


async def set_menus(wire: Wire, members: Sequence[Member], staff_chat: int | None) -> None:
    """Set commands and descriptions where they differ."""
    await _commands(wire, {"type": "all_private_chats"}, PRIVATE)
    await _commands(wire, {"type": "all_group_chats"}, GROUP)
    await _commands(wire, {"type": "all_chat_administrators"}, {**GROUP, **GROUP_ADMIN})
    if staff_chat is not None:
        with suppress(Unreachable, Refused):
            await _commands(wire, {"type": "chat", "chat_id": staff_chat}, STAFF)
    for member in members:
        own = {**PRIVATE, **STAFF, **(HEAD if member.role == "head" else {})}
        with suppress(Unreachable, Refused):  # one who never pressed Start has no chat yet
            await _commands(wire, {"type": "chat", "chat_id": member.id}, own)
    await _words(wire, "ShortDescription", "short_description", ABOUT)
    await _words(wire, "Description", "description", DESCRIPTION)


async def _commands(wire: Wire, scope: dict[str, Any], wanted: dict[str, str]) -> None:
    commands = [{"command": name, "description": words} for name, words in wanted.items()]
    if await wire.call("getMyCommands", {"scope": scope}) != commands:
        await wire.call("setMyCommands", {"commands": commands, "scope": scope})


async def _words(wire: Wire, method: str, field: str, wanted: str) -> None:
    if (await wire.call(f"getMy{method}")).get(field) != wanted:
        await wire.call(f"setMy{method}", {field: wanted})
