"""What the page of a class asks for its papers, answered by the operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from skilldesk.core.check_code import PaperCode, grouped
from skilldesk.core.fields import Moment
from skilldesk.core.records import RecordId
from skilldesk.core.rights import Act as Right
from skilldesk.errors import NotFound
from skilldesk.gui.class_work import ClassWork, PaperKind
from skilldesk.gui.paper_work import Act, Paper, PaperWork, Printed
from skilldesk.operations import class_papers, offices, rights, rosters
from skilldesk.operations.class_papers import Kept
from skilldesk.progress import Progress
from skilldesk.reference.codes import Codes
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot

_Draw = Callable[[Store, str, RecordId, Progress], Kept]

_WHEN = Moment("时间")
_DRAWN: Mapping[PaperKind, _Draw] = {
    "filing": class_papers.draw_filing,
    "roster": class_papers.draw_roster,
    "public_roster": class_papers.draw_public_roster,
}
_TITLES: Mapping[PaperKind, str] = {
    "filing": "开班申请（备案）表",
    "roster": "学员花名册",
    "public_roster": "学员花名册（公开版）",
}


class Classes:
    """Draws and opens the papers of classes for one user, and keeps their ledger."""

    def __init__(self, store: Store, actor: str, codes: Codes) -> None:
        self._store, self._actor, self._codes = store, actor, codes
        self._drawn: dict[tuple[PaperKind, RecordId], Kept] = {}

    def work(self) -> ClassWork:
        return ClassWork(
            draw=self._draw,
            papers={
                kind: PaperWork(
                    open=partial(self._open, kind), ledger=self._ledger, note=partial(self._note, kind)
                )
                for kind in _DRAWN
            },
        )

    def _draw(self, kind: PaperKind, class_id: RecordId, progress: Progress) -> None:
        with self._store.database.read() as snapshot:
            rights.expect(snapshot, self._actor, "print", "生成表格")
        self._drawn[kind, class_id] = _DRAWN[kind](self._store, self._actor, class_id, progress)

    def _open(self, kind: PaperKind, class_id: RecordId) -> Paper:
        kept = self._drawn.get((kind, class_id))
        if kept is None:
            raise NotFound("这张表还没有生成。数据没有变化。请先生成再打印。")
        with self._store.database.read() as snapshot:
            name = rosters.class_named(snapshot, class_id).name
        return Paper(
            title=_TITLES[kind],
            number=kept.code.number,
            detail=name,
            pdf=class_papers.stored(self._store, kept),
            check_code=grouped(kept.code.check_code),
            sha256=kept.sha256,
        )

    def _ledger(self, shown: Paper) -> Sequence[Printed]:
        """What was done with these very bytes; other papers of the class have the same number."""
        with self._store.database.read() as snapshot:
            names = {user.account: user.name for user in offices.users(snapshot)}
            return [
                self._printed(snapshot, names, row.id, row.act, row.copies)
                for row in training.printings(snapshot, shown.number)
                if row.sha256 == shown.sha256
            ]

    def _printed(
        self, snapshot: Snapshot, names: Mapping[str, str], id: RecordId, act: str, copies: int | None
    ) -> Printed:
        entry = snapshot.about(id)[0].entry
        what = self._codes["printing_act"].label(act)
        return Printed(
            who=names.get(entry.actor, entry.actor) if entry else "",
            what=f"{what} {copies} 份" if copies else what,
            when=_WHEN.format(entry.at) if entry else "",
        )

    def _note(self, kind: PaperKind, shown: Paper, act: Act, copies: int) -> None:
        form = "F01" if kind == "filing" else "F02"
        code = PaperCode(form=form, number=shown.number, check_code=shown.check_code.replace(" ", ""))
        allowed: Right = "save" if act == "save" else "print"
        with self._store.database.write(self._actor) as work:
            rights.expect(work, self._actor, allowed, f"{self._codes['printing_act'].label(act)}表格")
            kept = class_papers.scanned(work, code)
            if kept is None:
                raise NotFound("这张表的存档不在本机，没有登记。数据没有变化。请重新生成再打印。")
            before = training.printings(work, shown.number)
            again = any(row.act == "print" and row.sha256 == shown.sha256 for row in before)
            done = "reprint" if act == "print" and again else act
            class_papers.enter(work, kept, done, copies=copies if act == "print" else None)
