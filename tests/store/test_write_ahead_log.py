"""A write-ahead log that was cut or harmed: what is lost is said, and nothing else changes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from skilldesk.core.journal import Link, breaks, merge
from skilldesk.core.people import Trainee
from skilldesk.core.records import plain
from skilldesk.errors import StoreBehind
from skilldesk.progress import Progress
from skilldesk.store import backup, headfile, office
from skilldesk.store.keyring import Opened
from skilldesk.store.verify import verify
from tests.support.faults import after_a_power_cut
from tests.support.stores import DEVICE, new_office, now, opened

HEADER, FRAME = 32, 24 + 4096
COMMITS = 13
LOG = "office.db-wal"


class Wreck(NamedTuple):
    """The files of an office after a power cut, and what had been committed."""

    folder: Path
    keys: Opened
    links: list[Link]
    files: dict[str, bytes]

    @property
    def log(self) -> bytes:
        return self.files[LOG]

    def lie_with(self, log: bytes) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        for name, content in {**self.files, LOG: log}.items():
            (self.folder / name).write_bytes(content)


@pytest.fixture(scope="module")
def wreck(tmp_path_factory: pytest.TempPathFactory) -> Wreck:
    base = tmp_path_factory.mktemp("wreck")
    new_office(base / "live").close()
    store = new_office(base / "live")
    keys = opened(store)
    store.close()
    with closing(office.open_folder(base / "live", keys)) as store:
        people = [Trainee(id=f"{n:032x}", name=f"王{n}") for n in range(COMMITS)]
        for number, person in enumerate(people):
            with store.database.write("李会计") as work:
                added = work.add(person)
                if number % 3 == 2:
                    work.change(replace(added, name=f"赵{number}"))
        with store.database.read() as snapshot:
            links = snapshot.journal()
        folder = after_a_power_cut(base / "live", base / "wreck")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    moved = replace(keys, keyring=replace(keys.keyring, folder=folder))
    return Wreck(folder, moved, links, files)


def cuts(log: bytes) -> Iterator[int]:
    yield 0
    for start in range(HEADER, len(log) + 1, FRAME):
        yield start
    for start in range(HEADER, len(log), FRAME * 7):
        yield from (start - 1, start + 1, start + 24, start + FRAME // 2)


def what_is_left(wreck: Wreck) -> int:
    """How many entries are left. They are the first ones, they are whole, and what is missing is said."""
    store = office.open_as_it_is(wreck.folder, wreck.keys, clock=now)
    with closing(store), store.database.read() as snapshot:
        links = snapshot.journal()
        people = {one.id: plain(one) for one in snapshot.find(Trainee)}
        about = {link.entry.record for link in links} - {None}
        told = {id: merge(link for link in links if link.entry.record == id)[0] for id in about}
        said = office.behind(store.database)
    assert links == wreck.links[: len(links)]
    assert people == told
    lost = len(wreck.links) - len(links)
    if lost:
        numbers = (
            f"第 {len(links) + 1} 到第 {len(wreck.links)} 步" if lost > 1 else f"第 {len(wreck.links)} 步"
        )
        assert f"最近 {lost} 步操作（{numbers}）" in said
        with pytest.raises(StoreBehind, match=f"最近 {lost} 步操作"):
            office.open_folder(wreck.folder, wreck.keys, clock=now)
    else:
        assert said == ""
        office.open_folder(wreck.folder, wreck.keys, clock=now).close()
    return len(links)


def test_a_log_cut_anywhere_loses_the_last_steps_and_says_which(wreck: Wreck) -> None:
    left = []
    for at in sorted(set(cuts(wreck.log))):
        wreck.lie_with(wreck.log[:at])
        left.append(what_is_left(wreck))

        untouched = [name for name in wreck.files if name.endswith(".json")]
        assert {name: (wreck.folder / name).read_bytes() for name in untouched} == {
            name: wreck.files[name] for name in untouched
        }

    assert left == sorted(left)
    assert left[0] < 4
    assert left[-1] == len(wreck.links)
    assert len(set(left)) == COMMITS + 1


def flips(log: bytes) -> Iterator[int]:
    for start in range(HEADER, len(log), FRAME):
        yield from (start + 1, start + 9, start + 17, start + 24 + (start // FRAME * 911) % 4096)


def test_one_flipped_byte_loses_that_step_and_all_later_ones_and_says_so(wreck: Wreck) -> None:
    for at in (*range(4, 32, 5), *list(flips(wreck.log))[::9]):
        harmed = bytearray(wreck.log)
        harmed[at] ^= 0x10
        wreck.lie_with(bytes(harmed))
        assert what_is_left(wreck) < len(wreck.links)


def test_verify_names_what_the_log_lost(wreck: Wreck) -> None:
    wreck.lie_with(wreck.log[: HEADER + 3 * FRAME])

    with closing(office.open_as_it_is(wreck.folder, wreck.keys, clock=now)) as store:
        (damage,) = verify(store, Progress())

    assert damage.where == "head.json"
    assert "步操作" in damage.text


def test_one_goes_on_from_what_is_left_in_a_new_epoch_and_what_was_lost_can_come_back(
    wreck: Wreck,
) -> None:
    wreck.lie_with(wreck.log[: len(wreck.log) // 2])
    left = what_is_left(wreck)
    last = wreck.links[left - 1]

    store = backup.restore(wreck.folder, wreck.keys, clock=now)

    with closing(store):
        with store.database.read() as snapshot:
            begun = snapshot.journal()[-1]
            assert headfile.read(wreck.folder).hash == begun.hash.hex()
        assert (begun.device, begun.seq, begun.entry.verb) == (DEVICE, 1, "epoch.begin")
        assert begun.epoch == store.database.epoch != last.epoch
        assert begun.entry.changes == {
            "epoch": (None, last.epoch),
            "seq": (None, last.seq),
            "hash": (None, last.hash.hex()),
        }

        with store.database.write("李会计") as work:
            work.add(Trainee(id="b1" * 16, name="孙小丽"))
            assert work.apply(wreck.links) == []
        with store.database.read() as snapshot:
            assert len(snapshot.find(Trainee)) == COMMITS + 1
            assert list(breaks(snapshot.journal())) == []
        assert list(verify(store, Progress())) == []


def test_going_on_twice_leaves_each_time_a_trace(wreck: Wreck) -> None:
    wreck.lie_with(b"")
    first = backup.restore(wreck.folder, wreck.keys, clock=now)
    first.close()
    second = backup.restore(wreck.folder, wreck.keys, clock=now)

    with closing(second), second.database.read() as snapshot:
        told = [link.entry.changes["epoch"][1] for link in snapshot.notes("epoch.begin")]
    assert told[-2:] == [wreck.links[0].epoch, first.database.epoch]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"device": 1}', b"\xff\xfe"])
def test_a_side_file_that_cannot_be_read_says_nothing(wreck: Wreck, content: bytes) -> None:
    wreck.lie_with(wreck.log)
    (wreck.folder / "head.json").write_bytes(content)

    office.open_folder(wreck.folder, wreck.keys, clock=now).close()


def test_a_side_file_that_lags_is_no_loss(wreck: Wreck) -> None:
    wreck.lie_with(wreck.log)
    lagging = wreck.links[3]
    headfile.write(
        wreck.folder, headfile.SideHead(lagging.device, lagging.epoch, lagging.seq, lagging.hash.hex())
    )

    office.open_folder(wreck.folder, wreck.keys, clock=now).close()


def test_a_side_file_of_another_course_of_events_is_said(wreck: Wreck) -> None:
    """The store went on elsewhere: it has as many steps, but not these."""
    wreck.lie_with(wreck.log)
    last = wreck.links[-1]
    headfile.write(wreck.folder, headfile.SideHead(last.device, last.epoch, last.seq, "00" * 32))

    with pytest.raises(StoreBehind, match="少了部分操作"):
        office.open_folder(wreck.folder, wreck.keys, clock=now)
