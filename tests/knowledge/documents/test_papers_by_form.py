"""The papers of a secondary and of a Merah Putih, from what their interviews give, in both copies and both forms."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.documents.dossier import Meeting, Member, Post, Preparation
from knowledge.documents.papers import Paper, bundle, cover, papers_after, papers_before
from tests.knowledge.documents.founding_group import (
    COOPERATIVES,
    COPY,
    FIGURES,
    FOUNDERS,
    KNOWN,
    MEETING,
    MERAH_PUTIH,
    NINE,
    OWNERS,
    SECONDARY,
    TODAY,
    pdf_text,
    word_text,
)

DELEGATES = KNOWN[:3]
MEMBERS = tuple(
    Member(name, f"AHU-{place}7.AH.01.26", date(2019, 3, 10 + place), f"01.234.567.{place}-652.000", founder.name)
    for place, (name, founder) in enumerate(zip(COOPERATIVES, DELEGATES, strict=True))
)
BOARD = tuple(Post(title, one.name) for title, one in zip(("Ketua", "Sekretaris", "Bendahara"), DELEGATES, strict=True))
UNION = replace(SECONDARY, members=MEMBERS, board=BOARD)
HELD = replace(MEETING, attended=COOPERATIVES, chair=DELEGATES[0].name, board=BOARD, supervisors=(), proxies=BOARD)
TITLES = ("Ketua", "Wakil Ketua Bidang Usaha", "Wakil Ketua Bidang Keanggotaan", "Sekretaris", "Bendahara")
LURAH = "Lurah Kauman (karena jabatan)"
KKMP = replace(
    MERAH_PUTIH,
    founders=NINE.founders,
    board=tuple(Post(title, name) for title, name in zip(TITLES, FOUNDERS, strict=False)),
    supervisors=(Post("Ketua", LURAH), Post("Anggota", FOUNDERS[5]), Post("Anggota", FOUNDERS[6])),
)
DECIDED = replace(
    MEETING,
    name=KKMP.names[0],
    board=KKMP.board,
    supervisors=KKMP.supervisors,
    proxies=(KKMP.board[0], *KKMP.board[3:]),
)


def after(preparation: Preparation, meeting: Meeting, *, full: bool = True) -> dict[str, Paper]:
    founders = DELEGATES if preparation.form == "secondary" else KNOWN
    made = papers_after(preparation, meeting, FIGURES, TODAY, founders, COPY if full else OWNERS)
    return {paper.id: paper for paper in made}


def said(preparation: Preparation, meeting: Meeting, paper: str, *, full: bool = True) -> str:
    return word_text(after(preparation, meeting, full=full)[paper].docx)


# -- secondary -------------------------------------------------------------------------------------------------------


def test_each_founding_cooperative_stands_with_its_decision_its_npwp_and_who_acts_for_it() -> None:
    text = said(UNION, HELD, "cooperatives")
    for member in MEMBERS:
        assert member.name in text
        assert f"{member.legal_number}, {member.legal_on.day} Maret 2019" in text
        assert member.npwp in text
        assert member.delegate in word_text(after(UNION, HELD)["cooperatives"].docx)


@pytest.mark.parametrize("paper", ["proxy", "attendance", "founders", "articles"])
def test_a_cooperative_is_named_with_who_acts_for_it(paper: str) -> None:
    text = said(UNION, HELD, paper)
    for member in MEMBERS:
        assert f"{member.name}, diwakili {member.delegate}" in text


def test_the_data_are_those_of_who_acts_for_it_and_only_in_the_full_copy() -> None:
    for paper in ("proxy", "founders"):
        full, owners = said(UNION, HELD, paper), said(UNION, HELD, paper, full=False)
        for founder in DELEGATES:
            assert founder.nik in full
        for founder in DELEGATES[1:]:
            assert founder.nik not in owners


def test_what_the_delegates_paid_is_the_cooperatives_capital() -> None:
    text = said(UNION, HELD, "capital")
    assert COOPERATIVES[0] in text
    assert "750.000" in text  # three times the principal savings


def test_the_minutes_of_a_secondary_count_cooperatives() -> None:
    text = said(UNION, HELD, "minutes")
    assert "sekunder" in text
    assert "3 (tiga)" in text


def test_the_officers_of_a_secondary_have_their_own_data() -> None:
    text = said(UNION, HELD, "officers")
    assert all(founder.occupation in text for founder in DELEGATES)


# -- Merah Putih -----------------------------------------------------------------------------------------------------


def test_the_minutes_of_a_merah_putih_name_five_posts_and_the_lurah() -> None:
    text = said(KKMP, DECIDED, "minutes")
    for title in TITLES:
        assert title in text
    assert LURAH in text
    assert "Koperasi Kelurahan Merah Putih" in text


def test_nobodys_data_stand_beside_the_lurah() -> None:
    assert LURAH in said(KKMP, DECIDED, "officers")
    assert KKMP.supervisors[0].name not in {founder.name for founder in KNOWN}


# -- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("preparation", "meeting"), [(UNION, HELD), (KKMP, DECIDED)])
def test_the_whole_dossier_of_the_form_fills_and_prints(preparation: Preparation, meeting: Meeting) -> None:
    founders = DELEGATES if preparation.form == "secondary" else KNOWN
    before = papers_before(preparation, FIGURES, TODAY, founders, COPY)
    later = papers_after(preparation, meeting, FIGURES, TODAY, founders, COPY)
    ids = {paper.id for paper in (*before, *later)}
    assert ("cooperatives" in ids) == (preparation.form == "secondary")
    for part, held in ((before, None), (later, meeting)):
        printed = pdf_text(bundle(part, cover(preparation, held, TODAY, founders, COPY)))
        assert "{{" not in printed
        assert preparation.kelurahan in printed
