"""The first shape of what a hub keeps beside the records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "hub_office",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("certificate", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "hub_device",
        sa.Column("device", sa.LargeBinary(16), nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("certificate", sa.Text, nullable=False),
        sa.Column("revoked", sa.Text),
        sa.PrimaryKeyConstraint("device"),
    )
    op.create_index("ix_hub_device_office", "hub_device", ["office"])
    op.create_table(
        "hub_held",
        sa.Column("device", sa.LargeBinary(16), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "seq"),
    )
