"""What a printed form is, and how sheets of it become one document."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate

from skilldesk import resources
from skilldesk.core.check_code import PaperCode, check_code, grouped
from skilldesk.core.normal import CHINA
from skilldesk.forms import fonts, frame
from skilldesk.forms.paper import Mark, Page
from skilldesk.progress import Progress

_PRACTICE = "演练"
_NOT_ENROLLED = "未入网"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one person's copy of a form says."""

    values: Mapping[str, str]
    """The printed text of every field of the form, by name; empty where nothing is to be printed."""
    number: str
    printed_at: datetime
    """Aware of its time zone; it is printed in China time."""
    printed_by: str
    practice: bool = False
    """Printed for an office of the code 99…: never to be taken for a real claim."""
    enrolled: bool = True
    """Whether the PC's numbers are known to the province."""


Layout = Callable[["Form", Mapping[str, str]], tuple[Page, ...]]
"""The pages of one sheet for its texts by field, without what the frame adds."""


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
    wording: Mapping[str, str]
    """The sentences around the fields, by name."""
    examples: Mapping[str, str]
    """An invented person's texts by field."""
    draw: Layout

    def texts(self, sheet: Sheet) -> tuple[tuple[str, str], ...]:
        """The printed texts in the order of the fields; they must be exactly those of the form."""
        if sheet.values.keys() != {name for name, _ in self.fields}:
            raise ValueError(sorted(sheet.values))
        return tuple((name, sheet.values[name]) for name, _ in self.fields)

    def check_code(self, sheet: Sheet) -> str:
        return check_code(self.key, self.version, sheet.number, self.texts(sheet))


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
        fields=tuple((field["name"], field["label"]) for field in said["field"]),
        wording={name: text.strip() for name, text in said["wording"].items()},
        examples={field["name"]: field["example"] for field in said["field"]},
        draw=draw,
    )


def example(form: Form) -> Sheet:
    """A sheet about an invented person, marked as practice."""
    return Sheet(
        values=form.examples,
        number="BT990000-1-26-00001",
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
        texts = {name: fonts.printable(text) for name, text in form.texts(sheet)}
        laid.append(form.draw(form, texts))
    firsts = tuple(accumulate((len(pages) for pages in laid), initial=1))[:-1]
    return Document(pdf.write(form.title, _framed(form, sheets, laid, progress)), firsts)


def _framed(
    form: Form, sheets: Sequence[Sheet], laid: Sequence[tuple[Page, ...]], progress: Progress
) -> Iterator[Page]:
    """The pages of all sheets with what tells each from the others."""
    total = sum(len(pages) for pages in laid)
    at = 0
    for done, (sheet, pages) in enumerate(zip(sheets, laid, strict=True), start=len(sheets)):
        progress.step(done, 2 * len(sheets), "正在生成文件")
        code = form.check_code(sheet)
        head = _head(form, sheet, code)
        for index, page in enumerate(pages, start=1):
            at += 1
            place = f"第 {index} 页　共 {len(pages)} 页"
            if len(sheets) > 1:
                place = f"本批 {at}／{total}　{place}"
            marks = (*page.marks, *head, *_foot(form, sheet, code, place))
            yield replace(page, marks=marks, watermark=_PRACTICE if sheet.practice else "")


def _head(form: Form, sheet: Sheet, code: str) -> tuple[Mark, ...]:
    stamps = [
        stamp for stamp, due in ((_PRACTICE, sheet.practice), (_NOT_ENROLLED, not sheet.enrolled)) if due
    ]
    labels = dict(form.fields)
    note = frame.hand_note((labels[name], text) for name, text in form.texts(sheet))
    return frame.head(PaperCode(form=form.key, number=sheet.number, check_code=code), stamps, note)


def _foot(form: Form, sheet: Sheet, code: str, place: str) -> tuple[Mark, ...]:
    identity = f"{form.key} 第{form.version}版　{sheet.number}　校验码 {grouped(code)}"
    return frame.foot(identity, place, printed_at=sheet.printed_at, printed_by=sheet.printed_by)
