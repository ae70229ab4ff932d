"""Which pages the window has, and how each is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.report_page import ReportPage
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.system_page import SystemPage
from skilldesk.gui.tabs import Tabs

Maker = Callable[[Desk], Page]


def _generated(entry: str, desk: Desk) -> Page:
    """The generated pages under an entry of the rail; with tabs if there are several."""
    screens: list[Screen[Any]] = [screen for screen in SCREENS if screen.page == entry]
    if len(screens) == 1:
        return RecordScreen(desk, screens[0])
    return Tabs(desk.theme, [(screen.title, partial(RecordScreen, desk, screen)) for screen in screens])


PAGES: Mapping[str, Maker] = {
    "trainees": partial(_generated, "trainees"),
    "institutions": partial(_generated, "institutions"),
    "classes": partial(_generated, "classes"),
    "certificates": partial(_generated, "certificates"),
    "claims": ClaimsPage,
    "reports": ReportPage,
    "catalogues": partial(_generated, "catalogues"),
    "system": SystemPage,
}
"""By the entry of the rail."""
