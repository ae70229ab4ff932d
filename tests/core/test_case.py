from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.case import Case, CaseCertificate, CaseClass, CasePerson, DatedFact
from skilldesk.core.levels import level

DAY = date(2020, 6, 12)


def person(*facts: DatedFact) -> CasePerson:
    return CasePerson(facts=facts)


def fact(*, value: bool | None, **dates: date) -> DatedFact:
    return DatedFact(kind="entitled", value=value, **dates)


def test_a_fact_holds_from_its_first_day_to_its_last() -> None:
    told = person(fact(value=True, valid_from=DAY, valid_until=DAY + timedelta(1)))

    days = [DAY - timedelta(1), DAY, DAY + timedelta(1), DAY + timedelta(2)]
    assert [told.said_on("entitled", day) for day in days] == [{False}, {True}, {True}, {False}]


def test_a_no_for_a_time_says_nothing_of_other_times() -> None:
    told = person(fact(value=False, valid_from=DAY))

    assert told.said_on("entitled", DAY - timedelta(1)) == frozenset()


def test_nothing_is_known_of_other_kinds_or_of_a_fact_without_a_value() -> None:
    told = person(fact(value=None))

    assert told.said_on("entitled", DAY) == told.said_on("student", DAY) == frozenset()


def test_the_newest_data_decide_and_undated_ones_leave_it_open() -> None:
    older, newer = fact(value=False, as_of=date(2020, 1, 1)), fact(value=True, as_of=date(2020, 3, 1))

    assert person(older, newer).said_on("entitled", DAY) == {True}
    assert person(older, fact(value=True)).said_on("entitled", DAY) == {True, False}


def test_on_a_day_that_is_not_known_only_what_always_holds_speaks() -> None:
    assert person(fact(value=True, valid_from=DAY)).said_on("entitled", None) == frozenset()
    assert person(fact(value=True)).said_on("entitled", None) == {True}


dates = st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1))
facts = st.lists(
    st.builds(
        DatedFact,
        kind=st.just("entitled"),
        value=st.none() | st.booleans(),
        valid_from=dates,
        valid_until=dates,
        as_of=dates,
    ),
    max_size=4,
)


@given(facts, dates)
def test_the_order_of_the_facts_does_not_matter(told: list[DatedFact], day: date | None) -> None:
    assert person(*told).said_on("entitled", day) == person(*reversed(told)).said_on("entitled", day)


def test_occupation_and_level_are_those_of_the_certificate_and_else_of_the_class() -> None:
    training = CaseClass(occupation="焊工", level=level("五级"), starts_on=DAY)
    certified = CaseCertificate(occupation="电工", level=level("四级"))

    assert Case(training=training).occupation == "焊工"
    assert Case(training=training, certificate=certified).occupation == "电工"
    assert Case(training=training, certificate=certified).level == level("四级")
    assert Case(training=training).days.on("class_start") == DAY
