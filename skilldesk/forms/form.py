"""What a printed form is, and how sheets of it become one document."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from skilldesk import resources
from skilldesk.core.check_code import PaperCode, check_code
from skilldesk.core.normal import CHINA
from skilldesk.forms import fonts, frame
from skilldesk.forms.frame import Frame
from skilldesk.forms.paper import Page
from skilldesk.progress import Progress

_PRACTICE = "演练"
_NOT_ENROLLED = "未入网"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one copy of a form says."""

    values: Mapping[str, str]
    """The printed text of every field of the form, by name; empty where nothing is to be printed."""
    rows: tuple[Mapping[str, str], ...] = ()
    """Of a form with a list: the printed text of every column, by name."""
    number: str
    printed_at: datetime
    """Aware of its time zone; it is printed in China time."""
    printed_by: str
    practice: bool = False
    """Printed for an office of the code 99…: never to be taken for a real claim."""
    enrolled: bool = True
    """Whether the PC's numbers are known to the province."""


Layout = Callable[["Form", Sheet], tuple[Page, ...]]
"""The pages of one sheet, all of whose texts have shapes, without what the frame adds."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Form:
    """The words of a form as resources/forms/ has them, and how they are laid out."""

    key: str
    version: int
    """Counts the changes of words and fields; it is part of every check code."""
    title: str
    basis: str
    """Where the words come from."""
    valid_from: date
    valid_until: date | None
    fields: tuple[tuple[str, str], ...]
    """Name and label of what is filled in, in the order of the check code."""
    columns: tuple[tuple[str, str], ...] = ()
    """Name and label of the columns of a list, in the order of the check code."""
    wording: Mapping[str, str]
    """The sentences around the fields, by name."""
    example: Sheet
    """About invented people, marked as practice."""
    draw: Layout

    def texts(
        self, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ()
    ) -> tuple[tuple[str, str], ...]:
        """The printed texts in the order of the check code: the fields, then row by row `1.name` and so on.

        They must be exactly those of the form.
        """
        said = list(_in_order(self.fields, values))
        for place, row in enumerate(rows, start=1):
            said += ((f"{place}.{name}", text) for name, text in _in_order(self.columns, row))
        return tuple(said)

    def labelled(self, sheet: Sheet) -> tuple[tuple[str, str], ...]:
        """The printed texts, each with where it stands, as people call it."""
        said = [(label, sheet.values[name]) for name, label in self.fields]
        for place, row in enumerate(sheet.rows, start=1):
            said += ((f"第{place}行{label}", row[name]) for name, label in self.columns)
        return tuple(said)

    def check_code(self, sheet: Sheet) -> str:
        return check_code(self.key, self.version, sheet.number, self.texts(sheet.values, sheet.rows))


def _in_order(fields: Sequence[tuple[str, str]], said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if said.keys() != {name for name, _ in fields}:
        raise ValueError(sorted(said))
    return ((name, said[name]) for name, _ in fields)


@dataclass(frozen=True)
class Said:
    """A form, and the printed texts of its fields and of its rows."""

    form: Form
    values: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Document:
    pdf: bytes
    pages: tuple[int, ...]
    """The first page of each sheet, counted from 1."""


def read(key: str, draw: Layout) -> Form:
    """The form whose words lie in resources/forms/<key>.toml."""
    said = tomllib.loads(resources.path("forms", f"{key}.toml").read_text("utf-8"))
    return Form(
        key=said["key"],
        version=said["version"],
        title=said["title"],
        basis=said["basis"],
        valid_from=said["valid_from"],
        valid_until=said.get("valid_until"),
        fields=_named(said["field"]),
        columns=_named(said.get("column", ())),
        wording={name: text.strip() for name, text in said["wording"].items()},
        example=_example(said),
        draw=draw,
    )


def _named(described: Sequence[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((one["name"], one["label"]) for one in described)


def _example(said: Mapping[str, Any]) -> Sheet:
    return Sheet(
        values={field["name"]: field["example"] for field in said["field"]},
        rows=tuple(said.get("row", ())),
        number=said["number"],
        printed_at=datetime(2026, 11, 20, 16, 30, tzinfo=CHINA),
        printed_by="李敏",
        practice=True,
    )


def draw(form: Form, sheets: Sequence[Sheet], progress: Progress) -> Document:
    """All sheets as one PDF, the same bytes for the same sheets.

    Nothing that a sheet says is cut off: what fits nowhere is refused (TextDoesNotFit), and a
    character that the font does not have leaves a blank and a note that names its place.
    """
    from skilldesk.forms import pdf

    if not sheets:
        raise ValueError(form.key)
    laid = []
    for done, sheet in enumerate(sheets):
        progress.step(done, 2 * len(sheets), "正在排版")
        laid.append(form.draw(form, _printable(form, sheet)))
    firsts = tuple(accumulate((len(pages) for pages in laid), initial=1))[:-1]
    return Document(pdf.write(form.title, _framed(form, sheets, laid, progress)), firsts)


def _printable(form: Form, sheet: Sheet) -> Sheet:
    """The sheet with blanks to write in, if it says exactly what the form asks."""
    form.texts(sheet.values, sheet.rows)
    values, *rows = (
        {name: fonts.printable(text) for name, text in said.items()} for said in (sheet.values, *sheet.rows)
    )
    return replace(sheet, values=values, rows=tuple(rows))


def _framed(
    form: Form, sheets: Sequence[Sheet], laid: Sequence[tuple[Page, ...]], progress: Progress
) -> Iterator[Page]:
    """The pages of all sheets with what tells each from the others."""
    total = sum(len(pages) for pages in laid)
    at = 0
    for done, (sheet, pages) in enumerate(zip(sheets, laid, strict=True), start=len(sheets)):
        progress.step(done, 2 * len(sheets), "正在生成文件")
        around = _around(form, sheet)
        for index, page in enumerate(pages, start=1):
            at += 1
            place = f"第 {index} 页　共 {len(pages)} 页"
            if len(sheets) > 1:
                place = f"本批 {at}／{total}　{place}"
            foot = around.foot(page.size, place, pages=len(pages))
            marks = (*page.marks, *around.head(page.size), *foot)
            yield replace(page, marks=marks, watermark=_PRACTICE if sheet.practice else "")


def _around(form: Form, sheet: Sheet) -> Frame:
    stamps = ((_PRACTICE, sheet.practice), (_NOT_ENROLLED, not sheet.enrolled))
    return Frame(
        code=PaperCode(form=form.key, number=sheet.number, check_code=form.check_code(sheet)),
        version=form.version,
        stamps=tuple(stamp for stamp, due in stamps if due),
        hand_note=frame.hand_note(form.labelled(sheet)),
        printed_at=sheet.printed_at,
        printed_by=sheet.printed_by,
    )
