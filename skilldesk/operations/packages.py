"""报送与回执: an UP goes out; a RCPT, a START or a colleague's UP comes in. One state, whatever the way."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import msgspec

from skilldesk.core.journal import Head, Place
from skilldesk.core.normal import china_day
from skilldesk.errors import ForkedJournal, NotFound, PackageDamaged, Refused, SkillDeskError
from skilldesk.operations import joining, offices
from skilldesk.operations.joining import Membership, Standing
from skilldesk.operations.rights import expect
from skilldesk.progress import Progress
from skilldesk.store import exchanges
from skilldesk.store.exchanges import Package, Sent
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work
from skilldesk.sync import manifest, seal, stick, unseal
from skilldesk.sync.entries import Stretch, stretches
from skilldesk.sync.manifest import Manifest
from skilldesk.sync.payload import Fate, Known, Receipt, Start, Up
from skilldesk.sync.signature import Sender
from skilldesk.sync.unseal import Opened

LOOK_AGAIN = stick.LOOK_AGAIN
"""Seconds after which an exported file is looked at once more."""

_STEPS = 3
"""Collected, sealed, written."""

SENT = "sent"
RECEIVED = "received"


@dataclass(frozen=True)
class Exported:
    """An UP that lies where it should; the stick may be taken out."""

    path: Path
    copy: Path
    """The same bytes in sent/."""
    package: str
    sha256: str
    entries: int
    counts: dict[str, int]

    def look_again(self) -> None:
        """To be called LOOK_AGAIN seconds later: a virus scanner may have taken the file away."""
        if self.path.parent.is_dir():
            stick.look_again(self.path, self.copy.read_bytes())

    @property
    def check_digits(self) -> str:
        """Twelve digits of the file's hash, to read on the phone."""
        return check_digits(self.sha256)


def check_digits(sha256: str) -> str:
    """Twelve digits of a hash in groups of four."""
    digits = f"{int(sha256, 16) % 10**12:012d}"
    return " ".join(digits[at : at + 4] for at in range(0, 12, 4))


@dataclass(frozen=True)
class Received:
    """What a package brought; `fates` are those that are not simply accepted."""

    kind: str
    package: str
    repeated: bool = False
    entries: int = 0
    acknowledged: int = 0
    fates: tuple[Fate, ...] = ()
    waiting: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    membership: Membership | None = None
    counts: dict[str, int] = field(default_factory=dict)


def export(store: Store, actor: str, to: Path, progress: Progress | None = None) -> Exported:
    """Write everything that no receipt has acknowledged into one package in that folder.

    Refused before the PC has joined and its digits were compared. A copy stays in sent/. Until it begins
    to write it can be stopped, and then nothing was written.
    """
    step = (progress or Progress()).step
    step(0, _STEPS, "正在收集内容")
    with store.database.read_long() as snapshot:
        expect(snapshot, actor, "report", "报送数据")
        step(1, _STEPS, "正在加密并签名")
        data = _sealed_up(snapshot, store)
    step(2, _STEPS, "正在写入并读回核对")
    said = unseal.read_manifest(data)
    name = manifest.file_name(said, china_day(store.database.now()))
    path, copy = _saved_twice(data, to, _folder(store, SENT), name)
    entries = sum(run.last - run.first + 1 for run in said.chains)
    with store.database.write(actor) as work:
        exchanges.exported(work, {(run.device, run.epoch): run.last for run in said.chains})
        _note(work, said, data, way="out")
        work.note("package.export", package=said.package, entries=entries)
    return Exported(path, copy, said.package, sha256(data).hexdigest(), entries, dict(said.counts))


def write_again(store: Store, actor: str, done: Exported, to: Path) -> Exported:
    """The same package on another stick, byte for byte, from the copy that stayed here."""
    data = read_file(done.copy)
    if sha256(data).hexdigest() != done.sha256:
        raise PackageDamaged(
            "本机留的那一份和写出时不一样了，没有再写。数据没有变化。请按「新的报送」重新导出一包。"
        )
    with store.database.read() as snapshot:
        expect(snapshot, actor, "report", "报送数据")
    path = stick.save(data, to, done.path.name)
    with store.database.write(actor) as work:
        work.note("package.copy", package=done.package)
    return replace(done, path=path)


def _saved_twice(data: bytes, to: Path, copies: Path, name: str) -> tuple[Path, Path]:
    """Where the file lies, and the copy kept here; neither if one cannot be written."""
    copy = stick.save(data, copies, name)
    if to.resolve() == copies.resolve():
        return copy, copy
    try:
        return stick.save(data, to, name), copy
    except SkillDeskError:
        copy.unlink(missing_ok=True)
        raise


def _sealed_up(snapshot: Snapshot, store: Store) -> bytes:
    device = store.database.device
    if joining.membership(snapshot, device).standing is not Standing.JOINED:
        raise Refused(
            "这台电脑还没有完成入网，不能报送。数据没有变化，可以继续录入。请先在「报送与回执」办理入网并核对校验数。"
        )
    known = joining.certificates(snapshot)
    office = next(one for one in known if one.kind == "office")
    own = joining.own_certificate(snapshot, device)
    up = Up(have=_have(snapshot), chains=_unacknowledged(snapshot, (device, store.database.epoch)))
    return seal.seal(
        up,
        sender=Sender(offices.sign_key(snapshot), (own, office)),
        recipients=[one for one in known if one.use == "decryption" or one.kind == "device"],
        catalogues={},
    )


def _have(snapshot: Snapshot) -> tuple[Known, ...]:
    return tuple(Known(*chain, head.seq) for chain, head in sorted(snapshot.heads().items()))


def _unacknowledged(snapshot: Snapshot, own: tuple[str, int]) -> tuple[Stretch, ...]:
    """By chain, this PC's newest epoch first, even without entries."""
    links = exchanges.unacknowledged(snapshot)
    done = exchanges.sent(snapshot)
    moving = {own, *((link.device, link.epoch) for link in links)}
    before = {
        chain: Head(done[chain].acked, done[chain].acked_hash or bytes(32))
        for chain in moving
        if chain in done and done[chain].acked
    }
    found = stretches(links, {own: Head(0, bytes(32)), **before})
    return tuple(sorted(found, key=lambda one: (one.device, one.epoch) != own))


def examine(store: Store, data: bytes) -> Opened:
    """A package for this PC, verified whole; nothing is written."""
    with store.database.read() as snapshot:
        trust = joining.trust(snapshot, store)
        identity = offices.read_key(snapshot)
    return unseal.unseal(data, [identity], trust)


def receive(store: Store, actor: str, data: bytes) -> Received:
    """Take in any package for this PC: verified whole before a row is touched, then one transaction.

    One that was here before changes nothing. A colleague's package that must wait for others is not
    remembered, so that it can be taken in again after them.
    """
    said = unseal.read_manifest(data)
    with store.database.read() as snapshot:
        expect(snapshot, actor, "report", "读入数据包")
        if arrived_before(snapshot, said, data):
            return Received(kind=said.kind, package=said.package, repeated=True)
    opened = examine(store, data)
    with store.database.write(actor) as work:
        received = _taken(work, opened, data)
        if received.kind != "UP" or not received.waiting:
            _note(work, opened.manifest, data, way="in")
            name = manifest.file_name(said, china_day(store.database.now()))
            stick.save(data, _folder(store, RECEIVED), name)
    return received


def arrived_before(snapshot: Snapshot, said: Manifest, data: bytes) -> Package | None:
    """What is known of this very package, under whatever name it came; ForkedJournal if it is another now."""
    for known in exchanges.packages(snapshot, id=said.package):
        if known.sha256 != sha256(data).hexdigest():
            raise ForkedJournal(
                "收到过同一编号但内容不同的包，可能有人改过它。没有接收，数据没有变化。请与发送方电话核对。"
            )
        return known
    return None


def _taken(work: Work, opened: Opened, data: bytes) -> Received:
    warnings = tuple(one.text for one in opened.warnings)
    said = opened.manifest
    payload = opened.payload
    entries = sum(run.last - run.first + 1 for run in said.chains)
    if isinstance(payload, Start):
        joined = joining.accept(work, opened, payload, data)
        return Received("START", said.package, entries=entries, warnings=warnings, membership=joined)
    if isinstance(payload, Receipt):
        return _receipted(work, said, payload, warnings)
    if isinstance(payload, Up):
        waiting = work.apply([link for chain in payload.chains for link in chain.links])
        names = tuple(sorted({link.device for link in waiting}))
        return Received("UP", said.package, entries=entries, waiting=names, warnings=warnings)
    raise Refused("这种包本机不接收。数据没有变化。请把它交给汇总端。")


def _receipted(work: Work, said: Manifest, receipt: Receipt, warnings: tuple[str, ...]) -> Received:
    late = _is_late(work, receipt)
    waiting = joining.take(work, receipt.chains)
    for acked in receipt.acked:
        _acknowledge(work, acked.device, acked.epoch, Head(acked.seq, bytes.fromhex(acked.hash)))
    new = _new_words(work, receipt, late=late)
    exchanges.tell(work, [(place, fate.fate, spoken(fate)) for place, fate in new.items()], said.package)
    spoken_now = set(new.values())
    certificates = joining.certificates(work) if late else receipt.certificates
    joining.keep_certificates(work, certificates, receipt.revoked)
    work.note("package.receipt", package=said.package)
    return Received(
        kind="RCPT",
        package=said.package,
        entries=sum(len(chain.links) for chain in receipt.chains),
        acknowledged=sum(answer.entries for answer in receipt.answers),
        fates=tuple(one for one in receipt.fates if one.fate != "ACCEPTED" and one in spoken_now),
        waiting=tuple(waiting),
        warnings=warnings,
    )


def _acknowledge(work: Work, device: str, epoch: int, hub: Head) -> None:
    """The hub holds a chain as far as that; if it is another chain there, somebody must look."""
    ours = work.link(device, epoch, hub.seq)
    if ours is None:
        return
    if ours.hash != hub.hash:
        raise ForkedJournal(
            "汇总端收到的数据与本机同号的数据不一致，可能有两台电脑在用同一份数据，或恢复过备份。"
            "没有接收，本机数据没有变化。请停用其中一台，并与汇总端联系。"
        )
    exchanges.acknowledged(work, (device, epoch), hub.seq, hub.hash)


def _is_late(work: Work, receipt: Receipt) -> bool:
    """Whether a later receipt was here before: the hub then held more of some chain than this one says."""
    done = exchanges.sent(work)
    return any(one.seq < done.get((one.device, one.epoch), Sent()).acked for one in receipt.acked)


def _new_words(work: Work, receipt: Receipt, *, late: bool) -> dict[Place, Fate]:
    """What is new in the fates of a receipt, entry by entry; of several the last counts.

    A late one only speaks of entries of which nothing was known: QUARANTINED may be over by now.
    """
    newest: dict[Place, Fate] = {}
    for fate in receipt.fates:
        for seq in range(fate.first, fate.last + 1):
            newest[Place(fate.device, fate.epoch, seq)] = fate
    known = exchanges.fates(work)
    return {
        place: fate
        for place, fate in newest.items()
        if place not in known or (not late and known[place] != (fate.fate, spoken(fate)))
    }


def spoken(fate: Fate) -> str | None:
    """What a fate says beyond its name (code, sentence, field, clause, remedy), as JSON text."""
    plain = msgspec.to_builtins(fate)
    more = {name: plain[name] for name in sorted(plain) if name not in _PLACE}
    return json.dumps(more, ensure_ascii=False, sort_keys=True) if more else None


_PLACE = {"device", "epoch", "first", "last", "fate"}


def _note(work: Work, said: Manifest, data: bytes, *, way: str) -> None:
    run = said.chains[0] if said.chains else None
    exchanges.note(
        work,
        Package(
            id=said.package,
            kind=said.kind,
            way=way,
            at=work.author.at,
            actor=work.author.actor,
            device=run.device if run else None,
            epoch=run.epoch if run else None,
            first=run.first if run else None,
            last=run.last if run else None,
            entries=sum(each.last - each.first + 1 for each in said.chains),
            sha256=sha256(data).hexdigest(),
        ),
    )


def _folder(store: Store, name: str) -> Path:
    folder = store.folder / name
    folder.mkdir(exist_ok=True)
    return folder


def read_file(path: Path) -> bytes:
    """A package file, whatever it is called."""
    if not path.is_file():
        raise NotFound(f"找不到文件 {path.name}。数据没有变化。请插好 U 盘，再重新选择。")
    return stick.read(path)
