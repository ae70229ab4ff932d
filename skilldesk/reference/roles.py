"""Which rights go with which role: resources/roles.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache

from skilldesk import resources
from skilldesk.core.rights import Private, Rights, Role, of_roles

_PRIVATE = "private"


@cache
def _load() -> tuple[dict[str, Role], Private]:
    told = tomllib.loads(resources.path("roles.toml").read_text("utf-8"))
    private = Private(**{name: frozenset(values) for name, values in told.pop(_PRIVATE).items()})
    roles = {
        key: Role(**{name: frozenset(values) for name, values in said.items()}) for key, said in told.items()
    }
    return roles, private


def names() -> Collection[str]:
    """The roles that the file tells of."""
    return _load()[0].keys()


def rights(roles: Collection[str]) -> Rights:
    """What somebody with these roles may do."""
    return of_roles(roles, *_load())
