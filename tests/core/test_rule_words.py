"""Every parameter that a rule knows has words."""

from datetime import date

import pytest

from skilldesk.core import amounts, rule_words
from skilldesk.core.policies import RULES
from skilldesk.core.policy import CalculationUse, Parameter, RuleUse
from skilldesk.reference import policies

PARAMETERS = [(rule.code, one) for rule in (*RULES, *amounts.METHODS) for one in rule.parameters]


def named(table: str, code: str) -> str:
    return f"{table}:{code}"


@pytest.mark.parametrize(("code", "parameter"), PARAMETERS, ids=str)
def test_a_parameter_is_called_by_a_word_and_so_is_each_of_its_choices(
    code: str, parameter: Parameter
) -> None:
    for choice in parameter.choices or ("1",):
        value = int(choice) if parameter.holds == "number" else choice
        use = RuleUse(kind="R-CNT", clause="", if_unknown="say", parameters={parameter.name: value})
        ((label, text),) = rule_words.told(use, named)
        assert not label.isascii(), code
        assert not text.isascii() or ":" in text or text.endswith("%"), (code, text)


def test_the_rules_of_shandong_read_as_the_document_means_them() -> None:
    (policy,) = policies.load().named(["SD-2019"])
    told = {use.kind: dict(rule_words.told(use, named)) for use in policy.rules}

    assert told["R-CNT"]["次数上限"] == "3 次"
    assert told["R-CNT"]["计数期间"] == "一个自然年"
    assert told["R-PROJECT"]["先行拨付"] == "60%"
    assert told["R-PROJECT"]["全额拨付的就业率"] == "85%"
    assert told["R-DUP"]["相同的依据"] == "职业、等级"
    assert told["R-PROVINCE"]["培训地"] == "山东省"
    assert dict(rule_words.dates(policy))["年度按"] == "发证日期"


def test_rules_and_calculations_have_titles() -> None:
    rule = RuleUse(kind="R-DUP", clause="", if_unknown="say")
    calculation = CalculationUse(method="FIXED_BY_LEVEL", clause="")

    assert rule_words.title(calculation) == "按等级定额"
    assert rule_words.title(rule)


def test_a_span_without_an_end_lasts_until_now() -> None:
    assert rule_words.span(date(2019, 1, 1), None) == "2019年1月1日至现在"
