"""The roster of a class as a grid: read, typed and pasted into; what is typed is kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from PySide6.QtGui import QGuiApplication

from skilldesk.core import clipboard_table
from skilldesk.core import roster as pasted_roster
from skilldesk.core.class_steps import is_open
from skilldesk.core.records import RecordId
from skilldesk.core.roster import FixedItems
from skilldesk.core.training import Class
from skilldesk.gui import fixed_items, roster_sheet
from skilldesk.gui.class_part import CountChips, GridPart
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.fixed_items import FixedBanner
from skilldesk.gui.grid.model import GridModel
from skilldesk.gui.grid.sheet import Line, Sheet
from skilldesk.gui.grid.view import HINTS, GridView
from skilldesk.gui.roster_sheet import REMOVED, RosterJudge, Stored
from skilldesk.gui.widgets.words import Hint, ShortWords
from skilldesk.operations import roster_lines, rosters
from skilldesk.operations.roster_lines import Around
from skilldesk.operations.rosters import Roster
from skilldesk.store.drafts import Draft
from skilldesk.store.work import new_id

FORM = "roster"
"""The form under which drafts of a roster are kept; their record is the class."""

MOST = 500
"""So many rows may be pasted at once; a class has fifty."""


@dataclass(frozen=True)
class _Read:
    roster: Roster
    around: Around
    lines: Sequence[Line]
    stored: Stored
    had_draft: bool


class RosterGrid(GridPart):
    """Whoever inherits lays it out, and saves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._roster: Roster | None = None
        self._judge = RosterJudge()
        self._fixed_of: dict[RecordId, FixedItems] = {}
        self._fixed_changed = False
        self._sought: RecordId = ""
        """The enrolment to put in sight once the lines are read."""
        self._left: set[str] = set()
        """Lines that were left once, so that what they lack is said even while one stands in them."""
        self._said_of: RecordId = ""
        """The class whose draft was told of."""
        self._asked: set[str] = set()
        """Numbers whose people were looked up."""
        self._sheet = Sheet(roster_sheet.COLUMNS, new_key=new_id, settle=_settle, follow=self._follow)
        self.model = GridModel(self._sheet, self._judge)
        self.view = GridView(desk.theme, desk.lookup, self.model)
        self.banner = FixedBanner(desk.theme)
        self.chips = CountChips(desk.theme)
        self.facts = ShortWords("label")
        self._connect_grid()

    def hints(self) -> tuple[Hint, ...]:
        return (*HINTS, ("Ctrl+Del", "移出"))

    def take_focus(self) -> None:
        self.view.setFocus()

    # --- reading ---

    def refresh(self) -> None:
        class_id = self._class_id
        if class_id not in self._fixed_of:
            self._fixed_of[class_id] = fixed_items.recall(self._desk, class_id)
        fixed, lines = self._fixed, self._sheet.lines
        self._desk.tasks.look(
            self,
            lambda _: self._read(class_id, fixed),
            done=lambda read: None if self.is_overtaken(lines) else self._show(read),
        )

    def _read(self, class_id: RecordId, fixed: FixedItems) -> _Read:
        drafts = self._desk.drafts.kept(self._desk.actor, FORM)
        draft = next((one.texts["rows"] for one in drafts if one.record == class_id), "")
        with self._desk.database.read_long() as snapshot:
            roster = rosters.of_class(snapshot, class_id)
            stored = Stored.of(roster)
            lines = stored.with_draft(draft)
            numbers = roster_sheet.numbers(lines)
            around = rosters.around(snapshot, roster, numbers, fixed=fixed, today=self._desk.today())
        return _Read(roster, around, self._as_seen(stored, lines), stored, bool(draft))

    def _as_seen(self, stored: Stored, lines: Sequence[Line]) -> Sequence[Line]:
        """Masked for those who need not see whole numbers; they write nothing either."""
        rights = self._desk.rights
        if rights.shows("numbers") and rights.shows("private"):
            return lines
        return [
            Line(
                line.key,
                {
                    cell: rights.told(roster_lines.FIELDS[cell], text.partition(" ")[0], text)
                    for cell, text in line.texts.items()
                    if cell in roster_lines.FIELDS
                },
            )
            for line in stored.lines.values()
        ]

    def _show(self, read: _Read) -> None:
        if read.roster.training_class.id != self._class_id:
            return
        self._roster, self._judge.stored = read.roster, read.stored
        masked = not (self._desk.rights.shows("numbers") and self._desk.rights.shows("private"))
        self.model.read_only = masked or not self._may_write()
        self._judge.typing = ""
        self._asked = roster_sheet.numbers(read.lines)
        self._left |= {line.key for line in read.lines}
        if masked:
            self._judge.around = None
        else:
            self._judge.know(read.around)
        place = self.view.place()
        self.model.show_lines(read.lines)
        self.view.go_to(*place)
        self._seek()
        self.banner.show_items(self._fixed, self._desk)
        is_back = read.had_draft and not masked and self._said_of != self._class_id
        self._said_of = self._class_id
        self._tell_state("已放回没有保存的内容" if is_back else "")

    def _may_write(self) -> bool:
        return self._desk.rights.may_write("enrolment") and self._desk.rights.may_write("trainee")

    def _tell_class(self, roster: Roster) -> None:
        one = roster.training_class
        days = f"{_day(one.starts_on)}至{_day(one.ends_on)}" if one.starts_on and one.ends_on else ""
        parts = (
            roster.institution.name if roster.institution else "",
            days,
            f"{one.hours / 10:g}课时" if one.hours else "",
            f"备案号 {one.filing_number}" if one.filing_number else "",
            self._people(one),
        )
        self.facts.setText("　".join(part for part in parts if part))

    def _people(self, one: Class) -> str:
        """How many there are, of how many that were planned; and whether that is more than may be."""
        count = sum(not line.text(REMOVED) for line in self._sheet.lines)
        planned = f"，计划 {one.planned_count} 人" if one.planned_count else ""
        over = count - (one.largest_count or count)
        return f"{count} 人{planned}" + (f"，超出上限 {over} 人" if over > 0 else "")

    def show_record(self, id: RecordId) -> None:
        """Go to the line of that enrolment, to the first thing that is wrong there."""
        self._sought = id
        self._seek()

    def _seek(self) -> None:
        rows = [at for at, line in enumerate(self._sheet.lines) if line.key == self._sought]
        if self._sought and rows:
            self._sought = ""
            found = self.model.next_problem(rows[0], -1)
            self.view.go_to(*(found if found and found[0] == rows[0] else (rows[0], 0)))

    # --- while it is typed ---

    def _follow(self, line: Line, column: str) -> Mapping[str, str]:
        if column not in roster_lines.FIELDS or self._judge.around is None:
            return {}
        self._know({roster_lines.number_of(line.texts)} - {""})
        is_new = self._judge.stored.is_new(line)
        return roster_sheet.follow(line, self._judge.around, self._fixed, is_new=is_new)

    def _know(self, numbers: set[str]) -> None:
        """Look up the people behind numbers that were not asked for yet: a few indexed reads."""
        around, roster = self._judge.around, self._roster
        if roster is None or around is None or numbers <= self._asked:
            return
        self._asked = {*self._asked, *numbers, *roster_sheet.numbers(self._sheet.lines)} - {""}
        with self._desk.database.read() as snapshot:
            known = rosters.around(snapshot, roster, self._asked, fixed=self._fixed, today=self._desk.today())
        self._judge.know(known)

    def _typed(self) -> None:
        self._keep()
        self._tell_state()
        self.catch_up()

    def _keep(self) -> None:
        """As a draft, so that a power cut loses one cell."""
        if self._roster is None or self.model.read_only:
            return
        desk = self._desk
        draft = self._judge.stored.draft(self._sheet.lines)
        if draft:
            at = desk.database.now().astimezone(UTC).isoformat(timespec="seconds")
            desk.drafts.keep(desk.actor, Draft(FORM, self._class_id, {"rows": draft}, at))
        else:
            desk.drafts.forget(desk.actor, FORM, self._class_id)

    def _moved(self) -> None:
        """A new line is judged by what it lacks once it is left."""
        line = self.model.line(self.view.place()[0])
        first_time = line and self._judge.stored.is_new(line) and line.key not in self._left
        typing = line.key if line and first_time else ""
        if typing != self._judge.typing:
            self._left.add(self._judge.typing)
            self._judge.typing = typing
            self.model.judge_again()
            self.chips.count(self.model)
        self._tell_place()

    def _tell_place(self, note: str = "") -> None:
        row, at = self.view.place()
        told = f"第{row + 1}行 {roster_sheet.COLUMNS[at].heading}"
        self.say_count(f"{told}　{note}" if note else told)

    def _tell_state(self, note: str = "") -> None:
        self.chips.count(self.model)
        if self._roster is not None:
            self._tell_class(self._roster)
        self._tell_place(note or ("草稿已存" if self.has_unsaved else ""))

    @property
    def _fixed(self) -> FixedItems:
        return self._fixed_of.get(self._class_id, FixedItems())

    @property
    def has_unsaved(self) -> bool:
        return self._fixed_changed or self._judge.stored.differs(self._sheet.lines)

    # --- many lines at once ---

    def paste_list(self) -> None:
        """从表格粘贴: what was copied in Excel or WPS, after the last line."""
        self.view.setFocus()
        if not QGuiApplication.clipboard().text().strip():
            lines = (("怎么办", "请先在表格软件里选中名单（连同表头更好），按Ctrl+C复制，再回到这里。"),)
            notice = Notice(heading="剪贴板里没有文字", lines=lines, tone="blue", icon="info")
            self._desk.dialogs.tell(notice)
            return
        self.view.go_to(len(self._sheet.lines), 0)
        self.view.paste()

    def _paste(self, text: str) -> None:
        rows = clipboard_table.read(text)
        if len(rows) > MOST:
            lines = (
                ("数据", "没有粘贴，花名册没有变化。"),
                ("怎么办", f"一次最多粘贴{MOST}行，请分班粘贴。"),
            )
            self._desk.dialogs.tell(Notice(heading=f"剪贴板里有{len(rows):,}行，太多了", lines=lines))
            return
        found = pasted_roster.with_headings(rows)
        if found is None:
            self._know(self._numbers_in(rows))
            self.view.paste_block(rows)
            self._say_pasted(len(rows))
            return
        self._know({number for line in found.lines if (number := roster_lines.number_of(line))})
        at = len(self._sheet.lines)
        self.model.put_block(at, found.lines)
        self.view.go_to(at, 0)
        self._typed()
        self._say_pasted(len(found.lines), found.left_out)

    @staticmethod
    def _numbers_in(rows: Sequence[Sequence[str]]) -> set[str]:
        cells = (cell for row in rows for cell in row)
        longest = (roster_lines.number_of({"id_number": cell}) for cell in cells if len(cell) >= 15)
        return {number for number in longest if number}

    def _say_pasted(self, count: int, left_out: Sequence[str] = ()) -> None:
        self._left |= {line.key for line in self._sheet.lines}
        self._moved()
        lost = f"，没有对应的栏目：{'、'.join(left_out)}" if left_out else ""
        self._tell_place(f"已粘贴 {count} 行{lost}　Ctrl+Z 撤销")

    def remove(self) -> None:
        """移出: a new line goes at once; one that is stored, when the sheet is saved."""
        if self._roster is None or self.model.read_only:
            return
        rows = set(self.view.chosen_rows())
        if any(not self._judge.stored.is_new(self._sheet.lines[row]) for row in rows) and not is_open(
            self._roster.training_class
        ):
            self._tell_no_removal()
            return
        lines = list(self._sheet.lines)
        for row in rows:
            texts = dict(lines[row].texts)
            if texts.pop(REMOVED, "") == "":
                texts[REMOVED] = "1"
            lines[row] = Line(lines[row].key, texts)
        kept = [one for one in lines if not (one.text(REMOVED) and self._judge.stored.is_new(one))]
        self.model.replace_lines(kept)
        self._typed()

    def _tell_no_removal(self) -> None:
        lines = (
            ("数据", "花名册没有变化。"),
            ("怎么办", "中途不参加的，请在成绩与证书里把结果填为中断或剔除，花名册上会注明。"),
        )
        self._desk.dialogs.tell(Notice(heading="这个班已经提交备案，不能再移出学员", lines=lines))

    def fix(self) -> None:
        """Change what is the same for the whole class."""
        if not self.model.read_only:
            fixed_items.ask(self._desk, self._fixed, self._use_fixed)

    def _use_fixed(self, items: FixedItems) -> None:
        fixed_items.remember(self._desk, self._class_id, items)
        self._fixed_changed |= items != self._fixed
        self._fixed_of[self._class_id] = items
        self.banner.show_items(items, self._desk)
        self._asked.clear()
        self._know(roster_sheet.numbers(self._sheet.lines) or {"-"})
        self._fill_categories(items)
        self.model.judge_again()
        self._typed()

    def _fill_categories(self, items: FixedItems) -> None:
        """The category of the class, in new lines that say none."""
        text = roster_lines.shown("category", items.category)
        block: list[Mapping[str, str]] = [
            {"category": text} if text and not line.text("category") else {} for line in self._sheet.lines
        ]
        if any(block):
            self.model.put_block(0, block)

    def _connect_grid(self) -> None:
        self.view.typed.connect(self._typed)
        self.view.moved.connect(self._moved)
        self.view.pasted.connect(self._paste)
        self.view.removal_asked.connect(self.remove)
        self.banner.asked.connect(self.fix)
        self.on_key("F6", self.fix)
        self.on_key("F7", self.view.next_problem)


def _settle(cell: str, text: str) -> str:
    return roster_lines.settled(cell, text) if cell in roster_lines.FIELDS else text


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
