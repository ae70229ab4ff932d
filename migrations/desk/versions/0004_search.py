"""The search index; the store fills it when it is next opened."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.create_table(
        "search",
        sa.Column("way", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("record", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("way", "word", "record", name="pk_search"),
        sqlite_with_rowid=False,
    )
