from datetime import date

import pytest

from skilldesk.core.claims import Claim
from skilldesk.core.fields import fields_of
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.training import Class, Employment, Enrolment
from skilldesk.gui.lookup import Choice, Lookup
from skilldesk.gui.memory import Memory
from skilldesk.reference import codes, roles
from skilldesk.store.office import Store
from skilldesk.store.work import new_id


@pytest.fixture
def lookup(store: Store) -> Lookup:
    return Lookup(store.database, codes.load(), roles.rights(("entry",)))


@pytest.fixture
def enrolment(store: Store) -> Enrolment:
    with store.database.write("limin") as work:
        trainee = work.add(Trainee(id=new_id(), name="周春梅", id_number="370403198604129026"))
        group = work.add(Class(id=new_id(), name="电工五级02班"))
        work.add(CategoryFact(id=new_id(), trainee_id=trainee.id, category="04"))
        return work.add(Enrolment(id=new_id(), class_id=group.id, trainee_id=trainee.id))


def test_a_record_without_a_name_is_told_by_others(lookup: Lookup, enrolment: Enrolment) -> None:
    assert lookup.title("enrolment", enrolment.id) == "电工五级02班 周春梅"


def test_a_record_without_a_name_is_found_by_the_person_it_is_of(
    lookup: Lookup, enrolment: Enrolment
) -> None:
    assert [choice.key for choice in lookup.records_like("enrolment", "春梅")] == [enrolment.id]
    assert [choice.text for choice in lookup.records_like("category_fact", "春梅")] == [
        f"周春梅 {lookup.label('person_category', '04')}"
    ]
    assert lookup.records_like("enrolment", "孙德海") == []


def test_a_row_is_read_in_words(lookup: Lookup, store: Store, enrolment: Enrolment) -> None:
    work_record = Employment(id=new_id(), enrolment_id=enrolment.id, state="1", started_on=date(2026, 10, 20))

    with store.database.read() as snapshot:
        (texts,) = lookup.texts(snapshot, [work_record], fields_of(Employment))

    assert texts[0] == "电工五级02班 周春梅"
    assert texts[1] == lookup.label("employment_result", "1")
    assert texts[3] == "2026-10-20"
    assert texts[4] == ""


def test_who_applies_is_read_by_name_be_it_a_person_or_a_school(
    lookup: Lookup, store: Store, enrolment: Enrolment
) -> None:
    claim = Claim(
        id=new_id(), number="1", subsidy="10", applicant_kind="1", applicant_id=enrolment.trainee_id
    )

    with store.database.read() as snapshot:
        (texts,) = lookup.texts(
            snapshot, [claim], [one for one in fields_of(Claim) if one.name == "applicant_id"]
        )

    assert texts == ("周春梅",)


def test_a_reference_to_nothing_says_so(lookup: Lookup) -> None:
    assert lookup.title("trainee", "00" * 16) == "（没有这条记录）"


def test_codes_are_found_by_the_initials_of_their_names(lookup: Lookup) -> None:
    assert [one.key for one in lookup.codes_like("ethnicity", "hz")][:2] == ["01", "03"]
    assert lookup.codes_like("ethnicity", "汉")[0].key == "01"


def test_what_is_typed_exactly_stands_before_what_was_chosen_lately(lookup: Lookup) -> None:
    lookup.chose("ethnicity", "11")

    assert lookup.codes_like("ethnicity", "")[0].key == "11"
    assert lookup.codes_like("ethnicity", "01")[0].key == "01"


def test_the_codes_chosen_last_are_remembered_on_this_pc(store: Store) -> None:
    kept: dict[str, str] = {}
    memory = Memory(recall=lambda key: kept.get(key, ""), remember=kept.__setitem__)
    for code in ("61", "31", "61"):
        made(store, memory).chose("education", code)

    assert kept == {"recent.education": "61 31"}
    assert [one.key for one in made(store, memory).codes_like("education", "")][:2] == ["61", "31"]


@pytest.mark.parametrize("typed", ["xcq", "薛城", "370403", "枣庄市薛城区"])
def test_a_region_is_found_by_digits_name_or_initials_the_nearest_first(store: Store, typed: str) -> None:
    lookup = made(store, Memory())

    assert lookup.regions_like(typed)[0] == Choice("370403", "370403 薛城区")
    assert lookup.region("370202") == "370202 青岛市市南区"
    assert lookup.region("110102") == "110102 北京市西城区"
    assert lookup.region("370403103000") == "370403103000 薛城区"
    assert lookup.region("薛城区沙沟镇") == "薛城区沙沟镇"


def test_a_region_of_twelve_digits_is_offered_and_one_that_never_was_is_not(store: Store) -> None:
    lookup = made(store, Memory())

    assert [one.key for one in lookup.regions_like("370403103000")] == ["370403103000"]
    for typed in ("3704031030", "999999", "379999103000", "没有这里"):
        assert lookup.regions_like(typed) == []


def made(store: Store, memory: Memory) -> Lookup:
    return Lookup(store.database, codes.load(), roles.rights(("entry",)), memory=memory, home="370403")
