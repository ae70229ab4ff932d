"""A practice office with a practice hub beside it, so that packages, receipts and joining can be tried."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skilldesk.core.normal import china_day
from skilldesk.hub import admission, registry
from skilldesk.hub.admission import NewOffice
from skilldesk.hub.registry import Secrets
from skilldesk.operations import demo, joining, packages
from skilldesk.operations.demo import CLERK, CODE, PASSWORD, County
from skilldesk.store.database import Clock, system_clock
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import DEAR
from skilldesk.store.office import Store
from skilldesk.sync.root import open_root

FOLDER = "practice-hub"
ROOT_FILE = "root.key"


@dataclass(frozen=True)
class Practice:
    """An office and its hub, both open."""

    county: County
    hub: Store


def found(
    folder: Path,
    *,
    trainees: int = 40,
    seed: int = 1,
    clock: Clock = system_clock,
    cost: Cost = DEAR,
) -> Practice:
    """An invented county in an empty folder, already let in by a practice hub that lies below it."""
    county = demo.found(folder, trainees=trainees, seed=seed, clock=clock, cost=cost)
    hub = _hub(folder / FOLDER, clock, cost)
    join(county.store, hub, folder / FOLDER)
    return Practice(county, hub)


def _hub(folder: Path, clock: Clock, cost: Cost) -> Store:
    folder.mkdir()
    hub, _ = registry.init(
        folder,
        folder / ROOT_FILE,
        secrets=Secrets(PASSWORD, PASSWORD),
        practice=True,
        clock=lambda: clock() + (demo.TODAY - china_day(clock())),
        cost=cost,
    )
    with hub.database.write(registry.ACCOUNT) as work:
        demo.move_calendar(work, china_day(clock()))
    hub.close()
    return registry.open_hub(folder, PASSWORD, clock=clock)


def join(office: Store, hub: Store, between: Path) -> None:
    """Carry the ENROL there and the START back, and compare the digits."""
    asked = joining.request(office, CLERK, between)
    new = NewOffice(
        level="county",
        regions=(demo.REGION,),
        unseal_root=lambda: open_root((hub.folder / ROOT_FILE).read_bytes(), PASSWORD),
    )
    admitted = admission.admit(hub, asked.read_bytes(), office=CODE, new=new, to=between)
    packages.receive(office, CLERK, admitted.path.read_bytes())
    joining.confirm(office, CLERK, admitted.digits)
