"""设备: the PCs of the office."""

from __future__ import annotations

from skilldesk.core.offices import Device
from skilldesk.gui.screen import Screen

SCREEN = Screen[Device](
    key="devices",
    title="电脑",
    page="system",
    kind=Device,
    columns=("number", "enrolled_at"),
    empty="还没有电脑。",
    save=None,
)
