"""Ikut mendirikan: links with their QR, who asks to join, whom the owner lets in, and what a paper's QR says."""

from collections.abc import Mapping
from typing import Any

from bot.counters import circle as page
from bot.counters.turn import House, Turn, column
from flows.circle.agreed import agreed
from flows.circle.data import of_cooperatives, relisted, relisted_answers
from flows.circle.states import OPEN, NotAllowed
from flows.replies import Act, Button, Recipe
from knowledge import numbers
from knowledge.documents.invitation import picture, sheet
from knowledge.rules import same
from storage import cases, circle, conversations, history, links
from storage.cases import Kept as Case
from storage.database import Database

PDF = "application/pdf"


def address(bot_name: str, link: links.Open) -> str:
    """Give the address a link is shared under."""
    return f"https://t.me/{bot_name}?start={link.start}"


# -- sharing -------------------------------------------------------------------------------------------------------


def share(turn: Turn, about: str, *, anew: bool = False) -> None:
    """Show the case link with its QR; the one there is, or a new one that ends it."""
    case = page.owned(turn, about)
    if case is None:
        return
    link = None if anew else links.current(turn.tx, case.id)
    link = link or links.make(turn.tx, case.id)
    ways = (
        (turn.button("circle.sheet_button", "sheet", str(link.id)),),
        (turn.button("circle.new_link_button", "newlink", about), turn.button("circle.unlink_button", "unlink", about)),
    )
    _show_link(turn, link)
    turn.say(
        "circle.link",
        name=page.name_of(case),
        address=address(turn.house.bot_name, link),
        until=_until(turn, link),
        buttons=ways,
    )


def share_place(turn: Turn, about: str) -> None:
    """Show a personal link for one open place, valid once; an earlier one ends."""
    found = page.owned_place(turn, about)
    if found is None:
        return
    seat, case = found
    if seat.state not in OPEN:
        turn.say("circle.place_taken")
        return
    link = links.make(turn.tx, case.id, seat.id)
    _show_link(turn, link)
    values = {"address": address(turn.house.bot_name, link), "until": _until(turn, link)}
    turn.say("circle.seat_link", name=seat.name, **values)


def unlink(turn: Turn, about: str) -> None:
    """Revoke the case link."""
    if case := page.owned(turn, about):
        links.revoke(turn.tx, case.id)
        turn.say("circle.unlinked", buttons=((turn.button("circle.new_link_button", "newlink", about),),))


def print_sheet(turn: Turn, about: str) -> None:
    """Hand over the sheet to print."""
    link = links.get(turn.tx, page.number(about))
    case = page.owned(turn, link.case_id if link else 0)
    if link and case:
        turn.reply(turn.line("circle.sheet"), document=Recipe({"link": link.id, "form": "pdf"}))


def _show_link(turn: Turn, link: links.Open) -> None:
    turn.reply(turn.line("circle.qr"), document=Recipe({"link": link.id, "form": "png"}, photo=True))


def _until(turn: Turn, link: links.Open) -> Any:
    return link.expires_at.astimezone(turn.house.zone).date()


def make(house: House, database: Database, wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Make a link's picture or sheet; raises LookupError when the link ended meanwhile."""
    link = database.call(lambda tx: links.get(tx, int(wanted["link"])))
    case = database.call(lambda tx: cases.get(tx, link.case_id)) if link else None
    if link is None or case is None:
        raise LookupError("the link has ended")
    target = address(house.bot_name, link)
    if wanted["form"] == "png":
        return "undangan.png", picture(target), "image/png"
    until = numbers.long_day(link.expires_at.astimezone(house.zone).date())
    return "undangan.pdf", sheet(target, page.name_of(case), case.code, until), PDF


# -- coming in -----------------------------------------------------------------------------------------------------


def opened(turn: Turn, argument: str) -> bool:
    """Meet who came by a link of a circle or a paper's QR; False for any other start."""
    kind, _, rest = argument.partition("_")
    if kind == "c" and rest:
        _check_paper(turn, rest)
    elif kind in ("g", "p") and rest:
        _by_link(turn, rest)
    else:
        return False
    return True


def _check_paper(turn: Turn, rest: str) -> None:
    """Say whether a paper is still the current one, and nothing else."""
    code, _, version = rest.partition("_")
    case = cases.by_code(turn.tx, code[:16])
    if case is None:
        turn.say("circle.paper_unknown")
    else:
        current = version.partition("_")[0] == str(case.version)
        turn.say("circle.paper_current" if current else "circle.paper_replaced")


def _by_link(turn: Turn, token: str) -> None:
    link, case = _meant(turn, token)
    if link is None or case is None:
        return
    told = {"name": page.name_of(case), "purpose": agreed(case.content).purpose, "owner": page.owner_of(turn, case)}
    if link.kind == "case":
        yes = turn.button("circle.join_button", "join", token)
        turn.reply(turn.line("circle.invitation", **told), buttons=((yes,),))
        return
    seat = circle.get(turn.tx, link.founder_id or 0)
    if seat is not None:
        yes = turn.button("circle.enter_button", "enter", token)
        turn.reply(turn.line("circle.place_invitation", **told, who=seat.name), buttons=((yes,),))


def _meant(turn: Turn, token: str) -> tuple[links.Open | None, Case | None]:
    """Give the link and case meant by who may still come in; anybody else is told what is so."""
    person = turn.event.person
    try:
        link = links.opened(turn.tx, token)
    except links.Closed as closed:
        own = next((seat for seat in circle.of(turn.tx, person) if links.used_by(turn.tx, token) == person), None)
        if own is not None:
            _already(turn, own.case_id)
        else:
            turn.say(f"circle.closed.{closed.why}")
        return None, None
    case = cases.get(turn.tx, link.case_id)
    if case is None:
        turn.say("circle.closed.unknown")
    elif case.owner_id == person:
        turn.say("circle.own_link")
        page.show(turn, case)
    elif circle.in_case(turn.tx, case.id, person):
        _already(turn, case.id)
    else:
        return link, case
    return None, None


def _already(turn: Turn, case_id: int) -> None:
    seat, case = circle.in_case(turn.tx, case_id, turn.event.person), cases.get(turn.tx, case_id)
    if seat is None or case is None:
        turn.say("circle.closed.used")
    elif seat.state == "asked":
        turn.say("circle.asked_already", owner=page.owner_of(turn, case))
    else:
        turn.say("circle.in_already")
        page.show(turn, case)


def join(turn: Turn, token: str) -> None:
    """Ask the owner to be let in."""
    link, case = _meant(turn, token)
    if link is None or case is None or link.kind != "case":
        return
    asked = circle.ask(turn.tx, case.id, turn.event.person, turn.event.name)
    turn.say("circle.asked", step=True, owner=page.owner_of(turn, case))
    _tell_owner(turn, case, asked)


def _tell_owner(turn: Turn, case: Case, asked: int) -> None:
    seat = circle.get(turn.tx, asked)
    assert seat is not None
    places = [one for one in circle.places(turn.tx, case.id) if one.state in OPEN][: page.MOST_BUTTONS]
    ways = [Button(one.name, Act("seat", f"{asked}.{one.id}")) for one in places]
    if not of_cooperatives(case.content["preparation"]):
        ways.append(turn.button("circle.extra_button", "seat", f"{asked}.0"))
    ways.append(turn.button("circle.away_button", "away", str(asked)))
    turn.say("circle.asks", chat=case.owner_id, who=seat.name, code=case.code, buttons=column(ways))


def asking(turn: Turn, about: str) -> None:
    """Show the owner again who asked to join."""
    if case := page.owned(turn, about):
        for seat in circle.asking(turn.tx, case.id):
            _tell_owner(turn, case, seat.id)


def seat(turn: Turn, about: str) -> None:
    """Let somebody into a place: who asked, or the owner himself («me»)."""
    who, _, where = about.partition(".")
    if who == "me":
        found = page.owned_place(turn, where)
        if found is not None:
            _take_own(turn, found[1], found[0].id)
        return
    found = page.owned_place(turn, who)
    if found is None:
        return
    asked, case = found
    place = circle.get(turn.tx, page.number(where))
    if asked.state != "asked" or asked.person_id is None or (place is not None and place.case_id != case.id):
        turn.say("circle.not_asking")
        return
    if place is None and of_cooperatives(case.content["preparation"]):
        turn.say("circle.place_taken")  # nobody founds a secondary but through one of its cooperatives
        return
    person, called = asked.person_id, asked.name
    wanted = place.id if place else _extra(turn, case, called)
    try:
        id = circle.admit(turn.tx, wanted, person)
    except NotAllowed:
        turn.say("circle.place_taken")
        return
    listed(turn, case.id)
    _welcome(turn, case, id, person)
    turn.say(
        "circle.seated", step=True, who=called, buttons=((turn.button("circle.page_button", "circle", str(case.id)),),)
    )


def _extra(turn: Turn, case: Case, called: str) -> int:
    """Add a place for somebody who is not on the list; of two with one name the second is told apart."""
    names = {same(one.name) for one in circle.places(turn.tx, case.id)}
    label, number = called[:60] or "Pendiri", 2
    while same(label) in names:
        label, number = f"{called[:56]} {number}", number + 1
    return circle.add(turn.tx, case.id, label)


def _welcome(turn: Turn, case: Case, founder_id: int, person: int) -> None:
    fill = turn.button("circle.fill_button", "fill", str(founder_id))
    turn.say("circle.admitted", chat=person, name=page.name_of(case), buttons=((fill,),))


def away(turn: Turn, about: str) -> None:
    """Turn down who asked to join."""
    found = page.owned_place(turn, about)
    if found is None:
        return
    asked, case = found
    if asked.state != "asked" or asked.person_id is None:
        turn.say("circle.not_asking")
        return
    circle.turn_away(turn.tx, asked.id)
    turn.say("circle.turned_away", chat=asked.person_id, name=page.name_of(case))
    turn.say("circle.away", step=True)


def enter(turn: Turn, token: str) -> None:
    """Take the place a personal link leads to; the link is used up by it."""
    link, case = _meant(turn, token)
    if link is None or case is None or link.founder_id is None:
        return
    person = turn.event.person
    try:
        id = circle.admit(turn.tx, link.founder_id, person)
    except NotAllowed:
        turn.say("circle.place_taken")
        return
    links.use(turn.tx, link.id, person)
    _welcome(turn, case, id, person)
    entered = circle.get(turn.tx, id)
    assert entered is not None
    turn.say("circle.tell_entered", chat=case.owner_id, who=entered.name, code=case.code)


def take_own(turn: Turn, about: str) -> None:
    """Let the owner say which place is his own; one of the contact's name is taken at once."""
    case = page.owned(turn, about)
    if case is None:
        return
    places = [one for one in circle.places(turn.tx, case.id) if one.state in OPEN]
    places = places[: page.MOST_BUTTONS]
    own = [one for one in places if same(one.name) == same(case.content["preparation"]["contact"])]
    if len(own) == 1:
        _take_own(turn, case, own[0].id)
    else:
        turn.say("circle.which_mine", buttons=column([Button(one.name, Act("seat", f"me.{one.id}")) for one in places]))


def _take_own(turn: Turn, case: Case, place: int) -> None:
    try:
        id = circle.admit(turn.tx, place, turn.event.person)
    except NotAllowed:
        turn.say("circle.place_taken")
        return
    _welcome(turn, case, id, turn.event.person)


def listed(turn: Turn, case_id: int) -> None:
    """Bring the list of founders in the case and in the interview's answers in line with the places."""
    case = cases.get(turn.tx, case_id)
    if case is None:
        return
    names = [one.name for one in circle.places(turn.tx, case_id)]
    prepared = case.content["preparation"]
    now = relisted(prepared, names)
    if now == {**prepared, "founders": list(prepared["founders"])}:
        return
    cases.change(turn.tx, case_id, case.stage, {**case.content, "preparation": now})
    kept = conversations.get(turn.tx, case.conversation_id) if case.conversation_id else None
    if kept is not None:
        conversations.remember(turn.tx, kept.id, relisted_answers(prepared, kept.answers, names), kept.correcting)
    history.note(turn.tx, case_id, "listed", turn.event.person)
