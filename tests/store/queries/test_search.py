"""Everyone is found in each way, nobody who was voided, and lists hold the same people as the box."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.core.claims import Claim
from skilldesk.core.finding import Asked
from skilldesk.core.institutions import Institution
from skilldesk.core.offices import User
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate, Class, Enrolment, Lesson
from skilldesk.reference import initials
from skilldesk.store.database import Database
from skilldesk.store.queries import records
from skilldesk.store.queries import search as queries
from skilldesk.store.queries.search import Why
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.tables import TABLES
from skilldesk.store.work import new_id
from tests.support.stores import USER, new_database

HAN = "王李单仇曾国建春梅𬭎𫖯䶮\U00020087\U0002a6a5〇"
han = st.text(st.sampled_from(HAN), min_size=2, max_size=4)
names = han | st.tuples(han, han).map("·".join)
READ = initials.load()


def found(snapshot: Snapshot, kind: type[Record], typed: str, **options: bool) -> dict[str, Why]:
    """The ids of what is found, and why."""
    matches = queries.find(snapshot, kind, Asked(typed), 50, **options)
    told = records.page(snapshot, kind, [match.row for match in matches])
    return {one.id: match.why for one, match in zip(told, matches, strict=True)}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database in which a few others stand between."""
    with closing(new_database(tmp_path_factory.mktemp("crowd"))) as database:
        with database.write(USER) as work:
            work.add_many([Trainee(id=new_id(), name=f"周{one}") for one in "春夏秋冬"])
        yield database


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, number=st.from_regex(r"37040319900101(9[0-9]{2})[0-9X]", fullmatch=True), phone=st.data())
def test_whoever_is_stored_is_found_in_every_way(
    crowded: Database, name: str, number: str, phone: st.DataObject
) -> None:
    mobile = phone.draw(st.from_regex(r"138[0-9]{8}", fullmatch=True))
    person = Trainee(id=new_id(), name=name, id_number=number, phone=mobile)
    with crowded.write(USER) as work:
        kept = work.add(person)
    ways = [
        *(name[:count] for count in range(1, len(name) + 1)),
        *(name[at : at + 2] for at in range(len(name) - 1)),
        *READ.keys(name),
        *(key.upper() for key in READ.keys(name)),
        *(number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}", number.translate(WIDE)),
        *(number[:count] for count in (6, 10, 14)),
        *(number[-count:] for count in (4, 5, 6)),
        *(mobile, mobile[-4:], f"+86 {mobile}"),
    ]
    with crowded.read() as snapshot:
        row = row_of(snapshot, kept)
        assert [way for way in ways if row not in (queries.rows(snapshot, Trainee, way) or ())] == []
    with crowded.write(USER) as work:
        work.void(kept, "试过了")
    with crowded.read() as snapshot:
        assert all(kept.id not in found(snapshot, Trainee, way) for way in ways)


WIDE = {ord("0") + n: ord("０") + n for n in range(10)}


def row_of(snapshot: Snapshot, record: Record) -> int:
    table = TABLES[type(record)].c
    return int(snapshot.connection.execute(sa.select(table.row).where(table.id == record.id)).scalar_one())


@pytest.fixture
def filled(database: Database) -> Iterator[Snapshot]:
    school = Institution(id="51" * 16, name="鲁南职业培训学校", credit_code="52370403MJE000013A")
    training = Class(
        id="c1" * 16, name="电工（五级）04班", filing_number="BA370403-26-004", institution_id=school.id
    )
    wang = Trainee(id="a1" * 16, name="王国建", former_name="李小梅", id_number="370403199001019914")
    zhang = Trainee(id="a2" * 16, name="张王国", phone="13800009914")
    with database.write(USER) as work:
        work.add(school)
        work.add(training)
        work.add_many([wang, zhang])
        work.add(Enrolment(id="e1" * 16, class_id=training.id, trainee_id=wang.id))
        work.add(Certificate(id="ce" * 16, trainee_id=wang.id, number="y0001", issued_on=date(2026, 6, 1)))
        work.add(claim(applicant_id=wang.id))
        work.add(Lesson(id="1e" * 16, class_id=training.id))
    with database.read() as snapshot:
        yield snapshot


def claim(**values: str) -> Claim:
    return Claim(id="cc" * 16, number="BT370403-1-26-00001", subsidy="10", applicant_kind="1", **values)


def test_a_beginning_comes_before_a_part_and_nobody_twice(filled: Snapshot) -> None:
    assert found(filled, Trainee, "王国") == {"a1" * 16: Why.NAME, "a2" * 16: Why.PART_OF_NAME}
    assert found(filled, Trainee, "国建") == {"a1" * 16: Why.PART_OF_NAME}
    assert found(filled, Trainee, "李小梅") == {"a1" * 16: Why.PART_OF_NAME}
    assert found(filled, Trainee, "lxm") == {"a1" * 16: Why.INITIALS}
    assert found(filled, Trainee, "9914") == {"a1" * 16: Why.ID_ENDING, "a2" * 16: Why.PHONE_ENDING}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Certificate, "Y00"),
        (Certificate, "y0001"),
        (Claim, "bt370403"),
        (Claim, "BT370403-1-26-00001"),
        (Class, "ba370403"),
        (Class, "BA370403-26-004"),
        (Class, "工（五"),
        (Class, "电"),
        (Class, "SD1|F02|BA370403-26-004|8F3A21C7"),
        (Class, "SD1|F02|BJC1C1C1C1|8F3A21C7"),
        (Claim, "SD1|F10|BT370403-1-26-00001|8F3A21C7"),
        (Institution, "职业培训"),
        (Institution, "52370403mje"),
    ],
)
def test_papers_classes_and_schools_are_found_by_number_name_and_scan(
    filled: Snapshot, kind: type[Record], typed: str
) -> None:
    assert len(found(filled, kind, typed)) == 1


@pytest.mark.parametrize(
    "typed", ["0001", "00001", "BT370404", "校训", "SD1|F10|BT1|8F3A21C7", "", "　", "。"]
)
def test_what_means_nothing_finds_nothing(filled: Snapshot, typed: str) -> None:
    assert [kind for kind in queries.FOUND if found(filled, kind, typed)] == []


def test_a_masked_number_cannot_be_guessed_part_by_part(filled: Snapshot) -> None:
    def those(typed: str) -> list[str]:
        return list(found(filled, Trainee, typed, masked=True))

    assert those("370403199001019914") == ["a1" * 16]
    assert those("9914") == ["a1" * 16, "a2" * 16]
    assert those("019914") == those("19914") == those("370403") == those("37040319900101") == []
    assert those("王国建") == ["a1" * 16]


def test_lists_are_narrowed_by_what_their_records_name(filled: Snapshot) -> None:
    for kind, count in ((Trainee, 2), (Certificate, 1), (Enrolment, 1), (Claim, 1), (Class, 0)):
        rows = queries.rows(filled, kind, "王国")
        assert rows is not None
        assert len(rows) == count, kind
    assert queries.rows(filled, Lesson, "电工") == {1}
    assert queries.rows(filled, Class, "鲁南") == {1}
    assert queries.rows(filled, Claim, "9914") == {1}


def test_kinds_that_have_no_words_are_left_to_others(filled: Snapshot) -> None:
    assert queries.rows(filled, User, "王") is None
    assert queries.likeliest(filled, User, "王", 5) is None
    assert queries.likeliest(filled, Trainee, "王国", 1) == [1]
    assert queries.likeliest(filled, Trainee, " ", 1) is queries.rows(filled, Trainee, " ") is None
    assert queries.likeliest(filled, Trainee, "019914", 1, masked=True) == []


def test_a_long_text_is_answered_like_a_short_one(filled: Snapshot) -> None:
    assert found(filled, Institution, "鲁南职业培训学校" + "在某地" * 100) == {}
    assert list(found(filled, Institution, "鲁南职业培训学校")) == ["51" * 16]
