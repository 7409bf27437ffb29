"""Every table, as SQLModel classes. Rows are made from values already checked; `sealed` columns hold encrypted JSON."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, Index, Integer, LargeBinary, UniqueConstraint, false
from sqlalchemy.types import TypeDecorator
from sqlmodel import BigInteger, Field, SQLModel


class Utc(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the moment back aware, in UTC."""
        return value.replace(tzinfo=UTC) if value is not None else None


def moment(**more: Any) -> Any:
    """Declare a column that holds a moment."""
    return Field(sa_type=Utc, **more)


def sealed(**more: Any) -> Any:
    """Declare a column that holds encrypted JSON."""
    return Field(sa_type=LargeBinary, **more)


def telegram_id(**more: Any) -> Any:
    """Declare a column that holds one of Telegram's 64-bit ids."""
    return Field(sa_type=BigInteger, **more)


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
    """One call to make. status: due, sent, failed, unreachable, dropped. lane: 0 reply, 1 reminder, 2 bulk."""

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

    `automatic` tells that its admins want answers to questions which do not call us, `answered_at` when the last went.
    """

    __tablename__ = "groups"

    id: int = telegram_id(primary_key=True)
    profile: bytes | None = sealed(default=None)
    joined_at: datetime = moment()
    present: bool = True
    automatic: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    answered_at: datetime | None = moment(default=None)


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


class Case(SQLModel, table=True):
    """A founding that is under way. `stage` is one of flows.circle.stages.STAGES, the step it is at.

    `version` rises when what is printed changes; `taken_by` is the adviser who took the case.
    """

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("code", name="uq_cases_code"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = ""
    owner_id: int = telegram_id(index=True)
    stage: str = "persiapan"
    version: int = 1
    group_chat_id: int | None = telegram_id(default=None, index=True)
    taken_by: int | None = telegram_id(default=None)
    content: bytes | None = sealed(default=None)
    conversation_id: int | None = None
    created_at: datetime = moment()
    updated_at: datetime = moment()


class FounderRow(SQLModel, table=True):
    """One founder's place in a case. state: invited, asked, accepted, complete, withdrawn, replaced.

    `label` is the name the owner listed, `data` the founder's own words; `nik_hash` is keyed and differs from case to
    case; `confirmed` marks the agreed text the founder confirmed; `owes_since` is when something began to be missing.
    """

    __tablename__ = "founders"
    __table_args__ = (Index("ix_founders_case", "case_id", "place"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE")
    place: int = 0
    person_id: int | None = telegram_id(default=None, index=True)
    state: str = "invited"
    label: bytes | None = sealed(default=None)
    data: bytes | None = sealed(default=None)
    nik_hash: str = ""
    consent_version: str = ""
    consent_at: datetime | None = moment(default=None)
    confirmed: str = ""
    owes_since: datetime | None = moment(default=None)
    nudged: int = 0
    nudged_at: datetime | None = moment(default=None)
    muted: bool = False
    updated_at: datetime = moment()


class CaseLink(SQLModel, table=True):
    """A link into a case (kind: case) or to one founder's place (kind: place). The token itself is not kept."""

    __tablename__ = "case_links"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    founder_id: int | None = Field(default=None, foreign_key="founders.id", index=True, ondelete="CASCADE")
    kind: str = "case"
    token_hash: str = Field(default="", index=True)
    created_at: datetime = moment()
    expires_at: datetime = moment()
    used_by: int | None = telegram_id(default=None)
    used_at: datetime | None = moment(default=None)
    revoked_at: datetime | None = moment(default=None)


class CaseEvent(SQLModel, table=True):
    """What happened to a case: who, what, about which founder, in a word (`detail`). Never a personal value."""

    __tablename__ = "case_events"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    person_id: int | None = telegram_id(default=None, index=True)
    founder_id: int | None = Field(default=None, foreign_key="founders.id", ondelete="SET NULL")
    what: str = ""
    detail: str = ""
    at: datetime = moment()


class Upload(SQLModel, table=True):
    """A file handed in for a case. status: waiting, approved, returned. `file` is a random name of sealed bytes."""

    __tablename__ = "uploads"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    founder_id: int | None = Field(default=None, foreign_key="founders.id", index=True, ondelete="CASCADE")
    item: str = ""
    kind: str = ""
    size: int = 0
    file: str = ""
    status: str = "waiting"
    reason: bytes | None = sealed(default=None)
    sent_at: datetime = moment()
    decided_by: int | None = telegram_id(default=None)
    decided_at: datetime | None = moment(default=None)


class ConflictRow(SQLModel, table=True):
    """What one founder says differently of the agreed text. field: name, purpose, principal, mandatory."""

    __tablename__ = "conflicts"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    founder_id: int = Field(foreign_key="founders.id", index=True, ondelete="CASCADE")
    field: str = ""
    value: bytes | None = sealed(default=None)
    said_at: datetime = moment()
    settled_at: datetime | None = moment(default=None)


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
