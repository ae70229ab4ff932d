"""Names of people: what is no name, and how it would be right.

A name is written as on the document: any Han character of the standards (Ext-A to Ext-H), Latin letters,
`·` between the parts of a name; its length is for the field to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from skilldesk.core.normal import not_in_names
from skilldesk.core.problems import Problem, Severity

_LATE = dict(
    zip(
        "\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
        "\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
        strict=True,
    )
)
"""Characters that even GB 18030-2005 kept at private places, and where GB 18030-2022 has them."""


_BRACKETED = re.compile(r"[(（\[【].*[)）\]】]$")
_SHOWN = 10
_TITLES = ("先生", "女士", "同志")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]")
_DOTS = re.compile(r"^·|·$|··")


def faults(name: str, label: str = "姓名") -> Iterator[Problem]:
    """All that is wrong with a name that was put right by normal.person_name."""
    if wrong := "".join(dict.fromkeys(not_in_names(name)))[:_SHOWN]:
        yield Problem(code="NAME-CHARACTER", text=f"{label}里{_reason(name, wrong)}")
        return
    if len(name) < 2:
        yield _confirm("NAME-SHORT", f"{label}只有{len(name)}个字，请核对证件。")
    if _DOTS.search(name):
        yield _confirm(
            "NAME-DOT", f"{label}「{name}」里的间隔号「·」应在两个字之间，且只写一个，请核对证件。"
        )
    if _LATIN.search(name) and _HAN.search(name):
        yield _confirm("NAME-MIXED", f"{label}「{name}」里既有汉字又有字母，请按证件上的写法核对。")
    if len(name) > len(_TITLES[0]) and name.endswith(_TITLES):
        yield _confirm("NAME-TITLE", f"{label}「{name}」末尾像是称呼，请按证件上的写法核对。")


def _reason(name: str, wrong: str) -> str:
    known = dict.fromkeys(found for one in wrong if (found := _standard(one)))
    if known:
        return f"有旧字库的造字，别的电脑上显示不出来，应为「{''.join(known)}」，请重新录入。"
    if any("\ue000" <= one <= "\uf8ff" or one >= "\U000f0000" for one in wrong):
        return "有本机造的字，别的电脑上显示不出来，请用国家标准字库里的字重新录入。"
    if set(wrong) & set("□■○●?？\ufffd"):
        return f"有显示不出来的字「{wrong}」，请对照证件重新录入这个字。"
    if _BRACKETED.search(name):
        return f"不应有「{wrong}」，说明请写到备注里，姓名只按证件上的写。"
    if wrong.isdecimal():
        return f"不应有数字「{wrong}」，请按证件上的写法改正。"
    return f"不应有「{wrong}」，请按证件上的写法改正。"


def _standard(one: str) -> str:
    """The character that GBK typefaces kept at a private place, FE50 to FEA0 of the code; "" for others."""
    place = ord(one) - 0xE815
    if not 0 <= place < 80:
        return ""
    trail = 0x50 + place + (place >= 0x2F)  # no code ends in 7F
    return _LATE.get(one) or bytes((0xFE, trail)).decode("gb18030")


def _confirm(code: str, text: str) -> Problem:
    return Problem(code=code, text=text, severity=Severity.WARNING)
