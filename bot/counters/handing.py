"""Kirim berkas: a photo or PDF in the private chat becomes an item of the dossier, kept sealed, for the advisers only.

The turn only notes the wish to fetch a file; it is carried out beside the turn (bot/deliver/fetching.py) and met here
again. Nothing is kept without the founder's consent, and no file's own name ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from bot.counters import circle as page
from bot.counters import handed, own_part, reviewing
from bot.counters.talking import Talking
from bot.counters.turn import House, Turn, column
from bot.posting import put
from flows import texts
from flows.circle.files import MOST_BYTES, MOST_FILES, MOST_MEGABYTES, Got, Standing, may_send, meant
from flows.circle.items import Item
from flows.circle.states import MEMBER
from flows.events import Happened, Sent
from flows.founder import CONSENT_VERSION
from flows.privacy import names_a_card
from flows.replies import Button
from storage import cases, circle, history, outbox, uploads
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Transaction
from storage.outbox import Call

EXPECTED_FOR = timedelta(minutes=10)  # after «Kirim …» was pressed, a file is for that without a question
EXPECTED, ALBUM = "file:", "album:"


@dataclass(frozen=True)
class Way:
    """What a person may send: an item of a case, for their own place or (None) for the case."""

    case: Case
    item: Item
    seat: Seat | None

    @property
    def about(self) -> str:
        """How a button names it."""
        return f"{self.item.key}.{self.case.id}"

    @property
    def founder_id(self) -> int | None:
        """The place it is for."""
        return self.seat.id if self.seat else None


def named(key: str) -> str:
    """Give an item's name as it stands in a sentence."""
    return texts.template("uploads", f"item.{key}")


def ways_of(tx: Transaction, person: int) -> list[Way]:
    """List all a person may send now, in every case they own or found."""
    found: list[Way] = []
    seats = {seat.case_id: seat for seat in circle.of(tx, person) if seat.state in MEMBER}
    own = cases.all_of(tx, person)
    others = [cases.get(tx, id) for id in seats if id not in {case.id for case in own}]
    for case in (*own, *(case for case in others if case)):
        seat = seats.get(case.id)
        items = may_send(handed.form_of(case), case.stage, owner=case.owner_id == person, founder=seat is not None)
        found += [Way(case, item, seat if item.who == "founder" else None) for item in items]
    return found


def _way(tx: Transaction, person: int, about: str) -> Way | None:
    return next((way for way in ways_of(tx, person) if way.about == about), None)


def acts(talking: Talking) -> dict[str, Callable[[Turn, str], None]]:
    """Give what the buttons about files do."""
    return {
        "files": open_page,
        "send": lambda turn, about: ask(turn, talking, about),
        "file": lambda turn, about: choose(turn, talking, about),
        "unsend": take_back,
    }


# -- the page ------------------------------------------------------------------------------------------------------


def open_page(turn: Turn, about: str) -> None:
    """Show what a person sent and may send in a case; of the others' files the owner sees only how many are there."""
    case = page.seen(turn, about)
    if case is None:
        return
    ways = [way for way in ways_of(turn.tx, turn.event.person) if way.case.id == case.id]
    if not ways:
        turn.say("uploads.nothing_to_send", buttons=((turn.button("circle.page_button", "circle", about),),))
        return
    listed = [_row(turn, way) for way in ways]
    if case.owner_id == turn.event.person:
        listed.append(_others(turn, case))
    values: dict[str, Any] = {
        "name": page.name_of(case),
        "code": case.code,
        "listed": "\n".join(listed),
        "most": MOST_MEGABYTES,
    }
    buttons = [turn.button("uploads.send_button", "send", way.about, item=named(way.item.key)) for way in ways]
    back = turn.button("circle.page_button", "circle", about)
    turn.say("uploads.page", buttons=column([*buttons, *_take_back_buttons(turn, ways), back]), **values)


def _row(turn: Turn, way: Way) -> str:
    at = _standing(turn.tx, way)
    status = turn.line(f"uploads.status.{at.status}", **({"reason": at.reason} if at.status == "returned" else {}))
    return turn.line("uploads.row", item=named(way.item.key), status=status.plain).plain


def _standing(tx: Transaction, way: Way) -> Standing:
    return handed.stood(uploads.of(tx, way.case.id), way.founder_id, [way.item])[0][1]


def _others(turn: Turn, case: Case) -> str:
    seats, without = circle.places(turn.tx, case.id), handed.without_ktp(turn.tx, case)
    given = sum(seat.data is not None for seat in seats)
    return turn.line("uploads.others", there=given - len(without), places=len(seats)).plain


def _take_back_buttons(turn: Turn, ways: list[Way]) -> list[Button]:
    files = uploads.of(turn.tx, ways[0].case.id)
    found = []
    for way in ways:
        own = [one for one in files if one.item == way.item.key and one.founder_id == way.founder_id]
        for number, one in enumerate(own, 1):
            if one.status == "waiting":
                words = {"item": named(one.item), "number": number}
                found.append(turn.button("uploads.take_back_button", "unsend", str(one.id), **words))
    return found[: page.MOST_BUTTONS]


def take_back(turn: Turn, about: str) -> None:
    """Forget a file that nobody has looked at yet; its bytes go with it."""
    file = uploads.get(turn.tx, page.number(about))
    way = _way(turn.tx, turn.event.person, f"{file.item}.{file.case_id}") if file else None
    if file is None or way is None or file.founder_id != way.founder_id or file.status != "waiting":
        turn.say("uploads.not_taken_back")
        return
    uploads.forget(turn.tx, file.id)
    history.note(turn.tx, file.case_id, "took_back", turn.event.person, file.founder_id, file.item)
    back = turn.button("uploads.page_button", "files", str(file.case_id))
    turn.say("uploads.taken_back", step=True, item=named(file.item), buttons=((back,),))


# -- sending -------------------------------------------------------------------------------------------------------


def ask(turn: Turn, talking: Talking, about: str) -> None:
    """Ask for the file of an item; what comes next in this chat is taken for it."""
    way = _way(turn.tx, turn.event.person, about)
    if way is None:
        turn.say("circle.place_gone", buttons=((turn.button("menu.found", "found"),),))
    elif not _consent_first(turn, talking, way):
        words = "uploads.send_pages" if way.item.pages else "uploads.send"
        turn.say(words, item=named(way.item.key), about=f"{EXPECTED}{way.about}")


def _consent_first(turn: Turn, talking: Talking, way: Way) -> bool:
    """Ask for consent where it is not given yet; nothing is kept before."""
    if way.seat is None:
        return False  # the owner agreed before the case was kept
    if way.seat.consent_version == CONSENT_VERSION:
        return False
    turn.say("uploads.consent_first")
    own_part.fill(turn, talking, str(way.seat.id))
    return True


def received(turn: Turn, talking: Talking, event: Sent) -> bool:
    """Take a photo or document for a dossier: note what it is for, or ask; False from whom none is awaited."""
    ways, file = ways_of(turn.tx, event.person), event.details.get("file", "")
    if not ways or not file:
        return False
    size = int(event.details.get("size") or -1)
    if size == 0 or size > MOST_BYTES:
        turn.say("uploads.refused.empty" if size == 0 else "uploads.refused.too_big", most=MOST_MEGABYTES)
        return True
    album = _album(event)
    together = f"{ALBUM}{album}:"
    earlier = outbox.abouts(turn.tx, event.chat, together)
    known = next((one.removeprefix(together) for one in earlier if one != together), "")
    about = _captioned(event, ways) or known or _asked_for(turn, event)
    way = next((one for one in ways if one.about == about), None)
    if _lacks_consent(turn, talking, way, ways):
        return True
    wish: dict[str, Any] = {"file": file, "person": event.person}
    if way is None:
        outbox.put(turn.tx, event.chat, "getFile", wish, lane=outbox.FETCH, about=together, held=True)
        if not earlier:
            _ask_which(turn, ways, album)
    else:
        wish["for"] = about
        call = outbox.put(turn.tx, event.chat, "getFile", wish, lane=outbox.FETCH, about=together + about)
        turn.calls += [call] if call else []
        _expected(turn, way)
    return True


def too_early(turn: Turn, event: Sent) -> bool:
    """Tell one who asked to join and waits that no KTP is asked for yet; False for others and for a caption's words."""
    waits = any(seat.state == "asked" for seat in circle.of(turn.tx, event.person))
    if not waits or (event.caption.strip() and not names_a_card(event.caption)):
        return False
    turn.say("menu.sent_too_early")
    return True


def _lacks_consent(turn: Turn, talking: Talking, way: Way | None, ways: list[Way]) -> bool:
    """Ask for consent before a file is even noted: for the item meant, or where no item may do without."""
    if way is not None:
        return _consent_first(turn, talking, way)
    waits = [one for one in ways if one.seat is not None and one.seat.consent_version != CONSENT_VERSION]
    return len(waits) == len(ways) and _consent_first(turn, talking, waits[0])


def _album(event: Sent) -> str:
    """Name what was sent together in a few letters, for buttons and rows: Telegram's number of an album may be long."""
    group = event.details.get("album", "")
    mark = sha256(group.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"g{mark}" if group else f"m{event.message}"


def _captioned(event: Sent, ways: list[Way]) -> str:
    """Give what the caption says a file is for, if it says one thing."""
    item = meant(event.caption, {way.item.key for way in ways})
    fitting = [way.about for way in ways if way.item.key == item]
    return fitting[0] if len(fitting) == 1 else ""


def _asked_for(turn: Turn, event: Sent) -> str:
    """Give what we asked a file for: the message it answers, or the newest one of the last minutes."""
    asked = outbox.about(turn.tx, event.chat, event.reply_to) if event.reply_to else ""
    if not asked.startswith(EXPECTED):
        asked = outbox.newest_about(turn.tx, event.chat, EXPECTED, turn.tx.now - EXPECTED_FOR)
    return asked.removeprefix(EXPECTED)


def names_an_item(turn: Turn, event: Sent) -> bool:
    """Tell whether a caption says what its file is for; any other is words to be met as such."""
    return bool(_captioned(event, ways_of(turn.tx, event.person)))


def _expected(turn: Turn, way: Way) -> None:
    """What has one page is no longer waited for."""
    if not way.item.pages:
        outbox.unlink(turn.tx, turn.event.chat, EXPECTED)


def _ask_which(turn: Turn, ways: list[Way], album: str) -> None:
    several = len({way.case.id for way in ways}) > 1
    key = "uploads.item_button_code" if several else "uploads.item_button"
    found = []
    for way in ways:
        what = named(way.item.key)
        values = {"item": what[:1].upper() + what[1:], **({"code": way.case.code} if several else {})}
        found.append(turn.button(key, "file", f"{album}.{way.about}", **values))
    turn.say("uploads.which", buttons=column([*found, turn.button("uploads.no_button", "file", f"{album}.no")]))


def choose(turn: Turn, talking: Talking, about: str) -> None:
    """Take the answer to what a file, or an album of them, is for."""
    name, _, wanted = about.partition(".")
    album, chat = f"{ALBUM}{name}:", turn.event.chat
    waiting = outbox.held(turn.tx, chat, album)
    if not waiting:
        turn.say("uploads.gone")
        return
    way = _way(turn.tx, turn.event.person, wanted)
    if way is None or _consent_first(turn, talking, way):
        for call in waiting:
            outbox.settle(turn.tx, call.id, "dropped")
        if way is None:
            turn.say("uploads.not_for_this" if wanted == "no" else "circle.place_gone", step=True)
        return
    for call in waiting:
        turn.calls.append(outbox.release(turn.tx, call, album + wanted, {**call.payload, "for": wanted}))
    _expected(turn, way)
    turn.say("uploads.chosen", step=True, item=named(way.item.key))


# -- fetched -------------------------------------------------------------------------------------------------------


class ForFetching:
    """What bot/deliver/fetching.py hands its catch to; each within a transaction of its own."""

    def __init__(self, house: House) -> None:
        self._house = house

    def met(self, tx: Transaction, call: Call, got: Got) -> tuple[bool, list[Call]]:
        """Meet a file that was fetched: whether its bytes are kept, and the calls to make now."""
        if not outbox.is_due(tx, call.id):
            return False, []  # erased meanwhile, or another process was faster
        turn = self._turn(tx, call)
        kept = _fetched(turn, call, got)
        return kept, put(tx, turn.replies, turn.event, self._house.bot_name)

    def slow(self, tx: Transaction, call: Call) -> list[Call]:
        """Say that a file is on its way but takes longer."""
        turn = self._turn(tx, call)
        turn.say("uploads.slow")
        return put(tx, turn.replies, turn.event, self._house.bot_name)

    def _turn(self, tx: Transaction, call: Call) -> Turn:
        return Turn(tx, Happened(int(call.payload["person"]), "", call.chat_id, True), self._house)


def _fetched(turn: Turn, call: Call, got: Got) -> bool:
    """Note a file that was fetched and say so; False where its bytes are not to be kept."""
    person = int(call.payload["person"])
    way = _way(turn.tx, person, str(call.payload["for"]))
    if way is None or (way.seat and way.seat.consent_version != CONSENT_VERSION):
        outbox.settle(turn.tx, call.id, "dropped")
        turn.say("circle.place_gone")
        return False
    problem = got.problem or _full(turn, way)
    if problem:
        outbox.settle(turn.tx, call.id, "failed", problem)
        _refuse(turn, way, problem)
    else:
        stood = _standing(turn.tx, way).status
        uploads.add(turn.tx, way.case.id, way.founder_id, way.item.key, kind=got.kind, size=got.size, file=got.file)
        reviewing.file_came(turn, way.case.id, way.seat, way.item.key, stood)
        history.note(turn.tx, way.case.id, "sent_file", person, way.founder_id, way.item.key)
        outbox.sent(turn.tx, call, None)
    _say_received(turn, call, way)
    return not problem


def _full(turn: Turn, way: Way) -> str:
    return "too_many" if _standing(turn.tx, way).count >= MOST_FILES else ""


def _refuse(turn: Turn, way: Way, problem: str) -> None:
    """Say why a file was not kept, with what would work."""
    again = turn.button("uploads.send_button", "send", way.about, item=named(way.item.key))
    to_page = turn.button("uploads.page_button", "files", str(way.case.id))
    if problem == "too_many":
        turn.say("uploads.too_many", item=named(way.item.key), count=MOST_FILES, buttons=((to_page,),))
    else:
        turn.say(f"uploads.refused.{problem}", most=MOST_MEGABYTES, buttons=((again,),))


def _say_received(turn: Turn, call: Call, way: Way) -> None:
    """Say once for an album, when its last file is there, what was received; and what is still asked for."""
    chat = call.chat_id
    came = outbox.count_about(turn.tx, chat, call.about, "sent")
    if not came or outbox.count_about(turn.tx, chat, call.about, "due"):
        return
    what = named(way.item.key)
    lines = [
        turn.line("uploads.received", item=what)
        if came == 1
        else turn.line("uploads.received_more", item=what, count=came)
    ]
    lines += [turn.line("uploads.more_pages")] if way.item.pages else []
    gaps = [gap for gap in handed.gaps(turn.tx, way.case, turn.event.person) if gap.act]
    buttons = [*page.ways(turn, gaps), turn.button("uploads.page_button", "files", str(way.case.id))]
    turn.reply(*lines, buttons=column(buttons), about=f"{EXPECTED}{way.about}" if way.item.pages else "")
