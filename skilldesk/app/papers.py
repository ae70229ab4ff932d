"""What the print page may ask for, answered by the operations."""

from __future__ import annotations

from collections.abc import Sequence

from skilldesk.core.check_code import grouped
from skilldesk.core.claims import Claim, Printing
from skilldesk.core.fields import Moment
from skilldesk.core.institutions import Institution
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.rights import Rights
from skilldesk.errors import NotFound
from skilldesk.gui.paper_work import Act, Paper, PaperWork, Printed
from skilldesk.operations import claims, offices, paper, paper_ledger, rights
from skilldesk.operations.paper_ledger import Document
from skilldesk.reference.codes import Codes
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot

_WHEN = Moment("时间")


class Papers:
    """Opens stored forms and keeps the ledger of any stored paper, for one user."""

    def __init__(self, store: Store, actor: str, codes: Codes, seen: Rights) -> None:
        self._store = store
        self._actor = actor
        self._codes = codes
        self._seen = seen
        self._last: tuple[str, bytes] = ("", b"")

    def work(self) -> PaperWork:
        return PaperWork(
            open=self._open,
            ledger=self._ledger,
            note=self._note,
            expect=self._expect,
            is_printed=self._is_printed,
            reprint=self._note_print,
            spoil=self._note_spoiled,
            reprint_reasons=[one.name for one in self._codes["reprint_reason"].entries if one.listed],
        )

    def _open(self, id: RecordId) -> Paper:
        """Paper shows whole numbers: for who sees them masked that is looking at them, and is journalled."""
        with self._store.database.read() as snapshot:
            claim = _claim(snapshot, id)
            last = _last_page(snapshot, claim)
            name = _applicant(snapshot, claim)
        if not self._seen.shows("numbers"):
            with self._store.database.write(self._actor) as work:
                rights.show_whole(work, claim)
        amount = f"{claim.amount / 100:,.2f} 元" if claim.amount is not None else ""
        usual = paper.PERSONAL if claim.applicant_kind == claims.PERSON else paper.INSTITUTIONAL
        return Paper(
            title=paper.BY_KEY[claim.form or usual].title,
            number=claim.number,
            detail=" · ".join(filter(None, (name, amount))),
            pdf=self._stored(claim),
            check_code=grouped(claim.check_code or ""),
            sha256=claim.form_sha256 or "",
            first_page=claim.form_page or 1,
            last_page=last,
        )

    def _stored(self, claim: Claim) -> bytes:
        """The same bytes for all claims of one document, so that a batch is in memory once."""
        if claim.form_sha256 != self._last[0]:
            self._last = (claim.form_sha256 or "", paper.stored(self._store, claim))
        return self._last[1]

    def _ledger(self, shown: Paper) -> Sequence[Printed]:
        with self._store.database.read() as snapshot:
            names = {user.account: user.name for user in offices.users(snapshot)}
            rows = paper_ledger.rows(snapshot, _document(shown))
            return [self._row(snapshot, row, names) for row in rows]

    def _row(self, snapshot: Snapshot, row: Printing, names: dict[str, str]) -> Printed:
        entry = snapshot.about(row.id)[0].entry
        what = self._codes["printing_act"].label(row.act)
        return Printed(
            who=names.get(entry.actor, entry.actor) if entry else "",
            what=f"{what} {row.copies} 份" if row.copies else what,
            when=_WHEN.format(entry.at) if entry else "",
            reason=row.reason or "",
            spoiled=row.act == "spoiled",
        )

    def _note(self, shown: Paper, act: Act, copies: int) -> None:
        with self._store.database.write(self._actor) as work:
            told = None if act == "save" else copies
            paper_ledger.enter(work, _document(shown), act, copies=told)

    def _note_print(self, shown: Paper, copies: int, reason: str) -> None:
        with self._store.database.write(self._actor) as work:
            paper_ledger.enter(work, _document(shown), "print", copies=copies, reason=reason)

    def _note_spoiled(self, shown: Paper, copies: int, reason: str) -> None:
        with self._store.database.write(self._actor) as work:
            paper_ledger.enter(work, _document(shown), "spoiled", copies=copies, reason=reason)

    def _expect(self, act: Act) -> None:
        with self._store.database.read() as snapshot:
            paper_ledger.expect(snapshot, self._actor, act)

    def _is_printed(self, shown: Paper) -> bool:
        with self._store.database.read() as snapshot:
            return paper_ledger.is_printed(snapshot, _document(shown))


def _document(shown: Paper) -> Document:
    return Document(shown.number, shown.sha256)


def _claim(snapshot: Snapshot, id: RecordId) -> Claim:
    claim = snapshot.get(Claim, id)
    if claim is None:
        raise NotFound("这张申领单不在本机。数据没有变化。请刷新列表后重新选择。")
    return claim


def _applicant(snapshot: Snapshot, claim: Claim) -> str:
    id = claim.applicant_id or ""
    found = snapshot.get(Trainee, id) or snapshot.get(Institution, id)
    return found.name if found else ""


def _last_page(snapshot: Snapshot, claim: Claim) -> int | None:
    """The page before that on which the next form of the same document begins."""
    begins = sorted(one.form_page or 1 for one in paper.together(snapshot, claim))
    later = [page for page in begins if page > (claim.form_page or 1)]
    return later[0] - 1 if later else None
