"""Forms on paper: drawn once from the records, stored, reprinted byte for byte, entered in a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from skilldesk.core.capitals import capitals, figures
from skilldesk.core.check_code import check_code
from skilldesk.core.claims import Claim, ClaimLine, Printing
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.journal import Entry, Place, merge, with_earlier
from skilldesk.core.normal import china_day
from skilldesk.core.offices import is_practice
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.records import Record, RecordId, build
from skilldesk.core.training import Certificate
from skilldesk.errors import NotFound, Refused, StaleRecord
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
    """Gives records by id, as they are; `given` are the ids of those that it gave."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.given: set[RecordId] = set()

    def get(self, kind: type[R], id: RecordId | None) -> R | None:
        found = self._told(kind, id) if id else None
        if found:
            self.given.add(found.id)
        return found

    def _told(self, kind: type[R], id: RecordId) -> R | None:
        return self._snapshot.get(kind, id)


class AsOf(Reader):
    """Gives records as they were known when an entry was written that names what it was made from."""

    def __init__(self, snapshot: Snapshot, entry: Entry) -> None:
        super().__init__(snapshot)
        self._named = {Place(entry.device, entry.epoch, entry.seq), *entry.after}

    def _told(self, kind: type[R], id: RecordId) -> R | None:
        known = with_earlier(self._snapshot.about(id), self._named)
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


def draw(store: Store, actor: str, ids: Sequence[RecordId], progress: Progress) -> list[Drawn]:
    """Draw the forms of these claims as one document, store it, and enter it in the ledger.

    A claim whose stored form still says what the records say keeps it: nothing is drawn twice.
    """
    with store.database.read_long() as snapshot:
        filled = [_filled(snapshot, store, _claim(snapshot, id), actor) for id in dict.fromkeys(ids)]
    if wanted := [one for one in filled if not _is_stored(store, one)]:
        _store(store, actor, wanted, progress)
    with store.database.read() as snapshot:
        return [_drawn(_claim(snapshot, id)) for id in ids]


def _store(store: Store, actor: str, wanted: Sequence[_Filled], progress: Progress) -> None:
    paper = BY_KEY[PERSONAL]
    document = form.draw(paper, [one.sheet for one in wanted], progress)
    digest = store.blobs.put(document.pdf, year=china_day(store.database.now()).year)
    with store.database.write(actor) as work:
        for one, page in zip(wanted, document.pages, strict=True):
            now = _filled(work, store, _claim(work, one.claim.id), actor)
            if (now.claim, now.check_code) != (one.claim, one.check_code):
                raise StaleRecord(
                    "生成表格时有人改了资料。表格没有存档，数据没有变化。请刷新后重新生成申请表。"
                )
            drawn = replace(
                one.claim,
                form=paper.key,
                form_version=paper.version,
                check_code=one.check_code,
                form_sha256=digest,
                form_page=page,
            )
            work.act("form.draw", drawn, made_from=now.made_from)
            enter(work, drawn, "draw")


def _claim(snapshot: Snapshot, id: RecordId) -> Claim:
    claim = snapshot.get(Claim, id)
    if claim is None or claim.voided:
        raise NotFound("这张申领单不在本机，或已作废。数据没有变化。请刷新列表后重新选择。")
    return claim


@dataclass(frozen=True)
class _Filled:
    """What the form of a claim says, and the records it was made from."""

    claim: Claim
    sheet: Sheet
    made_from: frozenset[RecordId]

    @property
    def check_code(self) -> str:
        return BY_KEY[PERSONAL].check_code(self.sheet)


def _filled(snapshot: Snapshot, store: Store, claim: Claim, actor: str) -> _Filled:
    lines = training.lines_of(snapshot, claim.id)
    if not lines:
        raise Refused("这张申领单里没有人员，不能生成表格。数据没有变化。请作废它，重新申领。")
    reader = Reader(snapshot)
    texts = values(reader, claim, lines[0], load())
    device = store.database.device
    sheet = Sheet(
        values=texts,
        number=claim.number,
        printed_at=store.database.now().replace(microsecond=0),
        printed_by=offices.user(snapshot, actor).name,
        practice=is_practice(offices.this_office(snapshot).code),
        enrolled=joining.membership(snapshot, device).standing is joining.Standing.JOINED,
    )
    return _Filled(claim, sheet, frozenset({*reader.given, lines[0].id}))


def _is_stored(store: Store, filled: _Filled) -> bool:
    """Whether the document lies in this PC's store and still says what the records say."""
    claim = filled.claim
    return claim.check_code == filled.check_code and store.blobs.has(claim.form_sha256 or "")


def _drawn(claim: Claim) -> Drawn:
    return Drawn(claim, claim.form_sha256 or "", claim.form_page or 1, claim.check_code or "")


def agrees(snapshot: Snapshot, claim: Claim, entry: Entry) -> bool | None:
    """Whether the check code of a form.draw is that of the records it names, as they were known then.

    None if it cannot be told: another version of the form, records that are not named or not here, an
    amount that no form can print.
    """
    reader = AsOf(snapshot, entry)
    then = reader.get(Claim, claim.id)
    lines = (reader.get(ClaimLine, one.id) for one in training.lines_of(snapshot, claim.id))
    line = next(filter(None, lines), None)
    paper = BY_KEY.get(then.form or "") if then else None
    if then is None or line is None or paper is None or paper.version != then.form_version:
        return None
    try:
        texts = values(reader, then, line, load())
    except (NotFound, ValueError):
        return None
    said = [(name, texts[name]) for name, _ in paper.fields]
    return then.check_code == check_code(paper.key, paper.version, then.number, said)


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
