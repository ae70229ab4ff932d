"""A table as a text file: CSV, or one of the plain TXT files that receiving systems take."""

from __future__ import annotations

import csv
import io

from skilldesk.core.layout import FileKind, TextFile
from skilldesk.errors import TextDoesNotFit
from skilldesk.excel.cell_text import guarded, held
from skilldesk.excel.page import Page


def write(page: Page, kind: FileKind, form: TextFile) -> bytes:
    """The bytes of the file, lines ending as Windows ends them; cells have been found to fit before."""
    lines = [[text] for text in page.lines_above()]
    if page.header_row:
        lines.append([heading.label for heading in page.headings])
    lines += [list(row) for row in page.rows]
    clean = [[held(text) for text in one] for one in lines]
    text = _quoted(clean, form.separator) if kind == "csv" else _plain(clean, form.separator)
    try:
        return text.encode(form.encoding)
    except UnicodeEncodeError as error:
        raise TextDoesNotFit(
            f"「{page.title}」里的“{text[error.start]}”在接收系统要求的编码里没有。"
            "没有写出文件，本机数据没有变化。请改写后再导出。"
        ) from error


def _quoted(lines: list[list[str]], separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([guarded(text) for text in one] for one in lines)
    return out.getvalue()


def _plain(lines: list[list[str]], separator: str) -> str:
    return "".join(f"{separator.join(one)}\r\n" for one in lines)


def misfit(text: str, kind: FileKind, form: TextFile) -> str:
    """Why the cell cannot stand in such a file, as the end of a sentence; empty if it can."""
    if kind == "txt" and form.separator in held(text):
        return f"里有分隔符“{form.separator}”，接收系统会把它拆成两格，请改写。"
    if lost := "".join(one for one in held(text) if not _has(form.encoding, one)):
        return f"里的“{lost}”在接收系统要求的编码里没有，请与接收单位商定写法。"
    return ""


def _has(encoding: str, one: str) -> bool:
    try:
        one.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
