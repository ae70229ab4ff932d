"""Policy files: which there are, their own cases, what they say on a day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Any

from skilldesk.cli.parser import Commands, day
from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply
from skilldesk.core import amounts
from skilldesk.core.normal import china_day
from skilldesk.core.policies import BY_CODE
from skilldesk.core.policy import Policy, StandardEntry
from skilldesk.core.wording import yuan
from skilldesk.operations.assess import CaseResult, run_cases
from skilldesk.reference import policies
from skilldesk.store.database import system_clock

NAME = "policy"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "查看和检验政策文件")
    listing = family.add("list", "列出政策文件，写明当天是否有效", _list)
    listing.add_argument("--on", type=day, metavar="日期", help="按哪一天看，默认今天")
    testing = family.add("test", "运行政策文件自带的检验案例", _test)
    testing.add_argument("keys", nargs="*", metavar="代号", help="政策代号，如 SD-2019；不写就是全部")
    showing = family.add("show", "显示一个政策文件在某一天的条件、参数和标准", _show)
    showing.add_argument("key", metavar="代号", help="政策代号，如 SD-2019")
    showing.add_argument("--on", required=True, type=day, metavar="日期", help="按哪一天看")


def _list(asked: Namespace) -> Reply:
    on = asked.on or china_day(system_clock())
    found = policies.load().all
    return Reply(
        document=[_head(one, on) for one in found],
        text="\n".join(f"{one.key}　{one.document}　{_period(one)}　{_state(one, on)}" for one in found),
    )


def _head(policy: Policy, on: date) -> dict[str, Any]:
    return {
        "key": policy.key,
        "document": policy.document,
        "issuer": policy.issuer,
        "scope": policy.scope,
        "based_on": list(policy.based_on),
        "valid_from": policy.valid_from.isoformat(),
        "valid_to": policy.valid_to.isoformat() if policy.valid_to else None,
        "funding_to": policy.funding_to.isoformat() if policy.funding_to else None,
        "file_sha256": policy.file_sha256,
        "on": on.isoformat(),
        "in_force": policy.in_force_on(on),
    }


def _period(policy: Policy) -> str:
    return f"{policy.valid_from} 至 {policy.valid_to or '现在'}"


def _state(policy: Policy, on: date) -> str:
    return f"{on} {'有效' if policy.in_force_on(on) else '不在有效期内'}"


def _test(asked: Namespace) -> Reply:
    book = policies.load()
    chosen = book.named(asked.keys) if asked.keys else book.all
    results = [(policy.key, result) for policy in chosen for result in run_cases(policy)]
    failed = [(key, result) for key, result in results if not result.passed]
    return Reply(
        document={
            "passed": len(results) - len(failed),
            "failed": len(failed),
            "cases": [_case(key, result) for key, result in results],
        },
        text="\n".join([*_told(failed), f"案例 {len(results)} 个，不一致 {len(failed)} 个。"]),
        exit_code=PUT_RIGHT if failed else DONE,
    )


def _case(key: str, result: CaseResult) -> dict[str, Any]:
    return {
        "policy": key,
        "name": result.name,
        "passed": result.passed,
        "differences": list(result.differences),
    }


def _told(failed: list[tuple[str, CaseResult]]) -> Iterator[str]:
    for key, result in failed:
        yield f"{key}「{result.name}」：{''.join(result.differences)}"


def _show(asked: Namespace) -> Reply:
    (policy,) = policies.load().named([asked.key])
    document = {
        **_head(policy, asked.on),
        "dates": {"set": policy.dates.set, "year": policy.dates.year, "standard": policy.dates.standard},
        "recovered": policy.recovered,
        "rules": [_rule(policy, at) for at in range(len(policy.rules))],
        "calculations": [
            {"method": one.method, "clause": one.clause, "parameters": dict(one.parameters)}
            for one in policy.calculations
        ],
        "standards": [_standard(one) for one in policy.standards],
    }
    return Reply(document=document, text="\n".join(_sheet(policy, asked.on)))


def _rule(policy: Policy, at: int) -> dict[str, Any]:
    use = policy.rules[at]
    return {
        "kind": use.kind,
        "title": BY_CODE[use.kind].title,
        "clause": use.clause,
        "if_unknown": use.if_unknown,
        "parameters": dict(use.parameters),
    }


def _standard(entry: StandardEntry) -> dict[str, Any]:
    return {
        "subsidy": entry.subsidy,
        "key": entry.key,
        "amount_fen": entry.amount_fen,
        "clause": entry.clause,
    }


def _sheet(policy: Policy, on: date) -> Iterator[str]:
    yield f"{policy.document}（{policy.key}，{policy.issuer}），{_period(policy)}，{_state(policy, on)}。"
    for use in policy.rules:
        yield f"条件　{use.kind} {BY_CODE[use.kind].title}：{use.clause}"
    for one in policy.calculations:
        yield f"计算　{one.method} {amounts.BY_CODE[one.method].title}：{one.clause}"
    for entry in policy.standards:
        amount = "由单位录入" if entry.amount_fen is None else yuan(entry.amount_fen)
        yield f"标准　补贴 {entry.subsidy}，等级 {entry.key}：{amount}"
