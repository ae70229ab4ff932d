"""The papers of a class: its filing (F01) and its roster (F02), for the file or for the public.

Each is drawn once, stored, attached to the class and entered in the ledger. Its number is the filing number
of the class, before there is one BJ and the first eight characters of the id of the class; the number, the
form and the check code are the name of the attached file, so that a scanned code finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from skilldesk.core.check_code import PaperCode
from skilldesk.core.claims import Attachment, Printing
from skilldesk.core.normal import china_day
from skilldesk.core.records import RecordId
from skilldesk.core.training import Class
from skilldesk.errors import NotFound, StaleRecord
from skilldesk.forms import form
from skilldesk.forms.form import Said, Sheet
from skilldesk.operations import class_forms, paper
from skilldesk.operations.class_forms import Subject
from skilldesk.progress import Progress
from skilldesk.reference.codes import load
from skilldesk.store.office import Store
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id

_Say = Callable[[Subject], Said]

_EVIDENCE = {"F01": "99", "F02": "17"}
"""材料类型: 花名册, and for the filing 其他."""
_FILE = re.compile(r"(F\d\d)-(.+)-([0-9A-Z]{8})\.pdf")


@dataclass(frozen=True)
class Kept:
    """A stored paper of a class."""

    class_id: RecordId
    code: PaperCode
    sha256: str


def draw_filing(store: Store, actor: str, class_id: RecordId, progress: Progress) -> Kept:
    """The filing of a class; Refused, with the list, while something is missing that it needs."""
    return _draw(store, actor, class_id, class_forms.filing, progress)


def draw_roster(store: Store, actor: str, class_id: RecordId, progress: Progress) -> Kept:
    """Everyone of the class, to be signed and filed."""
    return _draw(store, actor, class_id, class_forms.roster, progress)


def draw_public_roster(store: Store, actor: str, class_id: RecordId, progress: Progress) -> Kept:
    """The roster as it may be put up: numbers partly hidden, no address, phone or category."""
    return _draw(store, actor, class_id, class_forms.public_roster, progress)


def kept(snapshot: Snapshot, class_id: RecordId) -> list[Kept]:
    """The papers that were drawn for a class, the oldest first."""
    attached = by_reference(snapshot, Attachment, "owner", class_id)
    return [found for one in attached if (found := _kept(one))]


def scanned(snapshot: Snapshot, code: PaperCode) -> Kept | None:
    """The paper of a class whose code somebody scanned; the newest, if it was drawn on several PCs."""
    attached = by_reference(snapshot, Attachment, "file_name", _file_name(code))
    return _kept(attached[-1]) if attached else None


def _kept(attached: Attachment) -> Kept | None:
    """None if the file is not one of ours."""
    if not (named := _FILE.fullmatch(attached.file_name or "")):
        return None
    code = PaperCode(form=named[1], number=named[2], check_code=named[3])
    return Kept(attached.owner, code, attached.sha256)


def _file_name(code: PaperCode) -> str:
    return f"{code.form}-{code.number}-{code.check_code}.pdf"


def stored(store: Store, one: Kept) -> bytes:
    """The PDF as it was drawn, byte for byte."""
    return store.blobs.get(one.sha256)


def enter(
    work: Work, one: Kept, act: str, *, copies: int | None = None, reason: str | None = None
) -> Printing:
    """A row in the ledger of paper; it stays for ever, and on this PC."""
    return work.add(
        Printing(
            id=new_id(),
            document_number=one.code.number,
            form=one.code.form,
            sha256=one.sha256,
            act=act,
            copies=copies,
            reason=reason,
        )
    )


def number_of(training_class: Class) -> str:
    return training_class.filing_number or f"BJ{training_class.id[:8].upper()}"


def _draw(store: Store, actor: str, class_id: RecordId, say: _Say, progress: Progress) -> Kept:
    """What is stored here and still says what the records say is not drawn again."""
    with store.database.read_long() as snapshot:
        said, sheet = _filled(store, actor, snapshot, class_id, say)
        code = _code(said, sheet)
        for one in kept(snapshot, class_id):
            if one.code == code and store.blobs.has(one.sha256):
                return one
    pdf = form.draw(said.form, [sheet], progress).pdf
    drawn = Kept(class_id, code, store.blobs.put(pdf, year=china_day(store.database.now()).year))
    with store.database.write(actor) as work:
        if _code(*_filled(store, actor, work, class_id, say)) != code:
            raise StaleRecord("生成表格时有人改了资料。表格没有存档，数据没有变化。请刷新后重新生成表格。")
        work.add(_attachment(drawn))
        enter(work, drawn, "draw")
    return drawn


def _filled(
    store: Store, actor: str, snapshot: Snapshot, class_id: RecordId, say: _Say
) -> tuple[Said, Sheet]:
    training_class = snapshot.get(Class, class_id)
    if training_class is None or training_class.voided:
        raise NotFound("没有找到这个培训班，或它已作废。数据没有变化。请刷新列表后重新选择。")
    today = china_day(store.database.now())
    said = say(Subject(training_class=training_class, snapshot=snapshot, today=today, codes=load()))
    return said, paper.sheet(snapshot, store, actor, number=number_of(training_class), said=said)


def _code(said: Said, sheet: Sheet) -> PaperCode:
    return PaperCode(form=said.form.key, number=sheet.number, check_code=said.form.check_code(sheet))


def _attachment(drawn: Kept) -> Attachment:
    return Attachment(
        id=new_id(),
        owner=drawn.class_id,
        evidence_kind=_EVIDENCE[drawn.code.form],
        file_name=_file_name(drawn.code),
        sha256=drawn.sha256,
    )
