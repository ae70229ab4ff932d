"""花名册 of one class: a grid that takes a whole list at once, and writes it in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from skilldesk.core.class_steps import BY_KEY, SUBMIT, is_open
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.roster import FixedItems
from skilldesk.core.training import Class, Enrolment
from skilldesk.gui.class_part import INFO, give_room
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import button, heading, with_icon
from skilldesk.gui.roster_grid import RosterGrid
from skilldesk.gui.roster_sheet import REMOVED, Stored
from skilldesk.gui.widgets.frames import column, frame, laid
from skilldesk.gui.widgets.words import restyle
from skilldesk.operations import classes, rosters
from skilldesk.operations.rosters import Missing, Saved
from skilldesk.progress import Progress


class RosterPart(RosterGrid):
    submitted = Signal()
    lacking = Signal(object)
    """What keeps the class from being submitted: a list of Missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._saving = False
        self._lay_out()
        self._connect()

    def _tell_state(self, note: str = "") -> None:
        super()._tell_state(note)
        may = not self.model.read_only
        self.save_button.setEnabled(self.has_unsaved and may)
        self.paste_button.setEnabled(may)
        self.banner.button.setEnabled(may)
        self._offer_submit()

    # --- saving ---

    def save(self) -> None:
        self._save(self._saved)

    def _save(self, then: Callable[[Saved], object]) -> None:
        if self._saving or self.model.read_only or self._roster is None:
            return
        self.view.settle()
        stored, lines = self._judge.stored, self._sheet.lines
        entries, removed = stored.entries(lines), stored.removed(lines)
        class_id, fixed, today, desk = self._class_id, self._fixed, self._desk.today(), self._desk

        def write(_: Progress) -> Saved:
            with desk.database.write(desk.actor) as work:
                return rosters.save(work, class_id, entries, removed=removed, fixed=fixed, today=today)

        self._saving = True
        self._desk.tasks.start(
            self,
            write,
            done=lambda saved: self._written(saved, then),
            failed=self._failed,
            title="正在保存花名册",
        )

    def _written(self, saved: Saved, then: Callable[[Saved], object]) -> None:
        """What was written is no draft any more; what was left is one still."""
        self._saving = self._fixed_changed = False
        left = {one.enrolment for one in saved.left}
        stored = Stored(
            {
                line.key: line
                for line in self._sheet.lines
                if line.key not in left and line.texts and not line.text(REMOVED)
            }
            | {key: line for key, line in self._judge.stored.lines.items() if key in left}
        )
        self._judge.stored = stored
        self._keep()
        self._desk.news.tell(Trainee, CategoryFact, Enrolment)
        self.refresh()
        then(saved)

    def _failed(self, error: BaseException) -> None:
        self._saving = False
        self._desk.dialogs.tell_error(error)

    def _saved(self, saved: Saved) -> None:
        if not saved.left:
            self._tell_place(f"已保存 {len(saved.written)} 人")
            return
        named = "、".join(f"第{one.position}行{one.name}" for one in saved.left[:5])
        more = f"等{len(saved.left)}行" if len(saved.left) > 5 else ""
        notice = Notice(
            heading=f"{len(saved.left)}行还认不出是谁，留作草稿",
            lines=(
                ("数据", f"已保存 {len(saved.written)} 人。没保存的仍在这张表里，关机也不会丢。"),
                ("哪几行", f"{named}{more}。"),
                ("怎么办", "按F7逐处查看，改正后再按Ctrl+S。"),
            ),
            tone="amber",
        )
        self._desk.dialogs.tell(notice)

    # --- submitting ---

    def submit(self) -> None:
        """Save what is typed, then hand the class in; or say all that is missing."""
        if self.has_unsaved:
            self._save(lambda saved: self._saved(saved) if saved.left else self._submit())
        else:
            self._submit()

    def _submit(self) -> None:
        class_id, desk = self._class_id, self._desk

        def job(_: Progress) -> list[Missing]:
            with desk.database.write(desk.actor) as work:
                lacking = rosters.missing(work, class_id, FixedItems(), desk.today())
                if not lacking:
                    classes.act(work, class_id, SUBMIT)
                return lacking

        desk.tasks.start(self, job, done=self._handed_in, title="正在提交备案")

    def _handed_in(self, lacking: Sequence[Missing]) -> None:
        if lacking:
            self.lacking.emit(lacking)
            self.part_wanted.emit(INFO, "")
        else:
            self._desk.news.tell(Class)
            self.refresh()
            self.submitted.emit()

    def _offer_submit(self) -> None:
        one = self._roster.training_class if self._roster else None
        roles = BY_KEY[SUBMIT].roles & set(self._desk.user.roles)
        offered = one is not None and is_open(one) and bool(roles)
        self.submit_button.setVisible(offered)
        kind = "" if offered else "primary"
        if self.save_button.property("kind") != kind:
            restyle(self.save_button, kind=kind)

    # --- how it is laid out ---

    def _print(self) -> None:
        if self.has_unsaved and not self.model.read_only:
            notice = Notice(
                heading="花名册有没保存的内容",
                lines=(("怎么办", "打印的是已保存的花名册。先保存，再打印。"),),
                act="保存并打印",
                leave="先不打印",
                tone="amber",
            )
            self._desk.dialogs.tell(
                notice,
                act=lambda: self._save(
                    lambda saved: self._saved(saved) if saved.left else self.want_paper("roster")
                ),
            )
        else:
            self.want_paper("roster")

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.paste_button = button("从表格粘贴", self.paste_list)
        self.print_button = with_icon(button("打印花名册  F9", self._print), theme, "print")
        self.save_button = button("保存  Ctrl+S", self.save)
        self.submit_button = button("提交备案", self.submit, kind="primary")
        self.print_button.setEnabled(self._desk.rights.allows("print"))
        buttons = (self.paste_button, self.print_button, self.save_button, self.submit_button)
        line = heading(theme, self.facts, self.chips, *buttons)
        give_room(line, self.facts)
        banner = laid(QWidget(), column(self.banner), margins=(16, 0, 16, 8))
        whole = column(line, banner, self.view, spacing=0)
        whole.setStretch(2, 1)
        laid(self, column(laid(frame("plain"), whole), spacing=0))

    def _connect(self) -> None:
        self.on_key("Ctrl+S", self.save)
        self.on_key("F9", self._print)
