"""The keys of a device or hub: Ed25519 to sign, X25519 (age) to read; and the digits that confirm them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def nonce() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True)
class SignKey:
    """An Ed25519 key by its 32 secret bytes in hex."""

    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> SignKey:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw().hex())

    @property
    def public(self) -> str:
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        return self._key.sign(message).hex()

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.secret))


def is_signed(message: bytes, signature: str, public: str) -> bool:
    """Whether the holder of that key signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class ReadKey:
    """An X25519 key, as age writes it."""

    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> ReadKey:
        return cls(str(pyrage.x25519.Identity.generate()))

    @property
    def public(self) -> str:
        return str(self.identity.to_public())

    @property
    def identity(self) -> pyrage.x25519.Identity:
        return pyrage.x25519.Identity.from_str(self.secret)


class PublicKeys(NamedTuple):
    """What others know of a device."""

    sign: str
    read: str


@dataclass(frozen=True)
class Keys:
    """Both keys of a device."""

    sign: SignKey
    read: ReadKey

    @classmethod
    def new(cls) -> Keys:
        return cls(SignKey.new(), ReadKey.new())

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(self.sign.public, self.read.public)


def confirmation(root: str, device: PublicKeys, nonces: tuple[str, str]) -> str:
    """The 20 digits that hub and device show alike if nobody stands between them.

    The nonces are those of ENROL and START, in this order; FORMAT.md §7 says why there are two.
    """
    parts = ("SkillDesk enrolment 1", root, *device, *nonces)
    mixed = sha256("".join(f"{part}\n" for part in parts).encode()).digest()
    return f"{int.from_bytes(mixed[:16], 'big') % 10**20:020d}"


def grouped(digits: str) -> str:
    """In groups of four, to be read on the phone."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def is_same(typed: str, digits: str) -> bool:
    """Whether a person typed these digits, with whatever spaces or hyphens."""
    return "".join(char for char in typed if char in "0123456789") == digits
