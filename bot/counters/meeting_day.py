"""«Kapan rapatnya?»: the planned founding meeting of one's own case, or when it was held."""

from datetime import date, time

from bot.counters import circle as page
from bot.counters.turn import Turn
from flows import letters
from flows.replies import Line
from storage.cases import Kept as Case

LONGEST = 7  # words of «rapat pendiriannya jam berapa dan di mana»
MEETING = letters.listed("rapat rapate rapatnya rapatipun")
ASKED = letters.listed("kapan kapankah jam pukul dimana dmn mana ndi endi nangndi tempat tempatnya tanggal hari")
ALONG = letters.listed(
    "di nang ning berapa brp piro pira apa opo pendirian pendiriannya kita kami ya yo pak bu min mas mbak sih to itu"
    " dan besok nya e"
)


def asks(turn: Turn, words: str) -> bool:
    """Tell whether somebody who has a case or a place asks when or where its meeting is, in no other words."""
    found = set(letters.words(words)[: LONGEST + 1])
    asked = len(letters.words(words)) <= LONGEST and bool(found & MEETING) and bool(found & ASKED)
    return asked and found <= MEETING | ASKED | ALONG and any(page.all_cases(turn))


def show(turn: Turn) -> None:
    """Tell day, hour and place of the meeting of each of the person's cases, or when it was held."""
    turn.reply(*(_line(turn, case) for case in page.all_cases(turn) if case is not None))


def _line(turn: Turn, case: Case) -> Line:
    words = {"name": page.name_of(case), "code": case.code}
    if case.met:
        return turn.line("circle.meeting_held", day=date.fromisoformat(case.content["meeting"]["held_on"]), **words)
    planned = case.content["preparation"]
    day, at = date.fromisoformat(planned["meeting_on"]), time.fromisoformat(planned["meeting_at"])
    key = "circle.meeting_passed" if day < turn.now.date() else "circle.meeting_planned"
    return turn.line(key, day=day, at=at, place=planned["meeting_place"], **words)
