"""Days and hours are understood as people in Malang say them, or asked again."""

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows import dates
from flows.errors import Unclear
from knowledge import numbers

SATURDAY = date(2026, 11, 21)
TODAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("besok", "2026-11-22"), ("sesuk", "2026-11-22"), ("bsk", "2026-11-22"), ("lusa", "2026-11-23"),
        ("hari ini", "2026-11-21"), ("saiki", "2026-11-21"), ("nanti sore", "2026-11-21"), ("kemarin", "2026-11-20"),
        ("17 Agustus", "2027-08-17"), ("17 agstus", "2027-08-17"), ("tujuh belas Agustus", "2027-08-17"),
        ("17/8", "2027-08-17"), ("17-08-2027", "2027-08-17"), ("17.8.2027", "2027-08-17"), ("2027-08-17", "2027-08-17"),
        ("17 – 08 – 2027", "2027-08-17"), ("١٧/٨", "2027-08-17"), ("tanggal 17 bulan 8 tahun 2027", "2027-08-17"),
        ("Selasa, 17 Agustus 2027.", "2027-08-17"), ("14 maret 2027", "2027-03-14"), ("29 feb", "2028-02-29"),
        ("17 Agustus tahun depan", "2027-08-17"),
        ("tgl 5", "2026-12-05"), ("tgl 31", "2026-12-31"), ("tanggal 5 bulan depan", "2026-12-05"),
        ("Kamis", "2026-11-26"), ("kemis ngarep", "2026-11-26"), ("Rebo", "2026-11-25"), ("Jumuah", "2026-11-27"),
        ("Jum'at", "2026-11-27"), ("Setu", "2026-11-28"), ("dina setu ngarep", "2026-11-28"),
        ("Sabtu depan", "2026-11-28"), ("hari Minggu", "2026-11-22"), ("hari Minggu depan", "2026-11-29"),
        ("Kamis minggu depan", "2026-11-26"), ("minggu depan hari Rabu", "2026-11-25"), ("Kamis lalu", "2026-11-19"),
        ("malam Jumat", "2026-11-26"), ("malam Minggu", "2026-11-28"), ("Sabtu malam Minggu", "2026-11-28"),
        ("3 hari lagi", "2026-11-24"), ("seminggu lagi", "2026-11-28"), ("Senin Wage 7 Desember", "2026-12-07"),
        ("besok jam 10", "2026-11-22"), ("insyaallah hari kamis pak", "2026-11-26"),
    ],
)  # fmt: skip
def test_a_day_is_understood(typed: str, day: str) -> None:
    assert dates.day(typed, SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17 Agustus", "2026-08-17"), ("Kamis", "2026-11-19"), ("Sabtu", "2026-11-14"), ("tgl 5", "2026-11-05"),
        ("tgl 21", "2026-11-21"), ("14-3-85", "1985-03-14"), ("29 feb", "2024-02-29"),
    ],
)  # fmt: skip
def test_a_past_day_is_the_last_one(typed: str, day: str) -> None:
    assert dates.day(typed, SATURDAY, past=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "5",
        "halo",
        "31 April",
        "30 Februari",
        "0 Maret",
        "8/17",
        "32/1",
        "99/99/9999",
        "17/8/0001",
        "17 Agustus besok",
    ],
)
def test_a_day_that_is_none_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        dates.day(typed, SATURDAY)
    assert unclear.value.key == "not_a_day"


@pytest.mark.parametrize(
    "typed",
    ["minggu depan", "Minggu ini", "bulan depan", "Agustus", "Rabu Pon", "Senin 17 Agustus 2027", "besok Kamis"],
)
def test_a_day_that_may_be_several_is_asked_as_such(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        dates.day(typed, SATURDAY)
    assert unclear.value.key == "which_day"


@given(DAYS, TODAYS)
def test_every_written_day_is_read_back(day: date, today: date) -> None:
    for written in (
        numbers.long_day(day),
        numbers.short_day(day),
        numbers.weekday_and_day(day),
        f"hari {numbers.weekday_and_day(day)} jam 10",
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
    ):
        assert dates.day(written, today) == day


@given(DAYS, TODAYS)
def test_a_day_without_a_year_is_the_nearest(day: date, today: date) -> None:
    written = f"{day.day} {numbers.MONTHS[day.month - 1]}"
    coming, gone = dates.day(written, today), dates.day(written, today, past=True)
    assert gone <= today <= coming
    for found in (gone, coming):
        assert (found.day, found.month) == (day.day, day.month)
    assume((day.day, day.month) != (29, 2))
    assert today - gone < timedelta(days=366)
    assert coming - today < timedelta(days=366)


@given(st.sampled_from(numbers.WEEKDAYS), TODAYS)
def test_a_weekday_comes_within_a_week(weekday: str, today: date) -> None:
    coming = dates.day(f"hari {weekday}", today)
    assert numbers.weekday(coming) == weekday
    assert timedelta(days=1) <= coming - today <= timedelta(days=7)
    assert timedelta(days=1) <= today - dates.day(f"hari {weekday}", today, past=True) <= timedelta(days=7)
    next_week = dates.day(f"hari {weekday} depan", today)
    assert numbers.weekday(next_week) == weekday
    assert next_week.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("10", "10:00"), ("jam 10", "10:00"), ("jam10", "10:00"), ("10.00", "10:00"), ("10:30", "10:30"),
        ("pukul 19.30 WIB", "19:30"), ("7 malam", "19:00"), ("setengah 8", "07:30"), ("setengah wolu", "07:30"),
        ("jam setengah delapan malam", "19:30"), ("setengah 1 siang", "12:30"), ("setengah 12 malam", "23:30"),
        ("jam 2 siang", "14:00"), ("jam 2", "14:00"), ("02.00", "02:00"), ("4 sore", "16:00"), ("12 siang", "12:00"),
        ("12 malam", "00:00"), ("1 malam", "01:00"), ("jam 8 kurang 15", "07:45"), ("jam 7 lewat 15", "07:15"),
        ("jam sepuluh pagi", "10:00"), ("jam songo esuk", "09:00"), ("19.30 s/d selesai", "19:30"), ("10an", "10:00"),
    ],
)  # fmt: skip
def test_an_hour_is_understood(typed: str, hour: str) -> None:
    assert dates.clock_time(typed) == time.fromisoformat(hour)


@pytest.mark.parametrize(
    "typed",
    ["", "25", "24.00", "10.60", "-5", "pagi", "bakda isya", "10.00-12.00", "5 malam", "7 pagi malam", "besok", "9.5"],
)
def test_an_hour_that_is_none_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        dates.clock_time(typed)
    assert unclear.value.key == "not_a_time"


@given(st.times())
def test_every_written_hour_is_read_back(hour: time) -> None:
    minute = hour.replace(second=0, microsecond=0)
    for written in (numbers.clock(hour), f"{hour:%H:%M}", f"pukul {numbers.clock(hour)} WIB"):
        assert dates.clock_time(written) == minute


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("jam 7 lebih 10", ["07:10", "19:10"]), ("setengah 8", ["07:30", "19:30"]), ("7.30", ["07:30", "19:30"]),
        ("jam 6", ["06:00", "18:00"]), ("jam 8 kurang 15", ["07:45", "19:45"]), ("jam 2", ["14:00"]),
        ("jam 9", ["09:00"]), ("jam 12", ["12:00"]), ("setengah 1", ["12:30"]), ("07.30", ["07:30"]),
        ("7 malam", ["19:00"]), ("jam 7 pagi", ["07:00"]), ("19.10", ["19:10"]), ("12 malam", ["00:00"]),
    ],
)  # fmt: skip
def test_an_hour_of_morning_or_evening_is_both(typed: str, hours: list[str]) -> None:
    assert [f"{at:%H:%M}" for at in dates.clock_times(typed)] == hours


@pytest.mark.parametrize(
    ("typed", "near", "hour"),
    [
        ("jam 7 lebih 10", "19:00", "19:10"), ("jam 7 lebih 10", "07:00", "07:10"), ("jam 9", "19:15", "21:00"),
        ("setengah 10", "19:15", "21:30"), ("jam 11", "09:00", "11:00"), ("jam 4", "09:15", "16:00"),
        ("jam 7 pagi", "19:00", "07:00"), ("08.00", "19:00", "08:00"),
    ],
)  # fmt: skip
def test_an_hour_is_the_one_near_another(typed: str, near: str, hour: str) -> None:
    assert dates.clock_times(typed, time.fromisoformat(near)) == (time.fromisoformat(hour),)


@pytest.mark.parametrize("typed", ["", "25", "pagi", "besok"])
def test_a_meeting_hour_that_is_none_is_asked_again(typed: str) -> None:
    with pytest.raises(Unclear, match="not_a_time"):
        dates.clock_times(typed)


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("besok jam 10", "2026-11-22", "10:00"), ("jam 10 besok", "2026-11-22", "10:00"),
        ("Sabtu depan jam 9 pagi", "2026-11-28", "09:00"), ("17 Agustus pukul 10.00 WIB", "2027-08-17", "10:00"),
        ("17/8 10.00", "2027-08-17", "10:00"), ("Sabtu malam jam 7", "2026-11-28", "19:00"),
        ("malam minggu jam 7", "2026-11-28", "19:00"), ("nanti malam jam 7", "2026-11-21", "19:00"),
        ("sesuk jam songo esuk", "2026-11-22", "09:00"), ("Jumat sore setengah 4", "2026-11-27", "15:30"),
        ("besok pagi", "2026-11-22", None), ("besok", "2026-11-22", None), ("jam 10", None, "10:00"),
        ("10", None, "10:00"), ("10.12", None, "10:12"),
    ],
)  # fmt: skip
def test_a_day_and_an_hour_come_together(typed: str, day: str | None, hour: str | None) -> None:
    wanted = (date.fromisoformat(day) if day else None, time.fromisoformat(hour) if hour else None)
    assert dates.moment(typed, SATURDAY) == wanted


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("kapan saja", "not_a_day"),
        ("besok jam 25", "not_a_time"),
        ("minggu depan jam 9", "which_day"),
        ("", "not_a_day"),
    ],
)
def test_half_a_moment_is_asked_again(typed: str, key: str) -> None:
    with pytest.raises(Unclear) as unclear:
        dates.moment(typed, SATURDAY)
    assert unclear.value.key == key
