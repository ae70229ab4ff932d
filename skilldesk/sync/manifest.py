"""manifest.json: what a package says to everybody, and what it may not say. FORMAT.md §3.

No names, no ID numbers, no hash of anything that could be guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from skilldesk.core.journal import SCHEMA
from skilldesk.errors import NewerPackage, PackageDamaged
from skilldesk.sync.canonical import (
    Extensible,
    HexId,
    HexKey,
    Number,
    OfficeCode,
    ReadKeyText,
    Unreadable,
    decode,
    encode,
)
from skilldesk.sync.certificates import Certificate

FORMAT = 1
SUITE = "ed25519+age"
FEATURES: frozenset[str] = frozenset()
"""What a package may require of this version."""

KINDS = ("ENROL", "START", "UP", "RCPT")
"""What this version reads and writes. DOWN and ATT have their places in the format."""

OLDEST_SCHEMA = 1
"""The oldest schema that this version still reads."""

LEAST_READER = 1
"""The oldest program, by its schema, that reads what this version writes."""

MAX_PLAIN = 1 << 30
MAX_RATIO = 200
"""Entries come to 3 or 6; their hashes do not shrink."""
FREE_RATIO = 1 << 20
"""Up to here the ratio does not matter."""


class Closed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of the manifest, to which nothing can be added in this format."""


class Party(Closed, frozen=True, kw_only=True, omit_defaults=True):
    """Who sends or who may read; the key is Ed25519 for the one and age for the other."""

    role: Literal["hub", "device"]
    key: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64}|age1[0-9a-z]{58})\Z")]
    office: OfficeCode | None = None
    device: HexId | None = None


def party(certificate: Certificate, key: str | None) -> Party:
    """The holder of the certificate, with one of the keys in it."""
    return Party(
        role="device" if certificate.kind == "device" else "hub",
        key=key or "",
        office=certificate.office,
        device=certificate.device,
    )


class Run(Closed, frozen=True, kw_only=True, omit_defaults=True):
    """Entries of one chain without a gap, and the hash of the chain before and after them."""

    device: HexId
    epoch: Number
    first: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
    last: Number
    before: HexKey
    after: HexKey


class Schemas(Closed, frozen=True, kw_only=True, omit_defaults=True):
    """The schema of the writer, and that of the oldest program which may read it."""

    written: Number
    reader: Number


class Part(Closed, frozen=True, kw_only=True, omit_defaults=True):
    """Which part this is of how many, and of which set."""

    number: Number
    of: Number
    set: HexId


class PayloadFacts(Closed, frozen=True, kw_only=True, omit_defaults=True):
    """Of payload.age as it lies in the file: its hash and size; and the size of what it hides."""

    sha256: HexKey
    size: Number
    plain: Number


class Enrol(Closed, frozen=True, kw_only=True, omit_defaults=True):
    """A device asks to be let in: an ENROL says no more than this."""

    office: OfficeCode
    device: HexId
    sign_key: HexKey
    read_key: ReadKeyText
    nonce: HexId

    @property
    def sender(self) -> Party:
        return Party(role="device", key=self.sign_key, office=self.office, device=self.device)


class Manifest(Extensible, frozen=True, kw_only=True, omit_defaults=True):
    format: int
    suite: str
    kind: str
    practice: bool
    package: HexId
    sender: Party
    recipients: tuple[Party, ...]
    chains: tuple[Run, ...]
    counts: dict[str, Number]
    """Entries with content, by the kind of their record."""
    schema: Schemas
    catalogues: dict[str, Number]
    part: Part
    requires: tuple[str, ...]
    payload: PayloadFacts
    enrol: Enrol | None = None

    def encode(self) -> bytes:
        return encode(self.plain())


class Letter(NamedTuple):
    """What stands outside and inside the encryption alike."""

    kind: str
    practice: bool
    package: str
    sender: Party
    recipients: tuple[Party, ...]

    def plain(self) -> dict[str, Any]:
        return {name: msgspec.to_builtins(value) for name, value in self._asdict().items()}


def letter(manifest: Manifest) -> Letter:
    return Letter(*(getattr(manifest, name) for name in Letter._fields))


def draft(
    letter: Letter,
    *,
    chains: tuple[Run, ...],
    counts: Mapping[str, int],
    catalogues: Mapping[str, int],
    payload: PayloadFacts,
) -> Manifest:
    """The manifest that this version writes: whole, and nothing required."""
    return Manifest(
        format=FORMAT,
        suite=SUITE,
        **letter._asdict(),
        chains=chains,
        counts=dict(counts),
        schema=Schemas(written=SCHEMA, reader=LEAST_READER),
        catalogues=dict(catalogues),
        part=Part(number=1, of=1, set=letter.package),
        requires=(),
        payload=payload,
    )


def parse(data: bytes) -> Manifest:
    """The manifest of these bytes, in its only spelling, if this version knows the format at all."""
    try:
        plain = decode(data)
        if plain.get("format") != FORMAT or plain.get("suite") != SUITE:
            raise _newer()
        return Manifest.of(plain)
    except Unreadable as error:
        raise PackageDamaged(
            "数据包的说明部分不合格式，可能被改动过。数据没有变化。请发送方重新导出。"
        ) from error


def is_unreasonable(facts: PayloadFacts) -> bool:
    """Whether it hides more than any honest payload: of such a size, or so tightly packed."""
    return facts.plain > min(MAX_PLAIN, max(FREE_RATIO, MAX_RATIO * facts.size))


def check_sizes(manifest: Manifest, size: int) -> None:
    """Refuse a payload of another size than stated, and any bomb, before a byte of it is read."""
    stated = manifest.payload
    if stated.size != size:
        raise PackageDamaged("数据包的内容大小与说明不符，可能被改动过。数据没有变化。请发送方重新导出。")
    if is_unreasonable(stated):
        raise PackageDamaged(
            "数据包解压后会大得不合情理，可能是恶意文件。没有解压，数据没有变化。请与发送方核对它的来历。"
        )


def check_readable(manifest: Manifest) -> None:
    """Refuse what this version would misunderstand."""
    if (
        manifest.kind not in KINDS
        or not FEATURES.issuperset(manifest.requires)
        or manifest.schema.reader > SCHEMA
        or manifest.part.of != 1
    ):
        raise _newer()
    if manifest.schema.written < OLDEST_SCHEMA:
        raise NewerPackage(
            "这个包由很旧的程序导出，本程序已不能读取。数据没有变化。请发送方升级程序后重新导出。"
        )


def file_name(manifest: Manifest, day: date) -> str:
    """A name for people, safe on every file system; no reader looks at it."""
    device = manifest.sender.device or next((to.device for to in manifest.recipients if to.device), None)
    office = manifest.sender.office or next((to.office for to in manifest.recipients if to.office), None)
    filled = [run for run in manifest.chains[:1] if run.last >= run.first]
    parts = (
        office or "HUB",
        (device or "0" * 8)[:8],
        manifest.kind,
        *(f"{run.first}-{run.last}" for run in filled),
        f"{day:%Y%m%d}",
    )
    return f"{'-'.join(parts)}.skd"


def _newer() -> NewerPackage:
    return NewerPackage("这个包由新版本的程序导出，本程序读不懂。数据没有变化。请先升级本程序，再接收一次。")
