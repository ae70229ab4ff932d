"""The path from a typed ID number to the province's receipt, by commands only."""

import time
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.cli.conftest import furnish
from tests.cli.running import PASSWORD, done, run
from tests.cli.world import (
    CHANGQING,
    CHUNMEI,
    DAY,
    PLANTED,
    Hub,
    Pc,
    asked,
    course,
    exchange,
    granted,
    join,
    new_hub,
    new_office,
    no_pension,
)
from tests.support.leaks import find_leaks

REVIEWER = "zhaoliqun"


@pytest.fixture
def pc(office: Path) -> Pc:
    return Pc(office)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_the_path_from_an_id_number_to_the_receipt(pc: Pc, stick: Path, tmp_path: Path):
    start = time.time() - 1

    chunmei, changqing = registered(pc)
    welding, cooking = trained(pc, chunmei, changqing)
    standard_entered_by_one_and_approved_by_another(pc)
    three_in_the_year_and_no_more(pc, welding, cooking, chunmei, changqing)
    claim = pc.done("claim", "list")["claims"][0]
    drawn_on_paper(pc, claim, tmp_path / "paper")
    reported(pc, claim, stick, new_hub(tmp_path / "hub", "--practice"))

    assert pc.done("verify") == {"whole": True, "damages": []}
    assert find_leaks([tmp_path], PLANTED, newer_than=start) == []


def registered(pc: Pc) -> tuple[str, str]:
    wrong = {**CHUNMEI, "id_number": CHUNMEI["id_number"][:-1] + "3"}
    error = pc.refused("record", "add", "trainee", "--from", "-", stdin=wrong)
    assert (error["code"], error["exit_code"]) == ("Refused", 17)
    assert "校验不对" in error["text"]
    assert pc.done("record", "list", "trainee") == []

    ran = pc.run("record", "add", "trainee", "--from", "-", stdin=CHUNMEI)
    assert ran.code == 0, ran.err
    chunmei = ran.json["id"]
    assert ran.json == {"id": chunmei, "version": 1, "problems": [], "duplicates": []}
    assert pc.show("trainee", chunmei)["birth_date"] == "1986-04-12"

    twin = pc.done("record", "add", "trainee", "--from", "-", stdin={**CHUNMEI, "former_name": "周梅"})
    assert twin["duplicates"] == [chunmei]
    pc.done("record", "void", "trainee", twin["id"], "--reason", "重复登记")
    return chunmei, pc.add("trainee", **CHANGQING)


def trained(pc: Pc, chunmei: str, changqing: str) -> Any:
    school = pc.add("institution", name="示例县鲁南职业培训学校", credit_code="52370403MJE000013A", role="T")
    welding = course(pc, school, "焊工", "6-18-02-04")
    cooking = course(pc, school, "中式面点师", "4-03-02-02")
    for at, trainee in enumerate((chunmei, changqing), start=1):
        no_pension(pc, trainee)
        pc.add(
            "category_fact",
            trainee_id=trainee,
            category="04",
            evidence_kind="16",
            valid_from="2020-01-01",
        )
        welding.certify(trainee, at)
    granted(pc, CHUNMEI, "电工", "育婴员")
    granted(pc, CHANGQING, "电工", "育婴员", "保育师")
    return welding, cooking


def standard_entered_by_one_and_approved_by_another(pc: Pc) -> None:
    standard = pc.add(
        "standard",
        policy="SD-2019",
        subsidy="10",
        key="5",
        amount="800.00",
        document="演示标准〔2019〕1号",
        valid_from="2019-01-01",
        valid_until="2021-12-31",
    )
    assert pc.show("standard", standard)["entered_by"] == "limin"
    own = pc.refused("record", "change", "standard", standard, "--from", "-", stdin={"approved_by": "limin"})
    assert (own["code"], own["exit_code"]) == ("NotAllowed", 18)

    pc.done("user", "add", REVIEWER, "--name", "赵立群", "--role", "second_review")
    Pc(pc.folder, REVIEWER).change("standard", standard, approved_by=REVIEWER)
    assert pc.show("standard", standard)["approved_by"] == REVIEWER


def three_in_the_year_and_no_more(pc: Pc, welding: Any, cooking: Any, chunmei: str, changqing: str) -> None:
    third, fourth = checked(pc, welding.class_id)
    assert (third["trainee_id"], third["verdict"], third["nth"]) == (chunmei, "provisional", 3)
    assert third["payable_fen"] == 80_000
    refused_with_clause_and_remedy(fourth)
    error = pc.refused(*create(welding.class_id, changqing))
    assert error["exit_code"] == 17
    assert "每年最多3次" in error["text"]

    (claim,) = pc.done(*create(welding.class_id, chunmei))["claims"]
    assert claim["amount"] == 80_000
    assert pc.done("claim", "act", claim["id"], "submit")["state"] == "20"

    cooking.certify(chunmei, 3)
    (next_one,) = checked(pc, cooking.class_id)
    refused_with_clause_and_remedy(next_one)


def create(class_id: str, trainee: str) -> tuple[str, ...]:
    return ("claim", "create", "--class", class_id, "--trainee", trainee, "--subsidy", "10", "--date", DAY)


def checked(pc: Pc, class_id: str) -> Any:
    return pc.done("claim", "check", "--class", class_id, "--date", DAY)["people"]


def refused_with_clause_and_remedy(person: Any) -> None:
    assert (person["verdict"], person["nth"], person["may_be_submitted"]) == ("not_eligible", 4, False)
    (why,) = [one for one in person["outcomes"] if one["outcome"] == "fail"]
    assert why["rule"] == "R-CNT"
    assert "每人每年不超过3次" in why["clause"]
    assert why["remedy"]


def drawn_on_paper(pc: Pc, claim: Any, out: Path) -> None:
    out.mkdir()
    (form,) = pc.done("claim", "forms", claim["id"], "--out", out)["forms"]

    assert Path(form["file"]).read_bytes().startswith(b"%PDF-")
    assert len(form["check_code"]) == 8
    assert form["number"] == claim["number"]
    again = pc.done("claim", "forms", claim["id"], "--out", out)["forms"][0]
    assert (again["sha256"], again["check_code"]) == (form["sha256"], form["check_code"])
    assert Path(again["file"]).read_bytes() == Path(form["file"]).read_bytes()


def reported(pc: Pc, claim: Any, stick: Path, hub: Hub) -> None:
    assert pc.refused("export", "--to", stick)["exit_code"] == 17
    join(pc, hub, "990403", stick)
    assert pc.states() == {"未报送"}

    package = pc.export(stick)
    assert pc.states() == {"已导出"}
    (taken,) = hub.receive(stick, package)
    assert set(taken["fates"]) == {"ACCEPTED"}
    (receipt,) = pc.receive(Path(taken["receipt"]))
    assert receipt["kind"] == "RCPT"
    assert receipt["acknowledged"] == taken["entries"]
    assert pc.states() == {"省级接收"}
    assert pc.show("claim", claim["id"])["reported"] == "省级接收"


# --- two PCs, and packages that must not come in ---


@pytest.fixture(scope="module")
def joined(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub and an office with one PC that has reported one person."""
    place = tmp_path_factory.mktemp("joined")
    with pytest.MonkeyPatch.context() as patch:
        furnish(patch, place)
        stick = place / "stick"
        stick.mkdir()
        one = Pc(copytree(made / "office", place / "one"))
        hub = new_hub(place / "hub", "--practice")
        join(one, hub, "990403", stick)
        one.add("trainee", **CHUNMEI)
        exchange(one, hub, stick)
    return place


@pytest.fixture
def one(joined: Path, tmp_path: Path) -> Pc:
    copytree(joined, tmp_path, dirs_exist_ok=True)
    return Pc(tmp_path / "one")


@pytest.fixture
def hub(one: Pc) -> Hub:
    return Hub(one.folder.with_name("hub"))


@pytest.fixture
def two(one: Pc, hub: Hub, stick: Path) -> Pc:
    """A second PC of the office, let in."""
    pc = new_office(one.folder.with_name("two"), "990403", "sunfang")
    join(pc, hub, "990403", stick)
    return pc


@pytest.fixture
def stick(tmp_path: Path) -> Path:  # noqa: F811 - the copy of `joined` brings one
    (tmp_path / "stick").mkdir(exist_ok=True)
    return tmp_path / "stick"


def everybody_exchanges(hub: Hub, stick: Path, *pcs: Pc) -> None:
    """Until each has what the others reported before it."""
    for pc in (*pcs, pcs[0]):
        exchange(pc, hub, stick)


def test_a_second_pc_begins_with_all_entries_of_the_office(one: Pc, hub: Hub, stick: Path):
    two = new_office(one.folder.with_name("two"), "990403", "sunfang")
    accepted = join(two, hub, "990403", stick)

    assert accepted["kind"] == "START"
    assert accepted["membership"]["number"] == 2
    assert two.done("record", "list", "trainee")[0]["name"] == CHUNMEI["name"]
    assert one.data().items() <= two.data().items()


def test_different_fields_edited_on_two_pcs_merge(one: Pc, two: Pc, hub: Hub, stick: Path):
    (person,) = one.done("record", "list", "trainee")
    one.change("trainee", person["id"], phone="13800009031")
    two.change("trainee", person["id"], residence_address="示例县永福小区9号楼")
    everybody_exchanges(hub, stick, one, two)

    assert one.data() == two.data()
    shown = one.show("trainee", person["id"])
    assert (shown["phone"], shown["residence_address"]) == ("13800009031", "示例县永福小区9号楼")
    assert (shown["disputed"], shown["reported"]) == ({}, "省级接收")


def test_the_same_field_edited_on_two_pcs_waits_for_a_ruling(one: Pc, two: Pc, hub: Hub, stick: Path):
    (person,) = one.done("record", "list", "trainee")
    one.change("trainee", person["id"], phone="13800009031")
    two.change("trainee", person["id"], phone="13800009032")
    everybody_exchanges(hub, stick, one, two)

    assert one.data() == two.data()
    for pc in (one, two):
        shown = pc.show("trainee", person["id"])
        assert shown["reported"] == "待裁定"
        assert shown["disputed"] == {"phone": ["13800009031", "13800009032"]}

    one.change("trainee", person["id"], phone="13800009033")
    everybody_exchanges(hub, stick, one, two)
    assert one.data() == two.data()
    shown = two.show("trainee", person["id"])
    assert (shown["phone"], shown["disputed"]) == ("13800009033", {})


def test_a_receipt_with_a_dispute_ends_with_1_and_says_what_to_do(one: Pc, two: Pc, hub: Hub, stick: Path):
    (person,) = one.done("record", "list", "trainee")
    one.change("trainee", person["id"], phone="13800009031")
    two.change("trainee", person["id"], phone="13800009032")
    exchange(one, hub, stick)
    (taken,) = hub.receive(stick, two.export(stick))
    assert taken["fates"]["CONFLICT"]

    ran = two.run("receive", taken["receipt"])
    assert ran.code == 1
    assert "待裁定" in ran.err
    assert "请由负责人核对材料" in ran.err


def test_one_pc_takes_the_other_ones_package_without_a_hub(one: Pc, two: Pc, stick: Path):
    two.add("trainee", **CHANGQING)
    (came,) = one.receive(two.export(stick))

    assert came["kind"] == "UP"
    assert {person["name"] for person in one.done("record", "list", "trainee")} == {"周春梅", "刘长青"}


def test_a_repeat_is_said_and_answered_by_the_first_receipt(one: Pc, hub: Hub, stick: Path):
    one.add("trainee", **CHANGQING)
    package = one.export(stick)
    (first,) = hub.receive(stick, package)
    renamed = package.rename(package.with_name("副本 (2).bin"))
    (second,) = hub.receive(stick, renamed)

    assert second["repeated"]
    assert Path(second["receipt"]).read_bytes() == Path(first["receipt"]).read_bytes()
    one.receive(Path(first["receipt"]))
    ran = one.run("receive", second["receipt"])
    assert ran.code == 0
    assert "这个包以前接收过，数据没有变化。" in ran.err


def test_a_package_of_another_office_is_refused(one: Pc, hub: Hub, stick: Path):
    other = new_office(one.folder.with_name("other"), "990404")
    join(other, hub, "990404", stick)
    receipt = exchange(other, hub, stick)

    error = one.refused("receive", receipt)
    assert (error["code"], error["exit_code"]) == ("WrongOffice", 34)
    assert "990404" in error["text"]


def test_a_changed_package_is_refused_and_its_neighbours_are_not(one: Pc, hub: Hub, stick: Path):
    one.add("trainee", **CHANGQING)
    good = one.export(stick)
    bad = stick / "bad.skd"
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)

    ran = run("hub", "receive", bad, good, "--to", stick, "--hub", hub.folder, "--json")
    assert ran.code == 30
    assert ran.error["code"] == "PackageDamaged"
    refused_one, taken = ran.json["received"]
    assert refused_one["error"]["exit_code"] == 30
    assert taken["fates"]


def test_a_receipt_of_a_hub_that_nobody_vouches_for_is_refused(one: Pc, hub: Hub, stick: Path):
    forger = new_hub(hub.folder.with_name("forger"), "--practice")
    victim = new_office(one.folder.with_name("victim"), "990403")
    join(victim, forger, "990403", stick)

    error = one.refused("receive", exchange(victim, forger, stick))
    assert (error["code"], error["exit_code"]) == ("PackageUntrusted", 31)


def test_a_gap_is_held_and_named(one: Pc, two: Pc, hub: Hub, stick: Path):
    earlier = Hub(copytree(hub.folder, hub.folder.with_name("earlier")))
    two.add("trainee", **CHANGQING)
    first = two.export(stick)
    (taken,) = hub.receive(stick, first)
    two.receive(Path(taken["receipt"]))
    (person,) = (each for each in two.done("record", "list", "trainee") if each["name"] == "刘长青")
    two.change("trainee", person["id"], phone="13800009044")
    second = two.export(stick)

    ran = one.run("receive", second)
    assert ran.code == 1
    assert "还缺电脑" in ran.err
    (held,) = earlier.receive(stick, second)
    assert set(held["fates"]) == {"QUARANTINED"}

    (released,) = earlier.receive(stick, first)
    assert "QUARANTINED" not in released["fates"]
    one.receive(first, second)
    assert one.show("trainee", person["id"])["phone"] == "13800009044"


def test_a_replayed_start_is_refused(one: Pc, hub: Hub, stick: Path):
    two = new_office(one.folder.with_name("two"), "990403", "sunfang")
    old, _ = asked(two, hub, "990403", stick)
    new, digits = asked(two, hub, "990403", stick)

    error = two.refused("enrol", "accept", old)
    assert (error["code"], error["exit_code"]) == ("NotOurEnrolment", 37)
    assert one.refused("enrol", "accept", new)["exit_code"] in (33, 37)
    two.done("enrol", "accept", new)
    assert two.refused("export", "--to", stick)["exit_code"] == 17
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert "校验数不一致" in two.refused("enrol", "confirm", wrong)["text"]
    two.done("enrol", "confirm", digits)


def test_practice_and_real_never_meet(one: Pc, hub: Hub, stick: Path):
    real = new_office(one.folder.with_name("real"), "370403")
    real_hub = new_hub(hub.folder.with_name("real-hub"))
    join(real, real_hub, "370403", stick)
    real.add("trainee", **CHUNMEI)
    of_practice, of_real = one.export(stick), real.export(stick)
    (taken,) = hub.receive(stick, of_practice)
    (real_taken,) = real_hub.receive(stick, of_real)

    assert real_hub.refused("receive", of_practice, "--to", stick)["code"] == "PracticePackage"
    assert hub.refused("receive", of_real, "--to", stick)["code"] == "PracticePackage"
    assert one.refused("receive", real_taken["receipt"])["code"] == "PracticePackage"
    assert real.refused("receive", taken["receipt"])["code"] == "PracticePackage"
    asking = one.done("enrol", "request", "--to", stick)["file"]
    error = real_hub.refused("enrol", asking, "--office", "990403", "--to", stick)
    assert (error["code"], error["exit_code"]) == ("PracticePackage", 35)


def test_a_restored_backup_goes_on_in_a_new_epoch_and_gets_back_what_was_reported(
    one: Pc, hub: Hub, stick: Path, tmp_path: Path
):
    backup = one.done("backup", "--to", tmp_path / "backups")["file"]
    one.add("trainee", **CHANGQING)
    exchange(one, hub, stick)
    before = one.data()

    restored = Pc(tmp_path / "restored")
    done("restore", backup, "--to", restored.folder, "--user", "limin")
    assert [each["name"] for each in restored.done("record", "list", "trainee")] == ["周春梅"]
    exchange(restored, hub, stick)
    assert restored.data() == before


def test_nothing_stands_in_clear_after_two_pcs_worked(
    one: Pc, two: Pc, hub: Hub, stick: Path, tmp_path: Path
):
    start = time.time() - 1
    two.add("trainee", **CHANGQING)
    everybody_exchanges(hub, stick, one, two)
    one.done("backup", "--to", tmp_path / "backups")

    assert find_leaks([tmp_path], [*PLANTED, PASSWORD], newer_than=start) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gbk"])
def test_the_search_would_find_a_name_in_clear(tmp_path: Path, encoding: str):
    start = time.time() - 1
    (tmp_path / "home" / "deep").mkdir()
    (tmp_path / "home" / "deep" / "trace.bin").write_bytes(b"\0\1" + CHUNMEI["name"].encode(encoding) + b"x")

    assert len(find_leaks([tmp_path], PLANTED, newer_than=start)) == 1
