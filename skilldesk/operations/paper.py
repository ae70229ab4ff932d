"""Forms on paper: drawn once from the records, stored, reprinted byte for byte, entered in a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from skilldesk.core.capitals import capitals, figures
from skilldesk.core.check_code import check_code
from skilldesk.core.claims import Claim, ClaimLine, Printing
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.journal import Entry
from skilldesk.core.normal import china_day
from skilldesk.core.offices import is_practice
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate
from skilldesk.errors import NotFound, Refused, StaleRecord
from skilldesk.forms import form
from skilldesk.forms.form import Form, Said, Sheet
from skilldesk.forms.papers import FORMS
from skilldesk.operations import characters, institution_form, joining, offices, rights
from skilldesk.operations.characters import Place
from skilldesk.operations.claims import PERSON
from skilldesk.operations.known import AsOf, Reader, labels
from skilldesk.progress import Progress
from skilldesk.reference.codes import Codes, load
from skilldesk.store.office import Store
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id
from skilldesk.sync import stick

PERSONAL, INSTITUTIONAL = "F10", "F09"
"""The forms of a claim that a person makes for himself, and of one that an institution makes."""

AT_ONCE = 50
"""Forms that make one document: who stops a long batch loses no more than these."""

BY_KEY: Mapping[str, Form] = {one.key: one for one in FORMS}


@dataclass(frozen=True)
class Drawn:
    """A stored document, and on which of its pages the claim's form begins."""

    claim: Claim
    sha256: str
    page: int
    check_code: str


@dataclass(frozen=True)
class Unprintable:
    """Where the form of a claim says what no typeface prints."""

    claim: Claim
    place: Place


def values(reader: Reader, claim: Claim, line: ClaimLine, codes: Codes) -> dict[str, str]:
    """What the personal claim form says of a claim, by the names of its fields."""
    trainee = reader.get(Trainee, line.trainee_id)
    certificate = reader.get(Certificate, line.certificate_id)
    if trainee is None or certificate is None:
        raise NotFound("申领单所指的学员或证书不在本机。没有生成表格，数据没有变化。请先接收完整的数据包。")
    category = reader.get(CategoryFact, line.category_fact_id)
    employer = reader.get(Institution, trainee.employer_id)
    occupation = reader.get(Occupation, certificate.occupation_id)
    label = labels(codes)
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


def draw(store: Store, actor: str, ids: Sequence[RecordId], progress: Progress) -> list[Drawn]:
    """Draw the forms of these claims, store them, and enter them in the ledger; many as several documents.

    A claim whose stored form still says what the records say keeps it: nothing is drawn twice, and what was
    stored before somebody stopped the work is not drawn again.
    """
    with store.database.read_long() as snapshot:
        rights.expect(snapshot, actor, "print", "生成申请表")
        filled = [_filled(snapshot, store, _claim(snapshot, id), actor) for id in dict.fromkeys(ids)]
    wanted = [one for one in filled if not _is_stored(store, one)]
    done = 0
    for some in _documents(wanted):
        _store(store, actor, some, _part(progress, done, len(wanted)))
        done += len(some)
    with store.database.read() as snapshot:
        return [_drawn(_claim(snapshot, id)) for id in ids]


def unprintable(store: Store, actor: str, ids: Sequence[RecordId], progress: Progress) -> list[Unprintable]:
    """What of these claims' forms no typeface prints: asked before they are drawn."""
    found: list[Unprintable] = []
    with store.database.read_long() as snapshot:
        for done, id in enumerate(dict.fromkeys(ids)):
            progress.step(done, len(ids), "正在核对字库")
            one = _filled(snapshot, store, _claim(snapshot, id), actor)
            places = characters.places(one.paper.labelled(one.sheet))
            found += [Unprintable(one.claim, place) for place in places]
    return found


def _documents(wanted: Sequence[_Filled]) -> Iterator[Sequence[_Filled]]:
    """What is drawn together: no more than so many, and all of one form."""
    for paper in FORMS:
        alike = [one for one in wanted if one.paper is paper]
        for first in range(0, len(alike), AT_ONCE):
            yield alike[first : first + AT_ONCE]


def _part(progress: Progress, done: int, total: int) -> Progress:
    """How far a document is, told as a part of all: each of its sheets is laid out and then written."""
    return Progress(lambda step, _, text: progress.step(2 * done + step, 2 * total, text))


def _store(store: Store, actor: str, wanted: Sequence[_Filled], progress: Progress) -> None:
    paper = wanted[0].paper
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
    paper: Form
    sheet: Sheet
    made_from: frozenset[RecordId]

    @property
    def check_code(self) -> str:
        return self.paper.check_code(self.sheet)


def _filled(snapshot: Snapshot, store: Store, claim: Claim, actor: str) -> _Filled:
    reader = Reader(snapshot)
    said = _said(reader, claim, load())
    if said is None:
        raise Refused("这张申领单里没有人员，不能生成表格。数据没有变化。请作废它，重新申领。")
    return _Filled(
        claim,
        said.form,
        sheet(snapshot, store, actor, number=claim.number, said=said),
        frozenset(reader.given),
    )


def _said(reader: Reader, claim: Claim, codes: Codes) -> Said | None:
    """What the form of a claim says; None if there is nobody in it."""
    found = reader.those(ClaimLine, "claim_id", claim.id)
    lines = sorted(found, key=lambda one: one.position or 0)
    if not lines:
        return None
    if claim.applicant_kind == PERSON:
        return Said(BY_KEY[PERSONAL], values(reader, claim, lines[0], codes))
    texts = institution_form.values(reader, claim, lines, codes)
    return Said(BY_KEY[INSTITUTIONAL], texts, institution_form.rows(reader, lines, codes))


def sheet(snapshot: Snapshot, store: Store, actor: str, *, number: str, said: Said) -> Sheet:
    """The texts with what the frame of every form tells: when, by whom, on which PC."""
    device = store.database.device
    return Sheet(
        values=said.values,
        rows=said.rows,
        number=number,
        printed_at=store.database.now().replace(microsecond=0),
        printed_by=offices.user(snapshot, actor).name,
        practice=is_practice(offices.this_office(snapshot).code),
        enrolled=joining.membership(snapshot, device).standing is joining.Standing.JOINED,
    )


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
    try:
        said = _said(reader, then, load()) if then else None
    except (NotFound, ValueError):
        return None
    if then is None or said is None or (said.form.key, said.form.version) != (then.form, then.form_version):
        return None
    texts = said.form.texts(said.values, said.rows)
    return then.check_code == check_code(said.form.key, said.form.version, then.number, texts)


def together(snapshot: Snapshot, claim: Claim) -> list[Claim]:
    """The claims whose forms lie in the same stored document."""
    return by_reference(snapshot, Claim, "form_sha256", claim.form_sha256 or "")


def stored(store: Store, claim: Claim) -> bytes:
    """The PDF as it was drawn, byte for byte."""
    if not claim.form_sha256:
        raise NotFound("这张申领单还没有生成申请表。数据没有变化。请先生成。")
    return store.blobs.get(claim.form_sha256)


def save(store: Store, actor: str, claims: Sequence[Claim], to: Path) -> dict[str, Path]:
    """Each stored document of these claims as a file that anybody can open, by its hash; in the ledger."""
    with store.database.read() as snapshot:
        rights.expect(snapshot, actor, "save", "另存 PDF")
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
