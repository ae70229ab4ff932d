"""What several forms are made of: rows of labelled cells, the promise, the opinions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from skilldesk.forms.fonts import ENTRY, Face
from skilldesk.forms.form import Form, Sheet
from skilldesk.forms.paper import (
    LABEL_SIZES,
    WU_HAO,
    XIAO_SI,
    Align,
    Box,
    Mark,
    Rule,
    Text,
    fit,
    line,
    paragraph,
)

_STRIP_WIDTH = 9.0
"""Of a label whose characters stand below each other."""


@dataclass(frozen=True)
class Row:
    height: float
    fields: tuple[str, ...]
    starts: tuple[float, ...] = ()
    """Where the label of each field after the first begins."""
    labels: tuple[float, ...] = ()
    """How wide the labels are, if not as wide as all others."""


@dataclass(frozen=True)
class Cell:
    """A field with the boxes of its label and its value."""

    field: str
    label: Box
    value: Box


def cells(rows: Sequence[Row], within: Box, label_width: float) -> Iterator[Cell]:
    """The cells of these rows, from the top of the box down and over its whole width."""
    y = within.y
    for row in rows:
        edges = pairwise((within.x, *row.starts, within.right))
        widths = row.labels or [label_width] * len(row.fields)
        for name, (start, end), width in zip(row.fields, edges, widths, strict=True):
            label = Box(start, y, width, row.height)
            yield Cell(name, label, Box(label.right, y, end - label.right, row.height))
        y += row.height


def height(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def labelled(form: Form, cells: Iterable[Cell]) -> Iterator[Mark]:
    """The rules and labels: what is the same on every sheet."""
    labels = dict(form.fields)
    for cell in cells:
        yield from blank(labels[cell.field], cell.label, cell.value)


def blank(words: str, label: Box, value: Box) -> tuple[Mark, ...]:
    """A label and the cell beside it, which may be written in by hand."""
    return (Rule(label), Rule(value), *_label(words, label))


def _label(words: str, box: Box) -> tuple[Text, ...]:
    return fit(words, box, label=words, sizes=LABEL_SIZES, align=Align.CENTRE)


def filled(form: Form, sheet: Sheet, cells: Iterable[Cell], strong: Collection[str] = ()) -> Iterator[Mark]:
    """What this sheet says in the cells; amounts stand out."""
    labels = dict(form.fields)
    for cell in cells:
        face = Face.BOLD if cell.field in strong else ENTRY
        yield from fit(sheet.values[cell.field], cell.value, label=labels[cell.field], face=face)


def strip(words: str, box: Box) -> tuple[Mark, ...]:
    """A label at the left edge of a box, from the top down."""
    label = Box(box.x, box.y, _STRIP_WIDTH, box.height)
    return (
        Rule(label),
        *fit("\n".join(words), label, label=words, sizes=(XIAO_SI, WU_HAO), align=Align.CENTRE),
    )


def right_of_strip(box: Box) -> Box:
    return Box(box.x + _STRIP_WIDTH, box.y, box.width - _STRIP_WIDTH, box.height)


def promise(form: Form, box: Box, label_width: float) -> tuple[Mark, ...]:
    """What the applicant promises, and the line on which he signs."""
    label = Box(box.x, box.y, label_width, box.height)
    room = Box(label.right + 2, box.y + 1.5, box.width - label_width - 4, box.height)
    signed = Box(room.x, box.bottom - 8, room.width, 6)
    return (
        Rule(box),
        Rule(label),
        *_label(form.wording["promise_label"], label),
        *paragraph(f"　　{form.wording['promise']}", room),
        line(form.wording["promise_signed"], signed, WU_HAO, align=Align.RIGHT),
    )


def opinions(form: Form, top: Box, heights: Sequence[float]) -> Iterator[Mark]:
    """Two and two below that line, each with room for a hand or a seal."""
    names = iter(form.wording["opinions"].splitlines())
    width, y = top.width / 2, top.y
    for height in heights:
        for x in (top.x, top.x + width):
            yield from _opinion(form, next(names), Box(x, y, width, height))
        y += height


def _opinion(form: Form, name: str, box: Box) -> tuple[Mark, ...]:
    room = right_of_strip(box)
    signed = Box(room.x, box.bottom - 14, room.width - 5, 6)
    day = Box(signed.x, signed.bottom, signed.width, signed.height)
    return (
        Rule(box),
        *strip(name, box),
        line(form.wording["opinion_signed"], signed, WU_HAO, align=Align.RIGHT),
        line(form.wording["opinion_day"], day, WU_HAO, align=Align.RIGHT),
    )
