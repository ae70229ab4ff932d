"""The hand-over sheets of packages, for the print page."""

from __future__ import annotations

from collections.abc import Sequence

from skilldesk.app.papers import Papers
from skilldesk.core.check_code import grouped
from skilldesk.forms.papers.hand_over import FORM
from skilldesk.gui.paper_work import Act, Paper, PaperWork, Printed
from skilldesk.operations import hand_over
from skilldesk.operations.hand_over import Kept
from skilldesk.progress import Progress
from skilldesk.store.office import Store


class HandOver:
    """Opens the sheet of a package, as it was drawn, and keeps its ledger."""

    def __init__(self, store: Store, actor: str, papers: Papers) -> None:
        self._store = store
        self._actor = actor
        self._papers = papers

    def work(self) -> PaperWork:
        return PaperWork(open=self._open, ledger=self._ledger, note=self._note)

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

    def _ledger(self, shown: Paper) -> Sequence[Printed]:
        return self._papers.ledger(shown)

    def _note(self, shown: Paper, act: Act, copies: int) -> None:
        kept = Kept(shown.number, shown.sha256, shown.check_code)
        with self._store.database.write(self._actor) as work:
            hand_over.enter(work, kept, act, copies=copies)
