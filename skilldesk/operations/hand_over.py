"""交接单 (F21): the paper that goes with a package from hand to hand, drawn once and kept.

Its number is JJ and the first eight digits of the package's own; the same package has one sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skilldesk.core.claims import Printing
from skilldesk.core.fields import Moment
from skilldesk.core.normal import china_day
from skilldesk.errors import NotFound
from skilldesk.forms import form
from skilldesk.forms.form import Said, Sheet
from skilldesk.forms.papers.hand_over import FORM
from skilldesk.operations import offices, packages, paper, reconcile
from skilldesk.operations.rights import expect, label_named
from skilldesk.progress import Progress
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Package
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id
from skilldesk.sync import unseal

RECEIVER = "省级汇总端"

_WHEN = Moment("时间")


@dataclass(frozen=True)
class Kept:
    """A stored hand-over sheet."""

    number: str
    sha256: str
    check_code: str


def draw(store: Store, actor: str, package: str, progress: Progress) -> Kept:
    """The sheet of a package that went out; the stored one, if it was drawn before."""
    with store.database.read() as snapshot:
        expect(snapshot, actor, "print", "打印交接单")
        sent = _sent(snapshot, package)
        sheet = _sheet(snapshot, store, sent)
        known = [one.sha256 for one in training.printings(snapshot, sheet.number) if one.act == "draw"]
    code = FORM.check_code(sheet)
    if known and store.blobs.has(known[-1]):
        return Kept(sheet.number, known[-1], code)
    pdf = form.draw(FORM, [sheet], progress).pdf
    digest = store.blobs.put(pdf, year=china_day(store.database.now()).year)
    kept = Kept(sheet.number, digest, code)
    with store.database.write(actor) as work:
        _enter_drawn(work, kept)
    return kept


def _enter_drawn(work: Work, kept: Kept) -> None:
    """The first row in the ledger of paper; it stays for ever, and on this PC."""
    work.add(
        Printing(id=new_id(), document_number=kept.number, form=FORM.key, sha256=kept.sha256, act="draw")
    )


def _sent(snapshot: Snapshot, package: str) -> Package:
    for one in exchanges.packages(snapshot, id=package):
        if one.way == "out" and one.kind == "UP":
            return one
    raise NotFound("这一包不是从这台电脑报出的，没有交接单。数据没有变化。请刷新报送记录后重新选择。")


def _copy(store: Store, sent: Package) -> Path:
    """The copy of a package that stayed here, by its bytes and not by its name."""
    for path in sorted((store.folder / packages.SENT).glob("*.skd"), reverse=True):
        if unseal.read_manifest(path.read_bytes()).package == sent.id:
            return path
    raise NotFound("本机留的那一份包不在了，交接单没有生成。数据没有变化。请按「新的报送」重新导出一包。")


def _sheet(snapshot: Snapshot, store: Store, sent: Package) -> Sheet:
    """What the sheet says never changes: it tells of the moment in which the package was written."""
    path = _copy(store, sent)
    run = unseal.read_manifest(path.read_bytes()).chains[0]
    values = {
        "office": offices.this_office(snapshot).name,
        "receiver": RECEIVER,
        "package": _grouped(sent.id),
        "file": path.name,
        "size": f"{path.stat().st_size:,} 字节",
        "digits": packages.check_digits(sent.sha256),
        "entries": f"{sent.entries:,} 步（第 {run.first:,}–{run.last:,} 步）",
        "head": _grouped(run.after[:16]),
        "written_at": _WHEN.format(sent.at),
        "written_by": offices.user(snapshot, sent.actor).name,
    }
    said = Said(FORM, values, tuple(_rows(snapshot, sent)))
    return paper.sheet(snapshot, store, sent.actor, number=f"JJ{sent.id[:8].upper()}", said=said)


def _rows(snapshot: Snapshot, sent: Package) -> Iterator[dict[str, str]]:
    """Two kinds in a row, in the order in which the office counts."""
    inside = exchanges.contents(snapshot, sent)
    told = [(label_named(kind), f"{inside[kind]:,}") for kind in reconcile.in_order(inside)]
    for at in range(0, len(told), 2):
        kind, count = told[at]
        other_kind, other_count = told[at + 1] if at + 1 < len(told) else ("", "")
        yield {"kind": kind, "count": count, "other_kind": other_kind, "other_count": other_count}


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
