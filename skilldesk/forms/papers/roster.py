"""F02 参训人员花名册 (domain §7.3): a class on A4 pages that lie across, for the file or for the public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from skilldesk.forms import blocks, form, frame, table
from skilldesk.forms.blocks import Cell, Row
from skilldesk.forms.form import Form, Sheet
from skilldesk.forms.frame import ACROSS
from skilldesk.forms.paper import A4_ACROSS, WU_HAO, Box, Mark, Page, Template, line
from skilldesk.forms.table import Column, Part, Table

PUBLIC = "edition"
"""The field that says what was left out for the public; empty on the roster for the file."""

_HEAD = (
    Row(7, ("institution_name", "class_name", "filing_number"), (121, 217), (31, 19, 16)),
    Row(7, ("occupation", "days", "hours"), (147, 228), (31, 19, 16)),
)
_TOP = ACROSS.top + blocks.height(_HEAD)
_SUMMARY = Box(ACROSS.left, 0, ACROSS.width, 5.5)
_SIGNED = Box(ACROSS.left, ACROSS.bottom - 6, ACROSS.width, 6)

_FOR_THE_FILE = Table(
    left=ACROSS.left,
    columns=(
        Column(8, "position"),
        Column(18, "name"),
        Column(8, "sex"),
        Column(34.5, "id_number"),
        Column(12, "ethnicity"),
        Column(15, "education"),
        Column(29, "hukou_address"),
        Column(20, "category"),
        Column(21.5, "employer"),
        Column(22, "phone"),
        Column(22, "certificate"),
        Column(31, "certificate_number"),
        Column(17, words="sign"),
        Column(9, "remark"),
    ),
)
_FOR_THE_PUBLIC = Table(
    left=ACROSS.left,
    columns=(
        Column(18, "position"),
        Column(50, "name"),
        Column(20, "sex"),
        Column(60, "id_number"),
        Column(79, "certificate"),
        Column(40, "remark"),
    ),
)


def _draw(f02: Form, sheet: Sheet) -> tuple[Page, ...]:
    chosen = _FOR_THE_PUBLIC if sheet.values[PUBLIC] else _FOR_THE_FILE
    top = _TOP + chosen.heading_height
    room = Box(ACROSS.left, top, ACROSS.width, _SIGNED.y - _SUMMARY.height - top)
    parts = table.parted(chosen, sheet.rows, room)
    head = (
        *frame.title(ACROSS, sheet.values["place"] + f02.title, sheet.values[PUBLIC]),
        *blocks.filled(f02, sheet, _cells()),
    )
    return tuple(
        Page(_template(f02, chosen), (*head, *_list(f02, sheet, chosen, part)), size=A4_ACROSS)
        for part in parts
    )


@cache
def _template(f02: Form, chosen: Table) -> Template:
    marks: list[Mark] = [
        *blocks.labelled(f02, _cells()),
        *table.heading(chosen, {**dict(f02.columns), **f02.wording}, _TOP),
    ]
    if chosen is _FOR_THE_FILE:
        marks.append(line(f02.wording["signed"], _SIGNED, WU_HAO))
    return Template(tuple(marks))


def _cells() -> Iterator[Cell]:
    return blocks.cells(_HEAD, ACROSS.box, 0)


def _list(f02: Form, sheet: Sheet, chosen: Table, part: Part) -> Iterator[Mark]:
    yield from table.body(chosen, dict(f02.columns), sheet.rows, part)
    sums = [_sum(f02.wording["subtotal"], [sheet.rows[one.place] for one in part.lines])]
    if part.is_last:
        sums.append(_sum(f02.wording["total"], sheet.rows))
    yield from table.summary(chosen, "　　".join(sums), part.bottom, _SUMMARY.height)
    yield table.outline(chosen, ACROSS.top, part.bottom + _SUMMARY.height)


def _sum(words: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Of what stands on the paper."""
    women = sum(row["sex"] == "女" for row in rows)
    certified = sum(bool(row["certificate"]) for row in rows)
    return words.format(people=len(rows), women=women, certified=certified)


FORM = form.read("F02", _draw)
