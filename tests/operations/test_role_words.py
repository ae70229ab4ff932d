"""What a role allows is told from the file that allows it."""

import typing

import pytest

from skilldesk.core.rights import Act
from skilldesk.operations import role_words
from skilldesk.reference import codes

ROLES = [entry.code for entry in codes.load()["role"].entries]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_told_in_whole_words(role: str) -> None:
    lines = dict(role_words.explained(role))

    assert set(lines) - {"办理申领"} == {"登记修改", "可以", "看到"}
    assert all(lines.values())


def test_what_is_told_is_what_the_role_may() -> None:
    entry, leader = (dict(role_words.explained(role)) for role in ("entry", "leader"))

    assert entry["办理申领"] == "提交、撤销"
    assert "学员" in entry["登记修改"]
    assert entry["看到"] == "完整的证件号、银行账号和电话"
    assert leader["登记修改"] == "没有"
    assert "查看完整号码" in leader["可以"]
    assert leader["看到"] == "号码中间几位隐去"
    assert dict(role_words.explained("third_party"))["可以"] == "没有"


def test_every_act_has_words() -> None:
    assert set(role_words._ACTS) == set(typing.get_args(Act))
