"""What is kept of a person, shown and erased: answers, cases, places, visits, questions, inbox and outbox."""

from collections.abc import Mapping

from sqlalchemy import delete, func, or_, select, update
from sqlmodel import SQLModel

from storage import cases, circle, history, links, reviews, uploads
from storage.case_tables import Case, FounderRow
from storage.database import Transaction, table
from storage.tables import (
    AnswerRow,
    Asked,
    Conversation,
    HelpQuestion,
    Inbox,
    MessageLink,
    Outbox,
    QuestionMessage,
    Reminder,
    Resident,
    Visit,
)

FAMILIES: tuple[tuple[type[SQLModel], type[SQLModel], str], ...] = (
    (Conversation, AnswerRow, "conversation_id"),
    (HelpQuestion, QuestionMessage, "question_id"),
    (Visit, Reminder, "visit_id"),
)


def counts(tx: Transaction, person_id: int) -> Mapping[str, int]:
    """Count what is kept of a person, by kind."""
    conversations = table(Conversation)
    own = select(conversations.c.id).where(conversations.c.person_id == person_id)
    answers = table(AnswerRow)
    questions = {
        "answers": select(func.count()).where(answers.c.conversation_id.in_(own)),
        "cases": select(func.count()).where(table(Case).c.owner_id == person_id),
        "places": select(func.count()).where(table(FounderRow).c.person_id == person_id),
        "visits": select(func.count()).where(table(Visit).c.person_id == person_id),
        "questions": select(func.count()).where(table(HelpQuestion).c.person_id == person_id),
        "asked": select(func.count()).where(table(Asked).c.person_id == person_id),
    }
    found = {name: int(tx.run(question).scalar_one()) for name, question in questions.items()}
    return {**found, "files": uploads.count_of(tx, person_id)}


def erase(tx: Transaction, person_id: int, *, now_handling: int | None = None) -> Mapping[str, int]:
    """Erase everything kept of a person and give what was erased.

    The update being handled is blanked when its turn ends; a visit ahead is cancelled with the rest. What they asked
    of the knowledge base stays without them only as a count: its text goes too. In a circle their place becomes a gap;
    a case of their own goes with all that hangs on it.
    """
    erased = counts(tx, person_id)
    _leave_circles(tx, person_id)
    for own in cases.all_of(tx, person_id):
        circle.forget_case_talks(tx, own.id)
        reviews.forget_talks(tx, own.id)
        uploads.forget_case(tx, own.id)
    reviews.forget_adviser(tx, person_id)
    for parent, child, column in FAMILIES:
        rows = table(parent)
        ids = select(rows.c.id).where(rows.c.person_id == person_id)
        tx.run(delete(table(child)).where(table(child).c[column].in_(ids)))
        tx.run(delete(rows).where(rows.c.person_id == person_id))
    tx.run(delete(table(Case)).where(table(Case).c.owner_id == person_id))
    tx.run(update(table(Case)).where(table(Case).c.taken_by == person_id).values(taken_by=None))
    tx.run(delete(table(Asked)).where(table(Asked).c.person_id == person_id))
    tx.run(delete(table(MessageLink)).where(table(MessageLink).c.chat_id == person_id))
    tx.run(delete(table(Outbox)).where(table(Outbox).c.chat_id == person_id))
    inbox = table(Inbox)
    mine = or_(inbox.c.person_id == person_id, inbox.c.chat_id == person_id)
    tx.run(delete(inbox).where(mine, inbox.c.id != (now_handling or 0)))
    tx.run(update(inbox).where(mine).values(payload=None))
    tx.run(delete(table(Resident)).where(table(Resident).c.id == person_id))
    return erased


def _leave_circles(tx: Transaction, person_id: int) -> None:
    for seat in circle.of(tx, person_id):
        circle.leave(tx, seat.id)
        circle.settle_stage(tx, seat.case_id)
    links.forget_person(tx, person_id)
    history.forget_person(tx, person_id)
