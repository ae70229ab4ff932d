"""What a grid holds: columns, lines of texts, and every edit with its way back. It knows nothing of Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from skilldesk.core.problems import Problem, Severity
from skilldesk.core.repairs import Repair
from skilldesk.gui.widgets.signs import Sign, Tone

Cell = tuple[str, str]
"""The key of a line, and the key of a column."""


@dataclass(frozen=True, kw_only=True)
class GridColumn:
    key: str
    heading: str
    width: int
    """In px of the pictures."""
    required: bool = False
    derived: bool = False
    """Worked out by the program; nobody types here."""
    latin: bool = False
    """Digits and marks: the input method stays off."""
    groups: tuple[int, ...] = ()
    """A text of as many characters as these together is painted in groups of so many."""
    right: bool = False
    table: str = ""
    """The code table from which is chosen."""
    is_state: bool = False
    """The column that says with a chip how a line stands."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is to be said of a cell."""

    problem: Problem
    repair: Repair | None = None

    @property
    def tone(self) -> Tone:
        return "red" if self.problem.severity is Severity.ERROR else "amber"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A line as it is shown: derived texts, what is wrong where, and how it stands as a whole."""

    derived: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    state: tuple[Sign, str, Tone] | None = None
    struck: bool = False
    """It will go when the sheet is saved."""

    def worst(self, column: str) -> Finding | None:
        found = self.findings.get(column, ())
        return next((one for one in found if one.tone == "red"), found[0] if found else None)


@dataclass(frozen=True)
class Line:
    """A row; its texts are as typed, by the key of the column, without those that are empty."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        return self.texts.get(column, "")


Judge = Callable[[Sequence[Line]], Sequence[Judged]]
Settle = Callable[[str, str], str]
"""Writes a text as its column writes it, if it can be read; else it stays as typed."""
Follow = Callable[[Line, str], Mapping[str, str]]
"""What else a line says once a cell of that column was typed, in cells that are empty."""


@dataclass(frozen=True)
class _Edit:
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    at: Cell | None


class Sheet:
    """Lines in order; each change is one step of undo, however many cells it touched."""

    def __init__(
        self,
        columns: Sequence[GridColumn],
        *,
        new_key: Callable[[], str],
        settle: Settle = lambda _, text: text,
        follow: Follow = lambda _line, _column: {},
    ) -> None:
        self.columns = tuple(columns)
        self.lines: tuple[Line, ...] = ()
        self._new_key, self._settle, self._follow = new_key, settle, follow
        self._done: list[_Edit] = []
        self._undone: list[_Edit] = []

    def begin(self, lines: Sequence[Line]) -> None:
        """Show these lines; what was done before cannot be undone."""
        self.lines = tuple(lines)
        self._done.clear()
        self._undone.clear()

    def put(self, row: int, column: str, text: str) -> None:
        """Type one cell; the row after the last begins a new line."""
        self.put_block(row, [{column: text}])

    def put_block(self, row: int, block: Sequence[Mapping[str, str]]) -> None:
        """Type the cells of several lines, from that row down; new lines are added as needed."""
        lines = list(self.lines)
        for at, texts in enumerate(block, start=row):
            while len(lines) <= at:
                lines.append(Line(self._new_key()))
            lines[at] = self._typed(lines[at], texts)
        while len(lines) > len(self.lines) and not lines[-1].texts:
            lines.pop()
        first = next((key for texts in block for key in texts), None)
        self._change(tuple(lines), (lines[row].key, first) if first and row < len(lines) else None)

    def replace_lines(self, lines: Sequence[Line]) -> None:
        """Take lines out, or put others in their place."""
        self._change(tuple(lines), None)

    def undo(self) -> Cell | None:
        """Take the last change back; where it was."""
        return self._turn(self._done, self._undone, back=True)

    def redo(self) -> Cell | None:
        return self._turn(self._undone, self._done, back=False)

    def column(self, key: str) -> GridColumn:
        return next(one for one in self.columns if one.key == key)

    def _typed(self, line: Line, texts: Mapping[str, str]) -> Line:
        for key, text in texts.items():
            line = _with(line, key, self._settle(key, text.strip()))
        for key in texts:
            for other, text in self._follow(line, key).items():
                if not line.text(other):
                    line = _with(line, other, text)
        return line

    def _change(self, after: tuple[Line, ...], at: Cell | None) -> None:
        if after != self.lines:
            self._done.append(_Edit(self.lines, after, at))
            self._undone.clear()
            self.lines = after

    def _turn(self, source: list[_Edit], other: list[_Edit], *, back: bool) -> Cell | None:
        if not source:
            return None
        edit = source.pop()
        other.append(edit)
        self.lines = edit.before if back else edit.after
        return edit.at


def _with(line: Line, key: str, text: str) -> Line:
    texts = {name: said for name, said in line.texts.items() if name != key}
    return Line(line.key, {**texts, key: text} if text else texts)
