"""What a policy file switches on, in words: its parameters as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from skilldesk.core import amounts, wording
from skilldesk.core.policies import BY_CODE
from skilldesk.core.policy import CalculationUse, Json, Policy, RuleUse
from skilldesk.core.provinces import PROVINCES

CodeName = Callable[[str, str], str]
"""The name of a code in a table."""

IF_UNKNOWN: Mapping[str, str] = {
    "stop": "资料不足时停下，补全再判断",
    "say": "资料不足时仅依据本机数据判断，并注明",
}
RECOVERED: Mapping[str, str] = {
    "person": "由负责人判断是否计入次数",
    "counts": "计入次数",
    "does_not_count": "不计入次数",
}

_LABELS: Mapping[str, str] = {
    "subsidies": "适用补贴",
    "kinds": "认可的证书",
    "province": "培训地",
    "limit": "次数上限",
    "window": "计数期间",
    "per": "怎样合计",
    "key": "相同的依据",
    "resident": "城乡居民养老金",
    "advance_bp": "先行拨付",
    "full_bp": "全额拨付的就业率",
    "base": "就业率的分母",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "window": {"calendar_year": "一个自然年", "lifetime": "历年累计"},
    "per": {"group": "上列补贴合并计数", "subsidy": "每种补贴分别计数"},
    "key": {"occupation": "职业", "occupation_code": "职业编码", "level": "等级"},
    "resident": {"pass": "不影响", "fail": "不在范围内", "person": "由负责人判断"},
    "base": {"trained": "参训人数", "passed": "合格人数"},
}
_CODES: Mapping[str, str] = {"subsidies": "subsidy", "kinds": "certificate_kind"}


def title(use: RuleUse | CalculationUse) -> str:
    """What the rule, or the way of calculating, is called."""
    return BY_CODE[use.kind].title if isinstance(use, RuleUse) else amounts.BY_CODE[use.method].title


def told(use: RuleUse | CalculationUse, name: CodeName) -> Iterator[tuple[str, str]]:
    """Every parameter that the file sets, under its name for people."""
    for key, value in use.parameters.items():
        yield _LABELS.get(key, key), _said(key, value, name)


def dates(policy: Policy) -> tuple[tuple[str, str], ...]:
    """By which day the file picks the set, the year and the standard; what becomes of recovered money."""
    kinds = wording.DATE_KINDS
    return (
        ("适用文件按", kinds[policy.dates.set]),
        ("年度按", kinds[policy.dates.year]),
        ("标准按", kinds[policy.dates.standard]),
        ("追回、退回的补贴", RECOVERED[policy.recovered]),
    )


def span(first: date | None, last: date | None) -> str:
    """2019年1月1日至2021年12月31日."""
    begins = wording.day(first.isoformat()) if first else "（没有起始日期）"
    return f"{begins}至{wording.day(last.isoformat()) if last else '现在'}"


def _said(key: str, value: Json, name: CodeName) -> str:
    if isinstance(value, int):
        return (
            wording.percent(value) if key.endswith("_bp") else f"{value} 次" if key == "limit" else str(value)
        )
    if isinstance(value, str):
        texts = [value]
    else:
        texts = [str(one) for one in value] if isinstance(value, list | tuple) else []
    if key in _CODES:
        return "、".join(name(_CODES[key], one) for one in texts)
    if key == "province":
        return "、".join(PROVINCES.get(one, one) for one in texts)
    return "、".join(_WORDS.get(key, {}).get(one, one) for one in texts)
