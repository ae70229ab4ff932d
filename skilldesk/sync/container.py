"""The file: a stored zip of three members at fixed offsets, in one spelling only. FORMAT.md §2.

Nothing in it is believed: the members are cut out where they must lie, the file is built again from
them, and both must be equal. An ordinary zip reader overlooks one flipped byte in twenty.
"""

from __future__ import annotations

import struct
from typing import NamedTuple
from zlib import crc32

from skilldesk.errors import PackageDamaged, PackageTooLarge

MAX_FILE = 256 << 20
MAX_MANIFEST = 256 << 10
MAX_SIGNATURE = 64 << 10

_NAMES = (b"manifest.json", b"manifest.sig", b"payload.age")
_VERSION = 20
_STORED = 0
_DAY = 0x0021
"""1980-01-01, as early as zip goes."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")

_SIZE = struct.Struct("<I")
_SIZE_AT = 18
"""Where the size stands in a local header."""

_EMPTY = sum(_LOCAL.size + _CENTRAL.size + 2 * len(name) for name in _NAMES) + _END.size


class Members(NamedTuple):
    manifest: bytes
    signature: bytes
    payload: bytes


def build(members: Members) -> bytes:
    """The one file that holds these members."""
    files: list[bytes] = []
    directory = b""
    at = 0
    for name, data in zip(_NAMES, members, strict=True):
        facts = (0, _STORED, 0, _DAY, crc32(data), len(data), len(data), len(name), 0)
        files += (_LOCAL.pack(b"PK\3\4", _VERSION, *facts) + name, data)
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *facts, 0, 0, 0, 0, at) + name
        at += _LOCAL.size + len(name) + len(data)
    count = len(_NAMES)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join((*files, directory, end))


def parse(data: bytes) -> Members:
    """The members of a file that is exactly as build would write it."""
    if len(data) > MAX_FILE:
        raise too_large(len(data))
    room = len(data) - _EMPTY
    at = 0
    sizes: list[int] = []
    for name, limit in zip(_NAMES[:2], (MAX_MANIFEST, MAX_SIGNATURE), strict=True):
        if room < 0 or (size := _SIZE.unpack_from(data, at + _SIZE_AT)[0]) > min(limit, room):
            raise _damaged()
        sizes.append(size)
        room -= size
        at += _LOCAL.size + len(name) + size
    members = _cut(data, [*sizes, room])
    if build(members) != data:
        raise _damaged()
    return members


def too_large(size: int) -> PackageTooLarge:
    return PackageTooLarge(
        f"这个文件有 {size >> 20} MB，超过一个数据包最大的 {MAX_FILE >> 20} MB。数据没有变化。"
        "请确认选对了文件；确实是数据包的，请与信息技术人员联系。"
    )


def _cut(data: bytes, sizes: list[int]) -> Members:
    at = 0
    found: list[bytes] = []
    for name, size in zip(_NAMES, sizes, strict=True):
        at += _LOCAL.size + len(name)
        found.append(data[at : at + size])
        at += size
    return Members(*found)


def _damaged() -> PackageDamaged:
    return PackageDamaged(
        "这个文件不是完整的数据包：在拷贝或传送中损坏，或被改动过。数据没有变化。"
        "请重新拷贝一次；仍然不行的，请发送方重新导出。"
    )
