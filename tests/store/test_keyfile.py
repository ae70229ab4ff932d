from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.errors import NewerStore
from skilldesk.store.keyfile import (
    FileKey,
    KeyFile,
    Slot,
    Stretching,
    canonical,
    from_bytes,
    is_database,
    to_bytes,
)


def sized(length):
    return st.binary(min_size=length, max_size=length)


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50)
stretchings = st.builds(
    Stretching,
    salt=sized(16),
    memory=st.integers(32, 2**20),
    passes=st.integers(1, 64),
    lanes=st.integers(1, 4),
)
slots = st.builds(
    Slot,
    kind=st.sampled_from(["user", "sheet"]),
    name=names,
    public=sized(32),
    argon2id=stretchings,
    private=sized(60),
    store_key=sized(80),
)
databases = st.sampled_from(["office.db", "drafts.db", "hub.db", "files-2026-1.db", "files-2027-12.db"])
key_files = st.builds(
    KeyFile,
    office=names,
    files=st.dictionaries(databases, st.builds(FileKey, now=sized(60), next=st.none() | sized(60))),
    slots=st.lists(slots, max_size=4, unique_by=lambda slot: (slot.kind, slot.name)).map(tuple),
    format=st.just(1),
)
EXAMPLE = KeyFile(
    office="370403",
    files={"office.db": FileKey(now=bytes(60))},
    slots=(
        Slot(
            kind="user",
            name="张主任",
            public=bytes(32),
            argon2id=Stretching(salt=bytes(16), memory=64, passes=1),
            private=bytes(60),
            store_key=bytes(80),
        ),
    ),
)


def is_refused(data: bytes) -> bool:
    try:
        from_bytes(data)
    except ValueError:
        return True
    return False


@given(key_files)
def test_what_is_written_reads_back(keys):
    assert from_bytes(to_bytes(keys)) == keys


@given(key_files, st.data())
def test_any_changed_byte_is_refused(keys, data):
    harmed = bytearray(to_bytes(keys))
    harmed[data.draw(st.integers(0, len(harmed) - 1))] ^= data.draw(st.integers(1, 255))
    assert is_refused(bytes(harmed))


def test_every_flipped_byte_and_every_cut_is_refused():
    whole = to_bytes(EXAMPLE)
    for at, byte in enumerate(whole):
        assert is_refused(whole[:at])
        assert all(is_refused(whole[:at] + bytes([byte ^ 1 << n]) + whole[at + 1 :]) for n in range(8))


def test_the_same_content_written_otherwise_is_refused():
    whole = to_bytes(EXAMPLE)
    members = msgspec.json.decode(whole)
    turned = dict(reversed(members.items()))
    assert msgspec.json.encode(members) == whole
    assert is_refused(msgspec.json.encode(turned))
    assert is_refused(whole + b"\n")
    assert is_refused(whole.replace(b'"format":1', b'"format": 1'))
    assert is_refused(whole.replace(b'"format":1', b'"format":1,"format":1'))


@given(st.binary() | st.text().map(str.encode) | st.from_regex(r'\{"sha256":.*').map(str.encode))
def test_anything_else_is_refused(data):
    assert is_refused(data)


@pytest.mark.parametrize(
    "data", [b'{"sha256":' + b"[" * 100_000, b" " * 2_000_000, b"[]", b"{}", b'{"sha256":7}']
)
def test_strange_files_are_refused(data):
    assert is_refused(data)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(EXAMPLE, files={"../office.db": FileKey(now=bytes(60))}),
        replace(EXAMPLE, files={"office.db": FileKey(now=bytes(59))}),
        replace(EXAMPLE, slots=EXAMPLE.slots * 2),
        replace(EXAMPLE, slots=(replace(EXAMPLE.slots[0], name=""),)),
        replace(EXAMPLE, slots=(replace(EXAMPLE.slots[0], kind="master"),)),
        replace(
            EXAMPLE,
            slots=(replace(EXAMPLE.slots[0], argon2id=Stretching(salt=bytes(16), memory=2**31, passes=1)),),
        ),
    ],
)
def test_a_sound_sum_does_not_make_sense_of_nonsense(wrong):
    assert is_refused(to_bytes(wrong))


def test_unknown_members_are_refused():
    body = msgspec.json.decode(canonical(EXAMPLE))
    assert is_refused(to_bytes({**body, "more": 1}))
    assert from_bytes(to_bytes(body)) == EXAMPLE


def test_a_file_of_a_newer_program_is_named_as_such():
    with pytest.raises(NewerStore, match="请先升级"):
        from_bytes(to_bytes({"format": 2, "other": {}}))


def test_the_form_is_fixed():
    assert to_bytes(replace(EXAMPLE, slots=())) == (
        b'{"files":{"office.db":{"next":null,"now":"' + b"A" * 80 + b'"}},"format":1,"office":"370403",'
        b'"sha256":"e68f7da85d4757d2e0dc86d246f26334e1702703fe7c5a207444bce496d07f0f","slots":[]}'
    )


@pytest.mark.parametrize(
    "name", ["office.db", "drafts.db", "hub.db", "files-2026-1.db", "files-2026-9999.db"]
)
def test_names_of_databases(name):
    assert is_database(name)


@pytest.mark.parametrize(
    "name",
    ["", "Office.db", "office.db\n", "../office.db", "files-2026-0.db", "files-26-1.db", "files-２026-1.db"],
)
def test_other_names(name):
    assert not is_database(name)
