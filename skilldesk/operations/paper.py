"""Forms on paper: drawn once from the records, stored, reprinted byte for byte, entered in a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from skilldesk.core.capitals import capitals, figures
from skilldesk.core.check_code import check_code
from skilldesk.core.claims import Claim, ClaimLine, Printing
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.journal import Entry, Place, merge, without
from skilldesk.core.offices import is_practice
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.records import Record, RecordId, build
from skilldesk.core.training import Certificate
from skilldesk.errors import NotFound, Refused
from skilldesk.forms import form
from skilldesk.forms.form import Form, Sheet
from skilldesk.forms.papers import FORMS
from skilldesk.operations import joining, offices
from skilldesk.progress import Progress
from skilldesk.reference.codes import Codes, load
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id
from skilldesk.sync import stick

R = TypeVar("R", bound=Record)

PERSONAL = "F10"
"""The form of a claim that a person makes for himself."""

BY_KEY: Mapping[str, Form] = {one.key: one for one in FORMS}


@dataclass(frozen=True)
class Drawn:
    """A stored document, and on which of its pages the claim's form begins."""

    claim: Claim
    sha256: str
    page: int
    check_code: str


class Reader:
    """Gives records by id, as they are."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def get(self, kind: type[R], id: RecordId | None) -> R | None:
        return self._snapshot.get(kind, id) if id else None


class AsOf(Reader):
    """Gives records as the writer of an entry knew them: without what that device wrote later."""

    def __init__(self, snapshot: Snapshot, entry: Entry) -> None:
        super().__init__(snapshot)
        self._after = entry

    def get(self, kind: type[R], id: RecordId | None) -> R | None:
        if not id:
            return None
        here = Place(self._after.device, self._after.epoch, self._after.seq)
        links = self._snapshot.about(id)
        later = {link.place for link in links if link.place[:2] == here[:2] and link.seq > here.seq}
        known = without(links, later)
        said, _ = merge(known)
        return build(kind, said, id=id, version=1) if known else None


def values(reader: Reader, claim: Claim, line: ClaimLine, codes: Codes) -> dict[str, str]:
    """What the personal claim form says of a claim, by the names of its fields."""
    trainee = reader.get(Trainee, line.trainee_id)
    certificate = reader.get(Certificate, line.certificate_id)
    if trainee is None or certificate is None:
        raise NotFound("申领单所指的学员或证书不在本机。没有生成表格，数据没有变化。请先接收完整的数据包。")
    category = reader.get(CategoryFact, line.category_fact_id)
    employer = reader.get(Institution, trainee.employer_id)
    occupation = reader.get(Occupation, certificate.occupation_id)
    label = _labels(codes)
    status = label("employment_status", trainee.employment_status)
    issued = certificate.issued_on
    return {
        "name": trainee.name,
        "sex": label("sex", trainee.sex),
        "birth_date": f"{trainee.birth_date.year}年{trainee.birth_date.month}月"
        if trainee.birth_date
        else "",
        "id_number": trainee.id_number or "",
        "ethnicity": label("ethnicity", trainee.ethnicity),
        "education": label("education", trainee.education),
        "hukou_address": trainee.hukou_address or "",
        "residence_address": trainee.residence_address or "",
        "category": label("person_category", category.category if category else None),
        "employment_status": "　".join(filter(None, (status, employer.name if employer else ""))),
        "phone": trainee.phone or "",
        "certificate_kind": label("certificate_kind", certificate.certificate_kind),
        "certificate_number": certificate.number,
        "occupation": certificate.trade or (occupation.name if occupation else ""),
        "level": label("level", certificate.level),
        "issued_on": f"{issued.year}年{issued.month}月{issued.day}日" if issued else "",
        "issuer": certificate.issuer or "",
        "bank_branch": claim.payee_branch or "",
        "bank_account": claim.payee_account or "",
        "amount_capitals": capitals(claim.amount) if claim.amount is not None else "",
        "amount": figures(claim.amount) if claim.amount is not None else "",
    }


def _labels(codes: Codes) -> Callable[[str, str | None], str]:
    return lambda table, code: codes[table].label(code) if code else ""


def skill(snapshot: Snapshot, line: ClaimLine) -> tuple[str, str]:
    """The occupation and level that a claim line pays for, as they are compared."""
    certificate = snapshot.get(Certificate, line.certificate_id) if line.certificate_id else None
    occupation = None
    if certificate and certificate.occupation_id:
        occupation = snapshot.get(Occupation, certificate.occupation_id)
    name = (occupation.name if occupation else None) or ""
    return name, (certificate.level if certificate else None) or ""


def draw(store: Store, actor: str, ids: Sequence[RecordId], progress: Progress) -> list[Drawn]:
    """Draw the forms of these claims as one document, store it, and enter it in the ledger.

    A claim whose stored form still says what the records say keeps it: nothing is drawn twice.
    """
    with store.database.read_long() as snapshot:
        claims = [_claim(snapshot, id) for id in ids]
        wanted = [
            (claim, sheet)
            for claim in claims
            if (sheet := _sheet(snapshot, store, claim, actor)) and not _is_stored(claim, sheet)
        ]
    if wanted:
        _store(store, actor, wanted, progress)
    with store.database.read() as snapshot:
        return [_drawn(_claim(snapshot, id)) for id in ids]


def _store(store: Store, actor: str, wanted: Sequence[tuple[Claim, Sheet]], progress: Progress) -> None:
    paper = BY_KEY[PERSONAL]
    sheets = [sheet for _, sheet in wanted]
    document = form.draw(paper, sheets, progress)
    digest = store.blobs.put(document.pdf, year=store.database.now().year)
    with store.database.write(actor) as work:
        for (claim, sheet), page in zip(wanted, document.pages, strict=True):
            drawn = replace(
                claim,
                form=paper.key,
                form_version=paper.version,
                check_code=paper.check_code(sheet),
                form_sha256=digest,
                form_page=page,
            )
            work.act("form.draw", drawn)
            enter(work, drawn, "draw")


def _claim(snapshot: Snapshot, id: RecordId) -> Claim:
    claim = snapshot.get(Claim, id)
    if claim is None or claim.voided:
        raise NotFound("这张申领单不在本机，或已作废。数据没有变化。请刷新列表后重新选择。")
    return claim


def _sheet(snapshot: Snapshot, store: Store, claim: Claim, actor: str) -> Sheet:
    lines = training.lines_of(snapshot, claim.id)
    if not lines:
        raise Refused("这张申领单里没有人员，不能生成表格。数据没有变化。请作废它，重新申领。")
    texts = values(Reader(snapshot), claim, lines[0], load())
    device = store.database.device
    return Sheet(
        values=texts,
        number=claim.number,
        printed_at=_moment(store.database.now()),
        printed_by=offices.user(snapshot, actor).name,
        practice=is_practice(offices.this_office(snapshot).code),
        enrolled=joining.membership(snapshot, device).standing is joining.Standing.JOINED,
    )


def _moment(now: datetime) -> datetime:
    return now.replace(microsecond=0)


def _is_stored(claim: Claim, sheet: Sheet) -> bool:
    return claim.form_sha256 is not None and claim.check_code == BY_KEY[PERSONAL].check_code(sheet)


def _drawn(claim: Claim) -> Drawn:
    return Drawn(claim, claim.form_sha256 or "", claim.form_page or 1, claim.check_code or "")


def recomputed_code(snapshot: Snapshot, claim: Claim, entry: Entry) -> str:
    """The check code that the records give as they were known when the form was drawn."""
    reader = AsOf(snapshot, entry)
    then = reader.get(Claim, claim.id)
    lines = training.lines_of(snapshot, claim.id)
    line = reader.get(ClaimLine, lines[0].id) if lines else None
    if then is None or line is None or (then.form or "") not in BY_KEY:
        return ""
    paper = BY_KEY[then.form or ""]
    try:
        texts = values(reader, then, line, load())
    except NotFound:
        return ""
    return check_code(
        paper.key, paper.version, then.number, [(name, texts[name]) for name, _ in paper.fields]
    )


def stored(store: Store, claim: Claim) -> bytes:
    """The PDF as it was drawn, byte for byte."""
    if not claim.form_sha256:
        raise NotFound("这张申领单还没有生成申请表。数据没有变化。请先生成。")
    return store.blobs.get(claim.form_sha256)


def save(store: Store, actor: str, claims: Sequence[Claim], to: Path) -> dict[str, Path]:
    """Each stored document of these claims as a file that anybody can open, by its hash; in the ledger."""
    paths: dict[str, Path] = {}
    for claim in claims:
        if claim.form_sha256 not in paths:
            data = stored(store, claim)
            paths[claim.form_sha256 or ""] = stick.save(data, to, f"{claim.number}.pdf")
        with store.database.write(actor) as work:
            enter(work, claim, "save")
    return paths


def enter(
    work: Work, claim: Claim, act: str, *, copies: int | None = None, reason: str | None = None
) -> Printing:
    """A row in the ledger of paper; it stays for ever, and on this PC."""
    return work.add(
        Printing(
            id=new_id(),
            document_number=claim.number,
            form=claim.form or PERSONAL,
            sha256=claim.form_sha256 or "",
            act=act,
            copies=copies,
            reason=reason,
        )
    )
