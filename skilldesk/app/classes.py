"""What the page of a class asks for its papers, answered by the operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from skilldesk.core.check_code import grouped
from skilldesk.core.records import RecordId
from skilldesk.errors import NotFound
from skilldesk.gui.class_work import ClassWork, PaperKind
from skilldesk.gui.paper_work import Paper, PaperWork
from skilldesk.operations import class_papers, rights, rosters
from skilldesk.operations.class_papers import Kept
from skilldesk.progress import Progress
from skilldesk.store.office import Store

_Draw = Callable[[Store, str, RecordId, Progress], Kept]

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
    """Draws and opens the papers of classes for one user; all else is as for any stored paper."""

    def __init__(self, store: Store, actor: str, papers: PaperWork) -> None:
        self._store, self._actor, self._papers = store, actor, papers
        self._drawn: dict[tuple[PaperKind, RecordId], Kept] = {}

    def work(self) -> ClassWork:
        return ClassWork(
            draw=self._draw,
            papers={kind: replace(self._papers, open=partial(self._open, kind)) for kind in _DRAWN},
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
