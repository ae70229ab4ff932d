"""The sheet on which open work is handed over."""

from datetime import datetime
from pathlib import Path

from skilldesk.core.claims import Claim, Standard
from skilldesk.core.normal import CHINA
from skilldesk.core.training import Class
from skilldesk.operations import handover, handover_sheet
from skilldesk.operations.demo import CLERK
from skilldesk.operations.handover import OpenWork
from skilldesk.reference import codes
from skilldesk.store.drafts import Draft
from skilldesk.store.work import new_id
from tests.forms.reading import texts_of
from tests.support.county import APPROVER, World

WORK = OpenWork(
    drafts=(Draft("trainees", "f1" * 16, {"name": "张三丰"}, "2020-12-21T08:30:00+00:00"),),
    claims=(Claim(id=new_id(), number="BT-1", subsidy="10", applicant_kind="1", amount=80000, state="25"),),
    classes=(Class(id=new_id(), name="茶艺师五级", state=None),),
    standards=(Standard(id=new_id(), policy="SD-2019", subsidy="10", key="5", amount=1, document="试1号"),),
)


def test_each_piece_of_work_is_told_without_what_is_personal() -> None:
    told = handover_sheet.items(WORK, codes.load(), {"trainees": "学员"}.__getitem__)

    assert [(sort, title) for sort, title, _ in told] == [
        ("申领单", "BT-1"),
        ("培训班", "茶艺师五级"),
        ("补贴标准", "试1号 5"),
        ("草稿", "学员"),
    ]
    assert told[0][2] == "退回补正，800.00 元"
    assert told[1][2] == "草稿"
    assert told[3][2] == "2020-12-21 16:30 存下"
    assert "张三丰" not in str(told)


def test_the_sheet_says_who_hands_what_to_whom_and_how_far_the_journal_went(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        work.add(WORK.claims[0])
    done = handover.hand_over(world.pc, CLERK, APPROVER, CLERK)
    told = handover_sheet.items(WORK, codes.load(), str)

    with world.pc.database.read() as snapshot:
        pdf = handover_sheet.draw(snapshot, done, (APPROVER, CLERK, CLERK), told)
        again = handover_sheet.draw(snapshot, done, (APPROVER, CLERK, CLERK), told)

    (text,) = texts_of(pdf)
    flat = "".join(text.split())
    assert "交出人：赵立群（zhaoliqun）" in flat
    assert "接手人：李敏（limin）" in flat
    assert f"第{done.head.seq}条" in flat
    assert done.head.hash.hex()[:4] in flat
    assert "没有未办完的工作" in flat
    assert "交出人（签字）" in flat
    assert "演练" in flat
    assert pdf == again


def test_saving_it_is_journalled_and_writes_over_nothing(world: World, tmp_path: Path) -> None:
    name = handover_sheet.file_name(datetime(2020, 12, 21, tzinfo=CHINA))
    assert name == "交接清单-20201221.pdf"

    first, second = (handover_sheet.save(world.pc, CLERK, b"%PDF", tmp_path / name) for _ in range(2))

    assert first.name == name
    assert second != first
    with world.pc.database.read() as snapshot:
        assert len(snapshot.notes(handover_sheet.SAVED)) == 2
