"""What goes back to an office: the entries beyond what it has, and the receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping

from skilldesk.core.journal import Head, Link
from skilldesk.hub import registry
from skilldesk.hub.registry import Member
from skilldesk.store import exchanges, journal
from skilldesk.store.exchanges import bare
from skilldesk.store.snapshot import Snapshot
from skilldesk.sync.entries import Stretch, stretches
from skilldesk.sync.payload import Acked, Answer, Fate, Receipt, Winner, ranges

Chain = tuple[str, int]


def beyond(snapshot: Snapshot, office: str, have: Mapping[Chain, int]) -> tuple[Stretch, ...]:
    """Every entry of the office's devices, and of the hub about its records, that it does not have."""
    links: list[Link] = []
    before: dict[Chain, Head] = {}
    for device, epoch in _chains(snapshot, office):
        after = snapshot.link(device, epoch, have.get((device, epoch), 0))
        found = journal.span(snapshot.connection, device, epoch, after=after.seq if after else 0)
        links += map(bare, found)
        if found and after:
            before[device, epoch] = Head(after.seq, after.hash)
    return stretches(links, before)


def _chains(snapshot: Snapshot, office: str) -> list[Chain]:
    devices = {one.device for one in registry.members(snapshot, office)}
    return sorted(chain for chain in snapshot.heads() if chain[0] in devices)


def receipt(
    snapshot: Snapshot, office: str, have: Mapping[Chain, int], answers: tuple[Answer, ...]
) -> Receipt:
    """What the hub received of an office, what became of it, and what the office lacks."""
    heads = snapshot.heads()
    chains = _chains(snapshot, office)
    return Receipt(
        answers=answers,
        acked=tuple(Acked(*chain, heads[chain].seq, heads[chain].hash.hex()) for chain in chains),
        fates=ranges(_fates(snapshot, registry.members(snapshot, office))),
        chains=beyond(snapshot, office, have),
        certificates=registry.office_certificates(snapshot, office),
        revoked=registry.revoked_keys(snapshot),
    )


def _fates(snapshot: Snapshot, devices: list[Member]) -> list[Fate]:
    known = {one.device for one in devices}
    return [
        fate(place.device, place.epoch, place.seq, outcome, said)
        for place, (outcome, said) in exchanges.fates(snapshot).items()
        if place.device in known
    ]


def fate(device: str, epoch: int, seq: int, outcome: str, said: str | None) -> Fate:
    """The fate of one entry as it is sent, from what the store keeps of it."""
    more = json.loads(said) if said else {}
    if other := more.pop("other", None):
        more["other"] = Winner(**other)
    return Fate(device=device, epoch=epoch, first=seq, last=seq, fate=outcome, **more)  # type: ignore[arg-type]  # written by hub.judge
