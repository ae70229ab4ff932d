"""入网: how this PC gets its certificate from the hub, on paper and phone (rule 12 of the exchange)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from skilldesk.core.normal import china_day
from skilldesk.core.offices import is_practice
from skilldesk.errors import PackageUntrusted, Refused
from skilldesk.operations import offices, rights
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
_JOINED = "joined"
_CERTIFICATES = "certificates"
_REVOKED = "revoked"
_ASKED = "enrol"
_ANSWER = "start"
_UNCONFIRMED = "unconfirmed"
"""Under these names the store keeps whom it trusts, and what it asked and was answered."""


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
    """How far this PC has come; its number is its own only once it has joined."""
    if waiting := local.find(snapshot.connection, _UNCONFIRMED):
        said = json.loads(waiting)
        return Membership(Standing.UNCONFIRMED, said["number"], said["digits"])
    if joined := local.find(snapshot.connection, _JOINED):
        said = json.loads(joined)
        if said["device"] == device:
            return Membership(Standing.JOINED, said["number"])
    asked = local.find(snapshot.connection, _ASKED)
    return Membership(Standing.ASKED if asked else Standing.ALONE)


def printed_number(snapshot: Snapshot, device: str) -> int:
    """The number of this PC in the numbers that it prints; 0 until it has joined."""
    now = membership(snapshot, device)
    return now.number if now.standing is Standing.JOINED else 0


def request(store: Store, actor: str, to: Path) -> Path:
    """Write the ENROL of this PC into that folder and remember it; a second one replaces the first.

    NotAllowed for who may not report.
    """
    with store.database.write(actor) as work:
        rights.expect(work, actor, "report", "办理入网")
        office = offices.this_office(work)
        own = keys.Keys(offices.sign_key(work), offices.read_key(work))
        data = seal.enrol(own, device=store.database.device, office=office.code)
        local.put(work.connection, _ASKED, data)
        _forget_answer(work)
        work.note("enrol.request", office=office.code)
        name = manifest.file_name(unseal.read_manifest(data), china_day(store.database.now()))
        return stick.save(data, to, name)


def accept(work: Work, opened: Opened, start: Start, data: bytes) -> Membership:
    """Keep a START until the digits were compared: anybody could have made it, nothing in it counts yet."""
    asked = unseal.read_manifest(local.get(work.connection, _ASKED)).enrol
    if asked is None or opened.root is None:
        raise PackageUntrusted("这份入网答复缺少签发者。没有接收，数据没有变化。请汇总端重新签发。")
    public = keys.PublicKeys(asked.sign_key, asked.read_key)
    digits = keys.confirmation(opened.root, public, (asked.nonce, start.nonce))
    local.put(work.connection, _ANSWER, data)
    local.put(work.connection, _UNCONFIRMED, json.dumps({"number": start.number, "digits": digits}).encode())
    work.note("enrol.accept", number=start.number)
    return Membership(Standing.UNCONFIRMED, start.number, digits)


def _forget_answer(work: Work) -> None:
    local.forget(work.connection, _ANSWER)
    local.forget(work.connection, _UNCONFIRMED)


def _join(work: Work, opened: Opened, device: str) -> None:
    """Take what the confirmed START brings: trust, certificates, the office's entries, this PC's number."""
    start = opened.payload
    if not isinstance(start, Start) or opened.root is None:
        raise PackageUntrusted("保存的入网答复打不开。本机仍不能报送，数据没有变化。请重新申请入网。")
    local.put(work.connection, _ROOT, opened.root.encode())
    local.put(work.connection, _JOINED, json.dumps({"device": device, "number": start.number}).encode())
    keep_certificates(work, start.certificates, start.revoked)
    take(work, start.chains)
    joined = replace(offices.this_device(work, device), number=start.number, enrolled_at=offices.today(work))
    if joined.version:
        work.change(joined)
    else:
        work.add(joined)
    _forget_answer(work)
    local.forget(work.connection, _ASKED)


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
    """The clerk has read the digits on a call she placed herself; from now on this PC may export.

    NotAllowed for who may not report.
    """
    with store.database.write(actor) as work:
        rights.expect(work, actor, "report", "办理入网")
        now = membership(work, store.database.device)
        if now.standing is not Standing.UNCONFIRMED:
            raise Refused("现在没有要核对的入网校验数。数据没有变化。请先接收汇总端发来的入网答复。")
        if not keys.is_same(typed, now.digits):
            raise Refused(
                "校验数不一致，可能读错，也可能有人调换了文件。本机仍不能报送，数据没有变化。"
                "请再打一次电话逐组核对；仍不一致的，重新申请入网。"
            )
        answer = local.get(work.connection, _ANSWER)
        opened = unseal.unseal(answer, [offices.read_key(work)], trust(work, store))
        _join(work, opened, store.database.device)
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
    """The certificates as they stand now; a revoked key is remembered for ever, and never trusted again."""
    known = {*_listed(work, _REVOKED), *revoked}
    told = [one.plain() for one in certificates if one.sign_key not in known]
    local.put(work.connection, _CERTIFICATES, json.dumps(told).encode())
    local.put(work.connection, _REVOKED, json.dumps(sorted(known)).encode())


def own_certificate(snapshot: Snapshot, device: str) -> Certificate:
    for one in certificates(snapshot):
        if one.kind == "device" and one.device == device:
            return one
    raise PackageUntrusted(
        "汇总端没有给这台电脑的证书，可能已被停用。没有导出，数据没有变化，仍可继续录入。请与汇总端联系。"
    )


def _listed(snapshot: Snapshot, name: str) -> list[str]:
    value = local.find(snapshot.connection, name)
    return list(json.loads(value)) if value else []
