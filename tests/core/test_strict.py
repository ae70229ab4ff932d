from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.strict import Table
from skilldesk.errors import ScenarioFault


def table(**plain: Any) -> Table:
    return Table(plain, "claim", ScenarioFault)


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        ("100000.00", 10_000_000),
        ("1,500", 150_000),
        (1500, 150_000),
        (Decimal("0.01"), 1),
        ("0", 0),
        (1.5, 150),
        (None, None),
    ],
)
def test_an_amount_in_yuan_becomes_whole_fen(value: object, fen: int | None) -> None:
    assert table(amount=value).fen("amount") == fen


@pytest.mark.parametrize(
    "value", ["1.005", "-1", "一千", True, "NaN", "1e400", "1e-400", 0.1 + 0.2, [], "", "9" * 20]
)
def test_what_is_no_amount_to_the_fen_is_refused(value: object) -> None:
    with pytest.raises(ScenarioFault, match=r"claim\.amount应是"):
        table(amount=value).fen("amount")


@pytest.mark.parametrize("value", [Decimal("0.799"), "0.799", 0.799])
def test_a_share_is_kept_as_written(value: object) -> None:
    assert table(rate=value).share("rate") == Fraction(799, 1000)


@pytest.mark.parametrize("value", [1.01, -0.1, "很高", True])
def test_a_share_lies_between_0_and_1(value: object) -> None:
    with pytest.raises(ScenarioFault, match=r"claim\.rate"):
        table(rate=value).share("rate")


@pytest.mark.parametrize(
    "value",
    [
        "2021-01-01",
        "2021/1/1",
        "20210101",
        "2020-12-31T16:00:00Z",
        "2021-01-01T23:59:59+08:00",
        "2021-01-01T00:00:00",
        datetime(2020, 12, 31, 16, 30, tzinfo=UTC),
        date(2021, 1, 1),
    ],
)
def test_a_day_is_the_day_in_china(value: object) -> None:
    assert table(date=value).day("date") == date(2021, 1, 1)


@pytest.mark.parametrize(
    "value", ["2021-02-29", "昨天", 20210101, "0001-01-01T00:00:00+14:00", "2021-13-01T00:00:00"]
)
def test_what_is_no_day_is_refused_with_the_key(value: object) -> None:
    with pytest.raises(ScenarioFault, match=r"claim\.date.*2020-06-12 的样子"):
        table(date=value).day("date")


def test_a_key_that_nobody_takes_is_refused() -> None:
    told = table(date="2021-01-01", dat="2021-01-01")
    told.day("date")

    with pytest.raises(ScenarioFault, match=r"claim\.dat不是可以使用的键"):
        told.finish()


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda told: told.flag("k"), "true"),
        (lambda told: told.flag("k"), 1),
        (lambda told: told.whole("k"), -1),
        (lambda told: told.whole("k"), True),
        (lambda told: told.whole("k"), "3"),
        (lambda told: told.text("k"), "  "),
        (lambda told: told.text("k"), ["x"]),
        (lambda told: told.needed("k"), None),
        (lambda told: told.choice("k", ("paid",)), "payed"),
        (lambda told: told.texts("k"), "SD-2019"),
        (lambda told: told.texts("k"), [1]),
        (lambda told: list(told.tables("k")), {"a": 1}),
        (lambda told: list(told.tables("k")), [1]),
        (lambda told: told.table("k"), [1]),
        (lambda told: told.read("k", lambda _text: None, "五级"), "七级"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_key(read: Any, value: object) -> None:
    with pytest.raises(ScenarioFault, match=r"claim\.k"):
        read(table(k=value))


def test_a_whole_number_is_read_as_a_text_of_digits() -> None:
    assert table(level=5).text("level") == "5"


def test_null_is_the_same_as_nothing() -> None:
    told = table(a=None)

    assert told.text("a") is told.text("b") is told.day("a") is told.flag("b") is None
    assert (told.texts("a"), list(told.tables("b")), told.table("a").plain) == ((), [], {})


numbers = st.integers() | st.floats() | st.decimals() | st.text(max_size=8)


@given(numbers)
def test_any_value_is_an_amount_a_share_and_a_day_or_a_fault(value: object) -> None:
    for read in (Table.fen, Table.share, Table.day, Table.whole, Table.text):
        try:
            read(table(k=value), "k")
        except ScenarioFault as fault:
            assert str(fault).startswith("claim.k")  # noqa: PT017 - either answer is right


@given(st.integers(0, 10**14))
def test_an_amount_comes_back_from_its_text(fen: int) -> None:
    assert table(k=f"{fen // 100}.{fen % 100:02}").fen("k") == fen
