"""An invented hub, two offices and their PCs, and packages of every kind between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, get_args

from skilldesk.core.journal import START, Entry, Head, Link, seal
from skilldesk.sync import container, manifest, signature
from skilldesk.sync.canonical import decode, encode
from skilldesk.sync.certificates import (
    Authority,
    Certificate,
    Use,
    Validity,
    certify_device,
    certify_hub,
    certify_office,
    new_root,
)
from skilldesk.sync.container import Members
from skilldesk.sync.entries import stretches
from skilldesk.sync.keys import Keys, ReadKey, SignKey, nonce
from skilldesk.sync.payload import Acked, Answer, Catalogue, Fate, Known, Payload, Receipt, Start, Up, Winner
from skilldesk.sync.seal import enrol
from skilldesk.sync.seal import seal as seal_package
from skilldesk.sync.signature import Sender
from skilldesk.sync.unseal import Opened, Trust, unseal

TODAY = date(2026, 11, 20)
VALID = Validity(date(2026, 1, 1), date(2030, 12, 31))
EPOCH = 0x7EDCBA9876543210
VERSIONS = {"policies": 3, "codes": 7}


@dataclass(frozen=True)
class Pc:
    """A PC with its keys; enrolled once it has a chain."""

    device: str
    keys: Keys
    office: Authority
    certificate: Certificate

    @property
    def sender(self) -> Sender:
        return Sender(self.keys.sign, (self.certificate, self.office.certificate))


@dataclass(frozen=True)
class Hub:
    root: Authority
    receipt: SignKey
    catalogue: SignKey
    reading: ReadKey
    offices: Mapping[str, Authority] = field(repr=False)

    def certificate(self, use: Use) -> Certificate:
        keys = {"receipt": self.receipt.public, "catalogue": self.catalogue.public}
        return certify_hub(self.root, use, keys.get(use, self.reading.public), valid=VALID)

    @property
    def sender(self) -> Sender:
        return Sender(self.receipt, (self.certificate("receipt"),))

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        return (self.root.certificate, *map(self.certificate, get_args(Use)))


def office_of(root: Authority, code: str) -> Authority:
    key = SignKey.new()
    cert = certify_office(root, code, level="county", regions=[code[:6]], key=key.public, valid=VALID)
    return Authority(key, cert)


def new_hub(*codes: str, practice: bool = False) -> Hub:
    root = new_root(practice=practice, valid=VALID)
    offices = {code: office_of(root, code) for code in codes}
    return Hub(root, SignKey.new(), SignKey.new(), ReadKey.new(), offices)


def new_pc(office: Authority, device: str, number: int = 1) -> Pc:
    keys = Keys.new()
    certificate = certify_device(office, device, number=number, keys=keys.public, valid=VALID)
    return Pc(device, keys, office, certificate)


HUB = new_hub("370403", "370404")
PRACTICE = new_hub("990403", practice=True)
ONE = new_pc(HUB.offices["370403"], "d1" * 16)
TWO = new_pc(HUB.offices["370403"], "d2" * 16, number=2)
OTHER = new_pc(HUB.offices["370404"], "d3" * 16)
PUPIL = new_pc(PRACTICE.offices["990403"], "d9" * 16)


def links(pc: Pc, length: int, *, after: Head = START, epoch: int = EPOCH) -> tuple[Link, ...]:
    """Entries of that PC about invented people; every third one does not travel."""
    found: list[Link] = []
    head = after
    for seq in range(after.seq + 1, after.seq + 1 + length):
        entry = Entry(
            device=pc.device,
            epoch=epoch,
            seq=seq,
            schema=1,
            verb="epoch.begin" if seq == 1 else "add",
            kind=None if seq == 1 else "trainee",
            record=None if seq == 1 else f"{seq:032x}",
            after=(),
            changes={"name": (None, f"刘长青{seq}"), "id_number": (None, "37040319900101991X")},
            group=None,
            at="2026-11-20T08:30:00+00:00",
            actor="李会计",
            reason="",
            salt=nonce(),
        )
        link = seal(head, entry)
        head = Head(link.seq, link.hash)
        found.append(replace(link, content=None) if seq % 3 == 0 else link)
    return tuple(found)


def an_up(pc: Pc = ONE, length: int = 4) -> Up:
    return Up(have=(Known(TWO.device, EPOCH, 7),), chains=stretches(links(pc, length), {}))


def a_receipt() -> Receipt:
    return Receipt(
        answers=(Answer(package="ab" * 16, sha256="cd" * 32, entries=4),),
        acked=(Acked(ONE.device, EPOCH, 4, "ef" * 32),),
        fates=(
            Fate(device=ONE.device, epoch=EPOCH, first=1, last=4, fate="ACCEPTED"),
            Fate(
                device=ONE.device,
                epoch=EPOCH,
                first=2,
                last=2,
                fate="REJECTED",
                code="R-CNT",
                text="本年度已补贴 3 次。",
                clause="第六条",
                remedy="请撤回这一笔。",
                other=Winner(office="370404", date=date(2026, 10, 8)),
            ),
        ),
        chains=stretches(links(TWO, 2), {}),
        certificates=(*HUB.certificates, HUB.offices["370403"].certificate, ONE.certificate),
        revoked=("99" * 32,),
    )


def a_start(pc: Pc, asked: bytes, hub: Hub = HUB) -> Start:
    return Start(
        number=pc.certificate.number or 0,
        enrol=sha256(asked).hexdigest(),
        nonce=nonce(),
        certificates=(*hub.certificates, pc.office.certificate, pc.certificate),
        catalogues=(Catalogue(name="policies", version=3, content='{"鲁":1}'),),
        revoked=(),
        chains=stretches(links(TWO, 2), {}),
    )


def sealed(payload: Payload, sender: Sender, *recipients: Certificate) -> bytes:
    return seal_package(payload, sender=sender, recipients=recipients, catalogues=VERSIONS)


def asked_by(pc: Pc) -> bytes:
    return enrol(pc.keys, device=pc.device, office=pc.certificate.office or "")


@cache
def package(kind: str) -> bytes:
    """A small package of that kind from or to ONE."""
    match kind:
        case "ENROL":
            return asked_by(ONE)
        case "START":
            return sealed(a_start(ONE, package("ENROL")), HUB.sender, ONE.certificate)
        case "UP":
            to = HUB.certificate("decryption"), ONE.certificate, TWO.certificate
            return sealed(an_up(), ONE.sender, *to)
    return sealed(a_receipt(), HUB.sender, ONE.certificate, TWO.certificate)


AT_HUB = Trust(reader="hub", root=HUB.root.key.public, practice=False, today=TODAY)
AT_ONE = Trust(reader="device", root=HUB.root.key.public, practice=False, today=TODAY, office="370403")


def waiting() -> Trust:
    """ONE before its START has come."""
    return replace(AT_ONE, root=None, office=None, enrol=package("ENROL"))


def opened(kind: str, data: bytes) -> Opened:
    """Read by whom the package of that kind is for."""
    match kind:
        case "ENROL" | "UP":
            return unseal(data, [HUB.reading], AT_HUB)
        case "START":
            return unseal(data, [ONE.keys.read], waiting())
    return unseal(data, [ONE.keys.read], AT_ONE)


def resigned(
    data: bytes,
    sender: Sender,
    change: Callable[[dict[str, Any]], object] = bool,
    payload: bytes | None = None,
) -> bytes:
    """The package as its own sender would write it who does not keep to the format."""
    members = container.parse(data)
    plain = decode(members.manifest)
    body = members.payload if payload is None else payload
    plain["payload"].update(size=len(body), sha256=sha256(body).hexdigest())
    change(plain)
    said = encode(plain)
    return container.build(Members(said, signature.sign(said, sender), body))


def parsed(data: bytes) -> manifest.Manifest:
    return manifest.parse(container.parse(data).manifest)
