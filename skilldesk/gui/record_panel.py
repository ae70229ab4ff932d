"""The form of a page with all that goes with it: drafts, possible duplicates, what is missing, saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from skilldesk.core.checks import unidentified
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record
from skilldesk.errors import StaleRecord
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import notice_of
from skilldesk.gui.page import button
from skilldesk.gui.record_form import RecordForm, Surroundings
from skilldesk.gui.screen import Screen
from skilldesk.gui.twins import Twins
from skilldesk.gui.widgets.frames import column, frame, laid, row, scrolling
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.store.drafts import Draft

R = TypeVar("R", bound=Record)

_STEP_NAMES = {"record": "保存", "filing": "开班备案", "claim": "申领补贴", "report": "报送"}


class RecordPanel(QFrame, Generic[R]):
    """Edits one record of a page and saves it."""

    saved = Signal(object)
    """The record as it is stored now."""
    closed = Signal()

    goes_on = True
    """Whether a next record may follow; not where only the one is edited."""

    def __init__(self, desk: Desk, screen: Screen[R], blank: Callable[[], R]) -> None:
        super().__init__()
        self._desk, self._screen, self._blank = desk, screen, blank
        around = Surroundings(theme=desk.theme, lookup=desk.lookup, today=desk.today, place_of=desk.place_of)
        self.form = RecordForm(blank(), screen.plan, around)
        self.twins = Twins(desk, screen.kind)
        self.heading = words("", "title")
        self.note = words("", "hint")
        self.summary = sentence("", "label")
        self._begun_with: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        self._saving = False
        self._lay_out()
        self.form.left.connect(self._left)
        self.twins.same.connect(self._go_on_with_twin)

    @property
    def record(self) -> R:
        return self.form.record

    def begin_new(self) -> None:
        """A new record, or the one that was begun and never saved."""
        known = [draft for draft in self._kept() if not self._is_stored(draft.record)]
        record = self._blank()
        self._begin(replace(record, id=known[0].record) if known else record, self._screen.new)

    def begin(self, record: R) -> None:
        self._begin(record, f"修改 {self._screen.name_of(record)}")

    def save(self) -> None:
        self._save(self._stay)

    def save_and_next(self) -> None:
        self._save(self._next)

    def leave(self) -> None:
        """Go, and keep what is typed as a draft."""
        self._keep()
        self.closed.emit()

    def _begin(self, record: R, heading: str) -> None:
        self.heading.setText(heading)
        self.form.show_record(record)
        self.twins.clear()
        self._begun_with = self.form.drafts()
        draft = next((one for one in self._kept() if one.record == record.id), None)
        if draft:
            self.form.restore(draft.texts)
        self.note.setText("已放回上次没有保存的内容" if draft else "")
        self._forget_button.setVisible(draft is not None)
        self._summarise([])
        self.form.focus_first()

    def start_over(self) -> None:
        """Throw the draft away and show the record as it is stored."""
        record = self.form.record
        self._forget(record)
        self._begin(record, self.heading.text())

    # --- while it is typed ---

    def _left(self, _: str) -> None:
        self._keep()
        self._look_for_twins(self.form.typed()[0])

    def _look_for_twins(self, typed: R) -> None:
        """For a new record, or one that now says that it is about somebody else."""
        same = self.form.about(typed) == self.form.about(self.form.record)
        if self._screen.duplicates is None or (typed.version and same):
            return
        with self._desk.database.read() as snapshot:
            found = self._screen.duplicates(snapshot, typed)
        self.twins.show_twins(typed, found)

    def _go_on_with_twin(self, twin: R) -> None:
        """It is the same one: edit the stored record, with what was typed where it says nothing."""
        typed = self.form.drafts()
        self._forget(self.form.record)
        self._begin(twin, f"修改 {self._screen.name_of(twin)}")
        stored = self.form.drafts()
        self.form.restore({name: text for name, text in typed.items() if name not in stored})
        self.note.setText("已改用原有记录，您填的补在空着的项里")

    def _keep(self) -> None:
        texts = self.form.drafts()
        if texts == self._begun_with:
            return
        at = self._desk.database.now().astimezone(UTC).isoformat(timespec="seconds")
        draft = Draft(self._screen.key, self.form.record.id, texts, at)
        self._desk.drafts.keep(self._desk.actor, draft)
        self.note.setText("草稿已存")

    def _forget(self, record: R) -> None:
        self._desk.drafts.forget(self._desk.actor, self._screen.key, record.id)

    def _kept(self) -> list[Draft]:
        return self._desk.drafts.kept(self._desk.actor, self._screen.key)

    def _is_stored(self, id: str) -> bool:
        with self._desk.database.read() as snapshot:
            return snapshot.get(self._screen.kind, id) is not None

    # --- saving ---

    def _save(self, then: Callable[[R, Sequence[Problem]], None]) -> None:
        if self._saving:
            return
        self.form.settle()
        self._keep()
        record, problems = self.form.typed()
        self.form.show_problems(problems)
        self._summarise(problems)
        self._look_for_twins(record)
        if unidentified(type(record), problems):
            self.form.focus_first()
        elif self.twins.undecided:
            self.twins.ask()
        else:
            self._saving = True
            self._sent = self.form.drafts()
            self._desk.tasks.start(
                self,
                lambda _: self._write(record),
                done=lambda stored: self._stored(stored, problems, then),
                failed=self._not_stored,
            )

    def _write(self, record: R) -> R:
        assert self._screen.save is not None  # noqa: S101 - there is no panel then
        with self._desk.database.write(self._desk.actor) as work:
            return self._screen.save(work, record, self._desk.today())

    def _stored(
        self, record: R, problems: Sequence[Problem], then: Callable[[R, Sequence[Problem]], None]
    ) -> None:
        self._saving = False
        self._forget(record)
        self._desk.news.tell(type(record))
        then(record, problems)
        self.saved.emit(record)

    def _stay(self, record: R, problems: Sequence[Problem]) -> None:
        if self.form.drafts() == self._sent:
            self.begin(record)
        else:
            self.form.go_on_with(record)
        self.form.show_problems(problems)
        self._summarise(problems)
        self.note.setText("已保存")

    def _next(self, record: R, _: Sequence[Problem]) -> None:
        self.begin_new()
        self.note.setText(f"已保存「{self._screen.name_of(record)}」，请填下一个")

    def _not_stored(self, error: BaseException) -> None:
        self._saving = False
        if isinstance(error, StaleRecord):
            notice = replace(notice_of(error), act="换上最新内容，保留我改的", leave="先不动")
            self._desk.dialogs.tell(notice, act=self._take_the_newest)
        else:
            self._desk.dialogs.tell_error(error)

    def _take_the_newest(self) -> None:
        changed = {
            name: text for name, text in self.form.drafts().items() if self._begun_with.get(name) != text
        }
        with self._desk.database.read() as snapshot:
            newest = snapshot.get(self._screen.kind, self.form.record.id)
        if newest is not None:
            self._forget(newest)
            self.begin(newest)
            self.form.restore(changed)

    def _summarise(self, problems: Sequence[Problem]) -> None:
        """What a later step of the work will still ask for, and how much must be put right."""
        labels = self.form.labels()
        later = [labels[str(one.field)] for one in problems if self.form.is_for_later(one)]
        others = [one for one in problems if not self.form.is_for_later(one)]
        unplaced = [one.text for one in others if one.field not in labels]
        told = [f"还有{len(others)}处要看一看，写在各项下面。"] if len(others) > len(unplaced) else []
        if later:
            told.append(f"{_STEP_NAMES[self._screen.plan.step]}前还缺：{'、'.join(later)}。")
        self.summary.setText("".join([*unplaced, *told]))
        self.summary.setVisible(bool(self.summary.text()))

    # --- how it is laid out ---

    def _save_buttons(self) -> list[QPushButton]:
        if not self.goes_on:
            return [button("保存  Ctrl+S", self.save, kind="primary")]
        following = button("保存，下一个  Ctrl+Enter", self.save_and_next, kind="primary")
        return [button("保存  Ctrl+S", self.save), following]

    def _lay_out(self) -> None:
        self._forget_button = button("不要草稿，重新填", self.start_over, kind="quiet")
        head = laid(
            QWidget(), row(self.heading, 4, self.note, self._forget_button, None), margins=(16, 0, 16, 0)
        )
        head.setFixedHeight(self._desk.theme.sizes["bar"])
        buttons = row(button("离开  Esc", self.leave, kind="quiet"), None, *self._save_buttons())
        foot = laid(frame("foot"), column(self.summary, buttons), margins=(16, 12, 16, 12))
        self._scroll = scrolling(laid(QWidget(), column(self.twins, self.form, None, spacing=0)))
        laid(self, column(head, self._scroll, foot, spacing=0))
        self.form.shown_at.connect(self._scroll.ensureWidgetVisible)
        following = [("Ctrl+Return", self.save_and_next)] if self.goes_on else []
        for key, act in (("Ctrl+S", self.save), *following, ("Esc", self.leave)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
