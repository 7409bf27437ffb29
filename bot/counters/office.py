"""What staff set by command: hours, places, closures, the staff group; and what they look up."""

import re

from bot.counters import status_card, visiting
from bot.counters.turn import Turn
from flows import dates, office
from flows.errors import Unclear
from flows.replies import Line
from flows.schedule import Sitting, hours_in_words, sitting
from knowledge import numbers
from storage import groups, staff


def bind_group(turn: Turn) -> None:
    """Make this group the staff's; only a head may."""
    if turn.member is None or turn.member.role != "head":
        turn.say("staff.heads_only")
    elif turn.event.private:
        turn.say("staff.bind_in_group")
    else:
        staff.set_to(turn.tx, "staff_chat", turn.event.chat, turn.event.person)
        status_card.lost(turn, turn.event.chat, "became_staff")
        groups.switch(turn.tx, turn.event.chat, turn.event.title, automatic=False)
        turn.say("staff.bound")


def show(turn: Turn) -> None:
    """Show what is set and how to change it."""
    lines = [turn.line("staff.settings"), *(_place(turn, one) for one in turn.sittings)]
    closed = staff.closed_days(turn.tx)
    ahead = [day for day in sorted(closed) if day >= turn.now.date()]
    for day in ahead[:20]:
        key = "staff.settings_open" if closed[day] else "staff.settings_closed"
        lines.append(turn.line(key, day=day))
    lines.append(turn.line("staff.settings_how"))
    turn.reply(*lines)


def _place(turn: Turn, one: Sitting) -> Line:
    pin = "ada" if one.place.latitude is not None else "belum ada"
    more = {"capacity": one.capacity, "minutes": one.minutes, "pin": pin}
    place = {"id": one.place.id, "name": one.place.name, "address": one.place.address}
    return turn.line("staff.settings_place", hours=hours_in_words(one.hours) or "–", **place, **more)


def set_place(turn: Turn, words: str) -> None:
    """Add a place or change one: `/tempat kantor | Nama | alamat | pin | kapasitas | menit`."""
    id, bar, rest = words.partition("|")
    id = re.sub(r"[^a-z0-9]", "", id.lower())[:12]
    if not id or not bar:
        raise Unclear("not_a_place")
    given = office.place(rest)
    kept = staff.setting(turn.tx, "sittings") or []
    before = next((one for one in kept if one["id"] == id), {"id": id, "hours": {}, "capacity": 1, "minutes": 60})
    after = {**before, **given}
    staff.set_to(turn.tx, "sittings", _replaced(kept, after), turn.event.person)
    now = sitting(after)
    turn.reply(turn.line("staff.place_set"), _place(turn, now))
    if not now.hours:
        turn.say("staff.place_without_hours", id=id)


def set_hours(turn: Turn, words: str) -> None:
    """Set a place's weekly hours: `/jam kantor Senin-Kamis 08.00-15.00; Jumat 08.00-11.00`."""
    id, _, rest = words.strip().partition(" ")
    if not id:
        raise Unclear("not_hours")
    kept = staff.setting(turn.tx, "sittings") or []
    before = next((one for one in kept if one["id"] == id.lower()), None)
    if before is None:
        turn.say("staff.no_such_place", places=", ".join(one["id"] for one in kept) or "–")
        return
    after = {**before, "hours": office.hours(rest)}
    staff.set_to(turn.tx, "sittings", _replaced(kept, after), turn.event.person)
    turn.say("staff.hours_set", name=after["name"], hours=hours_in_words(sitting(after).hours))


def _replaced(kept: list[dict[str, object]], after: dict[str, object]) -> list[dict[str, object]]:
    others = [one for one in kept if one["id"] != after["id"]]
    return (
        [*others, after] if len(others) == len(kept) else [after if one["id"] == after["id"] else one for one in kept]
    )


def close_day(turn: Turn, words: str, *, open: bool) -> None:
    """Close a day or open a holiday: `/tutup 24 Desember`, `/buka 24 Desember`."""
    day = dates.day(words, turn.now.date())
    staff.close_day(turn.tx, day, open=open)
    booked = () if open else visiting.day_closed(turn, day)
    key = "staff.day_opened" if open else "staff.day_closed_booked" if booked else "staff.day_closed"
    turn.reply(turn.line(key, day=numbers.weekday_and_day(day), count=len(booked)), *booked)


def shut(turn: Turn, words: str) -> None:
    """Close a day."""
    close_day(turn, words, open=False)


def unshut(turn: Turn, words: str) -> None:
    """Open a holiday."""
    close_day(turn, words, open=True)


COMMANDS = {"tempat": set_place, "jam": set_hours, "tutup": shut, "buka": unshut}


def command(turn: Turn, name: str, words: str) -> None:
    """Carry out a staff command that sets something; words that do not fit get an example."""
    try:
        COMMANDS[name](turn, words)
    except Unclear:
        turn.say(f"staff.example_{name}")
