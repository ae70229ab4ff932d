from datetime import date

import pytest

from skilldesk.core import wording


@pytest.mark.parametrize(
    ("points", "text"),
    [(6000, "60%"), (8500, "85%"), (8499, "84.99%"), (8450, "84.5%"), (5, "0.05%"), (0, "0%")],
)
def test_a_share_is_shown_without_rounding(points: int, text: str) -> None:
    assert wording.percent(points) == text


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00元"), (5, "0.05元"), (123456, "1,234.56元"), (-150, "-1.50元")]
)
def test_an_amount_is_shown_in_yuan(fen: int, text: str) -> None:
    assert wording.yuan(fen) == text


def test_a_day_is_shown_as_people_write_it() -> None:
    assert wording.day("2020-06-02") == "2020年6月2日"
    assert wording.iso(date(2020, 6, 2)) == "2020-06-02"
    assert wording.iso(None) is None


@pytest.mark.parametrize(
    ("size", "said"), [(0, "1 KB"), (5000, "4 KB"), (712_598, "0.7 MB"), (2_500_000_000, "2384.2 MB")]
)
def test_a_size_is_said_in_what_people_know(size: int, said: str) -> None:
    assert wording.size_words(size) == said
