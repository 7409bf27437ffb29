"""A case has a circle of founders: a code, a stage of its own, places, links, history, uploads and conflicts."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
BEFORE = {"prepared": "persiapan", "meeting_held": "modal"}
NEVER_REUSED = {"sqlite_autoincrement": True}  # a table made anew would forget it
HELD_BACK = ("niat", "persiapan", "rapat")


def upgrade() -> None:
    with op.batch_alter_table("cases", table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("group_chat_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("taken_by", sa.BigInteger(), nullable=True))
    _carry_over()
    with op.batch_alter_table("cases", table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.alter_column("code", existing_type=sa.String(), nullable=False)
        batch_op.alter_column("version", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint("uq_cases_code", ["code"])
        batch_op.create_index(batch_op.f("ix_cases_group_chat_id"), ["group_chat_id"], unique=False)

    op.create_table(
        "founders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("nik_hash", sa.String(), nullable=False),
        sa.Column("consent_version", sa.String(), nullable=False),
        sa.Column("consent_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed", sa.String(), nullable=False),
        sa.Column("owes_since", sa.DateTime(), nullable=True),
        sa.Column("nudged", sa.Integer(), nullable=False),
        sa.Column("nudged_at", sa.DateTime(), nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_founders_case", "founders", ["case_id", "place"], unique=False)
    op.create_index("ix_founders_person_id", "founders", ["person_id"], unique=False)

    op.create_table(
        "case_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("founder_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["founder_id"], ["founders.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "founder_id", "token_hash"):
        op.create_index(f"ix_case_links_{column}", "case_links", [column], unique=False)

    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("founder_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["founder_id"], ["founders.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "person_id"):
        op.create_index(f"ix_case_events_{column}", "case_events", [column], unique=False)

    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("founder_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["founder_id"], ["founders.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "founder_id"):
        op.create_index(f"ix_uploads_{column}", "uploads", [column], unique=False)

    op.create_table(
        "conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("founder_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["founder_id"], ["founders.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "founder_id"):
        op.create_index(f"ix_conflicts_{column}", "conflicts", [column], unique=False)


def _carry_over() -> None:
    """Give every case a code and the new name of its stage."""
    connection = op.get_bind()
    cases = sa.table("cases", sa.column("id"), sa.column("code"), sa.column("stage"), sa.column("version"))
    given: set[str] = set()
    for id, stage in connection.execute(sa.select(cases.c.id, cases.c.stage)).all():
        while (code := "KOP-" + "".join(secrets.choice(ALPHABET) for _ in range(5))) in given:
            pass
        given.add(code)
        values = {"code": code, "version": 1, "stage": BEFORE.get(stage, stage)}
        connection.execute(sa.update(cases).where(cases.c.id == id).values(**values))


def downgrade() -> None:
    for table in ("conflicts", "uploads", "case_events", "case_links", "founders"):
        op.drop_table(table)
    cases = sa.table("cases", sa.column("stage"))
    held = cases.c.stage.not_in(HELD_BACK)
    op.get_bind().execute(sa.update(cases).where(held).values(stage="meeting_held"))
    op.get_bind().execute(sa.update(cases).where(cases.c.stage.in_(HELD_BACK)).values(stage="prepared"))
    with op.batch_alter_table("cases", table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_group_chat_id"))
        batch_op.drop_constraint("uq_cases_code", type_="unique")
        for column in ("taken_by", "group_chat_id", "version", "code"):
            batch_op.drop_column(column)
