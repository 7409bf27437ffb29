"""The clock looks at every case apart from the others: one that cannot be read or fails holds up no other."""

import logging
from collections.abc import Callable, Sequence

from bot.errors import where
from flows.replies import Reply
from storage import cases
from storage.cases import Kept as Case
from storage.database import Transaction

log = logging.getLogger("klinik.cases")


def replies(tx: Transaction, look: Callable[[Case], Sequence[Reply]]) -> list[Reply]:
    """Give what `look` finds to say for each case; of one that fails nothing is kept, and the log says where."""
    found: list[Reply] = []
    for id in cases.ids(tx):
        try:
            with tx.apart():
                case = cases.get(tx, id)
                found += look(case) if case else ()
        except Exception as error:
            log.error("case %d was passed over: %s", id, where(error))
    return found
