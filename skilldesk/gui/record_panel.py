"""The form of a page with all that goes with it: drafts, possible duplicates, what is missing, saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from skilldesk.core.checks import unidentified
from skilldesk.core.normal import CHINA
from skilldesk.core.people import Trainee
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record, RecordId
from skilldesk.errors import StaleRecord
from skilldesk.gui.check_list import CheckList, Values
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import notice_of
from skilldesk.gui.page import button
from skilldesk.gui.record_form import RecordForm, Surroundings
from skilldesk.gui.screen import Screen
from skilldesk.gui.twins import Twins
from skilldesk.gui.widgets.frames import column, frame, laid, row, scrolling
from skilldesk.gui.widgets.words import Hint, sentence, words
from skilldesk.operations import confirmations, records
from skilldesk.store.drafts import Draft

R = TypeVar("R", bound=Record)

HINTS: tuple[Hint, ...] = (
    ("Enter", "下一项"),
    ("Shift+Enter", "上一项"),
    ("F4", "列出代码"),
    ("F7", "检查"),
    ("Ctrl+D", "同上一人"),
    ("Esc", "离开，草稿保留"),
)
"""What the bottom bar says while a form is open."""

_STEP_NAMES = {"record": "保存", "filing": "开班备案", "claim": "申领补贴", "report": "报送"}

_PAUSE_MS = 2000
"""After so long without a key, what stands in the field is kept, though it was not left."""

_WIDE = 880
"""So wide, in pixels of the pictures, must the panel be for a side of its own."""

_SIDE, _LEAST_SIDE = 355, 300
_FORM = 800
"""So wide is the form with three columns; the side gives way for them."""


class RecordPanel(QFrame, Generic[R]):
    """Edits one record of a page and saves it."""

    saved = Signal(object)
    """The record as it is stored now."""
    closed = Signal()
    counted = Signal(str)
    """How many fields are filled, for the bottom bar."""

    goes_on = True
    """Whether a next record may follow; not where only the one is edited."""

    def __init__(self, desk: Desk, screen: Screen[R], blank: Callable[[], R]) -> None:
        super().__init__()
        self._desk, self._screen, self._blank = desk, screen, blank
        around = Surroundings(theme=desk.theme, lookup=desk.lookup, today=desk.today, place_of=desk.place_of)
        self.form = RecordForm(blank(), screen.plan, around)
        self.twins = Twins(desk, screen.kind)
        self.checks = CheckList(desk.theme, self._values_of, self.form.needed_first())
        self.heading = words("", "title")
        self.place = words("", "hint")
        self.note = words("", "hint")
        self.summary = sentence("", "label")
        self._begun_with: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        self._saving = False
        self._open = False
        self._draft: dict[str, str] = {}
        """What is kept as a draft of the record shown."""
        self._previous: R | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    @property
    def record(self) -> R:
        return self.form.record

    # --- beginning and leaving ---

    def begin_new(self) -> None:
        """A new record, or the one that was begun last and never saved.

        Who is at a new one already sets it aside as a draft and begins another.
        """
        if self._open and not self.record.version and self._changed():
            self._keep()
            self.begin_blank()
            self.note.setText("刚才那份已放进待完善")
            return
        known = [draft for draft in self._kept() if not self._is_stored(draft.record)]
        record = self._blank()
        self._begin(replace(record, id=known[0].record) if known else record, self._screen.new)

    def begin_blank(self) -> None:
        """A new record; whatever was begun before stays a draft."""
        self._begin(self._blank(), self._screen.new)

    def begin(self, record: R) -> None:
        self._begin(record, f"修改 {self._screen.name_of(record)}")

    def begin_draft(self, id: RecordId) -> None:
        """Go on with the draft of that record, stored or not."""
        with self._desk.database.read() as snapshot:
            stored = snapshot.get(self._screen.kind, id)
        if stored is not None:
            self.begin(stored)
        else:
            self._begin(replace(self._blank(), id=id), self._screen.new)

    def leave(self) -> None:
        """Go, and keep what is typed as a draft."""
        self._keep()
        self._open = False
        self.closed.emit()

    def start_over(self) -> None:
        """Throw the draft away and show the record as it is stored."""
        record = self.form.record
        self._forget(record)
        self._begin(record, self.heading.text())

    def _begin(self, record: R, heading: str) -> None:
        self._open = True
        self.heading.setText(heading)
        self.place.setText("" if record.version else f"第 {self._saved_today() + 1} {self._unit}，今天")
        self.form.show_record(record)
        self.twins.clear()
        self._begun_with = self.form.drafts()
        draft = next((one for one in self._kept() if one.record == record.id), None)
        self._draft = dict(draft.texts) if draft else {}
        if draft:
            self.form.restore(draft.texts)
        self.checks.clear(self._confirmed_before(record))
        self.form.confirm(self.checks.reasons())
        self.note.setText("已放回上次没有保存的内容" if draft else "")
        self._forget_button.setVisible(draft is not None)
        self._summarise([])
        self._count()
        self.form.focus_first()

    def _confirmed_before(self, record: R) -> dict[Problem, str]:
        if not record.version:
            return {}
        problems = records.examine(record, self._desk.today(), self._screen.plan.step)
        with self._desk.database.read() as snapshot:
            return confirmations.kept(snapshot, record, problems)

    # --- while it is typed ---

    def _left(self, _: str) -> None:
        self._keep()
        self._count()
        self._look_for_twins(self.form.typed()[0])

    def _typing(self) -> None:
        self._pause.start()
        self._count()

    def _count(self) -> None:
        filled, all = self.form.filled()
        self.counted.emit(f"已填 {filled} / {all} 项")

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
        self._keep()
        self._count()
        self.note.setText("已改用原有记录，您填的补在空着的项里")

    def _back_to_form(self) -> None:
        """The question of the twins is answered: the keyboard goes back to the fields."""
        if not self.form.current() and not self.twins.undecided:
            self.form.focus_last()

    def copy_previous(self) -> None:
        """Put into the current field what the one saved before this says there."""
        if self._previous is None:
            self.note.setText(f"这次还没有保存过，没有上一{self._unit}可抄")
        elif self.form.copy_from(self._previous):
            self.note.setText(f"同上一{self._unit}「{self._screen.name_of(self._previous)}」")

    def check(self) -> None:
        """Go on to the next problem; if none is said yet, look at every field first."""
        self.form.settle()
        if not self.form.focus_next_wrong():
            _, problems = self.form.typed()
            self.form.show_problems(problems)
            self._summarise(problems)
            if not self.form.focus_next_wrong():
                self.note.setText("查过了，没有要改的")

    def _values_of(self, problem: Problem) -> Values:
        texts = self.form.drafts()
        names = dict.fromkeys((problem.field or "", *self.form.needed_first()))
        return tuple(texts.get(name, "") for name in names)

    def _confirmed(self, field: str) -> None:
        self.form.confirm(self.checks.reasons())
        if field in self.form.editors:
            self.form.focus_field(field)

    def _told(self, problems: list[Problem]) -> None:
        self.checks.show_problems(problems)
        self.form.set_confirmed(self.checks.reasons())

    # --- drafts ---

    def _changed(self) -> dict[str, str]:
        """What was typed since the record was shown, and what was emptied."""
        texts = self.form.drafts()
        typed = {name: text for name, text in texts.items() if self._begun_with.get(name) != text}
        return typed | {name: "" for name in self._begun_with if name not in texts}

    def _keep(self) -> None:
        self._pause.stop()
        if not self._open:
            return
        texts = self._changed()
        if not texts:
            if self._draft:
                self._forget(self.form.record)
            return
        if texts == self._draft:
            return
        now = self._desk.database.now()
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        self._desk.drafts.keep(self._desk.actor, Draft(self._screen.key, self.form.record.id, texts, at))
        self._draft = texts
        self.note.setText(f"草稿已存 {now.astimezone(CHINA):%H:%M:%S}")

    def _forget(self, record: R) -> None:
        self._desk.drafts.forget(self._desk.actor, self._screen.key, record.id)
        if record.id == self.form.record.id:
            self._draft = {}

    def _kept(self) -> list[Draft]:
        return self._desk.drafts.kept(self._desk.actor, self._screen.key)

    def _is_stored(self, id: str) -> bool:
        with self._desk.database.read() as snapshot:
            return snapshot.get(self._screen.kind, id) is not None

    # --- saving ---

    def save(self) -> None:
        """Store the record and stay at it."""
        if self._saving or (record := self._ready()) is None:
            return
        self._saving = True
        self._sent = self.form.drafts()
        problems = self.form.typed()[1]
        self._send(record, lambda stored: self._stay(stored, problems))

    def save_and_next(self) -> None:
        """Store the record and begin the next one at once, so that no key is lost while it is written."""
        if self._saving or (record := self._ready()) is None:
            return
        self._send(record, self._done)
        self._previous = record
        self.begin_blank()

    def _ready(self) -> R | None:
        """The record as typed, if it may be stored; otherwise the keyboard goes to what is in the way."""
        self.form.settle()
        self._keep()
        record, problems = self.form.typed()
        self.form.show_problems(problems)
        self._summarise(problems)
        self._look_for_twins(record)
        if unidentified(type(record), problems):
            self.form.focus_first()
            return None
        if self.twins.undecided:
            self.twins.ask()
            self._scroll.ensureWidgetVisible(self.twins.yes)
            return None
        return record

    def _send(self, record: R, then: Callable[[R], None]) -> None:
        reason = confirmations.reason(self.checks.reasons())
        self._desk.tasks.start(
            self,
            lambda _: self._write(record, reason),
            done=lambda stored: self._stored(stored, then),
            failed=lambda error: self._not_stored(record, error),
        )

    def _write(self, record: R, reason: str) -> R:
        assert self._screen.save is not None  # noqa: S101 - there is no panel then
        with self._desk.database.write(self._desk.actor) as work:
            if reason and self._screen.save is records.save:
                return records.save(work, record, self._desk.today(), reason=reason)
            return self._screen.save(work, record, self._desk.today())

    def _stored(self, record: R, then: Callable[[R], None]) -> None:
        self._saving = False
        self._previous = record
        if record.version == 1:
            self._note_saved()
        self._forget(record)
        self._desk.news.tell(type(record))
        then(record)
        self.saved.emit(record)

    def _stay(self, record: R, problems: Sequence[Problem]) -> None:
        if record.id != self.form.record.id:
            return
        if self.form.drafts() == self._sent:
            at = self.form.current()
            self.begin(record)
            if at:
                self.form.focus_field(at)
        else:
            self.form.go_on_with(record)
            self._begun_with = self._sent
        self.form.show_problems(problems)
        self._summarise(problems)
        self.note.setText("已保存")

    def _done(self, record: R) -> None:
        if not self.record.version:
            self.place.setText(f"第 {self._saved_today() + 1} {self._unit}，今天")
            self.note.setText(f"已保存「{self._screen.name_of(record)}」，请填下一个")

    def _not_stored(self, record: R, error: BaseException) -> None:
        """Back to the record that was not stored, which is a draft, as is what was typed meanwhile."""
        self._saving = False
        if self.form.record.id != record.id:
            self._keep()
            self.begin_draft(record.id)
        if isinstance(error, StaleRecord):
            notice = replace(notice_of(error), act="换上最新内容，保留我改的", leave="先不动")
            self._desk.dialogs.tell(notice, act=self._take_the_newest)
        else:
            self._desk.dialogs.tell_error(error)

    def _take_the_newest(self) -> None:
        changed = self._changed()
        with self._desk.database.read() as snapshot:
            newest = snapshot.get(self._screen.kind, self.form.record.id)
        if newest is not None:
            self._forget(newest)
            self.begin(newest)
            self.form.restore(changed)

    def _saved_today(self) -> int:
        day, _, count = self._desk.memory.recall(self._tally).partition(" ")
        told = int(count) if day == str(self._desk.today()) and count.isdecimal() else 0
        return max(told, self._session_count)

    def _note_saved(self) -> None:
        count = self._saved_today() + 1
        self._session_count = count
        self._desk.memory.remember(self._tally, f"{self._desk.today()} {count}")

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

    def _connect(self) -> None:
        self.form.left.connect(self._left)
        self.form.typing.connect(self._typing)
        self.form.told.connect(self._told)
        self._pause.timeout.connect(self._keep)
        self.twins.same.connect(self._go_on_with_twin)
        self.twins.decided.connect(self._back_to_form)
        self.checks.wanted.connect(self.form.focus_field)
        self.checks.confirmed.connect(self._confirmed)
        self.form.shown_at.connect(self._scroll.ensureWidgetVisible)
        for key, act in (
            ("Ctrl+S", self.save),
            *((key, self.save_and_next) for key in ("Ctrl+Return", "Ctrl+Enter") if self.goes_on),
            ("Esc", self.leave),
            ("F7", self.check),
            ("Ctrl+D", self.copy_previous),
            ("Ctrl+H", self.form.copy_same),
            ("Alt+Return", self.form.mend_number),
            ("Alt+Enter", self.form.mend_number),
            ("Alt+R", lambda: self.checks.choose(self.form.current())),
            ("Alt+S", self.twins.is_same),
            ("Alt+B", self.twins.is_not),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for each in (*self.form.editors.values(), self.twins.yes, self.twins.no):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While twins wait for an answer, Alt+1 and Alt+2 give it; the rail has these keys at other times."""
        if isinstance(event, QKeyEvent) and self.twins.undecided and _is_answer(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                (self.twins.is_same if event.key() == Qt.Key.Key_1 else self.twins.is_not)()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _lay_out(self) -> None:
        self._unit = "人" if self._screen.kind is Trainee else "个"
        self._tally = f"tally.{self._desk.actor}.{self._screen.key}"
        self._session_count = 0
        self._is_wide: bool | None = None
        self._forget_button = button("不要草稿，重新填", self.start_over, kind="quiet")
        crumb = button(
            f"{self._screen.title}  ›", self.leave, kind="link", accessible=f"回到{self._screen.title}"
        )
        crumb.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._leave_button = button("离开  Esc", self.leave, kind="quiet")
        self._buttons = laid(QWidget(), row(*self._save_buttons()))
        self._head = row(crumb, self.heading, 4, self.place, None, self._forget_button, self.note)
        head = laid(QWidget(), self._head, margins=(16, 0, 16, 0))
        head.setFixedHeight(self._desk.theme.sizes["bar"])
        self._foot_line = row(self._leave_button, None)
        self._foot_words = column()
        self._foot = laid(frame("foot"), column(self._foot_words, self._foot_line), margins=(16, 12, 16, 12))
        self._above, self._under = column(), column()
        self._scroll = scrolling(
            laid(QWidget(), column(self._above, self.form, self._under, None, spacing=0))
        )
        self._under.setContentsMargins(16, 0, 16, 16)
        self._beside = column(spacing=12)
        inner = laid(QWidget(), column(self._beside, None), margins=(16, 12, 16, 16))
        self._side = laid(frame("side"), column(scrolling(inner)))
        body = row(self._scroll, self._side, spacing=0)
        body.setStretch(0, 1)
        laid(self, column(head, body, self._foot, spacing=0))
        self._stand()

    def _save_buttons(self) -> list[QPushButton]:
        if not self.goes_on:
            return [button("保存  Ctrl+S", self.save, kind="primary")]
        following = f"保存，{self._screen.new[:2]}下一{self._unit}  Ctrl+Enter"
        return [
            button("保存  Ctrl+S", self.save),
            button(following, self.save_and_next, kind="primary"),
        ]

    def _stand(self) -> None:
        """With a side of its own where there is room; else one under the other."""
        scale = self._desk.theme.scale
        width = self.width() / scale
        is_wide = width >= _WIDE
        if is_wide:
            self._side.setFixedWidth(round(min(_SIDE, max(_LEAST_SIDE, width - _FORM)) * scale))
        if is_wide == self._is_wide:
            return
        at, self._is_wide = self.form.current(), is_wide
        if is_wide:
            self.twins.stand_beside()
            self._beside.addWidget(self.twins)
            self._beside.addWidget(self.checks)
            self._beside.addWidget(self.summary)
            self._head.addWidget(self._buttons)
        else:
            self.twins.stand_above()
            self._above.addWidget(self.twins)
            self._under.addWidget(self.checks)
            self._foot_words.addWidget(self.summary)
            self._foot_line.addWidget(self._buttons)
        self._side.setVisible(is_wide)
        self._foot.setVisible(not is_wide)
        if at:
            self.form.focus_field(at)


def _is_answer(event: QKeyEvent) -> bool:
    """Alt+1 or Alt+2, as a key or as the question whether it is one."""
    kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
    return (
        event.type() in kinds
        and event.modifiers() == Qt.KeyboardModifier.AltModifier
        and event.key() in (Qt.Key.Key_1, Qt.Key.Key_2)
    )
