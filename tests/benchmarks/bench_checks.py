"""What 100,000 lines through `check id` cost, beside the published validators for the same number.

`pip install --target /tmp/peers id-validator==1.0.20 python-stdnum==2.2`, then
`PYTHONPATH=/tmp/peers pytest -m bench tests/benchmarks/bench_checks.py -s`. The peers are needed here alone.
Lines are judged in turns, so that whatever else the machine does meets all of them; the slow peer judges a
part of them, and the figure is that for one line. The second test prints where the three differ, and says
who is right by the standards and by domain §4.1.
"""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from skilldesk.core import identity
from skilldesk.operations import lookups
from skilldesk.operations.checking import check

pytestmark = pytest.mark.bench

TODAY = date(2026, 11, 20)
LINES = 100_000
SLOW_LINES = 100
WHY_SKIPPED = "the peer is installed for this measurement alone: see the docstring"

Judge = Callable[[str], object]


def whole(first17: str) -> str:
    return first17 + identity.check_character(first17)


def drawn() -> list[str]:
    """Numbers of invented people of every place and time, one in ten with a wrong digit."""
    dice = random.Random(2260)  # noqa: S311 - a measurement, not a secret
    codes = [code for code in lookups.regions().places if not code.endswith("00") and code < "7"]
    lines = []
    for at in range(LINES):
        born = date(1950, 1, 1) + timedelta(days=dice.randrange(22_000))
        number = whole(f"{dice.choice(codes)}{born:%Y%m%d}{dice.randrange(900, 1000)}")
        lines.append(number if at % 10 else f"{number[:9]}{9 - int(number[9])}{number[10:]}")
    return lines


def ours(number: str) -> object:
    return check("id", number, TODAY)


def seconds(judge: Judge, lines: list[str]) -> float:
    begun = time.perf_counter()
    for line in lines:
        judge(line)
    return time.perf_counter() - begun


def stdnum() -> Judge:
    ric = pytest.importorskip("stdnum.cn.ric", reason=WHY_SKIPPED)

    def judge(number: str) -> object:
        try:
            return ric.is_valid(number) and ric.get_birth_place(number)
        except KeyError:  # it raises one for a county that its list does not have
            return False

    return judge


def id_validator() -> Judge:
    validator = pytest.importorskip("id_validator.validator", reason=WHY_SKIPPED)

    def judge(number: str) -> object:
        return validator.get_info(number)

    return judge


def test_a_hundred_thousand_numbers() -> None:
    lines = drawn()
    peers = {
        "python-stdnum 2.2 (cn.ric)": (stdnum(), LINES),
        "id-validator 1.0.20": (id_validator(), SLOW_LINES),
    }
    ours(lines[0])

    spent = {"skilldesk check id": (seconds(ours, lines), LINES)}
    for name, (judge, count) in peers.items():
        spent[name] = (seconds(judge, lines[:count]), count)

    print()
    for name, (total, count) in spent.items():
        print(f"{name:28} {total:8.2f} s for {count:7,} lines, {total / count * 1e6:9.1f} µs a line")


DIFFERENT = [
    (
        "372801199901019900",
        "born in 1999 with a code abolished in 1994",
        True,
        "codes are those of the first registration",
    ),
    ("370117195001019900", "born in 1950 with a code of 2018", True, "born before the code existed is fine"),
    ("659012202401019900", "a code of 2023", True, "白杨市 is in the list of 2023"),
    ("810000199408239923", "residence permit of Hong Kong", True, "vector of §4.1"),
    ("830000199201309908", "residence permit of Taiwan", True, "vector of §4.1"),
    ("932682198501010017", "permanent residence card of a foreigner", True, "18 digits beginning with 9"),
    ("110105491231002", "15 digits", True, "11010519491231002X, to be confirmed"),
    ("３７０４０３19920315900X", "full-width digits", True, "put right silently (§4.1)"),
    ("370403 19920315 900x", "spaces and a small x", True, "put right silently (§4.1)"),
    ("440524188001010014", "born in 1880", False, "vector of §4.1: refused"),
    ("370403203001019900", "born in 2030", False, "not yet born on the day of the check"),
    ("370499199001019900", "a county that never was", True, "to be confirmed, never refused"),
    ("3704031990010199A4", "a letter inside", False, "no digit"),
    ("\0", "NUL", False, "nothing"),
]
"""Number (the last digit is computed where it ends with 00), what it is, whether it is right, and why."""


def test_where_they_differ() -> None:
    judges = {"ours": lambda number: check("id", number, TODAY).verdict != "error"}
    judges |= {"stdnum": ric_says(), "id-validator": validator_says()}

    print(f"\n{'right':7}{'ours':7}{'stdnum':12}{'id-validator':14}what")
    for number, what, right, why in DIFFERENT:
        text = whole(number[:17]) if number.endswith("9900") else number
        answers = [str(judge(text)) for judge in judges.values()]
        print(f"{right!s:7}{answers[0]:7}{answers[1]:12}{answers[2]:14}{what}: {why}")
        assert answers[0] == str(right)


def ric_says() -> Judge:
    ric = pytest.importorskip("stdnum.cn.ric", reason=WHY_SKIPPED)
    return lambda number: told(ric.is_valid, number)


def validator_says() -> Judge:
    validator = pytest.importorskip("id_validator.validator", reason=WHY_SKIPPED)
    return lambda number: told(validator.is_valid, number)


def told(judge: Judge, number: str) -> object:
    try:
        return judge(number)
    except (KeyError, ValueError) as raised:
        return type(raised).__name__
