"""What comes in: an UP is verified whole, applied, judged and answered in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import sqlalchemy as sa

from skilldesk.core.journal import Link, Place
from skilldesk.core.normal import china_day
from skilldesk.errors import ForkedJournal, PackageUntrusted, Refused, SkillDeskError, WrongOffice
from skilldesk.hub import judge, outbox, registry
from skilldesk.hub.registry import Member
from skilldesk.hub.tables import HELD
from skilldesk.operations import offices, packages
from skilldesk.store import exchanges, journal
from skilldesk.store.exchanges import Package
from skilldesk.store.office import Store
from skilldesk.store.work import Work, new_id
from skilldesk.sync import manifest, seal, stick, unseal
from skilldesk.sync.manifest import Manifest
from skilldesk.sync.payload import Answer, Up
from skilldesk.sync.unseal import Opened, Trust

_LINK = [HELD.c[field.name] for field in fields(Link)]


@dataclass(frozen=True)
class Taken:
    """What was taken in, and the receipt that lies in the folder."""

    package: str
    office: str
    entries: int
    fates: dict[str, int]
    receipt: Path
    repeated: bool = False


def receive(hub: Store, data: bytes, to: Path) -> Taken:
    """Take in an UP and write its receipt into the folder; a repeat gets the first receipt."""
    said = unseal.read_manifest(data)
    if answered := _answered(hub, said, data):
        return _written(hub, answered, to, repeated=True)
    opened = _opened(hub, data)
    if not isinstance(opened.payload, Up):
        raise Refused("这不是上报包，汇总端不在这里接收。数据没有变化。入网申请请用 hub enrol 办理。")
    try:
        with hub.database.write(registry.ACCOUNT) as work:
            receipt = _take(work, hub, opened, opened.payload)
    except ForkedJournal:
        with hub.database.write(registry.ACCOUNT) as work:
            work.note("hub.fork", package=said.package, office=said.sender.office, device=said.sender.device)
        raise
    return _written(hub, receipt, to, repeated=False)


def release(hub: Store, device: str, reason: str) -> int:
    """Apply what was held back as a clone's, after a person has looked into it; answers how many entries.

    It was a package from before a restore that came late, or the clone is enrolled anew: nothing is lost.
    """
    with hub.database.write(registry.ACCOUNT) as work:
        held = _held(work, [device])
        waiting = work.apply(held.values())
        _hold(work, [device], waiting)
        still = {link.place for link in waiting}
        released = [link for place, link in held.items() if place not in still]
        judge.judge(work, released, package=new_id())
        work.note("hub.release", reason, device=device, entries=len(released))
    return len(released)


def _opened(hub: Store, data: bytes) -> Opened:
    with hub.database.read() as snapshot:
        own = registry.own_certificates(snapshot)
        trust = Trust(
            reader="hub",
            root=own[0].sign_key,
            practice=own[0].practice,
            today=china_day(hub.database.now()),
            revoked=frozenset(registry.revoked_keys(snapshot)),
        )
        identity = registry.read_key(snapshot)
    return unseal.unseal(data, [identity], trust)


def _answered(hub: Store, said: Manifest, data: bytes) -> Package | None:
    """The first receipt to this very package, if it was here before."""
    with hub.database.read() as snapshot:
        known = packages.arrived_before(snapshot, said, data)
        answers = exchanges.packages(snapshot, answer=known.id) if known else []
    return answers[0] if answers else None


def _take(work: Work, hub: Store, opened: Opened, up: Up) -> Package:
    said = opened.manifest
    office = opened.chain[0].office or ""
    devices = list(_members(work, opened, up, office))
    links = [link for stretch in up.chains for link in stretch.links]
    given = _together(_held(work, devices), links)
    new = _new(work, given)
    clones = judge.cloned(work, new)
    waiting = work.apply(link for link in given if link.place not in clones)
    _hold(work, devices, [*waiting, *(link for link in new if link.place in clones)])
    settled = {link.place: link for link in (*judge.learned(work, devices), *new)}
    judge.judge(work, list(settled.values()), package=said.package, clones=clones)
    have = {(one.device, one.epoch): one.seq for one in up.have}
    answer = Answer(package=said.package, sha256=opened.sha256, entries=len(links))
    receipt = outbox.receipt(work, office, have, (answer,))
    recipients = [one.certificate for one in registry.members(work, office) if not one.revoked]
    data = seal.seal(receipt, sender=registry.sender(work), recipients=recipients, catalogues={})
    _note_up(work, opened, entries=len(links))
    return _note_receipt(work, hub, data, answer=said.package)


def _members(work: Work, opened: Opened, up: Up, office: str) -> dict[str, Member]:
    """The devices of the sender's office; PackageUntrusted or WrongOffice for anyone else's entries."""
    members = {one.device: one for one in registry.members(work, office)}
    sender = members.get(opened.manifest.sender.device or "")
    if sender is None or sender.certificate.sign_key != opened.manifest.sender.key:
        raise PackageUntrusted(
            "发送这个包的电脑不在本汇总端的名册里，或它的证书已经换过。没有接收，数据没有变化。请重新办理入网。"
        )
    if foreign := sorted({stretch.device for stretch in up.chains} - set(members)):
        raise WrongOffice(
            f"包里有不属于 {office} 单位的电脑（{foreign[0][:8]}）的数据。没有接收，数据没有变化。"
            "请与发送方核实这台电脑是否已入网。"
        )
    return members


def _together(held: Mapping[Place, Link], links: Sequence[Link]) -> list[Link]:
    """What was held back and what comes now, each entry once; ForkedJournal for two under one place."""
    for link in links:
        if link.place in held and held[link.place].hash != link.hash:
            raise ForkedJournal(
                f"电脑 {link.device[:8]} 第 {link.seq} 步收到过另一种内容，可能有两台电脑在用同一份数据。"
                "没有接收，数据没有变化。请与发送方电话核对。"
            )
    return list({**held, **{link.place: link for link in links}}.values())


def _new(work: Work, links: Sequence[Link]) -> list[Link]:
    """Those that the hub has not applied yet."""
    ends = {chain: work.head_of(*chain).seq for chain in {link.chain for link in links}}
    return [link for link in links if link.seq > ends[link.chain]]


def _held(work: Work, devices: Collection[str]) -> dict[Place, Link]:
    query = sa.select(*_LINK).where(HELD.c.device.in_(devices)).order_by(HELD.c.seq)
    links = (Link(**row._mapping) for row in work.connection.execute(query))
    return {link.place: link for link in links}


def _hold(work: Work, devices: Collection[str], waiting: Sequence[Link]) -> None:
    """Keep what must wait, and only that."""
    work.connection.execute(sa.delete(HELD).where(HELD.c.device.in_(devices)))
    journal.run(work.connection, sa.insert(HELD), [_columns(link) for link in waiting])


def _columns(link: Link) -> dict[str, object]:
    return {column.name: getattr(link, column.name) for column in _LINK}


def _note_up(work: Work, opened: Opened, *, entries: int) -> None:
    said = opened.manifest
    run = said.chains[0]
    exchanges.note(
        work,
        Package(
            id=said.package,
            kind=said.kind,
            way="in",
            at=work.author.at,
            actor=said.sender.office or "",
            device=run.device,
            epoch=run.epoch,
            first=run.first,
            last=run.last,
            entries=entries,
            sha256=opened.sha256,
        ),
    )


def _note_receipt(work: Work, hub: Store, data: bytes, *, answer: str) -> Package:
    """Keep the bytes of a receipt, so that it can be issued again for ever."""
    digest = hub.blobs.put(data, year=offices.today(work).year)
    package = Package(
        id=unseal.read_manifest(data).package,
        kind="RCPT",
        way="out",
        at=work.author.at,
        actor=work.author.actor,
        sha256=digest,
        answer=answer,
    )
    exchanges.note(work, package)
    work.note("hub.receive", package=answer)
    return package


def _written(hub: Store, receipt: Package, to: Path, *, repeated: bool) -> Taken:
    data = hub.blobs.get(receipt.sha256)
    said = unseal.read_manifest(data)
    try:
        path = stick.save(data, to, manifest.file_name(said, china_day(hub.database.now())))
    except SkillDeskError as error:
        raise type(error)(f"包已收下，只是回执没有写出。{error}再接收一次同一个包，就会得到回执。") from error
    with hub.database.read() as snapshot:
        up = exchanges.packages(snapshot, id=receipt.answer or "")[0]
        fates = [fate for fate, _ in exchanges.fates_in(snapshot, up.id).values()]
    return Taken(
        package=up.id,
        office=up.actor,
        entries=up.entries,
        fates={fate: fates.count(fate) for fate in sorted(set(fates))},
        receipt=path,
        repeated=repeated,
    )
