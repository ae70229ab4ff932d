"""An office and an invented county with its hub, made once by commands and copied for each test."""

from hashlib import sha256
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace

import pyrage
import pytest

from skilldesk.cli import passwords
from skilldesk.store.keyfile import Cost
from tests.cli.running import PASSWORD, done

CHEAP = Cost(memory=32, passes=1)


class QuickPassphrase:
    """In place of age's, which takes a second each time; tests of `sync` and `hub init` use the real one."""

    @staticmethod
    def encrypt(data: bytes, passphrase: str) -> bytes:
        return sha256(passphrase.encode()).digest() + data

    @staticmethod
    def decrypt(data: bytes, passphrase: str) -> bytes:
        if data[:32] != sha256(passphrase.encode()).digest():
            raise pyrage.DecryptError("wrong")
        return data[32:]


QUICK = SimpleNamespace(passphrase=QuickPassphrase, DecryptError=pyrage.DecryptError)


def furnish(patch: pytest.MonkeyPatch, place: Path) -> None:
    """A home, a temporary folder and passwords of its own, and nothing to be typed."""
    for name in ("home", "temp"):
        (place / name).mkdir(exist_ok=True)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME"):
        patch.setenv(name, str(place / "home"))
    for name in ("TMPDIR", "TEMP", "TMP"):
        patch.setenv(name, str(place / "temp"))
    patch.setattr("tempfile.tempdir", str(place / "temp"))
    for source in (passwords.OFFICE, passwords.NEW, passwords.HUB, passwords.ROOT):
        patch.setenv(source.variable, PASSWORD)
    patch.setattr(passwords, "COST", CHEAP)
    patch.setattr("skilldesk.sync.root.pyrage", QUICK)
    patch.setattr("skilldesk.operations.packages.LOOK_AGAIN", 0.0)


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch, tmp_path)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the fixtures below copy."""
    place = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        furnish(patch, place)
        done(
            *("init", "--office", place / "office", "--code", "990403", "--name", "示例县人社局"),
            *("--region", "370403", "--level", "county", "--account", "limin", "--user-name", "李敏"),
        )
        done("demo", place / "county", "--trainees", "8")
    return place


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    """A practice office with one user, limin, and nothing in it."""
    return copytree(made / "office", tmp_path / "office")


@pytest.fixture
def county(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented county, joined; its hub lies in practice-hub."""
    for source in (passwords.OFFICE, passwords.HUB, passwords.ROOT):
        monkeypatch.setenv(source.variable, "practice")
    return copytree(made / "county", tmp_path / "county")
