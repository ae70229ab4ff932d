"""班期信息 of one class: its form; beside it the steps to take, what is missing, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from skilldesk.core.class_steps import SUBMIT, ClassStep, is_open
from skilldesk.core.fields import Moment
from skilldesk.core.records import RecordId
from skilldesk.core.roster import FixedItems
from skilldesk.core.training import Class
from skilldesk.gui.class_part import ROSTER, ClassPart
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.record_detail import RecordDetail
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.screens import classes as declared
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.signs import Sign, SignMark
from skilldesk.gui.widgets.words import Hint, sentence, words
from skilldesk.operations import classes, rosters
from skilldesk.operations.classes import Taken
from skilldesk.operations.rosters import Missing
from skilldesk.progress import Progress

REASONS = ("按规定办理", "材料不全", "填写有误", "不符合条件", "机构要求", "人数不足")

_PANEL = 340
_SHOWN = 12
"""So many missing things are listed; who has put those right sees the others."""
_WHEN = Moment("时间")


@dataclass(frozen=True)
class _Read:
    training_class: Class
    offered: Sequence[ClassStep]
    taken: Sequence[Taken]
    missing: Sequence[Missing]


class _Form(RecordPanel[Class]):
    goes_on = False


class InfoPart(ClassPart):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Class | None = None
        self.panel = _Form(desk, declared.SCREEN, declared.blank)
        self.detail = RecordDetail(desk, declared.SCREEN)
        self._lay_out()
        self.panel.saved.connect(lambda _: self.refresh())
        self.panel.closed.connect(lambda: self.part_wanted.emit(ROSTER, ""))
        self.on_key("F9", lambda: self.want_paper("filing"))

    def hints(self) -> tuple[Hint, ...]:
        keys: tuple[Hint, ...] = (("F9", "打印备案表"),)
        if self._may_write():
            keys = (("Enter", "下一项"), ("Ctrl+S", "保存"), *keys)
        return keys

    def take_focus(self) -> None:
        if self._may_write():
            self.panel.form.focus_first()
        else:
            self.setFocus()

    def refresh(self) -> None:
        class_id = self._class_id
        self._desk.tasks.look(self, lambda _: self._read(class_id), done=self._show)

    def _read(self, class_id: RecordId) -> _Read:
        today = self._desk.today()
        with self._desk.database.read_long() as snapshot:
            one = rosters.class_named(snapshot, class_id)
            open_now = is_open(one)
            return _Read(
                training_class=one,
                offered=classes.offered(snapshot, one, self._desk.actor, today),
                taken=classes.history(snapshot, class_id),
                missing=rosters.missing(snapshot, class_id, FixedItems(), today) if open_now else (),
            )

    def _show(self, read: _Read) -> None:
        if read.training_class.id != self._class_id:
            return
        if read.training_class != self._shown:
            self._shown = read.training_class
            if self._may_write():
                self.panel.begin(read.training_class)
            else:
                self.detail.show_record(read.training_class, read.training_class.name)
        empty_out(self._steps)
        empty_out(self._lines)
        self._show_steps(read)
        self._show_missing(read)
        self._show_taken(read.taken)

    def _show_steps(self, read: _Read) -> None:
        steps = [step for step in read.offered if not (step.key == SUBMIT and read.missing)]
        for step in steps:
            self._steps.addWidget(button(step.label, partial(self.ask_step, step)))
        if not steps:
            told = "补齐下面缺的，就可以提交备案。" if read.missing else "现在没有您能办的步骤。"
            self._steps.addWidget(sentence(told, "label"))

    def _show_missing(self, read: _Read) -> None:
        if not read.missing:
            return
        self._lines.addWidget(words(f"提交备案前还缺 {len(read.missing)} 处", "strong", tone="red"))
        for one in read.missing[:_SHOWN]:
            mark = SignMark(self._desk.theme, Sign.CROSS, "red")
            text = sentence(one.text)
            text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            line = row(mark, text, button("去改", partial(self._go, one), kind="link"))
            line.setStretch(1, 1)
            self._lines.addWidget(laid(QWidget(), line))
        if len(read.missing) > _SHOWN:
            self._lines.addWidget(words(f"还有 {len(read.missing) - _SHOWN} 处，改好上面的再看。", "hint"))
        self._lines.addWidget(rule())

    def _show_taken(self, taken: Sequence[Taken]) -> None:
        self._lines.addWidget(words("办理记录", "label"))
        if not taken:
            self._lines.addWidget(words("还没有办过。", "hint"))
        for one in taken:
            line = row(
                SignMark(self._desk.theme, Sign.CHECK, "green"), words(one.label), words(one.who, "label")
            )
            line.addStretch(1)
            line.addWidget(words(_WHEN.format(one.at), "hint"))
            self._lines.addWidget(laid(QWidget(), line))
            if one.reason:
                self._lines.addWidget(sentence(f"原因：{one.reason}", "hint"))

    def _go(self, one: Missing) -> None:
        """To where a missing thing is put right."""
        if one.kind == "roster":
            self.part_wanted.emit(ROSTER, one.record)
        elif one.kind == "institution":
            self._desk.news.go(Place(page="institutions", record=one.record, act="edit"))
        else:
            self.take_focus()

    def ask_step(self, step: ClassStep) -> None:
        """Say what the step means, take the reason, take the step."""
        name = self._shown.name if self._shown else ""
        notice = Notice(
            heading=f"{step.label}：{name}",
            lines=(("以后", "这一步会记下您的姓名和时间，并随报送包送出。"),),
            act=step.label,
            leave="先不办",
            icon="info",
            tone="blue",
        )
        self._desk.dialogs.ask_reason(notice, REASONS, lambda reason: self._take(step.key, reason))

    def _take(self, key: str, reason: str) -> None:
        class_id, desk = self._class_id, self._desk

        def job(_: Progress) -> Class:
            with desk.database.write(desk.actor) as work:
                return classes.act(work, class_id, key, reason=reason)

        desk.tasks.start(self, job, done=self._taken)

    def _taken(self, _: Class) -> None:
        self._desk.news.tell(Class)
        self.refresh()

    def _may_write(self) -> bool:
        return self._desk.rights.may_write("class")

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        stack = QStackedWidget()
        stack.addWidget(self.panel if self._may_write() else self.detail)
        whole = row(stack, self._make_side(), spacing=0)
        whole.setStretch(0, 1)
        laid(self, whole)

    def _make_side(self) -> QFrame:
        theme = self._desk.theme
        self._steps, self._lines = column(spacing=8), column(spacing=8)
        print_button = with_icon(button("打印备案表  F9", lambda: self.want_paper("filing")), theme, "print")
        public = button("打印公开花名册", lambda: self.want_paper("public_roster"))
        for each in (print_button, public):
            each.setEnabled(self._desk.rights.allows("print"))
        inside = column(
            words("办理", "lead"),
            self._steps,
            4,
            rule(),
            4,
            self._lines,
            8,
            rule(),
            4,
            words("纸张", "lead"),
            print_button,
            public,
            None,
        )
        pane = scrolling(laid(QWidget(), inside, margins=(16, 12, 16, 12)))
        side = laid(frame("side"), column(pane))
        side.setFixedWidth(theme.px(_PANEL))
        return side
