"""Beside a stored paper: printer, pages and copies; what the store vouches for; the ledger of its paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QSpinBox, QWidget

from skilldesk.gui.page import button, with_icon
from skilldesk.gui.paper_work import Paper, Printed
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.words import sentence, words

_WIDE = 328
_NO_PRINTER = "这台电脑还没有装打印机"
_MAY_NOT = "您的角色不能打印，请由有这个角色的同事来办。"


class PrintPanel(QFrame):
    asked = Signal()
    """Print, please."""
    settings = Signal()
    """The dialog of the system, please."""
    spoiled = Signal()
    """A sheet was thrown away."""

    def __init__(self, theme: Theme, *, may_print: bool) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._theme, self._may_print = theme, may_print
        self.printer, self.range, self.copies = QComboBox(), QComboBox(), QSpinBox()
        self.print_button = with_icon(button("打印  F9", self.asked.emit, kind="primary"), theme, "print")
        self.settings_button = button("打印设置  Ctrl+P", self.settings.emit)
        self.spoiled_button = button("登记作废一份", self.spoiled.emit, kind="small")
        self._lay_out()

    def show_printers(self, names: Sequence[str], remembered: str) -> None:
        """The printers of the PC; the one used last is chosen."""
        self.printer.clear()
        self.printer.addItems(list(names) or [_NO_PRINTER])
        if remembered in names:
            self.printer.setCurrentText(remembered)
        self.printer.setEnabled(bool(names))
        self.let_print(go_on=True)

    @property
    def has_printer(self) -> bool:
        return self.printer.isEnabled()

    def let_print(self, *, go_on: bool) -> None:
        """Whether it may be printed now: not while it is printing, nor without a printer or the right."""
        self.print_button.setEnabled(go_on and self.has_printer and self._may_print)
        self.settings_button.setEnabled(go_on and self._may_print)
        self.spoiled_button.setEnabled(go_on and self._may_print)
        self.print_button.setToolTip("" if self._may_print else _MAY_NOT)
        self._why.setVisible(not self._may_print)

    def show_pages(self, pages: int) -> None:
        self.range.clear()
        self.range.addItems([f"全部 {pages} 页", "只印当前页"] if pages > 1 else [f"全部 {pages} 页"])

    def show_paper(self, paper: Paper, ledger: Sequence[Printed]) -> None:
        """The one in sight."""
        self._check.setText(f"校验码 {paper.check_code}，重印与原件完全一致")
        self._number.setText(paper.number)
        empty_out(self._ledger)
        if not ledger:
            self._ledger.addWidget(words("还没有打印过。", "hint"))
        for printed in ledger:
            self._ledger.addWidget(self._line(printed))

    def _line(self, printed: Printed) -> QWidget:
        sign = (Sign.CROSS, "red") if printed.spoiled else (Sign.CHECK, "green")
        mark = SignMark(self._theme, sign[0], "red" if printed.spoiled else "green")
        line = row(mark, words(printed.who), words(printed.what, "label"), None, spacing=8)
        line.addWidget(words(printed.when, "hint"))
        parts: list[QWidget] = [laid(QWidget(), line)]
        if printed.reason:
            parts.append(sentence(f"　　原因：{printed.reason}", "hint"))
        return laid(QWidget(), column(*parts, spacing=0))

    def _tell_copies(self, copies: int) -> None:
        self.print_button.setText(f"打印 {copies} 份  F9")

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        self.copies.setRange(1, 99)
        self.copies.valueChanged.connect(self._tell_copies)
        self._tell_copies(1)
        self._why = sentence(_MAY_NOT, "label", tone="amber")
        self._why.hide()
        self._number = words("", "hint")
        self._ledger = column(spacing=6)
        inside = column(
            words("打印", "lead"),
            self._controls(),
            4,
            self.print_button,
            self.settings_button,
            self._why,
            8,
            rule(),
            4,
            words("存档", "lead"),
            self._make_banner(),
            8,
            row(words("打印记录", "label"), self._number, None, self.spoiled_button),
            self._ledger,
            None,
        )
        laid(self, column(scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 12)))))
        self.setFixedWidth(self._theme.px(_WIDE))

    def _controls(self) -> QWidget:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        controls = (("打印机", self.printer), ("范围", self.range), ("份数", self.copies))
        for at, (label, widget) in enumerate(controls):
            widget.setAccessibleName(label)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(words(label, "label"), at, 0, side)
            grid.addWidget(widget, at, 1)
        return laid(QWidget(), grid)

    def _make_banner(self) -> QFrame:
        banner = frame("banner", tone="green")
        self._check = sentence("", "label")
        text = column(words("本文件已存档，内容不再变", "strong", tone="green"), self._check, spacing=2)
        return laid(banner, text, margins=(12, 8, 12, 8))
