"""Dialogs: what happened, what is safe, what to do, and a number to read on the phone."""

from __future__ import annotations

import re
import traceback
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLayout,
    QPushButton,
    QWidget,
)

from skilldesk.errors import SkillDeskError
from skilldesk.gui import icons
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.signs import Tone, stroke
from skilldesk.gui.widgets.words import sentence, words

WIDTH = 560

Line = tuple[str, str]
"""A word at the left and a sentence beside it."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a dialog says. `act` is the words of the button that does something, if there is one."""

    heading: str
    lines: Sequence[Line] = ()
    code: str = ""
    act: str = ""
    leave: str = "知道了"
    icon: str = "warn"
    tone: Tone = "red"
    details: str = ""
    """What a technician wants to see; it is copied, never shown."""


def notice_of(error: BaseException) -> Notice:
    """What a person is told about an error: its own sentences, or that the program is at fault."""
    if not isinstance(error, SkillDeskError):
        return _our_fault(error)
    first, *others = re.findall(r"[^。]+。?", str(error)) or ["没有做成。"]
    labels = ["情况"] * max(0, len(others) - 2) + ["数据", "怎么办"][-len(others) :]
    return Notice(
        heading=first.rstrip("。"),
        lines=tuple(zip(labels, others, strict=False)),
        code=str(1000 + error.exit_code),
    )


def _our_fault(error: BaseException) -> Notice:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__}{frames[-1].name}{frames[-1].lineno}" if frames else type(error).__name__
    digits = f"{zlib.crc32(place.encode()) % 10**8:08}"
    return Notice(
        heading="程序出了错，刚才那一步没有做成",
        lines=(
            ("数据", "已经保存的内容没有变化，没保存的内容仍在草稿里。"),
            ("怎么办", "可以再试一次，或先做别的；如果还是这样，请把下面的号告诉技术人员。"),
        ),
        code=f"{digits[:4]} {digits[4:]}",
        details="".join(traceback.format_exception(error)),
    )


class NoticeDialog(QDialog):
    """Shows a notice; it is accepted by its act and rejected by all else."""

    def __init__(self, theme: Theme, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme, self._notice = theme, notice
        self.setWindowTitle(notice.heading)
        self.setModal(True)
        self.setFixedWidth(theme.px(WIDTH))
        self.body = column(spacing=12)
        inside = column(self._head(), 4, self._lines(), self.body, 8, None, self._foot(), spacing=12)
        ground = laid(frame("float"), inside, margins=(32, 32, 32, 24))
        laid(self, column(ground, spacing=0))

    def showEvent(self, event: QShowEvent) -> None:
        """No higher than its sentences need in their lines."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
            self.setMinimumHeight(0)
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _head(self) -> QWidget:
        mark = QLabel()
        mark.setPixmap(icons.pixmap(self._notice.icon, stroke(self._theme, self._notice.tone).name(), 24))
        heading = sentence(self._notice.heading, "title")
        both = row(mark, heading, spacing=12)
        both.setStretch(1, 1)
        for part in (mark, heading):
            both.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        return laid(QWidget(), both)

    def _lines(self) -> QWidget:
        grid = self.grid = QGridLayout()
        grid.setSpacing(10)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for at, (label, text) in enumerate(self._notice.lines):
            right_top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            grid.addWidget(words(label, "label"), at, 0, right_top)
            grid.addWidget(sentence(text), at, 1)
        return laid(QWidget(), grid)

    def _foot(self) -> QWidget:
        foot = row(spacing=8)
        if self._notice.code:
            foot.addWidget(words("电话里报这个号：", "hint"))
            foot.addWidget(words(self._notice.code, "strong"))
        foot.addStretch(1)
        if self._notice.details:
            copy = QPushButton("复制详情")
            copy.setProperty("kind", "quiet")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._notice.details))
            foot.addWidget(copy)
        self.leave = QPushButton(self._notice.leave)
        self.leave.clicked.connect(self.reject)
        foot.addWidget(self.leave)
        if self._notice.act:
            self.act = QPushButton(self._notice.act)
            self.act.setProperty("kind", "primary")
            self.act.setDefault(True)
            self.act.clicked.connect(self.accept)
            foot.addWidget(self.act)
        return laid(QWidget(), foot)


class ReasonDialog(NoticeDialog):
    """A notice that wants a reason, chosen or typed, before its act."""

    def __init__(
        self, theme: Theme, notice: Notice, reasons: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, notice, parent)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(list(reasons))
        self.reason.setAccessibleName("原因")
        at = self.grid.rowCount()
        self.grid.addWidget(words("原因", "label"), at, 0, Qt.AlignmentFlag.AlignRight)
        self.grid.addWidget(self.reason, at, 1)
        self.reason.editTextChanged.connect(lambda text: self.act.setEnabled(bool(text.strip())))
        self.reason.setFocus()


class Dialogs(QObject):
    """Opens dialogs over a window; nobody waits for them, they call back."""

    def __init__(self, theme: Theme, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._theme = theme
        self.window = window

    def tell(self, notice: Notice, act: Callable[[], object] = lambda: None) -> NoticeDialog:
        """Show a notice; `act` is called if its button is pressed."""
        return self._open(NoticeDialog(self._theme, notice, self.window), act)

    def tell_error(self, error: BaseException) -> NoticeDialog:
        return self.tell(notice_of(error))

    def ask_reason(
        self, notice: Notice, reasons: Sequence[str], act: Callable[[str], object]
    ) -> ReasonDialog:
        dialog = ReasonDialog(self._theme, notice, reasons, self.window)
        self._open(dialog, lambda: act(dialog.reason.currentText().strip()))
        return dialog

    def folder(self, title: str) -> Path | None:
        """A folder, such as a stick, that the user chooses."""
        chosen = QFileDialog.getExistingDirectory(self.window, title)
        return Path(chosen) if chosen else None

    def file_to_read(self, title: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self.window, title, "", kinds)
        return Path(chosen) if chosen else None

    def file_to_write(self, title: str, name: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self.window, title, name, kinds)
        return Path(chosen) if chosen else None

    @staticmethod
    def _open(dialog: NoticeDialog, act: Callable[[], object]) -> NoticeDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(act)
        dialog.open()
        return dialog
