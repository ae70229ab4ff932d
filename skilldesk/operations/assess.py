"""The policy test bench: scenarios in JSON or TOML → decisions, and a policy's own cases."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from skilldesk.core import explain, scenario
from skilldesk.core.decision import decide, decide_in_order
from skilldesk.core.policy import Policy, PolicyCase, Standard
from skilldesk.errors import ScenarioFault
from skilldesk.progress import Progress
from skilldesk.reference.policies import Policies

Plain = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """How one of a policy's own cases came out; no differences is a pass."""

    name: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def assess_file(path: Path, policies: Policies, standards: Sequence[Standard] = ()) -> dict[str, Any]:
    """The decision on the scenario of a file, as JSON; ScenarioFault says what cannot be read."""
    try:
        return assess(_load(path), policies, standards)
    except ScenarioFault as fault:
        raise ScenarioFault(f"情景文件 {path.name} 没有判断：{fault}") from fault


def assess(plain: Plain, policies: Policies, standards: Sequence[Standard] = ()) -> dict[str, Any]:
    """The decision on one scenario, or under `decisions` those on the lines of its batch."""
    choice = scenario.choice(plain)
    chosen = _chosen(choice, policies)
    ordinary = [policy.ordinary for policy in chosen] if choice.given_ordinary else []
    told = scenario.read(plain, ordinary)
    in_use = (*standards, *told.standards)
    if told.is_batch:
        decisions = decide_in_order(told.cases, chosen, in_use)
        return {"decisions": [explain.plain(one, chosen) for one in decisions]}
    return explain.plain(decide(told.cases[0], chosen, in_use), chosen)


def run_cases(policy: Policy, progress: Progress | None = None) -> tuple[CaseResult, ...]:
    """A policy's own cases, each judged by that policy alone; it can be stopped between two."""
    results = []
    for done, case in enumerate(policy.cases):
        if progress is not None:
            progress.step(done, len(policy.cases), case.name)
        results.append(_run(case, Policies((policy,))))
    return tuple(results)


def _run(case: PolicyCase, policies: Policies) -> CaseResult:
    keys = [policy.key for policy in policies.all]
    named = case.scenario if "region" in case.scenario else {"policies": keys, **case.scenario}
    try:
        found = assess(named, policies)
    except ScenarioFault as fault:
        return CaseResult(name=case.name, differences=(str(fault),))
    return CaseResult(name=case.name, differences=tuple(_differences(case.expect, found, "")))


def _differences(expected: Plain, found: Plain, where: str) -> Iterator[str]:
    """What was expected and is not so; what is not spoken of may be anything.

    `rules` names the outcome of rules, `says` words that some text must hold; all else is compared.
    """
    outcomes = found.get("outcomes", ())
    for key, value in expected.items():
        if key == "decisions":
            yield from _of_batch(value, found.get(key, ()))
        elif key == "rules":
            for rule, outcome in value.items():
                came = sorted({one["outcome"] for one in outcomes if one["rule"] == rule})
                if came != [outcome]:
                    yield f"{where}{rule} 应是 {outcome}，得到 {'、'.join(came) or '没有'}。"
        elif key == "says":
            told = "".join(one["text"] + one["remedy"] for one in outcomes)
            yield from (f"{where}没有说“{words}”。" for words in value if words not in told)
        elif key not in found:
            yield f"{where}expect 里的 {key} 不是可以使用的键。"
        elif found[key] != value:
            yield f"{where}{key} 应是 {value}，得到 {found[key]}。"


def _of_batch(expected: Sequence[Plain], found: Sequence[Plain]) -> Iterator[str]:
    if len(expected) != len(found):
        yield f"应有 {len(expected)} 个结论，得到 {len(found)} 个。"
    for number, (one, other) in enumerate(zip(expected, found, strict=False), 1):
        yield from _differences(one, other, f"第{number}个：")


def _chosen(choice: scenario.Choice, policies: Policies) -> tuple[Policy, ...]:
    """The documents that the scenario names, or all of its place; which are in force the core finds out."""
    if choice.policies:
        return policies.named(choice.policies)
    if choice.region is None:
        raise ScenarioFault("没有写明按哪些文件判断。请写 policies，或者写 region 和 date。")
    if choice.picked_on is None:
        return policies.governing(choice.region)
    return policies.in_force(choice.region, choice.picked_on)


def _load(path: Path) -> Plain:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".toml":
            return tomllib.loads(text, parse_float=Decimal)
        told = json.loads(text, parse_float=Decimal)
    except OSError as error:
        raise ScenarioFault("文件打不开，请核对文件名和位置。") from error
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioFault(f"不是正确的 JSON 或 TOML：{error}。请改正后再试。") from error
    if not isinstance(told, Mapping):
        raise ScenarioFault("最外层应是一个表，里面写 policies、person 等键。")
    return told
