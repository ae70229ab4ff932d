"""The hub's own keys and its lists."""

from datetime import date
from pathlib import Path

import pytest

from skilldesk.errors import NotWritten, Refused, WrongPassword
from skilldesk.hub import registry
from skilldesk.hub.registry import Secrets
from skilldesk.store import keyring
from skilldesk.sync import root
from tests.support.county import CODE, OTHER_CODE, Clock, World
from tests.support.stores import CHEAP

SECRETS = Secrets("hub password", "root passphrase")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real hub and the file of its root; sealing it takes a second."""
    folder = tmp_path_factory.mktemp("hub")
    hub, _ = registry.init(folder / "hub", folder / "root.key", secrets=SECRETS, clock=Clock(), cost=CHEAP)
    hub.close()
    return folder


def test_a_hub_has_a_key_for_each_use_certified_by_its_root(founded: Path) -> None:
    hub = registry.open_hub(founded / "hub", SECRETS.password, clock=Clock())
    with hub.database.read() as snapshot:
        own = registry.own_certificates(snapshot)
        assert [one.use or one.kind for one in own] == ["root", "receipt", "catalogue", "decryption"]
        assert all(one.is_sound and one.issuer == own[0].sign_key for one in own)
        assert len({one.sign_key or one.read_key for one in own}) == 4
        assert registry.sender(snapshot).key.public == own[1].sign_key
        assert registry.read_key(snapshot).public == own[3].read_key
        assert not registry.is_practice(snapshot)
    hub.close()


def test_the_root_lies_in_its_file_behind_the_passphrase(founded: Path) -> None:
    data = (founded / "root.key").read_bytes()
    hub = registry.open_hub(founded / "hub", SECRETS.password, clock=Clock())

    with hub.database.read() as snapshot:
        assert root.read_root(data) == registry.own_certificates(snapshot)[0]
    secret = root.open_root(data, SECRETS.passphrase).key.secret
    assert secret not in data.decode()
    with hub.database.read() as snapshot:
        kept = snapshot.connection.exec_driver_sql("SELECT value FROM local").scalars()
        assert secret.encode() not in list(kept)
    hub.close()


def test_a_root_file_is_never_written_over(founded: Path, tmp_path: Path) -> None:
    before = (founded / "root.key").read_bytes()

    with pytest.raises(Refused, match="已经存在，没有新建汇总端"):
        registry.init(tmp_path / "hub", founded / "root.key", secrets=SECRETS, cost=CHEAP)

    assert (founded / "root.key").read_bytes() == before
    assert not (tmp_path / "hub").exists()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing a root takes seconds, for it is to be dear."""
    monkeypatch.setattr(root, "seal_root", lambda *_: b"sealed")


@pytest.mark.usefixtures("quick")
def test_a_hub_that_was_not_founded_leaves_no_root(founded: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="已经有一个单位"):
        registry.init(founded / "hub", tmp_path / "root.key", secrets=SECRETS, cost=CHEAP)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_root_that_cannot_be_written_founds_no_hub(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="没有新建汇总端"):
        registry.init(tmp_path / "hub", tmp_path / "gone" / "root.key", secrets=SECRETS, cost=CHEAP)

    assert not (tmp_path / "hub").exists()


@pytest.mark.parametrize("secrets", [Secrets("short", "root passphrase"), Secrets("hub password", "short")])
def test_short_passwords_are_refused(tmp_path: Path, secrets: Secrets) -> None:
    with pytest.raises(Refused, match="密码至少要8个字符"):
        registry.init(tmp_path / "hub", tmp_path / "root.key", secrets=secrets, cost=CHEAP)

    assert list(tmp_path.iterdir()) == []


def test_secrets_are_not_shown() -> None:
    assert repr(SECRETS) == "Secrets()"


def test_the_hubs_folder_opens_with_its_password_alone(world: World) -> None:
    with pytest.raises(WrongPassword):
        registry.open_hub(world.hub.folder, "not the password", clock=world.clock)

    assert keyring.holders(world.hub.folder).users == (registry.ACCOUNT,)


def test_certificates_begin_today_and_end_on_a_day_that_there_is(world: World) -> None:
    valid = registry._validity("device", date(2024, 2, 29))

    assert valid == (date(2024, 2, 29), date(2034, 2, 28))
    with world.hub.database.read() as snapshot:
        assert {one.certificate.valid_from for one in registry.members(snapshot)} == {date(2020, 12, 21)}


def test_an_office_is_told_of_its_own_active_pcs_only(world: World) -> None:
    with world.hub.database.write(registry.ACCOUNT) as work:
        registry.revoke(work, world.second.database.device, "停用")

        told = registry.office_certificates(work, CODE)
        assert {one.device for one in told if one.kind == "device"} == {world.pc.database.device}
        assert {one.office for one in told if one.kind == "office"} == {CODE}
        assert [one.kind for one in registry.office_certificates(work, "990499")] == ["root", *["hub"] * 3]
        revoked = [one for one in registry.members(work) if one.revoked]
        assert registry.revoked_keys(work) == tuple(one.certificate.sign_key for one in revoked)
        assert [one.revoked for one in revoked] == ["停用"]
        assert {one.office for one in registry.members(work)} == {CODE, OTHER_CODE}
