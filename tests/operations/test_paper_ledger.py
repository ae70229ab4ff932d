"""The ledger of paper: who may print and save, that printing again tells why, whatever form it is."""

import pytest

from skilldesk.core.claims import Claim
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.operations import class_papers, paper, paper_ledger
from skilldesk.operations.paper_ledger import Document
from skilldesk.progress import Progress
from skilldesk.store.office import Store
from tests.operations.claims.test_steps import made
from tests.support.county import CLERK, LEADER, World


def drawn(store: Store, claim: Claim) -> Document:
    (one,) = paper.draw(store, CLERK, [claim.id], Progress())
    return Document(one.claim.number, one.sha256)


@pytest.fixture
def document(world: World) -> Document:
    return drawn(world.pc, made(world.pc, world.trainees[1])[0])


def enter(store: Store, actor: str, one: Document, act: paper_ledger.Act, reason: str = "") -> None:
    with store.database.write(actor) as work:
        paper_ledger.enter(work, one, act, copies=2, reason=reason)


def acts(store: Store, one: Document) -> list[tuple[str, str | None]]:
    with store.database.read() as snapshot:
        return [(row.act, row.reason) for row in paper_ledger.rows(snapshot, one)]


def test_printing_again_is_a_reprint_that_tells_why(world: World, document: Document) -> None:
    enter(world.pc, CLERK, document, "print")
    with pytest.raises(Refused, match="补打要写明原因，没有登记"):
        enter(world.pc, CLERK, document, "print")

    enter(world.pc, CLERK, document, "print", "卡纸")
    enter(world.pc, CLERK, document, "spoiled", "缺墨")

    assert acts(world.pc, document) == [
        ("draw", None),
        ("print", None),
        ("reprint", "卡纸"),
        ("spoiled", "缺墨"),
    ]


def test_the_leader_prints_and_saves_no_clear_file(world: World, document: Document) -> None:
    enter(world.pc, LEADER, document, "print")

    with pytest.raises(NotAllowed, match="您的角色不能另存 PDF"):
        enter(world.pc, LEADER, document, "save")


def test_papers_of_one_number_have_each_their_own_rows(world: World) -> None:
    filing = class_papers.draw_filing(world.pc, CLERK, world.classes[1], Progress())
    roster = class_papers.draw_roster(world.pc, CLERK, world.classes[1], Progress())
    one = Document(filing.code.number, filing.sha256)

    enter(world.pc, CLERK, one, "print")

    assert filing.code.number == roster.code.number
    assert [act for act, _ in acts(world.pc, one)] == ["draw", "print"]
    assert [act for act, _ in acts(world.pc, Document(roster.code.number, roster.sha256))] == ["draw"]


def test_what_was_never_drawn_here_is_not_entered(world: World) -> None:
    with pytest.raises(NotFound, match="不是在这台电脑上生成的"):
        enter(world.pc, CLERK, Document("BT1", "ab" * 32), "print")
