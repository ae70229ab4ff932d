"""Each byte flipped, each length cut, with and without a container that was mended to fit."""

from collections.abc import Callable, Iterable
from functools import partial

import pytest

from skilldesk.errors import SkillDeskError
from skilldesk.sync import container
from skilldesk.sync.container import Members

from .world import opened, package

KINDS = ("ENROL", "START", "UP", "RCPT")
SAMPLE = 300

Harmed = Callable[[], bytes]


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << (at + bit) % 8]) + data[at + 1 :]


def cut(data: bytes, length: int) -> bytes:
    return data[:length]


def mended(data: bytes, number: int, at: int, bit: int = 0) -> bytes:
    """One byte of one member flipped, and a container around it whose sums are right."""
    members = list(container.parse(data))
    members[number] = flipped(members[number], at, bit)
    return container.build(Members(*members))


def flips(data: bytes, bit: int = 0) -> list[Harmed]:
    return [partial(flipped, data, at, bit) for at in range(len(data))]


def cuts(data: bytes) -> list[Harmed]:
    return [partial(cut, data, length) for length in range(len(data))]


def forgeries(data: bytes, bit: int = 0) -> list[Harmed]:
    sizes = [len(member) for member in container.parse(data)]
    return [partial(mended, data, number, at, bit) for number in range(3) for at in range(sizes[number])]


def refuse_all(kind: str, harmed: Iterable[Harmed]) -> None:
    for make in harmed:
        data = make()
        with pytest.raises(SkillDeskError) as caught:
            opened(kind, data)
        assert "数据没有变化" in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_with_one_flipped_byte_is_refused(kind: str) -> None:
    refuse_all(kind, flips(package(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_cut_at_any_length_is_refused(kind: str) -> None:
    refuse_all(kind, cuts(package(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_flipped_and_mended_is_refused(kind: str) -> None:
    forged = forgeries(package(kind))
    refuse_all(kind, forged[:: len(forged) // SAMPLE])


@pytest.mark.soak
@pytest.mark.parametrize("bit", range(8))
@pytest.mark.parametrize("kind", KINDS)
def test_every_flipped_bit_is_found(kind: str, bit: int) -> None:
    refuse_all(kind, flips(package(kind), bit))
    refuse_all(kind, forgeries(package(kind), bit))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_added_is_found(kind: str) -> None:
    data = package(kind)
    refuse_all(kind, (partial(bytes, more) for more in (data + b"\0", b"\0" + data, data + data, b"")))
