import pyrage
import pytest
import zstandard
from msgspec.structs import replace as altered

from skilldesk.errors import PackageTooLarge
from skilldesk.sync import container
from skilldesk.sync.payload import Fate
from skilldesk.sync.unseal import read_manifest

from .world import EPOCH, HUB, ONE, TWO, a_receipt, an_up, asked_by, opened, package, sealed

HUB_KEY = HUB.certificate("decryption")


def test_the_same_words_are_never_the_same_bytes() -> None:
    payload = an_up()
    first, second = (sealed(payload, ONE.sender, HUB_KEY) for _ in range(2))

    assert container.parse(first).payload != container.parse(second).payload


def test_a_package_names_those_who_may_read_it() -> None:
    found = read_manifest(package("UP")).recipients

    assert [to.key for to in found] == [HUB.reading.public, ONE.keys.read.public, TWO.keys.read.public]
    assert [to.device for to in found] == [None, ONE.device, TWO.device]


def test_an_enrol_asks_and_hides_nothing() -> None:
    data = asked_by(ONE)
    asked = read_manifest(data).enrol

    assert container.parse(data).payload == b""
    assert asked is not None
    assert (asked.office, asked.device) == ("370403", ONE.device)
    assert (asked.sign_key, asked.read_key) == ONE.keys.public
    assert asked != read_manifest(asked_by(ONE)).enrol


def test_what_nobody_would_read_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    repeated = Fate(device=ONE.device, epoch=EPOCH, first=1, last=1, fate="REJECTED", text="同" * 3000)
    with pytest.raises(PackageTooLarge, match="没有导出"):
        sealed(altered(a_receipt(), fates=(repeated,) * 2000), HUB.sender, ONE.certificate)
    monkeypatch.setattr(container, "MAX_FILE", 1000)
    with pytest.raises(PackageTooLarge):
        sealed(an_up(), ONE.sender, HUB_KEY)


def test_a_large_package_is_well_below_the_bounds() -> None:
    """Some thousand entries: the ratio that honest ones reach is far from that of a bomb."""
    data = sealed(an_up(ONE, 3000), ONE.sender, HUB_KEY)
    facts = read_manifest(data).payload

    assert 2 < facts.plain / facts.size < 10
    assert read_manifest(data).chains[0].last == 3000
    assert opened("UP", data).manifest.counts == {"epoch.begin": 1, "trainee": 1999}
    assert len(data) < 3000 * 400


def test_the_frame_states_its_size_and_carries_a_checksum() -> None:
    payload = container.parse(package("UP")).payload
    frame = zstandard.get_frame_parameters(pyrage.decrypt(payload, [HUB.reading.identity]))

    assert frame.content_size == read_manifest(package("UP")).payload.plain
    assert frame.has_checksum
