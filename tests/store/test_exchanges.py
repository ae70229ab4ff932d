from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from skilldesk.core.claims import Printing
from skilldesk.core.journal import Link, Place
from skilldesk.core.people import Trainee
from skilldesk.store import exchanges, template_rows
from skilldesk.store.database import Database
from skilldesk.store.exchanges import Package, Reported, Sent
from skilldesk.store.template_rows import Line
from skilldesk.store.work import Work
from tests.support.stores import DEVICE, new_database

WANG = Trainee(id="a1" * 16, name="王小明")
UP, RECEIPT, LATER = "c1" * 16, "c2" * 16, "c3" * 16


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.write("李会计") as work:
        yield work


@pytest.fixture
def chain(work: Work) -> tuple[str, int]:
    return work.author.device, work.author.epoch


def package(id: str, **more: object) -> Package:
    told = {"kind": "UP", "way": "out", "at": "2026-11-20T08:30:00+00:00", "actor": "李会计", "sha256": "00"}
    return Package(id=id, **{**told, **more})


def test_packages_are_found_the_latest_first(work: Work) -> None:
    up = package(UP, device=DEVICE, epoch=2**62, first=1, last=190, entries=190)
    receipt = package(RECEIPT, kind="RCPT", way="in", answer=UP)
    for one in (up, receipt):
        exchanges.note(work, one)

    assert exchanges.packages(work) == [receipt, up]
    assert exchanges.packages(work, id=UP) == [up]
    assert exchanges.packages(work, kind="RCPT", way="in") == [receipt]
    assert exchanges.packages(work, answer=UP) == [receipt]
    assert exchanges.packages(work, id=LATER) == []


def test_how_far_a_chain_was_sent_never_goes_back(work: Work, chain: tuple[str, int]) -> None:
    assert exchanges.sent(work) == {}

    exchanges.exported(work, {chain: 5})
    exchanges.exported(work, {chain: 3})
    assert exchanges.sent(work) == {chain: Sent(exported=5)}

    exchanges.acknowledged(work, chain, 4, b"hash 4")
    exchanges.acknowledged(work, chain, 2, b"hash 2")
    assert exchanges.sent(work) == {chain: Sent(exported=5, acked=4, acked_hash=b"hash 4")}

    exchanges.exported(work, {chain: 6})
    assert exchanges.sent(work) == {chain: Sent(exported=6, acked=4, acked_hash=b"hash 4")}

    exchanges.acknowledged(work, chain, 9, b"hash 9")
    assert exchanges.sent(work) == {chain: Sent(exported=9, acked=9, acked_hash=b"hash 9")}


def test_everything_that_no_receipt_acknowledged_goes_along(
    work: Work, chain: tuple[str, int], tmp_path: Path
) -> None:
    with (
        closing(new_database(tmp_path / "other", device="d2" * 16)) as other,
        other.write("赵会计") as theirs,
    ):
        theirs.add(Trainee(id="a2" * 16, name="赵小红"))
        links = theirs.journal()
    work.apply(links)
    work.add(WANG)
    work.add(Printing(id="b1" * 16, document_number="1", form="F10", sha256="00" * 32, act="print"))

    def waiting() -> list[tuple[str, int, bool]]:
        return [(link.device[:2], link.seq, link.content is None) for link in exchanges.unacknowledged(work)]

    assert waiting() == [
        ("d1", 1, False),
        ("d1", 2, False),
        ("d1", 3, True),
        ("d2", 1, False),
        ("d2", 2, False),
    ]
    exchanges.exported(work, {chain: 3})
    assert len(waiting()) == 5
    exchanges.acknowledged(work, chain, 2, b"")
    exchanges.acknowledged(work, links[0].chain, 2, b"")
    assert waiting() == [("d1", 3, True)]


def place(work: Work, id: str = WANG.id) -> Place:
    return work.about(id)[-1].place


def test_the_newest_word_on_an_entry_counts(work: Work) -> None:
    work.add(WANG)
    here = place(work)
    exchanges.tell(work, [(here, "QUARANTINED", '{"code":"HUB-WAIT"}')], RECEIPT)
    exchanges.tell(work, [(here, "ACCEPTED", None), (Place(DEVICE, 7, 1), "REJECTED", "{}")], LATER)

    assert exchanges.fates(work)[here] == ("ACCEPTED", None)
    assert exchanges.fate_at(work, here) == "ACCEPTED"
    assert exchanges.fates_of(work, (DEVICE, 7)) == {Place(DEVICE, 7, 1): ("REJECTED", "{}")}
    assert exchanges.fates_in(work, LATER) == exchanges.fates(work)
    assert exchanges.fates_in(work, RECEIPT) == {}
    exchanges.tell(work, [], LATER)
    assert len(exchanges.fates(work)) == 2


FATES = {
    None: None,
    "ACCEPTED": Reported.ACCEPTED,
    "ACCEPTED_WITH_WARNING": Reported.ACCEPTED,
    "REJECTED": Reported.REJECTED,
    "CONFLICT": Reported.DISPUTED,
    "QUARANTINED": None,
}


WAYS = {(): Reported.NOT_SENT, ("sent",): Reported.EXPORTED, ("sent", "acked"): Reported.DELIVERED}


@pytest.mark.parametrize("disputed", [(), ("disputed",)])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fate", FATES)
def test_a_record_is_as_far_as_its_newest_entry(
    work: Work, fate: str | None, way: tuple[str, ...], disputed: tuple[str, ...]
) -> None:
    work.add(WANG)
    here = place(work)
    if "sent" in way:
        exchanges.exported(work, {here.chain: here.seq})
    if "acked" in way:
        exchanges.acknowledged(work, here.chain, here.seq, b"")
    if fate:
        exchanges.tell(work, [(here, fate, None)], RECEIPT)
    if disputed:
        work.connection.exec_driver_sql(
            "INSERT INTO conflict (record, field, entry) SELECT record, 'name', row FROM journal"
            " WHERE record IS NOT NULL"
        )

    expected = FATES[fate] or WAYS[way]
    if disputed and expected is not Reported.REJECTED:
        expected = Reported.DISPUTED
    assert exchanges.reported(work) == exchanges.reported(work, [WANG.id]) == {WANG.id: expected}


def test_what_was_changed_after_it_was_accepted_is_to_be_sent_again(work: Work) -> None:
    wang = work.add(WANG)
    exchanges.acknowledged(work, place(work).chain, place(work).seq, b"")
    exchanges.tell(work, [(place(work), "ACCEPTED", None)], RECEIPT)
    work.change(replace(wang, name="王晓明"))

    assert exchanges.reported(work) == {WANG.id: Reported.NOT_SENT}


def test_of_two_newest_entries_the_one_that_needs_care_counts(work: Work, tmp_path: Path) -> None:
    wang = work.add(WANG)
    with (
        closing(new_database(tmp_path / "other", device="d2" * 16)) as other,
        other.write("赵会计") as theirs,
    ):
        theirs.apply(work.journal())
        theirs.change(replace(theirs.get(Trainee, WANG.id), phone="13800001234"))
        links = theirs.journal()
    work.change(replace(wang, name="王晓明"))
    mine = place(work)
    work.apply(links)
    theirs_place = next(link.place for link in links if link.device == "d2" * 16 and link.seq == 2)

    exchanges.tell(work, [(mine, "ACCEPTED", None), (theirs_place, "REJECTED", None)], RECEIPT)
    assert exchanges.reported(work) == {WANG.id: Reported.REJECTED}
    exchanges.tell(work, [(theirs_place, "ACCEPTED", None)], RECEIPT)
    assert exchanges.reported(work) == {WANG.id: Reported.ACCEPTED}


def test_what_never_travels_is_never_reported(work: Work) -> None:
    work.add(Printing(id="b1" * 16, document_number="1", form="F10", sha256="00" * 32, act="print"))
    work.note("session.login")

    assert exchanges.reported(work) == {}
    assert exchanges.reported(work, []) == {}


def test_a_bare_entry_keeps_its_place(work: Work) -> None:
    work.note("session.login")
    (link,) = work.notes("session.login")

    bare: Link = exchanges.bare(link)

    assert bare == replace(link, content=None)
    assert exchanges.bare(bare) == bare


def test_counting_and_listing_say_the_same(database: Database, tmp_path: Path) -> None:
    people = [Trainee(id=f"{n:032x}", name="王小明") for n in range(12)]
    with database.write("李会计") as work:
        work.add_many(people)
        work.add(Printing(id="b1" * 16, document_number="BT1", form="F10", sha256="00" * 32, act="print"))
        chain = work.author.device, work.author.epoch
        exchanges.exported(work, {chain: 10})
        exchanges.acknowledged(work, chain, 8, b"hash 8")
        fates = ("ACCEPTED", "REJECTED", "CONFLICT", "ACCEPTED_WITH_WARNING", "QUARANTINED")
        exchanges.tell(
            work, [(Place(*chain, seq + 2), fate, None) for seq, fate in enumerate(fates)], RECEIPT
        )
        entries = template_rows.newest_entries(work, "trainee")
        for number, id in enumerate((people[9].id, people[11].id)):
            template_rows.write(work, [in_a_layout(id, number, entry=entries[id])])
        work.change(replace(work.get(Trainee, people[0].id), name="王晓明"))
    with (
        closing(new_database(tmp_path / "other", device="d2" * 16)) as other,
        database.read() as snapshot,
        other.write("赵会计") as theirs,
    ):
        theirs.apply(snapshot.journal())
        theirs.change(replace(theirs.get(Trainee, people[7].id), name="王晓明"))
        links = theirs.journal()
    with database.write("李会计") as work:
        work.change(replace(work.get(Trainee, people[7].id), name="王晓鸣"))
        work.apply(links)

        assert exchanges.tally(work) == Counter(exchanges.reported(work).values())
        assert len(exchanges.tally(work)) >= 5


def in_a_layout(record: str, number: int, *, entry: int) -> Line:
    return Line(
        package=UP,
        layout="somewhere",
        sheet="学员",
        number=number,
        record=record,
        entry=entry,
        digest=b"",
        keys=(),
        fate="REJECTED" if number else None,
    )
