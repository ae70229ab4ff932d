"""One possible layout of a stored zip: APPNOTE.TXT 6.3, method 0, no flags, 1 January 1980, no comments.

Sizes and offsets from 4 GiB on need the zip64 records, and only then are these written: so the bytes of
a container follow from names, sizes and CRC-32 alone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_FULL = 0xFFFFFFFF
"""In a field of 32 bits: see the zip64 record."""
_PLAIN, _ZIP64 = 20, 45
"""The version that a reader needs."""
_DAY = 0x0021


class Entry(NamedTuple):
    """A member: an ASCII name, its size in bytes, its CRC-32."""

    name: str
    size: int
    crc: int


def header(entry: Entry) -> bytes:
    """What stands before the bytes of a member."""
    size = min(entry.size, _FULL)
    extra = _zip64([entry.size, entry.size]) if size == _FULL else b""
    name = entry.name.encode("ascii")
    fixed = struct.pack(
        "<4s5H3L2H",
        b"PK\x03\x04",
        _ZIP64 if extra else _PLAIN,
        *(0, 0, 0, _DAY),
        *(entry.crc, size, size),
        *(len(name), len(extra)),
    )
    return fixed + name + extra


def directory(entries: Sequence[Entry]) -> bytes:
    """What stands behind the last member."""
    at, records = 0, b""
    for entry in entries:
        records += _record(entry, at)
        at += len(header(entry)) + entry.size
    count, length = len(entries), len(records)
    long = _end64(count, length, at) if at >= _FULL else b""
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, min(at, _FULL), 0)
    return records + long + end


def small_size(head: bytes) -> int:
    """The size that the header of a member below 4 GiB tells; ValueError if this is no header."""
    if len(head) < 30:
        raise ValueError("no header")
    return int(struct.unpack_from("<L", head, 22)[0])


def _record(entry: Entry, at: int) -> bytes:
    size, offset = min(entry.size, _FULL), min(at, _FULL)
    wide = [entry.size, entry.size] if size == _FULL else []
    extra = _zip64([*wide, at] if offset == _FULL else wide)
    name = entry.name.encode("ascii")
    version = _ZIP64 if extra else _PLAIN
    fixed = struct.pack(
        "<4s6H3L5H2L",
        b"PK\x01\x02",
        *(version, version, 0, 0, 0, _DAY),
        *(entry.crc, size, size),
        *(len(name), len(extra), 0, 0, 0),
        *(0, offset),
    )
    return fixed + name + extra


def _zip64(values: Iterable[int]) -> bytes:
    packed = b"".join(struct.pack("<Q", value) for value in values)
    return struct.pack("<2H", 1, len(packed)) + packed if packed else b""


def _end64(count: int, length: int, at: int) -> bytes:
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, _ZIP64, _ZIP64, 0, 0, count, count, length, at)
    return end + struct.pack("<4sLQL", b"PK\x06\x07", 0, at + length, 1)
