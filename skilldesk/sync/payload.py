"""What a package says inside the encryption, by kind. FORMAT.md §6."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec.structs import fields, replace

from skilldesk.core.journal import Place
from skilldesk.sync.canonical import (
    DeviceNumber,
    HexId,
    HexKey,
    Number,
    OfficeCode,
    Unreadable,
    convert,
    decode,
    encode,
)
from skilldesk.sync.certificates import Certificate
from skilldesk.sync.entries import Seq, Stretch, decode_lines, encode_lines
from skilldesk.sync.manifest import Letter, Run

Outcome = Literal["ACCEPTED", "ACCEPTED_WITH_WARNING", "CONFLICT", "REJECTED", "QUARANTINED"]


class Known(NamedTuple):
    """How far a PC holds a chain."""

    device: HexId
    epoch: Number
    seq: Number


class Acked(NamedTuple):
    """How far the hub has received and stored a chain, and its hash there."""

    device: HexId
    epoch: Number
    seq: Number
    hash: HexKey


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A package that arrived: its id, the SHA-256 of the file, the number of entries in it."""

    package: HexId
    sha256: HexKey
    entries: Number


class Winner(msgspec.Struct, frozen=True, kw_only=True):
    """Who was first, where only one could be."""

    office: OfficeCode
    date: date


class Fate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of the entries of one chain from first to last."""

    device: HexId
    epoch: Number
    first: Seq
    last: Seq
    fate: Outcome
    code: str | None = None
    text: str | None = None
    field: str | None = None
    clause: str | None = None
    remedy: str | None = None
    other: Winner | None = None
    check: bool | None = None
    """For form.draw: whether the hub computes the same check code (电子数据一致)."""


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the catalogues, whole; what its text means is not the package's business."""

    name: str
    version: Number
    content: str


class Up(msgspec.Struct, frozen=True, kw_only=True):
    """Device to hub: all that no receipt has acknowledged, its newest epoch first."""

    KIND: ClassVar[str] = "UP"

    have: tuple[Known, ...]
    chains: tuple[Stretch, ...]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Hub to office: what it received, what became of it, and what the office does not have yet."""

    KIND: ClassVar[str] = "RCPT"

    answers: tuple[Answer, ...]
    acked: tuple[Acked, ...]
    fates: tuple[Fate, ...]
    chains: tuple[Stretch, ...]
    certificates: tuple[Certificate, ...]
    """The hub's and those of the active devices of the office, as they stand now."""
    revoked: tuple[HexKey, ...]

    def fate(self, place: Place) -> Fate | None:
        """What became of one entry: of the fates that cover it, the last counts."""
        covering = (
            fate
            for fate in reversed(self.fates)
            if (fate.device, fate.epoch) == place[:2] and fate.first <= place.seq <= fate.last
        )
        return next(covering, None)


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """Hub to the one device that it lets in."""

    KIND: ClassVar[str] = "START"

    number: DeviceNumber
    enrol: HexKey
    """SHA-256 of the ENROL file that this answers."""
    nonce: HexId
    certificates: tuple[Certificate, ...]
    catalogues: tuple[Catalogue, ...]
    revoked: tuple[HexKey, ...]
    chains: tuple[Stretch, ...]


Payload: TypeAlias = Up | Receipt | Start

_TYPES: dict[str, type[Payload]] = {type.KIND: type for type in (Up, Receipt, Start)}

_APART = {"chains", "certificates"}
"""Entries have lines of their own; certificates keep what a newer writer put into them."""


def encode_payload(payload: Payload, letter: Letter) -> bytes:
    """The lines that are compressed and encrypted."""
    body = {
        field.name: msgspec.to_builtins(getattr(payload, field.name))
        for field in fields(payload)
        if field.name not in _APART
    }
    if not isinstance(payload, Up):
        body["certificates"] = [one.plain() for one in payload.certificates]
    head = encode({"body": body, "package": letter.plain()})
    return b"\n".join((head, encode_lines(payload.chains)))


class Inside(NamedTuple):
    """A payload in clear, before its body is understood."""

    body: dict[str, Any]
    package: dict[str, Any]
    lines: bytes


def split(plain: bytes) -> Inside:
    head, _, lines = plain.partition(b"\n")
    match decode(head):
        case {"body": dict(body), "package": dict(package)}:
            return Inside(body, package, lines)
    raise Unreadable


def decode_payload(kind: str, inside: Inside, runs: Sequence[Run]) -> Payload:
    """The payload of that kind with the entries that the manifest announces; Unreadable otherwise."""
    type = _TYPES[kind]
    apart: dict[str, Any] = {"chains": decode_lines(inside.lines, runs)}
    listed = inside.body.get("certificates", [])
    if type is not Up:
        if not isinstance(listed, list):
            raise Unreadable
        apart["certificates"] = tuple(Certificate.of(one) for one in listed)
    empty: dict[str, Any] = dict.fromkeys(apart, ())
    return replace(convert({**inside.body, **empty}, type), **apart)


def ranges(each: Iterable[Fate]) -> tuple[Fate, ...]:
    """The same fates in few words: all of 124–190 accepted except these.

    Each speaks for one entry. They are gathered by chain, and where most were simply accepted the
    whole stretch is, and the exceptions follow.
    """
    found: list[Fate] = []
    ordered = sorted(each, key=lambda fate: (fate.device, fate.epoch, fate.first))
    for stretch in _neighbours(ordered, _chain):
        exceptions = [fate for fate in stretch if fate != _accepted(fate, fate)]
        if len(exceptions) < len(stretch):
            found.append(_accepted(stretch[0], stretch[-1]))
        found += (replace(same[0], last=same[-1].last) for same in _neighbours(exceptions, _words))
    return tuple(found)


def _neighbours(fates: Iterable[Fate], alike: Callable[[Fate], object]) -> Iterator[list[Fate]]:
    """Those whose numbers follow each other and which are alike."""
    for _, found in groupby(enumerate(fates), lambda pair: (pair[1].first - pair[0], alike(pair[1]))):
        yield [fate for _, fate in found]


def _chain(fate: Fate) -> tuple[str, int]:
    return fate.device, fate.epoch


def _words(fate: Fate) -> Fate:
    return replace(fate, first=1, last=1)


def _accepted(first: Fate, last: Fate) -> Fate:
    return Fate(device=first.device, epoch=first.epoch, first=first.first, last=last.last, fate="ACCEPTED")
