"""上报模板: records go out in a receiving system's own layout; only what was not yet accepted goes again.

The files are clear text. They leave by an explicit act, which is journalled, and whoever asks for one is
told so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from skilldesk.core.fields import fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.layout import SYSTEM_SOURCES, Column, Layout, Sheet
from skilldesk.core.normal import china_day
from skilldesk.core.people import Trainee
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record, RecordId
from skilldesk.errors import Refused
from skilldesk.excel import text_table, workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.operations import offices
from skilldesk.operations.rights import expect
from skilldesk.operations.template_rows import ROW_NUMBER, ReportRow, Shelf, rows
from skilldesk.reference import templates as known
from skilldesk.reference.templates import Layouts
from skilldesk.store import exchanges, template_rows
from skilldesk.store.exchanges import Package, Reported
from skilldesk.store.office import Store
from skilldesk.store.queries import records as queries
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.template_rows import Line
from skilldesk.store.work import Work, new_id
from skilldesk.sync import stick

IN_CLEAR = "此文件任何人都能打开"
"""What is said of every file that leaves like this."""

PACKAGE_KIND = "TEMPLATE"
RESULT_KIND = "TEMPLATE_RESULT"
"""How the ledger of packages calls the files that go out, and the lists that come back."""

_SENSITIVE = "9"
_PERSON = "trainee_id"
"""The field by which a record is one of a person."""


@dataclass(frozen=True)
class Standing:
    """How far a record has come in one sheet of a layout, and the last row in which it went."""

    row: ReportRow
    state: Reported
    line: Line | None


@dataclass(frozen=True)
class Held:
    """A record that does not go out, and why."""

    sheet: str
    record: Record
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Written:
    """A file that lies where it should."""

    path: Path
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written; no file if nothing was due."""

    layout: Layout
    files: tuple[Written, ...] = ()
    package: str = ""
    rows: int = 0
    held: tuple[Held, ...] = ()
    doubtful: tuple[Held, ...] = ()
    """Rows that went out although something should be looked at."""
    returned: tuple[Held, ...] = ()
    """Rows that go again because they came back, with what was said of them."""
    waiting: int = 0
    """Rows that went before and have no answer yet; they go again only when asked for."""
    by_hand: tuple[str, ...] = ()
    """Columns that the receiving system needs and that somebody must fill in the file."""
    sensitive: int = 0
    """People who must never be named in public."""

    def look_again(self) -> None:
        """To be called packages.LOOK_AGAIN seconds later: a virus scanner may have taken a file away."""
        for file in self.files:
            stick.look_again(file.path, file.data)


def layouts(office: Path | None = None) -> Layouts:
    """Those that the program ships, and those that an office keeps in its folder; the store stays closed."""
    own = office / known.FOLDER if office else None
    return known.load(*([own] if own and own.is_dir() else []))


def standings(snapshot: Snapshot, shelf: Shelf, layout: Layout, sheet: Sheet) -> Iterator[Standing]:
    """Every record that the sheet is about, and how far it has come."""
    lines = template_rows.newest(snapshot, layout.name)
    for row in rows(shelf, layout, sheet):
        line = lines.get((sheet.name, row.record.id))
        yield Standing(row, _state(line, row.digest), line)


def _state(line: Line | None, digest: bytes) -> Reported:
    """What was changed since it went is as if it had not gone."""
    if line is None or (line.digest != digest and line.fate != template_rows.REJECTED):
        return Reported.NOT_SENT
    if line.fate == template_rows.REJECTED:
        return Reported.REJECTED
    return Reported.ACCEPTED if line.fate else Reported.EXPORTED


def shelf(snapshot: Snapshot, store: Store, actor: str) -> Shelf:
    """The records of the store, and what an export tells of itself."""
    office = offices.this_office(snapshot)
    today = china_day(store.database.now())
    told = {
        ROW_NUMBER: 0,
        "@today": today,
        "@actor": offices.user(snapshot, actor).name,
        "@office_code": office.code,
        "@office_name": office.name,
    }
    return Shelf(snapshot, today, {source: told[source] for source in SYSTEM_SOURCES})


@dataclass(frozen=True)
class _Chosen:
    """What of a sheet goes, what must wait for us or for an answer, and what would be written as it was."""

    sheet: Sheet
    going: tuple[ReportRow, ...]
    held: tuple[ReportRow, ...]
    returned: tuple[Held, ...]
    waiting: int
    same: tuple[Line, ...]
    newest: Mapping[RecordId, int]
    sensitive: int


def export(store: Store, actor: str, layout: Layout, to: Path, *, again: bool = False) -> Exported:
    """Write what the receiving system has not accepted into that folder, and remember which row is whose.

    Rows without an answer go only if `again` is asked for; rows in which something is wrong stay here.
    """
    with store.database.read_long() as snapshot:
        chosen = _chosen(snapshot, store, actor, layout, again=again)
        stem = _stem(snapshot, layout, china_day(store.database.now()))
    files = _files(layout, chosen, stem, store.database.now())
    written = tuple(Written(stick.save(data, to, name), data) for name, data in files.items())
    with store.database.write(actor) as work:
        package = _remember(work, layout, chosen, list(files.values()))
    return replace(_told(layout, chosen), files=written, package=package)


def look(store: Store, actor: str, layout: Layout, *, again: bool = False) -> Exported:
    """What an export would write now, and what would stay here and why; nothing is written."""
    with store.database.read_long() as snapshot:
        return _told(layout, _chosen(snapshot, store, actor, layout, again=again))


def _chosen(snapshot: Snapshot, store: Store, actor: str, layout: Layout, *, again: bool) -> list[_Chosen]:
    expect(snapshot, actor, "report", "按上报模板导出")
    if layout.purpose != "report":
        raise Refused(
            f"“{layout.title}”是给学校填的空表，不能上报。没有写出文件，数据没有变化。请另选一个模板。"
        )
    records = shelf(snapshot, store, actor)
    return [_choose(snapshot, records, layout, sheet, again=again) for sheet in layout.sheets]


def _told(layout: Layout, chosen: Sequence[_Chosen]) -> Exported:
    rows = sum(len(one.going) for one in chosen)
    return Exported(
        layout=layout,
        rows=rows,
        held=tuple(_named(one, row) for one in chosen for row in one.held),
        doubtful=tuple(_named(one, row) for one in chosen for row in one.going if row.problems),
        returned=tuple(held for one in chosen for held in one.returned),
        waiting=sum(one.waiting for one in chosen),
        by_hand=tuple(_by_hand(layout)) if rows else (),
        sensitive=sum(one.sensitive for one in chosen),
    )


def _choose(snapshot: Snapshot, records: Shelf, layout: Layout, sheet: Sheet, *, again: bool) -> _Chosen:
    found = list(standings(snapshot, records, layout, sheet))
    due = {Reported.NOT_SENT, Reported.REJECTED} | ({Reported.EXPORTED} if again else set())
    going = [one.row for one in found if one.state in due and not one.row.must_wait]
    newest = template_rows.newest_entries(snapshot, sheet.record)
    return _Chosen(
        sheet=sheet,
        going=tuple(_numbered(sheet, row, at) for at, row in enumerate(going, 1)),
        held=tuple(one.row for one in found if one.state in due and one.row.must_wait),
        returned=tuple(
            _returned(sheet, one) for one in found if one.state is Reported.REJECTED and not one.row.must_wait
        ),
        waiting=sum(one.state is Reported.EXPORTED and one.state not in due for one in found),
        same=tuple(_renewed(found, newest)),
        newest=newest,
        sensitive=sum(_is_sensitive(records, row) for row in going),
    )


def _returned(sheet: Sheet, one: Standing) -> Held:
    said = "　".join(filter(None, (one.line.code, one.line.text))) if one.line else ""
    problem = Problem(code="TEMPLATE-RETURNED", text=f"上次退回：{said or '没有写原因'}")
    return Held(sheet.title, one.row.record, (problem,))


def _numbered(sheet: Sheet, row: ReportRow, at: int) -> ReportRow:
    """The row with its place among those that go, where the layout asks for it."""
    texts = (
        str(at) if column.source == ROW_NUMBER else text
        for column, text in zip(sheet.columns, row.cells, strict=True)
    )
    return replace(row, cells=tuple(texts))


def _renewed(found: Sequence[Standing], newest: Mapping[RecordId, int]) -> Iterator[Line]:
    """Rows whose records were changed where this layout does not look: they would be written the same."""
    for one in found:
        entry = newest[one.row.record.id]
        if one.line and one.state in (Reported.EXPORTED, Reported.ACCEPTED) and one.line.entry < entry:
            yield replace(one.line, entry=entry)


def _is_sensitive(records: Shelf, row: ReportRow) -> bool:
    if _is_of_a_person(type(row.record)):
        return records.reach(row.record, f"{_PERSON}.sensitivity")[1] == _SENSITIVE
    return getattr(row.record, "sensitivity", None) == _SENSITIVE


def _is_of_a_person(kind: type[Record]) -> bool:
    return _PERSON in {field.name for field in fields_of(kind)}


def titles(snapshot: Snapshot, layout: Layout, ids: Iterable[RecordId]) -> dict[RecordId, str]:
    """Of whom or of what these records of a layout speak, in a few words."""
    wanted = set(ids)
    found: dict[RecordId, str] = {}
    for kind in {KINDS[sheet.record] for sheet in layout.sheets}:
        if not _is_of_a_person(kind):
            found |= queries.titles(snapshot, kind, wanted)
            continue
        people = {
            one.id: str(getattr(one, _PERSON))
            for one in queries.everything(snapshot, kind)
            if one.id in wanted
        }
        names = queries.titles(snapshot, Trainee, people.values())
        found |= {id: names.get(person, "") for id, person in people.items()}
    return found


def _named(chosen: _Chosen, row: ReportRow) -> Held:
    return Held(chosen.sheet.title, row.record, row.problems)


def _by_hand(layout: Layout) -> Iterator[str]:
    for sheet in layout.sheets:
        yield from (column.label for column in sheet.columns if column.by_hand and column.required)


def _stem(snapshot: Snapshot, layout: Layout, today: date) -> str:
    """The beginning of the file's name: no name or number of a person stands in it."""
    mark = "practice-" if offices.practice(snapshot) else ""
    return f"{mark}{layout.name}-{offices.this_office(snapshot).code}-{today:%Y%m%d}"


def _files(layout: Layout, chosen: Sequence[_Chosen], stem: str, made: datetime) -> dict[str, bytes]:
    """The files by name: one workbook, or a text file for each sheet that has rows; none if nothing goes."""
    kind = layout.files[0]
    pages = {one.sheet.name: page(one.sheet, [row.cells for row in one.going]) for one in chosen}
    filled = {name: one for name, one in pages.items() if one.rows}
    if kind == "xlsx":
        return {f"{stem}.xlsx": workbook.write([*pages.values()], made=made)} if filled else {}
    several = len(pages) > 1
    return {
        f"{stem}-{name}.{kind}" if several else f"{stem}.{kind}": text_table.write(one, kind, layout.text)
        for name, one in filled.items()
    }


def page(sheet: Sheet, cells: Sequence[Sequence[str]] = ()) -> Page:
    """A sheet of a layout with these rows."""
    return Page(
        title=sheet.title,
        headings=tuple(_heading(column) for column in sheet.columns),
        rows=cells,
        header_row=sheet.header_row,
        above=sheet.above,
    )


def _heading(column: Column) -> Heading:
    return Heading(label=column.label, choices=column.offered, width=column.width, required=column.required)


def _remember(work: Work, layout: Layout, chosen: Sequence[_Chosen], files: Sequence[bytes]) -> str:
    """Keep which record stood in which row; the export's id, empty if nothing went."""
    template_rows.cover(work, [line for one in chosen for line in one.same])
    if not files:
        return ""
    package = new_id()
    lines = [line for one in chosen for line in _lines(layout, package, one)]
    digest = digest_of(files)
    template_rows.write(work, lines)
    exchanges.note(
        work,
        Package(
            id=package,
            kind=PACKAGE_KIND,
            way="out",
            at=work.author.at,
            actor=work.author.actor,
            entries=len(lines),
            sha256=digest,
        ),
    )
    work.note("template.export", layout=layout.name, package=package, rows=len(lines), sha256=digest)
    return package


def _lines(layout: Layout, package: str, one: _Chosen) -> Iterator[Line]:
    for number, row in enumerate(one.going, one.sheet.header_row + 1):
        yield Line(
            package=package,
            layout=layout.name,
            sheet=one.sheet.name,
            number=number,
            record=row.record.id,
            entry=one.newest[row.record.id],
            digest=row.digest,
            keys=row.keys,
        )


def digest_of(files: Sequence[bytes]) -> str:
    """SHA-256 of a file, or of the digests of several."""
    digests = [sha256(data).digest() for data in files]
    return digests[0].hex() if len(digests) == 1 else sha256(b"".join(digests)).hexdigest()
