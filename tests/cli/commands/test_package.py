"""export, receive, package."""

from pathlib import Path

import pytest

from tests.cli.running import done, refused
from tests.cli.world import CHUNMEI, Pc


@pytest.fixture
def clerk(county: Path) -> Pc:
    return Pc(county)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_an_export_tells_where_it_lies_and_what_to_read_on_the_phone(clerk, stick):
    told = clerk.done("export", "--to", stick)

    assert set(told) == {"file", "package", "sha256", "entries", "counts", "check_digits"}
    assert Path(told["file"]).is_file()
    assert [len(group) for group in told["check_digits"].split()] == [4, 4, 4]
    assert told["counts"]["trainee"] == 8


def test_a_package_tells_its_outside_without_a_key_and_no_names(clerk, stick):
    file = clerk.export(stick)
    said = done("package", "show", file)

    assert (said["kind"], said["practice"], said["sender"]["office"]) == ("UP", True, "990403")
    assert CHUNMEI["name"] not in str(said)


def test_a_package_is_verified_and_not_taken_in(clerk, stick):
    file = clerk.export(stick)
    before = clerk.data()
    told = clerk.done("package", "verify", file)

    assert (told["kind"], told["warnings"]) == ("UP", [])
    assert told["entries"] > 0
    assert clerk.data() == before


def test_what_is_no_package_is_refused(clerk, stick):
    for name, data in (("empty.skd", b""), ("zip.skd", b"PK\x03\x04"), ("text.skd", "你好".encode())):
        (stick / name).write_bytes(data)
        for command in (("package", "show"), ("package", "verify"), ("receive",)):
            ask = refused if command == ("package", "show") else clerk.refused
            assert ask(*command, stick / name)["code"] == "PackageDamaged"
    assert refused("package", "show", stick / "none.skd")["exit_code"] == 16
    assert clerk.refused("export", "--to", stick / "none")["exit_code"] == 41


def test_a_receipt_tells_what_it_acknowledges(clerk, stick):
    hub = ("--to", stick, "--hub", clerk.folder / "practice-hub")
    (taken,) = done("hub", "receive", clerk.export(stick), *hub)["received"]
    (receipt,) = clerk.receive(taken["receipt"])

    assert set(taken) == {"file", "package", "office", "entries", "fates", "receipt", "repeated"}
    assert set(receipt) == {
        *("file", "kind", "package", "repeated", "entries", "acknowledged"),
        *("fates", "waiting", "warnings", "membership", "counts"),
    }
    assert receipt["acknowledged"] == taken["entries"]
