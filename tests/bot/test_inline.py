"""Inline mode: `@bot words` in any chat offers entries to share, at once, and nothing of it is kept."""

from functools import partial

import pytest
from sqlalchemy import delete, select

from bot.sandbox.inline import InlineQuery
from bot.sandbox.phones import Phone
from bot.sandbox.seed import ANI
from storage import questions
from storage.database import Transaction, table
from storage.tables import Asked, Inbox, Outbox
from tests.bot.town import Town

pytestmark = pytest.mark.anyio


async def typed(town: Town, phone: Phone, words: str = "") -> InlineQuery:
    """Let somebody type behind our name, and wait for what is offered."""
    query = phone.inline(words)
    await town.settle()
    return query


async def test_words_offer_entries_the_likeliest_first(town: Town) -> None:
    query = await typed(town, town.group, "berapa orang pendiri koperasi?")
    assert 1 <= len(query.results) <= 10
    assert query.results[0]["id"] == "founders-minimum"
    assert query.results[0]["description"].endswith(".")
    assert "**" not in query.results[0]["description"]


async def test_what_is_chosen_reads_as_in_our_own_chat_and_leads_to_it(town: Town) -> None:
    query = await typed(town, town.group, "berapa orang pendiri koperasi?")
    shared = town.group.share(query, "founders-minimum")
    await town.settle()
    answer = await town.says(town.ani, "berapa orang pendiri koperasi?")
    assert shared.html == answer.html
    assert "Dasar: " in shared.text
    assert town.group.last.id == shared.id  # we do not answer our own words
    town.group.press("Tanya di Klinik Koperasi", shared)
    await town.settle()
    assert town.ani.last.text.startswith("Tulis pertanyaan Anda seperti biasa")


async def test_nothing_written_yet_offers_what_is_asked_most(town: Town) -> None:
    def log(tx: Transaction) -> None:
        for entry in ("founder-age", "founder-age", "quorum", "glossary:SHU", "gone-since"):
            questions.log(tx, ANI, "", "answered", entry, 1.0)
        questions.log(tx, ANI, "", "abstained", "sharia-cooperative", 0.1)

    await town.database.run(log)
    query = await typed(town, town.group)
    ids = [result["id"] for result in query.results]
    assert ids[:2] == ["founder-age", "quorum"]
    assert "founding-requirements" in ids
    assert "sharia-cooperative" not in ids


async def test_nothing_found_shows_the_way_to_the_private_chat(town: Town) -> None:
    query = await typed(town, town.group, "resep rawon")
    assert query.titles == []
    town.group.press_above(query)
    await town.settle()
    assert town.ani.last.text.startswith("Tulis pertanyaan Anda seperti biasa")


async def test_the_answer_may_be_kept_by_telegram_for_everybody_a_while(town: Town) -> None:
    await typed(town, town.group, "berapa orang pendiri koperasi?")
    told = town.world.calls.of("answerInlineQuery")[-1].parameters
    assert told["is_personal"] is False
    assert 60 <= told["cache_time"] <= 3600


@pytest.mark.parametrize("words", ["berapa orang pendiri koperasi?", "NIK 3573015507900001 ikut koperasi", "rawon"])
async def test_a_query_is_stored_and_logged_nowhere(town: Town, words: str) -> None:
    await typed(town, town.group, words)
    for model in (Inbox, Outbox, Asked):
        assert await town.database.run(lambda tx, rows=model: tx.run(select(table(rows))).all()) == []  # type: ignore[misc]


async def test_of_what_somebody_types_on_only_the_newest_is_answered(town: Town) -> None:
    first, second = town.ani.inline("berapa"), town.ani.inline("berapa orang pendiri koperasi?")
    other = town.budi.inline("berapa orang pendiri koperasi?")
    await town.settle()
    assert (first.answered, second.answered, other.answered) == (False, True, True)


async def test_a_late_or_refused_answer_is_not_tried_again(town: Town) -> None:
    town.world.fail_next("answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired")
    town.world.fail_next("answerInlineQuery", 502, "Bad Gateway")
    for _ in range(2):
        assert not (await typed(town, town.group, "berapa orang pendiri koperasi?")).answered
    await town.later(minutes=1)
    assert len(town.world.calls.of("answerInlineQuery")) == 2


async def test_an_unreadable_query_stops_nobody(town: Town) -> None:
    town.world.inject({"inline_query": {"id": 7, "from": "somebody"}})
    town.world.inject({"inline_query": "nothing"})
    assert (await typed(town, town.group, "berapa orang pendiri koperasi?")).answered


async def test_a_result_shared_into_our_own_chat_is_no_answer_to_an_open_question(town: Town) -> None:
    await town.says(town.ani, "/dirikan")
    await town.presses(town.ani, "Setuju")
    open_question = town.ani.last
    query = await typed(town, town.ani, "berapa orang pendiri koperasi?")
    shared = town.ani.share(query, "founders-minimum")
    await town.settle()
    assert town.ani.last.id == shared.id
    assert [seen.id for seen in town.ani.answers][-1] == open_question.id


async def test_every_entry_can_be_shared(town: Town) -> None:
    ids = sorted(town.clinic.desk.house.library.entries)

    def asked_only(tx: Transaction, some: list[str]) -> None:
        tx.run(delete(table(Asked)))
        for entry in some:
            questions.log(tx, ANI, "", "answered", entry, 1.0)

    for start in range(0, len(ids), 10):
        some = ids[start : start + 10]
        await town.database.run(partial(asked_only, some=some))
        query = await typed(town, town.group)
        assert {*some} <= {result["id"] for result in query.results}
