"""The root's file: its secret, sealed by a passphrase, and its certificate for all to read. FORMAT.md §4."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pyrage

from skilldesk.errors import NewerPackage, PackageDamaged, WrongPassword
from skilldesk.sync.canonical import decode, encode
from skilldesk.sync.certificates import Authority, Certificate
from skilldesk.sync.keys import SignKey

FORMAT = 1


def seal_root(root: Authority, passphrase: str) -> bytes:
    """The contents of the root file. Takes seconds: so does each guess at the passphrase."""
    sealed = pyrage.passphrase.encrypt(root.key.secret.encode(), passphrase)
    return encode(
        {
            "format": FORMAT,
            "certificate": root.certificate.plain(),
            "sealed": b64encode(sealed).decode(),
        }
    )


def read_root(data: bytes) -> Certificate:
    """Whose root file this is; needs no passphrase."""
    return _parts(data)[0]


def open_root(data: bytes, passphrase: str) -> Authority:
    certificate, sealed = _parts(data)
    try:
        secret = pyrage.passphrase.decrypt(sealed, passphrase).decode()
    except pyrage.DecryptError as error:
        raise WrongPassword(
            "根密钥的口令不对，或根密钥文件已损坏。没有发证，数据没有变化。"
            "请重新输入口令；仍然不行的，请改用另一份根密钥文件。"
        ) from error
    key = SignKey(secret)
    if len(secret) != 64 or key.public != certificate.sign_key:
        raise _damaged()
    return Authority(key, certificate)


def _parts(data: bytes) -> tuple[Certificate, bytes]:
    try:
        plain = decode(data)
        if plain["format"] != FORMAT:
            raise NewerPackage("这个根密钥文件由新版本的程序生成，本程序打不开。数据没有变化。请先升级程序。")
        certificate = Certificate.of(plain["certificate"])
        sealed = b64decode(plain["sealed"], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error
    if certificate.kind != "root" or not certificate.is_sound:
        raise _damaged()
    return certificate, sealed


def _damaged() -> PackageDamaged:
    return PackageDamaged("根密钥文件已损坏或不完整。数据没有变化。请改用另一份根密钥文件。")
