import pytest

from skilldesk.reference import cards

RANGES = cards.load()


@pytest.mark.parametrize(
    ("number", "bank"),
    [
        ("6228480000000000000", "中国农业银行"),
        ("6222020000000000000", "中国工商银行"),
        ("6227000000000000000", "中国建设银行"),
        ("6216610000000000000", "中国银行"),
        ("6222620000000000000", "交通银行"),
        ("6225880000000000", "招商银行"),
    ],
)
def test_the_first_digits_hint_at_the_bank(number: str, bank: str) -> None:
    found = RANGES.of(number)

    assert found
    assert (found.bank, found.kind) == (bank, "DC")


@pytest.mark.parametrize("number", ["", "622848", "0" * 19, "4242424242424242", "王" * 19])
def test_what_no_list_has_gives_no_hint(number: str) -> None:
    assert RANGES.of(number) is None


def test_every_range_is_a_beginning_of_three_to_ten_digits() -> None:
    assert len(RANGES.ranges) > 1500
    for prefix, one in RANGES.ranges.items():
        assert prefix.isdecimal()
        assert 3 <= len(prefix) <= 10
        assert one.digits in range(15, 20)
        assert one.kind in {"DC", "CC", "SCC", "PC"}
