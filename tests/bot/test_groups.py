"""Groups: answers when called, the way to the private chat for the rest, nothing of residents where it is not due."""

import pytest

from tests.bot.town import Town

pytestmark = pytest.mark.anyio


async def test_a_question_after_the_command_or_our_name_is_answered(town: Town) -> None:
    for words in ("/tanya syarat mendirikan koperasi?", "@klinik_koperasi_bot syarat mendirikan koperasi?"):
        assert "9 pendiri" in (await town.says(town.group, words)).text


async def test_what_is_not_known_is_for_the_private_chat(town: Town) -> None:
    shown = await town.says(town.group, "/tanya cara merawat sepeda onthel")
    assert shown.buttons == ["Buka percakapan pribadi"]


async def test_the_bare_command_shows_how_to_ask(town: Town) -> None:
    assert "setelah /tanya" in (await town.says(town.group, "/tanya")).text


@pytest.mark.parametrize("words", ["@klinik_koperasi_bot", "/start", "/bantuan"])
async def test_our_name_alone_is_met_with_what_we_do_here(town: Town, words: str) -> None:
    assert "Di grup ini saya hanya menjawab kalau dipanggil" in (await town.says(town.group, words)).text


async def test_a_personal_counter_is_opened_in_private_by_its_link(town: Town) -> None:
    await town.says(town.group, "/janji")
    await town.presses(town.group, "Buka percakapan pribadi")
    assert "Setuju?" in town.ani.last.text


async def test_staff_commands_show_nothing_in_a_residents_group(town: Town) -> None:
    assert "hanya untuk petugas" in (await town.says(town.group, "/pertanyaan")).text
    town.world.role_changed(town.group.chat, 201, town.group.chat.roles[102], 101)
    shown = await town.says(town.phone(201, town.group.chat.id), "/pertanyaan")
    assert "hanya saya jawab di grup petugas" in shown.text


async def test_the_staff_group_gets_the_staffs_help(town: Town) -> None:
    assert "/pertanyaan –" in (await town.says(town.staff, "/bantuan")).text
