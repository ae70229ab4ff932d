"""Making packages: values and keys in, the bytes of one file out. FORMAT.md §2–6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import pyrage
import zstandard
from msgspec.structs import replace

from skilldesk.core.offices import is_practice
from skilldesk.errors import PackageTooLarge
from skilldesk.sync import container, manifest, signature
from skilldesk.sync.certificates import Certificate, check_office_code
from skilldesk.sync.container import Members
from skilldesk.sync.entries import count
from skilldesk.sync.keys import Keys, nonce
from skilldesk.sync.manifest import Enrol, Letter, Manifest, Party, PayloadFacts, party
from skilldesk.sync.payload import Payload, encode_payload
from skilldesk.sync.signature import Sender

LEVEL = 3
"""Of zstd: levels above cost seconds and save a tenth."""


def seal(
    payload: Payload,
    *,
    sender: Sender,
    recipients: Sequence[Certificate],
    catalogues: Mapping[str, int],
) -> bytes:
    """The package that says this to those, and to nobody else.

    Recipients are the hub's decryption certificate and those of devices; catalogues is the version of
    each part that the sender has. PackageTooLarge if no reader would take it.
    """
    letter = Letter(
        kind=payload.KIND,
        practice=sender.chain[0].practice,
        package=nonce(),
        sender=party(sender.chain[0], sender.key.public),
        recipients=tuple(party(one, one.read_key) for one in recipients),
    )
    plain = encode_payload(payload, letter)
    ciphertext = _encrypted(plain, letter.recipients)
    described = manifest.draft(
        letter,
        chains=tuple(stretch.run for stretch in payload.chains),
        counts=count(payload.chains),
        catalogues=catalogues,
        payload=_facts(ciphertext, plain),
    )
    return _file(described, sender, ciphertext)


def enrol(keys: Keys, *, device: str, office: str) -> bytes:
    """The ENROL of a device: nothing in it is secret, and nobody vouches for it."""
    check_office_code(office)
    sign, read = keys.public
    asked = Enrol(office=office, device=device, sign_key=sign, read_key=read, nonce=nonce())
    letter = Letter(
        kind="ENROL", practice=is_practice(office), package=nonce(), sender=asked.sender, recipients=()
    )
    described = manifest.draft(letter, chains=(), counts={}, catalogues={}, payload=_facts(b"", b""))
    return _file(replace(described, enrol=asked), Sender(keys.sign, ()), b"")


def _encrypted(plain: bytes, recipients: Sequence[Party]) -> bytes:
    compressed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(plain)
    keys = [pyrage.x25519.Recipient.from_str(one.key) for one in recipients]
    return bytes(pyrage.encrypt(compressed, keys))


def _facts(ciphertext: bytes, plain: bytes) -> PayloadFacts:
    return PayloadFacts(sha256=sha256(ciphertext).hexdigest(), size=len(ciphertext), plain=len(plain))


def _file(described: Manifest, sender: Sender, ciphertext: bytes) -> bytes:
    said = described.encode()
    data = container.build(Members(said, signature.sign(said, sender), ciphertext))
    if len(data) > container.MAX_FILE or manifest.is_unreasonable(described.payload):
        raise PackageTooLarge(
            f"要导出的内容有 {described.payload.plain >> 20} MB，一个数据包放不下。没有导出，数据没有变化。"
            "请与信息技术人员联系。"
        )
    return data
