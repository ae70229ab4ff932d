"""The papers of a class: drawn once, attached, in the ledger, found by a scanner, for the public or not."""

from dataclasses import replace
from typing import Any

import pytest

from skilldesk.core.check_code import read_paper_code
from skilldesk.core.claims import Attachment
from skilldesk.core.identity import masked
from skilldesk.core.records import RecordId
from skilldesk.core.training import Class
from skilldesk.errors import NotFound, Refused, StaleRecord
from skilldesk.forms import form as drawing
from skilldesk.operations import class_papers
from skilldesk.operations.class_papers import Kept, draw_filing, draw_public_roster, draw_roster
from skilldesk.progress import Progress
from skilldesk.store.queries import training
from skilldesk.store.queries.records import by_reference
from skilldesk.store.work import new_id
from tests.forms.reading import qr_codes_of, said_by
from tests.support.county import CLERK, World, edit, trainee

EVERY = pytest.mark.parametrize("draw", [draw_filing, draw_roster, draw_public_roster])


@pytest.fixture
def class_id(world: World) -> RecordId:
    """The class of trainees 1 and 5."""
    return world.classes[1]


def drawn(world: World, draw: Any, class_id: RecordId) -> Kept:
    kept: Kept = draw(world.pc, CLERK, class_id, Progress())
    return kept


def said(world: World, kept: Kept) -> str:
    return said_by(class_papers.stored(world.pc, kept))


def change(world: World, class_id: RecordId, **changes: Any) -> None:
    with world.pc.database.write(CLERK) as work:
        found = work.get(Class, class_id)
        assert found
        work.change(replace(found, **changes))


def test_a_paper_is_stored_attached_and_in_the_ledger_once(world: World, class_id: RecordId) -> None:
    filing, roster = (drawn(world, draw, class_id) for draw in (draw_filing, draw_roster))
    again = drawn(world, draw_roster, class_id)

    assert again == roster
    with world.pc.database.read() as snapshot:
        attached = by_reference(snapshot, Attachment, "owner", class_id)
        ledger = training.printings(snapshot, filing.code.number)
        assert class_papers.kept(snapshot, class_id) == [filing, roster]
    assert [one.evidence_kind for one in attached] == ["99", "17"]
    assert [(one.form, one.act, one.sha256) for one in ledger] == [
        ("F01", "draw", filing.sha256),
        ("F02", "draw", roster.sha256),
    ]


@EVERY
def test_a_scanner_finds_the_paper(world: World, class_id: RecordId, draw: Any) -> None:
    kept = drawn(world, draw, class_id)
    (scanned,) = qr_codes_of(class_papers.stored(world.pc, kept), dpi=100)
    code = read_paper_code(scanned)

    assert code == kept.code
    with world.pc.database.read() as snapshot:
        assert class_papers.scanned(snapshot, code) == kept
        assert class_papers.scanned(snapshot, replace(code, check_code="00000000")) is None


def test_the_number_is_the_filing_number_or_a_short_name_of_the_class(
    world: World, class_id: RecordId
) -> None:
    assert drawn(world, draw_filing, class_id).code.number == "99040320200002"
    change(world, class_id, filing_number=None, filed_on=None)

    assert drawn(world, draw_filing, class_id).code.number == f"BJ{class_id[:8].upper()}"


def test_changed_data_make_another_paper_and_both_are_kept(world: World, class_id: RecordId) -> None:
    before = drawn(world, draw_roster, class_id)
    edit(world.pc, world.trainees[1], phone="13800009999")
    after = drawn(world, draw_roster, class_id)

    assert "13800009999" in said(world, after)
    assert before.code != after.code
    with world.pc.database.read() as snapshot:
        assert class_papers.kept(snapshot, class_id) == [before, after]


def test_the_roster_says_who_is_in_the_class(world: World, class_id: RecordId) -> None:
    edit(world.pc, world.trainees[5], name="马𬭎翀")
    text = said(world, drawn(world, draw_roster, class_id))
    first = trainee(world.pc, world.trainees[1])

    for expected in (
        first.name,
        first.id_number,
        "马𬭎翀",
        "示例县职业技能培训学员花名册",
        "合计：2人",
        "以下空白",
    ):
        assert expected
        assert expected in text


def test_the_public_roster_hides_what_is_nobody_elses_business(world: World, class_id: RecordId) -> None:
    kept = drawn(world, draw_public_roster, class_id)
    text = said(world, kept)
    first = trainee(world.pc, world.trainees[1])

    assert first.name in text
    assert masked(first.id_number or "") in text
    for hidden in (first.id_number, first.phone, first.hukou_address):
        assert hidden
        assert hidden not in text
    assert kept.code.check_code != drawn(world, draw_roster, class_id).code.check_code


def test_who_may_not_be_named_in_public_is_only_counted(world: World, class_id: RecordId) -> None:
    secret = edit(world.pc, world.trainees[1], sensitivity="9")
    text = said(world, drawn(world, draw_public_roster, class_id))

    assert secret.name not in text
    assert "另有1人不予公开" in text
    assert "合计：1人" in text
    edit(world.pc, world.trainees[5], sensitivity="9")
    with pytest.raises(Refused, match="没有可以公开的人"):
        drawn(world, draw_public_roster, class_id)


def test_a_filing_lists_what_is_missing(world: World, class_id: RecordId) -> None:
    change(world, class_id, level=None, theory_hours=None)

    with pytest.raises(Refused, match="资料还不全：等级不能为空。理论课时不能为空。没有生成表格"):
        drawn(world, draw_filing, class_id)


def test_what_cannot_be_drawn_is_said(world: World, class_id: RecordId) -> None:
    with pytest.raises(NotFound, match="没有找到这个培训班"):
        drawn(world, draw_roster, new_id())
    with world.pc.database.write(CLERK) as work:
        for one in training.roster(work, class_id):
            work.void(one, "录错")
    with pytest.raises(Refused, match="还没有人"):
        drawn(world, draw_roster, class_id)


def test_a_change_while_it_is_drawn_is_not_lost(
    world: World, class_id: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = drawing.draw

    def meanwhile(*given: Any) -> drawing.Document:
        edit(world.pc, world.trainees[1], phone="13800009998")
        return real(*given)

    monkeypatch.setattr(drawing, "draw", meanwhile)

    with pytest.raises(StaleRecord, match="有人改了资料"):
        drawn(world, draw_roster, class_id)


def test_copies_are_entered_in_the_ledger(world: World, class_id: RecordId) -> None:
    kept = drawn(world, draw_roster, class_id)
    with world.pc.database.write(CLERK) as work:
        class_papers.enter(work, kept, "print", copies=2)
    with world.pc.database.read() as snapshot:
        assert [(one.act, one.copies) for one in training.printings(snapshot, kept.code.number)] == [
            ("draw", None),
            ("print", 2),
        ]


def test_a_scan_that_somebody_attached_is_no_paper_of_ours(world: World, class_id: RecordId) -> None:
    scan = Attachment(id=new_id(), owner=class_id, file_name="花名册.pdf", sha256="00" * 32)
    with world.pc.database.write(CLERK) as work:
        work.add(scan)
        assert class_papers.kept(work, class_id) == []
