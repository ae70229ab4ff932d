"""The papers of a class as the print page asks for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from skilldesk.app.classes import Classes
from skilldesk.app.papers import Papers
from skilldesk.core.offices import User
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.gui.class_work import ClassWork
from skilldesk.gui.paper_work import PaperWork
from skilldesk.progress import Progress
from skilldesk.reference import codes, roles
from skilldesk.store.work import new_id
from tests.support.county import CLERK, World, copied


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = copied(tmp_path / "world")
    yield world
    world.close()


def papers(world: World, account: str) -> PaperWork:
    return Papers(world.pc, account, codes.load(), roles.rights(("entry",))).work()


@pytest.fixture
def work(world: World) -> ClassWork:
    return Classes(world.pc, CLERK, papers(world, CLERK)).work()


def test_each_paper_is_drawn_opened_and_entered_in_the_ledger(work: ClassWork, world: World) -> None:
    class_id = world.classes[1]
    for kind, title in (
        ("filing", "开班申请（备案）表"),
        ("roster", "学员花名册"),
        ("public_roster", "学员花名册（公开版）"),
    ):
        work.draw(kind, class_id, Progress())
        paper = work.papers[kind]
        shown = paper.open(class_id)
        assert shown.title == title
        assert shown.pdf.startswith(b"%PDF")
        paper.note(shown, "print", 2)
        assert paper.reprint is not None
        paper.reprint(shown, 1, "卡纸")
        paper.note(shown, "save", 1)
        assert [one.what for one in paper.ledger(shown)][-4:] == ["生成", "打印 2 份", "补打 1 份", "另存"]


def test_a_paper_that_was_not_drawn_is_not_there(work: ClassWork, world: World) -> None:
    with pytest.raises(NotFound):
        work.papers["roster"].open(world.classes[0])


def test_a_class_without_people_has_no_roster_to_print(work: ClassWork) -> None:
    with pytest.raises((Refused, NotFound)):
        work.draw("roster", "0" * 32, Progress())


def test_who_may_not_print_draws_nothing(world: World) -> None:
    with world.pc.database.write("system") as work:
        work.add(User(id=new_id(), account="third", name="第三方", roles=("third_party",)))
    made = Classes(world.pc, "third", papers(world, "third")).work()

    with pytest.raises(NotAllowed):
        made.draw("roster", world.classes[1], Progress())
