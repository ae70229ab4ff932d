from tests.cli.running import done, run


def test_it_passes_and_tells_how_many_checks(tmp_path):
    told = done("self-test")

    assert told["checks"] == len(told["names"]) >= 10
    assert told["failed"] == []
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_check_that_fails_is_named(monkeypatch):
    monkeypatch.setattr("skilldesk.cli.commands.self_test._PDF", b"%DOC-")
    ran = run("self-test")

    assert ran.code == 1
    assert "没有通过：打印表格" in ran.err
