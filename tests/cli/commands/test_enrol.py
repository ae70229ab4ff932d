"""enrol, and how a colleague of one PC comes to work at another."""

from pathlib import Path

import pytest

from tests.cli.running import refused
from tests.cli.world import Hub, Pc, asked, join, new_hub, new_office


@pytest.fixture
def pc(office: Path) -> Pc:
    return Pc(office)


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return new_hub(tmp_path / "hub", "--practice")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_each_step_is_shown(pc, hub, stick):
    assert pc.done("enrol", "status") == {"standing": "未入网", "number": 0, "digits": ""}
    start, digits = asked(pc, hub, "990403", stick)
    assert pc.done("enrol", "status")["standing"] == "已申请"

    ran = pc.run("enrol", "accept", start)
    assert ran.code == 0
    assert " ".join(digits[at : at + 4] for at in range(0, 20, 4)) in ran.err
    assert pc.done("enrol", "status") == {"standing": "待核对", "number": 1, "digits": digits}
    assert pc.done("enrol", "confirm", digits)["standing"] == "已入网"
    assert pc.refused("enrol", "confirm", digits)["exit_code"] == 17


def test_only_an_answer_is_accepted(pc, stick):
    request = pc.done("enrol", "request", "--to", stick)["file"]

    assert "这不是入网答复" in pc.refused("enrol", "accept", request)["text"]
    assert pc.refused("enrol", "accept", stick / "none.skd")["exit_code"] == 16


def test_a_request_for_another_office_or_without_the_root_is_refused(pc, hub, stick):
    request = pc.done("enrol", "request", "--to", stick)["file"]

    assert hub.refused("enrol", request, "--office", "990404", "--to", stick)["exit_code"] == 34
    assert hub.refused("enrol", request, "--office", "990403", "--to", stick)["exit_code"] == 2
    other = refused("hub", "enrol", request, "--office", "990403", "--to", stick, "--hub", stick)
    assert other["exit_code"] == 16


def test_a_colleague_known_from_the_other_pc_is_let_in_by_the_administrator(pc, hub, stick, tmp_path):
    join(pc, hub, "990403", stick)
    pc.done("user", "add", "zhaoliqun", "--name", "赵立群", "--role", "second_review")
    package = pc.export(stick)
    hub.receive(stick, package)
    second = new_office(tmp_path / "second", "990403", "sunfang")
    join(second, hub, "990403", stick)

    here = {one["account"]: one["may_open"] for one in second.done("user", "list")}
    assert here == {"limin": False, "zhaoliqun": False, "sunfang": True}
    second.done("user", "password", "zhaoliqun")
    assert Pc(second.folder, "zhaoliqun").done("user", "list")
