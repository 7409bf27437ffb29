"""How the files of a dossier stand: for the one who sends them in full, for the owner only «there» or «not yet»."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.counters.turn import House, Turn
from flows import texts
from flows.circle.agreed import agreed
from flows.circle.files import Standing, neutral_name, standing
from flows.circle.items import Item, owed_at
from flows.circle.missing import Gap, file_gaps, ktp_gaps
from flows.circle.states import MEMBER
from flows.replies import Recipe
from storage import cases, circle, uploads
from storage.cases import Kept as Case
from storage.circle import Seat
from storage.database import Database, Transaction
from storage.uploads import Handed

Stood = list[tuple[Item, Standing]]


def form_of(case: Case) -> str:
    """Give the form of the cooperative: primary or secondary."""
    return str(case.content["preparation"].get("form", "primary"))


def stood(files: Sequence[Handed], founder_id: int | None, items: Sequence[Item]) -> Stood:
    """Give how items stand, of one founder or (None) of the case."""
    own = [file for file in files if file.founder_id == founder_id]
    return [(item, standing([file for file in own if file.item == item.key])) for item in items]


def gaps(tx: Transaction, case: Case, person: int) -> list[Gap]:
    """List what files a person is asked for in a case; an owner hears also whose KTP photo is to come."""
    files = uploads.of(tx, case.id)
    seat = circle.in_case(tx, case.id, person)
    found = file_gaps(case.id, stood(files, seat.id, _owed_by(case, seat))) if seat else []
    return found + owner_gaps(tx, case) if case.owner_id == person else found


def owner_gaps(tx: Transaction, case: Case) -> list[Gap]:
    """List what files a case lacks, for its owner."""
    items = [item for item in owed_at(form_of(case), case.stage) if item.upload and item.who == "case"]
    without = [seat.name for seat in without_ktp(tx, case) if seat.person_id != case.owner_id]
    return file_gaps(case.id, stood(uploads.of(tx, case.id), None, items)) + ktp_gaps(without)


def _owed_by(case: Case, seat: Seat) -> list[Item]:
    """Give the files a founder owes: none before his data are there, and no proof before he has paid all."""
    if seat.state not in MEMBER or seat.data is None:
        return []
    text = agreed(case.content)
    paid = seat.data.paid_principal >= text.principal and seat.data.paid_mandatory >= text.mandatory
    owed = [item for item in owed_at(form_of(case), case.stage) if item.upload and item.who == "founder"]
    return [item for item in owed if item.key != "paid" or paid]


def without_ktp(tx: Transaction, case: Case) -> list[Seat]:
    """List the founders whose data are there and whose KTP photo is not, while it is asked for."""
    if not any(item.key == "ktp" for item in owed_at(form_of(case), case.stage)):
        return []
    files = [file for file in uploads.of(tx, case.id) if file.item == "ktp"]
    members = [seat for seat in circle.members(tx, case.id) if seat.data is not None]
    return [seat for seat in members if not standing([one for one in files if one.founder_id == seat.id]).there]


# -- for the adviser -----------------------------------------------------------------------------------------------


def hand_to(turn: Turn, adviser: int, file: Handed) -> None:
    """Send a file to an adviser's private chat; the bytes are opened when it is sent."""
    case = cases.get(turn.tx, file.case_id)
    seat = circle.get(turn.tx, file.founder_id) if file.founder_id else None
    if case is None or adviser <= 0:
        return  # a group never gets one
    what = texts.template("uploads", f"item.{file.item}")
    whose = turn.line("uploads.whose_place", place=seat.place) if seat else turn.line("uploads.whose_case")
    said = turn.line("uploads.for_adviser", item=what[:1].upper() + what[1:], whose=whose.plain, code=case.code)
    turn.reply(said, chat=adviser, document=Recipe({"upload": file.id}))


def make(house: House, database: Database, wanted: Mapping[str, Any]) -> tuple[str, bytes, str]:
    """Open a file that was handed in: (a name that tells of nobody, bytes, media type); LookupError if it is gone."""
    file, name = database.call(lambda tx: _told(tx, int(wanted["upload"])))
    if file is None or house.uploads is None:
        raise LookupError("the file was taken back")
    try:
        return name, uploads.load(house.uploads, database.seal, file.file), file.kind
    except FileNotFoundError:
        raise LookupError("the file's bytes are gone") from None


def _told(tx: Transaction, id: int) -> tuple[Handed | None, str]:
    file = uploads.get(tx, id)
    case = cases.get(tx, file.case_id) if file else None
    if file is None or case is None:
        return None, ""
    seat = circle.get(tx, file.founder_id) if file.founder_id else None
    same = [one.id for one in uploads.of(tx, case.id) if (one.item, one.founder_id) == (file.item, file.founder_id)]
    place = seat.place if seat else None
    return file, neutral_name(case.code, file.item, file.kind, place, same.index(id) + 1)
