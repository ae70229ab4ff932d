from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as altered

from skilldesk.core.journal import START, Entry, Head, Link, Place, seal
from skilldesk.sync.canonical import Unreadable
from skilldesk.sync.entries import Stretch, count, decode_lines, encode_lines, stretches

from .world import EPOCH, ONE, TWO, links

DEVICES = st.sampled_from([ONE.device, TWO.device])


@st.composite
def chains(draw: st.DrawFn) -> tuple[Stretch, ...]:
    """Stretches of whatever is in the entries, begun anywhere."""
    found = []
    for device in draw(st.lists(DEVICES, unique=True)):
        head = before = Head(draw(st.integers(0, 2**62)), draw(st.binary(min_size=32, max_size=32)))
        taken: list[Link] = []
        for text in draw(st.lists(st.none() | st.text(), max_size=4)):
            entry = Entry(
                device=device,
                epoch=EPOCH,
                seq=head.seq + 1,
                schema=1,
                verb="add",
                kind="trainee",
                record="a1" * 16,
                after=(),
                changes={"name": (None, text)},
                group=None,
                at="",
                actor=text or "",
                reason="",
                salt="5a" * 16,
            )
            link = seal(head, entry)
            head = Head(link.seq, link.hash)
            taken.append(replace(link, content=None) if text is None else link)
        found.append(Stretch(device=device, epoch=EPOCH, before=before, links=tuple(taken)))
    return tuple(found)


@settings(max_examples=50)
@given(chains())
def test_entries_come_back_from_their_lines(given: tuple[Stretch, ...]) -> None:
    runs = [stretch.run for stretch in given]

    assert decode_lines(encode_lines(given), runs) == given
    assert sum(count(given).values()) == sum(
        link.content is not None for stretch in given for link in stretch.links
    )


@given(st.binary())
def test_other_bytes_are_refused(data: bytes) -> None:
    runs = [stretch.run for stretch in stretches(links(ONE, 2), {})]
    with pytest.raises(Unreadable):
        decode_lines(data, runs)


def test_links_are_gathered_by_chain_and_go_on_from_their_heads() -> None:
    ours, theirs = links(ONE, 5), links(TWO, 2)
    head = Head(3, ours[2].hash)
    found = stretches([theirs[1], *reversed(ours[3:]), theirs[0]], {(ONE.device, EPOCH): head})

    assert [stretch.links for stretch in found] == [ours[3:], theirs]
    assert [stretch.before for stretch in found] == [head, START]
    assert found[0].after == Head(5, ours[-1].hash)
    assert (found[0].run.first, found[0].run.last) == (4, 5)


def test_a_chain_with_nothing_new_still_says_how_far_it_goes() -> None:
    head = Head(7, bytes(range(32)))
    (stretch,) = stretches([], {(ONE.device, EPOCH): head})

    assert (stretch.run.first, stretch.run.last) == (8, 7)
    assert stretch.run.before == stretch.run.after == head.hash.hex()
    assert decode_lines(b"", [stretch.run]) == (stretch,)


@pytest.mark.parametrize("gone", range(4))
def test_a_gap_is_refused(gone: int) -> None:
    whole = links(ONE, 4)
    left = whole[:gone] + whole[gone + 1 :]
    broken = stretches(left, {})
    with pytest.raises(Unreadable):
        decode_lines(encode_lines(broken), [stretch.run for stretch in stretches(whole, {})])
    if gone < 3:
        with pytest.raises(Unreadable):
            decode_lines(encode_lines(broken), [broken[0].run])


def test_every_harm_to_a_line_is_found() -> None:
    given = stretches(links(ONE, 3), {})
    runs = [stretch.run for stretch in given]
    lines = encode_lines(given)
    for at in range(len(lines) - 1):
        harmed = lines[:at] + bytes([lines[at] ^ 1 << at % 7]) + lines[at + 1 :]
        try:
            found = decode_lines(harmed, runs)
        except Unreadable:
            continue
        assert found == given  # the same values in other words, such as A for a in a hash


def test_a_run_cannot_be_stretched() -> None:
    given = stretches(links(ONE, 3), {})
    for change in ({"last": 2**62}, {"first": 2}, {"last": 1}, {"last": 0, "first": 5}):
        with pytest.raises(Unreadable):
            decode_lines(encode_lines(given), [altered(given[0].run, **change)])


def tied(content: bytes, place: Place) -> Link:
    """A link that fits the beginning of its chain, whatever is in it."""
    hashed = sha256(content).digest()
    at = bytes.fromhex(place.device) + place.epoch.to_bytes(8, "big") + place.seq.to_bytes(8, "big")
    return Link(
        device=place.device,
        epoch=place.epoch,
        seq=place.seq,
        content=content,
        content_hash=hashed,
        hash=sha256(bytes(32) + at + hashed).digest(),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"[[[[",
        b"[" * 100_000,
        '["{device}",{epoch},2,1,"add","trainee"]',
        '["{device}",1,1,1,"add","trainee"]',
        '["{device}",{epoch},1,1,"add",7]',
        links(TWO, 1)[0].content,
    ],
)
def test_content_that_is_not_of_its_place_is_refused(content: bytes | str) -> None:
    if isinstance(content, str):
        content = content.replace("{device}", ONE.device).replace("{epoch}", str(EPOCH)).encode()
    given = stretches([tied(content, Place(ONE.device, EPOCH, 1))], {})
    assert decode_lines(encode_lines(given), [given[0].run]) == given
    with pytest.raises(Unreadable):
        count(given)


def test_entries_are_counted_by_their_kind() -> None:
    assert count(stretches(links(ONE, 5), {})) == {"epoch.begin": 1, "trainee": 3}
