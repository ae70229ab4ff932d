"""A practice county with its hub, a second PC and another office, made once and copied for each test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from skilldesk.core.journal import SCHEMA, Entry, Link, Place, seal
from skilldesk.core.kinds import KINDS, STAYS
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId, plain
from skilldesk.hub import admission, inbox, practice, registry
from skilldesk.hub.admission import NewOffice
from skilldesk.hub.inbox import Taken
from skilldesk.operations import demo, joining, offices, packages
from skilldesk.operations.demo import CLERK, CODE, PASSWORD
from skilldesk.operations.offices import Founding
from skilldesk.operations.packages import Received
from skilldesk.store import journal, keyring
from skilldesk.store.office import Store
from skilldesk.sync import seal as sealing
from skilldesk.sync.certificates import Authority
from skilldesk.sync.entries import Stretch
from skilldesk.sync.payload import Known, Up
from skilldesk.sync.signature import Sender
from tests.support.stores import CHEAP, NOW

REVIEWER, APPROVER, LEADER = "wangjianhua", "zhaoliqun", "sunyamei"
OTHER_CODE = "990404"


class Clock:
    """A clock that a test can set."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass(frozen=True)
class Template:
    kept: tempfile.TemporaryDirectory[str]
    root: Authority
    classes: tuple[RecordId, ...]
    trainees: tuple[RecordId, ...]


@cache
def template() -> Template:
    """The county's first PC has reported everything; its second PC and another office have joined."""
    kept = tempfile.TemporaryDirectory(prefix="skilldesk-county-")
    folder = Path(kept.name)
    made = practice.found(folder / "first", trainees=8, clock=Clock(), cost=CHEAP)
    shutil.copytree(folder / "first", folder / "unreported")
    world = World(folder, Clock(), made.root, made.county.classes, made.county.trainees)
    world.__dict__ |= {"pc": made.county.store, "hub": made.hub}
    world.report(world.pc)
    for name, code in (("second", CODE), ("other", OTHER_CODE)):
        store = world.new_pc(folder / name, code)
        world.join(store)
        store.close()
    world.close()
    return Template(kept, made.root, made.county.classes, made.county.trainees)


@dataclass
class World:
    """Open stores around one hub; those that a test does not name stay closed."""

    folder: Path
    clock: Clock
    root: Authority
    classes: tuple[RecordId, ...]
    trainees: tuple[RecordId, ...]
    first: str = "first"

    @cached_property
    def pc(self) -> Store:
        return self.open(self.first)

    @cached_property
    def second(self) -> Store:
        return self.open("second")

    @cached_property
    def other(self) -> Store:
        return self.open("other")

    @cached_property
    def hub(self) -> Store:
        return registry.open_hub(self.folder / self.first / practice.FOLDER, PASSWORD, clock=self.clock)

    @cached_property
    def stick(self) -> Path:
        path = self.folder / "stick"
        path.mkdir(exist_ok=True)
        return path

    def open(self, name: str) -> Store:
        return offices.log_in(self.folder / name, CLERK, PASSWORD, clock=self.clock)

    def close(self) -> None:
        for one in vars(self).values():
            if isinstance(one, Store):
                one.close()

    def new_pc(self, folder: Path, code: str = CODE) -> Store:
        """A PC of a practice office, in no network yet."""
        founding = Founding(
            code=code, name="示例县人社局", regions=(demo.REGION,), account=CLERK, user_name="李敏"
        )
        store, _ = offices.found(folder, founding, PASSWORD, clock=demo.moved(self.clock), cost=CHEAP)
        return demo._in_december(folder, store, self.clock)

    def new_office(self) -> NewOffice:
        return NewOffice(level="county", regions=(demo.REGION,), unseal_root=lambda: self.root)

    def admit(self, asked: bytes, code: str = CODE) -> admission.Admission:
        return admission.admit(self.hub, asked, office=code, new=self.new_office(), to=self.stick)

    def join(self, store: Store) -> None:
        with store.database.read() as snapshot:
            code = offices.this_office(snapshot).code
        asked = joining.request(store, CLERK, self.stick)
        admitted = self.admit(asked.read_bytes(), code)
        packages.receive(store, CLERK, admitted.path.read_bytes())
        joining.confirm(store, CLERK, admitted.digits)

    def export(self, store: Store) -> bytes:
        return packages.export(store, CLERK, self.stick).path.read_bytes()

    def deliver(self, data: bytes) -> Taken:
        return inbox.receive(self.hub, data, self.stick)

    def report(self, store: Store) -> Received:
        """Out, to the hub, and its receipt back."""
        return packages.receive(store, CLERK, self.deliver(self.export(store)).receipt.read_bytes())

    def exchange(self, *stores: Store) -> None:
        """Report from each PC until all have heard of all."""
        for store in (*stores, *stores):
            self.report(store)

    def backup(self, store: Store) -> Path:
        return offices.make_backup(store, CLERK, self.stick)

    def restore(self, path: Path, to: Path) -> Store:
        return offices.restore(
            path, to, lambda folder: keyring.open_with_password(folder, CLERK, PASSWORD), clock=self.clock
        )

    def craft(self, store: Store, stretches: Iterable[Stretch], **changes: Any) -> bytes:
        """An UP of that PC that says whatever a foreign program might say."""
        with store.database.read() as snapshot:
            known = joining.certificates(snapshot)
            own = joining.own_certificate(snapshot, store.database.device)
            office = next(one for one in known if one.kind == "office")
            have = tuple(Known(*chain, head.seq) for chain, head in snapshot.heads().items())
            sender = Sender(offices.sign_key(snapshot), (own, office))
        up = Up(**{"have": have, "chains": tuple(stretches), **changes})
        readers = [one for one in known if one.use == "decryption" or one.kind == "device"]
        return sealing.seal(up, sender=sender, recipients=readers, catalogues={})


def copied(folder: Path, first: str = "first") -> World:
    """A world of one's own; `unreported` is one in which the hub has heard nothing yet."""
    made = template()
    shutil.copytree(made.kept.name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("stick"))
    return World(folder, Clock(), made.root, made.classes, made.trainees, first)


def trainee(store: Store, id: RecordId) -> Trainee:
    with store.database.read() as snapshot:
        found = snapshot.get(Trainee, id)
    assert found
    return found


def edit(store: Store, id: RecordId, **changes: Any) -> Trainee:
    with store.database.write(CLERK) as work:
        found = work.get(Trainee, id)
        assert found
        return work.change(replace(found, **changes))


def told(store: Store) -> dict[str, dict[RecordId, dict[str, Any]]]:
    """What a store says of all that travels: by kind, by record."""
    with store.database.read() as snapshot:
        return {
            name: {record.id: plain(record) for record in snapshot.find(kind)}
            for name, kind in KINDS.items()
            if name not in STAYS
        }


def of_office(store: Store, hub: Store) -> dict[str, dict[RecordId, dict[str, Any]]]:
    """What the hub says of the records that this store knows."""
    ours, theirs = told(store), told(hub)
    return {
        name: {id: record for id, record in theirs[name].items() if id in records}
        for name, records in ours.items()
    }


def links(store: Store) -> list[Link]:
    with store.database.read() as snapshot:
        return snapshot.journal()


def heads(store: Store) -> dict[tuple[str, int], tuple[int, bytes]]:
    with store.database.read() as snapshot:
        return {chain: tuple(head) for chain, head in snapshot.heads().items()}


def write_foreign(store: Store, *, kind: str, record: RecordId, **said: Any) -> Place:
    """An entry as a program that checks nothing would write it into this PC's chain."""
    with store.database.write(CLERK) as work:
        head = work.head()
        entry = Entry(
            **vars(work.author),
            seq=head.seq + 1,
            schema=SCHEMA,
            verb=said.pop("verb", "add"),
            kind=kind,
            record=record,
            after=tuple(said.pop("after", ())),
            changes={name: (None, value) for name, value in said.pop("changes", said).items()},
            reason="",
            salt="5a" * 16,
        )
        link = seal(head, entry)
        journal.append(work.connection, [link])
        work.rebuild(kind, record)
    return link.place
