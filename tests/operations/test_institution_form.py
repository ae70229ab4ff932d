"""An institution's claim: made for all of its people or for none, printed with their list, checked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from skilldesk.core.claims import Claim, PolicyDocument
from skilldesk.core.institutions import Institution
from skilldesk.core.people import StatusFact
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Employment
from skilldesk.errors import Refused
from skilldesk.operations import claims, demo, institution_form, paper
from skilldesk.operations.known import Reader
from skilldesk.progress import Cancelled, Progress
from skilldesk.reference import policies
from skilldesk.reference.codes import load
from skilldesk.store import exchanges
from skilldesk.store.queries import training
from skilldesk.store.queries.records import by_reference, everything
from skilldesk.store.work import new_id
from tests.forms.reading import qr_codes_of, texts_of
from tests.support.county import CLERK, World, edit

BOOK = policies.load().all


@pytest.fixture
def people(world: World) -> tuple[RecordId, RecordId]:
    """Both people of the second class, the second first."""
    return world.trainees[5], world.trainees[1]


def make(world: World, people: Sequence[RecordId]) -> Claim:
    with world.pc.database.write(CLERK) as work:
        asked = claims.question(work, world.classes[1], None, demo.TODAY, BOOK)
        return claims.create_for_institution(work, world.classes[1], people, asked)


def draw(world: World, *made: Claim) -> list[paper.Drawn]:
    return paper.draw(world.pc, CLERK, [one.id for one in made], Progress())


def made(world: World) -> list[Claim]:
    with world.pc.database.read() as snapshot:
        return training.claims(snapshot)


def change(world: World, kind: Any, id: RecordId | None, **changes: Any) -> None:
    with world.pc.database.write(CLERK) as work:
        found = work.get(kind, id or "")
        assert found
        work.change(replace(found, **changes))


def verdict_of_the_hub(world: World, claim: Claim) -> Any:
    world.report(world.pc)
    with world.pc.database.read() as snapshot:
        drawing = next(
            link for link in snapshot.about(claim.id) if link.entry and link.entry.verb == "form.draw"
        )
        return exchanges.fates(snapshot)[drawing.place][1]


def test_one_claim_has_a_line_for_each_in_the_stated_order(world: World, people: Sequence[RecordId]) -> None:
    claim = make(world, people)

    with world.pc.database.read() as snapshot:
        lines = training.lines_of(snapshot, claim.id)
        institution = snapshot.get(Institution, claim.applicant_id or "")
        documents = everything(snapshot, PolicyDocument)
    assert institution
    assert [(one.position, one.trainee_id) for one in lines] == list(enumerate(people, start=1))
    assert claim.applicant_kind == claims.INSTITUTION
    assert claim.amount == sum(one.amount or 0 for one in lines) == 160_000
    assert (claim.payee_holder, claim.payee_account) == (
        institution.account_holder,
        institution.account_number,
    )
    assert len(documents) == 1


def test_it_is_made_for_all_or_for_none(world: World, people: Sequence[RecordId]) -> None:
    with world.pc.database.write(CLERK) as work:
        work.add(
            StatusFact(
                id=new_id(),
                trainee_id=people[1],
                kind="entitled",
                value="是",
                valid_from=date(2019, 1, 1),
                as_of=date(2020, 12, 20),
            )
        )

    with pytest.raises(Refused, match="现在不能申领"):
        make(world, people)
    assert made(world) == []


def test_what_an_institution_cannot_be_paid_for_is_said(world: World, people: Sequence[RecordId]) -> None:
    with world.pc.database.read() as snapshot:
        (institution,) = everything(snapshot, Institution)
    for chosen, sentence in (
        ((), "没有选人"),
        ((people[0], people[0]), "选了两次"),
        ((new_id(),), "不在这个班"),
    ):
        with pytest.raises(Refused, match=sentence):
            make(world, chosen)
    change(world, Institution, institution.id, account_number=None)
    with pytest.raises(Refused, match="没有填全"):
        make(world, people)
    change(world, Class, world.classes[1], institution_id=None)
    with pytest.raises(Refused, match="没有填培训机构"):
        make(world, people)


def test_two_records_of_one_person_are_not_paid_on_one_claim(
    world: World, people: Sequence[RecordId]
) -> None:
    claim = make(world, people)
    first = edit(world.pc, people[0])
    edit(world.pc, people[1], id_number=first.id_number)

    with pytest.raises(Refused, match="出现两次"):
        make(world, people)
    with pytest.raises(Refused, match="出现两次"), world.pc.database.write(CLERK) as work:
        claims.act(work, claim.id, "submit", BOOK)


def test_it_is_drawn_once_with_its_people_and_the_hub_agrees(
    world: World, people: Sequence[RecordId]
) -> None:
    claim = make(world, people)
    (drawn,) = draw(world, claim)
    pdf = paper.stored(world.pc, drawn.claim)
    first, following = ("".join(text.split()) for text in texts_of(pdf))

    assert draw(world, claim) == [drawn]
    assert (drawn.claim.form, drawn.page) == ("F09", 1)
    assert set(qr_codes_of(pdf, dpi=100)) == {f"SD1|F09|{claim.number}|{drawn.check_code}"}
    assert "人民币壹仟陆佰元整" in first
    assert "800.00元/人×2人＝1,600.00元" in first
    assert "合计：2人，1,600.00元" in following
    assert '"code": "FORM-SAME"' in verdict_of_the_hub(world, claim)


def test_the_hub_checks_by_what_was_known_when_it_was_drawn(world: World, people: Sequence[RecordId]) -> None:
    claim = make(world, people)
    draw(world, claim)
    edit(world.pc, people[0], name="马𬭎翀")
    with world.pc.database.write(CLERK) as work:
        enrolment = training.roster(work, world.classes[1])[0]
        work.void(enrolment, "录错")
        work.add(Employment(id=new_id(), enrolment_id=enrolment.id, state="1"))
        work.add(replace(enrolment, id=new_id(), version=0, position=9))

    assert '"code": "FORM-SAME"' in verdict_of_the_hub(world, claim)


def test_the_hub_finds_a_code_that_is_not_of_the_records(
    world: World, people: Sequence[RecordId], monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make(world, people)
    real = institution_form.rows
    monkeypatch.setattr(institution_form, "rows", lambda *given: real(*given)[:1])
    draw(world, claim)
    monkeypatch.undo()

    assert '"code": "FORM-DIFFERS"' in verdict_of_the_hub(world, claim)


def test_results_are_counted_and_the_base_of_the_rate_is_told(
    world: World, people: Sequence[RecordId]
) -> None:
    claim = make(world, people)

    def results() -> tuple[str, str]:
        with world.pc.database.read() as snapshot:
            lines = training.lines_of(snapshot, claim.id)
            told = institution_form.values(Reader(snapshot), claim, lines, load())
        return told["counts"], told["results"]

    assert results() == ("2人/2人", "2人/就业未登记")
    with world.pc.database.write(CLERK) as work:
        enrolled = training.roster(work, world.classes[1])
        for one, state in zip(enrolled, ("1", "0"), strict=True):
            work.add(Employment(id=new_id(), enrolment_id=one.id, state=state))
    assert results() == ("2人/2人", "2人/1人（占结业人数50%）")
    with world.pc.database.write(CLERK) as work:
        (certificate,) = by_reference(work, Certificate, "trainee_id", people[0])
        work.change(replace(certificate, revoked_on=date(2020, 12, 20)))
    assert results()[1] == "1人/1人（占结业人数50%）"


def test_who_stops_a_batch_loses_only_the_document_in_hand(
    world: World, people: Sequence[RecordId], monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.pc.database.write(CLERK) as work:
        asked = claims.question(work, world.classes[1], None, demo.TODAY, BOOK)
        batch = claims.create(work, world.classes[1], people, asked)
    batch.append(make(world, people))
    monkeypatch.setattr(paper, "AT_ONCE", 1)
    steps: list[tuple[int, int]] = []

    def report(done: int, total: int, _: str) -> None:
        steps.append((done, total))
        if done == 2:
            progress.cancel()

    progress = Progress(report)
    with pytest.raises(Cancelled):
        paper.draw(world.pc, CLERK, [one.id for one in batch], progress)

    kept = [one for one in made(world) if one.form_sha256]
    assert steps == [(0, 6), (1, 6), (2, 6)]
    assert len(kept) == 1
    drawn = [one.claim for one in draw(world, *batch)]
    assert kept[0] in drawn
    assert [one.form for one in drawn] == ["F10", "F10", "F09"]
    assert len({one.form_sha256 for one in drawn}) == 3
