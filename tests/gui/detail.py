"""People and classes for tests of the panel at the side of a list, and what it says."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.training import Class
from skilldesk.gui.record_screen import RecordScreen
from tests.support.people import PERSON

FACT = CategoryFact(id="fa" * 16, trainee_id=PERSON.id, category="04", valid_from=date(2026, 1, 1))
GROUP = Class(id="c1" * 16, name="2026电工五级02班", starts_on=date(2026, 3, 1), state="40")
Opens = Callable[..., RecordScreen[Trainee]]
"""Opens the page of people over a store with these records, for the user of a desk."""


def told(screen: RecordScreen[Any]) -> str:
    """Everything that the panel says now."""
    QApplication.sendPostedEvents()  # what was just laid out is shown with the next events
    return "\n".join(one.text() for one in screen.detail.findChildren(QLabel) if one.isVisible())


def press(screen: RecordScreen[Any], word: str) -> None:
    QApplication.sendPostedEvents()
    (found,) = [
        one for one in screen.detail.findChildren(QPushButton) if one.text() == word and one.isVisible()
    ]
    found.click()
