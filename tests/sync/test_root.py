import pytest

from skilldesk.errors import NewerPackage, PackageDamaged, WrongPassword
from skilldesk.sync.canonical import decode, encode
from skilldesk.sync.root import open_root, read_root, seal_root

from .world import HUB, PRACTICE

PASSPHRASE = "春江潮水连海平"


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal_root(HUB.root, PASSPHRASE)


def test_the_passphrase_opens_the_root(sealed: bytes) -> None:
    assert open_root(sealed, PASSPHRASE) == HUB.root


def test_another_passphrase_does_not(sealed: bytes) -> None:
    with pytest.raises(WrongPassword, match="口令不对"):
        open_root(sealed, "春江潮水连海天")


def test_everybody_may_read_whose_root_it_is(sealed: bytes) -> None:
    assert read_root(sealed) == HUB.root.certificate
    assert HUB.root.key.secret.encode() not in sealed


@pytest.mark.soak
def test_a_root_under_another_certificate_is_refused(sealed: bytes) -> None:
    swapped = {**decode(sealed), "certificate": PRACTICE.root.certificate.plain()}
    with pytest.raises(PackageDamaged):
        open_root(encode(swapped), PASSPHRASE)


def test_a_newer_root_file_is_refused(sealed: bytes) -> None:
    with pytest.raises(NewerPackage):
        read_root(encode({**decode(sealed), "format": 2}))


def test_a_harmed_root_file_is_refused(sealed: bytes) -> None:
    office = encode({**decode(sealed), "certificate": HUB.offices["370403"].certificate.plain()})
    for data in (b"", b"{}", b"[]", sealed[:-1], sealed + b" ", sealed[1:], office):
        with pytest.raises(PackageDamaged, match="根密钥文件"):
            read_root(data)
    for at in range(0, sealed.index(b'"sealed"'), 7):
        with pytest.raises((PackageDamaged, NewerPackage)):
            read_root(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
