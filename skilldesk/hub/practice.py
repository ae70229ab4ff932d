"""A practice office with a practice hub beside it, so that packages, receipts and joining can be tried."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skilldesk.core.normal import china_day
from skilldesk.hub import admission, registry
from skilldesk.hub.admission import NewOffice
from skilldesk.operations import demo, joining, packages
from skilldesk.operations.demo import CLERK, CODE, PASSWORD, County
from skilldesk.store.database import Clock, system_clock
from skilldesk.store.keyfile import Cost
from skilldesk.store.office import Store
from skilldesk.sync.certificates import Authority

FOLDER = "practice-hub"


@dataclass(frozen=True)
class Practice:
    """An office and its hub, both open. The root is kept nowhere: a practice hub has one office."""

    county: County
    hub: Store
    root: Authority


def found(
    folder: Path,
    *,
    trainees: int = 40,
    seed: int = 1,
    clock: Clock = system_clock,
    cost: Cost = demo.COST,
) -> Practice:
    """An invented county in an empty folder, already let in by a practice hub that lies below it."""
    county = demo.found(folder, trainees=trainees, seed=seed, clock=clock, cost=cost)
    root = registry.new_root(practice=True, today=demo.TODAY)
    hub = _hub(folder / FOLDER, root, clock, cost)
    new = NewOffice(level="county", regions=(demo.REGION,), unseal_root=lambda: root)
    join(county.store, hub, new, folder / FOLDER)
    return Practice(county, hub, root)


def _hub(folder: Path, root: Authority, clock: Clock, cost: Cost) -> Store:
    then = demo.moved(clock)
    hub, _ = registry.found(folder, root, PASSWORD, clock=then, cost=cost)
    with hub.database.write(registry.ACCOUNT) as work:
        demo.move_calendar(work, china_day(clock()))
    hub.close()
    return registry.open_hub(folder, PASSWORD, clock=clock)


def join(office: Store, hub: Store, new: NewOffice, between: Path) -> None:
    """Carry the ENROL there and the START back, and compare the digits."""
    asked = joining.request(office, CLERK, between)
    admitted = admission.admit(hub, asked.read_bytes(), office=CODE, new=new, to=between)
    packages.receive(office, CLERK, admitted.path.read_bytes())
    joining.confirm(office, CLERK, admitted.digits)
