"""What stands in a result list: for each of its rows, which of ours it means and what became of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skilldesk.core import normal
from skilldesk.core.layout import Answers, Column, Layout, Sheet
from skilldesk.core.problems import Problem
from skilldesk.errors import SheetUnreadable
from skilldesk.excel.reading import Grid, Row
from skilldesk.store.template_rows import ACCEPTED, REJECTED

_LOOKED_AT = 20
"""Rows at the top in which the headings must stand."""
_LONGEST_TEXT = 500


@dataclass(frozen=True, kw_only=True)
class Said:
    """One row of the list. `keys` are the texts by the place of the key column in our sheet."""

    where: str
    sheet: str
    number: int | None
    keys: Mapping[int, str]
    fate: str
    code: str = ""
    text: str = ""


@dataclass(frozen=True)
class _Headings:
    """Where the columns of a list stand."""

    sheet: Sheet
    row: int
    keys: Mapping[int, int]
    """By the place of a key column in our sheet, its place in the list."""
    parts: Mapping[str, int]
    """row, state, code, message: their places."""


def key_text(text: str) -> str:
    """How two writings of one key are compared."""
    return normal.compact(text).upper()


def parse(grids: Sequence[Grid], layout: Layout, name: str) -> tuple[list[Said], list[Problem]]:
    """What the list says, and what in it cannot be understood; SheetUnreadable if it is no such list."""
    said: list[Said] = []
    problems: list[Problem] = []
    found = [(grid, headings) for grid in grids if (headings := _headings(grid, layout))]
    if not found:
        raise SheetUnreadable(_not_a_list(layout, name))
    for grid, headings in found:
        for row in grid.rows:
            if row.number > headings.row:
                one = _said(grid, row, headings, layout.answers)
                (problems if isinstance(one, Problem) else said).append(one)  # type: ignore[arg-type]  # by its kind
    return said, problems


def _not_a_list(layout: Layout, name: str) -> str:
    keys = "、".join(dict.fromkeys(column.label.strip("*") for one in layout.sheets for column in one.keys))
    answers = layout.answers
    return (
        f"文件 {name} 里没有找到结果名单的表头。数据没有变化。前{_LOOKED_AT}行里应有一行写着"
        f"“{answers.row[0]}”或“{keys}”，还有“{answers.code[0]}”“{answers.message[0]}”或“{answers.state[0]}”。"
        "请核对文件和模板是不是同一种。"
    )


def _headings(grid: Grid, layout: Layout) -> _Headings | None:
    """The first row at the top that names our rows and says something of them, for one of our sheets."""
    named = [sheet for sheet in layout.sheets if sheet.title == grid.name]
    for row in grid.rows[:_LOOKED_AT]:
        texts = [_plain(cell) for cell in row.cells]
        found = [_found(texts, row.number, sheet, layout.answers) for sheet in named or layout.sheets]
        best = max((one for one in found if one), key=lambda one: len(one.keys), default=None)
        if best:
            return best
    return None


def _found(texts: Sequence[str], number: int, sheet: Sheet, answers: Answers) -> _Headings | None:
    own = {_plain(column.label) for column in sheet.columns}
    keys = {
        at: place
        for at, column in enumerate(sheet.keys)
        if (place := _place(texts, _names(column))) is not None
    }
    parts = {
        part: place
        for part in ("row", "state", "code", "message")
        if (place := _place(texts, {_plain(one) for one in getattr(answers, part)} - own)) is not None
    }
    names_rows = bool(keys) or "row" in parts
    return _Headings(sheet, number, keys, parts) if names_rows and parts.keys() - {"row"} else None


def _names(column: Column) -> set[str]:
    """All headings under which a list may bring a key: ours, theirs, and the usual ones of the field."""
    usual = (column.kind.label, *column.kind.synonyms) if column.kind else ()
    return {_plain(one) for one in (column.label, *column.also, *usual)}


def _plain(text: str) -> str:
    return normal.compact(text).replace("*", "")


def _place(texts: Sequence[str], names: Iterable[str]) -> int | None:
    return next((at for at, text in enumerate(texts) if text and text in set(names)), None)


def _said(grid: Grid, row: Row, headings: _Headings, answers: Answers) -> Said | Problem:
    where = f"名单「{grid.name}」第{row.number}行" if grid.name else f"名单第{row.number}行"
    told = {part: _cell(row, place) for part, place in headings.parts.items()}
    keys = {
        at: key_text(_cell(row, place))
        for at, place in headings.keys.items()
        if _cell(row, place) and place not in row.rounded
    }
    number = _number(told.get("row", ""), headings.sheet, answers)
    if any(place in row.rounded for place in headings.keys.values()) and number is None:
        return _problem(
            where, "的号码在表格里是数字，末几位已经丢失，认不出是谁。请对方把这一列改成文本后重新导出"
        )
    if not keys and number is None:
        return _problem(where, "既没有行号，也没有可以对照的号码，没有采用")
    fate = _fate(told, answers)
    if fate is None:
        return _problem(where, f"的结果“{told.get('state', '')}”看不懂，没有采用。请人工核对")
    return Said(
        where=where,
        sheet=headings.sheet.name,
        number=number,
        keys=keys,
        fate=fate,
        code=told.get("code", "") if fate == REJECTED else "",
        text=told.get("message", "") if fate == REJECTED else "",
    )


def _problem(where: str, what: str) -> Problem:
    return Problem(code="RESULT-ROW", text=f"{where}{what}。")


def _cell(row: Row, place: int) -> str:
    return normal.line(row.cells[place])[:_LONGEST_TEXT] if place < len(row.cells) else ""


def _number(text: str, sheet: Sheet, answers: Answers) -> int | None:
    """The row in our file as Excel shows it."""
    plain = normal.compact(text)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 7):
        return None
    return int(plain) + (sheet.header_row if answers.numbered == "data" else 0)


def _fate(told: Mapping[str, str], answers: Answers) -> str | None:
    """By its state where it has one; otherwise a row of which nothing bad is said was taken."""
    if state := told.get("state"):
        known = {**dict.fromkeys(answers.accepted, ACCEPTED), **dict.fromkeys(answers.rejected, REJECTED)}
        return known.get(state)
    said = [text for text in (told.get("code"), told.get("message")) if text]
    return ACCEPTED if all(text in answers.accepted for text in said) else REJECTED
