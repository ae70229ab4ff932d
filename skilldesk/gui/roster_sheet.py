"""The roster as a sheet: its columns, how its lines are judged, what of them is a draft."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from skilldesk.core.checks import EMPTY
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import RecordId
from skilldesk.core.repairs import Repair
from skilldesk.core.roster import CATEGORY, CELLS, NAME, NUMBER, FixedItems, doubles
from skilldesk.gui.grid.sheet import Finding, GridColumn, Judged, Line
from skilldesk.gui.widgets.signs import Sign, Tone
from skilldesk.operations import roster_lines
from skilldesk.operations.roster_lines import WHOLE, Around
from skilldesk.operations.rosters import Entry, Roster

COLUMNS: tuple[GridColumn, ...] = (
    GridColumn(key=NUMBER, heading="证件号码", width=168, required=True, latin=True, groups=(6, 8, 4)),
    GridColumn(key=NAME, heading="姓名", width=78, required=True),
    GridColumn(key="sex", heading="性别", width=42, derived=True),
    GridColumn(key="age", heading="年龄", width=42, derived=True, right=True),
    GridColumn(key="education", heading="文化程度", width=84, required=True, table="education"),
    GridColumn(key="phone", heading="手机号码", width=112, required=True, latin=True, groups=(3, 4, 4)),
    GridColumn(key="hukou_address", heading="户籍地址", width=186, required=True),
    GridColumn(key="residence_address", heading="现住址", width=110, required=True),
    GridColumn(key=CATEGORY, heading="人员类别", width=168, required=True, table="person_category"),
    GridColumn(key="remark", heading="备注", width=68),
    GridColumn(key=WHOLE, heading="检查", width=96, derived=True, is_state=True),
)

REMOVED = "removed"
"""Not a column: the mark of a line that goes when the sheet is saved."""

_TYPING = frozenset({EMPTY, "ROSTER-BESIDE"})
"""What is not yet said of a line while it is typed for the first time."""
_SEX = {"1": "男", "2": "女"}


@dataclass
class Stored:
    """How the store has the lines, so that a sheet knows what it changes."""

    lines: Mapping[RecordId, Line] = field(default_factory=dict)
    """In the order of the roster."""

    @classmethod
    def of(cls, roster: Roster) -> Stored:
        return cls(
            {
                one.enrolment.id: Line(
                    one.enrolment.id,
                    roster_lines.texts_of(one.trainee, one.fact.category if one.fact else None),
                )
                for one in roster.members
            }
        )

    def is_new(self, line: Line) -> bool:
        return line.key not in self.lines

    def changed(self, line: Line) -> dict[str, str]:
        """The cells that say otherwise than the store; all of a new line."""
        if self.is_new(line):
            return dict(line.texts)
        was = self.lines[line.key].texts
        return {cell: line.text(cell) for cell in (*CELLS, REMOVED) if line.text(cell) != was.get(cell, "")}

    def differs(self, lines: Sequence[Line]) -> bool:
        return any(self.changed(line) for line in lines) or bool(
            [line.key for line in lines] != list(self.lines) and lines
        )

    def draft(self, lines: Sequence[Line]) -> str:
        """What differs, as text; nothing if nothing does."""
        differing = [
            {"key": line.key, "at": at, "texts": texts}
            for at, line in enumerate(lines)
            if (texts := self.changed(line))
        ]
        return json.dumps(differing, ensure_ascii=False) if differing else ""

    def with_draft(self, draft: str) -> list[Line]:
        """The lines of the store, with what was typed over them."""
        lines = list(self.lines.values())
        for one in json.loads(draft) if draft else ():
            self._restore(lines, one)
        return lines

    def _restore(self, lines: list[Line], one: Mapping[str, Any]) -> None:
        texts: Mapping[str, str] = one["texts"]
        at = next((place for place, line in enumerate(lines) if line.key == one["key"]), None)
        if at is None:
            lines.insert(min(one["at"], len(lines)), Line(one["key"], texts))
        else:
            said = {**lines[at].texts, **texts}
            lines[at] = replace(lines[at], texts={cell: text for cell, text in said.items() if text})

    def entries(self, lines: Sequence[Line]) -> list[Entry]:
        """The lines to be written. An unchanged one says nothing, so nothing of its person changes."""
        staying = [line for line in lines if line.texts and not line.text(REMOVED)]
        return [
            Entry(enrolment=line.key, position=at, texts=self._said(line))
            for at, line in enumerate(staying, start=1)
        ]

    def _said(self, line: Line) -> Mapping[str, str]:
        return line.texts if self.changed(line) else {}

    def removed(self, lines: Sequence[Line]) -> list[RecordId]:
        return [line.key for line in lines if line.text(REMOVED) and not self.is_new(line)]


class RosterJudge:
    """Judges the lines of a roster; one that did not change is not read again."""

    def __init__(self) -> None:
        self.stored = Stored()
        self.around: Around | None = None
        self.typing = ""
        """The key of the new line in which the clerk is typing."""
        self._kept: dict[tuple[str, tuple[tuple[str, str], ...], int], Judged] = {}

    def know(self, around: Around) -> None:
        """Judge by this from now on."""
        self.around = around
        self._kept.clear()

    def __call__(self, lines: Sequence[Line]) -> list[Judged]:
        same = doubles(roster_lines.number_of(line.texts) for line in lines)
        return [self._judged(line, same.get(at)) for at, line in enumerate(lines)]

    def _judged(self, line: Line, double: int | None) -> Judged:
        around = self.around
        if around is None:
            return Judged()
        if line.text(REMOVED):
            return Judged(state=(Sign.CROSS, "将移出", ""), struck=True)
        key = (line.key, tuple(sorted(line.texts.items())), id(around))
        if key not in self._kept:
            self._kept[key] = self._read(line, around)
        judged = self._kept[key]
        findings = dict(judged.findings)
        if double is not None:
            text = f"和第{double + 1}行是同一个证件号码，请确认哪一行要留。"
            findings[NUMBER] = (*findings.get(NUMBER, ()), _warning("ROSTER-DOUBLE", text))
        said = _without(findings, _TYPING) if line.key == self.typing else findings
        return replace(judged, findings=said, state=_state(said, typing=len(said) < len(findings)))

    def _read(self, line: Line, around: Around) -> Judged:
        read = roster_lines.read(line.key, line.texts, around)
        age = roster_lines.age_on(read.trainee.birth_date, around.starts_on)
        findings: dict[str, tuple[Finding, ...]] = {}
        for found in read.found:
            one = Finding(problem=found.problem, repair=found.repair)
            findings[found.cell] = (*findings.get(found.cell, ()), one)
        if was := self.stored.lines.get(line.key):
            findings |= {cell: (one,) for cell, one in emptied(was.texts, line, CELLS).items()}
        derived = {
            "sex": _SEX.get(read.trainee.sex or "", ""),
            "age": "" if age is None else str(age),
        }
        return Judged(derived=derived, findings=findings)


def follow(line: Line, around: Around, fixed: FixedItems, *, is_new: bool) -> dict[str, str]:
    """What a new line says besides: what is registered of its person, and the category of the class."""
    if not is_new:
        return {}
    known = around.registered(line.texts)
    said = roster_lines.texts_of(known) if known else {}
    return {**said, CATEGORY: roster_lines.shown(CATEGORY, fixed.category)}


def emptied(was: Mapping[str, str], line: Line, cells: Sequence[str]) -> dict[str, Finding]:
    """What to say of cells that were emptied: that changes nothing."""
    return {
        cell: Finding(
            problem=Problem(
                code="GRID-KEPT",
                text=f"空着等于不改，登记的「{was[cell]}」会保留。",
                severity=Severity.WARNING,
            ),
            repair=Repair(label="用登记的", text=was[cell]),
        )
        for cell in cells
        if was.get(cell) and not line.text(cell)
    }


def numbers(lines: Sequence[Line]) -> set[str]:
    return {number for line in lines if (number := roster_lines.number_of(line.texts))}


def _warning(code: str, text: str) -> Finding:
    return Finding(problem=Problem(code=code, text=text, severity=Severity.WARNING))


def _without(
    findings: Mapping[str, Sequence[Finding]], codes: Collection[str]
) -> dict[str, Sequence[Finding]]:
    kept = {
        cell: tuple(one for one in found if one.problem.code not in codes) for cell, found in findings.items()
    }
    return {cell: found for cell, found in kept.items() if found}


def _state(findings: Mapping[str, Sequence[Finding]], *, typing: bool) -> tuple[Sign, str, Tone]:
    tones = [one.tone for found in findings.values() for one in found]
    if red := tones.count("red"):
        return Sign.CROSS, f"必须改 {red}", "red"
    if typing:
        return Sign.RING, "正在填", ""
    if amber := tones.count("amber"):
        return Sign.WARN, f"请确认 {amber}", "amber"
    return Sign.CHECK, "齐全", "green"
