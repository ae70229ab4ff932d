"""教学计划: the lessons of a class."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_table(
        "lesson",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column(
            "id",
            sa.LargeBinary(16),
            sa.CheckConstraint("length(id) = 16", name="ck_lesson_id"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("voided", sa.Text, sa.CheckConstraint("voided <> ''", name="ck_lesson_voided")),
        sa.Column("extra", sa.Text),
        sa.Column("class_id", sa.LargeBinary(16)),
        sa.Column("held_on", sa.Date),
        sa.Column("starts", sa.Text),
        sa.Column("ends", sa.Text),
        sa.Column("hours", sa.Integer),
        sa.Column("kind", sa.Text),
        sa.Column("topic", sa.Text),
        sa.Column("teacher", sa.Text),
        sa.Column("teacher_number", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("textbook", sa.Text),
        sa.UniqueConstraint("id", name="uq_lesson_id"),
        sa.PrimaryKeyConstraint("row", name="pk_lesson"),
    )
    op.create_index("ix_lesson_class_id", "lesson", ["class_id"])
