"""What the print page may ask for, answered by the operations."""

from __future__ import annotations

from collections.abc import Sequence

from skilldesk.core.check_code import grouped
from skilldesk.core.claims import Claim, Printing
from skilldesk.core.fields import Moment
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.errors import NotFound
from skilldesk.gui.paper_work import Act, Paper, PaperWork, Printed
from skilldesk.operations import offices, paper
from skilldesk.reference.codes import Codes
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot

_WHEN = Moment("时间")


class Papers:
    """Opens stored forms and keeps their ledger, for one user."""

    def __init__(self, store: Store, actor: str, codes: Codes) -> None:
        self._store = store
        self._actor = actor
        self._codes = codes

    def work(self) -> PaperWork:
        return PaperWork(open=self._open, ledger=self.ledger, note=self._note)

    def _open(self, id: RecordId) -> Paper:
        with self._store.database.read() as snapshot:
            claim = _claim(snapshot, id)
            last = _last_page(snapshot, claim)
            person = snapshot.get(Trainee, claim.applicant_id or "")
        amount = f"{claim.amount / 100:,.2f} 元" if claim.amount is not None else ""
        return Paper(
            title=paper.BY_KEY[claim.form or paper.PERSONAL].title,
            number=claim.number,
            detail=" · ".join(filter(None, (person.name if person else "", amount))),
            pdf=paper.stored(self._store, claim),
            check_code=grouped(claim.check_code or ""),
            sha256=claim.form_sha256 or "",
            first_page=claim.form_page or 1,
            last_page=last,
        )

    def ledger(self, shown: Paper) -> Sequence[Printed]:
        with self._store.database.read() as snapshot:
            names = {user.account: user.name for user in offices.users(snapshot)}
            rows = training.printings(snapshot, shown.number)
            return [self._row(snapshot, row, names) for row in rows]

    def _row(self, snapshot: Snapshot, row: Printing, names: dict[str, str]) -> Printed:
        entry = snapshot.about(row.id)[0].entry
        what = self._codes["printing_act"].label(row.act)
        return Printed(
            who=names.get(entry.actor, entry.actor) if entry else "",
            what=f"{what} {row.copies} 份" if row.copies else what,
            when=_WHEN.format(entry.at) if entry else "",
        )

    def _note(self, shown: Paper, act: Act, copies: int) -> None:
        with self._store.database.write(self._actor) as work:
            claim = next(one for one in training.claims(work) if one.number == shown.number)
            again = any(row.act == "print" for row in training.printings(work, shown.number))
            kept = "reprint" if act == "print" and again else act
            paper.enter(work, claim, kept, copies=copies if act == "print" else None)


def _claim(snapshot: Snapshot, id: RecordId) -> Claim:
    claim = snapshot.get(Claim, id)
    if claim is None:
        raise NotFound("这张申领单不在本机。数据没有变化。请刷新列表后重新选择。")
    return claim


def _last_page(snapshot: Snapshot, claim: Claim) -> int | None:
    """The page before that on which the next form of the same document begins."""
    begins = sorted(
        one.form_page
        for one in training.claims(snapshot)
        if one.form_sha256 == claim.form_sha256 and one.form_page
    )
    later = [page for page in begins if page > (claim.form_page or 1)]
    return later[0] - 1 if later else None
