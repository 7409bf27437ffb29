"""Lingkaran pendiri: who founds together, and what each still owes.

To anybody else a founder is a name with «lengkap» or «belum»; what he gave is met in bot/counters/own_part.py.
"""

from datetime import date

from bot.counters import handed
from bot.counters.turn import Turn, column, pairs
from flows import letters, texts
from flows.circle.agreed import Agreed, agreed
from flows.circle.carrying import rule_gaps
from flows.circle.missing import CaseStand, Gap, Stand, case_gaps, own_gaps
from flows.circle.states import MEMBER
from flows.replies import Act, Button, Buttons
from storage import cases, circle, conflicts, reviews
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Transaction

SIGNS = {"complete": "✅", "accepted": "⏳", "invited": "◻", "withdrawn": "◻"}
MOST_BUTTONS = 60  # of people; Telegram takes a hundred in all, and who is complete needs none
ON_ONES_OWN = letters.listed(
    "apa opo saja aja wae lagi maneh yang yg sing belum blm durung sudah sdh udah wis lengkap berkas data saya aku kita"
    " kami dari masih ya pak bu sih to status sampai mana sekarang dimana punya"
)
HOW_IT_STANDS = tuple(
    frozenset(sign.split())
    for sign in (
        "apa belum", "opo durung", "apa blm", "sudah lengkap belum", "udah lengkap belum", "sdh lengkap blm",
        "sudah lengkap blm", "wis lengkap durung", "status berkas", "berkas sampai mana",
    )
)  # fmt: skip
LONGEST_QUESTION = 8  # words of «apa lagi yang kurang» with all its politeness


# -- who stands where ----------------------------------------------------------------------------------------------


def number(about: str) -> int:
    """Read an id from a button; 0 for anything else."""
    return int(about) if about.isdigit() and about.isascii() and len(about) < 19 else 0


def owned(turn: Turn, about: str | int) -> Case | None:
    """Give the person's own case; a forged or old button finds none and is told so."""
    case = cases.get(turn.tx, number(str(about)))
    if case is None or case.owner_id != turn.event.person:
        turn.say("case.gone", buttons=((turn.button("menu.found", "found"),),))
        return None
    return case


def seen(turn: Turn, about: str) -> Case | None:
    """Give a case the person owns or founds with others."""
    case = cases.get(turn.tx, number(about))
    if case is not None and (case.owner_id == turn.event.person or _seat_in(turn, case)):
        return case
    turn.say("case.gone", buttons=((turn.button("menu.found", "found"),),))
    return None


def mine(turn: Turn, about: str | int) -> tuple[Seat, Case] | None:
    """Give the person's own place with its case; anything else is told as gone."""
    seat = circle.get(turn.tx, number(str(about)))
    case = cases.get(turn.tx, seat.case_id) if seat else None
    if seat is None or case is None or seat.person_id != turn.event.person or seat.state not in MEMBER:
        turn.say("circle.place_gone", buttons=((turn.button("menu.found", "found"),),))
        return None
    return seat, case


def owned_place(turn: Turn, about: str) -> tuple[Seat, Case] | None:
    """Give a place of the person's own case."""
    seat = circle.get(turn.tx, number(about))
    case = owned(turn, seat.case_id if seat else 0)
    return (seat, case) if seat and case else None


def _seat_in(turn: Turn, case: Case) -> Seat | None:
    seat = circle.in_case(turn.tx, case.id, turn.event.person)
    return seat if seat and seat.state in MEMBER else None


def name_of(case: Case) -> str:
    """Give the cooperative's name as it stands now."""
    return agreed(case.content).name


def owner_of(turn: Turn, case: Case) -> str:
    """Give what the owner is called towards others: his place in the list, or the group's contact."""
    seat = circle.in_case(turn.tx, case.id, case.owner_id)
    return seat.name if seat and seat.state in MEMBER else str(case.content["preparation"]["contact"])


def stand_of(seat: Seat, mark: str) -> Stand:
    """Give how a place stands, as far as others may know."""
    return Stand(seat.id, seat.name, seat.state, seat.data is not None, seat.confirmed == mark)


def owed(tx: Transaction, seat: Seat, text: Agreed) -> list[Gap]:
    """List what a founder owes, for his eyes only."""
    returned = reviews.returned(tx, seat.case_id, seat.id)
    return own_gaps(stand_of(seat, text.mark), seat.data, text, returned.get("data", ""))


def stands(turn: Turn, case: Case) -> CaseStand:
    """Give how a case stands."""
    seats, mark = circle.places(turn.tx, case.id), agreed(case.content).mark
    return CaseStand(
        case.id,
        [stand_of(seat, mark) for seat in seats],
        len(circle.asking(turn.tx, case.id)),
        len(conflicts.unsettled(turn.tx, case.id)),
        any(seat.person_id == case.owner_id for seat in seats),
        case.met,
        date.fromisoformat(case.content["preparation"]["meeting_on"]),
        case.content["preparation"].get("form", "primary"),
        case.stage,
    )


# -- the circle's page ---------------------------------------------------------------------------------------------


def open_page(turn: Turn, about: str) -> None:
    """Show a circle."""
    if case := seen(turn, about):
        show(turn, case)


def show(turn: Turn, case: Case) -> None:
    """Show who is in a circle and who is complete, with what the person can do there."""
    seats = circle.places(turn.tx, case.id)
    counted = circle.counts(seats)
    listed = "\n".join(f"{seat.place}. {seat.name} · {_word(turn, seat)}" for seat in seats)
    lines = [turn.line("circle.page", name=name_of(case), code=case.code, listed=listed, **counted)]
    if case.owner_id == turn.event.person:
        turn.reply(*lines, buttons=_owner_buttons(turn, case, seats))
    else:
        turn.reply(*lines, buttons=_member_buttons(turn, case))


def _word(turn: Turn, seat: Seat) -> str:
    return texts.template("circle", f"state.{seat.state}")


def _owner_buttons(turn: Turn, case: Case, seats: list[Seat]) -> Buttons:
    about = str(case.id)
    first = sorted(seats, key=lambda seat: seat.complete)[:MOST_BUTTONS] if len(seats) > MOST_BUTTONS else seats
    people = [Button(f"{SIGNS[seat.state]} {seat.name}", Act("place", str(seat.id))) for seat in first]
    own = _seat_in(turn, case)
    ways = [turn.button("circle.link_button", "link", about), turn.button("circle.missing_button", "kurang", about)]
    ways.append(turn.button("circle.files_button", "files", about))
    ways.append(turn.button("steps.button", "nextsteps", about))
    ways.append(
        turn.button("circle.my_data", "fill", str(own.id)) if own else turn.button("circle.mine_button", "mine", about)
    )
    ways.append(turn.button("circle.hand_over_button", "handover", about))
    bound = case.group_chat_id is not None
    ways.append(
        turn.button(f"group_card.{'unbind' if bound else 'bind'}_button", "ungroup" if bound else "group", about)
    )
    return (*column(ways), *pairs(people))


def _member_buttons(turn: Turn, case: Case) -> Buttons:
    own = _seat_in(turn, case)
    if own is None:
        return ()
    about = str(own.id)
    return column(
        [
            turn.button("circle.my_data", "fill", about),
            turn.button("circle.my_text", "text", about),
            turn.button("circle.missing_button", "kurang", str(case.id)),
            turn.button("circle.files_button", "files", str(case.id)),
            turn.button("steps.button", "nextsteps", str(case.id)),
            turn.button("circle.quit_button", "quit", about),
        ]
    )


def place_page(turn: Turn, about: str) -> None:
    """Show the owner one place, with what can be done about it; never what its founder gave."""
    found = owned_place(turn, about)
    if found is None:
        return
    seat, _ = found
    ways = []
    if seat.state in MEMBER:
        ways.append(turn.button("circle.out_button", "out", about))
    elif seat.state in ("invited", "withdrawn"):
        ways.append(turn.button("circle.seat_link_button", "seatlink", about))
        ways.append(turn.button("circle.swap_button", "swap", about))
    back = turn.button("circle.page_button", "circle", str(seat.case_id))
    turn.say("circle.place", name=seat.name, word=_word(turn, seat), buttons=(*column(ways), (back,)))


def began(turn: Turn, case: Case) -> None:
    """After the first interview: say the code and lead into the circle."""
    buttons = (
        (turn.button("circle.invite_button", "link", str(case.id)),),
        (turn.button("circle.page_button", "circle", str(case.id)),),
        (turn.button("circle.missing_button", "kurang", str(case.id)),),
    )
    turn.say("circle.began", code=case.code, count=len(circle.places(turn.tx, case.id)), buttons=buttons)


# -- what is missing -----------------------------------------------------------------------------------------------


def asks_missing(turn: Turn, words: str, *, busy: bool = False) -> bool:
    """Tell whether somebody asks what is still missing; without a case only if idle and in nothing but such words."""
    found = letters.words(words)
    concerned = bool(cases.of(turn.tx, turn.event.person) or circle.of(turn.tx, turn.event.person))
    asked = "kurang" in found and bool({"apa", "opo", "lagi"} & set(found))
    asked |= set(found) <= ON_ONES_OWN and any(sign <= set(found) for sign in HOW_IT_STANDS)
    plain = not busy and set(found) <= ON_ONES_OWN | {"kurang"}
    return 0 < len(found) <= LONGEST_QUESTION and asked and (concerned or plain)


def show_missing(turn: Turn, about: str = "") -> None:
    """Answer «Apa lagi yang kurang?»: what the person owes, and as the owner what the case lacks."""
    wanted = [seen(turn, about)] if about else all_cases(turn)
    if not wanted:
        turn.say("circle.no_case", buttons=((turn.button("menu.found", "found"),),))
    for case in wanted:
        if case is not None:
            missing_in(turn, case)


def all_cases(turn: Turn) -> list[Case | None]:
    """List the cases a person owns, the newest few, and those they found with others."""
    own = cases.all_of(turn.tx, turn.event.person)[:3]
    known = {case.id for case in own}
    seats = [seat for seat in circle.of(turn.tx, turn.event.person) if seat.state in MEMBER]
    return [*own, *(cases.get(turn.tx, seat.case_id) for seat in seats if seat.case_id not in known)]


def missing_in(turn: Turn, case: Case) -> None:
    text, own = agreed(case.content), _seat_in(turn, case)
    found = owed(turn.tx, own, text) if own else []
    if case.owner_id == turn.event.person:
        found += case_gaps(stands(turn, case), turn.figures, turn.now.date())
        found += rule_gaps(case.id, case.content, case.stage, turn.figures)
    found += handed.gaps(turn.tx, case, turn.event.person)
    if not found:
        turn.say("circle.nothing_missing", name=name_of(case), code=case.code, buttons=to_page(turn, case))
        return
    lines = [turn.line("circle.missing", name=name_of(case), code=case.code)]
    lines += [turn.line(f"circle.gap.{gap.key}.say", **gap.values) for gap in found]
    turn.reply(*lines, buttons=column([*ways(turn, found), *(to_page(turn, case)[0])]))


def ways(turn: Turn, gaps: list[Gap]) -> list[Button]:
    """Give a button for each gap that one leads to."""
    return [turn.button(f"circle.gap.{gap.key}.button", gap.act, gap.about, **gap.values) for gap in gaps if gap.act]


def to_page(turn: Turn, case: Case) -> Buttons:
    return ((turn.button("circle.page_button", "circle", str(case.id)),),)
