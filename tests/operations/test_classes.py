"""The steps of a class, each taken by whoever may, and journalled."""

from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.records import RecordId
from skilldesk.core.training import Class
from skilldesk.errors import Refused
from skilldesk.operations import classes, rosters
from skilldesk.operations.rosters import Entry
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from tests.support.rosters import (
    CLERK,
    FIXED,
    INSPECTOR,
    REVIEWER,
    TODAY,
    add_class,
    settle_in,
    texts,
)


@pytest.fixture
def class_id(store: Store) -> RecordId:
    settle_in(store)
    return add_class(store)


def fill(store: Store, class_id: RecordId) -> None:
    lines = [Entry(enrolment=new_id(), position=1, texts=texts(0))]
    with store.database.write(CLERK) as work:
        rosters.save(work, class_id, lines, fixed=FIXED, today=TODAY)


def act(store: Store, actor: str, class_id: RecordId, key: str, reason: str = "") -> Class:
    with store.database.write(actor) as work:
        return classes.act(work, class_id, key, reason=reason)


def offered(store: Store, account: str, class_id: RecordId) -> list[str]:
    with store.database.read() as snapshot:
        one = rosters.class_named(snapshot, class_id)
        return [step.key for step in classes.offered(snapshot, one, account, TODAY)]


def test_a_complete_class_is_submitted_and_filed_under_the_next_number(
    store: Store, class_id: RecordId
) -> None:
    add_class(store, "先备案的班", filing_number="37040320260041", state="30")
    fill(store, class_id)
    assert act(store, CLERK, class_id, "submit").state == "20"
    filed = act(store, REVIEWER, class_id, "file", "按规定办理")

    assert (filed.state, filed.filing_number, filed.filed_on) == ("30", "37040320260042", TODAY)
    with store.database.read() as snapshot:
        taken = classes.history(snapshot, class_id)
    assert [(one.label, one.who, one.reason) for one in taken] == [
        ("提交备案", "李敏", ""),
        ("同意备案", "王建华", "按规定办理"),
    ]


def test_a_number_that_somebody_wrote_stays(store: Store, class_id: RecordId) -> None:
    fill(store, class_id)
    with store.database.write("system") as work:
        one = rosters.class_named(work, class_id)
        work.change(replace(one, filing_number="薛备2026-9", filed_on=date(2026, 11, 1)))
    act(store, CLERK, class_id, "submit")
    filed = act(store, REVIEWER, class_id, "file")

    assert (filed.filing_number, filed.filed_on) == ("薛备2026-9", date(2026, 11, 1))


def test_an_incomplete_class_is_not_submitted_and_says_what_is_missing(
    store: Store, class_id: RecordId
) -> None:
    with pytest.raises(Refused, match="还不能提交备案：花名册里还没有人"):
        act(store, CLERK, class_id, "submit")
    with store.database.read() as snapshot:
        assert rosters.class_named(snapshot, class_id).state == "10"


def test_each_is_offered_only_what_they_may_do(store: Store, class_id: RecordId) -> None:
    fill(store, class_id)
    assert offered(store, CLERK, class_id) == ["submit"]
    assert offered(store, REVIEWER, class_id) == []
    act(store, CLERK, class_id, "submit")

    assert offered(store, CLERK, class_id) == ["stop"]
    assert offered(store, REVIEWER, class_id) == ["file", "return", "refuse"]
    assert offered(store, INSPECTOR, class_id) == []


def test_a_step_that_may_not_be_taken_says_why(store: Store, class_id: RecordId) -> None:
    with pytest.raises(Refused, match="您的角色不能「提交备案」"):
        act(store, REVIEWER, class_id, "submit")
    with pytest.raises(Refused, match="现在的状态不能「同意备案」"):
        act(store, REVIEWER, class_id, "file")
    with pytest.raises(Refused, match="没有「fly」这一步"):
        act(store, CLERK, class_id, "fly")


def test_nobody_agrees_to_what_they_submitted_themselves(store: Store, class_id: RecordId) -> None:
    fill(store, class_id)
    act(store, CLERK, class_id, "submit")
    with store.database.write("system") as work:
        user = classes.offices.user(work, CLERK)
        work.change(replace(user, roles=("entry", "first_review")))

    assert offered(store, CLERK, class_id) == ["stop"]
    with pytest.raises(Refused, match="不能由提交备案的人来做"):
        act(store, CLERK, class_id, "file")


def test_a_class_that_was_returned_is_submitted_again(store: Store, class_id: RecordId) -> None:
    fill(store, class_id)
    act(store, CLERK, class_id, "submit")
    assert act(store, REVIEWER, class_id, "return", "材料不全").state == "25"
    assert act(store, CLERK, class_id, "submit").state == "20"


def test_a_class_does_not_begin_before_its_day(store: Store, class_id: RecordId) -> None:
    fill(store, class_id)
    act(store, CLERK, class_id, "submit")
    act(store, REVIEWER, class_id, "file")

    with pytest.raises(Refused, match="还没有到"):
        act(store, CLERK, class_id, "start")
