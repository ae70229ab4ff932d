"""Database tables, derived from the field descriptions in core.

The same portable tables serve SQLite and PostgreSQL. `row` never leaves the store; references are by `id`.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from skilldesk.core import fields as kinds
from skilldesk.core.fields import Kind, fields_of
from skilldesk.core.kinds import RECORDS
from skilldesk.core.records import Extra, Record, RecordId, kind_of

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Id(sa.types.TypeDecorator[RecordId]):
    """16 bytes in the file, 32 hex characters everywhere else."""

    impl = sa.LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: RecordId | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> RecordId | None:
        return None if value is None else value.hex()


class Words(sa.types.TypeDecorator[tuple[str, ...]]):
    """Several codes in one text, with spaces between them; none is null."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> str | None:
        return " ".join(value) if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...]:
        return tuple(value.split(" ")) if value else ()


class ExtraFields(sa.types.TypeDecorator[Extra]):
    """Fields of a newer writer as a JSON object, sorted by name; none is null."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Extra | None, dialect: sa.Dialect) -> str | None:
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True) if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Extra:
        return tuple(sorted(json.loads(value).items())) if value else ()


COLUMN_TYPES: dict[type[Kind], type[sa.types.TypeEngine[Any]]] = {
    kinds.Text: sa.Text,
    kinds.PersonName: sa.Text,
    kinds.DocumentNumber: sa.Text,
    kinds.CreditCode: sa.Text,
    kinds.Phone: sa.Text,
    kinds.BankAccount: sa.Text,
    kinds.Day: sa.Date,
    kinds.Moment: sa.Text,
    kinds.Money: sa.BigInteger,
    kinds.Whole: sa.Integer,
    kinds.Tenths: sa.Integer,
    kinds.YesNo: sa.Boolean,
    kinds.Code: sa.Text,
    kinds.Codes: Words,
    kinds.Ref: Id,
    kinds.Digest: sa.Text,
    kinds.Data: sa.Text,
}

INDEXED: dict[str, tuple[str, ...]] = {
    "trainee": ("id_number", "name", "phone"),
    "prior_benefit": ("id_number",),
    "certificate": ("number",),
    "institution": ("credit_code",),
    "claim": ("number", "applicant_id"),
    "attachment": ("owner",),
    "printing": ("document_number",),
}
"""Typed columns that questions begin with; every reference is indexed besides. None of them is unique."""


def _row() -> sa.Column[int]:
    """The key that keeps the file small and quick; it means nothing outside this file."""
    return sa.Column("row", sa.Integer, primary_key=True)


JOURNAL = sa.Table(
    "journal",
    METADATA,
    _row(),
    sa.Column("device", Id, nullable=False),
    sa.Column("epoch", sa.BigInteger, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("verb", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("record", Id, index=True),
    sa.Column("group", sa.Text),
    sa.Column("at", sa.Text),
    sa.Column("actor", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("content", sa.LargeBinary),
    sa.Column("content_hash", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("device", "epoch", "seq"),
)

HEADS = sa.Table(  # the newest entries on each record
    "heads",
    METADATA,
    sa.Column("record", Id, primary_key=True),
    sa.Column("entry", sa.ForeignKey(JOURNAL.c.row), primary_key=True),
)

CONFLICT = sa.Table(  # the entries that contradict each other, until a person rules
    "conflict",
    METADATA,
    sa.Column("record", Id, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("entry", sa.ForeignKey(JOURNAL.c.row), primary_key=True),
)

LOCAL = sa.Table(  # what this PC alone knows: its device, epoch, secret keys, certificates
    "local",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

PACKAGE = sa.Table(  # what went out and came in
    "package",
    METADATA,
    _row(),
    sa.Column("id", Id, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("device", Id),
    sa.Column("epoch", sa.BigInteger),
    sa.Column("first", sa.Integer),
    sa.Column("last", sa.Integer),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("answer", Id),
)

SENT = sa.Table(  # how far each chain was exported, receipted
    "sent",
    METADATA,
    sa.Column("device", Id, primary_key=True),
    sa.Column("epoch", sa.BigInteger, primary_key=True),
    sa.Column("exported", sa.Integer, nullable=False),
    sa.Column("acked", sa.Integer, nullable=False),
    sa.Column("acked_hash", sa.LargeBinary),
)

FATE = sa.Table(  # what the receiving side said of an entry
    "fate",
    METADATA,
    sa.Column("device", Id, primary_key=True),
    sa.Column("epoch", sa.BigInteger, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("fate", sa.Text, nullable=False),
    sa.Column("said", sa.Text),
    sa.Column("package", Id, nullable=False),
)

TEMPLATE_ROW = sa.Table(  # what went out in a receiving system's own layout, and what came back
    "template_row",
    METADATA,
    _row(),
    sa.Column("package", Id, nullable=False),
    sa.Column("layout", sa.Text, nullable=False),
    sa.Column("sheet", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("record", Id, nullable=False, index=True),
    sa.Column("entry", sa.Integer, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("keys", sa.Text, nullable=False),
    sa.Column("fate", sa.Text),
    sa.Column("said", sa.Text),
    sa.UniqueConstraint("package", "sheet", "number"),
)

SEARCH = sa.Table(  # under which short words a record is found; store.search says which
    "search",
    METADATA,
    sa.Column("way", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("record", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)


def _table(record: type[Record]) -> sa.Table:
    """No described column has to be filled: whatever the entries of other programs say is kept."""
    kind = kind_of(record)
    indexed = INDEXED.get(kind, ())
    return sa.Table(
        kind,
        METADATA,
        _row(),
        sa.Column("id", Id, sa.CheckConstraint("length(id) = 16", name="id"), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("voided", sa.Text, sa.CheckConstraint("voided <> ''", name="voided")),
        sa.Column("extra", ExtraFields),
        *(
            sa.Column(
                field.name,
                COLUMN_TYPES[type(field.kind)](),
                index=isinstance(field.kind, kinds.Ref) or field.name in indexed or None,
            )
            for field in fields_of(record)
        ),
    )


TABLES: dict[type[Record], sa.Table] = {record: _table(record) for record in RECORDS}
