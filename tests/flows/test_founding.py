"""The interview before the meeting: every rule of the table, a block asking again and a warning going on."""

from datetime import date, time

import pytest

from flows.outcomes import JoinKkmp, Prepared
from knowledge.documents.dossier import Post, Preparation
from tests.flows.interviews import SERVICE, founding, until
from tests.flows.talking import FOUNDERS, Talk


def blocked(talk: Talk, rule: str, key: str) -> None:
    """Assert that the answer was refused by the rule and its question stands."""
    assert (talk.unclear, talk.asks) == (f"rule.{rule}", key)
    assert key not in talk.state.answers or not talk.state.answers[key].get("done")


def warned(talk: Talk, rule: str, key: str) -> None:
    """Assert that the rule was said and the interview went on to `key`."""
    assert f"rule.{rule}" in talk.said
    assert talk.asks == key


# -- which cooperative -----------------------------------------------------------------------------------------------


def test_the_residents_merah_putih_is_joined_not_founded() -> None:
    talk = founding().presses("Koperasi Merah Putih").types("oro oro dowo")
    assert "Oro-oro Dowo sudah berdiri" in talk.text
    assert talk.presses("Bergabung").outcome == JoinKkmp("Oro-oro Dowo")


def test_whoever_wants_an_ordinary_cooperative_goes_on_and_is_not_asked_the_kelurahan_again() -> None:
    talk = founding().presses("Koperasi Merah Putih").types("Sawojajar").presses("Mendirikan")
    assert talk.asks == "group"
    answers = {**until(SERVICE, "kelurahan"), **talk.state.answers}
    assert Talk("founding", answers=answers).asks == "seat"


def test_the_difference_is_explained_to_whoever_does_not_know() -> None:
    talk = founding().presses("Belum tahu")
    assert talk.said == ["difference"]
    assert talk.presses("Koperasi kelompok").asks == "group"


def test_a_kkmp_outside_the_city_gets_kind_words() -> None:
    talk = founding().presses("Koperasi Merah Putih").types("Singosari")
    assert (talk.unclear, talk.asks) == ("outside", "kkmp.kelurahan")
    assert "Kabupaten Malang" in talk.text


# -- the whole way ---------------------------------------------------------------------------------------------------


def test_a_whole_interview_prepares_the_meeting() -> None:
    assert Talk("founding", answers=SERVICE).outcome == Prepared(
        Preparation(
            group="Pokdarwis Kampung Ceria",
            contact="Ani Rahayu",
            interest="Para pemandu ingin menerima tamu bersama-sama",
            business="Paket wisata kampung, parkir, dan suvenir",
            area="city",
            kelurahan="Kauman",
            kecamatan="Klojen",
            kind="service",
            sharia=False,
            savings_unit=False,
            names=(
                "Koperasi Jasa Kampung Wisata Ceria",
                "Koperasi Jasa Ceria Kayutangan Malang",
                "Koperasi Jasa Warna Warni Kampung",
            ),
            seat="Jl. Basuki Rahmat Gg. 4 No. 12, RT 03 RW 09",
            founders=FOUNDERS,
            principal_savings=100_000,
            mandatory_savings=25_000,
            grant=0,
            board=(Post("Ketua", FOUNDERS[0]), Post("Sekretaris", FOUNDERS[1]), Post("Bendahara", FOUNDERS[2])),
            supervisors=(
                Post("Koordinator", FOUNDERS[3]),
                Post("Anggota", FOUNDERS[4]),
                Post("Anggota", FOUNDERS[5]),
            ),
            sharia_supervisors=(),
            board_term_years=5,
            meeting_on=date(2026, 11, 28),
            meeting_at=time(19, 0),
            meeting_place="Balai RW 09 Kauman",
        )
    )


def test_the_seven_parts_follow_each_other() -> None:
    parts = []
    keys = list(SERVICE)
    for key in keys[1:]:
        part = founding(key).turn.walk.part
        assert part is not None
        parts.append((part.number, part.of))
    assert parts == sorted(parts)
    assert {number for number, _ in parts} == set(range(1, 8))
    assert {of for _, of in parts} == {7}


def test_nobody_is_asked_for_a_nik_a_phone_or_an_address_of_theirs() -> None:
    asked = [line for line in founding("review").text.split("\n") if line.startswith(("NIK", "HP", "Alamat KTP"))]
    assert asked == []


# -- 1 and 2 ---------------------------------------------------------------------------------------------------------


def test_a_shared_interest_is_needed() -> None:
    talk = founding("interest").types("uang")
    assert (talk.unclear, talk.asks) == ("too_short", "interest")
    assert talk.types("Kami ingin bahan batik yang murah").asks == "area"


def test_founders_from_elsewhere_are_warned_of_early() -> None:
    warned(founding("elsewhere").presses("Ya"), "area_founders_elsewhere", "kind")


@pytest.mark.parametrize(
    ("label", "supervisor"),
    [("Beberapa kota", "Dinas Koperasi dan UKM Provinsi Jawa Timur"), ("Beberapa provinsi", "Kementerian Koperasi")],
)
def test_a_wider_area_tells_who_supervises(label: str, supervisor: str) -> None:
    talk = founding("area").presses(label)
    warned(talk, "area_supervised", "kind")
    assert supervisor in talk.text


@pytest.mark.parametrize("label", ["Konsumen", "Produsen", "Jasa", "Pemasaran"])
def test_each_kind_comes_with_a_hint(label: str) -> None:
    talk = founding("kind").presses(label)
    assert talk.said[-1].startswith("hint.")
    assert talk.asks == "sharia"


def test_a_savings_unit_is_warned_of_its_licence() -> None:
    warned(founding("savings_unit").presses("Ya"), "usp_needs_licence", "business")


def test_the_business_code_is_left_to_the_notary() -> None:
    warned(founding("business").types("Toko sembako dan LPG"), "kbli_empty", "name.1")


# -- savings and loan ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "minimum", "share"),
    [
        ("city", "Rp500.000.000", "Rp55.555.556"),
        ("province", "Rp1.000.000.000", "Rp111.111.112"),
        ("national", "Rp2.000.000.000", "Rp222.222.223"),
    ],
)
def test_savings_and_loan_is_told_its_price_before_going_on(area: str, minimum: str, share: str) -> None:
    talk = founding("kind", area=area).presses("Simpan pinjam")
    assert talk.asks == "ksp.next"
    assert minimum in talk.text
    assert share in talk.text


def test_savings_and_loan_may_turn_to_another_kind() -> None:
    talk = founding("kind").presses("Simpan pinjam", "Pilih jenis lain", "Konsumen")
    assert talk.said == ["hint.consumer"]
    assert talk.asks == "sharia"


def test_savings_and_loan_does_nothing_else() -> None:
    talk = founding("kind").presses("Simpan pinjam", "Tetap", "Ya")
    blocked(talk, "ksp_only_lending", "ksp.other_business")
    talk.presses("Tidak", "Tidak")
    assert talk.asks == "name.1"


KSP = {"kind": "savings_and_loan", "ksp.next": "go_on", "ksp.other_business": False}


def test_savings_and_loan_needs_its_minimum_capital() -> None:
    talk = founding("grant", **KSP).presses("Tidak ada")
    blocked(talk, "capital_ksp", "grant")
    assert "Rp1.500.000" in talk.text
    assert "kurang Rp498.500.000" in talk.text
    assert "Rp41.666.667" in talk.text
    warned(talk.types("498.500.000"), "capital_ksp_share", "board.chair")


def test_short_of_capital_the_savings_are_one_press_away() -> None:
    talk = founding("grant", **KSP).presses("Tidak ada", "Naikkan simpanan")
    assert talk.asks == "principal"
    assert talk.types("50 juta").asks == "grant"
    assert "mandatory" in talk.state.answers
    warned(talk.presses("Tidak ada"), "capital_ksp_share", "board.chair")


def test_short_of_capital_another_kind_is_one_press_away() -> None:
    talk = founding("grant", **KSP).presses("Tidak ada", "Pilih jenis lain")
    assert talk.asks == "kind"
    assert talk.presses("Konsumen").asks == "grant"
    assert talk.presses("Tidak ada").asks == "board.chair"


def test_the_ways_out_stand_only_beside_what_was_refused() -> None:
    assert "Pilih jenis lain" not in founding("grant", **KSP).labels
    talk = founding("kind").presses("Simpan pinjam", "Tetap", "Ya")
    assert talk.presses("Pilih jenis lain").asks == "kind"


def test_savings_and_loan_has_lending_as_its_business() -> None:
    sharia = {"sharia": True, "sharia_board": {"list": ["Hasan"], "done": True}}
    answers = {**SERVICE, **KSP, **sharia, "grant": 600_000_000}
    preparation = Talk("founding", answers=answers).outcome.preparation
    assert preparation.business == "Simpan pinjam dan pembiayaan syariah"
    assert preparation.names[0] == "Koperasi Simpan Pinjam dan Pembiayaan Syariah Kampung Wisata Ceria"
    assert not preparation.savings_unit


# -- 3: name and seat ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("Kampung Ceria", "name_words"),
        ("Koperasi Jasa", "name_empty"),
        ("Kampung Wisata 88", "name_letters"),
    ],
)
def test_a_name_the_law_does_not_allow_is_asked_again(typed: str, rule: str) -> None:
    talk = founding("name.1").types(typed)
    blocked(talk, rule, "name.1")
    assert talk.types("Kampung Wisata Ceria").asks == "name.2"


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("Merah Putih Kauman Jaya", "name_merah_putih"),
        ("Warga Dinas Kota Malang", "name_government"),
        ("Paguyuban UMKM Kampung Ceria", "name_abbreviation"),
        ("Koperasi Konsumen Kampung Wisata Ceria", "name_other_kind"),
        ("Koperasi Jasa Syariah Kampung Wisata Ceria", "name_sharia"),
        ("Kota Malang Raya", "name_place_only"),
        ("Kampung Ceria A", "name_words_uncertain"),
        ("Serba Usaha Kampung Wisata Ceria", "name_no_kind"),
    ],
)
def test_a_name_practice_advises_against_goes_on_with_a_warning(typed: str, rule: str) -> None:
    warned(founding("name.1").types(typed), rule, "name.2")


def test_a_name_is_kept_in_its_full_form_and_follows_the_kind() -> None:
    talk = founding("review").fixes("kind").presses("Produsen")
    assert "Nama 1: Koperasi Produsen Kampung Wisata Ceria" in talk.text


def test_the_same_name_is_no_second_choice() -> None:
    talk = founding("name.2").types("Koperasi Jasa Kampung wisata ceria")
    assert (talk.unclear, talk.asks) == ("same_name", "name.2")


def test_fewer_than_three_names_go_on_with_a_warning() -> None:
    warned(founding("name.2").presses("Lewati"), "names_few", "kelurahan")
    warned(founding("name.3").types("lewati"), "names_few", "kelurahan")


def test_only_the_notary_sees_whether_a_name_is_free() -> None:
    warned(founding("name.3").types("Warna Warni Kampung"), "name_availability", "kelurahan")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("entah", "rule.kelurahan_unknown"),
        ("Dau", "outside"),
        ("Kauman, Kecamatan Sukun", "rule.kelurahan_elsewhere"),
    ],
)
def test_a_kelurahan_not_of_the_city_is_asked_again(typed: str, why: str) -> None:
    talk = founding("kelurahan").types(typed)
    assert (talk.unclear, talk.asks) == (why, "kelurahan")
    assert talk.types("kauman").asks == "seat"


def test_the_kelurahans_own_merah_putih_is_mentioned() -> None:
    talk = founding("kelurahan").types("Klojen").presses("Klojen")
    assert talk.said == ["kkmp.beside"]


def test_an_empty_seat_is_asked_again() -> None:
    blocked(founding("seat").types("......."), "seat_empty", "seat")


def test_a_seat_without_a_street_goes_on_with_a_warning() -> None:
    warned(founding("seat").types("Sekretariat Pokdarwis"), "seat_incomplete", "founders")


def test_a_seat_outside_the_city_goes_on_with_a_warning() -> None:
    warned(founding("seat").types("Jl. Raya 5, Singosari"), "seat_elsewhere", "founders")


# -- 4: founders -----------------------------------------------------------------------------------------------------


def test_too_few_founders_cannot_close_the_list_and_lose_no_name() -> None:
    talk = founding("founders").types("\n".join(FOUNDERS[:8])).presses("Sudah semua")
    blocked(talk, "founders_too_few", "founders")
    assert "Baru 8 orang, kurang 1." in talk.text
    assert talk.state.answers["founders"]["list"] == list(FOUNDERS[:8])
    talk.types(FOUNDERS[8]).presses("Sudah semua")
    warned(talk, "founders_no_reserve", "capable")


def test_twelve_founders_are_enough() -> None:
    talk = founding("founders").types(", ".join(FOUNDERS)).presses("Sudah semua")
    assert talk.said == []
    assert talk.asks == "capable"


def test_the_same_person_counts_once() -> None:
    talk = founding("founders").types("\n".join(FOUNDERS[:8])).types(FOUNDERS[0].lower())
    assert talk.unclear == "already_listed"
    blocked(talk.presses("Sudah semua"), "founders_too_few", "founders")


def test_a_foreigner_cannot_found() -> None:
    talk = founding("capable").presses("Ada yang bukan WNI")
    blocked(talk, "founder_foreign", "capable")
    talk.presses("Kembali").presses("Hapus nama", FOUNDERS[11]).presses("Sudah semua")
    assert talk.presses("Ya, semuanya").asks == "principal"


def test_the_young_go_on_with_a_warning() -> None:
    warned(founding("capable").presses("Ada yang lebih muda"), "founder_young", "principal")


# -- 5: money --------------------------------------------------------------------------------------------------------


def test_principal_savings_are_more_than_nothing() -> None:
    blocked(founding("principal").types("0"), "principal_zero", "principal")


def test_the_sums_are_said() -> None:
    talk = founding("principal").types("150 ribu")
    assert "12 pendiri × Rp150.000 = Rp1.800.000" in talk.text
    talk.types("20rb").types("5 juta")
    assert "pokok Rp1.800.000 + wajib bulan pertama Rp240.000 + hibah Rp5.000.000 = Rp7.040.000" in talk.text


def test_no_mandatory_savings_go_on_with_a_warning() -> None:
    warned(founding("mandatory").presses("Tidak ada"), "mandatory_zero", "grant")


def test_a_savings_unit_is_warned_of_its_capital() -> None:
    warned(founding("grant", savings_unit=True).types("tidak ada"), "capital_usp", "board.chair")


# -- 6: who leads ----------------------------------------------------------------------------------------------------


def test_the_board_comes_from_the_founders() -> None:
    talk = founding("board.chair").types("Zainal Abidin")
    assert (talk.unclear, talk.asks) == ("not_among", "board.chair")
    assert talk.types("bu ani").asks == "board.vice"


def test_an_even_board_goes_on_with_a_warning() -> None:
    talk = founding("board.others", **{"board.vice": FOUNDERS[6]}).presses("Lewati")
    warned(talk, "board_even", "supervisors.head")


def test_a_board_without_all_posts_goes_on_with_a_warning() -> None:
    talk = founding("board.treasurer").presses("Lewati", "Lewati")
    warned(talk, "board_too_few", "supervisors.head")
    assert "rule.board_post_empty" in talk.said
    assert "bendahara" in talk.text


def test_two_posts_for_one_go_on_with_a_warning() -> None:
    talk = founding("board.treasurer")
    assert FOUNDERS[0] not in talk.labels
    warned(talk.types("ani").presses("Lewati"), "board_two_posts", "supervisors.head")


def test_nobody_supervises_the_board_they_sit_on() -> None:
    talk = founding("supervisors.head")
    assert FOUNDERS[0] not in talk.labels
    blocked(talk.types("ani rahayu"), "supervisor_on_board", "supervisors.head")
    talk.presses(FOUNDERS[3])
    blocked(talk.types("ani rahayu").presses("Selesai"), "supervisor_on_board", "supervisors.others")
    talk.types("ani rahayu").presses(FOUNDERS[4], FOUNDERS[5], "Selesai")
    assert talk.asks == "family"


def test_few_or_no_supervisors_go_on_with_a_warning() -> None:
    warned(founding("supervisors.others").presses("Lewati"), "supervisors_few", "family")
    warned(founding("supervisors.head").presses("Lewati"), "supervisors_none", "family")


def test_a_family_tie_goes_on_with_a_warning() -> None:
    warned(founding("family").presses("Ya"), "family_tie", "term")


def test_sharia_needs_its_supervisors() -> None:
    talk = founding("term", sharia=True)
    assert talk.asks == "sharia_board"
    talk.types("Kiai Hasan Basri").presses("Sudah semua")
    assert talk.asks == "term"
    emptied = founding("term", sharia=True, sharia_board={"list": [], "done": True})
    assert emptied.turn.walk.again is not None
    assert emptied.turn.walk.again.key == "rule.sharia_without_supervisors"


@pytest.mark.parametrize(("typed", "rule"), [("6 tahun", "term_too_long"), ("0", "term_too_short")])
def test_a_term_is_one_to_five_years(typed: str, rule: str) -> None:
    talk = founding("term").types(typed)
    blocked(talk, rule, "term")
    assert talk.types("lima tahun").asks == "meeting.day"


# -- 7: the meeting --------------------------------------------------------------------------------------------------


def test_a_meeting_is_still_to_come() -> None:
    talk = founding("meeting.day").types("14 November 2026")
    assert (talk.unclear, talk.asks) == ("past", "meeting.day")
    assert talk.types("hari ini").asks == "meeting.time"


def test_the_seat_is_offered_as_the_meetings_place() -> None:
    talk = founding("meeting.place", seat="Jl. Arjuno No. 5")
    assert talk.presses("Jl. Arjuno No. 5").asks == "review"


def test_the_review_ends_with_what_not_to_sign_yet() -> None:
    talk = founding("review").presses("Sudah benar")
    assert isinstance(talk.outcome, Prepared)
    assert talk.said == ["before_legal"]


def test_an_hour_that_may_be_evening_is_asked_about() -> None:
    talk = founding("meeting.time").types("jam 7 lebih 10")
    assert "Pagi atau malam?" in talk.text
    assert talk.labels[:2] == ["07.10", "19.10"]
    assert talk.presses("19.10").state.answers["meeting.time"] == "19:10"
    talk = founding("meeting.time").types("jam 7 lebih 10", "apa ya")
    assert (talk.unclear, talk.asks) == ("not_a_time", "meeting.time")
    assert talk.types("malam pak").state.answers["meeting.time"] == "19:10"
    assert founding("meeting.time").types("jam 7", "jam 2").state.answers["meeting.time"] == "14:00"
