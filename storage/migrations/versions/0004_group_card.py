"""A bound group has one status card; what the bot may do in a group is known, and told once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "group_cards",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("pinned_id", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id"),
    )
    with op.batch_alter_table("groups") as batch_op:
        batch_op.add_column(sa.Column("may_delete", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("may_pin", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("groups") as batch_op:
        batch_op.drop_column("told_at")
        batch_op.drop_column("may_pin")
        batch_op.drop_column("may_delete")
    op.drop_table("group_cards")
