"""What was just done on the reporting page: a package lies on the stick, or one was taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from skilldesk.gui.page import button
from skilldesk.gui.report_work import Taken, Written
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, row
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.words import sentence, words


class _Card(QFrame):
    closed = Signal()

    def __init__(self, theme: Theme, heading: str, text: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "green")
        self.done = button("完成", self.closed.emit, kind="primary")
        mark = SignMark(theme, Sign.CHECK, "green", 32)
        parts: list[QWidget] = [words(heading, "number", tone="green")]
        if text:
            parts.append(sentence(text))
        inside = column(*parts, _facts(lines), laid(QWidget(), row(self.done, None)), spacing=8)
        whole = row(mark, inside, spacing=16)
        whole.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        whole.setStretch(1, 1)
        laid(self, whole, margins=(16, 12, 16, 12))


class WrittenCard(_Card):
    """Says that the stick may be pulled out, and what lies on it."""

    def __init__(self, theme: Theme, written: Written) -> None:
        lines = (
            ("包名", written.name),
            ("内容", written.content),
            ("大小", f"{written.size}，已加密"),
            ("核对", f"读回一致，校验 {written.check}"),
            ("写出", f"{written.who}，{written.at}"),
        )
        text = "已写入并读回核对，与本机一致。请交到省里，读入回执后才算报成。"
        super().__init__(theme, "现在可以拔出 U 盘", text, lines)


class TakenCard(_Card):
    """Says what came in."""

    def __init__(self, theme: Theme, taken: Taken) -> None:
        super().__init__(theme, taken.heading, "", taken.lines)


def _facts(lines: Sequence[tuple[str, str]]) -> QWidget:
    """Facts in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for at, (label, text) in enumerate(lines):
        line, side = divmod(at, 2)
        grid.addWidget(words(label, "label"), line, side * 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(sentence(text), line, side * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return laid(QWidget(), grid)
