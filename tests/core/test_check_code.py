import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.check_code import (
    PaperCode,
    check_code,
    grouped,
    read_check_code,
    read_paper_code,
)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TEXTS = (("name", "马𬭎翀"), ("id_number", "370403199001019914"), ("amount", "¥1,500.00"))

printed = st.text(st.characters(exclude_categories=["Cs"]))
codes = st.text(CROCKFORD, min_size=8, max_size=8)


def test_the_code_is_the_first_forty_bits_of_the_digest_of_the_json() -> None:
    said = (
        '["F10",1,"BT370403-2-26-00123",'
        '["name","马𬭎翀"],["id_number","370403199001019914"],["amount","¥1,500.00"]]'
    )
    digest = hashlib.sha256(said.encode()).digest()
    bits = "".join(f"{byte:08b}" for byte in digest[:5])

    code = check_code("F10", 1, "BT370403-2-26-00123", TEXTS)

    assert code == "".join(CROCKFORD[int(bits[at : at + 5], 2)] for at in range(0, 40, 5))
    assert code == "RAEFZP6K"


@given(st.lists(st.tuples(printed, printed)), st.lists(st.tuples(printed, printed)))
def test_other_texts_have_another_code(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> None:
    same = json.dumps(one) == json.dumps(two)

    assert (check_code("F10", 1, "1", one) == check_code("F10", 1, "1", two)) == same


def test_form_version_number_and_order_are_part_of_it() -> None:
    codes = {
        check_code("F10", 1, "BT1", TEXTS),
        check_code("F11", 1, "BT1", TEXTS),
        check_code("F10", 2, "BT1", TEXTS),
        check_code("F10", 1, "BT2", TEXTS),
        check_code("F10", 1, "BT1", TEXTS[::-1]),
    }

    assert len(codes) == 5


def test_it_is_printed_in_two_groups() -> None:
    assert grouped("8F3A21C7") == "8F3A 21C7"


@pytest.mark.parametrize(
    "typed",
    ["8F3A21C0", "8f3a 21c0", " 8F3A-21CO ", "8F3A　21C0", "８Ｆ３Ａ２１Ｃ０", "8F3A2IC0", "8f3a2lco"],
)
def test_a_code_is_read_in_any_habit_of_typing(typed: str) -> None:
    assert read_check_code(typed) == "8F3A21C0"


@pytest.mark.parametrize("typed", ["", "8F3A21C", "8F3A21C77", "8F3A21CU", "8F3A21C甲"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_check_code(typed) is None


@given(printed)
def test_whatever_is_read_is_a_code(typed: str) -> None:
    read = read_check_code(typed)

    assert read is None or read_check_code(grouped(read)) == read


def test_the_qr_code_says_form_number_and_code() -> None:
    code = PaperCode(form="F10", number="BT370403-2-26-00123", check_code="8F3A21C7")

    assert code.text == "SD1|F10|BT370403-2-26-00123|8F3A21C7"


@given(
    st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}[0-9]{6}(-GX)?-[0-9]{1,2}-[0-9][0-9]-[0-9]{5}", fullmatch=True),
    codes,
)
def test_the_qr_code_reads_back(form: str, number: str, code: str) -> None:
    paper = PaperCode(form=form, number=number, check_code=code)

    assert read_paper_code(paper.text) == paper
    assert read_paper_code(f"  {paper.text}\r\n") == paper


@pytest.mark.parametrize(
    "scanned",
    [
        "",
        "https://example.org/",
        "SD1|F10|BT1",
        "SD1|F10||8F3A21C7",
        "SD2|F10|BT1|8F3A21C7",
        "SD1|F10|BT1|8F3A21C7|more",
        "SD1|F10|BT1|8F3A21",
    ],
)
def test_other_qr_codes_are_none_of_ours(scanned: str) -> None:
    assert read_paper_code(scanned) is None


@given(printed)
def test_any_scanned_text_is_survived(scanned: str) -> None:
    read_paper_code(scanned)
    read_paper_code(f"SD1|{scanned}")


def test_a_number_with_a_bar_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="BT"):
        PaperCode(form="F10", number="BT|1", check_code="8F3A21C7").text
