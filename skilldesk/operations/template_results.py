"""The receiving system's result list, read back: which of our rows it took, and why not the others.

A row is found by what the layout calls its keys, or by its number in our file. The list answers one export:
that with which most of its rows agree, of several the last.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from skilldesk.core.layout import Layout
from skilldesk.core.problems import Problem
from skilldesk.core.records import RecordId
from skilldesk.errors import Refused
from skilldesk.excel import reading
from skilldesk.operations.packages import read_file
from skilldesk.operations.result_list import Said, key_text, parse
from skilldesk.operations.rights import expect
from skilldesk.operations.templates import RESULT_KIND
from skilldesk.store import exchanges, template_rows
from skilldesk.store.exchanges import Package
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.template_rows import ACCEPTED, REJECTED, Line
from skilldesk.store.work import Work, new_id

UNMATCHED = "RESULT-UNMATCHED"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a result list said of our rows."""

    layout: Layout
    repeated: bool = False
    """The same list was read before; nothing was changed."""
    accepted: int = 0
    rejected: tuple[Line, ...] = ()
    unanswered: int = 0
    """Rows of that file of which nothing is known yet."""
    problems: tuple[Problem, ...] = ()
    """Rows of the list that could not be understood or matched: they changed nothing."""


def receive(store: Store, actor: str, layout: Layout, file: Path, *, rest_accepted: bool = False) -> Answered:
    """Take in a result list. `rest_accepted` says that it names only what failed.

    SheetUnreadable if it is no such list; Refused if it answers nothing that went out from here.
    """
    listed = _listed(layout, file, rest_accepted=rest_accepted)
    with store.database.write(actor) as work:
        expect(work, actor, "report", "读入结果名单")
        found = _judged(work, layout, listed)
        if found is None:
            return Answered(layout=layout, repeated=True)
        template_rows.answer(work, found.lines)
        _note(work, layout, found.package, listed.digest, found.lines)
    return found.answered


def look(store: Store, layout: Layout, file: Path, *, rest_accepted: bool = False) -> Answered:
    """What `receive` would take in, with the same refusals; nothing is written."""
    listed = _listed(layout, file, rest_accepted=rest_accepted)
    with store.database.read_long() as snapshot:
        found = _judged(snapshot, layout, listed)
    return found.answered if found else Answered(layout=layout, repeated=True)


@dataclass(frozen=True)
class _Listed:
    """A result list as it was read."""

    said: Sequence[Said]
    problems: Sequence[Problem]
    digest: str
    rest: bool


def _listed(layout: Layout, file: Path, *, rest_accepted: bool) -> _Listed:
    rest = rest_accepted or layout.answers.rest == "accepted"
    said, problems = parse(reading.read(read_file(file), file.name), layout, file.name)
    return _Listed(said, problems, _digest(layout, said, rest=rest), rest)


@dataclass(frozen=True)
class _Judged:
    """Which export a list answers, our rows as they stand after it, and what is told of that."""

    package: RecordId
    lines: Sequence[Line]
    answered: Answered


def _judged(snapshot: Snapshot, layout: Layout, listed: _Listed) -> _Judged | None:
    """None for a list that was taken in before."""
    if exchanges.packages(snapshot, kind=RESULT_KIND, sha256=listed.digest):
        return None
    export = _answered(_exports(snapshot, layout), layout, listed.said)
    lines, unmatched = export.lines(listed.said)
    told = {**{_place(line): line for line in export.rest()}, **lines} if listed.rest else lines
    fates = [line.fate for line in told.values()]
    answered = Answered(
        layout=layout,
        accepted=fates.count(ACCEPTED),
        rejected=tuple(line for line in told.values() if line.fate == REJECTED),
        unanswered=sum(_place(line) not in told and line.fate is None for line in export.all),
        problems=(*listed.problems, *unmatched),
    )
    return _Judged(export.package, list(told.values()), answered)


def _digest(layout: Layout, said: Iterable[Said], *, rest: bool) -> str:
    """By this a list is known again, in whatever form it comes."""
    plain = [{**asdict(one), "where": ""} for one in said]
    content = json.dumps([layout.name, rest, plain], ensure_ascii=False, sort_keys=True)
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


_Place = tuple[str, int]


def _place(line: Line) -> _Place:
    return line.sheet, line.number


class _Export:
    """The rows of one file that went out, to be found by their number or by their keys."""

    def __init__(self, package: RecordId, lines: Sequence[Line]) -> None:
        self.package = package
        self.all = lines
        self._numbered = {_place(line): line for line in lines}
        self._keyed: dict[tuple[str, tuple[tuple[int, str], ...]], list[Line]] = {}
        self._indexed: set[tuple[str, tuple[int, ...]]] = set()

    def find(self, said: Said) -> Line | None:
        """The one row that is meant: by its keys, of several with these keys by the number."""
        numbered = self._numbered.get((said.sheet, said.number or 0))
        if not said.keys:
            return numbered
        same = self._with_keys(said)
        if len(same) == 1:
            return same[0]
        return numbered if numbered in same else None

    def _with_keys(self, said: Said) -> Sequence[Line]:
        places = tuple(sorted(said.keys))
        if (said.sheet, places) not in self._indexed:
            self._indexed.add((said.sheet, places))
            for line in self.all:
                if line.sheet == said.sheet:
                    keys = tuple((at, key_text(line.keys[at])) for at in places if at < len(line.keys))
                    self._keyed.setdefault((line.sheet, keys), []).append(line)
        return self._keyed.get((said.sheet, tuple((at, said.keys[at]) for at in places)), ())

    def lines(self, said: Iterable[Said]) -> tuple[dict[_Place, Line], list[Problem]]:
        """Our rows with what was said of them, and the rows of the list that mean none of ours."""
        found: dict[_Place, Line] = {}
        unmatched: list[Problem] = []
        for one in said:
            line = self.find(one)
            if line is None:
                unmatched.append(_unmatched(one))
            else:
                found[_place(line)] = _with(found.get(_place(line)), line, one)
        return found, unmatched

    def rest(self) -> list[Line]:
        """What was not answered yet, as accepted."""
        return [replace(line, fate=ACCEPTED) for line in self.all if line.fate is None]


def _unmatched(said: Said) -> Problem:
    text = f"{said.where}和上报过的内容对不上，没有采用。请核对行号和号码，或确认这份名单答复的是哪一次上报。"
    return Problem(code=UNMATCHED, text=text)


def _with(before: Line | None, line: Line, said: Said) -> Line:
    """Several rows of a list may speak of one of ours: one fault is enough, and all are kept."""
    if before is None or (before.fate == ACCEPTED and said.fate == REJECTED):
        return replace(line, fate=said.fate, code=said.code, text=said.text)
    if said.fate == ACCEPTED:
        return before
    return replace(before, text="；".join(dict.fromkeys(filter(None, (before.text, said.text)))))


def _exports(snapshot: Snapshot, layout: Layout) -> list[_Export]:
    """The files that went out in the layout, the last one first."""
    lines: dict[RecordId, list[Line]] = defaultdict(list)
    for line in template_rows.of_layout(snapshot, layout.name):
        lines[line.package].append(line)
    return [_Export(package, own) for package, own in reversed(lines.items())]


def _answered(exports: Sequence[_Export], layout: Layout, said: Sequence[Said]) -> _Export:
    """The file that a list answers."""
    if not exports:
        raise Refused(f"本机没有用“{layout.title}”上报过，这份名单没有采用。数据没有变化。请核对模板名称。")
    if not any(one.keys for one in said):
        return _only_open(exports, layout)
    best = max(exports, key=lambda export: sum(export.find(one) is not None for one in said))
    if not any(best.find(one) for one in said):
        raise Refused(
            f"名单里没有一行和用“{layout.title}”上报过的内容对得上，没有采用。数据没有变化。"
            "请核对是不是这个模板的结果。"
        )
    return best


def _only_open(exports: Sequence[_Export], layout: Layout) -> _Export:
    """Row numbers alone do not say which file they count in: one must be open, or there be only one."""
    waiting = [export for export in exports if any(line.fate is None for line in export.all)]
    if len(waiting) > 1:
        keys = "、".join(dict.fromkeys(one.label.strip("*") for sheet in layout.sheets for one in sheet.keys))
        raise Refused(
            f"名单里只有行号，而“{layout.title}”有{len(waiting)}次上报还没有结果，分不清答复的是哪一次。"
            f"数据没有变化。请向接收单位要一份带“{keys}”的名单。"
        )
    return waiting[0] if waiting else exports[0]


def _note(work: Work, layout: Layout, package: RecordId, digest: str, lines: Sequence[Line]) -> None:
    exchanges.note(
        work,
        Package(
            id=new_id(),
            kind=RESULT_KIND,
            way="in",
            at=work.author.at,
            actor=work.author.actor,
            entries=len(lines),
            sha256=digest,
            answer=package,
        ),
    )
    fates = [line.fate for line in lines]
    work.note(
        "template.result",
        layout=layout.name,
        package=package,
        accepted=fates.count(ACCEPTED),
        rejected=fates.count(REJECTED),
    )
