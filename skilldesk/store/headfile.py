"""head.json: the newest seq and hash once more, beside the store.

One flipped byte in the write-ahead log silently drops all later commits; only this file notices. It may
lag behind the store (a kill between commit and writing it), but never be ahead of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from skilldesk import platform

NAME = "head.json"


@dataclass(frozen=True)
class SideHead:
    device: str
    epoch: int
    seq: int
    hash: str


def write(folder: Path, head: SideHead) -> None:
    """Replace the file whole. It is not flushed to the disk, nor is anybody waited for who has it open."""
    path = folder / NAME
    platform.part_of(path).write_bytes(_told(head))
    platform.part_of(path).replace(path)


def begin(folder: Path, head: SideHead) -> None:
    """The same for a new epoch, safely on the disk: what the file says of the last one is over."""
    platform.write_file(folder / NAME, _told(head))


def _told(head: SideHead) -> bytes:
    return json.dumps(asdict(head)).encode("ascii")


def read(folder: Path) -> SideHead | None:
    """What the file says; none if it is missing or cannot be read."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="ascii"))
        return SideHead(str(said["device"]), int(said["epoch"]), int(said["seq"]), str(said["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
