import pytest

from skilldesk.errors import PackageDamaged, PackageUntrusted
from skilldesk.sync.canonical import decode, encode
from skilldesk.sync.signature import parse, sign

from .world import ONE, TWO

SAID = b'{"kind":"UP"}'
SIGNED = sign(SAID, ONE.sender)
KEY = ONE.keys.sign.public


def test_a_signature_comes_back_with_its_chain() -> None:
    found = parse(SIGNED)

    assert found.chain == ONE.sender.chain
    found.check(SAID, KEY)


def test_it_holds_for_this_manifest_this_key_and_this_chain_alone() -> None:
    found = parse(SIGNED)
    for manifest, key in ((SAID + b" ", KEY), (SAID, TWO.keys.sign.public)):
        with pytest.raises(PackageUntrusted, match="签名不对"):
            found.check(manifest, key)
    other_chain = {**decode(SIGNED), "chain": [one.plain() for one in TWO.sender.chain]}
    with pytest.raises(PackageUntrusted):
        parse(encode(other_chain)).check(SAID, KEY)


@pytest.mark.parametrize(
    "change",
    [
        {"chain": None},
        {"chain": {}},
        {"chain": [1]},
        {"chain": [ONE.certificate.plain()] * 3},
        {"signature": "AB" * 64},
        {"signature": "ab" * 63},
        {"signature": None},
        {"more": 1},
    ],
)
def test_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(PackageDamaged, match="签名部分"):
        parse(encode({**decode(SIGNED), **change}))
