import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
            "region_name": "山东省",
            "region_status": None,
        },
    }


@pytest.mark.parametrize(
    ("kind", "value", "normalised", "codes"),
    [
        ("id", "37040319920315900x", "37040319920315900X", []),
        ("id", "370403199001019913", "370403199001019913", ["ID-CHECK"]),
        ("id", "37040319900230001X", "37040319900230001X", ["ID-DATE"]),
        ("id", "370403900101991", "370403900101991", ["ID-OLD"]),
        ("uscc", "91350100m000100y43", "91350100M000100Y43", []),
        ("uscc", "91370403MA3C00011E", "91370403MA3C00011E", ["USCC-CHECK"]),
        ("mobile", "138 0013 8000", "13800138000", []),
        ("mobile", "12345678901", "12345678901", ["PHONE-SHAPE"]),
        ("mobile", "0632-5711111", "0632-5711111", ["PHONE-LANDLINE"]),
    ],
)
def test_each_value_is_put_right_and_judged(kind, value, normalised, codes):
    (line,) = lines(kind, value)

    assert line["normalised"] == normalised
    assert [one["code"] for one in line["problems"]] == codes
    assert line["verdict"] == ("error" if codes else "ok")
    assert all(set(one) == {"code", "text"} and one["text"] for one in line["problems"])


def test_one_wrong_value_among_right_ones_is_told_by_the_exit_code():
    assert run("check", "mobile", "13800138000").code == 0
    assert run("check", "mobile", "13800138000", "138").code == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_values_come_line_by_line_too(encoding):
    data = "13800138000\r\n\r\n138\r\n".encode(encoding)

    assert [one["input"] for one in lines("mobile", stdin=data)] == ["13800138000", "138"]


@given(st.sampled_from(["id", "uscc", "mobile"]), st.text())
def test_whatever_is_given_one_line_answers(kind, value):
    (line,) = lines(kind, "--", value)

    assert set(line) == {"input", "normalised", "verdict", "problems", "facts"}
    assert line["verdict"] in ("ok", "warn", "error")
    assert line["input"] == value
