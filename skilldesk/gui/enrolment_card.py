"""入网: how this PC becomes known to the province, in three steps on paper and by phone."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button
from skilldesk.gui.report_work import Enrolment, EnrolmentState
from skilldesk.gui.widgets.frames import column, laid, row
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import sentence, words

_NAMES = ("写出申请", "读入答复", "电话核对")
_AT: dict[EnrolmentState, int] = {"none": 0, "requested": 1, "answered": 2, "confirmed": 3}


class EnrolmentCard(QFrame):
    """Hidden once the office is let in."""

    changed = Signal()
    answered = Signal()
    """The user wants to read in the answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("kind", "card")
        self.steps = Steps(desk.theme, _NAMES)
        self.text = sentence()
        self.note = sentence("", "hint")
        self.note.hide()
        self.digits = words("", "number")
        self.request = button("写出入网申请", self._request)
        self.read = button("读入省里的答复  F8", self.answered.emit)
        self.confirm = button("对方读的也是这 20 位，确认", self._confirm)
        acts = row(self.request, self.read, self.confirm, None)
        inside = column(
            words("申请入网", "lead"), self.steps, self.text, self.digits, acts, self.note, spacing=8
        )
        laid(self, inside, margins=(16, 12, 16, 12))
        self.hide()

    def show_enrolment(self, enrolment: Enrolment) -> None:
        self._enrolment = enrolment
        at = _AT[enrolment.state]
        self.setVisible(at < len(_NAMES))
        self.steps.show_step(at)
        self.text.setText(_TEXTS[enrolment.state].format(hub=enrolment.hub or "信上写的电话"))
        self.digits.setText(_in_groups(enrolment.digits))
        self.digits.setVisible(enrolment.state == "answered")
        acts: tuple[tuple[QPushButton, bool], ...] = (
            (self.request, at <= 1),
            (self.read, at in (0, 1)),
            (self.confirm, enrolment.state == "answered"),
        )
        for act, shown in acts:
            act.setVisible(shown)
        self.request.setText("写出入网申请" if at == 0 else "再写一份申请")

    def _request(self) -> None:
        folder = self._desk.dialogs.folder("选择 U 盘或文件夹")
        if folder is not None:
            reports = self._desk.reports
            self._desk.tasks.start(
                self,
                lambda progress: reports.request(folder, progress),
                done=self._requested,
                title="正在写出申请",
            )

    def _requested(self, path: Path) -> None:
        self.note.show()
        self.note.setText(f"申请已写到「{path.name}」，现在可以拔出 U 盘。")
        self.changed.emit()

    def _confirm(self) -> None:
        digits, reports = self._enrolment.digits, self._desk.reports
        self._desk.tasks.start(
            self, lambda progress: reports.confirm(digits, progress), done=lambda _: self.changed.emit()
        )


_TEXTS: dict[EnrolmentState, str] = {
    "none": (
        "这台电脑还没有入网。先把申请写到 U 盘送到省里；没有入网时，登记、申领、打印都照常，只是不能报送。"
    ),
    "requested": "申请已经写出。省里办好后会给一个答复文件，拿到后在这里读入。",
    "answered": (
        "请您拨打{hub}，把下面 20 位数字念给对方听。对方看到的一样，才按确认；不一样就不要确认，请告诉对方。"
    ),
    "confirmed": "",
}


def _in_groups(digits: str) -> str:
    return " ".join(re.findall(r"\d{1,4}", digits))
