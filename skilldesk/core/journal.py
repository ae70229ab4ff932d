"""The journal: every change as an entry, each tied to the one before.

content = the entry as a JSON array: UTF-8, no spaces, keys sorted by code point
hash    = SHA-256(previous ‖ device ‖ epoch ‖ seq ‖ SHA-256(content))

Device is 16 bytes, epoch and seq are 8 bytes each with the highest first. A device starts a chain
of its own in each epoch; before its first entry stand 32 zero bytes.

Each entry names the newest ones on its record that its writer knew. So a record is a function of
the set of its entries, never of the order in which they came.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from graphlib import TopologicalSorter
from hashlib import sha256
from typing import NamedTuple

from skilldesk.core.fields import Plain, is_record_id
from skilldesk.core.records import RecordId

SCHEMA = 1
"""Counts the changes to what records hold."""

Changes = Mapping[str, tuple[Plain, Plain]]
"""What each changed field was, and what it is now."""


Chain = tuple[str, int]
"""The entries of a device in one epoch, by both."""


class Place(NamedTuple):
    """Where an entry stands in the chains: its name for all others."""

    device: str
    epoch: int
    seq: int

    @property
    def chain(self) -> Chain:
        return self.device, self.epoch


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What was done, mostly to one record. The order of the fields is their order in the content."""

    device: str
    epoch: int
    """A random number of 63 bits, new after every restore, clone or replacement."""
    seq: int
    schema: int
    verb: str
    """add, change, void, rule, or the name of a command such as claim.submit."""
    kind: str | None
    record: RecordId | None
    after: tuple[Place, ...]
    """The newest entries on this record that the writer had applied, and on those it was made from."""
    changes: Changes
    group: str | None
    """The import or merge it belongs to."""
    at: str
    """By the clock of that PC, which may be wrong: nothing is ordered by it."""
    actor: str
    reason: str
    salt: str
    """16 random bytes in hex: nobody can try ID numbers against a hash."""


_FIELDS = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, kw_only=True)
class Link:
    """An entry as it is kept and sent: its place in a chain, its bytes, and their hashes.

    The bytes are missing where the entry does not travel or was erased; the chain is whole all the same.
    """

    device: str
    epoch: int
    seq: int
    content: bytes | None
    content_hash: bytes
    hash: bytes

    @property
    def place(self) -> Place:
        return Place(self.device, self.epoch, self.seq)

    @property
    def chain(self) -> Chain:
        return self.device, self.epoch

    @property
    def head(self) -> Head:
        """How far its chain goes with it."""
        return Head(self.seq, self.hash)

    @cached_property
    def entry(self) -> Entry | None:
        return None if self.content is None else _entry(self.content)


class Head(NamedTuple):
    """How far a chain goes."""

    seq: int
    hash: bytes


START = Head(0, bytes(32))


def seal(head: Head, entry: Entry) -> Link:
    """The link that puts the entry after this head."""
    content = canonical(entry)
    content_hash = sha256(content).digest()
    device, epoch, seq = entry.device, entry.epoch, entry.seq
    return Link(
        device=device,
        epoch=epoch,
        seq=seq,
        content=content,
        content_hash=content_hash,
        hash=_tie(head.hash, device, epoch, seq, content_hash),
    )


def follows(head: Head, link: Link) -> bool:
    """Whether the link is unharmed and comes next after this head."""
    return (
        link.seq == head.seq + 1
        and (link.content is None or link.content_hash == sha256(link.content).digest())
        and link.hash == _tie(head.hash, link.device, link.epoch, link.seq, link.content_hash)
    )


def breaks(links: Iterable[Link]) -> Iterator[Link]:
    """The links that do not follow the one before in their chain."""
    heads: dict[Chain, Head] = {}
    for link in links:
        if not follows(heads.get(link.chain, START), link):
            yield link
        heads[link.chain] = link.head


def differences(
    was: Mapping[str, Plain], now: Mapping[str, Plain], *, settled: Collection[str] = ()
) -> Changes:
    """What changed, and the settled fields even if they did not."""
    pairs = {name: (was.get(name), now.get(name)) for name in {*was, *now, *settled}}
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new or name in settled}


def merge(links: Iterable[Link]) -> tuple[dict[str, Plain], dict[str, list[Link]]]:
    """What a record says by all its entries, and the fields in which entries contradict each other.

    In each field those stand from which no other on that field descends. Where their values differ,
    that of the smallest hash is shown, and a person has to rule.
    """
    said: dict[str, Plain] = {}
    conflicts: dict[str, list[Link]] = {}
    known = {link.place: (link, entry) for link in links if (entry := link.entry)}
    for name, standing in _standing({place: entry for place, (_, entry) in known.items()}).items():
        values = {known[place][0]: known[place][1].changes[name][1] for place in standing}
        ordered = sorted(values, key=lambda link: link.hash)
        if (shown := values[ordered[0]]) is not None:
            said[name] = shown
        if len(set(values.values())) > 1:
            conflicts[name] = ordered
    return said, conflicts


def _standing(known: Mapping[Place, Entry]) -> dict[str, list[Place]]:
    """For each field the entries on it from which no other on it descends.

    Sets of entries are whole numbers, with a bit for each.
    """
    after = {place: [one for one in entry.after if one in known] for place, entry in known.items()}
    bit = {place: 1 << number for number, place in enumerate(known)}
    earlier: dict[Place, int] = {}
    passed: dict[str, int] = {}
    for place in TopologicalSorter(after).static_order():
        earlier[place] = 0
        for one in after[place]:
            earlier[place] |= earlier[one] | bit[one]
        for name in known[place].changes:
            passed[name] = passed.get(name, 0) | earlier[place]
    return {
        name: [place for place, entry in known.items() if name in entry.changes and not bit[place] & bits]
        for name, bits in passed.items()
    }


def newest(links: Iterable[Link]) -> set[Place]:
    """The entries from which no other of these descends."""
    entries = [(link.place, entry) for link in links if (entry := link.entry)]
    return {place for place, _ in entries}.difference(*(entry.after for _, entry in entries))


def with_earlier(links: Iterable[Link], named: Collection[Place]) -> list[Link]:
    """Those of these entries that are named, and all from which they descend."""
    known = {link.place: link for link in links}
    found: dict[Place, Link] = {}
    ahead = list(named)
    while ahead:
        if (place := ahead.pop()) in known and place not in found:
            found[place] = known[place]
            entry = known[place].entry
            ahead += entry.after if entry else ()
    return list(found.values())


def readable(link: Link) -> bool:
    """Whether the content, if there is one, is an entry at that place, written in the one way it can be."""
    try:
        entry = link.entry
        return entry is None or (_well_formed(entry, link.place) and canonical(entry) == link.content)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return False


def _well_formed(entry: Entry, place: Place) -> bool:
    values = [value for pair in entry.changes.values() for value in pair]
    numbers = [entry.schema, *place[1:], *(one for each in entry.after for one in each[1:])]
    ids = [entry.device, *(each.device for each in entry.after), *filter(None, [entry.record])]
    texts = [entry.verb, entry.at, entry.actor, entry.reason, entry.salt, entry.kind or "", entry.group or ""]
    return (
        (entry.device, entry.epoch, entry.seq) == place
        and (entry.kind is None) == (entry.record is None)
        and all(type(text) is str for text in texts)
        and all(type(id) is str and is_record_id(id) for id in ids)
        and all(type(number) is int and 0 <= number < 2**63 for number in numbers)
        and all(value is None or type(value) in (str, int) for value in values)
        and datetime.fromisoformat(entry.at).isoformat(timespec="seconds") == entry.at
    )


def canonical(entry: Entry) -> bytes:
    values = [getattr(entry, name) for name in _FIELDS]
    return json.dumps(
        values, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _entry(content: bytes) -> Entry:
    values = dict(zip(_FIELDS, json.loads(content), strict=True))
    values["after"] = tuple(Place(*place) for place in values["after"])
    values["changes"] = {name: (was, now) for name, (was, now) in values["changes"].items()}
    return Entry(**values)


def _tie(previous: bytes, device: str, epoch: int, seq: int, content_hash: bytes) -> bytes:
    place = bytes.fromhex(device) + epoch.to_bytes(8, "big") + seq.to_bytes(8, "big")
    return sha256(previous + place + content_hash).digest()
