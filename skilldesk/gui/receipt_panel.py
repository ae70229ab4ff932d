"""What the province answered to a package: sums, and each record that needs somebody, with what to do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from skilldesk.gui.page import button
from skilldesk.gui.report_work import Fate, Package, Receipt, ReceiptLine
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.signs import Chip, Sign, SignMark, Tone
from skilldesk.gui.widgets.words import sentence, words

_FATES: Mapping[Fate, tuple[str, Sign, Tone]] = {
    "rejected": ("省级退回", Sign.CROSS, "red"),
    "conflict": ("待裁定", Sign.WARN, "amber"),
    "warned": ("接收，请核对", Sign.WARN, "amber"),
    "quarantined": ("等待前面的包", Sign.CLOCK, "amber"),
    "accepted": ("省级接收", Sign.CHECK, "green"),
}


class ReceiptPanel(QFrame):
    put_right = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "side")
        self.title, self.about = words("", "title"), sentence("", "label")
        self._body = column(spacing=8)
        inside = column(self.title, self.about, self._body, None, spacing=8)
        laid(self, column(scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 16))), spacing=0))

    def show_receipt(self, package: Package | None, receipt: Receipt | None) -> None:
        empty_out(self._body)
        self.title.setText(f"包 {package.number} 回执" if package else "回执")
        if package is None or receipt is None:
            self.about.setText("报送以后，省里对每一包的答复显示在这里。")
            return
        self.about.setText(f"{package.content}　{receipt.read_at}".strip())
        if receipt.read_at:
            self._show_sums(receipt)
        else:
            self._body.addWidget(sentence("省里还没有答复。拿到回执后按 F8 读入。"))
        for line in receipt.lines:
            self._body.addWidget(self._line(line))
        if receipt.steps:
            self._body.addWidget(rule())
            self._body.addWidget(words("经过", "lead"))
            for when, what in receipt.steps:
                step = row(SignMark(self._theme, Sign.DOT, "blue"), words(when, "hint"), words(what), None)
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

    def _line(self, line: ReceiptLine) -> QFrame:
        word, sign, tone = _FATES[line.fate]
        head = row(
            words(line.title, "strong"),
            words(line.detail, "label"),
            None,
            Chip(self._theme, sign, word, tone),
        )
        parts: list[QWidget] = [laid(QWidget(), head)]
        for label, text in (("省厅说明", line.text), ("本机所填", line.ours), ("怎么办", line.remedy)):
            if text:
                name = words(label, "label", tone=tone if label == "省厅说明" else "")
                fact = row(name, sentence(text))
                fact.setStretch(1, 1)
                fact.setAlignment(name, Qt.AlignmentFlag.AlignTop)
                parts.append(laid(QWidget(), fact))
        if line.record:
            mend = button("去改正", lambda: self.put_right.emit(line.kind, line.record))
            parts.append(laid(QWidget(), row(mend, None)))
        return laid(frame("banner", tone=tone), column(*parts, spacing=4), margins=(12, 8, 12, 8))
