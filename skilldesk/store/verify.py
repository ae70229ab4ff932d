"""Whether a folder is whole: files, chains, the replay of the journal, stored files, keys, the side file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skilldesk.core.journal import START, Chain, Head, Link, Place, follows, merge, newest, readable
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import Record, RecordId, build
from skilldesk.progress import Progress
from skilldesk.store import cipher, journal, office, search
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot

_AT_ONCE = 500
"""Records that are compared together, so that their entries fit in memory."""


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it should be: where, and a sentence."""

    where: str
    text: str


def verify(store: Store, progress: Progress) -> Iterator[Damage]:
    """Everything that is wrong; nothing if the folder is whole."""
    broken = set()
    for damage in _broken_files(store, progress):
        broken.add(damage.where)
        yield damage
    if store.database.path.name not in broken:
        if lost := office.behind(store.database):
            yield Damage("head.json", lost)
        with store.database.read_long() as snapshot:
            harmed: set[Place] = set()
            yield from _harmed_entries(snapshot, harmed)
            unlike = list(_unlike_the_journal(snapshot, harmed, progress))
            yield from unlike
            if not unlike and search.is_astray(snapshot.connection, progress):
                yield Damage(
                    "search",
                    "查找索引和记录对不上，查找时可能漏掉一些人。记录本身单独检查，没有改动。"
                    "请运行 skilldesk verify --mend-search 重新整理查找索引。",
                )
    for name in store.blobs.names():
        progress.step(0, 0, f"正在核对 {name} 里的存档文件")
        if name not in broken:
            for digest in store.blobs.damaged(name):
                yield Damage(name, f"存档文件 {digest[:12]} 的内容与摘要不符。其他数据完好。请从备份恢复它。")


def _broken_files(store: Store, progress: Progress) -> Iterator[Damage]:
    """Database files that are missing or cannot be read throughout."""
    for name in store.blobs.missing():
        yield Damage(name, f"{name} 不见了，里面的存档文件打不开。其他数据完好。请从备份恢复它。")
    for name, keys in store.keyring.keys().items():
        progress.step(0, 0, f"正在检查 {name}")
        if (store.folder / name).exists() and (found := cipher.faults(store.folder / name, keys)):
            yield Damage(
                name,
                f"{name} 有 {len(found)} 处损坏，其余文件单独检查。文件没有改动。"
                "请先复制整个文件夹，再从备份恢复。",
            )


def _harmed_entries(snapshot: Snapshot, harmed: set[Place]) -> Iterator[Damage]:
    """Entries that are not as they were written; those that cannot be read are noted."""
    heads: dict[Chain, Head] = {}
    for link, filed in snapshot.filed():
        if not readable(link):
            harmed.add(link.place)
        if not _comes_next(heads.get(link.chain, START), link):
            yield Damage(
                "journal",
                f"操作记录第 {link.seq} 条与前一条接不上（设备 {link.device[:8]}），可能被改动过。"
                "请保留现有文件，并用备份核对。",
            )
        elif link.place in harmed or (link.content is not None and filed != journal.filing(link)):
            yield Damage(
                "journal",
                f"操作记录第 {link.seq} 条的内容和编目对不上（设备 {link.device[:8]}），可能被改动过。"
                "请保留现有文件，并用备份核对。",
            )
        heads[link.chain] = link.head


def _comes_next(head: Head, link: Link) -> bool:
    try:
        return follows(head, link)
    except (TypeError, ValueError, OverflowError):  # a column holds what it never may
        return False


def _unlike_the_journal(snapshot: Snapshot, harmed: set[Place], progress: Progress) -> Iterator[Damage]:
    """Records that do not say what their entries say."""
    total, done = sum(map(snapshot.count, KINDS.values())), 0
    for kind, ids in snapshot.journalled(_AT_ONCE):
        if kind in KINDS:
            progress.step(done, total, "正在核对记录与操作记录")
            done += len(ids)
            for id in _unlike(snapshot, KINDS[kind], ids, harmed):
                yield Damage(
                    kind, f"一条记录（{kind} {id[:8]}）与操作记录不一致。请不要修改它，并用备份核对。"
                )
    for kind, record in KINDS.items():
        for id in snapshot.unjournalled(record):
            yield Damage(kind, f"一条记录（{kind} {id[:8]}）没有操作记录。请不要修改它，并用备份核对。")


def _unlike(
    snapshot: Snapshot, kind: type[Record], ids: list[RecordId], harmed: set[Place]
) -> Iterator[RecordId]:
    links = journal.about_each(snapshot.connection, ids)
    heads = journal.heads_of_each(snapshot.connection, ids)
    conflicts = journal.conflicts_of_each(snapshot.connection, ids)
    records = _readable_records(snapshot, kind, ids)
    for id in ids:
        if not harmed.isdisjoint(link.place for link in links[id]):
            yield id
            continue
        said, disputed = merge(links[id])
        record = records.get(id)
        version = record.version if record else 0
        as_told = record, heads[id], _places(conflicts[id])
        if as_told != (build(kind, said, id=id, version=version), newest(links[id]), _places(disputed)):
            yield id


def _readable_records(snapshot: Snapshot, kind: type[Record], ids: list[RecordId]) -> dict[RecordId, Record]:
    """The records of which every column holds what it may."""
    try:
        return dict(snapshot.get_each(kind, ids))
    except ValueError:
        if len(ids) == 1:
            return {}
        half = len(ids) // 2
        return _readable_records(snapshot, kind, ids[:half]) | _readable_records(snapshot, kind, ids[half:])


def _places(conflicts: dict[str, list[Link]]) -> dict[str, list[Place]]:
    return {name: [link.place for link in links] for name, links in conflicts.items()}
