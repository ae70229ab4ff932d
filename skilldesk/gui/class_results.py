"""成绩与证书 of one class: hours, marks, results and certificates in a grid, written in one go."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from PySide6.QtWidgets import QWidget

from skilldesk.core import clipboard_table, serial_numbers
from skilldesk.core.class_steps import is_open
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.gui.class_part import CountChips, GridPart, give_room
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.grid.model import GridModel
from skilldesk.gui.grid.sheet import Finding, GridColumn, Judged, Line, Sheet
from skilldesk.gui.grid.view import HINTS, GridView
from skilldesk.gui.page import button, heading
from skilldesk.gui.roster_sheet import emptied
from skilldesk.gui.widgets.frames import column, frame, laid
from skilldesk.gui.widgets.signs import Sign, Tone
from skilldesk.gui.widgets.words import Hint, ShortWords
from skilldesk.operations import claims, result_lines, rosters
from skilldesk.operations.result_lines import CERTIFICATE, ISSUED, KIND, LEVEL, STATE
from skilldesk.progress import Progress
from skilldesk.store.drafts import Draft
from skilldesk.store.work import new_id

FORM = "results"
"""The form under which drafts of results are kept; their record is the class."""

_WIDTHS: Mapping[str, int] = {
    "attended_hours": 78,
    "score": 68,
    STATE: 88,
    CERTIFICATE: 176,
    KIND: 140,
    LEVEL: 62,
    ISSUED: 92,
    "issuer": 140,
}
_NEEDED = frozenset({"attended_hours", STATE})

COLUMNS: tuple[GridColumn, ...] = (
    GridColumn(key="name", heading="姓名", width=66, derived=True),
    *(
        GridColumn(
            key=cell,
            heading=result_lines.LABELS[cell],
            width=_WIDTHS[cell],
            required=cell in _NEEDED,
            latin=cell in ("attended_hours", "score", CERTIFICATE, ISSUED),
            right=cell in ("attended_hours", "score"),
            table=result_lines.TABLES.get(cell, ""),
        )
        for cell in result_lines.CELLS
    ),
    GridColumn(key="told", heading="编号里说的", width=172, derived=True),
    GridColumn(key="state", heading="检查", width=92, derived=True, is_state=True),
)


@dataclass(frozen=True)
class _Read:
    training_class: Class
    names: Mapping[RecordId, str]
    stored: Mapping[RecordId, Mapping[str, str]]
    lines: Sequence[Line]


class ResultsPart(GridPart):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read_now: _Read | None = None
        self._saving = False
        self._sheet = Sheet(COLUMNS, new_key=new_id, settle=self._settle, follow=self._follow)
        self.model = GridModel(self._sheet, self._judge)
        self.model.may_grow = False
        self.view = GridView(desk.theme, desk.lookup, self.model)
        self.chips = CountChips(desk.theme)
        self.facts = ShortWords("label")
        self._lay_out()
        self._connect()

    def hints(self) -> tuple[Hint, ...]:
        return (*HINTS, ("F8", "续号"))

    def take_focus(self) -> None:
        self.view.setFocus()

    @property
    def has_unsaved(self) -> bool:
        return bool(self._changed())

    # --- reading ---

    def refresh(self) -> None:
        class_id, lines = self._class_id, self._sheet.lines
        self._desk.tasks.look(
            self,
            lambda _: self._read(class_id),
            done=lambda read: None if self.is_overtaken(lines) else self._show(read),
        )

    def _read(self, class_id: RecordId) -> _Read:
        drafts = self._desk.drafts.kept(self._desk.actor, FORM)
        draft = next((one.texts["cells"] for one in drafts if one.record == class_id), "{}")
        with self._desk.database.read_long() as snapshot:
            roster = rosters.of_class(snapshot, class_id)
            stored = {
                one.enrolment.id: result_lines.texts_of(
                    one.enrolment, claims.certificate_of(snapshot, one.trainee.id, roster.training_class)
                )
                for one in roster.members
            }
        typed: Mapping[str, Mapping[str, str]] = json.loads(draft)
        return _Read(
            training_class=roster.training_class,
            names={one.enrolment.id: one.trainee.name for one in roster.members},
            stored=stored,
            lines=[Line(key, _over(texts, typed.get(key, {}))) for key, texts in stored.items()],
        )

    def _show(self, read: _Read) -> None:
        if read.training_class.id != self._class_id:
            return
        self._read_now = read
        rights = self._desk.rights
        self.model.read_only = not (rights.may_write("enrolment") and rights.may_write("certificate"))
        place = self.view.place()
        self.model.show_lines(read.lines)
        self.view.go_to(place[0], place[1] or 1)
        one = read.training_class
        parts = (f"{len(read.lines)} 人", f"全班 {one.hours / 10:g} 课时" if one.hours else "")
        self.facts.setText("　".join(part for part in (*parts, _not_yet(one)) if part))
        self._tell_state()

    def _judge(self, lines: Sequence[Line]) -> list[Judged]:
        return [self._judged(line) for line in lines]

    def _judged(self, line: Line) -> Judged:
        read = self._read_now
        if read is None:
            return Judged()
        found = result_lines.read(line.key, line.texts, read.training_class, self._desk.today())
        findings: dict[str, tuple[Finding, ...]] = {}
        for one in found.found:
            findings[one.cell] = (*findings.get(one.cell, ()), Finding(problem=one.problem))
        kept = emptied(read.stored.get(line.key, {}), line, result_lines.CELLS)
        findings |= {cell: (one,) for cell, one in kept.items()}
        derived = {"name": read.names.get(line.key, ""), "told": found.told}
        return Judged(derived=derived, findings=findings, state=_state(line, findings))

    # --- while it is typed ---

    def _settle(self, cell: str, text: str) -> str:
        read = self._read_now
        return result_lines.settled(cell, text, read.training_class) if read else text

    def _follow(self, line: Line, cell: str) -> Mapping[str, str]:
        read = self._read_now
        return result_lines.following(cell, line.texts, read.training_class) if read else {}

    def _changed(self) -> dict[RecordId, dict[str, str]]:
        """The cells that say otherwise than the store, by line."""
        stored = self._read_now.stored if self._read_now else {}
        changed = {
            line.key: {
                cell: line.text(cell)
                for cell in result_lines.CELLS
                if line.text(cell) != stored.get(line.key, {}).get(cell, "")
            }
            for line in self._sheet.lines
        }
        return {key: texts for key, texts in changed.items() if texts}

    def _typed(self) -> None:
        desk, changed = self._desk, self._changed()
        if changed and not self.model.read_only:
            at = desk.database.now().astimezone(UTC).isoformat(timespec="seconds")
            texts = {"cells": json.dumps(changed, ensure_ascii=False)}
            desk.drafts.keep(desk.actor, Draft(FORM, self._class_id, texts, at))
        else:
            desk.drafts.forget(desk.actor, FORM, self._class_id)
        self._tell_state()
        self.catch_up()

    def _paste(self, text: str) -> None:
        """Into the lines that there are; what goes beyond the last is told, not lost in silence."""
        rows = clipboard_table.read(text)
        row = self.view.place()[0]
        room = len(self._sheet.lines) - row
        self.view.paste_block(rows[:room])
        over = f"，超出名单的 {len(rows) - room} 行没有贴入" if len(rows) > room else ""
        self._tell_place(f"已粘贴 {min(len(rows), room)} 行{over}　Ctrl+Z 撤销")

    def number_on(self) -> None:
        """自动续号: count on from the number in the current cell, into the empty ones below; ask first."""
        row, _ = self.view.place()
        line = self.model.line(row)
        first = line.text(CERTIFICATE) if line else ""
        empty = [at for at, one in enumerate(self._sheet.lines) if at > row and not one.text(CERTIFICATE)]
        numbers = serial_numbers.following(first, len(empty)) if first and empty else None
        if self.model.read_only:
            return
        if not numbers:
            self._tell_cannot_number(first)
            return
        names = self._read_now.names if self._read_now else {}
        people = [names.get(self._sheet.lines[at].key, "") for at in empty]
        notice = Notice(
            heading=f"从{first}起，往下续{len(numbers)}个证书编号",
            lines=(
                ("第一个", f"{people[0]}　{numbers[0]}"),
                ("最后一个", f"{people[-1]}　{numbers[-1]}"),
                ("怎么办", "证书是连号发的才这样填。填好后请对照证书抽查几张；Ctrl+Z 可以撤销。"),
            ),
            act=f"填入 {len(numbers)} 个编号",
            leave="不填",
            icon="certificate",
            tone="blue",
        )
        self._desk.dialogs.tell(
            notice, act=lambda: self._fill_numbers(dict(zip(empty, numbers, strict=True)))
        )

    def _tell_cannot_number(self, first: str) -> None:
        told = f"「{first}」后面没有空着的人，或末尾的数字不够续。" if first else "当前这一行还没有证书编号。"
        lines = (("数据", "没有变化。"), ("怎么办", "先填好一个人的编号，光标停在这一行，再按F8。"))
        self._desk.dialogs.tell(Notice(heading=f"续不了号：{told}", lines=lines, tone="amber"))

    def _fill_numbers(self, numbers: Mapping[int, str]) -> None:
        """With the day, issuer and kind of the certificate from which they go on."""
        row, _ = self.view.place()
        line = self._sheet.lines[row]
        same = {cell: line.text(cell) for cell in (KIND, LEVEL, ISSUED, "issuer") if line.text(cell)}
        block: list[Mapping[str, str]] = []
        for at in range(row + 1, len(self._sheet.lines)):
            held = self._sheet.lines[at]
            filled = {cell: text for cell, text in same.items() if not held.text(cell)}
            block.append({CERTIFICATE: numbers[at], **filled} if at in numbers else {})
        self.model.put_block(row + 1, block)
        self._typed()

    # --- saving ---

    def save(self) -> None:
        read = self._read_now
        if self._saving or self.model.read_only or read is None:
            return
        self.view.settle()
        today, desk, changed = self._desk.today(), self._desk, self._changed()
        results = [
            result_lines.read(line.key, line.texts, read.training_class, today).result
            for line in self._sheet.lines
            if line.key in changed
        ]

        def write(_: Progress) -> int:
            with desk.database.write(desk.actor) as work:
                return rosters.record_results(work, read.training_class.id, results, today)

        self._saving = True
        desk.tasks.start(self, write, done=self._written, failed=self._failed, title="正在保存成绩与证书")

    def _written(self, count: int) -> None:
        """What could not be read stays a draft; all else is stored now."""
        self._saving = False
        unread = self._unread()
        desk = self._desk
        if unread:
            at = desk.database.now().astimezone(UTC).isoformat(timespec="seconds")
            texts = {"cells": json.dumps(unread, ensure_ascii=False)}
            desk.drafts.keep(desk.actor, Draft(FORM, self._class_id, texts, at))
        else:
            desk.drafts.forget(desk.actor, FORM, self._class_id)
        desk.news.tell(Enrolment, Certificate)
        self.refresh()
        self._tell_place(f"已保存 {count} 人" + (f"，{len(unread)} 行有看不懂的，留作草稿" if unread else ""))

    def _unread(self) -> dict[RecordId, dict[str, str]]:
        """Cells with an error that the store did not take."""
        changed = self._changed()
        found: dict[RecordId, dict[str, str]] = {}
        for line, judged in zip(self._sheet.lines, self.model.all_judged(), strict=True):
            cells = {
                cell: text
                for cell, text in changed.get(line.key, {}).items()
                if text and any(_is_unreadable(one) for one in judged.findings.get(cell, ()))
            }
            if cells:
                found[line.key] = cells
        return found

    def _failed(self, error: BaseException) -> None:
        self._saving = False
        self._desk.dialogs.tell_error(error)

    # --- what is told ---

    def _tell_place(self, note: str = "") -> None:
        row, at = self.view.place()
        told = f"第{row + 1}行 {COLUMNS[at].heading}" if self._sheet.lines else ""
        self.say_count("　".join(part for part in (told, note) if part))

    def _tell_state(self) -> None:
        unsaved = self.has_unsaved
        self.chips.count(self.model)
        self.save_button.setEnabled(unsaved and not self.model.read_only)
        self.number_button.setEnabled(not self.model.read_only)
        self._tell_place("草稿已存" if unsaved else "")

    def _lay_out(self) -> None:
        self.number_button = button("续号  F8", self.number_on)
        self.save_button = button("保存  Ctrl+S", self.save, kind="primary")
        line = heading(self._desk.theme, self.facts, self.chips, self.number_button, self.save_button)
        give_room(line, self.facts)
        whole = column(line, self.view, spacing=0)
        whole.setStretch(1, 1)
        laid(self, column(laid(frame("plain"), whole), laid(QWidget(), column()), spacing=0))

    def _connect(self) -> None:
        self.view.typed.connect(self._typed)
        self.view.moved.connect(self._tell_place)
        self.view.pasted.connect(self._paste)
        self.on_key("Ctrl+S", self.save)
        self.on_key("F7", self.view.next_problem)
        self.on_key("F8", self.number_on)


def _over(stored: Mapping[str, str], typed: Mapping[str, str]) -> Mapping[str, str]:
    return {cell: text for cell, text in {**stored, **typed}.items() if text}


def _is_unreadable(found: Finding) -> bool:
    return found.tone == "red" and found.problem.code.startswith(("RESULT-", "DATE-"))


def _not_yet(one: Class) -> str:
    return "还没有备案，成绩可以先录" if is_open(one) else ""


def _state(line: Line, findings: Mapping[str, Sequence[Finding]]) -> tuple[Sign, str, Tone]:
    tones = [one.tone for found in findings.values() for one in found]
    if red := tones.count("red"):
        return Sign.CROSS, f"必须改 {red}", "red"
    if amber := tones.count("amber"):
        return Sign.WARN, f"请确认 {amber}", "amber"
    if all(line.text(cell) for cell in _NEEDED):
        return Sign.CHECK, "齐全", "green"
    return Sign.RING, "还没填", ""
