from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.people import Trainee
from skilldesk.core.problems import Problem, Severity
from skilldesk.operations import confirmations, records
from skilldesk.store.office import SYSTEM, Store
from skilldesk.store.work import new_id
from tests.support.stores import NOW

TODAY = NOW.date()
REASON = "已对照证件原件核对"


def doubtful() -> Trainee:
    """A woman by her number who is entered as a man."""
    return Trainee(
        id=new_id(),
        name="周春梅",
        id_number="370403198604129026",
        sex="1",
        birth_date=date(1986, 4, 12),
        phone="13800009021",
    )


def doubts(person: Trainee) -> list[Problem]:
    return [one for one in records.examine(person, TODAY) if one.severity is Severity.WARNING]


def save(store: Store, person: Trainee, reason: str = "") -> Trainee:
    with store.database.write(SYSTEM) as work:
        return records.save(work, person, TODAY, reason=reason)


def kept(store: Store, person: Trainee) -> dict[Problem, str]:
    with store.database.read() as snapshot:
        return confirmations.kept(snapshot, person, doubts(person))


def test_what_was_confirmed_stands_in_the_journal_and_is_found_again(store: Store) -> None:
    person = doubtful()
    (doubt,) = doubts(person)

    stored = save(store, person, confirmations.reason({doubt: REASON}))

    assert kept(store, stored) == {doubt: REASON}
    with store.database.read() as snapshot:
        (link,) = snapshot.about(person.id)
    assert link.entry is not None
    assert link.entry.reason == f"确认 检查{doubt.number}：{REASON}"


def test_it_holds_while_other_fields_change(store: Store) -> None:
    person = doubtful()
    (doubt,) = doubts(person)
    stored = save(store, person, confirmations.reason({doubt: REASON}))

    stored = save(store, replace(stored, phone="13800009022"))

    assert kept(store, stored) == {doubt: REASON}


def test_another_value_or_another_number_is_asked_about_anew(store: Store) -> None:
    person = doubtful()
    stored = save(store, person, confirmations.reason({doubts(person)[0]: REASON}))

    stored = save(store, replace(stored, sex="2"))
    stored = save(store, replace(stored, sex="1"))

    assert kept(store, stored) == {}


def test_a_record_that_is_not_stored_has_nothing_confirmed(store: Store) -> None:
    assert kept(store, doubtful()) == {}


@given(why=st.text(max_size=30))
def test_any_words_come_back_as_one_line(why: str) -> None:
    doubt = Problem(code="ID-SEX", text="", severity=Severity.WARNING)

    told = confirmations.reason({doubt: why})

    assert told == "" or told.count("；") == 0
    assert "\n" not in told
