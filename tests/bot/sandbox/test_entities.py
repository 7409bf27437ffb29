"""Telegram's HTML: what is read out of it, what is refused and in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html, units
from bot.sandbox.errors import Refusal
from bot.sandbox.texts import check_entities, found_entities, to_html, trimmed


def words_of(source: str) -> str:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    return refused.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    assert words_of(source) == words


def test_offsets_count_utf16_code_units() -> None:
    text, entities = parse_html("😀 <b>Bu Ani 👩‍🌾</b> &amp; <i>x</i>")
    assert text == "😀 Bu Ani 👩‍🌾 & x"
    assert entities == [
        {"offset": 3, "length": 12, "type": "bold"},
        {"offset": 18, "length": 1, "type": "italic"},
    ]


def test_nested_tags_keep_their_order_and_links_their_address() -> None:
    text, entities = parse_html('<b>a <u>b</u></b> <a href="https://jdih.kemenkop.go.id?a=1&amp;b=2">c</a>')
    assert text == "a b c"
    assert [(e["type"], e["offset"], e["length"]) for e in entities] == [
        ("bold", 0, 3),
        ("underline", 2, 1),
        ("text_link", 4, 1),
    ]
    assert entities[2]["url"] == "https://jdih.kemenkop.go.id/?a=1&b=2"


def test_a_link_to_nowhere_is_only_text() -> None:
    assert parse_html('<a href="javascript:alert(1)">x</a>') == ("x", [])


def test_code_with_a_language_is_one_entity_and_quotes_may_expand() -> None:
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1] == [
        {"offset": 0, "length": 1, "type": "pre", "language": "python"}
    ]
    assert parse_html("<blockquote expandable>x</blockquote>")[1][0]["type"] == "expandable_blockquote"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, [])


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s", "code"]), st.text("aé😀 &<", min_size=1)), max_size=6))
def test_reading_what_was_written_back_gives_the_same(parts: list[tuple[str, str]]) -> None:
    source = " ".join(f"<{tag}>{words.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>" for tag, words in parts)
    text, entities = parse_html(source)
    assert parse_html(to_html(text, entities)) == (text, entities)
    assert all(entity["offset"] + entity["length"] <= units(text) for entity in entities)


def test_blank_ends_are_cut_and_entities_follow() -> None:
    text, entities = trimmed(*parse_html("\n <b> Halo </b>\n"))
    assert (text, entities) == ("Halo", [{"offset": 0, "length": 4, "type": "bold"}])


def test_telegram_finds_commands_mentions_and_addresses() -> None:
    text = "/start@klinik_koperasi_bot ya @bu_ani, lihat https://malangkota.go.id/x. atau a@b.id #RAT"
    found = [
        (e["type"], text.encode("utf-16-le")[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in found_entities(text, [])
    ]
    assert found == [
        ("bot_command", "/start@klinik_koperasi_bot"),
        ("mention", "@bu_ani"),
        ("url", "https://malangkota.go.id/x"),
        ("email", "a@b.id"),
        ("hashtag", "#RAT"),
    ]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": 100, "length": 1}, "entity begins after the end of the text at UTF-16 offset 100"),
        (
            {"type": "bold", "offset": 0, "length": 100},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        ({"type": "loud", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "text_link", "offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"url\""),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "not-a-url"},
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
    ],
)
def test_given_entities_are_checked(entity: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal, match="Bad Request") as refused:
        check_entities("hello", [entity])
    assert refused.value.description == f"Bad Request: {words}"
