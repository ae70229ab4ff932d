"""Where in the window the form of a record is opened."""

from __future__ import annotations

from skilldesk.core.kinds import KINDS
from skilldesk.core.records import RecordId
from skilldesk.gui.place import Place
from skilldesk.gui.screens import SCREENS


def place_of(kind: str, record: RecordId) -> Place | None:
    """To change that record; None for kinds that no page shows."""
    screen = next((one for one in SCREENS if one.kind is KINDS.get(kind)), None)
    return Place(page=screen.page, tab=screen.title, record=record, act="edit") if screen else None
