"""系统: users, backups, the journal, checks, settings and the handbook, each under its tab."""

from __future__ import annotations

from functools import partial

from skilldesk.gui.backups_page import BackupsPage
from skilldesk.gui.desk import Desk
from skilldesk.gui.help_page import HelpPage
from skilldesk.gui.journal_page import JournalPage
from skilldesk.gui.page import Page, heading
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import SCREENS
from skilldesk.gui.settings_page import SettingsPage
from skilldesk.gui.tabs import Tab, Tabs
from skilldesk.gui.users_page import UsersPage
from skilldesk.gui.verify_page import VerifyPage
from skilldesk.gui.widgets.empty import EmptyPage
from skilldesk.gui.widgets.frames import column, laid
from skilldesk.gui.widgets.words import words

HELP = "帮助"
"""The word of the tab with the handbook."""


class ClosedPage(Page):
    """A page that this user may not see, and why."""

    def __init__(self, desk: Desk, title: str, reason: str) -> None:
        super().__init__()
        self._title = words(title, "title")
        self.empty = EmptyPage(desk.theme, reason)
        laid(self, column(heading(desk.theme, self._title, None), self.empty, spacing=0))

    def stand_under_tab(self) -> None:
        self._title.hide()


class SystemPage(Tabs):
    def __init__(self, desk: Desk) -> None:
        generated: list[Tab] = [
            (screen.title, partial(RecordScreen, desk, screen))
            for screen in SCREENS
            if screen.page == "system"
        ]
        tabs: list[Tab] = [
            ("用户", partial(UsersPage, desk)),
            ("备份与恢复", partial(BackupsPage, desk)),
            ("操作记录", partial(_journal, desk)),
            ("核对", partial(VerifyPage, desk)),
            ("设置", partial(SettingsPage, desk)),
            (HELP, partial(HelpPage, desk)),
        ]
        super().__init__(desk.theme, [*tabs, *generated])


def _journal(desk: Desk) -> Page:
    if desk.rights.allows("journal"):
        return JournalPage(desk)
    return ClosedPage(desk, "操作记录", "您的角色不看操作记录。要查是谁改的，请问系统管理员。")
