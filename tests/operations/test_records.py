"""Any described record: filled in, examined, saved, told."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.claims import Claim, Standard
from skilldesk.core.fields import fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import StatusFact, Trainee
from skilldesk.core.records import Record
from skilldesk.errors import NotAllowed, Refused, StaleRecord
from skilldesk.operations import records
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from tests.support.county import CLERK, REVIEWER, World

TODAY = date(2020, 12, 21)
BAD, GOOD = "370403198604129023", "370403198604129026"


def save(store: Store, record: Record, actor: str = CLERK) -> Record:
    with store.database.write(actor) as work:
        return records.save(work, record, TODAY)


def person(**texts: Any) -> Trainee:
    record, problems = records.filled(records.blank(Trainee), {"name": "周春梅", **texts})
    assert problems == []
    return record


def test_a_person_with_a_sound_number_is_saved_with_what_follows_from_it(world: World) -> None:
    saved = save(world.pc, person(id_number="３７０４０３ 19860412 9026"))

    assert records.told(saved) == {
        "id": saved.id,
        "version": 1,
        "document_type": "01",
        "name": "周春梅",
        "id_number": GOOD,
        "sex": "2",
        "birth_date": "1986-04-12",
    }


def test_whoever_is_not_identified_is_not_saved(world: World) -> None:
    for record in (person(id_number=BAD), person(), records.blank(Trainee)):
        with pytest.raises(Refused, match=r"没有保存：.*已填的内容没有丢"):
            save(world.pc, record)

    assert save(world.pc, person(no_number_reason="1")).version == 1


def test_other_problems_never_stop_saving(world: World) -> None:
    record = person(id_number=GOOD, phone="12")

    assert "PHONE-SHAPE" in {one.code for one in records.examine(record, TODAY)}
    assert save(world.pc, record).version == 1


def test_what_another_has_changed_is_not_written_over(world: World) -> None:
    first = save(world.pc, person(id_number=GOOD))
    save(world.pc, records.filled(first, {"phone": "13800009100"})[0])

    with pytest.raises(StaleRecord):
        save(world.pc, records.filled(first, {"phone": "13800009101"})[0])


def test_a_reference_to_nobody_is_not_saved(world: World) -> None:
    fact = StatusFact(id=new_id(), trainee_id=new_id(), kind="entitled", value="否")

    with pytest.raises(Refused, match="所指的记录不在本机"):
        save(world.pc, fact)


def test_what_cannot_be_read_stays_as_it_was_and_is_said() -> None:
    known = person(birth_date="1986-04-12", ethnicity="汉族")

    record, problems = records.filled(known, {"birth_date": "去年", "ethnicity": "火星族"})

    assert record == known
    assert known.ethnicity == "01"
    assert [(one.code, one.field) for one in problems] == [
        ("FIELD-UNREADABLE", "birth_date"),
        ("FIELD-UNREADABLE", "ethnicity"),
    ]


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused, match="没有名为 colour 的字段"):
        records.filled(person(), {"colour": "red"})


@given(
    kind=st.sampled_from(sorted(KINDS)),
    said=st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text(), max_size=3)),
)
def test_whatever_is_typed_into_a_field_is_read_or_said(kind: str, said: Any) -> None:
    blank = records.blank(KINDS[kind])
    for field in fields_of(KINDS[kind]):
        record, problems = records.filled(blank, {field.name: said})

        assert (record == blank) or not problems
        assert records.told(record)["id"] == blank.id


def test_kinds_that_other_steps_make_are_not_typed() -> None:
    assert records.typed_kind("trainee") is Trainee
    assert records.kind_named("claim") is Claim
    with pytest.raises(Refused, match="申领单用 claim 命令办理"):
        records.typed_kind("claim")
    with pytest.raises(Refused, match="没有「spaceship」这类记录"):
        records.typed_kind("spaceship")


def standard(**changes: Any) -> Standard:
    said: dict[str, Any] = {
        "policy": "SD-2019",
        "subsidy": "10",
        "key": "2",
        "amount": 200_000,
        "document": "演示标准〔2020〕2号",
        **changes,
    }
    return Standard(id=new_id(), **said)


def test_a_standard_is_entered_by_one_and_approved_by_another(world: World) -> None:
    entered = save(world.pc, standard())
    assert isinstance(entered, Standard)
    assert (entered.entered_by, entered.approved_by) == (CLERK, None)

    with pytest.raises(NotAllowed, match="要由录入人以外的同事"):
        save(world.pc, records.filled(entered, {"approved_by": CLERK})[0])
    with pytest.raises(NotAllowed, match="用自己的账号审批"):
        save(world.pc, records.filled(entered, {"approved_by": REVIEWER})[0])
    with pytest.raises(NotAllowed, match="不能一次做完"):
        save(world.pc, standard(approved_by=REVIEWER))

    approved = save(world.pc, records.filled(entered, {"approved_by": REVIEWER})[0], REVIEWER)
    assert isinstance(approved, Standard)
    assert (approved.entered_by, approved.approved_by) == (CLERK, REVIEWER)


def test_whoever_changes_a_standard_enters_it_anew(world: World) -> None:
    entered = save(world.pc, standard())
    approved = save(world.pc, records.filled(entered, {"approved_by": REVIEWER})[0], REVIEWER)

    changed = save(world.pc, records.filled(approved, {"amount": "2500.00"})[0], REVIEWER)

    assert isinstance(changed, Standard)
    assert (changed.amount, changed.entered_by, changed.approved_by) == (250_000, REVIEWER, None)
