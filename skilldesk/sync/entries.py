"""Entries on their way: stretches of chains, and the lines that carry them. FORMAT.md §6."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

import msgspec

from skilldesk.core.journal import START, Head, Link, Place, follows
from skilldesk.sync.canonical import HexId, HexKey, Number, Unreadable
from skilldesk.sync.manifest import Run

Seq = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Entries of one chain without a gap, after the head from which they go on; possibly none."""

    device: str
    epoch: int
    before: Head
    links: tuple[Link, ...]

    @property
    def after(self) -> Head:
        return Head(self.links[-1].seq, self.links[-1].hash) if self.links else self.before

    @property
    def run(self) -> Run:
        return Run(
            device=self.device,
            epoch=self.epoch,
            first=self.before.seq + 1,
            last=self.after.seq,
            before=self.before.hash.hex(),
            after=self.after.hash.hex(),
        )


class _Line(msgspec.Struct, array_like=True, frozen=True):
    device: HexId
    epoch: Number
    seq: Seq
    content: str | None
    content_hash: HexKey
    hash: HexKey


class _Content(msgspec.Struct, array_like=True, frozen=True):
    """The beginning of an entry's content, as far as it concerns a package."""

    device: str
    epoch: int
    seq: int
    schema: int
    verb: str
    kind: str | None


_contents = msgspec.json.Decoder(_Content)
_lines = msgspec.json.Decoder(_Line)


def stretches(links: Iterable[Link], before: Mapping[tuple[str, int], Head]) -> tuple[Stretch, ...]:
    """The links by chain, each chain in order of its numbers; it goes on from its head in before.

    The chains in before stand first, in their order, even without links; others start at their beginning.
    """
    chains: dict[tuple[str, int], list[Link]] = {chain: [] for chain in before}
    for link in links:
        chains.setdefault((link.device, link.epoch), []).append(link)
    return tuple(
        Stretch(
            device=chain[0],
            epoch=chain[1],
            before=before.get(chain, START),
            links=tuple(sorted(found, key=lambda link: link.seq)),
        )
        for chain, found in chains.items()
    )


def count(chains: Iterable[Stretch]) -> Counter[str]:
    """How many entries with content there are about each kind of record; those about none, by verb.

    Unreadable if a content is not one or speaks of another place than its link.
    """
    found: Counter[str] = Counter()
    for link in (link for stretch in chains for link in stretch.links):
        if link.content is not None:
            content = _content(link.content)
            if Place(content.device, content.epoch, content.seq) != link.place:
                raise Unreadable
            found[content.kind or content.verb] += 1
    return found


def encode_lines(chains: Iterable[Stretch]) -> bytes:
    return msgspec.json.Encoder().encode_lines(
        [
            _Line(
                link.device,
                link.epoch,
                link.seq,
                None if link.content is None else link.content.decode(),
                link.content_hash.hex(),
                link.hash.hex(),
            )
            for stretch in chains
            for link in stretch.links
        ]
    )


def decode_lines(data: bytes, runs: Sequence[Run]) -> tuple[Stretch, ...]:
    """The stretches that these lines hold, which are those that were announced, and whole."""
    try:
        lines = _lines.decode_lines(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable from error
    if len(lines) != sum(run.last - run.first + 1 for run in runs):
        raise Unreadable
    links = map(_link, lines)
    found = tuple(_stretch(run, links) for run in runs)
    if tuple(stretch.run for stretch in found) != tuple(runs):
        raise Unreadable
    return found


def _stretch(run: Run, links: Iterator[Link]) -> Stretch:
    before = head = Head(run.first - 1, bytes.fromhex(run.before))
    taken = tuple(islice(links, max(0, run.last - run.first + 1)))
    for link in taken:
        if (link.device, link.epoch) != (run.device, run.epoch) or not follows(head, link):
            raise Unreadable
        head = Head(link.seq, link.hash)
    return Stretch(device=run.device, epoch=run.epoch, before=before, links=taken)


def _link(line: _Line) -> Link:
    return Link(
        device=line.device,
        epoch=line.epoch,
        seq=line.seq,
        content=None if line.content is None else line.content.encode(),
        content_hash=bytes.fromhex(line.content_hash),
        hash=bytes.fromhex(line.hash),
    )


def _content(data: bytes) -> _Content:
    try:
        return _contents.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable from error
