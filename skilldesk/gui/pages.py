"""Which pages the window has, and how each is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from skilldesk.gui.board_page import BoardPage
from skilldesk.gui.claims_page import ClaimsPage
from skilldesk.gui.class_page import ClassPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page
from skilldesk.gui.policy_page import PolicyPage
from skilldesk.gui.reconcile_page import ReconcilePage
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.report_page import ReportPage
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import SCREENS, policy_documents, standards
from skilldesk.gui.standards_page import StandardsPage
from skilldesk.gui.system_page import SystemPage
from skilldesk.gui.tabs import Tabs
from skilldesk.gui.template_page import TemplatePage

Maker = Callable[[Desk], Page]


def _generated(entry: str, desk: Desk) -> Page:
    """The generated pages under an entry of the rail; with tabs if there are several."""
    screens: list[Screen[Any]] = [screen for screen in SCREENS if screen.page == entry]
    if len(screens) == 1:
        return RecordScreen(desk, screens[0])
    return Tabs(desk.theme, [(screen.title, partial(RecordScreen, desk, screen)) for screen in screens])


def _reports(desk: Desk) -> Page:
    return Tabs(
        desk.theme,
        [
            ("报送与回执", partial(ReportPage, desk)),
            ("对账", partial(ReconcilePage, desk)),
            ("上报模板", partial(TemplatePage, desk)),
        ],
    )


def _catalogues(desk: Desk) -> Page:
    """Documents and standards have pages of their own; the lists beside them are generated."""
    own = {policy_documents.SCREEN.key: PolicyPage, standards.SCREEN.key: StandardsPage}
    listed = [one for one in SCREENS if one.page == "catalogues" and one.key not in own]
    documents = [(one.title, partial(own[one.key], desk)) for one in SCREENS if one.key in own]
    return Tabs(desk.theme, [*documents, *((one.title, partial(RecordScreen, desk, one)) for one in listed)])


PAGES: Mapping[str, Maker] = {
    "board": BoardPage,
    "trainees": partial(_generated, "trainees"),
    "institutions": partial(_generated, "institutions"),
    "classes": ClassPage,
    "certificates": partial(_generated, "certificates"),
    "claims": ClaimsPage,
    "reports": _reports,
    "catalogues": _catalogues,
    "system": SystemPage,
}
"""By the entry of the rail."""
