"""Whether a folder is whole: files, chains, the replay of the journal, stored files, keys, the side file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skilldesk.core.journal import breaks, merge
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import build, plain
from skilldesk.progress import Progress
from skilldesk.store import cipher, office
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it should be: where, and a sentence."""

    where: str
    text: str


def verify(store: Store, progress: Progress) -> Iterator[Damage]:
    """Everything that is wrong; nothing if the folder is whole."""
    for name, keys in store.keyring.keys().items():
        progress.step(0, 0, f"正在检查 {name}")
        if (store.folder / name).exists():
            for fault in cipher.faults(store.folder / name, keys):
                yield Damage(name, f"{name} 有损坏：{fault}。请先复制整个文件夹，再从备份恢复。")
    if lost := office.behind(store.database):
        yield Damage("head.json", lost)
    with store.database.read_long() as snapshot:
        yield from _broken_chains(snapshot)
        yield from _unlike_the_journal(snapshot, progress)
    for digest in store.blobs.damaged():
        yield Damage("files", f"存档文件 {digest[:12]} 的内容与摘要不符。请从备份恢复它。")


def _broken_chains(snapshot: Snapshot) -> Iterator[Damage]:
    for link in breaks(snapshot.journal()):
        yield Damage(
            "journal",
            f"操作记录第 {link.seq} 条与前一条接不上（设备 {link.device[:8]}），可能被改动过。"
            "请保留现有文件，并用备份核对。",
        )


def _unlike_the_journal(snapshot: Snapshot, progress: Progress) -> Iterator[Damage]:
    """Records that do not say what their entries say."""
    ids = snapshot.journalled()
    for number, (id, kind) in enumerate(ids.items()):
        progress.step(number, len(ids), "正在核对记录与操作记录")
        if kind not in KINDS:
            continue
        record = snapshot.get(KINDS[kind], id)
        said, _ = merge(snapshot.about(id))
        expected = build(KINDS[kind], said, id=id, version=record.version if record else 0)
        if plain(record) != plain(expected):
            yield Damage(kind, f"一条记录（{kind} {id[:8]}）与操作记录不一致。请不要修改它，并用备份核对。")
    for kind, extra in snapshot.unjournalled():
        yield Damage(kind, f"一条记录（{kind} {extra[:8]}）没有操作记录。请不要修改它，并用备份核对。")
