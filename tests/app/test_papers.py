"""Stored papers of a real store: opened, printed, printed again, saved, by people with different rights."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from skilldesk.app.desk import furnished
from skilldesk.core.claims import Claim
from skilldesk.core.records import RecordId
from skilldesk.errors import NotAllowed, Refused
from skilldesk.gui import theme as look
from skilldesk.gui.paper_work import Paper, PaperWork
from skilldesk.gui.tasks import Tasks
from skilldesk.operations import class_papers, paper
from skilldesk.operations.rights import SHOWN
from skilldesk.progress import Progress
from skilldesk.store.office import Store
from tests.operations.claims.test_steps import made
from tests.support.county import CLERK, LEADER, World, copied


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = copied(tmp_path / "world")
    yield world
    world.close()


@pytest.fixture
def batch(world: World) -> list[RecordId]:
    """Two claims whose forms are pages of one document."""
    claims = made(world.pc, world.trainees[1], world.trainees[5])
    return [one.claim.id for one in paper.draw(world.pc, CLERK, [each.id for each in claims], Progress())]


def papers(store: Store, account: str, qapp: QApplication) -> PaperWork:
    assert qapp is not None
    tasks = Tasks()
    desk = furnished(store, account, tasks, look.load())
    tasks.close()
    return desk.papers


def what(work: PaperWork, shown: Paper) -> list[tuple[str, str, str]]:
    return [(one.who, one.what, one.reason) for one in work.ledger(shown)]


def test_each_form_of_a_batch_has_its_own_page_and_shares_the_bytes(
    world: World, batch: list[RecordId], qapp: QApplication
) -> None:
    work = papers(world.pc, CLERK, qapp)

    first, second = (work.open(id) for id in batch)

    assert (first.first_page, first.last_page) == (1, 1)
    assert (second.first_page, second.last_page) == (2, None)
    assert first.pdf is second.pdf
    assert first.title == "职业培训补贴个人申请表"


def test_what_is_done_with_paper_stands_in_the_ledger_and_a_reprint_tells_why(
    world: World, batch: list[RecordId], qapp: QApplication
) -> None:
    work = papers(world.pc, CLERK, qapp)
    shown = work.open(batch[0])
    work.note(shown, "print", 2)
    assert work.is_printed(shown)
    assert work.reprint is not None
    assert work.spoil is not None
    with pytest.raises(Refused, match="补打要写明原因"):
        work.note(shown, "print", 1)

    work.spoil(shown, 1, "卡纸或墨粉损坏")
    work.reprint(shown, 1, "卡纸或墨粉损坏")
    work.note(shown, "save", 1)

    assert what(work, shown) == [
        ("李敏", "生成", ""),
        ("李敏", "打印 2 份", ""),
        ("李敏", "作废 1 份", "卡纸或墨粉损坏"),
        ("李敏", "补打 1 份", "卡纸或墨粉损坏"),
        ("李敏", "另存", ""),
    ]
    assert [one.spoiled for one in work.ledger(shown)] == [False, False, True, False, False]
    assert work.open(batch[0]).pdf == shown.pdf
    assert not work.is_printed(work.open(batch[1]))


def test_paper_of_a_class_has_the_same_ledger(world: World, qapp: QApplication) -> None:
    kept = class_papers.draw_roster(world.pc, CLERK, world.classes[1], Progress())
    work = papers(world.pc, CLERK, qapp)
    shown = Paper(
        title="参训人员花名册",
        number=kept.code.number,
        detail="",
        pdf=class_papers.stored(world.pc, kept),
        check_code=kept.code.check_code,
        sha256=kept.sha256,
    )

    work.note(shown, "print", 1)

    assert what(work, shown) == [("李敏", "生成", ""), ("李敏", "打印 1 份", "")]


def test_the_leader_prints_but_saves_nothing_and_opening_is_journalled(
    world: World, batch: list[RecordId], qapp: QApplication
) -> None:
    work = papers(world.pc, LEADER, qapp)

    shown = work.open(batch[0])

    with world.pc.database.read() as snapshot:
        (link,) = snapshot.notes(SHOWN)
        claim = snapshot.get(Claim, batch[0])
    assert link.entry is not None
    assert link.entry.actor == LEADER
    assert claim is not None
    work.expect("print")
    with pytest.raises(NotAllowed, match="您的角色不能另存 PDF"):
        work.expect("save")
    with pytest.raises(NotAllowed, match="您的角色不能另存 PDF"):
        work.note(shown, "save", 1)
