"""Questions about what was done."""

import pytest

from skilldesk.core.claims import Claim
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.store.database import Database
from skilldesk.store.queries import journal
from skilldesk.store.queries.journal import Wanted
from skilldesk.store.work import new_id

WANG, ZHAO = "a1" * 16, "a2" * 16


@pytest.fixture
def told(database: Database) -> Database:
    with database.write("limin") as work:
        one = work.add(Trainee(id=WANG, name="王小明"))
        work.note("session.login")
        work.void(one, "重复登记")
    with database.write("zhaoliqun") as work:
        work.add(Trainee(id=ZHAO, name="赵立新"))
        work.note("backup.made", where="other_disk")
        work.note("backup.made", where="same_disk")
    return database


def verbs(database: Database, wanted: Wanted) -> list[str]:
    with database.read() as snapshot:
        links = journal.page(snapshot, journal.rows(snapshot, wanted))
    return [link.entry.verb for link in links if link.entry]


def test_entries_come_the_newest_first(told: Database) -> None:
    assert verbs(told, Wanted()) == [
        "backup.made",
        "backup.made",
        "add",
        "void",
        "session.login",
        "add",
        "epoch.begin",
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(actor="limin"), ["void", "session.login", "add"]),
        (Wanted(kind="trainee", verbs=("add",)), ["add", "add"]),
        (Wanted(verbs=("backup.", "session.login")), ["backup.made", "backup.made", "session.login"]),
        (Wanted(record=WANG), ["void", "add"]),
        (Wanted(since="2026-11-21"), []),
        (Wanted(before="2026-11-20"), []),
        (
            Wanted(since="2026-11-20T08:30:00+00:00", before="2026-11-21", actor="zhaoliqun", kind="trainee"),
            ["add"],
        ),
    ],
)
def test_entries_are_found_by_person_period_kind_act_and_record(
    told: Database, wanted: Wanted, found: list[str]
) -> None:
    assert verbs(told, wanted) == found


def test_a_page_is_in_the_order_asked_and_leaves_out_what_is_not_there(told: Database) -> None:
    with told.read() as snapshot:
        numbers = journal.rows(snapshot, Wanted())

        assert journal.page(snapshot, [*reversed(numbers), 10**9]) == list(
            reversed(journal.page(snapshot, numbers))
        )


def test_notes_are_read_from_the_newest_as_far_as_somebody_asks(told: Database) -> None:
    with told.read() as snapshot:
        newest = next(journal.newest_notes(snapshot, "backup.made"))

        assert newest.entry
        assert newest.entry.changes["where"] == (None, "same_disk")
        assert list(journal.newest_notes(snapshot, "nothing")) == []


def test_it_is_known_when_each_did_something_last(told: Database) -> None:
    with told.read() as snapshot:
        assert journal.last_by_actor(snapshot, "session.login") == {"limin": "2026-11-20T08:30:00+00:00"}


def claim(id: RecordId, state: str | None) -> Claim:
    return Claim(id=id, number=f"BT-{id[:4]}", subsidy="10", applicant_kind="1", state=state)


def test_records_in_a_state_are_told_with_whoever_entered_them(database: Database) -> None:
    ids = [new_id() for _ in range(4)]
    with database.write("limin") as work:
        kept = [work.add(claim(id, state)) for id, state in zip(ids, ("10", None, "50", "10"), strict=True)]
        work.void(kept[3], "录入错误")
    with database.write("zhaoliqun") as work:
        work.act("claim.submit", kept[0])

    with database.read() as snapshot:
        assert journal.begun_by(snapshot, Claim, ("10", "25")) == {ids[0]: "limin", ids[1]: "limin"}
