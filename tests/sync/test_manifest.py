from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as altered

from skilldesk.core.journal import SCHEMA
from skilldesk.errors import NewerPackage, PackageDamaged
from skilldesk.platform import is_portable
from skilldesk.sync.canonical import decode, encode
from skilldesk.sync.manifest import (
    FREE_RATIO,
    MAX_PLAIN,
    MAX_RATIO,
    Manifest,
    Part,
    Party,
    PayloadFacts,
    Run,
    Schemas,
    check_readable,
    check_sizes,
    file_name,
    letter,
    parse,
)

from .world import HUB, ONE, an_up, package, parsed, sealed

UP = parsed(package("UP"))
NUMBER = st.integers(0, 2**63 - 1)
HEX16 = st.binary(min_size=16, max_size=16).map(bytes.hex)
HEX32 = st.binary(min_size=32, max_size=32).map(bytes.hex)
PARTIES = st.builds(
    Party,
    role=st.sampled_from(["hub", "device"]),
    key=HEX32 | st.just(HUB.reading.public),
    office=st.none() | st.sampled_from(["370403", "370400-GX", "990403"]),
    device=st.none() | HEX16,
)
RUNS = st.builds(
    Run, device=HEX16, epoch=NUMBER, first=st.integers(1, 9), last=NUMBER, before=HEX32, after=HEX32
)
MANIFESTS = st.builds(
    Manifest,
    format=st.just(1),
    suite=st.just("ed25519+age"),
    kind=st.text(),
    practice=st.booleans(),
    package=HEX16,
    sender=PARTIES,
    recipients=st.lists(PARTIES, max_size=3).map(tuple),
    chains=st.lists(RUNS, max_size=3).map(tuple),
    counts=st.dictionaries(st.text(), NUMBER, max_size=3),
    schema=st.builds(Schemas, written=NUMBER, reader=NUMBER),
    catalogues=st.dictionaries(st.text(), NUMBER, max_size=3),
    part=st.builds(Part, number=NUMBER, of=NUMBER, set=HEX16),
    requires=st.lists(st.text(), max_size=2).map(tuple),
    payload=st.builds(PayloadFacts, sha256=HEX32, size=NUMBER, plain=NUMBER),
    extra=st.dictionaries(st.sampled_from(["extra", "later", "以后"]), st.text() | st.integers(0, 9)),
)


@settings(max_examples=40)
@given(MANIFESTS)
def test_a_manifest_comes_back_from_its_bytes(manifest: Manifest) -> None:
    assert parse(manifest.encode()) == manifest


@given(st.binary() | st.text().map(lambda text: encode({"format": 1, "suite": "ed25519+age", "kind": text})))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises((PackageDamaged, NewerPackage), match="数据没有变化"):
        parse(data)


def test_it_says_what_the_format_says() -> None:
    said = decode(UP.encode())

    assert set(said) == {
        *("format", "suite", "kind", "practice", "package", "sender", "recipients", "chains", "counts"),
        *("schema", "catalogues", "part", "requires", "payload"),
    }
    assert said["counts"] == {"epoch.begin": 1, "trainee": 2}
    assert said["sender"] == {
        "role": "device",
        "office": "370403",
        "device": ONE.device,
        "key": ONE.keys.sign.public,
    }
    assert said["recipients"][0] == {"role": "hub", "key": HUB.reading.public}
    assert (UP.chains[0].first, UP.chains[0].last, UP.chains[0].before) == (1, 4, "00" * 32)
    assert decode(parsed(package("ENROL")).encode())["enrol"].keys() == {
        *("office", "device", "sign_key", "read_key", "nonce")
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 2),
        ("format", "1"),
        ("format", None),
        ("suite", "sm2"),
    ],
)
def test_another_format_or_suite_needs_a_newer_program(key: str, value: object) -> None:
    with pytest.raises(NewerPackage, match="先升级"):
        parse(encode({**UP.plain(), key: value}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("package", "AB" * 16),
        ("package", "ab" * 16 + "\n"),
        ("practice", 0),
        ("practice", None),
        ("counts", {"trainee": -1}),
        ("counts", {"trainee": 1.0}),
        ("sender", {"role": "king", "key": "ab" * 32}),
        ("sender", {"role": "hub", "key": "ab" * 32, "office": "three"}),
        ("sender", {"role": "hub", "key": "ab" * 32, "office": None}),
        ("chains", None),
        ("enrol", None),
        ("format", True),
    ],
)
def test_a_wrong_value_is_refused(key: str, value: object) -> None:
    with pytest.raises(PackageDamaged):
        parse(encode({**UP.plain(), key: value}))


@pytest.mark.parametrize("key", decode(UP.encode()))
def test_nothing_may_be_missing(key: str) -> None:
    plain = UP.plain()
    del plain[key]
    with pytest.raises((PackageDamaged, NewerPackage)):
        parse(encode(plain))


def facts(size: int, plain: int) -> Manifest:
    return altered(UP, payload=PayloadFacts(sha256="00" * 32, size=size, plain=plain))


def test_sizes_are_bounded_before_anything_is_read() -> None:
    check_sizes(facts(10, FREE_RATIO), 10)
    check_sizes(facts(FREE_RATIO, FREE_RATIO * MAX_RATIO), FREE_RATIO)
    for size, plain in (
        (10, FREE_RATIO + 1),
        (FREE_RATIO, FREE_RATIO * MAX_RATIO + 1),
        (MAX_PLAIN, MAX_PLAIN + 1),
    ):
        with pytest.raises(PackageDamaged, match="没有解压"):
            check_sizes(facts(size, plain), size)
    with pytest.raises(PackageDamaged, match="大小与说明不符"):
        check_sizes(facts(10, 10), 11)


def test_versions_are_a_range() -> None:
    check_readable(altered(UP, schema=Schemas(written=SCHEMA + 9, reader=SCHEMA)))
    with pytest.raises(NewerPackage, match="先升级"):
        check_readable(altered(UP, schema=Schemas(written=SCHEMA + 9, reader=SCHEMA + 1)))
    with pytest.raises(NewerPackage, match="很旧的程序"):
        check_readable(altered(UP, schema=Schemas(written=0, reader=0)))


@pytest.mark.parametrize(
    "change",
    [{"requires": ("parts",)}, {"kind": "DOWN"}, {"part": Part(number=1, of=2, set="ab" * 16)}],
)
def test_what_this_version_cannot_do_needs_a_newer_one(change: dict[str, Any]) -> None:
    with pytest.raises(NewerPackage):
        check_readable(altered(UP, **change))


def test_the_letter_names_both_ends() -> None:
    assert letter(UP).plain() == {
        name: UP.plain()[name] for name in ("kind", "package", "practice", "recipients", "sender")
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("UP", "370403-d1d1d1d1-UP-1-4-20261120.skd"),
        ("RCPT", "370403-d1d1d1d1-RCPT-1-2-20261120.skd"),
        ("START", "370403-d1d1d1d1-START-1-2-20261120.skd"),
        ("ENROL", "370403-d1d1d1d1-ENROL-20261120.skd"),
    ],
)
def test_a_file_has_a_name_for_people(kind: str, name: str) -> None:
    assert file_name(parsed(package(kind)), date(2026, 11, 20)) == name


def test_a_file_without_entries_names_none() -> None:
    empty = altered(UP.chains[0], first=5, last=4)
    assert file_name(altered(UP, chains=(empty,)), date(2026, 11, 20)) == "370403-d1d1d1d1-UP-20261120.skd"


@settings(max_examples=20)
@given(MANIFESTS)
def test_a_file_name_is_portable(manifest: Manifest) -> None:
    assert is_portable(file_name(altered(manifest, kind="START"), date(2026, 11, 20)))


def test_two_packages_never_have_one_id() -> None:
    ids = {parsed(sealed(an_up(), ONE.sender, HUB.certificate("decryption"))).package for _ in range(20)}
    assert len(ids) == 20
