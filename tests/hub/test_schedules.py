"""Random schedules: packages lost, repeated, swapped, late; backups that come back. All end alike."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.core.people import Trainee
from skilldesk.hub import inbox
from skilldesk.operations import packages
from skilldesk.progress import Progress
from skilldesk.store.office import Store
from skilldesk.store.verify import verify
from skilldesk.store.work import new_id
from tests.support.county import CLERK, World, copied, edit, links, of_office, told

which = st.integers(0, 1)
any_of = st.integers(0, 20)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), which, st.integers(0, 2), st.sampled_from(["phone", "education"])),
        st.tuples(st.just("register"), which),
        st.tuples(st.just("export"), which),
        st.tuples(st.just("deliver"), any_of),
        st.tuples(st.just("receipt"), which, any_of),
        st.tuples(st.just("colleague"), which, any_of),
        st.tuples(st.just("backup"), which),
        st.tuples(st.just("restore"), which),
    ),
    max_size=20,
)


@dataclass
class Schedule:
    """Two PCs, a hub, and everything that was ever put on a stick."""

    world: World
    pcs: list[Store]
    sticks: list[bytes] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    backups: dict[int, Path] = field(default_factory=dict)
    count: int = 0

    def run(self, step: tuple) -> None:
        self.count += 1
        verb, *values = step
        getattr(self, verb)(*values)

    def edit(self, at: int, person: int, name: str) -> None:
        value = f"138{self.count:08d}" if name == "phone" else ["61", "44", "31"][self.count % 3]
        edit(self.pcs[at], self.world.trainees[person], **{name: value})

    def register(self, at: int) -> None:
        with self.pcs[at].database.write(CLERK) as work:
            work.add(Trainee(id=new_id(), name="周春梅", no_number_reason="1", remark=str(self.count)))

    def export(self, at: int) -> None:
        self.sticks.append(self.world.export(self.pcs[at]))

    def deliver(self, at: int) -> None:
        if self.sticks:
            taken = self.world.deliver(self.sticks[at % len(self.sticks)])
            self.receipts.append(taken.receipt.read_bytes())

    def receipt(self, at: int, number: int) -> None:
        if self.receipts:
            packages.receive(self.pcs[at], CLERK, self.receipts[number % len(self.receipts)])

    def colleague(self, at: int, number: int) -> None:
        if self.sticks:
            packages.receive(self.pcs[at], CLERK, self.sticks[number % len(self.sticks)])

    def backup(self, at: int) -> None:
        self.backups[at] = self.world.backup(self.pcs[at])

    def restore(self, at: int) -> None:
        if at in self.backups:
            self.pcs[at].close()
            self.pcs[at] = self.world.restore(self.backups[at], self.world.folder / f"again-{self.count}")

    def settle(self) -> None:
        """Everything that still lies about arrives, a person looks at what is held back, all report."""
        for data in self.sticks:
            self.world.deliver(data)
        for store in self.pcs:
            inbox.release(self.world.hub, store.database.device, "核实过")
        self.world.exchange(*self.pcs)


@contextmanager
def county() -> Iterator[Schedule]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        world = copied(Path(folder))
        world.exchange(world.pc, world.second)
        schedule = Schedule(world, [world.pc, world.second])
        yield schedule
        world.close()
        for store in schedule.pcs:
            store.close()


def converges(steps: list[tuple]) -> None:
    with county() as schedule:
        for step in steps:
            schedule.run(step)
        known = {link.place: link.hash for store in schedule.pcs for link in links(store)}
        schedule.settle()

        hub, (one, two) = schedule.world.hub, schedule.pcs
        assert told(one) == told(two) == of_office(one, hub)
        held = {link.place: link.hash for link in links(hub)}
        assert known.items() <= held.items(), "nothing lost"
        assert len(held) == len(links(hub)), "nothing counted twice"
        with one.database.read() as ours, two.database.read() as theirs, hub.database.read() as central:
            for person in told(one)["trainee"]:
                assert set(ours.conflicts(person)) == set(theirs.conflicts(person))
                assert set(ours.conflicts(person)) == set(central.conflicts(person))
        for store in (hub, one, two):
            assert list(verify(store, Progress())) == []


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
def test_every_pc_and_the_hub_end_with_the_same(steps: list[tuple]) -> None:
    converges(steps)


@pytest.mark.soak
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(steps, max_size=4).map(lambda several: [one for each in several for one in each]))
def test_long_schedules_end_with_the_same(steps: list[tuple]) -> None:
    converges(steps)
