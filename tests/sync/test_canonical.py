import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.sync.canonical import Extensible, Unreadable, decode, encode

PLAIN = st.dictionaries(
    st.text(max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    ),
    max_size=5,
)


class Letter(Extensible, frozen=True, kw_only=True, omit_defaults=True):
    to: str
    copies: int | None = None


@given(PLAIN)
def test_a_value_has_one_spelling_and_it_is_that_of_the_journal(value: dict[str, object]) -> None:
    data = encode(value)

    assert decode(data) == value
    assert data == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{ "a":1}',
        b'{"a":1}\n',
        b'{"a":1e3}',
        b'{"a":01}',
        b'{"a":"\\u4e2d"}',
        b'{"a":"\\/"}',
        b'{"a":"\xff"}',
        b'{"a":NaN}',
        b"[1]",
        b"1",
        b"",
        b"\xef\xbb\xbf{}",
        b'{"a":' * 50_000,
        b"[" * 200_000,
    ],
)
def test_every_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


@given(st.binary())
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        value = decode(data)
    except Unreadable:
        return
    assert encode(value) == data


@given(PLAIN)
def test_what_a_newer_writer_added_is_kept(added: dict[str, object]) -> None:
    plain = {**added, "to": "鲁"}
    plain.pop("copies", None)

    assert Letter.of(plain).plain() == plain


@pytest.mark.parametrize(
    "plain", [{"to": 1}, {}, {"to": "a", "copies": None}, {"to": "a", "copies": True}, []]
)
def test_an_object_is_written_in_one_way(plain: object) -> None:
    with pytest.raises(Unreadable):
        Letter.of(plain)
