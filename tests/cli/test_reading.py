import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.cli import reading


@given(st.text(st.characters(codec="gb18030", exclude_characters="\ufeff")))
def test_utf8_is_always_read_as_such_with_or_without_its_mark(text):
    assert reading._text(text.encode("utf-8")) == text
    assert reading._text(text.encode("utf-8-sig")) == text


@given(st.binary())
def test_any_bytes_become_a_text(data):
    assert isinstance(reading._text(data), str)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_lines_of_a_chinese_office_are_read(encoding, monkeypatch):
    data = "周春梅\r\n\r\n刘长青\n".encode(encoding)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    assert reading.lines() == ["周春梅", "刘长青"]
