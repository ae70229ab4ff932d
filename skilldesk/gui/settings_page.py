"""设置 of this PC: how large the text is, how each printer is corrected, where backups go."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QStackedWidget,
    QWidget,
)

from skilldesk.gui.backup_places import PlacesCard
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.pdf_sheet import NO_PRINTER, PdfSheet
from skilldesk.gui.printing import Printers
from skilldesk.gui.system_work import BackupState, Offset
from skilldesk.gui.theme import SCALES
from skilldesk.gui.widgets.frames import column, frame, laid, row, scrolling
from skilldesk.gui.widgets.words import Hint, restyle, sentence, words
from skilldesk.progress import Progress

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FARTHEST_MM = 30.0
_TITLE = "打印校正页"

_LOCK_MINUTES = (5, 10, 15, 30, 60)
"""What is offered; the settings file takes any other."""


class _Millimetres(QDoubleSpinBox):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(-_FARTHEST_MM, _FARTHEST_MM)
        self.setDecimals(1)
        self.setSingleStep(0.5)
        self.setSuffix(" 毫米")
        self.setAccessibleName(name)

    def tenths(self) -> int:
        return round(self.value() * 10)


class SettingsPage(Page):
    HELP = "settings"

    def __init__(self, desk: Desk, printers: Printers | None = None) -> None:
        super().__init__()
        self._desk, self._work = desk, desk.system.pc
        self._printers = printers or Printers()
        self.text_size, self.contrast = QComboBox(), QCheckBox("高对比（颜色更深，线条更清楚）")
        self.lock = QComboBox()
        self.printer = QComboBox()
        self.right, self.down = _Millimetres("向右"), _Millimetres("向下")
        self.places = PlacesCard(desk)
        self.sheet = PdfSheet(desk, self._printers, _TITLE)
        self.sheet.offset = lambda _: (0, 0) if self._whole.currentIndex() == 0 else self._typed()
        self._lay_out()
        self._connect()
        self._show()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if self._whole.currentIndex():
            return (("PgDn", "往下看"), ("Esc", "回到设置"))
        return (("Tab", "下一项"), ("↓", "列出可选的"), ("空格", "勾选"))

    def take_focus(self) -> None:
        (self.sheet.view if self._whole.currentIndex() else self.text_size).setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def refresh(self) -> None:
        def show(state: BackupState) -> None:
            self.places.show_places(state.places)

        self._desk.tasks.look(self, lambda _: self._desk.system.backups.state(), done=show)

    def _show(self) -> None:
        now = self._work.now()
        self.text_size.setCurrentText(now.text_size)
        self.contrast.setChecked(now.contrast)
        self._show_lock(now.lock_minutes)
        self._show_offset()
        self._look_at_look()

    # --- 外观 ---

    def wear(self) -> None:
        """The window is made anew in the chosen look, once this key has done its work."""
        size, contrast = self.text_size.currentText(), self.contrast.isChecked()
        QTimer.singleShot(0, self, lambda: self._work.set_look(size, contrast))

    def _look_at_look(self) -> None:
        now = self._work.now()
        same = (now.text_size, now.contrast) == (self.text_size.currentText(), self.contrast.isChecked())
        self._wear.setEnabled(not same)

    # --- 自动锁定 ---

    def _show_lock(self, minutes: int) -> None:
        """Also a number of minutes that somebody wrote into the file by hand."""
        choices = sorted({*_LOCK_MINUTES, minutes} - {0})
        for choice in (*choices, 0):
            self.lock.addItem(f"{choice} 分钟没人用" if choice else "不自动锁定", choice)
        self.lock.setCurrentIndex(self.lock.findData(minutes))

    def keep_lock(self) -> None:
        minutes = int(self.lock.currentData())
        self._desk.tasks.start(self, lambda _: self._work.set_lock(minutes), done=lambda _: None)

    # --- 打印机 ---

    def _typed(self) -> Offset:
        return (self.right.tenths(), self.down.tenths())

    def _show_offset(self) -> None:
        right, down = self._work.now().offsets.get(self.printer.currentText(), (0, 0))
        self.right.setValue(right / 10)
        self.down.setValue(down / 10)
        self._say("")

    def keep_offset(self) -> None:
        printer, offset = self.printer.currentText(), self._typed()

        def job(_: Progress) -> None:
            self._work.set_offset(printer, offset)

        self._desk.tasks.start(self, job, done=lambda _: self._say("已存好，以后在这台打印机上都按它打印。"))

    def show_test_page(self) -> None:
        printer, offset = self.printer.currentText(), self._typed()
        self._desk.tasks.look(
            self, lambda _: self._work.test_page(printer, offset), done=self._show_pdf, title="正在画校正页"
        )

    def _show_pdf(self, pdf: bytes) -> None:
        self.sheet.show_pdf(pdf)
        self.sheet.printer.setCurrentText(self.printer.currentText())
        self._whole.setCurrentIndex(1)
        self.hinted.emit()
        self.sheet.view.setFocus()

    def leave_test_page(self) -> None:
        if self._whole.currentIndex():
            self._whole.setCurrentIndex(0)
            self.sheet.clear()
            self.hinted.emit()
            (self.right if self.right.isEnabled() else self.text_size).setFocus()

    def _say(self, text: str) -> None:
        self._kept.setText(text)
        restyle(self._kept, tone="green")

    def _connect(self) -> None:
        self.text_size.currentIndexChanged.connect(lambda _: self._look_at_look())
        self.contrast.toggled.connect(lambda _: self._look_at_look())
        self.lock.activated.connect(lambda _: self.keep_lock())
        self.printer.currentIndexChanged.connect(lambda _: self._show_offset())
        for spin in (self.right, self.down):
            spin.valueChanged.connect(lambda _: self._say(""))
        self.places.changed.connect(self.refresh)
        self.on_key("Esc", self.leave_test_page)

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title = words("设置", "title")
        told = words("只管这台电脑，不随备份和报送包走。", "hint")
        cards = column(self._make_look(), self._make_printer(), self.places, None, spacing=12)
        inside = laid(QWidget(), cards, margins=(16, 0, 16, 12))
        inside.setMaximumWidth(theme.px(900))
        holder = row(inside, None, spacing=0)
        holder.setStretch(0, 100)
        area = scrolling(laid(QWidget(), holder))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = laid(QWidget(), column(heading(theme, self._title, told, None), area, spacing=0))
        back = button("回到设置  Esc", self.leave_test_page, kind="quiet")
        line = heading(theme, words(_TITLE, "title"), None, back)
        card = laid(frame("card"), column(self.sheet), margins=(1, 1, 1, 1))
        sheet = laid(QWidget(), column(card), margins=(16, 0, 16, 12))
        self._whole = QStackedWidget()
        self._whole.addWidget(page)
        self._whole.addWidget(laid(QWidget(), column(line, sheet, spacing=0)))
        laid(self, column(self._whole, spacing=0))

    def _make_look(self) -> QFrame:
        self.text_size.addItems(list(SCALES))
        self.text_size.setAccessibleName("文字大小")
        self.text_size.setFixedWidth(self._desk.theme.px(140))
        self._wear = button("换成这个样子", self.wear)
        hint = sentence("窗口会马上换一个样子，回到这一页；没填完的内容存在草稿里。", "label")
        line = row(words("文字大小", "label"), self.text_size, 12, self.contrast, None, self._wear)
        self.lock.setAccessibleName("自动锁定")
        self.lock.setFixedWidth(self._desk.theme.px(160))
        lock = row(words("自动锁定", "label"), self.lock, 12, words("随时可以按 Ctrl+L 锁上。", "hint"), None)
        return _card("外观和锁定", laid(QWidget(), line), hint, laid(QWidget(), lock))

    def _make_printer(self) -> QFrame:
        names = list(self._printers.names())
        self.printer.addItems(names or [NO_PRINTER])
        self.printer.setAccessibleName("打印机")
        self._kept = words("", "label")
        keep = button("存校正", self.keep_offset)
        test = button("看校正页并打印…", self.show_test_page)
        for each in (self.printer, keep, self.right, self.down):
            each.setEnabled(bool(names))
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (word, control) in enumerate(
            (("打印机", self.printer), ("向右", self.right), ("向下", self.down))
        ):
            grid.addWidget(words(word, "label"), 0, 2 * at, _RIGHT)
            grid.addWidget(control, 0, 2 * at + 1)
        self.printer.setFixedWidth(self._desk.theme.px(280))
        for spin in (self.right, self.down):
            spin.setFixedWidth(self._desk.theme.px(120))
        grid.setColumnStretch(6, 1)
        acts = row(test, keep, self._kept, None)
        told = sentence(
            "套打或表格印偏了，就在这里校正：先打印校正页，照着上面写的量一量，再填差几毫米。往左、往上填负数。",
            "label",
        )
        return _card("打印机", told, laid(QWidget(), grid), laid(QWidget(), acts))


def _card(title: str, *parts: QWidget) -> QFrame:
    return laid(frame("card"), column(words(title, "lead"), *parts, spacing=8), margins=(16, 12, 16, 12))
