import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skilldesk.core.policy import PolicyCase
from skilldesk.errors import NotFound, ScenarioFault
from skilldesk.operations import assess
from tests.support.cases import EXAMPLE, SD2019, SHIPPED

POLICY_CASES = [(policy, case) for policy in SHIPPED.all for case in policy.cases]


@pytest.mark.parametrize(("policy", "case"), POLICY_CASES, ids=[f"{p.key}-{c.name}" for p, c in POLICY_CASES])
def test_every_case_of_every_policy_file_comes_out_as_it_says(policy: Any, case: PolicyCase) -> None:
    results = assess.run_cases(replace(policy, cases=(case,)))

    assert [result.differences for result in results] == [()]


@pytest.mark.parametrize(
    "expect",
    [
        {"verdict": "not_eligible"},
        {"nth": 2},
        {"rules": {"R-CNT": "fail"}},
        {"rules": {"R-AGE": "pass"}},
        {"says": ["执行期限已过"]},
        {"verdicts": "eligible"},
        {"decisions": [{}]},
    ],
)
def test_a_case_that_comes_out_otherwise_fails(expect: dict[str, Any]) -> None:
    case = PolicyCase(
        name="普通",
        scenario={"given": "ordinary", "history": [], "certificate": {"issued": "2020-06-12"}},
        expect=expect,
    )
    result = assess.run_cases(replace(SD2019, cases=(case,)))[0]

    assert not result.passed
    assert result.differences


def test_a_case_that_cannot_be_read_fails_with_the_sentence() -> None:
    case = PolicyCase(name="写错", scenario={"clas": {}}, expect={})

    assert assess.run_cases(replace(SD2019, cases=(case,)))[0].differences == (
        "clas不是可以使用的键，请核对拼写，或删去这一行。",
    )


def test_the_example_of_the_commands_is_decided() -> None:
    told = assess.assess(EXAMPLE, SHIPPED)

    assert (told["verdict"], told["nth"], told["policy"]) == ("eligible", 2, "SD-2019")
    instalment = assess.assess({**EXAMPLE, "ask": "instalment"}, SHIPPED)
    assert (instalment["verdict"], instalment["payable_fen"]) == ("eligible", 4_000_000)


def test_a_file_is_read_as_json_or_toml(tmp_path: Path) -> None:
    as_json, as_toml = tmp_path / "a.json", tmp_path / "b.toml"
    as_json.write_bytes(b"\xef\xbb\xbf" + json.dumps({"policies": ["SD-2019"], "certificate": None}).encode())
    as_toml.write_text('policies = ["SD-2019"]\r\ncertificate = false\r\n', encoding="utf-8")

    assert assess.assess_file(as_json, SHIPPED) == assess.assess_file(as_toml, SHIPPED)
    assert assess.assess_file(as_json, SHIPPED)["verdict"] == "not_eligible"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "不是正确的 JSON"),
        ("[]", "最外层应是一个表"),
        ("{}", "没有写明按哪些文件判断"),
        ('{"policies": ["SD-2019"], "clas": 1}', "clas不是可以使用的键"),
        ('{"policies": ["SD-2019"], "project": {"amount": NaN}}', "project.amount应是"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_name_of_the_file(
    tmp_path: Path, content: str, sentence: str
) -> None:
    file = tmp_path / "情景.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ScenarioFault, match=f"情景文件 情景.json 没有判断：.*{sentence}"):
        assess.assess_file(file, SHIPPED)


def test_a_file_that_is_not_there_or_not_utf_8_is_said(tmp_path: Path) -> None:
    gbk = tmp_path / "gbk.json"
    gbk.write_bytes('{"policies": ["枣庄"]}'.encode("gbk"))

    for file in (gbk, tmp_path / "none.json"):
        with pytest.raises(ScenarioFault, match=file.name):
            assess.assess_file(file, SHIPPED)


def test_a_policy_that_there_is_not_is_said() -> None:
    with pytest.raises(NotFound, match="SD-1999"):
        assess.assess({"policies": ["SD-1999"]}, SHIPPED)


def test_a_batch_has_a_list_of_decisions() -> None:
    line = {"certificate": {"issued": "2020-06-12"}, "class": {"occupation": "焊工", "level": "五级"}}
    told = assess.assess(
        {"policies": ["SD-2019"], "given": "ordinary", "history": [], "claims": [line, line]}, SHIPPED
    )

    assert [one["verdict"] for one in told["decisions"]] == ["eligible", "not_eligible"]
    assert json.loads(json.dumps(told)) == told


def test_by_region_the_documents_of_the_day_are_found() -> None:
    scenario = {
        "region": "370402",
        "given": "ordinary",
        "history": [],
        "certificate": {"issued": "2020-06-12"},
    }

    assert assess.assess({**scenario, "date": "2020-06-12"}, SHIPPED)["policy"] == "SD-2019"
    assert assess.assess(scenario, SHIPPED)["policy"] == "SD-2019"
    assert assess.assess({**scenario, "date": "2022-01-01"}, SHIPPED)["verdict"] == "not_covered"
    assert assess.assess({**scenario, "region": "吉林"}, SHIPPED)["policy"] is None
