"""Certificates: who vouches for which key. FORMAT.md §4.

The root signs hubs' keys and offices, an office its devices, and nobody anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from skilldesk.core.offices import is_practice
from skilldesk.core.problems import Problem, Severity
from skilldesk.errors import KeyRevoked, PackageUntrusted, PracticePackage, Refused
from skilldesk.sync.canonical import (
    DeviceNumber,
    Extensible,
    HexId,
    HexKey,
    HexSignature,
    OfficeCode,
    ReadKeyText,
    Unreadable,
    convert,
    encode,
)
from skilldesk.sync.keys import PublicKeys, SignKey, is_signed

Use = Literal["receipt", "catalogue", "decryption"]

_SAYS = {
    "root": {"sign_key"},
    "receipt": {"use", "sign_key"},
    "catalogue": {"use", "sign_key"},
    "decryption": {"use", "read_key"},
    "office": {"office", "level", "regions", "sign_key"},
    "device": {"office", "device", "number", "sign_key", "read_key"},
}
"""What a certificate of each kind, of a hub each use, says; no more and no less."""

_OPTIONAL = {name for names in _SAYS.values() for name in names}


class Certificate(Extensible, frozen=True, kw_only=True, omit_defaults=True):
    kind: Literal["root", "hub", "office", "device"]
    practice: bool
    valid_from: date
    valid_to: date
    issuer: HexKey
    signature: HexSignature
    use: Use | None = None
    office: OfficeCode | None = None
    level: str | None = None
    regions: tuple[str, ...] | None = None
    device: HexId | None = None
    number: DeviceNumber | None = None
    sign_key: HexKey | None = None
    read_key: ReadKeyText | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it says what its kind says, and its issuer signed that."""
        says = {name for name in _OPTIONAL if getattr(self, name) is not None}
        return (
            says == _SAYS.get(self.use or self.kind)
            and (self.use is not None) == (self.kind == "hub")
            and (self.kind != "root" or self.sign_key == self.issuer)
            and (self.office is None or self.practice == is_practice(self.office))
            and is_signed(_signed_part(self), self.signature, self.issuer)
        )


class Validity(NamedTuple):
    first: date
    last: date


@dataclass(frozen=True)
class Authority:
    """A key that signs certificates, with the one that vouches for it: the root, or an office."""

    key: SignKey
    certificate: Certificate


def check_office_code(office: str) -> None:
    """Refuse a code that no certificate can carry."""
    try:
        convert(office, OfficeCode)
    except Unreadable as error:
        raise Refused(
            f"单位代码“{office}”不合规定：应是 6 位数字，或 6 位数字加“-”再加最多 5 个大写字母或数字。"
            "没有办理，数据没有变化。请改正后再做一次。"
        ) from error


def new_root(*, practice: bool, valid: Validity) -> Authority:
    key = SignKey.new()
    return Authority(key, _issue(key, valid, kind="root", practice=practice, sign_key=key.public))


def certify_hub(root: Authority, use: Use, key: str, *, valid: Validity) -> Certificate:
    """For one key of the hub: of age for decryption, otherwise Ed25519."""
    holds = "read_key" if use == "decryption" else "sign_key"
    practice = root.certificate.practice
    return _issue(root.key, valid, kind="hub", practice=practice, use=use, **{holds: key})


def certify_office(
    root: Authority, office: str, *, level: str, regions: Sequence[str], key: str, valid: Validity
) -> Certificate:
    check_office_code(office)
    practice = root.certificate.practice
    if is_practice(office) != practice:
        raise PracticePackage(
            f"单位代码 {office} 不是演练代码，而这个汇总端是演练用的。没有发证，数据没有变化。"
            "请改用 99 开头的代码，或到正式的汇总端办理。"
            if practice
            else f"单位代码 {office} 是演练代码，而这个汇总端是正式的。没有发证，数据没有变化。"
            "请改用正式的单位代码，或到演练用的汇总端办理。"
        )
    return _issue(
        root.key,
        valid,
        kind="office",
        practice=practice,
        office=office,
        level=level,
        regions=tuple(regions),
        sign_key=key,
    )


def certify_device(
    office: Authority, device: str, *, number: int, keys: PublicKeys, valid: Validity
) -> Certificate:
    return _issue(
        office.key,
        valid,
        kind="device",
        practice=office.certificate.practice,
        office=office.certificate.office,
        device=device,
        number=number,
        sign_key=keys.sign,
        read_key=keys.read,
    )


def anchor(chain: Sequence[Certificate], root: str | None) -> str:
    """The root key at which a sender's chain ends: the pinned one, if there is one. The chain is leaf first.

    A chain of another shape, or with a link that does not hold, is PackageUntrusted.
    """
    if not _is_shaped(chain, "hub", "device office") or not _holds(chain, root or chain[-1].issuer):
        raise PackageUntrusted(
            "这个包的签发证书追溯不到本机信任的汇总端，可能是伪造的，也可能来自另一个汇总系统。"
            "没有接收，数据没有变化。请与发送方电话核对这个文件的来历。"
        )
    return chain[-1].issuer


def refuse_revoked(chain: Sequence[Certificate], revoked: Collection[str]) -> None:
    if any(certificate.sign_key in revoked for certificate in chain):
        raise KeyRevoked(
            "签发这个包的电脑或单位已被汇总端停用。数据没有变化。"
            "请与发送方核实；如果仍应使用，请先由汇总端重新办理入网。"
        )


def check_all(certificates: Sequence[Certificate], root: str, *, practice: bool) -> None:
    """Every one of a handful, in any order, ends at this root with no link outside the handful."""
    offices = {one.sign_key: one for one in certificates if one.kind == "office"}
    for one in certificates:
        vouching = [offices[one.issuer]] if one.kind == "device" and one.issuer in offices else []
        chain = [one, *vouching]
        shaped = _is_shaped(chain, "root", "hub", "office", "device office")
        if not shaped or not _holds(chain, root) or one.practice != practice:
            raise PackageUntrusted(
                "这个包里带的证书与签发它的汇总端对不上，可能是伪造的。"
                "没有接收，数据没有变化。请与汇总端电话核对这个文件的来历。"
            )


def _is_shaped(chain: Sequence[Certificate], *shapes: str) -> bool:
    return " ".join(one.kind for one in chain) in shapes


def _holds(chain: Sequence[Certificate], root: str) -> bool:
    """Whether each is signed by the next, and the last by the root, all of one office or hub."""
    return (
        all(one.is_sound for one in chain)
        and [one.issuer for one in chain] == [*(one.sign_key for one in chain[1:]), root]
        and len({(one.practice, one.office) for one in chain}) == 1
    )


def out_of_date(chain: Sequence[Certificate], today: date) -> Iterator[Problem]:
    """A warning for each certificate whose days do not hold today. Clocks are wrong, so it is no more."""
    for one in chain:
        if not one.valid_from <= today <= one.valid_to:
            yield Problem(
                code="CERTIFICATE-DATE",
                severity=Severity.WARNING,
                text=f"发送方的证书有效期是 {one.valid_from} 至 {one.valid_to}，本机日期是 {today}。"
                "包照常接收，数据完好。请核对本机日期；日期无误的，请联系汇总端换发证书。",
            )


def _issue(key: SignKey, valid: Validity, **says: Any) -> Certificate:
    draft = Certificate(
        valid_from=valid.first, valid_to=valid.last, issuer=key.public, signature="0" * 128, **says
    )
    return msgspec.structs.replace(draft, signature=key.sign(_signed_part(draft)))


def _signed_part(certificate: Certificate) -> bytes:
    plain = certificate.plain()
    del plain["signature"]
    return b"SkillDesk certificate 1\n" + encode(plain)
