from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldesk.core.claims import Attachment, ClaimLine, Standard
from skilldesk.core.fields import Kind, Plain
from skilldesk.core.kinds import RECORDS
from skilldesk.core.offices import Office
from skilldesk.core.people import StatusFact, Trainee
from skilldesk.core.records import Record, build, kind_of, plain
from skilldesk.core.training import Inspection
from tests.core.test_fields import KINDS

ID = "a1" * 16
VALUES = st.none() | st.text(max_size=5) | st.integers() | st.just("2026-11-20") | st.just(ID)


def told(kind: type[Record], said: dict[str, Plain]) -> Record:
    return build(kind, said, id=ID, version=3)


def test_a_kind_is_named_after_its_class() -> None:
    assert kind_of(type("TrainingClass", (Record,), {})) == "training_class"


def test_a_record_says_what_is_not_empty() -> None:
    trainee = Trainee(id=ID, name="王小明", phone="", birth_date=date(2001, 2, 3), voided="重复")

    assert plain(trainee) == {
        "document_type": "01",
        "name": "王小明",
        "birth_date": "2001-02-03",
        "voided": "重复",
    }
    assert plain(None) == {}


@pytest.mark.parametrize("kind", RECORDS)
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_is_said_can_be_told_and_is_said_again(kind: type[Record], data: st.DataObject) -> None:
    """Entries of newer, older and careless programs: nothing of them is lost, nothing stops the reader."""
    names = st.sampled_from([*vars(told(kind, {})), "of_a_newer_program"])
    said = data.draw(st.dictionaries(names, VALUES, max_size=6))

    again = plain(told(kind, said))

    assert {name: value for name, value in said.items() if value not in (None, "")}.items() <= again.items()
    assert plain(told(kind, again)) == again


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_a_field_takes_back_what_it_said(kind: type[Kind], data: st.DataObject) -> None:
    field, values = KINDS[kind]
    said = field.to_plain(data.draw(values))

    assert field.holds(said)
    assert field.to_plain(field.from_plain(said)) == said


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (Trainee, "birth_date", "2001-02-30"),
        (Trainee, "birth_date", "20010203"),
        (Trainee, "name", 5),
        (Trainee, "employer_id", "somebody"),
        (Trainee, "voided", 1),
        (Standard, "amount", "1500"),
        (Standard, "amount", 2**63),
        (Attachment, "is_original", 2),
        (Office, "regions", "370403  370404"),
        (StatusFact, "trainee_id", ID.upper()),
        (Inspection, "inspected_at", "soon"),
        (Inspection, "inspected_at", "0001-01-01T00:00:00+23:59"),
        (Attachment, "sha256", "00"),
        (ClaimLine, "outcomes", "{"),
    ],
)
def test_what_a_field_cannot_hold_is_kept_beside_it(kind: type[Record], field: str, value: Plain) -> None:
    record = told(kind, {field: value})

    assert record.extra == ((field, value),)
    assert getattr(record, field) == getattr(told(kind, {}), field)


def test_a_field_that_was_put_right_is_no_longer_kept_beside() -> None:
    harmed = told(Trainee, {"name": "王小明", "birth_date": "2001-02-30", "newer": "x"})

    mended = told(Trainee, plain(replace(harmed, birth_date=date(2001, 2, 28))))

    assert (mended.birth_date, mended.extra) == (date(2001, 2, 28), (("newer", "x"),))


def test_a_record_that_is_not_told_its_needed_fields_is_there_all_the_same() -> None:
    assert told(StatusFact, {}) == StatusFact(
        id=ID,
        version=3,
        trainee_id=None,
        kind=None,
        value="",
    )
