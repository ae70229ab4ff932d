import re

import pytest

from skilldesk import platform
from skilldesk.core.recovery_sheet import parse
from tests.cli.running import done, refused, run

ASKED = ("--code", "370403", "--name", "示例县人社局", "--account", "limin", "--user-name", "李敏")


def test_a_new_office_shows_its_recovery_sheet_once_to_people_only(tmp_path):
    ran = run("init", "--office", tmp_path / "office", *ASKED, "--json")

    assert ran.code == 0
    assert set(ran.json) == {"folder", "office", "account", "device"}
    groups = re.findall(r"\d）([0-9A-Z]{6,7})", ran.err)
    sheet, problems = parse(" ".join(groups))
    assert (len(groups), problems) == (5, ())
    assert sheet
    assert "抄在纸上" in ran.err
    assert not any(group in ran.out for group in groups)


def test_without_a_folder_the_office_lies_where_the_user_has_her_data():
    told = done("init", *ASKED)

    assert told["folder"] == str(platform.user_folder())
    assert done("user", "list")[0]["account"] == "limin"


def test_a_second_office_in_one_folder_is_refused(office):
    before = sorted((path.name, path.stat().st_size) for path in office.iterdir())

    assert refused("init", "--office", office, *ASKED)["exit_code"] == 17
    assert sorted((path.name, path.stat().st_size) for path in office.iterdir()) == before


@pytest.mark.parametrize(
    ("option", "wrong", "code"),
    [
        ("--code", "37/0403", 17),
        ("--code", "", 17),
        ("--name", " ", 17),
        ("--account", "", 17),
        ("--user-name", "李 3", 17),
        ("--level", "galaxy", 2),
    ],
)
def test_what_no_office_is_called_is_refused_before_anything_is_made(option, wrong, code, tmp_path):
    asked = [*ASKED, option, wrong]

    assert run("init", "--office", tmp_path / "office", *asked).code == code
    assert not (tmp_path / "office").exists()


def test_an_empty_password_makes_no_office(tmp_path, monkeypatch):
    monkeypatch.setenv("SKILLDESK_PASSWORD", "")

    assert run("init", "--office", tmp_path / "office", *ASKED).code == 2
    assert not (tmp_path / "office").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")

    for command in (("init", "--office", tmp_path / "file" / "x", *ASKED), ("demo", tmp_path / "file" / "x")):
        error = refused(*command)
        assert (error["code"], error["exit_code"]) == ("NotWritten", 55)
    hub = refused("hub", "init", "--root", tmp_path / "none" / "root.key", "--hub", tmp_path / "hub")
    assert hub["exit_code"] == 55
    assert not (tmp_path / "hub").exists()
