from pathlib import Path

import pytest

from tests.cli.running import PASSWORD, run
from tests.cli.world import Pc

NEW = "换过的密码-2026"


@pytest.fixture
def pc(office: Path) -> Pc:
    return Pc(office)


@pytest.fixture
def other(pc: Pc) -> Pc:
    pc.done("user", "add", "sunfang", "--name", "孙芳", "--role", "录入员", "inspector")
    return Pc(pc.folder, "sunfang")


def test_a_user_is_added_with_roles_by_code_or_name(pc, other):
    listed = {one["account"]: one for one in other.done("user", "list")}

    assert listed["sunfang"]["roles"] == "entry inspector"
    assert listed["sunfang"]["may_open"]
    assert pc.refused("user", "add", "sunfang", "--name", "孙芳", "--role", "entry")["exit_code"] == 17
    assert pc.refused("user", "add", "x", "--name", "孙2芳", "--role", "entry")["exit_code"] == 17
    assert pc.run("user", "add", "x", "--name", "孙芳", "--role", "king").code == 2


def test_only_an_administrator_manages_users(pc, other):
    for command in (
        ("add", "qianjin", "--name", "钱进", "--role", "entry"),
        ("role", "limin", "--role", "entry"),
        ("remove", "limin", "--reason", "不喜欢"),
        ("password", "limin"),
    ):
        assert other.refused("user", *command)["exit_code"] == 18
    assert pc.done("user", "role", "sunfang", "--role", "window")["roles"] == "window"


def test_a_new_password_opens_and_the_old_one_does_not(other, monkeypatch):
    monkeypatch.setenv("SKILLDESK_NEW_PASSWORD", NEW)
    other.done("user", "password", "sunfang")

    assert other.refused("user", "list")["exit_code"] == 50
    monkeypatch.setenv("SKILLDESK_PASSWORD", NEW)
    assert other.done("user", "list")


def test_an_empty_password_is_refused(pc, monkeypatch):
    monkeypatch.setenv("SKILLDESK_NEW_PASSWORD", "")

    assert pc.run("user", "password", "limin").code == 2


def test_whoever_was_removed_opens_nothing_written_since(pc, other):
    pc.done("user", "remove", "sunfang", "--reason", "调走")

    assert other.refused("user", "list")["exit_code"] == 51
    assert [one["account"] for one in pc.done("user", "list")] == ["limin"]
    assert list((pc.folder / "backups").glob("*.skb"))
    assert pc.done("verify")["whole"]


def test_the_account_need_not_be_written_while_there_is_one(pc):
    assert run("user", "list", "--office", pc.folder).code == 0
    pc.done("user", "add", "sunfang", "--name", "孙芳", "--role", "entry")
    ran = run("user", "list", "--office", pc.folder)
    assert ran.code == 2
    assert "limin、sunfang" in ran.err
    assert PASSWORD not in ran.err
