"""Mundur, diganti, diserahkan: a founder goes, somebody else takes the place, or the case gets another owner."""

from bot.counters import circle as page
from bot.counters import joining
from bot.counters.talking import Talking
from bot.counters.turn import Turn, column
from flows.circle.states import MEMBER, NotAllowed
from flows.outcomes import NewFounder
from flows.replies import Act, Button
from storage import cases, circle, conversations, history
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.conversations import Kept

OFFERS = frozenset(("offered", "handed_over", "offer_declined"))


def ask_quit(turn: Turn, about: str) -> None:
    """Ask before a founder leaves."""
    if found := page.mine(turn, about):
        yes, no = (
            turn.button("circle.quit_yes", "quit!", about),
            turn.button("circle.quit_no", "circle", str(found[1].id)),
        )
        turn.say("circle.quit_sure", buttons=((yes, no),))


def quit_circle(turn: Turn, about: str) -> None:
    """Let a founder leave: what he gave goes at once, and the owner hears of the gap, not of why."""
    found = page.mine(turn, about)
    if found is None:
        return
    seat, case = found
    circle.leave(turn.tx, seat.id)
    turn.say("circle.quit_done", step=True, name=page.name_of(case))
    tell_gap(turn, case, seat)


def tell_gap(turn: Turn, case: Case, seat: Seat) -> None:
    """Tell the owner that a place is empty again, without why."""
    if case.owner_id == turn.event.person:
        return
    ways = [
        turn.button("circle.seat_link_button", "seatlink", str(seat.id)),
        turn.button("circle.swap_button", "swap", str(seat.id)),
    ]
    turn.say("circle.gap_told", chat=case.owner_id, who=seat.name, code=case.code, buttons=column(ways))


def ask_out(turn: Turn, about: str) -> None:
    """Ask before the owner takes a founder out."""
    found = page.owned_place(turn, about)
    if found is not None and found[0].state in MEMBER:
        yes, no = turn.button("circle.out_yes", "out!", about), turn.button("circle.quit_no", "place", about)
        turn.say("circle.out_sure", buttons=((yes, no),), who=found[0].name)
    elif found is not None:
        turn.say("circle.place_gone")


def put_out(turn: Turn, about: str) -> None:
    """Take a founder out; he is told, and what he gave goes."""
    found = page.owned_place(turn, about)
    if found is None:
        return
    seat, case = found
    if seat.state not in MEMBER or seat.person_id is None:
        turn.say("circle.place_gone")
        return
    circle.leave(turn.tx, seat.id)
    tell_out(turn, case, seat)
    ways = [turn.button("circle.seat_link_button", "seatlink", about), turn.button("circle.swap_button", "swap", about)]
    turn.say("circle.out_done", step=True, who=seat.name, buttons=column(ways))


def tell_out(turn: Turn, case: Case, seat: Seat) -> None:
    """Tell somebody that his place is gone and what he gave with it."""
    if seat.person_id is not None and seat.person_id != turn.event.person:
        turn.say("circle.out_told", chat=seat.person_id, name=page.name_of(case), code=case.code)


def begin_swap(turn: Turn, talking: Talking, about: str) -> None:
    """Ask the owner who takes an empty place."""
    found = page.owned_place(turn, about)
    if found is None:
        return
    seat, case = found
    if seat.state not in ("invited", "withdrawn"):
        turn.say("circle.place_taken")
        return
    listed = [one.name for one in circle.places(turn.tx, case.id) if one.id != seat.id]
    talking.begin(turn, "new_founder", {"case_id": case.id, "founder_id": seat.id, "listed": listed})


def swap(turn: Turn, kept: Kept, outcome: NewFounder) -> None:
    """Give an empty place to somebody else; who held a post leaves the post open, and the owner is told."""
    found = page.owned_place(turn, str(kept.context.get("founder_id", 0)))
    if found is None:
        return
    seat, case = found
    try:
        new = circle.replace(turn.tx, seat.id, outcome.name)
    except NotAllowed:
        turn.say("circle.place_taken")
        return
    joining.listed(turn, case.id)
    turn.say("circle.swapped", who=outcome.name, before=seat.name)
    prepared = case.content["preparation"]
    posts = [post["title"] for post in (*prepared["board"], *prepared["supervisors"]) if post["name"] == seat.name]
    if posts:
        change = turn.button("case.change", "change", str(case.id))
        turn.say("circle.held_post", who=seat.name, posts=", ".join(posts), buttons=((change,),))
    page.place_page(turn, str(new))


# -- another owner -------------------------------------------------------------------------------------------------


def choose_owner(turn: Turn, about: str) -> None:
    """Ask the owner to whom the case goes; only who is in the circle can take it."""
    case = page.owned(turn, about)
    if case is None:
        return
    others = [one for one in circle.members(turn.tx, case.id) if one.person_id != turn.event.person]
    if not others:
        turn.say("circle.nobody_to_take")
        return
    ways = [Button(one.name, Act("handover!", str(one.id))) for one in others]
    lines = [turn.line("circle.hand_over")]
    if not any(one.person_id == turn.event.person for one in circle.members(turn.tx, case.id)):
        lines.insert(0, turn.line("circle.hand_over_placeless"))
        ways.append(turn.button("circle.mine_button", "mine", about))
    turn.reply(*lines, buttons=column(ways))


def offer(turn: Turn, about: str) -> None:
    """Offer the case to a founder, who must take it himself."""
    found = page.owned_place(turn, about)
    if found is None:
        return
    seat, case = found
    if seat.state not in MEMBER or seat.person_id is None or seat.person_id == case.owner_id:
        turn.say("circle.place_gone")
        return
    history.note(turn.tx, case.id, "offered", turn.event.person, seat.id)
    yes, no = turn.button("circle.own_yes", "own", about), turn.button("circle.own_no", "ownno", about)
    words = {"name": page.name_of(case), "code": case.code, "owner": page.owner_of(turn, case)}
    turn.reply(turn.line("circle.offer", **words), chat=seat.person_id, buttons=((yes, no),))
    turn.say("circle.offered", step=True, who=seat.name)


def _offered(turn: Turn, seat: Seat) -> bool:
    newest = [one for one in history.of(turn.tx, seat.case_id) if one.what in OFFERS]
    return bool(newest) and newest[-1].what == "offered" and newest[-1].founder_id == seat.id


def take_over(turn: Turn, about: str) -> None:
    """Make the founder who was offered the case its owner; both are told."""
    found = page.mine(turn, about)
    if found is None:
        return
    seat, case = found
    if not _offered(turn, seat):
        turn.say("circle.no_offer")
        return
    before = case.owner_id
    cases.hand_over(turn.tx, case.id, turn.event.person)
    cases.change(
        turn.tx,
        case.id,
        case.stage,
        {**case.content, "preparation": {**case.content["preparation"], "contact": seat.name}},
    )
    for id in (case.conversation_id, case.content.get("meeting_conversation")):
        if id and conversations.get(turn.tx, id):
            conversations.hand_over(turn.tx, id, turn.event.person)
    if case.conversation_id and conversations.get(turn.tx, case.conversation_id):
        conversations.remember(turn.tx, case.conversation_id, {"contact": seat.name}, None)
    history.note(turn.tx, case.id, "handed_over", turn.event.person, seat.id)
    turn.say(
        "circle.own_done",
        step=True,
        code=case.code,
        buttons=((turn.button("circle.page_button", "circle", str(case.id)),),),
    )
    turn.say("circle.handed_over", chat=before, who=seat.name, code=case.code)


def decline(turn: Turn, about: str) -> None:
    """Leave the case with its owner, who is told."""
    found = page.mine(turn, about)
    if found is None:
        return
    seat, case = found
    if _offered(turn, seat):
        history.note(turn.tx, case.id, "offer_declined", turn.event.person, seat.id)
        turn.say("circle.declined", chat=case.owner_id, who=seat.name)
    turn.say("circle.own_not", step=True)


# -- erased --------------------------------------------------------------------------------------------------------


def before_erasing(turn: Turn) -> list[tuple[Case, Seat]]:
    """Give the gaps an erasure will leave in others' cases; of one's own cases the others are told now."""
    person = turn.event.person
    for case in cases.all_of(turn.tx, person):
        for seat in circle.members(turn.tx, case.id):
            tell_out(turn, case, seat)
        for seat in circle.asking(turn.tx, case.id):
            _tell_asking(turn, case, seat)
    seats = [seat for seat in circle.of(turn.tx, person) if seat.state in MEMBER]
    found = [(cases.get(turn.tx, seat.case_id), seat) for seat in seats]
    return [(case, seat) for case, seat in found if case is not None and case.owner_id != person]


def _tell_asking(turn: Turn, case: Case, seat: Seat) -> None:
    """Tell somebody who waits for an answer that none will come; not why."""
    if seat.person_id is not None and seat.person_id != turn.event.person:
        turn.say("circle.asked_gone", chat=seat.person_id, name=page.name_of(case))


def others_in_own(turn: Turn) -> Case | None:
    """Give a case of one's own that others found with."""
    person = turn.event.person
    for case in cases.all_of(turn.tx, person):
        if any(seat.person_id != person for seat in circle.members(turn.tx, case.id)):
            return case
    return None
