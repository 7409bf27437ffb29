"""Whatever is typed is understood or asked again kindly; nothing else ever happens."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import reading
from flows.errors import Unclear

TODAY = date(2026, 11, 21)
KINDS = {
    "consumer": "Konsumen", "producer": "Produsen", "service": "Jasa", "marketing": "Pemasaran",
    "savings_and_loan": "Simpan Pinjam",
}  # fmt: skip
READERS: dict[str, Callable[[str], Any]] = {
    "number": reading.number,
    "rupiah": reading.rupiah,
    "day": lambda text: reading.day(text, TODAY),
    "clock_time": reading.clock_time,
    "moment": lambda text: reading.moment(text, TODAY),
    "phone": reading.phone,
    "people": reading.people,
    "person": lambda text: reading.person(text, ("Ani Rahayu", "Budi Santoso", "Budi Hartono")),
    "yes_no": reading.yes_no,
    "option": lambda text: reading.option(text, KINDS),
    "plain": lambda text: reading.plain(text, 3, 300),
}
SCRAPS = (
    "besok jam 10 17 Agustus Rp 500 rb juta setengah dua belas orang . , - / ( ) ya tidak jasa Budi S.E. dan nomor 2"
    " tanggal minggu depan malam Kamis 081234567890 3573010101010001 <b> * _ \u202e 😀 koma ratus ribu"
)
TALK = st.lists(st.sampled_from((*SCRAPS.split(), "\n"))).map(" ".join)
YES = "ya|iya|y|nggih|inggih|iyo|oke|siap|betul|sudah|iyaaa|Ya, sudah pak|okee|sampun|ho oh|👍|YA!!|bisa|mau"
NO = "tidak|gak|ga|ndak|ora|mboten|belum|enggak|durung|belum siap|sudah tidak|tidak ya|ya belum|tidka|gak gak|👎|no"
NEITHER = "|ya/tidak|ya atau tidak|siap tidak|ya tidak|gak apa apa|tidak tahu|bukan tidak|besok|mungkin|12"


def unclear(read: Callable[[str], Any], text: str) -> Unclear | None:
    """Give what a reader raised, if it did not understand."""
    try:
        read(text)
    except Unclear as raised:
        return raised
    return None


def test_every_reader_has_its_keys_listed() -> None:
    assert set(READERS) == set(reading.KEYS)


@pytest.mark.parametrize("name", READERS)
@given(text=st.text() | TALK)
def test_any_text_is_understood_or_asked_again(name: str, text: str) -> None:
    raised = unclear(READERS[name], text)
    if raised:
        assert set(raised.values) == set(reading.KEYS[name][raised.key])


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "longest",
    [
        "a" * 4096,
        "1" * 4096,
        " " * 4096,
        "<" * 4096,
        "1 " * 2048,
        "dua " * 1024,
        "@" * 4096,
        "a.b@" * 1024,
        "Budi, " * 682,
        "( " * 2048,
        "minggu depan " * 315,
        "\u202e" * 4096,
        "😀" * 4096,
        "1." * 2048,
        "- " * 2048,
        "ya " * 1365,
    ],
)
def test_the_longest_message_is_read_to_its_end(name: str, longest: str) -> None:
    for read in (READERS[name], reading.mask, reading.looks_like_question):
        with suppress(Unclear):
            read(longest)


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890", "+62 812-3456-7890", "62812 3456 7890", "hp: 0812.3456.7890", "nomor saya 081234567890",
        "+62 (0)812 3456 7890", "٠٨١٢٣٤٥٦٧٨٩٠", "wa.me/6281234567890",
    ],
)  # fmt: skip
def test_a_mobile_number_is_understood(typed: str) -> None:
    assert reading.phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    "typed", ["", "8123456789", "0341716546", "081234567", "08123456789012", "hp saya", "0812345678x"]
)
def test_what_is_no_mobile_number_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear):
        reading.phone(typed)


@given(st.from_regex(r"8[0-9]{8,11}", fullmatch=True), st.sampled_from(("0", "62", "+62")))
def test_every_mobile_number_comes_out_alike(number: str, prefix: str) -> None:
    assert reading.phone(prefix + number) == f"+62{number}"


@pytest.mark.parametrize("typed", YES.split("|"))
def test_yes_is_understood(typed: str) -> None:
    assert reading.yes_no(typed) is True


@pytest.mark.parametrize("typed", NO.split("|"))
def test_no_is_understood(typed: str) -> None:
    assert reading.yes_no(typed) is False


@pytest.mark.parametrize("typed", NEITHER.split("|"))
def test_neither_yes_nor_no_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear):
        reading.yes_no(typed)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("jasa", "service"), ("3", "service"), ("nomor 3", "service"), ("yang ketiga", "service"),
        ("koperasi jasa", "service"), ("saya mau yang jasa aja pak", "service"), ("𝗝𝗮𝘀𝗮 ✅", "service"),
        ("konsmen", "consumer"), ("produsn", "producer"), ("simpan", "savings_and_loan"),
        ("SIMPAN PINJAM", "savings_and_loan"),
    ],
)  # fmt: skip
def test_an_option_is_understood(typed: str, chosen: str) -> None:
    assert reading.option(typed, KINDS) == chosen


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "6",
        "0",
        "jasa atau konsumen",
        "bukan jasa",
        "jasa 2",
        "tidak tahu",
        "apa itu jasa",
        "semua",
        "jasa boga pasar malam",
    ],
)
def test_a_choice_is_never_guessed(typed: str) -> None:
    with pytest.raises(Unclear):
        reading.option(typed, KINDS)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.text("pqrst uvw", min_size=2), min_size=1, max_size=6))
def test_every_label_and_number_is_understood(labels: dict[str, str]) -> None:
    plain = [" ".join(label.split()) for label in labels.values()]
    for place, (id, label) in enumerate(labels.items(), start=1):
        assert reading.option(str(place), labels) == id
        if label.strip() and plain.count(" ".join(label.split())) == 1:
            assert reading.option(label.upper(), labels) == id


@given(st.text(), st.integers(0, 20), st.integers(20, 60))
def test_plain_text_keeps_its_bounds_and_nothing_hidden(text: str, at_least: int, at_most: int) -> None:
    raised = unclear(lambda typed: reading.plain(typed, at_least, at_most), text)
    if raised:
        assert raised.key in ("too_short", "too_long")
        return
    kept = reading.plain(text, at_least, at_most)
    assert at_least <= len(kept) <= at_most
    assert kept == kept.strip()
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in kept.replace("\n", ""))
    assert not any(
        unicodedata.bidirectional(letter) in ("RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI") for letter in kept
    )


def test_plain_text_loses_spare_spaces_and_lines() -> None:
    assert reading.plain("  a\u202eb \t c\r\n\r\n\r\n d ", 1, 300) == "ab c\nd"


@pytest.mark.parametrize(
    "typed",
    [
        "berapa biayanya",
        "apa itu koperasi",
        "Sudah jadi?",
        "boleh gak ya",
        "gimana caranya",
        "nek gawe koperasi kudu wong piro",
    ],
)
def test_a_question_is_recognised(typed: str) -> None:
    assert reading.looks_like_question(typed)


@pytest.mark.parametrize("typed", ["", "?", "12", "Budi", "saya jualan batik", "Pemandu wisata, parkir, dan homestay"])
def test_an_answer_is_no_question(typed: str) -> None:
    assert not reading.looks_like_question(typed)


@pytest.mark.parametrize("typed", ["syarat mendirikan koperasi", "biaya notaris", "kapan rat"])
def test_a_subject_alone_may_ask(typed: str) -> None:
    assert reading.may_ask(typed)


@pytest.mark.parametrize("typed", ["kampung wisata ceria", "Ani Rahayu", "kota malang", "lewati"])
def test_a_name_asks_nothing(typed: str) -> None:
    assert not reading.may_ask(typed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("2", "b"), ("②", "b"), ("nomor 3 aja", "c"), ("Yg pertama ya pak", "a"), ("yg ke-2", "b")),
        *(("loro", "b"), ("no. tiga", "c"), ("4", None), ("0", None), ("rapat kedua", None), ("1 atau 2", None)),
        *(("", None), ("yang", None), ("2026", None), ("satu orang berapa", None)),
    ],
)
def test_a_place_in_a_list_is_read_only_where_nothing_else_is_said(text: str, found: str | None) -> None:
    assert reading.numbered(text, "abc") == found


@pytest.mark.parametrize("typed", ["nanti ya", "mungkin ya", "nanti jasa"])
def test_what_is_put_off_is_no_choice(typed: str) -> None:
    with pytest.raises(Unclear):
        reading.option(typed, {"all": "Ya, semuanya", "service": "Jasa"})
