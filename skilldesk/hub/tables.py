"""What a hub keeps beside the records: offices with their keys, devices, entries that must wait."""

from __future__ import annotations

import sqlalchemy as sa

from skilldesk.store.tables import Id

METADATA = sa.MetaData()

OFFICES = sa.Table(
    "hub_office",
    METADATA,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("certificate", sa.Text, nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
)

DEVICES = sa.Table(
    "hub_device",
    METADATA,
    sa.Column("device", Id, primary_key=True),
    sa.Column("office", sa.Text, nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("certificate", sa.Text, nullable=False),
    sa.Column("revoked", sa.Text),
)

HELD = sa.Table(  # entries that arrived and wait for others, or for a person
    "hub_held",
    METADATA,
    sa.Column("device", Id, primary_key=True),
    sa.Column("epoch", sa.BigInteger, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("content", sa.LargeBinary),
    sa.Column("content_hash", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)
