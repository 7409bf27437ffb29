"""Days and hours as people say them: «besok jam 10», «17 Agustus», «Sabtu depan», «setengah 8 malam», «sesuk».

Weeks begin on Monday: «Sabtu depan» is the Saturday of the next week, «Sabtu ini» that of this one. What can be read
in two ways («minggu depan»: next week, or next Sunday?) is asked again with the key `which_day`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from flows import amounts, letters
from flows.errors import Unclear

EARLIEST, LATEST = 1900, 2100  # years that a person may mean
LOOK_AHEAD_MONTHS = 8 * 12 + 1  # the next 29 February is at most eight years away

WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "ahad": 6, "minggu": 6}
MONTHS = {
    "januari": 1, "februari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "agustus": 8, "september": 9,
    "oktober": 10, "november": 11, "desember": 12,
}  # fmt: skip
STANDARD = {  # how each word is also written, in chat, English and Javanese
    "senin": "senen sen", "selasa": "slasa seloso sloso sel", "rabu": "rebo rab", "kamis": "kemis kam",
    "jumat": "jumuah jemuah jemuwah jumuwah jum jmt", "sabtu": "setu sebtu sab sbt", "ahad": "ngahad akad ngaat",
    "minggu": "mgg pekan sepasar", "1 minggu": "seminggu sepekan", "1 hari": "sehari",
    "januari": "jan january", "februari": "feb pebruari febuari february peb", "maret": "mar march", "april": "apr",
    "mei": "may", "juni": "jun june", "juli": "jul july", "agustus": "ags agst agt agu agus aug august",
    "september": "sep sept", "oktober": "okt oct october", "november": "nov nop nopember", "desember": "des dec dess",
    "besok": "bsk bsok besuk sesuk mbesuk mbesok sesok benjing mbenjing", "lusa": "emben suken", "nanti": "ngko mengko",
    "kemarin": "kmrn kmarin wingi", "depan": "dpn ngarep ngajeng mendatang", "lalu": "kepungkur kapungkur wingenane",
    "hari": "dina dino dinten hr", "ini": "iki niki", "hari ini": "saiki sekarang skrg skr sakniki samangke",
    "tanggal": "tgl tg tanggale", "bulan": "bln wulan sasi", "tahun": "thn taun", "lagi": "lg maneh kedepan",
    "jam": "jm pukul pkl pk tabuh", "pagi": "esuk isuk enjing pg", "siang": "awan siyang", "sore": "sonten",
    "malam": "bengi mlm dalu ndalu", "setengah": "stengah", "kurang": "krg kirang", "lewat": "lebih luwih punjul lwt",
    "seperempat": "prapat seprapat",
}  # fmt: skip
SAME = {written: word for word, others in STANDARD.items() for written in others.split()}
KNOWN = frozenset((*WEEKDAYS, *MONTHS, *STANDARD)) - {"1 minggu", "1 hari", "hari ini"}
FILLERS = letters.listed(
    "pada di ya aja saja ae bisa mau pak bu mas mbak kak insyaallah insya allah rencananya rencana rapat rapatnya kami"
    " saya kalau kalo boleh nggih inggih wib yang akan datang yg dan sekitar sktr kira mungkin bertepatan teng tepat"
    " pas nya dengan dong deh diadakan ke"
)
SPANS = {  # first and last hour of each part of the day, by how people use the word; 24 is midnight
    "dini hari": (0, 5), "subuh": (3, 5), "pagi": (1, 11), "siang": (9, 16), "sore": (14, 18), "petang": (16, 19),
    "malam": (18, 28), "": (6, 17),
}  # fmt: skip
SKIPPED = frozenset(",.!()\"';")
PASARAN = letters.listed("legi pahing paing pon wage kliwon")  # the Javanese week of five days, said beside a date
PARTS = tuple(part for part in SPANS if part)
WEEKDAY, MONTH = "|".join(WEEKDAYS), "|".join(MONTHS)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMERIC = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{4}|\d{2}))?")
WRITTEN = re.compile(rf"(\d{{1,2}})[ -]?({MONTH})(?:[ -]?(\d{{4}}|\d{{2}})| tahun (\d{{4}}|ini|depan|lalu))?")
OF_MONTH = re.compile(r"(?:tanggal (\d{1,2})(?: bulan (ini|depan|lalu))?|(\d{1,2}) bulan (ini|depan|lalu))")
COUNTED = re.compile(r"(\d{1,3}) (hari|minggu) (lagi|depan|lalu)")
NAMED = re.compile(rf"(?:(minggu (?:ini|depan|lalu)) )?({WEEKDAY})(?: ((?:minggu )?(?:ini|depan|lalu)|kemarin))?")
PART = "|".join(PARTS)
REWRITTEN = tuple(
    (re.compile(written), standard)
    for written, standard in (
        (rf"\bnanti (?={PART})", "hari ini "),
        (rf"\b({PART}) ini\b", r"hari ini \1"),
        (r"\bnanti ?\b", ""),
        (r"\bhari minggu\b", "ahad"),
        (rf"\bhari (?={WEEKDAY}|ahad|besok|lusa|kemarin|hari ini)", ""),
        (r"^(bulan (?:ini|depan|lalu)) (tanggal \d{1,2})$", r"\2 \1"),
        (rf"(?<=\d )bulan (?={MONTH})", ""),
        (r"\b(\d{1,2}) bulan (\d{1,2})(?: tahun(?= \d))?\b", r"\1/\2"),
        (r"\b(\d{1,2}/\d{1,2}) (\d{4})\b", r"\1/\2"),
    )
)
EVENING_BEFORE = re.compile(rf"(?<!\d )(?:\b({WEEKDAY}) )?\bmalam ({WEEKDAY})\b")
UNDECIDED = re.compile(
    rf"(?:(?:minggu|bulan|tahun)(?: (?:ini|depan|lalu))?|{MONTH}|(?:{WEEKDAY}) (?:{'|'.join(PASARAN)}))(?: \d{{4}})?"
)
SPOKEN = {"hari ini": 0, "besok": 1, "lusa": 2, "besok lusa": 2, "kemarin": -1, "kemarin lusa": -2, "kemarin dulu": -2}
TOKEN = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d+(?: ?[-/.:] ?\d+)*|[a-z]+|\S")

DAY_BEGINS, DAY_ENDS = 6, 23  # the hours at which people meet; a bare «jam 2» is the afternoon
MORNING_OR_EVENING = range(6, 9)  # people meet at seven in the morning and, after prayers, at seven in the evening

HOUR = r"(\d{1,2})(?:[.:](\d{2}))?"
CLOCK = re.compile(
    rf"(?:jam )?(?:(?:(setengah) (\d{{1,2}}))|{HOUR}(?: (kurang|lewat) (\d{{1,2}}|seperempat)(?: menit)?)?)(?: ?an)?"
)
IN_TEXT = (  # what can only be an hour, wherever it stands
    re.compile(
        r"(?<!\S)jam (?:setengah )?\d{1,2}(?:[.:]\d{2})?(?: (?:kurang|lewat) (?:\d{1,2}|seperempat)(?: menit)?)?(?!\S)"
    ),
    re.compile(r"(?<!\S)setengah \d{1,2}(?!\S)"),
    re.compile(r"(?<!\S)(?<!tanggal )\d{1,2}(?:[.:]\d{2})?(?= (?:dini hari|subuh|pagi|siang|sore|petang|malam)(?!\S))"),
    re.compile(r"(?<!\S)\d{1,2}[.:]\d{2}(?!\S)"),
)


def day(text: str, today: date, *, past: bool = False) -> date:
    """Read a day; one without a year is the next to come, or with `past` the last one (today counts for both).

    Raises Unclear("not_a_day"), or Unclear("which_day") where several days fit or weekday and date disagree.
    """
    said = _standard(text)
    clock, rest = _clock_in(said)
    try:
        return _day(_part_of_day(said)[1], today, past)
    except Unclear as unclear:
        if clock is None or unclear.key == "which_day":
            raise
    return _day(_part_of_day(rest)[1], today, past)


def clock_time(text: str) -> time:
    """Read a time of day; raises Unclear("not_a_time"). A bare 1 to 5 is the afternoon: nobody meets at night."""
    part, rest = _part_of_day(_standard(text))
    if not (match := CLOCK.fullmatch(rest)):
        raise Unclear("not_a_time")
    return _hour(match, part)


def clock_times(text: str, near: time | None = None) -> tuple[time, ...]:
    """Read the time of a meeting, two where it may be morning or evening: «jam 7»; with `near` the nearest of them.

    Raises Unclear("not_a_time").
    """
    part, rest = _part_of_day(_standard(text))
    if not (match := CLOCK.fullmatch(rest)):
        raise Unclear("not_a_time")
    hour, minute, on_24 = _on_the_clock(match)
    both = [time(at, minute) for at in (hour, hour + 12) if DAY_BEGINS <= at <= DAY_ENDS]
    if part or on_24 or not both:
        return (time(_of_part(hour, part, on_24), minute),)
    if near is not None:
        return (min(both, key=lambda at: abs(_minutes(at) - _minutes(near))),)
    return tuple(both) if hour in MORNING_OR_EVENING else (both[0],)


def part_chosen(text: str, times: Sequence[time]) -> time:
    """Pick the time that lies in the part of the day said: «malam»; raises Unclear("not_a_time")."""
    part, rest = _part_of_day(_standard(text))
    for at in times:
        if part and not rest and SPANS[part][0] <= at.hour <= SPANS[part][1]:
            return at
    raise Unclear("not_a_time")


def moment(text: str, today: date, *, past: bool = False) -> tuple[date | None, time | None]:
    """Read a day, an hour, or both: «besok jam 10»; raises Unclear as `day` and `clock_time` do."""
    said = _standard(text)
    clock, rest = _clock_in(said)
    part, rest = _part_of_day(rest)
    if clock is None:
        try:
            return _day(rest, today, past), None
        except Unclear as unclear:
            if unclear.key == "not_a_day" and CLOCK.fullmatch(rest):
                return None, clock_time(text)
            raise
    match = CLOCK.fullmatch(clock)
    if not match:
        raise Unclear("not_a_time")
    return (_day(rest, today, past) if rest else None), _hour(match, part)


def _standard(text: str) -> str:
    """Bring a text to the words this module knows, one space apart; fillers go, unknown words stay."""
    plain = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", letters.folded(text).replace("'", ""))
    if len(plain) > letters.LONGEST_ANSWER:
        return ""
    plain = re.sub(r"\bs\s?[/.]?\s?d\b\.?\s*selesai|- *selesai|\bsampai selesai", " ", plain)
    found = [_word(token) for token in TOKEN.findall(plain) if token not in SKIPPED]
    if any(word[0].isdigit() for word in found):
        found = letters.without(found, PASARAN)
    said = amounts.in_digits(" ".join(letters.without(found, FILLERS)))
    for written, standard in REWRITTEN:
        said = written.sub(standard, said)
    return EVENING_BEFORE.sub(_evening_before, said)


def _evening_before(match: re.Match[str]) -> str:
    """Turn «malam Minggu», and «Sabtu malam Minggu», into the evening of Saturday."""
    named, before = match.groups()
    evening = next(day for day, number in WEEKDAYS.items() if number == (WEEKDAYS[before] - 1) % 7)
    return f"{evening} malam" if named in (None, evening) else match.group()


def _word(token: str) -> str:
    if token in SAME:
        return SAME[token]
    if not token.isalpha() or len(token) < 5 or token in FILLERS or token in amounts.NUMBER_WORDS:
        return token.replace(" ", "")
    return letters.recognised(token, KNOWN) or token


def _clock_in(said: str) -> tuple[str | None, str]:
    """Part what can only be an hour from the rest."""
    for pattern in IN_TEXT:
        if match := pattern.search(said):
            return match.group(), " ".join(f"{said[: match.start()]} {said[match.end() :]}".split())
    return None, said


def _part_of_day(said: str) -> tuple[str, str]:
    """Part «pagi», «sore», «malam» from the rest."""
    for part in PARTS:
        if match := re.search(rf"(?<!\S){part}(?!\S)", said):
            return part, " ".join(f"{said[: match.start()]} {said[match.end() :]}".split())
    return "", said


def _day(said: str, today: date, past: bool) -> date:
    """Read a day out of standard words; a weekday beside a date must agree with it."""
    if match := re.fullmatch(rf"({WEEKDAY}) (?=\S*\d|tanggal|besok|lusa|hari ini)(.+)|(.+) ({WEEKDAY})", said):
        weekday, dated, first, beside = match.groups()
        found = _dated(dated or first, today, past)
        if found:
            if found.weekday() != WEEKDAYS[weekday or beside]:
                raise Unclear("which_day")
            return found
    found = _dated(said, today, past) or _named(said, today, past)
    if found:
        return found
    raise Unclear("which_day" if UNDECIDED.fullmatch(said) else "not_a_day")


def _dated(said: str, today: date, past: bool) -> date | None:
    """Read a day by its number, or counted from today; None where there is none."""
    if said in SPOKEN:
        return today + timedelta(days=SPOKEN[said])
    if match := COUNTED.fullmatch(said):
        count, unit, direction = match.groups()
        return today + timedelta(days=int(count) * (7 if unit == "minggu" else 1) * (-1 if direction == "lalu" else 1))
    said = said.removeprefix("tanggal ") if re.match(r"tanggal \S+[-/. ]", said) and "bulan" not in said else said
    if match := ISO.fullmatch(said):
        return _real(int(match[1]), int(match[2]), int(match[3]))
    if match := NUMERIC.fullmatch(said):
        return _in_year(int(match[1]), int(match[3]), match[4], today, past)
    if match := WRITTEN.fullmatch(said):
        return _in_year(int(match[1]), MONTHS[match[2]], match[3] or match[4], today, past)
    if match := OF_MONTH.fullmatch(said):
        return _of_month(int(match[1] or match[3]), match[2] or match[4], today, past)
    return None


def _named(said: str, today: date, past: bool) -> date | None:
    """Read a weekday: «Kamis», «Sabtu depan», «minggu depan Rabu»; None where there is none."""
    if not (match := NAMED.fullmatch(said)) or (match[1] and match[3]):
        return None
    weekday, which = WEEKDAYS[match[2]], match[1] or match[3]
    if which is None:
        # on a Saturday, «Sabtu» is a week away: of today one says «hari ini»
        ahead = (weekday - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if past else ahead or 7)
    if match[2] == "minggu" and not which.startswith("minggu"):
        raise Unclear("which_day")  # «minggu depan»: the week or the Sunday
    if which in ("lalu", "kemarin"):
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    week = {"ini": 0, "depan": 1, "lalu": -1}[which.removeprefix("minggu ")]
    return today + timedelta(days=weekday - today.weekday() + 7 * week)


def _in_year(number: int, month: int, year: str | None, today: date, past: bool) -> date:
    if year is None:
        return _nearest(((today.year + ahead, month) for ahead in range(-8, 9)), number, today, past)
    if year in ("ini", "depan", "lalu"):
        return _real(today.year + {"ini": 0, "depan": 1, "lalu": -1}[year], month, number)
    if len(year) == 4:
        return _real(int(year), month, number)
    found = _real(2000 + int(year), month, number)
    return _real(1900 + int(year), month, number) if past and found > today else found


def _of_month(number: int, which: str | None, today: date, past: bool) -> date:
    at = today.year * 12 + today.month - 1
    if which:
        at += {"ini": 0, "depan": 1, "lalu": -1}[which]
        return _real(at // 12, at % 12 + 1, number)
    around = range(at - LOOK_AHEAD_MONTHS, at + LOOK_AHEAD_MONTHS)
    return _nearest(((month // 12, month % 12 + 1) for month in around), number, today, past)


def _nearest(months: Iterator[tuple[int, int]], number: int, today: date, past: bool) -> date:
    """Give the nearest real day in the asked direction; raises Unclear("not_a_day") for one that never comes."""
    days = []
    for year, month in months:
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue  # 29 February, 31 April
    fitting = [found for found in days if (found <= today if past else found >= today)]
    if not fitting:
        raise Unclear("not_a_day")
    return max(fitting) if past else min(fitting)


def _real(year: int, month: int, number: int) -> date:
    if not EARLIEST <= year <= LATEST:
        raise Unclear("not_a_day")
    try:
        return date(year, month, number)
    except ValueError:
        raise Unclear("not_a_day") from None


def _hour(match: re.Match[str], part: str) -> time:
    """Work out an hour of the day from what was said and the part of day; raises Unclear("not_a_time")."""
    hour, minute, on_24 = _on_the_clock(match)
    return time(_of_part(hour, part, on_24), minute)


def _on_the_clock(match: re.Match[str]) -> tuple[int, int, bool]:
    """Give hour and minute as the clock's face shows them, and whether they were said on a day of 24 hours."""
    half, half_of, hour_said, minute_said, way, by = match.groups()
    hour, minute = int(half_of or hour_said), int(minute_said or 0)
    around = 30 if half else 15 if by == "seperempat" else int(by or 0)
    if minute > 59 or around > 59 or ((half or way) and not 1 <= hour <= 12):
        raise Unclear("not_a_time")
    on_the_face = hour * 60 + minute + (-around if half or way == "kurang" else around)
    hour, minute = divmod(on_the_face, 60)
    return hour, minute, bool(hour_said) and (hour_said.startswith("0") or int(hour_said) > 12)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _of_part(hour: int, part: str, on_24: bool) -> int:
    """Move an hour of the clock face to its part of the day; raises Unclear("not_a_time") where they disagree."""
    first, last = (0, 23) if on_24 and not part else SPANS[part]
    for moved in (hour, hour + 12, hour + 24) if hour <= 12 else (hour,):
        if first <= moved <= last:
            return moved % 24
    raise Unclear("not_a_time")
