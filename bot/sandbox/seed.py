"""The neighbourhood the sandbox opens with: two residents and their group, an adviser, the head and the staff group."""

from bot.sandbox.chats import Role
from bot.sandbox.clock import MovableClock
from bot.sandbox.limits import Limits
from bot.sandbox.people import BotAccount, Person
from bot.sandbox.world import World

TOKEN = "7000001:sandbox"  # noqa: S105 - the key to nothing but this play
BOT_ID, BOT_USERNAME, BOT_NAME = 7000001, "klinik_koperasi_bot", "Klinik Koperasi"
ANI, BUDI, SARI, HADI = 101, 102, 201, 202
FOUNDING_GROUP, STAFF_GROUP = -1001, -1002000000001


def bare_world(clock: MovableClock, token: str = TOKEN, limits: Limits | None = None) -> World:
    """Make a world with the bot and nobody else."""
    return World(clock, BotAccount(BOT_ID, BOT_USERNAME, BOT_NAME, token, supports_inline_queries=True), limits)


def seeded_world(clock: MovableClock, token: str = TOKEN, limits: Limits | None = None) -> World:
    """Make the world the page opens with."""
    world = bare_world(clock, token, limits)
    world.add_person(Person(ANI, "Bu Ani", username="bu_ani_kauman", note="warga"))
    world.add_person(Person(BUDI, "Pak Budi", note="warga"))
    world.add_person(Person(SARI, "Mbak Sari", username="sari_klinik", note="petugas"))
    world.add_person(Person(HADI, "Pak Hadi", note="kepala klinik"))
    world.add_group(
        FOUNDING_GROUP,
        "Pokdarwis Kauman",
        {ANI: Role.CREATOR, BUDI: Role.MEMBER, BOT_ID: Role.MEMBER},
    )
    world.add_group(
        STAFF_GROUP,
        "Petugas Klinik",
        {HADI: Role.CREATOR, SARI: Role.MEMBER, BOT_ID: Role.ADMINISTRATOR},
        supergroup=True,
    )
    return world
