"""Files of a dossier as plain values: known by their bytes, meant by their caption, asked for at their stage."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.counters
from flows import texts
from flows.circle.files import (
    ENDINGS,
    HEIC_BRANDS,
    MOST_BYTES,
    STEMS,
    NotTaken,
    Standing,
    kind_of,
    may_send,
    meant,
    neutral_name,
    standing,
)
from flows.circle.items import ITEMS, items_for, owed_at
from flows.circle.missing import file_gaps, ktp_gaps
from flows.circle.stages import STAGES

UPLOADS = [item.key for item in ITEMS if item.upload]


# -- by their bytes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\xff\xd8\xff\xdb", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "application/pdf"),
    ],
)
def test_three_kinds_are_known_by_how_they_begin(begins: bytes, kind: str) -> None:
    assert kind_of(begins + bytes(100)) == kind
    assert kind in ENDINGS


def problem(content: bytes) -> str:
    with pytest.raises(NotTaken) as refused:
        kind_of(content)
    return refused.value.problem


def test_what_is_empty_too_big_or_of_another_kind_is_not_taken() -> None:
    assert problem(b"") == "empty"
    assert problem(b"%PDF-" + bytes(MOST_BYTES)) == "too_big"
    assert problem(b"PK\x03\x04") == "unsupported"
    assert problem(b"\x00\x00\x00\x18ftypmp42") == "unsupported"
    assert {problem(b"\x00\x00\x00\x18ftyp" + brand) for brand in HEIC_BRANDS} == {"heic"}
    assert kind_of(b"%PDF-" + bytes(MOST_BYTES - 5)) == "application/pdf"


@given(st.binary(max_size=200))
def test_any_bytes_are_of_a_kind_or_refused_with_words(content: bytes) -> None:
    try:
        found: str = kind_of(content)
    except NotTaken as refused:
        found = refused.problem
    assert found in ENDINGS or texts.find("uploads", f"refused.{found}")


# -- by their caption ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "item"),
    [
        ("KTP", "ktp"),
        ("ini KTP saya pak", "ktp"),
        ("E-KTP", "ktp"),
        ("bukti transfer simpanan pokok", "paid"),
        ("kwitansi", "paid"),
        ("Berita Acara rapat", "minutes"),
        ("daftar hadir", "attendance"),
        ("surat kuasa", "proxy"),
        ("salinan akta", "deed"),
        ("SK", "sk"),
        ("KTP dan bukti setor", None),
        ("ktp saya hilang gimana?", None),
        ("foto bersama", None),
        ("", None),
        ("kemarin kami sudah ke notaris dan bawa akta beserta lampirannya semua", None),
    ],
)
def test_a_caption_names_one_item_or_none(caption: str, item: str | None) -> None:
    assert meant(caption, [key for key in UPLOADS if key != "member_sk"]) == item


def test_only_what_may_be_sent_is_meant() -> None:
    assert meant("berita acara", ["ktp", "paid"]) is None
    assert meant("SK koperasi kami", ["ktp", "member_sk"]) == "member_sk"
    assert meant("SK", ["member_sk", "sk"]) is None


@given(st.text(max_size=300))
def test_any_caption_is_read_without_a_fault(caption: str) -> None:
    assert meant(caption, UPLOADS) in (None, *UPLOADS)


# -- by stage ------------------------------------------------------------------------------------------------------


@given(st.sampled_from(STAGES), st.sampled_from(("primary", "secondary")))
def test_nothing_that_was_due_stops_being_part_of_the_dossier(stage: str, form: str) -> None:
    later = STAGES[STAGES.index(stage) :]
    due = set(items_for(form, stage))
    assert all(due <= set(items_for(form, one)) for one in later)
    assert set(owed_at(form, stage)) <= due


def test_signed_papers_are_due_after_the_meeting_and_the_deed_at_the_notary() -> None:
    assert [item.key for item in items_for("primary", "rapat")] == ["data", "ktp", "paid"]
    assert [item.key for item in items_for("primary", "modal")][3:] == ["minutes", "attendance", "proxy"]
    assert items_for("primary", "notaris")[-1].key == "deed"
    assert [item.key for item in owed_at("primary", "pengesahan")] == ["deed", "sk"]


def test_founders_of_a_secondary_cooperative_also_send_their_own_cooperatives_decision() -> None:
    assert "member_sk" in [item.key for item in items_for("secondary", "persiapan")]
    assert "member_sk" not in [item.key for item in items_for("primary", "rat_pertama")]


def test_a_founder_sends_his_own_and_only_the_owner_the_cases() -> None:
    def keys(**who: bool) -> list[str]:
        return [item.key for item in may_send("primary", "modal", **who)]

    assert keys(owner=False, founder=True) == ["ktp", "paid"]
    assert keys(owner=True, founder=False) == ["minutes", "attendance", "proxy"]
    assert keys(owner=False, founder=False) == []


# -- how they stand ------------------------------------------------------------------------------------------------


def test_a_returned_page_asks_for_another_and_a_waiting_one_for_patience() -> None:
    approved, waiting = Standing("approved"), Standing("waiting")
    returned = Standing("returned", reason="buram")
    assert standing([]).status == "missing"
    assert standing([approved, waiting]) == Standing("waiting", 2)  # type: ignore[list-item]
    assert standing([waiting, returned]) == Standing("returned", 2, "buram")  # type: ignore[list-item]
    assert not standing([waiting, returned]).there  # type: ignore[list-item]


def test_only_what_is_missing_or_returned_is_a_gap() -> None:
    ktp = next(item for item in ITEMS if item.key == "ktp")
    assert file_gaps(7, [(ktp, Standing("waiting")), (ktp, Standing("approved"))]) == []
    missing, returned = file_gaps(7, [(ktp, Standing("missing")), (ktp, Standing("returned", 1, "buram"))])
    assert (missing.key, missing.act, missing.about) == ("file_missing", "send", "ktp.7")
    assert returned.values == {"item": "foto KTP", "reason": "buram"}


def test_of_many_missing_photos_the_first_names_are_told() -> None:
    (gap,) = ktp_gaps([f"Pendiri {number}" for number in range(14)])
    assert gap.values["count"] == 14
    assert gap.values["names"].endswith("Pendiri 11, …")
    assert ktp_gaps([]) == []


def test_a_file_for_the_adviser_is_named_by_place_and_never_by_person() -> None:
    assert neutral_name("KOP-7F3K2", "ktp", "image/jpeg", 3, 1) == "berkas-KOP-7F3K2-ktp-3.jpg"
    assert neutral_name("KOP-7F3K2", "minutes", "application/pdf", None, 2) == "berkas-KOP-7F3K2-berita-acara-2.pdf"


# -- words ---------------------------------------------------------------------------------------------------------


def test_every_item_has_its_name_and_stem() -> None:
    named = {key.split(".")[1] for book, key, _ in texts.every() if book == "uploads" and key.startswith("item.")}
    assert named == set(UPLOADS) == set(STEMS)


def test_every_word_about_files_is_said_somewhere() -> None:
    folder = Path(bot.counters.__file__).parent
    source = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in ("handing", "handed"))
    said = set(re.findall(r"\"uploads\.([a-z_.]+)\"", source))
    said |= {f"refused.{problem}" for problem in ("empty", "too_big", "heic", "unsupported", "unavailable")}
    said |= {f"status.{status}" for status in ("missing", "waiting", "approved", "returned")}
    told = {key for book, key, _ in texts.every() if book == "uploads" and not key.startswith("item.")}
    assert said == told
