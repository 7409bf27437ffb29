"""The tables of a founding under way: the case, its founders, links, history, uploads and what they say differently."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import moment, sealed, telegram_id


class Case(SQLModel, table=True):
    """A founding that is under way. `stage` is one of flows.circle.stages.STAGES, the step it is at.

    `version` rises when what is printed changes; `taken_by` is the adviser who took the case. `rules_mark` is JSON of
    the figures it was last looked at with.
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
    rules_mark: str = Field(default="", sa_column_kwargs={"server_default": ""})


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


class ReviewRow(SQLModel, table=True):
    """What an adviser decided on an item that is no file. status: approved, returned; the newest not lapsed stands."""

    __tablename__ = "reviews"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    founder_id: int | None = Field(default=None, foreign_key="founders.id", index=True, ondelete="CASCADE")
    item: str = ""
    status: str = ""
    reason: bytes | None = sealed(default=None)
    decided_by: int | None = telegram_id(default=None)
    decided_at: datetime = moment()
    lapsed_at: datetime | None = moment(default=None)


class CaseNote(SQLModel, table=True):
    """What an adviser noted on a case, for the other advisers."""

    __tablename__ = "case_notes"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    by: int | None = telegram_id(default=None)
    text: bytes | None = sealed(default=None)
    at: datetime = moment()


class CaseRecord(SQLModel, table=True):
    """A real step as an adviser recorded it: `kind` is one of flows.circle.records.KINDS; the newest counts."""

    __tablename__ = "case_records"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True, ondelete="CASCADE")
    kind: str = ""
    value: bytes | None = sealed(default=None)
    by: int | None = telegram_id(default=None)
    at: datetime = moment()


class GroupCard(SQLModel, table=True):
    """The status card in a case's group.

    `sign` tells from which state of the case it was worked out, `mark` what it says, `pinned_id` which message of it
    was pinned last. Its message is found by what it is about (message_links).
    """

    __tablename__ = "group_cards"

    case_id: int = Field(primary_key=True, foreign_key="cases.id", ondelete="CASCADE")
    sign: str = ""
    mark: str = ""
    pinned_id: int | None = telegram_id(default=None)
    shown_at: datetime = moment()
