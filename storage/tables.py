"""Every table, as SQLModel classes; those of a case are in case_tables.

Rows are made from values already checked; `sealed` columns hold encrypted JSON.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Integer, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage import case_tables  # noqa: F401 - the metadata is to hold every table
from storage.columns import moment, sealed, telegram_id


class Inbox(SQLModel, table=True):
    """One update as it came, until it is handled. status: new, done, parked."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("bot_id", "update_id"), Index("ix_inbox_status", "status", "id"))

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = telegram_id()
    update_id: int = telegram_id()
    chat_id: int = telegram_id()
    person_id: int | None = telegram_id(default=None)
    received_at: datetime = moment()
    status: str = "new"
    attempts: int = 0
    error: str = ""
    payload: bytes | None = sealed(default=None)


class Outbox(SQLModel, table=True):
    """One call to make. lane: 0 reply, 1 reminder, 2 bulk, 3 fetch.

    status: due, held, sent, failed, unreachable, dropped.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("once"),
        Index("ix_outbox_due", "status", "lane", "id"),
        Index("ix_outbox_announcement", "announcement_id", "status"),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = telegram_id(index=True)
    lane: int = 0
    method: str = "sendMessage"
    status: str = "due"
    about: str = ""
    once: str | None = None
    announcement_id: int | None = Field(default=None, foreign_key="announcements.id")
    created_at: datetime = moment()
    attempts: int = 0
    error: str = ""
    message_id: int | None = telegram_id(default=None)
    done_at: datetime | None = moment(default=None)
    payload: bytes | None = sealed(default=None)


class MessageLink(SQLModel, table=True):
    """A message of ours and what it is about, so that a reply to it finds its way."""

    __tablename__ = "message_links"

    chat_id: int = telegram_id(primary_key=True)
    message_id: int = telegram_id(primary_key=True)
    about: str = Field(index=True)
    sent_at: datetime = moment()


class Resident(SQLModel, table=True):
    """A person who wrote to the bot. `profile` holds the name as Telegram gives it."""

    __tablename__ = "residents"

    id: int = telegram_id(primary_key=True)
    profile: bytes | None = sealed(default=None)
    started_at: datetime = moment()
    seen_at: datetime = moment()
    consent_version: str = ""
    consent_at: datetime | None = moment(default=None)
    announcements: bool = True
    reachable: bool = True
    last_entry: str = ""
    last_entry_at: datetime | None = moment(default=None)


class Group(SQLModel, table=True):
    """A group the bot is in; `id` follows it when it becomes a supergroup.

    `automatic` tells that its admins want answers to questions which do not call us, `answered_at` when the last went;
    `told_at` is when the admins were told what the bot may not do there.
    """

    __tablename__ = "groups"

    id: int = telegram_id(primary_key=True)
    profile: bytes | None = sealed(default=None)
    joined_at: datetime = moment()
    present: bool = True
    automatic: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    answered_at: datetime | None = moment(default=None)
    may_delete: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    may_pin: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    told_at: datetime | None = moment(default=None)


class Conversation(SQLModel, table=True):
    """One walk through a flow. status: open, paused, ended."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_chat", "chat_id", "status"),)

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = telegram_id()
    person_id: int = telegram_id(index=True)
    flow: str = ""
    status: str = "open"
    correcting: str = ""
    context: bytes | None = sealed(default=None)
    started_at: datetime = moment()
    updated_at: datetime = moment()


class AnswerRow(SQLModel, table=True):
    """One answer; appended, never overwritten. An empty value takes the key back."""

    __tablename__ = "answers"

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversations.id", index=True, ondelete="CASCADE")
    key: str = ""
    value: bytes | None = sealed(default=None)
    given_at: datetime = moment()


class Setting(SQLModel, table=True):
    """What the staff have set: opening hours, places, capacity. The value is JSON."""

    __tablename__ = "settings"

    name: str = Field(primary_key=True)
    value: str = ""
    set_by: int | None = telegram_id(default=None)
    set_at: datetime = moment()


class Closure(SQLModel, table=True):
    """A day on which the clinic is closed, besides holidays; `open` turns a holiday into a working day."""

    __tablename__ = "closures"

    day: date = Field(primary_key=True)
    open: bool = False
    reason: str = ""


class Visit(SQLModel, table=True):
    """A booked seat at a place and hour. status: booked, coming, cancelled.

    The seat is unique within its hour and never above the capacity of the moment it was taken, so that no race can
    book more than there is. A cancelled visit holds no seat.
    """

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("place", "starts_at", "seat"),
        CheckConstraint("seat IS NULL OR (seat >= 1 AND seat <= capacity)", name="seat_within_capacity"),
        CheckConstraint("(status = 'cancelled') = (seat IS NULL)", name="cancelled_holds_no_seat"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = telegram_id(index=True)
    place: str = ""
    starts_at: datetime = moment(index=True)
    seat: int | None = None
    capacity: int = 1
    topic: str = ""
    note: bytes | None = sealed(default=None)
    status: str = "booked"
    booked_at: datetime = moment()
    changed_at: datetime = moment()


class Reminder(SQLModel, table=True):
    """A reminder that is due at a moment. It is taken exactly once, in the transaction that fills the outbox."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("visit_id", "kind"), Index("ix_reminders_due", "taken_at", "due_at"))

    id: int | None = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="visits.id", ondelete="CASCADE")
    kind: str = ""
    due_at: datetime = moment()
    taken_at: datetime | None = moment(default=None)


class Staff(SQLModel, table=True):
    """An adviser or head, by Telegram id."""

    __tablename__ = "staff"

    id: int = telegram_id(primary_key=True)
    name: str = ""
    role: str = "adviser"
    added_at: datetime = moment()


class HelpQuestion(SQLModel, table=True):
    """A question for a person. status: open, answered, closed."""

    __tablename__ = "questions"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = telegram_id(index=True)
    status: str = "open"
    taken_by: int | None = telegram_id(default=None)
    asked_at: datetime = moment()
    updated_at: datetime = moment()


class QuestionMessage(SQLModel, table=True):
    """One message of such an exchange. side: resident, adviser, note."""

    __tablename__ = "question_messages"

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="questions.id", index=True, ondelete="CASCADE")
    side: str = ""
    by: int = telegram_id()
    text: bytes | None = sealed(default=None)
    sent_at: datetime = moment()
    withdrawn: bool = False


class Asked(SQLModel, table=True):
    """What was asked (masked) and what came of it, for the knowledge base. outcome: answered, suggested, …"""

    __tablename__ = "asked"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = telegram_id(default=None, index=True)
    text: bytes | None = sealed(default=None)
    outcome: str = ""
    entry: str = ""
    score: float = 0.0
    rating: int = 0
    asked_at: datetime = moment()


class Announcement(SQLModel, table=True):
    """A text to all who want announcements. status: draft, running, paused, stopped, done."""

    __tablename__ = "announcements"

    id: int | None = Field(default=None, primary_key=True)
    by: int = telegram_id()
    status: str = "draft"
    payload: bytes | None = sealed(default=None)
    recipients: int = 0
    sent: int = 0
    unreachable: int = 0
    failed: int = 0
    card_chat_id: int | None = telegram_id(default=None)
    card_message_id: int | None = telegram_id(default=None)
    created_at: datetime = moment()
    started_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)


class Fact(SQLModel, table=True):
    """What the database knows of itself: the key's fingerprint, the last update seen."""

    __tablename__ = "facts"

    name: str = Field(primary_key=True)
    value: str = ""


def _never_reuse_ids() -> None:
    """Keep SQLite from giving a deleted row's id to a new one: buttons and links carry ids for years."""
    for made in SQLModel.metadata.tables.values():
        keys = list(made.primary_key.columns)
        if len(keys) == 1 and keys[0].name == "id" and type(keys[0].type) is Integer:
            made.dialect_options["sqlite"]["autoincrement"] = True


_never_reuse_ids()
