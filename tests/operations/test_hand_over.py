"""The sheet that goes with a package: drawn once, kept, and the same for ever."""

import pytest

from skilldesk.errors import NotFound
from skilldesk.operations import hand_over, packages, paper_ledger
from skilldesk.operations.demo import CLERK
from skilldesk.operations.paper_ledger import Document
from skilldesk.progress import Progress
from skilldesk.store.queries import training
from tests.forms.reading import said_by
from tests.support.county import World, edit


def test_it_tells_what_both_hands_compare(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    done = packages.export(world.pc, CLERK, world.stick)

    kept = hand_over.draw(world.pc, CLERK, done.package, Progress())

    said = said_by(world.pc.blobs.get(kept.sha256))
    for text in (
        done.check_digits,
        done.copy.name,
        f"{done.entries}步",
        "李敏",
        "交方（签字）",
        "收方（签字）",
    ):
        assert "".join(text.split()) in said
    assert kept.number == f"JJ{done.package[:8].upper()}"


def test_asked_again_it_is_the_stored_one_and_stands_once_in_the_ledger(world: World) -> None:
    done = packages.export(world.pc, CLERK, world.stick)
    first = hand_over.draw(world.pc, CLERK, done.package, Progress())
    world.clock.later(hours=1)

    assert hand_over.draw(world.pc, CLERK, done.package, Progress()) == first
    with world.pc.database.write(CLERK) as work:
        document = Document(first.number, first.sha256)
        for reason in ("", "卡纸"):
            paper_ledger.enter(work, document, "print", copies=2, reason=reason)
        acts = [(one.act, one.copies) for one in training.printings(work, first.number)]
    assert acts == [("draw", None), ("print", 2), ("reprint", 2)]


def test_what_did_not_go_out_from_here_has_no_sheet(world: World) -> None:
    with pytest.raises(NotFound):
        hand_over.draw(world.pc, CLERK, "00" * 16, Progress())


def test_without_the_copy_it_is_said_and_nothing_is_drawn(world: World) -> None:
    done = packages.export(world.pc, CLERK, world.stick)
    done.copy.unlink()

    with pytest.raises(NotFound, match="不在了"):
        hand_over.draw(world.pc, CLERK, done.package, Progress())
