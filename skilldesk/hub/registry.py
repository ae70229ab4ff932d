"""The hub's own keys, the offices it vouches for and their devices."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from skilldesk import platform
from skilldesk.core.normal import china_day
from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.errors import NotWritten, Refused, SkillDeskError, WrongOffice
from skilldesk.hub.tables import DEVICES, OFFICES
from skilldesk.operations import offices
from skilldesk.store import keyring, local, office
from skilldesk.store.database import Clock, system_clock
from skilldesk.store.keyfile import Cost
from skilldesk.store.keyring import DEAR
from skilldesk.store.office import HUB_FOLDER, SYSTEM, Store
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work
from skilldesk.sync import certificates, keys, root
from skilldesk.sync.certificates import Authority, Certificate, Use, Validity
from skilldesk.sync.keys import ReadKey, SignKey
from skilldesk.sync.signature import Sender

ACCOUNT = "hub"
"""The one user of a hub folder: whoever runs the province's side."""

YEARS = {"root": 20, "hub": 5, "office": 10, "device": 10}
"""For how long certificates are made out. Expiry warns and never locks out."""


@dataclass(frozen=True)
class Branch:
    """An office as the hub knows it: who vouches for its devices."""

    certificate: Certificate
    authority: Authority


@dataclass(frozen=True)
class Member:
    """A device of an office; `revoked` says why it is trusted no more."""

    device: str
    office: str
    number: int
    certificate: Certificate
    revoked: str | None


@dataclass(frozen=True)
class Secrets:
    """The password of the hub's folder, and the passphrase of the root's file."""

    password: str = field(repr=False)
    passphrase: str = field(repr=False)


def init(
    folder: Path,
    root_file: Path,
    *,
    secrets: Secrets,
    practice: bool = False,
    clock: Clock = system_clock,
    cost: Cost = DEAR,
) -> tuple[Store, RecoverySheet]:
    """A new hub in an empty folder, and the file of its root, sealed by the passphrase."""
    if root_file.exists():
        raise Refused(f"{root_file.name} 已经存在，没有新建汇总端，文件没有改动。请换一个根密钥文件名。")
    for secret in (secrets.password, secrets.passphrase):
        offices.expect_password(secret)
    authority = new_root(practice=practice, today=china_day(clock()))
    _write_root(root_file, root.seal_root(authority, secrets.passphrase))
    try:
        return found(folder, authority, secrets.password, clock=clock, cost=cost)
    except SkillDeskError:
        root_file.unlink(missing_ok=True)
        raise


def _write_root(path: Path, data: bytes) -> None:
    try:
        platform.write_file(path, data)
    except OSError as error:
        fault = platform.disk_fault(error)
        raise NotWritten(f"根密钥没有写到 {path}，没有新建汇总端。现有数据没有变化。{fault.value}") from error


def new_root(*, practice: bool, today: date) -> Authority:
    return certificates.new_root(practice=practice, valid=_validity("root", today))


def found(
    folder: Path, authority: Authority, password: str, *, clock: Clock = system_clock, cost: Cost = DEAR
) -> tuple[Store, RecoverySheet]:
    """A new hub under that root, in an empty folder."""
    store, sheet = office.create(folder, ACCOUNT, password, shape=HUB_FOLDER, clock=clock, cost=cost)
    with store.database.write(SYSTEM) as work:
        _make_keys(work, authority, offices.today(work))
    return store, sheet


def _make_keys(work: Work, authority: Authority, today: date) -> None:
    """One key each for receipts, catalogues and decryption, certified by the root."""
    own: dict[Use, SignKey | ReadKey] = {
        "receipt": SignKey.new(),
        "catalogue": SignKey.new(),
        "decryption": ReadKey.new(),
    }
    valid = _validity("hub", today)
    certified = [
        certificates.certify_hub(authority, use, key.public, valid=valid) for use, key in own.items()
    ]
    for use, key in own.items():
        local.put(work.connection, f"{use}_secret", key.secret.encode())
    told = [one.plain() for one in (authority.certificate, *certified)]
    local.put(work.connection, "certificates", json.dumps(told).encode())


def open_hub(folder: Path, password: str, *, clock: Clock = system_clock) -> Store:
    return office.open_folder(
        folder, keyring.open_with_password(folder, ACCOUNT, password), shape=HUB_FOLDER, clock=clock
    )


def own_certificates(snapshot: Snapshot) -> tuple[Certificate, ...]:
    """The root's, and those for receipts, catalogues and decryption."""
    return tuple(Certificate.of(one) for one in json.loads(local.get(snapshot.connection, "certificates")))


def sender(snapshot: Snapshot) -> Sender:
    """Who signs receipts and starter packages."""
    certificate = next(one for one in own_certificates(snapshot) if one.use == "receipt")
    return Sender(SignKey(local.get(snapshot.connection, "receipt_secret").decode()), (certificate,))


def read_key(snapshot: Snapshot) -> ReadKey:
    return ReadKey(local.get(snapshot.connection, "decryption_secret").decode())


def is_practice(snapshot: Snapshot) -> bool:
    return own_certificates(snapshot)[0].practice


def branch(snapshot: Snapshot, code: str) -> Branch | None:
    """The office of that code, if the hub vouches for it."""
    row = snapshot.connection.execute(sa.select(OFFICES).where(OFFICES.c.code == code)).first()
    if row is None:
        return None
    certificate = Certificate.of(json.loads(row.certificate))
    return Branch(certificate, Authority(SignKey(row.secret), certificate))


def add_branch(
    work: Work, authority: Authority, code: str, *, level: str, regions: tuple[str, ...]
) -> Branch:
    """Vouch for a new office: the only thing besides new hub keys for which the root is asked."""
    key = SignKey.new()
    certificate = certificates.certify_office(
        authority,
        code,
        level=level,
        regions=regions,
        key=key.public,
        valid=_validity("office", offices.today(work)),
    )
    told = json.dumps(certificate.plain())
    work.connection.execute(sa.insert(OFFICES).values(code=code, certificate=told, secret=key.secret))
    return Branch(certificate, Authority(key, certificate))


def add_member(work: Work, branch: Branch, device: str, public: keys.PublicKeys) -> Member:
    """Certify a device under its office, with the next number there; the same device keeps its number.

    Refused for a device that was revoked: what its keys sign is refused for ever.
    """
    code = branch.certificate.office or ""
    here = members(work, code)
    known = next((one for one in members(work) if one.device == device), None)
    if known and known.office != code:
        raise WrongOffice(
            f"这台电脑已在 {known.office} 单位入网。没有发证，数据没有变化。"
            "请核对申请的单位代码；确要调换的，请先停用原来的证书。"
        )
    if known and known.revoked:
        raise Refused(
            f"这台电脑的证书已停用（{known.revoked}），不能再用。没有发证，数据没有变化。"
            "请在那台电脑上新建单位文件夹，再用它的新申请办理。"
        )
    number = known.number if known else 1 + max((one.number for one in here), default=0)
    certificate = certificates.certify_device(
        branch.authority, device, number=number, keys=public, valid=_validity("device", offices.today(work))
    )
    work.connection.execute(sa.delete(DEVICES).where(DEVICES.c.device == device))
    told = json.dumps(certificate.plain())
    work.connection.execute(
        sa.insert(DEVICES).values(device=device, office=code, number=number, certificate=told)
    )
    return Member(device, code, number, certificate, None)


def members(snapshot: Snapshot, office: str | None = None) -> list[Member]:
    """The devices, of one office or of all, by their numbers."""
    chosen = [DEVICES.c.office == office] if office else []
    query = sa.select(DEVICES).where(*chosen).order_by(DEVICES.c.office, DEVICES.c.number)
    return [
        Member(row.device, row.office, row.number, Certificate.of(json.loads(row.certificate)), row.revoked)
        for row in snapshot.connection.execute(query)
    ]


def revoke(work: Work, device: str, reason: str) -> None:
    """Trust this device no more; its entries of before stay."""
    work.connection.execute(sa.update(DEVICES).where(DEVICES.c.device == device).values(revoked=reason))
    work.note("hub.revoke", reason, device=device)


def revoked_keys(snapshot: Snapshot) -> tuple[str, ...]:
    """The signing keys of revoked devices."""
    return tuple(one.certificate.sign_key or "" for one in members(snapshot) if one.revoked)


def office_certificates(snapshot: Snapshot, code: str) -> tuple[Certificate, ...]:
    """What a PC of that office must know: the hub's keys, the office's and its active devices'."""
    here = branch(snapshot, code)
    office_own = (here.certificate,) if here else ()
    active = (one.certificate for one in members(snapshot, code) if not one.revoked)
    return (*own_certificates(snapshot), *office_own, *active)


def _validity(kind: str, today: date) -> Validity:
    last = today.replace(year=today.year + YEARS[kind], day=min(today.day, 28))
    return Validity(today, last)
