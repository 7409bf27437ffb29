"""A case remembers the legal figures it was last looked at with, so that its owner hears once what changed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NEVER_REUSED = {"sqlite_autoincrement": True}  # a table made anew would forget it


def upgrade() -> None:
    with op.batch_alter_table("cases", table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.add_column(sa.Column("rules_mark", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("cases", table_kwargs=NEVER_REUSED) as batch_op:
        batch_op.drop_column("rules_mark")
