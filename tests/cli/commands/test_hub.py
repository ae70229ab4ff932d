from pathlib import Path

import pyrage

from tests.cli.running import done, refused, run
from tests.cli.world import Pc, join, new_hub


def test_a_hub_is_made_with_a_sealed_root_and_a_sheet_shown_once(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("skilldesk.sync.root.pyrage", pyrage)
        ran = run("hub", "init", "--root", tmp_path / "root.key", "--hub", tmp_path / "hub")

    assert ran.code == 0
    assert "请用笔把 5 组字符抄在纸上" in ran.err
    assert ran.out == ""
    assert "桥头堡" not in (tmp_path / "root.key").read_text("utf-8")
    assert (
        refused("hub", "init", "--root", tmp_path / "root.key", "--hub", tmp_path / "two")["exit_code"] == 17
    )
    assert (
        refused("hub", "init", "--root", tmp_path / "two.key", "--hub", tmp_path / "hub")["exit_code"] == 17
    )


def test_its_status_tells_offices_pcs_and_packages(office, tmp_path):
    hub = new_hub(tmp_path / "hub", "--practice")
    assert done("hub", "status", "--hub", hub.folder) == {"practice": True, "offices": [], "packages": 0}
    pc = Pc(office)
    join(pc, hub, "990403", tmp_path)
    hub.receive(tmp_path, pc.export(tmp_path))

    told = done("hub", "status", "--hub", hub.folder)
    assert told["packages"] == 1
    (here,) = told["offices"]
    assert here["code"] == "990403"
    assert [(one["number"], one["revoked"]) for one in here["devices"]] == [(1, None)]


def test_a_wrong_passphrase_lets_no_office_in(office, tmp_path, monkeypatch):
    hub = new_hub(tmp_path / "hub", "--practice")
    request = Pc(office).done("enrol", "request", "--to", tmp_path)["file"]
    monkeypatch.setenv("SKILLDESK_ROOT_PASSPHRASE", "wrong")

    root = hub.folder.with_suffix(".root")
    error = hub.refused("enrol", request, "--office", "990403", "--root", root, "--to", tmp_path)
    assert (error["code"], error["exit_code"]) == ("WrongPassword", 50)
    assert done("hub", "status", "--hub", hub.folder)["offices"] == []
    monkeypatch.setenv("SKILLDESK_HUB_PASSWORD", "wrong")
    assert refused("hub", "status", "--hub", hub.folder)["exit_code"] == 50


def test_a_hub_takes_reports_only(office, tmp_path):
    hub = new_hub(tmp_path / "hub", "--practice")
    request = Path(Pc(office).done("enrol", "request", "--to", tmp_path)["file"])

    assert "hub enrol" in hub.refused("receive", request, "--to", tmp_path)["text"]


def test_what_was_held_back_is_released_for_a_known_pc_with_a_reason(office, tmp_path):
    hub = new_hub(tmp_path / "hub", "--practice")
    pc = Pc(office)
    join(pc, hub, "990403", tmp_path)
    ((here,),) = (one["devices"] for one in done("hub", "status", "--hub", hub.folder)["offices"])

    released = done("hub", "release", here["device"], "--reason", "电话核实", "--hub", hub.folder)

    assert released == {"device": here["device"], "entries": 0}
    error = hub.refused("release", "0" * 32, "--reason", "电话核实")
    assert error["code"] == "NotFound"
    assert run("hub", "release", here["device"], "--hub", hub.folder).code == 2
