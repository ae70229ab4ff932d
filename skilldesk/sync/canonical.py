"""Canonical JSON: one value has one spelling, so reading and writing again gives the same bytes."""

from __future__ import annotations

from typing import Annotated, Any, Self, TypeVar

import msgspec
from msgspec import Meta

HexId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
"""A device, a package, a nonce: 16 bytes."""

HexKey = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A hash or an Ed25519 public key: 32 bytes."""

HexSignature = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]

ReadKeyText = Annotated[str, Meta(pattern=r"^age1[0-9a-z]{58}\Z")]
"""An age recipient for X25519."""

OfficeCode = Annotated[str, Meta(pattern=r"^[0-9]{6}(-[A-Z0-9]{1,5})?\Z")]

DeviceNumber = Annotated[int, Meta(ge=1, le=99)]
"""Short number of a device inside its office; it is only printed."""

Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]

T = TypeVar("T")

_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Unreadable(ValueError):
    """The bytes are not the canonical JSON of what they should be."""


def encode(value: object) -> bytes:
    """Keys by code point, no spaces, nothing escaped that need not be."""
    return msgspec.json.encode(value, order="sorted")


def decode(data: bytes) -> dict[str, Any]:
    """The object of these canonical bytes; Unreadable for any other spelling or value."""
    try:
        value = msgspec.json.decode(data)
        again = encode(value)
    except _UNREADABLE as error:
        raise Unreadable from error
    if again != data or not isinstance(value, dict):
        raise Unreadable
    return value


def convert(plain: object, type: type[T]) -> T:
    """The typed value; unknown keys are left out."""
    try:
        return msgspec.convert(plain, type)
    except _UNREADABLE as error:
        raise Unreadable from error


class Extensible(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A JSON object that keeps what a newer writer added, and writes it again."""

    extra: dict[str, Any] = {}

    def plain(self) -> dict[str, Any]:
        known = msgspec.to_builtins(self)
        known.pop("extra", None)
        return {**self.extra, **known}

    @classmethod
    def of(cls, plain: object) -> Self:
        """The object that is written like this and not otherwise."""
        if not isinstance(plain, dict):
            raise Unreadable
        known = {name: plain[name] for name in cls.__struct_fields__ if name in plain and name != "extra"}
        added = {name: value for name, value in plain.items() if name not in known}
        found = convert({**known, "extra": added}, cls)
        if encode(found.plain()) != encode(plain):
            raise Unreadable
        return found
