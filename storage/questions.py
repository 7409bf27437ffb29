"""Questions for a person, the exchange that follows, and what was asked of the knowledge base (masked)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update

from storage.database import Transaction, table
from storage.tables import Asked, HelpQuestion, QuestionMessage

NONE_FIT = "none_of_these"  # the outcome of suggestions that were none of them meant
questions, messages, asked = table(HelpQuestion), table(QuestionMessage), table(Asked)


@dataclass(frozen=True)
class Open:
    """A question and who has it."""

    id: int
    person_id: int
    status: str
    taken_by: int | None
    asked_at: datetime


@dataclass(frozen=True)
class WhatWasAsked:
    """What came of the questions to the knowledge base: how many by outcome and rating, and those without an answer."""

    outcomes: Mapping[str, int]
    helped: int
    not_helped: int
    unanswered: Sequence[str]


def ask(tx: Transaction, person_id: int, text: str) -> int:
    """Open a question and give its number."""
    id = tx.add(HelpQuestion, person_id=person_id, status="open", asked_at=tx.now, updated_at=tx.now)
    say(tx, id, "resident", person_id, text)
    return id


def say(tx: Transaction, id: int, side: str, by: int, text: str) -> int:
    """Append a message to a question's exchange and give its number."""
    status = {"adviser": "answered", "resident": "open"}.get(side)
    if status:
        tx.run(update(questions).where(questions.c.id == id).values(status=status, updated_at=tx.now))
    sealed = tx.seal.close(text)
    return tx.add(QuestionMessage, question_id=id, side=side, by=by, text=sealed, sent_at=tx.now, withdrawn=False)


def get(tx: Transaction, id: int) -> Open | None:
    """Give one question."""
    row = tx.run(select(questions).where(questions.c.id == id)).first()
    return Open(row.id, row.person_id, row.status, row.taken_by, row.asked_at) if row else None


def newest_of(tx: Transaction, person_id: int) -> Open | None:
    """Give the newest question of a person that is not closed."""
    wanted = questions.c.person_id == person_id, questions.c.status != "closed"
    row = tx.run(select(questions).where(*wanted).order_by(questions.c.id.desc()).limit(1)).first()
    return Open(row.id, row.person_id, row.status, row.taken_by, row.asked_at) if row else None


def waiting(tx: Transaction) -> list[tuple[Open, str]]:
    """List the open questions with their last words, oldest first."""
    found = []
    for row in tx.run(select(questions).where(questions.c.status == "open").order_by(questions.c.updated_at)):
        last = select(messages.c.text).where(messages.c.question_id == row.id, messages.c.side == "resident")
        said = tx.run(last.order_by(messages.c.id.desc()).limit(1)).scalar_one()
        found.append((Open(row.id, row.person_id, row.status, row.taken_by, row.asked_at), tx.seal.open(said)))
    return found


def take(tx: Transaction, id: int, by: int) -> int:
    """Give the question to an adviser unless another has it; tell who has it now."""
    free = update(questions).where(questions.c.id == id, questions.c.taken_by.is_(None))
    tx.run(free.values(taken_by=by))
    return int(tx.run(select(questions.c.taken_by).where(questions.c.id == id)).scalar_one())


def close(tx: Transaction, id: int) -> None:
    """Close a question."""
    tx.run(update(questions).where(questions.c.id == id).values(status="closed", updated_at=tx.now))


def withdraw(tx: Transaction, message: int) -> bool:
    """Mark an answer as taken back, so that its question waits again; False when it was before."""
    free = update(messages).where(messages.c.id == message, messages.c.withdrawn.is_(False))
    if not tx.run(free.values(withdrawn=True)).rowcount:
        return False
    its = select(messages.c.question_id).where(messages.c.id == message).scalar_subquery()
    tx.run(update(questions).where(questions.c.id == its, questions.c.status == "answered").values(status="open"))
    return True


def message_of(tx: Transaction, message: int) -> tuple[int, int, datetime] | None:
    """Give (question, by, when) of a message."""
    row = tx.run(select(messages).where(messages.c.id == message)).first()
    return (row.question_id, row.by, row.sent_at) if row else None


def said_by(tx: Transaction, person_id: int) -> list[tuple[int, str]]:
    """List (question, words) of all a person wrote to the advisers, oldest first."""
    mine = select(messages.c.question_id, messages.c.text).join(questions, questions.c.id == messages.c.question_id)
    mine = mine.where(questions.c.person_id == person_id, messages.c.side == "resident").order_by(messages.c.id)
    return [(row.question_id, tx.seal.open(row.text)) for row in tx.run(mine)]


def log(tx: Transaction, person_id: int | None, text: str, outcome: str, entry: str, score: float) -> int:
    """Log what was asked (already masked) and its outcome."""
    values = {"text": tx.seal.close(text), "outcome": outcome, "entry": entry, "score": score, "rating": 0}
    return tx.add(Asked, person_id=person_id, asked_at=tx.now, **values)


def logged(tx: Transaction, id: int, person_id: int) -> tuple[str, str, float, str] | None:
    """Give (text, nearest entry, score, outcome) of a question this person asked."""
    row = tx.run(select(asked).where(asked.c.id == id, asked.c.person_id == person_id)).first()
    return (tx.seal.open(row.text), row.entry, row.score, row.outcome) if row else None


def asked_by(tx: Transaction, person_id: int) -> list[str]:
    """List what a person asked of the knowledge base, as it is kept, oldest first."""
    mine = select(asked.c.text).where(asked.c.person_id == person_id).order_by(asked.c.id)
    return [words for row in tx.run(mine) if (words := tx.seal.open(row.text))]


def most_asked(tx: Transaction, limit: int) -> list[str]:
    """List the entries that answered most often, the most asked first."""
    often = select(asked.c.entry).where(asked.c.outcome == "answered").group_by(asked.c.entry)
    return [row.entry for row in tx.run(often.order_by(func.count().desc(), asked.c.entry).limit(limit))]


def none_fit(tx: Transaction, id: int, person_id: int) -> None:
    """Note that none of the suggestions was what the one who asked had meant."""
    mine = asked.c.id == id, asked.c.person_id == person_id, asked.c.outcome == "suggested"
    tx.run(update(asked).where(*mine).values(outcome=NONE_FIT))


def what_was_asked(tx: Transaction, newest: int = 2000) -> WhatWasAsked:
    """Count all that was asked; the words only of the `newest` that got no answer, oldest first."""
    counted = tx.run(select(asked.c.outcome, func.count().label("often")).group_by(asked.c.outcome))
    outcomes = {row.outcome: row.often for row in counted}
    rated = tx.run(select(asked.c.rating, func.count().label("often")).group_by(asked.c.rating))
    ratings = {row.rating: row.often for row in rated}
    missed = or_(asked.c.outcome.in_(("abstained", NONE_FIT)), asked.c.rating < 0)
    rows = tx.run(select(asked.c.text).where(missed).order_by(asked.c.id.desc()).limit(newest)).all()
    texts = [tx.seal.open(row.text) for row in reversed(rows)]
    return WhatWasAsked(outcomes, ratings.get(1, 0), ratings.get(-1, 0), [text for text in texts if text])


def rate(tx: Transaction, id: int, person_id: int, rating: int) -> None:
    """Note whether an answer helped: 1 or -1; only the one who asked can tell."""
    tx.run(update(asked).where(asked.c.id == id, asked.c.person_id == person_id).values(rating=rating))
