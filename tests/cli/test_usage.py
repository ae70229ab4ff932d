"""What argparse says in English, said in Chinese."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.cli import usage
from tests.cli.running import run


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "还要写上 命令。"),
        (["backup"], "还要写上 --to。"),
        (["claim", "create", "--class", "0" * 32], "还要写上 --trainee。"),
        (["export", "--to"], "--to 后面还缺内容。"),
        (["check", "bank"], "种类 不能是 bank，只能是 id、uscc、"),
        (
            ["claim", "check", "--class", "0" * 32, "--date", "昨天"],
            "--date：不是日期，请写成 2020-12-21 的样子。",
        ),
        (["demo", "x", "--trainees", "-3"], "--trainees：应是 1 到 100000 的整数。"),
        (["verify", "--fast"], "不认识 --fast。"),
        (["verify", "--json=yes"], "--json 后面不能写内容。"),
        (["claim", "check", "--class", "焊工班"], "--class：应是记录的 32 位编号"),
        (["explode"], "命令 不能是 explode，只能是 init、"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence_and_ends_with_2(arguments, sentence):
    ran = run(*arguments)

    assert ran.code == 2
    assert ran.err.startswith(sentence), ran.err
    assert "没有执行" in ran.err
    assert "--help" in ran.err
    assert ran.out == ""


def test_with_json_wrong_usage_is_json_too():
    assert run("verify", "--json", "--fast").error["code"] == "Usage"


@given(st.text())
def test_any_other_message_becomes_a_chinese_sentence(message):
    assert not re.search(r"[A-Za-z]{2}", usage.translated(f"oops {message}"))


@given(
    st.lists(
        st.sampled_from(["record", "hub", "--to", "--json", "-", "--", "list", "id"]) | st.text(), max_size=5
    )
)
def test_no_arguments_make_it_fall_over(arguments):
    ran = run(*[one for one in arguments if one not in {"check", "demo", "self-test", "init"}])

    assert ran.code != 3, ran.err
    assert "usage" not in ran.err
