"""The roster of a class, saved as a whole: people, categories, positions, and what stays a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.roster import FixedItems
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.operations import result_lines, rosters
from skilldesk.operations.roster_lines import Around
from skilldesk.operations.rosters import Entry, Roster, Saved
from skilldesk.store.office import Store
from skilldesk.store.queries import records, training
from skilldesk.store.work import new_id
from tests.support.rosters import (
    CLERK,
    FIXED,
    INSPECTOR,
    NAMES,
    TODAY,
    add_class,
    number,
    register,
    settle_in,
    texts,
)


@pytest.fixture
def class_id(store: Store) -> RecordId:
    settle_in(store)
    return add_class(store)


def entries(lines: Sequence[Mapping[str, str]]) -> list[Entry]:
    return [Entry(enrolment=new_id(), position=at, texts=said) for at, said in enumerate(lines, start=1)]


def save(
    store: Store,
    class_id: RecordId,
    lines: Sequence[Entry],
    *,
    removed: Sequence[RecordId] = (),
    fixed: FixedItems = FIXED,
    actor: str = CLERK,
) -> Saved:
    with store.database.write(actor) as work:
        return rosters.save(work, class_id, lines, removed=removed, fixed=fixed, today=TODAY)


def read(store: Store, class_id: RecordId) -> Roster:
    with store.database.read() as snapshot:
        return rosters.of_class(snapshot, class_id)


def everything(store: Store, kind: type) -> list:
    with store.database.read() as snapshot:
        return records.everything(snapshot, kind)


def test_a_list_is_written_with_its_people_categories_and_positions(store: Store, class_id: RecordId) -> None:
    saved = save(store, class_id, entries([texts(place) for place in range(3)]))
    members = read(store, class_id).members

    assert saved.left == ()
    assert [one.enrolment.position for one in members] == [1, 2, 3]
    assert [one.trainee.name for one in members] == list(NAMES[:3])
    first = members[0].trainee
    assert (first.education, first.ethnicity, first.hukou_region) == ("61", "01", "370403")
    assert first.residence_address == first.hukou_address
    assert (first.sex, first.birth_date) == ("2" if int(number(0)[16]) % 2 == 0 else "1", date(1978, 1, 10))
    fact = members[0].fact
    assert fact is not None
    assert (fact.category, fact.evidence_kind, fact.valid_from) == ("04", "16", date(2026, 11, 30))


def test_whoever_is_not_soundly_identified_is_named_and_not_written(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0), texts(1, id_number="370403199305259025"), texts(2, name=""), texts(3)])
    saved = save(store, class_id, lines)

    assert [(one.position, one.name) for one in saved.left] == [(2, NAMES[1]), (3, "（没有姓名）")]
    assert [one.enrolment.position for one in read(store, class_id).members] == [1, 4]
    assert len(everything(store, Trainee)) == 2


def test_everything_is_written_at_once_or_nothing(store: Store, class_id: RecordId) -> None:
    with pytest.raises(Refused), store.database.write(CLERK) as work:
        rosters.save(work, class_id, entries([texts(0)]), fixed=FIXED, today=TODAY)
        raise Refused("停在这里。")

    assert everything(store, Trainee) == []
    assert everything(store, Enrolment) == []


def test_a_registered_person_is_filled_and_changed_not_registered_again(
    store: Store, class_id: RecordId
) -> None:
    known = register(store, 0)
    save(store, class_id, entries([texts(0, education="")]))
    (person,) = everything(store, Trainee)

    assert person.id == known.id
    assert person.education == "71", "an empty cell changes nothing"
    assert person.phone == "13800009000", "what is typed is written"


def test_a_person_in_two_lines_is_registered_once(store: Store, class_id: RecordId) -> None:
    save(store, class_id, entries([texts(0), texts(0)]))

    assert len(everything(store, Trainee)) == 1
    assert len(read(store, class_id).members) == 2


def test_saving_again_what_did_not_change_writes_nothing(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0), texts(1)])
    save(store, class_id, lines)
    with store.database.read() as snapshot:
        before = len(snapshot.journal())
    save(store, class_id, [replace(one, texts={}) for one in lines])

    with store.database.read() as snapshot:
        assert len(snapshot.journal()) == before


def test_a_line_may_get_another_category_and_place(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0), texts(1)])
    save(store, class_id, lines)
    turned = [
        replace(lines[1], position=1, texts={}),
        replace(lines[0], position=2, texts={"category": "就业困难人员"}),
    ]
    save(store, class_id, turned)
    members = read(store, class_id).members

    assert [one.trainee.name for one in members] == [NAMES[1], NAMES[0]]
    assert [one.fact and one.fact.category for one in members] == ["04", "06"]
    assert len(everything(store, CategoryFact)) == 3


def test_a_category_that_is_known_is_used_again(store: Store, class_id: RecordId) -> None:
    save(store, class_id, entries([texts(0)]))
    other = add_class(store, "另一个班", starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 20))
    save(store, other, entries([texts(0)]))

    assert len(everything(store, CategoryFact)) == 1


def test_whoever_is_taken_out_of_a_draft_is_void(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0), texts(1)])
    save(store, class_id, lines)
    save(store, class_id, [replace(lines[1], position=1)], removed=[lines[0].enrolment])

    assert [one.trainee.name for one in read(store, class_id).members] == [NAMES[1]]
    assert len(everything(store, Trainee)) == 2


def test_nobody_is_taken_out_once_the_class_was_submitted(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0)])
    save(store, class_id, lines)
    with store.database.write("system") as work:
        one = rosters.class_named(work, class_id)
        work.change(replace(one, state="20"))

    with pytest.raises(Refused, match="不能再移出学员"):
        save(store, class_id, [], removed=[lines[0].enrolment])


def test_who_may_not_write_a_roster_is_refused(store: Store, class_id: RecordId) -> None:
    with pytest.raises(NotAllowed):
        save(store, class_id, entries([texts(0)]), actor=INSPECTOR)


@pytest.mark.usefixtures("class_id")
def test_a_class_that_is_not_here_has_no_roster(store: Store) -> None:
    with pytest.raises(NotFound):
        read(store, new_id())


# --- what is said of the lines ---


def around(store: Store, class_id: RecordId, *places: int) -> Around:
    with store.database.read() as snapshot:
        roster = rosters.of_class(snapshot, class_id)
        numbers = [number(place) for place in places]
        return rosters.around(snapshot, roster, numbers, fixed=FIXED, today=TODAY)


def codes_of(store: Store, class_id: RecordId, place: int, **changes: str) -> set[str]:
    known = around(store, class_id, place)
    found = rosters.roster_lines.read(new_id(), texts(place, **changes), known).found
    return {one.problem.code for one in found}


def test_a_complete_line_lacks_nothing(store: Store, class_id: RecordId) -> None:
    assert codes_of(store, class_id, 0, category="农民工") == set()


def test_another_class_at_the_same_time_is_told(store: Store, class_id: RecordId) -> None:
    other = add_class(store, "另一个班")
    save(store, other, entries([texts(0)]))

    assert "ROSTER-ELSEWHERE" in codes_of(store, class_id, 0, category="农民工")


def test_a_class_that_is_over_by_then_is_not(store: Store, class_id: RecordId) -> None:
    other = add_class(store, "另一个班", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 20))
    save(store, other, entries([texts(0)]))

    assert "ROSTER-ELSEWHERE" not in codes_of(store, class_id, 0, category="农民工")


def test_what_differs_from_the_register_is_told_with_before_and_after(
    store: Store, class_id: RecordId
) -> None:
    register(store, 0)
    known = around(store, class_id, 0)
    found = rosters.roster_lines.read(new_id(), texts(0, category="农民工"), known).found
    changes = {one.cell: one for one in found if one.problem.code == "ROSTER-CHANGES"}

    assert set(changes) == {"phone", "education"}
    assert "「13800009777」" in changes["phone"].problem.text
    assert changes["phone"].repair is not None
    assert changes["phone"].repair.text == "13800009777"


def test_the_number_of_somebody_else_does_not_turn_a_member_into_them(
    store: Store, class_id: RecordId
) -> None:
    lines = entries([texts(0)])
    save(store, class_id, lines)
    register(store, 1)
    saved = save(store, class_id, [replace(lines[0], texts={"id_number": number(1)})])

    assert "已登记给" in saved.left[0].why


# --- what is missing ---


def test_a_class_without_people_lacks_them(store: Store, class_id: RecordId) -> None:
    with store.database.read() as snapshot:
        lacking = rosters.missing(snapshot, class_id, FixedItems(), TODAY)

    assert [one.text for one in lacking] == ["花名册里还没有人。"]


def test_each_missing_thing_is_told_with_its_place(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0), texts(1, phone="")])
    save(store, class_id, lines)
    with store.database.write("system") as work:
        work.change(replace(rosters.class_named(work, class_id), site_id=None))
    with store.database.read() as snapshot:
        lacking = rosters.missing(snapshot, class_id, FixedItems(), TODAY)

    assert [(one.kind, one.text) for one in lacking] == [
        ("class", "班期信息：上课地点不能为空。"),
        ("roster", f"第2行{NAMES[1]}：手机号码不能为空。"),
    ]
    assert lacking[1].record == lines[1].enrolment


# --- results ---


def record(store: Store, class_id: RecordId, *lines: tuple[RecordId, Mapping[str, str]]) -> int:
    with store.database.write(CLERK) as work:
        one = rosters.class_named(work, class_id)
        results = [result_lines.read(key, said, one, TODAY).result for key, said in lines]
        return rosters.record_results(work, class_id, results, TODAY)


def test_results_and_certificates_are_written_at_once(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0), texts(1)])
    save(store, class_id, lines)
    said = {
        "attended_hours": "95%",
        "score": "85.5",
        "result": "已取证",
        "number": "S000037000999265900001",
        "certificate_kind": "02",
        "level": "五级",
        "issued_on": "2026年11月19日",
        "issuer": "示例职业技能评价中心",
    }
    count = record(store, class_id, (lines[0].enrolment, said), (lines[1].enrolment, {"score": "60"}))
    first, second = (one.enrolment for one in read(store, class_id).members)
    (certificate,) = everything(store, Certificate)

    assert count == 2
    assert (first.attended_hours, first.score, first.state) == (1140, 855, "6")
    assert (second.attended_hours, second.score, second.state) == (None, 600, "1")
    assert (certificate.number, certificate.level, certificate.issued_on) == (
        "S000037000999265900001",
        "5",
        date(2026, 11, 19),
    )
    assert certificate.class_id == class_id


def test_a_certificate_is_changed_not_written_twice(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0)])
    save(store, class_id, lines)
    for issuer in ("示例中心", "示例职业技能评价中心"):
        record(store, class_id, (lines[0].enrolment, {"number": "S000037000999265900001", "issuer": issuer}))

    assert [one.issuer for one in everything(store, Certificate)] == ["示例职业技能评价中心"]


def test_what_is_the_same_is_not_written(store: Store, class_id: RecordId) -> None:
    lines = entries([texts(0)])
    save(store, class_id, lines)

    assert record(store, class_id, (lines[0].enrolment, {"score": "60"})) == 1
    assert record(store, class_id, (lines[0].enrolment, {"score": "60"})) == 0


def test_a_person_who_was_taken_out_meanwhile_stops_the_whole(store: Store, class_id: RecordId) -> None:
    with pytest.raises(NotFound, match="花名册刚刚变了"):
        record(store, class_id, (new_id(), {"score": "60"}))


def test_filing_numbers_of_void_classes_count(store: Store, class_id: RecordId) -> None:
    with store.database.write("system") as work:
        one = work.get(Class, class_id)
        assert one
        work.void(work.change(replace(one, filing_number="37040320260007")), "录入错误")
    with store.database.read() as snapshot:
        assert training.class_numbers(snapshot, "3704032026") == ["37040320260007"]
