"""manifest.sig: the signature over a manifest, and the certificates from its key up. FORMAT.md §5."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from skilldesk.errors import PackageDamaged, PackageUntrusted
from skilldesk.sync.canonical import HexSignature, Unreadable, convert, decode, encode
from skilldesk.sync.certificates import Certificate
from skilldesk.sync.keys import SignKey, is_signed


@dataclass(frozen=True)
class Sender:
    """The key that signs, and its certificates: leaf first, without the root."""

    key: SignKey
    chain: tuple[Certificate, ...]


@dataclass(frozen=True)
class Signature:
    chain: tuple[Certificate, ...]
    signature: str

    def check(self, manifest: bytes, key: str) -> None:
        """Refuse unless the holder of that key signed this manifest with this chain."""
        if not is_signed(_message(self.chain, manifest), self.signature, key):
            raise PackageUntrusted(
                "这个包的签名不对：内容与签发时不一致，或不是所称的电脑签发的。数据没有变化。"
                "请发送方重新导出，并电话核对。"
            )


def sign(manifest: bytes, sender: Sender) -> bytes:
    chain = [one.plain() for one in sender.chain]
    return encode({"chain": chain, "signature": sender.key.sign(_message(sender.chain, manifest))})


def parse(data: bytes) -> Signature:
    try:
        return _parts(decode(data))
    except Unreadable as error:
        raise PackageDamaged(
            "数据包的签名部分不合格式，可能被改动过。没有接收，数据没有变化。请发送方重新导出。"
        ) from error


def _parts(plain: object) -> Signature:
    match plain:
        case {"chain": list(chain), "signature": signature, **rest} if not rest and len(chain) <= 2:
            return Signature(tuple(map(Certificate.of, chain)), convert(signature, HexSignature))
    raise Unreadable


def _message(chain: tuple[Certificate, ...], manifest: bytes) -> bytes:
    hashed = sha256(encode([one.plain() for one in chain])).digest()
    return b"SkillDesk package 1\n" + hashed + sha256(manifest).digest()
