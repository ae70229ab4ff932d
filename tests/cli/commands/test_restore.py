"""backup, restore, verify."""

from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from skilldesk.store import cipher, keyring
from tests.cli.running import PASSWORD, done, refused, run
from tests.cli.world import CHANGQING, CHUNMEI, Pc


@pytest.fixture
def pc(office: Path) -> Pc:
    return Pc(office)


def test_a_whole_office_is_said_to_be_whole(pc):
    assert pc.done("verify") == {"whole": True, "damages": []}


def test_looking_leaves_no_trace(pc):
    before = len(pc.done("journal"))
    pc.done("verify")

    assert len(pc.done("journal")) == before + 1


def test_a_search_index_that_went_astray_is_named_and_mended(pc):
    pc.add("trainee", **CHUNMEI)
    keys = keyring.open_with_password(pc.folder, pc.account, PASSWORD).keys["office.db"]
    with closing(cipher.connect(pc.folder / "office.db", keys)) as connection:
        connection.execute("DELETE FROM search WHERE way = 1")

    ran = pc.run("verify")
    assert ran.code == 1
    assert "skilldesk verify --mend-search" in ran.err
    assert pc.done("verify", "--mend-search") == {"whole": True, "damages": []}


def test_what_is_damaged_is_named(pc):
    file = pc.folder / "office.db"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    ran = pc.run("verify", "--json")

    assert ran.code in (1, 13)
    assert "office.db" in ran.out


def test_a_backup_comes_back_into_an_empty_folder(pc, tmp_path):
    id = pc.add("trainee", **CHUNMEI)
    backup = pc.done("backup", "--to", tmp_path / "stick")
    assert Path(backup["file"]).stat().st_size == backup["size"]
    pc.add("trainee", **CHANGQING)

    told = done("restore", backup["file"], "--to", tmp_path / "back")
    assert set(told) == {"folder", "device", "epoch"}
    back = Pc(tmp_path / "back")
    assert [one["id"] for one in back.done("record", "list", "trainee")] == [id]
    assert back.done("verify")["whole"]


def test_a_restore_that_fails_leaves_nothing(pc, tmp_path, monkeypatch):
    file = Path(pc.done("backup", "--to", tmp_path / "stick")["file"])
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("x")
    assert refused("restore", file, "--to", full)["exit_code"] == 17

    monkeypatch.setenv("SKILLDESK_PASSWORD", "wrong")
    assert refused("restore", file, "--to", tmp_path / "back")["exit_code"] == 50
    assert not (tmp_path / "back").exists()
    data = bytearray(file.read_bytes())
    data[-30] ^= 1
    file.write_bytes(data)
    assert refused("restore", file, "--to", tmp_path / "back")["exit_code"] == 54
    assert (full / "letter.txt").read_text() == "x"


@pytest.mark.parametrize("arguments", [(), ("x.skb",), ("--to", "x"), ("x.skb", "--to", "x", "--continue")])
def test_a_restore_is_asked_for_in_one_of_two_ways(arguments):
    assert run("restore", *arguments).code == 2


def test_a_store_that_lost_commits_says_so_and_goes_on_when_asked(pc, tmp_path):
    pc.add("trainee", **CHUNMEI)
    old = pc.folder / "office.db"
    copyfile(old, tmp_path / "old.db")
    pc.add("trainee", **CHANGQING)
    for file in pc.folder.glob("office.db*"):
        file.unlink()
    copyfile(tmp_path / "old.db", old)

    error = pc.refused("record", "list", "trainee")
    assert (error["code"], error["exit_code"]) == ("StoreBehind", 14)
    assert "restore --continue" in error["text"]
    ran = pc.run("verify", "--json")
    assert ran.code == 1
    assert ran.json["damages"][0]["where"] == "head.json"

    told = pc.done("restore", "--continue")
    assert "少了" in told["lost"]
    pc.add("trainee", **CHANGQING)
    assert pc.done("verify")["whole"]
    assert pc.refused("restore", "--continue")["exit_code"] == 17


def test_an_office_in_use_is_left_alone(pc):
    with keyring.hold(pc.folder):
        error = pc.refused("record", "list", "trainee")

    assert (error["code"], error["exit_code"]) == ("OfficeInUse", 53)


def test_a_folder_without_an_office_is_told(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        assert refused("verify", "--office", folder)["exit_code"] == 16
        assert refused("hub", "status", "--hub", folder)["exit_code"] == 16
