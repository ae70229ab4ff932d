"""Letting a PC in: an ENROL comes, a START goes back, the digits are compared on the phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from skilldesk.core.normal import china_day
from skilldesk.errors import Refused, WrongOffice
from skilldesk.hub import outbox, registry
from skilldesk.store.office import Store
from skilldesk.sync import keys, manifest, seal, stick, unseal
from skilldesk.sync.certificates import Authority
from skilldesk.sync.manifest import Enrol
from skilldesk.sync.payload import Start
from skilldesk.sync.unseal import Trust


@dataclass(frozen=True)
class Admission:
    """A START that lies in the folder, and the digits to be compared on the phone."""

    path: Path
    office: str
    number: int
    digits: str


@dataclass(frozen=True, kw_only=True)
class NewOffice:
    """What is asked only once for each office; `unseal_root` asks for the passphrase."""

    level: str
    regions: tuple[str, ...]
    unseal_root: Callable[[], Authority]


def admit(hub: Store, data: bytes, *, office: str, new: NewOffice, to: Path) -> Admission:
    """Certify the device of an ENROL under that office and write its START into the folder."""
    with hub.database.read() as snapshot:
        trust = Trust(
            reader="hub",
            root=registry.own_certificates(snapshot)[0].sign_key,
            practice=registry.is_practice(snapshot),
            today=china_day(hub.database.now()),
        )
    asked = _asked(data, trust)
    if asked.office != office:
        raise WrongOffice(
            f"申请里写的是 {asked.office} 单位，您要办理的是 {office}。没有发证，数据没有变化。"
            "请与来函核对单位代码后再办。"
        )
    with hub.database.write(registry.ACCOUNT) as work:
        here = registry.branch(work, office) or registry.add_branch(
            work, new.unseal_root(), office, level=new.level, regions=new.regions
        )
        public = keys.PublicKeys(asked.sign_key, asked.read_key)
        member = registry.add_member(work, here, asked.device, public)
        start = Start(
            number=member.number,
            enrol=sha256(data).hexdigest(),
            nonce=keys.nonce(),
            certificates=registry.office_certificates(work, office),
            catalogues=(),
            revoked=registry.revoked_keys(work),
            chains=outbox.beyond(work, office, {}),
        )
        package = seal.seal(
            start, sender=registry.sender(work), recipients=[member.certificate], catalogues={}
        )
        root_key = registry.own_certificates(work)[0].sign_key or ""
        work.note("hub.admit", office=office, device=asked.device, number=member.number)
        name = manifest.file_name(unseal.read_manifest(package), china_day(hub.database.now()))
        path = stick.save(package, to, name)
    digits = keys.confirmation(root_key, public, (asked.nonce, start.nonce))
    return Admission(path, office, member.number, digits)


def _asked(data: bytes, trust: Trust) -> Enrol:
    if unseal.read_manifest(data).kind == "ENROL":
        asked = unseal.unseal(data, [], trust).payload
        if isinstance(asked, Enrol):
            return asked
    raise Refused("这不是入网申请。没有发证，数据没有变化。请选择电脑导出的 ENROL 文件。")
