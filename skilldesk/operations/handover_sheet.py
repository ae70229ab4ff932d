"""The open work of somebody in words, and the sheet on which it is handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from skilldesk.core.fields import Moment, Money
from skilldesk.core.offices import is_practice
from skilldesk.forms import handover_sheet
from skilldesk.forms.handover_sheet import HandoverSheet
from skilldesk.operations import offices
from skilldesk.operations.handover import Handover, OpenWork
from skilldesk.reference.codes import Codes
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot
from skilldesk.sync import stick

SAVED = "handover.saved"
"""The act under which the journal keeps that the sheet was written in clear."""

Item = tuple[str, str, str]
"""Sort, title and detail."""

_WHEN = Moment("时间")
_MONEY = Money("金额")


def items(found: OpenWork, codes: Codes, word_of: Callable[[str], str]) -> tuple[Item, ...]:
    """Each piece of open work; `word_of` tells what the form of a draft is called."""
    return tuple(_items(found, codes, word_of))


def _items(found: OpenWork, codes: Codes, word_of: Callable[[str], str]) -> Iterator[Item]:
    for claim in found.claims:
        state = codes["claim_state"].label(claim.state or "10")
        amount = f"，{_MONEY.format(claim.amount)} 元" if claim.amount is not None else ""
        yield "申领单", claim.number, f"{state}{amount}"
    for one in found.classes:
        yield "培训班", one.name, codes["class_state"].label(one.state or "10")
    for standard in found.standards:
        subsidy = codes["subsidy"].label(standard.subsidy)
        yield "补贴标准", f"{standard.document} {standard.key}", f"{subsidy}，待另一人审批"
    for draft in found.drafts:
        yield "草稿", word_of(draft.form), f"{_WHEN.format(draft.at)} 存下"


def draw(snapshot: Snapshot, done: Handover, people: tuple[str, str, str], told: tuple[Item, ...]) -> bytes:
    """The sheet as a PDF. The people are accounts: who leaves, who takes over, who did it."""
    office = offices.this_office(snapshot)
    gone, heir, administrator = (_named(snapshot, account) for account in people)
    digits = done.head.hash.hex()[:16]
    check = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return handover_sheet.draw(
        HandoverSheet(
            office=office.name,
            day=_WHEN.format(done.at),
            gone=gone,
            heir=heir,
            administrator=administrator,
            items=told,
            counted=_counted(done.work),
            head=f"第 {done.head.seq} 条　{check}",
            practice=is_practice(office.code),
        )
    )


def _counted(work: OpenWork) -> str:
    parts = (
        (len(work.drafts), "草稿{}份"),
        (len(work.claims), "申领单{}张"),
        (len(work.classes), "培训班{}个"),
        (len(work.standards), "补贴标准{}条"),
    )
    told = "，".join(words.format(number) for number, words in parts if number)
    return f"{told}，共{len(work)}项" if told else "没有未办完的工作"


def _named(snapshot: Snapshot, account: str) -> str:
    return f"{offices.user(snapshot, account).name}（{account}）"


def file_name(day: datetime) -> str:
    """Says nothing of who it is about."""
    return f"交接清单-{day:%Y%m%d}.pdf"


def save(store: Store, actor: str, pdf: bytes, to: Path) -> Path:
    """Write the sheet in clear, and journal that; where a file of that name lies, with a number."""
    path = stick.save(pdf, to.parent, to.name)
    with store.database.write(actor) as work:
        work.note(SAVED)
    return path
