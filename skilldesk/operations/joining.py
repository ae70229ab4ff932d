"""入网: how this PC gets its certificate from the hub, on paper and phone (rule 12 of the exchange)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from skilldesk.core.normal import china_day
from skilldesk.core.offices import Device, is_practice
from skilldesk.errors import PackageUntrusted, Refused
from skilldesk.operations import offices
from skilldesk.store import exchanges, local
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work
from skilldesk.sync import keys, manifest, seal, stick, unseal
from skilldesk.sync.certificates import Certificate
from skilldesk.sync.entries import Stretch
from skilldesk.sync.payload import Start
from skilldesk.sync.unseal import Opened, Trust

_ROOT = "root"
_CERTIFICATES = "certificates"
_REVOKED = "revoked"
_ASKED = "enrol"
_DIGITS = "digits"


class Standing(StrEnum):
    """How far this PC has come in the network."""

    ALONE = "未入网"
    ASKED = "已申请"
    UNCONFIRMED = "待核对"
    JOINED = "已入网"


@dataclass(frozen=True)
class Membership:
    """What this PC knows of its place; `digits` wait to be compared on the phone."""

    standing: Standing
    number: int = 0
    digits: str = ""


def membership(snapshot: Snapshot, device: str) -> Membership:
    if local.find(snapshot.connection, _ROOT) is None:
        asked = local.find(snapshot.connection, _ASKED)
        return Membership(Standing.ASKED if asked else Standing.ALONE)
    number = own_certificate(snapshot, device).number or 0
    digits = local.find(snapshot.connection, _DIGITS)
    if digits is None:
        return Membership(Standing.JOINED, number)
    return Membership(Standing.UNCONFIRMED, number, digits.decode())


def request(store: Store, actor: str, to: Path) -> Path:
    """Write the ENROL of this PC into that folder and remember it; a second one replaces the first."""
    with store.database.write(actor) as work:
        office = offices.this_office(work)
        own = keys.Keys(offices.sign_key(work), offices.read_key(work))
        data = seal.enrol(own, device=store.database.device, office=office.code)
        local.put(work.connection, _ASKED, data)
        work.note("enrol.request", office=office.code)
        name = manifest.file_name(unseal.read_manifest(data), china_day(store.database.now()))
        return stick.save(data, to, name)


def accept(work: Work, opened: Opened, start: Start, device: str) -> Membership:
    """Take what START brings: trust, certificates, the office's entries. Nothing is exported before
    the digits were compared.
    """
    asked = unseal.read_manifest(local.get(work.connection, _ASKED)).enrol
    if asked is None or opened.root is None:
        raise PackageUntrusted("这份入网答复缺少签发者。没有接收，数据没有变化。请汇总端重新签发。")
    digits = keys.confirmation(
        opened.root, keys.PublicKeys(asked.sign_key, asked.read_key), (asked.nonce, start.nonce)
    )
    for name, value in ((_ROOT, opened.root), (_DIGITS, digits)):
        local.put(work.connection, name, value.encode())
    keep_certificates(work, start.certificates, start.revoked)
    local.forget(work.connection, _ASKED)
    take(work, start.chains)
    _keep_number(work, device, start.number)
    work.note("enrol.accept", number=start.number)
    return Membership(Standing.UNCONFIRMED, start.number, digits)


def _keep_number(work: Work, device: str, number: int) -> None:
    known = work.get(Device, device)
    if known is None:
        work.add(Device(id=device, number=number))
    elif known.number != number:
        work.change(replace(known, number=number))


def take(work: Work, chains: Iterable[Stretch]) -> list[str]:
    """Apply entries that the hub sent: it has them, so they are acknowledged. Answers the devices of those
    that must wait for others; the next receipt brings them again.
    """
    whole = list(chains)
    waiting = work.apply([link for chain in whole for link in chain.links])
    held = {link.place for link in waiting}
    for chain in whole:
        if chain.links and chain.links[-1].place not in held:
            newest = chain.links[-1]
            exchanges.acknowledged(work, (chain.device, chain.epoch), newest.seq, newest.hash)
    return sorted({link.device for link in waiting})


def confirm(store: Store, actor: str, typed: str) -> Membership:
    """The clerk has read the digits on a call she placed herself; from now on this PC may export."""
    with store.database.write(actor) as work:
        now = membership(work, store.database.device)
        if now.standing is not Standing.UNCONFIRMED:
            raise Refused("现在没有要核对的入网校验数。数据没有变化。请先接收汇总端发来的入网答复。")
        if not keys.is_same(typed, now.digits):
            raise Refused(
                "校验数不一致，可能读错，也可能有人调换了文件。本机仍不能报送，数据没有变化。"
                "请再打一次电话逐组核对；仍不一致的，重新申请入网。"
            )
        local.forget(work.connection, _DIGITS)
        known = work.get(Device, store.database.device)
        if known:
            work.change(replace(known, enrolled_at=china_day(store.database.now())))
        work.note("enrol.confirm")
        return replace(now, standing=Standing.JOINED, digits="")


def trust(snapshot: Snapshot, store: Store) -> Trust:
    """What this PC takes from no package."""
    office = offices.this_office(snapshot).code
    root = local.find(snapshot.connection, _ROOT)
    return Trust(
        reader="device",
        root=root.decode() if root else None,
        practice=is_practice(office),
        today=china_day(store.database.now()),
        office=office,
        enrol=local.find(snapshot.connection, _ASKED),
        revoked=frozenset(_listed(snapshot, _REVOKED)),
    )


def certificates(snapshot: Snapshot) -> tuple[Certificate, ...]:
    """The hub's, the office's and those of its active PCs, as the last START or RCPT had them."""
    return tuple(Certificate.of(one) for one in _listed(snapshot, _CERTIFICATES))


def keep_certificates(work: Work, certificates: Iterable[Certificate], revoked: Iterable[str]) -> None:
    """The certificates as they stand now; a revoked key is remembered for ever."""
    told = json.dumps([one.plain() for one in certificates])
    local.put(work.connection, _CERTIFICATES, told.encode())
    known = {*_listed(work, _REVOKED), *revoked}
    local.put(work.connection, _REVOKED, json.dumps(sorted(known)).encode())


def own_certificate(snapshot: Snapshot, device: str) -> Certificate:
    for one in certificates(snapshot):
        if one.kind == "device" and one.device == device:
            return one
    raise PackageUntrusted(
        "汇总端没有给这台电脑的证书，可能已被停用。数据没有变化，仍可继续录入。请与汇总端联系。"
    )


def _listed(snapshot: Snapshot, name: str) -> list[str]:
    value = local.find(snapshot.connection, name)
    return list(json.loads(value)) if value else []
