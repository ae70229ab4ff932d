from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.fields import fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.records import build, plain
from skilldesk.operations import records
from tests.cli.world import CHUNMEI, Pc

FAR = "0" * 32


@pytest.fixture
def pc(office: Path) -> Pc:
    return Pc(office)


def add(pc: Pc, kind: str, **fields: object):
    return pc.run("record", "add", kind, "--from", "-", stdin=fields)


def test_what_is_missing_for_later_steps_is_listed_and_does_not_stop_saving(pc):
    ran = add(pc, "trainee", name="周春梅", id_number=CHUNMEI["id_number"])

    assert ran.code == 1
    assert set(ran.json) == {"id", "version", "problems", "duplicates"}
    missing = next(one for one in ran.json["problems"] if one["field"] == "phone")
    assert missing == {
        "code": "FIELD-EMPTY",
        "field": "phone",
        "severity": "error",
        "text": "手机号码不能为空。",
    }
    assert pc.show("trainee", ran.json["id"])["sex"] == "2"


def test_a_record_comes_back_as_it_was_written(pc):
    id = pc.add("trainee", **CHUNMEI)

    shown = pc.show("trainee", id)
    assert shown == {
        "id": id,
        "version": 1,
        **CHUNMEI,
        "document_type": "01",
        "sex": "2",
        "birth_date": "1986-04-12",
        "reported": "未报送",
        "disputed": {},
    }
    (listed,) = pc.done("record", "list", "trainee")
    assert listed == {name: value for name, value in shown.items() if name != "disputed"}
    assert pc.done("record", "list", "trainee", "--text", "刘长青") == []


def test_values_may_be_codes_or_their_names_texts_or_plain_json(pc):
    id = pc.add(
        "class",
        name="2026示例焊工五级",
        level="五级",
        province="山东",
        is_subsidised=True,
        theory_hours="40.5",
        practice_hours=800,
        fee_government="1,500元",
        starts_on="2026年3月2日",
    )

    shown = pc.show("class", id)
    assert (shown["level"], shown["province"], shown["is_subsidised"]) == ("5", "37", 1)
    assert (shown["theory_hours"], shown["practice_hours"]) == (405, 800)
    assert (shown["fee_government"], shown["starts_on"]) == (150_000, "2026-03-02")


def test_what_is_shown_can_be_written_back_changed(pc):
    id = pc.add("trainee", **CHUNMEI)
    changed = pc.change("trainee", id, **{**pc.show("trainee", id), "phone": "13800009099"})

    assert (changed["id"], changed["version"]) == (id, 2)
    assert pc.show("trainee", id)["phone"] == "13800009099"


def test_a_field_is_emptied_by_null_and_others_stay(pc):
    id = pc.add("trainee", **CHUNMEI)
    pc.change("trainee", id, phone=None)

    shown = pc.show("trainee", id)
    assert "phone" not in shown
    assert shown["bank_account"] == CHUNMEI["bank_account"]


def test_a_reference_to_nothing_is_told_and_refused_where_the_record_hangs_on_it(pc):
    ran = add(pc, "class", name="2026示例焊工五级", institution_id=FAR, occupation_id="abc")
    told = {one["field"]: one["code"] for one in ran.json["problems"]}

    assert (told["institution_id"], told["occupation_id"]) == ("REF-MISSING", "FIELD-UNREADABLE")
    enrolment = {"class_id": ran.json["id"], "trainee_id": FAR}
    error = pc.refused("record", "add", "enrolment", "--from", "-", stdin=enrolment)
    assert "学员所指的记录不在本机" in error["text"]


def test_a_value_that_means_nothing_is_told_and_stays_as_it_was(pc):
    id = pc.add("class", name="2026示例焊工五级", level="5")
    ran = pc.run(
        "record", "change", "class", id, "--from", "-", stdin={"level": "九级", "planned_count": "30"}
    )

    assert ran.code == 1
    assert ran.json["problems"][0]["code"] == "FIELD-UNREADABLE"
    assert ran.json["problems"][0]["field"] == "level"
    shown = pc.show("class", id)
    assert (shown["level"], shown["planned_count"]) == ("5", 30)


def test_an_old_version_is_refused(pc):
    id = pc.add("trainee", **CHUNMEI)
    pc.change("trainee", id, phone="13800009031")

    error = pc.refused(
        "record", "change", "trainee", id, "--from", "-", stdin={"version": 1, "phone": "13800009032"}
    )
    assert (error["code"], error["exit_code"]) == ("StaleRecord", 10)
    assert pc.show("trainee", id)["phone"] == "13800009031"


def test_a_voided_record_stays_and_is_not_changed_again(pc):
    id = pc.add("trainee", **CHUNMEI)
    voided = pc.done("record", "void", "trainee", id, "--reason", "重复登记")

    assert voided == {"id": id, "version": 2, "problems": [], "duplicates": []}
    assert pc.show("trainee", id)["voided"] == "重复登记"
    assert pc.done("record", "list", "trainee") == []
    assert pc.refused("record", "void", "trainee", id, "--reason", "再来")["exit_code"] == 17


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list", "dragon"), 17),
        (("show", "trainee", FAR), 16),
        (("change", "trainee", FAR, "--from", "-"), 16),
        (("void", "trainee", FAR, "--reason", "无"), 16),
        (("void", "trainee", FAR), 2),
        (("show", "trainee", "1"), 2),
        (("add", "trainee"), 2),
        (("add", "trainee", "--from", "nowhere.json"), 16),
        *((("add", kind, "--from", "-"), 17) for kind in records.MADE_ELSEWHERE),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_own_code(pc, arguments, code):
    ran = pc.run("record", *arguments, stdin={})

    assert ran.code == code, ran.err
    assert "数据没有变化" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("said", [b"{", b"[]", b'"x"', b"[" * 100_000, b'{"nmae": "x"}', b'{"id": "1"}'])
def test_what_is_no_record_is_refused(pc, said):
    assert pc.refused("record", "add", "trainee", "--from", "-", stdin=said)["exit_code"] == 17


def test_a_file_of_a_chinese_windows_is_read(pc, tmp_path):
    file = tmp_path / "trainee.json"
    file.write_bytes('{"name": "周春梅", "no_number_reason": "1"}'.encode("gbk"))

    assert pc.run("record", "add", "trainee", "--from", file).code in (0, 1)
    assert pc.done("record", "list", "trainee")[0]["name"] == "周春梅"


def test_a_standard_is_approved_by_its_approver_alone_and_anew_after_a_change(pc):
    id = pc.add("standard", policy="SD-2019", subsidy="10", key="5", amount="800", document="示例〔2019〕1号")
    pc.done("user", "add", "zhaoliqun", "--name", "赵立群", "--role", "second_review")
    other = Pc(pc.folder, "zhaoliqun")
    change = ("record", "change", "standard", id, "--from", "-")
    assert pc.refused(*change, stdin={"approved_by": "zhaoliqun"})["exit_code"] == 18
    other.change("standard", id, approved_by="zhaoliqun")

    assert pc.refused(*change, stdin={"amount": "900", "approved_by": "limin"})["exit_code"] == 18
    pc.change("standard", id, amount="900")
    shown = pc.show("standard", id)
    assert (shown["amount"], shown["entered_by"]) == (90_000, "limin")
    assert "approved_by" not in shown
    assert pc.refused("record", "add", "standard", "--from", "-", stdin={**shown, "approved_by": "limin"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.data(), st.sampled_from(sorted(KINDS)))
def test_any_json_is_either_taken_so_that_it_comes_back_or_told(data, name):
    kind = KINDS[name]
    empty = records.blank(kind)
    names = st.sampled_from([field.name for field in fields_of(kind)])
    record, problems = records.filled(empty, data.draw(st.dictionaries(names, JSON, max_size=3)))
    said = plain(record)
    assert plain(build(kind, said, id=record.id, version=0)) == said
    assert all(one.text for one in problems)
