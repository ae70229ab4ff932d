"""Policy files: resources/policies/*.toml, read strictly into frozen values.

A key that is not known, a date or a parameter that is left out is refused with a sentence: a rule must
never run on a number that somebody meant to write.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from skilldesk import resources
from skilldesk.core import amounts, scenario
from skilldesk.core.case import DateKind
from skilldesk.core.policies import BY_CODE as RULES
from skilldesk.core.policy import (
    CalculationUse,
    Dates,
    IfUnknown,
    Json,
    Parameter,
    Policy,
    PolicyCase,
    Recovered,
    RuleUse,
    StandardEntry,
)
from skilldesk.core.strict import Table
from skilldesk.errors import NotFound, PolicyFault, ScenarioFault

EMPTY = "EMPTY"
"""What a file writes in place of an amount that each office must enter."""

_DATE_KINDS: tuple[DateKind, ...] = get_args(DateKind)
_IF_UNKNOWN: tuple[IfUnknown, ...] = get_args(IfUnknown)
_RECOVERED: tuple[Recovered, ...] = get_args(Recovered)


@dataclass(frozen=True)
class Policies:
    """All policy files that are known, by key."""

    all: tuple[Policy, ...]

    def named(self, keys: Iterable[str]) -> tuple[Policy, ...]:
        """The policies with these keys, in this order; NotFound names one that there is not."""
        return tuple(self._one(key) for key in keys)

    def governing(self, region: str) -> tuple[Policy, ...]:
        """Those whose scope holds that place, the widest first, whatever their dates."""
        return tuple(policy for policy in self.all if policy.governs(region))

    def in_force(self, region: str, day: date) -> tuple[Policy, ...]:
        """Those that hold for the place on that day, of all scopes; perhaps none, never the nearest."""
        return tuple(policy for policy in self.governing(region) if policy.in_force_on(day))

    def _one(self, key: str) -> Policy:
        for policy in self.all:
            if policy.key == key:
                return policy
        known = "、".join(policy.key for policy in self.all)
        raise NotFound(f"没有代号是“{key}”的政策文件。现有：{known}。请核对代号。")


def load(folder: Path | None = None) -> Policies:
    """The policies of a folder, or those that the program ships."""
    files = sorted((folder or resources.path("policies")).glob("*.toml"))
    found = [policy(file.read_bytes(), file.name) for file in files]
    keys = [one.key for one in found]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise PolicyFault(f"有两个政策文件的代号都是“{twice}”。请改正其中一个。")
    return Policies(tuple(sorted(found, key=lambda one: (len(one.reach), one.key))))


def policy(content: bytes, name: str) -> Policy:
    """One policy file from its bytes; `name` is what errors call it."""
    try:
        plain = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyFault(f"政策文件 {name} 不是正确的 TOML：{error}。请改正后再用。") from error
    table = Table(plain, name, PolicyFault)
    valid_from = table.day("valid_from") or table.refuse("valid_from", "没有填写，请补上起始日期。")
    read = Policy(
        key=table.needed("key"),
        document=table.needed("document"),
        issuer=table.needed("issuer"),
        scope=_scope(table),
        based_on=table.texts("based_on"),
        valid_from=valid_from,
        valid_to=table.day("valid_to"),
        funding_to=table.day("funding_to"),
        dates=_dates(table),
        recovered=_needed_choice(table, "recovered", _RECOVERED),
        rules=tuple(_rule(one) for one in table.tables("rule")),
        calculations=tuple(_calculation(one) for one in table.tables("calculation")),
        standards=tuple(_standard(one) for one in table.tables("standard")),
        ordinary=table.table("ordinary").plain,
        cases=tuple(_case(one) for one in table.tables("case")),
        file_sha256=hashlib.sha256(content).hexdigest(),
    )
    table.finish()
    _sound(read, table)
    return read


def _sound(read: Policy, table: Table) -> None:
    """What the parts must say together."""
    if read.valid_to is not None and read.valid_to < read.valid_from:
        table.refuse("valid_to", "早于 valid_from，请改正其中一个。")
    if not read.rules:
        table.refuse("rule", "一条也没有：没有条件的文件不能据以发放补贴。")
    keys = [(entry.subsidy, entry.key) for entry in read.standards]
    if len(set(keys)) != len(keys):
        table.refuse("standard", "里同一补贴类型和适用对象写了两次，请删去一个。")
    try:
        scenario.read(read.ordinary)
    except ScenarioFault as fault:
        table.refuse("ordinary", f"写得不对：{fault}")


def _scope(table: Table) -> str:
    scope = table.needed("scope")
    if not (scope.isdecimal() and len(scope) == 6):
        table.refuse("scope", "应是 6 位区划代码，全国写 000000。")
    return scope


def _dates(table: Table) -> Dates:
    if not table.has("dates"):
        table.refuse("dates", "没有填写。请写明 set、year、standard 各按哪个日期，文件没有默认值。")
    dates = table.table("dates")
    found = Dates(
        set=_needed_choice(dates, "set", _DATE_KINDS),
        year=_needed_choice(dates, "year", _DATE_KINDS),
        standard=_needed_choice(dates, "standard", _DATE_KINDS),
    )
    dates.finish()
    return found


def _rule(table: Table) -> RuleUse:
    kind = _needed_choice(table, "kind", tuple(RULES))
    use = RuleUse(
        kind=kind,
        clause=table.needed("clause"),
        if_unknown=_needed_choice(table, "if_unknown", _IF_UNKNOWN),
        parameters=_parameters(table, RULES[kind].parameters),
    )
    table.finish()
    return use


def _calculation(table: Table) -> CalculationUse:
    method = _needed_choice(table, "method", tuple(amounts.BY_CODE))
    use = CalculationUse(
        method=method,
        clause=table.needed("clause"),
        parameters=_parameters(table, amounts.BY_CODE[method].parameters),
    )
    table.finish()
    return use


def _parameters(table: Table, described: Iterable[Parameter]) -> Mapping[str, Json]:
    """The parameters as the rule describes them: all that it needs, none that it does not know."""
    given = table.table("parameters")
    found: dict[str, Json] = {}
    for parameter in described:
        value = given.take(parameter.name)
        if value is None and not parameter.needed:
            continue
        if value is None or not parameter.fits(value):
            given.refuse(parameter.name, f"没有填写或不合要求，应是{parameter.wanted}。")
        found[parameter.name] = value
    given.finish()
    return found


def _standard(table: Table) -> StandardEntry:
    amount = table.take("amount_fen")
    if amount is None:
        table.refuse("amount_fen", f"没有填写：写整数的分，或写 {EMPTY}。")
    entry = StandardEntry(
        subsidy=table.needed("subsidy"),
        key=table.needed("key"),
        amount_fen=None if amount == EMPTY else table.whole("amount_fen"),
        clause=table.needed("clause"),
    )
    table.finish()
    return entry


def _case(table: Table) -> PolicyCase:
    case = PolicyCase(
        name=table.needed("name"),
        scenario=_plain(table, "scenario"),
        expect=_plain(table, "expect"),
    )
    table.finish()
    return case


def _plain(table: Table, key: str) -> Mapping[str, Any]:
    if not table.has(key):
        table.refuse(key, "没有填写，请补上。")
    return table.table(key).plain


def _needed_choice(table: Table, key: str, choices: tuple[Any, ...]) -> Any:
    return table.choice(key, choices) or table.refuse(key, f"没有填写，应是 {'、'.join(choices)} 之一。")
