"""What this PC alone knows (device, epoch, secret keys, certificates): never sent, never journalled."""

from __future__ import annotations

import sqlalchemy as sa

from skilldesk.store.tables import LOCAL


def find(connection: sa.Connection, name: str) -> bytes | None:
    return connection.execute(sa.select(LOCAL.c.value).where(LOCAL.c.name == name)).scalar()


def get(connection: sa.Connection, name: str) -> bytes:
    """The value of that name; KeyError where there is none."""
    value = find(connection, name)
    if value is None:
        raise KeyError(name)
    return value


def put(connection: sa.Connection, name: str, value: bytes) -> None:
    forget(connection, name)
    connection.execute(sa.insert(LOCAL).values(name=name, value=value))


def forget(connection: sa.Connection, name: str) -> None:
    connection.execute(sa.delete(LOCAL).where(LOCAL.c.name == name))
