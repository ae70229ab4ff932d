"""The rows of a receiving system's layout: what stands in each cell, and what keeps a row from going out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from skilldesk.core import cells
from skilldesk.core.fields import Ref
from skilldesk.core.kinds import KINDS
from skilldesk.core.layout import SYSTEM, Column, FileKind, Layout, Sheet, part
from skilldesk.core.people import CategoryFact
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record, RecordId, empty, kind_of
from skilldesk.core.training import Class, Enrolment
from skilldesk.excel import text_table
from skilldesk.excel.cell_text import held, too_long
from skilldesk.store.queries.records import everything
from skilldesk.store.snapshot import Snapshot

ROW_NUMBER = "@row"


@dataclass(frozen=True)
class ReportRow:
    """A record as the layout writes it. `digest` changes with what the receiving system would see."""

    record: Record
    cells: tuple[str, ...]
    keys: tuple[str, ...]
    digest: bytes
    problems: tuple[Problem, ...]

    @property
    def must_wait(self) -> bool:
        """Whether something must be put right before the row may go."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


class Shelf:
    """The records that rows are made of: each kind is read once, whoever refers to it."""

    def __init__(self, snapshot: Snapshot, today: date, told: Mapping[str, object]) -> None:
        self.today = today
        self._snapshot = snapshot
        self._told = told
        self._kinds: dict[str, dict[RecordId, Record]] = {}
        self._faults: dict[RecordId, tuple[Problem, ...]] = {}

    def all(self, kind: str) -> Mapping[RecordId, Record]:
        """The records of a kind that count, in the order in which they were entered."""
        if kind not in self._kinds:
            self._kinds[kind] = {one.id: one for one in everything(self._snapshot, KINDS[kind])}
        return self._kinds[kind]

    def reach(self, record: Record, source: str) -> tuple[Record | None, object]:
        """What the source says, seen from the record, and whose field it is."""
        if source.startswith(SYSTEM):
            return None, self._told.get(source)
        *way, last = source.split(".")
        at: Record | None = record
        for name in way:
            at = self._referred(at, name) if at else None
        return at, self._said(at, last) if at else None

    def faults(self, record: Record) -> tuple[Problem, ...]:
        """What the fields of a record say against each other."""
        if record.id not in self._faults:
            self._faults[record.id] = tuple(record.faults(self.today))
        return self._faults[record.id]

    def _referred(self, record: Record, name: str) -> Record | None:
        to = part(kind_of(type(record)), name)
        id = self._said(record, name)
        return self.all(to.to).get(str(id)) if isinstance(to, Ref) and id else None

    def _said(self, record: Record, name: str) -> object:
        derive = _DERIVE.get((kind_of(type(record)), name))
        return derive(self, record) if derive else getattr(record, name)

    @cached_property
    def categories(self) -> Mapping[RecordId, RecordId]:
        """By person, the category that holds on the day; of several the one that began last."""
        facts = (one for one in self.all("category_fact").values() if isinstance(one, CategoryFact))
        holding = [one for one in facts if _holds(one, self.today)]
        by_start = sorted(holding, key=lambda one: (one.valid_from or date.min, one.id))
        return {one.trainee_id: one.id for one in by_start}

    @cached_property
    def enrolled(self) -> Counter[RecordId]:
        """By class, how many are on its roster."""
        return Counter(one.class_id for one in self.all("enrolment").values() if isinstance(one, Enrolment))


def _holds(fact: CategoryFact, day: date) -> bool:
    return (fact.valid_from or date.min) <= day <= (fact.valid_until or date.max)


def _attended_rate(shelf: Shelf, record: Record) -> int | None:
    """Attended hours of all hours, in ten-thousandths, half up."""
    one = shelf.all("class").get(getattr(record, "class_id", ""))
    attended, whole = getattr(record, "attended_hours", None), one.hours if isinstance(one, Class) else None
    return None if attended is None or not whole else (attended * 20_000 + whole) // (2 * whole)


_DERIVE: Mapping[tuple[str, str], Callable[[Shelf, Record], object]] = {
    ("trainee", "category_fact"): lambda shelf, record: shelf.categories.get(record.id),
    ("class", "enrolled_count"): lambda shelf, record: shelf.enrolled[record.id],
    ("enrolment", "attended_rate"): _attended_rate,
}
"""How core.layout.DERIVED is found."""


def rows(shelf: Shelf, layout: Layout, sheet: Sheet) -> Iterator[ReportRow]:
    """A row for each record that the sheet is about."""
    maker = _Maker(shelf, layout, sheet)
    for record in shelf.all(sheet.record).values():
        if maker.is_meant(record):
            yield maker.row(record)


class _Maker:
    def __init__(self, shelf: Shelf, layout: Layout, sheet: Sheet) -> None:
        self._shelf = shelf
        self._sheet = sheet
        self._layout = layout

    def is_meant(self, record: Record) -> bool:
        sheet = self._sheet
        return all(
            self._plainly(record, source) in values for source, values in sheet.only.items()
        ) and not any(self._plainly(record, source) in values for source, values in sheet.but.items())

    def _plainly(self, record: Record, source: str) -> str:
        owner, value = self._shelf.reach(record, source)
        if owner is None or empty(value):
            return ""
        return part(kind_of(type(owner)), source.rpartition(".")[2]).format(value)

    def row(self, record: Record) -> ReportRow:
        texts: list[str] = []
        problems: list[Problem] = []
        for column in self._sheet.columns:
            text, found = self._cell(record, column)
            texts.append(text)
            problems += found
        columns = list(zip(self._sheet.columns, texts, strict=True))
        seen = [
            (column.source, text)
            for column, text in columns
            if column.source and not column.source.startswith(SYSTEM)
        ]
        return ReportRow(
            record=record,
            cells=tuple(texts),
            keys=tuple(text for column, text in columns if column.key),
            digest=sha256(json.dumps(seen, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest(),
            problems=tuple(problems),
        )

    def _cell(self, record: Record, column: Column) -> tuple[str, list[Problem]]:
        if not column.source:
            return column.fixed, []
        owner, value = self._shelf.reach(record, column.source)
        try:
            text = cells.text_of(column, value)
        except ValueError as wrong:
            return "", [_problem("TEMPLATE-WORD", column, str(wrong))]
        return held(text), [*self._said_against(owner, value, column), *self._misfits(column, text)]

    def _said_against(self, owner: Record | None, value: object, column: Column) -> Iterator[Problem]:
        """What our own checks say of the value: the receiving system would say it too."""
        if owner is None or column.kind is None or empty(value):
            return
        if fault := column.kind.fault(value):
            yield replace(fault, field=column.source)
        name = column.source.rpartition(".")[2]
        yield from (
            replace(fault, field=column.source) for fault in self._shelf.faults(owner) if fault.field == name
        )

    def _misfits(self, column: Column, text: str) -> Iterator[Problem]:
        if not text and column.source != ROW_NUMBER:
            if column.required:
                yield _problem("TEMPLATE-EMPTY", column, f"{column.label}没有填写，接收系统要求必填。")
            return
        if text != held(text):
            yield replace(
                _problem("TEMPLATE-CONTROL", column, f"{column.label}里有看不见的字符，已换成空格，请核对。"),
                severity=Severity.WARNING,
            )
        if too_long(text) or (column.longest and len(text) > column.longest):
            most = f"{column.label}有{len(text)}个字，接收系统最多{column.longest or '三万多'}个字。"
            yield _problem("TEMPLATE-LONG", column, most)
        kind: FileKind = self._layout.files[0]
        if kind != "xlsx" and (why := text_table.misfit(text, kind, self._layout.text)):
            yield _problem("TEMPLATE-CHARACTER", column, f"{column.label}{why}")


def _problem(code: str, column: Column, text: str) -> Problem:
    """What keeps the row back, if the column is required; otherwise what should be looked at."""
    severity = Severity.ERROR if column.required or code in _ALWAYS else Severity.WARNING
    return Problem(code=code, field=column.source, text=text, severity=severity)


_ALWAYS = frozenset({"TEMPLATE-LONG", "TEMPLATE-CHARACTER"})
"""What no cell may have, required or not: the file could not be written or read."""
