"""Janji temu: book, move, cancel, confirm; the calendar file and the pin; and the reminders the clock sends."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

from bot.counters.talking import Talking
from bot.counters.turn import House, Turn, column
from flows import reading, schedule, texts
from flows.events import Happened
from flows.facts import Place
from flows.outcomes import BookVisit
from flows.replies import Document, Line, Pin, Reply
from knowledge import numbers
from storage import outbox, residents, staff, visits
from storage.conversations import Kept
from storage.database import Transaction
from storage.visits import Booked, Full


def open_counter(turn: Turn, talking: Talking) -> None:
    """Show the visits ahead, or begin to book one."""
    ahead = visits.ahead(turn.tx, turn.event.person)
    if not ahead:
        _begin(turn, talking)
        return
    for visit in ahead:
        _tell(turn, visit, "visit.ahead", visit_buttons(turn, visit))
    turn.say("visit.another", buttons=((turn.button("visit.book", "book"),),))


def _begin(turn: Turn, talking: Talking, moving: Booked | None = None) -> None:
    if not turn.sittings:
        turn.say("visit.not_published", buttons=((turn.button("menu.adviser", "adviser"),),))
        return
    talking.begin(turn, "visit", {"moving": moving.id, "place": moving.place} if moving else None)


def book(turn: Turn, talking: Talking) -> None:
    """Begin to book."""
    _begin(turn, talking)


def visit_buttons(turn: Turn, visit: Booked) -> Any:
    """Give what can be done with a visit ahead."""
    move = turn.button("visit.move", "move", str(visit.id))
    cancel = turn.button("visit.cancel", "cancel", str(visit.id))
    return ((move, cancel),)


def _mine(turn: Turn, id: str) -> Booked | None:
    """Give the person's own visit that lies ahead; a forged or old button finds none."""
    visit = visits.get(turn.tx, int(id)) if id.isdigit() else None
    ahead = visit is not None and visit.starts_at > turn.tx.now and visit.status != "cancelled"
    if visit is None or visit.person_id != turn.event.person or not ahead:
        turn.say("visit.gone", buttons=((turn.button("visit.book", "book"),),))
        return None
    return visit


def move(turn: Turn, talking: Talking, id: str) -> None:
    """Begin to move a visit."""
    if visit := _mine(turn, id):
        _begin(turn, talking, visit)


def cancel(turn: Turn, id: str) -> None:
    """Ask before a visit is cancelled."""
    if visit := _mine(turn, id):
        yes = turn.button("visit.cancel_yes", "cancel!", str(visit.id))
        no = turn.button("visit.cancel_no", "keep", str(visit.id))
        turn.say("visit.cancel_sure", buttons=((yes, no),), **_words(turn, visit))


def cancelled(turn: Turn, id: str) -> None:
    """Cancel a visit and tell the staff."""
    if visit := _mine(turn, id):
        visits.cancel(turn.tx, visit.id)
        turn.say("visit.cancelled", step=True, buttons=((turn.button("visit.book", "book"),),))
        _tell_staff(turn, visit, "staff.visit_cancelled")


def coming(turn: Turn, id: str) -> None:
    """Take «Saya datang»."""
    if visit := _mine(turn, id):
        visits.coming(turn.tx, visit.id)
        turn.say("visit.coming", **_words(turn, visit))


def keep(turn: Turn, id: str) -> None:
    """Leave a visit as it is."""
    if visit := _mine(turn, id):
        turn.say("visit.kept", step=True, **_words(turn, visit))


def carry_out(turn: Turn, kept: Kept, outcome: BookVisit) -> None:
    """Take the seat that was chosen; if somebody was faster, say so and offer the rest."""
    slot = next((slot for slot in turn.open_slots() if slot.id == outcome.slot), None)
    where = next((one for one in turn.sittings if slot and one.place.id == slot.place), None)
    try:
        if slot is None or where is None:
            raise Full(outcome.slot)
        if outcome.moving is not None:
            old = visits.get(turn.tx, outcome.moving)
            if old is None or old.person_id != turn.event.person or old.status == "cancelled":
                turn.say("visit.gone")
                return
            visit = visits.move(turn.tx, outcome.moving, slot.place, _utc(slot.starts_at), where.capacity)
        else:
            person = turn.event.person
            at = _utc(slot.starts_at)
            visit = visits.book(turn.tx, person, slot.place, at, where.capacity, outcome.topic, outcome.note)
    except Full:
        turn.say("visit.full", buttons=((turn.button("visit.book", "book"),),))
        return
    visits.remind(turn.tx, visit.id, schedule.reminders(slot.starts_at))
    _confirm(turn, visit, where.place)
    _tell_staff(turn, visit, "staff.visit_moved" if outcome.moving else "staff.visit_booked")


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _words(turn: Turn, visit: Booked) -> dict[str, Any]:
    return words(turn.house, visit, turn.place(visit.place))


def words(house: House, visit: Booked, place: Place | None) -> dict[str, Any]:
    """Give what the sentences about a visit are filled with."""
    at = visit.starts_at.astimezone(house.zone)
    moment = f"{numbers.weekday_and_day(at.date())} pukul {numbers.clock(at.time())} WIB"
    name, address = (place.name, place.address) if place else ("Klinik Koperasi", "")
    return {"moment": moment, "place": name, "address": address, "number": visit.id}


def _tell(turn: Turn, visit: Booked, key: str, buttons: Any = ()) -> None:
    turn.say(key, buttons=buttons, **_words(turn, visit))


def _confirm(turn: Turn, visit: Booked, place: Place) -> None:
    """Confirm with the calendar file and, where it is set, the pin."""
    said = turn.line("visit.booked", **_words(turn, visit))
    bring = turn.line(f"visit.bring.{visit.topic or 'other'}")
    calendar = Document(f"kunjungan-{visit.id}.ics", ics(turn.house, visit, place, turn.tx.now), "text/calendar")
    turn.replies.append(Reply((said, bring), visit_buttons(turn, visit), calendar))
    if place.latitude is not None and place.longitude is not None:
        turn.replies.append(Reply(pin=Pin(place.latitude, place.longitude, place.name, place.address)))


def ics(house: House, visit: Booked, place: Place, now: datetime) -> bytes:
    """Make the calendar file of a visit (RFC 5545), in UTC, with an alarm two hours before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Klinik Koperasi Kota Malang//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = CalendarEvent()
    event.add("uid", f"kunjungan-{visit.id}@klinik-koperasi")
    event.add("sequence", int(now.timestamp()))
    event.add("dtstamp", now)
    event.add("dtstart", visit.starts_at)
    event.add("dtend", visit.starts_at + timedelta(hours=1))
    event.add("summary", "Kunjungan ke Klinik Koperasi")
    event.add("location", f"{place.name}, {place.address}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Kunjungan ke Klinik Koperasi")
    alarm.add("trigger", timedelta(hours=-2))
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _tell_staff(turn: Turn, visit: Booked, key: str) -> None:
    if turn.staff_chat is not None:
        said = turn.line(key, who=turn.event.name, topic=_topic(visit), **_words(turn, visit))
        turn.reply(said, *_note(visit), chat=turn.staff_chat, lane="reminder")


def _topic(visit: Booked) -> str:
    return texts.template("visit", f"topic.options.{visit.topic}") if visit.topic else "–"


def _note(visit: Booked) -> tuple[Line, ...]:
    """Give what the resident wanted the adviser to know, with personal numbers masked."""
    return (Line("«{text}»", {"text": reading.mask(visit.note)}),) if visit.note else ()


def today(turn: Turn) -> None:
    """Tell the staff who comes today and tomorrow."""
    start = turn.now.replace(hour=0, minute=0, second=0, microsecond=0)
    coming_in = visits.between(turn.tx, _utc(start), _utc(start + timedelta(days=2)))
    if not coming_in:
        turn.say("staff.no_visits")
        return
    lines = [line for visit in coming_in for line in (_expected(turn, visit), *_note(visit))]
    turn.reply(turn.line("staff.visits"), *lines)


def day_closed(turn: Turn, day: date) -> tuple[Line, ...]:
    """Offer who is expected on a day that the staff close to move, each visit once; lists them for the staff."""
    start = datetime.combine(day, time(), turn.house.zone)
    booked = visits.between(turn.tx, _utc(max(start, turn.now)), _utc(start + timedelta(days=1)))
    for visit in booked:
        about = f"visit:{visit.id}:closed:{day:%Y%m%d}"
        if not _said(turn, visit.person_id, about):
            said = turn.line("visit.closed", **_words(turn, visit))
            turn.reply(said, buttons=visit_buttons(turn, visit), chat=visit.person_id, lane="reminder", about=about)
    return tuple(_expected(turn, visit) for visit in booked)


def _said(turn: Turn, person: int, about: str) -> bool:
    """Tell whether words about something are on their way to a person, or have reached them."""
    return bool(outbox.abouts(turn.tx, person, about) or outbox.messages_about(turn.tx, person, about))


def _expected(turn: Turn, visit: Booked) -> Line:
    """Say who comes, when and what about; a name is known where consent was given."""
    at = visit.starts_at.astimezone(turn.house.zone)
    person = residents.get(turn.tx, visit.person_id)
    return turn.line(
        "staff.visit_line_sure" if visit.status == "coming" else "staff.visit_line",
        when=f"{numbers.weekday(at.date())} {numbers.clock(at.time())}",
        who=person.name if person and person.name else "warga",
        number=visit.id,
        topic=_topic(visit),
        place=_words(turn, visit)["place"],
    )


def remind_due(tx: Transaction, house: House) -> list[Reply]:
    """Give the reminders that are due, each exactly once; the same transaction fills the outbox.

    After a standstill several may be due for one visit: one message then, and its words are true at this moment. Nobody
    is reminded of a day that is closed; who is expected then was offered another.
    """
    found = []
    due = {visit.id: (kind, visit) for kind, visit in visits.take_due(tx)}
    closed = {day for day, open in staff.closed_days(tx).items() if not open} if due else ()
    for kind, visit in due.values():
        day = visit.starts_at.astimezone(house.zone).date()
        if day in closed:
            continue
        turn = Turn(tx, Happened(visit.person_id, "", visit.person_id, True), house)
        days = (day - turn.now.date()).days
        key = {0: "visit.remind_today", 1: "visit.remind_tomorrow"}.get(days, "visit.remind_later")
        rows = column((turn.button("visit.i_come", "coming", str(visit.id)),)) + visit_buttons(turn, visit)
        said = turn.line(key, **_words(turn, visit))
        bring = turn.line(f"visit.bring.{visit.topic or 'other'}")
        about = f"visit:{visit.id}:{kind}"
        found.append(Reply((said, bring), rows, chat=visit.person_id, lane="reminder", about=about))
    return found


def sample_sittings() -> list[dict[str, Any]]:
    """Give the sandbox's sample places, marked «contoh»."""
    week = {str(day): [["08:00", "12:00"], ["13:00", "15:00"]] for day in range(4)}
    office = {
        "id": "kantor",
        "name": "Klinik Koperasi, kantor Diskopindag (contoh)",
        "address": "Alamat contoh untuk sandbox",
        "latitude": -7.9666,
        "longitude": 112.6326,
        "hours": {**week, "4": [["08:00", "11:00"]]},
        "capacity": 2,
        "minutes": 60,
    }
    hall = {
        "id": "balairw",
        "name": "Balai RW 09 Kauman (contoh)",
        "address": "Kelurahan Kauman, Kecamatan Klojen (contoh)",
        "hours": {"5": [["09:00", "12:00"]]},
        "capacity": 3,
        "minutes": 60,
    }
    return [office, hall]


def set_samples(tx: Transaction) -> None:
    """Set the sandbox's samples where nothing is set."""
    if staff.setting(tx, "sittings") is None:
        staff.set_to(tx, "sittings", sample_sittings())
