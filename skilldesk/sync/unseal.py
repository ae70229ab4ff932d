"""Opening packages: bytes and keys in, verified values out, and nothing is written. FORMAT.md §8.

Each check has its own sentence; whatever passes them all is what its sender sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

import pyrage
import zstandard

from skilldesk.core.offices import is_practice
from skilldesk.core.problems import Problem, Severity
from skilldesk.errors import (
    NotOurEnrolment,
    PackageDamaged,
    PackageUntrusted,
    PracticePackage,
    WrongOffice,
    WrongRecipient,
)
from skilldesk.sync import container, manifest, signature
from skilldesk.sync.canonical import Unreadable, encode
from skilldesk.sync.certificates import (
    Certificate,
    anchor,
    check_all,
    out_of_date,
    refuse_revoked,
)
from skilldesk.sync.entries import count
from skilldesk.sync.keys import ReadKey
from skilldesk.sync.manifest import Enrol, Manifest, letter
from skilldesk.sync.payload import Payload, Start, Up, decode_payload, split

MAX_WINDOW = 8 << 20
"""Bytes that zstd may look back; level 3 needs 2 MiB."""

_SIGNED_BY = {"START": "receipt", "RCPT": "receipt", "DOWN": "catalogue", "UP": "device", "ATT": "device"}
"""Whose certificate stands first: that use of a hub's, or a device's."""


@dataclass(frozen=True, kw_only=True)
class Trust:
    """What the reader already knows, and takes from no package."""

    reader: Literal["hub", "device"]
    root: str | None
    """The pinned root key; None on a PC that has not been enrolled."""
    practice: bool
    today: date
    office: str | None = None
    """Of the PC; None at the hub."""
    enrol: bytes | None = None
    """The ENROL file of this PC that waits for its START, if one does."""
    revoked: frozenset[str] = frozenset()
    """Signing keys that are trusted no more."""

    @property
    def asked(self) -> Enrol | None:
        """What this PC asked for, and waits to be told."""
        return read_manifest(self.enrol).enrol if self.enrol else None


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A package that passed every check."""

    sha256: str
    """Of the file: with the id of the package its name for ever, whatever the file is called."""
    manifest: Manifest
    payload: Payload | Enrol
    chain: tuple[Certificate, ...]
    """The sender's certificates, leaf first; empty for ENROL."""
    root: str | None
    """The root key at which they end; None for ENROL."""
    warnings: tuple[Problem, ...]


def read_manifest(data: bytes) -> Manifest:
    """What a package says of itself. Its layout is checked, and nothing else: it may be forged."""
    return manifest.parse(container.parse(data).manifest)


def unseal(data: bytes, identities: Sequence[ReadKey], trust: Trust) -> Opened:
    """Verify everything in the order of FORMAT.md §8; a SkillDeskError says what does not hold."""
    members = container.parse(data)
    said = manifest.parse(members.manifest)
    manifest.check_sizes(said, len(members.payload))
    signed = signature.parse(members.signature)
    signed.check(members.manifest, said.sender.key)
    _check_practice(said, trust)
    root = _check_sender(said, signed.chain, trust)
    _check_recipients(said, identities, trust)
    manifest.check_readable(said)
    _check_hash(said, members.payload)
    payload = said.enrol or _read(said, members.payload, identities)
    _check_inside(payload, said, root, trust)
    return Opened(
        sha256=sha256(data).hexdigest(),
        manifest=said,
        payload=payload,
        chain=signed.chain,
        root=root,
        warnings=tuple(_warnings(payload, signed.chain, trust)),
    )


def _check_practice(said: Manifest, trust: Trust) -> None:
    if said.practice and not trust.practice:
        raise PracticePackage(
            "这是演练用的包，而这里是正式数据。没有接收，数据没有变化。请在演练单位里打开它。"
        )
    if trust.practice and not said.practice:
        raise PracticePackage(
            "这是正式的包，而这里是演练数据。没有接收，数据没有变化。请在正式单位里接收它。"
        )


def _check_sender(said: Manifest, chain: Sequence[Certificate], trust: Trust) -> str | None:
    """The root key behind the sender; None for ENROL, whose sender speaks for himself."""
    if said.kind == "ENROL":
        if (
            chain
            or not said.enrol
            or said.sender != said.enrol.sender
            or said.recipients
            or said.payload.size
            or said.practice != is_practice(said.enrol.office)
        ):
            raise _not_entitled()
        return None
    if trust.root is None and said.kind != "START":
        raise PackageUntrusted(
            "这台电脑还没有入网，无法核实这个包是谁签发的。没有接收，数据没有变化。请先办理入网。"
        )
    root = anchor(chain, trust.root)
    leaf = chain[0]
    capacity = leaf.use or leaf.kind
    if (
        said.enrol
        or capacity != _SIGNED_BY.get(said.kind, capacity)
        or said.practice != leaf.practice
        or said.sender != manifest.party(leaf, leaf.sign_key)
    ):
        raise _not_entitled()
    refuse_revoked(chain, trust.revoked)
    return root


def _check_recipients(said: Manifest, identities: Sequence[ReadKey], trust: Trust) -> None:
    if said.kind == "ENROL":
        if trust.reader != "hub":
            raise WrongRecipient(
                "这是一台电脑的入网申请，只有汇总端能办理。没有接收，数据没有变化。请把它交给汇总端。"
            )
        return
    offices = {said.sender.office} if said.sender.office else {to.office for to in said.recipients}
    if trust.office and said.kind != "START" and trust.office not in offices:
        named = "、".join(sorted(office for office in offices if office)) or "其他"
        raise WrongOffice(
            f"这个包属于 {named} 单位，本机属于 {trust.office} 单位。没有接收，数据没有变化。"
            "请把它交给那个单位，并向发送方索取发给本单位的包。"
        )
    mine = {key.public for key in identities}
    if not any(to.role == trust.reader and to.key in mine for to in said.recipients):
        raise WrongRecipient(
            "这个包不是写给这个汇总端的，这里打不开。没有接收，数据没有变化。请发送方选对汇总端后重新导出。"
            if trust.reader == "hub"
            else "这个包是写给别的电脑的，这台电脑打不开。没有接收，数据没有变化。"
            "请在那台电脑上接收；本机是新入网或换过的，请发送方重新导出一次。"
        )


def _check_hash(said: Manifest, ciphertext: bytes) -> None:
    if sha256(ciphertext).hexdigest() != said.payload.sha256:
        raise _damaged()


def _read(said: Manifest, ciphertext: bytes, identities: Sequence[ReadKey]) -> Payload:
    """What is inside, if it is what the manifest announces, from the same sender to the same readers."""
    try:
        inside = split(_in_clear(said, ciphertext, identities))
        if encode(inside.package) != encode(letter(said).plain()):
            raise PackageUntrusted(
                "包里写的发送方或接收方与外面写的不一致，可能是转发或冒用的。没有接收，数据没有变化。"
                "请与发送方电话核对这个文件的来历。"
            )
        payload = decode_payload(said.kind, inside, said.chains)
        if count(payload.chains) != said.counts:
            raise _damaged()
    except Unreadable as error:
        raise _damaged() from error
    return payload


def _in_clear(said: Manifest, ciphertext: bytes, identities: Sequence[ReadKey]) -> bytes:
    """Decrypted and decompressed, into no more than the size that was stated and found reasonable."""
    try:
        compressed = pyrage.decrypt(ciphertext, [key.identity for key in identities])
        if zstandard.frame_content_size(compressed) != said.payload.plain:
            raise _damaged()
        reader = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
        return reader.decompress(compressed, allow_extra_data=False)
    except (pyrage.DecryptError, zstandard.ZstdError) as error:
        raise _damaged() from error


def _check_inside(payload: Payload | Enrol, said: Manifest, root: str | None, trust: Trust) -> None:
    if isinstance(payload, Up):
        if not said.chains or said.chains[0].device != said.sender.device:
            raise _damaged()
    elif root and not isinstance(payload, Enrol):
        check_all(payload.certificates, root, practice=said.practice)
    if isinstance(payload, Start) and not _is_answer(payload, trust):
        raise NotOurEnrolment(
            "这份入网答复不是答复这台电脑现在的申请的：可能已经用过，也可能是给另一次申请的。"
            "没有接收，数据没有变化。请使用最近一次申请的答复，或重新申请入网。"
        )


def _is_answer(start: Start, trust: Trust) -> bool:
    """Whether it answers the pending ENROL of this very PC and certifies the keys in it."""
    asked = trust.asked
    return (
        asked is not None
        and start.enrol == sha256(trust.enrol or b"").hexdigest()
        and (asked.device, start.number, asked.sign_key, asked.read_key)
        in {(one.device, one.number, one.sign_key, one.read_key) for one in start.certificates}
    )


def _warnings(payload: Payload | Enrol, chain: Sequence[Certificate], trust: Trust) -> Iterator[Problem]:
    yield from out_of_date(chain, trust.today)
    if isinstance(payload, Start) and (asked := trust.asked):
        given = {one.office or "" for one in payload.certificates if one.device == asked.device}
        if given != {asked.office}:
            yield Problem(
                code="OTHER-OFFICE",
                severity=Severity.WARNING,
                text=f"申请的单位代码是 {asked.office}，汇总端给的是 {'、'.join(sorted(given))}。"
                "数据没有变化。请在电话核对 20 位数字时一并问清。",
            )


def _not_entitled() -> PackageUntrusted:
    return PackageUntrusted(
        "这个包所称的发送方与签发它的证书不一致，或签发方无权签发这种包。没有接收，数据没有变化。"
        "请与发送方电话核对这个文件的来历。"
    )


def _damaged() -> PackageDamaged:
    return PackageDamaged(
        "数据包的内容与说明不一致：已损坏，或被改动过。没有接收，数据没有变化。请发送方重新导出。"
    )
