"""What went out in a receiving system's own layout, and what came back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_table(
        "template_row",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("package", sa.LargeBinary(16), nullable=False),
        sa.Column("layout", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("record", sa.LargeBinary(16), nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("keys", sa.Text, nullable=False),
        sa.Column("fate", sa.Text),
        sa.Column("said", sa.Text),
        sa.UniqueConstraint("package", "sheet", "number", name="uq_template_row_package"),
        sa.PrimaryKeyConstraint("row", name="pk_template_row"),
    )
    op.create_index("ix_template_row_record", "template_row", ["record"])
