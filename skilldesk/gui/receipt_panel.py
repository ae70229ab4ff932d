"""What the province answered to a package: sums, and each record that needs somebody, with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from skilldesk.gui.report_lines import add_lines
from skilldesk.gui.report_work import Package, Receipt, ReceiptLine
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import Sheet, column, empty_out, laid, row, rule, scrolling
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.words import sentence, words


class ReceiptPanel(QFrame):
    put_right = Signal(object)
    """A line of the receipt whose record somebody wants to open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "side")
        self.lines: Sequence[ReceiptLine] = ()
        self.title, self.about = words("", "title"), sentence("", "label")
        self._body = column(spacing=8)
        inside = column(self.title, self.about, self._body, None, spacing=8)
        laid(self, column(scrolling(laid(Sheet(), inside, margins=(16, 12, 16, 16))), spacing=0))

    def show_receipt(self, package: Package | None, receipt: Receipt | None) -> None:
        empty_out(self._body)
        self.lines = receipt.lines if receipt else ()
        self.title.setText(f"包 {package.number} 回执" if package else "回执")
        if package is None or receipt is None:
            self.about.setText("报送以后，省里对每一包的答复显示在这里。")
            return
        read = f"{receipt.read_at} 读入" if receipt.read_at else ""
        self.about.setText("\n".join(filter(None, (package.content, read))))
        if receipt.read_at:
            self._show_sums(receipt)
        else:
            self._body.addWidget(sentence("省里还没有答复。拿到回执后按 F8 读入。"))
        add_lines(self._body, self._theme, receipt.lines, self.put_right.emit)
        if receipt.steps:
            self._body.addWidget(rule())
            self._body.addWidget(words("经过", "lead"))
            for when, what in receipt.steps:
                step = row(SignMark(self._theme, Sign.DOT, "blue"), words(when, "hint"), sentence(what))
                step.setStretch(2, 1)
                self._body.addWidget(laid(QWidget(), step))

    def _show_sums(self, receipt: Receipt) -> None:
        sums = row(spacing=8)
        for number, word, tone in (
            (receipt.accepted, "接收", "green"),
            (receipt.returned, "退回", "red"),
            (receipt.unanswered, "未答", ""),
        ):
            sums.addWidget(words(f"{number:,}", "number", tone=tone if number else ""))
            sums.addWidget(words(word, "label"))
            sums.addSpacing(12)
        sums.addStretch(1)
        self._body.addWidget(laid(QWidget(), sums))
