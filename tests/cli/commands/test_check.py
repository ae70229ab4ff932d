import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.operations.checking import KINDS
from tests.cli.running import run


def lines(*arguments: str, stdin: object = None) -> list[dict]:
    return [json.loads(line) for line in run("check", *arguments, stdin=stdin).out.splitlines()]


def test_a_sound_number_tells_birth_sex_and_region():
    (line,) = lines("id", "３７０４０３ 19900101 9914")

    assert line == {
        "input": "３７０４０３ 19900101 9914",
        "normalised": "370403199001019914",
        "verdict": "ok",
        "problems": [],
        "facts": {
            "birth_date": "1990-01-01",
            "sex": "1",
            "region": "370403",
            "region_name": "山东省枣庄市薛城区",
            "region_status": "current",
            "document_type": "01",
        },
    }


@pytest.mark.parametrize(
    ("kind", "value", "normalised", "verdict", "codes"),
    [
        ("id", "37040319920315900x", "37040319920315900X", "ok", []),
        ("id", "370403199001019913", "370403199001019913", "error", ["ID-CHECK"]),
        ("id", "37040319900230001X", "37040319900230001X", "error", ["ID-DATE"]),
        ("id", "370403900101991", "370403199001019914", "warn", ["ID-OLD"]),
        ("uscc", "91350100m000100y43", "91350100M000100Y43", "ok", []),
        ("uscc", "91370403MA3C00011E", "91370403MA3C00011E", "error", ["USCC-CHECK"]),
        ("bank-card", "6228 4800 0000 0000 000", "6228480000000000000", "ok", []),
        ("mobile", "138 0013 8000", "13800138000", "ok", []),
        ("mobile", "12345678901", "12345678901", "error", ["PHONE-SHAPE"]),
        ("mobile", "0632-5711111", "0632-5711111", "warn", ["PHONE-LANDLINE"]),
        ("certificate", "Y000123000001195000001", "Y000123000001195000001", "ok", []),
        ("date", "2022.5.3", "2022-05-03", "ok", []),
        ("date", "5/3/2022", None, "warn", ["DATE-AMBIGUOUS"]),
        ("date", "2022.13.1", None, "error", ["DATE-NONE"]),
        ("money", "1,409.50", "人民币壹仟肆佰零玖元伍角整", "ok", []),
        ("initials", "单小红", ["sxh"], "ok", []),
        ("heading", "学员姓名", "name", "ok", []),
        ("heading", "机构名称", "institution.name", "ok", []),
        ("heading", "教师姓名", None, "warn", ["HEADING-UNKNOWN"]),
        ("occupation", "电工", "6-31-01-03", "ok", []),
        ("region", "枣庄薛城", "370403", "ok", []),
    ],
)
def test_each_value_is_put_right_and_judged(kind, value, normalised, verdict, codes):
    (line,) = lines(kind, value)

    assert line["normalised"] == normalised
    assert [one["code"] for one in line["problems"]] == codes
    assert line["verdict"] == verdict
    assert all(set(one) == {"code", "text"} and one["text"] for one in line["problems"])


def test_one_wrong_value_among_right_ones_is_told_by_the_exit_code():
    assert run("check", "mobile", "13800138000").code == 0
    assert run("check", "mobile", "13800138000", "138").code == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_values_come_line_by_line_too(encoding):
    data = "13800138000\r\n\r\n138\r\n".encode(encoding)

    assert [one["input"] for one in lines("mobile", stdin=data)] == ["13800138000", "138"]


@given(st.sampled_from(sorted(KINDS)), st.text())
def test_whatever_is_given_one_line_answers(kind, value):
    (line,) = lines(kind, "--", value)

    assert set(line) == {"input", "normalised", "verdict", "problems", "facts"}
    assert line["verdict"] in ("ok", "warn", "error")
    assert line["input"] == value
