"""Layouts: resources/templates/*.toml, read strictly into frozen values; a new one needs no Python.

An office may keep layouts of its own in the same form; what is wrong in one is said with the place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from skilldesk import resources
from skilldesk.core import cells
from skilldesk.core.fields import Code, Kind, YesNo
from skilldesk.core.kinds import KINDS
from skilldesk.core.layout import (
    Answers,
    Column,
    FileKind,
    Layout,
    Numbered,
    Purpose,
    Rest,
    Sheet,
    TextFile,
    Words,
    described,
)
from skilldesk.core.normal import line
from skilldesk.core.strict import Table
from skilldesk.errors import NotFound, TemplateFault
from skilldesk.reference.code_maps import CodeMaps
from skilldesk.reference.codes import Codes, CodeTable
from skilldesk.reference.codes import load as load_codes

FOLDER = "templates"
MAPS = "maps"

Show = Literal["code", "name", "short"]
Encoding = Literal["utf-8-sig", "utf-8", "gb18030", "gbk"]

_ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
_PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
_FILES: tuple[FileKind, ...] = get_args(FileKind)
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_CHARACTERS_OF_A_CELL = 32_767


@dataclass(frozen=True)
class Layouts:
    """The layouts that are known, by name."""

    all: tuple[Layout, ...]

    def named(self, name: str) -> Layout:
        """`people`, or `people.csv` for another of its kinds of files, which then stands first."""
        stem, _, ending = name.partition(".")
        found = next((one for one in self.all if one.name == stem), None)
        if found is None:
            known = "、".join(one.name for one in self.all)
            raise NotFound(f"没有名为“{stem}”的上报模板。数据没有变化。现有：{known}。")
        if not ending:
            return found
        if ending not in found.files:
            known = "、".join(found.files)
            raise NotFound(f"“{found.title}”没有 {ending} 格式。数据没有变化。可以用：{known}。")
        return replace(found, files=tuple(sorted(found.files, key=lambda one: one != ending)))


def load(*folders: Path) -> Layouts:
    """The layouts that the program ships, and those of these folders; a later one of a name stands."""
    codes = load_codes()
    maps = CodeMaps([resources.path("codes", MAPS), *(folder / MAPS for folder in folders)])
    files = [file for folder in (resources.path(FOLDER), *folders) for file in sorted(folder.glob("*.toml"))]
    found = {file.stem: layout(file, codes, maps) for file in files}
    return Layouts(tuple(found[name] for name in sorted(found)))


def layout(file: Path, codes: Codes, maps: CodeMaps) -> Layout:
    """The layout in a file; TemplateFault names the place of what is wrong."""
    try:
        plain = tomllib.loads(file.read_bytes().decode("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateFault(f"上报模板 {file.name} 不是正确的 TOML：{error}。请改正后再用。") from error
    table = Table(plain, file.name, TemplateFault)
    if not _NAME.fullmatch(file.stem):
        table.refuse("", "的文件名只能用小写字母、数字和连字符，以字母开头。")
    return _Reader(codes, maps).layout(file.stem, table)


class _Reader:
    def __init__(self, codes: Codes, maps: CodeMaps) -> None:
        self._codes = codes
        self._maps = maps

    def layout(self, name: str, table: Table) -> Layout:
        found = Layout(
            name=name,
            title=table.needed("title"),
            receiver=table.needed("receiver"),
            source=table.needed("source"),
            purpose=table.choice("purpose", _PURPOSES) or "report",
            files=_files(table),
            text=_text_file(table),
            answers=_answers(table.table("answers")),
            sheets=tuple(self._sheet(one) for one in table.tables("sheet")),
        )
        table.finish()
        if not found.sheets:
            table.refuse("sheet", "一张表也没有，请写上。")
        for what in ("name", "title"):
            _expect_once(table, "sheet", [getattr(sheet, what) for sheet in found.sheets])
        return found

    def _sheet(self, table: Table) -> Sheet:
        record = table.choice("record", tuple(KINDS)) or table.refuse("record", "没有填写，请补上。")
        header_row = table.whole("header_row")
        found = Sheet(
            name=_plain_name(table),
            title=_title(table),
            record=record,
            header_row=1 if header_row is None else header_row,
            above=table.texts("above"),
            only=_conditions(table.table("only"), record),
            but=_conditions(table.table("but"), record),
            columns=tuple(self._column(one, record) for one in table.tables("column")),
        )
        table.finish()
        if not found.columns:
            table.refuse("column", "一列也没有，请写上。")
        if len(found.above) > max(found.header_row - 1, 0):
            table.refuse("above", f"有{len(found.above)}行，header_row 之上放不下。")
        _expect_once(table, "column", [column.label for column in found.columns])
        return found

    def _column(self, table: Table, record: str) -> Column:
        label = table.needed("label")
        source = table.text("source") or ""
        kind = _kind(table, record, source) if source else None
        format = table.text("format") or ""
        if format and not (kind and cells.fits(kind, format)):
            known = "、".join(cells.formats(kind)) if kind else "不写"
            table.refuse("format", f"写的是“{format}”，这一列可以用：{known}。")
        found = Column(
            label=label,
            source=source,
            kind=kind,
            fixed=table.text("fixed") or "",
            format=format,
            words=self._words(table, kind),
            choices=table.texts("choices"),
            required=table.flag("required") or False,
            key=table.flag("key") or False,
            also=table.texts("also"),
            longest=_length(table),
            example=table.text("example") or "",
            note=table.text("note") or "",
            width=table.whole("width"),
        )
        table.finish()
        if found.key and not source:
            table.refuse("key", "是 true 的列要有 source。")
        return found

    def _words(self, table: Table, kind: Kind | None) -> Words | None:
        show = table.choice("show", get_args(Show))
        mapped = table.text("map")
        if mapped:
            return self._mapped(table, kind, mapped, "name" if show == "name" else "code")
        if isinstance(kind, YesNo):
            return _both_ways({"是": "是", "否": "否"}, ("是", "否"))
        if isinstance(kind, Code):
            return _told(table, self._codes[kind.table], show or "code")
        if show:
            table.refuse("show", "只有代码列才能写。")
        return None

    def _mapped(self, table: Table, kind: Kind | None, name: str, show: Literal["code", "name"]) -> Words:
        try:
            found = self._maps.named(name)
        except KeyError:
            table.refuse("map", f"写的是“{name}”，没有这份代码对照表。")
        known = (
            {entry.code for entry in self._codes[found.table].entries} if found.table in self._codes else ()
        )
        if not isinstance(kind, Code) or kind.table != found.table:
            table.refuse("map", f"写的是“{name}”，它对照的是 {found.table}，和这一列不是同一种代码。")
        if wrong := next((pair.ours for pair in found.pairs if pair.ours not in known), None):
            table.refuse("map", f"写的是“{name}”，里面的“{wrong}”不在 {found.table} 里。")
        return found.words(show)


def _told(table: Table, codes: CodeTable, show: Show) -> Words:
    """The codes of a table under their own names; several codes of one name cannot be told apart."""
    texts = {entry.code: _shown(codes, entry.code, show) for entry in codes.entries}
    listed = [entry.code for entry in codes.entries if entry.listed and entry.valid_to is None]
    if twice := next((text for text in texts.values() if [*texts.values()].count(text) > 1), None):
        table.refuse("show", f"写的是“{show}”，但 {codes.name} 里有两个代码都叫“{twice}”。")
    return _both_ways(texts, tuple(texts[code] for code in listed))


def _shown(codes: CodeTable, code: str, show: Show) -> str:
    if show == "code":
        return code
    last = [entry for entry in codes.entries if entry.code == code][-1]
    return last.name if show == "name" else last.shown


def _both_ways(texts: Mapping[str, str], choices: tuple[str, ...]) -> Words:
    return Words(texts, {line(text): code for code, text in texts.items()}, choices)


def _kind(table: Table, record: str, source: str) -> Kind:
    try:
        return described(record, source)
    except ValueError as wrong:
        table.refuse("source", f"写的是“{source}”：{wrong}。")


def _conditions(table: Table, record: str) -> dict[str, frozenset[str]]:
    found = {}
    for source in table.plain:
        _kind(table, record, source)
        found[source] = frozenset(table.texts(source))
    table.finish()
    return found


def _files(table: Table) -> tuple[FileKind, ...]:
    wanted = table.texts("files") or ("xlsx",)
    found = tuple(one for name in wanted for one in _FILES if one == name)
    if len(found) != len(wanted) or len(set(found)) != len(found):
        table.refuse("files", f"只能列出 {'、'.join(_FILES)}，每种一次。")
    return found


def _text_file(table: Table) -> TextFile:
    separator = table.take("separator")
    if separator is not None and (
        not isinstance(separator, str) or len(separator) != 1 or separator in '"\r\n'
    ):
        table.refuse("separator", r'应是一个字符，例如 "," 或 "\t"。')
    return TextFile(encoding=table.choice("encoding", _ENCODINGS) or "utf-8-sig", separator=separator or ",")


def _answers(table: Table) -> Answers:
    usual = Answers()
    found = Answers(
        row=table.texts("row") or usual.row,
        code=table.texts("code") or usual.code,
        message=table.texts("message") or usual.message,
        state=table.texts("state") or usual.state,
        accepted=table.texts("accepted") or usual.accepted,
        rejected=table.texts("rejected") or usual.rejected,
        numbered=table.choice("numbered", get_args(Numbered)) or usual.numbered,
        rest=table.choice("rest", get_args(Rest)) or usual.rest,
    )
    table.finish()
    return found


def _plain_name(table: Table) -> str:
    name = table.needed("name")
    return (
        name if _NAME.fullmatch(name) else table.refuse("name", "只能用小写字母、数字和连字符，以字母开头。")
    )


def _title(table: Table) -> str:
    title = table.needed("title")
    if len(title) > _LONGEST_TITLE or _NOT_IN_TITLES.search(title):
        table.refuse("title", rf"最多{_LONGEST_TITLE}个字，不能有 [ ] : * ? / \ '。")
    return title


def _length(table: Table) -> int | None:
    longest = table.whole("longest")
    if longest is not None and not 1 <= longest <= _CHARACTERS_OF_A_CELL:
        table.refuse("longest", f"应在 1 到 {_CHARACTERS_OF_A_CELL} 之间。")
    return longest


def _expect_once(table: Table, key: str, names: list[str]) -> None:
    if twice := next((name for name in names if names.count(name) > 1), None):
        table.refuse(key, f"里有两个都叫“{twice}”，请改正其中一个。")
