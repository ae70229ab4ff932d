"""从备份恢复, step by step: which backup, into which empty folder, opened with which key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QStackedWidget, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.system_work import BackupFacts, Restoring
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.steps import Steps
from skilldesk.gui.widgets.words import Hint, sentence, words
from skilldesk.progress import Progress

BACKUPS = "备份文件 (*.skb)"

_FILE, _FOLDER, _KEY, _DONE = range(4)
_SAFE = (
    "只是看一看备份，什么都不改。",
    "恢复到空文件夹，正在使用的单位不会被覆盖。",
    "密码或恢复单不对，就什么都不留下。",
    "正在使用的单位没有变化。",
)


class RestorePage(Page):
    HELP = "restore"
    HINTS: tuple[Hint, ...] = (("Enter", "下一步"), ("Alt+←", "上一步"), ("Esc", "不恢复"))

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._work = desk, desk.system.backups
        self._facts: BackupFacts | None = None
        self._to: Path | None = None
        self.account, self.password, self.sheet = QLineEdit(), QLineEdit(), QLineEdit()
        self._lay_out()
        self.on_key("Esc", self.leave)
        self.on_key("Alt+Left", self._back)

    def take_focus(self) -> None:
        step = self._stack.currentIndex()
        first = (self.choose_file, self.choose_folder, self.password, self.open_next)[step]
        (self.next if step < _KEY and self.next.isEnabled() else first).setFocus()

    def begin(self) -> None:
        self._facts = self._to = None
        self.account.setText(self._desk.actor)
        for line in (self.password, self.sheet):
            line.clear()
        self.open_next.setEnabled(True)
        self._will_open.setText("")
        empty_out(self._shown)
        self._folder.setText("还没有选文件夹。")
        self._show_step(_FILE)

    def leave(self) -> None:
        self.closed.emit()

    # --- the steps ---

    def _choose_file(self) -> None:
        path = self._desk.dialogs.file_to_read("选择备份文件", BACKUPS)
        if path is None:
            return
        self.choose_file.setEnabled(False)
        self._desk.tasks.look(
            self,
            lambda progress: self._work.look_into(path, progress),
            done=self._looked,
            failed=self._not_looked,
            title="正在核对备份",
        )

    def _looked(self, facts: BackupFacts) -> None:
        self._facts = facts
        self.choose_file.setEnabled(True)
        empty_out(self._shown)
        self._shown.addWidget(self._card_of(facts))
        self._show_step(_FILE)

    def _not_looked(self, error: BaseException) -> None:
        self.choose_file.setEnabled(True)
        self.choose_file.setFocus()
        self._desk.dialogs.tell_error(error)

    def _card_of(self, facts: BackupFacts) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (word, text) in enumerate(facts.lines):
            grid.addWidget(words(word, "label"), at, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(sentence(text), at, 1)
        ours = facts.office == self._desk.office.code
        told = column(words("这份备份完好", "lead", tone="green"), laid(QWidget(), grid), spacing=8)
        if not ours:
            told.addWidget(
                words(f"请注意：这是编码 {facts.office} 的单位的备份，不是本单位的。", tone="amber")
            )
        return laid(frame("banner", tone="green" if ours else "amber"), told, margins=(16, 12, 16, 12))

    def _choose_folder(self) -> None:
        folder = self._desk.dialogs.folder("选择一个空文件夹")
        if folder is None:
            return
        if folder.is_dir() and any(folder.iterdir()):
            self._to = None
            self._folder.setText(f"{folder} 里已经有文件。请另选一个空文件夹，或新建一个。")
        else:
            self._to = folder
            self._folder.setText(f"恢复到：{folder}")
        self._show_step(_FOLDER)

    def _restore(self) -> None:
        facts, to = self._facts, self._to
        if facts is None or to is None or not (self.password.text() or self.sheet.text().strip()):
            self.password.setFocus()
            return
        order = Restoring(
            path=facts.path,
            to=to,
            account=self.account.text().strip(),
            password=self.password.text(),
            sheet=self.sheet.text().strip(),
        )

        def job(progress: Progress) -> None:
            self._work.restore(order, progress)

        self.next.setEnabled(False)
        self._desk.tasks.start(
            self, job, done=lambda _: self._restored(), failed=self._not_restored, title="正在恢复"
        )

    def _restored(self) -> None:
        for line in (self.password, self.sheet):
            line.clear()
        self._told.setText(
            f"全部内容已恢复到 {self._to}，并打开核对过。请用备份那时的账号和密码登录。"
            "恢复出来的这一份从此另记一段操作记录，不会和原来的混在一起。"
        )
        self._show_step(_DONE)

    def _not_restored(self, error: BaseException) -> None:
        self.next.setEnabled(True)
        self.password.selectAll()
        self.password.setFocus()
        self._desk.dialogs.tell_error(error)

    def _open_next(self) -> None:
        to = self._to
        if to is None:
            return

        def job(_: Progress) -> None:
            self._work.open_next(to)

        def done(_: None) -> None:
            self.open_next.setEnabled(False)
            self._will_open.setText("下次启动程序，打开的就是恢复出来的单位。现在可以关上程序再打开。")
            self.next.setFocus()

        self._desk.tasks.start(self, job, done=done)

    def _forward(self) -> None:
        step = self._stack.currentIndex()
        if step == _KEY:
            self._restore()
        elif step == _DONE:
            self.leave()
        elif self.next.isEnabled():
            self._show_step(step + 1)

    def _back(self) -> None:
        step = self._stack.currentIndex()
        if step in (_FOLDER, _KEY):
            self._show_step(step - 1)
        else:
            self.leave()

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.steps.show_step(step if step < _DONE else _DONE + 1)
        self._safe.setText(_SAFE[step])
        self.back.setVisible(step in (_FOLDER, _KEY))
        self.next.setText({_KEY: "恢复", _DONE: "完成"}.get(step, "下一步"))
        ready = {_FILE: self._facts is not None, _FOLDER: self._to is not None}
        self.next.setEnabled(ready.get(step, True))
        self.take_focus()

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        leave = button("不恢复，回到备份  Esc", self.leave, kind="quiet")
        self.steps = Steps(theme, ("选备份", "放到哪里", "打开它", "完成"))
        band = laid(frame("top"), row(self.steps), margins=(16, 4, 16, 4))
        self._stack = QStackedWidget()
        for page in (self._make_file(), self._make_folder(), self._make_key(), self._make_done()):
            self._stack.addWidget(page)
        self._safe = words("", "label")
        self.back = button("上一步  Alt+←", self._back)
        self.next = button("下一步", self._forward, kind="primary")
        foot = laid(frame("foot"), row(self._safe, None, self.back, self.next), margins=(16, 10, 16, 10))
        whole = column(
            heading(theme, words("从备份恢复", "title"), None, leave), band, self._stack, foot, spacing=0
        )
        laid(self, whole)

    def _make_file(self) -> QWidget:
        self.choose_file = button("选择备份文件…", self._choose_file)
        self._shown = column()
        return _step(
            "选择要恢复的备份",
            "备份文件的名字以 .skb 结尾，在单位文件夹的 backups 里，或在备份用的U盘、移动硬盘上。",
            laid(QWidget(), row(self.choose_file, None)),
            laid(QWidget(), self._shown),
        )

    def _make_folder(self) -> QWidget:
        self.choose_folder = button("选择空文件夹…", self._choose_folder)
        self._folder = sentence("还没有选文件夹。", "strong")
        return _step(
            "恢复到一个空文件夹",
            "恢复不覆盖正在使用的单位：两份并存，先看清楚，再决定用哪一份。",
            laid(QWidget(), row(self.choose_folder, None)),
            self._folder,
        )

    def _make_key(self) -> QWidget:
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (word, line) in enumerate(
            (("账号", self.account), ("密码", self.password), ("恢复单", self.sheet))
        ):
            line.setAccessibleName(word)
            line.setFixedWidth(self._desk.theme.px(320))
            line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
            line.returnPressed.connect(self._forward)
            grid.addWidget(words(word, "label"), at, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(line, at, 1)
        grid.setColumnStretch(2, 1)
        return _step(
            "用备份那时的密码打开",
            "备份是加密的：要用做备份那时的账号和密码；密码忘了，就照着恢复单输入（填了恢复单就不用密码）。",
            laid(QWidget(), grid),
        )

    def _make_done(self) -> QWidget:
        self._told = sentence()
        self._will_open = sentence("", "strong", tone="green")
        self.open_next = button("下次启动打开恢复出来的单位", self._open_next)
        mark = SignMark(self._desk.theme, Sign.CHECK, "green", 32)
        told = column(words("恢复好了", "number", tone="green"), self._told, spacing=8)
        line = row(mark, told, spacing=16)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        banner = laid(frame("banner", tone="green"), line, margins=(16, 12, 16, 12))
        acts = laid(QWidget(), row(self.open_next, None))
        return laid(
            QWidget(), column(banner, acts, self._will_open, None, spacing=12), margins=(16, 12, 16, 12)
        )


def _step(title: str, text: str, *parts: QWidget) -> QWidget:
    card = laid(
        frame("card"),
        column(words(title, "lead"), sentence(text, "label"), *parts, spacing=10),
        margins=(16, 12, 16, 16),
    )
    return laid(QWidget(), column(card, None), margins=(16, 12, 16, 12))
