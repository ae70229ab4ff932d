"""A program of its own in which somebody types into a form until it is killed; it tells each field left."""

import os
from multiprocessing.connection import Connection
from pathlib import Path

from skilldesk.store import keyring, office
from tests.support.stores import PASSWORD, USER, now

TYPED = {
    "document_type": "01",
    "name": "Zhou Chunmei",
    "id_number": "370403198604129026",
    "no_number_reason": "",
    "sex": "",
    "birth_date": "",
    "ethnicity": "01",
    "education": "61",
    "political_status": "13",
    "marital_status": "20",
    "phone": "13800009021",
}
IN_HAND = "emergency_contact"


def type_for_ever(pipe: Connection, path: Path, _: tuple[bytes, ...], __: int) -> None:
    """The fields in turn, and then one letter after the other in the next."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt  # only this process has a window
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from skilldesk.app.desk import furnished
    from skilldesk.gui import main
    from skilldesk.gui.record_panel import RecordPanel
    from skilldesk.gui.screens import trainees
    from skilldesk.gui.tasks import Tasks

    store = office.open_folder(path, keyring.open_with_password(path, USER, PASSWORD), clock=now)
    app = main.application([])
    desk = furnished(store, USER, Tasks(), main.dress(app))
    panel = RecordPanel(desk, trainees.SCREEN, trainees.blank)
    panel.show()
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    panel.begin_new()
    for field, text in TYPED.items():
        focus = QApplication.focusWidget()
        QTest.keyClicks(focus, text)
        QTest.keyClick(focus, Qt.Key.Key_Return)
        pipe.send((panel.record.id, field))
    while True:
        QTest.keyClicks(QApplication.focusWidget(), "x")
        app.processEvents()
