"""The hand-over sheets of packages, for the print page."""

from __future__ import annotations

from dataclasses import replace

from skilldesk.core.check_code import grouped
from skilldesk.forms.papers.hand_over import FORM
from skilldesk.gui.paper_work import Paper, PaperWork
from skilldesk.operations import hand_over
from skilldesk.progress import Progress
from skilldesk.store.office import Store


class HandOver:
    """Opens the sheet of a package, as it was drawn; all else is as for any stored paper."""

    def __init__(self, store: Store, actor: str, papers: PaperWork) -> None:
        self._store = store
        self._actor = actor
        self._papers = papers

    def work(self) -> PaperWork:
        return replace(self._papers, open=self._open)

    def _open(self, package: str) -> Paper:
        kept = hand_over.draw(self._store, self._actor, package, Progress())
        return Paper(
            title=FORM.title,
            number=kept.number,
            detail="两方签字，各留一份",
            pdf=self._store.blobs.get(kept.sha256),
            check_code=grouped(kept.check_code),
            sha256=kept.sha256,
        )
