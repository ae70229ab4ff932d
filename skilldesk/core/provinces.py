"""省级行政区划: the first two digits of GB/T 2260, read from a name or from any longer code."""

from __future__ import annotations

import re

from skilldesk.core.normal import compact

_TABLE = """11北京市 12天津市 13河北省 14山西省 15内蒙古自治区 21辽宁省 22吉林省 23黑龙江省 31上海市 32江苏省
33浙江省 34安徽省 35福建省 36江西省 37山东省 41河南省 42湖北省 43湖南省 44广东省 45广西壮族自治区 46海南省
50重庆市 51四川省 52贵州省 53云南省 54西藏自治区 61陕西省 62甘肃省 63青海省 64宁夏回族自治区
65新疆维吾尔自治区 71台湾省 81香港特别行政区 82澳门特别行政区"""

PROVINCES: dict[str, str] = {entry[:2]: entry[2:] for entry in _TABLE.split()}
"""Code and full name."""

_SUFFIX = re.compile("(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$")
_BY_NAME = {_SUFFIX.sub("", name): code for code, name in PROVINCES.items()}


def province(text: str) -> str | None:
    """The two digits of 山东, 山东省, 37, 370000 or 370402; None if it is no province."""
    typed = compact(text)
    if typed.isdecimal():
        return typed[:2] if len(typed) in {2, 4, 6, 9, 12} and typed[:2] in PROVINCES else None
    return _BY_NAME.get(_SUFFIX.sub("", typed))
