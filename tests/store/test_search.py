"""The index is always what the records tell, whatever was written, lost, received or upgraded."""

import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from skilldesk.core.institutions import Institution
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import Trainee
from skilldesk.core.records import Record, kind_of
from skilldesk.core.training import Class
from skilldesk.operations import search as operation
from skilldesk.progress import Progress
from skilldesk.store import cipher, local, office, search
from skilldesk.store.database import Database
from skilldesk.store.office import Store
from skilldesk.store.search import Way
from skilldesk.store.tables import SEARCH
from skilldesk.store.verify import verify
from skilldesk.store.work import Work
from tests.store.test_backup import made, restored
from tests.support.faults import PowerCut, failing
from tests.support.stores import USER, new_database, new_office, now, opened

WANG = Trainee(id="a1" * 16, name="王小明", id_number="37040319900101991X", phone="13800009021")

Index = set[tuple[int, str, int]]


def index(database: Database) -> Index:
    with database.read() as snapshot:
        return {tuple(row) for row in snapshot.connection.execute(sa.select(SEARCH))}


def told_by_the_records(database: Database) -> Index:
    """What the index must be: made from every record, one by one."""
    found: Index = set()
    with database.read() as snapshot:
        for kind in (Trainee, Class, Institution):
            for record in snapshot.find(kind):
                (row,) = snapshot.connection.execute(
                    sa.text(f'SELECT "row" FROM "{kind_of(kind)}" WHERE id = :id'),  # noqa: S608 - our own names
                    {"id": bytes.fromhex(record.id)},
                ).one()
                found |= {(*word, row) for word in search.words(kind, vars(record))}
    return found


def words_of(database: Database, way: Way) -> list[str]:
    return sorted(word for each, word, _ in index(database) if each == way)


def test_a_person_is_found_under_pairs_initials_and_last_digits(database: Database) -> None:
    with database.write(USER) as work:
        work.add(replace(WANG, former_name="单于小红"))

    assert words_of(database, Way.PERSON_PAIR) == sorted(["王小", "小明", "单于", "于小", "小红"])
    assert "wxm" in words_of(database, Way.PERSON_INITIALS)
    assert words_of(database, Way.PERSON_ID_ENDING) == ["X19910"]
    assert words_of(database, Way.PERSON_PHONE_ENDING) == ["9021"]


def test_a_void_person_is_found_no_more_until_it_is_taken_back(database: Database) -> None:
    with database.write(USER) as work:
        kept = work.add(WANG)
    whole = index(database)
    with database.write(USER) as work:
        gone = work.void(kept, "重复登记")
    assert index(database) == set()

    with database.write(USER) as work:
        work.change(replace(gone, voided=None))
    assert index(database) == whole


def test_a_change_that_nobody_searches_by_writes_no_index(database: Database) -> None:
    with database.write(USER) as work:
        kept = work.add(WANG)
    with failing(database, None) as statements, database.write(USER) as work:
        work.change(replace(kept, remark="常在外地"))
    with failing(database, None) as others, database.write(USER) as work:
        work.change(replace(work.get(Trainee, WANG.id), phone="13800009022"))

    assert statements.count < others.count
    assert words_of(database, Way.PERSON_PHONE_ENDING) == ["9022"]


def test_an_index_that_went_astray_keeps_nobody_from_saving(database: Database) -> None:
    with database.write(USER) as work:
        kept = work.add(WANG)
        work.connection.execute(sa.insert(SEARCH).values(way=Way.PERSON_PAIR, word="小红", record=1))
    with database.write(USER) as work:
        work.change(replace(kept, name="王小红"))


def spoil(store: Store, statement: sa.Executable) -> None:
    with store.database.write(USER) as work:
        work.connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        sa.delete(SEARCH).where(SEARCH.c.word == "小明"),
        sa.insert(SEARCH).values(way=Way.CLASS_NUMBER, word="BA1", record=77),
        sa.insert(SEARCH).values(way=99, word="王", record=1),
        sa.update(SEARCH).where(SEARCH.c.word == "9021").values(record=2),
    ],
)
def test_an_index_astray_is_told_and_mended(store: Store, statement: sa.Executable) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    assert list(verify(store, Progress())) == []
    assert not operation.mend(store, Progress())

    spoil(store, statement)

    assert [damage.where for damage in verify(store, Progress())] == ["search"]
    assert operation.mend(store, Progress())
    assert list(verify(store, Progress())) == []


def test_a_store_whose_index_is_of_another_version_gets_a_new_one_when_opened(tmp_path: Path) -> None:
    store = new_office(tmp_path / "office")
    with store.database.write(USER) as work:
        work.add_many([replace(WANG, id=f"{n:032x}") for n in range(20)])
        work.connection.execute(sa.delete(SEARCH))
        local.forget(work.connection, "search_version")
    keys = opened(store)
    store.close()

    with closing(office.open_folder(store.folder, keys, clock=now)) as again:
        assert index(again.database) == told_by_the_records(again.database) != set()


def test_a_store_from_before_there_was_an_index_gets_one(tmp_path: Path) -> None:
    store = new_office(tmp_path / "office")
    with store.database.write(USER) as work:
        work.add(WANG)
        local.forget(work.connection, "search_version")
    keys, path = opened(store), store.database.path
    store.close()
    with closing(cipher.connect(path, keys.keys[path.name])) as connection:
        connection.execute("DROP TABLE search")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")

    with closing(office.open_folder(store.folder, keys, clock=now)) as again:
        assert index(again.database) == told_by_the_records(again.database) != set()
        assert list(verify(again, Progress())) == []


def test_a_backup_keeps_the_index(store: Store, tmp_path: Path) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    path = made(store, tmp_path / "stick")

    with closing(restored(path, tmp_path / "again")) as again:
        assert index(again.database) == index(store.database) != set()


# --- whatever happens ---

names = st.text(st.sampled_from("王李单于小红明国𬭎䶮\U00020087·ab Ｃ（）0"), min_size=1, max_size=6)
numbers = st.none() | st.from_regex(r"3704031990010[0-9]{4}[0-9X]", fullmatch=True)
places = st.sampled_from(["here", "there"])
phones = st.none() | st.sampled_from(["13800009021", "13800009022", "0632-3311234", "1"])


class IndexMachine(RuleBasedStateMachine):
    """Two PCs that write the same records, take over each other's entries, and lose power."""

    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = new_office(Path(self.folder.name) / "office")
        self.other = new_database(Path(self.folder.name) / "other", device="d2" * 16)
        self.made = 0

    def new_id(self) -> str:
        self.made += 1
        return f"{self.made:032x}"

    def write(self, where: str) -> Any:
        return (self.other if where == "there" else self.store.database).write(USER)

    @rule(target=records, name=names, number=numbers, phone=phones)
    def add_person(self, name: str, number: str | None, phone: str | None) -> tuple[str, str]:
        person = Trainee(id=self.new_id(), name=name, id_number=number, phone=phone)
        with self.store.database.write(USER) as work:
            work.add(person)
        return "trainee", person.id

    @rule(target=records, name=names, number=st.none() | names)
    def add_class(self, name: str, number: str | None) -> tuple[str, str]:
        one = Class(id=self.new_id(), name=name, filing_number=number)
        with self.store.database.write(USER) as work:
            work.add(one)
        return "class", one.id

    @rule(target=records, name=names)
    def add_institution(self, name: str) -> tuple[str, str]:
        one = Institution(id=self.new_id(), name=name)
        with self.store.database.write(USER) as work:
            work.add(one)
        return "institution", one.id

    @rule(many=st.lists(names, max_size=4))
    def add_many(self, many: list[str]) -> None:
        with self.store.database.write(USER) as work:
            work.add_many([Trainee(id=self.new_id(), name=name, former_name=name[:2]) for name in many])

    @rule(record=records, name=names, where=places)
    def change(self, record: tuple[str, str], name: str, where: str) -> None:
        with self.write(where) as work:
            if found := self.of(work, record):
                work.change(replace(found, name=name))  # type: ignore[call-arg]  # all three kinds have one

    @rule(record=records, where=places)
    def void_or_take_back(self, record: tuple[str, str], where: str) -> None:
        with self.write(where) as work:
            if found := self.of(work, record):
                work.change(replace(found, voided=None)) if found.voided else work.void(found, "重复登记")

    @rule(record=records, name=names, at=st.integers(1, 12))
    def fail_at_a_statement(self, record: tuple[str, str], name: str, at: int) -> None:
        with suppress(PowerCut), failing(self.store.database, at), self.store.database.write(USER) as work:
            if found := self.of(work, record):
                work.change(replace(found, name=name))  # type: ignore[call-arg]  # as above

    @rule()
    def exchange(self) -> None:
        for here, there in ((self.store.database, self.other), (self.other, self.store.database)):
            with here.read() as snapshot:
                links = snapshot.journal()
            with there.write(USER) as work:
                assert work.apply(links) == []

    @staticmethod
    def of(work: Work, record: tuple[str, str]) -> Record | None:
        return work.get(KINDS[record[0]], record[1])

    @invariant()
    def the_index_is_what_the_records_tell(self) -> None:
        for database in (self.store.database, self.other):
            there = index(database)
            assert there == told_by_the_records(database)
            with database.read() as snapshot:
                assert not search.is_astray(snapshot.connection, Progress())

    def teardown(self) -> None:
        with self.store.database.write(USER) as work:
            before = index_in(work)
            search.rebuild(work.connection, Progress())
            assert index_in(work) == before
        self.store.close()
        self.other.close()
        self.folder.cleanup()


def index_in(work: Work) -> Index:
    return {tuple(row) for row in work.connection.execute(sa.select(SEARCH))}


def test_the_index_is_what_the_records_tell_whatever_happens() -> None:
    run_state_machine_as_test(
        IndexMachine, settings=settings(deadline=None, max_examples=12, stateful_step_count=20)
    )


@pytest.mark.soak
def test_the_index_is_what_the_records_tell_for_a_long_time() -> None:
    run_state_machine_as_test(
        IndexMachine, settings=settings(deadline=None, max_examples=500, stateful_step_count=50)
    )
