"""A page that is never old: it reads what it shows anew when that may have changed."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from skilldesk.gui.desk import News
from skilldesk.gui.page import Page


class LivePage(Page):
    """Reads anew whenever it comes into sight and, while it is in sight, whenever something was written."""

    def __init__(self, news: News) -> None:
        super().__init__()
        news.changed.connect(lambda _: self._hear())

    def refresh(self) -> None:
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _hear(self) -> None:
        if self.isVisible():
            self.refresh()
