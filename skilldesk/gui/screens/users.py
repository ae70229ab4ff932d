"""用户."""

from __future__ import annotations

from skilldesk.core.offices import User
from skilldesk.gui.screen import Screen

SCREEN = Screen[User](
    key="users",
    title="用户",
    page="system",
    kind=User,
    columns=("name", "account", "roles"),
    empty="还没有用户。",
    save=None,
)
