"""The ledger of paper: what was printed, printed again, spoiled or saved, by whom; and who may do it.

A row tells of a stored document by its number and its hash, whatever form it is: a claim's or a class's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from skilldesk.core.claims import Printing
from skilldesk.errors import NotFound, Refused
from skilldesk.operations import rights
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id

Act = Literal["print", "save", "spoiled"]

_WORDS: dict[Act, str] = {"print": "打印表格", "save": "另存 PDF", "spoiled": "登记作废的纸"}


@dataclass(frozen=True)
class Document:
    number: str
    sha256: str


def rows(snapshot: Snapshot, one: Document) -> list[Printing]:
    """All that was done with this form, also what was stored before it was drawn anew."""
    found = training.printings(snapshot, one.number)
    forms = {row.form for row in found if row.sha256 == one.sha256}
    return [row for row in found if row.form in forms]


def is_printed(snapshot: Snapshot, one: Document) -> bool:
    """Whether these very bytes were printed before: then the next time is a reprint, which wants a reason."""
    return any(row.act == "print" and row.sha256 == one.sha256 for row in rows(snapshot, one))


def expect(snapshot: Snapshot, account: str, act: Act) -> None:
    """NotAllowed for a user whose roles do not allow it; asked before anything leaves the store."""
    rights.expect(snapshot, account, "save" if act == "save" else "print", _WORDS[act])


def enter(work: Work, one: Document, act: Act, *, copies: int | None = None, reason: str = "") -> Printing:
    """A row for what was done; printing what was printed before is a reprint, and tells why.

    NotAllowed as `expect` says; Refused without a reason that is needed.
    """
    expect(work, work.author.actor, act)
    again = act == "print" and is_printed(work, one)
    if (again or act == "spoiled") and not reason.strip():
        raise Refused(
            f"{'补打' if again else '登记作废'}要写明原因，没有登记。数据没有变化。请选一个原因，或写上原因。"
        )
    return work.add(
        Printing(
            id=new_id(),
            document_number=one.number,
            form=_form(work, one),
            sha256=one.sha256,
            act="reprint" if again else act,
            copies=copies,
            reason=reason.strip() or None,
        )
    )


def _form(snapshot: Snapshot, one: Document) -> str:
    """Which form it is: the row of its drawing says so."""
    for row in training.printings(snapshot, one.number):
        if row.sha256 == one.sha256:
            return row.form
    raise NotFound("这份表格不是在这台电脑上生成的，没有它的存档。数据没有变化。请在这里重新生成表格。")
