"""The first run: five pages from an empty PC to the first trainee; nothing is written before the third."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QWidget

from skilldesk.core.normal import line as one_line
from skilldesk.gui import icons
from skilldesk.gui.brand import paint_mark, program_icon
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.first_run_kit import KitStep
from skilldesk.gui.first_run_sheet import SheetStep, SheetWorld, by_chance
from skilldesk.gui.first_run_step import Step
from skilldesk.gui.first_run_where import Way, WhereStep
from skilldesk.gui.first_run_who import CountyStep, PersonStep
from skilldesk.gui.first_run_work import Answers, FirstRunWork
from skilldesk.gui.page import button
from skilldesk.gui.sheet_printing import SheetPaper, SheetPrinters
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import Hints, restyle, words
from skilldesk.progress import Progress

K = TypeVar("K")

_NAMES = ("哪个县", "您是谁", "这台电脑", "恢复单", "起步资料")
_COUNTY, _PERSON, _WHERE, _SHEET, _KIT = range(5)


class _Mark(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(theme.px(28), theme.px(28)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("rail"))
        paint_mark(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._theme)
        painter.end()


class FirstRunWindow(QWidget, Generic[K]):
    opened = Signal(object)
    """The office that was made or brought back, open."""
    brought_back = Signal()
    """An office lies in its place again; somebody must log in."""

    def __init__(
        self,
        theme: Theme,
        work: FirstRunWork[K],
        tasks: Tasks,
        *,
        day: str,
        printers: SheetPrinters | None = None,
        choose: Callable[[int], Sequence[int]] = by_chance,
    ) -> None:
        super().__init__()
        self._theme, self._work, self._tasks, self._day = theme, work, tasks, day
        self._key: K | None = None
        self._busy = False
        self.dialogs = Dialogs(theme, self)
        self.county, self.person = CountyStep(theme, work), PersonStep(theme, work)
        self.where = WhereStep(theme, work, self.dialogs)
        world = SheetWorld(
            tasks=tasks, dialogs=self.dialogs, printers=printers or SheetPrinters(), choose=choose
        )
        self.sheet = SheetStep(theme, world)
        self.kit = KitStep(theme, work, tasks, self.dialogs)
        self.pages: tuple[Step, ...] = (self.county, self.person, self.where, self.sheet, self.kit)
        self.steps = Steps(theme, _NAMES)
        self.safe, self.hints = words("", "label"), Hints()
        self.back = button("上一步", self.go_back)
        self.act = button("下一步", self.go_on, kind="primary")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._go(_COUNTY)
        tasks.look(self, lambda _: work.prepare(), done=lambda _: None)

    @property
    def at(self) -> int:
        return self._stack.currentIndex()

    @property
    def way(self) -> Way:
        return self.where.way()

    def take_focus(self) -> None:
        self.pages[self.at].take_focus()

    # --- going on and back ---

    def go_on(self) -> None:
        if self._busy or not self.pages[self.at].check():
            return
        if self.at in (_COUNTY, _PERSON):
            self._go(self.at + 1)
        elif self.at == _WHERE and self.way is Way.REPLACE:
            asked, folder = self.where.asked(), self.where.folder
            self._do(
                "正在核对备份并恢复", lambda told: self._work.restore(asked, folder, told), self._restored
            )
        elif self.at == _WHERE:
            answers, folder = self._answers(), self.where.folder
            self._do("正在建立单位", lambda told: self._work.found(answers, folder, told), self._show_sheet)
        elif self.at == _SHEET:
            self._do("正在打开单位", self._work.settle, self._settled)
        elif self._key is not None:
            key, self._key = self._key, None
            self.opened.emit(key)

    def go_back(self) -> None:
        if self._busy or self.at in (_COUNTY, _KIT):
            return
        if self.at == _SHEET:
            self._work.forget()
            self.sheet.forget()
        at_start = self.at == _WHERE and self.way is Way.REPLACE and not self.person.name.text()
        self._go(_COUNTY if at_start else self.at - 1)

    def _answers(self) -> Answers:
        return Answers(
            region=self.county.region(),
            name=one_line(self.county.office.text()),
            code=one_line(self.county.code.text()).upper(),
            level=self.county.chosen_level(),
            user_name=one_line(self.person.name.text()),
            account=one_line(self.person.account.text()),
            password=self.person.password.text(),
            roles=self.person.roles(),
        )

    def _show_sheet(self, groups: Sequence[str]) -> None:
        office = one_line(self.county.office.text())
        self.sheet.show_paper(SheetPaper(office=office, day=self._day, number=1, groups=groups))
        self._go(_SHEET)

    def _settled(self, key: K) -> None:
        self._key = key
        self.sheet.forget()
        self.kit.begin(joining=self.way is Way.JOIN)
        self._go(_KIT)

    def _restored(self, key: K | None) -> None:
        if key is None:
            self.brought_back.emit()
        else:
            self.opened.emit(key)

    def _do(self, saying: str, job: Callable[[Progress], object], done: Callable[..., object]) -> None:
        """Work of the page's button; what fails is told, and the page stays."""

        def over(result: object) -> None:
            self._set_busy("")
            done(result)

        def failed(error: BaseException) -> None:
            self._set_busy("")
            self.dialogs.tell_error(error)

        self._set_busy(f"{saying}，请稍候……")
        self._tasks.start(self, job, done=over, failed=failed, title=saying)

    def _set_busy(self, saying: str) -> None:
        self._busy = bool(saying)
        for act in (self.act, self.back):
            act.setEnabled(not self._busy)
        self._stack.setEnabled(not self._busy)
        self._retell()
        if saying:
            self.safe.setText(saying)
        else:
            self.take_focus()

    def _go(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.steps.show_step(at)
        self.back.setVisible(at not in (_COUNTY, _KIT))
        self.hints.show_hints(self.pages[at].HINTS)
        self._retell()
        self.take_focus()

    def _retell(self) -> None:
        page = self.pages[self.at]
        self.act.setText(page.act)
        self.safe.setText(page.safe)
        restyle(self.safe, tone="")

    # --- the other ways in ---

    def _restore(self) -> None:
        self.where.choose(Way.REPLACE)
        self._go(_WHERE)

    def _practise(self) -> None:
        if self.at == _COUNTY and not self._busy:
            self.safe.setText("正在建立虚构的“示例县”，请稍候……")
            self._work.practise()

    def _elsewhere(self) -> None:
        folder = self.dialogs.folder("选择单位文件夹")
        if folder is not None:
            self._work.elsewhere(folder)

    def _again(self) -> None:
        if self._work.missing is not None:
            self._work.elsewhere(self._work.missing)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self.at == _SHEET:
            self._work.forget()

    def _connect(self) -> None:
        for page in self.pages:
            page.forward.connect(self.go_on)
            page.retold.connect(self._retell)
        self.county.restore_wanted.connect(self._restore)
        self.county.practice_wanted.connect(self._practise)
        self.county.elsewhere_wanted.connect(self._elsewhere)
        self.county.again_wanted.connect(self._again)
        for key, act in (
            ("Alt+Left", self.go_back),
            ("Alt+L", self._practise),
            ("F9", lambda: self.sheet.print_out() if self.at == _SHEET else None),
            ("F8", lambda: self.kit.read_package() if self.at == _KIT else None),
            ("Ctrl+E", lambda: self.kit.write_request() if self.at == _KIT else None),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no line wanted: the button with the focus is pressed, otherwise the blue one."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        (focus if isinstance(focus, QPushButton) else self.act).click()

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._theme
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("初次设置 · SkillDesk")
        self.setWindowIcon(program_icon(theme))
        self.setMinimumSize(1024, 600)
        self.resize(1366, 697)
        for page in self.pages:
            self._stack.addWidget(page)
        whole = column(self._make_top(), self._make_steps(), self._stack, self._make_foot(), spacing=0)
        whole.addWidget(self._make_status())
        whole.setStretch(2, 1)
        laid(self, whole)

    def _make_top(self) -> QFrame:
        line = row(
            _Mark(self._theme),
            words("SkillDesk", "title"),
            words("职业技能培训实名管理", "label"),
            None,
            words("初次设置", "lead"),
            spacing=10,
        )
        top = laid(frame("top"), line, margins=(16, 0, 16, 0))
        top.setFixedHeight(self._theme.sizes["bar"])
        return top

    def _make_steps(self) -> QFrame:
        return laid(frame("top"), row(self.steps), margins=(32, 4, 16, 4))

    def _make_foot(self) -> QFrame:
        mark = QLabel()
        mark.setPixmap(icons.pixmap("info", self._theme.colours["ink-2"], self._theme.px(16)))
        return laid(frame("foot"), row(mark, self.safe, None, self.back, self.act), margins=(16, 8, 16, 8))

    def _make_status(self) -> QFrame:
        status = laid(frame("status"), row(self.hints, None), margins=(16, 0, 16, 0))
        status.setFixedHeight(self._theme.sizes["status"])
        return status
