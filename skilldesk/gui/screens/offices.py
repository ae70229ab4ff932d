"""单位."""

from __future__ import annotations

from skilldesk.core.offices import Office
from skilldesk.gui.screen import Screen

SCREEN = Screen[Office](
    key="offices",
    title="单位",
    page="system",
    kind=Office,
    columns=("name", "code", "level", "regions"),
    empty="还没有单位信息。",
    save=None,
)
